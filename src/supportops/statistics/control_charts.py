"""Control charts: whether a figure is news, or the usual noise."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array, hold, lift
from supportops._kit.results import Result
from supportops.errors import InputError
from supportops.statistics._doors import Sample, complete_sample, finite_sample

__all__ = ["ControlChart", "p_chart", "xmr_chart"]


@dataclass(frozen=True, slots=True, eq=False)
class ControlChart(Result):
    """Values with the limits within which they vary by themselves.

    Attributes
    ----------
    center : float
        Pooled share, or mean [unit].
    lower, upper : ndarray
        Limits for each point [unit].
    values : ndarray
        The points [unit]; NaN where there was nothing to count.
    signals : ndarray of int
        Positions, from 0, of points outside their limits.
    sigma_ratio : float
        Laney's ratio of the actual to the binomial spread (p charts), 1 where it does not apply.
    moving_range : float or None
        Mean moving range (XmR charts) [unit].
    """

    center: float
    lower: Float64Array
    upper: Float64Array
    values: Float64Array
    signals: Int64Array
    sigma_ratio: float = 1.0
    moving_range: float | None = None


def p_chart(successes: Sample, n: Sample, *, sigmas: float = 3.0) -> ControlChart:
    """Chart of shares with limits by the size of each sample.

    Parameters
    ----------
    successes, n : array-like or Series
        Hits and trials of each period [count], in order.
    sigmas : float
        Width of the limits [standard errors].

    Returns
    -------
    ControlChart
        Limits p̄ ∓ sigmas √(p̄(1 − p̄)/n), cut to 0 and 1. A `sigma_ratio` well above 1 says that
        the shares vary more than chance: then read the signals with care, or multiply.

    Raises
    ------
    InputError
        If successes exceed n, nothing was tried at all, or sigmas is not above zero.

    Examples
    --------
    >>> chart = p_chart([108, 84, 130, 60, 101], [120, 95, 140, 80, 110])
    >>> chart.center, chart.signals.tolist()
    (0.8862, [3])

    References
    ----------
    Shewhart 1931; Laney 2002.
    """
    _, (x, trials) = lift(
        successes=complete_sample(successes, "successes"), n=complete_sample(n, "n")
    )
    hold((x >= 0) & (x <= trials), "successes must be from zero to n", x)
    _sigmas(sigmas)
    if not trials.sum() > 0:
        raise InputError("n must be above zero in some period; got none; there is nothing to chart")
    center = float(x.sum() / trials.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        values = x / trials
        se = np.sqrt(center * (1 - center) / trials)
    lower, upper = np.maximum(center - sigmas * se, 0), np.minimum(center + sigmas * se, 1)
    seen = trials > 0
    ratio = 1.0
    if seen.sum() > 1 and 0 < center < 1:
        scores = (values[seen] - center) / se[seen]
        ratio = float(np.mean(np.abs(np.diff(scores))) / 1.128)
    return ControlChart(center, lower, upper, values, _outside(values, lower, upper), ratio)


def xmr_chart(values: Sample, *, factor: float = 2.66) -> ControlChart:
    """Chart of single values, with limits from the moving range.

    Parameters
    ----------
    values : array-like or Series
        One value for each period [unit], in order, at least two.
    factor : float
        Mean moving ranges from the mean to a limit [ratio]; 2.66 is 3/1.128.

    Returns
    -------
    ControlChart
        Limits mean ∓ factor × mean moving range.

    Raises
    ------
    InputError
        If a value is missing or infinite, there are fewer than two, or factor is not above zero.

    Examples
    --------
    >>> chart = xmr_chart([92, 91, 94, 90, 93, 95, 89, 92, 91, 78, 93, 92])
    >>> chart.moving_range, chart.signals.tolist()
    (4.727, [9])

    References
    ----------
    Wheeler 1993, Understanding Variation.
    """
    points, missing = finite_sample(values)
    _sigmas(factor)
    if missing or points.size < 2:
        raise InputError(
            f"values must be at least two without gaps; got {points.size} and {missing} missing"
        )
    spread = float(np.mean(np.abs(np.diff(points))))
    center = float(points.mean())
    lower = np.full(points.size, center - factor * spread)
    upper = np.full(points.size, center + factor * spread)
    signals = _outside(points, lower, upper)
    return ControlChart(center, lower, upper, points, signals, moving_range=spread)


def _sigmas(value: float) -> None:
    if not 0 < value < np.inf:
        raise InputError(f"width of the limits must be above zero and finite; got {value}")


def _outside(values: Float64Array, lower: Float64Array, upper: Float64Array) -> Int64Array:
    return np.flatnonzero((values < lower) | (values > upper)).astype(np.int64)
