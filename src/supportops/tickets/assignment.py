"""Assignment models: who takes a ticket. Equal choices go to the id that sorts first."""

from collections.abc import Sequence
from dataclasses import dataclass

from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tickets.agents import Agent, Assignment, Work, load_ratio, screened

__all__ = [
    "Swarm",
    "pick_fewest_open",
    "pick_least_loaded",
    "pick_owner",
    "pick_round_robin",
    "pick_skilled",
    "pick_swarm",
]


def pick_round_robin(
    work: Work, agents: Sequence[Agent], *, after: str | None = None
) -> Assignment:
    """Next agent of the rotation who may take the work.

    Parameters
    ----------
    work : Work
    agents : sequence of Agent
        In the order of the rotation.
    after : str, optional
        Who had the last turn; without it the rotation begins with the first.

    Returns
    -------
    Assignment

    Raises
    ------
    InputError
        If `after` is none of the agents, or two agents have one id.

    Examples
    --------
    >>> team = [Agent(id="ann"), Agent(id="bo", away=True), Agent(id="cy")]
    >>> pick_round_robin(Work(ticket="t1"), team, after="ann").agent
    'cy'
    """
    fit, others = screened(work, agents)
    ids = [agent.id for agent in agents]
    if after is not None and after not in ids:
        raise InputError(
            f"after must be one of {joined(ids, 'or') or 'no agents'}; got {shown(after)}"
        )
    start = 0 if after is None else ids.index(after) + 1
    turn = {name: (place - start) % len(ids) for place, name in enumerate(ids)}
    chosen = min(fit, key=lambda agent: turn[agent.id], default=None)
    begin = "from the beginning" if after is None else f"after {after}"
    return _answer(work, chosen, "round_robin", f"next in rotation {begin}", (fit, others))


def pick_least_loaded(work: Work, agents: Sequence[Agent]) -> Assignment:
    """Agent with the smallest part of the capacity in use.

    Parameters
    ----------
    work : Work
    agents : sequence of Agent
        All with a capacity.

    Returns
    -------
    Assignment

    Raises
    ------
    InputError
        If an agent has no capacity; `pick_fewest_open` needs none.

    Examples
    --------
    >>> team = [Agent(id="a", open=4, capacity=6), Agent(id="c", open=3, capacity=4)]
    >>> pick_least_loaded(Work(), team).reason
    '4 of 6 in hand, the smallest part of a capacity'
    """
    fit, others = screened(work, agents)
    for agent in agents:
        if agent.capacity is None:
            raise InputError(
                f"capacity must be there for every agent; got none for {agent.id}; "
                "pick_fewest_open needs none"
            )
    chosen = min(fit, key=lambda agent: (load_ratio(agent), agent.id), default=None)
    reason = (
        f"{chosen.open} of {chosen.capacity} in hand, the smallest part of a capacity"
        if chosen
        else ""
    )
    return _answer(work, chosen, "load_balanced", reason, (fit, others))


def pick_fewest_open(work: Work, agents: Sequence[Agent]) -> Assignment:
    """Agent with the fewest tickets in hand.

    Parameters
    ----------
    work : Work
    agents : sequence of Agent

    Returns
    -------
    Assignment
    """
    fit, others = screened(work, agents)
    chosen = min(fit, key=lambda agent: (agent.open, agent.id), default=None)
    reason = f"{chosen.open} in hand, the fewest" if chosen else ""
    return _answer(work, chosen, "fewest_open", reason, (fit, others))


def pick_skilled(work: Work, agents: Sequence[Agent]) -> Assignment:
    """Agent with every skill that the work takes and the fewest besides.

    Parameters
    ----------
    work : Work
    agents : sequence of Agent

    Returns
    -------
    Assignment

    Notes
    -----
    So those who can do more stay free for what only they can do. Among equals the smaller part
    of a capacity decides, then the fewer tickets, then the id.
    """
    fit, others = screened(work, agents)
    chosen = min(
        fit,
        key=lambda a: (len(set(a.skills) - set(work.skills)), load_ratio(a), a.open, a.id),
        default=None,
    )
    skills = joined(work.skills) or "no skill in particular"
    reason = f"has {skills}, and the fewest skills besides"
    return _answer(work, chosen, "skill_based", reason, (fit, others))


def pick_owner(work: Work, agents: Sequence[Agent]) -> Assignment:
    """Agent to whom the customer belongs.

    Parameters
    ----------
    work : Work
        With its account.
    agents : sequence of Agent

    Returns
    -------
    Assignment
        None where the owner cannot take it; nobody else is chosen in the owner's stead.

    Raises
    ------
    InputError
        If the work names no account.
    """
    if work.account is None:
        raise InputError(f"account must be there for an owner; got none for {shown(work.ticket)}")
    fit, others = screened(work, agents)
    owners = tuple(agent for agent in fit if work.account in agent.accounts)
    others |= {a.id: f"does not own {work.account}" for a in fit if a not in owners}
    chosen = min(owners, key=lambda a: (load_ratio(a), a.open, a.id), default=None)
    return _answer(work, chosen, "customer_owned", f"owns {work.account}", (owners, others))


def _answer(
    work: Work,
    chosen: Agent | None,
    model: str,
    reason: str,
    screen: tuple[Sequence[Agent], dict[str, str]],
) -> Assignment:
    fit, others = screen
    if chosen is None:
        reason = joined(f"{name} {why}" for name, why in others.items()) or "there are no agents"
    eligible = tuple(agent.id for agent in fit)
    return Assignment(
        work.ticket, None if chosen is None else chosen.id, model, reason, eligible, others
    )


@dataclass(frozen=True, slots=True)
class Swarm(Result):
    """Who works on one ticket together.

    Attributes
    ----------
    ticket : str
    agents : tuple of str
        In the order of choice.
    brings : dict of str to tuple of str
        For each of them the skills that nobody before brought.
    missing : tuple of str
        Skills that nobody who is free has.
    passed_over : dict of str to str
        Who could not be asked, and why.
    """

    ticket: str
    agents: tuple[str, ...]
    brings: dict[str, tuple[str, ...]]
    missing: tuple[str, ...]
    passed_over: dict[str, str]


def pick_swarm(work: Work, agents: Sequence[Agent], *, size: int = 1) -> Swarm:
    """Team that has all skills of the work together.

    Parameters
    ----------
    work : Work
    agents : sequence of Agent
    size : int
        The least number of agents, if there are so many.

    Returns
    -------
    Swarm

    Raises
    ------
    InputError
        For a size below one.

    Notes
    -----
    Whoever brings the most skills that are still missing is asked first; among equals the
    smaller part of a capacity decides, then the fewer tickets, then the id. The team is small
    but not always the smallest that there is.
    """
    if size < 1:
        raise InputError(f"size must be one or more; got {size}")
    fit, others = screened(Work(ticket=work.ticket), agents)
    missing = dict.fromkeys(work.skills)
    free = list(fit)
    brings: dict[str, tuple[str, ...]] = {}
    while free and (missing or len(brings) < size):
        best = min(
            free,
            key=lambda a: (-len(missing.keys() & set(a.skills)), load_ratio(a), a.open, a.id),
        )
        new = tuple(skill for skill in missing if skill in best.skills)
        if not new and len(brings) >= size:
            break
        brings[best.id] = new
        missing = {skill: None for skill in missing if skill not in new}
        free.remove(best)
    return Swarm(work.ticket, tuple(brings), brings, tuple(missing), others)
