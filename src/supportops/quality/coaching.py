"""What helps with which weakness, and the record of a talk about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import model_validator

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops._kit.text import joined, markdown_escape, shown
from supportops.errors import InputError

__all__ = [
    "CoachingApproach",
    "CoachingNote",
    "CoachingPlan",
    "DevelopmentFocus",
    "TicketTalk",
    "coaching_approaches",
    "coaching_plan",
]


class CoachingApproach(Model, frozen=True, extra="forbid"):
    """What a source advises for a weakness.

    Attributes
    ----------
    issue : str
    approaches : tuple of str
    source : Source
    """

    issue: str
    approaches: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class CoachingPlan(Result):
    """Approaches for the weaknesses of an agent, in the order that they were named.

    Attributes
    ----------
    steps : tuple of CoachingApproach
    """

    steps: tuple[CoachingApproach, ...]

    def to_markdown(self) -> str:
        """The plan as a list."""
        return "\n".join(
            f"- **{markdown_escape(step.issue.replace('_', ' '))}**: "
            + markdown_escape(", ".join(step.approaches))
            for step in self.steps
        )


class TicketTalk(Model, frozen=True, extra="forbid"):
    """One ticket of a talk: what went well, and what could go better."""

    ticket_id: str
    went_well: str
    opportunity: str


class DevelopmentFocus(Model, frozen=True, extra="forbid"):
    """The one thing to work on.

    Attributes
    ----------
    area : str
    why : str
        Why it matters.
    how : str
        How to improve.
    resources : str
        What helps.
    """

    area: str
    why: str
    how: str
    resources: str = ""


class CoachingNote(Model, frozen=True, extra="forbid"):
    """Record of a 1:1.

    Attributes
    ----------
    agent : str
    held_on : date
    period : str
        What was reviewed.
    average_score : float or None
        Mean review score [points of 100]; None without a review.
    strengths : tuple of str
        First of all; at least one.
    tickets : tuple of TicketTalk
    focus : DevelopmentFocus
    goals : tuple of str
        For the next week, measurable; at least one.
    next_meeting : date or None
    check_on : str
        What to look at until then.

    Examples
    --------
    >>> note = CoachingNote(
    ...     agent="Ada", held_on=date(2026, 3, 6), period="February", average_score=82,
    ...     strengths=("explains causes",), goals=("five tickets restated",),
    ...     focus=DevelopmentFocus(area="restating", why="fewer repeats", how="first line"),
    ... )
    >>> print(note.to_markdown().splitlines()[0])
    ## 1:1 coaching: Ada

    References
    ----------
    Support-operations skill, Coaching Conversation Template: the parts and their order.
    """

    agent: str
    held_on: date
    period: str
    average_score: float | None = None
    strengths: tuple[str, ...]
    tickets: tuple[TicketTalk, ...] = ()
    focus: DevelopmentFocus
    goals: tuple[str, ...]
    next_meeting: date | None = None
    check_on: str = ""

    @model_validator(mode="after")
    def _whole(self) -> "CoachingNote":
        if not self.strengths:
            raise InputError("strengths must have one; got none; lead with what went well")
        if not self.goals:
            raise InputError("goals must have one; got none")
        if self.average_score is not None and not 0 <= self.average_score <= 100:
            raise InputError(
                f"average_score must be from 0 to 100 points; got {self.average_score:g}"
            )
        if self.next_meeting is not None and self.next_meeting <= self.held_on:
            raise InputError(f"next_meeting must be after {self.held_on}; got {self.next_meeting}")
        return self

    def to_markdown(self) -> str:
        """The note in the published order of its parts."""
        score = "–" if self.average_score is None else f"{self.average_score:.10g}/100"
        lines = [
            f"## 1:1 coaching: {markdown_escape(self.agent)}",
            "",
            f"**Date:** {self.held_on}  ",
            f"**Review period:** {markdown_escape(self.period)}  ",
            f"**Average QA score:** {score}",
            "",
            "### Strengths",
            "",
            *(f"- {markdown_escape(text)}" for text in self.strengths),
            "",
            "### Ticket review",
            "",
        ]
        for talk in self.tickets:
            lines += [
                f"Ticket {markdown_escape(talk.ticket_id)}",
                "",
                f"- Went well: {markdown_escape(talk.went_well)}",
                f"- Opportunity: {markdown_escape(talk.opportunity)}",
                "",
            ]
        lines += [
            *([] if self.tickets else ["No ticket.", ""]),
            "### Development focus",
            "",
            f"This week: {markdown_escape(self.focus.area)}",
            "",
            f"- Why it matters: {markdown_escape(self.focus.why)}",
            f"- How to improve: {markdown_escape(self.focus.how)}",
            f"- Resources: {markdown_escape(self.focus.resources or '–')}",
            "",
            "### Goals for next week",
            "",
            *(f"{i}. {markdown_escape(goal)}" for i, goal in enumerate(self.goals, 1)),
            "",
            "### Follow-up",
            "",
            f"- Next 1:1: {self.next_meeting or '–'}",
            f"- Check on: {markdown_escape(self.check_on or '–')}",
        ]
        return "\n".join(lines)


def coaching_approaches() -> tuple[CoachingApproach, ...]:
    """Published approaches, by weakness."""
    data = read_data("quality", "coaching")["scenarios"]
    source = Source(source=data["source"], where=data["where"])
    return tuple(CoachingApproach.model_validate({**r, "source": source}) for r in data["rows"])


def coaching_plan(issues: Iterable[str]) -> CoachingPlan:
    """Published approaches for the weaknesses of an agent.

    Parameters
    ----------
    issues : collection of str
        Weaknesses, as `coaching_approaches` names them; spaces and hyphens are read too.

    Returns
    -------
    CoachingPlan

    Raises
    ------
    InputError
        For an unknown weakness; the message lists the known.

    Examples
    --------
    >>> print(coaching_plan(["over-escalation"]).to_markdown())
    - **over escalation**: decision trees, confidence building
    """
    known = {each.issue: each for each in coaching_approaches()}
    steps = []
    for issue in dict.fromkeys(collected(issues, "issues")):
        name = str(issue).strip().lower().replace("-", "_").replace(" ", "_")
        if name not in known:
            raise InputError(
                f"issues must be known ones; got {shown(issue)}; there are {joined(known)}"
            )
        steps.append(known[name])
    return CoachingPlan(tuple(dict.fromkeys(steps)))
