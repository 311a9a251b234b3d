"""Distributions from their Laplace transforms, by Euler's summation."""

from collections.abc import Callable
from math import comb
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from supportops.queueing._doors import number

__all__ = ["Transform", "quantile_from_transform", "tail_from_transform"]

#: Laplace transform of a time that is zero or more: ``E[exp(-s T)]`` at an array of complex s.
Transform: TypeAlias = Callable[[npt.NDArray[np.complex128]], npt.NDArray[np.complex128]]

# Discretization error exp(-18.4), about 1e-8; terms summed plainly, and terms averaged.
_A = 18.4
_TERMS = 25
_AVERAGED = 14
_K = np.arange(_TERMS + _AVERAGED + 1)
_BINOMIAL = np.array([comb(_AVERAGED, k) for k in range(_AVERAGED + 1)]) / 2.0**_AVERAGED
# Weight of a term is the share of the averaged sums that hold it.
_WEIGHTS = np.where(
    _K <= _TERMS, 1.0, np.append(np.zeros(_TERMS + 1), 1.0 - np.cumsum(_BINOMIAL)[:-1])
) * np.where(_K % 2, -1.0, 1.0)
_WEIGHTS[0] = 0.5


def tail_from_transform(transform: Transform, time: float) -> float:
    """Probability that a time exceeds `time`, from the transform of its distribution.

    Parameters
    ----------
    transform : callable
        ``E[exp(-s T)]`` for an array of complex s. A transform below 1 at 0 leaves the rest
        of the probability at infinity.
    time : float
        Point above which the probability is wanted [time].

    Returns
    -------
    float
        Probability [share]; at 0 the probability of a positive time cannot be had, and 1 is
        returned less nothing: ask the model for its atom.

    Raises
    ------
    InputError
        If `time` is negative or not finite.

    Notes
    -----
    Abate and Whitt's Euler method on ``(1 - transform(s)) / s`` with 40 evaluations: absolute
    error about 1e-8 where the distribution is smooth, more at its jumps.

    Examples
    --------
    >>> round(tail_from_transform(lambda s: 1 / (1 + s), 2.0), 7)
    0.1353353

    References
    ----------
    Abate and Whitt 1995.
    """
    t = number("time", time)
    if t == 0:
        return 1.0
    s = np.asarray((_A + 2j * np.pi * _K) / (2.0 * t), dtype=np.complex128)
    values = ((1.0 - transform(s)) / s).real
    tail = np.exp(_A / 2.0) / t * float(_WEIGHTS @ values)
    return float(min(max(tail, 0.0), 1.0))


def quantile_from_transform(transform: Transform, probability: float, *, scale: float) -> float:
    """Time not exceeded with a probability, from the transform of its distribution.

    Parameters
    ----------
    transform : callable
        As in `tail_from_transform`.
    probability : float
        Share [share] from 0 to below 1.
    scale : float
        Typical size of the time [time], such as its mean; the search starts there.

    Returns
    -------
    float
        Time [time]; infinite where more than the rest never ends.

    Raises
    ------
    InputError
        If the probability is no share or the scale not positive.

    Examples
    --------
    >>> round(quantile_from_transform(lambda s: 1 / (1 + s), 0.5, scale=1.0), 6)
    0.693147
    """
    share, size = number("probability", probability), number("scale", scale)
    late = 1.0 - share
    high = size
    while tail_from_transform(transform, high) > late:
        high *= 2.0
        if high > _ENDLESS * size:
            return np.inf
    low = 0.0
    while high - low > _PRECISION * high:
        middle = 0.5 * (low + high)
        if tail_from_transform(transform, middle) > late:
            low = middle
        elif high < size * _PRECISION:
            return 0.0
        else:
            high = middle
    return high


_ENDLESS = 1e12
_PRECISION = 1e-9
