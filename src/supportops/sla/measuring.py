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
from supportops.sla.lockplan import BY_DAYS, NO_LENGTH, LockPlan
from supportops.sla.lockstep import COUNTED, PAUSE, Found
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
class _Clock:
    """Stretches on one clock: what each adds to its period, before and after it."""

    spent: Int64Array
    before: Int64Array
    after: Int64Array


def measured(plan: LockPlan, found: Found, at: Int64Array) -> Measured:
    """Figures of the periods of a block; `at` says when the positions were."""
    begin, end = at[found.first], at[found.last]
    wall = end - begin
    open_time = _by_calendar(plan, found.calendar, lambda c, a, b: c.elapsed_many(a, b), begin, end)
    counts = (found.mode != PAUSE) & (wall > 0)
    clocks = [_clock(found, counts, spent) for spent in (open_time, wall)]
    pauses = [_sums(found, np.where(found.mode == PAUSE, spent, 0)) for spent in (open_time, wall)]
    whole = [_sums(found, clock.spent) for clock in clocks]
    lengths, on_business = _targets(plan, found, at)
    last_aim = found.aims[1:] - 1
    length, business = lengths[last_aim], on_business[last_aim]
    elapsed = np.where(business, whole[0], whole[1])
    breach, earlier = _breaches(plan, found, at, clocks, counts, lengths, on_business)
    due = _due(plan, found, at, clocks, counts, length, business, elapsed)
    calendar = found.calendar[found.stretches[1:] - 1]
    return Measured(
        length=length,
        business=business,
        elapsed=np.where(length < 0, whole[0], elapsed),
        elapsed_business=whole[0],
        elapsed_calendar=whole[1],
        paused=np.where(business, *pauses),
        paused_wall=pauses[1],
        due=due,
        breach=breach,
        earlier=earlier,
        doubtful=_doubtful(plan, calendar, np.maximum(at[found.end], due)),
    )


def _by_calendar(plan: LockPlan, codes: Int64Array, answer: Any, *values: Int64Array) -> Int64Array:
    """Answer of each row's calendar."""
    if len(plan.calendars) == 1:
        return answer(plan.calendars[0], *values) if codes.size else codes.copy()
    out = np.empty(codes.shape, dtype=np.int64)
    for code in np.flatnonzero(np.bincount(codes, minlength=1)).tolist():
        mine = np.flatnonzero(codes == code)
        out[mine] = answer(plan.calendars[code], *(value[mine] for value in values))
    return out


def _sums(found: Found, values: Int64Array) -> Int64Array:
    """Sum over the stretches of each period; all have one."""
    if values.size == found.ticket.size:
        return values
    return np.add.reduceat(values, found.stretches[:-1])


def _clock(found: Found, counts: BoolArray, spent: Int64Array) -> _Clock:
    counted = np.where(counts, spent, 0)
    if spent.size == found.ticket.size:
        return _Clock(counted, np.zeros_like(counted), counted)
    after = np.cumsum(counted)
    first = found.stretches[:-1]
    base = after[first] - counted[first]
    after -= np.repeat(base, np.diff(found.stretches))
    return _Clock(counted, after - counted, after)


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
    mine = np.flatnonzero(business)
    out[mine] = _by_calendar(
        plan, codes[mine], lambda c, a, b: c.due_many(a, b, close=close), start[mine], more[mine]
    )
    return out


def _first(marked: BoolArray, starts: Int64Array) -> Int64Array:
    """First marked place of each group, the size of `marked` where there is none."""
    places = np.where(marked, np.arange(marked.size), marked.size)
    return places if starts.size == places.size else np.minimum.reduceat(places, starts)


