"""Forecasts that average what was: the last periods, or the same place in past seasons."""

import numpy as np

from supportops._kit.arrays import Float64Array, hold
from supportops.errors import InputError
from supportops.workforce.forecasting._doors import at_least_one, observed, row

__all__ = [
    "historical_average",
    "moving_average",
    "naive_forecast",
    "seasonal_mean",
    "seasonal_naive",
    "weighted_seasonal_mean",
]


def historical_average(history: object, *, horizon: int) -> Float64Array:
    """Mean of the whole history, repeated: for volume that neither grows nor swings.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts]; NaN was not observed and is left out.
    horizon : int
        Periods to forecast [periods].

    Returns
    -------
    ndarray
        [contacts]

    Raises
    ------
    InputError
        If nothing was observed.

    Examples
    --------
    >>> historical_average([10, 14, 12], horizon=2).tolist()
    [12.0, 12.0]
    """
    return np.full(
        at_least_one(horizon, "horizon"), float(np.nanmean(observed(history, "history")))
    )


def moving_average(history: object, *, window: int, horizon: int) -> Float64Array:
    """Mean of the last periods, repeated: smooths noise, and follows slowly.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts]; NaN was not observed.
    window : int
        How many periods are averaged [periods].
    horizon : int
        Periods to forecast [periods].

    Returns
    -------
    ndarray
        [contacts]; mean of the observed ones among the last `window` periods.

    Raises
    ------
    InputError
        If the history is shorter than the window, or nothing in it was observed.

    Examples
    --------
    >>> moving_average([10, 14, 12, 16], window=2, horizon=1).tolist()
    [14.0]
    """
    width = at_least_one(window, "window")
    array = row(history, "history", least=width)[-width:]
    return np.full(
        at_least_one(horizon, "horizon"),
        float(np.nanmean(observed(array, "history in the window"))),
    )


def naive_forecast(history: object, *, horizon: int) -> Float64Array:
    """Last observed value, repeated.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts]; NaN was not observed.
    horizon : int
        Periods to forecast [periods].

    Returns
    -------
    ndarray
        [contacts]
    """
    array = observed(history, "history")
    return np.full(at_least_one(horizon, "horizon"), array[np.isfinite(array)][-1])


def seasonal_naive(history: object, *, season_length: int, horizon: int) -> Float64Array:
    """The last season repeated: next Monday is the last observed Monday.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts]; NaN was not observed.
    season_length : int
        Periods of a season, 7 for days of the week [periods].
    horizon : int
        Periods to forecast [periods].

    Returns
    -------
    ndarray
        [contacts]; NaN for a place of the season that was never observed.

    Examples
    --------
    >>> seasonal_naive([5, 9, 6, 10], season_length=2, horizon=3).tolist()
    [6.0, 10.0, 6.0]
    """
    return weighted_seasonal_mean(
        history, season_length=season_length, horizon=horizon, weights=[1.0]
    )


def seasonal_mean(
    history: object, *, season_length: int, horizon: int, seasons: int
) -> Float64Array:
    """Mean of the same place over the last seasons: the historical average by weekday.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts]; NaN was not observed.
    season_length : int
        Periods of a season, 7 for days of the week [periods].
    horizon : int
        Periods to forecast [periods].
    seasons : int
        How many observed values of each place are averaged, fewer where there are no more
        [seasons].

    Returns
    -------
    ndarray
        [contacts]; NaN for a place of the season that was never observed.

    Notes
    -----
    Beyond two or three days ahead this average is hard to beat (Taylor 2008).

    References
    ----------
    Taylor (2008), Management Science 54, 253.

    Examples
    --------
    >>> seasonal_mean([5, 9, 7, 11], season_length=2, horizon=2, seasons=2).tolist()
    [6.0, 10.0]
    """
    array = observed(history, "history")
    weights = np.ones(min(at_least_one(seasons, "seasons"), len(array)))
    return weighted_seasonal_mean(
        array, season_length=season_length, horizon=horizon, weights=weights
    )


def weighted_seasonal_mean(
    history: object, *, season_length: int, horizon: int, weights: object
) -> Float64Array:
    """Weighted mean of the same place over the last seasons.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts]; NaN was not observed and is passed over,
        so that the season before counts instead.
    season_length : int
        Periods of a season [periods].
    horizon : int
        Periods to forecast [periods].
    weights : array-like
        Weights from the oldest of these seasons to the newest [any unit]; they are divided by
        the sum of those that find a value.

    Returns
    -------
    ndarray
        [contacts]; NaN for a place of the season that was never observed.

    Raises
    ------
    InputError
        For weights that are negative or sum to zero, or a history without an observation.

    Examples
    --------
    >>> weighted_seasonal_mean([10, 20, 30], season_length=1, horizon=1, weights=[0.2, 0.3, 0.5])
    array([23.])
    """
    array = observed(history, "history")
    length, ahead = at_least_one(season_length, "season_length"), at_least_one(horizon, "horizon")
    heavy = row(weights, "weights")
    hold(heavy >= 0, "weights must be zero or more", heavy)
    if not heavy[-1] > 0:
        raise InputError("weights must give the newest season more than nothing; got 0")
    by_place = np.full(length, np.nan)
    for place in range(length):
        values = array[place::length]
        values = values[np.isfinite(values)][-len(heavy) :]
        if len(values):
            part = heavy[-len(values) :]
            by_place[place] = values @ part / part.sum()
    return by_place[(len(array) + np.arange(ahead)) % length]
