"""Erlang B: servers without a queue, and how many it takes."""

from math import inf, log
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from supportops._kit.arrays import (
    BoolArray,
    Float64Array,
    Int64Array,
    RealArray,
    RealLike,
    RealSeries,
)
from supportops.queueing._doors import Grid, door, hold_countable, leave
from supportops.queueing._erlang import blocking
from supportops.queueing._fewest import SLACK, fewest
from supportops.queueing._roots import root
from supportops.queueing._single import blocking_one
from supportops.queueing._single_targets import fewest_one, root_one

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["blocking_probability", "carried_load", "load_at_blocking", "servers_for_blocking"]


@overload
def blocking_probability(load: float, servers: float) -> float: ...
@overload
def blocking_probability(load: RealSeries, servers: RealLike) -> "pd.Series[float]": ...
@overload
def blocking_probability(load: RealArray, servers: Grid) -> Float64Array: ...
@overload
def blocking_probability(load: float, servers: RealArray) -> Float64Array: ...
def blocking_probability(load: RealLike, servers: RealLike) -> Any:
    """Probability that all servers are busy when nobody may wait (Erlang B).

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs].
    servers : float, array-like or Series
        Servers [count]; fractions are the continuous extension of the formula.

    Returns
    -------
    float, ndarray or Series
        Probability [share].

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    ``1/B = a * integral of exp(-a t) (1 + t)^n`` over t from 0, any service law of that mean.
    Computed as a ratio of gamma functions near the load and by a continued fraction far from
    it; relative error below 1e-12 up to 100,000 erlangs.

    Examples
    --------
    >>> blocking_probability(3.4, 10)
    0.00190010...
    >>> blocking_probability(10, 13.5)
    0.069626...

    References
    ----------
    Erlang 1917; Jagerman 1974 for real-valued servers.
    """
    form, numbers = door(load=load, servers=servers)
    return leave(blocking(*numbers)[0], form)


@overload
def carried_load(load: float, servers: float) -> float: ...
@overload
def carried_load(load: RealSeries, servers: RealLike) -> "pd.Series[float]": ...
@overload
def carried_load(load: RealArray, servers: Grid) -> Float64Array: ...
@overload
def carried_load(load: float, servers: RealArray) -> Float64Array: ...
def carried_load(load: RealLike, servers: RealLike) -> Any:
    """Load that servers without a queue carry; the rest is blocked.

    Parameters
    ----------
    load, servers
        As in `blocking_probability` [erlangs, count].

    Returns
    -------
    float, ndarray or Series
        Mean busy servers [erlangs], ``a (1 - B)``.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    Printed trunk tables often list this and not the offered load.

    Examples
    --------
    >>> carried_load(3, 0)
    0.0
    """
    form, (a, n) = door(load=load, servers=servers)
    return leave(a * blocking(a, n)[1], form)


@overload
def servers_for_blocking(load: float, *, max_blocking: float) -> float: ...
@overload
def servers_for_blocking(load: RealSeries, *, max_blocking: RealLike) -> "pd.Series[float]": ...
@overload
def servers_for_blocking(load: RealArray, *, max_blocking: Grid) -> Float64Array: ...
def servers_for_blocking(load: RealLike, *, max_blocking: RealLike) -> Any:
    """Fewest whole servers that block no more than a share.

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs].
    max_blocking : float, array-like or Series
        Most blocked share [share].

    Returns
    -------
    float, ndarray or Series
        Servers [count], whole; infinite for no blocking at all of a load.

    Raises
    ------
    InputError
        If load is negative or max_blocking no share.

    Examples
    --------
    >>> servers_for_blocking(10, max_blocking=0.02)
    17.0
    """
    form, (a, most) = door(load=load, max_blocking=max_blocking)
    hold_countable(a)
    if a.size == 1 and a[0] > 0 and 0 < most[0] < 1:
        return leave(_servers_one(float(a[0]), float(most[0])), form)
    answer = np.where(np.isnan(a + most), np.nan, np.where((a == 0) | (most >= 1), 0.0, np.inf))
    at = np.flatnonzero((a > 0) & (most > 0) & (most < 1))
    loads, limits = a[at], most[at] * (1.0 + SLACK)

    def meets(servers: Float64Array, part: Int64Array) -> BoolArray:
        good: BoolArray = blocking(loads[part], servers)[0] <= limits[part]
        return good

    answer[at] = fewest(meets, np.maximum(1.0, np.floor(loads)))
    return leave(answer, form)


def _servers_one(load: float, most: float) -> float:
    limit = most * (1.0 + SLACK)
    return fewest_one(lambda servers: blocking_one(load, servers)[0] <= limit, load)


@overload
def load_at_blocking(servers: float, *, max_blocking: float) -> float: ...
@overload
def load_at_blocking(servers: RealSeries, *, max_blocking: RealLike) -> "pd.Series[float]": ...
@overload
def load_at_blocking(servers: RealArray, *, max_blocking: Grid) -> Float64Array: ...
def load_at_blocking(servers: RealLike, *, max_blocking: RealLike) -> Any:
    """Most offered load of which servers block no more than a share.

    Parameters
    ----------
    servers : float, array-like or Series
        Servers [count].
    max_blocking : float, array-like or Series
        Most blocked share [share].

    Returns
    -------
    float, ndarray or Series
        Offered load [erlangs]; infinite where everything may be blocked.

    Raises
    ------
    InputError
        If servers is negative or max_blocking no share.

    Examples
    --------
    >>> load_at_blocking(15, max_blocking=0.01)
    8.108...
    """
    form, (n, most) = door(servers=servers, max_blocking=max_blocking)
    if n.size == 1 and n[0] > 0 and 0 < most[0] < 1:
        return leave(_load_one(float(n[0]), float(most[0])), form)
    answer = np.where(np.isnan(n + most), np.nan, np.where(most >= 1, np.inf, 0.0))
    at = np.flatnonzero((n > 0) & (most > 0) & (most < 1))
    held, limits = n[at], most[at]

    def excess(load: Float64Array, part: Int64Array) -> Float64Array:
        with np.errstate(divide="ignore"):
            return np.log(blocking(load, held[part])[0] / limits[part])

    # All but n erlangs are blocked at the least: B >= 1 - n/a.
    answer[at] = root(excess, _some_load(held, limits), held / (1.0 - limits) * (1.0 + SLACK))
    return leave(answer, form)


def _some_load(servers: Float64Array, limit: Float64Array) -> Float64Array:
    """A load that surely blocks less than the limit."""
    load = servers.copy()
    at: Int64Array = np.arange(load.size)
    while at.size:
        at = at[blocking(load[at], servers[at])[0] >= limit[at]]
        load[at] /= 2.0
    return load


def _load_one(servers: float, limit: float) -> float:
    low = servers
    while blocking_one(low, servers)[0] >= limit:
        low /= 2.0
    high = servers / (1.0 - limit) * (1.0 + SLACK)

    def excess(load: float) -> float:
        part = blocking_one(load, servers)[0] / limit
        return log(part) if part > 0 else -inf

    return root_one(excess, low, high)
