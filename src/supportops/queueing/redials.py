"""Customers who leave and try again (Erlang X)."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array, RealLike
from supportops._kit.results import Result
from supportops.queueing._doors import door, leave, whole_number
from supportops.queueing._roots import root
from supportops.queueing._waits import solve
from supportops.queueing.states import limited_queue

__all__ = ["Redials", "redials"]


@dataclass(frozen=True, slots=True)
class Redials(Result):
    """Load of a queue to which some of those who left come back.

    Attributes
    ----------
    total_load : float, ndarray or Series
        Load of first attempts and redials [erlangs]; the queue behaves as one with this load.
    redial_rate : float, ndarray or Series
        Redials per time [1/time].
    abandonment : float, ndarray or Series
        Share of the attempts that leave [share].
    lost : float, ndarray or Series
        Share of the customers who leave and do not try again [share].
    """

    total_load: Any
    redial_rate: Any
    abandonment: Any
    lost: Any


def redials(
    load: RealLike,
    servers: RealLike,
    *,
    service_time: RealLike,
    patience: RealLike,
    redial_probability: RealLike,
    lines: int | None = None,
) -> Redials:
    """Load and losses when those who leave redial with a probability (Erlang X).

    Parameters
    ----------
    load : float, array-like or Series
        Offered load of first attempts [erlangs].
    servers : float, array-like or Series
        Servers [count]; whole with `lines`.
    service_time, patience : float, array-like or Series
        Means of exponential service and patience [time].
    redial_probability : float, array-like or Series
        Share of those who leave who try again, each time [share].
    lines : int, optional
        Most customers in service and waiting together [count]; who is turned away is lost.

    Returns
    -------
    Redials
        Total load, redials, abandonment and losses; ask other questions with the total load.

    Raises
    ------
    InputError
        If a number breaks its rule.

    Notes
    -----
    The root of ``a = a0 + r a P(a)`` where P is the abandonment of Erlang A: redials are taken
    as a Poisson stream that does not depend on the state, which holds where people come back
    after a while. With ``r = 1`` and no fewer erlangs than servers there is no root: infinite.

    Examples
    --------
    >>> redials(48, 50, service_time=1, patience=2, redial_probability=0.5).total_load
    48.92135364...
    """
    form, (a, n, s, p, r) = door(
        load=load,
        servers=servers,
        service_time=service_time,
        patience=patience,
        redial_probability=redial_probability,
    )
    limit = None if lines is None else whole_number("lines", lines)

    def gone(total: Float64Array, at: Int64Array) -> Float64Array:
        if limit is None:
            return solve(total, n[at], s[at], p[at]).abandon
        rows = zip(total, n[at], s[at], p[at], strict=True)
        return np.array(
            [
                limited_queue(t, k, lines=limit, service_time=u, patience=v).abandonment
                for t, k, u, v in rows
            ]
        )

    def excess(total: Float64Array, which: Int64Array) -> Float64Array:
        at = some[which]
        return total * (1.0 - r[at] * gone(total, at)) - a[at]

    total = np.where(np.isnan(a + n + s + p + r), np.nan, np.where(r == 0, a, np.inf))
    (some,) = np.nonzero(np.isinf(total) & ((r < 1) | (a < n)))
    if some.size:
        with np.errstate(divide="ignore"):
            high = np.where(r < 1, a / (1.0 - r), 2.0 * (a + n))[some] * (1.0 + 1e-9)
        every: Int64Array = np.arange(some.size)
        while (short := excess(high, every) < 0).any():
            high[short] *= 2.0
        total[some] = root(excess, a[some], high)
    share = np.ones_like(total)
    (known,) = np.nonzero(np.isfinite(total))
    share[known] = gone(total[known], known)
    share = np.where(np.isnan(total), np.nan, share)
    with np.errstate(all="ignore"):
        rate = np.where(r == 0, 0.0, r * share * total / s)
        lost = np.where(a > 0, (1.0 - r) * share * total / a, share)
        lost = np.where(np.isinf(total), 1.0 - n / a, lost)
    return Redials(*(leave(values, form) for values in (total, rate, share, lost)))
