"""Limits: where a rule trips, and where that figure comes from."""

import re
from collections.abc import Mapping
from math import nan
from typing import Any, Literal, TypeAlias

from supportops._kit.models import Model
from supportops._kit.reals import is_real
from supportops._kit.shares import percent_text, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = ["Comparison", "Level", "Limit", "figure_text", "overridden", "read_limit"]

Comparison: TypeAlias = Literal[">", ">=", "<", "<=", ""]
Level: TypeAlias = Literal["warning", "watch", "hint"]

_TRIPS = re.compile(r"(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)")
_PERCENT = 2  # no share is so much: who writes 15 means 15 %
_DOCUMENT = "support-operations skill"


class Limit(Model, frozen=True, extra="forbid"):
    """A figure that a rule compares with, or needs to compute one.

    Attributes
    ----------
    name : str
        Its name within the rule.
    value : float
        The figure, in `unit`.
    trips : {">", ">=", "<", "<=", ""}
        How a measured figure must stand to it for a finding; empty where the limit is an
        ingredient of the computation.
    unit : str
        Its unit; ``share`` is 0 to 1.
    level : {"warning", "watch", "hint"}
        How grave the finding is.
    says : str
        What the measured figure is of, to be read after it.
    source, where : str
        The document and the place that publish it; empty for ours.
    assumed : str
        Why we took this figure where nobody publishes one; override it with your own.
    """

    name: str
    value: float
    trips: Comparison = ""
    unit: str = "share"
    level: Level = "warning"
    says: str = ""
    source: str = ""
    where: str = ""
    assumed: str = ""

    def reached(self, figure: float) -> bool:
        """Whether a measured figure trips it; NaN never does."""
        return {
            ">": figure > self.value,
            ">=": figure >= self.value,
            "<": figure < self.value,
            "<=": figure <= self.value,
            "": False,
        }[self.trips]

    @property
    def basis(self) -> str:
        """Where the figure comes from, in a phrase."""
        if self.where:
            return f"published: {self.source}, {self.where}"
        return f"assumed: {self.assumed}" if self.assumed else "given"

    def __str__(self) -> str:
        return f"{self.trips} {figure_text(self.value, self.unit)}".strip()


def figure_text(value: float, unit: str) -> str:
    """Figure with its unit as people write it.

    Examples
    --------
    >>> figure_text(0.125, "share"), figure_text(26.0, "hours"), figure_text(1, "tickets")
    ('12.5 %', '26 hours', '1 tickets')
    """
    if unit == "share":
        return percent_text(value, 1)
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{text} {unit}".strip()


def read_limit(name: str, row: Mapping[str, Any]) -> Limit:
    """Limit from a row of the data; ``trips = "> 0.10"`` holds comparison and value."""
    fields = dict(row)
    trips = fields.pop("trips", "")
    if trips:
        match = _TRIPS.fullmatch(trips)
        if match is None:
            raise InputError(f'trips must be a comparison such as "> 0.10"; got {shown(trips)}')
        fields |= {"trips": match[1], "value": float(match[2])}
    if "where" in fields:
        fields.setdefault("source", _DOCUMENT)
    return Limit(name=name, **fields)


def overridden(
    limits: Mapping[str, Limit], given: Mapping[str, Any], *, code: str = "the rule"
) -> dict[str, Limit]:
    """Limits of one rule with the caller's figures in place of ours."""
    out = dict(limits)
    for name, value in given.items():
        if name not in out:
            raise InputError(
                f"limits must name limits of {code}; got {shown(name)}; "
                f"there are {joined(out) or 'none'}"
            )
        old = out[name]
        if old.unit == "share" and isinstance(value, str):
            number = share(value, f"limits[{shown(name)}] of {code}")
        elif is_real(value) and float(value) == float(value):
            number = float(value)
        else:
            of = "a share from 0 to 1" if old.unit == "share" else f"a number of {old.unit}"
            raise InputError(f"limits[{shown(name)}] of {code} must be {of}; got {shown(value)}")
        if old.unit == "share" and number >= _PERCENT:
            raise InputError(
                f"limits[{shown(name)}] of {code} must be a share from 0 to 1; got {shown(value)}; "
                f'write {number / 100:g} or "{number:g}%"'
            )
        changed = {"value": number, "source": "", "where": "", "assumed": ""}
        out[name] = old.model_copy(update=changed)
    return out


#: What a rule answers where a figure is undefined.
UNDEFINED = nan
