"""Priority of a ticket: which rule fired, where sources disagree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import isnan
from numbers import Real
from typing import Any

from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tickets.strategies import (
    Question,
    TriageCondition,
    TriageRule,
    TriageStrategy,
    strategy,
)
from supportops.vocabulary import money

__all__ = [
    "Disagreement",
    "TriageComparison",
    "TriageOutcome",
    "comparable",
    "compare_triage",
    "default_strategies",
    "triage",
]


@dataclass(frozen=True, slots=True)
class TriageOutcome(Result):
    """Priority of one ticket, and why.

    Attributes
    ----------
    strategy : str
    priority : str or None
        On the scale of the strategy; None where the source gives none, and `reason` says why.
    rule : str or None
        The rule that fired.
    label, route : str
        The source's word for the priority, and where the ticket goes.
    reason : str
        Which facts made the rule fire, or why there is no priority.
    """

    strategy: str
    priority: str | None
    rule: str | None
    label: str
    route: str
    reason: str


@dataclass(frozen=True, slots=True)
class Disagreement(Result):
    """Two strategies that give one ticket two priorities.

    Attributes
    ----------
    first, second : str
        Names of the strategies.
    priorities : tuple of str
        What they give.
    rules : tuple of str
        The rules that fired.
    """

    first: str
    second: str
    priorities: tuple[str, str]
    rules: tuple[str, str]


@dataclass(frozen=True, slots=True)
class TriageComparison(Result):
    """One ticket under several strategies.

    Attributes
    ----------
    outcomes : tuple of TriageOutcome
    disagreements : tuple of Disagreement
        Pairs that both give a priority, and not the same.
    silent : tuple of str
        Strategies that give none.
    """

    outcomes: tuple[TriageOutcome, ...]
    disagreements: tuple[Disagreement, ...]
    silent: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether all that give a priority give the same."""
        return not self.disagreements


def default_strategies() -> tuple[TriageStrategy, ...]:
    """Published strategies that speak of P1 to P5 and ask about what happened."""
    return (strategy("tree"), strategy("impact-urgency"), strategy("matrix"), strategy("ast"))


def triage(facts: Mapping[str, object], *, strategy: TriageStrategy | None = None) -> TriageOutcome:
    """Priority that a strategy gives a ticket.

    Parameters
    ----------
    facts : mapping of str to bool, str, float or Money
        Answers to the questions of the strategy, by name. A flag that is not mentioned is no;
        None is not known. Names, counts and amounts that are not mentioned are not known.
    strategy : TriageStrategy, optional
        The tree of the support-operations skill unless told.

    Returns
    -------
    TriageOutcome

    Raises
    ------
    InputError
        For a fact that the strategy does not ask about, or an answer of another kind.

    Notes
    -----
    The rules are tried in order. A rule that hangs on a fact that is not known stops the
    search, since a later rule would be a guess: the priority is None. So it is where no rule
    fires.

    Examples
    --------
    >>> triage({"revenue_or_data_at_risk": True}).priority
    'P2'
    >>> from supportops import tickets
    >>> cell = {"impact": "multiple users", "urgency": "minor inconvenience"}
    >>> print(triage(cell, strategy=tickets.strategy("impact-urgency")).priority)
    None
    """
    chosen = default_strategies()[0] if strategy is None else strategy
    if not isinstance(facts, Mapping):
        raise InputError(
            f"facts must be a mapping from question to answer; got {shown(facts)}; "
            f"questions of {chosen.name} are {joined(q.name for q in chosen.questions)}"
        )
    for name in facts:
        chosen.question(name)
    answers = {q.name: _answer(q, facts) for q in chosen.questions}
    for rule in chosen.rules:
        fires, why, unknown = _fires(rule, answers)
        if fires:
            return TriageOutcome(chosen.name, rule.priority, rule.name, rule.label, rule.route, why)
        if unknown:
            reason = f"{joined(unknown)} must be known to tell whether {rule.name} holds"
            return TriageOutcome(chosen.name, None, None, "", "", reason)
    reason = f"no rule of {chosen.name} covers this"
    return TriageOutcome(chosen.name, None, None, "", "", reason)


