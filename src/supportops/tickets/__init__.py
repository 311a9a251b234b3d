"""Tickets: what they are about, how urgent they are, what happens to them, and who takes them."""

from supportops.tickets.history import History, HistoryCheck, read_history
from supportops.tickets.state_machine import (
    EdgeKind,
    Lifecycle,
    LifecycleEdge,
    LifecycleName,
    Move,
    can_move,
    explain_move,
    lifecycle,
    lifecycle_chart,
    lifecycles,
)
from supportops.tickets.states import Replay, history_findings, replay_states, time_in_state
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
    "EdgeKind",
    "History",
    "HistoryCheck",
    "Lifecycle",
    "LifecycleEdge",
    "LifecycleName",
    "Move",
    "Question",
    "Replay",
    "StrategyName",
    "Taxonomy",
    "TaxonomyName",
    "TriageComparison",
    "TriageCondition",
    "TriageOutcome",
    "TriageRule",
    "TriageStrategy",
    "can_move",
    "compare_triage",
    "compare_triage_table",
    "default_strategies",
    "explain_move",
    "history_findings",
    "lifecycle",
    "lifecycle_chart",
    "lifecycles",
    "onto",
    "preset",
    "presets",
    "rank_grid",
    "read_history",
    "replay_states",
    "strategies",
    "strategy",
    "time_in_state",
    "triage",
    "triage_table",
]
