"""The engine of waiting: exact models of queues, for single numbers and whole years at once.

It is pure mathematics. Loads are in erlangs, all times of one call in one unit, shares from 0
to 1; numbers and arrays go in and come out, and nothing here knows a support word.
"""

from supportops.queueing._waits import Definition
from supportops.queueing.abandonment import MeanWaits, abandoned_within, abandonment, mean_waits
from supportops.queueing.capacity import fractional_servers, max_load
from supportops.queueing.loss import (
    blocking_probability,
    carried_load,
    load_at_blocking,
    servers_for_blocking,
)
from supportops.queueing.staffing import servers_for_occupancy, servers_needed
from supportops.queueing.waiting import (
    late_probability,
    mean_queue,
    mean_wait,
    occupancy,
    service_level,
    wait_probability,
    wait_quantile,
)

__all__ = [
    "Definition",
    "MeanWaits",
    "abandoned_within",
    "abandonment",
    "blocking_probability",
    "carried_load",
    "fractional_servers",
    "late_probability",
    "load_at_blocking",
    "max_load",
    "mean_queue",
    "mean_wait",
    "mean_waits",
    "occupancy",
    "servers_for_blocking",
    "servers_for_occupancy",
    "servers_needed",
    "service_level",
    "wait_probability",
    "wait_quantile",
]
