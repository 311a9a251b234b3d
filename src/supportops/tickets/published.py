"""Published tables of ticket management: priorities, practices, assignment models, automation."""

from collections.abc import Iterator
from typing import Any, Literal

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops.vocabulary import Promise

__all__ = [
    "AssignmentModel",
    "AutomationIdea",
    "Practice",
    "PriorityLevel",
    "priority_matrix",
    "published_assignment_models",
    "published_automation",
    "published_practices",
    "table_rows",
    "table_source",
]


class PriorityLevel(Model, frozen=True, extra="forbid"):
    """One row of a priority matrix.

    Attributes
    ----------
    priority, label, impact : str
    first_response : Promise
    resolution : Promise or None
    resolution_days : int or None
        Days of which the source does not say whether they are business or calendar days.
    examples : tuple of str
    source : Source
    """

    priority: str
    label: str
    impact: str
    first_response: Promise
    resolution: Promise | None = None
    resolution_days: int | None = None
    examples: tuple[str, ...]
    source: Source


class AssignmentModel(Model, frozen=True, extra="forbid"):
    """A way to assign tickets, and where it fits.

    Attributes
    ----------
    model, rule, best_for : str
    source : Source
    """

    model: Literal["round_robin", "skill_based", "load_balanced", "customer_owned", "swarming"]
    rule: str
    best_for: str
    source: Source


class AutomationIdea(Model, frozen=True, extra="forbid"):
    """A trigger, what it sets off, and what that is good for.

    Attributes
    ----------
    trigger, action, benefit : str
    source : Source
    """

    trigger: str
    action: str
    benefit: str
    source: Source


class Practice(Model, frozen=True, extra="forbid"):
    """A practice of sound prioritization and its rules.

    Attributes
    ----------
    practice : str
    rules : tuple of str
    source : Source
    """

    practice: str
    rules: tuple[str, ...]
    source: Source


def table_source(name: str) -> Source:
    """Where the published table of that name stands."""
    data = read_data("tickets", "tables")
    return Source(source=data[name]["source"], where=data[name]["where"])


def table_rows(name: str) -> Iterator[dict[str, Any]]:
    """Rows of a published table, each with its source."""
    source = table_source(name)
    return ({**row, "source": source} for row in read_data("tickets", "tables")[name]["rows"])


def priority_matrix() -> tuple[PriorityLevel, ...]:
    """The five priorities with impact, promises and typical cases, the most urgent first.

    Examples
    --------
    >>> [str(level.first_response) for level in priority_matrix()]
    ['15m', '1h', '4h', '8h', '24h']
    """
    return tuple(PriorityLevel.model_validate(row) for row in table_rows("priority"))


def published_assignment_models() -> tuple[AssignmentModel, ...]:
    """The five assignment models and where each fits.

    Examples
    --------
    >>> published_assignment_models()[-1].best_for
    'complex issues'
    """
    return tuple(AssignmentModel.model_validate(row) for row in table_rows("assignment"))


def published_automation() -> tuple[AutomationIdea, ...]:
    """The six automation ideas; how long "idle for X hours" is, the source leaves open.

    Examples
    --------
    >>> published_automation()[0].action
    'auto-categorise'
    """
    return tuple(AutomationIdea.model_validate(row) for row in table_rows("automation"))


def published_practices() -> tuple[Practice, ...]:
    """The five practices of sound prioritization.

    Examples
    --------
    >>> published_practices()[3].rules[0]
    'first in first out inside a priority'
    """
    return tuple(Practice.model_validate(row) for row in table_rows("practices"))
