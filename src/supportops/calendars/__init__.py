"""The engine of business time: how long, until when, and whether it is open at all.

Exact to the microsecond on every calendar, over scalars, arrays and Series alike.
"""

from supportops._kit.instants import localize
from supportops.calendars._compiled import Compiled, compiled
from supportops.calendars.algebra import difference, in_zone, intersection, union
from supportops.calendars.business_time import due_at, elapsed
from supportops.calendars.countries import country_holidays
from supportops.calendars.days import (
    add_business_days,
    business_day,
    business_days_between,
    next_business_day,
)
from supportops.calendars.models import (
    ALWAYS_OPEN,
    BusinessCalendar,
    Calendar,
    CombinedCalendar,
)
from supportops.calendars.opening import (
    is_open,
    next_close,
    next_open,
    open_seconds_per_week,
    open_spans,
)

__all__ = [
    "ALWAYS_OPEN",
    "BusinessCalendar",
    "Calendar",
    "CombinedCalendar",
    "Compiled",
    "add_business_days",
    "business_day",
    "business_days_between",
    "compiled",
    "country_holidays",
    "difference",
    "due_at",
    "elapsed",
    "in_zone",
    "intersection",
    "is_open",
    "localize",
    "next_business_day",
    "next_close",
    "next_open",
    "open_seconds_per_week",
    "open_spans",
    "union",
]