def _due(
    plan: LockPlan,
    found: Found,
    at: Int64Array,
    clocks: list[_Clock],
    counts: BoolArray,
    length: Int64Array,
    business: BoolArray,
    elapsed: Int64Array,
) -> Int64Array:
    out = np.full(length.shape, NAT)
    close = plan.ready.policy.due_side == "close"
    last = found.stretches[1:] - 1
    ahead = np.flatnonzero((length >= 0) & (elapsed < length) & ~found.paused)
    out[ahead] = _reach(
        plan, found.calendar[last[ahead]], at[found.end[ahead]], (length - elapsed)[ahead],
        business[ahead], close=close,
    )  # fmt: skip
    used = np.flatnonzero((length >= 0) & (elapsed >= length))
    if not used.size:
        return out
    # Stretches of these periods alone, in which the first that uses the budget up is looked for.
    sizes = (found.stretches[1:] - found.stretches[:-1])[used]
    starts = np.cumsum(sizes) - sizes
    stretch = np.arange(sizes.sum()) + np.repeat(found.stretches[used] - starts, sizes)
    on_business, budget = np.repeat(business[used], sizes), np.repeat(length[used], sizes)
    after = np.where(on_business, clocks[0].after[stretch], clocks[1].after[stretch])
    place = _first(counts[stretch] & (after >= budget), starts)
    # Nothing was measured yet, and nothing is asked for.
    out[used] = at[found.start[used]]
    some = place < stretch.size
    used, at_stretch = used[some], stretch[place[some]]
    before = np.where(business[used], clocks[0].before[at_stretch], clocks[1].before[at_stretch])
    out[used] = _reach(
        plan, found.calendar[at_stretch], at[found.first[at_stretch]], length[used] - before,
        business[used], close=close,
    )  # fmt: skip
    return out


def _breaches(
    plan: LockPlan,
    found: Found,
    at: Int64Array,
    clocks: list[_Clock],
    counts: BoolArray,
    lengths: Int64Array,
    business: BoolArray,
) -> tuple[Int64Array, Int64Array]:
    """Since when the last target of each period is exceeded, and how many breaches passed."""
    by_instant = plan.ready.policy.judged_by == "instant"
    broken = _broken(plan, found, at, clocks, counts, lengths, business)
    aims = found.aims[:-1]
    breach = broken[aims]
    earlier = np.zeros(breach.shape, dtype=np.int64)
    sizes = np.diff(found.aims)
    # Aims are judged in turn: a new target can break, keep or lift what the last one left.
    for turn in range(1, int(sizes.max(initial=0))):
        mine = np.flatnonzero(sizes > turn)
        aim = aims[mine] + turn
        stretch = found.aim_stretch[aim]
        spent = np.where(business[aim], clocks[0].before[stretch], clocks[1].before[stretch])
        length, was = lengths[aim], breach[mine]
        over = (length >= 0) & (spent > length)
        if by_instant:
            over |= (length >= 0) & (spent == length) & (was != NAT)
        earlier[mine] += (was != NAT) & ~over
        now = np.where(was == NAT, at[found.first[stretch]], was)
        breach[mine] = np.where(over, now, broken[aim])
    return breach, earlier


def _broken(
    plan: LockPlan,
    found: Found,
    at: Int64Array,
    clocks: list[_Clock],
    counts: BoolArray,
    lengths: Int64Array,
    business: BoolArray,
) -> Int64Array:
    """For each aim when it breaks while it holds, if nothing was broken at its start."""
    policy = plan.ready.policy
    by_instant, side_open = policy.judged_by == "instant", policy.due_side == "open"
    bounds = np.append(found.aim_stretch, found.first.size)
    aim = np.repeat(np.arange(lengths.size), np.diff(bounds))
    on_business, budget = business[aim], lengths[aim]
    after = np.where(on_business, clocks[0].after, clocks[1].after)
    running = counts & (found.mode == COUNTED) & (budget >= 0)
    marked = running & ((after >= budget) if by_instant else (after > budget))
    out = np.full(lengths.shape, NAT)
    pending = np.arange(lengths.size)
    while pending.size:
        place = _first(marked, found.aim_stretch)[pending]
        some = place < marked.size
        pending, place = pending[some], place[some]
        before = np.where(business[pending], clocks[0].before[place], clocks[1].before[place])
        codes, clock = found.calendar[place], business[pending]
        more = np.maximum(lengths[pending] - before, 0)
        t = _reach(plan, codes, at[found.first[place]], more, clock, close=True)
        opens = np.flatnonzero(clock & (t != NAT) & (not by_instant or side_open))
        t[opens] = _reach(
            plan, codes[opens], t[opens], np.zeros(opens.size, dtype=np.int64), clock[opens],
            close=False,
        )  # fmt: skip
        sure = (after[place] > budget[place]) | ((t != NAT) & (t < at[found.last[place]]))
        out[pending[sure]] = t[sure]
        # Judged by the instant, a budget that is just used up may break in a later stretch.
        pending = pending[~sure]
        marked[place[~sure]] = False
    return out


def _doubtful(plan: LockPlan, codes: Int64Array, until: Int64Array) -> BoolArray:
    known = [c.doubtful_from for c in plan.calendars]
    limits = np.array([np.iinfo(np.int64).max if k is None else k for k in known])
    return np.asarray(until > limits[codes])
