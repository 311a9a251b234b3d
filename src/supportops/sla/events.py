"""The door for histories: events as dicts or models, in any order, made ready for the clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from pydantic import ValidationError

from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.sla.clock import Heard
from supportops.sla.compiled import CompiledPolicy
from supportops.sla.exceptions import GrantedException
from supportops.sla.lookup import checked_fields
from supportops.sla.targets import FIELDS
from supportops.vocabulary import TicketEvent

__all__ = [
    "EventLike",
    "History",
    "granted_events",
    "heard_rank",
    "micros_of",
    "read_history",
]

#: An event: a model, or a mapping with its fields; ``ticket`` may be left out, and the event
#: ``created`` may carry the ticket's first ``priority``, ``customer_tier`` and so on.
EventLike: TypeAlias = "TicketEvent | Mapping[str, Any]"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST = (*FIELDS, "assignee", "status")
_FIELDS = frozenset({*FIELDS, "assignee"})


@dataclass(frozen=True, slots=True)
class History:
    """Events in the order in which the clock takes them.

    Attributes
    ----------
    ticket : str
        Whose they are.
    created : int
        When the ticket was created [us].
    heard : tuple of Heard
    flags : tuple of str
        What was left out, and why.
    """

    ticket: str
    created: int
    heard: tuple[Heard, ...]
    flags: tuple[str, ...]


def micros_of(at: datetime) -> int:
    """Microseconds since 1970 of an aware datetime."""
    return (at - _EPOCH) // _MICROSECOND


def _models(events: Iterable[EventLike]) -> list[TicketEvent]:
    if isinstance(events, (str, Mapping, TicketEvent)) or not isinstance(events, Iterable):
        raise InputError(
            f"events must be a list of events; got {shown(type(events).__name__)}; wrap it in a list"
        )
    out: list[TicketEvent] = []
    for place, given in enumerate(events):
        if isinstance(given, TicketEvent):
            out.append(given)
        elif isinstance(given, Mapping):
            out.extend(_from_mapping(given, place))
        else:
            raise InputError(
                f"events[{place}] must be a mapping or a TicketEvent; got {shown(given)}"
            )
    for place, event in enumerate(out):
        if event.kind == "message" and "actor" not in event.model_fields_set:
            raise InputError(
                f"events must say who wrote a message; got no actor for number {place}, "
                f'at {event.at.isoformat()}; write actor="customer" or "agent"'
            )
    return out


def _from_mapping(given: Mapping[str, Any], place: int) -> list[TicketEvent]:
    fields = {"ticket": "", **given}
    first = {}
    if given.get("kind") == "created":
        first = {name: fields.pop(name) for name in _FIRST if name in fields}
    try:
        event = TicketEvent.model_validate(fields)
    except ValidationError as error:
        wrong = error.errors()[0]
        where = ".".join(str(part) for part in wrong["loc"]) or "fields"
        raise InputError(
            f"events[{place}].{where} must be right; got {shown(wrong['input'])}: {wrong['msg']}"
        ) from error
    return [event] + [
        TicketEvent.model_validate(
            {"ticket": event.ticket, "at": event.at, "kind": name, "value": value}
        )
        for name, value in first.items()
        if value is not None
    ]


def _one_ticket(events: Sequence[TicketEvent]) -> str:
    tickets = {event.ticket for event in events}
    if len(tickets) > 1:
        raise InputError(
            f"events must be of one ticket; got {joined(sorted(tickets)[:5])}; replay one by one"
        )
    return tickets.pop() if tickets else ""


def _creation(events: Sequence[TicketEvent]) -> int:
    found = [micros_of(event.at) for event in events if event.kind == "created"]
    if len(found) != 1:
        raise InputError(f"events must hold one event created; got {len(found)}")
    return found[0]


def _checked(ready: CompiledPolicy, event: TicketEvent) -> Heard:
    kind, value = event.kind, event.value
    if kind == "status":
        if value not in ready.status_bits:
            known = joined(ready.status_bits, "or")
            raise InputError(f"status must be one of {known}; got {shown(value)}")
    elif kind == "calendar":
        if value not in ready.calendars:
            known = joined(ready.calendars, "or")
            raise InputError(f"calendar must be one of {known}; got {shown(value)}")
    elif kind in FIELDS:
        names = ready.declared[kind]
        if names is not None and value not in names:
            checked_fields(ready.policy, {kind: value})
    return Heard(micros_of(event.at), kind, value, event.actor, event.public)


def granted_events(
    ready: CompiledPolicy, model: GrantedException | Mapping[str, Any], created: int, now: int
) -> tuple[list[Heard], str | None]:
    """Events of a granted exception up to now, and a flag where it does not count."""
    given = GrantedException.model_validate(model)
    rule = ready.pausing.get(given.kind)
    if rule is None:
        known = joined(ready.pausing, "or") or "none"
        raise InputError(f"exceptions must be of a kind that the policy has; got {given.kind}; "
                         f"it has {known}")  # fmt: skip
    if rule.documented and not given.note.strip():
        return [], f"{given.kind} was not granted: it needs a note"
    heard = [Heard(micros_of(given.since), "exception", given.kind, "system", public=False)]
    if given.until is not None and rule.treatment == "pause":
        heard.append(
            Heard(micros_of(given.until), "exception over", given.kind, "system", public=False)
        )
    # An exception granted before the creation counts from the creation.
    moved = [item._replace(at=max(item.at, created)) for item in heard]
    return [item for item in moved if item.at <= now], None


def read_history(
    events: Iterable[EventLike],
    ready: CompiledPolicy,
    now: int,
    exceptions: Iterable[GrantedException | Mapping[str, Any]] = (),
) -> History:
    """Events checked, in order of time; ties keep the order of the list.

    Fields that are set at the instant of the creation are what the ticket begins with,
    wherever they stand in the list.

    Raises
    ------
    InputError
        Without exactly one creation, for events of several tickets, undeclared names, and
        messages without an actor.
    """
    models = _models(events)
    ticket, created = _one_ticket(models), _creation(models)
    flags = []
    heard = []
    for event in models:
        item = _checked(ready, event)
        if item.at > now:
            flags.append(f"left out: {item.kind} at {event.at.isoformat()}, after now")
        elif item.at < created and item.kind not in _FIELDS:
            flags.append(f"left out: {item.kind} at {event.at.isoformat()}, before the creation")
        else:
            heard.append(item)
    for given in exceptions:
        more, flag = granted_events(ready, given, created, now)
        if flag:
            flags.append(flag)
        heard.extend(more)
    heard.sort(key=lambda item: (item.at, heard_rank(item, created)))
    return History(ticket, created, tuple(heard), tuple(flags))


def heard_rank(item: Heard, created: int) -> int:
    """Order of events at one instant: what a ticket begins with comes before its creation."""
    if item.at > created:
        return 0
    if item.kind in _FIELDS:
        return -2
    return -1 if item.kind == "created" else 0
