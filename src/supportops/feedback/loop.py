"""How far feedback has come on its way to product and back, and what is due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from pydantic import model_validator

from supportops._kit.data import read_data
from supportops._kit.instants import instant
from supportops._kit.models import Instant, Model
from supportops._kit.results import Result
from supportops.errors import InputError

__all__ = ["DueStep", "FeedbackItem", "LoopStage", "due_steps", "loop_stage"]

LoopStage: TypeAlias = Literal["submitted", "acknowledged", "responded", "fixed", "closed"]
_STEPS = (
    "submitted_at", "acknowledged_at", "responded_at", "fixed_at", "customer_told_at",
)  # fmt: skip
_STAGES: tuple[LoopStage, ...] = ("submitted", "acknowledged", "responded", "fixed", "closed")


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
                raise InputError(
                    f"{name} must be at or after submitted_at; got {value.isoformat()}"
                )
        return self


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
            due = item.submitted_at + acknowledgement_time()
            rows.append(DueStep(item.id, "acknowledge", due, at >= due))
        if item.cause_found_at is not None and item.backlog_at is None:
            due = item.cause_found_at + backlog
            rows.append(DueStep(item.id, "add to the backlog", due, at > due))
    return tuple(sorted(rows, key=lambda row: row.due_at))


def acknowledgement_time() -> timedelta:
    """Published time within which feedback is acknowledged."""
    rows = read_data("feedback", "feedback")["effectiveness"]["metric"]
    row = next(row for row in rows if row["name"] == "time_to_acknowledgement")
    return timedelta(days=row["target"]["high"])
