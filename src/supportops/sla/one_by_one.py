"""Tickets of a table that the clock takes one by one, because lock-step does not know their case.

They have exceptions that somebody granted, or a policy that is too large for tables.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops._kit.instants import NAT
from supportops.errors import SupportOpsWarning
from supportops.sla.clock import Heard
from supportops.sla.compiled import CompiledPolicy
from supportops.sla.encoding import Histories
from supportops.sla.events import History, granted_events, heard_rank
from supportops.sla.exceptions import GrantedException
from supportops.sla.lockblock import KINDS, REASONS
from supportops.sla.replay import run_history
from supportops.sla.runs import Run
from supportops.sla.states import STATES, state_of
from supportops.sla.targets import FIELDS
from supportops.sla.transitions import BIT

__all__ = ["Granted", "rows_one_by_one"]

#: Exceptions of one ticket.
Granted = Sequence[GrantedException | Mapping[str, Any]]

_SPOKEN = {
    BIT["customer message"]: ("customer", True),
    BIT["agent reply"]: ("agent", True),
    BIT["internal note"]: ("agent", False),
    BIT["bot message"]: ("bot", True),
    BIT["third-party message"]: ("third_party", True),
    0: ("system", True),
}


def rows_one_by_one(
    ready: CompiledPolicy,
    histories: Histories,
    chosen: Iterable[int],
    now: int,
    granted: Mapping[int, Granted],
) -> dict[str, Int64Array]:
    """Periods of some tickets, as `tables` has them for a block of tickets."""
    rows = [
        {"ticket": ticket, "place": place, **_row(ready, run, now)}
        for ticket in chosen
        for place, run in enumerate(_runs(ready, histories, ticket, now, granted.get(ticket, ())))
    ]
    names = rows[0] if rows else ("ticket", "place")
    return {name: np.array([row[name] for row in rows], dtype=np.int64) for name in names}


def _runs(
    ready: CompiledPolicy, histories: Histories, ticket: int, now: int, granted: Granted
) -> list[Run]:
    heard = list(_heard(ready, histories, ticket))
    created = next((event.at for event in heard if event.kind == "created"), None)
    if created is None:
        return []
    for given in granted:
        events, flag = granted_events(ready, given, created, now)
        if flag:
            name = histories.ids.iloc[ticket]
            warnings.warn(f"ticket {name}: {flag}", SupportOpsWarning, stacklevel=6)
        heard += events
    heard.sort(key=lambda event: (event.at, heard_rank(event, created)))
    clock = run_history(ready, History("", created, tuple(heard), ()), now)
    return [run for run in clock.runs if run.metric in ready.tracked]


def _heard(ready: CompiledPolicy, histories: Histories, ticket: int) -> Iterator[Heard]:
    begin, end = histories.bounds[ticket : ticket + 2].tolist()
    statuses, calendars = list(ready.status_bits), list(ready.calendars)
    names: list[str | None] = [*histories.names, None]
    for place, field in enumerate((*FIELDS, "assignee")):
        if begin < end and (number := int(histories.first[place, ticket])) >= 0:
            at = int(histories.at[begin])
            yield Heard(at, field, names[number], "system", public=True)
    for at, code, value in zip(
        histories.at[begin:end].tolist(),
        histories.kind[begin:end].tolist(),
        histories.value[begin:end].tolist(),
        strict=True,
    ):
        kind = KINDS[code]
        if kind == "created":
            actor = "agent" if value & BIT["created by agent"] else "customer"
            yield Heard(at, kind, None, actor, public=True)
        elif kind == "message":
            actor, public = _SPOKEN[value]
            yield Heard(at, kind, None, actor, public=public)
        else:
            of = {"status": statuses, "calendar": calendars}.get(kind, names)
            yield Heard(at, kind, of[value], "system", public=True)


def _row(ready: CompiledPolicy, run: Run, now: int) -> dict[str, Any]:
    length, business = run.length, run.target.business
    spent = run.business if length is None else run.elapsed
    due, over = run.due(), length is not None and run.breach is not None
    doubt = run.calendar.doubtful_from
    until = max(now if run.end is None else run.end, due or 0)
    return {
        "metric": ready.metrics.index(run.metric),
        "cycle": run.cycle,
        "started_at": run.start,
        "ended_at": NAT if run.end is None else run.end,
        "end_reason": REASONS.index(run.reason) - 1,
        "target": NAT if length is None else length,
        "clock": -1 if length is None else int(not business),
        "row": len(ready.rows) if run.row.position is None else run.row.position,
        "elapsed": spent,
        "elapsed_business": run.business,
        "elapsed_calendar": run.wall,
        "paused": run.paused_business if business else run.paused_wall,
        "paused_wall": run.paused_wall,
        "due_at": NAT if due is None else due,
        "state": STATES.index(state_of(run, over=over)),
        "breached": over,
        "breached_at": run.breach if over else NAT,
        "overdue": 0 if length is None else max(spent - length, 0),
        "remaining": NAT if length is None or run.end is not None else length - spent,
        "earlier_breaches": len(run.earlier),
        "doubtful": doubt is not None and until > doubt,
    }
