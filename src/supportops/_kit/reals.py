"""Real numbers, told from what merely looks like one."""

from decimal import Decimal
from numbers import Real
from typing import TypeGuard

__all__ = ["is_real"]


def is_real(value: object) -> TypeGuard[float]:
    """Whether `value` is one real number: an int, a float, a Fraction, a Decimal, numpy's kinds.

    A bool is none, and neither is a ``timedelta64``, which numpy counts among the integers.
    """
    if isinstance(value, bool) or not isinstance(value, (Real, Decimal)):
        return False
    return getattr(getattr(value, "dtype", None), "kind", "f") in "iuf"
