"""Who is on call from when to when: one list of stretches for each layer, without holes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from supportops.calendars import open_spans
from supportops.escalation.rotations import OnCallRotation, OnCallSchedule

__all__ = ["Stretch", "stretches"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time in which nothing changes: who, by which rotations or override."""

    start: datetime
    end: datetime
    person: str | None
    rotations: tuple[str, ...]
    override: bool


def stretches(schedule: OnCallSchedule, low: datetime, high: datetime) -> dict[str, list[Stretch]]:
    """Stretches of every layer that fill the span from `low` to `high`, both in UTC."""
    return {layer: _layer(schedule, layer, low, high) for layer in schedule.layers}


def _layer(schedule: OnCallSchedule, layer: str, low: datetime, high: datetime) -> list[Stretch]:
    """Sweep over all starts and ends; between two of them the same people are on call."""
    pieces = [
        (start, end, person, place)
        for place, rotation in enumerate(schedule.rotations)
        if rotation.layer == layer
        for start, end, person in _turns(rotation, low, high)
    ]
    stands = [
        (max(o.start.astimezone(UTC), low), min(o.end.astimezone(UTC), high), o.person)
        for o in schedule.overrides
        if o.layer == layer and o.start < high and o.end > low
    ]
    marks = {low, high}
    opens: dict[datetime, list[tuple[int, str]]] = {}
    closes: dict[datetime, list[tuple[int, str]]] = {}
    for start, end, person, place in pieces:
        marks |= {start, end}
        opens.setdefault(start, []).append((place, person))
        closes.setdefault(end, []).append((place, person))
    swaps: dict[datetime, str | None] = {}
    for start, end, substitute in sorted(stands):
        marks |= {start, end}
        swaps[start] = substitute
        swaps.setdefault(end, None)
    active: list[tuple[int, str]] = []
    stand_in: str | None = None
    found = []
    for start, end in pairwise(sorted(marks)):
        for item in closes.get(start, []):
            active.remove(item)
        active += opens.get(start, [])
        stand_in = swaps.get(start, stand_in)
        by = sorted(active)
        scheduled = by[0][1] if by else None
        who = scheduled if stand_in is None else stand_in
        names = tuple(schedule.rotations[place].name for place, _ in by)
        found.append(Stretch(start, end, who, names, stand_in is not None))
    return found


def _turns(
    rotation: OnCallRotation, low: datetime, high: datetime
) -> list[tuple[datetime, datetime, str]]:
    number, starts = rotation.turn_starts(low, high)
    found = []
    for turn, (begin, end) in enumerate(pairwise(starts), number):
        start, stop = max(begin, low), min(end, high)
        if start < stop:
            spans = (
                ((start, stop),)
                if rotation.coverage is None
                else open_spans(start, stop, calendar=rotation.coverage)
            )
            found += [(a, b, rotation.turn(turn)) for a, b in spans]
    return found
