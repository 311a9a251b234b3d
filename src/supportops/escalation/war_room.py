"""How far a war room has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal, TypeAlias

from supportops._kit.data import Source, read_data
from supportops._kit.durations import Duration
from supportops._kit.instants import instant
from supportops._kit.models import Model
from supportops._kit.names import mapped
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.escalation._clock import later

__all__ = ["WarRoomProgress", "WarRoomProtocol", "war_room_progress", "war_room_protocol"]

Phase: TypeAlias = Literal["initiation", "active", "resolution", "done"]


class WarRoomProtocol(Model, frozen=True, extra="forbid"):
    """Steps of a war room in three phases.

    Attributes
    ----------
    applies_to : str
        Severity.
    initiation : timedelta
        By when the first phase is over.
    status_page_every : timedelta
        How often the status page is refreshed.
    phases : dict of str to tuple of str
        Steps of initiation, active and resolution.
    source : Source
    """

    applies_to: str
    initiation: Duration
    status_page_every: Duration
    phases: dict[Literal["initiation", "active", "resolution"], tuple[str, ...]]
    source: Source


@dataclass(frozen=True, slots=True)
class WarRoomProgress(Result):
    """How far a war room has come.

    Attributes
    ----------
    phase : {"initiation", "active", "resolution", "done"}
        The first phase with a step to do.
    done, to_do : tuple of str
        Steps of that phase.
    late : tuple of str
        Steps of the initiation that were done late, or are past due.
    status_page_due : datetime or None
        When the page has to be refreshed; None when all is done.
    status_page_late : timedelta
        How long that is past.
    """

    phase: Phase
    done: tuple[str, ...]
    to_do: tuple[str, ...]
    late: tuple[str, ...]
    status_page_due: datetime | None
    status_page_late: timedelta


@cache
def war_room_protocol() -> WarRoomProtocol:
    """Published war-room protocol of the support-operations skill."""
    row = read_data("escalation", "incidents")["war_room"]
    fields: dict[str, Any] = {k: v for k, v in row.items() if k not in {"source", "where"}}
    return WarRoomProtocol(**fields, source=Source(source=row["source"], where=row["where"]))


def war_room_progress(
    started: datetime,
    *,
    done: Mapping[str, datetime],
    now: datetime,
    refreshed: datetime | None = None,
    protocol: WarRoomProtocol | None = None,
) -> WarRoomProgress:
    """How far a war room has come, what is late, and when the status page is due.

    Parameters
    ----------
    started : datetime
        When the war room began; aware.
    done : mapping of str to datetime
        When each step was done.
    now : datetime
        The present; aware.
    refreshed : datetime, optional
        When the status page was last refreshed; None is not yet, so that it is due one interval
        after the start.
    protocol : WarRoomProtocol, optional
        The published one by default.

    Returns
    -------
    WarRoomProgress

    Raises
    ------
    InputError
        For an unknown step, naive instants, or instants outside of the start and the present.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    >>> progress = war_room_progress(at, done={"open the bridge": at}, now=at.replace(minute=16))
    >>> progress.phase, len(progress.late), str(progress.status_page_late)
    ('initiation', 4, '0:01:00')
    """
    rules = war_room_protocol() if protocol is None else protocol
    begin, present = instant(started, "started"), instant(now, "now")
    if present < begin:
        raise InputError(f"now must not be before started; got {present.isoformat()}")
    steps = [step for phase in rules.phases.values() for step in phase]
    at = {}
    for step, given in mapped(done, "done").items():
        if step not in steps:
            raise InputError(f"done must name steps: {joined(steps)}; got {shown(step)}")
        at[step] = _within(given, f"done[{step}]", begin, present)
    last = begin if refreshed is None else _within(refreshed, "refreshed", begin, present)
    deadline = later(begin, rules.initiation)
    late = tuple(step for step in rules.phases["initiation"] if at.get(step, present) > deadline)
    phase: Phase = "done"
    for name, wanted in rules.phases.items():
        if any(step not in at for step in wanted):
            phase = name
            break
    own = () if phase == "done" else rules.phases[phase]
    due = None if phase == "done" else later(last, rules.status_page_every)
    return WarRoomProgress(
        phase=phase,
        done=tuple(step for step in own if step in at),
        to_do=tuple(step for step in own if step not in at),
        late=late,
        status_page_due=due,
        status_page_late=timedelta() if due is None else max(present - due, timedelta()),
    )


def _within(given: datetime, name: str, begin: datetime, present: datetime) -> datetime:
    at = instant(given, name)
    if not begin <= at <= present:
        raise InputError(f"{name} must lie between started and now; got {at.isoformat()}")
    return at
