"""Comparisons that use only the order of the values: Mann and Whitney's test and shift."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.results import Result
from supportops.statistics._doors import Sample, finite_sample

__all__ = ["RankComparison", "rank_test"]

_PAIRS_EXACT = 40_000  # beyond so many pairs the two p values agree to three digits


@dataclass(frozen=True, slots=True)
class RankComparison(Result):
    """Answer of Mann and Whitney's test.

    Attributes
    ----------
    u : float or None
        Pairs in which a exceeds b, ties counted half; None where a sample is empty.
    p_value : float or None
        Two-sided p from the normal, with continuity and tie correction [share].
    p_exact : float or None
        Two-sided p from the exact distribution, which ignores ties; None above 40,000 pairs.
    superiority : float or None
        Chance that a value of a exceeds one of b, u / (n_a n_b) [share].
    shift : float or None
        Hodges and Lehmann's median of all differences a − b [unit].
    reason : str or None
        Why there is no answer.
    """

    u: float | None
    p_value: float | None
    p_exact: float | None
    superiority: float | None
    shift: float | None
    reason: str | None = None


def rank_test(a: Sample, b: Sample) -> RankComparison:
    """Whether values of a tend to exceed values of b, and by how much.

    Parameters
    ----------
    a, b : array-like or Series
        The samples [unit]; missing values are left out.

    Returns
    -------
    RankComparison
        With p None where all values are equal.

    Raises
    ------
    InputError
        If a value is infinite or no number.

    Notes
    -----
    A difference of spread alone can make it reject; it is no test of medians.

    Examples
    --------
    >>> answer = rank_test([312, 287, 401, 355], [290, 301, 342, 310])
    >>> answer.superiority, answer.shift
    (0.6875, 17.5)

    References
    ----------
    Mann and Whitney 1947; Hodges and Lehmann 1963.
    """
    from scipy.stats import mannwhitneyu

    first, second = np.sort(finite_sample(a, "a")[0]), np.sort(finite_sample(b, "b")[0])
    pairs = first.size * second.size
    if not pairs:
        return RankComparison(None, None, None, None, None, "a sample is empty")
    exact = None
    if pairs <= _PAIRS_EXACT:
        exact = float(mannwhitneyu(first, second, method="exact").pvalue)
    below = np.searchsorted(second, first, side="left").sum()
    u = float(below + np.searchsorted(second, first, side="right").sum()) / 2
    shift = _shift(first, second)
    if first[0] == first[-1] == second[0] == second[-1]:
        return RankComparison(u, None, None, u / pairs, shift, "all values are equal")
    p = float(mannwhitneyu(first, second, method="asymptotic").pvalue)
    return RankComparison(u, p, exact, u / pairs, shift)


def _shift(a: Float64Array, b: Float64Array) -> float:
    pairs = a.size * b.size
    if pairs <= _PAIRS_EXACT:
        return float(np.median(np.subtract.outer(a, b)))
    return (_kth(a, b, (pairs + 1) // 2) + _kth(a, b, pairs // 2 + 1)) / 2


def _kth(a: Float64Array, b: Float64Array, k: int) -> float:
    """k-th smallest difference of two sorted samples, by bisection on its value."""
    low, high = a[0] - b[-1], a[-1] - b[0]
    while low < (middle := (low + high) / 2) < high:
        reached = int((b.size - np.searchsorted(b, a - middle, side="left")).sum()) >= k
        low, high = (low, middle) if reached else (middle, high)
    return float(high)
