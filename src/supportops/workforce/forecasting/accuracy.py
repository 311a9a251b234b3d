"""How good a forecast was, and how good any forecast could have been."""

from dataclasses import dataclass
from typing import overload

import numpy as np

from supportops._kit.arrays import Float64Array, RealArray, RealLike, RealSeries, hold, lift, lower
from supportops._kit.reals import above_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops.errors import InputError
from supportops.workforce.forecasting._doors import at_least_one, row
from supportops.workforce.forecasting.limits import open_confidence

__all__ = [
    "Accuracy",
    "IntervalScores",
    "approximate_noise_floor",
    "forecast_accuracy",
    "interval_scores",
    "noise_floor",
]

_STIRLING = 10_000.0
_MEASURES = (
    "mae",
    "rmse",
    "mean_error",
    "wape",
    "bias",
    "mape_nonzero",
    "smape_0_2",
    "tracking_signal",
    "mase",
    "rmsse",
)


@dataclass(frozen=True, slots=True)
class Accuracy(Result):
    """Errors of a forecast; an error is forecast minus actual, so too high is positive.

    Attributes
    ----------
    n, missing : int
        Periods compared, and left out because one side is missing [periods].
    mae, rmse, mean_error : float or None
        Mean absolute, root mean square, and mean error [contacts].
    wape : float or None
        Sum of absolute errors over sum of actuals [share]; None where nothing came in.
    bias : float or None
        Sum of errors over sum of actuals [share].
    mape_nonzero : float or None
        Mean of absolute error over actual, zero actuals left out [share].
    mape_excluded : int
        How many these are [periods].
    smape_0_2 : float or None
        Mean of ``2|e|/(|actual| + |forecast|)``, from 0 to 2; both zero is no error.
    tracking_signal : float or None
        Sum of errors over their mean absolute [ratio]; 0 where there is no error at all.
    mase, rmsse : float or None
        Absolute and root mean square error over those of repeating the last season within
        `train` [ratio]; None without it, or where it never changes.
    """

    n: int
    missing: int
    mae: float | None
    rmse: float | None
    mean_error: float | None
    wape: float | None
    bias: float | None
    mape_nonzero: float | None
    mape_excluded: int
    smape_0_2: float | None
    tracking_signal: float | None
    mase: float | None
    rmsse: float | None


@dataclass(frozen=True, slots=True)
class IntervalScores(Result):
    """How good prediction limits were.

    Attributes
    ----------
    n : int
        Periods compared [periods].
    coverage : float or None
        Share of actuals on or within the limits.
    mean_width : float or None
        Mean distance of the limits [contacts].
    winkler : float or None
        Mean interval score: width, plus ``2/(1 - confidence)`` times each miss [contacts].
    pinball_lower, pinball_upper : float or None
        Mean pinball loss of each limit, taken as a quantile [contacts].
    """

    n: int
    coverage: float | None
    mean_width: float | None
    winkler: float | None
    pinball_lower: float | None
    pinball_upper: float | None


def forecast_accuracy(
    actual: object, forecast: object, *, train: object = None, season_length: int = 1
) -> Accuracy:
    """Errors of a forecast, by every usual measure and under its full name.

    Parameters
    ----------
    actual : array-like
        What came in by period [contacts]; NaN was not observed.
    forecast : array-like
        What was forecast [contacts], of the same length.
    train : array-like, optional
        The history that the forecast was made from, the oldest first [contacts]; scales `mase`
        and `rmsse`.
    season_length : int
        Season of that scale: 7 compares with the same day a week before [periods].

    Returns
    -------
    Accuracy

    Raises
    ------
    InputError
        For lengths that differ.

    Notes
    -----
    Measure at the level that staff is planned at: over- and under-forecast intervals cancel in
    a day's total. Read `wape` with `bias`: a forecast that is always 10 % low and one that is
    10 % off in turns have the same `wape`.

    References
    ----------
    Hyndman and Koehler (2006), International Journal of Forecasting 22, 679.

    Examples
    --------
    >>> found = forecast_accuracy([90, 105, 100, 110], [100, 100, 100, 100])
    >>> round(found.wape, 4), round(found.bias, 4)
    (0.0617, -0.0123)
    """
    y, f, missing = _pair(actual, forecast, "forecast")
    length = at_least_one(season_length, "season_length")
    scale, square_scale = _scales(train, length)
    if not len(y):
        nothing = dict.fromkeys(_MEASURES)
        return Accuracy(n=0, missing=missing, mape_excluded=0, **nothing)
    error = f - y
    size = np.abs(error)
    mae, rmse = float(size.mean()), float(np.sqrt((error**2).mean()))
    total, some = float(np.abs(y).sum()), y != 0
    both = np.abs(y) + np.abs(f)
    relative = np.divide(2 * size, both, out=np.zeros_like(size), where=both > 0)
    return Accuracy(
        n=len(y),
        missing=missing,
        mae=mae,
        rmse=rmse,
        mean_error=float(error.mean()),
        wape=float(size.sum()) / total if total else None,
        bias=float(error.sum()) / float(y.sum()) if y.sum() else None,
        mape_nonzero=float((size[some] / np.abs(y[some])).mean()) if some.any() else None,
        mape_excluded=int((~some).sum()),
        smape_0_2=float(relative.mean()),
        tracking_signal=float(error.sum()) / mae if mae else 0.0,
        mase=mae / scale if scale else None,
        rmsse=rmse / square_scale if square_scale else None,
    )


