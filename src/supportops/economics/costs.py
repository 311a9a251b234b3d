"""What a ticket costs."""

from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["cost_per_ticket"]


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

    Examples
    --------
    >>> cost_per_ticket("75000 USD", 6000)
    Money('12.5 USD')
    """
    if not tickets > 0:
        raise InputError(f"tickets must be above zero; got {shown(tickets)}")
    return money(cost, "cost") / tickets
