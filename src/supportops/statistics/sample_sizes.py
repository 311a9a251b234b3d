"""How many to look at: for a share, in a finite population, in clusters, to find a defect."""

import math
from dataclasses import dataclass

from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics._doors import open_share, two_sided_z, whole

__all__ = [
    "SampleSize",
    "clustered_size",
    "design_effect",
    "discovery_size",
    "krejcie_morgan_size",
    "proportion_size",
    "rounded_up",
]


@dataclass(frozen=True, slots=True)
class SampleSize(Result):
    """A sample size and the figure that it was rounded from.

    Attributes
    ----------
    n : int
        Smallest whole size that is large enough [count].
    exact : float
        Before rounding [count].
    unlimited : float
        For an endless population, before rounding [count].
    """

    n: int
    exact: float
    unlimited: float

    def __int__(self) -> int:
        return self.n


def proportion_size(
    margin: ShareLike,
    *,
    p: ShareLike = 0.5,
    confidence: ShareLike = 0.95,
    population: int | None = None,
) -> SampleSize:
    """Sample that estimates a share to within a margin (Cochran).

    Parameters
    ----------
    margin : float or str
        Half width of the interval [share].
    p : float or str
        Share expected; one half is the worst case.
    confidence : float or str
        Two-sided confidence [share].
    population : int, optional
        Size of the finite population [count]; endless where left out.

    Returns
    -------
    SampleSize

    Raises
    ------
    InputError
        If a share is outside its bounds or the population is below 1.

    Notes
    -----
    n₀ = z² p(1 − p)/margin², and n₀/(1 + (n₀ − 1)/N) of N. It plans on Wald's width; with
    p near 0 or 1 check the plan with `wilson`.

    Examples
    --------
    >>> proportion_size(0.05).n
    385
    >>> proportion_size(0.08, p=0.85, confidence=0.9, population=640)
    SampleSize(n=50, exact=49.7845, unlimited=53.8995)

    References
    ----------
    Cochran 1977, Sampling Techniques.
    """
    half, expected = open_share(margin, "margin"), open_share(p, "p")
    unlimited = two_sided_z(confidence) ** 2 * expected * (1 - expected) / half**2
    exact = unlimited
    if population is not None:
        exact = unlimited / (1 + (unlimited - 1) / whole(population, "population", at_least=1))
    return SampleSize(rounded_up(exact), exact, unlimited)


def krejcie_morgan_size(
    population: int, *, margin: ShareLike = 0.05, p: ShareLike = 0.5, chi2: float = 3.841
) -> SampleSize:
    """Sample of a finite population by the formula behind Krejcie and Morgan's table.

    Parameters
    ----------
    population : int
        Size of the population [count].
    margin, p : float or str
        As in `proportion_size` [share].
    chi2 : float
        Chi-square of one degree of freedom at the confidence [chi-square]; the table's 3.841 is 95 %.

    Returns
    -------
    SampleSize
        ``n`` is rounded up; the table prints `exact` rounded to the nearest.

    Raises
    ------
    InputError
        If a share is outside its bounds, the population below 1 or chi2 not above zero.

    Examples
    --------
    >>> krejcie_morgan_size(1000)
    SampleSize(n=278, exact=277.709, unlimited=384.1)

    References
    ----------
    Krejcie and Morgan 1970, Educational and Psychological Measurement 30:607.
    """
    size, half, expected = (
        whole(population, "population", at_least=1),
        open_share(margin, "margin"),
        open_share(p, "p"),
    )
    if not 0 < chi2 < math.inf:
        raise InputError(f"chi2 must be above zero and finite; got {shown(chi2)}")
    spread = chi2 * expected * (1 - expected)
    exact = spread * size / (half**2 * (size - 1) + spread)
    return SampleSize(rounded_up(exact), exact, spread / half**2)


def design_effect(cluster_size: float, *, icc: float) -> float:
    """Factor by which clustering inflates a variance, and so a sample (Kish).

    Parameters
    ----------
    cluster_size : float
        Units taken from each cluster, such as tickets of one agent [count], at least 1.
    icc : float
        Intraclass correlation within a cluster [correlation], from −1/(cluster_size − 1) to 1.

    Returns
    -------
    float
        1 + (cluster_size − 1) icc [factor]; divide counts by it to get effective counts.

    Raises
    ------
    InputError
        If cluster_size is below 1, or the correlation is impossible.

    Examples
    --------
    >>> design_effect(20, icc=0.05)
    1.95
    """
    if not 1 <= cluster_size < math.inf:
        raise InputError(f"cluster_size must be at least 1 and finite; got {shown(cluster_size)}")
    effect = 1 + (cluster_size - 1) * icc
    if not (icc <= 1 and effect >= 0):
        raise InputError(
            f"icc must be from −1/(cluster_size − 1) to 1; got {shown(icc)} for {cluster_size}"
        )
    return effect


def clustered_size(n: float, *, cluster_size: float, icc: float) -> int:
    """Sample size in clusters that is worth a simple random sample of `n`.

    Parameters
    ----------
    n : float
        Size of the simple random sample [count].
    cluster_size, icc
        As in `design_effect`: units [count], correlation.

    Returns
    -------
    int
        n times the design effect, rounded up [count].

    Raises
    ------
    InputError
        If n is negative, or the design effect is undefined.

    Examples
    --------
    >>> clustered_size(385, cluster_size=20, icc=0.05)
    751
    """
    if not 0 <= n < math.inf:
        raise InputError(f"n must be finite and zero or more; got {shown(n)}")
    return rounded_up(n * design_effect(cluster_size, icc=icc))


def discovery_size(
    defect_rate: ShareLike, *, confidence: ShareLike = 0.95, population: int | None = None
) -> int:
    """Sample in which at least one defect shows, at a confidence, if so many are defective.

    Parameters
    ----------
    defect_rate : float or str
        Share of defects that must not stay hidden [share], above zero.
    confidence : float or str
        Chance of finding at least one [share].
    population : int, optional
        Size of the finite population [count], of which the rate, rounded up, is defective.

    Returns
    -------
    int
        Smallest n with 1 − (1 − rate)ⁿ at least the confidence [count]; hypergeometric with a
        population.

    Raises
    ------
    InputError
        If a share is outside its bounds or the population is below 1.

    Examples
    --------
    >>> discovery_size(0.02)
    149
    >>> discovery_size(0.02, population=200)
    105
    """
    rate, sure = share(defect_rate, "defect_rate"), open_share(confidence, "confidence")
    if rate == 0:
        raise InputError("defect_rate must be above zero; got 0; no sample finds what is not there")
    if population is not None:
        size = whole(population, "population", at_least=1)
        return _finite_discovery(size, rounded_up(rate * size), sure)
    if rate == 1:
        return 1
    # The formula may err by one unit where the ratio is nearly whole: step to the exact answer.
    n = max(1, math.ceil(math.log1p(-sure) / math.log1p(-rate)) - 1)
    while -math.expm1(n * math.log1p(-rate)) < sure * (1 - 1e-14):
        n += 1
    return n


def _finite_discovery(size: int, defects: int, sure: float) -> int:
    hidden = 1.0
    for n in range(size - defects + 1):
        if 1 - hidden >= sure * (1 - 1e-14):
            return n
        hidden *= (size - defects - n) / (size - n)
    return size - defects + 1


def rounded_up(exact: float) -> int:
    """Smallest whole number not below `exact`, the dust of floating point aside."""
    return math.ceil(exact - 1e-9 * max(1.0, abs(exact)))
