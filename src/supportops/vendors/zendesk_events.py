"""Zendesk audits and comments: a ticket's history as events."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from supportops._kit.instants import instant
from supportops._kit.names import collected
from supportops.vendors.translated import Leftovers, Translated, inner_list, path_value, records
from supportops.vendors.words import VendorWords, preset
from supportops.vendors.zendesk_tickets import (
    TicketField,
    fields_of,
    identity,
    value_in_words,
)
from supportops.vocabulary import Actor, TicketEvent

__all__ = ["zendesk_comments", "zendesk_events"]

_MESSAGES = ("Comment", "VoiceComment")
_CHANGES = ("Create", "Change")
# What the source of a merge gets among its tags.
_MERGED = "closed_by_merge"
_AUDIT = ("id", "ticket_id", "created_at", "author_id", "events", "via")
_EVENT = ("id", "type", "field_name", "value", "previous_value", "public", "via", "author_id")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one reading of audits goes by."""

    table: VendorWords
    places: dict[str, str]
    agents: frozenset[str]
    bots: frozenset[str]
    rest: Leftovers

    def actor(self, author: Any, via: Any = None) -> Actor:
        """Who an author is: the system, a bot, an agent, or else a customer."""
        channel = via.get("channel") if isinstance(via, Mapping) else None
        name = str(author)
        if name == "-1":
            return "system"
        if channel == "rule" or name in self.bots:
            return "bot"
        return "agent" if name in self.agents else "customer"


def _reading(
    words: VendorWords | None,
    fields: "Mapping[TicketField, str] | None",
    agents: Collection[int | str],
    bots: Collection[int | str],
) -> _Reading:
    return _Reading(
        table=preset("zendesk") if words is None else words,
        places=fields_of(fields),
        agents=frozenset(map(str, collected(agents, "agents"))),
        bots=frozenset(map(str, collected(bots, "bots"))),
        rest=Leftovers(),
    )


def zendesk_events(
    tickets: Any,
    audits: Any,
    *,
    agents: Collection[int | str],
    bots: Collection[int | str] = (),
    words: VendorWords | None = None,
    fields: Mapping[TicketField, str] | None = None,
) -> Translated[TicketEvent]:
    """Histories of tickets from their audits, ready for the clock.

    Parameters
    ----------
    tickets : list, page or pages
        Of the tickets API.
    audits : list, page or pages
        Of the ticket audits API, for any of these tickets.
    agents : collection of int or str
        Ids of users who answer for the company; everybody else is a customer.
    bots : collection of int or str
        Ids whose messages answer no promise. What a rule sends counts as a bot's, too.
    words : VendorWords, optional
        Table of words, the shipped one where it is not given.
    fields : mapping of str to str, optional
        As in `zendesk_tickets`; audits are asked for the same names.

    Returns
    -------
    Translated of TicketEvent
        By ticket, and within a ticket in order of time. A ticket of which the audits do not
        reach back to its creation begins with the values before its first changes.

    Raises
    ------
    InputError
        For a status or priority that the table does not have, and records without an id.

    Notes
    -----
    Comments become messages, public or not; changes of status, priority, group, assignee and of
    the fields named become events; the tag ``closed_by_merge`` becomes a merge. Everything else
    in an audit is kept in ``unknown``.
    """
    how = _reading(words, fields, agents, bots)
    by_ticket: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for place, audit in enumerate(records(audits, "audits", "audit")):
        by_ticket[identity(audit, "ticket_id", f"audits[{place}]")].append(audit)
    out: list[TicketEvent] = []
    for place, ticket in enumerate(records(tickets, "tickets", "ticket")):
        name = identity(ticket, "id", f"tickets[{place}]")
        if ticket.get("created_at") is None:
            how.rest.note(name, "created_at")
            how.rest.flags.append("tickets without created_at were left out")
            continue
        history = by_ticket.pop(name, [])
        if not history:
            how.rest.note(name, "audits")
        out.extend(_history(how, name, ticket, history))
    if by_ticket:
        how.rest.flags.append(f"audits of {len(by_ticket)} tickets were left out: no such ticket")
    return how.rest.with_items(out)


def _event(name: str, at: Any, kind: str, **more: Any) -> TicketEvent:
    return TicketEvent.model_validate({"ticket": name, "at": at, "kind": kind, **more})


