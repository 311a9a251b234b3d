"""Shapes of shifts laid onto a true timeline: nights, clock changes, weeks that wrap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops._kit.instants import instants, localize
from supportops._kit.text import joined, shown
from supportops.calendars import Calendar, elapsed
from supportops.errors import InputError
from supportops.workforce.shifts._clock import clock_segments, weekdays
from supportops.workforce.shifts.models import Break, Shift, ShiftShape

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["shifts_on"]

_HOUR = 3_600_000_000
_DAY = 24 * _HOUR
_Spans = list[tuple[int, int]]


def shifts_on(
    timeline: "pd.DatetimeIndex",
    shapes: Iterable[ShiftShape],
    *,
    calendar: Calendar | None = None,
    wraps: bool = False,
) -> tuple[Shift, ...]:
    """Every shift that the shapes allow on a timeline, ready for `cover_demand`.

    Parameters
    ----------
    timeline : DatetimeIndex
        Starts of the periods, aware and evenly spaced; its zone is that of the wall clock.
    shapes : iterable of ShiftShape
        What shifts look like. Starts, ends and breaks lie on the grid of the periods.
    calendar : calendar, optional
        Opening hours: a shift that would work while closed is left out.
    wraps : bool
        Whether the timeline repeats, as a standard week does: a night that runs past its end
        covers its beginning. Else it covers what is left of the timeline, at its full cost, and
        shifts that began before the timeline are not there.

    Returns
    -------
    tuple of Shift
        One by shape, day and place of its breaks, named ``shape day``, and with the times of
        the breaks where they can move; a time that clocks going back show twice is ``02:00``
        and ``02:00 (second)``. The cost is for paid hours as they pass: a night shift
        in which clocks go forward has one hour less.

    Raises
    ------
    InputError
        For a timeline that is naive or uneven, or wraps and is shorter than a shift; a shape
        that does not lie on its grid; or breaks that are outside its segments or not in order.

    Examples
    --------
    >>> import pandas as pd
    >>> week = pd.date_range("2026-03-23", periods=7 * 24, freq="h", tz="Europe/Paris")
    >>> night = ShiftShape(name="night", segments=(("22:00", "06:00"),), days="sat")
    >>> (shift,) = shifts_on(week, [night])
    >>> shift.name, len(shift.periods), shift.cost
    ('night 2026-03-28', 7, 7.0)
    """
    grid = _grid(timeline, wraps=wraps)
    out: list[Shift] = []
    for shape in shapes:
        if not isinstance(shape, ShiftShape):
            raise InputError(f"shapes must be of the model ShiftShape; got {shown(shape)}")
        days = np.array(list(grid.days(shape.days)), dtype=np.int64)
        for day, spans in zip(days.tolist(), _spans(shape, days, grid.zone), strict=True):
            out += _on_day(shape, day, spans, grid, calendar)
    return tuple(out)


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """Periods of a timeline: their starts and length in microseconds, and the zone."""

    starts: Int64Array
    length: int
    zone: str
    wraps: bool

    def days(self, named: str) -> Iterator[int]:
        """Civil days of these names that the timeline touches."""
        import pandas as pd

        ends = pd.DatetimeIndex(self.starts[[0, -1]].view("datetime64[us]")).tz_localize("UTC")
        local = ends.tz_convert(self.zone).tz_localize(None).to_numpy().astype("datetime64[D]")
        first, last = local.astype(np.int64).tolist()
        wanted = weekdays(named)
        return (day for day in range(first, last + 1) if wanted[(day + 3) % 7])

    def periods(self, spans: _Spans) -> tuple[int, ...]:
        """Periods that spans fill."""
        first, out = int(self.starts[0]), list[int]()
        for low, high in spans:
            out += range((low - first) // self.length, (high - first) // self.length)
        if self.wraps:
            return tuple(sorted({p % len(self.starts) for p in out}))
        return tuple(p for p in out if p < len(self.starts))

    def clock(self, micros: int) -> str:
        """Wall clock at an instant."""
        import pandas as pd

        wall = pd.Timestamp(micros, unit="us", tz="UTC").tz_convert(self.zone)
        return f"{wall:%H:%M}{' (second)' if wall.fold else ''}"


def _grid(timeline: Any, *, wraps: bool) -> _Grid:
    micros, form = instants(timeline, "timeline")
    if form.kind != "index" or len(micros) < 2:
        raise InputError(
            "timeline must be an aware DatetimeIndex of two periods or more; "
            f"got {shown(type(timeline).__name__)} of {micros.size}"
        )
    steps = np.diff(micros)
    if steps[0] <= 0 or (steps != steps[0]).any():
        raise InputError(
            "timeline must be evenly spaced, closed periods included; "
            f"got steps from {steps.min() / 6e7:g} m to {steps.max() / 6e7:g} m"
        )
    return _Grid(micros, int(steps[0]), str(timeline.tz), wraps)


def _on_day(
    shape: ShiftShape, day: int, spans: _Spans, grid: _Grid, calendar: Calendar | None
) -> Iterator[Shift]:
    if not spans or not grid.starts[0] <= spans[0][0] <= grid.starts[-1]:
        return
    if any((edge - int(grid.starts[0])) % grid.length for span in spans for edge in span):
        raise InputError(
            f"shapes[{shown(shape.name)}] must start and end on the grid of the timeline; "
            f"got segments {shape.segments} for periods of {grid.length / 6e7:g} m"
        )
    if calendar is not None and not _inside(spans, calendar):
        return
    if grid.wraps and spans[-1][1] - spans[0][0] > grid.length * len(grid.starts):
        raise InputError(
            f"timeline must be as long as shapes[{shown(shape.name)}] to wrap; "
            f"got {len(grid.starts)} periods of {grid.length / 6e7:g} m"
        )
    label = f"{shape.name} {np.datetime64(day, 'D')}"
    for pauses in _pauses(shape, spans, grid):
        worked, unpaid, moving = spans, 0, []
        for (low, high), pause in zip(pauses, shape.breaks, strict=True):
            worked = _without(worked, low, high)
            unpaid += 0 if pause.paid else high - low
            moving += [grid.clock(low)] if pause.earliest < pause.latest else []
        paid = (sum(b - a for a, b in spans) - unpaid) / _HOUR
        yield Shift(
            name=f"{label}, break {', '.join(moving)}" if moving else label,
            periods=grid.periods(worked),
            cost=shape.cost_per_hour * paid + shape.cost_per_shift,
            most=shape.most,
            contract=shape.contract,
            variant_of=label if moving else "",
        )


def _spans(shape: ShiftShape, days: Int64Array, zone: str) -> list[_Spans]:
    """Segments of a shape that begins on civil days, as instants; skipped ones are left out."""
    import pandas as pd

    edges = np.array(clock_segments(shape.segments)).ravel()
    wall = pd.DatetimeIndex((days[:, None] * _DAY + edges).ravel().view("datetime64[us]"))
    aware = localize(wall, zone, ambiguous="earlier", nonexistent="forward")
    micros = aware.tz_convert(None).to_numpy().astype("datetime64[us]").astype(np.int64)
    rows = micros.reshape(len(days), len(edges) // 2, 2).tolist()
    return [[(low, high) for low, high in row if high > low] for row in rows]


def _inside(spans: _Spans, calendar: Calendar) -> bool:
    low, high = (
        np.array(edge, dtype=np.int64).view("datetime64[us]") for edge in zip(*spans, strict=True)
    )
    opened = elapsed(low, high, calendar=calendar)
    return bool((np.asarray(opened) == high - low).all())


def _pauses(shape: ShiftShape, spans: _Spans, grid: _Grid) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every placement of the breaks, one after the other."""
    choices = [_choices(pause, spans, grid.length, shape.name) for pause in shape.breaks]
    found = [p for p in product(*choices) if all(a[1] <= b[0] for a, b in pairwise(p))]
    if not found:
        raise InputError(
            f"shapes[{shown(shape.name)}].breaks must follow one another; got "
            f"{joined(map(_worded, shape.breaks))}; list the earlier one first"
        )
    yield from found


def _choices(pause: Break, spans: _Spans, length: int, name: str) -> list[tuple[int, int]]:
    begin, micro = spans[0][0], np.timedelta64(1, "us")
    long, early, late = (
        int(np.timedelta64(d) / micro) for d in (pause.length, pause.earliest, pause.latest)
    )
    if long % length or early % length:
        raise InputError(
            f"shapes[{shown(name)}].breaks must lie on the grid of the timeline; "
            f"got a break of {pause.length} after {pause.earliest} for periods of {length / 6e7:g} m"
        )
    found = [
        (begin + at, begin + at + long)
        for at in range(early, late + 1, length)
        if any(low <= begin + at and begin + at + long <= high for low, high in spans)
    ]
    if not found:
        raise InputError(
            f"shapes[{shown(name)}].breaks must fit into its segments; got {_worded(pause)}"
        )
    return found


def _worded(pause: Break) -> str:
    """Break in words."""
    return f"{pause.length} between {pause.earliest} and {pause.latest} after the start"


def _without(spans: _Spans, low: int, high: int) -> _Spans:
    """Spans without a stretch."""
    parts = [(a, min(b, low)) for a, b in spans] + [(max(a, high), b) for a, b in spans]
    return sorted((a, b) for a, b in parts if a < b)
