"""A history taken apart by local regression (STL): the season may change over time."""

from math import ceil

import numpy as np

from supportops._kit.arrays import Float64Array, hold
from supportops._kit.reals import whole
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce.forecasting._doors import at_least_one, row
from supportops.workforce.forecasting._loess import loess
from supportops.workforce.forecasting.decomposition import Decomposition

__all__ = ["stl_decomposition"]

_INNER, _INNER_ROBUST, _OUTER_ROBUST = 5, 2, 15


def stl_decomposition(
    history: object,
    *,
    season_length: int,
    season_window: int = 7,
    trend_window: int | None = None,
    low_pass_window: int | None = None,
    robust: bool = False,
) -> Decomposition:
    """Trend and season by local regression, each with a window of its own.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts], all observed.
    season_length : int
        Periods of a season, two or more [periods].
    season_window : int
        How many seasons the season of a place is smoothed over, odd, from 3 [seasons].
    trend_window : int, optional
        How many periods the trend is smoothed over, odd, from 3 [periods]; by default the
        next odd number from ``1.5 season_length/(1 - 1.5/season_window)``.
    low_pass_window : int, optional
        Window of the filter that keeps the trend out of the season, odd, from 3 [periods]; by
        default the next odd number above `season_length`.
    robust : bool
        Whether outlying periods lose their weight; costs six times as much.

    Returns
    -------
    Decomposition

    Raises
    ------
    InputError
        For less than two seasons, missing periods, or windows that are even or below 3.

    Notes
    -----
    All local regressions are lines with tricube weights. The inner loop runs 5 times; if
    robust, 2 times in each of 1 + 15 rounds, with bisquare weights between them.

    References
    ----------
    Cleveland, Cleveland, McRae and Terpenning (1990), Journal of Official Statistics 6, 3.

    Examples
    --------
    >>> parts = stl_decomposition([10, 20, 12, 22, 14, 24, 16, 26], season_length=2)
    >>> parts.seasonal_strength > 0.9, parts.rest.round(6).tolist() == [0.0] * 8
    (True, True)
    """
    array, length = row(history, "history"), at_least_one(season_length, "season_length")
    if length < 2 or len(array) < 2 * length:
        raise InputError(
            "history must hold two seasons of two periods or more; "
            f"got {len(array)} periods for a season of {length}"
        )
    hold(
        np.isfinite(array),
        "history must be observed in every period",
        array,
        "fill the gaps first, with seasonal_mean or by hand",
    )
    ns = _odd(season_window, "season_window")
    nt = _next_odd(ceil(1.5 * length / (1 - 1.5 / ns)))
    nt = nt if trend_window is None else _odd(trend_window, "trend_window")
    nl = _next_odd(length + 1)
    nl = nl if low_pass_window is None else _odd(low_pass_window, "low_pass_window")
    trend, season = np.zeros_like(array), np.zeros_like(array)
    weights: Float64Array | None = None
    for outer in range(_OUTER_ROBUST + 1 if robust else 1):
        for _ in range(_INNER_ROBUST if robust else _INNER):
            cycles = _cycles(array - trend, weights, length, ns)
            low = loess(_moving(_moving(_moving(cycles, length), length), 3), nl)
            season = cycles[length:-length] - low
            trend = loess(array - season, nt, weights)
        if robust and outer < _OUTER_ROBUST:
            weights = _bisquare(array - trend - season)
    one = np.array([season[place::length].mean() for place in range(length)])
    return Decomposition(trend, season, array - trend - season, one)


def _odd(value: int, name: str) -> int:
    number = whole(value, name)
    if number < 3 or number % 2 == 0:
        raise InputError(f"{name} must be odd, from 3; got {shown(value)}")
    return number


def _next_odd(number: int) -> int:
    return number + (number % 2 == 0)


def _moving(values: Float64Array, window: int) -> Float64Array:
    sums = np.cumsum(np.r_[0.0, values])
    return np.asarray((sums[window:] - sums[:-window]) / window)


def _cycles(
    detrended: Float64Array, weights: Float64Array | None, length: int, window: int
) -> Float64Array:
    """Each place of the season smoothed over the seasons, one season more at either end."""
    out = np.empty(len(detrended) + 2 * length)
    for place in range(length):
        values = detrended[place::length]
        heavy = None if weights is None else weights[place::length]
        out[place::length] = loess(values, window, heavy, beyond=True)
    return out


def _bisquare(rest: Float64Array) -> Float64Array:
    size = np.abs(rest)
    scale = 6 * float(np.median(size))
    if scale <= 0:
        return np.where(size > 0, 0.0, 1.0)
    part = size / scale
    return np.where(part <= 0.001, 1.0, np.where(part <= 0.999, (1 - part**2) ** 2, 0.0))
