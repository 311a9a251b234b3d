"""Whether the people that a playbook states can do the work that it states."""

from dataclasses import dataclass
from datetime import timedelta

from supportops._kit.durations import DurationLike, duration, duration_text
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, percent_text, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.playbooks.figures import operation_figures
from supportops.playbooks.models import Playbook
from supportops.vocabulary import Range

__all__ = ["Feasibility", "feasibility"]

_HOURS_A_YEAR = 365 * 24


@dataclass(frozen=True, slots=True)
class Feasibility(Result):
    """Stated people beside those that the stated work takes.

    Attributes
    ----------
    playbook : str
    feasible : bool or None
        Whether the stated people suffice wherever in their ranges the figures fall; None where
        that depends, or where a figure is missing.
    reason : str
        Verdict with its arithmetic.
    contacts : Range or None
        Contacts a year that people handle.
    handle_time : Range or None
        Minutes for one.
    agents : Range or None
        Stated people.
    workload : Range or None
        Handling hours a year.
    hours_per_agent : Range or None
        Handling hours a year of each stated agent.
    offered : Range or None
        Mean work on hand around the clock, in erlangs.
    required : Range or None
        Full-time agents that the work takes.
    capacity : Range or None
        Contacts a year that the stated people can handle.
    """

    playbook: str
    feasible: bool | None
    reason: str
    contacts: Range | None = None
    handle_time: Range | None = None
    agents: Range | None = None
    workload: Range | None = None
    hours_per_agent: Range | None = None
    offered: Range | None = None
    required: Range | None = None
    capacity: Range | None = None


def feasibility(
    playbook: Playbook,
    *,
    occupancy: ShareLike = "85%",
    shrinkage: ShareLike = "30%",
    hours: DurationLike = "2080h",
    handle_time: DurationLike | None = None,
    deflected: ShareLike = 0.0,
    handle_time_saved: ShareLike = 0.0,
) -> Feasibility:
    """Whether the people that a playbook states can do the work that it states.

    Parameters
    ----------
    playbook : Playbook
        Its `operation` says which figures are meant.
    occupancy : share
        Part of their available time that agents are busy, above zero.
    shrinkage : share
        Part of paid time that is not worked, below 1.
    hours : duration
        Paid time of one agent in a year: 52 weeks of 40 hours unless told otherwise.
    handle_time : duration, optional
        In place of the stated one, or where none is stated.
    deflected : share
        Part of the contacts that never reach people.
    handle_time_saved : share
        Part of the handle time that is saved.

    Returns
    -------
    Feasibility

    Raises
    ------
    InputError
        For no occupancy, no hours, all time lost, or a handle time that is not above zero.

    Notes
    -----
    ``required = contacts * handle_time / (hours * occupancy * (1 - shrinkage))``, the capacity
    equation over a year: an average, which peaks only make worse. Ranges keep both ends. A
    volume without stated people is that of one agent.

    Occupancy and shrinkage are assumptions of ours unless the playbook states them: AST states
    an occupancy of at most 85 %, and the support-operations skill a shrinkage of at most 30 %.

    Examples
    --------
    >>> from supportops.playbooks import open_playbook
    >>> answer = feasibility(open_playbook("ast"))
    >>> answer.feasible, answer.workload.low, answer.hours_per_agent.low
    (False, 135000.0, 2812.5)
    >>> round(answer.required.low, 1), round(answer.capacity.low)
    (109.1, 528043)
    >>> after = feasibility(open_playbook("ast"), deflected="40%", handle_time_saved="18%")
    >>> round(after.required.low, 1)
    53.7
    """
    utilization = _above_zero(occupancy, "occupancy") * (1 - share(shrinkage, "shrinkage"))
    if not utilization:
        raise InputError(f"shrinkage must be below 1; got {shown(shrinkage)}")
    paid = duration(hours, "hours") / timedelta(hours=1)
    if not paid:
        raise InputError(f"hours must be above zero; got {shown(hours)}")
    kept = 1 - share(deflected, "deflected")
    faster = 1 - share(handle_time_saved, "handle_time_saved")
    if not faster:
        raise InputError(f"handle_time_saved must be below 1; got {shown(handle_time_saved)}")
    figures = operation_figures(playbook)
    if "contacts" not in figures:
        return Feasibility(playbook.name, None, "no volume is stated")
    contacts = _a_year(figures["contacts"].bounds, kept)
    minutes = figures["handle_time"].bounds if "handle_time" in figures else None
    if handle_time is not None:
        given = duration(handle_time, "handle_time") / timedelta(minutes=1)
        if not given:
            raise InputError(f"handle_time must be above zero; got {shown(handle_time)}")
        minutes = Range(low=given, high=given, unit="minutes")
    agents = figures["agents"].bounds if "agents" in figures else _ONE
    if minutes is None:
        reason = "no handle time is stated; pass handle_time"
        return Feasibility(playbook.name, None, reason, contacts=contacts, agents=agents)
    minutes = minutes.scaled(faster, "minutes")
    workload = _product(contacts, minutes)
    if workload is None:
        reason = "volume and handle time are open at opposite ends"
        return Feasibility(
            playbook.name, None, reason, contacts=contacts, handle_time=minutes, agents=agents
        )
    required = workload.scaled(1 / (paid * utilization), "agents")
    feasible = _suffices(required, agents)
    words = (
        f"{_digits(contacts)} × {_time(minutes)} = {_digits(workload)}, "
        f"÷ ({paid:,.10g} h × {percent_text(share(occupancy), 2)} × "
        f"{percent_text(1 - share(shrinkage), 2)}) = {_digits(required)}; stated {_digits(agents)}"
    )
    verdict = {
        True: "the stated people suffice",
        False: "the stated people do not suffice",
        None: "it depends on where in their ranges the figures fall",
    }[feasible]
    return Feasibility(
        playbook.name,
        feasible,
        f"{verdict}: {words}",
        contacts=contacts,
        handle_time=minutes,
        agents=agents,
        workload=workload,
        hours_per_agent=_quotient(workload, agents, "hours a year"),
        offered=workload.scaled(1 / _HOURS_A_YEAR, "erlangs"),
        required=required,
        capacity=_quotient(
            agents.scaled(paid * utilization * 60, "minutes a year"), minutes, "contacts a year"
        ),
    )


