"""Business days: civil days of the calendar's zone on which business opens at all."""

from datetime import datetime
from typing import Any

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops._kit.instants import NAT, instants, lower_instants
from supportops._kit.text import shown
from supportops.calendars._civil import CivilDays, civil_days
from supportops.calendars._rows import by_calendar
from supportops.errors import InputError

__all__ = ["add_business_days", "business_days_between", "next_business_day"]


def add_business_days(start: Any, days: int, *, calendar: Any) -> Any:
    """Same wall-clock time on the n-th later business day, or that day's close if it is earlier.

    Parameters
    ----------
    start : datetime, Timestamp, datetime64 array, list or aware Series
        From when.
    days : int
        How many business days later [days]; zero is the start itself, a negative number looks
        back.
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
    Civil days and wall-clock time are those of the calendar's zone. A wall-clock time that the
    clocks skip becomes the first instant after the gap; one that comes twice is the first.

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar, localize
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> print(add_business_days(localize(datetime(2026, 1, 30, 20), "UTC"), 1, calendar=office))
    2026-02-02 17:00:00+00:00
    """
    if isinstance(days, bool) or not isinstance(days, (int, np.integer)):
        raise InputError(f"days must be a whole number; got {shown(days)}")
    if not days:
        return lower_instants(*instants(start, "start"))

    def answer(civil: CivilDays, t: Int64Array) -> Int64Array:
        local = civil.local(t)
        day = local // civil.DAY
        place = np.searchsorted(civil.dates, day, side="right" if days > 0 else "left")
        place = place + days - 1 if days > 0 else place + days
        found = (place >= 0) & (place < len(civil.dates))
        safe = np.where(found, place, 0)
        wall = civil.dates[safe] * civil.DAY + local % civil.DAY
        return np.where(found, np.minimum(civil.utc(wall), civil.closes[safe]), NAT)

    return _by_day(start, calendar, answer, reach=int(days))


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

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar, localize
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> print(next_business_day(localize(datetime(2026, 1, 30, 8), "UTC"), calendar=office))
    2026-02-02 17:00:00+00:00
    """

    def answer(civil: CivilDays, t: Int64Array) -> Int64Array:
        place = np.searchsorted(civil.dates, civil.local(t) // civil.DAY, side="right")
        found = place < len(civil.dates)
        return np.where(found, civil.closes[np.where(found, place, 0)], NAT)

    return _by_day(start, calendar, answer, reach=1)


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
    first, form = instants(start, "start")
    last, other = instants(end, "end")
    if form.index is not None and other.index is not None and not form.index.equals(other.index):
        raise InputError(
            "end must have the index of start; got another one; align the Series first"
        )
    try:
        lows, highs = np.broadcast_arrays(first, last)
    except ValueError:
        raise InputError(
            f"start and end must be of one shape; got {first.shape} and {last.shape}"
        ) from None
    missing = (lows == NAT) | (highs == NAT)
    sane = (np.where(missing, 0, lows), np.where(missing, 0, highs))

    def count(rows: Any, one: Any) -> Int64Array:
        low, high = sane[0][rows], sane[1][rows]
        edges = np.concatenate([np.ravel(low), np.ravel(high)])
        if not edges.size:
            return np.zeros(np.shape(low), dtype=np.int64)
        civil = civil_days(one, int(edges.min()), int(edges.max()))
        places = (np.searchsorted(civil.dates, civil.local(t) // civil.DAY) for t in (low, high))
        before, after = places
        return np.asarray(after - before)

    days = by_calendar(calendar, lows.shape, count)
    index = form.index if form.index is not None else other.index
    if index is None and days.ndim == 0:
        return None if missing else int(days)
    values = np.where(missing, np.nan, days)
    if index is None:
        return values
    import pandas as pd

    return pd.Series(values, index=index)


def _by_day(start: Any, calendar: Any, answer: Any, *, reach: int) -> Any:
    micros, form = instants(start, "start")

    def rows_of(rows: Any, one: Any) -> Int64Array:
        t = np.asarray(micros[rows])
        missing = t == NAT
        if missing.all():
            return np.full(t.shape, NAT, dtype=np.int64)
        sane = np.where(missing, t[~missing][0], t)
        civil = civil_days(one, int(sane.min()), int(sane.max()))
        due = answer(civil, sane)
        # A day beyond the table may exist: look further, as long as there is more.
        while ((due == NAT) & ~missing).any() and (
            further := civil.further(back=reach < 0)
        ) is not None:
            civil = further
            due = answer(civil, sane)
        return np.where(missing, NAT, due)

    return lower_instants(by_calendar(calendar, micros.shape, rows_of), form)
