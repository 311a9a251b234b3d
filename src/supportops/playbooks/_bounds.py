"""How a figure of a playbook is written, and read: bounds with their unit, spans in words."""

import re
from datetime import timedelta
from math import isfinite
from typing import Annotated, Any

from pydantic import BeforeValidator

from supportops._kit.durations import duration_text
from supportops._kit.money import Money, money
from supportops._kit.reals import is_real
from supportops._kit.shares import percent_text, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Range, promise

__all__ = ["BOUNDS", "Span", "bounds_text", "read_bounds", "stated"]

#: Keys of a written figure: which ends they set, and whether the end itself lies outside.
BOUNDS = {
    "at_least": ({"low"}, False),
    "above": ({"low"}, True),
    "at_most": ({"high"}, False),
    "below": ({"high"}, True),
    "exactly": ({"low", "high"}, False),
}
_MONEY = re.compile(r"(?:[\d.,_]+\s*[A-Z]{3}|[A-Z]{3}\s*[\d.,_]+)")
_CURRENCY = re.compile(r"[A-Z]{3}")
_SPAN = re.compile(
    r"(?P<word>at most|at least)?\s*(?P<low>\d+(?:\.\d+)?)(?:\s*[-–]\s*(?P<high>\d+(?:\.\d+)?))?"
    r"\s+(?P<unit>\D+)"
)


def stated(value: Any, name: str, unit: str) -> tuple[float, str, str | None]:
    """Number, unit and clock that `value` states; a bare number counts in `unit`.

    A percentage is a share, an amount keeps its currency, a duration is in minutes.
    """
    if isinstance(value, str):
        text = " ".join(value.split())
        if text.endswith("%"):
            return share(text, name), "", None
        if _MONEY.fullmatch(text):
            amount = money(text, name)
            return float(amount.amount), amount.currency, None
        said = promise(text, name)
        if said.days is not None:
            return float(said.days), "business days", None
        if said.length is None:
            raise InputError(f"{name} must be a length of time or a number; got {shown(value)}")
        return said.length / timedelta(minutes=1), "minutes", said.clock
    if not is_real(value) or not isfinite(value):
        raise InputError(
            f"{name} must be a finite number or text with its unit; got {shown(value)}"
        )
    if not unit:
        way = 'write a percentage, a duration or an amount as text, or add unit = "points"'
        raise InputError(f"{name} must say its unit; got {shown(value)}; {way}")
    return float(value), unit, None


def read_bounds(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields of a figure with `bounds` (and `clock`) in place of the keys in words."""
    said = {name: fields[name] for name in BOUNDS if name in fields}
    if not said:
        return fields
    written = fields.get("unit", "")
    if not isinstance(written, str):
        raise InputError(f"unit must be text; got {shown(written)}")
    rest = {k: v for k, v in fields.items() if k not in BOUNDS and k != "unit"}
    if "bounds" in rest:
        raise InputError(f"bounds must stand alone; got {joined(said)} beside it")
    ends: dict[str, Any] = {}
    units: dict[str, str] = {}
    for name, value in said.items():
        number, unit, clock = stated(value, name, written)
        if fields.get("unit", unit) != unit:
            raise InputError(
                f"unit must stand beside a plain number; got {shown(fields['unit'])} beside "
                f"{name} {shown(value)}"
            )
        sides, is_open = BOUNDS[name]
        if taken := sides & set(ends):
            raise InputError(
                f"{name} must not set the {joined(taken)} end twice; got {joined(said)}"
            )
        for side in sides:
            ends |= {side: number} | ({f"{side}_open": True} if is_open else {})
        units[name] = unit
        if clock and rest.setdefault("clock", clock) != clock:
            raise InputError(
                f"clock must be that of {name} {shown(value)}; got {shown(rest['clock'])}; "
                "say it once"
            )
    if len(set(units.values())) > 1:
        raise InputError(
            f"{joined(said)} must have one unit; "
            f"got {joined(unit or 'a share' for unit in units.values())}"
        )
    return rest | {"bounds": Range(**ends, unit=next(iter(units.values())))}


def bounds_text(bounds: Range) -> str:
    """Bounds in words: percentages for shares, 6m45s for minutes, amounts with their currency."""
    if bounds.unit == "":
        low, high = (None if e is None else percent_text(e, 2) for e in (bounds.low, bounds.high))
        unit = ""
    elif bounds.unit == "minutes":
        low, high = (
            None if e is None else duration_text(timedelta(minutes=e))
            for e in (bounds.low, bounds.high)
        )
        unit = ""
    else:
        year = bounds.unit == "calendar year"
        low, high = (
            None if e is None else f"{e:.0f}" if year else _plain(e)
            for e in (bounds.low, bounds.high)
        )
        unit = "" if year else f" {bounds.unit}"
        if _CURRENCY.fullmatch(bounds.unit):
            low, high = (
                None if e is None else _amount(e, bounds.unit) for e in (bounds.low, bounds.high)
            )
            unit = ""
    if low is None:
        return f"{'below' if bounds.high_open else 'at most'} {high}{unit}"
    if high is None:
        return f"{'above' if bounds.low_open else 'at least'} {low}{unit}"
    if low == high:
        return f"{low}{unit}"
    return f"{'above ' if bounds.low_open else ''}{low} to {'below ' if bounds.high_open else ''}{high}{unit}"


def _amount(number: float, currency: str) -> str:
    return str(Money(f"{number:.10g}", currency))


def _plain(number: float) -> str:
    return f"{number:,.10g}"


def _span(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = _SPAN.fullmatch(" ".join(value.split()))
    if match is None:
        raise InputError(
            f'range must be such as "90 days", "6–12 months" or "at most 30 days"; got {shown(value)}'
        )
    low, high, unit = match["low"], match["high"], match["unit"]
    if match["word"]:
        if high:
            raise InputError(
                f"range must have one end beside {match['word']!r}; got {shown(value)}"
            )
        end = float(low)
        return (
            Range(high=end, unit=unit) if match["word"] == "at most" else Range(low=end, unit=unit)
        )
    return Range(low=float(low), high=float(high or low), unit=unit)


Span = Annotated[Range, BeforeValidator(_span)]
"""Field type of a model: a range that may be written as ``"6–12 months"``."""
