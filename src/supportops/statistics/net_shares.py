"""Positive minus negative: intervals of a net share, as a Net Promoter Score is one."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.arrays import RealLike, hold, lift, lower
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops.errors import InputError
from supportops.statistics._doors import Numbers, open_share, two_sided_z, whole
from supportops.statistics.comparisons import Comparison, z_result
from supportops.statistics.estimates import Estimate, Interval
from supportops.statistics.evidence import NormalEvidence

__all__ = [
    "NetMoments",
    "net_adjusted",
    "net_difference_test",
    "net_posterior",
    "net_share",
    "net_wald",
]


@dataclass(frozen=True, slots=True)
class NetMoments(Result):
    """Center and spread of a net share, from −1 to 1, of the shape of the counts.

    Attributes
    ----------
    center : float, ndarray or Series
        The net share that the interval is built around.
    variance : float, ndarray or Series
        Variance of one answer.
    se : float, ndarray or Series
        Standard error of the center.
    n : float, ndarray or Series
        Answers behind it, those added by the method included.
    """

    center: Any
    variance: Any
    se: Any
    n: Any

    def interval(self, confidence: ShareLike = 0.95) -> Interval[Any]:
        """Center ∓ z standard errors, cut to what is possible, −1 and 1.

        Parameters
        ----------
        confidence : float or str
            Two-sided confidence [share].

        Returns
        -------
        Interval
            Ends [net share].
        """
        reach = two_sided_z(confidence) * self.se
        low, high = np.maximum(self.center - reach, -1), np.minimum(self.center + reach, 1)
        if np.ndim(low) == 0:
            low, high = float(low), float(high)
        return Interval(low, high, open_share(confidence, "confidence"))


def net_share(
    positive: int,
    neutral: int,
    negative: int,
    *,
    missing: int = 0,
    definition: str = "net share",
    small_below: int = 30,
) -> Estimate:
    """Share of positive minus share of negative answers, with the adjusted Wald interval.

    Parameters
    ----------
    positive, neutral, negative : int
        Answers of each sort [count].
    missing : int
        Questions without an answer [count].
    definition : str
        What the figure says.
    small_below : int
        Under this many answers [count] the figure is flagged ``"small_n"``; our assumption.

    Returns
    -------
    Estimate
        A difference of shares, −1 to 1; ``.scaled(100, "points")`` makes it a score.
        Undefined without answers.

    Raises
    ------
    InputError
        If a count is negative or not whole.

    Examples
    --------
    >>> print(net_share(50, 30, 20, missing=37).scaled(100, "points"))
    +30.0 (95 %: +14.1 to +44.2, n = 100, 37 missing)
    """
    names = ("positive", "neutral", "negative")
    counts = [
        whole(value, name) for value, name in zip((positive, neutral, negative), names, strict=True)
    ]
    n, unseen, unit = sum(counts), whole(missing, "missing"), "share difference"
    if not n:
        reason = "no observations"
        return Estimate(None, 0, unseen, definition=definition, unit=unit, reason=reason)
    moments = net_adjusted(*counts)
    return Estimate(
        (counts[0] - counts[2]) / n,
        n,
        unseen,
        definition=definition,
        unit=unit,
        flags=("small_n",) if n < small_below else (),
        evidence=NormalEvidence(moments.center, moments.se, -1, 1),
    )


def net_wald(
    positive: "RealLike | Numbers", neutral: "RealLike | Numbers", negative: "RealLike | Numbers"
) -> NetMoments:
    """Moments of the plain (Wald) interval of a net share: too short for small samples.

    Parameters
    ----------
    positive, neutral, negative : float, array-like or Series
        Answers of each sort [count].

    Returns
    -------
    NetMoments
        NaN where there are no answers.

    Raises
    ------
    InputError
        If a count is negative.

    Notes
    -----
    With p and d the shares, one answer in {−1, 0, 1} has the variance p + d − (p − d)².
    Ten promoters of ten give 100 ± 0, which is why it is not the default.

    Examples
    --------
    >>> net_wald(50, 30, 20).interval()
    Interval(low=0.1469, high=0.4531, confidence=0.95)
    """
    return _moments(positive, neutral, negative, added=0.0)


def net_adjusted(
    positive: "RealLike | Numbers", neutral: "RealLike | Numbers", negative: "RealLike | Numbers"
) -> NetMoments:
    """Moments of the adjusted Wald interval: three answers more, ¾ of either extreme among them.

    Parameters
    ----------
    positive, neutral, negative : float, array-like or Series
        Answers of each sort [count].

    Returns
    -------
    NetMoments
        Where there are no answers, NaN.

    Raises
    ------
    InputError
        If a count is negative.

    Examples
    --------
    >>> net_adjusted(10, 0, 0).interval()
    Interval(low=0.4750, high=1.0, confidence=0.95)

    References
    ----------
    Rocks 2016, The American Statistician 70:365.
    """
    return _moments(positive, neutral, negative, added=0.75)


def net_posterior(
    positive: float,
    neutral: float,
    negative: float,
    *,
    prior: tuple[float, float, float] = (1, 1, 1),
) -> NetMoments:
    """Posterior mean and deviation of a net share under a Dirichlet prior.

    Parameters
    ----------
    positive, neutral, negative : float
        Answers of each sort [count].
    prior : tuple of float
        Prior weight [count] of positive, neutral and negative, above zero.

    Returns
    -------
    NetMoments
        ``center`` is the posterior mean, ``se`` the posterior standard deviation.

    Raises
    ------
    InputError
        If a count is negative or a prior weight is not above zero.

    Examples
    --------
    >>> net_posterior(50, 30, 20).center
    0.2913
    """
    _, weights = lift(positive=positive, neutral=neutral, negative=negative)
    for name, value in zip(("positive", "neutral", "negative"), weights, strict=True):
        hold(value >= 0, f"{name} must be zero or more", value)
    _, (before,) = lift(prior=prior)
    if before.shape != (3,) or not (before > 0).all():
        raise InputError(f"prior must be three weights above zero; got {prior!r}")
    up, flat, down = (float(value + more) for value, more in zip(weights, before, strict=True))
    total = up + flat + down
    center = (up - down) / total
    variance = (up + down) / total - center**2
    return NetMoments(center, variance, float(np.sqrt(variance / (total + 1))), total)


def net_difference_test(a: NetMoments, b: NetMoments) -> Comparison:
    """Two-sided z test that two independent net shares are equal.

    Parameters
    ----------
    a, b : NetMoments
        From `net_adjusted` (better for small samples) or `net_wald`, both from the same, of
        scalar counts.

    Returns
    -------
    Comparison
        ``effect`` is a − b [net share], with its standard error.

    Examples
    --------
    >>> net_difference_test(net_adjusted(50, 30, 20), net_adjusted(42, 33, 25)).p_value
    0.2514
    """
    return z_result(a.center - b.center, float(np.hypot(a.se, b.se)))


def _moments(positive: Any, neutral: Any, negative: Any, added: float) -> NetMoments:
    form, counts = lift(positive=positive, neutral=neutral, negative=negative)
    for name, value in zip(("positive", "neutral", "negative"), counts, strict=True):
        hold(~((value < 0) | np.isinf(value)), f"{name} must be finite and zero or more", value)
    answers = counts[0] + counts[1] + counts[2]
    n = np.where(answers > 0, answers + 4 * added, np.nan)
    up, down = (counts[0] + added) / n, (counts[2] + added) / n
    variance = up + down - (up - down) ** 2
    return NetMoments(
        *(lower(value, form) for value in (up - down, variance, np.sqrt(variance / n), n))
    )
