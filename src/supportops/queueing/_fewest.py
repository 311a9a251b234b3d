"""Searches for the fewest whole servers: Erlang C by one recursion, all else by bisection."""

from collections.abc import Callable
from math import exp, floor, inf, sqrt
from typing import TypeAlias

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array
from supportops.queueing._erlang import blocking, raised

__all__ = ["SLACK", "fewest", "fewest_patient", "fewest_patient_one"]

#: A target missed by less than this part of itself is met: that much is rounding of floats.
SLACK = 1e-12

# Below this load the recursion starts from the continued fraction, above it at the load itself.
_LONG = 10_000.0
# The recursion damps an error of its start by exp(-8), so few terms of the fraction are exact.
_TERMS = 18
# Servers tried before those that suffice are put aside.
_STRIDE = 4
_GRAIN = 4.0 * float(np.finfo(float).eps)

#: Whether the servers (first) meet the targets of the elements (second).
Meets: TypeAlias = Callable[[Float64Array, Int64Array], BoolArray]


@np.errstate(over="ignore", invalid="ignore")
def fewest(meets: Meets, start: Float64Array) -> Float64Array:
    """Fewest servers, at least one, that meet a condition which more servers cannot break.

    Parameters
    ----------
    meets : callable
        Given servers and the positions of the elements they are for, whether they suffice.
    start : ndarray
        Where to begin, whole and one or more; the load is a good start.

    Returns
    -------
    ndarray
        Whole numbers.
    """
    low, high = np.zeros_like(start), np.full_like(start, inf)
    step = np.maximum(1.0, np.ceil(np.sqrt(start) / 2.0))
    probe = start.copy()
    active: Int64Array = np.arange(start.size)
    while active.size:
        good = meets(probe[active], active)
        high[active[good]] = probe[active[good]]
        low[active[~good]] = probe[active[~good]]
        # Beyond 2^53 floats do not count whole servers one by one.
        close = np.maximum(1.0, _GRAIN * low[active])
        active = active[high[active] - low[active] > close]
        bottom, top, width = low[active], high[active], step[active]
        middle = np.floor((bottom + np.minimum(top, 2.0 * bottom + 4.0 * width)) / 2.0)
        middle = np.where(np.isinf(top), bottom + width, middle)
        probe[active] = np.where(bottom == 0, np.maximum(top - width, np.floor(top / 2)), middle)
        step[active] = np.where(np.isinf(top) | (bottom == 0), 2.0 * width, width)
    return high


@np.errstate(all="ignore")
def _anchor(load: Float64Array) -> tuple[Float64Array, Float64Array]:
    """Whole servers and 1/B at them, from which the recursion goes up."""
    servers = np.maximum(np.floor((np.sqrt(load + 4.0) - 2.0) ** 2) - 1.0, 0.0)
    room = load - servers
    t, part = room + 2.0 * _TERMS, np.empty_like(load)
    for k in range(_TERMS, 0, -1):
        np.subtract(servers, k - 1.0, out=part)
        part *= k
        part /= t
        np.add(room, 2.0 * (k - 1), out=t)
        t += part
    inverse = load / t
    inverse[servers == 0] = 1.0
    return servers, inverse


@np.errstate(all="ignore")
def fewest_patient(
    load: Float64Array, late: Float64Array, reach: Float64Array, mean: Float64Array
) -> Float64Array:
    """Fewest servers of Erlang C for a late share and a mean wait; all loads positive.

    Parameters
    ----------
    load, late : ndarray
        Offered load, and the share that may wait longer than `reach`.
    reach, mean : ndarray
        The target wait, and the mean wait allowed, both in service times.

    Returns
    -------
    ndarray
        Whole numbers above the load.
    """
    late, mean = late * (1.0 + SLACK), mean * (1.0 + SLACK)
    n, b = _stable(load)
    answer = n.copy()
    at = np.arange(load.size)
    spread, fade = np.exp(-(n - load) * reach), np.exp(-reach)
    while at.size:
        short = np.zeros_like(load)
        for _ in range(_STRIDE):
            room = n - load
            wait = room * b
            wait += load
            np.divide(n, wait, out=wait)
            short += (wait * spread > late) | (wait > mean * room)
            n += 1.0
            b *= n
            b /= load
            b += 1.0
            spread *= fade
        answer[at] += short
        keep = short == _STRIDE
        at = at[keep]
        n, b, load, late, spread, fade, mean = (
            v[keep] for v in (n, b, load, late, spread, fade, mean)
        )
    return answer


def _stable(load: Float64Array) -> tuple[Float64Array, Float64Array]:
    """Fewest whole servers above the load, and 1/B at them."""
    servers, inverse = np.floor(load) + 1.0, np.empty_like(load)
    long = load > _LONG
    if long.any():
        inverse[long] = 1.0 / blocking(load[long], servers[long])[0]
    short = np.flatnonzero(~long)
    if short.size:
        n, b = _anchor(load[short])
        inverse[short] = raised(b, load[short], n, servers[short] - n)
    return servers, inverse


def fewest_patient_one(load: float, late: float, reach: float, mean: float) -> float:
    """`fewest_patient` for one queue, without arrays: the same recursion in plain floats."""
    late, mean = late * (1.0 + SLACK), mean * (1.0 + SLACK)
    n = floor(load) + 1.0
    if load > _LONG:
        b = 1.0 / float(blocking(np.array([load]), np.array([n]))[0][0])
    else:
        first, n = n, max(floor((sqrt(load + 4.0) - 2.0) ** 2) - 1.0, 0.0)
        b = 1.0
        if n:
            room = load - n
            t = room + 2.0 * _TERMS
            for k in range(_TERMS, 0, -1):
                t = room + 2.0 * (k - 1) + k * (n + 1.0 - k) / t
            b = load / t
        while n < first:
            n += 1.0
            b = 1.0 + n * b / load
    while True:
        room = n - load
        wait = n / (load + room * b)
        if wait * exp(-room * reach) <= late and wait <= mean * room:
            return n
        n += 1.0
        b = 1.0 + n * b / load
