"""Correlation with intervals, and the two mistakes people make with it."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics._doors import Sample, code_labels, finite_sample, sample, two_sided_z
from supportops.statistics.estimates import Estimate
from supportops.statistics.evidence import Ends, KernelEvidence

__all__ = [
    "Correlation",
    "WithinBetween",
    "disattenuated",
    "kendall",
    "pearson",
    "spearman",
    "within_between",
]


@dataclass(frozen=True, slots=True)
class Correlation(Estimate):
    """A correlation: an `Estimate` with the p value of no correlation.

    Attributes
    ----------
    p_value : float or None
        Two-sided [share]; None where the correlation or its test is undefined.
    """

    p_value: float | None = field(default=None, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        """Fields and the 95 % interval as plain values that JSON can hold."""
        return {**Estimate.to_dict(self), "p_value": self.p_value}


@dataclass(frozen=True, slots=True)
class WithinBetween(Result):
    """A correlation taken apart by group.

    Attributes
    ----------
    within : float or None
        Correlation of the deviations from each group's means; None where nothing varies within.
    between : float or None
        Correlation of the group means; None below two groups that differ.
    groups : int
        Groups with a pair [count].
    """

    within: float | None
    between: float | None
    groups: int


def pearson(x: Sample, y: Sample) -> Correlation:
    """Pearson's linear correlation, with Fisher's interval.

    Parameters
    ----------
    x, y : array-like or Series
        Pairs [any unit]; one with a missing half is left out and counted. A yes/no variable as 0 and 1
        gives the point-biserial correlation.

    Returns
    -------
    Correlation
        Undefined where a side does not vary; below four pairs there is no interval.

    Raises
    ------
    InputError
        If the lengths differ or a value is infinite.

    Notes
    -----
    tanh(atanh r ∓ z/√(n − 3)); p from t of n − 2 degrees of freedom.

    Examples
    --------
    >>> quality = [82, 91, 75, 60, 95, 88, 70, 79, 85, 93]
    >>> print(pearson(quality, [4, 5, 4, 2, 5, 4, 3, 4, 3, 5]))
    0.8665 (95 %: 0.5213 to 0.968, n = 10)
    """
    first, second, missing = _pairs(x, y)
    r = _correlation(first, second)
    return _answer(
        r, first.size, missing, "Pearson correlation", wider=1.0, p_value=_t_test(r, first.size)
    )


def spearman(x: Sample, y: Sample) -> Correlation:
    """Spearman's rank correlation, with Bonett and Wright's interval.

    Parameters
    ----------
    x, y : array-like or Series
        As in `pearson` [any unit]: ranks replace the values, ties share the mean rank.

    Returns
    -------
    Correlation
        Undefined where a side does not vary; below four pairs there is no interval.

    Raises
    ------
    InputError
        If the lengths differ or a value is infinite.

    Examples
    --------
    >>> spearman([82, 91, 75, 60, 95], [4, 5, 4, 2, 5]).value
    0.9487

    References
    ----------
    Bonett and Wright 2000, Psychometrika 65:23.
    """
    from scipy.stats import rankdata

    first, second, missing = _pairs(x, y)
    rho = _correlation(rankdata(first), rankdata(second))
    wider = float(np.sqrt(1 + rho**2 / 2))
    p = _t_test(rho, first.size)
    return _answer(rho, first.size, missing, "Spearman rank correlation", wider=wider, p_value=p)


def kendall(x: Sample, y: Sample) -> Correlation:
    """Kendall's tau-b: concordant less discordant pairs, ties allowed for.

    Parameters
    ----------
    x, y : array-like or Series
        As in `pearson` [any unit].

    Returns
    -------
    Correlation
        Undefined where a side does not vary. Without an interval.

    Raises
    ------
    InputError
        If the lengths differ or a value is infinite.

    Examples
    --------
    >>> kendall([1, 2, 3, 4], [1, 3, 2, 4]).value
    0.6667
    """
    from scipy.stats import kendalltau

    first, second, missing = _pairs(x, y)
    if np.isnan(_correlation(first, second)):
        return _answer(np.nan, first.size, missing, "Kendall's tau-b", wider=0.0, p_value=None)
    tau, p = kendalltau(first, second)
    return _answer(float(tau), first.size, missing, "Kendall's tau-b", wider=0.0, p_value=float(p))


def disattenuated(r: float, *, reliability_x: float, reliability_y: float) -> float:
    """Correlation of what two unreliable measures mean to measure (Spearman).

    Parameters
    ----------
    r : float
        Observed correlation [correlation], −1 to 1.
    reliability_x, reliability_y : float
        Reliability of each measure [correlation], such as ICC or alpha, above 0 and at most 1.

    Returns
    -------
    float
        r/√(reliability_x reliability_y); beyond ±1 if the reliabilities are too low to be true.

    Raises
    ------
    InputError
        If an argument is outside its bounds.

    Examples
    --------
    >>> disattenuated(0.35, reliability_x=0.64, reliability_y=0.49)
    0.625
    """
    if not -1 <= r <= 1:
        raise InputError(f"r must be from −1 to 1; got {shown(r)}")
    for name, value in (("reliability_x", reliability_x), ("reliability_y", reliability_y)):
        if not 0 < value <= 1:
            raise InputError(f"{name} must be above 0 and at most 1; got {shown(value)}")
    return float(r / np.sqrt(reliability_x * reliability_y))


def within_between(x: Sample, y: Sample, group: Any) -> WithinBetween:
    """Correlation within groups beside that of the group means: the ecological fallacy shown.

    Parameters
    ----------
    x, y : array-like or Series
        Pairs [any unit]; one with a missing half is left out.
    group : array-like or Series
        Label of each pair [label], such as the agent.

    Returns
    -------
    WithinBetween

    Raises
    ------
    InputError
        If the lengths differ, a value is infinite or a pair has no label.

    Examples
    --------
    >>> within_between([1, 2, 5, 6], [2, 1, 6, 5], ["a", "a", "b", "b"])
    WithinBetween(within=-1.0, between=1.0, groups=2)
    """
    raw_x, raw_y = sample(x, "x"), sample(y, "y")
    first, second, _ = _pairs(raw_x, raw_y)
    codes, _, absent = code_labels(group, "group", raw_x.size)
    both = ~(np.isnan(raw_x) | np.isnan(raw_y))
    if (absent & both).any():
        raise InputError("group must label every pair; got a pair without a label")
    _, codes = np.unique(codes[both], return_inverse=True)
    sizes = np.bincount(codes)
    means = [np.bincount(codes, weights=values) / sizes for values in (first, second)]
    within = _correlation(first - means[0][codes], second - means[1][codes])
    between = _correlation(*means)
    return WithinBetween(_or_none(within), _or_none(between), sizes.size)


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else value


def _pairs(x: Any, y: Any) -> tuple[Float64Array, Float64Array, int]:
    first, second = sample(x, "x"), sample(y, "y")
    if first.size != second.size:
        raise InputError(f"y must have one value for each x, {first.size}; got {second.size}")
    both = ~(np.isnan(first) | np.isnan(second))
    return (
        finite_sample(first[both], "x")[0],
        finite_sample(second[both], "y")[0],
        int(np.sum(~both)),
    )


def _correlation(x: Float64Array, y: Float64Array) -> float:
    """Pearson's r; NaN where a side does not vary beyond the dust of its own mean."""
    if x.size < 2:
        return np.nan
    first, second = x - x.mean(), y - y.mean()
    scales = [np.linalg.norm(first), np.linalg.norm(second)]
    dust = [1e-13 * np.linalg.norm(values) for values in (x, y)]
    if scales[0] <= dust[0] or scales[1] <= dust[1]:
        return np.nan
    return float(np.clip(first / scales[0] @ (second / scales[1]), -1, 1))


def _t_test(r: float, n: int) -> float | None:
    from scipy.special import stdtr

    if np.isnan(r) or n < 3:
        return None
    if abs(r) == 1:
        return 0.0
    return 2 * float(stdtr(n - 2, -abs(r) * np.sqrt((n - 2) / (1 - r * r))))


def _answer(
    r: float, n: int, missing: int, definition: str, *, wider: float, p_value: float | None
) -> Correlation:
    if np.isnan(r):
        reason = "a side does not vary" if n > 1 else "fewer than two pairs"
        return Correlation(None, n, missing, definition, reason=reason)
    evidence = KernelEvidence(_fisher, (r, n, wider)) if wider and n > 3 else None
    return Correlation(r, n, missing, definition, evidence=evidence, p_value=p_value)


def _fisher(r: float, n: int, wider: float, confidence: float) -> Ends:
    if abs(r) == 1:
        return r, r
    reach = two_sided_z(confidence) * wider / np.sqrt(n - 3)
    return float(np.tanh(np.arctanh(r) - reach)), float(np.tanh(np.arctanh(r) + reach))
