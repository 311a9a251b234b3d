"""One server with any arrivals and services (GI/GI/1), and overload as a fluid."""

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from supportops._kit.arrays import Float64Array, RealArray, RealLike, RealSeries
from supportops.queueing._doors import Grid, door, leave

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "daley_bound",
    "fluid_queue",
    "fluid_wait",
    "heavy_traffic_wait",
    "kingman_bound",
    "lower_bound",
]


def _gg1(
    load: object, service_time: object, arrival_scv: object, service_scv: object
) -> tuple[Any, tuple[Float64Array, ...], Float64Array]:
    form, numbers = door(
        load=load, service_time=service_time, arrival_scv=arrival_scv, service_scv=service_scv
    )
    a, s, _, _ = numbers
    with np.errstate(all="ignore"):
        scale = np.where(a < 1, s / (2.0 * (1.0 - a)), np.inf)
    return form, numbers, np.where(np.isnan(a), np.nan, scale)


def _scaled(values: Float64Array, scale: Float64Array) -> Float64Array:
    return np.where(np.isinf(scale), np.inf, values * scale)


@overload
def kingman_bound(
    load: float, *, service_time: float, arrival_scv: float, service_scv: float
) -> float: ...
@overload
def kingman_bound(
    load: RealSeries, *, service_time: RealLike, arrival_scv: RealLike, service_scv: RealLike
) -> "pd.Series[float]": ...
@overload
def kingman_bound(
    load: RealArray, *, service_time: Grid, arrival_scv: Grid, service_scv: Grid
) -> Float64Array: ...
def kingman_bound(
    load: RealLike, *, service_time: RealLike, arrival_scv: RealLike, service_scv: RealLike
) -> Any:
    """Upper bound of the mean wait at one server (Kingman).

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs].
    service_time : float, array-like or Series
        Mean service time [time].
    arrival_scv, service_scv : float, array-like or Series
        Squared coefficients of variation of the times between arrivals and of the service
        times [ratio]; 1 is exponential, 0 without variation.

    Returns
    -------
    float, ndarray or Series
        Mean wait [time]; infinite where there is no steady state.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    ``r^2 (ca / r^2 + cs) / (2 (1 - r))`` times between arrivals, with r the load.

    Examples
    --------
    >>> kingman_bound(0.5, service_time=0.5, arrival_scv=4, service_scv=4)
    5.0

    References
    ----------
    Kingman 1962; Daley 1977; Chen and Whitt 2020.
    """
    form, (a, _, ca, cs), scale = _gg1(load, service_time, arrival_scv, service_scv)
    with np.errstate(all="ignore"):
        return leave(_scaled(ca / a + a * cs, scale), form)


@overload
def daley_bound(
    load: float, *, service_time: float, arrival_scv: float, service_scv: float
) -> float: ...
@overload
def daley_bound(
    load: RealSeries, *, service_time: RealLike, arrival_scv: RealLike, service_scv: RealLike
) -> "pd.Series[float]": ...
@overload
def daley_bound(
    load: RealArray, *, service_time: Grid, arrival_scv: Grid, service_scv: Grid
) -> Float64Array: ...
def daley_bound(
    load: RealLike, *, service_time: RealLike, arrival_scv: RealLike, service_scv: RealLike
) -> Any:
    """Upper bound of the mean wait at one server, below Kingman's (Daley).

    Parameters
    ----------
    load, service_time, arrival_scv, service_scv
        As in `kingman_bound` [erlangs, time, ratio, ratio].

    Returns
    -------
    float, ndarray or Series
        Mean wait [time]; infinite where there is no steady state.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    ``r^2 ((2 - r) ca / r + cs) / (2 (1 - r))`` times between arrivals.

    Examples
    --------
    >>> daley_bound(0.5, service_time=0.5, arrival_scv=4, service_scv=4)
    4.0
    """
    form, (a, _, ca, cs), scale = _gg1(load, service_time, arrival_scv, service_scv)
    return leave(_scaled((2.0 - a) * ca + a * cs, scale), form)


