"""Open stretches between two instants, with the lookup tables over them.

Two axes are looked up: the clock (which stretch is next to close?) and the budget of open time
(which stretch uses it up?). A bucket of the axis names the first candidate and a few comparisons
settle it, so that a lookup costs the same on every calendar, whatever its minutes.
"""

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops.calendars._civil import CivilDays
from supportops.calendars._spans import open_stretches

if TYPE_CHECKING:
    from supportops.calendars.models import Calendar

__all__ = ["Table"]

#: Beyond every instant and every budget, yet far from overflow.
_BEYOND = 1 << 62
# A table of buckets larger than this leaves the cache; further comparisons are cheaper then.
_MOST_BUCKETS = 1 << 16


def _plain(values: Int64Array) -> list[int]:
    numbers: list[int] = values.tolist()
    return numbers


class _Buckets:
    """For values on an axis the number of sorted marks that lie at or before them."""

    def __init__(self, marks: Int64Array, low: int, high: int) -> None:
        self._marks = np.append(marks, _BEYOND)
        self._low = low
        # A bucket no wider than the closest marks needs a single comparison.
        gap = int(np.diff(marks).min(initial=max(high - low, 1)))
        width = max(gap, (high - low) // _MOST_BUCKETS, 1)
        self._shift = width.bit_length() - 1
        edges = (np.arange(((high - low) >> self._shift) + 2) << self._shift) + low
        self._first = np.searchsorted(marks, edges, side="right")
        self._steps = int(np.diff(self._first).max(initial=0))
        # Where marks crowd together, halving beats stepping.
        self._crowded = self._steps > 8

    def count(self, values: Int64Array) -> Int64Array:
        """Marks at or before each value between `low` and `high`."""
        if self._crowded:
            return self._marks.searchsorted(values, side="right")
        place = values - self._low
        place >>= self._shift
        self._first.take(place, out=place, mode="clip")
        for _ in range(self._steps):
            place += self._marks.take(place, mode="clip") <= values
        return place


class Table:
    """Stretches of a calendar from `low` to `high`; never changes.

    Attributes
    ----------
    low, high : int
        What the table covers [us].
    opens, closes : ndarray of int64
        The stretches, sorted and disjoint [us].
    starts : ndarray of int64
        Open time before each stretch [us].
    total : int
        Open time of all of them [us].
    """

    def __init__(self, calendar: "Calendar", low: int, high: int) -> None:
        self.low, self.high = low, high
        self._timezone = calendar.timezone
        self.opens, self.closes = open_stretches(calendar, low, high)
        self.ends = np.cumsum(self.closes - self.opens)
        self.starts = self.ends - (self.closes - self.opens)
        self.total = int(self.ends[-1]) if len(self.ends) else 0
        # One stretch that never comes spares every lookup the case "after the last".
        self._opens = np.append(self.opens, _BEYOND)
        # What the clock is ahead of the budget inside each stretch.
        self._lead = self._opens - np.append(self.starts, self.total)

    # Plain lists for one instant at a time: bisect reads them several times faster.
    @cached_property
    def open_list(self) -> list[int]:
        return _plain(self.opens)

    @cached_property
    def close_list(self) -> list[int]:
        return _plain(self.closes)

    @cached_property
    def start_list(self) -> list[int]:
        return _plain(self.starts)

    @cached_property
    def end_list(self) -> list[int]:
        return _plain(self.ends)

    @cached_property
    def _by_clock(self) -> _Buckets:
        return _Buckets(self.closes, self.low, self.high)

    @cached_property
    def _by_budget(self) -> _Buckets:
        return _Buckets(self.ends, 0, self.total)

    @cached_property
    def civil(self) -> CivilDays:
        """Civil days of the calendar's zone."""
        return CivilDays(self._timezone, self.opens, self.closes, self.low, self.high)

    def spent(self, t: int) -> int:
        """Open time from `low` to an instant."""
        place = bisect_right(self.open_list, t) - 1
        if place < 0:
            return 0
        return self.start_list[place] + min(t, self.close_list[place]) - self.open_list[place]

    def spent_many(self, t: Int64Array) -> Int64Array:
        """`spent` for instants that all lie inside the table."""
        place = self._by_clock.count(t)
        spent = self._opens.take(place, mode="clip")
        np.maximum(spent, t, out=spent)
        spent -= self._lead.take(place, out=place, mode="clip")
        return spent

    def reach_many(self, budget: Int64Array, *, close: bool) -> Int64Array:
        """Instant at which each budget is used up.

        With `close` the earliest such instant, for budgets in 1…`total`; else the latest, for
        budgets in 0…`total` - 1.
        """
        if close:
            # What is used up at a closing belongs to the stretch that closes.
            return 1 + self.reach_many(budget - 1, close=False)
        place = self._by_budget.count(budget)
        self._lead.take(place, out=place, mode="clip")
        place += budget
        return place

    def close_many(self, t: Int64Array) -> Int64Array:
        """First closing after each instant inside the table, `high` where there is none."""
        closes: Int64Array = np.append(self.closes, self.high).take(self._by_clock.count(t))
        return closes
