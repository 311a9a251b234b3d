"""Whether a rule holds for the facts of one ticket, and what it intends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from supportops._kit.instants import instant
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.tooling.rule_models import (
    Action,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Contains,
    Elapsed,
    Rule,
)

__all__ = [
    "Intended",
    "compared",
    "contained",
    "elapsed",
    "holds",
    "intended_actions",
    "is_missing",
]

ORDERS: dict[str, Callable[[Any, Any], bool]] = {"gt": gt, "ge": ge, "lt": lt, "le": le}


@dataclass(frozen=True, slots=True)
class Intended(Result):
    """An action that a rule intends.

    Attributes
    ----------
    rule : str
    action : Action
    due_at : datetime
        Now, or after the wait of the rule; in the zone of `now`.
    """

    rule: str
    action: Action
    due_at: datetime


def holds(when: Condition, facts: Mapping[str, Any], *, now: datetime) -> bool:
    """Whether a condition holds for facts.

    Parameters
    ----------
    when : Condition
        The condition.
    facts : mapping of str to object
        What is known of a ticket: texts, numbers, true and false, aware instants, lists of tags.
        None, NaN and NaT are missing.
    now : datetime
        The present; aware.

    Returns
    -------
    bool
        For every fact there is an answer: what cannot be compared does not hold.

    Raises
    ------
    InputError
        For a naive instant, as `now` or in a field that time is counted from.

    Examples
    --------
    >>> from datetime import UTC
    >>> from supportops.tooling import Contains
    >>> login = Contains(field="subject", value="login")
    >>> holds(login, {"subject": "Login fails"}, now=datetime(2026, 3, 2, tzinfo=UTC))
    True
    """
    return _holds(when, facts, instant(now, "now"))


def intended_actions(
    rules: Sequence[Rule], facts: Mapping[str, Any], *, now: datetime
) -> tuple[Intended, ...]:
    """Actions that rules intend for the facts of one ticket.

    Parameters
    ----------
    rules : sequence of Rule
        In order; a rule that stops keeps the later ones from being looked at.
    facts : mapping of str to object
        As in `holds`; they stay as they are.
    now : datetime
        The present; aware.

    Returns
    -------
    tuple of Intended
        In the order of the rules. Every rule sees the facts as given, not what an earlier one
        would make of them, so without rules that stop their order changes only the order here.

    Raises
    ------
    InputError
        For a naive instant.

    Examples
    --------
    >>> from datetime import UTC
    >>> from supportops.tooling import preset
    >>> rows = intended_actions([preset("auto-categorization")], {"subject": "Login fails"},
    ...                         now=datetime(2026, 3, 2, tzinfo=UTC))
    >>> [(row.action.target, row.action.value) for row in rows][0]
    ('category', 'Authentication')
    """
    at = instant(now, "now")
    rows: list[Intended] = []
    for rule in rules:
        if _holds(rule.when, facts, at):
            due = at if rule.wait is None else at + rule.wait
            rows.extend(Intended(rule.name, action, due) for action in rule.then)
            if rule.stops:
                break
    return tuple(rows)


def is_missing(value: Any) -> bool:
    """Whether a fact is missing: None, NaN, NaT or NA."""
    if value is None:
        return True
    if isinstance(value, (str, bool, int, list, tuple, set, frozenset)):
        return False
    if isinstance(value, Decimal):
        return value.is_nan()
    if isinstance(value, (float, datetime, timedelta)):
        return bool(value != value)  # noqa: PLR0124  NaN and NaT
    # NA of pandas compares as itself, and numpy's NaT and NaN as unequal; arrays are no facts.
    if type(value).__name__ in {"NAType", "NaTType"}:
        return True
    scalar = type(value).__module__ == "numpy" and not getattr(value, "ndim", 1)
    return bool(scalar and value != value)  # noqa: PLR0124  NaN and NaT


def compared(when: Compare, value: Any) -> bool:
    """Whether a comparison holds for the value of its field."""
    if when.op in ORDERS:
        numbers = is_real(value) and is_real(when.value)
        return bool(numbers and not is_missing(value) and ORDERS[when.op](value, when.value))
    return _equal(value, when.value) == (when.op == "eq")


def contained(when: Contains, value: Any) -> bool:
    """Whether a containment holds for the value of its field."""
    if isinstance(value, str):
        inside = when.value.casefold() in value.casefold()
    else:
        inside = isinstance(value, (list, tuple, set, frozenset)) and any(
            isinstance(member, str) and member == when.value for member in value
        )
    return inside == (when.op == "contains")


def elapsed(when: Elapsed, value: Any, now: datetime) -> bool:
    """Whether a time since the value of its field holds."""
    if is_missing(value) or not isinstance(value, datetime):
        return False
    if value.tzinfo is None:
        raise InputError(
            f"facts[{shown(when.since)}] must be timezone-aware; got {shown(value)}; "
            "give it a zone with supportops.calendars.localize(values, zone)"
        )
    return ORDERS[when.op](now - instant(value, when.since), when.length)


def _equal(value: Any, wanted: Any) -> bool:
    if is_missing(value):
        return False
    if isinstance(wanted, str):
        return isinstance(value, str) and value == wanted
    if isinstance(wanted, bool):
        # True of numpy is no subclass of bool.
        return type(value).__name__ in {"bool", "bool_"} and bool(value) == wanted
    return is_real(value) and value == wanted


def _holds(when: Condition, facts: Mapping[str, Any], now: datetime) -> bool:
    if isinstance(when, Compare):
        return compared(when, facts.get(when.field))
    if isinstance(when, Contains):
        return contained(when, facts.get(when.field))
    if isinstance(when, Elapsed):
        return elapsed(when, facts.get(when.since), now)
    if isinstance(when, AllOf):
        return all(_holds(part, facts, now) for part in when.of)
    if isinstance(when, AnyOf):
        return any(_holds(part, facts, now) for part in when.of)
    return not _holds(when.of, facts, now)
