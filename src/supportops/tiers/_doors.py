"""How the room reads counts, sizes and mappings of names to them."""

from collections.abc import Callable
from math import isfinite
from numbers import Integral
from typing import Any, TypeVar

from supportops._kit.names import mapped
from supportops._kit.reals import is_real
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["count", "named", "size"]

T = TypeVar("T")


def count(value: Any, name: str) -> int:
    """Whole number of zero or more; numpy's are welcome, true and false are not."""
    if not (isinstance(value, Integral) and is_real(value)) or int(value) < 0:
        raise InputError(f"{name} must be a whole number, zero or more; got {shown(value)}")
    return int(value)


def size(value: Any, name: str) -> float:
    """Finite number of zero or more."""
    if not is_real(value) or not isfinite(value) or value < 0:
        raise InputError(f"{name} must be a number of zero or more; got {shown(value)}")
    return float(value)


def named(values: Any, name: str, read: Callable[[Any, str], T]) -> dict[str, T]:
    """Mapping of names to what `read` makes of each value; its messages say ``name[key]``."""
    return {key: read(value, f"{name}[{key}]") for key, value in mapped(values, name).items()}
