"""Many questions at once: p values adjusted for their number."""

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array
from supportops.errors import InputError
from supportops.statistics._doors import Sample, sample

__all__ = ["benjamini_hochberg", "benjamini_yekutieli", "bonferroni", "holm"]


def bonferroni(p_values: Sample) -> Float64Array:
    """Adjusted p values that bound the chance of any false alarm, crudely.

    Parameters
    ----------
    p_values : array-like or Series
        One for each question [share]; NaN stays NaN and is no question.

    Returns
    -------
    ndarray
        p times the number of questions, at most 1, in the order given; compare with alpha.

    Raises
    ------
    InputError
        If a p value lies outside 0 to 1.

    Examples
    --------
    >>> bonferroni([0.01, 0.04, 0.5])
    array([0.03, 0.12, 1.  ])
    """
    p, seen = _p_values(p_values)
    adjusted: Float64Array = np.minimum(1, p * seen.sum())
    return adjusted


def holm(p_values: Sample) -> Float64Array:
    """Adjusted p values that bound the chance of any false alarm: for few confirmatory tests.

    Parameters
    ----------
    p_values : array-like or Series
        As in `bonferroni` [share].

    Returns
    -------
    ndarray
        In the order given; never larger than Bonferroni's.

    Raises
    ------
    InputError
        If a p value lies outside 0 to 1.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03])
    array([0.03, 0.06, 0.06])

    References
    ----------
    Holm 1979, Scandinavian Journal of Statistics 6:65.
    """
    p, seen = _p_values(p_values)
    order = np.argsort(p[seen], kind="stable")
    m = order.size
    raised = np.maximum.accumulate(p[seen][order] * np.arange(m, 0, -1))
    return _placed(p, seen, order, raised)


def benjamini_hochberg(p_values: Sample) -> Float64Array:
    """Adjusted p values that bound the share of false alarms: for many agents or segments.

    Parameters
    ----------
    p_values : array-like or Series
        As in `bonferroni` [share].

    Returns
    -------
    ndarray
        In the order given; rejecting those at most q keeps the expected share of false
        alarms at q for independent or positively dependent tests.

    Raises
    ------
    InputError
        If a p value lies outside 0 to 1.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03])
    array([0.03, 0.04, 0.04])

    References
    ----------
    Benjamini and Hochberg 1995, JRSS B 57:289.
    """
    return _step_up(p_values, dependent=False)


def benjamini_yekutieli(p_values: Sample) -> Float64Array:
    """Adjusted p values that bound the share of false alarms under any dependence.

    Parameters
    ----------
    p_values : array-like or Series
        As in `bonferroni` [share].

    Returns
    -------
    ndarray
        Benjamini and Hochberg's times 1 + ½ + … + 1/m, at most 1, in the order given.

    Raises
    ------
    InputError
        If a p value lies outside 0 to 1.

    Examples
    --------
    >>> benjamini_yekutieli([0.01, 0.04, 0.03])
    array([0.055 , 0.0733, 0.0733])

    References
    ----------
    Benjamini and Yekutieli 2001, Annals of Statistics 29:1165.
    """
    return _step_up(p_values, dependent=True)


def _p_values(
    p_values: Sample,
) -> tuple[Float64Array, BoolArray]:
    p = sample(p_values, "p_values")
    seen = ~np.isnan(p)
    if ((p[seen] < 0) | (p[seen] > 1)).any():
        worst = p[seen][(p[seen] < 0) | (p[seen] > 1)][0]
        raise InputError(f"p_values must lie between 0 and 1; got {worst}")
    return p, seen


def _step_up(p_values: Sample, *, dependent: bool) -> Float64Array:
    p, seen = _p_values(p_values)
    order = np.argsort(p[seen], kind="stable")[::-1]
    ranks = np.arange(order.size, 0, -1)
    factor = np.sum(1 / ranks) if dependent else 1.0
    raised = np.minimum.accumulate(p[seen][order] * factor * order.size / ranks)
    return _placed(p, seen, order, raised)


def _placed(
    p: Float64Array,
    seen: BoolArray,
    order: Int64Array,
    raised: Float64Array,
) -> Float64Array:
    answer = np.full_like(p, np.nan)
    answer[np.flatnonzero(seen)[order]] = np.minimum(1, raised)
    return answer
