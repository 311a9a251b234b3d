"""Agents for one interval, where customers wait in line; and what given agents deliver."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from supportops import queueing
from supportops._kit.durations import DurationLike, duration
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce._doors import below_one, length, volume_of
from supportops.workforce.capacity import at_once
from supportops.workforce.shrinkage import scheduled_agents

__all__ = ["Service", "Staffing", "agents_needed", "service_at"]


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
    paid_hours : float
        Paid heads times the length of the interval [hours].
    wait_probability : float
        Share of contacts that wait at all.
    service_level : float or None
        Share that is answered within the target; None without a target time.
    occupancy : float
        Share of their time that the agents are busy.
    mean_wait : float
        Mean wait [seconds].
    abandonment : float
        Share that gives up; 0 without patience.
    """

    load: float
    agents: int
    paid: int
    paid_hours: float
    wait_probability: float
    service_level: float | None
    occupancy: float
    mean_wait: float
    abandonment: float

    @property
    def uplift(self) -> float | None:
        """Agents beyond the load, as part of it [share]; None without any load."""
        return self.agents / self.load - 1.0 if self.load else None


@dataclass(frozen=True, slots=True)
class Service(Result):
    """What given agents deliver in an interval.

    Attributes
    ----------
    load : float
        Offered load [erlangs].
    agents : int
        Agents at work [agents].
    stable : bool
        Whether the queue has a steady state; always so where customers give up.
    wait_probability : float
        Share of contacts that wait at all.
    service_level : float
        Share that is answered within the target; 0 under overload.
    occupancy : float
        Share of their time that the agents are busy.
    mean_wait : float
        Mean wait [seconds]; infinite under overload.
    abandonment : float
        Share that gives up; 0 without patience.
    """

    load: float
    agents: int
    stable: bool
    wait_probability: float
    service_level: float
    occupancy: float
    mean_wait: float
    abandonment: float


def seconds(value: DurationLike | None, name: str) -> float | None:
    """Length in seconds, zero or more; None stays None."""
    return None if value is None else duration(value, name).total_seconds()


def targets(
    *,
    answer_within: DurationLike | None,
    service_level: ShareLike | None,
    max_wait: DurationLike | None = None,
    max_abandonment: ShareLike | None = None,
    max_occupancy: ShareLike | None = None,
    patience: DurationLike | None = None,
    definition: queueing.Definition = "offered",
) -> dict[str, Any]:
    """Targets of an interval in the words of queueing, in seconds."""
    if (answer_within is None) != (service_level is None):
        raise InputError("answer_within and service_level must be given together; got one of them")
    if all(v is None for v in (service_level, max_wait, max_abandonment, max_occupancy)):
        raise InputError(
            "a target must be given; got none; name answer_within and service_level, max_wait, "
            "max_abandonment or max_occupancy"
        )
    level = None if service_level is None else share(service_level, "service_level")
    if level == 1:
        raise InputError(
            f"service_level must be below 1; got {shown(service_level)}; "
            "no finite team answers everybody in time"
        )
    gone = None if max_abandonment is None else share(max_abandonment, "max_abandonment")
    if gone is not None and patience is None:
        raise InputError("patience must be given with max_abandonment; got None")
    if gone == 0:
        raise InputError("max_abandonment must be above zero; got 0")
    return {
        "within": seconds(answer_within, "answer_within"),
        "service_level": level,
        "max_wait": None if max_wait is None else length(max_wait, "max_wait").total_seconds(),
        "max_abandonment": gone,
        "max_occupancy": _busy(max_occupancy),
        "patience": seconds(patience, "patience"),
        "definition": definition,
    }


def _busy(limit: ShareLike | None) -> float | None:
    if limit is None:
        return None
    part = share(limit, "max_occupancy")
    if not part:
        raise InputError(f"max_occupancy must be above zero; got {shown(limit)}")
    return part


