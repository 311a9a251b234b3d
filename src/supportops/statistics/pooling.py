"""Many small samples at once: over-dispersion, and shrinkage towards the whole."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from supportops._kit.arrays import Float64Array, hold, lift
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops.errors import InputError
from supportops.statistics._doors import Sample, complete_sample, open_share, two_sided_z
from supportops.statistics.estimates import Interval

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Dispersion", "Shrunk", "overdispersion", "shrunk_means", "shrunk_proportions"]


@dataclass(frozen=True, slots=True)
class Dispersion(Result):
    """Whether shares of groups differ more than chance makes them.

    Attributes
    ----------
    factor : float or None
        Pearson's chi-square by degrees of freedom: 1 under chance alone, above it the variance
        inflation.
    chi2, p_value : float or None
        Test of equal shares.
    reason : str or None
        Why there is no answer.
    """

    factor: float | None
    chi2: float | None
    p_value: float | None
    reason: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Shrunk(Result):
    """Figures of groups, each drawn to the common center by how little is known of it.

    Attributes
    ----------
    values : ndarray
        Shrunken figures [unit].
    raw : ndarray
        Figures of the groups alone [unit]; NaN where there was nothing to count.
    center : float
        What they are drawn to [unit].
    spread : float
        Standard deviation of the true figures of the groups [unit]; 0 says that all differences
        may be chance.
    weight : ndarray
        Weight of each group's own data [share].
    se : ndarray
        Standard deviation of what is left unknown of each [unit].
    alpha, beta : float or None
        Beta prior of shares, where the spread is above zero.
    """

    values: Float64Array
    raw: Float64Array
    center: float
    spread: float
    weight: Float64Array
    se: Float64Array
    alpha: float | None = None
    beta: float | None = None

    def interval(self, confidence: ShareLike = 0.95) -> Interval[Float64Array]:
        """Credible interval of each group: beta quantiles of shares, normal of means.

        Parameters
        ----------
        confidence : float or str
            Two-sided [share].

        Returns
        -------
        Interval
            Arrays of ends [unit]; the uncertainty of the center and the spread is left out.
        """
        level = open_share(confidence, "confidence")
        if self.alpha is None or self.beta is None:
            reach: Float64Array = two_sided_z(level) * self.se
            return Interval(self.values - reach, self.values + reach, level)
        from scipy.special import betaincinv

        # The posterior is a beta whose mean and size are those of prior and data together.
        size = (self.alpha + self.beta) / (1 - self.weight)
        a, b = self.values * size, (1 - self.values) * size
        ends = np.array([betaincinv(a, b, (1 - level) / 2), betaincinv(a, b, (1 + level) / 2)])
        return Interval(ends[0], ends[1], level)

    def to_frame(self) -> "pd.DataFrame":
        """One row for each group."""
        import pandas as pd

        names = ("raw", "values", "weight", "se")
        return pd.DataFrame({name: getattr(self, name) for name in names})


def overdispersion(successes: Sample, n: Sample) -> Dispersion:
    """How much more than chance the shares of groups differ.

    Parameters
    ----------
    successes, n : array-like or Series
        Hits and trials of each group, such as an agent or a week [count].

    Returns
    -------
    Dispersion
        Multiply standard errors of shares by √factor where it is above 1. Undefined with fewer
        than two groups, or where the pooled share is 0 or 1.

    Raises
    ------
    InputError
        If successes exceed n.

    Examples
    --------
    >>> overdispersion([45, 30, 48, 20], [50, 50, 50, 50]).factor
    16.906
    """
    from scipy.special import chdtrc

    x, trials = _groups(successes, n)
    x, trials = x[trials > 0], trials[trials > 0]
    if x.size < 2:
        return Dispersion(None, None, None, "fewer than two groups")
    p = x.sum() / trials.sum()
    if p in {0, 1}:
        return Dispersion(None, None, None, "the pooled share is 0 or 1")
    chi2 = float(np.sum((x - trials * p) ** 2 / (trials * p * (1 - p))))
    df = x.size - 1
    return Dispersion(chi2 / df, chi2, float(chdtrc(df, chi2)))


def shrunk_proportions(successes: Sample, n: Sample) -> Shrunk:
    """Shares of many groups by empirical Bayes: few trials, little say.

    Parameters
    ----------
    successes, n : array-like or Series
        Hits and trials of each group [count]; a group without trials gets the center.

    Returns
    -------
    Shrunk

    Raises
    ------
    InputError
        If successes exceed n, or no group has a trial.

    Notes
    -----
    Beta-binomial by moments (Kleinman): the center is the pooled share, the spread what is left
    of the variance between groups after chance. Groups must be alike apart from what is
    measured: shrink new hires among new hires.

    Examples
    --------
    >>> shrunk_proportions([5, 45, 30, 60], [5, 50, 50, 80]).values.round(3)
    array([0.838, 0.876, 0.626, 0.751])
    """
    x, trials = _groups(successes, n)
    if not trials.sum() > 0:
        raise InputError("n must be above zero in some group; got none")
    total, seen = trials.sum(), trials > 0
    center = float(x.sum() / total)
    raw = np.full(x.size, np.nan)
    raw[seen] = x[seen] / trials[seen]
    groups = int(seen.sum())
    between = float(np.sum(trials[seen] * (raw[seen] - center) ** 2))
    chance = center * (1 - center)
    size = total - float(np.sum(trials**2)) / total
    # E(between) = chance (k − 1) + (size − (k − 1)) variance of the true shares.
    room = size - (groups - 1)
    variance = (between - chance * (groups - 1)) / room if room > 0 else 0.0
    variance = float(np.clip(variance, 0, chance * (1 - 1e-9)))
    if variance == 0:
        zero = np.zeros(x.size)
        return Shrunk(zero + center, raw, center, 0.0, zero, zero)
    prior = chance / variance - 1
    weight = trials / (trials + prior)
    values = center + weight * (np.where(seen, raw, center) - center)
    se = np.sqrt(values * (1 - values) / (trials + prior + 1))
    return Shrunk(
        values, raw, center, variance**0.5, weight, se, prior * center, prior * (1 - center)
    )


def shrunk_means(means: Sample, se: Sample) -> Shrunk:
    """Means of many groups by empirical Bayes, from their standard errors.

    Parameters
    ----------
    means, se : array-like or Series
        Mean and standard error of each group [unit], errors above zero.

    Returns
    -------
    Shrunk

    Raises
    ------
    InputError
        If there is no group, the lengths differ, or an error is not above zero.

    Notes
    -----
    DerSimonian and Laird's variance between groups.

    Examples
    --------
    >>> shrunk_means([300, 360, 240], [10, 10, 60]).values.round(1)
    array([300.9, 357.7, 291.6])
    """
    _, (values, errors) = lift(means=complete_sample(means, "means"), se=complete_sample(se, "se"))
    hold(errors > 0, "se must be above zero", errors)
    if not values.size:
        raise InputError("means must hold at least one group; got none")
    w = 1 / errors**2
    fixed = float(w @ values / w.sum())
    excess = float(w @ (values - fixed) ** 2) - (values.size - 1)
    room = float(w.sum() - (w @ w) / w.sum())
    variance = max(0.0, excess / room) if room > 0 else 0.0
    total = 1 / (errors**2 + variance)
    center = float(total @ values / total.sum())
    weight = variance / (variance + errors**2)
    left = np.sqrt(weight) * errors
    return Shrunk(center + weight * (values - center), values, center, variance**0.5, weight, left)


def _groups(successes: Sample, n: Sample) -> tuple[Float64Array, Float64Array]:
    _, (x, trials) = lift(
        successes=complete_sample(successes, "successes"), n=complete_sample(n, "n")
    )
    hold((x >= 0) & (x <= trials), "successes must be from zero to n", x)
    return x, trials
