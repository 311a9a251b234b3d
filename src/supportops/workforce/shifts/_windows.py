"""Shifts whose break moves, told from their variants: one number of heads, and breaks by time.

Variants of a shift differ only in where a break lies. Instead of a column for each of them, the
solver gets one column for the shift and counts breaks by the period that they begin in. Heads
whose windows are equally wide become due in the order in which they became free to go, so
counts of breaks that keep two rules can always be given to heads, first come first served:
nobody goes before the window opens, and all have gone when it closes.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array

if TYPE_CHECKING:
    from supportops.workforce.shifts.models import Shift

__all__ = ["Window", "dealt", "weights", "windows_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A shift with one break, which begins in one of `width` periods from `first` on."""

    columns: Int64Array  # variants, in the order of their breaks
    worked: Int64Array  # periods, the break included
    first: int
    width: int
    length: int


def windows_of(shifts: "Sequence[Shift]", periods: int) -> tuple[Window, ...]:
    """Every shift that stands there as variants of one break with a window."""
    variants: dict[str, list[int]] = {}
    for place, shift in enumerate(shifts):
        if shift.variant_of:
            variants.setdefault(shift.variant_of, []).append(place)
    found = (_window([shifts[p] for p in ps], ps, periods) for ps in variants.values())
    return tuple(window for window in found if window is not None)


def _window(shifts: "list[Shift]", places: list[int], periods: int) -> Window | None:
    like = {(s.cost, s.least, s.most, s.contract) for s in shifts}
    worked = set[int]().union(*(s.periods for s in shifts))
    pauses = [sorted(worked.difference(s.periods)) for s in shifts]
    lengths = {len(pause) for pause in pauses}
    if len(shifts) < 2 or len(like) > 1 or shifts[0].least or len(lengths) > 1:
        return None
    (length,) = lengths
    starts = [_start(pause, periods) for pause in pauses]
    if None in starts or not length:
        return None
    known = [start for start in starts if start is not None]
    first = _start(sorted(known), periods)
    if first is None or len(set(known)) < len(known):
        return None
    order = np.argsort([(start - first) % periods for start in known])
    return Window(np.array(places)[order], np.array(sorted(worked)), first, len(known), length)


def _start(run: list[int], periods: int) -> int | None:
    """Where a run of periods begins on the ring; None if it is no run."""
    wanted = set(run)
    begins = [p for p in run if (p - 1) % periods not in wanted]
    return begins[0] if len(begins) == 1 else None


def dealt(
    windows: Sequence[Window], heads: Int64Array, breaks: Int64Array, waiting: int
) -> list[tuple[int, int]] | None:
    """Column and heads of each window's variants, for breaks counted by period.

    The windows are equally wide; `waiting` heads were free to go and had not gone when the last
    period ended. None if the counts do not keep the rules.
    """
    periods = len(breaks)
    free: list[list[int]] = [[] for _ in range(periods)]
    for place, window in enumerate(windows):
        free[window.first] += [place] * int(heads[place])
    everybody = [place for at in free for place in at]
    line = deque(everybody[len(everybody) - waiting :])
    out: list[tuple[int, int]] = []
    for period in range(periods):
        line.extend(free[period])
        for _ in range(int(breaks[period])):
            if not line:
                return None
            window = windows[line.popleft()]
            late = (period - window.first) % periods
            if late >= window.width:
                return None
            out.append((int(window.columns[late]), 1))
    return out if len(line) == waiting else None


def weights(windows: Sequence[Window], periods: int) -> tuple[Float64Array, Float64Array]:
    """By period and window: who is free to go from it on, and who may still wait after it."""
    free, still = np.zeros((periods, len(windows))), np.zeros((periods, len(windows)))
    for place, window in enumerate(windows):
        free[window.first, place] = 1.0
        still[(window.first + np.arange(window.width - 1)) % periods, place] = 1.0
    return free, still
