"""Clock definitions: what starts, pauses, resumes and stops a metric, as data."""

import re

from pydantic import field_validator

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = ["TRIGGERS", "ClockDefinition", "shipped_definitions"]

#: What may start, resume or stop a clock, beside ``status <name or class>``.
TRIGGERS: tuple[str, ...] = (
    "created",
    "created by agent",
    "created by others",
    "customer message",
    "agent reply",
    "internal note",
    "bot message",
    "third-party message",
    "solved",
    "reopened",
    "priority changed",
    "customer tier changed",
    "channel changed",
    "category changed",
    "group assigned",
    "agent assigned",
    "priority set",
)

_STATUS = re.compile(r"status \S.*")


class ClockDefinition(Model, frozen=True, extra="forbid"):
    """When the clock of a metric starts, pauses, resumes and stops.

    Attributes
    ----------
    start, stop : tuple of str
        Triggers, see `TRIGGERS`, or ``"status <name or class>"`` for entering a status. When
        one event both stops and starts, the old period ends and a new one begins; a start
        inside a running period changes nothing, so the oldest cause counts. Stop is stronger
        than pause, and pause is stronger than start.
    pause : tuple of str
        Statuses, by name or by class, in which the clock pauses unless the policy says others.
    resume : tuple of str
        Triggers that end a pause before the status changes.
    hold, release : tuple of str
        Triggers after which the clock pauses, whatever the status, until one of `release`: an
        agent's reply gives the next step to the customer, the customer's message gives it back.
    once : bool
        Whether there is only one period in the life of a ticket.
    after : str or None
        Metric of which the first period must be over before this one may start.
    unsolved : bool
        Whether it starts only while the ticket is not solved.
    reopen : bool
        Whether reopening goes by the rule of the policy (new period, continue, count the
        gap); if not, reopening is just another trigger.
    about : str
        What it measures.

    Examples
    --------
    >>> review = ClockDefinition(start=("status In review",), stop=("solved",))
    >>> review.once
    False
    """

    start: tuple[str, ...]
    stop: tuple[str, ...]
    pause: tuple[str, ...] = ()
    resume: tuple[str, ...] = ()
    hold: tuple[str, ...] = ()
    release: tuple[str, ...] = ()
    once: bool = False
    after: str | None = None
    unsolved: bool = False
    reopen: bool = False
    about: str = ""

    @property
    def triggers(self) -> tuple[str, ...]:
        """Every trigger that it names."""
        return (*self.start, *self.stop, *self.resume, *self.hold, *self.release)

    @field_validator("start", "stop", "resume", "hold", "release")
    @classmethod
    def _known(cls, triggers: tuple[str, ...]) -> tuple[str, ...]:
        for trigger in triggers:
            if trigger not in TRIGGERS and not _STATUS.fullmatch(trigger):
                raise InputError(
                    f"trigger must be one of {joined(TRIGGERS, 'or')}, or status with a name; "
                    f"got {shown(trigger)}"
                )
        return triggers

    @field_validator("start", "stop")
    @classmethod
    def _some(cls, triggers: tuple[str, ...]) -> tuple[str, ...]:
        if not triggers:
            raise InputError("start and stop must name one trigger or more; got none")
        return triggers


_MADE: dict[str, ClockDefinition] = {}


def shipped_definitions() -> dict[str, ClockDefinition]:
    """Definitions of the eight metrics that every policy knows, by name.

    Examples
    --------
    >>> shipped_definitions()["next_response"].after
    'first_response'
    """
    if not _MADE:
        rows = read_data("sla", "definitions")
        _MADE.update({name: ClockDefinition.model_validate(row) for name, row in rows.items()})
    return dict(_MADE)
