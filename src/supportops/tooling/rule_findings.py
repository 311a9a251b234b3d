"""What is wrong with a set of rules: conflicts, rules that never act, and loops."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any, Literal

from supportops._kit.instants import instant
from supportops._kit.results import Result
from supportops.tooling._reasoning import Case, both, cases, excluded, fields_of, witness
from supportops.tooling.evaluation import holds
from supportops.tooling.rule_models import AllOf, Rule

__all__ = ["RuleFinding", "rule_findings"]

#: How many changes of facts are followed in search of a loop.
_STEPS = 64


@dataclass(frozen=True, slots=True)
class RuleFinding(Result):
    """Something wrong with rules.

    Attributes
    ----------
    kind : {"conflict", "shadowed", "overwritten", "never", "loop"}
        Two rules set one field to different values for the same facts; a rule that a stopping one
        keeps from ever being reached; one whose values a later one always replaces; a condition
        that nothing can meet; rules that make one another act for ever.
    rules : tuple of str
        Names, in the order of the rules.
    field : str or None
        Field that is set.
    proven : bool
        Whether `witness` shows it, or no facts can be otherwise; if not, it could not be ruled
        out.
    witness : dict or None
        Facts for which it happens.
    """

    kind: Literal["conflict", "shadowed", "overwritten", "never", "loop"]
    rules: tuple[str, ...]
    field: str | None
    proven: bool
    witness: dict[str, Any] | None


def rule_findings(rules: Sequence[Rule], *, now: datetime) -> tuple[RuleFinding, ...]:
    """Conflicts, shadowed and overwritten rules, impossible ones, and loops.

    Parameters
    ----------
    rules : sequence of Rule
        In order.
    now : datetime
        An instant that witnesses are made for; aware. The findings do not depend on it.

    Returns
    -------
    tuple of RuleFinding
        In the order of the rules, kind by kind.

    Notes
    -----
    Conditions are taken apart into cases. A conflict or loop is proven by facts that are made up
    and run through the rules; "never", "shadowed" and "overwritten" by showing that every other
    case contradicts itself. What is neither shown nor excluded is reported as not proven, and only
    for conflicts. Loops are looked for from the facts that meet each rule: that none is found is
    no proof that there is none.

    Examples
    --------
    >>> from datetime import UTC
    >>> def rule(name, field, value, to):
    ...     return Rule(name=name, when={"kind": "compare", "field": field, "op": "eq", "value": value},
    ...                 then=[{"do": "set", "target": "team", "value": to}])
    >>> pair = [rule("vip", "tier", "VIP", "A"), rule("bugs", "category", "bug", "B")]
    >>> [(row.kind, row.rules, row.witness)
    ...  for row in rule_findings(pair, now=datetime(2026, 3, 2, tzinfo=UTC))]
    [('conflict', ('vip', 'bugs'), {'tier': 'VIP', 'category': 'bug'})]
    """
    at = instant(now, "now")
    ways = {id(rule): cases(rule.when) for rule in rules}
    never = [rule for rule in rules if _none(ways[id(rule)])]
    alive = [rule for rule in rules if rule not in never]
    return (
        *(RuleFinding("never", (rule.name,), None, proven=True, witness=None) for rule in never),
        *_conflicts(alive, ways, at),
        *_covered(alive),
        *_loops(alive, ways, at),
    )


def _none(ways: Sequence[Case] | None) -> bool:
    return ways is not None and all(excluded(way) for way in ways)


def _sets(rule: Rule) -> dict[str, Any]:
    return {action.target: action.value for action in rule.then if action.do == "set"}


def _conflicts(
    rules: Sequence[Rule], ways: Mapping[int, list[Case] | None], now: datetime
) -> Iterator[RuleFinding]:
    for first, second in combinations(rules, 2):
        mine, other = _sets(first), _sets(second)
        fields = [f for f in mine if f in other and not _same(mine[f], other[f])]
        if not fields or first.stops:
            continue
        together = both(ways[id(first)], ways[id(second)])
        open_ways = None if together is None else [way for way in together if not excluded(way)]
        if open_ways == []:
            continue
        shown = _example([first, second], open_ways or [], now)
        for field in fields:
            names = (first.name, second.name)
            yield RuleFinding("conflict", names, field, proven=shown is not None, witness=shown)


def _covered(rules: Sequence[Rule]) -> Iterator[RuleFinding]:
    for first, second in combinations(rules, 2):
        names = (first.name, second.name)
        if first.stops and _implies(second, first):
            yield RuleFinding("shadowed", names, None, proven=True, witness=None)
        mine, other = _sets(first), _sets(second)
        lost = [field for field in mine if field in other and not _same(mine[field], other[field])]
        if lost and not first.stops and _implies(first, second):
            yield RuleFinding("overwritten", names, lost[0], proven=True, witness=None)


def _implies(left: Rule, right: Rule) -> bool:
    return _none(both(cases(left.when), cases(right.when, positive=False)))


def _loops(
    rules: Sequence[Rule], ways: Mapping[int, list[Case] | None], now: datetime
) -> Iterator[RuleFinding]:
    setting = {field for rule in rules for field in _sets(rule)}
    asking = [rule for rule in rules if _sets(rule) and fields_of(rule.when) & setting]
    found: set[frozenset[str]] = set()
    for rule in asking:
        start = _example([rule], ways[id(rule)] or [], now)
        cycle = None if start is None else _cycle(rules, start, now)
        if cycle is not None and frozenset(cycle[0]) not in found:
            found.add(frozenset(cycle[0]))
            names = tuple(r.name for r in rules if r.name in cycle[0])
            yield RuleFinding("loop", names, cycle[1], proven=True, witness=start)


def _cycle(
    rules: Sequence[Rule], facts: Mapping[str, Any], now: datetime
) -> tuple[list[str], str] | None:
    here: Mapping[str, Any] = facts
    states, steps = [_marked(here)], list[tuple[str, str]]()
    for _ in range(_STEPS):
        acted, here, field = _step(rules, here, now)
        if acted is None:
            return None
        steps.append((acted, field))
        if _marked(here) in states:
            turn = steps[states.index(_marked(here)) :]
            return [name for name, _ in turn], turn[0][1]
        states.append(_marked(here))
    return None


def _step(
    rules: Sequence[Rule], facts: Mapping[str, Any], now: datetime
) -> tuple[str | None, dict[str, Any], str]:
    for rule in rules:
        if holds(rule.when, facts, now=now):
            for field, value in _sets(rule).items():
                if not _same(facts.get(field), value):
                    return rule.name, {**facts, **_sets(rule)}, field
            if rule.stops:
                break
    return None, dict(facts), ""


def _marked(facts: Mapping[str, Any]) -> dict[str, tuple[bool, Any]]:
    return {field: (isinstance(value, bool), value) for field, value in facts.items()}


def _same(a: Any, b: Any) -> bool:
    # True is no 1 here, as in a comparison.
    return isinstance(a, bool) == isinstance(b, bool) and bool(a == b)


def _example(rules: Sequence[Rule], ways: Sequence[Case], now: datetime) -> dict[str, Any] | None:
    whole = AllOf(of=tuple(rule.when for rule in rules))
    for way in ways:
        facts = witness(way, now=now)
        if facts is not None and holds(whole, facts, now=now):
            return facts
    return None
