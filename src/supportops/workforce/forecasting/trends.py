"""Forecasts that go on growing."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import Float64Array, hold
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce.forecasting._doors import at_least_one, observed
from supportops.workforce.forecasting.regression import linear_regression

__all__ = ["LinearTrend", "drift_forecast", "growth_forecast", "linear_trend"]


def growth_forecast(volume: float, *, growth: float, horizon: int) -> Float64Array:
    """Last period, grown at a rate each period: for growing companies.

    Parameters
    ----------
    volume : float
        Volume of the last period [contacts], zero or more.
    growth : float
        Growth from one period to the next [share]; 0.05 is 5 %, -0.1 a fall by a tenth.
    horizon : int
        Periods to forecast [periods].

    Returns
    -------
    ndarray
        ``volume * (1 + growth)**h`` [contacts].

    Raises
    ------
    InputError
        For a negative volume, a growth below -1, or one that leaves the numbers behind.

    References
    ----------
    support-operations skill, Forecasting Methods.

    Examples
    --------
    >>> growth_forecast(1000, growth=0.05, horizon=2).tolist()
    [1050.0, 1102.5]
    """
    if not (is_real(volume) and 0 <= volume < np.inf):
        raise InputError(f"volume must be a finite number, zero or more; got {shown(volume)}")
    if not (is_real(growth) and -1 <= growth < np.inf):
        raise InputError(
            f"growth must be a finite number, -1 or more; got {shown(growth)}; write 0.05 for 5 %"
        )
    steps = np.arange(1, at_least_one(horizon, "horizon") + 1)
    with np.errstate(over="ignore"):
        grown = np.asarray(volume * np.float64(1 + growth) ** steps, dtype=np.float64)
    hold(np.isfinite(grown), "growth must leave volume finite over the horizon", grown)
    return grown


def drift_forecast(history: object, *, horizon: int) -> Float64Array:
    """Last value plus the mean step of the history, over and over.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts]; NaN was not observed.
    horizon : int
        Periods to forecast [periods].

    Returns
    -------
    ndarray
        ``y_T + h (y_T - y_1)/(T - 1)`` [contacts], between first and last observed period.

    Raises
    ------
    InputError
        For fewer than two observed periods.

    Examples
    --------
    >>> drift_forecast([10, 13, 16], horizon=2).tolist()
    [19.0, 22.0]
    """
    array = observed(history, "history", least=2)
    seen = np.flatnonzero(np.isfinite(array))
    first, last = seen[0], seen[-1]
    slope = (array[last] - array[first]) / (last - first)
    ahead = len(array) - 1 - last + np.arange(1, at_least_one(horizon, "horizon") + 1)
    return np.asarray(array[last] + ahead * slope)


@dataclass(frozen=True, slots=True)
class LinearTrend(Result):
    """A straight line through a history, continued.

    Attributes
    ----------
    intercept : float
        Height at the first period [contacts].
    slope : float
        Change from a period to the next [contacts].
    forecast, lower, upper : ndarray
        Continuation, and prediction limits of a new observation [contacts].
    """

    intercept: float
    slope: float
    forecast: Float64Array
    lower: Float64Array
    upper: Float64Array


def linear_trend(history: object, *, horizon: int, confidence: ShareLike = 0.8) -> LinearTrend:
    """Least-squares line through the history and beyond.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts]; NaN was not observed.
    horizon : int
        Periods to forecast [periods].
    confidence : share
        Probability that a new observation lies within the limits.

    Returns
    -------
    LinearTrend

    Raises
    ------
    InputError
        For fewer than three observed periods, which leave nothing to judge the scatter by.

    Notes
    -----
    Periods are 0, 1, 2, ...; limits are Student's, for independent scatter of one size.

    Examples
    --------
    >>> line = linear_trend([10, 12, 13, 15], horizon=2)
    >>> round(line.slope, 6), line.forecast.round(6).tolist()
    (1.6, [16.5, 18.1])
    """
    array = observed(history, "history", least=3)
    time, ahead = np.arange(len(array), dtype=np.float64), at_least_one(horizon, "horizon")
    later = len(array) + np.arange(ahead, dtype=np.float64)
    model = linear_regression(array, drivers={"time": time})
    answer = model.forecast({"time": later}, confidence=confidence)
    intercept, slope = model.coefficients.values()
    return LinearTrend(intercept, slope, answer.mean, answer.lower, answer.upper)
