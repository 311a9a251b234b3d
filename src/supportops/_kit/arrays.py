"""Lift, hold, lower: the three beats of a calculator.

`lift` brings whatever the caller has (numbers, arrays, lists, Series) to float64 arrays of one
shape, `hold` states a rule in words, `lower` gives the answer back in the caller's kind.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from supportops._kit.reals import is_real
from supportops._kit.text import joined, shown
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "BoolArray",
    "Float64Array",
    "Form",
    "Int64Array",
    "RealArray",
    "RealLike",
    "RealSeries",
    "hold",
    "is_series",
    "lift",
    "lower",
    "shared_index",
]

Float64Array: TypeAlias = npt.NDArray[np.float64]
Int64Array: TypeAlias = npt.NDArray[np.int64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
RealArray: TypeAlias = "npt.NDArray[np.floating[Any] | np.integer[Any]]"
RealSeries: TypeAlias = "pd.Series[float] | pd.Series[int]"
RealLike: TypeAlias = "float | RealArray | RealSeries"


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """What the caller gave, so that the answer can be of the same kind.

    Attributes
    ----------
    index : pandas.Index or None
        Index of the Series among the arguments, None where there was none.
    shape : tuple of int
        Shape that all arguments share; ``()`` for scalars.
    """

    index: "pd.Index[Any] | None"
    shape: tuple[int, ...]


def is_series(value: object) -> bool:
    """Whether `value` is a pandas Series, without loading pandas to find out."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.Series)


def shared_index(values: Mapping[str, object]) -> "pd.Index[Any] | None":
    """Index that all Series among the named values share; None where there is no Series."""
    series = {name: cast("pd.Series[Any]", v) for name, v in values.items() if is_series(v)}
    if not series:
        return None
    (first, *others) = series.items()
    for name, other in others:
        if not other.index.equals(first[1].index):
            message = (
                f"{name} must have the index of {first[0]}; got another one; "
                "align the Series first, or pass .to_numpy()"
            )
            raise InputError(message)
    return first[1].index


def _number(name: str, value: object, place: str = "") -> float:
    try:
        if is_real(value):
            return float(value)
    except OverflowError as error:
        raise InputError(f"{name} must fit a float; got {shown(value)}{place}") from error
    raise InputError(f"{name} must be a number; got {shown(value)}{place}")


def _from_series(name: str, series: "pd.Series[Any]") -> Float64Array:
    if series.dtype.kind not in "iuf":
        raise InputError(
            f"{name} must hold numbers; got a Series of {series.dtype}; use pandas.to_numeric"
        )
    return series.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)


def _floats(name: str, value: object) -> Float64Array:
    if is_series(value):
        return _from_series(name, cast("pd.Series[Any]", value))
    if np.isscalar(value) or not (isinstance(value, Sequence) or hasattr(value, "__array__")):
        return np.asarray(_number(name, value))
    if isinstance(value, np.ma.MaskedArray) and value.dtype.kind in "iuf":
        return np.ma.filled(value.astype(np.float64), np.nan)
    try:
        array = np.asarray(value)
    except (TypeError, ValueError) as error:
        message = f"{name} must be a regular array of numbers; got {shown(value)}"
        raise InputError(message) from error
    if array.dtype.kind == "O":
        numbers = [_number(name, v, f" at position {i}") for i, v in enumerate(array.ravel())]
        return np.array(numbers, dtype=np.float64).reshape(array.shape)
    if array.dtype.kind not in "iuf" and array.size:
        message = f"{name} must hold numbers; got an array of {array.dtype}: {shown(value)}"
        raise InputError(message)
    return array.astype(np.float64)


def lift(**values: object) -> tuple[Form, tuple[Float64Array, ...]]:
    """Bring named values to float64 arrays of one shape.

    Parameters
    ----------
    **values : float, array-like or Series
        The arguments of a calculator under their public names. A list counts as an array;
        fractions and decimals are welcome. Missing values are NaN, also those of a masked
        array or a nullable Series; None is no number.

    Returns
    -------
    Form
        What to give `lower`.
    tuple of ndarray
        One float64 array for each name, broadcast to the common shape. None is a view of the
        caller's data, but they may be read-only views of one another: kernels make new ones.

    Raises
    ------
    InputError
        If a value is no number, the shapes do not fit, or two Series differ in their index.
    """
    index = shared_index(values)
    arrays = {name: _floats(name, value) for name, value in values.items()}
    try:
        broadcast = np.broadcast_arrays(*arrays.values())
    except ValueError as error:
        shapes = joined(f"{name} {array.shape}" for name, array in arrays.items())
        message = f"shapes must fit each other; got {shapes}"
        raise InputError(message) from error
    shape = broadcast[0].shape
    if index is not None and shape != (len(index),):
        message = f"values beside a Series must be scalars or of its length; got shape {shape}"
        raise InputError(message)
    return Form(index, shape), tuple(broadcast)


def hold(ok: "BoolArray | np.bool_ | bool", rule: str, values: object, way_out: str = "") -> None:
    """Raise an `InputError` in the house's words where a rule is broken.

    Parameters
    ----------
    ok : ndarray of bool
        Where the rule holds. Write it so that NaN passes: ``~(load < 0)``.
    rule : str
        Name and rule: ``"load must be zero or more"``.
    values : array-like
        The values that were tested, of the shape of `ok`.
    way_out : str, optional
        What to do instead.

    Raises
    ------
    InputError
        ``load must be zero or more; got -1.0 at position 1 (1 of 3 break this)``.
    """
    good = np.asarray(ok)
    if good.all():
        return
    where = np.flatnonzero(~good.ravel())
    array = np.broadcast_to(np.asarray(values), good.shape)
    message = f"{rule}; got {shown(array.ravel()[where[0]])}"
    if good.ndim:
        place = (
            where[0] if good.ndim == 1 else tuple(map(int, np.unravel_index(where[0], good.shape)))
        )
        message += f" at position {place} ({len(where)} of {good.size} break this)"
    raise InputError(f"{message}; {way_out}" if way_out else message)


def lower(values: npt.NDArray[Any], form: Form) -> Any:
    """Answer in the kind of the question: a scalar, an array, or a Series with its index."""
    if form.index is not None:
        import pandas as pd

        return pd.Series(values, index=form.index)
    return values.item() if form.shape == () else values
