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
    """What was found, with what had elapsed at each stretch.

    Attributes
    ----------
    plan, found, at
        As in `measured`.
    counts : ndarray of bool
        By stretch, whether it counts.
    began, ended : ndarray
        What had elapsed in the period when each stretch began and ended: in real time for all
        stretches, then on the business clock.
    """

    plan: LockPlan
    found: Found
    at: Int64Array
    counts: BoolArray
    began: Int64Array
    ended: Int64Array

    def before(self, stretch: Int64Array, business: BoolArray) -> Int64Array:
        """What had elapsed in the period when a stretch began."""
        return self.began.take(business * self.counts.size + stretch)

    def after(self, stretch: Int64Array, business: BoolArray) -> Int64Array:
        """What has elapsed in the period when a stretch ends."""
        return self.ended.take(business * self.counts.size + stretch)


def measured(plan: LockPlan, found: Found, at: Int64Array) -> Measured:
    """Figures of the periods of a block; `at` says when the positions were."""
    begin, end = at.take(found.first), at.take(found.last)
    wall = end - begin
    open_time = _by_calendar(plan, found.calendar, lambda c, a, b: c.elapsed_many(a, b), begin, end)
    paused = found.mode == PAUSE
    counts = (wall > 0) & ~paused
    first, last = found.stretches[:-1], found.stretches[1:] - 1
    began, ended = np.empty((2, 2, wall.size), dtype=np.int64)
    sums = []
    for place, spent in enumerate((wall, open_time)):
        counted = spent * counts
        _elapsed(counted, first, last - first, began[place], ended[place])
        stood = _prefix(spent - counted)
        sums += [ended[place].take(last), stood.take(last + 1) - stood.take(first)]
    real, paused_real, spent, paused_spent = sums
    block = _Block(plan, found, at, counts, began.ravel(), ended.ravel())
    lengths, on_business = _targets(plan, found, at)
    aims = found.aims[1:] - 1
    length, business = lengths.take(aims), on_business.take(aims)
    elapsed = _chosen(business, spent, real)
    breach, earlier = _breaches(block, lengths, on_business)
    due = _due(block, length, business, elapsed)
    return Measured(
        length=length,
        business=business,
        elapsed=_chosen(length < 0, spent, elapsed),
        elapsed_business=spent,
        elapsed_calendar=real,
        paused=_chosen(business, paused_spent, paused_real),
        paused_wall=paused_real,
        due=due,
        breach=breach,
        earlier=earlier,
        doubtful=_doubtful(plan, found, np.maximum(at.take(found.end), due)),
    )


def _prefix(values: Int64Array) -> Int64Array:
    out = np.zeros(values.size + 1, dtype=np.int64)
    np.cumsum(values, out=out[1:])
    return out


def _chosen(
    flags: BoolArray, then: Int64Array | np.int64, other: Int64Array | np.int64
) -> Int64Array:
    """As `where`, which is slow where flags follow no pattern; wraps, and so is exact."""
    out: Int64Array = np.asarray(np.subtract(then, other))
    out *= flags
    out += other
    return out


def _elapsed(
    values: Int64Array, first: Int64Array, more: Int64Array, began: Int64Array, ended: Int64Array
) -> None:
    """Fill in the sums inside each period up to the beginning and the end of each stretch."""
    np.cumsum(values, out=ended)
    np.subtract(ended, values, out=began)
    earlier = np.repeat(began.take(first), more + 1)
    began -= earlier
    ended -= earlier


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
    sizes = np.diff(found.aims)
    cell = np.repeat(found.metric * np.int64(plan.length.shape[1]), sizes)
    cell += found.aim_row
    lengths = plan.length.take(cell)
    (by_days,) = (lengths == BY_DAYS).nonzero()
    if by_days.size:
        start = np.repeat(at.take(found.start), sizes).take(by_days)
        days = plan.days.take(cell.take(by_days))
        lengths[by_days] = _by_calendar(plan, found.aim_calendar[by_days], _budget, start, days)
    return lengths, plan.business.take(cell)


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

    def due(calendar: Compiled, since: Int64Array, amount: Int64Array) -> Int64Array:
        return calendar.due_many(since, amount, close=close)

    if business.all():
        return _by_calendar(plan, codes, due, start, more)
    out = np.where(start > LATEST - more, NAT, start + more)
    (mine,) = business.nonzero()
    out[mine] = _by_calendar(plan, codes.take(mine), due, start.take(mine), more.take(mine))
    return out


def _first(
    marked: Any, groups: Int64Array, starts: Int64Array, ends: Int64Array
) -> tuple[Int64Array, Int64Array]:
    """Groups that hold a marked stretch, and the first such stretch of each.

    `marked` is asked for stretches and the groups that they are looked at for.
    """
    found = np.full(groups.size, -1)
    place, of, left = starts, groups, np.arange(groups.size)
    # Most groups are settled by their first stretches; the rest goes on.
    while left.size:
        hit = marked(place, of)
        (yes,) = hit.nonzero()
        found[left.take(yes)] = place.take(yes)
        (no,) = (~hit & (place + 1 < ends)).nonzero()
        left, place, of, ends = left.take(no), place.take(no) + 1, of.take(no), ends.take(no)
    (some,) = (found >= 0).nonzero()
    return groups.take(some), found.take(some)


