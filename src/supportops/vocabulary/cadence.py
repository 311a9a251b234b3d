"""Cadences: how often something happens, or on which occasion."""

import re
from typing import Any, Literal, TypeAlias

from pydantic import GetJsonSchemaHandler, StrictInt, model_serializer, model_validator
from pydantic_core import core_schema

from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = ["Cadence"]

Unit: TypeAlias = Literal["minute", "hour", "day", "week", "month", "quarter", "year"]

_EVERY = re.compile(r"every (?:(?P<n>\d+) )?(?P<unit>minute|hour|day|week|month|quarter|year)s?")
_WORDS: dict[str, tuple[int, Unit]] = {
    "hourly": (1, "hour"),
    "daily": (1, "day"),
    "weekly": (1, "week"),
    "monthly": (1, "month"),
    "quarterly": (1, "quarter"),
    "yearly": (1, "year"),
    "annually": (1, "year"),
    "twice a year": (6, "month"),
}
_OCCASIONS = ("real time", "on status change", "at resolution", "best effort", "ongoing")


class Cadence(Model, frozen=True, extra="forbid"):
    """Every so many units of time, or on an occasion.

    A model field of this type reads text and writes it back: ``"weekly"``,
    ``"every 2 weeks"``, ``"every 30 minutes"``, ``"real time"``, ``"on status change"``.
    "Biweekly" is refused, since it is read as twice a week by some and as every second week
    by others.

    Attributes
    ----------
    every : int or None
        Number of units, one or more; None for an occasion.
    unit : str or None
        minute, hour, day, week, month, quarter or year.
    occasion : str or None
        ``real time``, ``on status change``, ``at resolution``, ``best effort`` or ``ongoing``.

    Examples
    --------
    >>> str(Cadence.model_validate("every 2 weeks"))
    'every 2 weeks'
    """

    every: StrictInt | None = None
    unit: Unit | None = None
    occasion: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        text = " ".join(value.replace("-", " ").split()).lower()
        if text in _OCCASIONS:
            return {"occasion": text}
        if text in _WORDS:
            return dict(zip(("every", "unit"), _WORDS[text], strict=True))
        if match := _EVERY.fullmatch(text):
            return {"every": int(match["n"] or 1), "unit": match["unit"]}
        rule = 'cadence must be such as "weekly" or "every 2 weeks", or a known occasion'
        raise InputError(f"{rule}; got {shown(value)}; occasions are {joined(_OCCASIONS)}")

    @model_validator(mode="after")
    def _whole(self) -> "Cadence":
        timed = self.every is not None and self.every >= 1 and self.unit is not None
        bare = self.every is None and self.unit is None
        if not ((timed and self.occasion is None) or (bare and self.occasion in _OCCASIONS)):
            raise InputError(
                "cadence must have every (one or more) and unit, or a known occasion; "
                f"got {self.every}, {self.unit} and {self.occasion}"
            )
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
            "description": 'how often, "weekly" or "every 2 weeks", or an occasion',
        }

    def __str__(self) -> str:
        if self.occasion is not None:
            return self.occasion
        for word, value in _WORDS.items():
            if value == (self.every, self.unit):
                return word
        return f"every {self.every} {self.unit}s" if self.every != 1 else f"every {self.unit}"
