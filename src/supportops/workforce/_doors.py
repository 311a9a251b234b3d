"""The rules of the room at its doors: one for each kind of argument."""

import math
from datetime import timedelta
from typing import Any

from supportops._kit.durations import DurationLike, duration
from supportops._kit.reals import from_zero
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = ["below_one", "chosen", "length", "share_above_zero", "volume_of", "whole_up"]


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
    if value not in options:
        raise InputError(f"{name} must be one of {joined(options, 'or')}; got {shown(value)}")
    return value


def whole_up(agents: float) -> int:
    """Next whole number, without a floating ceiling."""
    # A quotient of decimals may land a few ulps above a whole number that it equals: 21/0.7.
    nearest = round(agents)
    return nearest if math.isclose(agents, nearest, rel_tol=1e-12) else math.ceil(agents)
