"""What callers give and want back: pairs of instants, budgets, and lengths of time."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Int64Array, is_series, shared_index
from supportops._kit.durations import duration, duration_text
from supportops._kit.instants import NAT, InstantForm, instants, whole_micros
from supportops._kit.text import joined, shown
from supportops.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

    from supportops.calendars.models import Calendar

__all__ = [
    "Calendars",
    "DurationArray",
    "InstantArray",
    "budget",
    "budgets",
    "leading",
    "lift_pair",
    "lower_durations",
    "of_one_shape",
]

Calendars: TypeAlias = "Calendar | list[Calendar] | npt.NDArray[Any] | pd.Series[Any]"
InstantArray: TypeAlias = "npt.NDArray[np.datetime64] | list[datetime]"
DurationArray: TypeAlias = "npt.NDArray[np.timedelta64] | list[timedelta]"

_MICROSECOND = timedelta(microseconds=1)
_MICROS = np.dtype("timedelta64[us]")
_DAYS = re.compile(r"\d\s*(?:d|days?|w|weeks?)(?![a-z])|^\s*-?\s*P\d", re.IGNORECASE)
_ORDER = {"series": 0, "index": 1, "array": 2}


def lift_pair(start: Any, end: Any, calendar: Any) -> tuple[Int64Array, Int64Array, InstantForm]:
    """Two arguments of instants as arrays of one shape, and the kind of the answer."""
    index = shared_index({"start": start, "end": end, "calendar": calendar})
    first, form = instants(start, "start")
    last, other = instants(end, "end")
    lows, highs = of_one_shape({"start": first, "end": last}, index)
    return lows, highs, leading(form, other, index)


def leading(form: InstantForm, other: InstantForm, index: "pd.Index[Any] | None") -> InstantForm:
    """Kind of the answer to a pair: a Series before an array before a scalar."""
    lead = min(form, other, key=lambda f: _ORDER.get(f.kind, 3))
    return InstantForm(lead.kind, form.zone, index) if lead.kind == "series" else lead


def of_one_shape(
    values: Mapping[str, Int64Array], index: "pd.Index[Any] | None" = None
) -> tuple[Int64Array, ...]:
    """Arrays broadcast to one shape, which is that of the index where there is one."""
    shapes = joined(f"{name} {array.shape}" for name, array in values.items())
    try:
        arrays = np.broadcast_arrays(*values.values())
    except ValueError:
        raise InputError(f"{joined(values)} must be of one shape; got {shapes}") from None
    if index is not None and arrays[0].ndim and arrays[0].shape != (len(index),):
        raise InputError(
            f"values beside a Series must be scalars or of its length; got {shapes} "
            f"beside {len(index)} rows"
        )
    return tuple(arrays)


def budgets(value: Any) -> Int64Array:
    """Signed lengths of time as int64 microseconds, missing as `NAT`."""
    if is_series(value) or (hasattr(value, "to_numpy") and getattr(value, "ndim", 0) == 1):
        value = value.to_numpy()
    if isinstance(value, np.ndarray) and value.dtype.kind == "m":
        if np.datetime_data(value.dtype)[0] in {"Y", "M", "generic"}:
            raise InputError(f"duration must be in weeks or less; got an array of {value.dtype}")
        return whole_micros(value, "duration").view(np.int64)
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, (list, tuple, np.ndarray)):
        array = np.empty(len(value), dtype=np.int64)
        for place, item in enumerate(value):
            array[place] = _budget(item, f"duration[{place}]", optional=True)
        return array
    return np.asarray(_budget(value, "duration", optional=False))


def budget(value: str | timedelta, name: str = "duration") -> int:
    """Signed length of time as microseconds; days and weeks of business could mean two things."""
    length = duration(value, name, signed=True)
    if isinstance(value, str) and _DAYS.search(value):
        raise InputError(
            f'{name} must say which days; got {shown(value)}; write "{duration_text(length)}" for '
            "hours of business, or ask add_business_days"
        )
    return length // _MICROSECOND


def _budget(value: Any, name: str, *, optional: bool) -> int:
    try:
        # NaT and NaN are the values that differ from themselves.
        if (optional and value is None) or value != value:  # noqa: PLR0124
            return int(NAT)
    except TypeError:  # pandas.NA has no truth
        return int(NAT)
    return budget(value, name)


def lower_durations(micros: Int64Array, form: InstantForm) -> Any:
    """Lengths of time in the kind that a subtraction of the instants would give."""
    values = np.asarray(micros).view(_MICROS)
    if form.kind in {"series", "index"}:
        import pandas as pd

        if form.kind == "index":
            return pd.TimedeltaIndex(values)
        return pd.Series(values, index=form.index)
    if values.ndim or form.kind == "array":
        return values
    if form.kind == "datetime64":
        return values[()]
    missing = micros == NAT
    if form.kind == "timestamp":
        import pandas as pd

        return pd.NaT if missing else pd.Timedelta(int(micros), unit="us")
    return None if missing else timedelta(microseconds=int(micros))
