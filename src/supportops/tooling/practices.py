"""Macros, the workspace of an agent, how a tool is rolled out, and what a good stack is."""

from collections.abc import Collection
from dataclasses import dataclass

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.money import Money
from supportops._kit.reals import from_zero
from supportops._kit.results import Result

__all__ = [
    "HeadroomCheck",
    "MacroCategory",
    "RolloutPhase",
    "StackPractice",
    "WorkspacePanel",
    "WorkspaceSample",
    "enough_options",
    "fewest_options",
    "headroom_check",
    "macro_categories",
    "rollout_phases",
    "stack_practices",
    "workspace_panels",
    "workspace_sample",
]


class MacroCategory(Model, frozen=True, extra="forbid"):
    """Kind of macro, with an example and how to use it."""

    category: str
    example: str
    tip: str


class WorkspacePanel(Model, frozen=True, extra="forbid"):
    """Panel of an agent's workspace and what it shows."""

    name: str
    fields: tuple[str, ...]


class WorkspaceSample(Model, frozen=True, extra="forbid"):
    """The filled workspace of the source: an account at risk.

    Attributes
    ----------
    plan, health : str
    monthly_revenue : Money
    recent_tickets : int
    nps_answer : int
        0 to 10.
    priority, status, channel : str
    """

    plan: str
    monthly_revenue: Money
    health: str
    recent_tickets: int
    nps_answer: int
    priority: str
    status: str
    channel: str


class RolloutPhase(Model, frozen=True, extra="forbid"):
    """Phase of a tool's roll-out and its steps."""

    name: str
    steps: tuple[str, ...]


class StackPractice(Model, frozen=True, extra="forbid"):
    """Practice of a good stack, with its rules."""

    name: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadroomCheck(Result):
    """Whether a stack takes so many times its volume.

    Attributes
    ----------
    needed : float
        Volume that it has to take [tickets].
    enough : bool
    multiple : float or None
        How many times the present volume it takes; None without volume.
    """

    needed: float
    enough: bool
    multiple: float | None


def macro_categories() -> tuple[MacroCategory, ...]:
    """Published kinds of macros."""
    return tuple(
        MacroCategory.model_validate(row) for row in read_data("tooling", "practices")["macro"]
    )


def workspace_panels() -> tuple[WorkspacePanel, ...]:
    """Published panels of an agent's workspace."""
    rows = read_data("tooling", "practices")["panel"]
    return tuple(WorkspacePanel.model_validate(row) for row in rows)


def workspace_sample() -> WorkspaceSample:
    """Published sample of a workspace."""
    return WorkspaceSample.model_validate(read_data("tooling", "practices")["sample"])


def rollout_phases() -> tuple[RolloutPhase, ...]:
    """Published phases of a roll-out; at least three options are compared before the first ends."""
    rows = read_data("tooling", "practices")["rollout"]["phase"]
    return tuple(RolloutPhase.model_validate(row) for row in rows)


def stack_practices() -> tuple[StackPractice, ...]:
    """Published practices of a good stack."""
    rows = read_data("tooling", "practices")["good_stack"]["practice"]
    return tuple(StackPractice.model_validate(row) for row in rows)


def headroom_check(volume: float, *, tested: float, multiple: float | None = None) -> HeadroomCheck:
    """Whether a stack was shown to take many times its volume.

    Parameters
    ----------
    volume : float
        Tickets of a period [tickets], zero or more.
    tested : float
        Tickets of the same period that it was shown to take [tickets].
    multiple : float, optional
        How many times the volume it should take [ratio]; 10 as published.

    Returns
    -------
    HeadroomCheck

    Examples
    --------
    >>> headroom_check(1200, tested=12_000).enough
    True
    """
    data = read_data("tooling", "practices")["good_stack"]
    factor = from_zero(data["volume_headroom"] if multiple is None else multiple, "multiple")
    now, shown = from_zero(volume, "volume"), from_zero(tested, "tested")
    return HeadroomCheck(now * factor, shown >= now * factor, shown / now if now else None)


def fewest_options() -> int:
    """Published number of tools to compare with demos, at least."""
    return int(read_data("tooling", "practices")["rollout"]["options_evaluated"])


def enough_options(options: Collection[str]) -> bool:
    """Whether as many different tools were compared as published.

    Parameters
    ----------
    options : collection of str
        Names of the tools that were compared.

    Returns
    -------
    bool

    Examples
    --------
    >>> enough_options(["Zendesk", "Intercom", "Zendesk"])
    False
    """
    return len(set(options)) >= fewest_options()
