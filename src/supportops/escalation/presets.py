"""Published escalation policies and rules."""

from datetime import timedelta
from typing import Literal, TypeAlias

from supportops._kit.data import Shelf, Source, read_data
from supportops.escalation.models import EscalationPolicy, OnCallLayer, OnCallRule, Severity

__all__ = ["EscalationName", "on_call_layers", "on_call_rule", "preset", "presets"]

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
    """Published limits of an on-call rotation.

    Examples
    --------
    >>> on_call_rule().people_min
    2
    """
    row = read_data("escalation", "severity")["on_call"]
    return OnCallRule(
        **{k: v for k, v in row.items() if k not in {"source", "where", "handoff"}},
        handoff_day=row["handoff"]["day"],
        handoff_time=row["handoff"]["time"],
        source=Source(source=row["source"], where=row["where"]),
    )


def on_call_layers() -> tuple[OnCallLayer, ...]:
    """Published layers of an on-call structure, the first responder first."""
    return tuple(
        OnCallLayer(
            **{k: row[k] for k in ("name", "coverage", "duty")},
            source=Source(source=row["source"], where=row["where"]),
        )
        for row in read_data("escalation", "severity")["layer"]
    )
