"""What a schedule lacks for hours that are promised."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from supportops._kit.durations import DurationLike
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops.calendars import BusinessCalendar, compiled
from supportops.workforce._doors import kind_of
from supportops.workforce.capacity import seat_agents
from supportops.workforce.coverage import day_and_time
from supportops.workforce.week_schedule import DAYS, WeekSchedule, agents_by_minute, step_minutes

__all__ = ["RoundTheClock", "round_the_clock"]


_MONDAY = 1_767_571_200_000_000  # 5 January 2026, 00:00 UTC


@dataclass(frozen=True, slots=True)
class RoundTheClock(Result):
    """What a schedule lacks where somebody is promised at all times.

    Attributes
    ----------
    promised_hours : float
        Hours a week that are promised [hours].
    covered_hours : float
        Of them those with enough agents [hours].
    uncovered_hours : float
        Those without [hours].
    missing_agent_hours : float
        Agents missing, summed over them [agent-hours].
    missing_shifts : float or None
        The same in shifts of the schedule's mean length [shifts]; None where it has none.
    missing_agents : float
        Full-time agents for the missing hours, shrinkage counted [full-time agents].
    holes : tuple of (str, str, str)
        Day, beginning and end of each stretch without enough agents.
    """

    promised_hours: float
    covered_hours: float
    uncovered_hours: float
    missing_agent_hours: float
    missing_shifts: float | None
    missing_agents: float
    holes: tuple[tuple[str, str, str], ...]


def round_the_clock(
    schedule: WeekSchedule,
    *,
    contract: DurationLike,
    shrinkage: ShareLike,
    agents: int = 1,
    promised: BusinessCalendar | None = None,
    interval: DurationLike = "1h",
) -> RoundTheClock:
    """What a schedule lacks for a 24/7 promise, or for other promised hours.

    Parameters
    ----------
    schedule : WeekSchedule
        The shifts, in the wall-clock time of one place.
    contract : duration
        Paid hours a week of one agent.
    shrinkage : share
        Share of paid time that is not worked, below 1.
    agents : int
        Agents who must be there at any promised time [agents].
    promised : BusinessCalendar, optional
        The promised hours of a week, read by its wall clock; around the clock by default.
    interval : duration
        As in `week_coverage`.

    Returns
    -------
    RoundTheClock

    Raises
    ------
    InputError
        For a number outside its range.

    Examples
    --------
    The published template has nobody from 20:00 to 06:00:

    >>> from supportops.workforce import schedule_template
    >>> lack = round_the_clock(schedule_template(), contract="40h", shrinkage="30%")
    >>> lack.uncovered_hours, lack.holes[0], round(lack.missing_agents, 2)
    (70.0, ('mon', '00:00', '06:00'), 2.5)
    """
    step, need = step_minutes(interval), whole(agents, "agents")
    there = agents_by_minute(schedule, step)
    wanted = np.ones(there.size)
    if promised is not None:
        kind_of(promised, "promised", BusinessCalendar)
        # In the week of an arbitrary Monday, and as if its zone were UTC: the wall clock counts.
        plain = BusinessCalendar(timezone="UTC", hours=dict(promised.hours))
        starts = _MONDAY + np.arange(there.size, dtype=np.int64) * step * 60_000_000
        opened = compiled(plain).elapsed_many(starts, starts + step * 60_000_000)
        wanted = opened / (step * 60_000_000)
    hours = wanted * step / 60
    lack = (there < need) & (wanted > 0)
    missing = float((np.maximum(need - there, 0) * hours).sum())
    shifts = missing * schedule.total / schedule.paid_hours if schedule.total else None
    return RoundTheClock(
        promised_hours=float(hours.sum()),
        covered_hours=float(hours[~lack].sum()),
        uncovered_hours=float(hours[lack].sum()),
        missing_agent_hours=missing,
        missing_shifts=shifts,
        missing_agents=seat_agents(
            timedelta(hours=missing), contract=contract, shrinkage=shrinkage
        ),
        holes=_holes(lack, step),
    )


def _holes(lack: Any, step: int) -> tuple[tuple[str, str, str], ...]:
    """Stretches without enough agents, day by day."""
    holes = []
    per_day = 1440 // step
    for day, row in enumerate(np.asarray(lack).reshape(7, per_day)):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(int), [0]])))
        for first, last in edges.reshape(-1, 2):
            end = int(last) * step
            start = day_and_time(day * 1440 + int(first) * step)[1]
            holes.append((DAYS[day], start, f"{end // 60:02d}:{end % 60:02d}"))
    return tuple(holes)
