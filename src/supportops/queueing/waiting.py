"""How long customers wait: Erlang C, and Erlang A where their patience is finite."""

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, RealArray, RealLike, RealSeries
from supportops.queueing._doors import Grid, definition_of, door, leave, queue_door
from supportops.queueing._waits import Definition

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "late_probability",
    "mean_queue",
    "mean_wait",
    "occupancy",
    "service_level",
    "stable",
    "wait_probability",
    "wait_quantile",
]


@overload
def wait_probability(
    load: float, servers: float, *, service_time: float | None = ..., patience: float | None = ...
) -> float: ...
@overload
def wait_probability(
    load: RealSeries,
    servers: RealLike,
    *,
    service_time: "RealLike | None" = ...,
    patience: "RealLike | None" = ...,
) -> "pd.Series[float]": ...
@overload
def wait_probability(
    load: RealArray,
    servers: Grid,
    *,
    service_time: "Grid | None" = ...,
    patience: "Grid | None" = ...,
) -> Float64Array: ...
@overload
def wait_probability(
    load: float,
    servers: RealArray,
    *,
    service_time: "Grid | None" = ...,
    patience: "Grid | None" = ...,
) -> Float64Array: ...
def wait_probability(
    load: RealLike,
    servers: RealLike,
    *,
    service_time: "RealLike | None" = None,
    patience: "RealLike | None" = None,
) -> Any:
    """Probability that a customer has to wait.

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs]: arrival rate times mean service time.
    servers : float, array-like or Series
        Servers [count]; fractions are the continuous extension of the formula.
    service_time, patience : float, array-like or Series, optional
        Means of exponential service and patience [time, one unit]. Without patience nobody
        leaves (Erlang C); with it customers leave when it ends (Erlang A), and both are needed.

    Returns
    -------
    float, ndarray or Series
        Probability [share]. Without patience 1 where the load is not below the servers.

    Raises
    ------
    InputError
        If a number is negative or not finite, or patience comes without service time.

    Notes
    -----
    M/M/n in order of arrival: ``C = n B / (n - a (1 - B))`` with Erlang's blocking B. M/M/n+M:
    ``1 / (1 + (1 - B) / (A B))`` with ``A`` the confluent series ``M(1, x + 1, y)``, x and y
    servers and load times patience over service time. Relative error below 1e-12.

    Examples
    --------
    >>> wait_probability(10, 14)
    0.1741319...
    >>> wait_probability(10, 13, service_time=180, patience=300)
    0.226...

    References
    ----------
    Erlang 1917; Baccelli and Hebuterne 1981; Mandelbaum and Zeltyn 2007.
    """
    form, queue, _ = queue_door(load, servers, service_time, patience)
    return leave(queue.wait, form)


