"""Wall-clock segments and weekdays, read by the engine of calendars."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TypeAlias

import numpy as np

from supportops._kit.arrays import BoolArray
from supportops.calendars import BusinessCalendar, is_open, open_spans

__all__ = ["Segments", "clock_segments", "weekdays"]

#: Starts and ends in microseconds after midnight of the day that the shift begins on.
Segments: TypeAlias = tuple[tuple[int, int], ...]

_MONDAY = datetime(2026, 1, 5, tzinfo=UTC)


@cache
def clock_segments(segments: tuple[tuple[str, str], ...]) -> Segments:
    """Segments in microseconds after midnight; an end after 24 h lies on the next day."""
    day = BusinessCalendar(timezone="UTC", hours={"mon": segments})
    spans = open_spans(_MONDAY, _MONDAY + timedelta(days=3), calendar=day)
    micro = timedelta(microseconds=1)
    return tuple(((a - _MONDAY) // micro, (b - _MONDAY) // micro) for a, b in spans)


@cache
def weekdays(days: str) -> BoolArray:
    """Which weekdays a key such as ``mon-fri`` names, Monday first."""
    week = BusinessCalendar(timezone="UTC", hours={days: (("00:00", "24:00"),)})
    noons = np.datetime64("2026-01-05T12:00", "us") + np.arange(7) * np.timedelta64(1, "D")
    named = is_open(noons, calendar=week)
    named.flags.writeable = False
    return named
