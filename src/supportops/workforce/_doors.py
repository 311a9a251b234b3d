"""The rules of the room at its doors: one for each kind of argument."""

import math
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from supportops._kit.durations import DurationLike, duration
from supportops._kit.reals import from_zero
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = [
    "below_one",
    "chosen",
    "day_of",
    "kind_of",
    "length",
    "share_above_zero",
    "spread_of",
    "stretched",
    "volume_of",
    "whole_up",
]

T = TypeVar("T")
_WIDEST, _TIGHTEST = 1e9, 1e-9


def length(value: DurationLike, name: str, *, zero: bool = False) -> timedelta:
    """Duration above zero, or from zero where `zero` says so."""
    found = duration(value, name)
    if not (zero or found):
        raise InputError(f"{name} must be above zero; got {shown(value)}")
    return found


def volume_of(value: float, name: str = "volume") -> float:
    """Finite number, zero or more."""
    return from_zero(value, name)


def below_one(value: ShareLike, name: str = "shrinkage") -> float:
    """Share below 1."""
    part = share(value, name)
    if part == 1:
        raise InputError(f"{name} must be below 1; got {shown(value)}")
    return part


def share_above_zero(value: ShareLike, name: str) -> float:
    """Share above 0."""
    part = share(value, name)
    if not part:
        raise InputError(f"{name} must be above zero; got {shown(value)}")
    return part


def chosen(value: str, name: str, options: Any) -> str:
    """One of several names; another is an error that lists them."""
    given: object = value
    if not isinstance(given, str) or given not in options:
        raise InputError(f"{name} must be one of {joined(options, 'or')}; got {shown(value)}")
    return value


def day_of(value: date, name: str) -> date:
    """A civil date; an instant is none, for its date depends on the place."""
    given: object = value
    if not isinstance(given, date) or isinstance(given, datetime):
        raise InputError(f"{name} must be a date; got {shown(value)}")
    return given


def kind_of(value: T, name: str, kind: type[Any], way_out: str = "") -> T:
    """A value of that class."""
    if not isinstance(value, kind):
        way = f"; {way_out}" if way_out else ""
        raise InputError(f"{name} must be a {kind.__name__}; got {shown(value)}{way}")
    return value


def stretched(span: timedelta, factor: float, name: str) -> timedelta:
    """Length times a factor; one that no timedelta can hold names the argument behind it."""
    try:
        return span * factor
    except OverflowError as error:
        raise InputError(
            f"{name} must be so small that its work fits; got {factor:g} times {span}"
        ) from error


def spread_of(cv: float) -> float:
    """Coefficient of variation of a rate; one that no float tells from none is none."""
    spread = from_zero(cv, "cv")
    if spread > _WIDEST:
        raise InputError(
            f"cv must be at most {_WIDEST:g}; got {shown(cv)}; it is a ratio to the mean"
        )
    return spread if spread > _TIGHTEST else 0.0


def whole_up(agents: float) -> int:
    """Next whole number, without a floating ceiling."""
    # A quotient of decimals may land a few ulps above a whole number that it equals: 21/0.7.
    if agents == math.inf:
        raise InputError("agents must be finite; got more than a float holds; take smaller numbers")
    nearest = round(agents)
    return nearest if math.isclose(agents, nearest, rel_tol=1e-12) else math.ceil(agents)
