"""What a ticket, a contact and a mix of channels cost."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.reals import above_zero, from_zero
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = [
    "BlendedCost",
    "CostBreakdown",
    "blended_cost",
    "cost_breakdown",
    "cost_per_contact",
    "cost_per_ticket",
]


@dataclass(frozen=True, slots=True)
class CostBreakdown(Result):
    """Full cost of a period and what it comes to for a ticket.

    Attributes
    ----------
    total : Money
        Sum of the items.
    per_ticket : Money or None
        [currency/ticket]; None without tickets.
    labor_share : float or None
        Share of the total that the labor items make up; None where nothing was spent.
    shares : dict of str to float
        Share of the total of each item; empty where nothing was spent.
    """

    total: Money
    per_ticket: Money | None
    labor_share: float | None
    shares: dict[str, float]


@dataclass(frozen=True, slots=True)
class BlendedCost(Result):
    """Cost of all channels together.

    Attributes
    ----------
    total : Money
    per_contact : Money or None
        Over all contacts; None without any.
    per_assisted : Money or None
        Cost of the channels in which a person helps, over their contacts; None without any.
    """

    total: Money
    per_contact: Money | None
    per_assisted: Money | None


def cost_per_ticket(cost: MoneyLike, tickets: float) -> Money:
    """Cost of support divided by the tickets that it handled, over one and the same period.

    Parameters
    ----------
    cost : money
        Full cost of the period, such as ``"75000 USD"``.
    tickets : float
        Tickets handled in it [tickets], above zero.

    Returns
    -------
    Money
        [currency/ticket], exact.

    Raises
    ------
    InputError
        For a bare amount without a currency, or no tickets: the cost of a ticket is undefined.

    Notes
    -----
    An average: what a ticket less would save is the avoidable part alone, see `cash_saving`.

    Examples
    --------
    >>> cost_per_ticket("75000 USD", 6000)
    Money('12.5 USD')
    """
    return money(cost, "cost") / above_zero(tickets, "tickets")


def cost_per_contact(cost: MoneyLike, contacts: float) -> Money:
    """Cost of support divided by its contacts; a ticket may take several of them.

    Parameters
    ----------
    cost : money
        Full cost of the period.
    contacts : float
        Contacts handled in it [contacts], above zero.

    Returns
    -------
    Money
        [currency/contact], exact.

    Raises
    ------
    InputError
        For a bare amount, or no contacts.

    Examples
    --------
    >>> print(cost_per_contact("3840000 USD", 1_200_000))
    3.20 USD
    """
    return money(cost, "cost") / above_zero(contacts, "contacts")


def cost_breakdown(
    costs: Mapping[str, MoneyLike], *, tickets: float, labor: Collection[str] = ()
) -> CostBreakdown:
    """Cost per ticket from its items, and how much of it is labor.

    Parameters
    ----------
    costs : mapping of str to money
        Every item of the period: agents, leads, technology, facilities, training.
    tickets : float
        Tickets handled in the period [tickets], zero or more.
    labor : collection of str
        Names of the items that are people.

    Returns
    -------
    CostBreakdown

    Raises
    ------
    InputError
        Without items, for a negative one, for two currencies, or a labor item that is not
        among the costs.

    Examples
    --------
    >>> agent = {"salary": "60000 USD", "tools": "5000 USD", "training": "2000 USD",
    ...          "management": "8000 USD"}
    >>> print(cost_breakdown(agent, tickets=25 * 240).per_ticket)
    12.50 USD

    References
    ----------
    support-operations skill, Cost Per Ticket Analysis.
    """
    if not costs:
        raise InputError("costs must have an item; got none")
    items = {name: _spent(value, f"costs[{shown(name)}]") for name, value in costs.items()}
    for name in labor:
        if name not in items:
            raise InputError(f"labor must name costs; got {shown(name)}; there are {joined(items)}")
    total: Money = sum(items.values(), 0)  # type: ignore[assignment]  # there is an item
    shares = {name: float(amount.ratio(total) or 0) for name, amount in items.items()}
    people: Money = sum((items[name] for name in dict.fromkeys(labor)), total * 0)
    part, handled = people.ratio(total), from_zero(tickets, "tickets")
    return CostBreakdown(
        total,
        total / handled if handled else None,
        None if part is None else float(part),
        {} if part is None else shares,
    )


def blended_cost(
    channels: Mapping[str, tuple[float, MoneyLike]], *, unassisted: Collection[str] = ()
) -> BlendedCost:
    """Cost per contact over channels of different cost.

    Parameters
    ----------
    channels : mapping of str to (float, money)
        Contacts [contacts] and the cost of one, for each channel.
    unassisted : collection of str
        Channels in which nobody helps, such as self-service.

    Returns
    -------
    BlendedCost

    Raises
    ------
    InputError
        Without channels, for negative numbers, two currencies, or an unknown unassisted one.

    Notes
    -----
    The mean over all contacts falls when self-service grows, though no contact that people
    handle got cheaper: ``per_assisted`` is the one that staffing follows.

    Examples
    --------
    >>> mix = {"phone": (2000, "9.50 USD"), "chat": (3000, "5 USD"), "help center": (11_000, "0.4 USD")}
    >>> answer = blended_cost(mix, unassisted=["help center"])
    >>> print(answer.per_contact, answer.per_assisted)
    2.40 USD 6.80 USD
    """
    if not channels:
        raise InputError("channels must have a channel; got none")
    for name in unassisted:
        if name not in channels:
            raise InputError(
                f"unassisted must name channels; got {shown(name)}; there are {joined(channels)}"
            )
    counts = {name: from_zero(n, f"contacts of {shown(name)}") for name, (n, _) in channels.items()}
    units = {name: _spent(u, f"cost of {shown(name)}") for name, (_, u) in channels.items()}
    total: Money = sum((units[name] * counts[name] for name in channels), 0)  # type: ignore[assignment]  # there is a channel
    everyone = sum(counts.values())
    helped = [name for name in channels if name not in unassisted]
    assisted = sum(counts[name] for name in helped)
    spent: Money = sum((units[name] * counts[name] for name in helped), total * 0)
    return BlendedCost(
        total,
        total / everyone if everyone else None,
        spent / assisted if assisted else None,
    )


def _spent(value: MoneyLike, name: str) -> Money:
    amount = money(value, name)
    if amount.amount < 0:
        raise InputError(f"{name} must be zero or more; got {amount}")
    return amount
