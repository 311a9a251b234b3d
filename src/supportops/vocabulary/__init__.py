"""The words that all rooms speak.

Names of priorities, severities, tiers, channels and statuses are open: an organization
declares its own on a `Scale`, and rules ask the scale for a rank, never for a name.
"""

from supportops._kit.money import Money, money
from supportops._kit.tables import Column, Table
from supportops.vocabulary.cadence import Cadence
from supportops.vocabulary.promises import Promise, promise
from supportops.vocabulary.ranges import Range
from supportops.vocabulary.scales import Scale, ScaleName, preset, presets
from supportops.vocabulary.statuses import StatusClass, StatusMap
from supportops.vocabulary.tables import table, tables
from supportops.vocabulary.tickets import Actor, EventKind, Ticket, TicketEvent

__all__ = [
    "Actor",
    "Cadence",
    "Column",
    "EventKind",
    "Money",
    "Promise",
    "Range",
    "Scale",
    "ScaleName",
    "StatusClass",
    "StatusMap",
    "Table",
    "Ticket",
    "TicketEvent",
    "money",
    "preset",
    "presets",
    "promise",
    "table",
    "tables",
]
