"""Tests of two samples: the effect, how sure it is, and how surprising no effect would be."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops.errors import InputError
from supportops.statistics._doors import Sample, finite_sample, open_share, whole
from supportops.statistics.estimates import Estimate, Interval
from supportops.statistics.score_intervals import two_counts

__all__ = [
    "Comparison",
    "difference_test",
    "fisher_test",
    "mcnemar_test",
    "pooled_z_test",
    "welch_test",
    "z_result",
]


@dataclass(frozen=True, slots=True)
class Comparison(Result):
    """Answer of a two-sided test.

    Attributes
    ----------
    effect : float or None
        What was compared: a difference a − b, or an odds ratio (infinite with an empty cell).
    p_value : float or None
        Chance of an effect at least as extreme where there is none [share]; None where the data
        cannot tell, and `reason` says why.
    statistic : float or None
        z, t or chi-square; None for exact tests.
    se : float or None
        Standard error of the effect.
    df : float or None
        Degrees of freedom.
    reason : str or None
        Why there is no p value.
    """

    effect: float | None
    p_value: float | None
    statistic: float | None = None
    se: float | None = None
    df: float | None = None
    reason: str | None = None

    def interval(self, confidence: ShareLike = 0.95) -> Interval[float | None]:
        """Interval of the effect from its standard error; without one, no bounds.

        Parameters
        ----------
        confidence : float or str
            Two-sided confidence [share].

        Returns
        -------
        Interval
            Ends [unit of the effect].
        """
        from scipy.special import ndtri, stdtrit

        level = open_share(confidence, "confidence")
        if self.effect is None or self.se is None:
            return Interval(None, None, level)
        upper = (1 + level) / 2
        reach = self.se * float(ndtri(upper) if self.df is None else stdtrit(self.df, upper))
        return Interval(self.effect - reach, self.effect + reach, level)


def pooled_z_test(a: tuple[int, int], b: tuple[int, int]) -> Comparison:
    """Two-sided z test that two independent shares are equal, with the pooled variance.

    Parameters
    ----------
    a, b : pair of int
        Successes and trials [count].

    Returns
    -------
    Comparison
        Effect a − b [difference of shares] without ``se``: the interval to show beside it is
        `newcombe`. Undefined without variation.

    Raises
    ------
    InputError
        If an argument is no pair of counts, or successes exceed n.

    Examples
    --------
    >>> pooled_z_test((92, 100), (85, 100)).p_value
    0.1208
    """
    (x1, n1), (x2, n2) = _pairs(a, b)
    if not (n1 and n2):
        return Comparison(None, None, reason="a sample is empty")
    pooled = (x1 + x2) / (n1 + n2)
    se = float(np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2)))
    tested = z_result(x1 / n1 - x2 / n2, se)
    return Comparison(tested.effect, tested.p_value, tested.statistic, reason=tested.reason)


def fisher_test(a: tuple[int, int], b: tuple[int, int]) -> Comparison:
    """Fisher's exact two-sided test that two shares are equal: for small counts.

    Parameters
    ----------
    a, b : pair of int
        Successes and trials [count].

    Returns
    -------
    Comparison
        Effect is the sample odds ratio, infinite where b has no success or a no failure, None
        where a margin is empty.

    Raises
    ------
    InputError
        If an argument is no pair of counts, or successes exceed n.

    Examples
    --------
    >>> fisher_test((9, 10), (3, 10))
    Comparison(effect=21.0, p_value=0.0198, statistic=None, se=None, df=None, reason=None)
    """
    from scipy.stats import fisher_exact

    (x1, n1), (x2, n2) = _pairs(a, b)
    if not (n1 and n2):
        return Comparison(None, None, reason="a sample is empty")
    up, down = x1 * (n2 - x2), (n1 - x1) * x2
    odds = up / down if down else np.inf if up else None
    return Comparison(odds, float(fisher_exact([[x1, n1 - x1], [x2, n2 - x2]])[1]))  # type: ignore[arg-type]  # the second of the pair is the p value


def mcnemar_test(only_a: int, only_b: int) -> Comparison:
    """Exact two-sided test of paired answers, from the pairs that disagree.

    Parameters
    ----------
    only_a, only_b : int
        Pairs [count] in which only the first, only the second, was a success.

    Returns
    -------
    Comparison
        Effect is the odds ratio only_a / only_b; undefined without disagreement.

    Raises
    ------
    InputError
        If a count is negative or not whole.

    Examples
    --------
    >>> mcnemar_test(10, 2).p_value
    0.03857
    """
    from scipy.stats import binomtest

    first, second = whole(only_a, "only_a"), whole(only_b, "only_b")
    if not first + second:
        return Comparison(None, None, reason="no pair disagrees")
    odds = first / second if second else np.inf
    return Comparison(odds, float(binomtest(first, first + second).pvalue))


def welch_test(a: Sample, b: Sample) -> Comparison:
    """Welch's two-sided t test that two means are equal, variances unequal.

    Parameters
    ----------
    a, b : array-like or Series
        The samples [unit]; missing values are left out.

    Returns
    -------
    Comparison
        Effect is the difference of means a − b [unit]. Undefined with fewer than two values on
        a side, or without any variation.

    Raises
    ------
    InputError
        If a value is infinite or no number.

    Examples
    --------
    >>> welch_test([312, 287, 401, 355], [290, 301, 342, 310]).interval().low
    -47.10
    """
    from scipy.special import stdtr

    samples = [finite_sample(values, name)[0] for name, values in (("a", a), ("b", b))]
    if min(values.size for values in samples) < 2:
        return Comparison(None, None, reason="a sample has fewer than two values")
    effect = float(samples[0].mean() - samples[1].mean())
    parts = [float(values.var(ddof=1)) / values.size for values in samples]
    if sum(parts) == 0:
        return Comparison(effect, None, se=0.0, reason="neither sample varies")
    df = sum(parts) ** 2 / sum(
        part**2 / (values.size - 1) for part, values in zip(parts, samples, strict=True)
    )
    se = float(np.sqrt(sum(parts)))
    t = effect / se
    return Comparison(effect, 2 * float(stdtr(df, -abs(t))), t, se, df)


def difference_test(a: Estimate, b: Estimate) -> Comparison:
    """Two-sided z test that two independent estimates are equal, from their standard errors.

    Parameters
    ----------
    a, b : Estimate
        Means or ratios of sums (clustered or not) in one unit.

    Returns
    -------
    Comparison
        Effect a − b [unit].

    Raises
    ------
    InputError
        If the units differ.

    Notes
    -----
    With fewer than about thirty clusters a side the normal is optimistic.

    Examples
    --------
    >>> from supportops.statistics import ratio
    >>> before = ratio([5400, 6100, 4800], [18, 20, 15], unit="s")
    >>> after = ratio([5100, 5600, 4300], [18, 20, 15], unit="s")
    >>> difference_test(before, after).effect
    24.53
    """
    if a.unit != b.unit:
        raise InputError(f"b must be in the unit of a, {a.unit!r}; got {b.unit!r}")
    if a.value is None or b.value is None or a.se is None or b.se is None:
        reason = "an estimate has no value or no standard error"
        return Comparison(None, None, reason=reason)
    return z_result(a.value - b.value, float(np.hypot(a.se, b.se)))


def z_result(effect: float, se: float) -> Comparison:
    """Comparison of an effect with its standard error, read as normal."""
    from scipy.special import ndtr

    if se == 0:
        return Comparison(effect, None, se=se, reason="there is no variation")
    z = effect / se
    return Comparison(effect, 2 * float(ndtr(-abs(z))), z, se)


def _pairs(a: Any, b: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    two_counts(a, b)
    first, second = (
        (whole(pair[0], f"successes of {name}"), whole(pair[1], f"n of {name}"))
        for name, pair in (("a", a), ("b", b))
    )
    return first, second
