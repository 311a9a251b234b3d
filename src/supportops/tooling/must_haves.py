"""What a vendor must have before anybody weighs anything."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["MissingMustHave", "MustHaves", "Uptime", "Vendor", "missing_must_haves", "must_haves"]

_UPTIME = re.compile(r"\s*(\d+(?:\.\d+)?)\s*%\s*")


def _uptime(value: Any) -> Decimal:
    if isinstance(value, str) and (match := _UPTIME.fullmatch(value)):
        exact = Decimal(match[1]) / 100
    elif isinstance(value, Decimal):
        exact = value
    else:
        raise InputError(f'uptime must be text such as "99.9%" or a Decimal; got {shown(value)}')
    if not 0 <= exact <= 1:
        raise InputError(f"uptime must be from 0 to 100 %; got {shown(value)}")
    return exact


def _uptime_text(value: Decimal) -> str:
    return f"{(value * 100).normalize():f}%"


Uptime = Annotated[
    Decimal, BeforeValidator(_uptime), PlainSerializer(_uptime_text, return_type=str)
]
"""Field type of a model: a share of time as text with a percent sign or a Decimal, exact."""


class MustHaves(Model, frozen=True, extra="forbid"):
    """What a vendor must have.

    Attributes
    ----------
    uptime : Decimal
        Least uptime that is promised [share].
    compliance : tuple of str
        Attestations that are needed, by name.
    reference_contacts_per_year : int
        A customer who handles so many is named as a reference [contacts/year].
    source : Source or None
    """

    uptime: Uptime
    compliance: tuple[str, ...]
    reference_contacts_per_year: int
    source: Source | None = None


class Vendor(Model, frozen=True, extra="forbid"):
    """What a vendor states.

    Attributes
    ----------
    name : str
    uptime : Decimal or None
        Promised uptime [share]; None where none is stated.
    compliance : tuple of str
    largest_reference : float or None
        Contacts a year of the largest customer named [contacts/year].
    """

    name: str
    uptime: Uptime | None = None
    compliance: tuple[str, ...] = ()
    largest_reference: float | None = None


@dataclass(frozen=True, slots=True)
class MissingMustHave(Result):
    """What a vendor lacks.

    Attributes
    ----------
    vendor, what : str
    needed, stated : str
        ``"nothing"`` where nothing is stated.
    """

    vendor: str
    what: str
    needed: str
    stated: str


def must_haves() -> MustHaves:
    """Published must-haves of a vendor.

    Examples
    --------
    >>> must_haves().compliance
    ('SOC 2 Type II',)
    """
    row = dict(read_data("tooling", "stack")["must_haves"])
    source = Source(source=row.pop("source"), where=row.pop("where"))
    return MustHaves.model_validate({**row, "source": source})


def missing_must_haves(vendor: Vendor, needed: MustHaves) -> tuple[MissingMustHave, ...]:
    """Must-haves that a vendor lacks; without them no weight of anything else counts.

    Parameters
    ----------
    vendor : Vendor
        What it states.
    needed : MustHaves
        What it must have.

    Returns
    -------
    tuple of MissingMustHave
        Empty where nothing is missing. What is not stated is missing; what is reached exactly is
        there.

    Examples
    --------
    >>> vendor = Vendor(name="Desk", uptime="99.5%", compliance=["SOC 2 Type II"],
    ...                 largest_reference=300_000)
    >>> [(row.what, row.needed, row.stated) for row in missing_must_haves(vendor, must_haves())]
    [('uptime', '99.9%', '99.5%')]
    """
    rows = []
    if vendor.uptime is None or vendor.uptime < needed.uptime:
        stated = "nothing" if vendor.uptime is None else _uptime_text(vendor.uptime)
        rows.append(("uptime", _uptime_text(needed.uptime), stated))
    have = {name.casefold() for name in vendor.compliance}
    rows += [
        (name, name, ", ".join(vendor.compliance) or "nothing")
        for name in needed.compliance
        if name.casefold() not in have
    ]
    largest = vendor.largest_reference
    if largest is not None:
        from_zero(largest, "largest_reference")
    if largest is None or largest < needed.reference_contacts_per_year:
        stated = "nothing" if largest is None else f"{largest:,.0f} contacts a year"
        rows.append(
            ("reference", f"{needed.reference_contacts_per_year:,} contacts a year", stated)
        )
    return tuple(MissingMustHave(vendor.name, *row) for row in rows)
