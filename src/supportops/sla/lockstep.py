"""The clocks of many tickets in lock-step: the first event of all of them, then the second.

What an event does to the period of a metric stands in the table of `transitions`, which the clock
of one ticket goes by too. Here it only says which periods begin and end where; how long they
lasted is measured afterwards, in `measuring`.
"""

from typing import Any

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops.sla.lockblock import (
    ASSIGNEE,
    BY_MERGE,
    BY_RESTART,
    BY_SOLVING,
    CALENDAR,
    CREATED,
    FULFILLED,
    MESSAGE,
    STATUS,
    Block,
    Events,
    Found,
    Track,
    aim,
    begin,
    calendars_of,
    cancel,
    cut,
    end,
    finish,
    found_in,
    go_on,
    modes_of,
    rows_of,
    steps,
)  # fmt: skip
from supportops.sla.lockplan import LockPlan
from supportops.sla.targets import FIELDS
from supportops.sla.transitions import ACTION, BEGIN, BIT, END, GO_ON, NEXT, OPEN, OVER, RENEW, cell

__all__ = ["run_lockstep"]

_GROUP, _PRIORITY = FIELDS.index("group"), FIELDS.index("priority")
_CHANGED = [BIT[f"{name.replace('_', ' ')} changed"] for name in FIELDS[:4]]
_CHANGED += [BIT["group assigned"], BIT["agent assigned"]]
_ACTIONS, _NEXT = np.array(ACTION, dtype=np.int8), np.array(NEXT, dtype=np.int8)

# Why a period ended, by whether its ticket was solved.
_REASON = np.array([FULFILLED, BY_SOLVING], dtype=np.int8)


def run_lockstep(plan: LockPlan, events: Events, chosen: Int64Array) -> Found:
    """Periods of a block of tickets under a plan, in the order of `chosen`."""
    block = _block(plan, events)
    for start, active in zip(events.starts.tolist(), events.active.tolist(), strict=True):
        block.base = start
        _step(block, active)
    finish(block)
    return found_in(block, chosen)


def _block(plan: LockPlan, events: Events) -> Block:
    n = events.first.shape[1]

    def zeros(dtype: Any = np.int64) -> Any:
        return np.zeros(n, dtype=dtype)

    tracks = [
        Track(place, rules, n, wanted=plan.tracked[place])
        for place, (_, rules) in enumerate(plan.metrics)
    ]
    own, fixed = np.full(n, -1), zeros(bool)
    kinds = np.bincount(events.kind, minlength=1).nonzero()[0].tolist()
    if plan.ready.policy.on_calendar_change == "last_wins":
        own = _last_calendars(plan, events)
        fixed = own >= 0
    return Block(
        plan, events, tracks,
        names=events.first.copy(), row=rows_of(plan, events, events.first), periods=zeros(),
        status=np.full(n, plan.solved.size), own=own, solved=zeros(bool), created=zeros(bool),
        unanswered=zeros(),
        bits=zeros(plan.dtype),
        stirred=zeros(bool), fixed=fixed, kinds=kinds,
        moving=CALENDAR in kinds,
        calling=CALENDAR in kinds or bool(fixed.any()),
        resuming=plan.ready.policy.on_customer_message == "resume",
    )  # fmt: skip


def _last_calendars(plan: LockPlan, events: Events) -> Int64Array:
    """Calendar that counts for everything where the last one wins, -1 for none."""
    names, own = events.first.copy(), np.full(events.first.shape[1], -1)
    for _, kind, value in steps(events):
        for place in range(len(FIELDS)):
            (hit,) = (kind == place).nonzero()
            names[place, hit] = value[hit]
        (hit,) = (kind == CALENDAR).nonzero()
        own[hit] = value[hit]
    return np.where(own >= 0, own, plan.own_calendar[rows_of(plan, events, names)])


def _step(block: Block, active: int) -> None:
    part = slice(block.base, block.base + active)
    kind, value = block.events.kind[part], block.events.value[part]
    bits: Any = np.zeros(active, dtype=block.plan.dtype)
    block.bits = bits
    stirred = block.stirred = np.zeros(active, dtype=bool)
    for place in block.kinds:
        (hit,) = (kind == place).nonzero()
        if not hit.size:
            continue
        if place < CREATED:
            _rename(block, place, hit, value)
        elif place == CREATED:
            block.created[hit] = True
            bits[hit] = value[hit] | _holders(block, hit)
            bits[hit[block.names[_PRIORITY, hit] >= 0]] |= BIT["priority set"]
        elif place == MESSAGE:
            bits[hit] = value[hit]
            _heard(block, hit)
        elif place == STATUS:
            _enter(block, hit, value)
            stirred[hit] = True
        elif place == CALENDAR:
            _move(block, hit, value)
        else:
            for track in block.tracks:
                cancel(block, track, hit[track.state[hit] == OPEN], BY_MERGE)
    _turn(block)
    if block.resuming:
        (hit,) = (bits & BIT["customer message"]).nonzero()
        for track in block.tracks:
            track.resumed[hit] = True
        stirred[hit] = True
    (hit,) = stirred.nonzero()
    if hit.size:
        _shift(block, hit)


def _holders(block: Block, hit: Int64Array) -> Any:
    group = np.where(block.names[_GROUP, hit] >= 0, _CHANGED[_GROUP], 0)
    return group | np.where(block.names[ASSIGNEE, hit] >= 0, _CHANGED[ASSIGNEE], 0)


