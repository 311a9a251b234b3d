"""The people: how many the work takes, and which hours they can cover."""

from supportops.workforce.bands import utilization_band, utilization_parts, utilization_source
from supportops.workforce.capacity import Capacity, required_agents, scheduled_agents, seat_agents
from supportops.workforce.floor import CalendarFloor, calendar_floor
from supportops.workforce.interval import Staffing, agents_needed

__all__ = [
    "CalendarFloor",
    "Capacity",
    "Staffing",
    "agents_needed",
    "calendar_floor",
    "required_agents",
    "scheduled_agents",
    "seat_agents",
    "utilization_band",
    "utilization_parts",
    "utilization_source",
]
