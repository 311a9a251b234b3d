"""Published structures, ratios and splits."""

from functools import partial
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

StructureName: TypeAlias = Literal["support-operations", "three-tier"]
SplitName: TypeAlias = Literal["worked-team"]
Stage: TypeAlias = Literal["early", "growth", "scale", "enterprise_focus"]

_BANDS = ("share", "resolution", "first_contact", "deflection")


def _tier(row: dict[str, Any], handle_time: dict[str, Any] | None) -> SupportTier:
    fields: dict[str, Any] = {k: v for k, v in row.items() if k not in {"source", "where"}}
    fields |= {name: Range(**row[name]) for name in _BANDS if name in row}
    if handle_time is not None:
        fields["handle_time"] = Range(**handle_time)
    return SupportTier(**fields, source=Source(source=row["source"], where=row["where"]))


def _published(rows: str) -> TierStructure:
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
    # Handle times stand once, in the scorecards; the second drawing of the pyramid has none.
    cards = read_data("tiers", "scorecard")["scorecard"] if rows == "tier" else []
    times = {card["tier"]: card["targets"].get("handle_time") for card in cards}
    tiers = tuple(_tier(row, times.get(row["name"])) for row in data[rows])
    return TierStructure(tiers=tiers, triggers=tuple(triggers))


_SHELF: Shelf[TierStructure] = Shelf(
    "tiers",
    {
        "support-operations": partial(_published, "tier"),
        "three-tier": partial(_published, "pyramid"),
    },
)


def preset(name: StructureName) -> TierStructure:
    """Published tier structure of that name; `presets` lists them.

    Parameters
    ----------
    name : {"support-operations", "three-tier"}
        The same document draws its pyramid twice: once where the first tier resolves 60 to 80 %
        of tickets, once where it resolves them at the first contact. They stay apart.

    Returns
    -------
    TierStructure

    Raises
    ------
    InputError
        For an unknown name; the message lists the known.

    Examples
    --------
    >>> str(preset("support-operations").tier("L2").objective)
    '4–8 hours'
    """
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
    """Published split of people and tickets of that name.

    Parameters
    ----------
    name : {"worked-team"}

    Returns
    -------
    TierSplit

    Raises
    ------
    InputError
        For an unknown name.

    Examples
    --------
    >>> tier_split("worked-team").resolves
    {'L1': 0.65, 'L2': 0.3, 'L3': 0.05}
    """
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
