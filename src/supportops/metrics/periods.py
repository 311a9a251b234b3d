"""Calendar periods: days, weeks, months, quarters and years of a zone, with declared starts."""

from datetime import MAXYEAR, UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops._kit.instants import zone
from supportops._kit.reals import is_real
from supportops._kit.text import joined, shown
from supportops.errors import InputError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = ["PeriodName", "WeekdayName", "period_starts"]

PeriodName: TypeAlias = Literal["day", "week", "month", "quarter", "year"]
WeekdayName: TypeAlias = Literal[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
]
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_EPOCH = date(1970, 1, 1)


def period_starts(
    first: datetime,
    last: datetime,
    period: PeriodName,
    *,
    timezone: str = "UTC",
    week_starts: WeekdayName = "monday",
    year_starts: int = 1,
) -> tuple[datetime, ...]:
    """Starts of the calendar periods that hold the instants from the first to the last.

    Parameters
    ----------
    first, last : datetime
        Aware instants, in order.
    period : {"day", "week", "month", "quarter", "year"}
        Length of a period.
    timezone : str
        Zone whose midnights part the periods; days of 23 and 25 hours are days.
    week_starts : str
        First day of a week.
    year_starts : int
        First month of a year, and of its first quarter [1 to 12].

    Returns
    -------
    tuple of datetime
        In the zone, ascending; the end of the last is not among them.

    Raises
    ------
    InputError
        For an unknown period, weekday, month or zone, or instants out of order or at the very
        ends of the calendar.

    Examples
    --------
    A year that starts in April:

    >>> from datetime import UTC
    >>> spring = period_starts(datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC),
    ...                        "year", year_starts=4)
    >>> [str(start.date()) for start in spring]
    ['2025-04-01', '2026-04-01']
    """
    place = zone(timezone)
    ends: list[date] = []
    value: Any
    for name, value in (("first", first), ("last", last)):
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise InputError(f"{name} must be an aware datetime; got {shown(value)}")
        ends.append(_date_in(value, place))
    if last < first:
        raise InputError(f"last must not lie before first; got {last} before {first}")
    _checked(period)
    if ends[0].year < 3 or ends[1].year > 9997:  # a year to spare on either side
        raise InputError(
            f"first and last must lie in the years 3 to 9997; got {first} and {last}; such dates "
            "mostly stand for a missing one"
        )
    begun = _start_of(ends[0], period, week_starts, year_starts)
    starts = [begun]
    while (begun := _next(begun, period)) <= ends[1]:
        starts.append(begun)
    return tuple(_midnight(day, place) for day in starts)


def _date_in(at: datetime, place: "ZoneInfo") -> date:
    # At the very ends of the calendar other zones have no date; there the own one says enough.
    return (at.astimezone(place) if 1 < at.year < MAXYEAR else at).date()


def _checked(period: Any) -> Any:
    if period not in get_args(PeriodName):
        known = joined(get_args(PeriodName), "or")
        raise InputError(f"period must be {known}; got {shown(period)}")
    return period


def _start_of(day: date, period: str, week_starts: str, year_starts: int) -> date:
    days = get_args(WeekdayName)
    if week_starts not in days:
        raise InputError(f"week_starts must be {joined(days, 'or')}; got {shown(week_starts)}")
    if not is_real(year_starts) or year_starts not in range(1, 13):
        raise InputError(f"year_starts must be a month from 1 to 12; got {shown(year_starts)}")
    if period == "day":
        return day
    if period == "week":
        return day - timedelta(days=(day.weekday() - days.index(week_starts)) % 7)
    index = day.year * 12 + day.month - 1
    index -= (index - (int(year_starts) - 1)) % _MONTHS[period]
    return date(index // 12, index % 12 + 1, 1)


def _next(day: date, period: str) -> date:
    if period in {"day", "week"}:
        return day + timedelta(days=1 if period == "day" else 7)
    index = day.year * 12 + day.month - 1 + _MONTHS[period]
    return date(index // 12, index % 12 + 1, 1)


def _midnight(day: date, place: "ZoneInfo") -> datetime:
    # Where midnight does not exist, the day starts with its first instant.
    local = datetime(day.year, day.month, day.day, tzinfo=place)
    return local.astimezone(UTC).astimezone(place)


def period_codes(micros: Int64Array, starts: tuple[datetime, ...]) -> Int64Array:
    """Place of each instant among the periods, counted from 0."""
    edges = np.array(
        [
            (s.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
            for s in starts
        ],
        dtype=np.int64,
    )
    return np.searchsorted(edges, micros, side="right") - 1


def period_end(start: datetime, period: PeriodName) -> datetime:
    """Start of the period that follows one."""
    return _midnight(_next(start.date(), period), start.tzinfo)  # type: ignore[arg-type]  # a ZoneInfo
