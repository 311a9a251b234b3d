"""Periods measured: what elapsed, what is due when, and what broke since when.

Takes what `lockstep` found and adds the same figures that a `Run` adds up for one ticket.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import BoolArray, Int64Array
from supportops._kit.instants import NAT
from supportops.calendars import Compiled, add_business_days, next_business_day
from supportops.sla.lockblock import COUNTED, PAUSE, Found
from supportops.sla.lockplan import BY_DAYS, NO_LENGTH, LockPlan
from supportops.sla.runs import LATEST

__all__ = ["Measured", "measured"]

_MICROS = np.dtype("datetime64[us]")


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Figures of periods [us], `NAT` where there is none.

    Attributes
    ----------
    length, business : ndarray
        Budget, or `NO_LENGTH`, and whether it counts on the business clock.
    elapsed, elapsed_business, elapsed_calendar, paused, paused_wall : ndarray of int64
    due, breach : ndarray of int64
    earlier : ndarray of int64
        How many breaches of earlier targets no longer hold.
    doubtful : ndarray of bool
        Whether they depend on days whose holidays are not known.
    """

    length: Int64Array
    business: BoolArray
    elapsed: Int64Array
    elapsed_business: Int64Array
    elapsed_calendar: Int64Array
    paused: Int64Array
    paused_wall: Int64Array
    due: Int64Array
    breach: Int64Array
    earlier: Int64Array
    doubtful: BoolArray


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """What was found, with prefix sums over the stretches of all periods.

    Attributes
    ----------
    plan, found, at
        As in `measured`.
    counts : ndarray of bool
        By stretch, whether it counts.
    clocks : tuple of ndarray
        What was counted before each stretch, on the business clock and in real time.
    begins : ndarray of int
        By stretch, the first one of its period.
    """

    plan: LockPlan
    found: Found
    at: Int64Array
    counts: BoolArray
    clocks: tuple[Int64Array, Int64Array]
    begins: Int64Array

    def before(self, stretch: Int64Array, business: BoolArray) -> Int64Array:
        """What had elapsed in the period when a stretch began; ask the next one for its end."""
        first = self.begins[np.minimum(stretch, self.begins.size - 1)]
        spent, real = (clock[stretch] - clock[first] for clock in self.clocks)
        return np.where(business, spent, real)

    def after(self, stretch: Int64Array, business: BoolArray) -> Int64Array:
        """What has elapsed in the period when a stretch ends."""
        first = self.begins[stretch]
        spent, real = (clock[stretch + 1] - clock[first] for clock in self.clocks)
        return np.where(business, spent, real)


def measured(plan: LockPlan, found: Found, at: Int64Array) -> Measured:
    """Figures of the periods of a block; `at` says when the positions were."""
    begin, end = at[found.first], at[found.last]
    wall = end - begin
    open_time = _by_calendar(plan, found.calendar, lambda c, a, b: c.elapsed_many(a, b), begin, end)
    paused = found.mode == PAUSE
    counts = ~paused & (wall > 0)
    first, last = found.stretches[:-1], found.stretches[1:]
    clocks = [_prefix(np.where(counts, spent, 0)) for spent in (open_time, wall)]
    pauses = [_prefix(np.where(paused, spent, 0)) for spent in (open_time, wall)]
    spent, real, paused_spent, paused_real = (sums[last] - sums[first] for sums in clocks + pauses)
    begins = np.repeat(first, last - first)
    block = _Block(plan, found, at, counts, (clocks[0], clocks[1]), begins)
    lengths, on_business = _targets(plan, found, at)
    length, business = lengths[found.aims[1:] - 1], on_business[found.aims[1:] - 1]
    elapsed = np.where(business, spent, real)
    breach, earlier = _breaches(block, lengths, on_business)
    due = _due(block, length, business, elapsed)
    return Measured(
        length=length,
        business=business,
        elapsed=np.where(length < 0, spent, elapsed),
        elapsed_business=spent,
        elapsed_calendar=real,
        paused=np.where(business, paused_spent, paused_real),
        paused_wall=paused_real,
        due=due,
        breach=breach,
        earlier=earlier,
        doubtful=_doubtful(plan, found.calendar[last - 1], np.maximum(at[found.end], due)),
    )


