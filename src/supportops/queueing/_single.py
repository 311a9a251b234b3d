"""One queue in plain floats: what `_waits.solve` says of arrays, without their overhead.

The formulas are those of `_erlang` and `_ratios`, branch by branch; the tests hold the two equal.
"""

from dataclasses import dataclass
from math import exp, expm1, floor, inf, lgamma, log, log1p, pi, sqrt

from supportops.queueing._erlang import FEW, MANY, TINY
from supportops.queueing._ratios import FAR, SMALL, STIRLING, fraction, rest
from supportops.queueing._waits import Definition

__all__ = ["DigitsError", "SingleQueue", "blocking_one", "single_queue"]

_ROOT_TWO_PI = sqrt(2.0 * pi)


class DigitsError(ArithmeticError):
    """Numbers so small or large that only the kernels on arrays keep the digits."""


def _log1p_less(y: float) -> float:
    if abs(y) >= 0.5:
        return log1p(y) - y if y > -1.0 else -inf
    r = y / (2.0 + y)
    square = r * r
    series = 0.0
    for k in range(29, 1, -2):
        series = series * square + 1.0 / k
    return r * (2.0 * square * series - y)


def _poisson(s: float, z: float) -> float:
    if s < STIRLING:
        return exp((s * log(z) if s else 0.0) - z - lgamma(s + 1.0))
    one = 1.0 / (s * s)
    tail = 1 / 12 - one * (1 / 360 - one * (1 / 1260 - one * (1 / 1680 - one / 1188)))
    return exp(s * _log1p_less((z - s) / s) - tail / s) / (_ROOT_TWO_PI * sqrt(s))


def _upper(s: float, z: float) -> float:
    if z > s + FAR * sqrt(s):
        return _poisson(s, z) * s / (z + 1.0 - s + rest(s, z))
    from scipy.special import gammaincc

    return float(gammaincc(s, z))


def _lower(s: float, z: float) -> float:
    if s >= z + FAR * sqrt(z):
        return _poisson(s, z) * s / (s - z + z / (1.0 + fraction(s, z)))
    from scipy.special import gammainc

    return float(gammainc(s, z))


def _blocking_ratio(load: float, servers: float) -> float:
    if load > servers + 1.0 + FAR * sqrt(servers + 1.0):
        return (load - servers + rest(servers + 1.0, load)) / load
    from scipy.special import gammaincc

    return _poisson(servers, load) / float(gammaincc(servers + 1.0, load))


def blocking_one(load: float, servers: float) -> tuple[float, float]:
    """Erlang B of one queue with a load, and one minus it."""
    if load > servers + 1.0 + FAR * sqrt(servers + 1.0):
        idle = rest(servers + 1.0, load)
        return (load - servers + idle) / load, (servers - idle) / load
    if servers <= FEW or (servers > 2.0 * load and servers <= MANY):
        steps = floor(servers)
        n = servers - steps
        inverse = 1.0 / _blocking_ratio(load, n) if n else 1.0
        for _ in range(steps):
            n += 1.0
            inverse = 1.0 + n / load * inverse
        blocked = 1.0 / inverse
    else:
        blocked = _blocking_ratio(load, servers)
    return blocked, 1.0 - blocked


def _leaving(s: float, z: float) -> tuple[float, float, float]:
    if s >= z + FAR * sqrt(z) or (z < SMALL and s > z * z):
        more = fraction(s, z)
        share, stay = 1.0 / (1.0 + more), more / (1.0 + more)
        return share, stay, (s - z + z * share) / s
    from scipy.special import gammainc

    ratio = _poisson(s, z) / float(gammainc(s, z))
    stay = s * (1.0 - ratio) / z
    return ((z - s + s * ratio) / z if s < z else 1.0 - stay), stay, ratio


def _excess(u: float) -> float:
    if u >= 0.5:
        return u + expm1(-u)
    series = 0.0
    for k in range(18, 1, -1):
        series = (1.0 - series) * u / k
    return series * u


def _tail(x: float, y: float, reach: float) -> tuple[float, float]:
    """Given waiting: probability of an offered wait above `reach` patiences, and its rest."""
    if reach == inf:
        return 0.0, 1.0
    v = y * exp(-reach)
    if v > x:
        idle = _upper(x, y)
        soon = (_upper(x, v) - idle) / (1.0 - idle)
        return 1.0 - soon, soon
    if x >= y + FAR * sqrt(y):
        first = x - y + y * _leaving(x, y)[0]
        then = x - v + v * (_leaving(x, v)[0] if v else 0.0)
        late = first / then * exp((y - x) * reach - y * _excess(reach))
    elif v < TINY:
        late = exp(x * (log(y) - reach) - lgamma(x + 1.0)) / _lower(x, y)
    else:
        late = _lower(x, v) / _lower(x, y)
    return late, 1.0 - late


@dataclass(frozen=True, slots=True)
class SingleQueue:
    """A solved queue with a load and servers; the attributes mean what they do in `Queue`.

    Attributes
    ----------
    load, servers, service_time, patience, wait, free, abandon, answered : float
    x, y, stay : float
        Servers and load times patience over service time, and the share of those who wait that
        is answered; not used where nobody leaves.
    """

    load: float
    servers: float
    service_time: float
    patience: float
    wait: float
    free: float
    abandon: float
    answered: float
    x: float
    y: float
    stay: float

    def mean_wait(self) -> float:
        """Mean time in queue of all."""
        if self.patience != inf:
            return self.abandon * self.patience
        return self.wait * self.service_time / (self.servers - self.load)

    def service_level(self, within: float, definition: Definition) -> float:
        """Service level of that definition."""
        if self.patience == inf:
            fall = (self.servers - self.load) * within / self.service_time
            return self.free - self.wait * expm1(-fall)
        reach = within / self.patience
        if definition == "virtual":
            return self.free + self.wait * _tail(self.x, self.y, reach)[1]
        soon = self.free + self.wait * self.stay * _tail(self.x + 1.0, self.y, reach)[1]
        whole = 1.0
        if definition == "answered":
            whole = self.answered
        elif definition == "excluding_short_abandons":
            whole = soon + self.wait * _tail(self.x, self.y, reach)[0] * exp(-reach)
        if whole == 0:
            raise DigitsError
        return soon / whole


def single_queue(load: float, servers: float, service_time: float, patience: float) -> SingleQueue:
    """Solve one queue with a load; servers exceed it where nobody leaves.

    `DigitsError` where the digits would be lost.
    """
    blocked, admitted = blocking_one(load, servers)
    if patience == inf:
        room = servers - load
        whole = room + load * blocked
        wait, free = servers * blocked / whole, room * admitted / whole
        return SingleQueue(
            load, servers, service_time, patience, wait, free, 0.0, 1.0, 0.0, 0.0, 1.0
        )
    ratio = patience / service_time
    x, y = servers * ratio, load * ratio
    if not (TINY < x < inf and TINY < y < inf):
        raise DigitsError
    leave, stay, idle = _leaving(x, y)
    whole = blocked + admitted * idle
    wait, free = blocked / whole, admitted * idle / whole
    return SingleQueue(
        load,
        servers,
        service_time,
        patience,
        wait,
        free,
        wait * leave,
        free + wait * stay,
        x,
        y,
        stay,
    )
