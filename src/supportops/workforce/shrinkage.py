"""Paid time that is not worked: how its parts add up, and what it does to heads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import fsum, prod

from supportops._kit.durations import DurationLike
from supportops._kit.names import collected, mapped
from supportops._kit.reals import above_zero, from_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce._doors import below_one, length, share_above_zero, volume_of, whole_up

__all__ = [
    "TimeWaterfall",
    "additive_shrinkage",
    "agents_present",
    "days_shrinkage",
    "occupancy_from",
    "paid_agents",
    "scheduled_agents",
    "sequential_shrinkage",
    "time_waterfall",
    "utilization_from",
]


def additive_shrinkage(parts: Iterable[ShareLike]) -> float:
    """Shrinkage whose parts are all shares of the same paid time.

    Parameters
    ----------
    parts : iterable of share
        Leave, training, breaks and so on, each of all paid hours.

    Returns
    -------
    float
        Their sum [share].

    Raises
    ------
    InputError
        If a part is no share, or their sum is above 1.

    Examples
    --------
    >>> round(additive_shrinkage([0.10, 0.05, 0.12]), 4)
    0.27
    """
    values = [share(part, "parts") for part in collected(parts, "parts")]
    total = fsum(values)
    if total > 1 + 1e-12:
        raise InputError(f"parts must sum to at most 1; got {total:.10g}")
    return min(total, 1.0)


def sequential_shrinkage(parts: Iterable[ShareLike]) -> float:
    """Shrinkage whose parts apply one after another, each to what the last has left.

    Parameters
    ----------
    parts : iterable of share
        In any order.

    Returns
    -------
    float
        ``1 - prod(1 - part)`` [share].

    Raises
    ------
    InputError
        If a part is no share.

    Examples
    --------
    >>> round(sequential_shrinkage([0.10, 0.05, 0.12]), 4)
    0.2476
    """
    return 1.0 - prod(1.0 - share(part, "parts") for part in collected(parts, "parts"))


def days_shrinkage(days_lost: Mapping[str, float], *, days: float) -> float:
    """Shrinkage from the days that an agent loses in a year.

    Parameters
    ----------
    days_lost : mapping of str to float
        Days for each reason [days].
    days : float
        Paid days [days], above zero.

    Returns
    -------
    float
        Days lost over paid days [share].

    Raises
    ------
    InputError
        For negative days, or more lost than paid.

    Examples
    --------
    >>> round(days_shrinkage({"leave": 26, "sick": 13}, days=260), 2)
    0.15
    """
    paid = above_zero(days, "days")
    given = mapped(days_lost, "days_lost")
    lost = sum(from_zero(value, f"days_lost[{shown(name)}]") for name, value in given.items())
    if lost > paid:
        raise InputError(f"days_lost must sum to at most days; got {lost:g} of {paid:g}")
    return lost / paid


def utilization_from(occupancy: ShareLike, *, shrinkage: ShareLike) -> float:
    """Share of paid time that goes to contacts.

    Parameters
    ----------
    occupancy : share
        Busy share of available time.
    shrinkage : share
        Share of paid time that is not worked.

    Returns
    -------
    float
        ``occupancy * (1 - shrinkage)`` [share].

    Raises
    ------
    InputError
        If one is no share.

    Notes
    -----
    The capacity equation takes utilization alone; Erlang formulas give occupancy, and shrinkage
    is added to their agents. All three together would count the same time twice. Published
    utilization of 70 to 80 % beside a shrinkage of 20 to 30 % leaves no idle time at all:
    `occupancy_from` says 1.

    Examples
    --------
    >>> round(utilization_from("85%", shrinkage="30%"), 3)
    0.595
    """
    return share(occupancy, "occupancy") * (1.0 - share(shrinkage, "shrinkage"))


def occupancy_from(utilization: ShareLike, *, shrinkage: ShareLike) -> float:
    """Busy share of available time that a utilization and a shrinkage imply.

    Parameters
    ----------
    utilization : share
        Share of paid time that goes to contacts.
    shrinkage : share
        Share of paid time that is not worked, below 1.

    Returns
    -------
    float
        ``utilization / (1 - shrinkage)`` [share]. At 1 a queue has no steady state.

    Raises
    ------
    InputError
        If more time would be busy than there is.

    Examples
    --------
    >>> occupancy_from("70%", shrinkage="30%")
    1.0
    """
    used, worked = share(utilization, "utilization"), 1.0 - below_one(shrinkage)
    busy = used / worked
    if busy > 1.0 + 1e-12:
        raise InputError(
            f"utilization must be at most 1 - shrinkage; got {used:g} of {worked:.10g}"
        )
    return min(busy, 1.0)


def paid_agents(agents: float, *, shrinkage: ShareLike) -> float:
    """Paid full-time agents behind a number of agents at work.

    Parameters
    ----------
    agents : float
        Agents at work [agents], zero or more.
    shrinkage : share
        Share of paid time that is not worked, below 1.

    Returns
    -------
    float
        ``agents / (1 - shrinkage)`` [full-time agents]; never ``agents * (1 + shrinkage)``.

    Raises
    ------
    InputError
        For negative agents, or a shrinkage of 1.

    Examples
    --------
    >>> round(paid_agents(8, shrinkage=0.3), 2)
    11.43
    """
    return volume_of(agents, "agents") / (1 - below_one(shrinkage))


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
    return whole_up(paid_agents(agents, shrinkage=shrinkage))


def agents_present(heads: float, *, shrinkage: ShareLike) -> float:
    """Agents at work out of paid heads, on average.

    Parameters
    ----------
    heads : float
        Paid heads [heads], zero or more.
    shrinkage : share
        Share of paid time that is not worked.

    Returns
    -------
    float
        ``heads * (1 - shrinkage)`` [agents].

    Raises
    ------
    InputError
        For negative heads.

    Examples
    --------
    >>> agents_present(100, shrinkage="35%")
    65.0
    """
    return volume_of(heads, "heads") * (1.0 - share(shrinkage, "shrinkage"))


@dataclass(frozen=True, slots=True)
class TimeWaterfall(Result):
    """Where paid time goes.

    Attributes
    ----------
    paid : timedelta
    scheduled : timedelta
        Paid time after planned absence.
    available : timedelta
        Scheduled time after unplanned absence.
    handling : timedelta
        Available time spent on contacts.
    utilization : float
        Handling over paid time [share].
    """

    paid: timedelta
    scheduled: timedelta
    available: timedelta
    handling: timedelta
    utilization: float


def time_waterfall(
    paid: DurationLike, *, planned: ShareLike, unplanned: ShareLike, occupancy: ShareLike
) -> TimeWaterfall:
    """Paid, scheduled, available and handling time, each out of the one before.

    Parameters
    ----------
    paid : duration
        Paid time.
    planned : share
        Share of paid time that is planned away: leave, training, meetings.
    unplanned : share
        Share of scheduled time that is lost unplanned: sickness, lateness; below 1.
    occupancy : share
        Busy share of available time, above zero.

    Returns
    -------
    TimeWaterfall

    Raises
    ------
    InputError
        For no paid time, or a share outside its range.

    Examples
    --------
    >>> day = time_waterfall("40h", planned=0.15, unplanned=0.08, occupancy=0.82)
    >>> round(day.utilization, 5)
    0.64124
    """
    whole = length(paid, "paid")
    left, there = 1 - below_one(planned, "planned"), 1 - below_one(unplanned, "unplanned")
    busy = share_above_zero(occupancy, "occupancy")
    used = left * there * busy
    return TimeWaterfall(whole, whole * left, whole * (left * there), whole * used, used)
