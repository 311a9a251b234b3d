"""Whether feedback is answered, fixed, and told back: the closed loop and its dates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from pydantic import model_validator

from supportops._kit.data import read_data
from supportops._kit.instants import instant
from supportops._kit.models import Instant, Model
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics import Estimate, mean, proportion
from supportops.vocabulary import Range

__all__ = [
    "DueStep",
    "Effectiveness",
    "EffectivenessTarget",
    "FeedbackItem",
    "LoopStage",
    "due_steps",
    "effectiveness_targets",
    "feedback_effectiveness",
    "loop_stage",
]

LoopStage: TypeAlias = Literal["submitted", "acknowledged", "responded", "fixed", "closed"]
_STEPS = (
    "submitted_at", "acknowledged_at", "responded_at", "fixed_at", "customer_told_at",
)  # fmt: skip
_STAGES: tuple[LoopStage, ...] = ("submitted", "acknowledged", "responded", "fixed", "closed")
_DAY = timedelta(days=1)


class FeedbackItem(Model, frozen=True, extra="forbid"):
    """One piece of feedback on its way through product or engineering and back.

    Attributes
    ----------
    id : str
    kind : str
        As in `route_feedback`.
    submitted_at : datetime
        All instants are aware.
    acknowledged_at, responded_at, fixed_at, customer_told_at : datetime or None
        When somebody took it, answered it, changed the product, and told the customer.
    cause_found_at, backlog_at : datetime or None
        When its root cause was found to be in the product, and when that became an item of the
        backlog.
    """

    id: str
    kind: str
    submitted_at: Instant
    acknowledged_at: Instant | None = None
    responded_at: Instant | None = None
    fixed_at: Instant | None = None
    customer_told_at: Instant | None = None
    cause_found_at: Instant | None = None
    backlog_at: Instant | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "FeedbackItem":
        for name in type(self).model_fields:
            value = getattr(self, name)
            if name.endswith("_at") and value is not None and value < self.submitted_at:
                raise InputError(f"{name} must be at or after submitted_at; got {value.isoformat()}")
        return self


class EffectivenessTarget(Model, frozen=True, extra="forbid"):
    """Published target of a feedback loop; without a number, `goal` says what is wanted."""

    name: str
    definition: str
    target: Range | None = None
    goal: str = ""


@dataclass(frozen=True, slots=True)
class DueStep(Result):
    """Next step that an item waits for.

    Attributes
    ----------
    item : str
    step : {"acknowledge", "add to the backlog"}
    due_at : datetime
    overdue : bool
        Whether the time is over.
    """

    item: str
    step: Literal["acknowledge", "add to the backlog"]
    due_at: datetime
    overdue: bool


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


def loop_stage(item: FeedbackItem) -> LoopStage:
    """How far an item has come: the last step that has happened.

    Examples
    --------
    >>> item = FeedbackItem(id="f1", kind="bug_report", submitted_at="2026-03-02T09:00Z",
    ...                     fixed_at="2026-03-09T09:00Z")
    >>> loop_stage(item)
    'fixed'
    """
    reached = [k for k, step in enumerate(_STEPS) if getattr(item, step) is not None]
    return _STAGES[reached[-1]]


def due_steps(items: Collection[FeedbackItem], *, now: datetime) -> tuple[DueStep, ...]:
    """Acknowledgements and backlog items that are still to come, with their dates.

    Parameters
    ----------
    items : collection of FeedbackItem
        The feedback.
    now : datetime
        The present; aware.

    Returns
    -------
    tuple of DueStep
        Earliest first. An acknowledgement has to come before five times 24 hours are over, a
        backlog item within fourteen, both as published.

    Examples
    --------
    >>> from datetime import UTC
    >>> item = FeedbackItem(id="f1", kind="bug_report", submitted_at="2026-03-02T09:00Z")
    >>> (step,) = due_steps([item], now=datetime(2026, 3, 8, tzinfo=UTC))
    >>> step.step, step.due_at.date().isoformat(), step.overdue
    ('acknowledge', '2026-03-07', True)
    """
    at = instant(now, "now")
    backlog = timedelta(days=read_data("feedback", "feedback")["preventable"]["backlog_days"])
    rows = []
    for item in items:
        if item.acknowledged_at is None and item.responded_at is None:
            due = item.submitted_at + _acknowledge()
            rows.append(DueStep(item.id, "acknowledge", due, at >= due))
        if item.cause_found_at is not None and item.backlog_at is None:
            due = item.cause_found_at + backlog
            rows.append(DueStep(item.id, "add to the backlog", due, at > due))
    return tuple(sorted(rows, key=lambda row: row.due_at))


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
    ripe = [x for x in rows if x.responded_at is None and x.submitted_at + _acknowledge() <= at]
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


def _acknowledge() -> timedelta:
    for row in read_data("feedback", "feedback")["effectiveness"]["metric"]:
        if row["name"] == "time_to_acknowledgement":
            return timedelta(days=row["target"]["high"])
    raise AssertionError("the published targets hold it")
