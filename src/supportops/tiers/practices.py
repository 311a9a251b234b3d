"""Published practices of tier design, and ways to get the last tier from engineering."""

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model

__all__ = ["EngineeringModel", "TierPractice", "design_practices", "engineering_models"]


class EngineeringModel(Model, frozen=True, extra="forbid"):
    """A way in which engineering serves as the last tier.

    Attributes
    ----------
    name, meaning, best_for : str
        How it is called, what it means, and where it fits.
    source : Source
    """

    name: str
    meaning: str
    best_for: str
    source: Source


class TierPractice(Model, frozen=True, extra="forbid"):
    """A practice of good tier design.

    Attributes
    ----------
    name : str
    rules : tuple of str
        What it asks for.
    source : Source
    """

    name: str
    rules: tuple[str, ...]
    source: Source


def engineering_models() -> tuple[EngineeringModel, ...]:
    """Four published ways to get the last tier from engineering.

    Examples
    --------
    >>> [model.name for model in engineering_models()]
    ['dedicated', 'rotation', 'on_call', 'bug_queue']
    """
    return tuple(
        EngineeringModel(
            name=row["name"],
            meaning=row["meaning"],
            best_for=row["best_for"],
            source=Source(source=row["source"], where=row["where"]),
        )
        for row in read_data("tiers", "practices")["engineering"]
    )


def design_practices() -> tuple[TierPractice, ...]:
    """Five published practices of good tier design, each with what it asks for."""
    return tuple(
        TierPractice(
            name=row["name"],
            rules=row["rules"],
            source=Source(source=row["source"], where=row["where"]),
        )
        for row in read_data("tiers", "practices")["practice"]
    )
