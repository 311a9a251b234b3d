"""The clocks of many tickets in lock-step: the first event of all of them, then the second.

What an event does to the period of a metric stands in the table of `transitions`, which the clock
of one ticket goes by too. Here it only says which periods begin and end where; how long they
lasted is measured afterwards, in `measuring`.

Positions are places in the arrays of events, which are laid out by step: the first event of every
ticket, then the second of those that have one. Tickets stand in falling order of events.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import BoolArray, Int64Array
from supportops.sla.exceptions import ExceptionKind
from supportops.sla.lockplan import LockPlan, rows_at
from supportops.sla.targets import FIELDS
from supportops.sla.transitions import (
    ACTION,
    BEGIN,
    BIT,
    END,
    GO_ON,
    NEXT,
    OPEN,
    OVER,
    RENEW,
    Masks,
    cell,
)

__all__ = ["COUNTED", "COUNTED_GAP", "KINDS", "PAUSE", "REASONS", "Events", "Found", "run_lockstep"]

#: Kinds of events by number; the fields of tickets come first.
KINDS: tuple[str, ...] = (*FIELDS, "assignee", "created", "message", "status", "calendar", "merged")
_ASSIGNEE, _CREATED, _MESSAGE, _STATUS, _CALENDAR, _MERGED = range(5, 11)
_GROUP, _PRIORITY = FIELDS.index("group"), FIELDS.index("priority")
#: Why a period ended, by number; the first is that it did not.
REASONS: tuple[str | None, ...] = (
    None, "fulfilled", "solved", "merged", "restarted", *get_args(ExceptionKind),
)  # fmt: skip
_OPEN, _FULFILLED, _BY_SOLVING, _BY_MERGE, _BY_RESTART = range(5)

#: What a stretch was to its period.
COUNTED, PAUSE, COUNTED_GAP = 0, 1, 2

_CHANGED = [BIT[f"{name.replace('_', ' ')} changed"] for name in FIELDS[:4]]
_CHANGED += [BIT["group assigned"], BIT["agent assigned"]]
_ACTIONS, _NEXT = np.array(ACTION, dtype=np.int8), np.array(NEXT, dtype=np.int8)
_Parts = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Events of a block of tickets, laid out by step.

    Attributes
    ----------
    at : ndarray of int64
        When [us], and behind the last event the present.
    kind : ndarray of int8
        Place in `KINDS`.
    value : ndarray of int32
        Of a field its name's number, of a status or a calendar its place in the plan, of a
        creation or a message the bits that it sets.
    starts, active : ndarray of int
        Where each step begins, and how many tickets have it.
    match : tuple of ndarray
        By field of tickets: for a name's number its place in the plan, for -1 (no name) 0.
    first : ndarray of int
        By field, the assignee last, and ticket: the name's number at the creation, -1 for none.
    """

    at: Int64Array
    kind: npt.NDArray[np.int8]
    value: npt.NDArray[np.int32]
    starts: Int64Array
    active: Int64Array
    match: tuple[Int64Array, ...]
    first: Int64Array


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Periods of a block of tickets, and the stretches that they are made of.

    Attributes
    ----------
    ticket, place, metric, cycle, start : ndarray of int
        By period: place of the ticket, of the period among those of the ticket, of the metric,
        its number in the metric, position of its start.
    row, end, reason, paused : ndarray
        By period: governing row, position of its end, place in `REASONS`, and whether the clock
        stood at the end.
    stretches : ndarray of int
        Where the stretches of each period begin.
    first, last, mode, calendar : ndarray of int
        By stretch: positions of its ends, what it was, and the calendar in force.
    aims : ndarray of int
        Where the aims of each period begin; an aim holds until the next one of its period.
    aim_stretch, aim_row, aim_calendar : ndarray of int
        By aim: the stretch with which it begins, its row and its calendar.
    """

    ticket: Int64Array
    place: Int64Array
    metric: Int64Array
    cycle: Int64Array
    start: Int64Array
    row: Int64Array
    end: Int64Array
    reason: Int64Array
    paused: BoolArray
    stretches: Int64Array
    first: Int64Array
    last: Int64Array
    mode: Int64Array
    calendar: Int64Array
    aims: Int64Array
    aim_stretch: Int64Array
    aim_row: Int64Array
    aim_calendar: Int64Array


# Columns of the record that a metric keeps of the last period of each ticket.
_PERIOD, _STRETCH, _MARK, _MODE, _IN_FORCE, _AT_ROW, _AIM = range(7)


class _Track:
    """One metric of every ticket: its state, and the record of the last period.

    A record is a row, so that taking it copies one piece of memory; the columns have names.
    """

    def __init__(self, place: int, rules: Masks, n: int, *, wanted: bool) -> None:
        self.place, self.rules, self.wanted = place, rules, wanted
        self.state = np.zeros(n, dtype=np.int8)
        self.record = np.zeros((n, 7), dtype=np.int32)
        columns = self.record.T
        self.period, self.stretch, self.mark, self.mode = columns[:4]
        self.calendar, self.row, self.aim = columns[4:]
        self.cycle, self.stop = np.zeros((2, n), dtype=np.int64)
        self.resumed, self.held = np.zeros((2, n), dtype=bool)


@dataclass(slots=True, eq=False)
class _Block:
    plan: LockPlan
    events: Events
    tracks: list[_Track]
    names: Int64Array
    row: Int64Array
    periods: Int64Array
    status: Int64Array
    own: Int64Array
    solved: BoolArray
    created: BoolArray
    unanswered: Int64Array
    fixed: BoolArray
    moving: bool
    resuming: bool
    base: int = 0
    count: int = 0
    begun: _Parts = field(default_factory=list)
    ended: _Parts = field(default_factory=list)
    inner: _Parts = field(default_factory=list)
    aimed: _Parts = field(default_factory=list)


def run_lockstep(plan: LockPlan, events: Events) -> Found:
    """Periods of a block of tickets under a plan."""
    block = _block(plan, events)
    for start, active in zip(events.starts.tolist(), events.active.tolist(), strict=True):
        block.base = start
        _step(block, active)
    _finish(block)
    return _found(block)


def _block(plan: LockPlan, events: Events) -> _Block:
    n = events.first.shape[1]

    def zeros(dtype: Any = np.int64) -> Any:
        return np.zeros(n, dtype=dtype)

    tracks = [
        _Track(place, rules, n, wanted=plan.tracked[place])
        for place, (_, rules) in enumerate(plan.metrics)
    ]
    own, fixed = np.full(n, -1), zeros(bool)
    if plan.ready.policy.on_calendar_change == "last_wins":
        own = _last_calendars(plan, events)
        fixed = own >= 0
    return _Block(
        plan, events, tracks,
        names=events.first.copy(), row=_rows(plan, events, events.first), periods=zeros(),
        status=np.full(n, plan.solved.size), own=own, solved=zeros(bool), created=zeros(bool),
        unanswered=zeros(), fixed=fixed, moving=bool((events.kind == _CALENDAR).any()),
        resuming=plan.ready.policy.on_customer_message == "resume",
    )  # fmt: skip


def _rows(plan: LockPlan, events: Events, names: Int64Array) -> Int64Array:
    return rows_at(plan, tuple(match[names[i]] for i, match in enumerate(events.match)))


def _steps(events: Events) -> Iterator[tuple[int, Any, Any]]:
    for start, active in zip(events.starts.tolist(), events.active.tolist(), strict=True):
        part = slice(start, start + active)
        yield start, events.kind[part], events.value[part]


def _last_calendars(plan: LockPlan, events: Events) -> Int64Array:
    """Calendar that counts for everything where the last one wins, -1 for none."""
    names, own = events.first.copy(), np.full(events.first.shape[1], -1)
    for _, kind, value in _steps(events):
        for place in range(len(FIELDS)):
            hit = np.flatnonzero(kind == place)
            names[place, hit] = value[hit]
        hit = np.flatnonzero(kind == _CALENDAR)
        own[hit] = value[hit]
    return np.where(own >= 0, own, plan.own_calendar[_rows(plan, events, names)])


def _step(block: _Block, active: int) -> None:
    part = slice(block.base, block.base + active)
    kind, value = block.events.kind[part], block.events.value[part]
    bits = np.zeros(active, dtype=block.plan.dtype)
    stirred = np.zeros(active, dtype=bool)
    for place in range(_CREATED):
        if (hit := np.flatnonzero(kind == place)).size:
            _rename(block, place, hit, value, bits, stirred)
    if (hit := np.flatnonzero(kind == _CREATED)).size:
        block.created[hit] = True
        bits[hit] = value[hit] | _holders(block, hit)
        bits[hit[block.names[_PRIORITY, hit] >= 0]] |= BIT["priority set"]
    if (hit := np.flatnonzero(kind == _MESSAGE)).size:
        bits[hit] = value[hit]
        _heard(block, hit, bits, stirred)
    if (hit := np.flatnonzero(kind == _STATUS)).size:
        _enter(block, hit, value, bits)
        stirred[hit] = True
    if (hit := np.flatnonzero(kind == _CALENDAR)).size:
        _move(block, hit, value)
    if (hit := np.flatnonzero(kind == _MERGED)).size:
        for track in block.tracks:
            _cancel(block, track, hit[track.state[hit] == OPEN], _BY_MERGE)
    _turn(block, bits, stirred)
    if block.resuming:
        hit = np.flatnonzero(bits & BIT["customer message"])
        for track in block.tracks:
            track.resumed[hit] = True
        stirred[hit] = True
    if (hit := np.flatnonzero(stirred)).size:
        _shift(block, hit)


def _holders(block: _Block, hit: Int64Array) -> Any:
    group = np.where(block.names[_GROUP, hit] >= 0, _CHANGED[_GROUP], 0)
    return group | np.where(block.names[_ASSIGNEE, hit] >= 0, _CHANGED[_ASSIGNEE], 0)


def _rename(
    block: _Block, place: int, hit: Int64Array, value: Any, bits: Any, stirred: BoolArray
) -> None:
    """Fields of tickets that change, and with them perhaps the row."""
    plan, names = block.plan, block.names[place]
    new = value[hit]
    changed = names[hit] != new
    hit, new = hit[changed], new[changed]
    was_none = names[hit] < 0
    names[hit] = new
    live = block.created[hit]
    bits[hit[live]] = _CHANGED[place]
    if place == _PRIORITY:
        bits[hit[live & was_none]] |= BIT["priority set"]
    if place == _ASSIGNEE or not plan.mentioned[place]:
        return
    row = _rows(plan, block.events, block.names[:, hit])
    moved = block.row[hit] != row
    block.row[hit] = row
    how = plan.ready.policy.on_priority_change
    if how == "lock":
        return
    hit = hit[moved & live]
    stirred[hit] = True
    for track in block.tracks:
        mine = hit[track.state[hit] == OPEN]
        if not (track.wanted and mine.size):
            continue
        if how == "restart":
            old, new = track.row[mine], block.row[mine]
            anew = plan.promised[track.place, old]
            anew &= plan.targets[track.place, old] != plan.targets[track.place, new]
            again, mine = mine[anew], mine[~anew]
            _cancel(block, track, again, _BY_RESTART)
            _begin(block, track, again)
        _aim(block, track, mine)


def _heard(block: _Block, hit: Int64Array, bits: Any, stirred: BoolArray) -> None:
    if block.plan.unresponsive is None:
        return
    of = bits[hit]
    replies, asked = hit[of == BIT["agent reply"]], hit[of == BIT["customer message"]]
    block.unanswered[replies] += 1
    block.unanswered[asked] = 0
    stirred[replies] = stirred[asked] = True


def _enter(block: _Block, hit: Int64Array, value: Any, bits: Any) -> None:
    """Statuses that tickets enter."""
    plan, new = block.plan, value[hit]
    before, after = block.solved[hit], plan.solved[new]
    of = np.where(new != block.status[hit], plan.status_bits[new], 0)
    of |= np.where(after, BIT["solved"], 0)
    again = before & ~after
    of[again] |= BIT["reopened"] | _holders(block, hit[again])
    block.status[hit], block.solved[hit] = new, after
    bits[hit] = of
    for track in block.tracks:
        track.resumed[hit] = False


def _move(block: _Block, hit: Int64Array, value: Any) -> None:
    """Calendars that come into force."""
    free = hit[~block.fixed[hit]]
    block.own[free] = value[free]
    for track in block.tracks:
        if not track.wanted:
            continue
        mine = free[track.state[free] == OPEN]
        moved = track.calendar[mine] != _calendars(block, mine, track.row[mine])
        mine = mine[moved]
        _cut(block, track, mine)
        track.calendar[mine] = _calendars(block, mine, track.row[mine])


def _calendars(block: _Block, hit: Int64Array, row: Int64Array) -> Int64Array:
    own = block.own[hit]
    return np.where(own >= 0, own, block.plan.row_calendar[row])


def _turn(block: _Block, bits: Any, stirred: BoolArray) -> None:
    """Move every metric by the transition table."""
    ready, active = block.plan.ready, bits.size
    # Conditions on other metrics look at how things stood before the event.
    over = {
        name: block.tracks[place].state[:active] == OVER
        for place, name in enumerate(ready.metrics)
        if name in ready.conditions
    }
    for track in block.tracks:
        rules = track.rules
        hit = np.flatnonzero((bits & rules.interest) != 0)
        if not hit.size:
            continue
        of, state = bits[hit], track.state[hit]
        starts = (of & rules.start) != 0
        if rules.once:
            starts &= state != OVER
        if rules.after is not None:
            starts &= over[rules.after][hit]
        if rules.unsolved:
            starts &= ~block.solved[hit]
        place = cell(
            state.astype(np.int64),
            starts,
            (of & rules.stop) != 0,
            (of & rules.reopen) != 0,
            rule=ready.rule,
        )
        action = _ACTIONS[place]
        track.state[hit] = _NEXT[place]
        if rules.resume or rules.hold or rules.release:
            _hold(track, hit, of, stirred)
        if track.wanted:
            _act(block, track, hit, action, of)


def _hold(track: _Track, hit: Int64Array, of: Any, stirred: BoolArray) -> None:
    rules = track.rules
    track.resumed[hit[(of & rules.resume) != 0]] = True
    releases = (of & rules.release) != 0
    track.held[hit[((of & rules.hold) != 0) & ~releases]] = True
    track.held[hit[releases]] = False
    stirred[hit[(of & (rules.resume | rules.hold | rules.release)) != 0]] = True


def _act(block: _Block, track: _Track, hit: Int64Array, action: Any, of: Any) -> None:
    ends = (action == END) | (action == RENEW)
    if ends.any():
        reason = np.where((of[ends] & BIT["solved"]) != 0, _BY_SOLVING, _FULFILLED)
        _end(block, track, hit[ends], reason)
    begins = (action == BEGIN) | (action == RENEW)
    if begins.any():
        _begin(block, track, hit[begins])
    on = action == GO_ON
    if on.any():
        _go_on(block, track, hit[on])


def _modes(block: _Block, track: _Track, hit: Int64Array) -> Int64Array:
    plan = block.plan
    place = track.row.take(hit) * np.int64(plan.solved.size + 1) + block.status.take(hit)
    paused = plan.pause[track.place].take(place)
    if track.rules.resume or block.resuming:
        paused &= ~track.resumed.take(hit)
    if track.rules.hold:
        paused |= track.held.take(hit)
    if plan.unresponsive is not None and plan.unresponsive[1][track.place]:
        # The first reply is the answer, every further one a follow-up.
        paused |= block.unanswered.take(hit) > plan.unresponsive[0]
    return paused.astype(np.int64)


def _shift(block: _Block, hit: Int64Array) -> None:
    for track in block.tracks:
        if not track.wanted:
            continue
        mine = hit[track.state[hit] == OPEN]
        modes = _modes(block, track, mine)
        other = modes != track.mode[mine]
        mine = mine[other]
        _cut(block, track, mine)
        track.mode[mine] = modes[other]


def _begin(block: _Block, track: _Track, hit: Int64Array) -> None:
    track.cycle[hit] += 1
    track.state[hit] = OPEN
    row = block.row.take(hit)
    calendar = _calendars(block, hit, row)
    record = np.zeros((hit.size, 7), dtype=np.int32)
    record[:, _PERIOD] = np.arange(block.count, block.count + hit.size)
    record[:, _MARK] = start = block.base + hit
    record[:, _IN_FORCE] = calendar
    record[:, _AT_ROW] = row
    track.record[hit] = record
    track.mode[hit] = _modes(block, track, hit)
    block.count += hit.size
    block.begun.append(
        (
            hit,
            block.periods.take(hit),
            np.full(hit.size, track.place, dtype=np.int32),
            track.cycle.take(hit),
            start,
            row,
            calendar,
        )
    )
    block.periods[hit] += 1


def _cut(block: _Block, track: _Track, hit: Int64Array) -> None:
    """End a stretch and begin another one of the same period."""
    if hit.size:
        _stretch(block, track, hit, block.base + hit)
        track.mark[hit] = block.base + hit


def _stretch(block: _Block, track: _Track, hit: Int64Array, end: Int64Array) -> None:
    block.inner.append((track.record.take(hit, axis=0), end))
    track.stretch[hit] += 1


def _aim(block: _Block, track: _Track, hit: Int64Array) -> None:
    """Take the target of the row that governs now."""
    _cut(block, track, hit)
    row = block.row[hit]
    track.row[hit] = row
    track.calendar[hit] = _calendars(block, hit, row)
    _aims(block, track, hit)


def _aims(block: _Block, track: _Track, hit: Int64Array) -> None:
    track.aim[hit] += 1
    block.aimed.append((track.record.take(hit, axis=0),))


def _end(block: _Block, track: _Track, hit: Int64Array, reason: Any) -> None:
    track.stop[hit] = block.base + hit
    _close(block, track, hit, block.base + hit, reason)


def _close(block: _Block, track: _Track, hit: Int64Array, end: Int64Array, reason: Any) -> None:
    block.ended.append(
        (track.record.take(hit, axis=0), end, np.broadcast_to(reason, hit.shape))
    )


def _cancel(block: _Block, track: _Track, hit: Int64Array, reason: int) -> None:
    track.state[hit] = OVER
    if track.wanted:
        _end(block, track, hit, reason)


def _go_on(block: _Block, track: _Track, hit: Int64Array) -> None:
    """Go on after a solved gap, which counts only if the policy says so."""
    policy = block.plan.ready.policy
    _stretch(block, track, hit, track.stop[hit])
    track.mark[hit] = track.stop[hit]
    if policy.on_reopen == "count_gap":
        _gap(block, track, hit)
    if policy.on_priority_change != "lock":
        track.row[hit] = block.row[hit]
    track.calendar[hit] = _calendars(block, hit, track.row[hit])
    track.mark[hit] = block.base + hit
    track.mode[hit] = _modes(block, track, hit)
    _aims(block, track, hit)


def _gap(block: _Block, track: _Track, hit: Int64Array) -> None:
    """Count a gap on the calendars that came into force in it."""
    events = block.events
    ended = events.at[track.stop[hit]]
    track.mode[hit] = COUNTED_GAP
    for start, kind, value in _steps(events) if block.moving else ():
        if start == block.base:
            break
        # Tickets stand in falling order of events, so that all of `hit` have this step too.
        named = (kind[hit] == _CALENDAR) & (events.at[start + hit] > ended) & ~block.fixed[hit]
        mine = hit[named]
        _stretch(block, track, mine, start + mine)
        track.mark[mine] = start + mine
        track.calendar[mine] = value[mine]
    _stretch(block, track, hit, block.base + hit)


def _finish(block: _Block) -> None:
    """The present ends what is still open, without a reason."""
    now = block.events.kind.size
    for track in block.tracks:
        if track.wanted:
            hit = np.flatnonzero(track.state == OPEN)
            _close(block, track, hit, np.full(hit.size, now), _OPEN)


def _joined(parts: _Parts, *shapes: tuple[int, ...]) -> list[Int64Array]:
    if not parts:
        return [np.zeros(shape, dtype=np.int32) for shape in shapes]
    return [np.concatenate(column) for column in zip(*parts, strict=True)]


def _found(block: _Block) -> Found:
    ticket, place, metric, cycle, start, row, calendar = _joined(block.begun, *[(0,)] * 7)
    records, ends, reasons = _joined(block.ended, (0, 7), (0,), (0,))
    # A period that went on was closed before; what it was closed with last is true.
    closing = np.zeros(block.count, dtype=np.int64)
    closing[records[:, _PERIOD]] = np.arange(ends.size)
    closed, end = np.ascontiguousarray(records.take(closing, axis=0).T), ends.take(closing)
    stretches = _bounds(closed[_STRETCH])
    cuts, cut_ends = _joined(block.inner, (0, 7), (0,))
    cut = np.ascontiguousarray(cuts.T)
    inner, outer = stretches[cut[_PERIOD]] + cut[_STRETCH], stretches[1:] - 1
    aims = _bounds(closed[_AIM])
    (taken,) = _joined(block.aimed, (0, 7))
    aimed = np.ascontiguousarray(taken.T)
    later, first = aims[aimed[_PERIOD]] + aimed[_AIM], aims[:-1]
    begins = stretches[aimed[_PERIOD]] + aimed[_STRETCH]
    return Found(
        ticket, place, metric, cycle, start, closed[_AT_ROW], end, reasons.take(closing),
        closed[_MODE] == PAUSE, stretches,
        _merged((inner, cut[_MARK]), (outer, closed[_MARK])),
        _merged((inner, cut_ends), (outer, end)),
        _merged((inner, cut[_MODE]), (outer, closed[_MODE])),
        _merged((inner, cut[_IN_FORCE]), (outer, closed[_IN_FORCE])),
        aims,
        _merged((later, begins), (first, stretches[:-1])),
        _merged((later, aimed[_AT_ROW]), (first, row)),
        _merged((later, aimed[_IN_FORCE]), (first, calendar)),
    )  # fmt: skip


def _bounds(more: Int64Array) -> Int64Array:
    """Where the parts of each period begin, one and `more` of them, and their number."""
    out = np.zeros(more.size + 1, dtype=np.int64)
    np.cumsum(more + 1, out=out[1:])
    return out


def _merged(*parts: tuple[Int64Array, Int64Array]) -> Int64Array:
    """Values at their places."""
    out = np.empty(sum(place.size for place, _ in parts), dtype=np.int64)
    for place, values in parts:
        out[place] = values
    return out
