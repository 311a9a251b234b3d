"""Contract risk: the odds of passing a month, a quarter and a year."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, percent_text, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.sla.odds import (
    TargetLike,
    checked_cluster,
    kept_odds,
    kept_odds_over,
    needed,
    open_target,
    passing,
    poisson_volumes,
    random_volume,
    tickets_to_mean_something,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ContractRisk",
    "WindowOdds",
    "contract_risk",
]

Span: TypeAlias = Literal["month", "quarter", "year"]
MONTHS: dict[Span, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class WindowOdds(Result):
    """Odds of a clause that counts over one length of window.

    Attributes
    ----------
    window : {"month", "quarter", "year"}
    tickets : int
        Decided tickets in it.
    misses_allowed : int
        Misses with which it still passes.
    passes : float
        Probability of passing one window [share].
    passes_all_year : float
        Probability of passing every window of a year [share].
    """

    window: Span
    tickets: int
    misses_allowed: int
    passes: float
    passes_all_year: float


@dataclass(frozen=True)
class ContractRisk(Result):
    """Odds of keeping a percentage that a contract asks for.

    Attributes
    ----------
    attainment : float
        True probability that one ticket keeps the promise [share].
    target : Decimal
        Part that the contract asks for.
    month, quarter, year : WindowOdds
        If the clause counts by month, by quarter, or by year.
    meaningful_from : int or None
        Tickets below which a single miss fails a window; None for a target of 100 %.
    flags : tuple of str
    """

    attainment: float
    target: Decimal
    month: WindowOdds
    quarter: WindowOdds
    year: WindowOdds
    meaningful_from: int | None
    flags: tuple[str, ...]

    def to_frame(self) -> "pd.DataFrame":
        """One row for each window."""
        import pandas as pd

        return pd.concat(
            [odds.to_frame() for odds in (self.month, self.quarter, self.year)],
            ignore_index=True,
        )

    def __str__(self) -> str:
        lines = [
            f"{odds.window}: {odds.tickets} tickets, {odds.misses_allowed} may miss, "
            f"passes {percent_text(odds.passes)}, all year {percent_text(odds.passes_all_year)}"
            for odds in (self.month, self.quarter, self.year)
        ]
        return "\n".join([*lines, *self.flags])


def contract_risk(
    attainment: ShareLike,
    *,
    tickets_per_month: int,
    target: TargetLike,
    volume: Literal["fixed", "poisson"] = "fixed",
    correlation: ShareLike = 0.0,
    cluster: int | None = None,
) -> ContractRisk:
    """Odds of passing a month, a quarter and a year under a percentage clause.

    Parameters
    ----------
    attainment : share
        True probability that one ticket keeps the promise.
    tickets_per_month : int
        Decided tickets of a month [tickets], one or more.
    target : share
        Part of a window's tickets that must keep it.
    volume : {"fixed", "poisson"}
        Whether every month has that number of tickets, or a Poisson number with that mean.
    correlation : share
        Correlation of two tickets of the same cluster, 0 for independent ones; the intraclass
        correlation of past days, say.
    cluster : int, optional
        Tickets that share their luck [tickets], those of a day; a month's where not given.

    Returns
    -------
    ContractRisk

    Raises
    ------
    InputError
        Outside those ranges, and for correlated tickets of a random volume without a `cluster`.

    Notes
    -----
    Independent tickets are binomial. With a correlation r the number kept in a cluster of m is
    beta-binomial with a = p (1 - r) / r and b = (1 - p) (1 - r) / r, whose variance is
    1 + (m - 1) r times the binomial one; clusters are independent of one another, and a
    window's number is their sum, exactly. With a Poisson volume the odds are the mean over the
    numbers of tickets of a window, and a window without a ticket passes; ``tickets`` and
    ``misses_allowed`` are those of the mean.

    References
    ----------
    Skellam, J. G. (1948). A probability distribution derived from the binomial distribution.
    Journal of the Royal Statistical Society B 10.

    Examples
    --------
    >>> print(contract_risk("97%", tickets_per_month=15, target="95%"))
    month: 15 tickets, 0 may miss, passes 63.3 %, all year 0.4 %
    quarter: 45 tickets, 2 may miss, passes 84.8 %, all year 51.7 %
    year: 180 tickets, 9 may miss, passes 95.4 %, all year 95.4 %
    with 15 tickets a month one miss fails it: the percentage means something from 20
    """
    p, exact = share(attainment, "attainment"), open_target(target)
    n = whole(tickets_per_month, "tickets_per_month")
    if n < 1:
        raise InputError(f"tickets_per_month must be one or more; got {shown(tickets_per_month)}")
    bond, size = share(correlation, "correlation"), checked_cluster(cluster)
    clause = _Clause(p, exact, bond, size)
    if random_volume(volume) and bond and size is None:
        raise InputError(
            "cluster must be given for correlated tickets of a random volume; got None"
        )
    odds = {}
    for name, months in MONTHS.items():
        least = needed(exact, n * months)
        if volume == "poisson":
            numbers, weights = poisson_volumes(n * months)
            passes = min(float(clause.over(numbers) @ weights), 1.0)
        elif bond:
            law = kept_odds(p, n, correlation=bond, cluster=size)
            passes = _upper(_sum_of(law, months), least)
        else:
            passes = float(clause.over(np.array([n * months]))[0])
        odds[name] = WindowOdds(
            name, n * months, n * months - least, passes, passes ** (12 // months)
        )
    from_ = None if exact == 1 else tickets_to_mean_something(target)
    flags = []
    if from_ is None or n < from_:
        means = (
            "100 % allows none at any number"
            if from_ is None
            else (f"the percentage means something from {from_}")
        )
        noun = "ticket" if n == 1 else "tickets"
        flags.append(f"with {n} {noun} a month one miss fails it: {means}")
    return ContractRisk(
        attainment=p,
        target=Decimal(exact.numerator) / Decimal(exact.denominator),
        month=odds["month"],
        quarter=odds["quarter"],
        year=odds["year"],
        meaningful_from=from_,
        flags=tuple(flags),
    )


@dataclass(frozen=True, slots=True)
class _Clause:
    """A percentage, and how tickets keep it."""

    attainment: float
    target: Fraction
    correlation: float
    cluster: int | None

    def over(self, numbers: Int64Array) -> Float64Array:
        """Probability of passing with each number of tickets; none at all passes."""
        if not self.correlation:
            out = passing(self.attainment, numbers.astype(np.float64), self.target)
            return np.where(numbers > 0, out, 1.0)
        laws = kept_odds_over(
            self.attainment, numbers, correlation=self.correlation, cluster=self.cluster
        )
        chances = [
            _upper(law, needed(self.target, n))
            for n, law in zip(numbers.tolist(), laws, strict=True)
        ]
        return np.array(chances, dtype=np.float64)


def _sum_of(law: Float64Array, times: int) -> Float64Array:
    """Distribution of the sum of so many independent draws."""
    most = (len(law) - 1) * times
    length = 1 << most.bit_length()
    out = np.maximum(np.fft.irfft(np.fft.rfft(law, length) ** times, length)[: most + 1], 0.0)
    return np.asarray(out / out.sum(), dtype=np.float64)


def _upper(law: Float64Array, least: int) -> float:
    above, below = float(law[least:].sum()), float(law[:least].sum())
    return min(above if above < below else 1 - below, 1.0)
