"""Payloads of help desks in our words, and where the tool of record and the contract disagree.

Pure functions from plain payloads (dictionaries and lists, as JSON gives them) to tickets,
events, calendars, policies and periods. Nothing is fetched, and nothing is dropped in silence.
"""

from supportops.vendors.causes import Cause, Version
from supportops.vendors.jira_events import JiraField, jira_events
from supportops.vendors.jira_slas import jira_periods
from supportops.vendors.periods import VendorPeriod, recounted
from supportops.vendors.reconciliation import Disagreement, Reconciliation, reconcile
from supportops.vendors.translated import Translated
from supportops.vendors.words import VendorName, VendorWords, extended_words, preset, presets
from supportops.vendors.zendesk_events import zendesk_comments, zendesk_events
from supportops.vendors.zendesk_metrics import zendesk_metric_events, zendesk_ticket_metrics
from supportops.vendors.zendesk_policies import zendesk_policy
from supportops.vendors.zendesk_schedules import zendesk_calendars, zendesk_holidays
from supportops.vendors.zendesk_tickets import TicketField, zendesk_tickets

__all__ = [
    "Cause",
    "Disagreement",
    "JiraField",
    "Reconciliation",
    "TicketField",
    "Translated",
    "VendorName",
    "VendorPeriod",
    "VendorWords",
    "Version",
    "extended_words",
    "jira_events",
    "jira_periods",
    "preset",
    "presets",
    "reconcile",
    "recounted",
    "zendesk_calendars",
    "zendesk_comments",
    "zendesk_events",
    "zendesk_holidays",
    "zendesk_metric_events",
    "zendesk_policy",
    "zendesk_ticket_metrics",
    "zendesk_tickets",
]
