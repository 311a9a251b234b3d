"""Experiments: less variance from what was known before, and arms that came out unequal."""

from dataclasses import dataclass, field

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops.errors import InputError
from supportops.statistics._doors import Sample, finite_sample, open_share, sample
from supportops.statistics.estimates import Estimate
from supportops.statistics.means import mean

__all__ = ["AdjustedSample", "SampleRatio", "cuped", "sample_ratio"]


@dataclass(frozen=True, slots=True, eq=False)
class AdjustedSample(Result):
    """An outcome freed from what the time before foretold.

    Attributes
    ----------
    theta : float or None
        Slope that was taken out [outcome unit / before unit].
    mean : Estimate
        Mean of the adjusted outcome, with its interval.
    variance : float or None
        Variance of the adjusted outcome.
    variance_reduction : float or None
        Share of the variance that the time before explains; None where nothing varies.
    values : ndarray
        Adjusted outcomes of the pairs, for `welch_test` or `mean` with clusters.
    """

    theta: float | None
    mean: Estimate
    variance: float | None
    variance_reduction: float | None
    values: Float64Array = field(repr=False)


def cuped(
    before: Sample,
    after: Sample,
    *,
    theta: float | None = None,
    center: float | None = None,
) -> AdjustedSample:
    """Outcomes adjusted by the same measure from before the experiment.

    Parameters
    ----------
    before, after : array-like or Series
        One pair for each unit of randomization, such as the agent [unit]. A pair with a missing
        half is left out and counted.
    theta : float, optional
        Slope to use [slope], such as that of both arms together; that of these data where left out.
    center : float, optional
        Mean of `before` over all arms [unit]; that of these data where left out. To compare
        arms, give both the same.

    Returns
    -------
    AdjustedSample
        Undefined slope, None, where `before` does not vary; the outcomes are then as they were.

    Raises
    ------
    InputError
        If the lengths differ or a value is infinite.

    Notes
    -----
    after − θ (before − center) with θ = cov(before, after)/var(before). The variance falls by
    the squared correlation. `before` must not have been touched by the experiment.

    Examples
    --------
    >>> pre, post = [320, 295, 410, 340], [312, 287, 401, 355]
    >>> cuped(pre, post).variance_reduction
    0.9459

    References
    ----------
    Deng, Xu, Kohavi and Walker 2013, WSDM.
    """
    first, second = sample(before, "before"), sample(after, "after")
    if first.size != second.size:
        raise InputError(
            f"after must have one value for each before, {first.size}; got {second.size}"
        )
    both = ~(np.isnan(first) | np.isnan(second))
    x, y = finite_sample(first[both], "before")[0], finite_sample(second[both], "after")[0]
    varies = x.size > 1 and np.ptp(x) > 0
    slope = theta
    if theta is None and varies:
        slope = float(np.cov(x, y)[0, 1] / np.var(x, ddof=1))
    middle = center if center is not None else float(x.mean()) if x.size else 0.0
    adjusted = y - (slope or 0.0) * (x - middle)
    summary = mean(
        np.concatenate([adjusted, np.full(both.size - x.size, np.nan)]), definition="adjusted mean"
    )
    variance = float(np.var(adjusted, ddof=1)) if x.size > 1 else None
    reduction = None
    if variance is not None and np.ptp(y) > 0:
        reduction = 1 - variance / float(np.var(y, ddof=1))
    return AdjustedSample(slope, summary, variance, reduction, adjusted)


@dataclass(frozen=True, slots=True)
class SampleRatio(Result):
    """Whether the arms of an experiment have the sizes that were planned.

    Attributes
    ----------
    chi2 : float
        Statistic, with one degree of freedom less than arms.
    p_value : float
        Chance of arms at least as uneven [share].
    mismatch : bool
        Whether p is below alpha: then find the fault before reading any result.
    """

    chi2: float
    p_value: float
    mismatch: bool


def sample_ratio(
    counts: Sample, *, expected: "Sample | None" = None, alpha: ShareLike = 0.001
) -> SampleRatio:
    """Chi-square check of the sizes of the arms against the planned shares.

    Parameters
    ----------
    counts : array-like
        Units in each arm [count], at least two arms and one unit.
    expected : array-like, optional
        Planned shares [share], which sum to 1; equal where left out.
    alpha : float or str
        Alarm level [share]; our default of one in a thousand suits a check that runs often.

    Returns
    -------
    SampleRatio

    Raises
    ------
    InputError
        If there are too few arms or units, or the shares do not sum to 1.

    Examples
    --------
    >>> sample_ratio([5300, 4700])
    SampleRatio(chi2=36.0, p_value=1.973e-09, mismatch=True)
    """
    from scipy.special import chdtrc

    observed, missing = finite_sample(counts, "counts")
    if missing or observed.size < 2 or (observed < 0).any() or observed.sum() == 0:
        raise InputError(
            f"counts must be at least two counts, zero or more, not all zero; got {counts!r}"
        )
    shares = np.full(observed.size, 1 / observed.size)
    if expected is not None:
        shares, missing = finite_sample(expected, "expected")
        one = shares.size == observed.size and abs(shares.sum() - 1) <= 1e-9
        if missing or not one or (shares <= 0).any():
            raise InputError(
                f"expected must be one share above zero for each arm, in all 1; got {expected!r}"
            )
    planned = shares * observed.sum()
    chi2 = float(np.sum((observed - planned) ** 2 / planned))
    p = float(chdtrc(observed.size - 1, chi2))
    return SampleRatio(chi2, p, p < open_share(alpha, "alpha"))
