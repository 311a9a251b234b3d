"""Credit clauses of a contract: what a customer gets back when a promise is missed, as data."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from supportops._kit.models import Model
from supportops._kit.money import Money
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.sla.exact import ExactShare, exact_percent

__all__ = [
    "AttainmentCredit",
    "CreditBand",
    "CreditClause",
    "CreditTerms",
    "DowntimeCredit",
    "IncidentCredit",
    "MissCredit",
    "MissStep",
    "UptimeCredit",
    "band_credit",
]


class CreditBand(Model, frozen=True, extra="forbid"):
    """Part of the fee that a figure below a limit gives back.

    Attributes
    ----------
    below : exact share
        The figure must lie below it, strictly.
    at_least : exact share or None
        Where the band ends; None goes on to zero, and then the highest credit counts where
        several bands apply.
    credit : exact share
        Part of the fee.
    """

    below: ExactShare
    at_least: ExactShare | None = None
    credit: ExactShare

    @model_validator(mode="after")
    def _ordered(self) -> "CreditBand":
        if self.at_least is not None and self.at_least >= self.below:
            raise InputError(
                f"at_least must lie below {exact_percent(self.below)}; got "
                f"{exact_percent(self.at_least)}"
            )
        return self


def _whole(bands: tuple[CreditBand, ...]) -> None:
    """Refuse a table that leaves a figure without an answer, or gives it two."""
    if not bands:
        raise InputError("bands must be one or more; got none")
    falling = sorted(bands, key=lambda band: band.below, reverse=True)
    limits = [band.below for band in falling]
    if len(set(limits)) < len(limits):
        twice = next(a for a, b in pairwise(limits) if a == b)
        raise InputError(f"bands must differ in their limit; got {exact_percent(twice)} twice")
    if all(band.at_least is None for band in falling):
        return
    for upper, lower in pairwise(falling):
        if upper.at_least is None:
            raise InputError(
                f"bands must all end or all go on to zero; got no end below "
                f"{exact_percent(upper.below)}"
            )
        if upper.at_least != lower.below:
            fault = "a hole" if upper.at_least > lower.below else "an overlap"
            low, high = sorted((upper.at_least, lower.below))
            raise InputError(
                f"bands must follow one another; got {fault} from {exact_percent(low)} to "
                f"{exact_percent(high)}"
            )
        if lower.credit < upper.credit:
            raise InputError(
                f"credit must not fall as the figure falls; got {exact_percent(lower.credit)} "
                f"below {exact_percent(lower.below)} after {exact_percent(upper.credit)}"
            )
    if falling[-1].at_least:
        raise InputError(
            f"bands must reach down to zero; got a hole below {exact_percent(falling[-1].at_least)}"
        )


def band_credit(bands: Sequence[CreditBand], figure: Fraction) -> Decimal:
    """Credit of an exact figure: the highest of the bands that hold it."""
    held = [
        band.credit
        for band in bands
        if figure < Fraction(band.below) and figure >= Fraction(band.at_least or 0)
    ]
    return max(held, default=Decimal(0))


class UptimeCredit(Model, frozen=True, extra="forbid"):
    """Credit by uptime band.

    Attributes
    ----------
    kind : "uptime"
    bands : tuple of CreditBand
        A table with holes, overlaps or a limit twice is refused.
    """

    kind: Literal["uptime"] = "uptime"
    bands: tuple[CreditBand, ...]

    @model_validator(mode="after")
    def _table(self) -> "UptimeCredit":
        _whole(self.bands)
        return self


class AttainmentCredit(Model, frozen=True, extra="forbid"):
    """Credit by the share of tickets that kept a promise.

    Attributes
    ----------
    kind : "attainment"
    metric : str
        Whose promise.
    bands : tuple of CreditBand
    minimum_tickets : int
        With fewer decided tickets the clause does not apply.
    """

    kind: Literal["attainment"] = "attainment"
    metric: str
    bands: tuple[CreditBand, ...]
    minimum_tickets: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _table(self) -> "AttainmentCredit":
        _whole(self.bands)
        return self


class MissStep(Model, frozen=True, extra="forbid"):
    """Credit from a number of misses on.

    Attributes
    ----------
    misses : int
        So many or more.
    credit : exact share
        Part of the fee.
    """

    misses: int = Field(ge=1)
    credit: ExactShare


class MissCredit(Model, frozen=True, extra="forbid"):
    """Credit by the number of misses.

    Attributes
    ----------
    kind : "misses"
    metric : str
        Whose promise.
    steps : tuple of MissStep
        Rising in misses and in credit.
    """

    kind: Literal["misses"] = "misses"
    metric: str
    steps: tuple[MissStep, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rising(self) -> "MissCredit":
        for one, other in pairwise(self.steps):
            if other.misses <= one.misses or other.credit < one.credit:
                raise InputError(
                    f"steps must rise in misses and in credit; got {other.misses} misses and "
                    f"{exact_percent(other.credit)} after {one.misses} and "
                    f"{exact_percent(one.credit)}"
                )
        return self


class IncidentCredit(Model, frozen=True, extra="forbid"):
    """Credit for each incident, up to a cap.

    Attributes
    ----------
    kind : "incidents"
    incident : str
        What counts as one, "P1 missed"; the name of its number in `credits_owed`.
    each : exact share or Money
        Part of the fee, or an amount, for each.
    cap : exact share, Money or None
        The most in one window.
    """

    kind: Literal["incidents"] = "incidents"
    incident: str
    each: ExactShare | Money
    cap: ExactShare | Money | None = None


class DowntimeCredit(Model, frozen=True, extra="forbid"):
    """Credit of a multiple of the fee for the time down.

    Attributes
    ----------
    kind : "downtime"
    multiple : Decimal
        Times the fee that fell on the time down; 10 gives ten minutes back for one.
    below : exact share or None
        Only where uptime lies below it; None is always.
    cap : exact share or None
        The most in one window, as a part of the fee.
    """

    kind: Literal["downtime"] = "downtime"
    multiple: Decimal
    below: ExactShare | None = None
    cap: ExactShare | None = None

    @model_validator(mode="after")
    def _above_zero(self) -> "DowntimeCredit":
        if self.multiple <= 0:  # pydantic lets only finite decimals in
            raise InputError(f"multiple must be above zero; got {shown(self.multiple)}")
        return self


CreditClause: TypeAlias = Annotated[
    UptimeCredit | AttainmentCredit | MissCredit | IncidentCredit | DowntimeCredit,
    Field(discriminator="kind"),
]


class CreditTerms(Model, frozen=True, extra="forbid"):
    """Credit clauses of one contract.

    Attributes
    ----------
    clauses : tuple of clauses
        Each counts by itself, and their amounts add up.
    cap : exact share or None
        The most that all clauses together give back in a window, as a part of the fee.
    decimals : int
        Digits of the currency behind the point; amounts are rounded half up.

    Examples
    --------
    >>> terms = CreditTerms.model_validate(
    ...     {"clauses": [{"kind": "uptime", "bands": [{"below": "99.9%", "credit": "10%"}]}]}
    ... )
    >>> CreditTerms.model_validate_json(terms.model_dump_json()) == terms
    True
    """

    clauses: tuple[CreditClause, ...] = Field(min_length=1)
    cap: ExactShare | None = None
    decimals: int = Field(default=2, ge=0, le=6)
