"""Incoming customers before outgoing work that fills idle time, with some servers kept idle."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.arrays import RealLike, hold
from supportops._kit.results import Result
from supportops.queueing._doors import door, leave

__all__ = ["Blend", "blend"]

_LARGE = 1e100


@dataclass(frozen=True, slots=True)
class Blend(Result):
    """A blended queue: incoming customers first, endless outgoing work behind them.

    Attributes
    ----------
    stable : bool or array
        Whether there is a steady state.
    wait_probability : float, ndarray or Series
        Share of the incoming who wait [share].
    mean_wait : float, ndarray or Series
        Mean wait of the incoming [time].
    service_level : float, ndarray or Series
        Share of the incoming who are answered within the target [share].
    occupancy : float, ndarray or Series
        Busy share of the servers, outgoing work included [share].
    outgoing_rate : float, ndarray or Series
        Outgoing jobs per time [1/time].
    """

    stable: Any
    wait_probability: Any
    mean_wait: Any
    service_level: Any
    occupancy: Any
    outgoing_rate: Any


def blend(
    load: RealLike,
    servers: RealLike,
    *,
    service_time: RealLike,
    keep_idle: RealLike,
    within: RealLike = 0.0,
) -> Blend:
    """Waits of incoming customers and amount of outgoing work, if some servers are kept idle.

    Parameters
    ----------
    load : float, array-like or Series
        Offered load of incoming customers [erlangs].
    servers : float, array-like or Series
        Servers [count], whole.
    service_time : float, array-like or Series
        Mean service time of both kinds of work [time].
    keep_idle : float, array-like or Series
        Outgoing work starts only while more than this many servers are idle [count], whole; at
        0 no server is ever idle, from `servers` on there is no outgoing work.
    within : float, array-like or Series
        Target time of the service level [time].

    Returns
    -------
    Blend
        Waits, service level, occupancy and outgoing rate.

    Raises
    ------
    InputError
        If a number is negative, not finite, or not whole where it counts.

    Notes
    -----
    Birth and death on the states above ``servers - keep_idle``, where outgoing work keeps the
    number of busy servers from falling; both kinds have the same exponential service time, and
    started work is not interrupted.

    Examples
    --------
    >>> day = blend(12, 16, service_time=180, keep_idle=2, within=19.98)
    >>> day.wait_probability
    0.571428...
    >>> day.outgoing_rate
    0.0185185...
    """
    form, (a, n, s, idle, t) = door(
        load=load, servers=servers, service_time=service_time, keep_idle=keep_idle, within=within
    )
    hold(~(n != np.floor(n)) | np.isnan(n), "servers must be whole here", n)
    hold(~(idle != np.floor(idle)) | np.isnan(idle), "keep_idle must be whole", idle)
    steps = np.minimum(idle, n)
    room = n - a
    weight, below, busy = np.ones_like(a), np.zeros_like(a), np.zeros_like(a)
    stable = room > 0
    with np.errstate(all="ignore"):
        above = np.where(a > 0, n / room, 1.0)
        for step in range(int(np.nanmax(np.where(stable, steps, 0), initial=0.0))):
            inside = step < steps
            weight = np.where(inside, weight * (n - step) / a, weight)
            below = np.where(inside, below + weight, below)
            busy = np.where(inside, busy + weight * (n - step - 1.0), busy)
            # Weights grow towards the load; before they overflow, all are made smaller.
            smaller = np.where(weight > _LARGE, 1.0 / _LARGE, 1.0)
            weight, below, busy, above = (v * smaller for v in (weight, below, busy, above))
        wait = above / (above + below)
        mean_busy = (n * above + busy) / (above + below)
        empty = a == 0
        wait = np.where(empty & (steps > 0), 0.0, wait)
        mean_busy = np.where(empty, n - steps, mean_busy)
        wait = np.where(stable, wait, np.where(empty, 0.0, 1.0))
        mean = np.where(stable, wait * s / room, np.where(empty, 0.0, np.inf))
        level = (1.0 - wait) - np.where(stable, wait * np.expm1(-room * t / s), 0.0)
        occupied = np.where(stable, mean_busy / n, np.where(empty, 0.0, 1.0))
        outgoing = np.where(stable, np.maximum(mean_busy - a, 0.0) / s, 0.0)
    gone = np.isnan(a + n + s + idle + t)
    answers = (np.where(gone, np.nan, v) for v in (wait, mean, level, occupied, outgoing))
    return Blend(leave(stable | empty, form), *(leave(v, form) for v in answers))
