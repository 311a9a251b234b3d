"""Opening hours as text, and as microseconds of the day."""

import re
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any, TypeAlias

from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = [
    "DAY",
    "DAYS",
    "FIRST",
    "LAST",
    "Spans",
    "day_range",
    "interval_text",
    "moment",
    "weekly_spans",
]

#: Intervals of one civil day as text: ("09:00", "18:00").
Spans: TypeAlias = tuple[tuple[str, str], ...]

DAY = 86_400_000_000
#: First and last instant of datetime [us], less two days for the offsets of zones.
FIRST, LAST = -62_135_596_800_000_000 + 2 * DAY, 253_402_300_800_000_000 - 2 * DAY
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?")


def day_range(key: object) -> tuple[int, ...]:
    """Weekdays that a key names, Monday as 0: ``mon``, ``mon-fri``, or ``sat-wed``, which wraps."""
    ends = str(key).lower().split("-")
    if not all(end in DAYS for end in ends) or len(ends) > 2:
        raise InputError(
            f'hours must have days as keys, such as "mon" or "mon-fri"; got {shown(key)}; '
            f"days are {joined(DAYS)}"
        )
    first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
    return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))


def moment(value: object) -> int:
    """Microseconds since midnight of a time of day; ``24:00`` is the end of the day."""
    if isinstance(value, time):
        if value.tzinfo is not None:
            raise InputError(f"time must have no zone, the calendar has one; got {shown(value)}")
        return (
            (value.hour * 60 + value.minute) * 60 + value.second
        ) * 1_000_000 + value.microsecond
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is not None:
        hours, minutes, seconds = int(match[1]), int(match[2]), int(match[3] or 0)
        micros = int((match[4] or "").ljust(6, "0"))
        total = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + micros
        if minutes < 60 and seconds < 60 and total <= DAY:
            return total
    raise InputError(f'time must be such as "09:00" or "24:00"; got {shown(value)}')


def _moment_text(micros: int) -> str:
    seconds, rest = divmod(micros, 1_000_000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    if seconds % 60 or rest:
        text += f":{seconds % 60:02}"
    return text + (f".{rest:06}".rstrip("0") if rest else "")


def interval_text(value: Any) -> tuple[str, str]:
    """Interval of one day with both ends as text; the close may be on the next day."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise InputError(f'interval must be a pair such as ("09:00", "18:00"); got {shown(value)}')
    ends = tuple(value)
    if len(ends) != 2:
        raise InputError(f'interval must be a pair such as ("09:00", "18:00"); got {shown(value)}')
    opens, closes = moment(ends[0]), moment(ends[1])
    if opens == DAY:
        raise InputError(
            f"interval must open before 24:00; got {shown(ends)}; write it as 00:00 of the next day"
        )
    if opens == closes:
        raise InputError(
            f"interval must open and close at different times; got {shown(ends)}; "
            "write 00:00–24:00 for a whole day"
        )
    return _moment_text(opens), _moment_text(closes)


def interval_micros(ends: tuple[str, str]) -> tuple[int, int]:
    """Interval in microseconds since midnight; a close after 24 h lies on the next day."""
    opens, closes = moment(ends[0]), moment(ends[1])
    return opens, closes if closes > opens else closes + DAY


def weekly_spans(hours: Mapping[str, Spans]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Intervals of each weekday in microseconds, from Monday on."""
    week: list[list[tuple[int, int]]] = [[] for _ in DAYS]
    for key, spans in hours.items():
        for day in day_range(key):
            week[day] += map(interval_micros, spans)
    return tuple(tuple(sorted(day)) for day in week)