@overload
def heavy_traffic_wait(
    load: float, *, service_time: float, arrival_scv: float, service_scv: float
) -> float: ...
@overload
def heavy_traffic_wait(
    load: RealSeries, *, service_time: RealLike, arrival_scv: RealLike, service_scv: RealLike
) -> "pd.Series[float]": ...
@overload
def heavy_traffic_wait(
    load: RealArray, *, service_time: Grid, arrival_scv: Grid, service_scv: Grid
) -> Float64Array: ...
def heavy_traffic_wait(
    load: RealLike, *, service_time: RealLike, arrival_scv: RealLike, service_scv: RealLike
) -> Any:
    """Mean wait at one busy server (heavy traffic; exact for Poisson arrivals).

    Parameters
    ----------
    load, service_time, arrival_scv, service_scv
        As in `kingman_bound` [erlangs, time, ratio, ratio].

    Returns
    -------
    float, ndarray or Series
        Mean wait [time]; infinite where there is no steady state.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    ``r^2 (ca + cs) / (2 (1 - r))`` times between arrivals; with ``ca = 1`` Pollaczek and
    Khinchine's formula.

    Examples
    --------
    >>> heavy_traffic_wait(0.5, service_time=0.5, arrival_scv=4, service_scv=4)
    2.0
    """
    form, (a, _, ca, cs), scale = _gg1(load, service_time, arrival_scv, service_scv)
    return leave(_scaled(a * (ca + cs), scale), form)


@overload
def lower_bound(load: float, *, service_time: float, service_scv: float) -> float: ...
@overload
def lower_bound(
    load: RealSeries, *, service_time: RealLike, service_scv: RealLike
) -> "pd.Series[float]": ...
@overload
def lower_bound(load: RealArray, *, service_time: Grid, service_scv: Grid) -> Float64Array: ...
def lower_bound(load: RealLike, *, service_time: RealLike, service_scv: RealLike) -> Any:
    """Lower bound of the mean wait at one server, whatever the arrivals of that rate.

    Parameters
    ----------
    load, service_time, service_scv
        As in `kingman_bound` [erlangs, time, ratio].

    Returns
    -------
    float, ndarray or Series
        Mean wait [time]; infinite where there is no steady state.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    ``max(0, r ((1 + cs) r - 1) / (2 (1 - r)))`` times between arrivals.

    Examples
    --------
    >>> lower_bound(0.5, service_time=0.5, service_scv=4)
    0.75
    """
    form, (a, _, _, cs), scale = _gg1(load, service_time, 0.0, service_scv)
    return leave(_scaled(np.maximum((1.0 + cs) * a - 1.0, 0.0), scale), form)


@overload
def fluid_wait(load: float, servers: float, *, patience: float) -> float: ...
@overload
def fluid_wait(
    load: RealSeries, servers: RealLike, *, patience: RealLike
) -> "pd.Series[float]": ...
@overload
def fluid_wait(load: RealArray, servers: Grid, *, patience: Grid) -> Float64Array: ...
@overload
def fluid_wait(load: float, servers: RealArray, *, patience: Grid) -> Float64Array: ...
def fluid_wait(load: RealLike, servers: RealLike, *, patience: RealLike) -> Any:
    """Wait offered in an overloaded queue with patience, taken as a fluid.

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs].
    servers : float, array-like or Series
        Servers [count].
    patience : float, array-like or Series
        Mean patience [time].

    Returns
    -------
    float, ndarray or Series
        Wait [time]: ``patience ln(a / n)``, 0 below the servers, infinite without servers.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    The share ``1 - n / a`` leaves. Good for large queues well above their capacity.

    Examples
    --------
    >>> fluid_wait(1.1, 1, patience=2)
    0.190620...
    """
    form, (a, n, p) = door(load=load, servers=servers, patience=patience)
    with np.errstate(all="ignore"):
        value = np.where(a > n, p * np.log(a / n), 0.0)
    return leave(np.where(np.isnan(a + n + p), np.nan, value), form)


@overload
def fluid_queue(load: float, servers: float, *, service_time: float, patience: float) -> float: ...
@overload
def fluid_queue(
    load: RealSeries, servers: RealLike, *, service_time: RealLike, patience: RealLike
) -> "pd.Series[float]": ...
@overload
def fluid_queue(
    load: RealArray, servers: Grid, *, service_time: Grid, patience: Grid
) -> Float64Array: ...
@overload
def fluid_queue(
    load: float, servers: RealArray, *, service_time: Grid, patience: Grid
) -> Float64Array: ...
def fluid_queue(
    load: RealLike, servers: RealLike, *, service_time: RealLike, patience: RealLike
) -> Any:
    """Number waiting in an overloaded queue with patience, taken as a fluid.

    Parameters
    ----------
    load, servers, patience
        As in `fluid_wait` [erlangs, count, time].
    service_time : float, array-like or Series
        Mean service time [time].

    Returns
    -------
    float, ndarray or Series
        Customers [count]: ``(a - n) patience / service_time``, 0 below the servers.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Examples
    --------
    >>> fluid_queue(1100, 1000, service_time=1, patience=2)
    200.0
    """
    form, (a, n, s, p) = door(
        load=load, servers=servers, service_time=service_time, patience=patience
    )
    with np.errstate(all="ignore"):
        value = np.where(a > n, (a - n) * p / s, 0.0)
    return leave(np.where(np.isnan(a + n + p), np.nan, value), form)
