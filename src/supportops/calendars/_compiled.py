"""Business time of one calendar, for one instant at a time and for arrays.

`compiled` gives the tables of a calendar. They grow when an instant or a budget lies beyond them,
are shared by equal calendars, and stand outside the model: no part of equality, pickle or JSON.

All instants and amounts are microseconds since 1970 UTC. Scalars are Python integers in and out
(two bisections, no array machinery); arrays are int64 in and out. A due instant that is never
reached is None, in arrays `NAT`.
"""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops._kit.instants import NAT
from supportops._kit.text import shown
from supportops.calendars._hours import DAY, FIRST, LAST
from supportops.calendars._reach import doubtful_from, reach
from supportops.calendars._table import Table
from supportops.calendars.models import BusinessCalendar, CombinedCalendar
from supportops.errors import InputError

if TYPE_CHECKING:
    from supportops.calendars.models import Calendar

__all__ = ["Compiled", "compiled"]

_YEAR = 366 * DAY
# Rows that are worked on at a time, so that all steps find them in the cache.
_CHUNK = 16_384


class Compiled:
    """Business time of one calendar; safe to share between threads.

    Parameters
    ----------
    calendar : calendar
        Its tables are made when they are first needed.

    Attributes
    ----------
    calendar : calendar
        What was compiled.
    timezone : str
        Zone in which its civil days are counted.
    doubtful_from : int or None
        Instant from which its holidays are not known [us].
    """

    def __init__(self, calendar: "Calendar") -> None:
        self.calendar = calendar
        self.timezone = calendar.timezone
        self.doubtful_from = doubtful_from(calendar)
        self._lock = Lock()
        start = 20 * 365 * DAY
        self.table = Table(calendar, start, start)

    @cached_property
    def _opens_within(self) -> tuple[int, int]:
        return reach(self.calendar, closed=False)

    @cached_property
    def _closes_within(self) -> tuple[int, int]:
        return reach(self.calendar, closed=True)

    def cover(self, low: int, high: int) -> Table:
        """Table that reaches from `low` to `high`, grown if need be."""
        table = self.table
        if table.low <= low and high <= table.high:
            return table
        if low < FIRST or high > LAST:
            wrong = low if low < FIRST else high
            raise InputError(
                "instants must lie in the years 1 to 9999, two days from their ends; "
                f"got {np.datetime64(wrong, 'us')}"
            )
        with self._lock:
            table = self.table
            fresh = table.low == table.high
            # Whole days, a year to spare: the next question is rarely far away.
            if fresh or low < table.low:
                low = max((low - _YEAR) // DAY * DAY, FIRST)
            if fresh or high > table.high:
                high = min(-(-(high + _YEAR) // DAY) * DAY, LAST)
            if not fresh:
                low, high = min(low, table.low), max(high, table.high)
            self.table = Table(self.calendar, low, high)
            return self.table

    def grow(self, table: Table, *, back: bool, by: int = 0, closed: bool = False) -> Table | None:
        """A larger table on one side, or None where nothing more will open (or close)."""
        low, high = self._closes_within if closed else self._opens_within
        by = max(by, table.high - table.low)
        if back:
            return self.cover(max(table.low - by, low), table.high) if table.low > low else None
        return self.cover(table.low, min(table.high + by, high)) if table.high < high else None

    def elapsed_us(self, start: int, end: int) -> int:
        """Open microseconds from `start` to `end`; negative where `end` comes first."""
        table = self.table
        if not (table.low <= start <= table.high and table.low <= end <= table.high):
            table = self.cover(min(start, end), max(start, end))
        opens, closes, starts = table.open_list, table.close_list, table.start_list
        i, j = bisect_right(opens, start) - 1, bisect_right(opens, end) - 1
        before = starts[i] + min(start, closes[i]) - opens[i] if i >= 0 else 0
        after = starts[j] + min(end, closes[j]) - opens[j] if j >= 0 else 0
        return after - before

    def is_open_us(self, t: int) -> bool:
        """Whether the calendar is open at an instant; a closing instant is not open."""
        table = self.cover(t, t + 1)
        place = bisect_right(table.open_list, t) - 1
        return place >= 0 and t < table.close_list[place]

    def due_us(self, start: int, amount: int, *, close: bool = True) -> int | None:
        """Instant at which `amount` of open time has passed since `start`; None if never.

        Signed. A forward budget that is used up at a closing is due then, with ``close=False``
        at the next opening; a backward one is the latest such instant. Nothing to pass is the
        start itself, with ``close=False`` the next opening.
        """
        if amount == 0 and close:
            return start
        table = self.cover(start, start)
        while not FIRST - start > amount and not LAST - start < amount:
            budget = table.spent(start) + amount
            if amount > 0 and close:
                if budget <= table.total:
                    place = bisect_left(table.end_list, budget)
                    return table.open_list[place] + budget - table.start_list[place]
                missing = budget - table.total
            elif 0 <= budget < table.total:
                place = bisect_right(table.end_list, budget)
                return max(
                    table.open_list[place] + budget - table.start_list[place],
                    start if amount >= 0 else FIRST,
                )
            else:
                missing = -budget if budget < 0 else budget - table.total + 1
            grown = self.grow(table, back=amount < 0, by=_clock_time(table, missing))
            if grown is None:
                return None
            table = grown
        return None

    def close_us(self, t: int) -> int | None:
        """Closing of the stretch that an instant lies in, or else of the next; None if never."""
        table: Table | None = self.cover(t, t + 1)
        while table is not None:
            place = bisect_right(table.close_list, t)
            # A stretch that ends with the table may go on behind it.
            if place < len(table.close_list) and table.close_list[place] < table.high:
                return table.close_list[place]
            table = self.grow(table, back=False, closed=place < len(table.close_list))
        return None

    def elapsed_many(self, start: Int64Array, end: Int64Array) -> Int64Array:
        """`elapsed_us` over arrays of one shape; a missing end gives `NAT`."""
        first, last = np.ascontiguousarray(start).ravel(), np.ascontiguousarray(end).ravel()
        out = np.empty(first.shape, dtype=np.int64)
        for at in range(0, out.size, _CHUNK):
            part = slice(at, at + _CHUNK)
            out[part] = self._elapsed_chunk(first[part], last[part])
        return out.reshape(start.shape)

    def _elapsed_chunk(self, start: Int64Array, end: Int64Array) -> Int64Array:
        low = min(int(start.min()), int(end.min()))
        if low == NAT:
            out = np.full(start.shape, NAT)
            good = (start != NAT) & (end != NAT)
            if good.any():
                out[good] = self._elapsed_chunk(start[good], end[good])
            return out
        table = self.cover(low, max(int(start.max()), int(end.max())))
        spent = table.spent_many(end)
        spent -= table.spent_many(start)
        return spent

    def due_many(self, start: Int64Array, amount: Int64Array, *, close: bool = True) -> Int64Array:
        """`due_us` over arrays of one shape; missing or never reached is `NAT`."""
        first, wanted = np.ascontiguousarray(start).ravel(), np.ascontiguousarray(amount).ravel()
        out = np.empty(first.shape, dtype=np.int64)
        for at in range(0, out.size, _CHUNK):
            part = slice(at, at + _CHUNK)
            out[part] = self._due_chunk(first[part], wanted[part], close=close)
        return out.reshape(start.shape)

    def _due_chunk(self, start: Int64Array, amount: Int64Array, *, close: bool) -> Int64Array:
        shortest = int(amount.min())
        if int(start.min()) == NAT or shortest == NAT:
            out = np.full(start.shape, NAT)
            good = (start != NAT) & (amount != NAT)
            if good.any():
                out[good] = self._due_chunk(start[good], amount[good], close=close)
            return out
        table = self.cover(int(start.min()), int(start.max()))
        spent = table.spent_many(start)
        if close and shortest > 0 and int(amount.max()) <= table.total - int(spent.max()):
            return table.reach_many(spent + amount, close=True)
        if not close and shortest >= 0 and int(amount.max()) < table.total - int(spent.max()):
            # Where nothing is to pass, the opening of the stretch may lie behind.
            return np.maximum(table.reach_many(spent + amount, close=False), start)
        out = np.full(start.shape, NAT)
        # Business time is no longer than time itself.
        left = (amount >= FIRST - start) & (amount <= LAST - start)
        if close:
            out[amount == 0] = start[amount == 0]
            left &= amount != 0
        while (rows := np.flatnonzero(left)).size:
            budget, spent = amount[rows], table.spent_many(start[rows])
            room = table.total - spent
            ahead = (budget > 0) & (budget <= room) & close
            plain = ((budget < 0) | (not close)) & (budget >= -spent) & (budget < room)
            for now, at_close in ((ahead, True), (plain, False)):
                reached = table.reach_many((spent + budget)[now], close=at_close)
                forward = budget[now] >= 0
                reached[forward] = np.maximum(reached[forward], start[rows[now]][forward])
                out[rows[now]] = reached
            left[rows[ahead | plain]] = False
            for back in (False, True):
                mine = left[rows] & ((budget < 0) == back)
                if mine.any():
                    missing = np.where(back, -budget - spent, budget - room + 1)[mine].max()
                    grown = self.grow(table, back=back, by=_clock_time(table, int(missing)))
                    table, left[rows[mine]] = grown or table, grown is not None
        return out

    def close_many(self, t: Int64Array) -> Int64Array:
        """`close_us` over an array; missing or never is `NAT`."""
        out = np.full(t.shape, NAT)
        good = t != NAT
        if not good.any():
            return out
        known = t[good]
        table = self.cover(int(known.min()), int(known.max()) + 1)
        closes = table.close_many(known)
        if (beyond := closes >= table.high).any():
            # They all share the first closing behind the table.
            close = self.close_us(int(known[beyond].max()))
            closes[beyond] = NAT if close is None else close
        out[good] = closes
        return out


def _clock_time(table: Table, missing: int) -> int:
    """About how long open time takes on the clock: more by the share that is open, at least."""
    return missing * (table.high - table.low) // table.total if table.total else missing


_RECENT: OrderedDict[str, Compiled] = OrderedDict()
_BY_IDENTITY: "dict[int, tuple[Calendar, Compiled]]" = {}
_LOCK = Lock()
_MOST = 256


def compiled(calendar: "Calendar") -> Compiled:
    """Tables of a calendar, from a bounded cache that equal calendars share."""
    entry = _BY_IDENTITY.get(id(calendar))
    if entry is not None and entry[0] is calendar:
        return entry[1]
    if not isinstance(calendar, (BusinessCalendar, CombinedCalendar)):
        raise InputError(f"calendar must be a calendar; got {shown(calendar)}")
    key = type(calendar).__name__ + calendar.model_dump_json()
    with _LOCK:
        tables = _RECENT.get(key)
        if tables is None:
            tables = _RECENT[key] = Compiled(calendar)
            if len(_RECENT) > _MOST:
                _RECENT.popitem(last=False)
        _RECENT.move_to_end(key)
        if len(_BY_IDENTITY) >= _MOST:
            _BY_IDENTITY.clear()
        # Holding the calendar keeps its identity from being used again.
        _BY_IDENTITY[id(calendar)] = (calendar, tables)
    return tables