@overload
def mean_wait(
    load: float, servers: float, *, service_time: float, patience: float | None = ...
) -> float: ...
@overload
def mean_wait(
    load: RealSeries,
    servers: RealLike,
    *,
    service_time: RealLike,
    patience: "RealLike | None" = ...,
) -> "pd.Series[float]": ...
@overload
def mean_wait(
    load: RealArray, servers: Grid, *, service_time: Grid, patience: "Grid | None" = ...
) -> Float64Array: ...
@overload
def mean_wait(
    load: float, servers: RealArray, *, service_time: Grid, patience: "Grid | None" = ...
) -> Float64Array: ...
def mean_wait(
    load: RealLike, servers: RealLike, *, service_time: RealLike, patience: "RealLike | None" = None
) -> Any:
    """Mean wait of all customers, those included who leave (the field's ASA without patience).

    Parameters
    ----------
    load, servers
        As in `wait_probability` [erlangs, count].
    service_time : float, array-like or Series
        Mean service time [time].
    patience : float, array-like or Series, optional
        Mean patience [time, the same unit]; without it nobody leaves.

    Returns
    -------
    float, ndarray or Series
        Wait [time]; infinite where there is no steady state.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    ``C s / (n - a)``; with patience the abandoned share times patience. The waits of those who
    wait, are answered or give up are in `mean_waits`.

    Examples
    --------
    >>> mean_wait(10, 14, service_time=180)
    7.83593701...
    >>> mean_wait(48, 50, service_time=60, patience=120)
    3.70946989...
    """
    form, queue, _ = queue_door(load, servers, service_time, patience)
    return leave(queue.mean_wait(), form)


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
def late_probability(
    load: float, servers: float, *, service_time: float, within: float, patience: float | None = ...
) -> float: ...
@overload
def late_probability(
    load: RealSeries,
    servers: RealLike,
    *,
    service_time: RealLike,
    within: RealLike,
    patience: "RealLike | None" = ...,
) -> "pd.Series[float]": ...
@overload
def late_probability(
    load: RealArray,
    servers: Grid,
    *,
    service_time: Grid,
    within: Grid,
    patience: "Grid | None" = ...,
) -> Float64Array: ...
@overload
def late_probability(
    load: float,
    servers: RealArray,
    *,
    service_time: Grid,
    within: Grid,
    patience: "Grid | None" = ...,
) -> Float64Array: ...
def late_probability(
    load: RealLike,
    servers: RealLike,
    *,
    service_time: RealLike,
    within: RealLike,
    patience: "RealLike | None" = None,
) -> Any:
    """Probability of still waiting after a time.

    Parameters
    ----------
    load, servers, service_time, within, patience
        As in `service_level` [erlangs, count, time, time, time].

    Returns
    -------
    float, ndarray or Series
        Probability [share] that the wait exceeds `within`; 1 where there is no steady state.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    ``C exp(-(n - a) t / s)``; with patience both the wait offered and the patience exceed t.

    Examples
    --------
    >>> late_probability(0.5, 2, service_time=60, within=10)
    0.07788007...
    """
    form, queue, (time,) = queue_door(load, servers, service_time, patience, within=within)
    return leave(queue.waits_longer(time), form)


@overload
def wait_quantile(
    load: float,
    servers: float,
    *,
    service_time: float,
    probability: float,
    patience: float | None = ...,
) -> float: ...
@overload
def wait_quantile(
    load: RealSeries,
    servers: RealLike,
    *,
    service_time: RealLike,
    probability: RealLike,
    patience: "RealLike | None" = ...,
) -> "pd.Series[float]": ...
@overload
def wait_quantile(
    load: RealArray,
    servers: Grid,
    *,
    service_time: Grid,
    probability: Grid,
    patience: "Grid | None" = ...,
) -> Float64Array: ...
@overload
def wait_quantile(
    load: float,
    servers: RealArray,
    *,
    service_time: Grid,
    probability: Grid,
    patience: "Grid | None" = ...,
) -> Float64Array: ...
def wait_quantile(
    load: RealLike,
    servers: RealLike,
    *,
    service_time: RealLike,
    probability: RealLike,
    patience: "RealLike | None" = None,
) -> Any:
    """Wait that is not exceeded with a probability, over all customers.

    Parameters
    ----------
    load, servers, service_time, patience
        As in `mean_wait` [erlangs, count, time, time].
    probability : float, array-like or Series
        Share of the customers [share]: 0.9 for the 90th percentile.

    Returns
    -------
    float, ndarray or Series
        Wait [time]; 0 where that many do not wait, infinite where there is no steady state.

    Raises
    ------
    InputError
        If a number is negative or not finite, or probability no share.

    Notes
    -----
    ``ln(C / (1 - q)) s / (n - a)``; with patience the root of `late_probability`, which
    counts the time in queue of those who leave.

    Examples
    --------
    >>> wait_quantile(48, 50, service_time=60, probability=0.9)
    58.13874...
    >>> wait_quantile(48, 50, service_time=60, probability=0.9, patience=120)
    12.4446...
    """
    form, queue, (share,) = queue_door(
        load, servers, service_time, patience, probability=probability
    )
    return leave(queue.quantile(share), form)


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
