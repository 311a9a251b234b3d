"""Scenarios as models: a policy, what happens, and what the periods must be."""

from typing import Literal

from pydantic import Field

from supportops._kit.durations import Duration
from supportops._kit.models import Instant, Model
from supportops.sla import GrantedException, PeriodState, SlaPolicy
from supportops.vocabulary import TicketEvent

__all__ = ["ExpectedPeriod", "SlaScenario"]


class ExpectedPeriod(Model, frozen=True, extra="forbid"):
    """What a period must be; only the fields that are set are compared.

    Attributes
    ----------
    metric : str
    cycle : int or None
        Which period of the metric; None is the last.
    state, end_reason, clock, row : str
    started_at, ended_at, due_at, breached_at : datetime or None
        Set to None, there must be none.
    target, elapsed, paused, paused_wall, overdue : timedelta
    remaining : timedelta or None
        Within the target; beyond it say `overdue`.
    breached : bool
    warnings : dict of int to datetime
        All that have fired.
    earlier_breaches : tuple of datetime
    """

    metric: str
    cycle: int | None = Field(default=None, ge=1)
    state: PeriodState | None = None
    end_reason: str | None = None
    clock: Literal["business", "calendar"] | None = None
    row: str | None = None
    started_at: Instant | None = None
    ended_at: Instant | None = None
    due_at: Instant | None = None
    breached_at: Instant | None = None
    target: Duration | None = None
    elapsed: Duration | None = None
    paused: Duration | None = None
    paused_wall: Duration | None = None
    overdue: Duration | None = None
    remaining: Duration | None = None
    breached: bool | None = None
    warnings: dict[int, Instant] | None = None
    earlier_breaches: tuple[Instant, ...] | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """Fields to compare."""
        return tuple(
            name for name in type(self).model_fields
            if name in self.model_fields_set and name not in {"metric", "cycle"}
        )  # fmt: skip


class SlaScenario(Model, frozen=True, extra="forbid"):
    """Given a policy, when these things happen, then these periods.

    Attributes
    ----------
    name : str
    why : str
        What the contract says that makes it so.
    policy : SlaPolicy
    now : datetime
    events : tuple of TicketEvent
    exceptions : tuple of GrantedException
    expect : tuple of ExpectedPeriod
    absent : tuple of str
        Metrics that must not have a period.
    """

    name: str
    why: str = ""
    policy: SlaPolicy
    now: Instant
    events: tuple[TicketEvent, ...]
    exceptions: tuple[GrantedException, ...] = ()
    expect: tuple[ExpectedPeriod, ...] = ()
    absent: tuple[str, ...] = ()
