"""Promises: what a customer may expect, and on which clock."""

import re
from datetime import timedelta
from typing import Any, Literal

from pydantic import GetJsonSchemaHandler, StrictInt, model_serializer, model_validator
from pydantic_core import core_schema

from supportops._kit.durations import Duration, DurationLike, duration, duration_text
from supportops._kit.models import Model
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["Promise", "promise"]

_CLOCK = r"(?P<clock>business|calendar)"
_DAYS = re.compile(rf"(?P<n>\d+)\s*(?:{_CLOCK}[ -]days?)", re.IGNORECASE)
_DAYS_TURNED = re.compile(rf"(?P<n>\d+)\s*(?:d|days?)\s+{_CLOCK}", re.IGNORECASE)
_HOURS = re.compile(rf"(?P<n>\d+(?:\.\d+)?)\s*{_CLOCK}[ -](?P<unit>hours?|minutes?)", re.IGNORECASE)
_CLOCKED = re.compile(rf"(?P<length>.+?)\s+{_CLOCK}", re.IGNORECASE)
# "3 days", "2w", "1d12h", "P3D": a day that could be a business day or 24 hours.
_DAYLIKE = re.compile(r"\d\s*[dw]", re.IGNORECASE)
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
        Of business days, one or more.
    clock : {"business", "calendar"} or None
        Clock of a duration; None leaves it to the policy.

    Examples
    --------
    >>> Promise.model_validate("3 calendar days").length
    datetime.timedelta(days=3)
    """

    kind: Literal[
        "duration", "business_days", "next_business_day", "on_status_change", "best_effort"
    ]
    length: Duration | None = None
    days: StrictInt | None = None
    clock: Literal["business", "calendar"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return value if isinstance(value, (dict, Promise)) else _fields(value, "promise")

    @model_validator(mode="after")
    def _whole(self) -> "Promise":
        if (self.kind == "duration") != (self.length is not None):
            raise InputError(
                f"length must be there for a duration and only then; got kind {self.kind!r}"
            )
        days = 0 if self.days is None else self.days
        if (self.kind == "business_days") != (self.days is not None) or days < (
            self.kind == "business_days"
        ):
            raise InputError(
                f"days must be one or more for business days and only then; got {self.days}"
            )
        if self.clock and self.kind != "duration":
            raise InputError(f"clock must stand beside a duration; got kind {self.kind!r}")
        return self

    @model_serializer
    def _write(self) -> str:
        return str(self)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "title": cls.__name__,
            "type": "string",
            "description": 'what is promised: "4h", "4h business", "5 business days", '
            '"next business day", "on status change" or "best effort"',
        }

    def __str__(self) -> str:
        if self.length is not None:
            return duration_text(self.length) + (f" {self.clock}" if self.clock else "")
        if self.days is not None:
            return f"{self.days} business day" + ("s" if self.days > 1 else "")
        return self.kind.replace("_", " ")


def promise(value: DurationLike | Promise, name: str = "promise") -> Promise:
    """Promise that `value` states.

    Parameters
    ----------
    value : str, timedelta or Promise
        As in `Promise`. A timedelta of days is so many times 24 hours.
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
    if match := _DAYS.fullmatch(text) or _DAYS_TURNED.fullmatch(text):
        return _days(match, name)
    if match := _HOURS.fullmatch(text):
        length = duration(f"{match['n']} {match['unit']}", name)
        return {"kind": "duration", "length": length, "clock": match["clock"].lower()}
    clock = None
    if match := _CLOCKED.fullmatch(text):
        text, clock = match["length"], match["clock"].lower()
    length = duration(text, name)
    if _DAYLIKE.search(text) and clock != "calendar":
        raise InputError(f"{name} must say which days; got {shown(value)}; {_way_out(length)}")
    return {"kind": "duration", "length": length, "clock": clock}


def _days(match: re.Match[str], name: str) -> dict[str, Any]:
    number = int(match["n"])
    if number < 1:
        raise InputError(f"{name} must be one day or more; got {shown(match[0])}")
    if match["clock"].lower() == "business":
        return {"kind": "business_days", "days": number}
    return {"kind": "duration", "length": duration(f"{number}d", name), "clock": "calendar"}


def _way_out(length: timedelta) -> str:
    text = duration_text(length)
    days, rest = divmod(length, timedelta(days=1))
    if rest or not days:
        return f'write "{text}" or "{text} calendar"'
    if days % 7:
        return f'write "{days} business days", "{days} calendar days" or "{text}"'
    return f'write "{days // 7 * 5} business days", "{days} calendar days" or "{text}"'
