"""Parameters that may differ by row: lengths of time, shares, counts."""

from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array, hold, is_series, lift
from supportops._kit.durations import duration
from supportops._kit.shares import share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce._rows import Rows

__all__ = ["count_values", "second_values", "share_values"]


def _by_row(value: Any) -> bool:
    # A row of pandas' or numpy's has one dimension; what has none is one value.
    return isinstance(value, (list, tuple)) or getattr(value, "ndim", 0) == 1


def _same_index(value: Any, name: str, rows: Rows) -> None:
    if is_series(value) and not value.index.equals(rows.index):
        raise InputError(
            f"{name} must have the index of volumes; got another one; "
            "align the Series first, or pass .to_numpy()"
        )
    if len(value) != len(rows.volume):
        raise InputError(
            f"{name} must have one value, or one for each of {len(rows.volume)} rows; "
            f"got {len(value)}"
        )


def second_values(
    value: Any, name: str, rows: Rows, *, zero: bool = True, missing: float = np.nan
) -> float | Float64Array:
    """Seconds of a duration, or of one duration for each row."""
    if not _by_row(value):
        span = duration(value, name).total_seconds()
        if not (zero or span):
            raise InputError(f"{name} must be above zero; got {shown(value)}")
        return span
    import pandas as pd

    _same_index(value, name, rows)
    kind = getattr(getattr(value, "dtype", None), "kind", "O")
    if kind == "m":
        micros = pd.Series(value).dt.total_seconds().to_numpy()
    elif kind == "O":
        micros = np.array(
            [np.nan if _none(v) else duration(v, name).total_seconds() for v in value],
            dtype=np.float64,
        )
    else:
        raise InputError(
            f"{name} must hold lengths of time; got {shown(type(value).__name__)} of "
            f"{value.dtype}; use pandas.to_timedelta"
        )
    good = ~(micros < 0) if zero else ~(micros <= 0)
    hold(good, f"{name} must be {'zero or more' if zero else 'above zero'}", micros)
    return np.where(np.isnan(micros), missing, micros)


def _none(value: Any) -> bool:
    import pandas as pd

    return value is None or value is pd.NaT or value is pd.NA or value != value  # noqa: PLR0124


def share_values(value: Any, name: str, rows: Rows, *, rule: str) -> float | Float64Array:
    """A share, or one for each row; `rule` is ``below 1`` or ``above 0``."""
    if _by_row(value):
        _same_index(value, name, rows)
        if is_series(value) or (isinstance(value, np.ndarray) and value.dtype.kind in "iuf"):
            _, (parts,) = lift(**{name: value})
        else:
            parts = np.array([np.nan if _none(v) else share(v, name) for v in value])
        hold(~((parts < 0) | (parts > 1)), f"{name} must be a share from 0 to 1", parts)
    else:
        parts = np.asarray(share(value, name))
    if rule == "below 1":
        hold(parts != 1, f"{name} must be below 1", parts)
    else:
        hold(parts != 0, f"{name} must be above 0", parts)
    return parts if parts.ndim else float(parts)


def count_values(value: Any, name: str, rows: Rows, *, least: int) -> float | Float64Array:
    """A whole number, or one for each row; NaN is missing."""
    if _by_row(value):
        _same_index(value, name, rows)
    _, (counts,) = lift(**{name: value})
    if not _by_row(value) and (counts.ndim or np.isnan(counts)):
        raise InputError(f"{name} must be one number, or one for each row; got {shown(value)}")
    good = np.isnan(counts) | ((counts >= least) & (counts == np.floor(counts)) & (counts < 1e12))
    hold(good, f"{name} must be whole, {least} or more", counts)
    return counts if counts.ndim else float(counts)
