"""Tickets: what they are about, how urgent they are, what happens to them, and who takes them."""

from supportops.tickets.history import History, HistoryCheck, read_history
from supportops.tickets.strategies import (
    Question,
    StrategyName,
    TriageCondition,
    TriageRule,
    TriageStrategy,
    onto,
    rank_grid,
    strategies,
    strategy,
)
from supportops.tickets.taxonomy import Category, Taxonomy, TaxonomyName, preset, presets
from supportops.tickets.triage_single import (
    Disagreement,
    TriageComparison,
    TriageOutcome,
    compare_triage,
    default_strategies,
    triage,
)
from supportops.tickets.triage_tables import compare_triage_table, triage_table

__all__ = [
    "Category",
    "Disagreement",
    "History",
    "HistoryCheck",
    "Question",
    "StrategyName",
    "Taxonomy",
    "TaxonomyName",
    "TriageComparison",
    "TriageCondition",
    "TriageOutcome",
    "TriageRule",
    "TriageStrategy",
    "compare_triage",
    "compare_triage_table",
    "default_strategies",
    "onto",
    "preset",
    "presets",
    "rank_grid",
    "read_history",
    "strategies",
    "strategy",
    "triage",
    "triage_table",
]
