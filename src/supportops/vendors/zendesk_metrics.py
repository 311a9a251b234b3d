"""Zendesk ticket metrics and metric events: what the tool of record measured."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from supportops._kit.instants import instant
from supportops.vendors.periods import VendorPeriod
from supportops.vendors.translated import Leftovers, Translated, inner_record, length_of, records
from supportops.vendors.words import VendorWords, preset, translated_word
from supportops.vendors.zendesk_tickets import identity

__all__ = ["zendesk_metric_events", "zendesk_ticket_metrics"]

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
#: Names of the totals in a record of ticket metrics, without their unit, and our metrics.
_TOTALS = {
    "reply_time": "first_response",
    "full_resolution_time": "resolution",
    "requester_wait_time": "requester_wait",
}
_STATES = ("activate", "pause", "fulfill")
_EVENT = ("id", "ticket_id", "metric", "instance_id", "type", "time", "deleted")


def zendesk_ticket_metrics(payload: Any) -> Translated[VendorPeriod]:
    """Totals of the ticket metrics API as periods.

    Parameters
    ----------
    payload : list, page or pages
        Records of ticket metrics.

    Returns
    -------
    Translated of VendorPeriod
        First reply, full resolution and requester wait, each on both clocks, in seconds where
        the record states them and in minutes otherwise. Counts and other totals are kept in
        ``unknown``.

    Raises
    ------
    InputError
        For a record without a ticket, and figures that are no numbers.

    Examples
    --------
    >>> found = zendesk_ticket_metrics([
    ...     {"ticket_id": 6, "reply_time_in_minutes": {"calendar": 61, "business": 61}}])
    >>> found.only.metric, found.only.elapsed_business, found.only.precision
    ('first_response', datetime.timedelta(seconds=3660), datetime.timedelta(seconds=60))
    """
    rest, out = Leftovers(), []
    for place, record in enumerate(records(payload, "ticket_metrics", "ticket_metric")):
        name = f"ticket_metrics[{place}]"
        ticket = identity(record, "ticket_id", name)
        known = ["ticket_id"]
        for total, metric in _TOTALS.items():
            seconds, minutes = f"{total}_in_seconds", f"{total}_in_minutes"
            heading, unit = (seconds, SECOND) if record.get(seconds) else (minutes, MINUTE)
            known += [heading]
            figures = inner_record(record, heading, name)
            if not figures:
                rest.note(ticket, minutes)
                continue
            business = length_of(figures.get("business"), unit, f"{name}.{heading}.business")
            calendar = length_of(figures.get("calendar"), unit, f"{name}.{heading}.calendar")
            if business is None and calendar is None:
                continue  # nothing has been measured yet
            out.append(
                VendorPeriod(
                    ticket=ticket,
                    metric=metric,
                    cycle=1,
                    name=total,
                    elapsed_business=business,
                    elapsed_calendar=calendar,
                    precision=unit,
                    instant_precision=SECOND,
                )
            )
        rest.keep(ticket, record, known=known)
    return rest.with_items(out)


def zendesk_metric_events(
    payload: Any, *, words: VendorWords | None = None, now: datetime | None = None
) -> Translated[VendorPeriod]:
    """Periods from the ticket metric events API.

    Parameters
    ----------
    payload : list, page or pages
        Metric events of any tickets, in any order.
    words : VendorWords, optional
        Table of words, the shipped one where it is not given.
    now : datetime, optional
        When the events were read.

    Returns
    -------
    Translated of VendorPeriod
        One for each ticket, metric and instance. A reply of instance 1 is the first response,
        the later ones are next responses.

    Raises
    ------
    InputError
        For a metric that the table does not have, and events without ticket, metric or time.

    Notes
    -----
    A period starts at its first ``activate`` and has ended if its last event among activate,
    pause and fulfill is ``fulfill``; its target is that of the last ``apply_sla``; it is
    breached if a ``breach`` stands that was not deleted, and its figures are those of the last
    ``update_status``, which are left out while the clock runs on. Minutes are rounded by the tool.
    """
    table = preset("zendesk") if words is None else words
    moment = None if now is None else instant(now, "now")
    rest = Leftovers()
    found: dict[tuple[str, str, int], list[tuple[datetime, int, Mapping[str, Any]]]] = defaultdict(
        list
    )
    for place, event in enumerate(
        records(payload, "ticket_metric_events", "metric_events", "ticket_metric_event")
    ):
        name = f"ticket_metric_events[{place}]"
        ticket, metric = identity(event, "ticket_id", name), identity(event, "metric", name)
        at = instant(event.get("time"), f"{name}.time")
        number = event.get("instance_id")
        if event.get("type") == "measure" or not isinstance(number, int) or number < 1:
            rest.keep(ticket, {f"event {event.get('id', place)}": dict(event)}, known=())
            continue
        found[ticket, metric, number].append((at, place, event))
    periods = []
    for (ticket, metric, number), events in found.items():
        ours, cycle = _metric(metric, number, table)
        history = [event for _, _, event in sorted(events, key=lambda one: one[:2])]
        periods.append(
            _period(history, rest, ticket=ticket, metric=ours, cycle=cycle, name=metric, now=moment)
        )
    return rest.with_items(periods)


def _metric(name: str, number: int, words: VendorWords) -> tuple[str, int]:
    if name == "reply_time":
        return ("first_response", 1) if number == 1 else ("next_response", number - 1)
    return translated_word(name, words.metrics, what="metric"), number


def _period(
    history: list[Mapping[str, Any]],
    rest: Leftovers,
    *,
    ticket: str,
    metric: str,
    cycle: int,
    name: str,
    now: datetime | None,
) -> VendorPeriod:
    by_kind: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for event in history:
        if not event.get("deleted"):
            by_kind[str(event.get("type"))].append(event)
        known = (*_EVENT, "status", "sla", "group_sla")
        extra = {k: v for k, v in event.items() if k not in known}
        if extra:
            rest.keep(ticket, {f"event {event.get('id')}": extra}, known=())
    states = [e for e in history if e.get("type") in _STATES]
    last = states[-1] if states else None
    ended = last is not None and last["type"] == "fulfill"
    if not by_kind["activate"]:
        rest.note(f"{ticket} {name} {cycle}", "activate")
    applied = [*by_kind["apply_sla"], *by_kind["apply_group_sla"]]
    key = "sla" if applied and applied[-1].get("sla") is not None else "group_sla"
    terms = inner_record(applied[-1], key, f"{ticket} {name}") if applied else {}
    target, clock = _target(terms)
    # Figures are written when the clock stops; while it runs they are of the past.
    still = last is not None and last["type"] != "activate"
    told = by_kind["update_status"] if still else []
    figures = inner_record(told[-1], "status", f"{ticket} {name}") if told else {}
    business = length_of(figures.get("business"), MINUTE, "status.business")
    calendar = length_of(figures.get("calendar"), MINUTE, "status.calendar")
    return VendorPeriod(
        ticket=ticket,
        metric=metric,
        cycle=cycle,
        name=name,
        started_at=_time(by_kind["activate"], 0),
        ended_at=_time([last], 0) if ended and last else None,
        due_at=_time(by_kind["breach"], -1),
        target=target,
        clock=clock,
        elapsed={"business": business, "calendar": calendar}.get(clock or ""),
        elapsed_business=business,
        elapsed_calendar=calendar,
        breached=bool(by_kind["breach"]) if terms else None,
        open=None if last is None else not ended,
        paused=None if last is None else last["type"] == "pause",
        now=now,
        precision=MINUTE,
        instant_precision=SECOND,
    )


def _time(events: list[Mapping[str, Any]], place: int) -> datetime | None:
    return instant(events[place]["time"], "time") if events else None


def _target(terms: Mapping[str, Any]) -> tuple[timedelta | None, Any]:
    if not terms:
        return None, None
    seconds = length_of(terms.get("target_in_seconds"), SECOND, "sla.target_in_seconds")
    length = seconds or length_of(terms.get("target"), MINUTE, "sla.target")
    return length, "business" if terms.get("business_hours") else "calendar"
