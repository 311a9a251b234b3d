"""Where a category of tickets enters, and who helps when it is stuck."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import model_validator

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.tables import Column, Table, read_table
from supportops._kit.text import shown
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Route", "RoutingMatrix", "route", "route_table", "routing_matrix"]


class Route(Model, frozen=True, extra="forbid"):
    """Way of a category.

    Attributes
    ----------
    category : str
        Name of the category.
    skill : str
        Skill that it needs first.
    tier : str
        Tier where it enters.
    fallback : str
        Queue that takes what the tier cannot solve.
    """

    category: str
    skill: str
    tier: str
    fallback: str


class RoutingMatrix(Model, frozen=True, extra="forbid"):
    """Ways of all categories that have one.

    Attributes
    ----------
    routes : tuple of Route
        No category twice.
    source : Source
    """

    routes: tuple[Route, ...]
    source: Source

    @model_validator(mode="after")
    def _once(self) -> "RoutingMatrix":
        names = [row.category for row in self.routes]
        if len(set(names)) < len(names):
            raise InputError(f"routes must have no category twice; got {shown(names)}")
        return self

    def find(self, category: str) -> Route | None:
        """Way of that category; None where there is none."""
        return next((row for row in self.routes if row.category == category), None)


@cache
def routing_matrix() -> RoutingMatrix:
    """Published routing matrix of the support-operations skill: eight categories."""
    data = read_data("tiers", "routing")
    return RoutingMatrix(
        routes=tuple(Route(**row) for row in data["route"]),
        source=Source(source=data["source"], where=data["where"]),
    )


def route(category: str, *, matrix: RoutingMatrix | None = None) -> Route | None:
    """Route of a category, or None where none is published.

    Parameters
    ----------
    category : str
        Name in the published taxonomy, such as ``"api_errors"``; other words are brought to
        it by `supportops.tickets.Taxonomy.find`.
    matrix : RoutingMatrix, optional
        The published one by default.

    Returns
    -------
    Route or None
        A category without a published route is the caller's to decide; none is guessed.

    Examples
    --------
    >>> route("api_errors").tier
    'L2'
    >>> route("shipping") is None
    True
    """
    return (routing_matrix() if matrix is None else matrix).find(category)


_TICKETS = Table(
    name="tickets",
    row="one ticket",
    columns=(Column(name="category", dtype="text", about="what it is about"),),
)


def route_table(
    tickets: "pd.DataFrame",
    *,
    matrix: RoutingMatrix | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Skill, entry tier and fallback of every ticket of a table.

    Parameters
    ----------
    tickets : DataFrame
        One row a ticket, with a column category.
    matrix : RoutingMatrix, optional
        The published one by default.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        Index of `tickets`; skill, tier and fallback, None where the category is missing or has
        no route.

    Raises
    ------
    InputError
        Where the column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> route_table(pd.DataFrame({"category": ["api_errors", "shipping"]}))["tier"].tolist()
    ['L2', None]
    """
    import pandas as pd

    rules = routing_matrix() if matrix is None else matrix
    given = read_table(tickets, _TICKETS, needs=["category"], columns=columns)["category"]
    codes, names = pd.factorize(given)
    ways = [rules.find(name) for name in names]
    out: dict[str, Any] = {}
    for field in ("skill", "tier", "fallback"):
        # Missing categories have the code -1, which takes the last.
        words: Any = [None if way is None else getattr(way, field) for way in ways]
        out[field] = pd.Series([*words, None], dtype=object).to_numpy()[codes]
    return pd.DataFrame(out, index=tickets.index, dtype=object)