def agents_needed(
    volume: float,
    *,
    interval: DurationLike,
    handle_time: DurationLike,
    answer_within: DurationLike | None = None,
    service_level: ShareLike | None = None,
    shrinkage: ShareLike = 0.0,
    patience: DurationLike | None = None,
    definition: queueing.Definition = "offered",
    max_wait: DurationLike | None = None,
    max_abandonment: ShareLike | None = None,
    max_occupancy: ShareLike | None = None,
    concurrency: int = 1,
) -> Staffing:
    """Fewest agents that keep every promise given in one interval, by Erlang C or Erlang A.

    Parameters
    ----------
    volume : float
        Contacts that arrive in the interval [contacts], zero or more.
    interval : duration
        Length of the interval.
    handle_time : duration
        Mean handle time.
    answer_within, service_level : duration and share, optional
        Wait that the target allows, and the share to be answered within it, below 1.
    shrinkage : share
        Share of paid time that is not worked.
    patience : duration, optional
        Mean time after which a waiting customer gives up; without it nobody does.
    definition : {"offered", "virtual", "answered", "excluding_short_abandons"}
        What the service level counts where customers give up.
    max_wait : duration, optional
        Most mean wait.
    max_abandonment : share, optional
        Most share that may give up; needs patience.
    max_occupancy : share, optional
        Most busy share of the agents.
    concurrency : int
        Contacts that an agent handles at once [contacts]; `handle_time` is then the time that
        a contact takes in such company.

    Returns
    -------
    Staffing

    Raises
    ------
    InputError
        For a negative volume, no interval, no handle time, no target, or a service level of 1,
        which no finite number of agents reaches.

    Notes
    -----
    Poisson arrivals at a steady rate, exponential handle times: M/M/n, with patience M/M/n+M.
    The interval should be long beside the handle time; else use `carried_loads`. Chats are
    served in ``agents * concurrency`` slots, which is exact where slots do not share an agent's
    speed; `supportops.queueing.chat_queue` looks closer.

    Examples
    --------
    >>> answer = agents_needed(100, interval="30m", handle_time="3m", answer_within="20s",
    ...                        service_level=0.8, shrinkage=0.3)
    >>> answer.agents, answer.paid
    (14, 20)
    """
    asked = targets(
        answer_within=answer_within,
        service_level=service_level,
        max_wait=max_wait,
        max_abandonment=max_abandonment,
        max_occupancy=max_occupancy,
        patience=patience,
        definition=definition,
    )
    load, time, span = _load(volume, interval=interval, handle_time=handle_time)
    below_one(shrinkage)
    several = _slots(concurrency)
    agents = int(-(-queueing.servers_needed(load, service_time=time, **asked) // several))
    found = _figures(load, agents * several, time, asked)
    paid = scheduled_agents(agents, shrinkage=shrinkage)
    return Staffing(
        load=load,
        agents=agents,
        paid=paid,
        paid_hours=paid * (span / timedelta(hours=1)),
        wait_probability=found.wait_probability,
        service_level=None if answer_within is None else found.service_level,
        occupancy=found.occupancy,
        mean_wait=found.mean_wait,
        abandonment=found.abandonment,
    )


def service_at(
    volume: float,
    *,
    agents: int,
    interval: DurationLike,
    handle_time: DurationLike,
    answer_within: DurationLike,
    patience: DurationLike | None = None,
    definition: queueing.Definition = "offered",
    concurrency: int = 1,
) -> Service:
    """What a given number of agents delivers in one interval.

    Parameters
    ----------
    volume : float
        Contacts that arrive in the interval [contacts], zero or more.
    agents : int
        Agents at work [agents], zero or more.
    interval, handle_time, answer_within, patience, definition, concurrency
        As in `agents_needed` [contacts].

    Returns
    -------
    Service

    Raises
    ------
    InputError
        For a negative volume, no interval or no handle time.

    Examples
    --------
    >>> found = service_at(100, agents=14, interval="30m", handle_time="3m", answer_within="20s")
    >>> round(found.service_level, 3), round(found.mean_wait, 1)
    (0.888, 7.8)
    """
    load, time, _ = _load(volume, interval=interval, handle_time=handle_time)
    people, several = whole(agents, "agents"), _slots(concurrency)
    asked = {
        "within": seconds(answer_within, "answer_within"),
        "patience": seconds(patience, "patience"),
        "definition": definition,
    }
    found = _figures(load, people * several, time, asked)
    return Service(
        load=load,
        agents=people,
        stable=patience is not None or queueing.stable(load, people * several),
        wait_probability=found.wait_probability,
        service_level=found.service_level,
        occupancy=found.occupancy,
        mean_wait=found.mean_wait,
        abandonment=found.abandonment,
    )


def _load(
    volume: float, *, interval: DurationLike, handle_time: DurationLike
) -> tuple[float, float, timedelta]:
    count = volume_of(volume)
    span = length(interval, "interval")
    time = length(handle_time, "handle_time").total_seconds()
    return count * time / span.total_seconds(), time, span


def _slots(concurrency: int) -> int:
    at_once(concurrency)
    return whole(concurrency, "concurrency")


def _figures(
    load: float, servers: int, time: float, asked: Mapping[str, Any]
) -> queueing.QueueFigures:
    within = asked["within"]
    return queueing.queue_figures(
        load,
        servers,
        service_time=time,
        within=0.0 if within is None else within,
        patience=asked["patience"],
        definition=asked["definition"],
    )
