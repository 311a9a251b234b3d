"""Model, prove and measure customer-support operations.

The package is a house of rooms, each of which is loaded when it is first touched:
``supportops.sla``, ``supportops.workforce`` and so on. Import names from their room::

    from supportops.design import design_operation

Rooms state facts as models, answer questions by pure functions and return results. Nothing
here reads a file that you own, a clock or a global random state.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from supportops import (
        audit,
        calendars,
        design,
        economics,
        errors,
        escalation,
        feedback,
        knowledge,
        metrics,
        playbooks,
        quality,
        queueing,
        sla,
        statistics,
        tickets,
        tiers,
        tooling,
        training,
        vendors,
        vocabulary,
        workforce,
    )

__version__ = "0.1.0"

__all__ = [
    "audit",
    "calendars",
    "design",
    "economics",
    "errors",
    "escalation",
    "feedback",
    "knowledge",
    "metrics",
    "playbooks",
    "quality",
    "queueing",
    "sla",
    "statistics",
    "tickets",
    "tiers",
    "tooling",
    "training",
    "vendors",
    "vocabulary",
    "workforce",
]

# Hidden from type checkers, so that a misspelt room is an error to them.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name in __all__:
            return import_module(f"{__name__}.{name}")
        message = (
            f"module 'supportops' has no attribute {name!r}; its rooms are {', '.join(__all__)}"
        )
        raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
