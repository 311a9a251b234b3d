"""Promises: what a customer may expect, and on which clock."""

import re
from datetime import timedelta
from typing import Any, Literal

from pydantic import model_serializer, model_validator

from supportops._kit.durations import Duration, duration, duration_text
from supportops._kit.models import Model
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["Promise", "promise"]

_CLOCKED = re.compile(r"(?P<length>.+?)\s+(?P<clock>business|calendar)", re.IGNORECASE)
_HOURS = re.compile(
    r"(?P<n>\d+(?:\.\d+)?)\s*(?P<clock>business|calendar)[ -](?P<unit>hours?|minutes?)",
    re.IGNORECASE,
)
_DAYS = re.compile(r"(?P<n>\d+)\s*(?P<clock>business|calendar)[ -]days?", re.IGNORECASE)
_VAGUE = re.compile(r"(?P<n>\d+(?:\.\d+)?)\s*(d|days?|w|weeks?)", re.IGNORECASE)
_RULES = {
    "next business day": "next_business_day",
    "on status change": "on_status_change",
    "best effort": "best_effort",
}


class Promise(Model, frozen=True, extra="forbid"):
    """What is promised: a length of time, a number of business days, or a rule in words.

    A model field of this type reads text and writes it back: ``"4h"``, ``"4h business"``,
    ``"5 business days"``, ``"3 calendar days"``, ``"next business day"``,
    ``"on status change"``, ``"best effort"``.

    Attributes
    ----------
    kind : str
        ``duration``, ``business_days``, ``next_business_day``, ``on_status_change`` or
        ``best_effort``.
    length : timedelta or None
        Of a duration.
    days : int or None
        Of business days.
    clock : {"business", "calendar"} or None
        Clock of a duration; None leaves it to the policy.
    """

    kind: Literal[
        "duration", "business_days", "next_business_day", "on_status_change", "best_effort"
    ]
    length: Duration | None = None
    days: int | None = None
    clock: Literal["business", "calendar"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return (
            _fields(value, "promise") if isinstance(value, (str, timedelta, int, float)) else value
        )

    @model_validator(mode="after")
    def _whole(self) -> "Promise":
        if (self.kind == "duration") != (self.length is not None):
            raise InputError(
                f"length must be there for a duration and only then; got kind {self.kind!r}"
            )
        if (self.kind == "business_days") != (self.days is not None) or (self.days or 1) < 1:
            raise InputError(
                f"days must be one or more for business days and only then; got {self.days}"
            )
        if self.clock and self.kind != "duration":
            raise InputError(f"clock must stand beside a duration; got kind {self.kind!r}")
        return self

    @model_serializer
    def _write(self) -> str:
        return str(self)

    def __str__(self) -> str:
        if self.length is not None:
            return duration_text(self.length) + (f" {self.clock}" if self.clock else "")
        if self.days is not None:
            return f"{self.days} business day" + ("s" if self.days > 1 else "")
        return self.kind.replace("_", " ")


def promise(value: str | timedelta | Promise, name: str = "promise") -> Promise:
    """Promise that `value` states.

    Parameters
    ----------
    value : str, timedelta or Promise
        As in `Promise`.
    name : str
        How the caller's argument is called, for the message.

    Returns
    -------
    Promise

    Raises
    ------
    InputError
        For a bare number, and for plain days, which could be business or calendar days.

    Examples
    --------
    >>> str(promise("5 business days"))
    '5 business days'
    >>> promise("3 days", "resolution")
    Traceback (most recent call last):
    ...
    supportops.errors.InputError: resolution must say which days; got '3 days'; write ...
    """
    return value if isinstance(value, Promise) else Promise(**_fields(value, name))


def _fields(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, str):
        return {"kind": "duration", "length": duration(value, name)}
    text = " ".join(value.split())
    if rule := _RULES.get(text.lower()):
        return {"kind": rule}
    if match := _DAYS.fullmatch(text):
        number = int(match["n"])
        if match["clock"].lower() == "business":
            return {"kind": "business_days", "days": number}
        return {"kind": "duration", "length": timedelta(days=number), "clock": "calendar"}
    if match := _VAGUE.fullmatch(text):
        n = match["n"]
        hours = float(n) * (24 if match[2].lower().startswith("d") else 168)
        words = (
            f'"{n} business days", "{n} calendar days"'
            if hours == 24 * float(n)
            else f'"{5 * float(n):g} business days"'
        )
        raise InputError(
            f'{name} must say which days; got {shown(value)}; write {words} or "{hours:g}h"'
        )
    if match := _HOURS.fullmatch(text):
        length = duration(f"{match['n']} {match['unit']}", name)
        return {"kind": "duration", "length": length, "clock": match["clock"].lower()}
    if match := _CLOCKED.fullmatch(text):
        fields = _fields(match["length"], name)
        return {**fields, "clock": match["clock"].lower()}
    return {"kind": "duration", "length": duration(text, name)}
