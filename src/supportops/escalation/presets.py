"""Published escalation policies and rules."""

from datetime import timedelta
from typing import Literal, TypeAlias

from supportops._kit.data import Shelf, Source, read_data
from supportops.escalation.models import EscalationPolicy, OnCallRule, Severity

__all__ = ["EscalationName", "on_call_rule", "preset", "presets"]

EscalationName: TypeAlias = Literal["support-operations"]


def _published() -> EscalationPolicy:
    data = read_data("escalation", "severity")
    return EscalationPolicy(
        checkpoints=tuple(timedelta(minutes=m) for m in data["checkpoints_minutes"]),
        severities=tuple(Severity.model_validate(row) for row in data["severity"]),
        source=Source(**data["source"]),
    )


_SHELF: Shelf[EscalationPolicy] = Shelf("escalation", {"support-operations": _published})


def preset(name: EscalationName) -> EscalationPolicy:
    """Published escalation policy of that name; `presets` lists them."""
    return _SHELF.take(name)


def presets() -> tuple[str, ...]:
    """Names of the published escalation policies."""
    return _SHELF.names()


def on_call_rule() -> OnCallRule:
    """Published limits of an on-call rotation."""
    row = read_data("escalation", "severity")["on_call"]
    source = Source(source=row["source"], where=row["where"])
    return OnCallRule(**{k: row[k] for k in row if k not in {"source", "where"}}, source=source)