def _prefix(values: Int64Array) -> Int64Array:
    out = np.zeros(values.size + 1, dtype=np.int64)
    np.cumsum(values, out=out[1:])
    return out


def _by_calendar(plan: LockPlan, codes: Int64Array, answer: Any, *values: Int64Array) -> Int64Array:
    """Answer of each row's calendar."""
    if len(plan.calendars) == 1:
        return answer(plan.calendars[0], *values) if codes.size else codes.copy()
    out = np.empty(codes.shape, dtype=np.int64)
    for code in np.flatnonzero(np.bincount(codes, minlength=1)).tolist():
        mine = np.flatnonzero(codes == code)
        out[mine] = answer(plan.calendars[code], *(value[mine] for value in values))
    return out


def _targets(plan: LockPlan, found: Found, at: Int64Array) -> tuple[Int64Array, BoolArray]:
    """Length and clock of every aim."""
    period = np.repeat(np.arange(found.ticket.size), np.diff(found.aims))
    metric, row = found.metric[period], found.aim_row
    lengths = plan.length[metric, row]
    by_days = np.flatnonzero(lengths == BY_DAYS)
    if by_days.size:
        start, days = at[found.start[period[by_days]]], plan.days[metric, row][by_days]
        lengths[by_days] = _by_calendar(plan, found.aim_calendar[by_days], _budget, start, days)
    return lengths, plan.business[metric, row]


def _budget(calendar: Compiled, start: Int64Array, days: Int64Array) -> Int64Array:
    due = np.empty(start.shape, dtype=np.int64)
    for number in np.unique(days).tolist():
        mine = days == number
        instants = start[mine].view(_MICROS)
        ends: npt.NDArray[Any] = (
            add_business_days(instants, number, calendar=calendar.calendar)
            if number
            else next_business_day(instants, calendar=calendar.calendar)
        )
        due[mine] = ends.view(np.int64)
    out = calendar.elapsed_many(start, due)
    return np.where(due == NAT, NO_LENGTH, out)


def _reach(
    plan: LockPlan,
    codes: Int64Array,
    start: Int64Array,
    more: Int64Array,
    business: BoolArray,
    *,
    close: bool,
) -> Int64Array:
    """Instant at which `more` has elapsed since `start`, `NAT` if never."""
    out = np.where(start > LATEST - more, NAT, start + more)
    mine = business.nonzero()[0]
    out[mine] = _by_calendar(
        plan, codes[mine], lambda c, a, b: c.due_many(a, b, close=close), start[mine], more[mine]
    )
    return out


def _first(
    marked: Any, groups: Int64Array, starts: Int64Array, ends: Int64Array
) -> tuple[Int64Array, Int64Array]:
    """Groups that hold a marked stretch, and the first such stretch of each.

    `marked` is asked for stretches and the groups that they are looked at for.
    """
    found = np.full(groups.size, -1)
    place, left = starts.copy(), np.arange(groups.size)
    # Most groups are settled by their first stretches; the rest goes on.
    while left.size:
        hit = marked(place[left], groups[left])
        found[left[hit]] = place[left[hit]]
        left = left[~hit]
        place[left] += 1
        left = left[place[left] < ends[left]]
    some = found >= 0
    return groups[some], found[some]


def _due(block: _Block, length: Int64Array, business: BoolArray, elapsed: Int64Array) -> Int64Array:
    plan, found, at = block.plan, block.found, block.at
    out = np.full(length.shape, NAT)
    close = plan.ready.policy.due_side == "close"
    first, last = found.stretches[:-1], found.stretches[1:]
    ahead = np.flatnonzero((length >= 0) & (elapsed < length) & ~found.paused)
    out[ahead] = _reach(
        plan, found.calendar[last[ahead] - 1], at[found.end[ahead]], (length - elapsed)[ahead],
        business[ahead], close=close,
    )  # fmt: skip
    used = np.flatnonzero((length >= 0) & (elapsed >= length))
    # Nothing was measured yet, and nothing is asked for.
    out[used] = at[found.start[used]]

    def uses_up(stretch: Int64Array, period: Int64Array) -> BoolArray:
        enough = block.after(stretch, business[period]) >= length[period]
        return np.asarray(enough & block.counts[stretch])

    used, stretch = _first(uses_up, used, first[used], last[used])
    out[used] = _reach(
        plan, found.calendar[stretch], at[found.first[stretch]],
        length[used] - block.before(stretch, business[used]), business[used], close=close,
    )  # fmt: skip
    return out


