"""Civil days of a calendar's zone, and which of them are business days."""

from __future__ import annotations

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops.calendars._compiled import Compiled
from supportops.calendars._hours import DAY
from supportops.calendars._regimes import regimes

__all__ = ["CivilDays", "civil_days"]


class CivilDays:
    """Local clocks and business days over the table of a calendar."""

    DAY = DAY

    def __init__(self, one: Compiled, low: int, high: int) -> None:
        self._one = one
        self._table = table = one.cover(low, high)
        stretches = regimes(one.timezone, table.low, table.high)
        self._since, until, self._offset = np.array(stretches, dtype=np.int64).T
        self._local_end = until + self._offset
        # The last regime holds on beyond the table.
        self._local_end[-1] = np.iinfo(np.int64).max
        first = self.local(table.opens) // DAY
        last = self.local(table.closes - 1) // DAY
        counts = last - first + 1
        place = np.repeat(np.arange(len(counts)), counts)
        step = np.arange(len(place)) - np.repeat(np.cumsum(counts) - counts, counts)
        days = first[place] + step
        # Of several stretches on one day the last one closes it, at midnight at the latest.
        closes = np.minimum(table.closes[place], self.utc((days + 1) * DAY))
        keep = np.append(days[1:] != days[:-1], True)[: len(days)]
        self.dates, self.closes = days[keep], closes[keep]

    def local(self, t: Int64Array) -> Int64Array:
        """Wall clock of instants [us]."""
        place = np.searchsorted(self._since, t, side="right") - 1
        return np.asarray(t + self._offset[np.maximum(place, 0)])

    def utc(self, wall: Int64Array) -> Int64Array:
        """Instants of a wall clock: of two the first, in a gap its end."""
        place = np.searchsorted(self._local_end, wall, side="right")
        return np.maximum(wall - self._offset[place], self._since[place])

    def further(self, *, back: bool) -> CivilDays | None:
        """Days over a larger table on one side; None where nothing more will come."""
        grown = self._one.grow(self._table, back=back)
        return None if grown is None else CivilDays(self._one, grown.low, grown.high)


def civil_days(one: Compiled, low: int, high: int) -> CivilDays:
    """Civil days of a calendar that cover two instants."""
    return CivilDays(one, low, high)
