"""How much business time has passed, and when a budget of it is used up."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import is_series, shared_index
from supportops._kit.instants import InstantForm, instants, lower_instants
from supportops._kit.text import shown
from supportops.calendars._compiled import Compiled, compiled
from supportops.calendars._doors import (
    Calendars,
    DurationArray,
    InstantArray,
    budget,
    budgets,
    lift_pair,
    lower_durations,
    of_one_shape,
)
from supportops.calendars._rows import by_calendar, mark_doubt
from supportops.calendars.models import Calendar
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["due_at", "elapsed"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# A policy asks for the same few budgets over and over.
_budget = lru_cache(maxsize=1024)(budget)


@overload
def elapsed(start: datetime, end: datetime, *, calendar: Calendar) -> timedelta: ...
@overload
def elapsed(
    start: "pd.Series[pd.Timestamp]",
    end: "pd.Series[pd.Timestamp] | datetime",
    *,
    calendar: Calendars,
) -> "pd.Series[pd.Timedelta]": ...
@overload
def elapsed(
    start: datetime, end: "pd.Series[pd.Timestamp]", *, calendar: Calendars
) -> "pd.Series[pd.Timedelta]": ...
@overload
def elapsed(
    start: "InstantArray | datetime", end: InstantArray, *, calendar: Calendars
) -> npt.NDArray[np.timedelta64]: ...
@overload
def elapsed(
    start: InstantArray, end: datetime, *, calendar: Calendars
) -> npt.NDArray[np.timedelta64]: ...
def elapsed(start: Any, end: Any, *, calendar: Any) -> Any:
    """Business time from one instant to another.

    Parameters
    ----------
    start, end : datetime, Timestamp, datetime64 array, list or aware Series
        The instants; arrays and Series are taken row by row. NaT is missing.
    calendar : calendar, or one per row
        When business time runs. Calendars per row are a list, an array or a Series; a
        categorical Series is fastest.

    Returns
    -------
    timedelta, ndarray of timedelta64[us] or Series
        What a subtraction would give, counted on the calendar: the open time in
        ``[start, end)``. Negative where `end` comes first; missing where an instant is.

    Raises
    ------
    InputError
        For naive instants and shapes that do not fit.

    Notes
    -----
    Exact to the microsecond on every calendar: open is where the local wall clock says so,
    mapped to UTC through each stretch of constant offset.

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar, localize
    >>> office = BusinessCalendar(timezone="Europe/Paris", hours={"mon-fri": [("09:00", "17:00")]})
    >>> friday = localize(datetime(2026, 1, 30, 16), "Europe/Paris")
    >>> monday = localize(datetime(2026, 2, 2, 10, 30), "Europe/Paris")
    >>> elapsed(friday, monday, calendar=office)
    datetime.timedelta(seconds=9000)
    """
    # One pair of plain datetimes is the commonest question: no array machinery.
    if type(start) is type(end) is datetime and start.tzinfo and end.tzinfo:
        a, b = start - _EPOCH, end - _EPOCH
        one = compiled(calendar)
        first = (a.days * 86_400 + a.seconds) * 1_000_000 + a.microseconds
        last = (b.days * 86_400 + b.seconds) * 1_000_000 + b.microseconds
        if one.doubtful_from is not None:
            mark_doubt(one, max(first, last))
        return timedelta(microseconds=one.elapsed_us(first, last))
    lows, highs, form = lift_pair(start, end, calendar)
    micros = by_calendar(calendar, Compiled.elapsed_many, lows, highs)
    return lower_durations(micros, form)


@overload
def due_at(
    start: datetime,
    duration: str | timedelta,
    *,
    calendar: Calendar,
    side: Literal["close", "open"] = ...,
) -> datetime | None: ...
@overload
def due_at(
    start: "pd.Series[pd.Timestamp]",
    duration: "str | timedelta | DurationArray | pd.Series[pd.Timedelta]",
    *,
    calendar: Calendars,
    side: Literal["close", "open"] = ...,
) -> "pd.Series[pd.Timestamp]": ...
@overload
def due_at(
    start: InstantArray,
    duration: "str | timedelta | DurationArray",
    *,
    calendar: Calendars,
    side: Literal["close", "open"] = ...,
) -> npt.NDArray[np.datetime64]: ...
def due_at(
    start: Any,
    duration: Any,
    *,
    calendar: Any,
    side: Literal["close", "open"] = "close",
) -> Any:
    """Instant at which a budget of business time is used up.

    Parameters
    ----------
    start : datetime, Timestamp, datetime64 array, list or aware Series
        When the budget begins to run.
    duration : duration, timedelta64 array, list or Series of timedelta
        The budget, such as ``"4h"``. Signed: a negative one looks back. Text in days or weeks
        is refused, since they could be of business or of the calendar.
    calendar : calendar, or one per row
        When business time runs.
    side : {"close", "open"}
        Where a budget ends that is used up exactly when business closes: at that closing, or
        at the next opening.

    Returns
    -------
    datetime, ndarray of datetime64[us] or Series
        In the kind and zone of `start`. None or NaT where the budget is never used up, as on
        a calendar that never opens, and where an input is missing.

    Raises
    ------
    InputError
        For naive instants, bare numbers, and shapes that do not fit.

    Notes
    -----
    Forward: the earliest instant ``t`` with ``elapsed(start, t) == duration``; backward: the
    latest with ``elapsed(t, start) == -duration``. Nothing to run is the start itself, with
    ``side="open"`` the next opening.

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar, localize
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> friday = localize(datetime(2026, 1, 30, 16, 30), "UTC")
    >>> print(due_at(friday, "1h", calendar=office))
    2026-02-02 09:30:00+00:00
    """
    if side not in {"close", "open"}:
        raise InputError(f'side must be "close" or "open"; got {shown(side)}')
    close = side == "close"
    if type(start) is datetime and start.tzinfo and isinstance(duration, (str, timedelta)):
        one = compiled(calendar)
        amount = _budget(duration)
        due = one.due_us((start - _EPOCH) // _MICROSECOND, amount, close=close)
        if one.doubtful_from is not None:
            mark_doubt(one, one.doubtful_from + 1 if due is None else due)
        if due is None:
            return None
        return (_EPOCH + timedelta(microseconds=due)).astimezone(start.tzinfo)
    index = shared_index({"start": start, "duration": duration, "calendar": calendar})
    first, form = instants(start, "start")
    lows, wanted = of_one_shape({"start": first, "duration": budgets(duration)}, index)
    micros = by_calendar(
        calendar, partial(Compiled.due_many, close=close), lows, wanted, dates_answers=True
    )
    if is_series(duration) or form.kind == "series":
        form = InstantForm("series", form.zone, index)
    elif micros.ndim and form.kind != "index":
        form = InstantForm("array", form.zone)
    return lower_instants(micros, form)
