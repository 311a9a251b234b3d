"""Loads that change through the day, and what to staff for."""

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from supportops._kit.arrays import Float64Array, RealArray, hold
from supportops.errors import InputError
from supportops.queueing._doors import number, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "lagged_load",
    "offered_load",
    "pointwise_load",
    "return_profile",
    "sinusoidal_load",
    "stationary_load",
]


#: A row of numbers.
Steps: TypeAlias = "Sequence[float] | RealArray"
Points: TypeAlias = "Steps | float"


def _rates(values: Steps) -> Float64Array:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1:
        raise InputError(f"rates must be one row of numbers; got shape {array.shape}")
    hold(~((array < 0) | np.isinf(array)), "rates must be zero or more and finite", array)
    return array


def _grouped(values: Float64Array, per: int) -> Float64Array:
    if per < 1 or values.size % per:
        message = f"per must divide the {values.size} steps; got {per}"
        raise InputError(message)
    grouped: Float64Array = values.reshape(-1, per).mean(axis=1)
    return grouped


def pointwise_load(rates: Steps, *, service_time: float) -> Float64Array:
    """Load of each step as if its rate had always held (pointwise stationary, PSA).

    Parameters
    ----------
    rates : sequence of float
        Arrivals per unit of time in each step [1/time].
    service_time : float
        Mean service time [time].

    Returns
    -------
    ndarray
        Load of each step [erlangs].

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    Good where services are short beside the changes of the rate.

    Examples
    --------
    >>> pointwise_load([10, 20], service_time=0.5)
    array([ 5., 10.])
    """
    return _rates(rates) * number("service_time", service_time)


def stationary_load(rates: Steps, *, service_time: float, per: int) -> Float64Array:
    """Load of each interval by its mean rate (stationary independent, SIPP).

    Parameters
    ----------
    rates, service_time
        As in `pointwise_load` [1/time, time].
    per : int
        Steps in a staffing interval [count].

    Returns
    -------
    ndarray
        Load of each interval [erlangs].

    Raises
    ------
    InputError
        If a number breaks its rule, or the intervals do not fill the steps.

    Examples
    --------
    >>> stationary_load([10, 20, 20, 30], service_time=0.5, per=2)
    array([ 7.5, 12.5])
    """
    return _grouped(pointwise_load(rates, service_time=service_time), whole_number("per", per))


def lagged_load(rates: Steps, *, step: float, service_time: float, per: int) -> Float64Array:
    """Load of each interval by the mean rate one service time earlier (lagged SIPP).

    Parameters
    ----------
    rates, service_time, per
        As in `stationary_load` [1/time, time, count].
    step : float
        Length of a step [time].

    Returns
    -------
    ndarray
        Load of each interval [erlangs].

    Raises
    ------
    InputError
        If a number breaks its rule.

    Notes
    -----
    The peak of the load follows the peak of the rate by about a service time. Before the first
    step its rate is taken. Meant for services up to half an interval; for longer ones see
    `offered_load`.

    Examples
    --------
    >>> lagged_load([10, 20, 20, 30], step=1, service_time=0.5, per=2)
    array([ 6.25, 11.25])
    """
    values, length = _rates(rates), number("step", step)
    time, count = number("service_time", service_time), whole_number("per", per)
    edges = np.arange(values.size + 1) * length
    sums = np.concatenate([[0.0], np.cumsum(values * length)])
    before = edges - time
    past = np.interp(np.maximum(before, 0.0), edges, sums)
    past += np.minimum(before, 0.0) * (values[0] if values.size else 0.0)
    return _grouped(np.diff(past) / length, count) * time


