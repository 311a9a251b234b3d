"""What every forecast asks of its input."""

import numpy as np

from supportops._kit.arrays import Float64Array, hold, lift
from supportops._kit.reals import whole
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["at_least_one", "counts", "observed", "row"]

_LARGE = 1e100  # squares and sums of what is smaller are still numbers


def row(values: object, name: str, *, least: int = 1) -> Float64Array:
    """One-dimensional array of finite numbers or NaN, which is a period nobody observed."""
    _, (array,) = lift(**{name: values})
    if array.ndim != 1 or len(array) < least:
        got = f"shape {array.shape}" if array.ndim != 1 else f"{len(array)}"
        raise InputError(f"{name} must be one row of {least} numbers or more; got {got}")
    hold(~np.isinf(array), f"{name} must be finite", array)
    hold(~(np.abs(array) >= _LARGE), f"{name} must be below 1e100 in size", array)
    return array


def observed(values: object, name: str, *, least: int = 1) -> Float64Array:
    """A row in which at least so many periods were observed."""
    array = row(values, name)
    seen = int(np.isfinite(array).sum())
    if seen < least:
        raise InputError(f"{name} must hold {least} observed numbers or more; got {seen}")
    return array


def counts(values: object, name: str) -> Float64Array:
    """A row of numbers, zero or more; NaN is a period nobody observed."""
    array = observed(values, name)
    hold(~(array < 0), f"{name} must be zero or more", array)
    return array


def at_least_one(value: object, name: str) -> int:
    """Whole number, one or more."""
    number = whole(value, name)
    if not number:
        raise InputError(f"{name} must be one or more; got {shown(value)}")
    return number
