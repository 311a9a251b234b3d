"""Lengths of time that say their unit."""

import re
import sys
from datetime import timedelta
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["Duration", "DurationLike", "duration", "duration_text"]

#: What a door that wants a duration accepts.
DurationLike: TypeAlias = str | timedelta

_SECONDS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_WORDS = {
    "w": ("w", "week", "weeks"),
    "d": ("d", "day", "days"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "m": ("m", "min", "mins", "minute", "minutes"),
    "s": ("s", "sec", "secs", "second", "seconds"),
}
_UNIT = {word: unit for unit, words in _WORDS.items() for word in words}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)")
_TEXT = re.compile(rf"(?:{_PART.pattern}\s*)+")
_ISO = re.compile(
    r"P(?:(?P<w>\d+(?:\.\d+)?)W)?(?:(?P<d>\d+(?:\.\d+)?)D)?"
    r"(?:T(?:(?P<h>\d+(?:\.\d+)?)H)?(?:(?P<m>\d+(?:\.\d+)?)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?"
)


def duration(value: Any, name: str = "duration") -> timedelta:
    """Length of time that `value` states.

    Parameters
    ----------
    value : str, timedelta, numpy.timedelta64 or pandas.Timedelta
        ``"15m"``, ``"1h30m"``, ``"6m45s"``, ``"1.5 hours"``, ``"PT15M"``; units w, d, h, m, s
        and their words. A day is 24 hours; promises, where a day could be a business day,
        are read by `supportops.vocabulary.promise`.
    name : str
        How the caller's argument is called, for the message.

    Returns
    -------
    timedelta

    Raises
    ------
    InputError
        For a bare number, ``"6:45"``, a missing value, or text that is no duration.

    Examples
    --------
    >>> duration("6m45s")
    datetime.timedelta(seconds=405)
    >>> duration(20, "handle_time")
    Traceback (most recent call last):
    ...
    supportops.errors.InputError: handle_time must say its unit; got 20; write "20m"
    """
    if isinstance(value, timedelta):
        if value != value:  # noqa: PLR0124  pandas' NaT passes as a timedelta
            raise InputError(f"{name} must be a length of time; got {shown(value)}")
        return timedelta(days=value.days, seconds=value.seconds, microseconds=value.microseconds)
    if isinstance(value, str):
        return _parsed(value, name)
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.timedelta64):
        micros = value.astype("timedelta64[us]")
        if numpy.isnat(micros):
            raise InputError(f"{name} must be a length of time; got NaT")
        return timedelta(microseconds=int(micros.astype("int64")))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise InputError(f'{name} must say its unit; got {shown(value)}; write "{value:g}m"')
    raise InputError(f'{name} must be a length of time such as "1h30m"; got {shown(value)}')


def _parsed(text: str, name: str) -> timedelta:
    iso = _ISO.fullmatch(text.strip())
    if iso is not None and any(iso.groupdict().values()):
        parts = [(number, unit) for unit, number in iso.groupdict().items() if number]
    else:
        low = text.strip().lower()
        if re.fullmatch(r"\d+(\.\d+)?", low):
            raise InputError(f'{name} must say its unit; got {shown(text)}; write "{low}m"')
        if re.fullmatch(r"\d+(:\d+)+", low):
            first, second = low.split(":")[:2]
            raise InputError(
                f"{name} must say its units, a colon could mean two things; got {shown(text)}; "
                f'write "{first}m{second}s" or "{first}h{second}m"'
            )
        parts = _PART.findall(low) if _TEXT.fullmatch(low) else []
        units = [_UNIT.get(word, "") for _, word in parts]
        if not parts or "" in units or len(set(units)) < len(units):
            raise InputError(f'{name} must be a length of time such as "1h30m"; got {shown(text)}')
        parts = [(number, unit) for (number, _), unit in zip(parts, units, strict=True)]
    # Whole microseconds from the text, so that "0.1s" is exact.
    return sum(
        (
            timedelta(seconds=1) * _SECONDS[unit] * float(number)
            if "." in number
            else timedelta(seconds=int(number) * _SECONDS[unit])
            for number, unit in parts
        ),
        timedelta(),
    )


def duration_text(value: timedelta) -> str:
    """Shortest text that reads back as `value`: ``1h30m``; days and weeks are written in hours.

    Examples
    --------
    >>> duration_text(timedelta(hours=26, seconds=5))
    '26h5s'
    """
    if value < timedelta():
        return f"-{duration_text(-value)}"
    seconds, micros = divmod(value // timedelta(microseconds=1), 1_000_000)
    hours, rest = divmod(seconds, 3_600)
    minutes, seconds = divmod(rest, 60)
    last = f"{seconds}.{micros:06d}".rstrip("0") if micros else str(seconds)
    parts = [
        f"{hours}h" if hours else "",
        f"{minutes}m" if minutes else "",
        f"{last}s" if last != "0" else "",
    ]
    return "".join(parts) or "0s"


def _positive(value: object) -> timedelta:
    length = duration(value)
    if length < timedelta():
        raise InputError(f"duration must be zero or more; got {shown(value)}")
    return length


Duration = Annotated[
    timedelta,
    BeforeValidator(_positive),
    PlainSerializer(duration_text, return_type=str),
    WithJsonSchema(
        {"type": "string", "description": 'a length of time with its unit, "1h30m" or "PT90M"'}
    ),
]
"""Field type of a model: a length of time, zero or more, written back as text."""
