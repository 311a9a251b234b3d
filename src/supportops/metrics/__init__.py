"""Metrics: how an operation is doing, against which bands, and where it is to go."""

from supportops.metrics.bands import Band, BandSetName, Status, grade, preset, presets
from supportops.metrics.goals import Goal, GoalSetName, Milestone, goals, target_path
from supportops.metrics.times import (
    backlog,
    first_response_time,
    monthly_volume,
    reopen_rate,
    time_to_resolution,
)

__all__ = [
    "Band",
    "BandSetName",
    "Goal",
    "GoalSetName",
    "Milestone",
    "Status",
    "backlog",
    "first_response_time",
    "goals",
    "grade",
    "monthly_volume",
    "preset",
    "presets",
    "reopen_rate",
    "target_path",
    "time_to_resolution",
]
