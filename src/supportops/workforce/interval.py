"""Agents for one interval, where customers wait in line."""

from dataclasses import dataclass

from supportops import queueing
from supportops._kit.durations import DurationLike, duration
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce.capacity import scheduled_agents

__all__ = ["Staffing", "agents_needed"]


@dataclass(frozen=True, slots=True)
class Staffing(Result):
    """Agents for an interval, and what they bring about.

    Attributes
    ----------
    load : float
        Offered load [erlangs].
    agents : int
        Agents at work [agents].
    paid : int
        Paid heads behind them [heads].
    service_level : float
        Share that is answered within the target.
    occupancy : float
        Share of their time that the agents are busy.
    mean_wait : float
        Mean wait [seconds].
    """

    load: float
    agents: int
    paid: int
    service_level: float
    occupancy: float
    mean_wait: float


def agents_needed(
    volume: float,
    *,
    interval: DurationLike,
    handle_time: DurationLike,
    answer_within: DurationLike,
    service_level: ShareLike,
    shrinkage: ShareLike = 0.0,
) -> Staffing:
    """Fewest agents that answer a share of contacts within a time, by Erlang C.

    Parameters
    ----------
    volume : float
        Contacts that arrive in the interval [contacts], zero or more.
    interval : duration
        Length of the interval.
    handle_time : duration
        Mean handle time.
    answer_within : duration
        Wait that the target allows.
    service_level : share
        Share to be answered within it, below 1.
    shrinkage : share
        Share of paid time that is not worked.

    Returns
    -------
    Staffing

    Raises
    ------
    InputError
        For a negative volume, no interval, no handle time, or a service level of 1, which no
        finite number of agents reaches.

    Notes
    -----
    Poisson arrivals, exponential handle times, no customer gives up: M/M/n.

    Examples
    --------
    >>> answer = agents_needed(100, interval="30m", handle_time="3m", answer_within="20s",
    ...                        service_level=0.8, shrinkage=0.3)
    >>> answer.agents, answer.paid
    (14, 20)
    """
    if isinstance(volume, (str, bool)) or not 0 <= volume < float("inf"):
        raise InputError(f"volume must be a finite number, zero or more; got {shown(volume)}")
    length = duration(interval, "interval").total_seconds()
    service_time = duration(handle_time, "handle_time").total_seconds()
    within = duration(answer_within, "answer_within").total_seconds()
    for name, seconds in (("interval", length), ("handle_time", service_time)):
        if seconds <= 0:
            raise InputError(f"{name} must be above zero; got {seconds:g}s")
    target = share(service_level, "service_level")
    if target == 1:
        raise InputError(
            "service_level must be below 1; got 1; no finite team answers everybody in time"
        )
    load = volume * service_time / length
    servers = queueing.servers_needed(
        load, service_time=service_time, within=within, service_level=target
    )
    return Staffing(
        load=load,
        agents=int(servers),
        paid=scheduled_agents(servers, shrinkage=shrinkage),
        service_level=queueing.service_level(
            load, servers, within=within, service_time=service_time
        ),
        occupancy=queueing.occupancy(load, servers) if servers else 0.0,
        mean_wait=queueing.mean_wait(load, servers, service_time=service_time),
    )