def _answer(question: Question, facts: Mapping[str, object]) -> Any:
    value: Any = facts.get(question.name, False if question.kind == "flag" else None)
    if value is None or (isinstance(value, float) and isnan(value)):
        return None
    if question.kind == "flag":
        if not (isinstance(value, bool) or type(value).__name__ in {"bool", "bool_"}):
            raise InputError(f"{question.name} must be true, false or None; got {shown(value)}")
        return bool(value)
    if question.kind == "name":
        if value not in question.names:
            raise InputError(
                f"{question.name} must be one of {joined(question.names, 'or')}; got {shown(value)}"
            )
        return value
    if question.kind == "money":
        return money(value, question.name)
    if isinstance(value, bool) or not isinstance(value, (Real, Decimal)) or value < 0:
        raise InputError(f"{question.name} must be a number, zero or more; got {shown(value)}")
    return value


def _holds(condition: TriageCondition, answer: Any) -> bool | None:
    if answer is None:
        return None
    if condition.equals is not None:
        return bool(answer == condition.equals)
    return bool(answer) if condition.above is None else bool(answer > condition.above)


def _fires(rule: TriageRule, answers: Mapping[str, Any]) -> tuple[bool, str, tuple[str, ...]]:
    """Whether the rule fires, the facts that made it, and the facts that leave it open."""
    if not rule.any_of:
        return True, "no earlier rule fired", ()
    unknown: dict[str, None] = {}
    for group in rule.any_of:
        held = [_holds(condition, answers[condition.fact]) for condition in group]
        if all(held):
            return True, joined(_said(c, answers[c.fact]) for c in group), ()
        if False not in held:
            unknown.update(
                (c.fact, None) for c, holds in zip(group, held, strict=True) if holds is None
            )
    return False, "", tuple(unknown)


def _said(condition: TriageCondition, answer: object) -> str:
    if condition.equals is not None:
        return f"{condition.fact} is {answer}"
    if condition.above is not None:
        return f"{condition.fact} {answer} is above {condition.above}"
    return condition.fact


def comparable(strategies: Sequence[TriageStrategy]) -> tuple[TriageStrategy, ...]:
    """Two or more strategies whose names differ and whose priorities stand on one scale."""
    chosen = tuple(strategies)
    names = [each.name for each in chosen]
    if len(chosen) < 2 or len(set(names)) < len(names):
        raise InputError(
            f"strategies must be two or more with names of their own; got {shown(names)}"
        )
    longest = max((each.scale for each in chosen), key=len)
    for each in chosen:
        for name in each.scale:
            if name not in longest:
                raise InputError(
                    f"strategies must give priorities of one scale, {joined(longest.names)}; got "
                    f"{shown(name)} of {each.name}; put it on that scale with onto()"
                )
    return chosen


def compare_triage(
    facts: Mapping[str, object], *, strategies: Sequence[TriageStrategy] | None = None
) -> TriageComparison:
    """What several strategies make of one ticket, and where they disagree.

    Parameters
    ----------
    facts : mapping
        Answers to the questions of all strategies together, as `triage` takes them.
    strategies : sequence of TriageStrategy, optional
        On one scale; the tree, impact × urgency, the matrix and AST's rule unless told.

    Returns
    -------
    TriageComparison

    Raises
    ------
    InputError
        For a fact that no strategy asks about, or priorities of different scales.

    Examples
    --------
    >>> found = compare_triage({"core_functionality_blocked": True})
    >>> [(d.first, d.second, d.priorities) for d in found.disagreements]
    [('tree', 'matrix', ('P3', 'P2'))]
    """
    chosen = comparable(default_strategies() if strategies is None else strategies)
    asked = {question.name: None for each in chosen for question in each.questions}
    for name in facts:
        if name not in asked:
            raise InputError(
                f"fact must be a question of {joined((s.name for s in chosen), 'or')}; "
                f"got {shown(name)}; there are {joined(asked)}"
            )
    outcomes = []
    for each in chosen:
        own = {question.name for question in each.questions}
        mine = {name: answer for name, answer in facts.items() if name in own}
        outcomes.append(triage(mine, strategy=each))
    spoken = [outcome for outcome in outcomes if outcome.priority is not None]
    return TriageComparison(
        outcomes=tuple(outcomes),
        disagreements=tuple(
            Disagreement(
                a.strategy,
                b.strategy,
                (str(a.priority), str(b.priority)),
                (str(a.rule), str(b.rule)),
            )
            for a, b in combinations(spoken, 2)
            if a.priority != b.priority
        ),
        silent=tuple(outcome.strategy for outcome in outcomes if outcome.priority is None),
    )
