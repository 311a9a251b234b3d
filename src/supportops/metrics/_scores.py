"""Door for survey answers: numbers on a scale, of which some are missing."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from math import isfinite
from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array, is_series, lift
from supportops._kit.names import collected
from supportops._kit.reals import is_real
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["answered", "finite", "scale_ends", "values_of"]


def values_of(values: Any, name: str) -> Float64Array:
    """Values as a flat float64 array in which every missing one is NaN."""
    array = values
    if isinstance(values, (Mapping, AbstractSet)):
        # A mapping of counts would be read as one answer of each, a set forgets who agrees.
        raise InputError(
            f"{name} must have one value for each case, [5, 5, 4]; got {shown(values)}; counts go "
            "to measure"
        )
    if is_series(values):
        array = values.to_numpy(dtype=object if values.dtype.kind not in "iuf" else None)
    elif not isinstance(values, np.ndarray):
        array = np.array(collected(values, name), dtype=object)
    if array.dtype.kind == "O":
        array = np.array([np.nan if _absent(value) else value for value in array.ravel()], object)
    (numbers,) = lift(**{name: array})[1]
    if numbers.ndim != 1:
        raise InputError(f"{name} must be one flat list; got shape {numbers.shape}")
    return numbers


def finite(value: Any, name: str) -> float:
    """Finite number of either sign that `value` is; `name` is the caller's argument."""
    number = float(values_of([value], name)[0])
    if not isfinite(number):
        raise InputError(f"{name} must be a finite number; got {shown(value)}")
    return number


def _absent(value: object) -> bool:
    # pandas' NA compares to nothing; it says so by its type.
    return value is None or type(value).__name__ in {"NAType", "NaTType"}


def scale_ends(scale: Any) -> tuple[float, float]:
    """Lowest and highest answer of a scale."""
    ends = collected(scale, "scale")
    if not (
        len(ends) == 2
        and all(is_real(end) and isfinite(end) for end in ends)
        and float(ends[0]) < float(ends[1])
    ):
        raise InputError(
            f"scale must be its lowest and its highest answer, (1, 5); got {shown(scale)}"
        )
    return float(ends[0]), float(ends[1])


def answered(scores: Any, scale: tuple[float, float], *, whole: bool = False) -> Float64Array:
    """Answers that were given, all on the scale."""
    array = values_of(scores, "scores")
    given = array[~np.isnan(array)]
    bad = (given < scale[0]) | (given > scale[1])
    if whole:
        bad |= given != np.round(given)
    if bad.any():
        kind = "whole and " if whole else ""
        place = int(np.flatnonzero(~np.isnan(array))[bad.argmax()])
        raise InputError(
            f"scores must be {kind}from {scale[0]:g} to {scale[1]:g}; got {given[bad][0]:g} at "
            f"position {place} ({int(bad.sum())} of {array.size} break this)"
        )
    return given
