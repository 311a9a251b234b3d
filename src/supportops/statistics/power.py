"""Sizes and power of comparisons: how large each arm must be, and what an arm can show."""

import math

from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics._doors import number, open_share, two_sided_z
from supportops.statistics.sample_sizes import SampleSize, rounded_up

__all__ = ["mean_power", "mean_size", "two_proportion_power", "two_proportion_size"]


def two_proportion_size(
    p1: ShareLike,
    p2: ShareLike,
    *,
    power: ShareLike = 0.8,
    alpha: ShareLike = 0.05,
    ratio: float = 1.0,
) -> SampleSize:
    """Size of the first arm that tells two shares apart in a two-sided test.

    Parameters
    ----------
    p1, p2 : float or str
        Shares of the arms, different [share].
    power : float or str
        Chance of finding the difference [share].
    alpha : float or str
        Size of the test [share].
    ratio : float
        Second arm over first [factor].

    Returns
    -------
    SampleSize
        First arm [count]; the second is `ratio` times as large.

    Raises
    ------
    InputError
        If the shares are equal or outside 0 to 1, or ratio is not above zero.

    Notes
    -----
    Pooled variance under equality, unpooled under the difference, no continuity correction.
    Multiply by the `design_effect` where units come in clusters.

    Examples
    --------
    >>> two_proportion_size(0.7, 0.75)
    SampleSize(n=1251, exact=1250.717, unlimited=1250.717)

    References
    ----------
    Fleiss, Levin and Paik 2003, eq. 4.14.
    """
    first, second, pooled = _shares(p1, p2, ratio)
    if first == second:
        raise InputError(f"p2 must differ from p1; got {shown(p2)} for both")
    reach = two_sided_z(1 - open_share(alpha, "alpha")) * math.sqrt(
        (ratio + 1) * pooled * (1 - pooled)
    )
    beyond = _z(open_share(power, "power")) * _spread(first, second, ratio)
    exact = (reach + beyond) ** 2 / (ratio * (first - second) ** 2)
    return SampleSize(rounded_up(exact), exact, exact)


def two_proportion_power(
    p1: ShareLike,
    p2: ShareLike,
    n: float,
    *,
    alpha: ShareLike = 0.05,
    ratio: float = 1.0,
) -> float:
    """Chance that a two-sided test with arms of `n` and `ratio` n tells two shares apart.

    Parameters
    ----------
    p1, p2 : float or str
        Shares of the arms [share].
    n : float
        Size of the first arm [count].
    alpha, ratio
        As in `two_proportion_size`.

    Returns
    -------
    float
        Power [share], the chance of the wrong direction left out.

    Raises
    ------
    InputError
        If a share is outside 0 to 1, or n or ratio is not above zero.

    Examples
    --------
    >>> two_proportion_power(0.7, 0.75, 1251)
    0.8001
    """
    first, second, pooled = _shares(p1, p2, ratio)
    _positive(n, "n")
    reach = two_sided_z(1 - open_share(alpha, "alpha")) * math.sqrt(
        (ratio + 1) * pooled * (1 - pooled)
    )
    gap = abs(first - second) * math.sqrt(ratio * n)
    return _phi((gap - reach) / _spread(first, second, ratio))


def mean_size(
    difference: float, *, sd: float, power: ShareLike = 0.8, alpha: ShareLike = 0.05
) -> SampleSize:
    """Size of each of two arms that tells means apart in a two-sided z test.

    Parameters
    ----------
    difference : float
        Difference of means to find [unit], not zero.
    sd : float
        Standard deviation within an arm [unit].
    power, alpha
        As in `two_proportion_size`.

    Returns
    -------
    SampleSize
        2 (z_α/2 + z_power)² sd²/difference² a side [count].

    Raises
    ------
    InputError
        If the difference is zero or the deviation not above zero.

    Examples
    --------
    >>> mean_size(30, sd=120).n
    252
    """
    _positive(sd, "sd")
    _positive(abs(number(difference, "difference")), "difference")
    z = two_sided_z(1 - open_share(alpha, "alpha")) + _z(open_share(power, "power"))
    exact = 2 * (z * sd / difference) ** 2
    return SampleSize(rounded_up(exact), exact, exact)


def mean_power(difference: float, *, sd: float, n: float, alpha: ShareLike = 0.05) -> float:
    """Chance that a two-sided z test with `n` a side finds a difference of means.

    Parameters
    ----------
    difference : float
        Difference of means [unit].
    sd : float
        Standard deviation within an arm [unit].
    n : float
        Size of each arm [count].
    alpha : float or str
        Size of the test [share].

    Returns
    -------
    float
        Power [share], the chance of the wrong direction left out.

    Raises
    ------
    InputError
        If sd or n is not above zero.

    Examples
    --------
    >>> mean_power(30, sd=120, n=252)
    0.8014
    """
    _positive(sd, "sd")
    _positive(n, "n")
    shift = abs(number(difference, "difference")) / sd * math.sqrt(n / 2)
    return _phi(shift - two_sided_z(1 - open_share(alpha, "alpha")))


def _shares(p1: ShareLike, p2: ShareLike, ratio: float) -> tuple[float, float, float]:
    _positive(ratio, "ratio")
    first, second = open_share(p1, "p1"), open_share(p2, "p2")
    return first, second, (first + ratio * second) / (1 + ratio)


def _spread(p1: float, p2: float, ratio: float) -> float:
    return math.sqrt(ratio * p1 * (1 - p1) + p2 * (1 - p2))


def _positive(value: float, name: str) -> None:
    if not 0 < number(value, name) < math.inf:
        raise InputError(f"{name} must be above zero and finite; got {shown(value)}")


def _z(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(level))


def _phi(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2
