"""Whether it is open, when it opens and closes next, and all the stretches between."""

from datetime import datetime
from typing import Any

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops._kit.instants import NAT, InstantForm, instants, lower_instants
from supportops._kit.text import shown
from supportops.calendars._compiled import Compiled, compiled
from supportops.calendars._hours import DAY, weekly_spans
from supportops.calendars._rows import by_calendar, checked
from supportops.calendars.models import BusinessCalendar, Calendar
from supportops.errors import InputError

__all__ = ["is_open", "next_close", "next_open", "open_seconds_per_week", "open_spans"]


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
    micros, form = instants(at, "at")

    def answer(rows: Any, one: Compiled) -> Int64Array:
        t = micros[rows]
        # One open microsecond ahead is what open means.
        return one.elapsed_many(t, np.where(t == NAT, t, t + 1))

    values = by_calendar(calendar, micros.shape, answer) > 0
    if form.index is not None:
        import pandas as pd

        return pd.Series(values, index=form.index)
    return bool(values) if values.ndim == 0 and form.kind != "array" else values


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
    micros, form = instants(at, "at")

    def answer(rows: Any, one: Compiled) -> Int64Array:
        t = micros[rows]
        return one.due_many(t, np.zeros_like(t), close=False)

    return lower_instants(by_calendar(calendar, micros.shape, answer), form)


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
    micros, form = instants(at, "at")

    def answer(rows: Any, one: Compiled) -> Int64Array:
        t = np.ravel(micros[rows])
        return np.array([_close_of(one, int(value)) for value in t], dtype=np.int64).reshape(
            np.shape(micros[rows])
        )

    return lower_instants(by_calendar(calendar, micros.shape, answer), form)


def _close_of(one: Compiled, t: int) -> int:
    opens = None if t == NAT else one.due_us(t, 0, close=False)
    if opens is None:
        return int(NAT)
    close = one.stretch_end(opens)
    return int(NAT) if close is None else close


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
    if first.ndim or last.ndim or NAT in (first, last):
        raise InputError(
            f"start and end must be one instant each; got {shown(start)} and {shown(end)}"
        )
    if last <= first:
        return ()
    table = compiled(checked(calendar)).cover(int(first), int(last))
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
        When business is open. Of combined calendars the week from 5 January 2026 is taken,
        as it is.

    Returns
    -------
    float
        [s/week]
    """
    if isinstance(calendar, BusinessCalendar):
        # Overlaps count once, also over midnight and over the end of the week.
        week = 7 * DAY
        spans = sorted(
            (day * DAY + low + turn, day * DAY + high + turn)
            for day, day_spans in enumerate(weekly_spans(calendar.hours))
            for low, high in day_spans
            for turn in (-week, 0)
        )
        total = reach = 0
        for low, high in spans:
            low, high = max(low, reach), min(high, week)  # noqa: PLW2901  clipped to the week
            total, reach = total + max(high - low, 0), max(reach, high)
        return total / 1_000_000
    monday = 1_767_571_200_000_000
    return compiled(checked(calendar)).elapsed_us(monday, monday + 7 * DAY) / 1_000_000
