"""A compiled policy as arrays: what the clock of whole tables looks up by number."""

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from supportops._kit.arrays import BoolArray, Int64Array
from supportops.calendars import Compiled
from supportops.sla.compiled import CompiledPolicy, CompiledRow
from supportops.sla.targets import FIELDS, names_of
from supportops.sla.transitions import BIT, Masks

__all__ = ["BY_DAYS", "NO_LENGTH", "LockPlan", "lock_plan", "rows_at"]

#: In place of a length: no time to keep, and business days that depend on the start.
NO_LENGTH, BY_DAYS = -1, -2
# A combination of names that no table should hold for every cell.
_MOST_CELLS = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class LockPlan:
    """Tables of a policy; the last row stands for tickets that no row governs.

    Attributes
    ----------
    ready : CompiledPolicy
    metrics : tuple of (str, Masks)
        In the order in which they turn; ``rules.after`` is a place in `afters`.
    tracked : tuple of bool
        Whether the periods of a metric are wanted.
    pause : ndarray of bool
        By metric, row and status (the last is none): whether the clock stands.
    status_bits, solved : ndarray
        By status: the bits of entering it, and whether it is solved or closed.
    calendars : tuple of Compiled
    calendar_names : tuple of str
    row_calendar, own_calendar : ndarray of int
        By row: the calendar in force, and the row's own one, -1 for none.
    length, business, days : ndarray
        By metric and row: the budget [us] or `NO_LENGTH` or `BY_DAYS`, whether it counts on
        the business clock, and the business days (0 is the next business day).
    targets, promised : ndarray
        By metric and row: a number that equal targets share, and whether there is a promise.
    mentioned : tuple of dict
        By field of tickets: the place of each name that a row or an exclusion asks for.
    cells : ndarray of int
        Row by those places; a name that nobody asks for is 0. Filled by `rows_at` as needed.
    unresponsive : tuple of (int, ndarray of bool) or None
        Replies that may stay unanswered, and the metrics that pause beyond them.
    dtype : numpy dtype
        That holds the bits of events.
    """

    ready: CompiledPolicy
    metrics: tuple[tuple[str, Masks], ...]
    tracked: tuple[bool, ...]
    pause: BoolArray
    status_bits: Int64Array
    solved: BoolArray
    calendars: tuple[Compiled, ...]
    calendar_names: tuple[str, ...]
    row_calendar: Int64Array
    own_calendar: Int64Array
    length: Int64Array
    business: BoolArray
    days: Int64Array
    targets: Int64Array
    promised: BoolArray
    mentioned: tuple[dict[str, int], ...]
    cells: Int64Array
    unresponsive: tuple[int, BoolArray] | None
    dtype: Any


def lock_plan(ready: CompiledPolicy) -> LockPlan | None:
    """Plan of a policy; None where it is too large for tables, and tickets go one by one."""
    mentioned = _mentioned(ready)
    width = max((bit.bit_length() for bit in _all_bits(ready)), default=1)
    if prod(len(names) + 1 for names in mentioned) > _MOST_CELLS or width > 63:
        return None
    rows = [*ready.rows, ready.none]
    statuses = list(ready.status_bits)
    names = tuple(ready.calendars)
    own = np.array([-1 if row.calendar is None else names.index(row.calendar) for row in rows])
    governing = names.index(ready.policy.calendar)
    return LockPlan(
        ready=ready,
        metrics=ready.turning,
        tracked=tuple(metric in ready.tracked for metric in ready.metrics),
        pause=np.array(
            [
                [[*(s in row.pauses[metric] for s in statuses), False] for row in rows]
                for metric in ready.metrics
            ],
            dtype=bool,
        ).reshape(len(ready.metrics), len(rows), len(statuses) + 1),
        status_bits=np.array(list(ready.status_bits.values()), dtype=np.int64),
        solved=np.array([s in ready.solved for s in statuses], dtype=bool),
        calendars=tuple(ready.calendars.values()),
        calendar_names=names,
        row_calendar=np.where(own < 0, governing, own),
        own_calendar=own,
        length=_by_row(ready, rows, _length, np.int64),
        business=_by_row(ready, rows, lambda row, m: row.target(m).business, bool),
        days=_by_row(ready, rows, _days, np.int64),
        targets=_targets(ready, rows),
        promised=_by_row(ready, rows, lambda row, m: row.target(m).promise is not None, bool),
        mentioned=mentioned,
        cells=np.full(tuple(len(names) + 1 for names in mentioned), -1),
        unresponsive=_unresponsive(ready),
        dtype=np.int32 if width < 32 else np.int64,
    )


def _all_bits(ready: CompiledPolicy) -> list[int]:
    return [*BIT.values(), ready.interest, *ready.status_bits.values()]


def _by_row(ready: CompiledPolicy, rows: list[CompiledRow], what: Any, dtype: Any) -> Any:
    table = [[what(row, metric) for row in rows] for metric in ready.metrics]
    return np.array(table, dtype=dtype).reshape(len(ready.metrics), len(rows))


def _length(row: CompiledRow, metric: str) -> int:
    target = row.target(metric)
    if target.length is not None:
        return target.length
    kind = None if target.promise is None else target.promise.kind
    return BY_DAYS if kind in {"business_days", "next_business_day"} else NO_LENGTH


def _days(row: CompiledRow, metric: str) -> int:
    promise = row.target(metric).promise
    return 0 if promise is None else promise.days or 0


def _targets(ready: CompiledPolicy, rows: list[CompiledRow]) -> Int64Array:
    known: dict[Any, int] = {}
    numbers: Int64Array = _by_row(
        ready, rows, lambda row, m: known.setdefault(row.target(m), len(known)), np.int64
    )
    return numbers


def _mentioned(ready: CompiledPolicy) -> tuple[dict[str, int], ...]:
    policy = ready.policy
    asked = {
        field: [n for row in policy.rows for n in names_of(getattr(row, field))] for field in FIELDS
    }
    asked["category"] += [e.category for e in policy.exclusions if e.category is not None]
    return tuple(
        {name: place + 1 for place, name in enumerate(dict.fromkeys(asked[field]))}
        for field in FIELDS
    )


def rows_at(plan: LockPlan, places: tuple[Int64Array | None, ...], n: int) -> Int64Array:
    """Rows that govern `n` tickets with these places among the names of each field.

    None stands for a field of which the plan mentions no name.
    """
    flat = np.zeros(n, dtype=np.int64)
    for place, many in zip(places, plan.cells.shape, strict=True):
        if place is not None:
            flat *= many
            flat += place
    found = plan.cells.take(flat)
    (missing,) = (found < 0).nonzero()
    if missing.size:
        names = [[None, *known] for known in plan.mentioned]
        for cell in np.unique(flat.take(missing)).tolist():
            values: dict[str, str | None] = {}
            spots = np.unravel_index(cell, plan.cells.shape)
            for field, known, at in zip(FIELDS, names, spots, strict=True):
                values[field] = known[int(at)]
            row = plan.ready.row(values)
            plan.cells[spots] = len(plan.ready.rows) if row.position is None else row.position
        found = plan.cells.take(flat)
    return found


def _unresponsive(ready: CompiledPolicy) -> tuple[int, BoolArray] | None:
    rule = ready.pausing.get("customer_unresponsive")
    if rule is None:
        return None
    whose = np.array([not rule.metrics or m in rule.metrics for m in ready.metrics], dtype=bool)
    return rule.follow_ups or 0, whose
