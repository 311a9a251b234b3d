"""Score intervals of two proportions: Miettinen and Nurminen's, Mee's, and that of the ratio."""

from collections.abc import Callable
from typing import Any, TypeAlias, overload

import numpy as np

from supportops._kit.arrays import Float64Array, Form, RealSeries, hold, lift, lower
from supportops._kit.shares import ShareLike
from supportops.errors import InputError
from supportops.statistics._doors import Numbers, open_share, two_sided_z
from supportops.statistics.estimates import Interval

__all__ = ["Counts", "mee", "miettinen_nurminen", "ratio_score", "two_counts"]

#: Successes and trials of a sample: two numbers, arrays or Series.
Counts: TypeAlias = "tuple[float | Numbers | RealSeries, float | Numbers | RealSeries]"
_Four: TypeAlias = tuple[Float64Array, Float64Array, Float64Array, Float64Array]


def two_counts(a: Any, b: Any) -> tuple[Form, _Four]:
    """Successes and trials of two samples, lifted and held."""
    for name, pair in (("a", a), ("b", b)):
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise InputError(f"{name} must be a pair (successes, n); got {pair!r}")
    form, (x1, n1, x2, n2) = lift(
        **{"successes of a": a[0], "n of a": a[1], "successes of b": b[0], "n of b": b[1]}
    )
    for name, x, n in (("a", x1, n1), ("b", x2, n2)):
        hold(~((n < 0) | np.isinf(n)), f"n of {name} must be finite and zero or more", n)
        hold(~(x < 0), f"successes of {name} must be zero or more", x)
        hold(~(x > n), f"successes of {name} must be at most its n", x)
    return form, (x1, n1, x2, n2)


@overload
def miettinen_nurminen(
    a: tuple[float, float], b: tuple[float, float], *, confidence: ShareLike = ...
) -> Interval[float]: ...
@overload
def miettinen_nurminen(a: Counts, b: Counts, *, confidence: ShareLike = ...) -> Interval[Any]: ...
def miettinen_nurminen(a: Any, b: Any, *, confidence: ShareLike = 0.95) -> Interval[Any]:
    """Miettinen and Nurminen's score interval of a difference of proportions, a − b.

    Parameters
    ----------
    a, b : pair of float, array-like or Series
        Successes and trials [count] of two independent samples.
    confidence : float or str
        Two-sided confidence [share].

    Returns
    -------
    Interval
        Ends [difference of shares] of the shape of the question; NaN where a sample is empty.

    Raises
    ------
    InputError
        If an argument is no pair, or successes exceed n.

    Notes
    -----
    All δ whose score test does not reject, with p estimated under the constraint p₁ − p₂ = δ
    and the variance times N/(N − 1).

    Examples
    --------
    >>> miettinen_nurminen((56, 70), (48, 80))
    Interval(low=0.0528, high=0.3382, confidence=0.95)

    References
    ----------
    Miettinen and Nurminen 1985, Statistics in Medicine 4:213; Newcombe 1998, ibid. 17:873.
    """
    return _difference(a, b, confidence, lambda n: n / (n - 1))


@overload
def mee(
    a: tuple[float, float], b: tuple[float, float], *, confidence: ShareLike = ...
) -> Interval[float]: ...
@overload
def mee(a: Counts, b: Counts, *, confidence: ShareLike = ...) -> Interval[Any]: ...
def mee(a: Any, b: Any, *, confidence: ShareLike = 0.95) -> Interval[Any]:
    """Mee's score interval of a difference of proportions, a − b: without the factor N/(N − 1).

    Parameters
    ----------
    a, b, confidence
        As in `miettinen_nurminen`: pairs of successes and trials [count], confidence [share].

    Returns
    -------
    Interval
        Ends [difference of shares].

    Raises
    ------
    InputError
        If an argument is no pair, or successes exceed n.

    Examples
    --------
    >>> mee((56, 70), (48, 80))
    Interval(low=0.0533, high=0.3377, confidence=0.95)

    References
    ----------
    Mee 1984, Biometrics 40:1175.
    """
    return _difference(a, b, confidence, np.ones_like)


