"""Civil days of a calendar's zone, and which of them are business days."""

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops.calendars._hours import DAY, FIRST
from supportops.calendars._regimes import regimes
from supportops.calendars._spans import counted, overlaps

__all__ = ["CivilDays"]


class CivilDays:
    """Local clock and business days of a calendar between two instants.

    Parameters
    ----------
    timezone : str
        Zone of the clock.
    opens, closes : ndarray of int64
        Open stretches, sorted and disjoint [us].
    low, high : int
        What the stretches cover [us].

    Attributes
    ----------
    dates : ndarray of int64
        Civil dates with open time, in days since 1970.
    closes : ndarray of int64
        When each of them closes for the last time, at midnight at the latest [us].
    """

    def __init__(
        self, timezone: str, opens: Int64Array, closes: Int64Array, low: int, high: int
    ) -> None:
        self._since, until, self._offset = np.array(regimes(timezone, low, high), dtype=np.int64).T
        self._local_end = until + self._offset
        # Within a regime the local clock runs evenly, so that its dates follow by division.
        regime, place = overlaps(self._since, until, opens, closes)
        offset = self._offset[regime]
        starts = np.maximum(opens[place], self._since[regime]) + offset
        ends = np.minimum(closes[place], until[regime]) + offset
        first = starts // DAY
        piece, step = counted((ends - 1) // DAY - first + 1)
        dates = first[piece] + step
        ends = np.minimum(ends[piece], (dates + 1) * DAY) - offset[piece]
        # Of several stretches on one date the last one closes it.
        order = np.lexsort((ends, dates))
        dates, ends = dates[order], ends[order]
        keep = np.append(dates[1:] != dates[:-1], True)[: len(dates)]
        self.dates, self.closes = dates[keep], ends[keep]

    def local(self, t: Int64Array) -> Int64Array:
        """Wall clock of instants [us]."""
        place = np.searchsorted(self._since, t, side="right") - 1
        return np.asarray(t + self._offset[np.maximum(place, 0)])

    def utc(self, wall: Int64Array) -> Int64Array:
        """Instants of a wall clock [us]: of two the first, in a gap its end."""
        place = np.searchsorted(self._local_end[:-1], wall, side="right")
        began = np.where(place > 0, self._since[place], FIRST)
        return np.asarray(np.maximum(wall - self._offset[place], began))
