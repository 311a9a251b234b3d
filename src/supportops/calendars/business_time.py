"""How much business time has passed, and when a budget of it is used up."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Int64Array
from supportops._kit.durations import duration
from supportops._kit.instants import NAT, InstantForm, instants, lower_instants
from supportops._kit.text import shown
from supportops.calendars._compiled import compiled
from supportops.calendars._rows import by_calendar
from supportops.calendars.models import Calendar
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["due_at", "elapsed"]

Calendars: TypeAlias = "Calendar | list[Calendar] | npt.NDArray[Any] | pd.Series[Any]"
InstantArray: TypeAlias = "npt.NDArray[np.datetime64] | list[datetime]"
DurationArray: TypeAlias = "npt.NDArray[np.timedelta64] | list[timedelta]"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


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
    if type(start) is datetime and type(end) is datetime and start.tzinfo and end.tzinfo:
        a, b = start - _EPOCH, end - _EPOCH
        spent = compiled(calendar).elapsed_us(
            (a.days * 86_400 + a.seconds) * 1_000_000 + a.microseconds,
            (b.days * 86_400 + b.seconds) * 1_000_000 + b.microseconds,
        )
        return timedelta(microseconds=spent)
    first, form = instants(start, "start")
    last, other = instants(end, "end")
    form = _leading(form, other, "end")
    lows, highs = _broadcast(first, last, "start", "end")
    micros = by_calendar(
        calendar, lows.shape, lambda rows, one: one.elapsed_many(lows[rows], highs[rows])
    )
    return _lower_durations(micros, form)


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
    duration: Any,  # noqa: A002  the field's word
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
        The budget, such as ``"4h"``. Signed: a negative one looks back.
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
    first, form = instants(start, "start")
    amounts, index = _budgets(duration)
    if index is not None:
        form = _leading(form, InstantForm("series", UTC, index), "duration")
    lows, wanted = _broadcast(first, amounts, "start", "duration")
    if lows.ndim == 0 and isinstance(calendar, Calendar):
        due = None
        if lows != NAT and wanted != NAT:
            due = compiled(calendar).due_us(int(lows), int(wanted), close=side == "close")
        return lower_instants(np.asarray(NAT if due is None else due), form)
    micros = by_calendar(
        calendar,
        lows.shape,
        lambda rows, one: one.due_many(lows[rows], wanted[rows], close=side == "close"),
    )
    if form.kind in {"datetime", "timestamp", "datetime64"} and micros.ndim:
        form = InstantForm("array", form.zone)
    return lower_instants(micros, form)


def _leading(form: InstantForm, other: InstantForm, name: str) -> InstantForm:
    """Kind of the answer to a pair: a Series before an array before a scalar."""
    if form.index is not None and other.index is not None and not form.index.equals(other.index):
        raise InputError(
            f"{name} must have the index of start; got another one; align the Series first"
        )
    order = {"series": 0, "index": 1, "array": 2}
    return min(form, other, key=lambda f: order.get(f.kind, 3))


def _broadcast(first: Int64Array, second: Int64Array, *names: str) -> tuple[Int64Array, Int64Array]:
    try:
        low, high = np.broadcast_arrays(first, second)
    except ValueError:
        raise InputError(
            f"{names[0]} and {names[1]} must be of one shape; got {first.shape} and {second.shape}"
        ) from None
    return low, high


def _budgets(value: Any) -> "tuple[Int64Array, pd.Index[Any] | None]":
    """Budgets as int64 microseconds, missing as NAT, and the index of a Series."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "m":
        return value.astype("timedelta64[us]").astype(np.int64), None
    if isinstance(value, (list, tuple)):
        return np.array(
            [
                duration(item, f"duration[{i}]", signed=True) // _MICROSECOND
                for i, item in enumerate(value)
            ],
            dtype=np.int64,
        ), None
    dtype = getattr(value, "dtype", None)
    if hasattr(value, "dt") and getattr(dtype, "kind", "") == "m":
        return value.to_numpy().astype("timedelta64[us]").astype(np.int64), value.index
    return np.asarray(duration(value, "duration", signed=True) // _MICROSECOND), None


def _lower_durations(micros: Int64Array, form: InstantForm) -> Any:
    values = np.asarray(micros).view("timedelta64[us]")
    if form.kind in {"series", "index"}:
        import pandas as pd

        return (
            pd.TimedeltaIndex(values)
            if form.kind == "index"
            else pd.Series(values, index=form.index)
        )
    if values.ndim or form.kind == "array":
        return values
    if form.kind == "datetime64":
        return values[()]
    missing = micros == NAT
    if form.kind == "timestamp":
        import pandas as pd

        return pd.NaT if missing else pd.Timedelta(int(micros), unit="us")
    return None if missing else timedelta(microseconds=int(micros))
