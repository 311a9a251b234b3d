"""The capacity equation, and what a seat takes that must never be empty."""

from dataclasses import dataclass
from datetime import timedelta

from supportops._kit.durations import DurationLike
from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce._doors import (
    below_one,
    length,
    share_above_zero,
    stretched,
    volume_of,
    whole_up,
)

__all__ = ["Capacity", "FteRequirement", "required_agents", "required_fte", "seat_agents"]


@dataclass(frozen=True, slots=True)
class Capacity(Result):
    """People that a workload takes.

    Attributes
    ----------
    agents : float
        Exact answer [full-time agents].
    heads : int
        The next whole number [heads].
    workload : timedelta
        Working time that the volume takes in the period.
    productive : timedelta
        Working time on tickets that one agent has in the period.
    """

    agents: float
    heads: int
    workload: timedelta
    productive: timedelta

    def __float__(self) -> float:
        return self.agents


def required_agents(
    volume: float,
    *,
    handle_time: DurationLike,
    hours: DurationLike,
    utilization: ShareLike,
    concurrency: float = 1.0,
) -> Capacity:
    """Agents that a volume of tickets takes, by the capacity equation.

    Parameters
    ----------
    volume : float
        Tickets in the period [tickets], zero or more.
    handle_time : duration
        Mean working time on a ticket.
    hours : duration
        Working time that one agent has in the same period, meetings and breaks included.
    utilization : share
        Share of `hours` that goes to tickets, above zero.
    concurrency : float
        Contacts that one agent handles at once [contacts], 1 or more; chats may be 2 to 3.
        `handle_time` is then the time a contact takes in such company.

    Returns
    -------
    Capacity

    Raises
    ------
    InputError
        For a negative volume or time, no hours, or no utilization.

    Notes
    -----
    ``agents = volume * handle_time / (hours * utilization * concurrency)``. An average over the
    period: it knows neither peaks nor promises, which `agents_needed` looks at. It is the
    offered load over the period's agent hours, ``load / utilization``, so shrinkage and
    occupancy are in `utilization` already (`utilization_from`): never add shrinkage again.

    References
    ----------
    support-operations skill, The Capacity Planning Equation.

    Examples
    --------
    >>> answer = required_agents(500, handle_time="20m", hours="8h", utilization=0.75)
    >>> round(answer.agents, 2), answer.heads
    (27.78, 28)
    """
    count = volume_of(volume)
    each = length(handle_time, "handle_time", zero=True)
    available = length(hours, "hours")
    part = share_above_zero(utilization, "utilization")
    several = at_once(concurrency)
    agents = count * (each / available) / part / several
    workload = stretched(each, count / several, "volume")
    return Capacity(agents, whole_up(agents), workload, available * part)


def at_once(concurrency: float) -> float:
    """Contacts that an agent handles at once, 1 or more."""
    several = from_zero(concurrency, "concurrency")
    if several < 1:
        raise InputError(f"concurrency must be 1 or more; got {shown(concurrency)}")
    return several


@dataclass(frozen=True, slots=True)
class FteRequirement(Result):
    """Full-time equivalents behind a workload.

    Attributes
    ----------
    agents : float
        Exact answer [full-time equivalents].
    heads : int
        The next whole number [heads]; part-time people are shares of a head.
    workload : timedelta
        Handling time.
    available : timedelta
        Time at work that it takes at the occupancy.
    paid : timedelta
        Paid time behind it.
    """

    agents: float
    heads: int
    workload: timedelta
    available: timedelta
    paid: timedelta


def required_fte(
    workload: DurationLike, *, hours: DurationLike, occupancy: ShareLike, shrinkage: ShareLike
) -> FteRequirement:
    """Full-time equivalents behind a workload, with occupancy and shrinkage kept apart.

    Parameters
    ----------
    workload : duration
        Handling time of the period.
    hours : duration
        Paid time of one full-time equivalent in the period.
    occupancy : share
        Share of their available time that agents are busy, above zero.
    shrinkage : share
        Share of paid time that is not worked, below 1.

    Returns
    -------
    FteRequirement

    Raises
    ------
    InputError
        For a negative workload, no hours, no occupancy, or a shrinkage of 1.

    Notes
    -----
    ``workload / occupancy / ((1 - shrinkage) * hours)``, which is the capacity equation with
    ``utilization = occupancy * (1 - shrinkage)``.

    Examples
    --------
    >>> round(required_fte("1200h", hours="40h", occupancy=0.8, shrinkage="30%").agents, 2)
    53.57
    """
    work = length(workload, "workload", zero=True)
    paid = length(hours, "hours")
    busy = share_above_zero(occupancy, "occupancy")
    worked = 1 - below_one(shrinkage)
    agents = work / paid / busy / worked
    return FteRequirement(
        agents=agents,
        heads=whole_up(agents),
        workload=work,
        available=stretched(work, 1 / busy, "workload"),
        paid=stretched(work, 1 / busy / worked, "workload"),
    )


def seat_agents(hours: DurationLike, *, contract: DurationLike, shrinkage: ShareLike) -> float:
    """Agents that one seat takes which is staffed for given hours a week.

    Parameters
    ----------
    hours : duration
        Hours a week that the seat is staffed; around the clock is ``"168h"``.
    contract : duration
        Paid hours a week of one agent.
    shrinkage : share
        Share of paid time that is not worked, below 1.

    Returns
    -------
    float
        ``hours / (contract * (1 - shrinkage))`` [full-time agents].

    Raises
    ------
    InputError
        For negative hours, no contract, or a shrinkage of 1.

    Examples
    --------
    >>> round(seat_agents("168h", contract="40h", shrinkage="30%"), 2)
    6.0
    """
    staffed = length(hours, "hours", zero=True)
    return staffed / length(contract, "contract") / (1 - below_one(shrinkage))
