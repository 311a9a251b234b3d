"""Money over time: present value, payback, and adoption that takes its time."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["Investment", "RampedCase", "investment_case", "present_value", "ramped_case"]


@dataclass(frozen=True, slots=True)
class Investment(Result):
    """An investment with the same saving every month.

    Attributes
    ----------
    net_monthly : Money
        Saving less running cost [currency/month].
    payback_months : float or None
        When the investment is back [months]; None if it never is.
    simple_roi : float or None
        Undiscounted gain over the investment; None without an investment.
    npv : Money
        Net present value, flows at the end of each month.
    """

    net_monthly: Money
    payback_months: float | None
    simple_roi: float | None
    npv: Money


@dataclass(frozen=True, slots=True)
class RampedCase(Result):
    """An investment whose saving grows with adoption.

    Attributes
    ----------
    cumulative : tuple of Money
        Cash so far at the start and after each month, undiscounted.
    payback_month : int or None
        First month at or above zero, 0 where nothing was spent; None if not within the months.
    simple_roi : float or None
        Undiscounted gain over the investment; None without an investment.
    npv : Money
        Net present value, flows at the end of each month.
    """

    cumulative: tuple[Money, ...]
    payback_month: int | None
    simple_roi: float | None
    npv: Money


def present_value(flows: Sequence[MoneyLike], *, discount: ShareLike) -> Money:
    """Value today of amounts to come.

    Parameters
    ----------
    flows : sequence of money
        The first now, the others at the end of each following period; at least one.
    discount : share
        Interest of a period.

    Returns
    -------
    Money
        ``sum(flows[k] / (1 + discount) ** k)``, to 28 digits.

    Raises
    ------
    InputError
        Without flows, or for two currencies.

    Examples
    --------
    >>> print(present_value(["-100 USD", "60 USD", "60 USD"], discount="10%"))
    4.13 USD
    """
    if not flows:
        raise InputError("flows must have an amount; got none")
    amounts = [money(flow, f"flows[{k}]") for k, flow in enumerate(flows)]
    growth = 1 + Decimal(str(share(discount, "discount")))
    total = amounts[0]
    for k, amount in enumerate(amounts[1:], start=1):
        total = total + amount / growth**k
    return total


def investment_case(
    upfront: MoneyLike,
    *,
    monthly_saving: MoneyLike,
    monthly_cost: MoneyLike,
    months: int,
    discount: ShareLike,
) -> Investment:
    """Payback, return and present value of an investment that saves the same every month.

    Parameters
    ----------
    upfront : money
        What is spent at the start, zero or more.
    monthly_saving, monthly_cost : money
        [currency/month]
    months : int
        Horizon [months], one or more.
    discount : share
        Interest of a month.

    Returns
    -------
    Investment

    Raises
    ------
    InputError
        For a negative `upfront`, no months, or two currencies.

    Notes
    -----
    ``payback = upfront / net``, also beyond the horizon; ``simple_roi = net * months / upfront
    - 1``.

    Examples
    --------
    >>> case = investment_case("60000 USD", monthly_saving="9000 USD", monthly_cost="1500 USD",
    ...                        months=12, discount="1%")
    >>> case.payback_months, case.simple_roi, str(case.npv)
    (8.0, 0.5, '24,413.08 USD')
    """
    spent, horizon = _upfront(upfront), whole(months, "months")
    if not horizon:
        raise InputError(f"months must be one or more; got {shown(months)}")
    net = money(monthly_saving, "monthly_saving") - money(monthly_cost, "monthly_cost")
    payback: float | None = None
    if not spent.amount:
        payback = 0.0
    elif net.amount > 0:
        payback = float(spent.amount / net.amount)
    return Investment(
        net,
        payback,
        _roi(net * horizon - spent, spent),
        present_value([-spent, *[net] * horizon], discount=discount),
    )


def ramped_case(
    upfront: MoneyLike,
    *,
    full_monthly_saving: MoneyLike,
    adoption: Sequence[ShareLike],
    monthly_cost: MoneyLike | None = None,
    discount: ShareLike = 0,
) -> RampedCase:
    """Cash of an investment whose saving follows adoption.

    Parameters
    ----------
    upfront : money
        What is spent at the start, zero or more.
    full_monthly_saving : money
        Saving at full adoption [currency/month].
    adoption : sequence of share
        Share of the full saving that is reached in each month.
    monthly_cost : money, optional
        Running cost, from the first month on [currency/month].
    discount : share
        Interest of a month, for the present value alone.

    Returns
    -------
    RampedCase

    Raises
    ------
    InputError
        For a negative `upfront`, no months, or two currencies.

    Examples
    --------
    >>> case = ramped_case("15000 USD", full_monthly_saving="4000 USD",
    ...                    adoption=[0.3, 0.6, 1, 1, 1, 1])
    >>> case.payback_month, str(case.cumulative[-1])
    (5, '4,600 USD')
    """
    spent, full = _upfront(upfront), money(full_monthly_saving, "full_monthly_saving")
    if not len(adoption):
        raise InputError("adoption must have a month; got none")
    running = full * 0 if monthly_cost is None else money(monthly_cost, "monthly_cost")
    shares = [share(part, f"adoption[{k}]") for k, part in enumerate(adoption)]
    flows = [-spent, *(full * part - running for part in shares)]
    cumulative = [flows[0]]
    for flow in flows[1:]:
        cumulative.append(cumulative[-1] + flow)
    reached = (month for month, cash in enumerate(cumulative) if cash.amount >= 0)
    return RampedCase(
        tuple(cumulative),
        next(reached, None),
        _roi(cumulative[-1], spent),
        present_value(flows, discount=discount),
    )


def _upfront(value: MoneyLike) -> Money:
    spent = money(value, "upfront")
    if spent.amount < 0:
        raise InputError(f"upfront must be zero or more; got {spent}")
    return spent


def _roi(gain: Money, spent: Money) -> float | None:
    ratio = gain.ratio(spent)
    return None if ratio is None else float(ratio)
