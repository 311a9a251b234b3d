"""The wait that opening hours cause for tickets as they really arrive."""

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from supportops._kit.durations import DurationLike
from supportops._kit.instants import NAT
from supportops.calendars import Calendar, compiled
from supportops.errors import InputError
from supportops.workforce._rows import interval_micros, interval_rows
from supportops.workforce.calendar_floors import CalendarFloor

if TYPE_CHECKING:
    import pandas as pd


__all__ = ["arrivals_floor"]


def arrivals_floor(
    volumes: "pd.Series[float] | pd.Series[int]",
    *,
    calendar: Calendar,
    interval: DurationLike | None = None,
) -> CalendarFloor:
    """Mean wait that opening hours cause by themselves, for tickets as they really arrive.

    Parameters
    ----------
    volumes : Series
        Tickets of each interval; aware instants as index. A missing volume is left out.
    calendar : calendar
        Opening hours.
    interval : duration, optional
        Length of an interval; by default the shortest spacing.

    Returns
    -------
    CalendarFloor
        Share and means by ticket. The means are None where nothing arrives (the share NaN then),
        or some tickets never meet an opening.

    Raises
    ------
    InputError
        For naive or duplicate instants and negative volumes.

    Notes
    -----
    ``sum(volume * (next opening - arrival)) / sum(volume)``, exact for tickets that arrive
    evenly within each interval.

    Examples
    --------
    >>> import pandas as pd
    >>> from supportops.calendars import BusinessCalendar
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> tickets = pd.Series([2.0, 6.0], pd.to_datetime(["2026-03-02T08:00Z", "2026-03-02T09:00Z"]))
    >>> arrivals_floor(tickets, calendar=office).floor
    datetime.timedelta(seconds=450)
    """
    rows = interval_rows(volumes, None)
    if rows.starts is None:
        raise InputError("volumes must have an index of instants; got none")
    micros = interval_micros(rows, interval)
    known = rows.volume > 0
    starts, counts = rows.starts[known], rows.volume[known]
    total = float(counts.sum())
    if not total:
        return CalendarFloor(float("nan"), None, None)
    # The wait of all arrivals within an interval, piece by piece: closed until the next opening.
    one = compiled(calendar)
    ends = starts + micros
    waits, shut = np.zeros(starts.size), np.zeros(starts.size)
    at = starts.copy()
    live, endless = np.flatnonzero(at < ends), False
    while live.size:
        opens = one.due_many(at[live], np.zeros_like(at[live]), close=False)
        never = opens == NAT
        if never.any():
            lost, endless = live[never], True
            shut[lost] += (ends[lost] - at[lost]) / 1e6
            live, opens = live[~never], opens[~never]
        until = np.minimum(opens, ends[live])
        ahead, rest = (opens - at[live]) / 1e6, (opens - until) / 1e6
        waits[live] += (ahead**2 - rest**2) / 2
        shut[live] += (until - at[live]) / 1e6
        at[live] = until
        live = live[until < ends[live]]
        closes = one.close_many(at[live])
        at[live] = np.where(closes == NAT, ends[live], np.minimum(closes, ends[live]))
        live = live[at[live] < ends[live]]
    weights = counts / (micros / 1e6)
    closed = float(weights @ shut)
    if endless:
        return CalendarFloor(closed / total, None, None)
    sum_waits = float(weights @ waits)
    mean = timedelta(seconds=sum_waits / closed) if closed else timedelta()
    return CalendarFloor(closed / total, mean, timedelta(seconds=sum_waits / total))
