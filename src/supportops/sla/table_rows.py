"""Rows of whole tables as arrays: tickets in blocks, which go in lock-step."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import BoolArray, Int64Array
from supportops._kit.instants import NAT
from supportops.sla.compiled import CompiledPolicy
from supportops.sla.encoding import Histories
from supportops.sla.lockblock import BY_MERGE, Events
from supportops.sla.lockplan import LockPlan, lock_plan
from supportops.sla.lockstep import run_lockstep
from supportops.sla.measuring import measured
from supportops.sla.one_by_one import Granted, rows_one_by_one
from supportops.sla.states import STATES

__all__ = ["period_arrays"]

_MET, _BREACHED, _RUNNING, _PAUSED, _CANCELLED, _NO_TARGET = range(len(STATES))


def _state_of(bits: int) -> int:
    open_, over, paused, kept, cancelled = (bits >> place & 1 for place in range(5))
    if not kept:
        return _NO_TARGET
    if cancelled:
        return _CANCELLED
    if open_:
        return _PAUSED if paused else _RUNNING
    return _BREACHED if over else _MET


_STATE = np.array([_state_of(bits) for bits in range(32)], dtype=np.int8)
# Tickets that go in lock-step at a time, so that all steps find them in the cache.
_BLOCK = 32_768
_Arrays = dict[str, npt.NDArray[Any]]
_DTYPES: dict[str, Any] = {
    "ticket": np.int64, "metric": np.int8, "cycle": np.int64, "started_at": np.int64,
    "ended_at": np.int64, "end_reason": np.int8, "target": np.int64, "clock": np.int8,
    "row": np.int32, "elapsed": np.int64, "elapsed_business": np.int64,
    "elapsed_calendar": np.int64, "paused": np.int64, "paused_wall": np.int64,
    "due_at": np.int64, "state": np.int8, "breached": bool, "breached_at": np.int64,
    "overdue": np.int64, "remaining": np.int64, "earlier_breaches": np.int64, "doubtful": bool,
}  # fmt: skip


def period_arrays(
    ready: CompiledPolicy, histories: Histories, now: int, granted: Mapping[int, Granted]
) -> _Arrays:
    """Periods of histories as arrays, in order of tickets: the kernel of `periods`."""
    plan = lock_plan(ready)
    alone = np.zeros(len(histories.ids), dtype=bool)
    alone[list(granted)] = True
    blocks = []
    if plan is None:
        alone[:] = True
    else:
        blocks = [_block(plan, histories, some, now) for some in _blocks(histories, ~alone)]
    blocks.append(rows_one_by_one(ready, histories, np.flatnonzero(alone).tolist(), now, granted))
    # Where the periods of each ticket begin among all.
    counts = np.zeros(len(histories.bounds), dtype=np.int64)
    for block in blocks:
        counts[1:] += np.bincount(block["ticket"], minlength=counts.size - 1)
    begins = np.cumsum(counts)
    out = {name: np.empty(int(begins[-1]), dtype=dtype) for name, dtype in _DTYPES.items()}
    while blocks:
        block = blocks.pop()
        place: Any = begins.take(block["ticket"]) + block.pop("place")
        if place.size and int(place[-1]) - int(place[0]) == place.size - 1:
            # They stand one after the other, and a block is in the order of tickets.
            place = slice(int(place[0]), int(place[-1]) + 1)
        for name, values in block.items():
            out[name][place] = values
    return out


def _blocks(histories: Histories, wanted: BoolArray) -> Iterator[Int64Array]:
    """Tickets in blocks, in falling order of events."""
    sizes = np.diff(histories.bounds) * wanted
    order = np.argsort(-sizes, kind="stable")
    some = int((sizes > 0).sum())
    for start in range(0, some, _BLOCK):
        yield order[start : min(start + _BLOCK, some)]


def _laid_out(plan: LockPlan, histories: Histories, chosen: Int64Array, now: int) -> Events:
    """Events of some tickets by step."""
    begin = histories.bounds[chosen]
    sizes = histories.bounds[chosen + 1] - begin
    longest = int(sizes[0]) if sizes.size else 0
    # Sizes fall, so that the tickets that have a k-th event come first.
    active = np.searchsorted(-sizes, -np.arange(longest), side="left")
    places = [begin[:n] + k for k, n in enumerate(active.tolist())]
    place = np.concatenate(places) if places else np.zeros(0, dtype=np.int64)
    match = tuple(
        np.array([*(known.get(name, 0) for name in histories.names), 0], dtype=np.int64)
        for known in plan.mentioned
    )
    return Events(
        at=np.append(histories.at[place], now),
        kind=histories.kind[place],
        value=histories.value[place],
        starts=np.cumsum(active) - active,
        active=active,
        match=match,
        first=histories.first[:, chosen],
    )


def _block(plan: LockPlan, histories: Histories, chosen: Int64Array, now: int) -> _Arrays:
    """Periods of some tickets, which stand in falling order of events."""
    events = _laid_out(plan, histories, chosen, now)
    found = run_lockstep(plan, events, chosen)
    figures = measured(plan, found, events.at)
    open_ = found.reason == 0
    length, elapsed = figures.length, figures.elapsed
    kept, over = length >= 0, figures.breach != NAT
    # Bits, from which the state is looked up.
    bits = open_ * np.int8(1) + over * np.int8(2) + found.paused * np.int8(4)
    bits += kept * np.int8(8) + (found.reason >= BY_MERGE) * np.int8(16)
    return {
        "ticket": chosen.take(found.ticket),
        "place": found.place,
        "metric": found.metric,
        "cycle": found.cycle,
        "started_at": events.at.take(found.start),
        "ended_at": np.where(open_, NAT, events.at.take(found.end)),
        "end_reason": found.reason - 1,
        "target": length if kept.all() else np.where(kept, length, NAT),
        "clock": (kept & ~figures.business) - (~kept).view(np.int8),
        "row": found.row,
        "elapsed": elapsed,
        "elapsed_business": figures.elapsed_business,
        "elapsed_calendar": figures.elapsed_calendar,
        "paused": figures.paused,
        "paused_wall": figures.paused_wall,
        "due_at": figures.due,
        "state": _STATE.take(bits),
        "breached": over,
        "breached_at": figures.breach,
        "overdue": np.maximum(elapsed - length, 0) * kept,
        "remaining": np.where(open_ & kept, length - elapsed, NAT),
        "earlier_breaches": figures.earlier,
        "doubtful": figures.doubtful,
    }
