"""Agents and the work that is waiting for them: who may take a ticket, and why the others not."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import NonNegativeInt

from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = ["Agent", "Assignment", "Work", "load_ratio", "screened"]


class Agent(Model, frozen=True, extra="forbid"):
    """One agent as assignment sees them.

    Attributes
    ----------
    id : str
    skills : tuple of str
        Open names.
    open : int
        Tickets in hand.
    capacity : int or None
        How many may be in hand; None is no limit.
    accounts : tuple of str
        Customers whose tickets belong to this agent.
    away : bool
        Whether the agent takes nothing now.
    """

    id: str
    skills: tuple[str, ...] = ()
    open: NonNegativeInt = 0
    capacity: NonNegativeInt | None = None
    accounts: tuple[str, ...] = ()
    away: bool = False


class Work(Model, frozen=True, extra="forbid"):
    """One ticket as assignment sees it.

    Attributes
    ----------
    ticket : str
    skills : tuple of str
        What it takes, all of it.
    account : str or None
        The customer.
    """

    ticket: str = ""
    skills: tuple[str, ...] = ()
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment(Result):
    """Who takes a ticket, and why.

    Attributes
    ----------
    ticket : str
    agent : str or None
        None where nobody can take it.
    model : str
        ``round_robin``, ``skill_based``, ``load_balanced``, ``customer_owned`` or
        ``fewest_open``.
    reason : str
    eligible : tuple of str
        Who could have taken it.
    passed_over : dict of str to str
        For everybody else, why not.
    """

    ticket: str
    agent: str | None
    model: str
    reason: str
    eligible: tuple[str, ...]
    passed_over: dict[str, str]


def load_ratio(agent: Agent) -> Fraction:
    """Tickets in hand over capacity, exact; zero without a limit."""
    return Fraction(agent.open, agent.capacity) if agent.capacity else Fraction(0)


def screened(work: Work, agents: Sequence[Agent]) -> tuple[tuple[Agent, ...], dict[str, str]]:
    """Agents who may take the work in their order, and why each of the others may not."""
    given: Any = agents
    if not isinstance(given, Sequence) or not all(isinstance(a, Agent) for a in given):
        raise InputError(f"agents must be a list of Agent; got {shown(agents)}")
    ids = [agent.id for agent in agents]
    if len(set(ids)) < len(ids):
        raise InputError(f"agents must have ids of their own; got {shown(ids)}")
    fit, others = [], {}
    for agent in agents:
        lacking = [skill for skill in work.skills if skill not in agent.skills]
        if agent.away:
            others[agent.id] = "is away"
        elif lacking:
            others[agent.id] = f"lacks {joined(lacking)}"
        elif agent.capacity is not None and agent.open >= agent.capacity:
            others[agent.id] = f"is full with {agent.open} of {agent.capacity}"
        else:
            fit.append(agent)
    return tuple(fit), others
