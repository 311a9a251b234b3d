"""What given agents deliver in one interval."""

from dataclasses import dataclass

from supportops import queueing
from supportops._kit.durations import DurationLike
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops.workforce._doors import length
from supportops.workforce._targets import figures_of, load_of, seconds, slots_of_agents

__all__ = ["Service", "service_at"]


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
    load, time, _ = load_of(volume, interval=interval, handle_time=handle_time)
    people, several = whole(agents, "agents"), slots_of_agents(concurrency)
    within = length(answer_within, "answer_within", zero=True)
    asked = {
        "within": within.total_seconds(),
        "patience": seconds(patience, "patience"),
        "definition": definition,
    }
    found = figures_of(load, people * several, time, asked)
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