def _history(
    how: _Reading, name: str, ticket: Mapping[str, Any], audits: list[Mapping[str, Any]]
) -> list[TicketEvent]:
    created = instant(ticket["created_at"], f"tickets[{name}].created_at")
    submitter = ticket.get("submitter_id", ticket.get("requester_id"))
    first = [_event(name, created, "created", actor=how.actor(submitter))]
    audits = sorted(audits, key=lambda audit: _order(name, audit))
    changed: dict[str, Any] = {}
    later: list[TicketEvent] = []
    for audit in audits:
        how.rest.keep(f"{name} audit {audit.get('id')}", audit, known=_AUDIT)
        for change in inner_list(audit, "events", f"{name} audit {audit.get('id')}"):
            later.extend(_heard(how, name, audit, change))
            field = _field(how, change)
            if field is not None and field not in changed:
                created_so = change.get("type") == "Create"
                changed[field] = change.get("value" if created_so else "previous_value")
    for field, path in how.places.items():
        # A field that no audit touches has always been what it is.
        start = changed[field] if field in changed else path_value(ticket, path)
        value = value_in_words(field, start, how.table)
        if value is not None:
            first.append(_event(name, created, field, value=value))
    return [*first, *later]


def _order(name: str, audit: Mapping[str, Any]) -> tuple[Any, int]:
    at = instant(audit.get("created_at"), f"audits[{name}].created_at")
    number = str(audit.get("id", 0))
    return at, int(number) if number.isdigit() else 0


def _field(how: _Reading, change: Mapping[str, Any]) -> str | None:
    """Our field that a change is about."""
    if change.get("type") not in _CHANGES:
        return None
    names = {path.removeprefix("custom_fields."): field for field, path in how.places.items()}
    return names.get(str(change.get("field_name")))


def _heard(
    how: _Reading, name: str, audit: Mapping[str, Any], change: Mapping[str, Any]
) -> Iterator[TicketEvent]:
    at, kind = audit["created_at"], change.get("type")
    actor = how.actor(audit.get("author_id"), audit.get("via"))
    if kind in _MESSAGES:
        author = change.get("author_id", audit.get("author_id"))
        who = how.actor(author, change.get("via") or audit.get("via"))
        yield _event(name, at, "message", actor=who, public=change.get("public") is not False)
    elif kind in _CHANGES and change.get("field_name") == "tags" and _merge(change):
        yield _event(name, at, "merged", actor=actor)
    elif kind == "Change" and (field := _field(how, change)) is not None:
        value = value_in_words(field, change.get("value"), how.table)
        # A field that was emptied is a field without a name, which no row can ask for.
        if field != "status" or value is not None:
            yield _event(name, at, field, value=value, actor=actor)
    elif kind not in _CHANGES or _field(how, change) is None:
        place = f"{name} audit {audit.get('id')}"
        how.rest.keep(place, {f"event {change.get('id')}": dict(change)}, known=())
        return
    rest = {k: v for k, v in change.items() if k not in _EVENT}
    if rest:
        place = f"{name} audit {audit.get('id')}"
        how.rest.keep(place, {f"event {change.get('id')}": rest}, known=())


def _merge(change: Mapping[str, Any]) -> bool:
    tags = change.get("value") or ()
    if isinstance(tags, str):
        tags = tags.split()
    return isinstance(tags, Sequence) and _MERGED in tags


def zendesk_comments(
    payload: Any,
    *,
    ticket: int | str,
    agents: Collection[int | str],
    bots: Collection[int | str] = (),
) -> Translated[TicketEvent]:
    """Messages of one ticket from the comments API, for exports without audits.

    Parameters
    ----------
    payload : list, page or pages
        Comments, which do not say themselves whose they are.
    ticket : int or str
        Id of the ticket [identity].
    agents, bots : collection of int or str
        As in `zendesk_events`.

    Returns
    -------
    Translated of TicketEvent
        In order of time.
    """
    how = _reading(None, None, agents, bots)
    out = []
    for place, comment in enumerate(records(payload, "comments", "comment")):
        name = str(comment.get("id", place))
        if comment.get("created_at") is None:
            how.rest.note(name, "created_at")
            how.rest.flags.append("comments without created_at were left out")
            continue
        out.append(
            _event(
                str(ticket),
                comment["created_at"],
                "message",
                actor=how.actor(comment.get("author_id"), comment.get("via")),
                public=comment.get("public") is not False,
            )
        )
        how.rest.keep(
            name, comment, known=("id", "type", "created_at", "author_id", "public", "via")
        )
    return how.rest.with_items(sorted(out, key=lambda event: event.at))
