"""A week's schedule as it is given: its totals, and whom it puts where."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from supportops._kit.data import Source, read_data
from supportops._kit.durations import DurationLike
from supportops._kit.models import Model
from supportops._kit.reals import above_zero
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.workforce._doors import kind_of, length

if TYPE_CHECKING:
    import pandas as pd


__all__ = [
    "WeekSchedule",
    "agents_by_minute",
    "day_times",
    "schedule_template",
    "step_minutes",
    "week_coverage",
]

Weekday: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MINUTES = 7 * 24 * 60


def _spans(value: Any) -> Any:
    """One span or several, as minutes since midnight."""
    several = isinstance(value, (list, tuple)) and value and isinstance(value[0], (list, tuple))
    spans = tuple(_span(row) for row in (value if several else [value]))
    busy: set[int] = set()
    for start, end in spans:
        first = _minute(start)
        minutes = {
            at % 1440 for at in range(first, first + ((_minute(end) - first) % 1440 or 1440))
        }
        if busy & minutes:
            raise InputError(
                f"shift must have spans that do not overlap; got {shown(list(spans))}; "
                "make two shifts of it"
            )
        busy |= minutes
    return spans


def _span(row: Any) -> tuple[str, str]:
    if not isinstance(row, (list, tuple)) or len(row) != 2:
        raise InputError(f'shift must be a start and an end, ["06:00", "14:00"]; got {shown(row)}')
    for text in row:
        _minute(text)
    if _minute(row[0]) == _minute(row[1]):
        raise InputError(f"shift must end at another time than it starts; got {shown(row)}")
    return str(row[0]), str(row[1])


def _minute(text: Any) -> int:
    parts = text.split(":") if isinstance(text, str) else []
    if len(parts) != 2 or not all(len(p) == 2 and p.isascii() and p.isdigit() for p in parts):
        raise InputError(f'time must be such as "06:00"; got {shown(text)}')
    hour, minute = int(parts[0]), int(parts[1])
    if minute > 59 or hour * 60 + minute > 1440:
        raise InputError(f'time must be from "00:00" to "24:00"; got {shown(text)}')
    return hour * 60 + minute


Spans: TypeAlias = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_spans)]


class WeekSchedule(Model, frozen=True, extra="forbid"):
    """Agents by shift for each day of a week that repeats.

    Attributes
    ----------
    shifts : dict of str to spans
        For each shift its times, ``("06:00", "14:00")``, or several of them where it is split.
        An end before the start lies on the next day.
    agents : dict of str to dict of str to int
        For each day, ``mon`` to ``sun``, the agents on each shift; a day may be left out.
    source : Source or None
        None for a schedule of your own.

    Examples
    --------
    >>> nights = WeekSchedule(shifts={"night": ("22:00", "06:00")}, agents={"sun": {"night": 2}})
    >>> nights.total
    2
    """

    shifts: dict[str, Spans]
    agents: dict[Weekday, dict[str, Annotated[int, Field(ge=0)]]]
    source: Source | None = None

    @model_validator(mode="after")
    def _declared(self) -> "WeekSchedule":
        for day, counts in self.agents.items():
            for shift in counts:
                if shift not in self.shifts:
                    raise InputError(
                        f"agents.{day} must name declared shifts; got {shown(shift)}; "
                        f"there are {joined(self.shifts)}"
                    )
        return self

    @property
    def by_day(self) -> dict[str, int]:
        """Shifts worked on each day [shifts]."""
        return {day: sum(self.agents.get(day, {}).values()) for day in DAYS}

    @property
    def by_shift(self) -> dict[str, int]:
        """Shifts worked of each kind in a week [shifts]."""
        return {s: sum(day.get(s, 0) for day in self.agents.values()) for s in self.shifts}

    @property
    def total(self) -> int:
        """Shifts worked in a week [shifts]."""
        return sum(self.by_day.values())

    @property
    def paid_hours(self) -> float:
        """Scheduled hours of a week [hours]."""
        return sum(count * self._minutes(shift) / 60 for shift, count in self.by_shift.items())

    def fte(self, shifts_a_week: float) -> float:
        """Full-time equivalents behind the shifts, each working that many a week [shifts]."""
        return self.total / above_zero(shifts_a_week, "shifts_a_week")

    def _minutes(self, shift: str) -> int:
        return sum((_minute(b) - _minute(a)) % 1440 or 1440 for a, b in self.shifts[shift])


def schedule_template() -> WeekSchedule:
    """Published schedule of a week: 99 shifts of three kinds.

    Examples
    --------
    >>> schedule = schedule_template()
    >>> schedule.total, schedule.by_day["mon"], schedule.fte(5)
    (99, 22, 19.8)
    """
    data = read_data("workforce", "schedule")["template"]
    return WeekSchedule(
        shifts=data["shifts"],
        agents={row["day"]: row["agents"] for row in data["day"]},
        source=Source(source=data["source"], where=data["where"]),
    )


def week_coverage(schedule: WeekSchedule, *, interval: DurationLike = "1h") -> "pd.DataFrame":
    """Agents at work in each interval of the week, day by day.

    Parameters
    ----------
    schedule : WeekSchedule
        The shifts.
    interval : duration
        Length of an interval; a whole part of a day, on whose edges all shifts begin and end.

    Returns
    -------
    DataFrame
        A row for each interval of the day by its beginning (``"06:00"``), a column for each
        day, agents in the cells [agents]. Shifts over midnight reach into the next day, Sunday's
        into Monday.

    Raises
    ------
    InputError
        If the interval does not divide the day, or a shift begins or ends within one.

    Examples
    --------
    >>> coverage = week_coverage(schedule_template())
    >>> coverage["mon"][["05:00", "12:00", "14:00"]].tolist()
    [0, 22, 18]
    """
    import pandas as pd

    step = step_minutes(interval)
    counts = agents_by_minute(schedule, step)
    table = counts.reshape(7, -1).T
    return pd.DataFrame(table, index=pd.Index(day_times(step), name="starts"), columns=list(DAYS))


def day_times(step: int) -> list[str]:
    """Beginnings of the intervals of a day."""
    return [f"{at // 60:02d}:{at % 60:02d}" for at in range(0, 1440, step)]


def step_minutes(interval: DurationLike) -> int:
    """Minutes of an interval that divides the day."""
    span = length(interval, "interval")
    minutes = span / timedelta(minutes=1)
    if minutes != int(minutes) or 1440 % int(minutes):
        raise InputError(f"interval must be a whole part of a day; got {shown(interval)}")
    return int(minutes)


def agents_by_minute(schedule: WeekSchedule, step: int) -> Any:
    """Agents in each interval of the week, Monday's first."""
    kind_of(schedule, "schedule", WeekSchedule)
    agents = np.zeros(_MINUTES // step, dtype=np.int64)
    for place, day in enumerate(DAYS):
        for shift, people in schedule.agents.get(day, {}).items():
            for start, end in schedule.shifts[shift]:
                first, last = _minute(start), _minute(end)
                if first % step or last % step:
                    raise InputError(
                        f"interval must divide the shifts; got {step} minutes and "
                        f"{start} to {end}; use a shorter one"
                    )
                last += 1440 if last <= first else 0
                slots = np.arange(place * 1440 + first, place * 1440 + last, step) % _MINUTES
                agents[slots // step] += people
    return agents
