"""Whether stated work and stated people fit each other."""

from dataclasses import dataclass
from datetime import timedelta

from supportops._kit.data import Source, read_data
from supportops._kit.durations import Duration, DurationLike, duration
from supportops._kit.models import Model
from supportops._kit.reals import above_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.workforce._doors import length, stretched, volume_of, whole_up
from supportops.workforce.capacity import required_fte
from supportops.workforce.time_use import utilization_from

__all__ = ["Feasibility", "StatedOperation", "feasibility", "stated_operation"]


class StatedOperation(Model, frozen=True, extra="forbid"):
    """Work and people as somebody states them for a year.

    Attributes
    ----------
    name : str
    contacts : float
        Contacts a year [contacts].
    handle_time : Duration
        Mean handle time.
    agents : float
        Full-time agents [FTE].
    source : Source or None
    """

    name: str
    contacts: float
    handle_time: Duration
    agents: float
    source: Source | None = None


def stated_operation(name: str) -> StatedOperation:
    """Published operation of that name, as its publisher states it.

    Parameters
    ----------
    name : {"ast"}

    Returns
    -------
    StatedOperation

    Raises
    ------
    InputError
        For an unknown name.

    Examples
    --------
    >>> stated_operation("ast").agents
    48.0
    """
    rows = read_data("workforce", "operations")["operation"]
    for row in rows:
        if row["name"] == name:
            fields = {k: v for k, v in row.items() if k not in {"source", "where"}}
            return StatedOperation(
                **fields, source=Source(source=row["source"], where=row["where"])
            )
    raise InputError(
        f"name must be one of {joined((row['name'] for row in rows), 'or')}; got {shown(name)}"
    )


@dataclass(frozen=True, slots=True)
class Feasibility(Result):
    """Stated people beside those that the stated work takes.

    Attributes
    ----------
    workload : timedelta
        Handling time of the period.
    workload_per_agent : timedelta
        The same for each stated agent.
    hours : timedelta
        Paid time of one agent in the period.
    stated, required : float
        Full-time agents [FTE].
    required_heads : int
        `required`, rounded up [heads].
    feasible_contacts : float
        Contacts that the stated agents can handle [contacts].
    handled_by_agents : float
        Contacts that agents handle, after those deflected [contacts].
    feasible : bool
    """

    workload: timedelta
    workload_per_agent: timedelta
    hours: timedelta
    stated: float
    required: float
    required_heads: int
    feasible_contacts: float
    handled_by_agents: float
    feasible: bool


def feasibility(
    contacts: float,
    *,
    handle_time: DurationLike,
    agents: float,
    hours: DurationLike,
    occupancy: ShareLike,
    shrinkage: ShareLike,
    deflected: ShareLike = 0.0,
) -> Feasibility:
    """Whether stated agents can handle stated contacts, on average.

    Parameters
    ----------
    contacts : float
        Contacts of the period [contacts], zero or more.
    handle_time : duration
        Mean handle time, above zero.
    agents : float
        Stated full-time agents [FTE], above zero.
    hours : duration
        Paid time of one agent in the period; a year of 40-hour weeks is ``"2080h"``.
    occupancy : share
        Busy share of available time, above zero.
    shrinkage : share
        Share of paid time that is not worked, below 1.
    deflected : share
        Share of contacts that no agent handles.

    Returns
    -------
    Feasibility

    Raises
    ------
    InputError
        For a number outside its range.

    Notes
    -----
    An average: what is infeasible here is so under every queueing model; what is feasible may
    still miss its promises.

    Examples
    --------
    >>> found = feasibility(1_200_000, handle_time="6m45s", agents=48, hours="2080h",
    ...                     occupancy=0.85, shrinkage=0.3)
    >>> round(found.required, 1), round(found.feasible_contacts), found.feasible
    (109.1, 528043, False)
    """
    stated = above_zero(agents, "agents")
    handled = volume_of(contacts, "contacts") * (1.0 - share(deflected, "deflected"))
    each = length(handle_time, "handle_time")
    work = stretched(each, handled, "contacts")
    used = utilization_from(occupancy, shrinkage=shrinkage)
    needed = required_fte(work, hours=hours, occupancy=occupancy, shrinkage=shrinkage)
    return Feasibility(
        workload=work,
        workload_per_agent=work / stated,
        hours=duration(hours, "hours"),
        stated=stated,
        required=needed.agents,
        required_heads=whole_up(needed.agents),
        feasible_contacts=stated * (duration(hours, "hours") / each) * used,
        handled_by_agents=handled,
        feasible=needed.agents <= stated * (1.0 + 1e-12),
    )
