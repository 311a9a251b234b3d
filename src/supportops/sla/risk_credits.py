"""Credits at risk: what a clause may give back, as a distribution."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.reals import above_zero, whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, percent_text, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.sla.credit_terms import AttainmentCredit, MissCredit
from supportops.sla.credits import credit_of_counts, rounded
from supportops.sla.odds import checked_cluster, kept_odds, needed, poisson_volumes, random_volume

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CreditsAtRisk", "credits_at_risk"]

TERMS = (AttainmentCredit, MissCredit)


@dataclass(frozen=True)
class CreditsAtRisk(Result):
    """What a clause may give back, as a distribution.

    Attributes
    ----------
    amounts : tuple of Money
        Possible totals, rising.
    probabilities : tuple of float
        Of each [share].
    expected : Money
        Mean, rounded to the digits of the currency.
    any_credit : float
        Probability that something is given back [share].
    fee : Money
        Fee of all the months.
    months : int
        Months that are looked ahead.
    """

    amounts: tuple[Money, ...]
    probabilities: tuple[float, ...]
    expected: Money
    any_credit: float
    fee: Money
    months: int

    def quantile(self, quantile: ShareLike) -> Money:
        """Smallest total that is not exceeded with a probability.

        Parameters
        ----------
        quantile : share
        """
        wanted = share(quantile, "quantile")
        # A sum of floats may stay a hair below one.
        reached = np.cumsum(self.probabilities) >= wanted - 1e-12
        return self.amounts[int(np.argmax(reached)) if reached.any() else -1]

    def exceeds(self, amount: MoneyLike) -> float:
        """Probability [share] that more than an amount is given back.

        Parameters
        ----------
        amount : money
        """
        limit = money(amount, "amount")
        chances = (p for a, p in zip(self.amounts, self.probabilities, strict=True) if a > limit)
        return min(sum(chances, 0.0), 1.0)

    def to_frame(self) -> "pd.DataFrame":
        """One row for each total: amount, its probability, and that of no more."""
        import pandas as pd

        chances = np.array(self.probabilities)
        return pd.DataFrame(
            {
                "amount": [float(amount) for amount in self.amounts],
                "probability": chances,
                "at_most": np.minimum(np.cumsum(chances), 1.0),
            }
        )

    def __str__(self) -> str:
        return (
            f"{self.expected} expected of {self.fee} in {self.months} "
            f"month{'' if self.months == 1 else 's'}, some credit with "
            f"{percent_text(self.any_credit)}, at most {self.quantile(0.95)} with 95 %"
        )


def credits_at_risk(
    clause: AttainmentCredit | MissCredit,
    *,
    attainment: ShareLike,
    tickets_per_month: float,
    fee: MoneyLike,
    months: int = 1,
    volume: Literal["fixed", "poisson"] = "fixed",
    correlation: ShareLike = 0.0,
    cluster: int | None = None,
    decimals: int = 2,
) -> CreditsAtRisk:
    """Credits that a clause may give back, judged month by month.

    Parameters
    ----------
    clause : AttainmentCredit or MissCredit
        What gives back, and when.
    attainment : share
        True probability that one ticket keeps the promise.
    tickets_per_month : float
        Decided tickets of a month [tickets], or their mean if the volume is random.
    fee : money
        Fee of a month.
    months : int
        Months looked ahead [months], independent of one another.
    volume : {"fixed", "poisson"}
        Whether every month has that number, or a Poisson number with that mean.
    correlation, cluster : share, int
        As in `contract_risk`.
    decimals : int
        Digits of the currency behind the point [digits].

    Returns
    -------
    CreditsAtRisk

    Raises
    ------
    InputError
        Outside those ranges.

    Notes
    -----
    A month's credit is the clause applied to each possible number kept, weighted by its
    probability; months are added by convolution over exact amounts. A Poisson volume is cut
    where less than 1e-12 of its probability lies on each side.

    Examples
    --------
    >>> clause = AttainmentCredit.model_validate({"metric": "first_response", "bands": [
    ...     {"below": "95%", "credit": "5%"}, {"below": "90%", "credit": "10%"}]})
    >>> risk = credits_at_risk(
    ...     clause, attainment=0.97, tickets_per_month=60, fee="1000 USD", months=12)
    >>> print(risk)
    64.70 USD expected of 12,000 USD in 12 months, some credit with 73.8 %, at most 150 USD with 95 %
    """
    if not isinstance(clause, TERMS):
        raise InputError(f"clause must be an AttainmentCredit or a MissCredit; got {shown(clause)}")
    p, base = share(attainment, "attainment"), money(fee, "fee")
    ahead, digits = whole(months, "months"), whole(decimals, "decimals")
    if ahead < 1:
        raise InputError(f"months must be one or more; got {shown(months)}")
    bond, size = share(correlation, "correlation"), checked_cluster(cluster)
    month: dict[Fraction, float] = {}
    for n, weight in _volumes(tickets_per_month, volume):
        breaks = _breaks(clause, n)
        chances = _between(breaks, p, n, correlation=bond, cluster=size)
        for first, chance in zip(breaks[:-1], chances, strict=True):
            part = Fraction(credit_of_counts(clause, first, n))
            amount = rounded(Fraction(base.amount) * part, digits, base.currency)
            key = Fraction(amount.amount)
            month[key] = month.get(key, 0.0) + weight * chance
    total = _summed(month, ahead)
    amounts = sorted(total)
    mean = sum((a * Fraction(total[a]) for a in amounts), Fraction(0)) / Fraction(
        sum(total.values())
    )
    return CreditsAtRisk(
        amounts=tuple(rounded(a, digits, base.currency) for a in amounts),
        probabilities=tuple(total[a] for a in amounts),
        expected=rounded(mean, digits, base.currency),
        any_credit=min(sum((total[a] for a in amounts if a), 0.0), 1.0),
        fee=base * ahead,
        months=ahead,
    )


def _breaks(clause: AttainmentCredit | MissCredit, n: int) -> list[int]:
    """Numbers kept at which the credit may change, with none and one beyond all."""
    if isinstance(clause, MissCredit):
        places = {n - step.misses + 1 for step in clause.steps}
    else:
        limits = {limit for band in clause.bands for limit in (band.below, band.at_least)}
        places = {needed(Fraction(limit), n) for limit in limits if limit is not None}
    return sorted({0, n + 1} | {place for place in places if 0 < place <= n})


def _between(
    breaks: list[int], attainment: float, n: int, *, correlation: float, cluster: int | None
) -> list[float]:
    """Probability that the number kept lies between two breaks."""
    if correlation:
        law = kept_odds(attainment, n, correlation=correlation, cluster=cluster)
        return [float(law[first:end].sum()) for first, end in pairwise(breaks)]
    from scipy.special import bdtr

    at_most = bdtr(np.array(breaks[1:]) - 1, n, attainment)
    return [float(chance) for chance in np.diff(at_most, prepend=0.0)]


def _volumes(tickets: Any, volume: Any) -> list[tuple[int, float]]:
    """Possible numbers of tickets of a month, with their probabilities."""
    if not random_volume(volume):
        return [(whole(tickets, "tickets_per_month"), 1.0)]
    numbers, weights = poisson_volumes(above_zero(tickets, "tickets_per_month"))
    return list(zip(numbers.tolist(), weights.tolist(), strict=True))


def _summed(month: dict[Fraction, float], months: int) -> dict[Fraction, float]:
    total = {Fraction(0): 1.0}
    for _ in range(months):
        following: dict[Fraction, float] = {}
        for so_far, chance in total.items():
            for more, p in month.items():
                following[so_far + more] = following.get(so_far + more, 0.0) + chance * p
        total = following
    return total
