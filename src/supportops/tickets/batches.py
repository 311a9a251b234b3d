"""Many tickets at once: in turn, by weighted rotation, or at the least cost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np

from supportops._kit.arrays import hold, lift
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.tickets.agents import Agent, Assignment, Work
from supportops.tickets.assignment import pick_round_robin

__all__ = [
    "Assignments",
    "CheapestAssignment",
    "Rotation",
    "assign_in_turn",
    "assign_round_robin",
    "cheapest_assignment",
    "weighted_rotation",
]

#: Sums of such costs stay far from the end of floats.
_GREATEST = 1e150


@dataclass(frozen=True, slots=True)
class Assignments(Result):
    """Tickets and who takes them.

    Attributes
    ----------
    choices : tuple of Assignment
        In the order of the tickets.
    agents : tuple of Agent
        With the tickets that they have in hand afterwards.
    """

    choices: tuple[Assignment, ...]
    agents: tuple[Agent, ...] = field(repr=False)

    @property
    def unassigned(self) -> tuple[str, ...]:
        """Tickets that nobody could take."""
        return tuple(choice.ticket for choice in self.choices if choice.agent is None)


def assign_in_turn(
    works: Sequence[Work],
    agents: Sequence[Agent],
    *,
    pick: Callable[[Work, Sequence[Agent]], Assignment],
) -> Assignments:
    """Tickets one after the other, each with the loads that the earlier ones left.

    Parameters
    ----------
    works : sequence of Work
        In the order of the queue.
    agents : sequence of Agent
    pick : callable
        `pick_least_loaded`, `pick_fewest_open`, `pick_skilled`, `pick_owner`, or one of your own.

    Returns
    -------
    Assignments

    Examples
    --------
    >>> from supportops.tickets import pick_fewest_open
    >>> team = [Agent(id="a", capacity=1), Agent(id="b", capacity=2)]
    >>> done = assign_in_turn([Work(ticket=t) for t in "123"], team, pick=pick_fewest_open)
    >>> [choice.agent for choice in done.choices]
    ['a', 'b', 'b']
    """
    return _assigned(works, agents, lambda work, team, _: pick(work, team))


def assign_round_robin(
    works: Sequence[Work], agents: Sequence[Agent], *, after: str | None = None
) -> Assignments:
    """Tickets one after the other in rotation.

    Parameters
    ----------
    works : sequence of Work
        In the order of the queue.
    agents : sequence of Agent
        In the order of the rotation.
    after : str, optional
        Who had the last turn before.

    Returns
    -------
    Assignments
    """
    return _assigned(
        works, agents, lambda work, team, last: pick_round_robin(work, team, after=last), after
    )


def _assigned(
    works: Sequence[Work],
    agents: Sequence[Agent],
    pick: Callable[[Work, Sequence[Agent], str | None], Assignment],
    last: str | None = None,
) -> Assignments:
    team = list(agents)
    place = {agent.id: k for k, agent in enumerate(team)}
    choices = []
    for work in works:
        choice = pick(work, team, last)
        choices.append(choice)
        if choice.agent is not None:
            last = choice.agent
            agent = team[place[last]]
            team[place[last]] = agent.model_copy(update={"open": agent.open + 1})
    return Assignments(tuple(choices), tuple(team))


@dataclass(frozen=True, slots=True)
class Rotation(Result):
    """Turns of a weighted rotation.

    Attributes
    ----------
    order : tuple of str
        Whose turn it is, one after the other.
    state : dict of str to int
        Where the rotation stands; give it back to go on.
    """

    order: tuple[str, ...]
    state: dict[str, int]


def weighted_rotation(
    weights: Mapping[str, int], turns: int, *, state: Mapping[str, int] | None = None
) -> Rotation:
    """Turns in which each agent comes in proportion to the weight, evenly spread.

    Parameters
    ----------
    weights : mapping of str to int
        Zero or more, one at least above zero; the order decides between equals.
    turns : int
        How many turns, zero or more.
    state : mapping of str to int, optional
        Of an earlier rotation of the same agents.

    Returns
    -------
    Rotation

    Raises
    ------
    InputError
        For weights that are no whole numbers or all zero, or a state of other agents.

    Notes
    -----
    In each turn every agent gains the own weight, the highest is chosen and pays the sum of
    all weights: smooth weighted round robin. In any *sum of weights* turns from the start
    each agent comes *weight* times.

    Examples
    --------
    >>> weighted_rotation({"a": 5, "b": 1, "c": 1}, 7).order
    ('a', 'a', 'b', 'a', 'c', 'a', 'a')
    """
    for name, weight in weights.items():
        if not _whole(weight):
            raise InputError(
                f"weights must be whole numbers, zero or more; got {shown(weight)} for {name}"
            )
    total = sum(int(weight) for weight in weights.values())
    if not total:
        raise InputError(f"weights must hold one above zero; got {shown(dict(weights))}")
    if not _whole(turns):
        raise InputError(f"turns must be a whole number, zero or more; got {shown(turns)}")
    now = dict.fromkeys(weights, 0) if state is None else dict(state)
    if now.keys() != weights.keys():
        raise InputError(f"state must be of the same agents; got {shown(tuple(now))}")
    taking = [name for name, weight in weights.items() if weight]
    order = []
    for _ in range(turns):
        for name in weights:
            now[name] += int(weights[name])
        chosen = max(taking, key=lambda name: now[name])  # the first of equals
        now[chosen] -= total
        order.append(chosen)
    return Rotation(tuple(order), now)


def _whole(weight: object) -> bool:
    whole = isinstance(weight, (int, np.integer)) and not isinstance(weight, bool)
    return whole and int(cast("int", weight)) >= 0


@dataclass(frozen=True, slots=True)
class CheapestAssignment(Result):
    """Pairs of tickets and agents that cost the least together.

    Attributes
    ----------
    pairs : tuple of tuple of int
        Row (ticket) and column (agent), by row.
    cost : float
        Of all pairs, in the unit of the matrix.
    unassigned : tuple of int
        Rows without an agent.
    """

    pairs: tuple[tuple[int, int], ...]
    cost: float
    unassigned: tuple[int, ...]


def cheapest_assignment(cost: Any, *, capacity: Sequence[int] | None = None) -> CheapestAssignment:
    """Batch of tickets to agents at the least total cost.

    Parameters
    ----------
    cost : array-like, shape (tickets, agents)
        Cost of each pair in any one unit; infinite where the agent may not take the ticket.
    capacity : sequence of int, optional
        How many tickets each agent can take; one unless told.

    Returns
    -------
    CheapestAssignment

    Raises
    ------
    InputError
        For costs that are no numbers, or a capacity of another length.

    Notes
    -----
    As many tickets as possible find an agent; among all such batches the cost is the least.
    Where several have it, the choice is that of the solver, the same every time.

    Examples
    --------
    >>> cheapest_assignment([[9, 2, 7], [6, 4, 3]])
    CheapestAssignment(pairs=((0, 1), (1, 2)), cost=5.0, unassigned=())
    """
    from scipy.optimize import linear_sum_assignment

    _, (costs,) = lift(cost=cost)
    if costs.size == 0 and costs.ndim < 2:
        costs = costs.reshape(0, 0)
    if costs.ndim != 2:
        raise InputError(f"cost must have a row a ticket and a column an agent; got {shown(cost)}")
    hold(
        (np.abs(costs) < _GREATEST) | (costs == np.inf),
        f"cost must be below {_GREATEST:g} in size, or infinite where forbidden",
        costs,
    )
    room = np.ones(costs.shape[1], dtype=np.int64)
    if capacity is not None:
        if len(capacity) != costs.shape[1]:
            raise InputError(
                f"capacity must have one number an agent, {costs.shape[1]}; got {len(capacity)}"
            )
        given = np.asarray(capacity)
        if given.dtype.kind not in "iu" and given.size:
            raise InputError(f"capacity must hold whole numbers; got {shown(capacity)}")
        hold(given >= 0, "capacity must be zero or more", given)
        room = np.minimum(given, costs.shape[0]).astype(np.int64)
    seats = np.repeat(np.arange(costs.shape[1]), room)
    wide = costs[:, seats]
    finite = np.isfinite(wide)
    # A forbidden pair costs more than all allowed ones can save together.
    top, low = (wide[finite].max(), wide[finite].min()) if finite.any() else (0.0, 0.0)
    price = top + (top - low + 1.0) * (min(wide.shape) + 1)
    rows, columns = linear_sum_assignment(np.where(finite, wide, price))
    kept = finite[rows, columns]
    pairs = tuple(
        (int(row), int(seats[column]))
        for row, column in zip(rows[kept], columns[kept], strict=True)
    )
    taken = {row for row, _ in pairs}
    return CheapestAssignment(
        pairs,
        float(sum(costs[pair] for pair in pairs)),
        tuple(row for row in range(costs.shape[0]) if row not in taken),
    )
