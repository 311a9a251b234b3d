"""Ratios of incomplete gamma functions to their Poisson term, which every Erlang model needs.

With ``p(s, z) = exp(-z) z^s / gamma(s + 1)``, the real-valued Poisson term, Erlang's blocking is
``p(n, a) / Q(n + 1, a)`` and impatience needs ``p(x, y) / P(x, y)``. Both numerators and
denominators underflow long before their ratio does, so far from the centre the ratios come from
continued fractions of positive terms, and only near it from the functions themselves.
"""

from typing import TypeVar

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array

__all__ = [
    "FAR",
    "SMALL",
    "STIRLING",
    "fraction",
    "leaving",
    "lower",
    "poisson",
    "rest",
    "upper",
]

# Beyond four standard deviations, forty terms of either fraction are exact to the last digit.
FAR = 4.0
_TERMS = 40
SMALL = 0.1
# Above this, Stirling's series with five terms is exact to the last digit.
STIRLING = 16.0

#: One number or an array of them: the two fractions are plain arithmetic.
_Real = TypeVar("_Real", float, Float64Array)


def _log1p_less(y: Float64Array) -> Float64Array:
    """``log(1 + y) - y`` without cancellation."""
    r = y / (2.0 + y)
    square = r * r
    series = np.zeros_like(y)
    for k in range(29, 1, -2):
        series = series * square + 1.0 / k
    near = r * (2.0 * square * series - y)
    return np.where(np.abs(y) < 0.5, near, np.log1p(y) - y)


def poisson(s: Float64Array, z: Float64Array) -> Float64Array:
    """``exp(-z) z^s / gamma(s + 1)`` for real s and z, zero or more."""
    from scipy.special import gammaln, xlogy

    with np.errstate(all="ignore"):
        small = np.exp(xlogy(s, z) - z - gammaln(s + 1.0))
        if np.all(s < STIRLING):
            return np.asarray(small)
        one = 1.0 / (s * s)
        tail = 1 / 12 - one * (1 / 360 - one * (1 / 1260 - one * (1 / 1680 - one / 1188)))
        large = np.exp(s * _log1p_less((z - s) / s) - tail / s) / np.sqrt(2.0 * np.pi * s)
        return np.where(s < STIRLING, small, large)


def _far_above(s: Float64Array, z: Float64Array) -> BoolArray:
    return z > s + FAR * np.sqrt(s)


def _far_below(s: Float64Array, z: Float64Array) -> BoolArray:
    return s >= z + FAR * np.sqrt(z)


def rest(s: _Real, z: _Real) -> _Real:
    """Tail of Legendre's fraction for z far above s.

    ``gamma(s, z) = exp(-z) z^s / (z + 1 - s + rest)``. For ``s = n + 1`` and ``z = a`` it is
    the number of idle servers, ``n - a (1 - B)``.
    """
    base = z + 1.0 - s
    t = base + 2.0 * _TERMS
    for k in range(_TERMS, 1, -1):
        t = base + 2.0 * (k - 1) + k * (s - k) / t
    return (s - 1.0) / t


def fraction(s: _Real, z: _Real) -> _Real:
    """What ``1 - s/z + s p/(z P)`` is one over, less one, by a fraction of positive terms."""
    base = s - z
    t = base + (_TERMS + 1.0)
    for k in range(_TERMS, 1, -1):
        t = base + k + (k + 1.0) * z / t
    return base + 2.0 * z / t


def upper(s: Float64Array, z: Float64Array) -> Float64Array:
    """Regularized upper incomplete gamma function, with digits in its far tail."""
    from scipy.special import gammaincc

    far = _far_above(s, z)
    value = np.asarray(gammaincc(s, z))
    if far.any():
        a, b = s[far], z[far]
        value = value.copy()
        value[far] = poisson(a, b) * a / (b + 1.0 - a + rest(a, b))
    return value


def lower(s: Float64Array, z: Float64Array) -> Float64Array:
    """Regularized lower incomplete gamma function, with digits in its far tail."""
    from scipy.special import gammainc

    far = _far_below(s, z) & (s > 0)
    value = np.asarray(gammainc(s, z))
    if far.any():
        a, b = s[far], z[far]
        value = value.copy()
        value[far] = poisson(a, b) * a / (a - b + b / (1.0 + fraction(a, b)))
    return value


def leaving(s: Float64Array, z: Float64Array) -> tuple[Float64Array, Float64Array, Float64Array]:
    """Share that abandons among those who wait, the rest of it, and ``p(s, z) / P(s, z)``.

    The share is ``1 - s/z + s p/(z P)``; with ``s`` patience times service capacity and ``z``
    patience times arrival rate it is what leaves a busy queue unserved.
    """
    from scipy.special import gammainc

    share, stay, ratio = np.empty_like(z), np.empty_like(z), np.empty_like(z)
    # The fraction also takes the small numbers, where the functions lose the rest of the share.
    far = (_far_below(s, z) | ((z < SMALL) & (s > z * z))) & (s > 0)
    a, b = s[far], z[far]
    with np.errstate(all="ignore"):
        more = fraction(a, b)
        share[far], stay[far] = 1.0 / (1.0 + more), more / (1.0 + more)
        ratio[far] = (a - b + b * share[far]) / a
    near = ~far
    if near.any():
        a, b = s[near], z[near]
        with np.errstate(all="ignore"):
            ratio[near] = poisson(a, b) / gammainc(a, b)
            stay[near] = np.where(a > 0, a * (1.0 - ratio[near]) / b, 0.0)
            stay[near] = np.where(np.isnan(a + b), np.nan, stay[near])
            share[near] = np.where(a < b, (b - a + a * ratio[near]) / b, 1.0 - stay[near])
            share[near] = np.where(a > 0, share[near], 1.0)
    return share, stay, ratio
