"""What conditions exclude and imply, without facts: cases, contradictions, witnesses."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import inf
from typing import Any, TypeAlias

from supportops.tooling.evaluation import compared, contained, elapsed
from supportops.tooling.rule_models import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Contains,
    Elapsed,
)

__all__ = ["Case", "both", "cases", "excluded", "fields_of", "witness"]

Leaf: TypeAlias = Compare | Contains | Elapsed
Case: TypeAlias = tuple[tuple[Leaf, bool], ...]

#: From how many cases on a condition is not taken apart any more.
MOST_CASES = 512
_MICROSECOND = timedelta(microseconds=1)


def cases(when: Condition, *, positive: bool = True) -> list[Case] | None:
    """Ways in which a condition holds (or not), each a list of leaves that hold or do not.

    None where there are too many ways to look at.
    """
    if isinstance(when, (Compare, Contains, Elapsed)):
        return [((when, positive),)]
    if not isinstance(when, (AllOf, AnyOf)):
        return cases(when.of, positive=not positive)
    parts = [cases(part, positive=positive) for part in when.of]
    if isinstance(when, AnyOf) == positive:
        ways = [way for part in parts if part is not None for way in part]
        return None if None in parts or len(ways) > MOST_CASES else ways
    product: list[Case] = [()]
    for part in parts:
        if part is None or len(product) * len(part) > MOST_CASES:
            return None
        product = [(*left, *right) for left in product for right in part]
    return product


def both(left: Sequence[Case] | None, right: Sequence[Case] | None) -> list[Case] | None:
    """Ways in which two conditions are so at once, None where there are too many."""
    if left is None or right is None or len(left) * len(right) > MOST_CASES**2:
        return None
    return [(*a, *b) for a in left for b in right]


def fields_of(when: Condition) -> frozenset[str]:
    """Fields that a condition asks for."""
    if isinstance(when, Elapsed):
        return frozenset([when.since])
    if isinstance(when, (Compare, Contains)):
        return frozenset([when.field])
    parts = when.of if isinstance(when, (AllOf, AnyOf)) else (when.of,)
    return frozenset().union(*map(fields_of, parts))


def excluded(case: Case) -> bool:
    """Whether no facts whatever could be so; False also where that cannot be told."""
    for field in {_field(leaf) for leaf, _ in case}:
        mine = [(leaf, yes) for leaf, yes in case if _field(leaf) == field]
        if _impossible(mine):
            return True
    return False


def witness(case: Case, *, now: datetime) -> dict[str, Any] | None:
    """Facts for which a case is so, None where none were found."""
    facts: dict[str, Any] = {}
    for field in dict.fromkeys(_field(leaf) for leaf, _ in case):
        mine = [(leaf, yes) for leaf, yes in case if _field(leaf) == field]
        for value in _candidates(mine, now):
            if all(_so(leaf, value, now) == yes for leaf, yes in mine):
                facts[field] = value
                break
        else:
            return None
    return {field: value for field, value in facts.items() if value is not None}


def _field(leaf: Leaf) -> str:
    return leaf.since if isinstance(leaf, Elapsed) else leaf.field


def _so(leaf: Leaf, value: Any, now: datetime) -> bool:
    if isinstance(leaf, Compare):
        return compared(leaf, value)
    return contained(leaf, value) if isinstance(leaf, Contains) else elapsed(leaf, value, now)


def _impossible(mine: Sequence[tuple[Leaf, bool]]) -> bool:
    # An equality fixes the value, and then every other leaf of the field can be asked.
    for leaf, yes in mine:
        if isinstance(leaf, Compare) and (leaf.op, yes) in {("eq", True), ("ne", False)}:
            rest = [(other, want) for other, want in mine if not isinstance(other, Elapsed)]
            held = all(_ask(other, leaf.value) == want for other, want in rest)
            timed = any(isinstance(other, Elapsed) and want for other, want in mine)
            return not held or timed
    if any(
        isinstance(a, Contains) and isinstance(b, Contains) and _contrary((a, x), (b, y))
        for a, x in mine
        for b, y in mine
    ):
        return True
    ordered = any(
        isinstance(a, Compare) and a.op in {"gt", "ge", "lt", "le"} and x for a, x in mine
    )
    held = any(isinstance(a, Contains) and (a.op == "contains") == x for a, x in mine)
    timed = any(isinstance(a, Elapsed) and x for a, x in mine)
    if ordered + held + timed > 1:  # a number, a text and an instant at once
        return True
    return (ordered and _empty(mine, Compare)) or (timed and _empty(mine, Elapsed))


def _ask(leaf: Leaf, value: Any) -> bool:
    return compared(leaf, value) if isinstance(leaf, Compare) else contained(leaf, value)  # type: ignore[arg-type]  # the caller keeps elapsed times out


def _contrary(first: tuple[Contains, bool], second: tuple[Contains, bool]) -> bool:
    (a, so), (b, other) = first, second
    has, lacks = (a.op == "contains") == so, (b.op == "contains") != other
    # The same word; parts of a word may still be a member of a list.
    return has and lacks and a.value == b.value


def _empty(mine: Sequence[tuple[Leaf, bool]], kind: type[Compare] | type[Elapsed]) -> bool:
    low, low_open, high, high_open = -inf, False, inf, False
    for leaf, yes in mine:
        if not isinstance(leaf, kind) or leaf.op in {"eq", "ne"}:
            continue
        op = leaf.op if yes else {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt"}[leaf.op]
        limit: Any = leaf.length / _MICROSECOND if isinstance(leaf, Elapsed) else leaf.value
        if isinstance(limit, (str, bool)):
            if yes:
                return True  # an order with a text never holds
            continue
        if op in {"gt", "ge"} and (limit, op == "gt") > (low, low_open):
            low, low_open = limit, op == "gt"
        if op in {"lt", "le"} and (-limit, op == "lt") > (-high, high_open):
            high, high_open = limit, op == "lt"
    return low > high or (low == high and (low_open or high_open))


def _candidates(mine: Sequence[tuple[Leaf, bool]], now: datetime) -> list[Any]:
    found: list[Any] = [None]
    words: list[str] = []
    for leaf, _ in mine:
        if isinstance(leaf, Compare):
            found.append(leaf.value)
            if isinstance(leaf.value, (int, float)) and not isinstance(leaf.value, bool):
                found += [leaf.value + 1, leaf.value - 1, leaf.value + 0.5, leaf.value - 0.5]
            elif isinstance(leaf.value, str):
                words.append(leaf.value)
        elif isinstance(leaf, Contains):
            words.append(leaf.value)
        else:
            steps = (timedelta(), _MICROSECOND, -_MICROSECOND)
            found += [now - leaf.length + step for step in steps]
    needed = [
        leaf.value
        for leaf, yes in mine
        if isinstance(leaf, Contains) and (leaf.op == "contains") == yes
    ]
    found += [" ".join(needed), tuple(needed), "", *words]
    numbers = sorted(v for v in found if isinstance(v, (int, float)) and not isinstance(v, bool))
    found += [(a + b) / 2 for a, b in pairwise(numbers)]
    times = sorted(v for v in found if isinstance(v, datetime))
    return [*found, *(a + (b - a) / 2 for a, b in pairwise(times))]
