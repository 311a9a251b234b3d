"""Means and ratios of sums, with clustered standard errors."""

from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops.errors import InputError
from supportops.statistics._doors import Sample, code_labels, finite_sample, sample
from supportops.statistics._kernels import cluster_variance
from supportops.statistics.estimates import Estimate
from supportops.statistics.evidence import StudentEvidence

__all__ = ["mean", "ratio"]


def mean(
    values: Sample,
    *,
    clusters: Any = None,
    definition: str = "mean",
    unit: str = "",
    small_below: int = 30,
) -> Estimate:
    """Mean of the observed values, with Student's interval.

    Parameters
    ----------
    values : array-like or Series
        The sample [unit]; None, NaN and NA are missing, left out and counted.
    clusters : array-like or Series, optional
        One label for each value [label]: the agent, the customer. Values of one label depend on each other.
    definition : str
        What the mean says.
    unit : str
        Unit of the values.
    small_below : int
        Fewer values, or fewer clusters, than this [count] are flagged; our assumption.

    Returns
    -------
    Estimate
        Mean [unit]; undefined without values. One value, or one cluster, gives no interval.

    Raises
    ------
    InputError
        If a value is infinite or no number, or a label is missing.

    Notes
    -----
    With k clusters the squared standard error is k/(k − 1) Σ (cluster total of residuals)² / n²
    and t has k − 1 degrees of freedom; without clusters that is s²/n and n − 1. Leaving the
    clusters out makes intervals of handle times several times too narrow.

    Examples
    --------
    >>> print(mean([300, 360, 240, None], unit="s", definition="handle time"))
    5m (95 %: 2m31s to 7m29s, n = 3, 1 missing)
    """
    numbers = sample(values, "values")
    observed, missing = finite_sample(numbers, "values")
    if not observed.size:
        return Estimate(
            None, 0, missing, definition=definition, unit=unit, reason="no observations"
        )
    center = float(np.mean(observed))
    totals = _totals(observed - center, clusters, ~np.isnan(numbers))
    return _linear(
        center,
        observed.size,
        totals,
        observed.size,
        missing=missing,
        definition=definition,
        unit=unit,
        small_below=small_below,
    )


def ratio(
    numerators: Sample,
    denominators: Sample,
    *,
    clusters: Any = None,
    definition: str = "ratio of sums",
    unit: str = "",
    small_below: int = 30,
) -> Estimate:
    """Ratio of two sums over the same rows: seconds over contacts, never a mean of ratios.

    Parameters
    ----------
    numerators : array-like or Series
        What is shared out [unit × count], one row for each agent, day or ticket.
    denominators : array-like or Series
        Over what [count], zero or more.
    clusters : array-like or Series, optional
        Label of each row [label]; rows of one label depend on each other. Without it rows stand alone.
    definition, unit, small_below
        As in `mean`.

    Returns
    -------
    Estimate
        Ratio [unit]; ``n`` counts the rows. Undefined where the denominators sum to zero.

    Raises
    ------
    InputError
        If the lengths differ, a value is infinite, or a denominator is negative.

    Notes
    -----
    Delta method: the residuals numerator − ratio × denominator are summed by cluster, and the
    standard error is √(k/(k − 1) Σ total²) over the sum of denominators, with t of k − 1
    degrees of freedom. A row with a missing half is missing.

    Examples
    --------
    >>> aht = ratio([5400, 6100, 4800, 7200, 5000, 6600], [18, 20, 15, 23, 17, 21], unit="s")
    >>> aht.value
    307.9

    References
    ----------
    Deng, Knoblich and Lu 2018, KDD.
    """
    top, bottom = sample(numerators, "numerators"), sample(denominators, "denominators")
    if top.size != bottom.size:
        message = "denominators must have one value for each numerator"
        raise InputError(f"{message}, {top.size}; got {bottom.size}")
    both = ~(np.isnan(top) | np.isnan(bottom))
    for name, array in (("numerators", top), ("denominators", bottom)):
        finite_sample(array[both], name)
    if (bottom[both] < 0).any():
        raise InputError(f"denominators must be zero or more; got {bottom[both].min():g}")
    missing = int(np.sum(~both))
    whole_sum = float(np.sum(bottom[both]))
    n = int(np.sum(both))
    if whole_sum == 0:
        reason = "the denominators sum to zero" if n else "no observations"
        return Estimate(None, n, missing, definition=definition, unit=unit, reason=reason)
    value = float(np.sum(top[both])) / whole_sum
    totals = _totals(top[both] - value * bottom[both], clusters, both)
    return _linear(
        value,
        n,
        totals,
        whole_sum,
        missing=missing,
        definition=definition,
        unit=unit,
        small_below=small_below,
    )


def _totals(residuals: Float64Array, clusters: Any, seen: Any) -> Float64Array:
    if clusters is None:
        return residuals
    codes, labels, absent = code_labels(clusters, "clusters", seen.size)
    if (absent & seen).any():
        place = int(np.flatnonzero(absent & seen)[0])
        raise InputError(f"clusters must label every observed value; got none at position {place}")
    totals = np.zeros(len(labels))
    np.add.at(totals, codes[seen], residuals)
    present: Float64Array = totals[np.unique(codes[seen])]
    return present


def _linear(
    center: float,
    n: int,
    totals: Float64Array,
    scale: float,
    *,
    missing: int,
    definition: str,
    unit: str,
    small_below: int,
) -> Estimate:
    few = totals.size < small_below
    flags = ("few_clusters",) if few and totals.size < n else ("small_n",) if few else ()
    evidence = None
    if totals.size > 1:
        se = float(np.sqrt(cluster_variance(totals))) / scale
        evidence = StudentEvidence(center, se, totals.size - 1)
    return Estimate(
        center, n, missing, definition=definition, unit=unit, flags=flags, evidence=evidence
    )
