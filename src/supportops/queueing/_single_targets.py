"""Targets of one queue in plain floats, and the searches for what just meets them."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, inf, isfinite, isnan, sqrt
from typing import TypeAlias

from supportops.queueing._fewest import SLACK
from supportops.queueing._single import DigitsError, single_queue
from supportops.queueing._targets import Targets
from supportops.queueing._waits import Definition

__all__ = ["SingleTargets", "fewest_one", "root_one", "single_targets"]

_ROUNDS = 200
# More servers than these are not sought one by one.
_ENDLESS = 1e15
_EPSILON = 2.220446049250313e-16

_Three: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class SingleTargets:
    """One queue without its servers, and what is asked of it, as in `Targets`."""

    definition: Definition
    load: float
    service_time: float
    within: float
    service_level: float
    patience: float
    max_wait: float
    max_abandonment: float
    max_occupancy: float

    def missing(self) -> bool:
        """Whether a number is NaN."""
        total = self.load + self.service_time + self.within + self.service_level + self.patience
        return isnan(total + self.max_wait + self.max_abandonment + self.max_occupancy)

    def attainable(self) -> bool:
        """Whether some number of servers suffices for a load above zero."""
        patient = self.patience == inf
        surely = self.service_level == 1 and not (patient and self.within == inf)
        return not surely and self.max_wait > 0 and (patient or self.max_abandonment > 0)

    def met(self, servers: float) -> bool:
        """Whether these servers meet the targets."""
        queue = single_queue(self.load, servers, self.service_time, self.patience)
        more = 1.0 + SLACK
        if not queue.mean_wait() <= self.max_wait * more:
            return False
        if not queue.abandon <= self.max_abandonment * more:
            return False
        if self.max_occupancy < 1 and not (
            self.load * queue.answered / servers <= self.max_occupancy * more
        ):
            return False
        if self.service_level > 0:
            level = queue.service_level(self.within, self.definition)
            return level >= self.service_level * (1.0 - SLACK)
        return True

    def spare(self, load: float, servers: float) -> float:
        """Least distance to a target, as `Targets.spare`."""
        if self.patience == inf and load >= servers:
            return -1.0
        level, abandon, occupancy, wait = 1.0, 0.0, 0.0, 0.0
        if servers == 0:
            # Nobody is served: all wait until their patience ends.
            level, abandon, occupancy, wait = 0.0, 1.0, 2.0, self.patience
        elif load > 0:
            queue = single_queue(load, servers, self.service_time, self.patience)
            if self.service_level > 0:
                level = queue.service_level(self.within, self.definition)
            abandon, wait = queue.abandon, queue.mean_wait()
            occupancy = load * queue.answered / servers
        short = level - self.service_level if self.service_level > 0 else 1.0
        if self.max_abandonment < 1:
            short = min(short, self.max_abandonment - abandon)
        if self.max_occupancy < 1:
            short = min(short, self.max_occupancy - occupancy)
        if isfinite(self.max_wait):
            short = min(short, max(1.0 - wait / self.max_wait, -1e9))
        return short


def single_targets(asked: Targets) -> SingleTargets:
    """The only element of the targets."""
    return SingleTargets(
        asked.definition,
        float(asked.load[0]),
        float(asked.service_time[0]),
        float(asked.within[0]),
        float(asked.service_level[0]),
        float(asked.patience[0]),
        float(asked.max_wait[0]),
        float(asked.max_abandonment[0]),
        float(asked.max_occupancy[0]),
    )


def fewest_one(meets: Callable[[float], bool], load: float) -> float:
    """`_fewest.fewest` for one queue, from its load: fewest whole servers, at least one."""
    probe = max(1.0, float(floor(load)))
    low, high, step = 0.0, inf, max(1.0, float(ceil(sqrt(probe) / 2.0)))
    while high - low > 1.0:
        if probe > _ENDLESS:
            raise DigitsError
        if meets(probe):
            high = probe
        else:
            low = probe
        if high == inf:
            probe, step = low + step, 2.0 * step
        elif low == 0:
            probe, step = max(high - step, float(floor(high / 2))), 2.0 * step
        else:
            probe = float(floor((low + high) / 2.0))
    return high


def root_one(function: Callable[[float], float], low: float, high: float) -> float:
    """`_roots.root` for one element."""
    a, b = high, low
    fa, fb = function(a), function(b)
    if not (fa > 0 > fb or fa < 0 < fb):
        return a if abs(fa) < abs(fb) else b
    best, t = b, 0.5
    for _ in range(_ROUNDS):
        x = a + t * (b - a)
        fx = function(x)
        if (fx > 0) == (fa > 0) and fx != 0:
            c, fc = a, fa
        else:
            c, fc, b, fb = b, fb, a, fa
        a, fa = x, fx
        best = a if abs(fa) < abs(fb) else b
        width, least = abs(b - a), 2.0 * _EPSILON * abs(best) + 1e-300
        if fx == 0 or width <= 2.0 * least:
            break
        t = min(max(_part((a, b, c), (fa, fb, fc)), least / width), 1.0 - least / width)
    return best


def _part(points: _Three, values: _Three) -> float:
    """Part of the bracket to go: inverse quadratic interpolation where safe, or half."""
    (a, b, c), (fa, fb, fc) = points, values
    xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
    if not (phi * phi < xi and (1.0 - phi) ** 2 < 1.0 - xi):
        return 0.5
    part = fa / (fb - fa) * fc / (fb - fc)
    part += (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    return part if isfinite(part) else 0.5
