"""Where a category of tickets enters, and who helps when it is stuck."""

from supportops._kit.data import read_data
from supportops._kit.models import Model

__all__ = ["Route", "route"]


class Route(Model, frozen=True, extra="forbid"):
    """Published way of a category.

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


def route(category: str) -> Route | None:
    """Published route of a category, or None where none is published.

    Parameters
    ----------
    category : str
        Name in the published taxonomy, such as ``"api_errors"``; other words are brought to
        it by `supportops.tickets.Taxonomy.find`.

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
    for row in read_data("tiers", "routing")["route"]:
        if row["category"] == category:
            return Route(**row)
    return None
