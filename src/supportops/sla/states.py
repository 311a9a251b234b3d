"""States of periods: what became of a promise, in one word."""

from typing import Literal, TypeAlias, get_args

from supportops.sla.runs import PAUSED, Run

__all__ = ["STATES", "PeriodState", "state_of"]

PeriodState: TypeAlias = Literal[
    "met", "breached", "running", "paused", "cancelled", "no_target"
]  # fmt: skip
#: All of them, in the order of their numbers in tables.
STATES: tuple[PeriodState, ...] = get_args(PeriodState)


def state_of(run: Run, *, over: bool) -> PeriodState:
    """State of a period that is measured; `over` says whether its target is exceeded."""
    if run.length is None:
        return "no_target"
    if run.cancelled:
        return "cancelled"
    if run.end is not None:
        return "breached" if over else "met"
    return "paused" if run.mode == PAUSED else "running"
