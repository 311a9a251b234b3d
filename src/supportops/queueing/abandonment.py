"""Customers who leave: how many, and what their waits are (Erlang A)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from supportops._kit.arrays import Float64Array, RealArray, RealLike, RealSeries
from supportops._kit.results import Result
from supportops.queueing._doors import Grid, leave, queue_door
from supportops.queueing._moments import mean_offered
from supportops.queueing._waits import Queue

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MeanWaits", "abandoned_within", "abandonment", "mean_waits"]


@overload
def abandonment(load: float, servers: float, *, service_time: float, patience: float) -> float: ...
@overload
def abandonment(
    load: RealSeries, servers: RealLike, *, service_time: RealLike, patience: RealLike
) -> "pd.Series[float]": ...
@overload
def abandonment(
    load: RealArray, servers: Grid, *, service_time: Grid, patience: Grid
) -> Float64Array: ...
@overload
def abandonment(
    load: float, servers: RealArray, *, service_time: Grid, patience: Grid
) -> Float64Array: ...
def abandonment(
    load: RealLike, servers: RealLike, *, service_time: RealLike, patience: RealLike
) -> Any:
    """Share of customers who leave before they are answered (Erlang A).

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs].
    servers : float, array-like or Series
        Servers [count].
    service_time, patience : float, array-like or Series
        Means of exponential service and patience [time, one unit].

    Returns
    -------
    float, ndarray or Series
        Share of all customers [share].

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    M/M/n+M, exact for any load, below and above the servers; relative error below 1e-10 up to
    100,000 erlangs. It never exceeds Erlang B and grows with the load. What matters in practice
    is how many leave in the first moments of waiting, more than the mean patience.

    Examples
    --------
    >>> abandonment(48, 50, service_time=60, patience=120)
    0.03091224...
    >>> abandonment(100, 50, service_time=60, patience=120)
    0.5000...

    References
    ----------
    Garnett, Mandelbaum and Reiman 2002; Mandelbaum and Zeltyn 2007.
    """
    form, queue, _ = queue_door(load, servers, service_time, patience)
    return leave(queue.abandon, form)


@overload
def abandoned_within(
    load: float, servers: float, *, service_time: float, patience: float, within: float
) -> float: ...
@overload
def abandoned_within(
    load: RealSeries,
    servers: RealLike,
    *,
    service_time: RealLike,
    patience: RealLike,
    within: RealLike,
) -> "pd.Series[float]": ...
@overload
def abandoned_within(
    load: RealArray, servers: Grid, *, service_time: Grid, patience: Grid, within: Grid
) -> Float64Array: ...
@overload
def abandoned_within(
    load: float, servers: RealArray, *, service_time: Grid, patience: Grid, within: Grid
) -> Float64Array: ...
def abandoned_within(
    load: RealLike,
    servers: RealLike,
    *,
    service_time: RealLike,
    patience: RealLike,
    within: RealLike,
) -> Any:
    """Share of customers who leave within a time of their arrival (short abandons).

    Parameters
    ----------
    load, servers, service_time, patience
        As in `abandonment` [erlangs, count, time, time].
    within : float, array-like or Series
        Time [time].

    Returns
    -------
    float, ndarray or Series
        Share of all customers [share].

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Examples
    --------
    >>> abandoned_within(48, 50, service_time=60, patience=120, within=20)
    0.02984...
    """
    form, queue, (time,) = queue_door(load, servers, service_time, patience, within=within)
    return leave(queue.abandoned_within(time), form)


@dataclass(frozen=True, slots=True)
class MeanWaits(Result):
    """Mean waits of one queue, for different customers.

    Attributes
    ----------
    everyone : float, ndarray or Series
        Of all customers, until answered or gone [time].
    delayed : float, ndarray or Series
        Of those who wait at all [time].
    offered : float, ndarray or Series
        What a customer of endless patience would wait [time], called virtual wait too.
    answered : float, ndarray or Series
        Of those who are answered [time], NaN if nobody is.
    abandoned : float, ndarray or Series
        Of those who leave [time], NaN if nobody does.
    """

    everyone: Any
    delayed: Any
    offered: Any
    answered: Any
    abandoned: Any


def mean_waits(
    load: RealLike,
    servers: RealLike,
    *,
    service_time: RealLike,
    patience: "RealLike | None" = None,
) -> MeanWaits:
    """Mean waits of all, of the delayed, the answered and the abandoning, and the wait offered.

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs].
    servers : float, array-like or Series
        Servers [count].
    service_time : float, array-like or Series
        Mean service time [time].
    patience : float, array-like or Series, optional
        Mean patience [time]; without it nobody leaves.

    Returns
    -------
    MeanWaits
        Waits [time] in the kind of the question.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    Tools mix these up: a printed ASA may be any of the first four. The offered wait is
    integrated numerically from its exact density, relative error below 1e-12.

    Examples
    --------
    >>> mean_waits(7.5, 11, service_time=180).delayed
    51.428...
    >>> mean_waits(12, 14, service_time=180, patience=60).offered
    6.02647...
    """
    form, queue, _ = queue_door(load, servers, service_time, patience)
    return MeanWaits(*(leave(values, form) for values in _means(queue)))


def _means(queue: Queue) -> tuple[Float64Array, ...]:
    everyone = queue.mean_wait()
    room = queue.servers - queue.load
    with np.errstate(all="ignore"):
        delayed = np.where(room > 0, queue.service_time / room, np.inf)
        offered, answered = everyone.copy(), everyone.copy()
        abandoned = np.full_like(everyone, np.nan)
        some = queue.leaves
        if some.any():
            model, patience = queue.model, queue.patience[some]
            delayed[some] = model.leave * patience
            given = mean_offered(model.x, model.y)
            offered[some] = model.wait * given * patience
            late = model.wait * model.stay * mean_offered(model.x + 1.0, model.y)
            answered[some] = late * patience / queue.answered[some]
            abandoned[some] = (everyone[some] - late * patience) / queue.abandon[some]
    return everyone, delayed, offered, answered, abandoned
