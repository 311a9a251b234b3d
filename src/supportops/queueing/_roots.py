"""Where a monotone function of one number crosses zero, for many elements at once."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array

__all__ = ["root"]

#: Value at the points (first) of the elements at the positions (second).
Function: TypeAlias = Callable[[Float64Array, Int64Array], Float64Array]

_ROUNDS = 200


def root(function: Function, low: Float64Array, high: Float64Array) -> Float64Array:
    """Roots between brackets, to the last digits, by Chandrupatla's method.

    Parameters
    ----------
    function : callable
        Monotone in its first argument, of opposite signs at the brackets.
    low, high : ndarray
        Brackets of each element.

    Returns
    -------
    ndarray
        Roots; a bracket itself where the signs do not differ and it is the nearer to zero.
    """
    every: Int64Array = np.arange(low.size)
    a, b = high.copy(), low.copy()
    fa, fb = function(a, every), function(b, every)
    c, fc, t = a.copy(), fa.copy(), np.full_like(a, 0.5)
    best = np.where(np.abs(fa) < np.abs(fb), a, b)
    at = every[(np.sign(fa) * np.sign(fb) < 0)]
    rounds = 0
    while at.size and rounds < _ROUNDS:
        rounds += 1
        x = a[at] + t[at] * (b[at] - a[at])
        fx = function(x, at)
        same = np.sign(fx) == np.sign(fa[at])
        c[at] = np.where(same, a[at], b[at])
        fc[at] = np.where(same, fa[at], fb[at])
        b[at] = np.where(same, b[at], a[at])
        fb[at] = np.where(same, fb[at], fa[at])
        a[at], fa[at] = x, fx
        best[at] = np.where(np.abs(fa[at]) < np.abs(fb[at]), a[at], b[at])
        width = np.abs(b[at] - a[at])
        least = 2.0 * np.finfo(float).eps * np.abs(best[at]) + 1e-300
        open_ = (width > 2.0 * least) & (fx != 0)
        at = at[open_]
        t[at] = _step([v[at] for v in (a, b, c)], [v[at] for v in (fa, fb, fc)])
        t[at] = np.clip(t[at], least[open_] / width[open_], 1.0 - least[open_] / width[open_])
    return best


def _step(points: list[Float64Array], values: list[Float64Array]) -> Float64Array:
    """Part of the bracket to go: inverse quadratic interpolation where safe, or half."""
    (a, b, c), (fa, fb, fc) = points, values
    with np.errstate(all="ignore"):
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        safe = (phi**2 < xi) & ((1.0 - phi) ** 2 < 1.0 - xi)
        part = fa / (fb - fa) * fc / (fb - fc)
        part += (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    return np.where(safe & np.isfinite(part), part, 0.5)
