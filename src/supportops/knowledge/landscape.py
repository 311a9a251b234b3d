"""What is claimed of self-service, and the layers and strategies that it is made of."""

from typing import Literal, TypeAlias

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.shares import Share

__all__ = [
    "DeflectionClaim",
    "DeflectionStrategy",
    "Level",
    "SelfServiceLayer",
    "deflection_claims",
    "deflection_strategies",
    "self_service_layers",
]

Level: TypeAlias = Literal["highest", "high", "medium_high", "medium"]


class DeflectionClaim(Model, frozen=True, extra="forbid"):
    """Deflection as a publication claims it.

    Attributes
    ----------
    low, high : float
        Ends of the claim [share].
    of : str
        What it is a share of; claims of different wholes do not compare.
    source : Source
    """

    low: Share
    high: Share
    of: str
    source: Source


class SelfServiceLayer(Model, frozen=True, extra="forbid"):
    """One layer of self-service, from the one nearest to the product on."""

    name: str
    deflection: Level
    other: str
    content: tuple[str, ...]


class DeflectionStrategy(Model, frozen=True, extra="forbid"):
    """One way to deflect tickets, with its ordinal impact."""

    name: str
    how: str
    impact: Level


def deflection_claims() -> tuple[DeflectionClaim, ...]:
    """Published claims.

    Examples
    --------
    >>> claim = deflection_claims()[0]
    >>> claim.low, claim.high, claim.of
    (0.3, 0.5, 'tickets')
    """
    rows = []
    for row in read_data("knowledge", "deflection")["claim"]:
        source = Source(source=row["source"], where=row["where"])
        rows.append(DeflectionClaim(low=row["low"], high=row["high"], of=row["of"], source=source))
    return tuple(rows)


def self_service_layers() -> tuple[SelfServiceLayer, ...]:
    """Published layers, most deflecting first."""
    rows = read_data("knowledge", "deflection")["layers"]["layer"]
    return tuple(SelfServiceLayer.model_validate(row) for row in rows)


def deflection_strategies() -> tuple[DeflectionStrategy, ...]:
    """Published strategies, in the order of the source."""
    rows = read_data("knowledge", "deflection")["strategies"]["strategy"]
    return tuple(DeflectionStrategy.model_validate(row) for row in rows)
