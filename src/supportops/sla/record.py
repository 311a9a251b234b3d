"""What the clock found: periods, what is still to come, and where it all came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from supportops._kit.results import Result
from supportops._kit.text import card, joined, shown
from supportops.errors import InputError
from supportops.sla.policy import SlaPolicy
from supportops.sla.states import PeriodState
from supportops.vocabulary import Promise

if TYPE_CHECKING:
    import pandas as pd

    from supportops.sla.events import History
    from supportops.sla.fingerprint import Fingerprint
    from supportops.sla.trace import Trace

__all__ = ["Period", "PeriodState", "SlaRecord", "Upcoming"]


@dataclass(frozen=True, slots=True)
class Period(Result):
    """One period of one metric.

    Attributes
    ----------
    metric, cycle : str, int
        Which it is; cycles count from 1.
    started_at, ended_at : datetime, datetime or None
        None while it is open.
    end_reason : str or None
        ``fulfilled``, ``solved``, ``merged``, ``restarted``, or the kind of an exception.
    promise : Promise or None
        As the row words it.
    target : timedelta or None
        Its length on its clock; None where there is no time to keep.
    clock : {"business", "calendar"} or None
        Clock of the target.
    row : str
        Row of the policy that governs, in words.
    elapsed : timedelta
        On the clock of the target, business time without a target.
    elapsed_business, elapsed_calendar : timedelta
        On both clocks, so that targets can change their kind.
    paused, paused_wall : timedelta
        Paused time on the clock of the target, and in real time.
    due_at : datetime or None
        When the elapsed time reaches the target: in the past it did, in the future if nothing
        happens; None while paused, and where it is never reached.
    state : str
        ``met``, ``breached``, ``running``, ``paused``, ``cancelled`` or ``no_target``.
    breached : bool
        Whether the target is exceeded, also in a period that is still open.
    breached_at : datetime or None
        Since when.
    overdue : timedelta
        Beyond the target, zero within.
    remaining : timedelta or None
        Of an open period with a target; negative beyond it.
    warnings : dict of int to datetime
        Percent of the target and when it was reached.
    earlier_breaches : tuple of datetime
        Breaches of an earlier, stricter target that no longer hold.
    flags : tuple of str
        What is doubtful.
    """

    metric: str
    cycle: int
    started_at: datetime
    ended_at: datetime | None
    end_reason: str | None
    promise: Promise | None
    target: timedelta | None
    clock: Literal["business", "calendar"] | None
    row: str
    elapsed: timedelta
    elapsed_business: timedelta
    elapsed_calendar: timedelta
    paused: timedelta
    paused_wall: timedelta
    due_at: datetime | None
    state: PeriodState
    breached: bool
    breached_at: datetime | None
    overdue: timedelta
    remaining: timedelta | None
    warnings: dict[int, datetime]
    earlier_breaches: tuple[datetime, ...]
    flags: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether it has not ended."""
        return self.ended_at is None

    @property
    def percent(self) -> float | None:
        """Elapsed part of the target [percent]; None without a target, or with one of zero."""
        return 100 * (self.elapsed / self.target) if self.target else None

    @property
    def late_by_instant(self) -> bool:
        """Whether it is met by elapsed time although it ended after `due_at`.

        So it is where a budget was used up exactly at closing and the answer came outside
        hours.
        """
        return (
            self.state == "met"
            and self.due_at is not None
            and self.ended_at is not None
            and self.ended_at > self.due_at
        )


@dataclass(frozen=True, slots=True)
class Upcoming(Result):
    """Something that will fire if nothing happens.

    Attributes
    ----------
    at : datetime
        When. A breach holds after this instant: whoever is done at it is in time.
    metric, cycle : str, int
        The period.
    kind : {"warning", "breach"}
    level : int
        Percent of the target; 100 for a breach.
    name : str
        Name of the rung.
    notify : tuple of str
        Who is told.
    action : str
        What is done.
    """

    at: datetime
    metric: str
    cycle: int
    kind: Literal["warning", "breach"]
    level: int
    name: str
    notify: tuple[str, ...]
    action: str


@dataclass(frozen=True)
class SlaRecord(Result):
    """Everything that the clock says about one ticket at one instant.

    Attributes
    ----------
    ticket : str
    now : datetime
    periods : tuple of Period
        By start, within a metric by cycle. ``record["resolution"]`` is the last period of a
        metric.
    upcoming : tuple of Upcoming
        Warnings and breaches still to fire if nothing happens, the soonest first. A product
        sets timers for them and never polls.
    flags : tuple of str
        What was left out or is doubtful.
    """

    ticket: str
    now: datetime
    periods: tuple[Period, ...]
    upcoming: tuple[Upcoming, ...]
    flags: tuple[str, ...]
    policy: SlaPolicy = field(repr=False)
    history: "History" = field(repr=False)

    def __getitem__(self, metric: str) -> Period:
        found = self.of(metric)
        if not found:
            known = joined(dict.fromkeys(period.metric for period in self.periods)) or "none"
            raise KeyError(f"metric must have a period; got {shown(metric)}; there are {known}")
        return found[-1]

    def __contains__(self, metric: object) -> bool:
        return any(period.metric == metric for period in self.periods)

    def __iter__(self) -> Iterator[Period]:
        return iter(self.periods)

    def of(self, metric: str) -> tuple[Period, ...]:
        """Periods of a metric, in order; none where it has not started or is not promised."""
        if metric not in self.policy.metrics:
            known = joined(self.policy.metrics, "or")
            raise InputError(f"metric must be one of {known}; got {shown(metric)}")
        return tuple(period for period in self.periods if period.metric == metric)

    @cached_property
    def trace(self) -> "Trace":
        """Every stretch with the state of the clock and the reason in words."""
        from supportops.sla.trace import trace_of

        return trace_of(self)

    @cached_property
    def fingerprint(self) -> "Fingerprint":
        """What the answer depends on besides the events: policy, library, rules of the zones."""
        from supportops.sla.fingerprint import fingerprint

        return fingerprint(self.policy)

    def to_frame(self) -> "pd.DataFrame":
        """One row for each period."""
        import pandas as pd

        rows = [
            {"ticket_id": self.ticket, **{k: getattr(period, k) for k in _COLUMNS}}
            for period in self.periods
        ]
        return pd.DataFrame(rows, columns=["ticket_id", *_COLUMNS])

    def _repr_html_(self) -> str:
        rows = [(f"{p.metric} {p.cycle}", summary(p)) for p in self.periods]
        return card(f"SLA of ticket {self.ticket}".strip(), rows, "; ".join(self.flags))

    def __str__(self) -> str:
        return "\n".join(f"{p.metric} {p.cycle}: {summary(p)}" for p in self.periods)


_COLUMNS = (
    "metric", "cycle", "started_at", "ended_at", "end_reason", "target", "clock", "row",
    "elapsed", "paused", "paused_wall", "due_at", "state", "breached", "breached_at", "overdue",
    "remaining",
)  # fmt: skip


def summary(period: Period) -> str:
    """State of a period in one line."""
    from supportops._kit.durations import duration_text

    words = period.state.replace("_", " ")
    if period.breached and period.state != "breached":
        words += ", breached"
    if period.target is None:
        return f"{words}, {duration_text(period.elapsed)} elapsed"
    words += f", {duration_text(period.elapsed)} of {duration_text(period.target)} {period.clock}"
    if period.due_at is not None:
        words += f", due {period.due_at:%a %Y-%m-%d %H:%M:%S %Z}"
    if period.breached_at is not None:
        words += f", breached {period.breached_at:%a %Y-%m-%d %H:%M:%S %Z}"
    return words
