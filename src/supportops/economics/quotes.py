"""What a plan comes to for a customer."""

from dataclasses import dataclass
from typing import Literal

from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.reals import above_zero, from_zero, whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import joined, shown
from supportops.economics.money_range import MoneyRange
from supportops.economics.plans import Basis, PlanCatalog, Price
from supportops.errors import InputError

__all__ = ["Quote", "add_on_cost", "needs_custom_contract", "quote", "service_credit"]

_MONTHS = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True)
class Quote(Result):
    """Price of a plan for a customer.

    Attributes
    ----------
    plan : str
    per_month : MoneyRange or None
        For the quantity [currency/month]; None for a yearly price, which no twelfth is
        published for.
    total : MoneyRange
        Over all months.
    basis : str
        What the quantity counts.
    quantity : float
    months : int
    flags : tuple of str
        ``"open_ended"`` where the source says "from", ``"basis_unstated"`` where it does not say
        what a price is for.
    """

    plan: str
    per_month: MoneyRange | None
    total: MoneyRange
    basis: Basis
    quantity: float
    months: int
    flags: tuple[str, ...] = ()


def quote(
    catalog: PlanCatalog,
    plan: str,
    *,
    quantity: float = 1,
    months: int = 1,
    billed: Literal["month", "year"] = "month",
) -> Quote:
    """Price of a plan for a quantity and a number of months.

    Parameters
    ----------
    catalog : PlanCatalog
        The price list.
    plan : str
        Name of the plan.
    quantity : float
        Seats, accounts or companies [count of the price's basis], above zero.
    months : int
        Length [months], one or more; whole years for a yearly price.
    billed : {"month", "year"}
        Which of the published prices; one is never made of the other.

    Returns
    -------
    Quote
        Ranges stay ranges.

    Raises
    ------
    InputError
        For an unknown plan, a price that is not published, months that are no whole years, or
        a quantity other than 1 of a price whose basis is not stated.

    Examples
    --------
    >>> from supportops.economics import preset
    >>> print(quote(preset("vivtone"), "pro", quantity=10).per_month)
    1,990 USD
    >>> quote(preset("vivtone"), "enterprise", months=12, billed="year").total.low
    Money('15000 USD')
    """
    count, length = above_zero(quantity, "quantity"), whole(months, "months")
    if not length:
        raise InputError(f"months must be one or more; got {shown(months)}")
    price = _price(catalog, plan, billed)
    periods, rest = divmod(length, _MONTHS[billed])
    if rest:
        raise InputError(f"months must be whole years for a yearly price; got {length}")
    if price.basis == "unstated" and count != 1:
        raise InputError(
            f"quantity must be 1 where the source does not say what a price is for; got {shown(quantity)}"
        )
    each = price.amount * count
    flags = (
        *(("open_ended",) if price.amount.open_ended else ()),
        *(("basis_unstated",) if price.basis == "unstated" else ()),
    )
    per_month = each if billed == "month" else None
    return Quote(plan, per_month, each * periods, price.basis, count, length, flags)


def add_on_cost(catalog: PlanCatalog, name: str, *, quantity: float = 1) -> MoneyRange:
    """Price of something that is sold beside the plans.

    Parameters
    ----------
    catalog : PlanCatalog
        The price list.
    name : str
        Name of the add-on.
    quantity : float
        Days or times [count of the price's basis], zero or more.

    Returns
    -------
    MoneyRange

    Examples
    --------
    >>> from supportops.economics import preset
    >>> print(add_on_cost(preset("hume"), "on-call engineering", quantity=3))
    4,500 USD
    """
    return catalog.add_on(name).price.amount * from_zero(quantity, "quantity")


def needs_custom_contract(catalog: PlanCatalog, contacts_per_month: float) -> bool | None:
    """Whether a volume is beyond the plans of a price list.

    Parameters
    ----------
    catalog : PlanCatalog
        The price list.
    contacts_per_month : float
        [contacts/month], zero or more.

    Returns
    -------
    bool or None
        True strictly above the published volume; None where none is published.

    Examples
    --------
    >>> from supportops.economics import preset
    >>> [needs_custom_contract(preset("ast"), volume) for volume in (10_000, 10_001)]
    [False, True]
    """
    volume = from_zero(contacts_per_month, "contacts_per_month")
    return None if catalog.custom_above is None else volume > catalog.custom_above


def service_credit(catalog: PlanCatalog, fee: MoneyLike, *, percent: ShareLike) -> Money:
    """Credit for a missed promise, within what the price list grants.

    Parameters
    ----------
    catalog : PlanCatalog
        The price list.
    fee : money
        Monthly fee.
    percent : share
        Share of the fee that is credited.

    Returns
    -------
    Money

    Raises
    ------
    InputError
        If the price list grants no credits, or none of that size.

    Notes
    -----
    Which credit a month has earned is the service level's business; this is its price.

    Examples
    --------
    >>> from supportops.economics import preset
    >>> print(service_credit(preset("vivtone"), "1200 USD", percent="5%"))
    60 USD
    """
    terms, part = catalog.credits, share(percent, "percent")
    if terms is None:
        raise InputError(f"catalog must grant credits; got {catalog.name}, which states none")
    if not terms.low <= part <= terms.high:
        raise InputError(
            f"percent must be from {terms.low:g} to {terms.high:g} in {catalog.name}; got {shown(percent)}"
        )
    return money(fee, "fee") * part


def _price(catalog: PlanCatalog, plan: str, billed: str) -> Price:
    prices = catalog.plan(plan).prices
    for price in prices:
        if price.per == billed:
            return price
    known = joined(price.per for price in prices)
    raise InputError(
        f"billed must be a published price of {plan}; got {shown(billed)}; there are {known}"
    )
