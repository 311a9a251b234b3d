"""How the load of being on call is shared, where nobody is, and what breaks the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Literal, TypeAlias

from supportops._kit.durations import duration_text
from supportops._kit.results import Result
from supportops.calendars import BusinessCalendar, CombinedCalendar, open_spans
from supportops.escalation._stretches import stretches
from supportops.escalation.models import OnCallRule
from supportops.escalation.on_call import OnCallTurn, on_call_turns, span
from supportops.escalation.presets import on_call_rule
from supportops.escalation.rotations import OnCallSchedule

__all__ = [
    "CoverageFinding",
    "OnCallLoad",
    "PersonLoad",
    "RotationFinding",
    "coverage_findings",
    "on_call_load",
    "rotation_findings",
]

OfficeHours: TypeAlias = BusinessCalendar | CombinedCalendar


@dataclass(frozen=True, slots=True)
class PersonLoad(Result):
    """What one person carries.

    Attributes
    ----------
    person : str
    time : timedelta
        On call, all layers together.
    turns : int
        Stretches on call.
    off_hours : timedelta or None
        Of that outside of office hours; None where those are not known.
    share : float
        Of the time of all, 0 to 1.
    """

    person: str
    time: timedelta
    turns: int
    off_hours: timedelta | None
    share: float


@dataclass(frozen=True, slots=True)
class OnCallLoad(Result):
    """How the load of being on call is shared.

    Attributes
    ----------
    people : tuple of PersonLoad
        All of the schedule, by name, those without a turn too.
    fairness : float or None
        Jain's index of the time on call: 1 when all carry the same, 1 over the number of people
        when one carries all; None where nobody is on call.
    off_hours_fairness : float or None
        The same of the time outside of office hours.
    """

    people: tuple[PersonLoad, ...]
    fairness: float | None
    off_hours_fairness: float | None


@dataclass(frozen=True, slots=True)
class CoverageFinding(Result):
    """A stretch that does not have exactly one person for each layer.

    Attributes
    ----------
    kind : {"gap", "overlap", "double"}
        Nobody on call; two rotations of one layer at once; one person in two layers at once.
    layers : tuple of str
    start, end : datetime
        In UTC.
    who : tuple of str
        Rotations of an overlap, the person of a double.
    """

    kind: Literal["gap", "overlap", "double"]
    layers: tuple[str, ...]
    start: datetime
    end: datetime
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RotationFinding(Result):
    """A rotation that breaks a rule.

    Attributes
    ----------
    rotation : str
    kind : {"turn too long", "too few people", "hand-off day moves"}
    message : str
    """

    rotation: str
    kind: Literal["turn too long", "too few people", "hand-off day moves"]
    message: str


def _jain(amounts: list[float]) -> float | None:
    squares = sum(a * a for a in amounts)
    return sum(amounts) ** 2 / (len(amounts) * squares) if squares else None


def on_call_load(
    schedule: OnCallSchedule,
    *,
    start: datetime,
    end: datetime,
    office_hours: OfficeHours | Mapping[str, OfficeHours] | None = None,
) -> OnCallLoad:
    """How the load of being on call is shared between two instants.

    Parameters
    ----------
    schedule : OnCallSchedule
    start, end : datetime
        Aware.
    office_hours : calendar, or mapping of person to calendar, optional
        When people are at work anyway, for all or for each; for whom there is none, nothing is
        said of off-hours.

    Returns
    -------
    OnCallLoad

    Raises
    ------
    InputError
        For naive instants, or an end that is not after the start.

    Notes
    -----
    Jain's index is ``(sum x)^2 / (n sum x^2)``.

    References
    ----------
    Jain, Chiu and Hawe, A Quantitative Measure of Fairness and Discrimination (1984).
    """
    people = dict.fromkeys(person for r in schedule.rotations for person in r.people)
    people |= dict.fromkeys(override.person for override in schedule.overrides)
    by_person: dict[str, list[OnCallTurn]] = {person: [] for person in people}
    for turn in on_call_turns(schedule, start=start, end=end):
        if turn.person is not None:
            by_person[turn.person].append(turn)
    time = {
        who: sum((t.end - t.start for t in turns), timedelta()) for who, turns in by_person.items()
    }
    total = sum(time.values(), timedelta())
    off = {who: _off_hours(turns, _hours(office_hours, who)) for who, turns in by_person.items()}
    rows = tuple(
        PersonLoad(who, time[who], len(turns), off[who], time[who] / total if total else 0.0)
        for who, turns in sorted(by_person.items())
    )
    outside = [length for length in off.values() if length is not None]
    hour = timedelta(hours=1)
    return OnCallLoad(
        people=rows,
        fairness=_jain([length / hour for length in time.values()]),
        off_hours_fairness=_jain([length / hour for length in outside]),
    )


def _hours(given: OfficeHours | Mapping[str, OfficeHours] | None, who: str) -> OfficeHours | None:
    return given.get(who) if isinstance(given, Mapping) else given


def _off_hours(turns: list[OnCallTurn], calendar: OfficeHours | None) -> timedelta | None:
    if calendar is None:
        return None
    length = timedelta()
    for turn in turns:
        inside = open_spans(turn.start.astimezone(UTC), turn.end.astimezone(UTC), calendar=calendar)
        length += turn.end - turn.start - sum((b - a for a, b in inside), timedelta())
    return length


def coverage_findings(
    schedule: OnCallSchedule, *, start: datetime, end: datetime
) -> tuple[CoverageFinding, ...]:
    """Stretches that nobody covers, that two rotations cover, or one person in two layers.

    Parameters
    ----------
    schedule : OnCallSchedule
    start, end : datetime
        Aware.

    Returns
    -------
    tuple of CoverageFinding
        Empty where every layer has exactly one person at every instant, and nobody two layers;
        gaps and overlaps layer by layer, then doubles.

    Raises
    ------
    InputError
        For naive instants, or an end that is not after the start.
    """
    low, high = span(start, end)
    found: list[CoverageFinding] = []
    for layer, rows in stretches(schedule, low, high).items():
        for row in rows:
            if row.person is None:
                _add(found, CoverageFinding("gap", (layer,), row.start, row.end, ()))
            elif len(row.rotations) > 1 and not row.override:
                _add(found, CoverageFinding("overlap", (layer,), row.start, row.end, row.rotations))
    by_person: dict[str, list[OnCallTurn]] = {}
    for turn in on_call_turns(schedule, start=low, end=high):
        if turn.person is not None:
            by_person.setdefault(turn.person, []).append(turn)
    for person, turns in by_person.items():
        for one, two in combinations(turns, 2):
            begin, stop = max(one.start, two.start), min(one.end, two.end)
            if begin < stop:  # stretches of one layer never overlap, so these are of two
                _add(
                    found, CoverageFinding("double", (one.layer, two.layer), begin, stop, (person,))
                )
    return tuple(found)


def _add(found: list[CoverageFinding], new: CoverageFinding) -> None:
    """Append, or lengthen the last where it is the same and ends where the new one begins."""
    if found:
        last = found[-1]
        same = (last.kind, last.layers, last.who) == (new.kind, new.layers, new.who)
        if same and last.end == new.start:
            found[-1] = CoverageFinding(last.kind, last.layers, last.start, new.end, last.who)
            return
    found.append(new)


def rotation_findings(
    schedule: OnCallSchedule, *, rule: OnCallRule | None = None
) -> tuple[RotationFinding, ...]:
    """Rotations that break the rules for turns, people and hand-offs.

    Parameters
    ----------
    schedule : OnCallSchedule
    rule : OnCallRule, optional
        The published one by default: turns of a week at most, two people at least, hands
        changed always at the same time.

    Returns
    -------
    tuple of RotationFinding

    Notes
    -----
    A turn that is neither a day nor whole weeks changes hands on another weekday each time.

    Examples
    --------
    >>> from datetime import date
    >>> from supportops.escalation import OnCallRotation
    >>> schedule = OnCallSchedule(rotations=[OnCallRotation(name="primary", people=("Ada", "Bo"),
    ...     timezone="UTC", first_day=date(2026, 3, 2), turn_days=8)])
    >>> [row.kind for row in rotation_findings(schedule)]
    ['turn too long', 'hand-off day moves']
    """
    limits = on_call_rule() if rule is None else rule
    found = []
    for one in schedule.rotations:
        if one.turn_days > 7 * limits.rotation_max_weeks:
            message = f"turns of {one.turn_days} days, at most {limits.rotation_max_weeks} week(s)"
            found.append(RotationFinding(one.name, "turn too long", message))
        if len(one.people) < limits.people_min:
            message = f"{len(one.people)} in turn, at least {limits.people_min}"
            found.append(RotationFinding(one.name, "too few people", message))
        if one.turn_days != 1 and one.turn_days % 7:
            length = duration_text(timedelta(days=one.turn_days))
            message = f"turns of {length} change hands on another weekday each time"
            found.append(RotationFinding(one.name, "hand-off day moves", message))
    return tuple(found)
