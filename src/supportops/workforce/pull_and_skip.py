"""Who can be brought in while the day runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from supportops._kit.models import Model
from supportops._kit.names import collected
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["ActionPlan", "OffQueue", "intraday_actions"]


class OffQueue(Model, frozen=True, extra="forbid"):
    """Something other than contacts that agents are at, or are about to start.

    Attributes
    ----------
    name : str
        Training, a meeting, project work.
    agents : int
        Agents in it [agents].
    started : bool
        Agents are pulled out of what has started; what has not is skipped.
    keep : int
        Agents who must stay in it [agents].
    """

    name: str
    agents: Annotated[int, Field(ge=0)]
    started: bool
    keep: Annotated[int, Field(ge=0)] = 0


@dataclass(frozen=True, slots=True)
class ActionPlan(Result):
    """Who is brought in to close a gap.

    Attributes
    ----------
    gap : int
        Agents missing [agents]; below zero that many to spare.
    actions : tuple of (str, str, int)
        What to do (``pull``, ``skip``, ``call``), with what, and how many agents come of it.
    missing : int
        Agents still missing after all of it [agents].
    """

    gap: int
    actions: tuple[tuple[Literal["pull", "skip", "call"], str, int], ...]
    missing: int


def intraday_actions(
    required: int, *, present: int, activities: Iterable[OffQueue] = (), backups: int = 0
) -> ActionPlan:
    """Agents to pull out of activities, activities to skip, and backups to call.

    Parameters
    ----------
    required : int
        Agents that the interval takes [agents]; `agents_needed` says how many.
    present : int
        Agents on contacts [agents].
    activities : iterable of OffQueue
        Where more agents are, in the order in which they are given up.
    backups : int
        People who can be called in after that [agents].

    Returns
    -------
    ActionPlan

    Raises
    ------
    InputError
        For negative or fractional numbers.

    Notes
    -----
    What has not started yet is skipped before anybody is pulled out of something; within each,
    the order given counts. No more agents are taken than are missing.

    Examples
    --------
    >>> plan = intraday_actions(14, present=10, backups=2, activities=[
    ...     OffQueue(name="training", agents=2, started=True),
    ...     OffQueue(name="team meeting", agents=1, started=False)])
    >>> plan.actions, plan.missing
    ((('skip', 'team meeting', 1), ('pull', 'training', 2), ('call', 'backups', 1)), 0)
    """
    gap = whole(required, "required") - whole(present, "present")
    given = collected(activities, "activities")
    for activity in given:
        if not isinstance(activity, OffQueue):
            raise InputError(f"activities must be OffQueue; got {shown(activity)}")
    missing = max(gap, 0)
    actions: list[tuple[Literal["pull", "skip", "call"], str, int]] = []
    for activity in sorted(given, key=lambda one: bool(one.started)):
        taken = min(max(activity.agents - activity.keep, 0), missing)
        if taken:
            actions.append(("pull" if activity.started else "skip", activity.name, taken))
            missing -= taken
    called = min(whole(backups, "backups"), missing)
    if called:
        actions.append(("call", "backups", called))
    return ActionPlan(gap, tuple(actions), missing - called)
