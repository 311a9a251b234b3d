"""One queue for each element, patient (Erlang C) or impatient (Erlang A), solved together."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array
from supportops.queueing._erlang import Impatient, delay, impatient
from supportops.queueing._roots import root

__all__ = ["Definition", "Queue", "solve"]

#: What a service level counts, where customers may leave; see `service_level`.
Definition: TypeAlias = Literal["virtual", "offered", "answered", "excluding_short_abandons"]


@dataclass(frozen=True, slots=True)
class Queue:
    """Solved queues; `leaves` marks those whose patience is finite, and `model` solves them.

    Attributes
    ----------
    load, servers, service_time, patience : ndarray
        What was asked.
    wait, free : ndarray
        Probability to wait, and not to.
    abandon, answered : ndarray
        Share that abandons, and share that is answered.
    leaves : ndarray of bool
        Where patience is finite.
    model : Impatient
        The impatient queues, in order.
    """

    load: Float64Array
    servers: Float64Array
    service_time: Float64Array
    patience: Float64Array
    wait: Float64Array
    free: Float64Array
    abandon: Float64Array
    answered: Float64Array
    leaves: BoolArray
    model: Impatient

    def mean_wait(self) -> Float64Array:
        """Mean time in queue of all, whether answered or not."""
        room = self.servers - self.load
        with np.errstate(all="ignore"):
            patient = np.where(room > 0, self.wait * self.service_time / room, np.inf)
            patient = np.where(self.load == 0, 0.0, patient)
            mean = np.where(self.leaves, self.abandon * self.patience, patient)
        return np.where(np.isnan(self.wait), np.nan, mean)

    def occupancy(self) -> Float64Array:
        """Busy share of the servers; all are where there is no steady state."""
        with np.errstate(all="ignore"):
            busy = self.load * self.answered / self.servers
        return np.where(self.load == 0, 0.0, np.where(self.leaves, busy, np.minimum(busy, 1.0)))

    def mean_queue(self) -> Float64Array:
        """Mean number waiting."""
        return np.where(self.load == 0, 0.0, self.load) * self.mean_wait() / self.service_time

    def quantile(self, share: Float64Array) -> Float64Array:
        """Wait not exceeded by that share."""
        room = self.servers - self.load
        with np.errstate(all="ignore"):
            excess = np.log(self.wait / (1.0 - share))
            patient = np.where(room > 0, excess * self.service_time / room, np.inf)
            value = np.where(excess <= 0, 0.0, patient)
        missing = np.isnan(self.wait) | np.isnan(share)
        value = np.where(missing, np.nan, value)
        (at,) = np.nonzero(self.leaves & (value > 0) & (share < 1) & (self.patience > 0))
        if at.size:
            part, late = self.part(at), np.log1p(-share[at])

            def excess_at(time: Float64Array, which: Int64Array) -> Float64Array:
                with np.errstate(all="ignore"):
                    found: Float64Array = np.log(part.part(which).waits_longer(time)) - late[which]
                return np.maximum(found, -1e300)

            value[at] = root(excess_at, np.zeros_like(late), -late * self.patience[at])
        return np.where(self.leaves & (self.patience == 0), 0.0, value)

    def part(self, at: Int64Array) -> "Queue":
        """The queues at these positions, solved anew."""
        return solve(self.load[at], self.servers[at], self.service_time[at], self.patience[at])

    def offered(self, time: Float64Array) -> tuple[Float64Array, Float64Array]:
        """Probability that the wait of one who never leaves is above `time`, and at most it."""
        with np.errstate(all="ignore"):
            fall = (self.servers - self.load) * time / self.service_time
            stable = self.servers > self.load
            late = np.where(stable, self.wait * np.exp(-fall), self.wait)
            soon = np.where(stable, self.free - self.wait * np.expm1(-fall), self.free)
        some = self.leaves
        if some.any():
            beyond, inside = self.model.tail(self._reach(time))
            late[some] = self.wait[some] * beyond
            soon[some] = self.free[some] + self.wait[some] * inside
        empty = self.load == 0
        return np.where(empty, 0.0, late), np.where(empty, 1.0, soon)

    def _reach(self, time: Float64Array) -> Float64Array:
        some = self.leaves
        with np.errstate(all="ignore"):
            return time[some] / np.maximum(self.patience[some], 1e-200 * self.service_time[some])

    def waits_longer(self, time: Float64Array) -> Float64Array:
        """Probability of still waiting after `time`."""
        late, _ = self.offered(time)
        some = self.leaves
        if some.any():
            late[some] *= np.exp(-self._reach(time))
        return late

    def answered_within(self, time: Float64Array) -> Float64Array:
        """Share of all that is answered within `time`."""
        _, soon = self.offered(time)
        some = self.leaves
        if some.any():
            _, inside = self.model.answered_tail(self._reach(time))
            soon[some] = self.free[some] + self.wait[some] * self.model.stay * inside
        return np.where(self.load == 0, 1.0, soon)

    def abandoned_within(self, time: Float64Array) -> Float64Array:
        """Share of all that abandons within `time`."""
        gone = np.zeros_like(self.wait)
        some = self.leaves
        if some.any():
            gone[some] = self.wait[some] * self.model.gone(self._reach(time))
        return gone

    def service_level(self, time: Float64Array, definition: Definition) -> Float64Array:
        """Service level of that definition."""
        if definition == "virtual":
            return self.offered(time)[1]
        answered = self.answered_within(time)
        with np.errstate(all="ignore"):
            if definition == "answered":
                return np.where(self.leaves, answered / self.answered, answered)
            if definition == "excluding_short_abandons":
                return answered / (answered + self.waits_longer(time))
        return answered


_NONE = np.empty(0)
_NOBODY = Impatient(_NONE, _NONE, _NONE, _NONE, _NONE, _NONE)


def solve(
    load: Float64Array,
    servers: Float64Array,
    service_time: Float64Array,
    patience: Float64Array,
) -> Queue:
    """Solve a queue for each element; infinite patience means that nobody leaves."""
    leaves = patience != np.inf
    some = leaves
    if not some.any():
        wait, free = delay(load, servers)
        none, all_ = np.zeros_like(wait), np.ones_like(wait)
        return Queue(load, servers, service_time, patience, wait, free, none, all_, leaves, _NOBODY)
    ratio = patience[some] / service_time[some]
    model = impatient(load[some], servers[some], ratio)
    if some.all():
        wait, free = model.wait.copy(), model.free.copy()
    else:
        wait, free = delay(load, servers)
        wait[some], free[some] = model.wait, model.free
    abandon = np.zeros_like(wait)
    abandon[some] = model.wait * model.leave
    answered = np.ones_like(wait)
    answered[some] = model.free + model.wait * model.stay
    return Queue(
        load, servers, service_time, patience, wait, free, abandon, answered, leaves, model
    )
