"""Whether it is open, when it opens and closes next, and all the stretches between."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Int64Array, shared_index
from supportops._kit.instants import NAT, InstantForm, instants, lower_instants
from supportops._kit.text import shown
from supportops.calendars._compiled import Compiled, compiled
from supportops.calendars._doors import Calendars, InstantArray
from supportops.calendars._hours import DAY, weekly_spans
from supportops.calendars._rows import by_calendar, mark_doubt
from supportops.calendars.models import BusinessCalendar, Calendar
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["is_open", "next_close", "next_open", "open_seconds_per_week", "open_spans"]

_MONDAY = 1_767_571_200_000_000  # 5 January 2026


@overload
def is_open(at: datetime, *, calendar: Calendar) -> bool: ...
@overload
def is_open(at: "pd.Series[pd.Timestamp]", *, calendar: Calendars) -> "pd.Series[bool]": ...
@overload
def is_open(at: InstantArray, *, calendar: Calendars) -> npt.NDArray[np.bool_]: ...
def is_open(at: Any, *, calendar: Any) -> Any:
    """Whether business is open at an instant; a closing instant is closed.

    Parameters
    ----------
    at : datetime, Timestamp, datetime64 array, list or aware Series
        The instant or instants.
    calendar : calendar, or one per row
        When business is open.

    Returns
    -------
    bool, ndarray of bool or Series
        In the kind of `at`. A missing instant is not open.

    Raises
    ------
    InputError
        For naive instants.

    Examples
    --------
    >>> from datetime import UTC
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon": [("09:00", "17:00")]})
    >>> is_open(datetime(2026, 3, 2, 17, tzinfo=UTC), calendar=office)
    False
    """
    micros, form = _at(at, calendar)

    def answer(one: Compiled, t: Int64Array) -> Int64Array:
        # One open microsecond ahead is what open means.
        return one.elapsed_many(t, np.where(t == NAT, t, t + 1))

    values = by_calendar(calendar, answer, micros) > 0
    if form.kind == "series":
        import pandas as pd

        return pd.Series(values, index=form.index)
    return bool(values) if form.kind in {"datetime", "timestamp", "datetime64"} else values


@overload
def next_open(at: datetime, *, calendar: Calendar) -> datetime | None: ...
@overload
def next_open(
    at: "pd.Series[pd.Timestamp]", *, calendar: Calendars
) -> "pd.Series[pd.Timestamp]": ...
@overload
def next_open(at: InstantArray, *, calendar: Calendars) -> npt.NDArray[np.datetime64]: ...
def next_open(at: Any, *, calendar: Any) -> Any:
    """The instant itself where it is open, else the next opening.

    Parameters
    ----------
    at : datetime, Timestamp, datetime64 array, list or aware Series
        The instant or instants.
    calendar : calendar, or one per row
        When business is open.

    Returns
    -------
    same kind and zone as `at`
        None or NaT where it never opens again.

    Raises
    ------
    InputError
        For naive instants.
    """
    micros, form = _at(at, calendar)

    def answer(one: Compiled, t: Int64Array) -> Int64Array:
        return one.due_many(t, np.zeros_like(t), close=False)

    due = by_calendar(calendar, answer, micros, dates_answers=True)
    return lower_instants(due, form)


@overload
def next_close(at: datetime, *, calendar: Calendar) -> datetime | None: ...
@overload
def next_close(
    at: "pd.Series[pd.Timestamp]", *, calendar: Calendars
) -> "pd.Series[pd.Timestamp]": ...
@overload
def next_close(at: InstantArray, *, calendar: Calendars) -> npt.NDArray[np.datetime64]: ...
def next_close(at: Any, *, calendar: Any) -> Any:
    """The next closing after an instant: of the stretch that it lies in, or of the next one.

    Parameters
    ----------
    at : datetime, Timestamp, datetime64 array, list or aware Series
        The instant or instants.
    calendar : calendar, or one per row
        When business is open.

    Returns
    -------
    same kind and zone as `at`
        None or NaT where it never closes again, be it that it never opens.

    Raises
    ------
    InputError
        For naive instants.
    """
    micros, form = _at(at, calendar)
    closes = by_calendar(calendar, Compiled.close_many, micros, dates_answers=True)
    return lower_instants(closes, form)


def _at(at: Any, calendar: Any) -> tuple[Int64Array, InstantForm]:
    shared_index({"at": at, "calendar": calendar})
    return instants(at, "at")


def open_spans(
    start: datetime, end: datetime, *, calendar: Calendar
) -> tuple[tuple[datetime, datetime], ...]:
    """Open stretches between two instants, clipped to them.

    Parameters
    ----------
    start, end : datetime
        Aware instants; none are open where `end` does not come after `start`.
    calendar : calendar
        When business is open.

    Returns
    -------
    tuple of pairs of datetime
        Opening and closing in the zone of `start`, in order, disjoint.

    Raises
    ------
    InputError
        For naive instants.

    Examples
    --------
    >>> from datetime import UTC
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> spans = open_spans(
    ...     datetime(2026, 3, 6, 12, tzinfo=UTC), datetime(2026, 3, 9, 12, tzinfo=UTC), calendar=office
    ... )
    >>> [(f"{a:%a %H}", f"{b:%a %H}") for a, b in spans]
    [('Fri 12', 'Fri 17'), ('Mon 09', 'Mon 12')]
    """
    first, form = instants(start, "start")
    last, _ = instants(end, "end")
    if first.ndim or last.ndim or NAT in {int(first), int(last)}:
        raise InputError(
            f"start and end must be one instant each; got {shown(start)} and {shown(end)}"
        )
    one = compiled(calendar)
    mark_doubt(one, max(int(first), int(last)))
    if last <= first:
        return ()
    table = one.cover(int(first), int(last))
    a = int(np.searchsorted(table.closes, int(first), side="right"))
    b = int(np.searchsorted(table.opens, int(last), side="left"))
    opens = np.maximum(table.opens[a:b], first)
    closes = np.minimum(table.closes[a:b], last)
    scalar = InstantForm(form.kind, form.zone)
    return tuple(
        (lower_instants(np.asarray(x), scalar), lower_instants(np.asarray(y), scalar))
        for x, y in zip(opens, closes, strict=True)
    )


def open_seconds_per_week(calendar: Calendar) -> float:
    """Open seconds of an ordinary week: no holidays, no overrides, no change of clocks.

    Parameters
    ----------
    calendar : calendar
        When business is open. Combined calendars depend on the offsets between their zones,
        which are taken as in the week from 5 January 2026.

    Returns
    -------
    float
        [s/week]

    Examples
    --------
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> open_seconds_per_week(office) / 3600
    40.0
    """
    if not isinstance(calendar, BusinessCalendar):
        week = _ordinary(compiled(calendar).calendar)
        return compiled(week).elapsed_us(_MONDAY, _MONDAY + 7 * DAY) / 1_000_000
    # Overlaps count once, also over midnight and over the end of the week.
    spans = sorted(
        (day * DAY + low + turn, day * DAY + high + turn)
        for day, day_spans in enumerate(weekly_spans(calendar.hours))
        for low, high in day_spans
        for turn in (-7 * DAY, 0)
    )
    total = reach = 0
    for low, high in spans:
        low, high = max(low, reach), min(high, 7 * DAY)  # noqa: PLW2901  clipped to the week
        total, reach = total + max(high - low, 0), max(reach, high)
    return total / 1_000_000


def _ordinary(calendar: Calendar) -> Calendar:
    """The calendar without special dates."""
    if isinstance(calendar, BusinessCalendar):
        return calendar.model_copy(update={"holidays": frozenset(), "overrides": {}})
    return calendar.model_copy(update={"parts": tuple(map(_ordinary, calendar.parts))})
