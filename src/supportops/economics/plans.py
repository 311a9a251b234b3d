"""Support plans with their published prices."""

from typing import Literal, TypeAlias

from supportops._kit.data import Shelf, Source, read_data
from supportops._kit.durations import Duration
from supportops._kit.models import Model
from supportops._kit.shares import Share
from supportops._kit.text import joined, shown
from supportops.economics.money_range import MoneyRange
from supportops.errors import InputError

__all__ = [
    "AddOn",
    "Basis",
    "CreditTerms",
    "PlanCatalog",
    "PlanName",
    "Price",
    "SupportPlan",
    "preset",
    "presets",
]

Basis: TypeAlias = Literal["company", "account", "seat", "contract", "day", "once", "unstated"]
PlanName: TypeAlias = Literal["ast", "vivtone", "hume"]


class Price(Model, frozen=True, extra="forbid"):
    """One published price.

    Attributes
    ----------
    amount : MoneyRange
        As printed: one amount, a range, or "from".
    per : {"month", "year", "once"}
    basis : str
        What is counted: company, account, seat, contract, day, once; unstated where the source
        does not say.
    note : str
        What the source adds.
    """

    amount: MoneyRange
    per: Literal["month", "year", "once"]
    basis: Basis
    note: str = ""


class SupportPlan(Model, frozen=True, extra="forbid"):
    """A plan: what it includes, and its prices; prices beside one another are independent.

    Attributes
    ----------
    name : str
    prices : tuple of Price
    includes : tuple of str
    response : tuple of Duration
        Promised answer as printed: one length, or the two ends of a range; empty where none is.
        Whether it is a first response or a resolution, the sources do not say.
    critical_response : Duration or None
        Promise for critical issues.
    """

    name: str
    prices: tuple[Price, ...]
    includes: tuple[str, ...] = ()
    response: tuple[Duration, ...] = ()
    critical_response: Duration | None = None


class AddOn(Model, frozen=True, extra="forbid"):
    """Something sold beside the plans."""

    name: str
    price: Price


class CreditTerms(Model, frozen=True, extra="forbid"):
    """Credits that a catalog grants for a missed promise.

    Attributes
    ----------
    low, high : float
        Smallest and largest credit [share of the monthly fee].
    condition : str
        When they are granted.
    requires : tuple of str
        What the contract has to define for them.
    """

    low: Share
    high: Share
    condition: str
    requires: tuple[str, ...] = ()


class PlanCatalog(Model, frozen=True, extra="forbid"):
    """Price list of one source.

    Attributes
    ----------
    name : str
    plans : tuple of SupportPlan
    add_ons : tuple of AddOn
    credits : CreditTerms or None
    custom_above : int or None
        Contacts a month above which a contract of its own is made [contacts/month].
    source : Source
    """

    name: str
    plans: tuple[SupportPlan, ...]
    add_ons: tuple[AddOn, ...] = ()
    credits: CreditTerms | None = None
    custom_above: int | None = None
    source: Source

    def plan(self, name: str) -> SupportPlan:
        """Plan of that name; an unknown one is an error that lists the known."""
        for plan in self.plans:
            if plan.name == name:
                return plan
        known = joined(plan.name for plan in self.plans)
        raise InputError(f"plan must be one of {self.name}; got {shown(name)}; there are {known}")

    def add_on(self, name: str) -> AddOn:
        """Add-on of that name; an unknown one is an error that lists the known."""
        for add_on in self.add_ons:
            if add_on.name == name:
                return add_on
        known = joined(add_on.name for add_on in self.add_ons) or "none"
        raise InputError(f"add_on must be one of {self.name}; got {shown(name)}; there are {known}")


def _catalog(name: str) -> PlanCatalog:
    return PlanCatalog.model_validate({"name": name, **read_data("economics", "plans")[name]})


_SHELF: Shelf[PlanCatalog] = Shelf(
    "economics",
    {
        "ast": lambda: _catalog("ast"),
        "vivtone": lambda: _catalog("vivtone"),
        "hume": lambda: _catalog("hume"),
    },
)


def preset(name: PlanName) -> PlanCatalog:
    """Published price list of that name; `presets` lists them.

    Examples
    --------
    >>> print(preset("vivtone").plan("pro").prices[0].amount)
    199 USD
    """
    return _SHELF.take(name)


def presets() -> tuple[str, ...]:
    """Names of the published price lists."""
    return _SHELF.names()
