"""Whole tables: every period of every ticket, by the clock that `replay` goes by."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Int64Array
from supportops._kit.instants import NAT, instant
from supportops.sla.compiled import CompiledPolicy, compiled_policy
from supportops.sla.encoding import Histories, read_histories
from supportops.sla.events import micros_of
from supportops.sla.lockplan import LockPlan, lock_plan
from supportops.sla.lockstep import REASONS, Events, run_lockstep
from supportops.sla.measuring import measured
from supportops.sla.policy import SlaPolicy
from supportops.sla.targets import FIELDS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["STATES", "period_arrays", "periods"]

STATES: tuple[str, ...] = ("met", "breached", "running", "paused", "cancelled", "no_target")
_MET, _BREACHED, _RUNNING, _PAUSED, _CANCELLED, _NO_TARGET = range(6)
_CLOCKS: tuple[str, ...] = ("business", "calendar")
# Tickets that go in lock-step at a time, so that all steps find them in the cache.
_BLOCK = 8_192
_Arrays = dict[str, npt.NDArray[Any]]


def periods(
    tickets: "pd.DataFrame | None",
    events: "pd.DataFrame",
    *,
    policy: SlaPolicy,
    now: datetime,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Every period of every ticket under a policy, as `replay` finds it for one.

    Parameters
    ----------
    tickets : DataFrame or None
        One row a ticket: ``ticket_id``; ``created_at`` where the events hold no creation (by
        the customer then); ``priority``, ``customer_tier``, ``channel``, ``category`` and
        ``group`` as they were *at the creation*. None takes the tickets from `events`.
    events : DataFrame
        One row an event in any order, ties of time in the order of the table: ``ticket_id``,
        ``at``, ``kind``, ``value``, ``actor``, ``public``, as in `TicketEvent`.
    policy : SlaPolicy
        The promises, and the rules of the clock.
    now : datetime
        As of when; later events are left out.
    columns : mapping of str to str, optional
        For a declared name the caller's heading: ``{"ticket_id": "Id"}``.

    Returns
    -------
    DataFrame
        One row for each ticket, metric and cycle, in the order of `tickets` and within a ticket
        by start. Instants in the zone of `now`; names of metrics, rows, states, clocks and
        reasons are categories of the policy, so that dtypes depend on nothing else.

    Raises
    ------
    InputError
        As `replay` does; and for events of tickets that are not in `tickets`.

    Warns
    -----
    SupportOpsWarning
        If events lie before the creation of their ticket, which are left out.

    Notes
    -----
    The k-th event of all tickets is taken at once, by the transition table of `replay` and the
    same tables of business time; both agree to the microsecond. Tickets do not know of one
    another: a table split by ticket gives the same rows. Warnings and traces are asked of
    `replay` for the tickets that matter.

    Examples
    --------
    >>> import pandas as pd
    >>> from supportops import sla
    >>> at = pd.to_datetime(["2026-03-02T09:00Z", "2026-03-02T11:30Z"])
    >>> log = pd.DataFrame({"ticket_id": 7, "at": at, "kind": ["created", "message"],
    ...                     "actor": ["customer", "agent"]})
    >>> known = pd.DataFrame({"ticket_id": [7], "priority": ["P2"]})
    >>> found = sla.periods(known, log, policy=sla.preset("priority"), now=at[1])
    >>> found[["metric", "state", "elapsed"]].to_dict("records")[0]
    {'metric': 'first_response', 'state': 'breached', 'elapsed': Timedelta('0 days 02:30:00')}
    """
    ready = compiled_policy(policy)
    moment = instant(now, "now")
    histories = read_histories(tickets, events, ready, moment, columns)
    return _frame(period_arrays(ready, histories, micros_of(moment)), histories, ready, moment)


