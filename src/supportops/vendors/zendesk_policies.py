"""Zendesk SLA policies: filters and targets as the rows of one policy."""

from collections.abc import Mapping
from datetime import timedelta
from math import inf
from typing import Any

from supportops._kit.durations import duration_text
from supportops._kit.names import mapped
from supportops._kit.reals import from_zero
from supportops._kit.text import joined, shown
from supportops.calendars import BusinessCalendar, CombinedCalendar
from supportops.errors import InputError
from supportops.sla import METRICS, SlaPolicy, SlaRow, in_dialect
from supportops.vendors.translated import (
    Leftovers,
    Translated,
    inner_list,
    inner_record,
    length_of,
    records,
)
from supportops.vendors.words import VendorWords, preset, translated_word
from supportops.vendors.zendesk_tickets import TicketField, fields_of, identity

__all__ = ["zendesk_policy"]

_READ = ("id", "title", "position", "filter", "policy_metrics")
_METRIC = ("priority", "metric", "target", "target_in_seconds", "business_hours")


def zendesk_policy(
    payload: Any,
    *,
    calendars: Mapping[str, BusinessCalendar | CombinedCalendar],
    calendar: str,
    name: str = "Zendesk",
    words: VendorWords | None = None,
    fields: Mapping[TicketField, str] | None = None,
) -> Translated[SlaPolicy]:
    """SLA policies of the Zendesk API as one policy that the clock can run.

    Parameters
    ----------
    payload : list, page or pages
        SLA policies, of which the first that matches by position governs a ticket.
    calendars : mapping of str to calendar
        By name, such as ``dict(zendesk_calendars(...))``.
    calendar : str
        The one that governs.
    name : str
        Name of the policy.
    words : VendorWords, optional
        Table of words, the shipped one where it is not given.
    fields : mapping of str to str, optional
        As in `zendesk_tickets`; conditions about these fields become conditions of rows.

    Returns
    -------
    Translated of SlaPolicy
        One policy in the dialect of Zendesk, with a row for each policy and priority. A policy
        with a condition that rows cannot ask for is left out whole, kept in ``unknown`` and
        flagged, because the row would promise too much.

    Raises
    ------
    InputError
        For metrics and priorities that the table does not have, and where nothing is left.

    Notes
    -----
    A ticket that matches a policy of Zendesk without a target for its priority is promised
    nothing, although a later policy might: hence the empty row behind each policy's others.
    """
    table = preset("zendesk") if words is None else words
    places = fields_of(fields)
    rest = Leftovers()
    found = records(payload, "sla_policies", "sla_policy")
    rows: list[SlaRow] = []
    for place, record in sorted(enumerate(found), key=lambda one: _position(one[1])):
        title = (
            f"{record.get('title', 'policy')} ({identity(record, 'id', f'sla_policies[{place}]')})"
        )
        rest.keep(title, record, known=_READ)
        asked, obstacle = _conditions(inner_record(record, "filter", title), places, table)
        if obstacle is not None:
            rest.keep(title, record, known=())
            rest.flags.append(f"{title} was left out: {obstacle}")
            continue
        rows.extend(_rows(title, record, asked, rest=rest, table=table))
    if not rows:
        raise InputError(
            f"sla_policies must have one policy that rows can say; got {len(found)}: "
            f"{joined(rest.flags) or 'none'}; name fields of the filters with fields={{...}}"
        )
    policy = SlaPolicy.model_validate(
        {
            "name": name,
            "rows": rows,
            "calendars": mapped(calendars, "calendars"),
            "calendar": calendar,
            "statuses": table.status_map,
        }
    )
    return rest.with_items([in_dialect(policy, "zendesk")])


def _position(record: Mapping[str, Any]) -> float:
    position = record.get("position")
    return inf if position is None else from_zero(position, "sla_policies.position")


def _conditions(
    conditions: Mapping[str, Any], places: Mapping[str, str], words: VendorWords
) -> tuple[dict[str, tuple[str, ...]], str | None]:
    """Names that a row must ask for by field, or why it cannot."""
    names = {path: field for field, path in places.items()}
    names |= {path.removeprefix("custom_fields."): field for path, field in names.items()}
    names |= {f"custom_fields_{path}": field for path, field in list(names.items())}
    asked: dict[str, tuple[str, ...]] = {}
    any_of: dict[str, list[str]] = {}
    for group in ("all", "any"):
        for condition in inner_list(conditions, group, "filter"):
            field = names.get(str(condition.get("field")))
            if field is None or field in {"status", "assignee"}:
                return {}, f"rows cannot ask for {shown(condition.get('field'))}"
            if condition.get("operator") not in ("is", "includes"):
                return {}, f"rows cannot say {shown(condition.get('operator'))}"
            value: Any = condition.get("value")
            values = tuple(map(str, value)) if isinstance(value, list) else (str(value),)
            if field == "priority":
                values = tuple(
                    translated_word(v, words.priorities, what="priority") for v in values
                )
            if group == "any":
                any_of.setdefault(field, []).extend(values)
            elif field in asked:
                asked[field] = tuple(v for v in asked[field] if v in values)
            else:
                asked[field] = values
    if len(any_of) > 1:
        return {}, f"rows cannot ask for {joined(any_of, 'or')}"
    for field, options in any_of.items():
        asked[field] = tuple(v for v in asked.get(field, options) if v in options)
    if not all(asked.values()):
        return {}, "its conditions exclude each other"
    return asked, None


def _rows(
    title: str,
    record: Mapping[str, Any],
    asked: Mapping[str, tuple[str, ...]],
    *,
    rest: Leftovers,
    table: VendorWords,
) -> list[SlaRow]:
    targets: dict[str, dict[str, str]] = {}
    for place, given in enumerate(inner_list(record, "policy_metrics", title)):
        where = f"{title} policy_metrics[{place}]"
        priority = translated_word(given.get("priority"), table.priorities, what="priority")
        metric = translated_word(given.get("metric"), table.metrics, what="metric")
        clock = "business" if given.get("business_hours") else "calendar"
        targets.setdefault(priority, {})[metric] = f"{duration_text(_length(given, where))} {clock}"
        extra = {k: v for k, v in given.items() if k not in _METRIC}
        if extra:
            rest.keep(title, {f"policy_metrics[{place}]": extra}, known=())
    if not targets:
        rest.note(title, "policy_metrics")
    wanted = asked.get("priority")
    rows = []
    for priority, promised in targets.items():
        if wanted is None or priority in wanted:
            own = {metric: text for metric, text in promised.items() if metric in METRICS}
            other = {metric: text for metric, text in promised.items() if metric not in METRICS}
            rows.append(
                SlaRow.model_validate(
                    {"name": f"{title}, {priority}", **asked, "priority": priority, **own,
                     "other": other}
                )
            )  # fmt: skip
    return [*rows, SlaRow.model_validate({"name": f"{title}, nothing promised", **asked})]


def _length(given: Mapping[str, Any], where: str) -> timedelta:
    seconds = length_of(given.get("target_in_seconds"), timedelta(seconds=1), f"{where}.target")
    length = seconds or length_of(given.get("target"), timedelta(minutes=1), f"{where}.target")
    if not length:
        raise InputError(
            f"{where}.target must be minutes above zero; got {shown(given.get('target'))}"
        )
    return length
