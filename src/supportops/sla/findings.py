"""Findings: what a policy says that loads but is doubtful."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod
from typing import Literal, TypeAlias

from supportops._kit.results import Result
from supportops._kit.text import joined
from supportops.calendars import BusinessCalendar, open_seconds_per_week
from supportops.sla.policy import SlaPolicy
from supportops.sla.targets import FIELDS, Clock, SlaRow, names_of
from supportops.vocabulary import Promise

__all__ = ["PolicyFinding", "PolicyFindingCode", "findings"]

PolicyFindingCode: TypeAlias = Literal[
    "unreachable_row", "uncovered", "response_slower_than_resolution", "goal_later_than_promise",
    "not_monotone", "equal_targets", "never_opens", "without_time", "no_holidays",
]  # fmt: skip

# A cell of which the field is not known, or known by a name that no row mentions.
_OTHER = None
_MOST_CELLS = 100_000


@dataclass(frozen=True, slots=True)
class PolicyFinding(Result):
    """Something doubtful in a policy.

    Attributes
    ----------
    code : str
        ``unreachable_row``, ``uncovered``, ``response_slower_than_resolution``,
        ``goal_later_than_promise``, ``not_monotone``, ``equal_targets``, ``never_opens``,
        ``without_time`` or ``no_holidays``.
    where : str
        Key path in the policy, ``rows[3].first_response``.
    words : str
        What is doubtful.
    """

    code: PolicyFindingCode
    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"


def findings(policy: SlaPolicy) -> tuple[PolicyFinding, ...]:
    """What is doubtful in a policy, row by row.

    Parameters
    ----------
    policy : SlaPolicy

    Returns
    -------
    tuple of PolicyFinding
        Empty where nothing is.

    Notes
    -----
    Rows and cells are compared over every combination of the names that are declared or that
    some row mentions. Targets are compared along the declared order of priorities and of
    customer tiers: a more urgent priority may not have a longer target on the same or a slower
    clock, and one of equal length is noted. Lengths on different clocks are compared only
    where the answer does not depend on the calendar.

    Examples
    --------
    >>> from supportops import sla
    >>> doubts = sla.findings(sla.preset("customer-tier"))
    >>> print(*(doubt for doubt in doubts if doubt.code == "equal_targets"))
    rows[21].first_response: priority P1 and P2 are promised the same 4h for Free
    """
    return (
        *_coverage(policy),
        *(found for place, row in enumerate(policy.rows) for found in _row(policy, place, row)),
        *_order(policy),
        *_calendars(policy),
    )


def _coverage(policy: SlaPolicy) -> Iterator[PolicyFinding]:
    axes: list[tuple[str | None, ...]] = []
    for field in FIELDS:
        mentioned = [n for row in policy.rows for n in names_of(getattr(row, field))]
        declared = policy.declared(field)
        # A field that no row asks for does not matter.
        names = (declared or tuple(dict.fromkeys(mentioned))) if mentioned else ()
        axes.append((*names, _OTHER))
    if prod(map(len, axes)) > _MOST_CELLS:
        yield PolicyFinding("uncovered", "rows", "too many combinations to look at every one")
        return
    used, empty = set(), []
    for cell in product(*axes):
        values: dict[str, str | None] = dict(zip(FIELDS, cell, strict=True))
        hit = next((i for i, row in enumerate(policy.rows) if row.matches(values)), None)
        used.add(hit)
        known = [name for name in cell if name is not _OTHER]
        whole = all(
            name is not _OTHER or len(axis) == 1 for name, axis in zip(cell, axes, strict=True)
        )
        if whole and (hit is None or not dict(policy.rows[hit].promises())):
            empty.append(joined(known) or "any ticket")
    for place, row in enumerate(policy.rows):
        if place not in used:
            words = f"no ticket reaches row {row.label!r}: the rows before it take them all"
            yield PolicyFinding("unreachable_row", f"rows[{place}]", words)
    for cell_name in empty:
        yield PolicyFinding("uncovered", "rows", f"nothing is promised for {cell_name}")


def _clock(policy: SlaPolicy, row: SlaRow, promise: Promise) -> Clock:
    return promise.clock or row.clock or policy.clock


def _longer(policy: SlaPolicy, a: tuple[SlaRow, Promise], b: tuple[SlaRow, Promise]) -> bool:
    """Whether `a` surely takes longer than `b`."""
    first, second = a[1].length, b[1].length
    if first is None or second is None or first <= second:
        days = (a[1].days, b[1].days)
        return days[0] is not None and days[1] is not None and days[0] > days[1]
    clocks = _clock(policy, *a), _clock(policy, *b)
    return clocks[0] == clocks[1] or clocks == ("business", "calendar")


def _row(policy: SlaPolicy, place: int, row: SlaRow) -> Iterator[PolicyFinding]:
    promised = dict(row.promises())
    response, resolution = promised.get("first_response"), promised.get("resolution")
    if response and resolution and _longer(policy, (row, response), (row, resolution)):
        words = f"a first response within {response} comes after a resolution within {resolution}"
        where = f"rows[{place}].first_response"
        yield PolicyFinding("response_slower_than_resolution", where, words)
    for metric, goal in row.goals.items():
        if _longer(policy, (row, goal), (row, promised[metric])):
            words = f"the goal {goal} is later than the promise {promised[metric]}"
            yield PolicyFinding("goal_later_than_promise", f"rows[{place}].goals.{metric}", words)
    for metric, promise in promised.items():
        if promise.kind in {"on_status_change", "best_effort"}:
            words = f"{promise} has no time that a clock could keep"
            yield PolicyFinding("without_time", f"rows[{place}].{metric}", words)


def _order(policy: SlaPolicy) -> Iterator[PolicyFinding]:
    for field, across in (("priority", "customer_tier"), ("customer_tier", "priority")):
        declared = policy.declared(field) or ()
        groups = sorted({names_of(getattr(row, across)) for row in policy.rows})
        for group in groups:
            rows = [
                (name, place, row)
                for name in declared
                for place, row in enumerate(policy.rows)
                if name in names_of(getattr(row, field)) and names_of(getattr(row, across)) == group
            ]
            for (above, _, first), (below, place, second) in pairwise(rows):
                pair = (f"{field.replace('_', ' ')} {above}", below, joined(group))
                # One row for both is meant to be the same.
                if first is not second:
                    yield from _pair(policy, (first, second), place, pair)


def _pair(
    policy: SlaPolicy, rows: tuple[SlaRow, SlaRow], place: int, names: tuple[str, str, str]
) -> Iterator[PolicyFinding]:
    first, second = (dict(row.promises()) for row in rows)
    above, below, group = names
    whom = f" for {group}" if group else ""
    for metric in first.keys() & second.keys():
        a, b = first[metric], second[metric]
        where = f"rows[{place}].{metric}"
        if _longer(policy, (rows[0], a), (rows[1], b)):
            words = f"{above} is promised {a}, more than {below} with {b}{whom}"
            yield PolicyFinding("not_monotone", where, words)
        elif a.length is not None and a.length == b.length and above.startswith("priority"):
            words = f"{above} and {below} are promised the same {b}{whom}"
            yield PolicyFinding("equal_targets", where, words)


def _calendars(policy: SlaPolicy) -> Iterator[PolicyFinding]:
    for name, calendar in policy.calendars.items():
        where = f"calendars[{name!r}]"
        week = open_seconds_per_week(calendar)
        if not week:
            yield PolicyFinding("never_opens", where, "no ordinary week has business hours")
        plain = isinstance(calendar, BusinessCalendar) and not calendar.holidays
        if plain and 0 < week < 7 * 86_400:
            yield PolicyFinding("no_holidays", where, "it has hours but no holidays")
