"""The capacity equation, and what a seat takes that must never be empty."""

import math
from dataclasses import dataclass
from datetime import timedelta

from supportops._kit.durations import DurationLike, duration
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["Capacity", "required_agents", "scheduled_agents", "seat_agents"]


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
    volume: float, *, handle_time: DurationLike, hours: DurationLike, utilization: ShareLike
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

    Returns
    -------
    Capacity

    Raises
    ------
    InputError
        For a negative volume or time, no hours, or no utilization.

    Notes
    -----
    ``agents = volume * handle_time / (hours * utilization)``. An average over the period: it
    knows neither peaks nor promises, which `agents_needed` looks at.

    References
    ----------
    support-operations skill, The Capacity Planning Equation.

    Examples
    --------
    >>> answer = required_agents(500, handle_time="20m", hours="8h", utilization=0.75)
    >>> round(answer.agents, 2), answer.heads
    (27.78, 28)
    """
    if isinstance(volume, (str, bool)) or not 0 <= volume < math.inf:
        raise InputError(f"volume must be a finite number, zero or more; got {shown(volume)}")
    each, available = _positive(handle_time, "handle_time", zero=True), _positive(hours, "hours")
    part = share(utilization, "utilization")
    if not part:
        raise InputError(f"utilization must be above zero; got {shown(utilization)}")
    agents = volume * (each / available) / part
    return Capacity(agents, _whole(agents), each * volume, available * part)


def scheduled_agents(agents: float, *, shrinkage: ShareLike) -> int:
    """Paid heads behind a number of agents at work.

    Parameters
    ----------
    agents : float
        Agents at work [agents], zero or more.
    shrinkage : share
        Share of paid time that is not worked, below 1.

    Returns
    -------
    int
        ``ceil(agents / (1 - shrinkage))`` [heads], with exact arithmetic: 21 at 30 % are 30.

    Raises
    ------
    InputError
        For negative agents, or a shrinkage of 1.

    Examples
    --------
    >>> scheduled_agents(14, shrinkage="30%")
    20
    """
    if not 0 <= agents < math.inf:
        raise InputError(f"agents must be a finite number, zero or more; got {shown(agents)}")
    return _whole(agents / (1 - _shrinkage(shrinkage)))


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
    staffed = _positive(hours, "hours", zero=True)
    paid = _positive(contract, "contract")
    return staffed / paid / (1 - _shrinkage(shrinkage))


def _positive(value: DurationLike, name: str, *, zero: bool = False) -> timedelta:
    length = duration(value, name)
    if length < timedelta() or not (zero or length):
        raise InputError(
            f"{name} must be {'zero or more' if zero else 'above zero'}; got {shown(value)}"
        )
    return length


def _shrinkage(value: ShareLike) -> float:
    part = share(value, "shrinkage")
    if part == 1:
        raise InputError(f"shrinkage must be below 1; got {shown(value)}")
    return part


def _whole(agents: float) -> int:
    # A quotient of decimals may land a few ulps above a whole number that it equals: 21/0.7.
    nearest = round(agents)
    return nearest if math.isclose(agents, nearest, rel_tol=1e-12) else math.ceil(agents)
