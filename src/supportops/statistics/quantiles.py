"""Quantiles with intervals that assume nothing about the distribution."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.statistics._doors import Sample, finite_sample, open_share, whole
from supportops.statistics._kernels import order_ranks
from supportops.statistics.estimates import Estimate
from supportops.statistics.evidence import RankEvidence

__all__ = ["QuantileType", "RankInterval", "quantile", "quantile_ranks"]

#: Published definitions of a sample quantile: types 7, 1, 5 and 8 of Hyndman and Fan.
QuantileType: TypeAlias = Literal["linear", "nearest rank", "hazen", "median unbiased"]

_NUMPY = {
    "linear": "linear",
    "nearest rank": "inverted_cdf",
    "hazen": "hazen",
    "median unbiased": "median_unbiased",
}


@dataclass(frozen=True, slots=True)
class RankInterval(Result):
    """Order statistics that enclose a quantile.

    Attributes
    ----------
    lower_rank, upper_rank : int or None
        Ranks counted from 1; None where the sample is too small to bound that side.
    coverage : float or None
        Exact chance that a continuous distribution's quantile lies between them; None where a
        side is unbounded.
    """

    lower_rank: int | None
    upper_rank: int | None
    coverage: float | None


def quantile(
    values: Sample,
    q: ShareLike,
    *,
    kind: QuantileType = "linear",
    definition: str = "",
    unit: str = "",
    small_below: int = 30,
) -> Estimate:
    """Quantile of the observed values, with an interval from order statistics.

    Parameters
    ----------
    values : array-like or Series
        The sample [unit]; None, NaN and NA are missing, left out and counted.
    q : float or str
        Level [share], 0.9 or "90%", the ends excluded.
    kind : str
        Definition between the ranks: "linear" (type 7, what spreadsheets and pandas do), "nearest
        rank" (type 1, always an observed value), "hazen" (type 5), "median unbiased" (type 8).
    definition : str
        What the figure says; "P90" and the kind where it is left out.
    unit : str
        Unit of the values.
    small_below : int
        Under this `n` [count] the answer is flagged ``"small_n"``; our assumption.

    Returns
    -------
    Estimate
        Quantile [unit]; an end of its interval is None where the sample cannot bound it.

    Raises
    ------
    InputError
        If a value is infinite or no number, q is outside (0, 1), or the kind is unknown.

    Notes
    -----
    Values must be complete: of tickets that are still open use `survival_curve`, because leaving
    them out halves the answer. Forty values cannot bound a P95 from above.

    Examples
    --------
    >>> hours = [12, 15, 7, 3, 120, 44, 18, 9, 30, 22]
    >>> quantile(hours, 0.9).value, quantile(hours, 0.9, kind="nearest rank").value
    (51.6, 44.0)
    >>> print(quantile(hours, "90%", unit="h"))
    51.6 h (95 %: at least 22 h, n = 10)

    References
    ----------
    Hyndman and Fan 1996, The American Statistician 50:361; Hahn and Meeker 1991.
    """
    level = open_share(q, "q")
    if kind not in _NUMPY:
        raise InputError(f"kind must be {joined(_NUMPY, 'or')}; got {shown(kind)}")
    observed, missing = finite_sample(values, "values")
    text = definition or f"P{100 * level:g}, {kind}"
    if not observed.size:
        return Estimate(None, 0, missing, definition=text, unit=unit, reason="no observations")
    ordered = np.sort(observed)
    value = float(np.quantile(ordered, level, method=_NUMPY[kind]))  # type: ignore[call-overload]  # the four names are numpy's
    flags = ("small_n",) if ordered.size < small_below else ()
    evidence = RankEvidence(ordered, level)
    return Estimate(
        value, ordered.size, missing, definition=text, unit=unit, flags=flags, evidence=evidence
    )


def quantile_ranks(n: int, q: ShareLike, *, confidence: ShareLike = 0.95) -> RankInterval:
    """Ranks of the order statistics that enclose the q quantile of `n` values.

    Parameters
    ----------
    n : int
        Size of the sample [count].
    q : float or str
        Level [share].
    confidence : float or str
        Two-sided confidence [share], half of what is left out on either side.

    Returns
    -------
    RankInterval
        Ranks [position from 1] and their exact coverage [share].

    Raises
    ------
    InputError
        If n is not a whole number, or a share is outside (0, 1).

    Notes
    -----
    With B binomial of n and q, the lower rank is the largest l with P(B ≤ l − 1) ≤ α/2, the
    upper the smallest u with P(B ≤ u − 1) ≥ 1 − α/2. Ties make it conservative.

    Examples
    --------
    >>> quantile_ranks(100, 0.9)
    RankInterval(lower_rank=84, upper_rank=96, coverage=0.9557)
    >>> quantile_ranks(40, 0.95).upper_rank is None
    True

    References
    ----------
    Hahn and Meeker 1991, Statistical Intervals.
    """
    from scipy.special import bdtr

    size, level = whole(n, "n"), open_share(q, "q")
    low, high = order_ranks(size, level, open_share(confidence, "confidence"))
    coverage = None
    if low is not None and high is not None:
        coverage = float(bdtr(high - 1.0, size, level) - bdtr(low - 1.0, size, level))
    return RankInterval(low, high, coverage)
