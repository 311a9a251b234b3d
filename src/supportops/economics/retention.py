"""What customers who stay are worth."""

from dataclasses import dataclass
from decimal import Decimal

from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.reals import from_zero, whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share

__all__ = ["ChurnAvoided", "churn_avoided"]


@dataclass(frozen=True, slots=True)
class ChurnAvoided(Result):
    """Customers kept, and the margin that they bring over the horizon.

    Attributes
    ----------
    customers_kept : float
        More customers at the end than without the change [customers]; below zero where churn
        rose.
    customer_months : float
        Months that they stay longer, over all customers [customer-months].
    value : Money
        Margin of those months, discounted.
    """

    customers_kept: float
    customer_months: float
    value: Money


def churn_avoided(
    customers: float,
    *,
    churn: tuple[ShareLike, ShareLike],
    revenue: MoneyLike,
    margin: ShareLike,
    months: int,
    discount: ShareLike = 0,
) -> ChurnAvoided:
    """Value of lower churn over a horizon.

    Parameters
    ----------
    customers : float
        Customers at the start [customers], zero or more.
    churn : pair of share
        Share that leaves in a month, before and after.
    revenue : money
        Revenue of a customer [currency/month].
    margin : share
        Share of the revenue that is left after what serving them costs.
    months : int
        Horizon [months].
    discount : share
        Interest of a month.

    Returns
    -------
    ChurnAvoided

    Notes
    -----
    After k months ``customers * (1 - churn) ** k`` are there and pay at the end of the month.
    That support caused the change is for an experiment to show, not for this.

    Examples
    --------
    >>> answer = churn_avoided(1000, churn=("2%", "1.8%"), revenue="100 USD", margin="80%", months=12)
    >>> round(answer.customers_kept, 1), str(answer.value)
    (19.4, '10,859.64 USD')
    """
    before, after = (1 - Decimal(str(share(rate, "churn"))) for rate in churn)
    start = Decimal(str(from_zero(customers, "customers")))
    each = money(revenue, "revenue") * share(margin, "margin")
    growth = 1 + Decimal(str(share(discount, "discount")))
    stay_months, value = Decimal(0), each * 0
    kept = Decimal(0)
    for k in range(1, whole(months, "months") + 1):
        kept = start * (after**k - before**k)
        stay_months += kept
        value = value + each * kept / growth**k
    return ChurnAvoided(float(kept), float(stay_months), value)
