"""Comparisons by stratum: Mantel–Haenszel, standardized rates, and the reversal check."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array, hold, lift
from supportops._kit.results import Result
from supportops.errors import InputError
from supportops.statistics._doors import Sample, complete_sample
from supportops.statistics.estimates import Estimate
from supportops.statistics.evidence import NormalEvidence
from supportops.statistics.score_intervals import two_counts

__all__ = ["StratifiedComparison", "standardized_rate", "stratified_comparison"]


@dataclass(frozen=True, slots=True, eq=False)
class StratifiedComparison(Result):
    """Two groups compared with and without regard to strata.

    Attributes
    ----------
    crude_a, crude_b, crude_difference : float or None
        Shares of all, and a − b.
    differences : ndarray
        a − b by stratum; NaN where a group is absent from it.
    odds_ratio, risk_difference : float or None
        Mantel–Haenszel's common odds ratio and difference.
    standardized_a, standardized_b : Estimate
        Shares if both groups had the pooled sizes of the strata.
    reversal : bool
        Whether every stratum that compares the two points against the crude difference.
    """

    crude_a: float | None
    crude_b: float | None
    crude_difference: float | None
    differences: Float64Array
    odds_ratio: float | None
    risk_difference: float | None
    standardized_a: Estimate
    standardized_b: Estimate
    reversal: bool


def stratified_comparison(a: tuple[Any, Any], b: tuple[Any, Any]) -> StratifiedComparison:
    """Compare two groups within strata such as channels or priorities.

    Parameters
    ----------
    a, b : pair of array-like
        Successes and trials [count] of each group, one value for each stratum.

    Returns
    -------
    StratifiedComparison
        Its ``reversal`` says that the crude comparison misleads (Simpson).

    Raises
    ------
    InputError
        If an argument is no pair, or successes exceed n.

    Notes
    -----
    Strata in which a group is absent compare nothing: they stay out of the common estimates,
    and leave a standardized rate undefined.

    Examples
    --------
    Kidney stones, small and large: open surgery against the puncture.

    >>> answer = stratified_comparison(([81, 192], [87, 263]), ([234, 55], [270, 80]))
    >>> answer.crude_difference, answer.reversal, answer.odds_ratio
    (-0.0457, True, 1.447)

    References
    ----------
    Mantel and Haenszel 1959; Charig et al. 1986, BMJ 292:879.
    """
    _, lifted = two_counts(a, b)
    x1, n1, x2, n2 = (np.atleast_1d(values) for values in lifted)
    both = (n1 > 0) & (n2 > 0)
    total = np.where(both, n1 + n2, 1)
    differences = np.full(x1.shape, np.nan)
    differences[both] = x1[both] / n1[both] - x2[both] / n2[both]
    up = float(np.sum(both * x1 * (n2 - x2) / total))
    down = float(np.sum(both * x2 * (n1 - x1) / total))
    weight = both * n1 * n2 / total
    crude_a, crude_b = _share(x1, n1), _share(x2, n2)
    crude = None if crude_a is None or crude_b is None else crude_a - crude_b
    compared = differences[both]
    against = crude is not None and compared.size > 0 and bool((compared * crude < 0).all())
    risk = float(np.sum(weight[both] * compared) / weight.sum()) if both.any() else None
    return StratifiedComparison(
        crude_a,
        crude_b,
        crude,
        differences,
        up / down if down else None,
        risk,
        _standardized(x1, n1, n1 + n2),
        _standardized(x2, n2, n1 + n2),
        against,
    )


def standardized_rate(successes: Sample, n: Sample, *, weights: Sample) -> Estimate:
    """Share if the strata had other sizes than they happen to have (direct standardization).

    Parameters
    ----------
    successes, n : array-like or Series
        Hits and trials by stratum [count].
    weights : array-like or Series
        Size of each stratum in the population that is spoken about [count or share].

    Returns
    -------
    Estimate
        A share with a normal interval cut to 0 and 1. Undefined where a stratum that has weight
        has no trials.

    Raises
    ------
    InputError
        If successes exceed n, or a weight is negative or all are zero.

    Notes
    -----
    Σ w p with standard error √(Σ w² p̃(1 − p̃)/n), weights summing to 1 and p̃ = (x + ½)/(n + 1),
    so that strata without failures still count as unsure.

    Examples
    --------
    >>> standardized_rate([81, 192], [87, 263], weights=[357, 343]).value
    0.8325
    """
    _, (x, trials, w) = lift(
        successes=complete_sample(successes, "successes"),
        n=complete_sample(n, "n"),
        weights=complete_sample(weights, "weights"),
    )
    hold((x >= 0) & (x <= trials), "successes must be from zero to n", x)
    if (w < 0).any() or not w.sum() > 0:
        raise InputError(f"weights must be zero or more, not all zero; got {w.tolist()}")
    text, count = "standardized share", int(trials.sum())
    used = w > 0
    if (trials[used] == 0).any():
        reason = "a stratum that has weight has no observations"
        return Estimate(None, count, definition=text, unit="share", reason=reason)
    w, x, trials = w[used] / w.sum(), x[used], trials[used]
    center = (x + 0.5) / (trials + 1)
    value, se = (
        float(w @ (x / trials)),
        float(np.sqrt(np.sum(w**2 * center * (1 - center) / trials))),
    )
    evidence = NormalEvidence(value, se, 0.0, 1.0)
    return Estimate(value, count, definition=text, unit="share", evidence=evidence)


def _standardized(x: Float64Array, n: Float64Array, weights: Float64Array) -> Estimate:
    if weights.sum() > 0:
        return standardized_rate(x, n, weights=weights)
    return Estimate(
        None, 0, definition="standardized share", unit="share", reason="no observations"
    )


def _share(x: Float64Array, n: Float64Array) -> float | None:
    return float(x.sum() / n.sum()) if n.sum() else None
