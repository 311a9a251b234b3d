"""Zendesk tickets: payloads of the tickets API as tickets."""

from collections.abc import Collection, Mapping
from typing import Any, Literal, TypeAlias

from supportops._kit.names import mapped
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vendors.translated import Leftovers, Translated, path_value, records
from supportops.vendors.words import VendorWords, preset, translated_word
from supportops.vocabulary import Ticket

__all__ = ["TicketField", "zendesk_tickets"]

#: A field of our tickets that a payload's field may fill.
TicketField: TypeAlias = Literal["priority", "customer_tier", "channel", "category", "group"]

#: Where the fields of our events stand in a Zendesk ticket, and how its audits call them.
FIELDS: dict[str, str] = {
    "status": "status",
    "priority": "priority",
    "group": "group_id",
    "assignee": "assignee_id",
    "channel": "via.channel",
}
_READ = ("id", "created_at", "status", "priority", "group_id", "assignee_id", "via", "tags")
_NEEDED = ("created_at", "status")


def fields_of(extra: "Mapping[Any, str] | None") -> dict[str, str]:
    """Our field and its place in the payload, the caller's in front of the shipped."""
    given = mapped(extra or {}, "fields")
    for name in given:
        if name not in {"priority", "customer_tier", "channel", "category", "group"}:
            raise InputError(
                "fields must name priority, customer_tier, channel, category or group; "
                f"got {shown(name)}"
            )
    return {**FIELDS, **given}


def value_in_words(field: str, value: Any, words: VendorWords) -> str | None:
    """Value of a field in our words; None where there is none."""
    if value is None or value == "":
        return None
    if field == "status":
        translated_word(value, words.statuses, what="status")
        return str(value)
    if field == "priority":
        return translated_word(value, words.priorities, what="priority")
    if field == "channel":
        return words.channels.get(str(value), str(value))
    return str(value)


def zendesk_tickets(
    payload: Any,
    *,
    words: VendorWords | None = None,
    fields: Mapping[TicketField, str] | None = None,
) -> Translated[Ticket]:
    """Tickets of the Zendesk API in our words.

    Parameters
    ----------
    payload : list, page or pages
        Records, ``{"tickets": [...]}``, ``{"ticket": {...}}``, or a list of pages.
    words : VendorWords, optional
        Table of words, the shipped one where it is not given.
    fields : mapping of str to str, optional
        For a field of ours its place in the record: ``{"customer_tier": "organization_id",
        "category": "custom_fields.360001"}``.

    Returns
    -------
    Translated of Ticket
        Statuses keep their Zendesk name, whose class is in the table of words.

    Raises
    ------
    InputError
        For a status or priority that the table does not have, and a record without an id.

    Examples
    --------
    >>> found = zendesk_tickets({"tickets": [
    ...     {"id": 7, "created_at": "2026-03-02T09:00:00Z", "status": "open",
    ...      "priority": "high", "via": {"channel": "web"}, "subject": "Hello"}]})
    >>> found.only.priority, found.unknown
    ('high', {'7': {'subject': 'Hello'}})
    """
    table = preset("zendesk") if words is None else words
    places, rest, out = fields_of(fields), Leftovers(), []
    known = (*_READ, *(path.split(".")[0] for path in places.values()))
    for place, record in enumerate(records(payload, "tickets", "ticket")):
        name = identity(record, "id", f"tickets[{place}]")
        if lacks := [field for field in _NEEDED if record.get(field) is None]:
            rest.note(name, *lacks)
        if record.get("created_at") is None:
            rest.flags.append("tickets without created_at were left out")
            rest.keep(name, record, known=())
            continue
        values = {
            field: value_in_words(field, path_value(record, path), table)
            for field, path in places.items()
        }
        tags = record.get("tags") or ()
        if isinstance(tags, (str, Mapping)) or not isinstance(tags, Collection):
            raise InputError(f"tickets[{place}].tags must be a list of names; got {shown(tags)}")
        out.append(
            Ticket.model_validate(
                {
                    "id": name,
                    "created_at": record["created_at"],
                    "tags": tuple(map(str, tags)),
                    **values,
                }
            )
        )
        rest.keep(name, record, known=known)
    return rest.with_items(out)


def identity(record: Mapping[str, Any], key: str, name: str) -> str:
    """Identity of a record as text."""
    found = record.get(key)
    if found is None or isinstance(found, (Mapping, list)):
        raise InputError(f"{name}.{key} must be there; got {joined(record) or 'no fields'}")
    return str(found)
