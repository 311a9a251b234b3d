"""Promises to customers, and the clock that says whether they are kept."""

from supportops.sla.definitions import TRIGGERS, ClockDefinition, shipped_definitions
from supportops.sla.due import due_times
from supportops.sla.exceptions import (
    ExceptionKind,
    ExceptionRule,
    GrantedException,
    published_exceptions,
)
from supportops.sla.fingerprint import Fingerprint, fingerprint
from supportops.sla.ladder import (
    LadderName,
    WarningLadder,
    WarningLevel,
    ladder,
    ladders,
    warning_level,
)
from supportops.sla.lookup import MatchedTargets, targets_for
from supportops.sla.matrix import MatrixOverride, SlaMatrix, matrix_rows, scaled_promise
from supportops.sla.policy import Exclusion, SlaPolicy
from supportops.sla.presets import PolicyName, on_calendar, preset, preset_matrix, presets
from supportops.sla.record import Period, PeriodState, SlaRecord, Upcoming
from supportops.sla.replay import replay
from supportops.sla.targets import METRICS, Metric, SlaRow, Targets
from supportops.sla.trace import Trace, TraceLine

__all__ = [
    "METRICS",
    "TRIGGERS",
    "ClockDefinition",
    "ExceptionKind",
    "ExceptionRule",
    "Exclusion",
    "Fingerprint",
    "GrantedException",
    "LadderName",
    "MatchedTargets",
    "MatrixOverride",
    "Metric",
    "Period",
    "PeriodState",
    "PolicyName",
    "SlaMatrix",
    "SlaPolicy",
    "SlaRecord",
    "SlaRow",
    "Targets",
    "Trace",
    "TraceLine",
    "Upcoming",
    "WarningLadder",
    "WarningLevel",
    "due_times",
    "fingerprint",
    "ladder",
    "ladders",
    "matrix_rows",
    "on_calendar",
    "preset",
    "preset_matrix",
    "presets",
    "published_exceptions",
    "replay",
    "scaled_promise",
    "shipped_definitions",
    "targets_for",
    "warning_level",
]
