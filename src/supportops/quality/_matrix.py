"""Scores of several raters: raters by cases, NaN where one did not score."""

from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array, lift
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["flat", "hold_rng", "labels", "matrix", "settled"]


def flat(values: Any, name: str) -> Float64Array:
    """Values of one flat sample, NaN where one is missing; all others finite."""
    if isinstance(values, (list, tuple)):
        values = np.array([np.nan if v is None else v for v in values], dtype=object)
    _, (array,) = lift(**{name: values})
    if array.ndim != 1:
        raise InputError(f"{name} must be one flat list of numbers; got {shown(values)}")
    if np.isinf(array).any():
        raise InputError(f"{name} must be finite; got {array[np.isinf(array)][0]}")
    return array


def matrix(scores: Any, name: str = "scores") -> Float64Array:
    """Scores as a table of floats, one row for each rater."""
    if hasattr(scores, "to_numpy"):
        scores = scores.to_numpy(dtype=np.float64 if _numeric(scores) else object, na_value=np.nan)
    table = scores if isinstance(scores, np.ndarray) and scores.dtype.kind in "iuf" else None
    if table is None or table.ndim != 2 or not len(table):
        table = _listed(scores, name)
    table = table.astype(np.float64)
    if np.isinf(table).any():
        raise InputError(f"{name} must be finite; got {table[np.isinf(table)][0]}")
    return table


def _numeric(frame: Any) -> bool:
    return frame.ndim == 2 and all(dtype.kind in "iuf" for dtype in frame.dtypes)


def _listed(scores: Any, name: str) -> Float64Array:
    rule = f"{name} must have one row for each rater, all of one length"
    try:
        rows = [[np.nan if s is None else s for s in row] for row in scores]
    except TypeError as error:
        raise InputError(f"{rule}; got {shown(scores)}") from error
    if not rows or len({len(row) for row in rows}) > 1:
        raise InputError(f"{rule}; got lengths {[len(row) for row in rows]}")
    return np.array([flat(row, name) for row in rows]).reshape(len(rows), -1)


def hold_rng(rng: Any, *, needed: bool = False) -> None:
    """Refuse a source of chance that is no generator of the caller's; None may be none."""
    if (needed or rng is not None) and not isinstance(rng, np.random.Generator):
        way = "write numpy.random.default_rng(seed)"
        raise InputError(f"rng must be a numpy Generator; got {shown(rng)}; {way}")


def settled(values: Float64Array) -> Float64Array:
    """Points without the dust of floats: 8.2 less 3.2 is 5, which is not below 5."""
    return np.round(values, 9)


def labels(scores: Any, shape: tuple[int, ...]) -> tuple[list[Any], list[Any]]:
    """Names of raters and of cases: those of a DataFrame, else their places from 0."""
    if hasattr(scores, "index") and hasattr(scores, "columns"):
        return scores.index.tolist(), scores.columns.tolist()
    return list(range(shape[0])), list(range(shape[1]))
