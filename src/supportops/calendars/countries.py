"""Public holidays by country, through the optional package ``holidays``."""

from collections.abc import Iterable
from datetime import date
from operator import index
from typing import Any

from supportops._kit.text import joined, shown
from supportops.errors import InputError, MissingExtraError

__all__ = ["country_holidays"]


def country_holidays(
    country: str, years: Iterable[int], *, subdivision: str | None = None, observed: bool = True
) -> frozenset[date]:
    """Public holidays of a country, for the field `holidays` of a calendar.

    Parameters
    ----------
    country : str
        ISO code, such as ``"US"``.
    years : iterable of int
        Calendar years [years].
    subdivision : str, optional
        Code of a state or region with holidays of its own, such as ``"CA"``.
    observed : bool
        Whether the days in lieu count too, when a holiday falls on a weekend.

    Returns
    -------
    frozenset of date

    Raises
    ------
    MissingExtraError
        Without the package ``holidays``.
    InputError
        For a country or subdivision that it does not know.

    Examples
    --------
    >>> date(2026, 7, 3) in country_holidays("US", [2026])
    True
    """
    given: tuple[Any, Any] = (country, years)
    if not isinstance(given[0], str):
        raise InputError(f'country must be a code such as "US"; got {shown(country)}')
    try:
        wanted = [index(year) for year in given[1]]
    except TypeError:
        raise InputError(
            f"years must be whole numbers in a list or range; got {shown(years)}"
        ) from None
    try:
        import holidays
    except ImportError as error:
        raise MissingExtraError(
            "country_holidays must have the package holidays; got none; "
            'pip install "supportops[holidays]"'
        ) from error
    try:
        days = holidays.country_holidays(
            country, subdiv=subdivision, years=wanted, observed=observed
        )
    except NotImplementedError as error:
        where = joined(filter(None, (country, subdivision)))
        raise InputError(
            f"country must be known to the package holidays; got {shown(where)}"
        ) from error
    return frozenset(days)
