"""Improvement plans: what must change until when, with which help."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pydantic import model_validator

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.names import collected, mapped
from supportops._kit.text import joined, markdown_escape, markdown_table, shown
from supportops.calendars import Calendar, business_day
from supportops.errors import InputError
from supportops.vocabulary import Range

__all__ = [
    "ImprovementMilestone",
    "ImprovementPlan",
    "ImprovementTemplate",
    "improvement_plan",
    "improvement_template",
]


_LAST_YEAR = 9990  # what follows must be a date too


class ImprovementTemplate(Model, frozen=True, extra="forbid"):
    """What a source puts into an improvement plan.

    Attributes
    ----------
    review_days : tuple of int
        Choices of the review date [days after the start].
    milestone_weeks : tuple of int
        When progress is looked at [weeks after the start]; the last is the final review.
    qa_example : Range
        The standard that the source gives as an example [points of 100].
    sections, standards, support : tuple of str
        Parts of the plan, what standards name, and what help is given.
    source : Source
    """

    review_days: tuple[int, ...]
    milestone_weeks: tuple[int, ...]
    qa_example: Range
    sections: tuple[str, ...]
    standards: tuple[str, ...]
    support: tuple[str, ...]
    source: Source


class ImprovementMilestone(Model, frozen=True, extra="forbid"):
    """When progress is looked at, and what should be reached.

    Attributes
    ----------
    week : int
        Weeks after the start [weeks].
    on : date
    goal : str
    """

    week: int
    on: date
    goal: str = ""


class ImprovementPlan(Model, frozen=True, extra="forbid"):
    """A plan with its dates.

    Attributes
    ----------
    agent, manager : str
    start : date
    review : date
        When it is decided.
    concerns : tuple of str
        What is short of the standard now.
    standards : dict of str to str
        What is required, by measure.
    support : tuple of str
        Help that is given.
    milestones : tuple of ImprovementMilestone
    success : str
        What ends the plan well.
    flags : tuple of str
        ``"review_before_last_milestone"``: a review after 30 days comes before the milestones of
        weeks 6 and 8.
    source : Source
    """

    agent: str
    manager: str
    start: date
    review: date
    concerns: tuple[str, ...]
    standards: dict[str, str]
    support: tuple[str, ...]
    milestones: tuple[ImprovementMilestone, ...]
    success: str = ""
    flags: tuple[str, ...] = ()
    source: Source

    @model_validator(mode="after")
    def _sound(self) -> "ImprovementPlan":
        if not self.standards:
            raise InputError("standards must have one; got none; say what is required")
        return self

    def to_markdown(self) -> str:
        """The plan in the published order of its parts."""
        standards = [[name, text] for name, text in self.standards.items()]
        goals = [[f"week {m.week}", m.on, m.goal or None] for m in self.milestones]
        lines = [
            f"## Performance improvement plan: {markdown_escape(self.agent)}",
            "",
            f"**Start:** {self.start}  ",
            f"**Review:** {self.review}  ",
            f"**Manager:** {markdown_escape(self.manager)}",
            "",
            "### Current performance",
            "",
            *(f"- {markdown_escape(text)}" for text in self.concerns or ("–",)),
            "",
            "### Standards required",
            "",
            markdown_table(["measure", "standard"], standards),
            "",
            "### Support",
            "",
            *(f"- {markdown_escape(text)}" for text in self.support or ("–",)),
            "",
            "### Milestones",
            "",
            markdown_table(["when", "date", "goal"], goals),
            "",
            "### Success",
            "",
            markdown_escape(self.success or "–"),
            "",
            "### Signatures",
            "",
            "Agent, date:",
            "",
            "Manager, date:",
        ]
        return "\n".join(lines)


def improvement_template() -> ImprovementTemplate:
    """Published parts of an improvement plan.

    Examples
    --------
    >>> improvement_template().milestone_weeks
    (2, 4, 6, 8)
    """
    row = read_data("quality", "coaching")["improvement"]
    fields = [name for name in ImprovementTemplate.model_fields if name != "source"]
    source = Source(source=row["source"], where=row["where"])
    return ImprovementTemplate.model_validate(
        {**{name: row[name] for name in fields}, "source": source}
    )


def improvement_plan(
    agent: str,
    *,
    start: date,
    manager: str,
    standards: Mapping[str, str],
    review_days: int = 60,
    concerns: Sequence[str] = (),
    support: Sequence[str] | None = None,
    goals: Mapping[int, str] | None = None,
    success: str = "",
    calendar: Calendar | None = None,
) -> ImprovementPlan:
    """Plan for an agent, with the published milestones dated.

    Parameters
    ----------
    agent : str
        Whose plan it is.
    start : date
        First day.
    manager : str
        Who answers for it.
    standards : mapping of str to str
        What is required: ``{"QA score": "80 or more"}``.
    review_days : int
        When it is decided [days after the start]: 30, 60 or 90. Which of them is a choice; 60,
        the first that comes after the last milestone, is ours.
    concerns : sequence of str
        What is short of the standard now.
    support : sequence of str, optional
        Help that is given; the published list where left out.
    goals : mapping of int to str, optional
        What is to be reached by which of the published weeks [weeks after the start].
    success : str
        What ends the plan well.
    calendar : calendar, optional
        Moves dates that are no business day to the next one.

    Returns
    -------
    ImprovementPlan

    Raises
    ------
    InputError
        For other review days, a goal for another week, or a calendar that has no such day.

    Examples
    --------
    >>> plan = improvement_plan("Ada", start=date(2026, 3, 2), manager="Bo",
    ...                         standards={"QA score": "80 or more"})
    >>> str(plan.milestones[-1].on), str(plan.review)
    ('2026-04-27', '2026-05-01')
    """
    template = improvement_template()
    if type(start) is not date or start.year > _LAST_YEAR:
        raise InputError(f"start must be a date without a time; got {shown(start)}")
    if isinstance(review_days, bool) or review_days not in template.review_days:
        choices = joined(template.review_days, "or")
        raise InputError(f"review_days must be {choices}; got {shown(review_days)}")
    wanted = mapped(goals or {}, "goals")
    for week in wanted:
        if week not in template.milestone_weeks:
            weeks = joined(template.milestone_weeks, "or")
            raise InputError(f"goals must be for week {weeks}; got {shown(week)}")
    milestones = tuple(
        ImprovementMilestone(
            week=week, on=_day(start, 7 * week, calendar), goal=wanted.get(week, "")
        )
        for week in template.milestone_weeks
    )
    review = _day(start, review_days, calendar)
    help_given = template.support if support is None else collected(support, "support")
    return ImprovementPlan(
        agent=agent,
        manager=manager,
        start=start,
        review=review,
        concerns=collected(concerns, "concerns"),
        standards=mapped(standards, "standards"),
        support=help_given,
        milestones=milestones,
        success=success,
        flags=("review_before_last_milestone",) if review < milestones[-1].on else (),
        source=template.source,
    )


def _day(start: date, days: int, calendar: Calendar | None) -> date:
    day = start + timedelta(days=days)
    found = day if calendar is None else business_day(day, calendar=calendar)
    if found is None:
        raise InputError(f"calendar must have a business day from {day}; got none")
    return found
