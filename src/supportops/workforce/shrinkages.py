"""Paid time that is not worked: how its parts add up."""

from collections.abc import Iterable, Mapping
from math import fsum, prod

from supportops._kit.names import collected, mapped
from supportops._kit.reals import above_zero, from_zero
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["additive_shrinkage", "days_shrinkage", "sequential_shrinkage"]


def additive_shrinkage(parts: Iterable[ShareLike]) -> float:
    """Shrinkage whose parts are all shares of the same paid time.

    Parameters
    ----------
    parts : iterable of share
        Leave, training, breaks and so on, each of all paid hours.

    Returns
    -------
    float
        Their sum [share].

    Raises
    ------
    InputError
        If a part is no share, or their sum is above 1.

    Examples
    --------
    >>> round(additive_shrinkage([0.10, 0.05, 0.12]), 4)
    0.27
    """
    values = [share(part, "parts") for part in collected(parts, "parts")]
    total = fsum(values)
    if total > 1 + 1e-12:
        raise InputError(f"parts must sum to at most 1; got {total:.10g}")
    return min(total, 1.0)


def sequential_shrinkage(parts: Iterable[ShareLike]) -> float:
    """Shrinkage whose parts apply one after another, each to what the last has left.

    Parameters
    ----------
    parts : iterable of share
        In any order.

    Returns
    -------
    float
        ``1 - prod(1 - part)`` [share].

    Raises
    ------
    InputError
        If a part is no share.

    Examples
    --------
    >>> round(sequential_shrinkage([0.10, 0.05, 0.12]), 4)
    0.2476
    """
    return 1.0 - prod(1.0 - share(part, "parts") for part in collected(parts, "parts"))


def days_shrinkage(days_lost: Mapping[str, float], *, days: float) -> float:
    """Shrinkage from the days that an agent loses in a year.

    Parameters
    ----------
    days_lost : mapping of str to float
        Days for each reason [days].
    days : float
        Paid days [days], above zero.

    Returns
    -------
    float
        Days lost over paid days [share].

    Raises
    ------
    InputError
        For negative days, or more lost than paid.

    Examples
    --------
    >>> round(days_shrinkage({"leave": 26, "sick": 13}, days=260), 2)
    0.15
    """
    paid = above_zero(days, "days")
    given = mapped(days_lost, "days_lost")
    lost = sum(from_zero(value, f"days_lost[{shown(name)}]") for name, value in given.items())
    if lost > paid * (1 + 1e-12):
        raise InputError(f"days_lost must sum to at most days; got {lost:.10g} of {paid:.10g}")
    return min(lost / paid, 1.0)
