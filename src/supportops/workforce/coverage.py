"""Where a week's schedule falls short of its target."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Float64Array, lift
from supportops._kit.data import read_data
from supportops._kit.durations import DurationLike
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.workforce._doors import share_above_zero
from supportops.workforce.week_schedule import (
    DAYS,
    WeekSchedule,
    agents_by_minute,
    day_times,
    step_minutes,
)

if TYPE_CHECKING:
    import pandas as pd

    from supportops._kit.arrays import RealArray

__all__ = ["CoverageGaps", "coverage_gaps"]


@dataclass(frozen=True, slots=True)
class CoverageGaps(Result):
    """Where a schedule falls short of its target.

    Attributes
    ----------
    hours : float
        Time of the week below the share of the target that counts as a gap [hours].
    short_hours : float
        Time below the target at all [hours].
    missing_agent_hours : float
        Agents missing, summed over the week [agent-hours].
    below : float
        Share of the target under which an interval is a gap.
    gaps : tuple of (str, str, int, float)
        Day, beginning, agents there [agents] and target [agents] of each interval that is a
        gap.
    """

    hours: float
    short_hours: float
    missing_agent_hours: float
    below: float
    gaps: tuple[tuple[str, str, int, float], ...]


def coverage_gaps(
    schedule: WeekSchedule,
    *,
    target: "float | RealArray | pd.DataFrame",
    below: ShareLike | None = None,
    interval: DurationLike = "1h",
) -> CoverageGaps:
    """Intervals of the week with fewer agents than a share of their target.

    Parameters
    ----------
    schedule : WeekSchedule
        The shifts.
    target : float, array or DataFrame
        Agents wanted [agents]: always the same, or a row for each interval of the day and a
        column for each day, as `week_coverage` has them.
    below : share, optional
        Share of the target under which an interval is a gap; 50 % as published by default.
    interval : duration
        As in `week_coverage`.

    Returns
    -------
    CoverageGaps

    Raises
    ------
    InputError
        For a negative target, or one of another shape.

    Examples
    --------
    >>> from supportops.workforce import schedule_template
    >>> found = coverage_gaps(schedule_template(), target=8)
    >>> found.hours, found.gaps[0]
    (106.0, ('mon', '00:00', 0, 8.0))
    """
    step = step_minutes(interval)
    there = agents_by_minute(schedule, step)
    wanted = _wanted(target, there.size)
    if below is None:
        rows = read_data("workforce", "planning")["measure"]
        found: ShareLike = next(row["below"] for row in rows if row["name"] == "coverage_gaps")
        below = found
    part = share_above_zero(below, "below")
    gap = there < part * wanted
    hours = step / 60
    return CoverageGaps(
        hours=float(gap.sum()) * hours,
        short_hours=float((there < wanted).sum()) * hours,
        missing_agent_hours=float(np.maximum(wanted - there, 0).sum()) * hours,
        below=part,
        gaps=tuple(
            (*day_and_time(int(at) * step), int(there[at]), float(wanted[at]))
            for at in np.flatnonzero(gap)
        ),
    )


def day_and_time(minute: int) -> tuple[str, str]:
    day, rest = divmod(minute, 1440)
    return DAYS[day], f"{rest // 60:02d}:{rest % 60:02d}"


def _wanted(target: Any, size: int) -> Float64Array:
    columns = getattr(target, "columns", None)
    if columns is not None:
        if list(columns) != list(DAYS):
            raise InputError(f"target must have the columns {joined(DAYS)}; got {joined(columns)}")
        times = day_times(1440 // (size // 7))
        if list(target.index) not in (times, list(range(len(times)))):
            raise InputError(
                f"target must have a row for each interval of the day, {times[0]} to {times[-1]}; "
                f"got {shown(list(target.index))}"
            )
        target = target.to_numpy()
    _, (values,) = lift(target=target)
    if values.ndim == 0:
        values = np.full((size // 7, 7), float(values))
    if values.shape != (size // 7, 7):
        raise InputError(
            f"target must be one number, or {size // 7} rows of 7 days; got shape {values.shape}"
        )
    if not (np.isfinite(values) & (values >= 0)).all():
        raise InputError("target must be finite, zero or more, everywhere; got another value")
    return np.asarray(values.T.ravel(), dtype=np.float64)
