"""Kernels of the Erlang models: flat arrays of one length in, the same out, nothing checked."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops.queueing._ratios import leaving, lower, poisson, rest, upper

# Below this, a power of the number is better had from its logarithm.
TINY = 1e-290

__all__ = ["FEW", "MANY", "TINY", "Impatient", "blocking", "delay", "impatient", "raised"]


def blocking(load: Float64Array, servers: Float64Array) -> tuple[Float64Array, Float64Array]:
    """Erlang B and one minus it, both with all their digits."""
    blocked, admitted = np.empty_like(load), np.empty_like(load)
    far = load > servers + 1.0 + 4.0 * np.sqrt(servers + 1.0)
    if far.any():
        a, n = load[far], servers[far]
        idle = rest(n + 1.0, a)
        blocked[far] = (a - n + idle) / a
        admitted[far] = (n - idle) / a
    # Short ways up are cheaper than the functions, and long ones below the load more exact.
    climb = ~far & ((servers <= FEW) | ((servers > 2.0 * load) & (servers <= MANY)))
    if climb.any():
        a, n = load[climb], servers[climb]
        steps = np.floor(n)
        start = n - steps
        inverse = np.ones_like(a)
        part = (start > 0) & (a > 0)
        if part.any():
            inverse[part] = 1.0 / _ratio(a[part], start[part])
        with np.errstate(all="ignore"):
            blocked[climb] = 1.0 / raised(inverse, a, start, steps)
    near = ~far & ~climb
    if near.any():
        blocked[near] = _ratio(load[near], servers[near])
    near = ~far
    blocked[near & (load == 0) & (servers > 0)] = 0.0
    blocked[np.isnan(load)] = np.nan
    admitted[near] = 1.0 - blocked[near]
    return blocked, admitted


# Servers up to which the recursion is climbed, near the load and far below it.
FEW = 60.0
MANY = 1000.0
# Elements up to which plain floats are faster than arrays.
_HANDFUL = 16


def _ratio(load: Float64Array, servers: Float64Array) -> Float64Array:
    """Erlang B as a ratio of gamma functions, and by the fraction where that loses digits."""
    from scipy.special import gammaincc

    with np.errstate(all="ignore"):
        value: Float64Array = poisson(servers, load) / gammaincc(servers + 1.0, load)
    far = load > servers + 1.0 + 4.0 * np.sqrt(servers + 1.0)
    if far.any():
        a, n = load[far], servers[far]
        value[far] = (a - n + rest(n + 1.0, a)) / a
    return value


def raised(
    inverse: Float64Array, load: Float64Array, servers: Float64Array, steps: Float64Array
) -> Float64Array:
    """1/B for so many whole servers more: ``1/B(n) = 1 + n / (a B(n - 1))``, never unstable."""
    if load.size <= _HANDFUL:
        rows = zip(inverse.tolist(), load.tolist(), servers.tolist(), steps.tolist(), strict=True)
        return np.array([_raised_one(*row) for row in rows])
    order = np.argsort(steps)
    b, a, n, count = inverse[order], load[order], servers[order], steps[order]
    most = int(count[-1]) if count.size else 0
    with np.errstate(all="ignore"):
        for left in np.searchsorted(count, np.arange(most), side="right"):
            n[left:] += 1.0
            part = b[left:]
            part *= n[left:]
            part /= a[left:]
            part += 1.0
    answer = np.empty_like(b)
    answer[order] = b
    return answer


def _raised_one(inverse: float, load: float, servers: float, steps: float) -> float:
    for step in range(1, int(steps) + 1):
        inverse = 1.0 + (servers + step) / load * inverse if load > 0 else np.inf
    return inverse


def delay(load: Float64Array, servers: Float64Array) -> tuple[Float64Array, Float64Array]:
    """Erlang C and one minus it; 1 and 0 where the load is not below the servers."""
    blocked, admitted = blocking(load, servers)
    room = servers - load
    with np.errstate(all="ignore"):
        whole = room + load * blocked
        busy, free = servers * blocked / whole, room * admitted / whole
    stable = room > 0
    empty = load == 0
    busy = np.where(empty, 0.0, np.where(stable, busy, 1.0))
    free = np.where(empty, 1.0, np.where(stable, free, 0.0))
    missing = np.isnan(room)
    return np.where(missing, np.nan, busy), np.where(missing, np.nan, free)


@dataclass(frozen=True, slots=True)
class Impatient:
    """A queue whose customers leave when their exponential patience ends.

    Attributes
    ----------
    x, y : ndarray
        Servers and load, each times patience over service time.
    wait, free : ndarray
        Probability to wait, and not to.
    leave, stay : ndarray
        Share that abandons among those who wait, and share that does not.
    """

    x: Float64Array
    y: Float64Array
    wait: Float64Array
    free: Float64Array
    leave: Float64Array
    stay: Float64Array

    def tail(self, reach: Float64Array) -> tuple[Float64Array, Float64Array]:
        """Given waiting: probability of an offered wait above ``reach`` patiences, and its rest."""
        return _tail(self.x, self.y, reach)

    def answered_tail(self, reach: Float64Array) -> tuple[Float64Array, Float64Array]:
        """The same given waiting and being answered, which is the law of ``x + 1``."""
        return _tail(self.x + 1.0, self.y, reach)

    def gone(self, reach: Float64Array) -> Float64Array:
        """Probability to abandon within ``reach`` patiences, given waiting."""
        late, _ = self.tail(reach)
        then, _, _ = leaving(self.x, self.y * np.exp(-reach))
        with np.errstate(all="ignore"):
            still = np.where(late > 0, np.exp(-reach) * late * then, 0.0)
        return np.where(reach == 0, 0.0, self.leave - still)


def _tail(
    x: Float64Array, y: Float64Array, reach: Float64Array
) -> tuple[Float64Array, Float64Array]:
    from scipy.special import gammaln

    v = y * np.exp(-reach)
    late, soon = np.empty_like(x), np.empty_like(x)
    deep = x >= y + 4.0 * np.sqrt(y)
    over, gone = v > x, ~deep & (v < TINY)
    plain = ~over & ~gone & ~deep
    with np.errstate(all="ignore"):
        if over.any():
            a, idle = x[over], upper(x[over], y[over])
            soon[over] = (upper(a, v[over]) - idle) / (1.0 - idle)
            late[over] = 1.0 - soon[over]
        if plain.any():
            a = x[plain]
            late[plain] = lower(a, v[plain]) / lower(a, y[plain])
        if gone.any():
            a, b = x[gone], y[gone]
            power = a * (np.log(b) - reach[gone]) - gammaln(a + 1.0)
            late[gone] = np.exp(power) / lower(a, b)
        if deep.any():
            a, b, c, u = x[deep], y[deep], v[deep], reach[deep]
            first = a - b + b * leaving(a, b)[0]
            then = a - c + c * leaving(a, c)[0]
            late[deep] = first / then * np.exp((b - a) * u - b * _excess(u))
    late[(reach == np.inf) & ~np.isnan(x + y)] = 0.0
    return late, np.where(over, soon, 1.0 - late)


def _excess(u: Float64Array) -> Float64Array:
    """``u + exp(-u) - 1`` without cancellation."""
    series = np.zeros_like(u)
    for k in range(18, 1, -1):
        series = (1.0 - series) * u / k
    return np.where(u < 0.5, series * u, u + np.expm1(-u))


def impatient(load: Float64Array, servers: Float64Array, ratio: Float64Array) -> Impatient:
    """Erlang A for a finite patience of `ratio` service times; none at all is a tiny one."""
    ratio = np.maximum(ratio, 1e-200)
    blocked, admitted = blocking(load, servers)
    x, y = servers * ratio, load * ratio
    # Gamma functions have no values for subnormal numbers.
    x = np.where(x < TINY, 0.0, x)
    leave, stay, idle = leaving(x, y)
    with np.errstate(all="ignore"):
        whole = blocked + admitted * idle
        wait, free = blocked / whole, admitted * idle / whole
    empty = load == 0
    wait, free = np.where(empty, 0.0, wait), np.where(empty, 1.0, free)
    return Impatient(x, y, wait, free, leave, stay)