def interval_scores(
    actual: object, lower_limit: object, upper_limit: object, *, confidence: ShareLike
) -> IntervalScores:
    """How often prediction limits held, and at what width.

    Parameters
    ----------
    actual : array-like
        What came in by period [contacts]; NaN was not observed.
    lower_limit, upper_limit : array-like
        The limits that were forecast [contacts].
    confidence : share
        Probability that they were meant to have.

    Returns
    -------
    IntervalScores

    Raises
    ------
    InputError
        For lengths that differ, or a lower limit above the upper.

    References
    ----------
    Gneiting and Raftery (2007), JASA 102, 359.

    Examples
    --------
    >>> scores = interval_scores([100, 120, 90, 130], [80, 95, 92, 100], [120, 135, 118, 128],
    ...                          confidence=0.8)
    >>> scores.coverage, round(scores.winkler, 6)
    (0.5, 43.5)
    """
    level = open_confidence(confidence)
    y, low, high = (
        row(v, n)
        for n, v in (("actual", actual), ("lower_limit", lower_limit), ("upper_limit", upper_limit))
    )
    if not len(y) == len(low) == len(high):
        raise InputError(
            "lower_limit and upper_limit must have the length of actual, "
            f"{len(y)}; got {len(low)} and {len(high)}"
        )
    hold(~(low > high), "lower_limit must not exceed upper_limit", low)
    known = np.isfinite(y + low + high)
    y, low, high = y[known], low[known], high[known]
    if not len(y):
        return IntervalScores(0, *[None] * 5)
    alpha = 1 - level
    below, above = np.maximum(low - y, 0), np.maximum(y - high, 0)
    return IntervalScores(
        n=len(y),
        coverage=float(((low <= y) & (y <= high)).mean()),
        mean_width=float((high - low).mean()),
        winkler=float((high - low + 2 / alpha * (below + above)).mean()),
        pinball_lower=_pinball(y, low, alpha / 2),
        pinball_upper=_pinball(y, high, 1 - alpha / 2),
    )


@overload
def noise_floor(mean: float) -> float: ...
@overload
def noise_floor(mean: RealSeries) -> "RealSeries": ...
@overload
def noise_floor(mean: "RealArray | list[float]") -> Float64Array: ...
def noise_floor(mean: "RealLike | list[float]") -> object:
    """Least WAPE that any forecast of a Poisson count can have, its mean being known.

    Parameters
    ----------
    mean : float, array-like or Series
        Expected count of a period [contacts], zero or more.

    Returns
    -------
    float, ndarray or Series
        ``E|X - mean|/mean`` [share]; NaN at a mean of zero. About ``sqrt(2/(pi mean))``.

    Notes
    -----
    De Moivre's mean deviation: ``2 exp(-m) m**(floor(m)+1)/floor(m)!``, divided by ``m``. Counts
    scatter more than Poisson in practice, so real floors lie higher.

    References
    ----------
    Koole, The Forecaster's Luck.

    Examples
    --------
    >>> round(noise_floor(250), 3), round(noise_floor(30), 3)
    (0.05, 0.145)
    """
    from scipy.special import gammaln, xlogy

    form, (m,) = lift(mean=mean)
    hold(~((m < 0) | np.isinf(m)), "mean must be finite, zero or more", m)
    with np.errstate(invalid="ignore"):
        floor = np.floor(m)
        # Of large means the logarithms of numerator and factorial all but cancel: Stirling.
        k = np.maximum(floor, _STIRLING)
        apart = k * np.log1p((m - floor) / k) - (m - floor)
        far = np.exp(apart - 1 / (12 * k)) / np.sqrt(2 * np.pi * k)
        near = np.exp(xlogy(floor, m) - m - gammaln(floor + 1))
        value = 2 * np.where(floor > _STIRLING, far, near)
    return lower(np.where(m > 0, value, np.nan), form)


def approximate_noise_floor(mean: float) -> float:
    """Rule of thumb for `noise_floor`: ``sqrt(2/(pi mean))``, good from about ten contacts.

    Parameters
    ----------
    mean : float
        Expected count of a period [contacts], above zero.

    Returns
    -------
    float
        [share]

    Examples
    --------
    >>> round(approximate_noise_floor(30), 4), round(noise_floor(30), 4)
    (0.1457, 0.1453)
    """
    return float(np.sqrt(2 / (np.pi * above_zero(mean, "mean"))))


def _pair(actual: object, other: object, name: str) -> tuple[Float64Array, Float64Array, int]:
    y, f = row(actual, "actual"), row(other, name)
    if len(y) != len(f):
        raise InputError(f"{name} must have the length of actual, {len(y)}; got {len(f)}")
    known = np.isfinite(y) & np.isfinite(f)
    return y[known], f[known], int((~known).sum())


def _scales(train: object, length: int) -> tuple[float | None, float | None]:
    if train is None:
        return None, None
    past = row(train, "train")
    steps = past[length:] - past[:-length]
    steps = steps[np.isfinite(steps)]
    if not len(steps):
        return None, None
    return float(np.abs(steps).mean()), float(np.sqrt((steps**2).mean()))


def _pinball(y: Float64Array, limit: Float64Array, quantile: float) -> float:
    gap = y - limit
    return float(np.maximum(quantile * gap, (quantile - 1) * gap).mean())
