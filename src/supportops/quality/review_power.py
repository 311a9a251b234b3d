"""How many reviews prove a change, and what so many can show."""

from math import inf, sqrt

from supportops._kit.reals import above_zero, is_real, whole
from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics import (
    Estimate,
    SampleSize,
    StudentEvidence,
    clustered_size,
    design_effect,
    mean_size,
)

__all__ = ["provable_change", "reviews_needed", "score_margin"]


def reviews_needed(
    change: float,
    *,
    sd: float,
    power: ShareLike = 0.8,
    alpha: ShareLike = 0.05,
    per_agent: float = 1,
    icc: float = 0,
) -> SampleSize:
    """Reviews before, and as many after, that show a change of the mean score.

    Parameters
    ----------
    change : float
        Change to show [points], not zero.
    sd : float
        Standard deviation of single reviews [points].
    power : share
        Chance of showing it.
    alpha : share
        Chance of a false alarm, two-sided.
    per_agent : float
        Reviews of one agent among them [reviews], at least one.
    icc : float
        How alike the reviews of one agent are [correlation]; 0 for one agent's own change.

    Returns
    -------
    SampleSize
        On each side [reviews].

    Raises
    ------
    InputError
        If the change is zero, or a number is outside its bounds.

    Notes
    -----
    2 (z_α/2 + z_power)² sd²/change², times the design effect 1 + (per_agent − 1) icc.

    Examples
    --------
    Five points against a spread of twelve need more than a month of one agent's reviews:

    >>> reviews_needed(5, sd=12).n
    91
    """
    if not is_real(change) or not 0 < abs(change) < inf:
        raise InputError(f"change must be finite and not zero; got {shown(change)}")
    plain = mean_size(change, sd=sd, power=power, alpha=alpha)
    effect = design_effect(per_agent, icc=icc)
    exact = plain.exact * effect
    n = clustered_size(plain.exact, cluster_size=per_agent, icc=icc)
    return SampleSize(n, exact, exact)


def provable_change(
    n: float,
    *,
    sd: float,
    power: ShareLike = 0.8,
    alpha: ShareLike = 0.05,
    per_agent: float = 1,
    icc: float = 0,
) -> float:
    """Smallest change of the mean score that so many reviews on each side show.

    Parameters
    ----------
    n : float
        Reviews before, and as many after [reviews], above zero.
    sd, power, alpha, per_agent, icc
        As in `reviews_needed`: points, shares, reviews, correlation.

    Returns
    -------
    float
        [points]

    Raises
    ------
    InputError
        If a number is outside its bounds.

    Examples
    --------
    >>> provable_change(16, sd=12)
    11.9
    """
    each = above_zero(n, "n")
    spread = above_zero(sd, "sd")
    unit = mean_size(1.0, sd=1.0, power=power, alpha=alpha).exact
    return spread * sqrt(unit * design_effect(per_agent, icc=icc) / each)


def score_margin(n: int, *, sd: float, confidence: ShareLike = 0.95) -> float:
    """Half width of the interval of a mean of so many reviews.

    Parameters
    ----------
    n : int
        Reviews in the mean [reviews], at least two.
    sd : float
        Standard deviation of single reviews [points].
    confidence : share
        Two-sided.

    Returns
    -------
    float
        Student's t × sd/√n [points].

    Raises
    ------
    InputError
        If a number is outside its bounds.

    Examples
    --------
    Four reviews a month say little of one agent:

    >>> score_margin(4, sd=12)
    19.1
    """
    size = whole(n, "n")
    if size < 2:
        raise InputError(f"n must be two or more; got {shown(n)}")
    evidence = StudentEvidence(0.0, above_zero(sd, "sd") / sqrt(size), size - 1)
    high = Estimate(0.0, size, evidence=evidence).interval(confidence).high
    return float(high)  # type: ignore[arg-type]  # Student's interval has both ends
