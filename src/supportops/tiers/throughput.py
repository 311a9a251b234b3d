"""How many tickets fit in a day, and whether published throughput does."""

from dataclasses import dataclass
from datetime import timedelta

from supportops._kit.durations import DurationLike, duration
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.tiers.scorecard import TierScorecard
from supportops.vocabulary import Range

__all__ = ["ThroughputCheck", "check_throughput", "feasible_throughput"]

_UNIT = "tickets per agent-day"


@dataclass(frozen=True, slots=True)
class ThroughputCheck(Result):
    """Target throughput of a tier against what its handle times allow.

    Attributes
    ----------
    tier : str
    target, feasible : Range
        Tickets per agent and day: as the scorecard has it, and productive time over handle time.
    both : Range or None
        What is in both; None where nothing is.
    least_time : timedelta
        Working time that the high end of the target takes even at the shortest handle time.
    fits : bool
        Whether that is within the productive time.
    """

    tier: str
    target: Range
    feasible: Range
    both: Range | None
    least_time: timedelta
    fits: bool


def feasible_throughput(
    shortest: DurationLike, longest: DurationLike | None = None, *, productive: DurationLike
) -> Range:
    """Tickets that one agent can finish in a day.

    Parameters
    ----------
    shortest, longest : duration
        Handle times; `longest` is `shortest` unless told. Both above zero.
    productive : duration
        Time in a day that goes into tickets: 6 hours are 75 % of 8.

    Returns
    -------
    Range
        [tickets per agent-day]

    Raises
    ------
    InputError
        For a handle time of zero, or a longest below the shortest.

    Notes
    -----
    ``productive / handle time``; idle and side time are left out of `productive` by the caller.

    Examples
    --------
    >>> str(feasible_throughput("10m", "15m", productive="6h"))
    '24–36 tickets per agent-day'
    """
    short = duration(shortest, "shortest")
    long = short if longest is None else duration(longest, "longest")
    day = duration(productive, "productive")
    if not short:
        raise InputError(f"shortest must be above zero; got {shown(shortest)}")
    if long < short:
        raise InputError(
            f"longest must be at least shortest; got {shown(longest)} and {shown(shortest)}"
        )
    return Range(low=day / long, high=day / short, unit=_UNIT)


def check_throughput(scorecard: TierScorecard, *, productive: DurationLike) -> ThroughputCheck:
    """Target throughput of a scorecard against its own handle times.

    Parameters
    ----------
    scorecard : TierScorecard
        With a handle_time band in minutes and a tickets_per_agent_day band, both ends of each.
    productive : duration
        Time in a day that goes into tickets.

    Returns
    -------
    ThroughputCheck

    Raises
    ------
    InputError
        Where the scorecard lacks one of the bands or an end.

    Examples
    --------
    The published L1 scorecard wants up to 50 tickets a day, which take 500 minutes at best:

    >>> from supportops.tiers import tier_scorecard
    >>> check = check_throughput(tier_scorecard("L1"), productive="6h")
    >>> str(check.both), check.least_time, check.fits
    ('30–36 tickets per agent-day', datetime.timedelta(seconds=30000), False)
    """
    band = scorecard.targets.get("handle_time")
    target = scorecard.targets.get("tickets_per_agent_day")
    if band is None or target is None or None in {band.low, band.high, target.low, target.high}:
        raise InputError(
            "scorecard must have handle_time and tickets_per_agent_day with both ends; "
            f"got {shown(scorecard.tier)} without"
        )
    # The line above leaves no end open; `or` is for the type checkers.
    short, long = timedelta(minutes=band.low or 0), timedelta(minutes=band.high or 0)
    feasible = feasible_throughput(short, long, productive=productive)
    low = max(target.low or 0, feasible.low or 0)
    high = min(target.high or 0, feasible.high or 0)
    least = (target.high or 0) * short
    return ThroughputCheck(
        tier=scorecard.tier,
        target=target,
        feasible=feasible,
        both=Range(low=low, high=high, unit=_UNIT) if low <= high else None,
        least_time=least,
        fits=least <= duration(productive, "productive"),
    )
