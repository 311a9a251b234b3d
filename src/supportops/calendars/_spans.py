"""From a calendar to its open stretches in UTC."""

from datetime import date

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops.calendars._hours import DAY, interval_micros, weekly_spans
from supportops.calendars._regimes import regimes
from supportops.calendars.models import BusinessCalendar, Calendar

__all__ = ["counted", "open_stretches", "opens_every_week", "overlaps"]

_EPOCH = date(1970, 1, 1).toordinal()
Stretches = tuple[Int64Array, Int64Array]


def open_stretches(calendar: Calendar, start: int, end: int) -> Stretches:
    """Openings and closings of a calendar between two instants [us], sorted and disjoint."""
    if isinstance(calendar, BusinessCalendar):
        return _merged(*_clocked(calendar, start, end))
    parts = [open_stretches(part, start, end) for part in calendar.parts]
    # Every edge with how much it adds; open is where the running sum says so.
    need = {"any": 1, "all": len(parts), "first_only": 1}[calendar.rule]
    signs = [1] + [-1 if calendar.rule == "first_only" else 1] * (len(parts) - 1)
    edges = np.concatenate([edge for part in parts for edge in part])
    steps = np.concatenate(
        [
            np.full(len(part[0]), sign * way)
            for part, sign in zip(parts, signs, strict=True)
            for way in (1, -1)
        ]
    )
    times, place = np.unique(edges, return_inverse=True)
    level = np.cumsum(np.bincount(place, weights=steps, minlength=len(times)))
    is_open = level >= need
    before = np.concatenate([[False], is_open[:-1]])
    return times[is_open & ~before], times[~is_open & before]


def _clocked(calendar: BusinessCalendar, start: int, end: int) -> Stretches:
    """Stretches of the local clock, mapped to UTC regime by regime and clipped to it."""
    since, until, offset = np.array(regimes(calendar.timezone, start, end), dtype=np.int64).T
    low, high = since + offset, until + offset
    opens, closes = _merged(*_civil(calendar, int(low.min()) // DAY, int(high.max()) // DAY))
    regime, place = overlaps(low, high, opens, closes)
    return (
        np.maximum(opens[place] - offset[regime], since[regime]),
        np.minimum(closes[place] - offset[regime], until[regime]),
    )


def overlaps(
    starts: Int64Array, ends: Int64Array, opens: Int64Array, closes: Int64Array
) -> tuple[Int64Array, Int64Array]:
    """Pairs of a window and a stretch that share time, as places, window by window."""
    first = np.searchsorted(closes, starts, side="right")
    window, step = counted(np.searchsorted(opens, ends, side="left") - first)
    return window, first[window] + step


def counted(counts: Int64Array) -> tuple[Int64Array, Int64Array]:
    """For 2, 0, 1: the places 0, 0, 2 and the steps 0, 1, 0."""
    place = np.repeat(np.arange(len(counts)), counts)
    return place, np.arange(len(place)) - np.repeat(np.cumsum(counts) - counts, counts)


def _civil(calendar: BusinessCalendar, first: int, last: int) -> Stretches:
    """Stretches on the local clock for the civil dates from `first` to `last`, days since 1970."""
    week = weekly_spans(calendar.hours)
    cut = calendar.holiday_scope == "date"
    # A shift of the day before may run into the first date.
    dates = np.arange(first - 1, last + 1)
    special: dict[int, tuple[tuple[int, int], ...]] = {
        day.toordinal() - _EPOCH: () for day in calendar.holidays
    }
    special |= {
        day.toordinal() - _EPOCH: tuple(map(interval_micros, spans))
        for day, spans in calendar.overrides.items()
    }
    governed = np.isin(dates, list(special))
    follows = np.isin(dates + 1, list(special))
    opens, closes = [], []

    def add(days: Int64Array, low: int, high: int) -> None:
        opens.append(days * DAY + low)
        closes.append(days * DAY + high)

    for weekday, spans in enumerate(week):
        ours = (dates + 3) % 7 == weekday
        for low, high in spans:
            if not cut:
                add(dates[ours & ~governed], low, high)
                continue
            add(dates[ours & ~governed], low, min(high, DAY))
            if high > DAY:
                add(dates[ours & ~follows], DAY, high)
    for day, spans in special.items():
        for low, high in spans:
            tail = not cut or day + 1 not in special
            add(np.array([day]), low, high if tail else min(high, DAY))
    if not opens:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate(opens).astype(np.int64), np.concatenate(closes).astype(np.int64)


def _merged(opens: Int64Array, closes: Int64Array) -> Stretches:
    """Stretches in order, those that overlap or touch made one, empty ones dropped."""
    real = closes > opens
    opens, closes = opens[real], closes[real]
    order = np.argsort(opens, kind="stable")
    opens, reach = opens[order], np.maximum.accumulate(closes[order])
    fresh = np.concatenate([[True], opens[1:] > reach[:-1]])[: len(opens)]
    ends = np.concatenate([fresh[1:], [True]])[: len(opens)]
    return opens[fresh], reach[ends]


def opens_every_week(calendar: Calendar) -> bool:
    """Whether a calendar may open in every week to come, not only on special dates."""
    if isinstance(calendar, BusinessCalendar):
        return any(weekly_spans(calendar.hours))
    return any(opens_every_week(part) for part in calendar.parts)