def offered_load(
    rates: Steps,
    *,
    step: float,
    service_time: float,
    start: float = 0.0,
) -> Float64Array:
    """Mean number of busy servers in each step if there were always enough (offered load, MOL).

    Parameters
    ----------
    rates : sequence of float
        Arrivals per unit of time in each step [1/time].
    step : float
        Length of a step [time].
    service_time : float
        Mean of the exponential service time [time].
    start : float
        Busy servers at the beginning [count].

    Returns
    -------
    ndarray
        Load of each step, averaged over it [erlangs].

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    Exact for rates that are constant within a step: ``m' = rate - m / s``. Use it as the load
    of Erlang C or A in each step (modified offered load); good where service levels are high.

    Examples
    --------
    >>> offered_load([10, 10, 0], step=1, service_time=0.5).round(3)
    array([2.838, 4.707, 2.122])

    References
    ----------
    Eick, Massey and Whitt 1993; Jennings et al. 1996.
    """
    values, length = _rates(rates), number("step", step)
    time, busy = number("service_time", service_time), number("start", start)
    fade = np.exp(-length / time)
    kept = -np.expm1(-length / time) * time / length
    loads = np.empty_like(values)
    for k, level in enumerate(values * time):
        loads[k] = level + (busy - level) * kept
        busy = level + (busy - level) * fade
    return loads


def sinusoidal_load(
    at: Points,
    *,
    mean_rate: float,
    amplitude: float,
    frequency: float,
    service_time: float,
) -> Float64Array:
    """Mean number of busy servers under a sinusoidal arrival rate, with always enough of them.

    Parameters
    ----------
    at : float or sequence of float
        Points in time [time].
    mean_rate, amplitude, frequency : float
        Arrival rate ``mean_rate + amplitude sin(frequency t)`` [1/time, 1/time, radians/time].
    service_time : float
        Mean of the exponential service time [time].

    Returns
    -------
    ndarray
        Load at each point [erlangs].

    Raises
    ------
    InputError
        If a number breaks its rule.

    Notes
    -----
    The load swings less than the rate and lags by ``arctan(frequency s) / frequency``.

    Examples
    --------
    >>> swing = {"mean_rate": 10, "amplitude": 5, "frequency": 1}
    >>> sinusoidal_load([0.0], **swing, service_time=0.5)
    array([4.])
    """
    points = np.atleast_1d(np.asarray(at, dtype=np.float64))
    mean, swing = number("mean_rate", mean_rate), number("amplitude", amplitude)
    w, time = number("frequency", frequency), number("service_time", service_time)
    angle = w * points
    wave = (np.sin(angle) - w * time * np.cos(angle)) / (1.0 + (w * time) ** 2)
    return time * (mean + swing * wave)


def return_profile(
    rates: Steps,
    *,
    step: float,
    service_time: float,
    return_probability: float,
    return_delay: float,
    start: tuple[float, float] = (0.0, 0.0),
) -> tuple[Float64Array, Float64Array]:
    """Load and customers away through time when customers return (Erlang-R).

    Parameters
    ----------
    rates : sequence of float
        New customers per unit of time in each step [1/time].
    step : float
        Length of a step [time].
    service_time : float
        Mean time of a visit [time].
    return_probability : float
        Share of the visits after which the customer returns [share].
    return_delay : float
        Mean time until the return [time], above 0.
    start : tuple of float
        Customers in service and away at the beginning [count].

    Returns
    -------
    load : ndarray
        Customers in service at the end of each step [erlangs].
    away : ndarray
        Customers who will return, at the end of each step [count].

    Raises
    ------
    InputError
        If a number breaks its rule.

    Notes
    -----
    ``R1' = rate + R2 / d - R1 / s`` and ``R2' = p R1 / s - R2 / d``, solved exactly within
    steps of constant rate. Staff for the load as for `offered_load`.

    Examples
    --------
    >>> given = {"service_time": 0.5, "return_probability": 0.4, "return_delay": 8}
    >>> load, away = return_profile([6] * 500, step=1, **given)
    >>> round(float(load[-1]), 6), round(float(away[-1]), 6)
    (5.0, 32.0)
    """
    from scipy.linalg import expm

    values, length = _rates(rates), number("step", step)
    time, p = number("service_time", service_time), number("return_probability", return_probability)
    away = number("return_delay", return_delay)
    if away == 0:
        raise InputError("return_delay must be positive; got 0.0; use a longer service_time")
    drift = np.array([[-1.0 / time, 1.0 / away, 1.0], [p / time, -1.0 / away, 0.0], [0, 0, 0]])
    move = np.asarray(expm(drift * length))
    state = np.array([number("start", start[0]), number("start", start[1]), 0.0])
    rows = np.empty((values.size, 2))
    for k, rate in enumerate(values):
        state[2] = rate
        state = move @ state
        rows[k] = state[:2]
    return rows[:, 0], rows[:, 1]
