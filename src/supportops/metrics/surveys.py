"""Satisfaction surveys: the published template, and what is wrong with a plan."""

from dataclasses import dataclass
from datetime import timedelta

from pydantic import NonNegativeInt

from supportops._kit.data import Source, read_data
from supportops._kit.durations import Duration, duration, duration_text
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Range

__all__ = [
    "SurveyFinding",
    "SurveyPlan",
    "SurveyQuestion",
    "survey_findings",
    "survey_questions",
]


class SurveyPlan(Model, frozen=True, extra="forbid"):
    """How customers are to be asked.

    Attributes
    ----------
    send_after : duration
        From the resolution to the survey.
    questions : int
        Number of questions.
    comment_field : bool
        Whether there is room for words.
    follow_up_low_scores_within : duration or None
        When somebody answers a low score; None is never.
    segments : tuple of str
        What satisfaction will be broken down by.
    only_tickets : str
        Which tickets are surveyed; empty is all. Choosing easy ones makes the figure worthless.
    """

    send_after: Duration
    questions: NonNegativeInt
    comment_field: bool = True
    follow_up_low_scores_within: Duration | None = None
    segments: tuple[str, ...] = ()
    only_tickets: str = ""


class SurveyQuestion(Model, frozen=True, extra="forbid"):
    """A question of the published survey.

    Attributes
    ----------
    number : int
    ask : str
        What it asks about.
    optional : bool
    lowest, highest : int or None
        Ends of the scale; None for an answer in words.
    source : Source
    """

    number: int
    ask: str
    optional: bool
    lowest: int | None = None
    highest: int | None = None
    source: Source


@dataclass(frozen=True, slots=True)
class SurveyFinding(Result):
    """A rule that a survey plan breaks.

    Attributes
    ----------
    code : str
        ``sent-late``, ``too-many-questions``, ``too-few-questions``, ``no-comment-field``,
        ``no-follow-up``, ``follow-up-late``, ``not-segmented`` or ``chosen-tickets``.
    about : str
        What is wrong, in a sentence.
    source : str
        Where the rule comes from.
    """

    code: str
    about: str
    source: str


def survey_questions() -> tuple[SurveyQuestion, ...]:
    """Published survey of three questions, of which two are optional.

    Examples
    --------
    >>> [(q.number, q.optional) for q in survey_questions()]
    [(1, False), (2, True), (3, True)]
    """
    data = read_data("metrics", "practice")
    return tuple(
        SurveyQuestion(
            source=Source(source=data["source"], where=row["where"]),
            **{key: row[key] for key in row if key != "where"},
        )
        for row in data["survey_question"]
    )


def survey_findings(plan: SurveyPlan) -> tuple[SurveyFinding, ...]:
    """What a survey plan does against the published rules; empty where it keeps them all.

    Parameters
    ----------
    plan : SurveyPlan
        The plan.

    Returns
    -------
    tuple of SurveyFinding

    Examples
    --------
    >>> plan = SurveyPlan(send_after="2h", questions=4, follow_up_low_scores_within="24h",
    ...                   segments=("agent", "category", "complexity"))
    >>> [finding.code for finding in survey_findings(plan)]
    ['too-many-questions']
    """
    given: object = plan
    if not isinstance(given, SurveyPlan):
        raise InputError(f"plan must be a SurveyPlan; got {shown(given)}")
    data = read_data("metrics", "practice")
    rules = data["survey_rules"]
    asked = Range(**rules["questions"])
    source = f"{data['source']}, {rules['where']}"
    found = []

    def note(code: str, about: str) -> None:
        found.append(SurveyFinding(code, about, source))

    limit = duration(rules["send_within"])
    if plan.send_after > limit:
        note(
            "sent-late",
            f"It goes out {_text(plan.send_after)} after the resolution, {_text(limit)} at most.",
        )
    if asked.above(plan.questions):
        note("too-many-questions", f"It asks {plan.questions} questions; {asked} is short enough.")
    if asked.below(plan.questions):
        note("too-few-questions", f"It asks {plan.questions} questions; there must be one.")
    if rules["comment_field"] and not plan.comment_field:
        note("no-comment-field", "It has no room for words, so a low score explains nothing.")
    late, follow = duration(rules["follow_up_low_scores_within"]), plan.follow_up_low_scores_within
    if follow is None:
        note("no-follow-up", "Nobody answers a low score.")
    elif follow > late:
        note(
            "follow-up-late",
            f"A low score is answered after {_text(follow)}, {_text(late)} at most.",
        )
    absent = [name for name in rules["segments"] if name not in plan.segments]
    if absent:
        note("not-segmented", f"It cannot be broken down by {joined(absent)}.")
    if plan.only_tickets:
        found.append(
            SurveyFinding(
                "chosen-tickets",
                f"Only {plan.only_tickets} are surveyed: the figure speaks for no others.",
                "supportops",
            )
        )
    return tuple(found)


def _text(length: timedelta) -> str:
    return duration_text(length)