def _breaches(
    block: _Block, lengths: Int64Array, business: BoolArray
) -> tuple[Int64Array, Int64Array]:
    """Since when the last target of each period is exceeded, and how many breaches passed."""
    found, by_instant = block.found, block.plan.ready.policy.judged_by == "instant"
    broken = _broken(block, lengths, business)
    aims = found.aims[:-1]
    breach = broken[aims]
    earlier = np.zeros(breach.shape, dtype=np.int64)
    sizes = np.diff(found.aims)
    # Aims are judged in turn: a new target can break, keep or lift what the last one left.
    for turn in range(1, int(sizes.max(initial=0))):
        mine = np.flatnonzero(sizes > turn)
        aim = aims[mine] + turn
        stretch = found.aim_stretch[aim]
        spent, length, was = block.before(stretch, business[aim]), lengths[aim], breach[mine]
        over = (length >= 0) & (spent > length)
        if by_instant:
            over |= (length >= 0) & (spent == length) & (was != NAT)
        earlier[mine] += (was != NAT) & ~over
        now = np.where(was == NAT, block.at[found.first[stretch]], was)
        breach[mine] = np.where(over, now, broken[aim])
    return breach, earlier


def _broken(block: _Block, lengths: Int64Array, business: BoolArray) -> Int64Array:
    """For each aim when it breaks while it holds, if nothing was broken at its start."""
    plan, found, at = block.plan, block.found, block.at
    policy = plan.ready.policy
    by_instant, side_open = policy.judged_by == "instant", policy.due_side == "open"
    out = np.full(lengths.shape, NAT)
    bounds = np.append(found.aim_stretch, found.first.size)
    starts, ends = bounds[:-1], bounds[1:]
    whole = block.after(ends - 1, business)
    aims = np.flatnonzero(
        (lengths >= 0) & ((whole >= lengths) if by_instant else (whole > lengths))
    )
    begins = starts[aims]

    def crosses(stretch: Int64Array, aim: Int64Array) -> BoolArray:
        after, length = block.after(stretch, business[aim]), lengths[aim]
        over = (after >= length) if by_instant else (after > length)
        return np.asarray(over & block.counts[stretch] & (found.mode[stretch] == COUNTED))

    while aims.size:
        aims, stretch = _first(crosses, aims, begins, ends[aims])
        clock, codes = business[aims], found.calendar[stretch]
        more = np.maximum(lengths[aims] - block.before(stretch, clock), 0)
        t = _reach(plan, codes, at[found.first[stretch]], more, clock, close=True)
        opens = np.flatnonzero(clock & (t != NAT) & (not by_instant or side_open))
        t[opens] = _reach(
            plan, codes[opens], t[opens], np.zeros(opens.size, dtype=np.int64), clock[opens],
            close=False,
        )  # fmt: skip
        sure = block.after(stretch, clock) > lengths[aims]
        sure |= (t != NAT) & (t < at[found.last[stretch]])
        out[aims[sure]] = t[sure]
        # Judged by the instant, a budget that is just used up may break in a later stretch.
        left = ~sure & (stretch + 1 < ends[aims])
        aims, begins = aims[left], stretch[left] + 1
    return out


def _doubtful(plan: LockPlan, codes: Int64Array, until: Int64Array) -> BoolArray:
    known = [c.doubtful_from for c in plan.calendars]
    limits = np.array([np.iinfo(np.int64).max if k is None else k for k in known])
    return np.asarray(until > limits[codes])
