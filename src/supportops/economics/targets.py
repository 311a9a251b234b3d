"""Published cost targets: for a ticket or for a contact, in their currency."""

from typing import Literal

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.text import joined, shown
from supportops.economics.money_range import MoneyRange
from supportops.errors import InputError

__all__ = ["CostTarget", "cost_target", "meets_target"]


class CostTarget(Model, frozen=True, extra="forbid"):
    """What a ticket or a contact may cost.

    Attributes
    ----------
    name : str
        Whose target it is.
    per : {"ticket", "contact"}
        A ticket may take several contacts: the two are never compared.
    amount : MoneyRange or None
        Band, ends included.
    below : Money or None
        Ceiling, itself too much.
    reported : Money or None
        What the source reports to have reached.
    contacts_per_year : int or None
        Volume that it was reached at.
    source : Source
    """

    name: str
    per: Literal["ticket", "contact"]
    amount: MoneyRange | None = None
    below: Money | None = None
    reported: Money | None = None
    contacts_per_year: int | None = None
    source: Source


def cost_target(name: str) -> CostTarget:
    """Published cost target of that name: ``"support-operations"`` or ``"ast"``.

    Examples
    --------
    >>> print(cost_target("support-operations").amount)
    5 USD to 25 USD
    """
    rows = {row["name"]: dict(row) for row in read_data("economics", "prices")["target"]}
    if name not in rows:
        raise InputError(f"name must be one of {joined(rows, 'or')}; got {shown(name)}")
    row = rows[name]
    source = Source(source=row.pop("source"), where=row.pop("where"))
    return CostTarget.model_validate({**row, "source": source})


def meets_target(cost: MoneyLike, target: CostTarget) -> bool:
    """Whether a cost is within a published target.

    Parameters
    ----------
    cost : money
        Cost of what the target is for, a ticket or a contact.
    target : CostTarget
        The target.

    Returns
    -------
    bool

    Raises
    ------
    InputError
        For another currency: a band in dollars grades dollars.

    Examples
    --------
    >>> [meets_target(cost, cost_target("ast")) for cost in ("3.49 USD", "3.50 USD")]
    [True, False]
    """
    value = money(cost, "cost")
    inside = target.amount is None or value in target.amount
    return inside and (target.below is None or value < target.below)
