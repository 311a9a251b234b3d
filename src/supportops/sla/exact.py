"""Shares that must not be rounded: uptime and contract limits, exact at the last digit."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from supportops._kit.reals import is_real
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["ExactShare", "ExactShareLike", "exact_percent", "exact_share", "written_share"]

#: What a door that wants an exact share accepts; a float is refused.
ExactShareLike: TypeAlias = str | Decimal | Fraction | int

_PERCENT = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*%\s*")


def exact_share(value: Any, name: str = "share") -> Decimal:
    """Share from 0 to 1 that `value` states, every digit of it.

    Parameters
    ----------
    value : str, Decimal, Fraction or int
        ``"99.95%"`` or ``Decimal("0.9995")``; a Fraction must have a finite decimal.
    name : str
        How the caller's argument is called, for the message.

    Returns
    -------
    Decimal

    Raises
    ------
    InputError
        For a float, which is not exact, and outside 0 to 1.

    Examples
    --------
    >>> exact_share("99.95%")
    Decimal('0.9995')
    >>> exact_share(99.95, "uptime")
    Traceback (most recent call last):
    ...
    supportops.errors.InputError: uptime must be exact; got 99.95; write "99.95%" or a Decimal
    """
    if isinstance(value, str):
        match = _PERCENT.fullmatch(value)
        if match is None:
            raise InputError(f'{name} must be a percentage such as "99.9%"; got {shown(value)}')
        exact = _moved(Decimal(match[1]))
    elif isinstance(value, Decimal):
        exact = value
    elif isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        if Fraction(exact) != value:
            raise InputError(f"{name} must have a finite decimal; got {shown(value)}")
    elif isinstance(value, int) and not isinstance(value, bool):
        exact = Decimal(value)
    elif isinstance(value, float):
        percent = value if value > 1 else 100 * value
        way = f'write "{percent:g}%" or a Decimal'
        raise InputError(f"{name} must be exact; got {shown(value)}; {way}")
    else:
        raise InputError(f'{name} must be a percentage such as "99.9%"; got {shown(value)}')
    if not (exact.is_finite() and 0 <= exact <= 1):
        way = ""
        if not isinstance(value, str) and exact.is_finite() and 1 < exact <= 100:
            way = f'; write "{exact}%"'
        raise InputError(f"{name} must be a share from 0 to 1; got {shown(value)}{way}")
    return exact or Decimal(0)  # makes a plain zero of minus zero


def written_share(value: Any, name: str = "share") -> Decimal:
    """Exact share that `value` states, where a float means the shortest decimal that reads so.

    For limits that people type as ``0.95`` and that are compared with counts.
    """
    if is_real(value) and not isinstance(value, (int, Decimal, Fraction)):
        return exact_share(Decimal(str(float(value))), name)
    return exact_share(value, name)


def _moved(percent: Decimal) -> Decimal:
    """Hundredth part without rounding, whatever the context's precision."""
    sign, digits, exponent = percent.as_tuple()
    return Decimal((sign, digits, int(exponent) - 2))


def exact_percent(value: Decimal) -> str:
    """Text that reads back as the share `value`: ``99.95%``.

    Examples
    --------
    >>> exact_percent(Decimal("0.9995"))
    '99.95%'
    """
    sign, digits, exponent = value.as_tuple()
    text = f"{Decimal((sign, digits, int(exponent) + 2)):f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def _at_the_door(value: object) -> Decimal:
    return exact_share(value)


ExactShare = Annotated[
    Decimal,
    BeforeValidator(_at_the_door),
    PlainSerializer(exact_percent, return_type=str),
    WithJsonSchema({"type": "string", "description": 'an exact percentage, "99.95%"'}),
]
"""Field type of a model: an exact share from 0 to 1; a float is refused."""
