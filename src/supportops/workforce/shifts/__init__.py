"""From demand to shifts: who works when, what it costs, and what stays uncovered."""

from supportops.workforce.shifts.breaks import (
    BreakPlan,
    place_breaks,
)
from supportops.workforce.shifts.cover import (
    Cover,
    CoverStatus,
    cover_demand,
)
from supportops.workforce.shifts.follow_the_sun import (
    SunCover,
    follow_the_sun,
)
from supportops.workforce.shifts.models import (
    Break,
    Crew,
    Shift,
    ShiftShape,
)
from supportops.workforce.shifts.published import (
    ShapeName,
    scheduling_rules,
    shift_purpose,
    shift_shape,
    shift_shapes,
)
from supportops.workforce.shifts.shapes import (
    staggered_shapes,
)
from supportops.workforce.shifts.timeline import (
    shifts_on,
)

__all__ = [
    "Break",
    "BreakPlan",
    "Cover",
    "CoverStatus",
    "Crew",
    "ShapeName",
    "Shift",
    "ShiftShape",
    "SunCover",
    "cover_demand",
    "follow_the_sun",
    "place_breaks",
    "scheduling_rules",
    "shift_purpose",
    "shift_shape",
    "shift_shapes",
    "shifts_on",
    "staggered_shapes",
]
