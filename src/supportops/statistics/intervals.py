"""Intervals of a proportion, element by element: one published method a function."""

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from supportops._kit.arrays import Float64Array, Form, RealSeries, hold, lift, lower
from supportops._kit.shares import ShareLike
from supportops.statistics._doors import Numbers, open_share, two_sided_z
from supportops.statistics._kernels import wilson_ends
from supportops.statistics.estimates import Interval

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["agresti_coull", "clopper_pearson", "jeffreys", "wilson", "wilson_corrected"]


@overload
def wilson(successes: float, n: float, *, confidence: ShareLike = ...) -> Interval[float]: ...
@overload
def wilson(
    successes: RealSeries, n: "RealSeries | float", *, confidence: ShareLike = ...
) -> "Interval[pd.Series[float]]": ...
@overload
def wilson(
    successes: Numbers, n: "Numbers | float", *, confidence: ShareLike = ...
) -> Interval[Float64Array]: ...
def wilson(successes: Any, n: Any, *, confidence: ShareLike = 0.95) -> Interval[Any]:
    """Wilson's score interval of a proportion: the default of the house.

    Parameters
    ----------
    successes : float, array-like or Series
        Hits [count], from 0 to `n`. Effective counts need not be whole.
    n : float, array-like or Series
        Trials [count], zero or more.
    confidence : float or str
        Two-sided confidence [share].

    Returns
    -------
    Interval
        Ends [share] of the shape of the question; NaN where `n` is 0.

    Raises
    ------
    InputError
        If successes exceed n, or either is negative.

    Notes
    -----
    All p whose distance from p̂ is at most z √(p(1 − p)/n). The ends are exactly 0 at no success and 1 at no
    failure. Trials are independent; for clustered ones give the effective counts (n divided by
    the design effect), or use `mean` with ``clusters``.

    Examples
    --------
    Newcombe's first example, 81 of 263:

    >>> wilson(81, 263)
    Interval(low=0.2553, high=0.3662, confidence=0.95)
    >>> wilson([0, 9], 10, confidence=0.9).high
    array([0.2129, 0.9774])

    References
    ----------
    Wilson 1927, JASA 22; Newcombe 1998, Statistics in Medicine 17:857.
    """
    form, x, trials = _counts(successes, n)
    return _lowered(*wilson_ends(x, trials, two_sided_z(confidence)), form, confidence)


@overload
def wilson_corrected(
    successes: float, n: float, *, confidence: ShareLike = ...
) -> Interval[float]: ...
@overload
def wilson_corrected(
    successes: RealSeries, n: "RealSeries | float", *, confidence: ShareLike = ...
) -> "Interval[pd.Series[float]]": ...
@overload
def wilson_corrected(
    successes: Numbers, n: "Numbers | float", *, confidence: ShareLike = ...
) -> Interval[Float64Array]: ...
def wilson_corrected(successes: Any, n: Any, *, confidence: ShareLike = 0.95) -> Interval[Any]:
    """Wilson's interval with continuity correction: wider, nearer to the exact interval.

    Parameters
    ----------
    successes, n, confidence
        As in `wilson`: hits [count], trials [count], confidence [share].

    Returns
    -------
    Interval
        Ends [share]; NaN where `n` is 0.

    Raises
    ------
    InputError
        If successes exceed n, or either is negative.

    Examples
    --------
    >>> wilson_corrected(81, 263)
    Interval(low=0.2535, high=0.3682, confidence=0.95)

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17:857, method 4.
    """
    form, x, trials = _counts(successes, n)
    z = two_sided_z(confidence)

    def low(hits: Float64Array) -> Float64Array:
        misses = trials - hits
        root = z * z - 2 - 1 / trials + 4 * hits * (misses + 1) / trials
        end = (2 * hits + z * z - 1 - z * np.sqrt(np.maximum(root, 0))) / (2 * (trials + z * z))
        return np.where(hits > 0, np.maximum(end, 0), np.where(trials > 0, 0.0, np.nan))

    with np.errstate(invalid="ignore", divide="ignore"):
        return _lowered(low(x), 1 - low(trials - x), form, confidence)


@overload
def jeffreys(successes: float, n: float, *, confidence: ShareLike = ...) -> Interval[float]: ...
@overload
def jeffreys(
    successes: RealSeries, n: "RealSeries | float", *, confidence: ShareLike = ...
) -> "Interval[pd.Series[float]]": ...
@overload
def jeffreys(
    successes: Numbers, n: "Numbers | float", *, confidence: ShareLike = ...
) -> Interval[Float64Array]: ...
def jeffreys(successes: Any, n: Any, *, confidence: ShareLike = 0.95) -> Interval[Any]:
    """Jeffreys' interval: equal-tailed quantiles of Beta(x + ½, n − x + ½), with exact ends.

    Parameters
    ----------
    successes, n, confidence
        As in `wilson`: hits [count], trials [count], confidence [share].

    Returns
    -------
    Interval
        Ends [share]; low is 0 at no success, high is 1 at no failure; NaN where `n` is 0.

    Raises
    ------
    InputError
        If successes exceed n, or either is negative.

    Examples
    --------
    >>> jeffreys(0, 10)
    Interval(low=0.0, high=0.2172, confidence=0.95)

    References
    ----------
    Brown, Cai and DasGupta 2001, Statistical Science 16:101.
    """
    form, x, trials = _counts(successes, n)
    return _lowered(*_beta_ends(x, trials, 0.5, 0.5, confidence), form, confidence)


