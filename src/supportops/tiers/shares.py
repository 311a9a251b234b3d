"""Shares of heads and tickets by tier."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tiers._doors import count, named
from supportops.tiers.models import TierStructure
from supportops.vocabulary import Range

__all__ = ["BandCheck", "check_shares", "split_headcount"]


def split_headcount(heads: int, ratio: Mapping[str, int]) -> dict[str, int]:
    """Whole heads by tier in a given ratio, by largest remainder.

    Parameters
    ----------
    heads : int
        Heads to share out [heads], zero or more.
    ratio : mapping of str to int
        Parts by tier, zero or more, not all zero.

    Returns
    -------
    dict of str to int
        Heads by tier; they sum to `heads`.

    Raises
    ------
    InputError
        If `heads` is negative or no whole number, or the parts are negative or all zero.

    Notes
    -----
    Each tier first gets the whole part of its exact share; the heads left over go to the
    largest remainders, ties to the tier that stands first.

    Examples
    --------
    >>> split_headcount(8, {"L1": 5, "L2": 2, "L3": 1})
    {'L1': 5, 'L2': 2, 'L3': 1}
    >>> split_headcount(28, {"L1": 10, "L2": 3, "L3": 1})
    {'L1': 20, 'L2': 6, 'L3': 2}
    """
    # Python's integers throughout: a remainder is exact, and no product overflows.
    people, parts = count(heads, "heads"), named(ratio, "ratio", count)
    whole = sum(parts.values())
    if not whole:
        raise InputError(f"ratio must have a part above zero; got {shown(parts)}")
    floors = {tier: people * part // whole for tier, part in parts.items()}
    remainders = {tier: people * part % whole for tier, part in parts.items()}
    left = people - sum(floors.values())
    lucky = set(sorted(remainders, key=lambda tier: -remainders[tier])[:left])
    return {tier: least + (tier in lucky) for tier, least in floors.items()}


@dataclass(frozen=True, slots=True)
class BandCheck(Result):
    """A tier's share against its usual band.

    Attributes
    ----------
    tier : str
    share : float
        Share of tickets, 0 to 1.
    band : Range
        The usual band; for a tier that resolves at first contact, of its resolution share.
    status : {"inside", "below", "above"}
    """

    tier: str
    share: float
    band: Range
    status: Literal["inside", "below", "above"]


def check_shares(
    shares: Mapping[str, ShareLike], *, structure: TierStructure
) -> tuple[BandCheck, ...]:
    """Shares of tickets by tier, each held against the band of its tier.

    Parameters
    ----------
    shares : mapping of str to share
        Share of all tickets that each tier resolves; together at most 1.
    structure : TierStructure
        Tiers with their bands: of ticket share, or of resolution where there is no other.

    Returns
    -------
    tuple of BandCheck
        One for each given tier that has a band, in the order given.

    Raises
    ------
    InputError
        For an undeclared tier, or shares that sum to more than 1.

    Notes
    -----
    A deflection band is a share of requests, not of tickets, so self-service is not graded here.

    Examples
    --------
    The worked team of the source leaves two of the source's own bands:

    >>> from supportops import tiers
    >>> found = check_shares({"L1": "65%", "L2": "30%", "L3": "5%"},
    ...                      structure=tiers.preset("support-operations"))
    >>> [(row.tier, row.status) for row in found]
    [('L1', 'inside'), ('L2', 'above'), ('L3', 'above')]
    """
    parts = named(shares, "shares", share)
    # Shares written as decimals rarely add up exactly; a billionth is nobody's ticket.
    if sum(parts.values()) > 1 + 1e-9:
        raise InputError(
            f"shares must sum to at most 1; got {sum(parts.values()):g} for {joined(parts)}"
        )
    checks = []
    for tier, part in parts.items():
        band = structure.tier(tier).share or structure.tier(tier).resolution
        if band is not None:
            status: Literal["inside", "below", "above"] = (
                "below" if band.below(part) else "above" if band.above(part) else "inside"
            )
            checks.append(BandCheck(tier, part, band, status))
    return tuple(checks)
