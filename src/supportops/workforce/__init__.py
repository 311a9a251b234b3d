"""The people: how many the work takes, which hours they can cover, and when to hire them."""

from supportops.workforce.bands import utilization_band, utilization_parts, utilization_source
from supportops.workforce.capacity import Capacity, required_agents, required_fte, seat_agents
from supportops.workforce.floor import CalendarFloor, calendar_floor
from supportops.workforce.interval import Service, Staffing, agents_needed, service_at
from supportops.workforce.intervals import service_intervals, staff_intervals
from supportops.workforce.shrinkage import (
    TimeWaterfall,
    additive_shrinkage,
    agents_present,
    days_shrinkage,
    occupancy_from,
    paid_agents,
    scheduled_agents,
    sequential_shrinkage,
    time_waterfall,
    utilization_from,
)
from supportops.workforce.targets import ChannelTarget

__all__ = [
    "CalendarFloor",
    "Capacity",
    "ChannelTarget",
    "Service",
    "Staffing",
    "TimeWaterfall",
    "additive_shrinkage",
    "agents_needed",
    "agents_present",
    "calendar_floor",
    "days_shrinkage",
    "occupancy_from",
    "paid_agents",
    "required_agents",
    "required_fte",
    "scheduled_agents",
    "seat_agents",
    "sequential_shrinkage",
    "service_at",
    "service_intervals",
    "staff_intervals",
    "time_waterfall",
    "utilization_band",
    "utilization_from",
    "utilization_parts",
    "utilization_source",
]