def period_arrays(ready: CompiledPolicy, histories: Histories, now: int) -> _Arrays:
    """Periods of histories as arrays, in order of tickets: the kernel of `periods`."""
    plan = lock_plan(ready)
    blocks = [_block(plan, histories, chosen, now) for chosen in _blocks(histories)]
    if not blocks:
        chosen = np.zeros(0, dtype=np.int64)
        blocks = [_block(plan, histories, chosen, now)]
    # Where the periods of each ticket begin among all.
    counts = np.zeros(len(histories.bounds), dtype=np.int64)
    for block in blocks:
        counts[1:] += np.bincount(block["ticket"], minlength=counts.size - 1)
    begins = np.cumsum(counts)
    out = {
        name: np.empty(int(begins[-1]), dtype=values.dtype) for name, values in blocks[0].items()
    }
    del out["place"]
    while blocks:
        block = blocks.pop()
        place = begins[block["ticket"]] + block.pop("place")
        for name, values in block.items():
            out[name][place] = values
    return out


def _blocks(histories: Histories) -> Iterator[Int64Array]:
    """Tickets in blocks, in falling order of events."""
    sizes = np.diff(histories.bounds)
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
    found = run_lockstep(plan, events)
    figures = measured(plan, found, events.at)
    open_ = found.reason == 0
    length, elapsed = figures.length, figures.elapsed
    target = np.where(length < 0, NAT, length)
    over = figures.breach != NAT
    state = np.where(
        open_, np.where(found.paused, _PAUSED, _RUNNING), np.where(over, _BREACHED, _MET)
    )
    state = np.where(found.reason >= REASONS.index("merged"), _CANCELLED, state)
    return {
        "ticket": chosen[found.ticket],
        "place": found.place,
        "metric": found.metric.astype(np.int8),
        "cycle": found.cycle,
        "started_at": events.at[found.start],
        "ended_at": np.where(open_, NAT, events.at[found.end]),
        "end_reason": (found.reason - 1).astype(np.int8),
        "target": target,
        "clock": np.where(length < 0, -1, np.where(figures.business, 0, 1)).astype(np.int8),
        "row": found.row.astype(np.int32),
        "elapsed": elapsed,
        "elapsed_business": figures.elapsed_business,
        "elapsed_calendar": figures.elapsed_calendar,
        "paused": figures.paused,
        "paused_wall": figures.paused_wall,
        "due_at": figures.due,
        "state": np.where(length < 0, _NO_TARGET, state).astype(np.int8),
        "breached": over,
        "breached_at": figures.breach,
        "overdue": np.where(length < 0, 0, np.maximum(elapsed - length, 0)),
        "remaining": np.where(open_ & (length >= 0), length - elapsed, NAT),
        "earlier_breaches": figures.earlier,
        "doubtful": figures.doubtful,
    }


def _frame(
    arrays: _Arrays, histories: Histories, ready: CompiledPolicy, now: datetime
) -> "pd.DataFrame":
    import pandas as pd

    labels = [*(row.label for row in ready.rows), ready.none.label]
    words: dict[str, list[str]] = {
        "metric": list(ready.metrics),
        "end_reason": [str(reason) for reason in REASONS[1:]],
        "clock": list(_CLOCKS),
        "row": labels,
        "state": list(STATES),
    }
    zone = now.tzinfo
    out: dict[str, Any] = {"ticket_id": histories.ids.take(arrays.pop("ticket")).reset_index(drop=True)}
    for name in list(arrays):
        values = arrays.pop(name)
        if name in words:
            out[name] = _category(values, words[name])
        elif name.endswith("_at"):
            out[name] = _instants(values, zone)
        elif name in _DURATIONS:
            out[name] = values.view("timedelta64[us]")
        else:
            out[name] = values
    return pd.DataFrame(out, copy=False)


_DURATIONS = frozenset(
    {
        "target", "elapsed", "elapsed_business", "elapsed_calendar", "paused", "paused_wall",
        "overdue", "remaining",
    }
)  # fmt: skip


def _category(codes: npt.NDArray[Any], words: list[str]) -> Any:
    import pandas as pd

    # Rows may share a label.
    unique = list(dict.fromkeys(words))
    if len(unique) < len(words):
        codes = np.array([unique.index(word) for word in words], dtype=codes.dtype)[codes]
    return pd.Categorical.from_codes(codes, categories=unique)  # type: ignore[arg-type]  # codes are an array


def _instants(micros: Int64Array, zone: tzinfo | None) -> Any:
    import pandas as pd

    aware = pd.DatetimeIndex(micros.view("datetime64[us]")).tz_localize("UTC")
    return aware.tz_convert(zone)
