"""A server with several customers who think between their turns."""

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from supportops._kit.arrays import Float64Array, RealArray, RealLike, RealSeries
from supportops.queueing._doors import Grid, door, leave
from supportops.queueing._erlang import blocking

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["concurrency_limit", "concurrent_service_time", "effective_concurrency"]


@overload
def effective_concurrency(windows: float, *, think_ratio: float) -> float: ...
@overload
def effective_concurrency(windows: RealSeries, *, think_ratio: RealLike) -> "pd.Series[float]": ...
@overload
def effective_concurrency(windows: RealArray, *, think_ratio: Grid) -> Float64Array: ...
def effective_concurrency(windows: RealLike, *, think_ratio: RealLike) -> Any:
    """Customers that a server really serves at a time with that many windows open.

    Parameters
    ----------
    windows : float, array-like or Series
        Customers in service at the server [count].
    think_ratio : float, array-like or Series
        Time that a customer thinks and types over the time the server works, for each exchange
        [ratio].

    Returns
    -------
    float, ndarray or Series
        Throughput over that with one customer [ratio]; at most ``1 + think_ratio``.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    ``(1 + r) (1 - B(k, r))``: with k windows the server is idle with Erlang B's probability,
    which is the machine-repair model. Holds for any laws of thinking, exponential work.

    Examples
    --------
    >>> effective_concurrency(3, think_ratio=0.75)
    1.69...
    """
    form, (k, r) = door(windows=windows, think_ratio=think_ratio)
    return leave(_concurrency(k, r), form)


def _concurrency(k: Float64Array, r: Float64Array) -> Float64Array:
    return (1.0 + r) * np.where(r > 0, blocking(r, k)[1], np.where(k > 0, 1.0, 0.0))


@overload
def concurrent_service_time(
    windows: float, *, service_time: float, think_ratio: float
) -> float: ...
@overload
def concurrent_service_time(
    windows: RealSeries, *, service_time: RealLike, think_ratio: RealLike
) -> "pd.Series[float]": ...
@overload
def concurrent_service_time(
    windows: RealArray, *, service_time: Grid, think_ratio: Grid
) -> Float64Array: ...
def concurrent_service_time(
    windows: RealLike, *, service_time: RealLike, think_ratio: RealLike
) -> Any:
    """Mean time that a customer is in service when the server has that many.

    Parameters
    ----------
    windows, think_ratio
        As in `effective_concurrency` [count, ratio].
    service_time : float, array-like or Series
        Mean time in service with one customer [time], thinking included.

    Returns
    -------
    float, ndarray or Series
        Mean time in service [time]: ``windows service_time / effective_concurrency``.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Examples
    --------
    >>> concurrent_service_time(3, service_time=500, think_ratio=0.75)
    886.8...
    """
    form, (k, s, r) = door(windows=windows, service_time=service_time, think_ratio=think_ratio)
    with np.errstate(all="ignore"):
        value = k * s / _concurrency(k, r)
    return leave(np.where(k == 0, s, value), form)


@overload
def concurrency_limit(think_ratio: float) -> float: ...
@overload
def concurrency_limit(think_ratio: RealSeries) -> "pd.Series[float]": ...
@overload
def concurrency_limit(think_ratio: RealArray) -> Float64Array: ...
def concurrency_limit(think_ratio: RealLike) -> Any:
    """Concurrency that many windows come near to.

    Parameters
    ----------
    think_ratio : float, array-like or Series
        As in `effective_concurrency` [ratio].

    Returns
    -------
    float, ndarray or Series
        ``1 + think_ratio`` [ratio].

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Examples
    --------
    >>> concurrency_limit(1.0)
    2.0
    """
    form, (r,) = door(think_ratio=think_ratio)
    return leave(1.0 + r, form)
