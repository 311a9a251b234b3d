"""Tickets: what they are about, and the history that a help desk kept of them."""

from supportops.tickets.history import History, HistoryCheck, read_history
from supportops.tickets.taxonomy import Category, Taxonomy, TaxonomyName, preset, presets

__all__ = [
    "Category",
    "History",
    "HistoryCheck",
    "Taxonomy",
    "TaxonomyName",
    "preset",
    "presets",
    "read_history",
]
