"""Business days: civil days of the calendar's zone on which business is open at all."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias, overload

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Int64Array, shared_index
from supportops._kit.instants import NAT, instants, localize, lower_instants
from supportops._kit.text import shown
from supportops.calendars._civil import CivilDays
from supportops.calendars._compiled import Compiled
from supportops.calendars._doors import Calendars, InstantArray, lift_pair
from supportops.calendars._hours import DAY
from supportops.calendars._rows import by_calendar
from supportops.calendars.models import Calendar
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["add_business_days", "business_day", "business_days_between", "next_business_day"]

_MOST = 3_652_059  # days from year 1 to 9999: none lies further
_Answer: TypeAlias = Callable[[CivilDays, Int64Array], Int64Array]


@overload
def add_business_days(start: datetime, days: int, *, calendar: Calendar) -> datetime | None: ...
@overload
def add_business_days(
    start: "pd.Series[pd.Timestamp]", days: int, *, calendar: Calendars
) -> "pd.Series[pd.Timestamp]": ...
@overload
def add_business_days(
    start: InstantArray, days: int, *, calendar: Calendars
) -> npt.NDArray[np.datetime64]: ...
def add_business_days(start: Any, days: int, *, calendar: Any) -> Any:
    """Same wall-clock time on the n-th later business day, or that day's close if it is earlier.

    Parameters
    ----------
    start : datetime, Timestamp, datetime64 array, list or aware Series
        From when.
    days : int
        How many business days later [days]; zero is the start itself, a negative number looks
        back. The civil day of `start` is not one of them.
    calendar : calendar, or one per row
        Which civil days are business days, and when they close.

    Returns
    -------
    same kind and zone as `start`
        None or NaT where there is no such day.

    Raises
    ------
    InputError
        For naive instants, and days that are no whole number.

    Notes
    -----
    Civil days and wall-clock time are those of the calendar's zone. A civil day with any open
    time is a business day, and closes at the end of its last open stretch, at midnight at the
    latest: after a night shift from Friday to Saturday, Saturday is one. A wall-clock time that
    the clocks skip becomes the first instant after the gap; of one that comes twice it is the
    first.

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar, localize
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> print(add_business_days(localize(datetime(2026, 1, 30, 20), "UTC"), 1, calendar=office))
    2026-02-02 17:00:00+00:00
    """
    if isinstance(days, bool) or not isinstance(days, (int, np.integer)):
        raise InputError(f"days must be a whole number; got {shown(days)}")
    # Beyond all days is beyond all days, however far.
    count = max(min(int(days), _MOST), -_MOST)

    def answer(civil: CivilDays, t: Int64Array) -> Int64Array:
        if not count:
            return t
        local = civil.local(t)
        if count > 0:
            place = np.searchsorted(civil.dates, local // DAY, side="right") + count - 1
        else:
            place = np.searchsorted(civil.dates, local // DAY, side="left") + count
        due = np.full(t.shape, NAT)
        found = (place >= 0) & (place < len(civil.dates))
        place, local = place[found], local[found]
        wall = civil.dates[place] * DAY + local % DAY
        due[found] = np.minimum(civil.utc(wall), civil.closes[place])
        return due

    return _by_day(start, calendar, answer, count)


@overload
def next_business_day(start: datetime, *, calendar: Calendar) -> datetime | None: ...
@overload
def next_business_day(
    start: "pd.Series[pd.Timestamp]", *, calendar: Calendars
) -> "pd.Series[pd.Timestamp]": ...
@overload
def next_business_day(
    start: InstantArray, *, calendar: Calendars
) -> npt.NDArray[np.datetime64]: ...
def next_business_day(start: Any, *, calendar: Any) -> Any:
    """Close of the first business day after the civil day of an instant.

    Parameters
    ----------
    start : datetime, Timestamp, datetime64 array, list or aware Series
        From when.
    calendar : calendar, or one per row
        Which civil days are business days, and when they close.

    Returns
    -------
    same kind and zone as `start`
        None or NaT where there is no such day.

    Raises
    ------
    InputError
        For naive instants.

    Notes
    -----
    Business days are those of `add_business_days`.

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar, localize
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> print(next_business_day(localize(datetime(2026, 1, 30, 8), "UTC"), calendar=office))
    2026-02-02 17:00:00+00:00
    """

    def answer(civil: CivilDays, t: Int64Array) -> Int64Array:
        place = np.searchsorted(civil.dates, civil.local(t) // DAY, side="right")
        return np.append(civil.closes, NAT)[place]

    return _by_day(start, calendar, answer, 1)


@overload
def business_days_between(start: datetime, end: datetime, *, calendar: Calendar) -> int: ...
@overload
def business_days_between(
    start: "pd.Series[pd.Timestamp]",
    end: "pd.Series[pd.Timestamp] | datetime",
    *,
    calendar: Calendars,
) -> "pd.Series[float]": ...
@overload
def business_days_between(
    start: datetime, end: "pd.Series[pd.Timestamp]", *, calendar: Calendars
) -> "pd.Series[float]": ...
@overload
def business_days_between(
    start: "InstantArray | datetime", end: InstantArray, *, calendar: Calendars
) -> npt.NDArray[np.float64]: ...
@overload
def business_days_between(
    start: InstantArray, end: datetime, *, calendar: Calendars
) -> npt.NDArray[np.float64]: ...
def business_days_between(start: Any, end: Any, *, calendar: Any) -> Any:
    """Number of business days from the civil day of one instant up to that of another.

    Parameters
    ----------
    start, end : datetime, Timestamp, datetime64 array, list or aware Series
        The instants; the day of `start` counts, that of `end` does not.
    calendar : calendar, or one per row
        Which civil days are business days.

    Returns
    -------
    int, ndarray or Series of float
        [days]; negative where `end` comes first. In arrays NaN where an instant is missing,
        alone None.

    Raises
    ------
    InputError
        For naive instants and shapes that do not fit.

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar, localize
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> friday, tuesday = (localize(datetime(2026, 1, day), "UTC") for day in (30, 27))
    >>> business_days_between(tuesday, friday, calendar=office)
    3
    """
    lows, highs, form = lift_pair(start, end, calendar)
    missing = (lows == NAT) | (highs == NAT)

    def count(one: Compiled, low: Int64Array, high: Int64Array) -> Int64Array:
        out = np.zeros(low.shape, dtype=np.int64)
        good = (low != NAT) & (high != NAT)
        low, high = low[good], high[good]
        if low.size:
            ends = min(low.min(), high.min()), max(low.max(), high.max())
            civil = one.cover(*map(int, ends)).civil
            before, after = (
                np.searchsorted(civil.dates, civil.local(t) // DAY) for t in (low, high)
            )
            out[good] = after - before
        return out

    days = np.where(missing, np.nan, by_calendar(calendar, count, lows, highs))
    if form.kind == "series":
        import pandas as pd

        return pd.Series(days, index=form.index)
    if form.kind in {"array", "index"}:
        return days
    return None if missing else int(days)


def business_day(day: date, *, calendar: Calendar) -> date | None:
    """The civil day itself where it is a business day, else the next one: where a plan may fall.

    Parameters
    ----------
    day : date
        The civil day in the calendar's zone.
    calendar : calendar
        Which civil days are business days, as in `add_business_days`.

    Returns
    -------
    date
        None where there is no such day.

    Raises
    ------
    InputError
        If the day is no date.

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> print(business_day(date(2026, 1, 31), calendar=office))
    2026-02-02
    """
    if type(day) is not date or day == date.min:
        raise InputError(f"day must be a date without a time, after 0001-01-01; got {shown(day)}")
    noon = datetime.combine(day - timedelta(days=1), time(12))
    found = add_business_days(localize(noon, calendar.timezone), 1, calendar=calendar)
    return None if found is None else found.date()


def _by_day(start: Any, calendar: Any, answer: _Answer, days: int) -> Any:
    """Instants that `answer` finds on civil days, looking further where it finds none."""
    shared_index({"start": start, "calendar": calendar})
    micros, form = instants(start, "start")

    def answered(one: Compiled, given: Int64Array) -> Int64Array:
        out = np.full(given.shape, NAT)
        good = given != NAT
        t = given[good]
        if not t.size:
            return out
        table = one.cover(int(t.min()), int(t.max()))
        due = answer(table.civil, t)
        while (due == NAT).any():
            grown = one.grow(table, back=days < 0, by=abs(days) * DAY)
            if grown is None:
                break
            table = grown
            due = answer(table.civil, t)
        out[good] = due
        return out

    return lower_instants(by_calendar(calendar, answered, micros, dates_answers=True), form)
