"""Figures over many reviews: mean score, pass rate, and errors counted by class."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from supportops._kit.arrays import (
    Float64Array,
    RealArray,
    RealSeries,
    hold,
    lift,
    lower,
    shared_index,
)
from supportops._kit.reals import above_zero, is_real
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.quality._matrix import flat
from supportops.statistics import Estimate, mean, proportion
from supportops.statistics import ratio as ratio_of_sums

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ErrorAccuracy", "error_accuracy", "mean_score", "pass_rate", "rating_percent"]


@dataclass(frozen=True, slots=True)
class ErrorAccuracy(Result):
    """How many transactions are free of errors of each class.

    Attributes
    ----------
    customer, business, compliance : Estimate
        Transactions without a critical error of the class [share].
    any_critical : Estimate
        Transactions without any critical error [share].
    noncritical_rate : Estimate
        Non-critical errors by opportunity [errors an opportunity].
    defects_per_million : float or None
        Transactions with a critical error, of a million [transactions].
    """

    customer: Estimate
    business: Estimate
    compliance: Estimate
    any_critical: Estimate
    noncritical_rate: Estimate
    defects_per_million: float | None


@overload
def rating_percent(selected: float, *, lowest: float, highest: float) -> float: ...
@overload
def rating_percent(
    selected: RealSeries, *, lowest: float, highest: float
) -> "pd.Series[float]": ...
@overload
def rating_percent(
    selected: "RealArray | Sequence[float]", *, lowest: float, highest: float
) -> Float64Array: ...
def rating_percent(selected: Any, *, lowest: float, highest: float) -> Any:
    """Rating on a scale in percent of the way from its lowest to its highest step.

    Parameters
    ----------
    selected : float, array-like or Series
        Ratings [steps of the scale]; NaN is not rated.
    lowest, highest : float
        Ends of the scale [steps of the scale].

    Returns
    -------
    float, ndarray or Series
        0 to 100 [percent], in the kind of `selected`.

    Raises
    ------
    InputError
        If a rating lies outside the scale, or the scale has no length.

    Examples
    --------
    >>> rating_percent([1, 2, 3, 4], lowest=1, highest=4).round(1)
    array([  0. ,  33.3,  66.7, 100. ])
    """
    if not (is_real(lowest) and is_real(highest) and np.isfinite([lowest, highest]).all()):
        raise InputError(f"lowest must be a finite number; got {shown(lowest)}, {shown(highest)}")
    if not lowest < highest:
        raise InputError(f"highest must be above lowest, {lowest:g}; got {highest:g}")
    form, (steps,) = lift(selected=selected)
    outside = (steps < lowest) | (steps > highest)
    hold(~outside, f"selected must be from {lowest:g} to {highest:g}", steps)
    return lower(100 * (steps - lowest) / (highest - lowest), form)


def mean_score(scores: Any, *, weights: Any = None, clusters: Any = None) -> Estimate:
    """Mean of review scores with its interval: the internal quality score of a team.

    Parameters
    ----------
    scores : array-like or Series
        Score of each review [points of 100]; missing ones had nothing that applied.
    weights : array-like or Series, optional
        Tickets that each review stands for [tickets], from `select_sample`; alike where left out.
    clusters : array-like or Series, optional
        Agent of each review [label]: reviews of one agent are alike, which widens the interval.

    Returns
    -------
    Estimate
        Mean [points of 100].

    Raises
    ------
    InputError
        If a score is infinite, a weight negative, the lengths differ or an agent is missing.

    Notes
    -----
    With weights Σ weight × score / Σ weight, whose interval comes from the residuals. The mean of
    reviews is not the mean of the category averages where something did not apply.

    Examples
    --------
    >>> mean_score([100, 9.91, 63.96, 90.99, 0]).value
    52.972
    """
    shared_index({"scores": scores, "weights": weights, "clusters": clusters})
    about, unit = "mean review score", "points of 100"
    if weights is None:
        return mean(scores, clusters=clusters, definition=about, unit=unit)
    values, heavy = flat(scores, "scores"), flat(weights, "weights")
    if heavy.size != values.size:
        raise InputError(f"weights must be one for each score, {values.size}; got {heavy.size}")
    hold(heavy >= 0, "weights must be zero or more", heavy)
    return ratio_of_sums(
        values * heavy, heavy, clusters=clusters, definition=f"{about}, weighted", unit=unit
    )


def pass_rate(scores: Any, *, pass_mark: float) -> Estimate:
    """Share of reviews that reach a mark.

    Parameters
    ----------
    scores : array-like or Series
        Score of each review [points of 100]; missing ones are left out and counted.
    pass_mark : float
        Least score that passes [points of 100].

    Returns
    -------
    Estimate
        Share of scores at or above the mark.

    Raises
    ------
    InputError
        If a score or the mark is no number.

    Examples
    --------
    >>> pass_rate([80, 79.9, 100, 65, 92], pass_mark=80).value
    0.6
    """
    if not is_real(pass_mark) or not np.isfinite(pass_mark):
        raise InputError(f"pass_mark must be a finite number; got {shown(pass_mark)}")
    values = flat(scores, "scores")
    seen = values[~np.isnan(values)]
    return proportion(
        int(np.sum(seen >= pass_mark)),
        seen.size,
        missing=values.size - seen.size,
        definition=f"reviews at {pass_mark:g} or more",
    )


def error_accuracy(
    *,
    customer: Sequence[float],
    business: Sequence[float],
    compliance: Sequence[float],
    noncritical: Sequence[float],
    opportunities: float,
) -> ErrorAccuracy:
    """Accuracy by class of error: critical ones by transaction, the others by opportunity.

    Parameters
    ----------
    customer, business, compliance, noncritical : array-like
        Errors of the class in each transaction [errors], alike in length.
    opportunities : float
        Chances of a non-critical error in a transaction [opportunities], above zero.

    Returns
    -------
    ErrorAccuracy

    Raises
    ------
    InputError
        If a count is negative or not whole, or the lengths differ.

    Notes
    -----
    A weighted average lets many small virtues outweigh one fatal error; one critical error makes
    the whole transaction defective here. Read from the public glossary of the standard: check it
    against the standard where a contract cites it.

    Examples
    --------
    >>> answer = error_accuracy(
    ...     customer=[0, 1, 0, 0, 0], business=[0, 0, 2, 0, 0], compliance=[0, 0, 0, 1, 0],
    ...     noncritical=[2, 0, 1, 0, 0], opportunities=5,
    ... )
    >>> answer.any_critical.value, answer.noncritical_rate.value
    (0.4, 0.12)
    """
    classes = {
        "customer": customer,
        "business": business,
        "compliance": compliance,
        "noncritical": noncritical,
    }
    chances = above_zero(opportunities, "opportunities")
    counts = {name: _counts(values, name) for name, values in classes.items()}
    n = counts["customer"].size
    for name, values in counts.items():
        if values.size != n:
            raise InputError(f"{name} must have one value a transaction, {n}; got {values.size}")
    critical = np.array([counts[name] for name in ("customer", "business", "compliance")]) > 0
    free = {
        name: proportion(int(n - bad.sum()), n, definition=f"free of {name} critical errors")
        for name, bad in zip(classes, critical, strict=False)
    }
    defective = int(critical.any(axis=0).sum())
    return ErrorAccuracy(
        free["customer"],
        free["business"],
        free["compliance"],
        proportion(n - defective, n, definition="free of critical errors"),
        ratio_of_sums(
            counts["noncritical"],
            np.full(n, chances),
            definition="non-critical errors an opportunity",
        ),
        1e6 * defective / n if n else None,
    )


def _counts(values: Any, name: str) -> Float64Array:
    _, (array,) = lift(**{name: values})
    if array.ndim != 1:
        raise InputError(f"{name} must hold one count a transaction; got {shown(values)}")
    hold((array >= 0) & (array == np.floor(array)), f"{name} must be whole, zero or more", array)
    return array
