"""A tier's own scorecard: published targets, and actual figures held against them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, Literal, TypeAlias

from supportops._kit.data import Source, read_data
from supportops._kit.durations import DurationLike, duration
from supportops._kit.models import Model
from supportops._kit.names import mapped
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tiers._doors import size
from supportops.vocabulary import Range

__all__ = ["ScorecardCheck", "TierScorecard", "check_scorecard", "tier_scorecard"]

Status: TypeAlias = Literal["inside", "below", "above", "no target"]


class TierScorecard(Model, frozen=True, extra="forbid"):
    """Targets of one tier.

    Attributes
    ----------
    tier : str
    targets : dict of str to Range
        By metric: shares 0 to 1, handle_time in minutes, tickets_per_agent_day in tickets.
    words : dict of str to str
        What the source says where it gives no figure: ``"n/a"``, ``"hours to days"``.
    source : Source
    """

    tier: str
    targets: dict[str, Range]
    words: dict[str, str] = {}
    source: Source


@dataclass(frozen=True, slots=True)
class ScorecardCheck(Result):
    """One actual figure against its target.

    Attributes
    ----------
    tier, metric : str
    value : float
        The actual figure, in the unit of the target.
    target : Range or None
        None where the source gives no figure.
    status : {"inside", "below", "above", "no target"}
        Which side of the band; whether a side is good is not in the band.
    reason : str
        What the source says instead of a figure, else empty.
    """

    tier: str
    metric: str
    value: float
    target: Range | None
    status: Status
    reason: str


@cache
def _cards() -> dict[str, TierScorecard]:
    return {
        row["tier"]: TierScorecard(
            tier=row["tier"],
            targets={metric: Range(**band) for metric, band in row["targets"].items()},
            words=row.get("words", {}),
            source=Source(source=row["source"], where=row["where"]),
        )
        for row in read_data("tiers", "scorecard")["scorecard"]
    }


def tier_scorecard(tier: str) -> TierScorecard:
    """Published targets of a tier.

    Parameters
    ----------
    tier : {"L1", "L2", "L3"}

    Returns
    -------
    TierScorecard

    Raises
    ------
    InputError
        For a tier without published targets.

    Examples
    --------
    >>> str(tier_scorecard("L1").targets["tickets_per_agent_day"])
    '30–50 tickets per agent-day'
    """
    cards = _cards()
    if tier not in tuple(cards):  # a tuple asks nothing of what it looks for
        raise InputError(f"tier must be one of {joined(cards, 'or')}; got {shown(tier)}")
    return cards[tier]


def check_scorecard(
    tier: str,
    *,
    actuals: Mapping[str, ShareLike | DurationLike],
    scorecard: TierScorecard | None = None,
) -> tuple[ScorecardCheck, ...]:
    """Actual figures of a tier, each held against its target.

    Parameters
    ----------
    tier : str
        Name of the tier.
    actuals : mapping of str to value
        By metric: ``handle_time`` is a duration, ``tickets_per_agent_day`` a number [tickets],
        every other metric a share.
    scorecard : TierScorecard, optional
        The published one of the tier by default.

    Returns
    -------
    tuple of ScorecardCheck
        One for each actual, in the order given.

    Raises
    ------
    InputError
        For an unknown tier or metric, or a value of another kind.

    Examples
    --------
    >>> [row.status for row in check_scorecard("L1", actuals={"csat": "88%", "handle_time": "12m"})]
    ['below', 'inside']
    """
    card = tier_scorecard(tier) if scorecard is None else scorecard
    checks = []
    for metric, given in mapped(actuals, "actuals").items():
        if metric not in {**card.targets, **card.words}:
            known = joined((*card.targets, *card.words), "or")
            raise InputError(f"actuals must name metrics: {known}; got {shown(metric)}")
        value = _figure(metric, given)
        band = card.targets.get(metric)
        status: Status = (
            "no target"
            if band is None
            else "below"
            if band.below(value)
            else "above"
            if band.above(value)
            else "inside"
        )
        checks.append(ScorecardCheck(tier, metric, value, band, status, card.words.get(metric, "")))
    return tuple(checks)


def _figure(metric: str, given: Any) -> float:
    name = f"actuals[{metric}]"
    if metric == "handle_time":
        return duration(given, name) / timedelta(minutes=1)
    return size(given, name) if metric == "tickets_per_agent_day" else share(given, name)
