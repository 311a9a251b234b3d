"""What a resolution costs: repeats, and tiers that a ticket passes through."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = [
    "ResolutionCost",
    "cost_per_resolution",
    "cost_per_resolution_with_one_repeat",
    "cumulative_costs",
]


@dataclass(frozen=True, slots=True)
class ResolutionCost(Result):
    """Cost of an issue that is resolved.

    Attributes
    ----------
    contacts_per_issue : float
        Contacts that an issue takes on average [contacts/issue]; infinite where nothing is
        ever resolved.
    cost : Money or None
        [currency/resolution]; None where nothing is ever resolved.
    """

    contacts_per_issue: float
    cost: Money | None


def cost_per_resolution(cost_per_contact: MoneyLike, *, fcr: ShareLike) -> ResolutionCost:
    """Cost of a resolution where every contact, a repeat too, resolves at the same rate.

    Parameters
    ----------
    cost_per_contact : money
        [currency/contact]
    fcr : share
        First contact resolution.

    Returns
    -------
    ResolutionCost

    Notes
    -----
    Contacts are geometric, ``1 / fcr`` on average. Customers who give up make it less, harder
    second rounds make it more.

    Examples
    --------
    >>> print(cost_per_resolution("5 USD", fcr="80%").cost)
    6.25 USD
    """
    rate, each = share(fcr, "fcr"), money(cost_per_contact, "cost_per_contact")
    if not rate:
        return ResolutionCost(inf, None)
    return ResolutionCost(1 / rate, each / rate)


def cost_per_resolution_with_one_repeat(
    cost_per_contact: MoneyLike, *, fcr: ShareLike
) -> ResolutionCost:
    """Cost of a resolution where an issue that the first contact leaves open takes one more.

    Parameters
    ----------
    cost_per_contact : money
        [currency/contact]
    fcr : share
        First contact resolution.

    Returns
    -------
    ResolutionCost

    Notes
    -----
    Contacts are ``2 - fcr``: the assumption behind counting one ticket less for each issue that
    is newly resolved on first contact (`fcr_saving`).

    Examples
    --------
    >>> print(cost_per_resolution_with_one_repeat("5 USD", fcr="80%").cost)
    6 USD
    """
    contacts = 2 - share(fcr, "fcr")
    return ResolutionCost(contacts, money(cost_per_contact, "cost_per_contact") * contacts)


def cumulative_costs(costs: Mapping[str, MoneyLike]) -> dict[str, Money]:
    """Cost of a ticket that was resolved in each tier, with the tiers that it passed before.

    Parameters
    ----------
    costs : mapping of str to money
        Cost of handling a ticket in each tier alone, first tier first.

    Returns
    -------
    dict of str to Money
        [currency/ticket] for each tier: the running sum.

    Raises
    ------
    InputError
        For a negative cost, or two currencies.

    Examples
    --------
    >>> {tier: str(cost) for tier, cost in cumulative_costs({"L1": "22 USD", "L2": "62 USD"}).items()}
    {'L1': '22 USD', 'L2': '84 USD'}

    References
    ----------
    MetricNet, IT support metrics: an escalated ticket costs the sum of its tiers.
    """
    sums: dict[str, Money] = {}
    so_far: Money | None = None
    for tier, cost in costs.items():
        amount = money(cost, f"costs[{shown(tier)}]")
        if amount.amount < 0:
            raise InputError(f"costs[{shown(tier)}] must be zero or more; got {amount}")
        so_far = amount if so_far is None else so_far + amount
        sums[tier] = so_far
    return sums
