"""Tables of periods that are handed in: their columns, checked, and their lengths as numbers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.sla.states import STATES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["held_periods", "lengths"]

_INSTANTS, _LENGTHS = ("started_at", "ended_at", "due_at"), ("target", "elapsed")
_NEEDED = ("metric", "state", "breached", *_LENGTHS, *_INSTANTS)


def held_periods(
    periods: Any, more: Sequence[str] = (), spans: Sequence[str] = ()
) -> "pd.DataFrame":
    """Table of periods, checked for the columns that are asked for; `spans` are more lengths."""
    import pandas as pd

    if not isinstance(periods, pd.DataFrame):
        raise InputError(
            f"periods must be a DataFrame; got {shown(type(periods).__name__)}; "
            "make it with supportops.sla.periods(tickets, events, policy=..., now=...)"
        )
    for name in (*_NEEDED, *more, *spans):
        if name not in periods.columns:
            raise InputError(
                f"periods must have a column {name}; got {joined(map(str, periods.columns)) or 'none'}"
            )
    nothing = {
        name: pd.to_datetime(periods[name].astype(object), utc=True)
        if name in _INSTANTS
        else pd.to_timedelta(periods[name].astype(object))
        for name in (*_INSTANTS, *_LENGTHS, *spans)
        if periods[name].dtype.kind in "OMm" and periods[name].isna().all()
    }
    # A column that holds nothing does not say of what it holds nothing.
    held: pd.DataFrame = periods.assign(**nothing)
    for name in _INSTANTS:
        if not isinstance(held[name].dtype, pd.DatetimeTZDtype):
            raise InputError(
                f"periods.{name} must hold timezone-aware instants; got {held[name].dtype}; give "
                "it a zone with supportops.calendars.localize(values, zone)"
            )
    for name in (*_LENGTHS, *spans):
        if held[name].dtype.kind != "m":
            raise InputError(
                f"periods.{name} must hold lengths of time; got {held[name].dtype}; "
                'convert numbers with pandas.to_timedelta(values, unit="s")'
            )
    odd = ~held["state"].isin(STATES)
    if odd.any():
        wrong = held.loc[odd, "state"].iloc[0]
        raise InputError(f"periods.state must be {joined(STATES, 'or')}; got {shown(wrong)}")
    return held


def lengths(values: Any, unit: Literal["s", "us"]) -> Float64Array:
    """Lengths of a column in a unit, missing ones NaN."""
    found: Float64Array = (values / np.timedelta64(1, unit)).to_numpy(dtype=np.float64)
    return found