@overload
def clopper_pearson(
    successes: float, n: float, *, confidence: ShareLike = ...
) -> Interval[float]: ...
@overload
def clopper_pearson(
    successes: RealSeries, n: "RealSeries | float", *, confidence: ShareLike = ...
) -> "Interval[pd.Series[float]]": ...
@overload
def clopper_pearson(
    successes: Numbers, n: "Numbers | float", *, confidence: ShareLike = ...
) -> Interval[Float64Array]: ...
def clopper_pearson(successes: Any, n: Any, *, confidence: ShareLike = 0.95) -> Interval[Any]:
    """Clopper and Pearson's interval: covers at least at the confidence, so it is wide.

    Parameters
    ----------
    successes, n, confidence
        As in `wilson`: hits [count], trials [count], confidence [share].

    Returns
    -------
    Interval
        Ends [share]; NaN where `n` is 0.

    Raises
    ------
    InputError
        If successes exceed n, or either is negative.

    Notes
    -----
    For contracts and audits, where covering less often than promised is worse than width.

    Examples
    --------
    >>> clopper_pearson(81, 263)
    Interval(low=0.2527, high=0.3676, confidence=0.95)

    References
    ----------
    Clopper and Pearson 1934, Biometrika 26:404.
    """
    form, x, trials = _counts(successes, n)
    return _lowered(*_beta_ends(x, trials, 0.0, 1.0, confidence), form, confidence)


@overload
def agresti_coull(
    successes: float, n: float, *, confidence: ShareLike = ...
) -> Interval[float]: ...
@overload
def agresti_coull(
    successes: RealSeries, n: "RealSeries | float", *, confidence: ShareLike = ...
) -> "Interval[pd.Series[float]]": ...
@overload
def agresti_coull(
    successes: Numbers, n: "Numbers | float", *, confidence: ShareLike = ...
) -> Interval[Float64Array]: ...
def agresti_coull(successes: Any, n: Any, *, confidence: ShareLike = 0.95) -> Interval[Any]:
    """Agresti and Coull's interval: Wald's after z²/2 more of either kind; for hand checks.

    Parameters
    ----------
    successes, n, confidence
        As in `wilson`: hits [count], trials [count], confidence [share].

    Returns
    -------
    Interval
        Ends [share], cut to 0 and 1; NaN where `n` is 0.

    Raises
    ------
    InputError
        If successes exceed n, or either is negative.

    Examples
    --------
    >>> agresti_coull(450, 500)
    Interval(low=0.8704, high=0.9235, confidence=0.95)

    References
    ----------
    Agresti and Coull 1998, The American Statistician 52:119.
    """
    form, x, trials = _counts(successes, n)
    z = two_sided_z(confidence)
    center = (x + z * z / 2) / (trials + z * z)
    reach = z * np.sqrt(center * (1 - center) / (trials + z * z))
    blank = np.where(trials > 0, 0.0, np.nan)
    low = np.where(x > 0, np.maximum(center - reach, 0), 0.0) + blank
    high = np.where(x < trials, np.minimum(center + reach, 1), 1.0) + blank
    return _lowered(low, high, form, confidence)


def _counts(successes: Any, n: Any) -> tuple[Form, Float64Array, Float64Array]:
    form, (x, trials) = lift(successes=successes, n=n)
    hold(~((trials < 0) | np.isinf(trials)), "n must be finite and zero or more", trials)
    hold(~(x < 0), "successes must be zero or more", x)
    hold(~(x > trials), "successes must be at most n", x, "give counts, not shares or percentages")
    return form, x, trials


def _beta_ends(
    x: Float64Array, n: Float64Array, low_add: float, high_add: float, confidence: ShareLike
) -> tuple[Float64Array, Float64Array]:
    from scipy.special import betaincinv

    out = (1 - open_share(confidence, "confidence")) / 2
    blank = np.where(n > 0, 0.0, np.nan)

    def low(hits: Float64Array) -> Float64Array:
        inner = hits > 0
        a = np.where(inner, hits, 1) + low_add
        b = np.where(inner, n - hits, 1) + high_add
        return np.where(inner, betaincinv(a, b, out), 0.0) + blank

    return low(x), 1 - low(n - x)


def _lowered(low: Any, high: Any, form: Form, confidence: ShareLike) -> Interval[Any]:
    return Interval(lower(low, form), lower(high, form), open_share(confidence, "confidence"))
