"""Money: an exact amount with its currency."""

import re
from decimal import Decimal, InvalidOperation
from functools import total_ordering
from numbers import Rational
from typing import Any, TypeAlias, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from supportops._kit.reals import is_real
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["Money", "MoneyLike", "money", "money_text"]

_NUMBER = r"[+-]?(?:\d{1,3}(?:[_,]\d{3})+|\d+)(?:\.\d+)?"
_AFTER = re.compile(rf"\s*({_NUMBER})\s*([A-Z]{{3}})\s*")
_BEFORE = re.compile(rf"\s*([A-Z]{{3}})\s*({_NUMBER})\s*")


@total_ordering
class Money:
    """Amount of one currency; immutable, exact, ordered within its currency.

    Parameters
    ----------
    amount : Decimal, int or str
        The amount; a float is refused because it is not exact.
    currency : str
        Three capital letters of ISO 4217, such as ``"USD"``.

    Raises
    ------
    InputError
        For an amount that is a float or no number, a currency that is not three capital
        letters, or an operation on two currencies; `to` converts by a stated rate.

    Examples
    --------
    >>> money("15 USD") * 300
    Money('4500 USD')
    >>> money("75000 USD") / 6000
    Money('12.5 USD')
    """

    __slots__ = ("amount", "currency")
    # numpy hands `np.float64(2) * money` to us instead of making an array of objects.
    __array_ufunc__ = None

    amount: Decimal
    currency: str

    def __init__(self, amount: Decimal | int | str, currency: str) -> None:
        if isinstance(amount, (float, bool)):
            raise InputError(
                f'amount must be exact; got {shown(amount)}; write "{amount}" or a Decimal'
            )
        if not re.fullmatch("[A-Z]{3}", str(currency)):
            raise InputError(
                f'currency must be three capital letters such as "USD"; got {shown(currency)}'
            )
        exact = _exact(amount, "amount")
        if not exact.is_finite():
            raise InputError(f"amount must be finite; got {exact}")
        object.__setattr__(self, "amount", exact)
        object.__setattr__(self, "currency", currency)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Money is immutable; make a new one instead of setting {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return (Money, (self.amount, self.currency))

    def __str__(self) -> str:
        # A product of decimals may carry zeros or an exponent that nobody wants to read.
        exact = self.amount.normalize()
        digits = f"{exact:,f}" if exact == exact.to_integral() else f"{exact:,.2f}"
        return f"{digits} {self.currency}"

    def __repr__(self) -> str:
        return f"Money('{self.amount.normalize():f} {self.currency}')"

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return (self.amount, self.currency) == (other.amount, other.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._alike(other).amount

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._alike(other).amount, self.currency)

    def __radd__(self, other: object) -> "Money":
        # The start of sum(): nothing in no currency yet.
        return self if isinstance(other, int) and other == 0 else self._alike(other)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._alike(other).amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __mul__(self, factor: Decimal | float) -> "Money":
        return Money(self.amount * _decimal(factor), self.currency)

    __rmul__ = __mul__

    def __truediv__(self, divisor: Decimal | float) -> "Money":
        number = _decimal(divisor)
        if not number:
            raise InputError(f"divisor of money must not be zero; got {shown(divisor)}")
        return Money(self.amount / number, self.currency)

    def __float__(self) -> float:
        return float(self.amount)

    def ratio(self, other: "Money") -> Decimal | None:
        """How many times `other` this is; None where `other` is nothing."""
        divisor = self._alike(other).amount
        return self.amount / divisor if divisor else None

    def to(self, currency: str, *, rate: Decimal | float | str) -> "Money":
        """Amount in another currency, at `rate` of it for one of this.

        Examples
        --------
        >>> money("100 EUR").to("USD", rate="1.08")
        Money('108 USD')
        """
        exact = _exact(rate, "rate") if isinstance(rate, str) else _decimal(rate)
        if not (exact.is_finite() and exact > 0):
            raise InputError(f"rate must be above zero; got {shown(rate)}")
        return Money(self.amount * exact, currency)

    def _alike(self, other: object) -> "Money":
        if not isinstance(other, Money):
            raise InputError(f"amounts must both be money; got {shown(other)} beside {self}")
        if other.currency != self.currency:
            raise InputError(
                f"amounts must be of one currency; got {self.currency} and {other.currency}; "
                f'convert with .to("{self.currency}", rate=...)'
            )
        return other

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            money,
            serialization=core_schema.plain_serializer_function_ser_schema(
                money_text,
                return_schema=core_schema.str_schema(),
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "description": 'an amount with its currency, "15 USD"'}


#: What a door that wants money accepts.
MoneyLike: TypeAlias = str | Money


def _exact(number: object, name: str) -> Decimal:
    try:
        return Decimal(cast("str", number))
    except (InvalidOperation, TypeError, ValueError) as error:
        raise InputError(f"{name} must be a number; got {shown(number)}") from error


def _decimal(number: Any) -> Decimal:
    if isinstance(number, Decimal):
        return number
    counts: bool = is_real(number)
    if not counts:
        raise InputError(f"factor of money must be a number; got {shown(number)}")
    if isinstance(number, Rational):
        return Decimal(int(number.numerator)) / Decimal(int(number.denominator))
    # The shortest decimal that reads back as the float: what its writer wrote.
    return Decimal(str(float(number)))


def money_text(value: Money) -> str:
    """Text that reads back as `value`, every digit of it: ``12.50 USD``."""
    return f"{value.amount:f} {value.currency}"


def money(value: object, name: str = "amount") -> Money:
    """Money that `value` states.

    Parameters
    ----------
    value : str or Money
        ``"15 USD"``, ``"USD 15"`` or ``"1,200.50 EUR"``.
    name : str
        How the caller's argument is called, for the message.

    Returns
    -------
    Money

    Raises
    ------
    InputError
        For a bare number, since there is no default currency, and for other text.

    Examples
    --------
    >>> money("1,200.50 EUR")
    Money('1200.5 EUR')
    """
    if isinstance(value, Money):
        return value
    if isinstance(value, str):
        if match := _AFTER.fullmatch(value):
            return Money(re.sub("[_,]", "", match[1]), match[2])
        if match := _BEFORE.fullmatch(value):
            return Money(re.sub("[_,]", "", match[2]), match[1])
    if is_real(value):
        raise InputError(
            f'{name} must say its currency; got {shown(value)}; write such as "{value} USD"'
        )
    raise InputError(f'{name} must be money such as "15 USD"; got {shown(value)}')
