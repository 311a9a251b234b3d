"""Several classes of customers in order of priority at the same servers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from supportops._kit.results import Result
from supportops.queueing._doors import listed, number, whole_number
from supportops.queueing._erlang import delay
from supportops.queueing.transforms import quantile_from_transform, tail_from_transform
from supportops.queueing.waiting import mean_wait

__all__ = ["PreemptiveWaits", "PriorityWaits", "preemptive_waits", "priority_waits"]


@dataclass(frozen=True, slots=True)
class PriorityWaits(Result):
    """Waits by class, the highest first, where work in progress is not interrupted.

    Attributes
    ----------
    stable : tuple of bool
        For each class whether it has a steady state; a lower one may lack it alone.
    wait_probability : float
        Share that waits, the same in all classes [share].
    mean_wait : tuple of float
        Mean wait [time], infinite for an unstable class.
    second_moment : tuple of float
        Mean square of the wait of those who wait [time squared].
    """

    stable: tuple[bool, ...]
    wait_probability: float
    mean_wait: tuple[float, ...]
    second_moment: tuple[float, ...]
    _flows: tuple[float, ...] = field(repr=False)
    _capacity: float = field(repr=False)

    def late_probability(self, within: float) -> tuple[float, ...]:
        """Probability [share] for each class to wait longer than `within` [time]."""
        time = number("within", within)
        if time == 0:
            return (self.wait_probability,) * len(self.stable)
        return tuple(
            self.wait_probability * tail_from_transform(self._transform(k), time) if stable else 1.0
            for k, stable in enumerate(self.stable)
        )

    def service_level(self, within: float) -> tuple[float, ...]:
        """Share of each class [share] that is answered within a time [time]."""
        return tuple(1.0 - late for late in self.late_probability(within))

    def quantile(self, probability: float) -> tuple[float, ...]:
        """Wait [time] of each class that is not exceeded with a probability [share]."""
        share = number("probability", probability)
        return tuple(
            self._quantile(k, share) if stable else np.inf for k, stable in enumerate(self.stable)
        )

    def _quantile(self, k: int, share: float) -> float:
        if share <= 1.0 - self.wait_probability:
            return 0.0
        if share == 1:
            return np.inf
        given = 1.0 - (1.0 - share) / self.wait_probability
        scale = self.mean_wait[k] / self.wait_probability
        return quantile_from_transform(self._transform(k), given, scale=scale)

    def _transform(self, k: int) -> "_Given":
        higher = sum(self._flows[:k])
        return _Given(self._flows[k], higher, self._capacity)


@dataclass(frozen=True, slots=True)
class _Given:
    """Transform of the wait of a class, given that it waits."""

    flow: float
    higher: float
    capacity: float

    def __call__(self, s: npt.NDArray[np.complex128]) -> npt.NDArray[np.complex128]:
        h, m = self.higher, self.capacity
        # The delay busy period of the higher classes, by the root of its quadratic that is
        # at most 1 in size, written so that it also holds without any.
        b = h + m + s
        g = 2.0 * m / (b + np.sqrt(b * b - 4.0 * h * m))
        idle = 1.0 - (h + self.flow) / m
        return m * idle * (1.0 - g) / (s - self.flow + self.flow * g)


def priority_waits(loads: Sequence[float], servers: int, *, service_time: float) -> PriorityWaits:
    """Waits of classes served in order of priority, without interruption (M/M/c).

    Parameters
    ----------
    loads : sequence of float
        Offered load of each class [erlangs], the highest priority first.
    servers : int
        Servers [count].
    service_time : float
        Mean service time of all classes [time].

    Returns
    -------
    PriorityWaits
        Means and second moments by class; tails and quantiles by method.

    Raises
    ------
    InputError
        If a number is negative or not finite, or there is no class.

    Notes
    -----
    ``W_k = C s / (n (1 - r_{k-1}) (1 - r_k))`` with r the occupancy by the classes down to k and
    C Erlang's wait probability of all (Cobham; Kella and Yechiali), 1 where all together exceed
    the servers. Tails by inversion of the transform, absolute error about 1e-8. Service times
    of all classes have one exponential law; within a class the order is that of arrival.

    Examples
    --------
    >>> waits = priority_waits([0.8, 1.5, 2.0], 5, service_time=1)
    >>> [round(mean, 4) for mean in waits.mean_wait]
    [0.1608, 0.2978, 1.787]
    >>> [round(late, 4) for late in waits.late_probability(1.0)]
    [0.0101, 0.0748, 0.4287]
    """
    flows, count, time = _given(loads, servers, service_time)
    busy = np.concatenate([[0.0], np.cumsum(flows)])
    with np.errstate(all="ignore"):
        shares = np.where(busy == 0, 0.0, busy / count)
    wait = float(delay(busy[-1:], np.array([float(count)]))[0][0])
    means, seconds = [], []
    for higher, so_far in pairwise(shares):
        if so_far >= 1:
            means.append(np.inf)
            seconds.append(np.inf)
            continue
        free = (1.0 - higher) * (1.0 - so_far)
        one = time / count if count else 0.0
        means.append(float(wait * one / free))
        second = 2.0 * (1.0 - so_far * higher) * one**2 / ((1.0 - higher) * free**2)
        seconds.append(float(second))
    rates = tuple(float(flow) / time for flow in flows)
    stable = tuple(bool(share < 1) for share in shares[1:])
    return PriorityWaits(stable, wait, tuple(means), tuple(seconds), rates, count / time)


@dataclass(frozen=True, slots=True)
class PreemptiveWaits(Result):
    """Times by class, the highest first, where a higher class interrupts a lower one.

    Attributes
    ----------
    stable : tuple of bool
        For each class whether it has a steady state.
    mean_time : tuple of float
        Mean time from arrival to departure [time].
    mean_delay : tuple of float
        The same without the service itself: waits and interruptions [time].
    """

    stable: tuple[bool, ...]
    mean_time: tuple[float, ...]
    mean_delay: tuple[float, ...]


def preemptive_waits(
    loads: Sequence[float], servers: int, *, service_time: float
) -> PreemptiveWaits:
    """Times of classes whose higher ones interrupt the lower, which resume (M/M/c).

    Parameters
    ----------
    loads : sequence of float
        Offered load of each class [erlangs], the highest priority first.
    servers : int
        Servers [count].
    service_time : float
        Mean service time of all classes [time].

    Returns
    -------
    PreemptiveWaits
        Mean times and delays by class.

    Raises
    ------
    InputError
        If a number is negative or not finite, or there is no class.

    Notes
    -----
    The classes down to k see a queue of their own, so the number of class k is the difference
    of two Erlang C queues, and Little's law gives its time. A class without load has the limit
    for a load that vanishes.

    Examples
    --------
    >>> preemptive_waits([0.3, 0.4], 1, service_time=300).mean_delay
    (128.571..., 1128.571...)
    """
    flows, count, time = _given(loads, servers, service_time)
    total, waiting, means, stable = 0.0, 0.0, [], []
    for flow in flows:
        # A load without customers is measured by a trace of them.
        traced = float(flow) if flow > 0 else _TRACE * max(total, 1.0)
        total += traced
        queue = total * mean_wait(total, count, service_time=1.0)
        steady = total < count
        stable.append(bool(steady))
        means.append(time * (queue - waiting) / traced if steady else np.inf)
        if flow > 0:
            waiting = queue
        else:
            total -= traced
    times = tuple(time + mean for mean in means)
    return PreemptiveWaits(tuple(stable), times, tuple(means))


_TRACE = 1e-6


def _given(
    loads: Sequence[float], servers: int, service_time: float
) -> tuple[npt.NDArray[np.float64], int, float]:
    return (
        listed("loads", loads),
        whole_number("servers", servers),
        number("service_time", service_time),
    )
