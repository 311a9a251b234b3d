"""What the checkers must see of vendors; read by mypy and pyright, never run."""

from typing import Any, assert_type

from supportops.calendars import BusinessCalendar
from supportops.sla import SlaPolicy, SlaRecord
from supportops.vendors import (
    Reconciliation,
    Translated,
    VendorPeriod,
    jira_periods,
    reconcile,
    zendesk_calendars,
    zendesk_events,
    zendesk_policy,
    zendesk_tickets,
)
from supportops.vocabulary import Ticket, TicketEvent


def payloads(payload: Any, record: SlaRecord) -> None:
    assert_type(zendesk_tickets(payload), Translated[Ticket])
    assert_type(zendesk_tickets(payload).only, Ticket)
    assert_type(zendesk_events(payload, payload, agents=[1]).items, tuple[TicketEvent, ...])
    assert_type(dict(zendesk_calendars(payload)), dict[str, BusinessCalendar])
    calendars = dict(zendesk_calendars(payload))
    assert_type(zendesk_policy(payload, calendars=calendars, calendar="x").only, SlaPolicy)
    assert_type(jira_periods(payload), Translated[VendorPeriod])
    assert_type(reconcile(jira_periods(payload), record), Reconciliation)
    assert_type(reconcile(jira_periods(payload), [record]), Reconciliation)
