"""Phases and budgets, as ranges."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.money import MoneyLike, money
from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops.economics.money_range import MoneyRange, total_range
from supportops.vocabulary import Range

__all__ = [
    "Budget",
    "BudgetCheck",
    "ContentPrices",
    "Phase",
    "PhaseTotals",
    "budget_check",
    "content_cost",
    "content_prices",
    "first_budget",
    "phase_totals",
    "phases",
]


class Phase(Model, frozen=True, extra="forbid"):
    """One phase of building a support operation.

    Attributes
    ----------
    number : int
    name : str
    scope : tuple of str
    weeks : Range
        [weeks]
    one_time : MoneyRange
    monthly : MoneyRange or None
        Running cost; None where none is stated.
    note : str
    source : Source
    """

    number: int
    name: str
    scope: tuple[str, ...]
    weeks: Range
    one_time: MoneyRange
    monthly: MoneyRange | None = None
    note: str = ""
    source: Source


class Budget(Model, frozen=True, extra="forbid"):
    """Money set aside, once and every month."""

    about: str
    one_time: MoneyRange
    monthly: MoneyRange
    source: Source


class ContentPrices(Model, frozen=True, extra="forbid"):
    """What help content costs.

    Attributes
    ----------
    initial : MoneyRange
        The first content of a knowledge base.
    writer_hour : MoneyRange
        An hour of a writer.
    hours_per_area : Range
        Own effort for one product area [hours].
    source : Source
    """

    initial: MoneyRange
    writer_hour: MoneyRange
    hours_per_area: Range
    source: Source


@dataclass(frozen=True, slots=True)
class PhaseTotals(Result):
    """Phases one after the other.

    Attributes
    ----------
    weeks : Range
        [weeks], one phase after the other.
    one_time : MoneyRange
    monthly : MoneyRange or None
        Running cost when all are there; None where no phase states one.
    """

    weeks: Range
    one_time: MoneyRange
    monthly: MoneyRange | None


@dataclass(frozen=True, slots=True)
class BudgetCheck(Result):
    """Where costs stand against a budget.

    Attributes
    ----------
    one_time, monthly : {"below", "within", "above"}
        Against the range of the budget, its ends included.
    """

    one_time: Literal["below", "within", "above"]
    monthly: Literal["below", "within", "above"]


def phases() -> tuple[Phase, ...]:
    """Published phases in order."""
    data = read_data("economics", "budgets")["phases"]
    source = Source(source=data["source"], where=data["where"])
    return tuple(Phase.model_validate({**row, "source": source}) for row in data["phase"])


def phase_totals(stages: Iterable[Phase]) -> PhaseTotals | None:
    """Length and cost of phases that follow one another.

    Parameters
    ----------
    stages : iterable of Phase
        The phases.

    Returns
    -------
    PhaseTotals or None
        Sums of the low and of the high ends; None without phases.

    Examples
    --------
    >>> totals = phase_totals(phases())
    >>> print(totals.weeks, totals.one_time, totals.monthly, sep="; ")
    18–36 weeks; 17,000 USD to 170,000 USD; 3,000 USD to 15,000 USD
    """
    rows = tuple(stages)
    one_time = total_range(phase.one_time for phase in rows)
    if one_time is None:
        return None
    lows, highs = [p.weeks.low or 0 for p in rows], [p.weeks.high for p in rows]
    known = [high for high in highs if high is not None]
    return PhaseTotals(
        Range(low=sum(lows), high=sum(known) if len(known) == len(highs) else None, unit="weeks"),
        one_time,
        total_range(phase.monthly for phase in rows if phase.monthly is not None),
    )


def first_budget() -> Budget:
    """Published budget of a first support organization."""
    row = dict(read_data("economics", "budgets")["budget"]["mvp"])
    source = Source(source=row.pop("source"), where=row.pop("where"))
    return Budget.model_validate({**row, "source": source})


def budget_check(budget: Budget, *, one_time: MoneyLike, monthly: MoneyLike) -> BudgetCheck:
    """Where costs stand against a budget.

    Parameters
    ----------
    budget : Budget
        The money set aside.
    one_time, monthly : money
        What is asked for, once and a month.

    Returns
    -------
    BudgetCheck

    Examples
    --------
    >>> budget_check(first_budget(), one_time="30000 USD", monthly="21000 USD")
    BudgetCheck(one_time='within', monthly='above')
    """
    return BudgetCheck(
        _stand(money(one_time, "one_time"), budget.one_time),
        _stand(money(monthly, "monthly"), budget.monthly),
    )


def content_prices() -> ContentPrices:
    """Published prices of help content."""
    row = dict(read_data("economics", "budgets")["content"])
    source = Source(source=row.pop("source"), where=row.pop("where"))
    return ContentPrices.model_validate({**row, "source": source})


def content_cost(areas: float, *, hours_per_area: Range, hourly: MoneyRange) -> MoneyRange:
    """Cost of writing for a number of product areas.

    Parameters
    ----------
    areas : float
        Product areas [areas], zero or more.
    hours_per_area : Range
        Effort for one [hours].
    hourly : MoneyRange
        [currency/hour]

    Returns
    -------
    MoneyRange
        The low ends together and the high ends together; open-ended where one of them is.

    Examples
    --------
    >>> prices = content_prices()
    >>> print(content_cost(1, hours_per_area=prices.hours_per_area, hourly=prices.writer_hour))
    2,000 USD to 18,000 USD
    """
    count = from_zero(areas, "areas")
    low = hourly.low * from_zero(hours_per_area.low or 0, "hours_per_area") * count
    if hourly.high is None or hours_per_area.high is None:
        return MoneyRange(low=low)
    return MoneyRange(low=low, high=hourly.high * hours_per_area.high * count)


def _stand(cost: MoneyLike, span: MoneyRange) -> Literal["below", "within", "above"]:
    if cost in span:
        return "within"
    return "below" if money(cost) < span.low else "above"
