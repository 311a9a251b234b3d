"""Jira issues with their changelog and comments: a request's history as events."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from supportops._kit.instants import instant
from supportops._kit.names import collected, mapped
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.vendors.translated import (
    Leftovers,
    Translated,
    inner_list,
    inner_record,
    path_value,
    records,
)
from supportops.vendors.words import VendorWords, preset, translated_word
from supportops.vendors.zendesk_tickets import identity
from supportops.vocabulary import Actor, TicketEvent

__all__ = ["JiraField", "jira_events"]

#: A field of our events that a field of an issue may fill.
JiraField: TypeAlias = Literal["priority", "customer_tier", "channel", "category", "group"]

_FIELDS = {"status": "status", "priority": "priority", "assignee": "assignee"}
_ISSUE = ("key", "fields", "changelog")
_READ = ("created", "comment", "reporter", "creator")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one reading of issues goes by."""

    table: VendorWords
    places: dict[str, str]
    agents: frozenset[str]
    bots: frozenset[str]
    rest: Leftovers

    def actor(self, author: Any) -> Actor:
        """Who an author is: an agent, a bot, or else a customer."""
        name = str(path_value(author or {}, "accountId") or path_value(author or {}, "name"))
        if name in self.bots or path_value(author or {}, "accountType") == "app":
            return "bot"
        return "agent" if name in self.agents else "customer"

    def value(self, field: str, value: Any) -> str | None:
        """Value of a field in our words; None where there is none."""
        if isinstance(value, Mapping):
            value = value.get("name", value.get("value", value.get("displayName")))
        if value is None or value == "":
            return None
        if field == "status":
            translated_word(value, self.table.statuses, what="status")
        if field == "priority":
            return translated_word(value, self.table.priorities, what="priority")
        return str(value)


def jira_events(
    payload: Any,
    *,
    agents: Collection[str],
    bots: Collection[str] = (),
    words: VendorWords | None = None,
    fields: Mapping[JiraField, str] | None = None,
) -> Translated[TicketEvent]:
    """Histories of Jira issues from changelog and comments, ready for the clock.

    Parameters
    ----------
    payload : list, page or pages
        Issues with ``fields`` and an expanded ``changelog``; comments stand in
        ``fields.comment``.
    agents : collection of str
        Account ids of those who answer for the company; everybody else is a customer.
    bots : collection of str
        Account ids whose messages answer no promise; apps are among them anyway.
    words : VendorWords, optional
        Table of words, the shipped one where it is not given.
    fields : mapping of str to str, optional
        For a field of ours the name of the issue's: ``{"customer_tier": "customfield_10042"}``.

    Returns
    -------
    Translated of TicketEvent
        By issue, and within one in order of time. Statuses keep their name, whose class is in
        the table of words.

    Raises
    ------
    InputError
        For a status or priority that the table does not have, and issues without a key.

    Notes
    -----
    A comment is public unless ``jsdPublic`` is false. A field that no change touches has always
    been what it is; otherwise the issue begins with the value before the first change.
    """
    given = mapped(fields or {}, "fields")
    allowed = {"priority", "customer_tier", "channel", "category", "group"}
    for name in given:
        if name not in allowed:
            raise InputError(
                "fields must name priority, customer_tier, channel, category or group; "
                f"got {shown(name)}"
            )
    how = _Reading(
        table=preset("jira") if words is None else words,
        places={**_FIELDS, **given},
        agents=frozenset(collected(agents, "agents")),
        bots=frozenset(collected(bots, "bots")),
        rest=Leftovers(),
    )
    out: list[TicketEvent] = []
    for place, issue in enumerate(records(payload, "issues", "issue")):
        key = identity(issue, "key", f"issues[{place}]")
        inner = inner_record(issue, "fields", f"issues[{place}]")
        if inner.get("created") is None:
            how.rest.note(key, "fields.created")
            how.rest.flags.append("issues without fields.created were left out")
            continue
        if issue.get("changelog") is None:
            how.rest.note(key, "changelog")
        how.rest.keep(key, issue, known=_ISSUE)
        how.rest.keep(key, inner, known=(*_READ, *how.places.values()))
        out.extend(_history(how, key, issue, inner))
    return how.rest.with_items(out)


def _history(
    how: _Reading, key: str, issue: Mapping[str, Any], inner: Mapping[str, Any]
) -> list[TicketEvent]:
    created = instant(inner["created"], f"{key}.fields.created")
    before: dict[str, Any] = {}
    later = [*_changes(how, key, issue, before), *_comments(how, key, inner)]
    later.sort(key=lambda event: event.at)
    whose = inner.get("creator") or inner.get("reporter")
    first = [_event(key, created, "created", actor=how.actor(whose))]
    for field, name in how.places.items():
        value = how.value(field, before[field] if field in before else inner.get(name))
        if value is not None:
            first.append(_event(key, created, field, value=value))
    return [*first, *later]


def _event(key: str, at: datetime, kind: str, **more: Any) -> TicketEvent:
    return TicketEvent.model_validate({"ticket": key, "at": at, "kind": kind, **more})


def _changes(
    how: _Reading, key: str, issue: Mapping[str, Any], before: dict[str, Any]
) -> Iterator[TicketEvent]:
    """Events of the changelog; `before` gets the values before the first changes."""
    names = {name: field for field, name in how.places.items()}
    histories = records(issue.get("changelog") or [], "histories")
    dated = [
        (instant(history.get("created"), f"{key}.changelog[{n}].created"), history)
        for n, history in enumerate(histories)
    ]
    for at, history in sorted(dated, key=lambda one: one[0]):
        actor = how.actor(history.get("author"))
        for item in inner_list(history, "items", f"{key}.changelog[{history.get('id')}]"):
            field = names.get(str(item.get("field"))) or names.get(str(item.get("fieldId")))
            place = f"{key} change {history.get('id')}"
            if field is None:
                how.rest.keep(place, {str(item.get("field")): dict(item)}, known=())
                continue
            before.setdefault(field, item.get("fromString"))
            value = how.value(field, item.get("toString"))
            if field != "status" or value is not None:
                yield _event(key, at, field, value=value, actor=actor)


def _comments(how: _Reading, key: str, inner: Mapping[str, Any]) -> Iterator[TicketEvent]:
    for place, comment in enumerate(records(inner.get("comment") or [], "comments")):
        at = instant(comment.get("created"), f"{key}.comments[{place}].created")
        public = comment.get("jsdPublic") is not False
        yield _event(key, at, "message", actor=how.actor(comment.get("author")), public=public)
