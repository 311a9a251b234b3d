"""Whether a feedback loop works: how much is handed on, answered, and told back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from supportops._kit.data import read_data
from supportops._kit.instants import instant
from supportops._kit.models import Model
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.feedback.loop import FeedbackItem, acknowledgement_time
from supportops.statistics import Estimate, mean, proportion
from supportops.vocabulary import Range

__all__ = [
    "Effectiveness",
    "EffectivenessTarget",
    "effectiveness_targets",
    "feedback_effectiveness",
]

_DAY = timedelta(days=1)


class EffectivenessTarget(Model, frozen=True, extra="forbid"):
    """Published target of a feedback loop; without a number, `goal` says what is wanted."""

    name: str
    definition: str
    target: Range | None = None
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Effectiveness(Result):
    """How well a feedback loop works.

    Attributes
    ----------
    submitted : Estimate
        Tickets that became feedback [share of tickets].
    response_rate : Estimate
        Items that product or engineering answered [share]; younger ones without an answer are
        missing, since theirs may still come.
    days_to_acknowledge : Estimate
        Mean time to acknowledgement of those acknowledged [days]; the others are missing, so it
        is too short while some wait.
    closed : Estimate
        Fixed items whose customer was told [share].
    on_target : dict of str to bool or None
        For each published target with a number whether it is reached; None is unknown.
    """

    submitted: Estimate
    response_rate: Estimate
    days_to_acknowledge: Estimate
    closed: Estimate
    on_target: dict[str, bool | None]


def effectiveness_targets() -> tuple[EffectivenessTarget, ...]:
    """Published targets of a feedback loop."""
    rows = read_data("feedback", "feedback")["effectiveness"]["metric"]
    return tuple(EffectivenessTarget.model_validate(row) for row in rows)


def feedback_effectiveness(
    items: Collection[FeedbackItem], *, tickets: int, now: datetime
) -> Effectiveness:
    """How much is handed on, answered, and told back, against the published targets.

    Parameters
    ----------
    items : collection of FeedbackItem
        Feedback of a period, one from a ticket at most.
    tickets : int
        Tickets of the same period [tickets].
    now : datetime
        The present; aware.

    Returns
    -------
    Effectiveness

    Raises
    ------
    InputError
        If there are more items than tickets, or one was submitted after `now`.
    """
    at, n = instant(now, "now"), whole(tickets, "tickets")
    rows = list(items)
    if len(rows) > n:
        raise InputError(f"tickets must be at least the items, {len(rows)}; got {shown(tickets)}")
    for item in rows:
        if item.submitted_at > at:
            raise InputError(f"submitted_at of {item.id} must be at or before now; got a later one")
    answered = [item for item in rows if item.responded_at is not None]
    ripe = [
        x for x in rows if x.responded_at is None and x.submitted_at + acknowledgement_time() <= at
    ]
    waits = [
        (item.acknowledged_at - item.submitted_at) / _DAY
        for item in rows
        if item.acknowledged_at is not None
    ]
    fixed = [item for item in rows if item.fixed_at is not None]
    told = sum(item.customer_told_at is not None for item in fixed)
    submitted = proportion(len(rows), n, definition="tickets that became feedback")
    response = proportion(
        len(answered),
        len(answered) + len(ripe),
        missing=len(rows) - len(answered) - len(ripe),
        definition="feedback with a response",
    )
    days = mean([*waits, *[float("nan")] * (len(rows) - len(waits))]).scaled(1, "days")
    figures = {
        "feedback_submitted": submitted,
        "feedback_response_rate": response,
        "time_to_acknowledgement": days,
    }
    return Effectiveness(
        submitted,
        response,
        days,
        proportion(told, len(fixed), definition="fixes told to the customer"),
        {
            target.name: None if value is None else value in target.target
            for target in effectiveness_targets()
            if target.target is not None
            for value in (figures[target.name].value,)
        },
    )
