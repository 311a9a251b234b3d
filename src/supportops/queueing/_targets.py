"""Targets that a number of servers is to meet, one set for each element."""

from dataclasses import dataclass, replace

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Form, Int64Array
from supportops.errors import InputError
from supportops.queueing._doors import definition_of, door
from supportops.queueing._fewest import SLACK
from supportops.queueing._waits import Definition, solve

__all__ = ["Targets", "targets"]

_SAMPLE = 512
_DISTINCT = 0.9


@dataclass(frozen=True, slots=True)
class Targets:
    """Queues without their servers, and what is asked of them.

    A target that was not set stands at the value that everything meets.
    """

    definition: Definition
    load: Float64Array
    service_time: Float64Array
    within: Float64Array
    service_level: Float64Array
    patience: Float64Array
    max_wait: Float64Array
    max_abandonment: Float64Array
    max_occupancy: Float64Array

    def part(self, at: Int64Array) -> "Targets":
        """The elements at these positions."""
        return Targets(
            self.definition,
            self.load[at],
            self.service_time[at],
            self.within[at],
            self.service_level[at],
            self.patience[at],
            self.max_wait[at],
            self.max_abandonment[at],
            self.max_occupancy[at],
        )

    def repeated(self) -> "tuple[Targets, Int64Array] | None":
        """Each load once, and where it stands; None where that would not save work.

        Only loads may differ, and a sample of them must show repetition.
        """
        if self.load.size < _SAMPLE:
            return None
        sample = self.load[:: self.load.size // _SAMPLE]
        if np.unique(sample).size > _DISTINCT * sample.size:
            return None
        others = (self.service_time, self.within, self.service_level, self.patience)
        limits = (self.max_wait, self.max_abandonment, self.max_occupancy)
        if any((v != v[0]).any() for v in (*others, *limits)):
            return None
        once, first, places = np.unique(self.load, return_index=True, return_inverse=True)
        return (self.part(first), places) if once.size < self.load.size else None

    def missing(self) -> BoolArray:
        """Where a number is NaN."""
        values = (self.load, self.service_time, self.within, self.service_level, self.patience)
        limits = (self.max_wait, self.max_abandonment, self.max_occupancy)
        gone: BoolArray = np.isnan(np.sum([*values, *limits], axis=0))
        return gone

    def attainable(self) -> BoolArray:
        """Where some number of servers suffices for a load above zero."""
        patient = np.isinf(self.patience)
        surely = (self.service_level == 1) & ~(patient & np.isinf(self.within))
        good: BoolArray = ~surely & (self.max_wait > 0) & (patient | (self.max_abandonment > 0))
        return good

    def met(self, servers: Float64Array, at: Int64Array) -> BoolArray:
        """Whether these servers meet the targets of the elements at these positions."""
        asked = self.part(at)
        more = 1.0 + SLACK
        queue = solve(asked.load, servers, asked.service_time, asked.patience)
        good = (queue.mean_wait() <= asked.max_wait * more) & (
            queue.abandon <= asked.max_abandonment * more
        )
        if (asked.max_occupancy < 1).any():
            good &= queue.occupancy() <= asked.max_occupancy * more
        if (asked.service_level > 0).any():
            level = queue.service_level(asked.within, asked.definition)
            good &= level >= asked.service_level * (1.0 - SLACK)
        return good

    def at_load(self, load: Float64Array) -> "Targets":
        """The same targets for another load."""
        return replace(self, load=load)

    def spare(self, servers: Float64Array) -> Float64Array:
        """Least distance to a target: above zero where all are met, continuous in the servers."""
        queue = solve(self.load, servers, self.service_time, self.patience)
        with np.errstate(all="ignore"):
            wait = 1.0 - queue.mean_wait() / self.max_wait
            left = self.max_abandonment - queue.abandon
            free = self.max_occupancy - self.load * queue.answered / servers
            level = queue.service_level(self.within, self.definition) - self.service_level
        # Without servers none is idle.
        free = np.nan_to_num(free, nan=-1.0, neginf=-1.0)
        unstable = np.isinf(self.patience) & (self.load >= servers)
        short = np.where(self.service_level > 0, np.nan_to_num(level, nan=-1.0), 1.0)
        short = np.where((self.max_abandonment < 1) & (left < short), left, short)
        short = np.where((self.max_occupancy < 1) & (free < short), free, short)
        short = np.where(np.isfinite(self.max_wait) & (wait < short), np.maximum(wait, -1e9), short)
        return np.where(unstable, np.minimum(short, -1.0), short)


def targets(
    definition: object, *, name: str = "load", load: object, **given: object
) -> tuple[Targets, Form]:
    """Lift and hold the targets of a question; at least one must be given.

    Parameters
    ----------
    definition : str
        Definition of the service level.
    name : str
        What the first value is called outside: the load, or the servers whose load is wanted.
    load : float, array-like or Series
        The first value.
    **given : float, array-like, Series or None
        The other values under their public names, None where not given.

    Returns
    -------
    Targets
        Flat arrays; what was not given stands at the value that everything meets.
    Form
        What to give `leave`.
    """
    chosen = definition_of(definition)
    if (given["within"] is None) != (given["service_level"] is None):
        message = "within and service_level must be given together; got one of them"
        raise InputError(message)
    limits = ("service_level", "max_wait", "max_abandonment", "max_occupancy")
    if all(given[limit] is None for limit in limits):
        message = (
            "a target must be given; got none; name within and service_level, max_wait, "
            "max_abandonment or max_occupancy"
        )
        raise InputError(message)
    if given["max_abandonment"] is not None and given["patience"] is None:
        raise InputError("patience must be given with max_abandonment; got None")
    free = {"service_level": 0.0, "max_abandonment": 1.0, "max_occupancy": 1.0}
    asked = {key: free.get(key, np.inf) if v is None else v for key, v in given.items()}
    form, (first, s, t, level, p, wait, gone, busy) = door(**{name: load}, **asked)
    return Targets(chosen, first, s, t, level, p, wait, gone, busy), form
