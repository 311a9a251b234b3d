"""Square-root staffing: what large queues look like, and how far from exact that is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array, RealArray, RealLike, RealSeries
from supportops._kit.results import Result
from supportops.queueing._doors import Grid, door, leave
from supportops.queueing._erlang import delay
from supportops.queueing._roots import root
from supportops.queueing._waits import solve
from supportops.queueing.staffing import servers_needed

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Approximation",
    "garnett_abandonment",
    "garnett_delay",
    "garnett_wait",
    "halfin_whitt_beta",
    "halfin_whitt_delay",
    "halfin_whitt_servers",
    "halfin_whitt_wait",
    "square_root_servers",
]


@dataclass(frozen=True, slots=True)
class Approximation(Result):
    """An approximate answer beside the exact one.

    Attributes
    ----------
    value : float, ndarray or Series
        The approximation.
    exact : float, ndarray or Series
        The exact answer.
    """

    value: Any
    exact: Any

    @property
    def error(self) -> Any:
        """Approximation less exact answer, in their unit."""
        return self.value - self.exact


def _hazard(x: Float64Array) -> Float64Array:
    from scipy.special import erfcx

    return np.asarray(np.sqrt(2.0 / np.pi) / erfcx(x / np.sqrt(2.0)), dtype=np.float64)


def _delay(beta: Float64Array) -> Float64Array:
    # 1 / (1 + beta Phi / phi); phi / Phi is the hazard of minus beta.
    with np.errstate(all="ignore"):
        value = 1.0 / (1.0 + beta / _hazard(-beta))
    return np.where(beta <= 0, 1.0, value)


@overload
def square_root_servers(load: float, *, beta: float) -> float: ...
@overload
def square_root_servers(load: RealSeries, *, beta: RealLike) -> "pd.Series[float]": ...
@overload
def square_root_servers(load: RealArray, *, beta: Grid) -> Float64Array: ...
def square_root_servers(load: RealLike, *, beta: RealLike) -> Any:
    """Servers by the square-root rule, ``a + beta sqrt(a)``; not rounded.

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs].
    beta : float, array-like or Series
        Safety in standard deviations of the load [ratio].

    Returns
    -------
    float, ndarray or Series
        Servers [count].

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    A rule of thumb: no service level follows from a beta that was not computed for it.

    Examples
    --------
    >>> square_root_servers(100, beta=1.5)
    115.0
    """
    form, (a, b) = door(load=load, beta=beta)
    return leave(a + b * np.sqrt(a), form)


@overload
def halfin_whitt_delay(beta: float) -> float: ...
@overload
def halfin_whitt_delay(beta: RealSeries) -> "pd.Series[float]": ...
@overload
def halfin_whitt_delay(beta: RealArray) -> Float64Array: ...
def halfin_whitt_delay(beta: RealLike) -> Any:
    """Probability to wait in a large queue with square-root safety (Halfin and Whitt).

    Parameters
    ----------
    beta : float, array-like or Series
        Safety in standard deviations of the load [ratio]; none or less delays everybody.

    Returns
    -------
    float, ndarray or Series
        Probability [share].

    Raises
    ------
    InputError
        If beta is not finite.

    Notes
    -----
    ``1 / (1 + beta Phi(beta) / phi(beta))``.

    Examples
    --------
    >>> halfin_whitt_delay(0.506)
    0.500...

    References
    ----------
    Halfin and Whitt 1981.
    """
    form, (b,) = door(beta=beta)
    return leave(np.where(np.isnan(b), np.nan, _delay(b)), form)


@overload
def halfin_whitt_beta(wait_probability: float) -> float: ...
@overload
def halfin_whitt_beta(wait_probability: RealSeries) -> "pd.Series[float]": ...
@overload
def halfin_whitt_beta(wait_probability: RealArray) -> Float64Array: ...
def halfin_whitt_beta(wait_probability: RealLike) -> Any:
    """Safety at which a large queue delays that share (inverse of `halfin_whitt_delay`).

    Parameters
    ----------
    wait_probability : float, array-like or Series
        Probability to wait [share], above 0 and below 1.

    Returns
    -------
    float, ndarray or Series
        Beta [ratio].

    Raises
    ------
    InputError
        If the probability is not between 0 and 1.

    Examples
    --------
    >>> halfin_whitt_beta(0.5)
    0.5060...
    """
    form, (p,) = door(wait_probability=wait_probability)
    answer = np.full_like(p, np.nan)
    at = np.flatnonzero(~np.isnan(p))
    goal = np.log(p[at])

    def excess(beta: Float64Array, which: Int64Array) -> Float64Array:
        return np.log(_delay(beta)) - goal[which]

    # The delay falls faster than exp(-beta^2 / 2), so this bracket surely holds.
    high = 2.0 + np.sqrt(-2.0 * goal)
    answer[at] = root(excess, np.zeros_like(goal), high)
    return leave(answer, form)


@overload
def garnett_delay(beta: float, *, patience_ratio: float) -> float: ...
@overload
def garnett_delay(beta: RealSeries, *, patience_ratio: RealLike) -> "pd.Series[float]": ...
@overload
def garnett_delay(beta: RealArray, *, patience_ratio: Grid) -> Float64Array: ...
def garnett_delay(beta: RealLike, *, patience_ratio: RealLike) -> Any:
    """Probability to wait in a large queue with patience (Garnett, Mandelbaum and Reiman).

    Parameters
    ----------
    beta : float, array-like or Series
        Safety in standard deviations of the load, of any sign [ratio].
    patience_ratio : float, array-like or Series
        Mean patience over mean service time [ratio].

    Returns
    -------
    float, ndarray or Series
        Probability [share].

    Raises
    ------
    InputError
        If beta is not finite or the ratio not positive.

    Notes
    -----
    ``1 / (1 + h(beta sqrt(r)) / (sqrt(r) h(-beta)))`` with h the normal hazard and r the patience
    ratio. For a long patience it goes to Halfin and Whitt's where beta is positive. The root of
    r is sometimes printed upside down; the exact Erlang A of large queues tells which is right.

    Examples
    --------
    >>> garnett_delay(0.0, patience_ratio=1.0)
    0.5
    """
    form, (b, r) = door(beta=beta, patience_ratio=patience_ratio)
    return leave(_patient_delay(b, r), form)


def _patient_delay(b: Float64Array, r: Float64Array) -> Float64Array:
    with np.errstate(all="ignore"):
        return 1.0 / (1.0 + _hazard(b * np.sqrt(r)) / (np.sqrt(r) * _hazard(-b)))


def halfin_whitt_wait(load: RealLike, servers: RealLike) -> Approximation:
    """Probability to wait by Halfin and Whitt, beside Erlang C.

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs], above 0.
    servers : float, array-like or Series
        Servers [count].

    Returns
    -------
    Approximation
        Probabilities [share].

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    Beta is ``(n - a) / sqrt(a)``. Good to a few hundredths from about ten servers on.

    Examples
    --------
    >>> halfin_whitt_wait(48, 50).error
    -0.0108...
    """
    form, (a, n) = door(load=load, servers=servers)
    with np.errstate(all="ignore"):
        value = np.where(a > 0, _delay((n - a) / np.sqrt(a)), 0.0)
    value = np.where(np.isnan(a + n), np.nan, value)
    return Approximation(leave(value, form), leave(delay(a, n)[0], form))


def halfin_whitt_servers(load: RealLike, *, wait_probability: RealLike) -> Approximation:
    """Whole servers for a probability to wait by the square root, beside the exact number.

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs].
    wait_probability : float, array-like or Series
        Most customers who may wait [share].

    Returns
    -------
    Approximation
        Servers [count], whole.

    Raises
    ------
    InputError
        If a number breaks its rule.

    Notes
    -----
    ``a + beta sqrt(a)`` rounded up; mostly right to one server.

    Examples
    --------
    >>> halfin_whitt_servers(100, wait_probability=0.2)
    Approximation(value=111.0, exact=111.0)
    """
    form, (a, p) = door(load=load, wait_probability=wait_probability)
    beta = np.asarray(halfin_whitt_beta(p))
    value = leave(np.ceil(a + beta * np.sqrt(a)), form)
    level = leave(1.0 - p, form)
    return Approximation(
        value, servers_needed(load, service_time=1.0, within=0.0, service_level=level)
    )


def garnett_wait(
    load: RealLike, servers: RealLike, *, service_time: RealLike, patience: RealLike
) -> Approximation:
    """Probability to wait by Garnett's formula, beside Erlang A.

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs].
    servers : float, array-like or Series
        Servers [count], above 0.
    service_time, patience : float, array-like or Series
        Mean service time and mean patience [time].

    Returns
    -------
    Approximation
        Probabilities [share].

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    Beta is ``(n - a) / sqrt(n)``.

    Examples
    --------
    >>> garnett_wait(48, 50, service_time=60, patience=120).value
    0.4534...
    """
    form, (a, n, s, p) = door(
        load=load, servers=servers, service_time=service_time, patience=patience
    )
    with np.errstate(all="ignore"):
        value = _patient_delay((n - a) / np.sqrt(n), p / s)
    return Approximation(leave(value, form), leave(solve(a, n, s, p).wait, form))


def garnett_abandonment(
    load: RealLike, servers: RealLike, *, service_time: RealLike, patience: RealLike
) -> Approximation:
    """Share that abandons by Garnett's formula, beside Erlang A.

    Parameters
    ----------
    load, servers, service_time, patience
        As in `garnett_wait` [erlangs, count, time, time].

    Returns
    -------
    Approximation
        Shares of all customers [share].

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    The delayed abandon with ``sqrt(s / (n p)) (h(b) - b)``, ``b = beta sqrt(p / s)``.

    Examples
    --------
    >>> garnett_abandonment(48, 50, service_time=60, patience=120).value
    0.0303...
    """
    form, (a, n, s, p) = door(
        load=load, servers=servers, service_time=service_time, patience=patience
    )
    with np.errstate(all="ignore"):
        beta, ratio = (n - a) / np.sqrt(n), p / s
        scaled = beta * np.sqrt(ratio)
        leavers = (_hazard(scaled) - scaled) / np.sqrt(n * ratio)
        value = _patient_delay(beta, ratio) * leavers
    return Approximation(leave(value, form), leave(solve(a, n, s, p).abandon, form))
