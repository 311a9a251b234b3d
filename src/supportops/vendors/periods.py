"""Periods as a tool of record states them, and what a calendar makes of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from supportops._kit.instants import instant
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.calendars import Calendar, due_at, elapsed
from supportops.errors import InputError

__all__ = ["VendorPeriod", "recounted"]


@dataclass(frozen=True, slots=True)
class VendorPeriod(Result):
    """One period of one metric, as far as the tool of record states it.

    Attributes
    ----------
    ticket, metric, cycle : str, str, int
        Which it is, in our words; cycles count from 1.
    name : str
        How the tool calls the metric.
    started_at, ended_at, due_at : datetime or None
    target : timedelta or None
    clock : {"business", "calendar"} or None
        Clock of the target.
    elapsed : timedelta or None
        On the clock of the target.
    elapsed_business, elapsed_calendar : timedelta or None
        On both clocks, where the tool states both.
    breached : bool or None
    open : bool or None
        Whether it goes on.
    paused : bool or None
    now : datetime or None
        When the figures of an open period were read.
    precision : timedelta
        Unit that its durations are rounded to.
    instant_precision : timedelta
        Unit that its instants are rounded to.
    """

    ticket: str
    metric: str
    cycle: int
    name: str
    started_at: datetime | None = None
    ended_at: datetime | None = None
    due_at: datetime | None = None
    target: timedelta | None = None
    clock: Literal["business", "calendar"] | None = None
    elapsed: timedelta | None = None
    elapsed_business: timedelta | None = None
    elapsed_calendar: timedelta | None = None
    breached: bool | None = None
    open: bool | None = None
    paused: bool | None = None
    now: datetime | None = None
    precision: timedelta = field(default=timedelta(milliseconds=1))
    instant_precision: timedelta = field(default=timedelta(milliseconds=1))

    @property
    def key(self) -> tuple[str, str, int]:
        """Ticket, metric and cycle."""
        return self.ticket, self.metric, self.cycle


def recounted(
    periods: Iterable[VendorPeriod], *, calendar: Calendar, now: datetime | None = None
) -> tuple[VendorPeriod, ...]:
    """Periods with elapsed time, due instant and breach counted anew on a calendar.

    Parameters
    ----------
    periods : iterable of VendorPeriod
        Their starts, ends and targets are believed.
    calendar : calendar
        When the clock runs.
    now : datetime, optional
        When open periods are measured; their own instant where it is not given.

    Returns
    -------
    tuple of VendorPeriod
        What cannot be counted is None: elapsed time of an open period without an instant, for
        one. To be held against the originals with `reconcile`.

    Notes
    -----
    For clocks that do not pause. A pause shows as a difference.
    """
    moment = None if now is None else instant(now, "now")
    return tuple(_counted(period, calendar, moment) for period in periods)


def _counted(period: Any, calendar: Calendar, now: datetime | None) -> VendorPeriod:
    if not isinstance(period, VendorPeriod):
        raise InputError(f"periods must be VendorPeriods; got {shown(period)}")
    start, until = period.started_at, period.ended_at or now or period.now
    spent = None if start is None or until is None else elapsed(start, until, calendar=calendar)
    due = None
    if start is not None and period.target is not None:
        due = due_at(start, period.target, calendar=calendar)
    over = None if spent is None or period.target is None else spent > period.target
    return replace(
        period,
        elapsed=spent,
        elapsed_business=spent,
        elapsed_calendar=None if start is None or until is None else until - start,
        due_at=due,
        breached=over,
        paused=None,
        now=now or period.now,
    )
