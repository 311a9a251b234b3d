"""What tickets that never come are worth: gross, net, and in cash."""

from dataclasses import dataclass

from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.reals import above_zero, from_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = [
    "CashSaving",
    "cash_saving",
    "gross_saving",
    "handle_time_saving",
    "net_saving",
    "roi_ratio",
]


@dataclass(frozen=True, slots=True)
class CashSaving(Result):
    """What deflected tickets save in cash, beside what the average claims.

    Attributes
    ----------
    average_cost : Money
        Cost per ticket before [currency/ticket].
    claimed_saving : Money
        Deflected tickets at that average: fixed cost does not go away, so this is no cash.
    cash_saving : Money
        Variable cost of the deflected tickets.
    new_average_cost : Money or None
        Cost per ticket afterwards, which rises; None where no ticket is left.
    """

    average_cost: Money
    claimed_saving: Money
    cash_saving: Money
    new_average_cost: Money | None


def gross_saving(tickets: float, *, cost_per_ticket: MoneyLike) -> Money:
    """Tickets avoided times the cost of one; what it took to avoid them is not in it.

    Parameters
    ----------
    tickets : float
        Tickets avoided in a period [tickets], zero or more.
    cost_per_ticket : money
        [currency/ticket]; the avoidable cost, if the saving is to be cash.

    Returns
    -------
    Money

    Examples
    --------
    >>> print(gross_saving(3500, cost_per_ticket="15 USD"))
    52,500 USD

    References
    ----------
    support-operations skill, Measuring Self-Service ROI.
    """
    return money(cost_per_ticket, "cost_per_ticket") * from_zero(tickets, "tickets")


def net_saving(tickets: float, *, cost_per_ticket: MoneyLike, investment: MoneyLike) -> Money:
    """Gross saving less the investment of the same period; below zero where it does not pay.

    Parameters
    ----------
    tickets : float
        Tickets avoided in a period [tickets], zero or more.
    cost_per_ticket : money
        [currency/ticket]
    investment : money
        What self-service cost in the period.

    Returns
    -------
    Money

    Notes
    -----
    The source calls this amount an ROI; the ratio is `roi_ratio`.

    Examples
    --------
    >>> print(net_saving(3500, cost_per_ticket="15 USD", investment="8000 USD"))
    44,500 USD

    References
    ----------
    support-operations skill, Key Formulas, Self-Service ROI.
    """
    return gross_saving(tickets, cost_per_ticket=cost_per_ticket) - money(investment, "investment")


def roi_ratio(saving: MoneyLike, investment: MoneyLike) -> float | None:
    """Net saving over the investment: 1 doubles the money, 0 gives it back, below 0 loses.

    Parameters
    ----------
    saving : money
        Gross saving of a period.
    investment : money
        What it took, zero or more.

    Returns
    -------
    float or None
        ``(saving - investment) / investment``; None without an investment: nothing divides by
        nothing spent.

    Raises
    ------
    InputError
        For a negative investment, or two currencies.

    Examples
    --------
    >>> roi_ratio("24000 USD", "12000 USD")
    1.0
    """
    spent = money(investment, "investment")
    if spent.amount < 0:
        raise InputError(f"investment must be zero or more; got {spent}")
    ratio = (money(saving, "saving") - spent).ratio(spent)
    return None if ratio is None else float(ratio)


def cash_saving(
    tickets: float, *, deflected: float, fixed: MoneyLike, variable_per_ticket: MoneyLike
) -> CashSaving:
    """Cash that deflection saves, which is the variable cost alone until headcount changes.

    Parameters
    ----------
    tickets : float
        Tickets of the period before deflection [tickets], above zero.
    deflected : float
        Tickets of them that are deflected [tickets].
    fixed : money
        Cost of the period that stays, whatever the volume.
    variable_per_ticket : money
        Cost that goes away with a ticket [currency/ticket].

    Returns
    -------
    CashSaving

    Raises
    ------
    InputError
        If more is deflected than there is.

    Examples
    --------
    >>> answer = cash_saving(10_000, deflected=2000, fixed="60000 USD", variable_per_ticket="4 USD")
    >>> print(answer.claimed_saving, answer.cash_saving, answer.new_average_cost)
    20,000 USD 8,000 USD 11.50 USD
    """
    volume, gone = above_zero(tickets, "tickets"), from_zero(deflected, "deflected")
    if gone > volume:
        raise InputError(
            f"deflected must be at most the tickets, {volume:g}; got {shown(deflected)}"
        )
    base, each = money(fixed, "fixed"), money(variable_per_ticket, "variable_per_ticket")
    average = (base + each * volume) / volume
    left = volume - gone
    after = (base + each * left) / left if left else None
    return CashSaving(average, average * gone, each * gone, after)


def handle_time_saving(cost_per_ticket: MoneyLike, *, reduction: ShareLike) -> Money:
    """What a ticket costs less when handling it takes less time.

    Parameters
    ----------
    cost_per_ticket : money
        [currency/ticket]
    reduction : share
        Share of the handle time that goes away.

    Returns
    -------
    Money
        [currency/ticket]

    Notes
    -----
    ``cost_per_ticket * reduction``: all of the cost is taken to follow handle time. It is a
    capacity that is freed; cash only where it removes hours that are paid.

    Examples
    --------
    >>> print(handle_time_saving("12.50 USD", reduction="10%"))
    1.25 USD

    References
    ----------
    support-operations skill, Cost Per Ticket Analysis.
    """
    return money(cost_per_ticket, "cost_per_ticket") * share(reduction, "reduction")
