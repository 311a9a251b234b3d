"""Resampling: an interval for any figure, by unit or by cluster."""

from collections.abc import Callable
from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops.errors import InputError
from supportops.statistics._doors import Sample, code_labels, finite_sample, sample, whole
from supportops.statistics.estimates import Estimate
from supportops.statistics.evidence import ReplicateEvidence

__all__ = ["bootstrap"]


def bootstrap(
    values: Sample,
    statistic: Callable[[Float64Array], float],
    *,
    rng: np.random.Generator,
    clusters: Any = None,
    replicates: int = 1000,
    definition: str = "",
    unit: str = "",
) -> Estimate:
    """Figure of a sample with a percentile interval from resampling.

    Parameters
    ----------
    values : array-like or Series
        The sample [unit]; missing values are left out and counted.
    statistic : callable
        Takes a 1-D array, gives a number; NaN where it is undefined.
    rng : numpy.random.Generator
        Source of randomness.
    clusters : array-like or Series, optional
        Label of each value [label]; whole clusters are drawn, because their values depend on each other.
    replicates : int
        Resamples [count], at least 100.
    definition : str
        What the figure says; the name of the statistic where left out.
    unit : str
        Unit of the figure.

    Returns
    -------
    Estimate
        Undefined without values, or where the statistic is. Below two units (or clusters) there
        is no interval. ``"few_clusters"`` below thirty: the interval is then too short;
        ``"undefined_replicates"`` where the statistic failed on some resamples.

    Raises
    ------
    InputError
        If a value is infinite, a label is missing, or there are fewer than 100 replicates.

    Examples
    --------
    >>> rng = np.random.default_rng(7)
    >>> hours = [2, 3, 3, 5, 8, 13, 20, 26]
    >>> bootstrap(hours, np.median, rng=rng, unit="h").value
    6.5

    References
    ----------
    Efron and Tibshirani 1993.
    """
    rounds = whole(replicates, "replicates", at_least=100)
    numbers = sample(values, "values")
    observed, missing = finite_sample(numbers, "values")
    text = definition or getattr(statistic, "__name__", "statistic")
    if not observed.size:
        return Estimate(None, 0, missing, text, unit, reason="no observations")
    value = float(statistic(observed))
    if not np.isfinite(value):
        return Estimate(
            None, observed.size, missing, text, unit, reason="the statistic is undefined"
        )
    parts = _parts(observed, clusters, ~np.isnan(numbers))
    flags = ("few_clusters",) if clusters is not None and len(parts) < 30 else ()
    if len(parts) < 2:
        return Estimate(value, observed.size, missing, text, unit, flags)
    draws = np.empty(rounds)
    for i in range(rounds):
        chosen = rng.integers(len(parts), size=len(parts))
        taken = observed[chosen] if clusters is None else np.concatenate([parts[j] for j in chosen])
        draws[i] = statistic(taken)
    kept = np.sort(draws[np.isfinite(draws)])
    if kept.size < rounds:
        flags = (*flags, "undefined_replicates")
    evidence = ReplicateEvidence(kept) if kept.size else None
    return Estimate(value, observed.size, missing, text, unit, flags, evidence=evidence)


def _parts(observed: Float64Array, clusters: Any, seen: Any) -> Any:
    if clusters is None:
        return observed
    codes, _, absent = code_labels(clusters, "clusters", seen.size)
    if (absent & seen).any():
        place = int(np.flatnonzero(absent & seen)[0])
        raise InputError(f"clusters must label every observed value; got none at position {place}")
    order = np.argsort(codes[seen], kind="stable")
    edges = np.flatnonzero(np.diff(codes[seen][order])) + 1
    return np.split(observed[order], edges)
