"""Escalation: how bad it is, who is engaged when, and who carries the pager."""

from supportops.escalation.models import EscalationPolicy, OnCallRule, Severity
from supportops.escalation.paths import engaged
from supportops.escalation.presets import EscalationName, on_call_rule, preset, presets

__all__ = [
    "EscalationName",
    "EscalationPolicy",
    "OnCallRule",
    "Severity",
    "engaged",
    "on_call_rule",
    "preset",
    "presets",
]
