"""The transition table: what an event does to the period of a metric, as plain numbers.

An event is a set of triggers, held as bits of an integer; a definition is three masks. State
and masks give the next state and an action. Everything here works on one number at a time and
on arrays of them alike, so that one ticket and whole tables go by the same table.
"""

from dataclasses import dataclass
from typing import Any

from supportops.sla.definitions import TRIGGERS, ClockDefinition

__all__ = [
    "ACTION", "BEGIN", "BIT", "END", "GO_ON", "IDLE", "NEXT", "NOTHING", "OPEN", "OVER", "RENEW",
    "REOPEN_BEGINS", "REOPEN_GOES_ON", "Masks", "cell", "masks", "message_bits",
]  # fmt: skip

#: Bit of each trigger that has a fixed one; entered statuses get the bits behind them.
BIT: dict[str, int] = {trigger: 1 << place for place, trigger in enumerate(TRIGGERS)}

#: States of a metric: no period yet, a period is open, the last period is over.
IDLE, OPEN, OVER = 0, 1, 2
#: What happens to the period.
NOTHING, BEGIN, END, RENEW, GO_ON = 0, 1, 2, 3, 4
#: What reopening does to a metric that goes by the rule of the policy.
REOPEN_BEGINS, REOPEN_GOES_ON = 0, 1


def _cell(state: int, starts: int, stops: int, reopens: int, rule: int) -> tuple[int, int]:
    if state == OPEN:
        if not stops:
            return OPEN, NOTHING
        return (OPEN, RENEW) if starts else (OVER, END)
    if state == OVER and reopens:
        return OPEN, (GO_ON if rule == REOPEN_GOES_ON else BEGIN)
    return (OPEN, BEGIN) if starts else (state, NOTHING)


_CELLS = [
    _cell(state, starts, stops, reopens, rule)
    for rule in (0, 1)
    for state in (IDLE, OPEN, OVER)
    for reopens in (0, 1)
    for stops in (0, 1)
    for starts in (0, 1)
]
#: Next state and action for a `cell`.
NEXT: tuple[int, ...] = tuple(state for state, _ in _CELLS)
ACTION: tuple[int, ...] = tuple(action for _, action in _CELLS)


def cell(state: Any, starts: Any, stops: Any, reopens: Any, *, rule: int) -> Any:
    """Place in `NEXT` and `ACTION`, for numbers or arrays of them.

    Parameters
    ----------
    state : int or array of int
        `IDLE`, `OPEN` or `OVER`.
    starts, stops, reopens : bool or array of bool
        Whether the event starts, stops or reopens the metric.
    rule : int
        `REOPEN_BEGINS` or `REOPEN_GOES_ON`.
    """
    return rule * 24 + state * 8 + reopens * 4 + stops * 2 + starts


@dataclass(frozen=True, slots=True)
class Masks:
    """A definition as masks over the bits of events.

    Attributes
    ----------
    start, stop, resume, hold, release : int
        Bits that do what their names say.
    reopen : int
        The bit of reopening where it goes by the rule of the policy, else 0.
    once, unsolved : bool
        As in the definition.
    after : str or None
        As in the definition.
    interest : int
        All bits that matter.
    """

    start: int
    stop: int
    resume: int
    hold: int
    release: int
    reopen: int
    once: bool
    unsolved: bool
    after: str | None
    interest: int


def masks(definition: ClockDefinition, bits: dict[str, int]) -> Masks:
    """Masks of a definition, given the bits of every trigger that it names."""

    def mask(triggers: tuple[str, ...]) -> int:
        return sum({bits[trigger] for trigger in triggers})

    start, stop = mask(definition.start), mask(definition.stop)
    resume = mask(definition.resume)
    hold, release = mask(definition.hold), mask(definition.release)
    reopen = BIT["reopened"] if definition.reopen else 0
    return Masks(
        start=start,
        stop=stop,
        resume=resume,
        hold=hold,
        release=release,
        reopen=reopen,
        once=definition.once,
        unsolved=definition.unsolved,
        after=definition.after,
        interest=start | stop | resume | hold | release | reopen,
    )


def message_bits(actor: str, *, public: bool) -> int:
    """Triggers of a message: a bot never answers, and neither does an internal note."""
    if actor == "customer":
        return BIT["customer message"]
    if actor == "agent":
        return BIT["agent reply"] if public else BIT["internal note"]
    if actor == "bot":
        return BIT["bot message"]
    return BIT["third-party message"] if actor == "third_party" else 0
