"""Periods of many tickets while they are being found: what begins, is cut, goes on and ends.

Positions are places in the arrays of events, which are laid out by step: the first event of every
ticket, then the second of those that have one. Tickets stand in falling order of events.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import BoolArray, Int64Array
from supportops.sla.exceptions import ExceptionKind
from supportops.sla.lockplan import LockPlan, rows_at
from supportops.sla.targets import FIELDS
from supportops.sla.transitions import OPEN, OVER, Masks

__all__ = [
    "ASSIGNEE", "BY_MERGE", "BY_RESTART", "BY_SOLVING", "CALENDAR", "COUNTED", "COUNTED_GAP",
    "CREATED", "FULFILLED", "KINDS", "MERGED", "MESSAGE", "PAUSE", "REASONS", "STATUS",
    "STILL_OPEN", "Block", "Events", "Found", "Track", "aim", "begin", "calendars_of", "cancel",
    "cut", "end", "finish", "found_in", "go_on", "modes_of", "rows_of", "steps",
]  # fmt: skip

#: Kinds of events by number; the fields of tickets come first.
KINDS: tuple[str, ...] = (*FIELDS, "assignee", "created", "message", "status", "calendar", "merged")
ASSIGNEE, CREATED, MESSAGE, STATUS, CALENDAR, MERGED = range(5, 11)
#: Why a period ended, by number; the first is that it did not.
REASONS: tuple[str | None, ...] = (
    None, "fulfilled", "solved", "merged", "restarted", *get_args(ExceptionKind),
)  # fmt: skip
STILL_OPEN, FULFILLED, BY_SOLVING, BY_MERGE, BY_RESTART = range(5)

#: What a stretch was to its period.
COUNTED, PAUSE, COUNTED_GAP = 0, 1, 2
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


class Track:
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
class Block:
    """A block of tickets between two events, and what was found so far."""

    plan: LockPlan
    events: Events
    tracks: list[Track]
    names: Int64Array
    row: Int64Array
    periods: Int64Array
    status: Int64Array
    own: Int64Array
    solved: BoolArray
    created: BoolArray
    unanswered: Int64Array
    bits: Any
    stirred: BoolArray
    fixed: BoolArray
    kinds: list[int]
    moving: bool
    calling: bool
    resuming: bool
    base: int = 0
    count: int = 0
    begun: _Parts = field(default_factory=list)
    ended: _Parts = field(default_factory=list)
    inner: _Parts = field(default_factory=list)
    aimed: _Parts = field(default_factory=list)


def steps(events: Events) -> Iterator[tuple[int, Any, Any]]:
    """Where each step begins, with the kinds and values of its events."""
    for start, active in zip(events.starts.tolist(), events.active.tolist(), strict=True):
        part = slice(start, start + active)
        yield start, events.kind[part], events.value[part]


def rows_of(plan: LockPlan, events: Events, names: Int64Array) -> Int64Array:
    """Rows that govern tickets whose fields have these names."""
    # The last of the names' numbers, -1, is no name.
    return rows_at(
        plan,
        tuple(
            match.take(names[i], mode="wrap") if plan.mentioned[i] else None
            for i, match in enumerate(events.match)
        ),
        names.shape[1],
    )


def calendars_of(block: Block, hit: Int64Array, row: Int64Array) -> Int64Array:
    """Calendars in force for tickets under these rows."""
    calendar = block.plan.row_calendar.take(row)
    if block.calling:
        own = block.own.take(hit)
        calendar = np.where(own >= 0, own, calendar)
    return calendar


def modes_of(block: Block, track: Track, hit: Int64Array) -> npt.NDArray[np.int8]:
    """Whether the clock of each period runs or stands."""
    plan = block.plan
    place = block.status.take(hit)
    place += track.row[hit] * np.int64(plan.solved.size + 1)
    paused = plan.pause[track.place].take(place)
    if track.rules.resume or block.resuming:
        paused &= ~track.resumed.take(hit)
    if track.rules.hold:
        paused |= track.held.take(hit)
    if plan.unresponsive is not None and plan.unresponsive[1][track.place]:
        # The first reply is the answer, every further one a follow-up.
        paused |= block.unanswered.take(hit) > plan.unresponsive[0]
    modes: npt.NDArray[np.int8] = paused.view(np.int8)
    return modes


def begin(block: Block, track: Track, hit: Int64Array) -> None:
    """Begin a period of each of these tickets."""
    track.cycle[hit] += 1
    track.state[hit] = OPEN
    row = block.row.take(hit)
    calendar = calendars_of(block, hit, row)
    start = block.base + hit
    track.row[hit] = row
    record = np.zeros((hit.size, 7), dtype=np.int32)
    record[:, _PERIOD] = np.arange(block.count, block.count + hit.size)
    record[:, _MARK] = start
    record[:, _MODE] = modes_of(block, track, hit)
    record[:, _IN_FORCE] = calendar
    record[:, _AT_ROW] = row
    track.record[hit] = record
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


def cut(block: Block, track: Track, hit: Int64Array) -> None:
    """End a stretch and begin another one of the same period."""
    if hit.size:
        here = block.base + hit
        _stretch(block, track, hit, here)
        track.mark[hit] = here


def _stretch(block: Block, track: Track, hit: Int64Array, end: Int64Array) -> None:
    block.inner.append((track.record.take(hit, axis=0), end))
    track.stretch[hit] += 1


def aim(block: Block, track: Track, hit: Int64Array) -> None:
    """Take the target of the row that governs now."""
    cut(block, track, hit)
    row = block.row.take(hit)
    track.row[hit] = row
    track.calendar[hit] = calendars_of(block, hit, row)
    _aims(block, track, hit)


def _aims(block: Block, track: Track, hit: Int64Array) -> None:
    track.aim[hit] += 1
    block.aimed.append((track.record.take(hit, axis=0),))


def end(block: Block, track: Track, hit: Int64Array, reason: Any) -> None:
    """End the periods of these tickets."""
    track.stop[hit] = here = block.base + hit
    _close(block, track, hit, here, reason)


def _close(block: Block, track: Track, hit: Int64Array, end: Int64Array, reason: Any) -> None:
    block.ended.append((track.record.take(hit, axis=0), end, np.broadcast_to(reason, hit.shape)))


def cancel(block: Block, track: Track, hit: Int64Array, reason: int) -> None:
    """End periods that are not to be judged."""
    track.state[hit] = OVER
    if track.wanted:
        end(block, track, hit, reason)


def go_on(block: Block, track: Track, hit: Int64Array) -> None:
    """Go on after a solved gap, which counts only if the policy says so."""
    policy = block.plan.ready.policy
    _stretch(block, track, hit, track.stop[hit])
    track.mark[hit] = track.stop[hit]
    if policy.on_reopen == "count_gap":
        _gap(block, track, hit)
    if policy.on_priority_change != "lock":
        track.row[hit] = block.row[hit]
    track.calendar[hit] = calendars_of(block, hit, track.row[hit])
    track.mark[hit] = block.base + hit
    track.mode[hit] = modes_of(block, track, hit)
    _aims(block, track, hit)


def _gap(block: Block, track: Track, hit: Int64Array) -> None:
    """Count a gap on the calendars that came into force in it."""
    events = block.events
    ended = events.at[track.stop[hit]]
    track.mode[hit] = COUNTED_GAP
    before = takewhile(lambda step: step[0] < block.base, steps(events)) if block.moving else ()
    for start, kind, value in before:
        # Tickets stand in falling order of events, so that all of `hit` have this step too.
        named = (kind[hit] == CALENDAR) & (events.at[start + hit] > ended) & ~block.fixed[hit]
        mine = hit[named]
        _stretch(block, track, mine, start + mine)
        track.mark[mine] = start + mine
        track.calendar[mine] = value[mine]
    _stretch(block, track, hit, block.base + hit)


def finish(block: Block) -> None:
    """The present ends what is still open, without a reason."""
    now = block.events.kind.size
    for track in block.tracks:
        if track.wanted:
            (hit,) = (track.state == OPEN).nonzero()
            _close(block, track, hit, np.full(hit.size, now), STILL_OPEN)


def _joined(parts: _Parts, *shapes: tuple[int, ...]) -> list[Any]:
    if not parts:
        return [np.zeros(shape, dtype=np.int32) for shape in shapes]
    return [np.concatenate(column) for column in zip(*parts, strict=True)]


def found_in(block: Block, chosen: Int64Array) -> Found:
    """Everything that was found, period after period: in the order of `chosen` tickets."""
    ticket, place, metric, cycle, start, row, calendar = _joined(block.begun, *[(0,)] * 7)
    # Periods are numbered as they began; from here on their numbers are what they come out by.
    counts, order = block.periods, np.argsort(chosen, kind="stable")
    begins = np.empty(counts.size, dtype=np.int64)
    many = counts.take(order)
    begins[order] = first = np.cumsum(many) - many
    number = begins.take(ticket) + place
    ticket, place = np.repeat(order, many), np.arange(block.count) - np.repeat(first, many)
    start, metric, cycle, row = (_merged((number, one)) for one in (start, metric, cycle, row))
    records, ends, reasons = _joined(block.ended, (0, 7), (0,), (0,))
    # A period that went on was closed before; what it was closed with last is true.
    ended, closing = np.ascontiguousarray(records.T), np.empty(block.count, dtype=np.int64)
    closing[number.take(ended[_PERIOD])] = np.arange(ends.size)
    closed, end = ended.take(closing, axis=1), ends.take(closing)
    stretches = _bounds(closed[_STRETCH])
    cuts, cut_ends = _joined(block.inner, (0, 7), (0,))
    cut = np.ascontiguousarray(cuts.T)
    inner = stretches.take(number.take(cut[_PERIOD])) + cut[_STRETCH]
    outer = stretches[1:] - 1
    aims = _bounds(closed[_AIM])
    (taken,) = _joined(block.aimed, (0, 7))
    aimed = np.ascontiguousarray(taken.T)
    of = number.take(aimed[_PERIOD])
    later, first = aims.take(of) + aimed[_AIM], aims[:-1]
    begins = stretches.take(of) + aimed[_STRETCH]
    if len(block.plan.calendars) == 1:
        calendars = np.zeros(inner.size + outer.size, dtype=np.int64)
        aim_calendars = np.zeros(later.size + first.size, dtype=np.int64)
    else:
        calendar = _merged((number, calendar))
        calendars = _merged((inner, cut[_IN_FORCE]), (outer, closed[_IN_FORCE]))
        aim_calendars = _merged((later, aimed[_IN_FORCE]), (first, calendar))
    return Found(
        ticket, place, metric, cycle, start, closed[_AT_ROW], end, reasons.take(closing),
        closed[_MODE] == PAUSE, stretches,
        _merged((inner, cut[_MARK]), (outer, closed[_MARK])).astype(np.int64),
        _merged((inner, cut_ends), (outer, end)),
        _merged((inner, cut[_MODE]), (outer, closed[_MODE])),
        calendars,
        aims,
        _merged((later, begins), (first, stretches[:-1])),
        _merged((later, aimed[_AT_ROW]), (first, row)),
        aim_calendars,
    )  # fmt: skip


def _bounds(more: Int64Array) -> Int64Array:
    """Where the parts of each period begin, one and `more` of them, and their number."""
    out = np.zeros(more.size + 1, dtype=np.int64)
    np.cumsum(more + 1, out=out[1:])
    return out


def _merged(*parts: tuple[Int64Array, Int64Array]) -> Int64Array:
    """Values at their places."""
    out = np.empty(sum(place.size for place, _ in parts), dtype=parts[0][1].dtype)
    for place, values in parts:
        out[place] = values
    return out