def _due(block: _Block, length: Int64Array, business: BoolArray, elapsed: Int64Array) -> Int64Array:
    plan, found, at = block.plan, block.found, block.at
    out = np.full(length.shape, NAT)
    close = plan.ready.policy.due_side == "close"
    first, last = found.stretches[:-1], found.stretches[1:]
    (ahead,) = ((length >= 0) & (elapsed < length) & ~found.paused).nonzero()
    out[ahead] = _reach(
        plan, found.calendar.take(last.take(ahead) - 1), at.take(found.end.take(ahead)),
        length.take(ahead) - elapsed.take(ahead), business.take(ahead), close=close,
    )  # fmt: skip
    (used,) = ((length >= 0) & (elapsed >= length)).nonzero()
    # Nothing was measured yet, and nothing is asked for.
    out[used] = at.take(found.start.take(used))

    def uses_up(stretch: Int64Array, period: Int64Array) -> BoolArray:
        enough = block.after(stretch, business.take(period)) >= length.take(period)
        return np.asarray(enough & block.counts.take(stretch))

    used, stretch = _first(uses_up, used, first.take(used), last.take(used))
    clock = business.take(used)
    out[used] = _reach(
        plan, found.calendar.take(stretch), at.take(found.first.take(stretch)),
        length.take(used) - block.before(stretch, clock), clock, close=close,
    )  # fmt: skip
    return out


def _breaches(
    block: _Block, lengths: Int64Array, business: BoolArray
) -> tuple[Int64Array, Int64Array]:
    """Since when the last target of each period is exceeded, and how many breaches passed."""
    found, by_instant = block.found, block.plan.ready.policy.judged_by == "instant"
    broken = _broken(block, lengths, business)
    aims = found.aims[:-1]
    breach = broken.take(aims)
    earlier = np.zeros(breach.shape, dtype=np.int64)
    sizes = np.diff(found.aims)
    # Aims are judged in turn: a new target can break, keep or lift what the last one left.
    for turn in range(1, int(sizes.max(initial=0))):
        (mine,) = (sizes > turn).nonzero()
        aim = aims.take(mine) + turn
        stretch, length, was = found.aim_stretch.take(aim), lengths.take(aim), breach.take(mine)
        spent = block.before(stretch, business.take(aim))
        over = (length >= 0) & (spent > length)
        if by_instant:
            over |= (length >= 0) & (spent == length) & (was != NAT)
        earlier[mine] += (was != NAT) & ~over
        now = broken.take(aim)
        (late,) = over.nonzero()
        at, was = block.at.take(found.first.take(stretch.take(late))), was.take(late)
        now[late] = _chosen(was == NAT, at, was)
        breach[mine] = now
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
    (aims,) = ((lengths >= 0) & ((whole >= lengths) if by_instant else (whole > lengths))).nonzero()
    begins, judged = starts.take(aims), block.counts & (found.mode == COUNTED)

    def crosses(stretch: Int64Array, aim: Int64Array) -> BoolArray:
        after, length = block.after(stretch, business.take(aim)), lengths.take(aim)
        over = (after >= length) if by_instant else (after > length)
        return np.asarray(over & judged.take(stretch))

    while aims.size:
        aims, stretch = _first(crosses, aims, begins, ends.take(aims))
        clock, codes = business.take(aims), found.calendar.take(stretch)
        length = lengths.take(aims)
        more = np.maximum(length - block.before(stretch, clock), 0)
        t = _reach(plan, codes, at.take(found.first.take(stretch)), more, clock, close=True)
        (opens,) = (clock & (t != NAT) & (not by_instant or side_open)).nonzero()
        t[opens] = _reach(
            plan, codes.take(opens), t.take(opens), np.zeros(opens.size, dtype=np.int64),
            clock.take(opens), close=False,
        )  # fmt: skip
        sure = block.after(stretch, clock) > length
        sure |= (t != NAT) & (t < at.take(found.last.take(stretch)))
        (yes,) = sure.nonzero()
        out[aims.take(yes)] = t.take(yes)
        # Judged by the instant, a budget that is just used up may break in a later stretch.
        (left,) = (~sure & (stretch + 1 < ends.take(aims))).nonzero()
        aims, begins = aims.take(left), stretch.take(left) + 1
    return out


def _doubtful(plan: LockPlan, found: Found, until: Int64Array) -> BoolArray:
    known = [c.doubtful_from for c in plan.calendars]
    if not any(k is not None for k in known):
        return np.zeros(until.shape, dtype=bool)
    codes = found.calendar.take(found.stretches[1:] - 1)
    limits = np.array([np.iinfo(np.int64).max if k is None else k for k in known])
    return np.asarray(until > limits[codes])