@overload
def ratio_score(
    a: tuple[float, float], b: tuple[float, float], *, confidence: ShareLike = ...
) -> Interval[float]: ...
@overload
def ratio_score(a: Counts, b: Counts, *, confidence: ShareLike = ...) -> Interval[Any]: ...
def ratio_score(a: Any, b: Any, *, confidence: ShareLike = 0.95) -> Interval[Any]:
    """Miettinen and Nurminen's score interval of a ratio of proportions, a / b.

    Parameters
    ----------
    a, b, confidence
        As in `miettinen_nurminen`: pairs of successes and trials [count], confidence [share].

    Returns
    -------
    Interval
        Ends [ratio]; low is 0 without a success in a, high is infinite without one in b, and
        both are NaN where neither has one or a sample is empty.

    Raises
    ------
    InputError
        If an argument is no pair, or successes exceed n.

    Examples
    --------
    >>> ratio_score((15, 100), (30, 100))
    Interval(low=0.2867, high=0.8596, confidence=0.95)

    References
    ----------
    Miettinen and Nurminen 1985, Statistics in Medicine 4:213.
    """
    form, (x1, n1, x2, n2) = two_counts(a, b)
    z, total = two_sided_z(confidence), n1 + n2

    def over(log_ratio: Float64Array) -> Float64Array:
        r = np.exp(log_ratio)
        # The smaller root of the constrained likelihood's quadratic, p₁ = r p₂.
        linear = n1 * r + x1 + n2 + x2 * r
        root = np.sqrt(np.maximum(linear**2 - 4 * total * r * (x1 + x2), 0))
        p2 = 2 * (x1 + x2) / (linear + root)
        p1 = np.minimum(r * p2, 1)
        variance = p1 * (1 - p1) / n1 + r * r * p2 * (1 - p2) / n2
        gap = x1 / n1 - r * x2 / n2
        excess: Float64Array = gap * gap - z * z * variance * total / (total - 1)
        return excess

    with np.errstate(invalid="ignore", divide="ignore"):
        center = np.log(np.where(x1 > 0, x1, 0.5) / n1 / (np.where(x2 > 0, x2, 0.5) / n2))
        low = np.where(x1 > 0, np.exp(_bisect(over, center - 40, center)), 0.0)
        high = np.where(x2 > 0, np.exp(_bisect(over, center + 40, center)), np.inf)
    known = (n1 > 0) & (n2 > 0) & (x1 + x2 > 0)
    low, high = np.where(known, low, np.nan), np.where(known, high, np.nan)
    return Interval(lower(low, form), lower(high, form), open_share(confidence, "confidence"))


def _difference(
    a: Any, b: Any, confidence: ShareLike, factor: Callable[[Any], Any]
) -> Interval[Any]:
    form, (x1, n1, x2, n2) = two_counts(a, b)
    z = two_sided_z(confidence)

    def over(delta: Float64Array) -> Float64Array:
        p1 = _constrained(x1, n1, x2, n2, delta)
        p2 = p1 - delta
        variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * factor(n1 + n2)
        gap = x1 / n1 - x2 / n2 - delta
        excess: Float64Array = gap * gap - z * z * variance
        return excess

    with np.errstate(invalid="ignore", divide="ignore"):
        center = x1 / n1 - x2 / n2
        low = np.where(center > -1, _bisect(over, -np.ones_like(center), center), center)
        high = np.where(center < 1, _bisect(over, np.ones_like(center), center), center)
    return Interval(lower(low, form), lower(high, form), open_share(confidence, "confidence"))


def _constrained(
    x1: Float64Array, n1: Float64Array, x2: Float64Array, n2: Float64Array, delta: Float64Array
) -> Float64Array:
    """Likeliest p₁ where p₁ − p₂ = delta: the cubic of Farrington and Manning."""
    theta, p1, p2 = n2 / n1, x1 / n1, x2 / n2
    a = 1 + theta
    b = -(a + p1 + theta * p2 + delta * (theta + 2)) / (3 * a)
    c = (delta * delta + delta * (2 * p1 + a) + p1 + theta * p2) / (3 * a)
    d = -p1 * delta * (1 + delta) / a
    v = b**3 - 1.5 * b * c + d / 2
    u = np.copysign(np.sqrt(np.maximum(b * b - c, 0)), v)
    cosine = np.divide(v, u**3, out=np.zeros_like(v), where=u != 0)
    root = 2 * u * np.cos((np.pi + np.arccos(np.clip(cosine, -1, 1))) / 3) - b
    p: Float64Array = np.clip(root, np.maximum(0, delta), np.minimum(1, 1 + delta))
    return p


def _bisect(
    over: Callable[[Float64Array], Float64Array], outside: Float64Array, inside: Float64Array
) -> Float64Array:
    """Points between outside, where the score test rejects, and inside, where it turns."""
    outside, inside = np.array(outside), np.array(inside)
    for _ in range(64):
        middle = (outside + inside) / 2
        rejected = over(middle) > 0
        outside = np.where(rejected, middle, outside)
        inside = np.where(rejected, inside, middle)
    return (outside + inside) / 2
