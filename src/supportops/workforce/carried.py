"""Loads of intervals: each by itself, or with the work that reaches over their ends."""

from typing import TYPE_CHECKING

import numpy as np

from supportops import queueing
from supportops._kit.arrays import hold, lift
from supportops._kit.durations import DurationLike
from supportops._kit.instants import instants
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce._doors import length

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["carried_volumes"]


def carried_volumes(
    volumes: "pd.Series[float] | pd.Series[int]",
    *,
    interval: DurationLike,
    handle_time: DurationLike,
) -> "pd.Series[float]":
    """Volumes moved to the intervals in which they are worked on.

    Parameters
    ----------
    volumes : Series
        Contacts of each interval, one interval after another without holes [contacts].
    interval : duration
        Length of an interval.
    handle_time : duration
        Mean handle time.

    Returns
    -------
    Series
        Volumes whose load is the mean number of busy agents if there were always enough
        [contacts]; give them to `staff_intervals` in place of `volumes`.

    Raises
    ------
    InputError
        For a missing or negative volume, no interval, or instants that do not follow one another
        by it.

    Notes
    -----
    The peak of the work follows the peak of the arrivals by about a handle time (modified
    offered load). It matters where handle times are more than half an interval; the work starts
    from nothing in the first interval.

    Examples
    --------
    >>> import pandas as pd
    >>> calls = pd.Series([100, 0, 0])
    >>> carried_volumes(calls, interval="15m", handle_time="15m").round(1).tolist()
    [36.8, 40.0, 14.7]
    """
    import pandas as pd

    if not isinstance(volumes, pd.Series):
        raise InputError(f"volumes must be a Series; got {shown(type(volumes).__name__)}")
    _, (values,) = lift(volumes=volumes if len(volumes) else volumes.astype(np.float64))
    hold(np.isfinite(values) & (values >= 0), "volumes must be finite, zero or more", values)
    span = length(interval, "interval").total_seconds()
    _hold_steps(volumes, span)
    time = length(handle_time, "handle_time").total_seconds()
    loads = queueing.offered_load(values / span, step=span, service_time=time)
    return pd.Series(loads * (span / time), index=volumes.index)


def _hold_steps(volumes: "pd.Series[float] | pd.Series[int]", span: float) -> None:
    """Instants, where the index has them, follow one another by an interval."""
    import pandas as pd

    if not isinstance(volumes.index, pd.DatetimeIndex):
        return
    starts, _ = instants(volumes.index, "volumes.index")
    steps = np.diff(starts) / 1e6
    if (steps != span).any():
        at = int(np.flatnonzero(steps != span)[0])
        raise InputError(
            f"volumes must have a row for every interval, in order; got {steps[at]:g}s after "
            f"{volumes.index[at]} where an interval is {span:g}s; fill what is missing with 0"
        )