def _rename(block: Block, place: int, hit: Int64Array, value: Any) -> None:
    """Fields of tickets that change, and with them perhaps the row."""
    plan, names, bits = block.plan, block.names[place], block.bits
    new = value[hit]
    changed = names[hit] != new
    hit, new = hit[changed], new[changed]
    was_none = names[hit] < 0
    names[hit] = new
    live = block.created[hit]
    bits[hit[live]] = _CHANGED[place]
    if place == _PRIORITY:
        bits[hit[live & was_none]] |= BIT["priority set"]
    if place == ASSIGNEE or not plan.mentioned[place]:
        return
    row = rows_of(plan, block.events, block.names[:, hit])
    moved = block.row[hit] != row
    block.row[hit] = row
    how = plan.ready.policy.on_priority_change
    if how == "lock":
        return
    hit = hit[moved & live]
    block.stirred[hit] = True
    for track in block.tracks:
        mine = hit[track.state[hit] == OPEN]
        if not (track.wanted and mine.size):
            continue
        if how == "restart":
            old, new = track.row[mine], block.row[mine]
            anew = plan.promised[track.place, old]
            anew &= plan.targets[track.place, old] != plan.targets[track.place, new]
            again, mine = mine[anew], mine[~anew]
            cancel(block, track, again, BY_RESTART)
            begin(block, track, again)
        aim(block, track, mine)


def _heard(block: Block, hit: Int64Array) -> None:
    if block.plan.unresponsive is None:
        return
    of = block.bits[hit]
    replies, asked = hit[of == BIT["agent reply"]], hit[of == BIT["customer message"]]
    block.unanswered[replies] += 1
    block.unanswered[asked] = 0
    block.stirred[replies] = block.stirred[asked] = True


def _enter(block: Block, hit: Int64Array, value: Any) -> None:
    """Statuses that tickets enter."""
    plan, new = block.plan, value.take(hit).astype(np.intp)
    before, after = block.solved.take(hit), plan.solved.take(new)
    of = plan.status_bits.take(new)
    of *= new != block.status.take(hit)
    of |= after * np.int64(BIT["solved"])
    (again,) = (before & ~after).nonzero()
    if again.size:
        of[again] |= BIT["reopened"] | _holders(block, hit.take(again))
    block.status[hit], block.solved[hit] = new, after
    block.bits[hit] = of
    for track in block.tracks:
        if track.rules.resume or block.resuming:
            track.resumed[hit] = False


def _move(block: Block, hit: Int64Array, value: Any) -> None:
    """Calendars that come into force."""
    free = hit[~block.fixed[hit]]
    block.own[free] = value[free]
    for track in block.tracks:
        if not track.wanted:
            continue
        mine = free[track.state[free] == OPEN]
        moved = track.calendar[mine] != calendars_of(block, mine, track.row[mine])
        mine = mine[moved]
        cut(block, track, mine)
        track.calendar[mine] = calendars_of(block, mine, track.row[mine])


def _turn(block: Block) -> None:
    """Move every metric by the transition table."""
    ready, bits = block.plan.ready, block.bits
    # Conditions on other metrics look at how things stood before the event.
    over = {
        name: block.tracks[place].state[: bits.size] == OVER
        for place, name in enumerate(ready.metrics)
        if name in ready.conditions
    }
    for track in block.tracks:
        rules = track.rules
        (hit,) = ((bits & rules.interest) != 0).nonzero()
        if not hit.size:
            continue
        of, state = bits.take(hit), track.state.take(hit)
        starts = (of & rules.start) != 0
        if rules.once:
            starts &= state != OVER
        if rules.after is not None:
            starts &= over[rules.after][hit]
        if rules.unsolved:
            starts &= ~block.solved[hit]
        # Small numbers, which are worked on many at a time.
        stops, reopens = (((of & mask) != 0).view(np.int8) for mask in (rules.stop, rules.reopen))
        place = cell(state, starts.view(np.int8), stops, reopens, rule=ready.rule).astype(np.intp)
        action = _ACTIONS.take(place)
        track.state[hit] = _NEXT.take(place)
        if rules.resume or rules.hold or rules.release:
            _hold(block, track, hit, of)
        if track.wanted:
            _act(block, track, hit, action, of)


def _hold(block: Block, track: Track, hit: Int64Array, of: Any) -> None:
    rules = track.rules
    track.resumed[hit[(of & rules.resume) != 0]] = True
    releases = (of & rules.release) != 0
    track.held[hit[((of & rules.hold) != 0) & ~releases]] = True
    track.held[hit[releases]] = False
    block.stirred[hit[(of & (rules.resume | rules.hold | rules.release)) != 0]] = True


def _act(block: Block, track: Track, hit: Int64Array, action: Any, of: Any) -> None:
    (ends,) = ((action == END) | (action == RENEW)).nonzero()
    if ends.size:
        reason = _REASON.take((of.take(ends) & BIT["solved"]) != 0)
        end(block, track, hit.take(ends), reason)
    (begins,) = ((action == BEGIN) | (action == RENEW)).nonzero()
    if begins.size:
        begin(block, track, hit.take(begins))
    (on,) = (action == GO_ON).nonzero()
    if on.size:
        go_on(block, track, hit.take(on))


def _shift(block: Block, hit: Int64Array) -> None:
    for track in block.tracks:
        if not track.wanted:
            continue
        (running,) = (track.state.take(hit) == OPEN).nonzero()
        if not running.size:
            continue
        mine = hit.take(running)
        modes = modes_of(block, track, mine)
        (other,) = (modes != track.mode[mine]).nonzero()
        mine = mine.take(other)
        cut(block, track, mine)
        track.mode[mine] = modes.take(other)
