"""The engine of waiting: exact models of queues, for single numbers and whole years at once.

It is pure mathematics. Loads are in erlangs, all times of one call in one unit, shares from 0
to 1; numbers and arrays go in and come out, and nothing here knows a support word.
"""

from supportops.queueing._waits import Definition
from supportops.queueing.abandonment import MeanWaits, abandoned_within, abandonment, mean_waits
from supportops.queueing.ageing import AgeingRates, ageing_rates, ageing_waits
from supportops.queueing.approximations import (
    Approximation,
    garnett_abandonment,
    garnett_delay,
    garnett_wait,
    halfin_whitt_beta,
    halfin_whitt_delay,
    halfin_whitt_servers,
    halfin_whitt_wait,
    square_root_servers,
)
from supportops.queueing.blending import Blend, blend
from supportops.queueing.capacity import fractional_servers, max_load
from supportops.queueing.concurrency import concurrent_service_time, effective_concurrency
from supportops.queueing.general import (
    daley_bound,
    fluid_queue,
    fluid_wait,
    heavy_traffic_wait,
    kingman_bound,
    lower_bound,
)
from supportops.queueing.loss import (
    blocking_probability,
    carried_load,
    load_at_blocking,
    servers_for_blocking,
)
from supportops.queueing.priorities import (
    PreemptiveWaits,
    PriorityWaits,
    preemptive_waits,
    priority_waits,
)
from supportops.queueing.redials import Redials, redials
from supportops.queueing.staffing import servers_for_occupancy, servers_needed
from supportops.queueing.states import StateQueue, chat_queue, limited_queue
from supportops.queueing.transforms import Transform, quantile_from_transform, tail_from_transform
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
    "AgeingRates",
    "Approximation",
    "Blend",
    "Definition",
    "MeanWaits",
    "PreemptiveWaits",
    "PriorityWaits",
    "Redials",
    "StateQueue",
    "Transform",
    "abandoned_within",
    "abandonment",
    "ageing_rates",
    "ageing_waits",
    "blend",
    "blocking_probability",
    "carried_load",
    "chat_queue",
    "concurrent_service_time",
    "daley_bound",
    "effective_concurrency",
    "fluid_queue",
    "fluid_wait",
    "fractional_servers",
    "garnett_abandonment",
    "garnett_delay",
    "garnett_wait",
    "halfin_whitt_beta",
    "halfin_whitt_delay",
    "halfin_whitt_servers",
    "halfin_whitt_wait",
    "heavy_traffic_wait",
    "kingman_bound",
    "late_probability",
    "limited_queue",
    "load_at_blocking",
    "lower_bound",
    "max_load",
    "mean_queue",
    "mean_wait",
    "mean_waits",
    "occupancy",
    "preemptive_waits",
    "priority_waits",
    "quantile_from_transform",
    "redials",
    "servers_for_blocking",
    "servers_for_occupancy",
    "servers_needed",
    "service_level",
    "square_root_servers",
    "tail_from_transform",
    "wait_probability",
    "wait_quantile",
]