_ONE = Range(low=1, high=1, unit="people")


def _above_zero(value: ShareLike, name: str) -> float:
    part = share(value, name)
    if not part:
        raise InputError(f"{name} must be above zero; got {shown(value)}")
    return part


def _a_year(volume: Range, kept: float) -> Range:
    factor = (12 if volume.unit.endswith("a month") else 1) * kept
    low, high = (None if end is None else end * factor for end in (volume.low, volume.high))
    return Range(low=low, high=high, unit="contacts a year")


def _range(low: float | None, high: float | None, unit: str) -> Range | None:
    return None if low is None and high is None else Range(low=low, high=high, unit=unit)


def _product(contacts: Range, minutes: Range) -> Range | None:
    low, high = (
        None if number is None or each is None else number * each / 60
        for number, each in ((contacts.low, minutes.low), (contacts.high, minutes.high))
    )
    return _range(low, high, "hours a year")


def _quotient(above: Range, below: Range, unit: str) -> Range | None:
    low, high = (
        None if one is None or not other else one / other
        for one, other in ((above.low, below.high), (above.high, below.low))
    )
    return _range(low, high, unit)


def _suffices(required: Range, agents: Range) -> bool | None:
    slack = 1 + 1e-12  # what floats lose
    if required.high is not None and agents.low is not None and required.high <= agents.low * slack:
        return True
    if required.low is not None and agents.high is not None and required.low > agents.high * slack:
        return False
    return None


def _digits(bounds: Range) -> str:
    ends = [
        f"{end:,.1f}".removesuffix(".0") for end in (bounds.low, bounds.high) if end is not None
    ]
    return f"{' to '.join(dict.fromkeys(ends))} {bounds.unit}"


def _time(minutes: Range) -> str:
    ends = (e for e in (minutes.low, minutes.high) if e is not None)
    return " to ".join(dict.fromkeys(duration_text(timedelta(minutes=e)) for e in ends))
