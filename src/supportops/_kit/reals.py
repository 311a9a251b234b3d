"""Real numbers, told from what merely looks like one."""

from decimal import Decimal
from math import isfinite, nan
from numbers import Real
from typing import Any, TypeGuard

from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["above_zero", "from_zero", "is_real", "whole"]


def is_real(value: object) -> TypeGuard[float]:
    """Whether `value` is one real number: an int, a float, a Fraction, a Decimal, numpy's kinds.

    A bool is none, and neither is a ``timedelta64``, which numpy counts among the integers.
    """
    if isinstance(value, bool) or not isinstance(value, (Real, Decimal)):
        return False
    return getattr(getattr(value, "dtype", None), "kind", "f") in "iuf"


def _finite(value: Any) -> float:
    """Number that `value` is; NaN where it is none, or none that a float can hold."""
    try:
        number = float(value) if is_real(value) else nan
    except (OverflowError, ValueError):
        return nan
    return number if isfinite(number) else nan


def from_zero(value: Any, name: str) -> float:
    """Finite number, zero or more, that `value` is; `name` is the caller's argument.

    Examples
    --------
    >>> from_zero(-1, "tickets")
    Traceback (most recent call last):
    ...
    supportops.errors.InputError: tickets must be a finite number, zero or more; got -1
    """
    number = _finite(value)
    if not number >= 0:
        raise InputError(f"{name} must be a finite number, zero or more; got {shown(value)}")
    return number + 0.0  # makes a plain zero of minus zero


def above_zero(value: Any, name: str) -> float:
    """Finite number above zero that `value` is; `name` is the caller's argument."""
    number = _finite(value)
    if not number > 0:
        raise InputError(f"{name} must be a finite number above zero; got {shown(value)}")
    return number


def whole(value: Any, name: str) -> int:
    """Whole number, zero or more, that `value` is; ``3.0`` is one."""
    number = _finite(value)
    if not (number >= 0 and number == int(number)):
        raise InputError(f"{name} must be a whole number, zero or more; got {shown(value)}")
    return int(value)
