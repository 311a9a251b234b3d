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
from supportops.queueing.concurrency import (
    concurrency_limit,
    concurrent_service_time,
    effective_concurrency,
)
from supportops.queueing.feedback import (
    Chasers,
    ReturnFlow,
    capped_completion_rate,
    chasers,
    contact_multiplier,
    critical_chase_rate,
    returns,
)
from supportops.queueing.figures import QueueFigures, queue_figures
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
from supportops.queueing.networks import Network, network
from supportops.queueing.patience import AnyPatience, any_patience
from supportops.queueing.priorities import (
    PreemptiveWaits,
    PriorityWaits,
    preemptive_waits,
    priority_waits,
)
from supportops.queueing.profiles import (
    lagged_load,
    offered_load,
    pointwise_load,
    return_profile,
    sinusoidal_load,
    stationary_load,
)
from supportops.queueing.redials import Redials, redials
from supportops.queueing.service import mean_queue, occupancy, service_level, stable
from supportops.queueing.staffing import servers_for_occupancy, servers_needed
from supportops.queueing.states import StateQueue, chat_queue, limited_queue
from supportops.queueing.transforms import Transform, quantile_from_transform, tail_from_transform
from supportops.queueing.uncertainty import (
    confidence_of_target,
    expected_service_level,
    servers_for_confidence,
)
from supportops.queueing.waiting import late_probability, mean_wait, wait_probability, wait_quantile

__all__ = [
    "AgeingRates",
    "AnyPatience",
    "Approximation",
    "Blend",
    "Chasers",
    "Definition",
    "MeanWaits",
    "Network",
    "PreemptiveWaits",
    "PriorityWaits",
    "QueueFigures",
    "Redials",
    "ReturnFlow",
    "StateQueue",
    "Transform",
    "abandoned_within",
    "abandonment",
    "ageing_rates",
    "ageing_waits",
    "any_patience",
    "blend",
    "blocking_probability",
    "capped_completion_rate",
    "carried_load",
    "chasers",
    "chat_queue",
    "concurrency_limit",
    "concurrent_service_time",
    "confidence_of_target",
    "contact_multiplier",
    "critical_chase_rate",
    "daley_bound",
    "effective_concurrency",
    "expected_service_level",
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
    "lagged_load",
    "late_probability",
    "limited_queue",
    "load_at_blocking",
    "lower_bound",
    "max_load",
    "mean_queue",
    "mean_wait",
    "mean_waits",
    "network",
    "occupancy",
    "offered_load",
    "pointwise_load",
    "preemptive_waits",
    "priority_waits",
    "quantile_from_transform",
    "queue_figures",
    "redials",
    "return_profile",
    "returns",
    "servers_for_blocking",
    "servers_for_confidence",
    "servers_for_occupancy",
    "servers_needed",
    "service_level",
    "sinusoidal_load",
    "square_root_servers",
    "stable",
    "stationary_load",
    "tail_from_transform",
    "wait_probability",
    "wait_quantile",
]
