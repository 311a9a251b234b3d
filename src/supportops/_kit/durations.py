"""Lengths of time that say their unit."""

import re
import sys
from datetime import timedelta
from decimal import Decimal
from math import isfinite
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from supportops._kit.reals import is_real
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["Duration", "DurationLike", "duration", "duration_text"]

#: What a door that wants a duration accepts. pandas' Timedelta is a timedelta; numpy's
#: timedelta64 is read too, but naming it here would load numpy.
DurationLike: TypeAlias = str | timedelta

_MICROS = {
    "w": 604_800_000_000,
    "d": 86_400_000_000,
    "h": 3_600_000_000,
    "m": 60_000_000,
    "s": 1_000_000,
}
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


def duration(value: Any, name: str = "duration", *, signed: bool = False) -> timedelta:
    """Length of time that `value` states, zero or more unless it may be signed.

    Parameters
    ----------
    value : str, timedelta, numpy.timedelta64 or pandas.Timedelta
        ``"15m"``, ``"1h30m"``, ``"6m45s"``, ``"1.5 hours"``, ``"PT15M"``; units w, d, h, m, s
        and their words. A day is 24 hours; promises, where a day could be a business day,
        are read by `supportops.vocabulary.promise`.
    name : str
        How the caller's argument is called, for the message.
    signed : bool
        Whether a negative length is welcome, as in ``"-2h"``.

    Returns
    -------
    timedelta
        To the microsecond; finer parts are rounded.

    Raises
    ------
    InputError
        For a bare number, ``"6:45"``, a missing or negative value, months and years, or text
        that is no duration.

    Examples
    --------
    >>> duration("6m45s")
    datetime.timedelta(seconds=405)
    >>> duration(20, "handle_time")
    Traceback (most recent call last):
    ...
    supportops.errors.InputError: handle_time must say its unit; got 20; write "20m"
    """
    try:
        back = signed and isinstance(value, str) and value.lstrip().startswith("-")
        length = -_length(value.lstrip()[1:], name) if back else _length(value, name)
    except OverflowError as error:
        raise InputError(f"{name} must be under a billion days; got {shown(value)}") from error
    if length < timedelta() and not signed:
        raise InputError(f"{name} must be zero or more; got {duration_text(length)}")
    return length


def _length(value: Any, name: str) -> timedelta:
    if isinstance(value, timedelta):
        # A Timedelta of pandas becomes a plain one.
        return timedelta(days=value.days, seconds=value.seconds, microseconds=value.microseconds)
    if isinstance(value, str):
        return timedelta(microseconds=_parsed(value, name))
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.timedelta64):
        if numpy.isnat(value) or numpy.datetime_data(value.dtype)[0] in {"Y", "M", "generic"}:
            raise InputError(
                f"{name} must be a length of time in weeks or less; got {value!s} of {value.dtype}"
            )
        return timedelta(microseconds=int(value.astype("timedelta64[us]").astype("int64")))
    if is_real(value):
        text = f"{float(value):g}"
        way = f'; write "{text}m"' if isfinite(value) and re.fullmatch(r"[\d.]+", text) else ""
        raise InputError(f"{name} must say its unit; got {shown(value)}{way}")
    raise InputError(f'{name} must be a length of time such as "1h30m"; got {shown(value)}')


def _parsed(text: str, name: str) -> int:
    bare = text.strip()
    iso = _ISO.fullmatch(bare)
    if iso is not None and any(iso.groupdict().values()):
        parts = [(number, unit) for unit, number in iso.groupdict().items() if number]
    else:
        low = bare.lower()
        if re.fullmatch(r"\d+(\.\d+)?", low):
            raise InputError(f'{name} must say its unit; got {shown(text)}; write "{low}m"')
        if re.fullmatch(r"\d+(:\d+){1,2}", low):
            raise InputError(f"{name} must say its units; got {shown(text)}; {_colons(low)}")
        found = _PART.findall(low) if _TEXT.fullmatch(low) else []
        parts = [(number, _UNIT.get(word, "")) for number, word in found]
        units = {unit for _, unit in parts}
        if not parts or "" in units or len(units) < len(parts):
            raise InputError(f'{name} must be a length of time such as "1h30m"; got {shown(text)}')
    # Decimals keep "0.1s" exact, and a long number free of the rounding of floats.
    return round(sum(Decimal(number) * _MICROS[unit] for number, unit in parts))


def _colons(text: str) -> str:
    first, second, *third = text.split(":")
    if third:
        return f'write "{first}h{second}m{third[0]}s"'
    return f'a colon could mean two things: write "{first}m{second}s" or "{first}h{second}m"'


def duration_text(value: timedelta) -> str:
    """Shortest text that reads back as `value`: ``1h30m``; days and weeks are written in hours.

    A difference below zero gets a minus, which people read and doors refuse.

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


def _at_the_door(value: object) -> timedelta:
    return duration(value)


Duration = Annotated[
    timedelta,
    BeforeValidator(_at_the_door),
    PlainSerializer(duration_text, return_type=str),
    WithJsonSchema(
        {"type": "string", "description": 'a length of time with its unit, "1h30m" or "PT90M"'}
    ),
]
"""Field type of a model: a length of time, zero or more, written back as text."""
