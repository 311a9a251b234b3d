"""Agents for one interval, where customers wait in line."""

from dataclasses import dataclass
from datetime import timedelta

from supportops import queueing
from supportops._kit.durations import DurationLike
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops.workforce._doors import below_one
from supportops.workforce._targets import figures_of, load_of, slots_of_agents, targets
from supportops.workforce.paid_heads import paid_agents, scheduled_agents

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
    fte : float
        Exact full-time equivalents behind them, `agents` over what shrinkage leaves [FTE].
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
    fte: float
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
    load, time, span = load_of(volume, interval=interval, handle_time=handle_time)
    below_one(shrinkage)
    several = slots_of_agents(concurrency)
    agents = int(-(-queueing.servers_needed(load, service_time=time, **asked) // several))
    found = figures_of(load, agents * several, time, asked)
    paid = scheduled_agents(agents, shrinkage=shrinkage)
    return Staffing(
        load=load,
        agents=agents,
        paid=paid,
        fte=paid_agents(agents, shrinkage=shrinkage),
        paid_hours=paid * (span / timedelta(hours=1)),
        wait_probability=found.wait_probability,
        service_level=None if answer_within is None else found.service_level,
        occupancy=found.occupancy,
        mean_wait=found.mean_wait,
        abandonment=found.abandonment,
    )
