"""Amounts that are published as ranges, and stay ranges."""

from collections.abc import Iterable
from typing import Any

from pydantic import model_validator

from supportops._kit.models import Model
from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.reals import from_zero
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["MoneyRange", "money_range", "total_range"]


class MoneyRange(Model, frozen=True, extra="forbid"):
    """Amounts from a low to a high end of one currency; without a high end, "from" an amount.

    Attributes
    ----------
    low : Money
    high : Money or None
        None is "and more": no upper end is known.

    Examples
    --------
    >>> licences = MoneyRange(low="49 USD", high="199 USD")
    >>> print(licences * 10)
    490 USD to 1,990 USD
    >>> "150 USD" in licences
    True
    """

    low: Money
    high: Money | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "MoneyRange":
        if self.high is not None and self.high < self.low:
            raise InputError(f"low must be at most high; got {self.low} and {self.high}")
        return self

    @property
    def open_ended(self) -> bool:
        """Whether the upper end is unknown."""
        return self.high is None

    def __contains__(self, amount: MoneyLike) -> bool:
        value = money(amount)
        return not (value < self.low or (self.high is not None and value > self.high))

    def __add__(self, other: "MoneyRange") -> "MoneyRange":
        high = None if self.high is None or other.high is None else self.high + other.high
        return MoneyRange(low=self.low + other.low, high=high)

    def __mul__(self, factor: float) -> "MoneyRange":
        by = from_zero(factor, "factor")
        return MoneyRange(
            low=self.low * factor,
            # Nothing at all of an open price is nothing.
            high=self.low * 0 if self.high is None and not by else self.high and self.high * factor,
        )

    __rmul__ = __mul__

    def __str__(self) -> str:
        if self.high is None:
            return f"from {self.low}"
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"


def money_range(value: Any, name: str = "amount") -> MoneyRange:
    """Range that `value` states: one amount, a pair of them, or a range.

    Parameters
    ----------
    value : money, pair of money, or MoneyRange
        ``"15 USD"``, ``("15 USD", "49 USD")``; None as the second of a pair is "and more".
    name : str
        How the caller's argument is called, for the message.

    Returns
    -------
    MoneyRange

    Raises
    ------
    InputError
        For anything else.

    Examples
    --------
    >>> print(money_range(("50000 USD", None)))
    from 50,000 USD
    """
    if isinstance(value, MoneyRange):
        return value
    if isinstance(value, (tuple, list)):
        if len(value) != 2:
            raise InputError(f"{name} must be an amount or a pair of them; got {shown(value)}")
        low, high = value
        first = money(low, f"low of {name}")
        last = None if high is None else money(high, f"high of {name}")
        if last is not None and last < first:
            raise InputError(f"low of {name} must be at most its high; got {first} and {last}")
        return MoneyRange(low=first, high=last)
    amount = money(value, name)
    return MoneyRange(low=amount, high=amount)


def total_range(ranges: Iterable[MoneyRange]) -> MoneyRange | None:
    """Sum of the ranges, end by end; None where there are none: nothing has no currency.

    Parameters
    ----------
    ranges : iterable of MoneyRange
        Of one currency.

    Returns
    -------
    MoneyRange or None
        Open-ended where one of them is. The ends are the sums of the ends: all low together,
        all high together, which is wider than chance would make it.

    Examples
    --------
    >>> print(total_range([money_range("5 USD"), money_range(("1 USD", "3 USD"))]))
    6 USD to 8 USD
    """
    total: MoneyRange | None = None
    for one in ranges:
        total = one if total is None else total + one
    return total
