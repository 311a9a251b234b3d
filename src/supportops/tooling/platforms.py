"""The support stack, help desks side by side, and the integrations that matter."""

from collections.abc import Collection
from typing import Literal, TypeAlias

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = [
    "Integration",
    "Platform",
    "StackLayer",
    "essential_integrations",
    "help_desks",
    "missing_integrations",
    "stack_layers",
    "stack_modules",
]

IntegrationPriority: TypeAlias = Literal["critical", "high", "medium", "low"]


class StackLayer(Model, frozen=True, extra="forbid"):
    """Layer or module of the support stack, with example products."""

    name: str
    examples: tuple[str, ...]


class Platform(Model, frozen=True, extra="forbid"):
    """Help desk as a publication rates it.

    Attributes
    ----------
    name : str
    ratings : dict of str to str
        excellent or good, for each feature.
    price : str
        Price band, more signs being dearer.
    best_for : str
    note : str
    """

    name: str
    ratings: dict[str, Literal["excellent", "good"]]
    price: str
    best_for: str
    note: str = ""

    @property
    def excellent(self) -> int:
        """How many features are rated excellent."""
        return sum(rating == "excellent" for rating in self.ratings.values())


class Integration(Model, frozen=True, extra="forbid"):
    """Integration of a help desk: what for, and how much it matters."""

    name: str
    purpose: str
    priority: IntegrationPriority


def stack_layers() -> tuple[StackLayer, ...]:
    """Published layers of the support stack, top first."""
    rows = read_data("tooling", "stack")["layers"]["layer"]
    return tuple(StackLayer.model_validate(row) for row in rows)


def stack_modules() -> tuple[StackLayer, ...]:
    """Published modules that the help desk carries."""
    rows = read_data("tooling", "stack")["layers"]["module"]
    return tuple(StackLayer.model_validate(row) for row in rows)


def help_desks() -> tuple[Platform, ...]:
    """Published comparison of help desks; ordinal, and as old as its source."""
    rows = read_data("tooling", "stack")["platforms"]["platform"]
    return tuple(Platform.model_validate(row) for row in rows)


def essential_integrations() -> tuple[Integration, ...]:
    """Published integrations, most important first."""
    rows = read_data("tooling", "stack")["integrations"]["integration"]
    return tuple(Integration.model_validate(row) for row in rows)


def missing_integrations(
    integrated: Collection[str], *, needed: Collection[Integration] | None = None
) -> tuple[Integration, ...]:
    """Integrations that a stack lacks.

    Parameters
    ----------
    integrated : collection of str
        Names of those that are there; names that are not needed are left alone.
    needed : collection of Integration, optional
        The published ones if left out.

    Returns
    -------
    tuple of Integration
        Most important first.

    Raises
    ------
    InputError
        If `integrated` is one text instead of several.

    Examples
    --------
    >>> rows = missing_integrations(["product_app", "billing", "identity", "slack"])
    >>> [(row.name, row.priority) for row in rows][:2]
    [('crm', 'critical'), ('engineering_tools', 'high')]
    """
    if isinstance(integrated, str):
        raise InputError(f"integrated must be a collection of names; got {shown(integrated)}")
    order = ["critical", "high", "medium", "low"]
    wanted = essential_integrations() if needed is None else tuple(needed)
    gaps = [one for one in wanted if one.name not in integrated]
    return tuple(sorted(gaps, key=lambda one: order.index(one.priority)))
