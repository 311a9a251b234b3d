"""Tables of business time: open time elapsed since a base, and its inverse.

`compiled` gives the tables of a calendar. They grow when an instant or a budget lies beyond them,
are shared by equal calendars, and stand outside the model: no part of equality, pickle or JSON.

Scalars are Python integers in and out (two bisections, no array machinery); arrays are int64 in
and out. All instants and amounts are microseconds; a due instant that is never reached is None,
in arrays `NAT`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops._kit.instants import NAT
from supportops.calendars._hours import DAY
from supportops.calendars._spans import open_stretches, opens_every_week, special_range
from supportops.errors import InputError

if TYPE_CHECKING:
    from supportops.calendars.models import Calendar

__all__ = ["Compiled", "compiled"]

_YEAR = 366 * DAY
# First and last instant of datetime, less two days for the offsets of zones.
_FIRST, _LAST = -62_135_596_800_000_000 + 2 * DAY, 253_402_300_800_000_000 - 2 * DAY
# Rows that are worked on at a time, so that all steps find them in the cache.
_CHUNK = 16_384
# A grid finer than this is larger than the cache; the bisection tables serve then.
_FINEST = 300_000_000
_MOST_CELLS = 4_000_000


class _Table:
    """Stretches between two instants, with the lookup tables over them; never changes."""

    def __init__(self, calendar: Calendar, low: int, high: int) -> None:
        self.low, self.high = low, high
        opens, closes = open_stretches(calendar, low, high)
        lengths = closes - opens
        ends = np.cumsum(lengths)
        self.opens, self.closes, self.ends, self.starts = opens, closes, ends, ends - lengths
        self.total = int(ends[-1]) if len(ends) else 0
        # Plain lists for one instant at a time: bisect reads them several times faster.
        self.open_list, self.close_list = opens.tolist(), closes.tolist()
        self.start_list, self.end_list = self.starts.tolist(), ends.tolist()
        self._grid()
        self._budget_grid()

    def _grid(self) -> None:
        """Cells of equal width in which the calendar does not change, where there are such."""
        edges = np.concatenate([self.opens, self.closes])
        width = int(np.gcd.reduce(np.append(edges - self.low, self.high - self.low)))
        self.width = (
            width if width >= _FINEST and (self.high - self.low) // width <= _MOST_CELLS else 0
        )
        if not self.width:
            return
        cells = (self.high - self.low) // self.width
        left = np.arange(cells + 1, dtype=np.int64) * self.width
        place = np.searchsorted(self.closes, left + self.low, side="right")
        padded = np.append(self.opens, np.iinfo(np.int64).max)
        is_open = padded[place] <= left + self.low
        base = np.append(self.starts, self.total)[place]
        base += np.where(is_open, left + self.low - np.append(self.opens, 0)[place], 0)
        # elapsed(t) = base + (t - left) in an open cell: the constant part once, then a mask.
        self.constant = base - np.where(is_open, left, 0)
        self.mask = np.where(is_open, np.int64(-1), np.int64(0))
        self.per_cell = 1.0 / self.width

    def _budget_grid(self) -> None:
        """For cells of the budget axis the first stretch that may hold it."""
        count = len(self.opens)
        if not count:
            return
        self.budget_width = max(self.total // (2 * count), 1)
        cells = self.total // self.budget_width + 2
        marks = np.arange(cells, dtype=np.int64) * self.budget_width
        self.budget_first = np.minimum(np.searchsorted(self.ends, marks, side="right"), count - 1)
        # How many stretches one cell may reach over, at the most.
        nxt = np.append(self.budget_first[1:], count - 1)
        self.budget_steps = int((nxt - self.budget_first).max(initial=0))

    def spent_many(self, t: Int64Array, out: Int64Array) -> None:
        """Open time from `low` to each instant, which all lie inside the table."""
        if not self.width:
            if not len(self.opens):
                out[:] = 0
                return
            place = np.maximum(np.searchsorted(self.opens, t, side="right") - 1, 0)
            inside = np.clip(t - self.opens[place], 0, self.closes[place] - self.opens[place])
            np.add(self.starts[place], inside, out=out)
            return
        since = t - self.low
        # Rounding may name a neighbour only at the very edge, where both cells agree.
        cell = (since * self.per_cell).astype(np.int32)
        np.bitwise_and(since, self.mask.take(cell), out=since)
        np.add(self.constant.take(cell), since, out=out)

    def reach_many(self, budget: Int64Array, *, close: bool) -> Int64Array:
        """Instant at which each budget in 0…total is used up.

        With `close` the earliest such instant, for budgets above zero; else the latest, for
        budgets below the total.
        """
        place = self.budget_first[np.clip(budget, 0, self.total) // self.budget_width]
        if close:
            # A budget on a cell's edge may end the stretch before.
            place = np.maximum(place - 1, 0)
        for _ in range(self.budget_steps + 2 * close):
            ends = self.ends[place]
            place = np.minimum(
                place + (ends < budget if close else ends <= budget), len(self.ends) - 1
            )
        return self.opens[place] + (budget - self.starts[place])


class Compiled:
    """Business time of one calendar; safe to share between threads.

    Parameters
    ----------
    calendar : calendar
        Its tables are made when they are first needed.
    """

    __slots__ = ("_calendar", "_lock", "_reach", "table", "timezone")

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self.timezone = calendar.timezone
        self._lock = Lock()
        # Outside this range a calendar without weekly hours never opens.
        weekly = opens_every_week(calendar)
        self._reach = (_FIRST, _LAST) if weekly else special_range(calendar)
        start = 20 * 365 * DAY
        self.table = _Table(calendar, start, start)

    def cover(self, low: int, high: int) -> _Table:
        """Table that reaches from `low` to `high`, grown if need be."""
        table = self.table
        if table.low <= low and high <= table.high:
            return table
        if low < _FIRST or high > _LAST:
            raise InputError(
                f"instants must lie in the years 1 to 9999; got {low if low < _FIRST else high} µs since 1970"
            )
        with self._lock:
            table = self.table
            fresh = table.low == table.high
            low = low if fresh else min(low, table.low)
            high = high if fresh else max(high, table.high)
            if low < table.low or high > table.high or fresh:
                # Whole days, a year to spare: the next question is rarely far away.
                low = max((low - _YEAR) // DAY * DAY, _FIRST) if fresh or low < table.low else low
                high = (
                    min(-(-(high + _YEAR) // DAY) * DAY, _LAST)
                    if fresh or high > table.high
                    else high
                )
                table = self.table = _Table(self._calendar, low, high)
        return table

    def elapsed_us(self, start: int, end: int) -> int:
        """Open microseconds from `start` to `end`; negative where `end` comes first."""
        table = self.table
        if not (table.low <= start <= table.high and table.low <= end <= table.high):
            table = self.cover(min(start, end), max(start, end))
        opens, closes, starts = table.open_list, table.close_list, table.start_list
        if not opens:
            return 0
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

        Signed. A forward budget that is used up at a closing is due then, with ``close=False`` at
        the next opening; a backward one is the latest such instant, likewise the earliest
        opening after which it holds. Nothing to pass is the start itself, with ``close=False``
        the next opening.
        """
        if amount == 0 and close:
            return start
        if not _FIRST <= start + amount <= _LAST:
            # Business time is no longer than time itself.
            return None
        table = self.cover(start, start)
        budget = self._spent(table, start) + amount
        while True:
            if amount > 0 and close:
                if budget <= table.total:
                    place = bisect_left(table.end_list, budget)
                    return table.open_list[place] + budget - table.start_list[place]
            elif amount < 0:
                if budget >= 0:
                    place = bisect_right(table.end_list, budget)
                    return table.open_list[place] + budget - table.start_list[place]
            elif budget < table.total:
                place = bisect_right(table.end_list, budget)
                return max(table.open_list[place] + budget - table.start_list[place], start)
            grown = self.grow(table, back=amount < 0)
            if grown is None:
                return None
            # The base of the budget axis moves with the table.
            budget = self._spent(grown, start) + amount
            table = grown

    @staticmethod
    def _spent(table: _Table, t: int) -> int:
        place = bisect_right(table.open_list, t) - 1
        if place < 0:
            return 0
        return table.start_list[place] + min(t, table.close_list[place]) - table.open_list[place]

    def grow(self, table: _Table, *, back: bool) -> _Table | None:
        """A larger table on one side, or None where nothing more will come."""
        length = table.high - table.low
        if back:
            if table.low <= self._reach[0]:
                return None
            return self.cover(max(table.low - length, _FIRST), table.high)
        if table.high >= self._reach[1]:
            return None
        return self.cover(table.low, min(table.high + length, _LAST))

    def stretch_end(self, t: int) -> int | None:
        """Closing of the stretch that an open instant lies in; None if it never closes."""
        table = self.cover(t, t + 1)
        while True:
            end = table.close_list[bisect_right(table.open_list, t) - 1]
            if end < table.high:
                return end
            grown = self.grow(table, back=False) if table.high - t < 12 * _YEAR else None
            if grown is None:
                return None
            table = grown

    def elapsed_many(self, start: Int64Array, end: Int64Array) -> Int64Array:
        """`elapsed_us` over arrays of one shape; a missing end gives `NAT`."""
        flat_start, flat_end = (
            np.ascontiguousarray(start).ravel(),
            np.ascontiguousarray(end).ravel(),
        )
        out = np.empty(flat_start.shape, dtype=np.int64)
        if not out.size:
            return out.reshape(start.shape)
        missing = None
        lows, highs = (flat_start.min(), flat_end.min()), (flat_start.max(), flat_end.max())
        if min(lows) == NAT:
            missing = (flat_start == NAT) | (flat_end == NAT)
            if missing.all():
                out[:] = NAT
                return out.reshape(start.shape)
            flat_start, flat_end = (
                np.where(missing, flat_start[~missing][0], a) for a in (flat_start, flat_end)
            )
            lows, highs = (flat_start.min(), flat_end.min()), (flat_start.max(), flat_end.max())
        table = self.cover(int(min(lows)), int(max(highs)))
        scratch = np.empty(min(_CHUNK, out.size), dtype=np.int64)
        for at in range(0, out.size, _CHUNK):
            part = slice(at, min(at + _CHUNK, out.size))
            view = scratch[: part.stop - at]
            table.spent_many(flat_start[part], view)
            table.spent_many(flat_end[part], out[part])
            out[part] -= view
        if missing is not None:
            out[missing] = NAT
        return out.reshape(start.shape)

    def due_many(self, start: Int64Array, amount: Int64Array, *, close: bool = True) -> Int64Array:
        """`due_us` over arrays of one shape; missing or never reached is `NAT`."""
        flat, wanted = np.ascontiguousarray(start).ravel(), np.ascontiguousarray(amount).ravel()
        out = np.empty(flat.shape, dtype=np.int64)
        good = (flat != NAT) & (wanted != NAT)
        if not good.all():
            out[~good] = NAT
            if good.any():
                out[good] = self.due_many(flat[good], wanted[good], close=close)
            return out.reshape(start.shape)
        if not out.size:
            return out.reshape(start.shape)
        table = self.cover(int(flat.min()), int(flat.max()))
        for at in range(0, out.size, _CHUNK):
            part = slice(at, min(at + _CHUNK, out.size))
            out[part] = self._due_chunk(table, flat[part], wanted[part], close=close)
        return out.reshape(start.shape)

    def _due_chunk(
        self, table: _Table, start: Int64Array, amount: Int64Array, *, close: bool
    ) -> Int64Array:
        out = np.empty_like(start)
        left = np.ones(start.shape, dtype=bool)
        if table.total:
            budget = np.empty_like(start)
            table.spent_many(start, budget)
            budget += amount
            if close and (amount > 0).all() and (budget <= table.total).all():
                return table.reach_many(budget, close=True)
            ahead = (amount > 0) & (budget <= table.total) if close else np.zeros(start.shape, bool)
            plain = ~ahead & (budget < table.total) & (budget >= 0)
            for rows, side in ((ahead, True), (plain, False)):
                if rows.any():
                    out[rows] = table.reach_many(budget[rows], close=side)
            forward = plain & (amount >= 0)
            out[forward] = np.maximum(out[forward], start[forward])
            left = ~(ahead | plain)
        if close:
            still = amount == 0
            out[still], left = start[still], left & ~still
        # What the table does not reach is rare; each is answered by itself, growing the table.
        for place in np.flatnonzero(left):
            due = self.due_us(int(start[place]), int(amount[place]), close=close)
            out[place] = NAT if due is None else due
        return out


_RECENT: OrderedDict[str, Compiled] = OrderedDict()
_BY_IDENTITY: dict[int, tuple[Calendar, Compiled]] = {}
_LOCK = Lock()
_MOST = 256


def compiled(calendar: Calendar) -> Compiled:
    """Tables of a calendar, from a bounded cache that equal calendars share."""
    entry = _BY_IDENTITY.get(id(calendar))
    if entry is not None and entry[0] is calendar:
        return entry[1]
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
