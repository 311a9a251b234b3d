"""What a queue delivers: service level, occupancy, the number waiting, and whether it is stable."""

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, RealArray, RealLike, RealSeries
from supportops.queueing._doors import Grid, definition_of, door, leave, queue_door
from supportops.queueing._waits import Definition

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["mean_queue", "occupancy", "service_level", "stable"]


@overload
def service_level(
    load: float,
    servers: float,
    *,
    service_time: float,
    within: float,
    patience: float | None = ...,
    definition: Definition = ...,
) -> float: ...
@overload
def service_level(
    load: RealSeries,
    servers: RealLike,
    *,
    service_time: RealLike,
    within: RealLike,
    patience: "RealLike | None" = ...,
    definition: Definition = ...,
) -> "pd.Series[float]": ...
@overload
def service_level(
    load: RealArray,
    servers: Grid,
    *,
    service_time: Grid,
    within: Grid,
    patience: "Grid | None" = ...,
    definition: Definition = ...,
) -> Float64Array: ...
@overload
def service_level(
    load: float,
    servers: RealArray,
    *,
    service_time: Grid,
    within: Grid,
    patience: "Grid | None" = ...,
    definition: Definition = ...,
) -> Float64Array: ...
def service_level(
    load: RealLike,
    servers: RealLike,
    *,
    service_time: RealLike,
    within: RealLike,
    patience: "RealLike | None" = None,
    definition: Definition = "offered",
) -> Any:
    """Share of customers who are answered within a target time.

    Parameters
    ----------
    load, servers, service_time
        As in `mean_wait` [erlangs, count, time].
    within : float, array-like or Series
        Target time [time, the same unit].
    patience : float, array-like or Series, optional
        Mean patience [time]; without it nobody leaves and the definitions are one.
    definition : {"offered", "virtual", "answered", "excluding_short_abandons"}
        What counts: answered in time over all; the wait that a customer of endless patience
        would meet is within the target; answered in time over the answered; answered in time
        over all but those who left within the target.

    Returns
    -------
    float, ndarray or Series
        Service level [share]; 0 where there is no steady state, NaN where nobody is answered
        and the definition divides by the answered.

    Raises
    ------
    InputError
        If a number is negative or not finite, or the definition has another name.

    Notes
    -----
    Without patience ``1 - C exp(-(n - a) t / s)``, summed so that small shares keep their
    digits. With patience ratios of incomplete gamma functions; the four definitions differ
    by points, so name the one that a contract means.

    Examples
    --------
    >>> service_level(10, 14, service_time=180, within=20)
    0.88835001...
    >>> asked = {"service_time": 60, "within": 20, "patience": 120}
    >>> service_level(48, 50, **asked)
    0.94301895...
    >>> service_level(48, 50, **asked, definition="virtual")
    0.96794306...
    """
    chosen = definition_of(definition)
    form, queue, (time,) = queue_door(load, servers, service_time, patience, within=within)
    return leave(queue.service_level(time, chosen), form)


@overload
def occupancy(
    load: float, servers: float, *, service_time: float | None = ..., patience: float | None = ...
) -> float: ...
@overload
def occupancy(
    load: RealSeries,
    servers: RealLike,
    *,
    service_time: "RealLike | None" = ...,
    patience: "RealLike | None" = ...,
) -> "pd.Series[float]": ...
@overload
def occupancy(
    load: RealArray,
    servers: Grid,
    *,
    service_time: "Grid | None" = ...,
    patience: "Grid | None" = ...,
) -> Float64Array: ...
@overload
def occupancy(
    load: float,
    servers: RealArray,
    *,
    service_time: "Grid | None" = ...,
    patience: "Grid | None" = ...,
) -> Float64Array: ...
def occupancy(
    load: RealLike,
    servers: RealLike,
    *,
    service_time: "RealLike | None" = None,
    patience: "RealLike | None" = None,
) -> Any:
    """Busy share of the servers.

    Parameters
    ----------
    load, servers, service_time, patience
        As in `wait_probability` [erlangs, count, time, time].

    Returns
    -------
    float, ndarray or Series
        Occupancy [share]; without patience 1 where the load is not below the servers, and 0 for
        no servers without load.

    Raises
    ------
    InputError
        If a number is negative or not finite, or patience comes without service time.

    Notes
    -----
    ``a / n``, with patience ``a (1 - P(abandon)) / n``.

    Examples
    --------
    >>> occupancy(48, 50)
    0.96
    >>> occupancy(48, 50, service_time=60, patience=120)
    0.93032424...
    """
    form, queue, _ = queue_door(load, servers, service_time, patience)
    return leave(queue.occupancy(), form)


@overload
def mean_queue(
    load: float, servers: float, *, service_time: float | None = ..., patience: float | None = ...
) -> float: ...
@overload
def mean_queue(
    load: RealSeries,
    servers: RealLike,
    *,
    service_time: "RealLike | None" = ...,
    patience: "RealLike | None" = ...,
) -> "pd.Series[float]": ...
@overload
def mean_queue(
    load: RealArray,
    servers: Grid,
    *,
    service_time: "Grid | None" = ...,
    patience: "Grid | None" = ...,
) -> Float64Array: ...
@overload
def mean_queue(
    load: float,
    servers: RealArray,
    *,
    service_time: "Grid | None" = ...,
    patience: "Grid | None" = ...,
) -> Float64Array: ...
def mean_queue(
    load: RealLike,
    servers: RealLike,
    *,
    service_time: "RealLike | None" = None,
    patience: "RealLike | None" = None,
) -> Any:
    """Mean number of customers waiting.

    Parameters
    ----------
    load, servers, service_time, patience
        As in `wait_probability` [erlangs, count, time, time].

    Returns
    -------
    float, ndarray or Series
        Customers [count]; infinite where there is no steady state.

    Raises
    ------
    InputError
        If a number is negative or not finite, or patience comes without service time.

    Notes
    -----
    Little's law: arrival rate times mean wait.

    Examples
    --------
    >>> mean_queue(48, 50)
    16.6669...
    >>> mean_queue(48, 50, service_time=60, patience=120)
    2.9675...
    """
    form, queue, _ = queue_door(load, servers, service_time, patience)
    return leave(queue.mean_queue(), form)


@overload
def stable(load: float, servers: float) -> bool: ...
@overload
def stable(load: RealSeries, servers: RealLike) -> "pd.Series[bool]": ...
@overload
def stable(load: RealArray, servers: Grid) -> BoolArray: ...
@overload
def stable(load: float, servers: RealArray) -> BoolArray: ...
def stable(load: RealLike, servers: RealLike) -> Any:
    """Whether a queue in which nobody leaves has a steady state.

    Parameters
    ----------
    load, servers
        As in `wait_probability` [erlangs, count].

    Returns
    -------
    bool, ndarray or Series
        True where the load is below the servers, or there is none; False for NaN.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    With patience there always is one.

    Examples
    --------
    >>> stable(10, [9, 10, 11])
    array([False, False,  True])
    """
    form, (a, n) = door(load=load, servers=servers)
    return leave((a < n) | ((a == 0) & ~np.isnan(n)), form)
