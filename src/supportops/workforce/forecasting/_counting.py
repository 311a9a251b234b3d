"""Counts by day out of tables by day or by interval."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array
from supportops._kit.durations import DurationLike
from supportops._kit.instants import instants
from supportops._kit.text import joined
from supportops.calendars import Calendar, elapsed, is_open
from supportops.errors import InputError
from supportops.workforce.forecasting._civil import (
    Intervals,
    civil_days,
    midnights,
    read_intervals,
    slots_of,
    values_of,
)
from supportops.workforce.forecasting.events import Outage
from supportops.workforce.forecasting.intraday import IntradayProfile, profile_of

__all__ = ["Counted", "from_days", "from_intervals", "open_days"]

_RAGGED = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Counts by civil day from the first on, and how much of a full day they stand for."""

    first: int
    counted: Float64Array  # NaN where nobody looked
    outside: Float64Array
    share: Float64Array
    cut: BoolArray  # whether an outage touches the day
    profile: IntradayProfile | None
    ragged: tuple[str, ...] = ()  # first and last day, if much of them lies beyond the rows


def from_days(
    volumes: Any,
    calendar: Calendar | None,
    timezone: str | None,
    interval: DurationLike | None,
    outages: tuple[Outage, ...],
) -> Counted:
    values, days = values_of(volumes), civil_days(volumes.index)
    if interval is not None:
        raise InputError("interval must be left out for counts by day; got one")
    unique, count = np.unique(days, return_counts=True)
    if len(unique) < len(days):
        twice = joined(map(str, unique[count > 1].astype("datetime64[D]")[:3]))
        raise InputError(f"history must have each day once; got {twice} more than once")
    first, size = int(days.min()), int(np.ptp(days)) + 1
    counted = np.full(size, np.nan)
    counted[days - first] = values
    share = np.ones(size)
    if outages and timezone is not None:
        span = first + np.arange(size)
        low, high = midnights(span, timezone), midnights(span + 1, timezone)
        for start, end in _micros(outages):
            share[(low < end) & (high > start)] = 0.0
    outside = np.zeros(size)
    if calendar is not None:
        closed = ~open_days(first + np.arange(size), calendar, np.ones(size, dtype=bool))
        outside[closed] = np.nan_to_num(counted[closed])
        counted[closed] = np.nan
    return Counted(first, counted, outside, share, share == 0, None)


def from_intervals(
    volumes: Any,
    calendar: Calendar | None,
    timezone: str | None,
    interval: DurationLike | None,
    outages: tuple[Outage, ...],
) -> Counted:
    spans = read_intervals(volumes, interval, timezone)
    first, size = int(spans.day.min()), int(np.ptp(spans.day)) + 1
    inside = np.ones(len(spans.starts), dtype=bool)
    if calendar is not None:
        inside = is_open(spans.starts.view("datetime64[us]"), calendar=calendar)
    outside = np.zeros(size)
    np.add.at(outside, spans.day[~inside] - first, np.nan_to_num(spans.volume[~inside]))
    spans = spans.keep(inside)
    if not len(spans.day):
        raise InputError("history must have intervals within the calendar's hours; got none")
    seen, every = np.unique(spans.day), first + np.arange(size)
    edges = zip(midnights(every, spans.timezone), midnights(every + 1, spans.timezone), strict=True)
    starts = np.concatenate([np.arange(a, b, spans.length) for a, b in edges])
    lost_rows, lost = np.zeros(len(spans.day), dtype=bool), np.zeros(len(starts), dtype=bool)
    for start, end in _micros(outages):
        lost_rows |= (spans.starts < end) & (spans.starts + spans.length > start)
        lost |= (starts < end) & (starts + spans.length > start)
    missing = ~np.isfinite(spans.volume) & ~lost_rows
    broken = np.union1d(np.unique(spans.day[lost_rows]), np.unique(spans.day[missing]))
    profile = profile_of(spans, broken)
    kept = spans.keep(~lost_rows)
    counted = np.full(size, np.nan)
    counted[seen - first] = 0.0
    np.add.at(counted, kept.day - first, kept.volume)
    # The share of a full day that the day's own intervals, outages excepted, stand for.
    whole = _all_day(starts[~lost], spans)
    share = np.zeros(size)
    np.add.at(share, whole.day - first, profile.weights(whole))
    cut = np.zeros(size, dtype=bool)
    cut[np.unique(_all_day(starts[lost], spans).day) - first] = True
    return Counted(first, counted, outside, share, cut, profile, _ragged(spans, starts, profile))


def _ragged(spans: Intervals, starts: Int64Array, profile: IntradayProfile) -> tuple[str, ...]:
    """First and last day of the rows, where they begin late or end early by the profile."""
    first, last = int(spans.starts[0]), int(spans.starts[-1])
    out = []
    for beyond, day in ((starts < first, spans.day[0]), (starts > last, spans.day[-1])):
        span = _all_day(starts[beyond], spans)
        if profile.weights(span)[span.day == day].sum() > _RAGGED:
            out.append(str(np.datetime64(int(day), "D")))
    return tuple(dict.fromkeys(out))


def _all_day(starts: Int64Array, spans: Intervals) -> Intervals:
    day, slot = slots_of(starts, spans.length, spans.timezone)
    return Intervals(np.zeros(len(starts)), starts, day, slot, spans.length, spans.timezone)


def _micros(outages: tuple[Outage, ...]) -> list[tuple[int, int]]:
    return [(int(instants(o.start, "start")[0]), int(instants(o.end, "end")[0])) for o in outages]


def open_days(days: Int64Array, calendar: Calendar | None, seen: BoolArray) -> BoolArray:
    """Which civil days are open: by the calendar, or else the weekdays that were ever seen.

    `seen` tells of the first days; a weekday that is not among them may be open.
    """
    if calendar is None:
        weekday = (days + 3) % 7
        usual = np.ones(7, dtype=bool)
        usual[weekday[: len(seen)]] = False
        usual[np.unique(weekday[: len(seen)][seen])] = True
        return np.asarray(usual[weekday])
    low, high = (midnights(days + k, calendar.timezone).view("datetime64[us]") for k in (0, 1))
    return np.asarray(elapsed(low, high, calendar=calendar) > np.timedelta64(0))
