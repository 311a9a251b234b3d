"""Looking at a test more than once: bounds that keep its size, and what peeking costs."""

from typing import Literal

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.shares import ShareLike
from supportops.errors import InputError
from supportops.statistics._doors import open_share, two_sided_z, whole

__all__ = ["crossing_chance", "obrien_fleming_bounds", "peeking_size", "pocock_bounds"]

_NODES = 160  # Gauss–Legendre nodes a look; the chances are then good to ten digits


def pocock_bounds(looks: int, *, alpha: ShareLike = 0.05, sides: Literal[1, 2] = 2) -> Float64Array:
    """Bounds of z that are the same at every look.

    Parameters
    ----------
    looks : int
        Planned looks, equally spaced in information [count].
    alpha : float or str
        Size of the whole test [share].
    sides : int
        2 rejects on either side, 1 only above [count].

    Returns
    -------
    ndarray
        One z for each look; stop where the statistic exceeds it.

    Raises
    ------
    InputError
        If looks is not a whole number from 1 to 100, or alpha not below one half.

    Examples
    --------
    >>> float(pocock_bounds(5)[0])
    2.413

    References
    ----------
    Pocock 1977; Jennison and Turnbull 2000, table 2.1.
    """
    count = _looks(looks)
    return _solved(np.ones(count), _size(alpha), sides)


def obrien_fleming_bounds(
    looks: int, *, alpha: ShareLike = 0.05, sides: Literal[1, 2] = 2
) -> Float64Array:
    """Bounds of z that are hard to pass early and nearly usual at the end.

    Parameters
    ----------
    looks, alpha, sides
        As in `pocock_bounds`: looks [count], alpha [share].

    Returns
    -------
    ndarray
        One z for each look k of K, proportional to √(K/k).

    Raises
    ------
    InputError
        If looks is not a whole number from 1 to 100, or alpha not below one half.

    Examples
    --------
    >>> obrien_fleming_bounds(3).round(3)
    array([3.471, 2.454, 2.004])

    References
    ----------
    O'Brien and Fleming 1979; Jennison and Turnbull 2000, table 2.3.
    """
    count = _looks(looks)
    return _solved(np.sqrt(count / np.arange(1, count + 1)), _size(alpha), sides)


def peeking_size(looks: int, *, alpha: ShareLike = 0.05) -> float:
    """True size of a test that is stopped at the first of several looks with p below alpha.

    Parameters
    ----------
    looks : int
        Equally spaced looks [count].
    alpha : float or str
        Size of each single look [share], two-sided.

    Returns
    -------
    float
        Chance of a false alarm [share].

    Raises
    ------
    InputError
        If looks is not a whole number from 1 to 100.

    Examples
    --------
    >>> peeking_size(5)
    0.1417

    References
    ----------
    Armitage, McPherson and Rowe 1969, JRSS A 132:235.
    """
    z = two_sided_z(1 - open_share(alpha, "alpha"))
    return crossing_chance(np.full(_looks(looks), z), sides=2)


def crossing_chance(bounds: Float64Array, *, sides: Literal[1, 2] = 2) -> float:
    """Chance that z exceeds its bound at one of equally spaced looks when nothing differs.

    Parameters
    ----------
    bounds : array-like
        One bound of z for each look [z].
    sides : int
        2 counts either side, 1 only above [count].

    Returns
    -------
    float
        Chance [share].

    Notes
    -----
    The density of the running sum on its way inside the bounds is carried from look to look by
    Gauss–Legendre quadrature.

    Examples
    --------
    >>> crossing_chance([1.96])
    0.05
    """
    from scipy.special import ndtr

    ends = np.asarray(bounds, dtype=np.float64) * np.sqrt(np.arange(1, len(bounds) + 1))
    points, weights = np.polynomial.legendre.leggauss(_NODES)
    crossed, where, mass = 0.0, np.zeros(1), np.ones(1)
    for look, end in enumerate(ends, start=1):
        # The sum steps by a standard normal from the points where it was.
        tail = ndtr(where - end) + (ndtr(-end - where) if sides == 2 else 0)
        crossed += float(mass @ tail)
        low = -end if sides == 2 else -9 * np.sqrt(look)
        nodes = (end + low) / 2 + (end - low) / 2 * points
        steps = np.exp(-0.5 * np.subtract.outer(nodes, where) ** 2) / np.sqrt(2 * np.pi)
        where, mass = nodes, steps @ mass * weights * (end - low) / 2
    return crossed


def _solved(shape: Float64Array, size: float, sides: Literal[1, 2]) -> Float64Array:
    from scipy.optimize import brentq

    if sides not in {1, 2}:
        raise InputError(f"sides must be 1 or 2; got {sides!r}")

    def excess(constant: float) -> float:
        return crossing_chance(constant * shape, sides=sides) - size

    constant: float = brentq(excess, 1e-3, 20, xtol=1e-12)
    return constant * shape


def _looks(looks: int) -> int:
    count = whole(looks, "looks", at_least=1)
    if count > 100:
        raise InputError(f"looks must be at most 100; got {count}")
    return count


def _size(alpha: ShareLike) -> float:
    size = open_share(alpha, "alpha")
    if not size < 0.5:
        raise InputError(f"alpha must be below one half; got {size}")
    return size
