"""Doors of the engine: confidence, counts, and samples with missing values."""

import math
from collections.abc import Hashable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array, RealArray, is_series, lift
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import pandas as pd

__all__ = [
    "Numbers",
    "Sample",
    "code_labels",
    "complete_sample",
    "exact_share",
    "finite_sample",
    "number",
    "open_share",
    "sample",
    "two_sided_z",
    "whole",
]

#: Several numbers that are no Series: an array, or a list of numbers.
Numbers: TypeAlias = "RealArray | Sequence[float]"

#: Values of a sample, in which None, NaN and NA are missing.
Sample: TypeAlias = "Sequence[float | None] | npt.NDArray[Any] | pd.Series[Any]"


def open_share(value: ShareLike, name: str) -> float:
    """Share strictly between 0 and 1, as confidences, quantile levels and powers are."""
    number = share(value, name)
    if not 0 < number < 1:
        raise InputError(f"{name} must lie between 0 and 1, the ends excluded; got {shown(value)}")
    return number


def two_sided_z(confidence: ShareLike) -> float:
    """Standard normal deviate that a two-sided interval of that confidence reaches."""
    from scipy.special import ndtri

    return float(-ndtri((1 - open_share(confidence, "confidence")) / 2))


def whole(value: Any, name: str, *, at_least: int = 0) -> int:
    """Whole number of at least `at_least`."""
    rule = f"{name} must be a whole number of at least {at_least}"
    if isinstance(value, (bool, np.bool_)) or not hasattr(value, "__float__"):
        raise InputError(f"{rule}; got {shown(value)}")
    number = float(value)
    if not number >= at_least or not number.is_integer():
        raise InputError(f"{rule}; got {shown(value)}")
    return int(number)


def number(value: Any, name: str) -> float:
    """One plain number, NaN and infinity included: rules come after the door."""
    form, (array,) = lift(**{name: value})
    if form.shape or form.index is not None:
        raise InputError(f"{name} must be one number; got {shown(value)}")
    return float(array)


def exact_share(value: ShareLike | Fraction, name: str) -> Fraction:
    """Share as the fraction that was meant: 0.9 is nine tenths, not its nearest double."""
    if isinstance(value, Fraction):
        return Fraction(open_share(float(value), name)) and value
    return Fraction(open_share(value, name)).limit_denominator(10**9)


def sample(values: Any, name: str = "values") -> Float64Array:
    """Values as a flat float64 array in which every missing one is NaN; booleans are 0 and 1."""
    if is_series(values):
        array = values.to_numpy(dtype=object if values.dtype.kind not in "iufb" else None)
    elif isinstance(values, (str, bytes)) or np.ndim(values) == 0:
        raise InputError(f"{name} must be several values; got {shown(values)}; write [{values!r}]")
    else:
        array = values if isinstance(values, np.ndarray) else np.array(list(values), dtype=object)
    if array.ndim != 1:
        raise InputError(f"{name} must be one flat list of values; got shape {array.shape}")
    if array.dtype.kind == "O":
        array = np.array([_number(value) for value in array], dtype=object)
    elif array.dtype.kind == "b":
        array = array.astype(np.float64)
    return lift(**{name: array})[1][0].copy()


def _number(value: Any) -> Any:
    # pandas' NA and NaT compare to nothing; they say so by their type.
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return np.nan
    return float(value) if isinstance(value, (bool, np.bool_)) else value


def finite_sample(values: Any, name: str = "values") -> tuple[Float64Array, int]:
    """Observed values of a sample, all finite, and the number of missing ones."""
    array = sample(values, name)
    observed = array[~np.isnan(array)]
    if np.isinf(observed).any():
        raise InputError(f"{name} must be finite; got {observed[np.isinf(observed)][0]}")
    return observed, array.size - observed.size


def complete_sample(values: Any, name: str) -> Float64Array:
    """Values of a sample, all finite and none missing, because places matter."""
    array, missing = finite_sample(values, name)
    if missing:
        raise InputError(f"{name} must have no gaps; got {missing} missing; write 0 for no count")
    return array


def code_labels(labels: Any, name: str, size: int) -> tuple[Int64Array, list[Any], BoolArray]:
    """Codes of labels in order of first sight, the labels, and where one is missing."""
    if isinstance(labels, (str, bytes)) or not hasattr(labels, "__iter__") or not np.ndim(labels):
        raise InputError(f"{name} must be several labels; got {shown(labels)}")
    items = labels.tolist() if hasattr(labels, "tolist") else list(labels)
    if len(items) != size:
        raise InputError(f"{name} must have one label for each value, {size}; got {len(items)}")
    seen: dict[Any, int] = {}
    codes = np.empty(size, dtype=np.int64)
    for i, item in enumerate(items):
        absent = item is None or type(item).__name__ in {"NAType", "NaTType"}
        absent = absent or (isinstance(item, float) and math.isnan(item))
        if not isinstance(item, Hashable):
            raise InputError(f"{name} must be plain labels; got {shown(item)} at position {i}")
        codes[i] = -1 if absent else seen.setdefault(item, len(seen))
    return codes, list(seen), codes < 0
