"""Months, quarters and years of whole columns of instants, in the wall-clock time of a zone."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from supportops._kit.arrays import Int64Array
from supportops._kit.instants import localize, zone

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Per", "span_end", "span_numbers", "span_start"]

Per: TypeAlias = Literal["month", "quarter", "year"]
_MONTHS: dict[Per, int] = {"month": 1, "quarter": 3, "year": 12}


def span_numbers(at: "pd.Series[Any]", per: Per, timezone: str) -> Int64Array:
    """Spans since the year 0 in which instants lie, -1 where an instant is missing."""
    local = at.dt.tz_convert(zone(timezone)).dt
    number = (local.year * 12 + (local.month - 1)) // _MONTHS[per]
    numbers: Int64Array = number.fillna(-1).astype("int64").to_numpy()
    return numbers


def span_start(number: int, per: Per) -> date | None:
    """First day of a span; None for -1."""
    if number < 0:
        return None
    year, month = divmod(number * _MONTHS[per], 12)
    return date(year, month + 1, 1)


def span_end(number: int, per: Per, timezone: str) -> datetime:
    """Instant at which a span is over."""
    year, month = divmod((number + 1) * _MONTHS[per], 12)
    midnight = datetime(year, month + 1, 1)  # noqa: DTZ001  localized next
    end: datetime = localize(midnight, timezone, ambiguous="earlier", nonexistent="forward")
    return end
