"""Which articles to take down."""

from dataclasses import dataclass

from supportops._kit.data import Source, read_data
from supportops._kit.durations import DurationLike, duration
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.shares import Share
from supportops.statistics import Estimate, proportion

__all__ = ["Retirement", "RetirementRule", "retirement", "retirement_rule"]


class RetirementRule(Model, frozen=True, extra="forbid"):
    """When an article is retired.

    Attributes
    ----------
    helpful_below : float
        Share of yes votes below which it goes.
    after_days : int
        How long it is given [days].
    source : Source
    """

    helpful_below: Share
    after_days: int
    source: Source


@dataclass(frozen=True, slots=True)
class Retirement(Result):
    """Whether an article is to be retired.

    Attributes
    ----------
    retire : bool or None
        By the rule as it is published, on the share itself; None without a vote on an article
        that had its time.
    certain : bool
        Whether the votes leave no doubt: the whole 95 % interval is below the limit, or above.
    helpful : Estimate
        Yes votes [share of votes].
    why : str
    """

    retire: bool | None
    certain: bool
    helpful: Estimate
    why: str


def retirement_rule() -> RetirementRule:
    """Published rule."""
    row = read_data("knowledge", "health")["retirement"]
    return RetirementRule(
        helpful_below=row["helpful_below"],
        after_days=row["after_days"],
        source=Source(source=row["source"], where=row["where"]),
    )


def retirement(
    *, helpful: int, unhelpful: int, age: DurationLike, rule: RetirementRule | None = None
) -> Retirement:
    """Whether an article is to be retired, and whether its votes are enough to say so.

    Parameters
    ----------
    helpful, unhelpful : int
        Votes [votes].
    age : duration
        Time since it was published.
    rule : RetirementRule, optional
        The published one if left out.

    Returns
    -------
    Retirement

    Raises
    ------
    InputError
        If a count is negative or not whole, or the age is a bare number.

    Examples
    --------
    >>> young = retirement(helpful=2, unhelpful=8, age="89d")
    >>> young.retire, young.why
    (False, 'younger than 90 days')
    >>> old = retirement(helpful=2, unhelpful=8, age="90d")
    >>> old.retire, old.certain
    (True, False)
    """
    limits = retirement_rule() if rule is None else rule
    votes = proportion(helpful, helpful + unhelpful, definition="yes votes")
    if duration(age, "age") < duration(f"{limits.after_days}d"):
        why = f"younger than {limits.after_days} days"
        return Retirement(retire=False, certain=True, helpful=votes, why=why)
    if votes.value is None:
        return Retirement(retire=None, certain=False, helpful=votes, why="nobody voted")
    low, high = votes.interval().low, votes.interval().high
    retire = votes.value < limits.helpful_below
    doubt = low is not None and high is not None and low < limits.helpful_below <= high
    side = "below" if retire else "at or above"
    why = f"{side} {limits.helpful_below:.0%} helpful"
    return Retirement(retire, not doubt, votes, why + (", on few votes" if doubt else ""))
