"""Published structures, ratios and splits."""

from typing import Any, Literal, TypeAlias, get_args

from supportops._kit.data import Shelf, Source, read_data
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tiers.models import EscalationTrigger, SupportTier, TierSplit, TierStructure
from supportops.vocabulary import Range

__all__ = [
    "SplitName",
    "Stage",
    "StructureName",
    "preset",
    "presets",
    "staffing_ratio",
    "tier_split",
]

StructureName: TypeAlias = Literal["support-operations"]
SplitName: TypeAlias = Literal["worked-team"]
Stage: TypeAlias = Literal["early", "growth", "scale", "enterprise_focus"]

_BANDS = ("share", "resolution", "deflection", "handle_time")


def _tier(row: dict[str, Any]) -> SupportTier:
    bands = {name: Range(**row[name]) for name in _BANDS if name in row}
    words = {k: v for k, v in row.items() if k not in (*_BANDS, "source", "where")}
    return SupportTier(**words, **bands, source=Source(source=row["source"], where=row["where"]))


def _published() -> TierStructure:
    data = read_data("tiers", "structure")
    triggers = (
        EscalationTrigger(
            origin=row["from"],
            target=row["to"],
            any_of=tuple(row["any_of"]),
            failed_attempts=row.get("failed_attempts"),
        )
        for row in data["trigger"]
    )
    return TierStructure(tiers=tuple(map(_tier, data["tier"])), triggers=tuple(triggers))


_SHELF: Shelf[TierStructure] = Shelf("tiers", {"support-operations": _published})


def preset(name: StructureName) -> TierStructure:
    """Published tier structure of that name; `presets` lists them."""
    return _SHELF.take(name)


def presets() -> tuple[str, ...]:
    """Names of the published tier structures."""
    return _SHELF.names()


def staffing_ratio(stage: Stage) -> dict[str, int]:
    """Published head-count ratio of the tiers for a company stage.

    Parameters
    ----------
    stage : {"early", "growth", "scale", "enterprise_focus"}
        Stage of the company.

    Returns
    -------
    dict of str to int
        Parts by tier.

    Examples
    --------
    >>> staffing_ratio("growth")
    {'L1': 8, 'L2': 3, 'L3': 1}
    """
    for row in read_data("tiers", "staffing")["ratio"]:
        if row["stage"] == stage:
            return dict(row["parts"])
    raise InputError(f"stage must be one of {joined(get_args(Stage), 'or')}; got {shown(stage)}")


def tier_split(name: SplitName) -> TierSplit:
    """Published split of people and tickets of that name."""
    for row in read_data("tiers", "staffing")["split"]:
        if row["name"] == name:
            return TierSplit(
                agents=row["agents"],
                resolves=row["resolves"],
                handles={tier: tuple(work) for tier, work in row["handles"].items()},
                extra=row["extra"],
                source=Source(source=row["source"], where=row["where"]),
            )
    raise InputError(f"name must be one of {joined(get_args(SplitName), 'or')}; got {shown(name)}")
