"""Shares: parts of a whole between 0 and 1, or the same as text with a percent sign."""

import re
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, WithJsonSchema

from supportops._kit.reals import is_real
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["Share", "ShareLike", "percent_text", "share"]

#: What a door that wants a share accepts.
ShareLike: TypeAlias = float | str

_PERCENT = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*%\s*")


def share(value: Any, name: str = "share") -> float:
    """Share that `value` states, from 0 to 1.

    Parameters
    ----------
    value : float or str
        ``0.15`` or ``"15%"``; any real number, also a Decimal or a Fraction.
    name : str
        How the caller's argument is called, for the message.

    Returns
    -------
    float

    Raises
    ------
    InputError
        Outside 0 to 1, or when the value is neither a number nor a percentage.

    Examples
    --------
    >>> share("15%")
    0.15
    >>> share(15, "shrinkage")
    Traceback (most recent call last):
    ...
    supportops.errors.InputError: shrinkage must be a share from 0 to 1; got 15; write 0.15 or "15%"
    """
    if isinstance(value, str):
        match = _PERCENT.fullmatch(value)
        if match is None:
            raise InputError(f'{name} must be a share such as 0.15 or "15%"; got {shown(value)}')
        number = float(Decimal(match[1]) / 100)  # the float nearest to what is written
    elif is_real(value):
        number = float(value)
    else:
        raise InputError(f'{name} must be a share such as 0.15 or "15%"; got {shown(value)}')
    if 0 <= number <= 1:
        return number + 0.0  # makes a plain zero of minus zero
    way = ""
    if 1 < number <= 100 and not isinstance(value, str):
        way = f'; write {number / 100:g} or "{number:g}%"'
    raise InputError(f"{name} must be a share from 0 to 1; got {shown(value)}{way}")


def percent_text(value: float, digits: int = 1) -> str:
    """Share as a percentage without needless zeros: ``67.6 %``; the decimals are `digits`."""
    text = f"{100 * value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{'0' if text == '-0' else text} %"


def _at_the_door(value: object) -> float:
    return share(value)


Share = Annotated[
    float,
    BeforeValidator(_at_the_door),
    WithJsonSchema(
        {"type": "number", "minimum": 0, "maximum": 1, "description": "a share, 0 to 1"}
    ),
]
"""Field type of a model: a share from 0 to 1; ``"15%"`` is read too."""
