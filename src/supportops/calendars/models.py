"""The nouns: a business calendar, and calendars combined."""

from datetime import date
from typing import Any, Literal, TypeAlias

from pydantic import field_serializer, field_validator

from supportops._kit.instants import zone
from supportops._kit.models import Model
from supportops._kit.text import shown
from supportops.calendars._hours import Spans, day_range, interval_text
from supportops.errors import InputError

__all__ = ["ALWAYS_OPEN", "BusinessCalendar", "Calendar", "CombinedCalendar"]


class BusinessCalendar(Model, frozen=True, extra="forbid"):
    """When a business is open, in the wall-clock time of one zone.

    Attributes
    ----------
    timezone : str
        Zone of the IANA data base.
    hours : dict of str to intervals
        For days (``"mon"``) or ranges of days (``"mon-fri"``, also wrapping: ``"sat-wed"``) the
        intervals ``(open, close)``: ``"HH:MM[:SS]"`` or `datetime.time`, ``"24:00"`` for the
        end of the day. A close before its open lies on the next day. A day may have several
        intervals; days without any are closed.
    holidays : frozenset of date
        Civil dates without hours.
    overrides : dict of date to intervals
        Civil dates whose intervals take the place of weekly hours and holiday; an empty list
        is a closed day.
    holiday_scope : {"date", "shift"}
        Whether a holiday or override governs its civil date from midnight to midnight, so that
        a night shift into it is cut and the weekly tail after it stays open; or the shifts
        that start on it, tails included.
    holidays_known_until : date or None
        Last day for which the holidays are known; None is for ever. An answer that depends on
        a later day comes with a `SupportOpsWarning`.

    Notes
    -----
    An instant is open if its local date and time lie in an interval, the close excluded. So
    both passes of a repeated hour count, times that a clock skips never occur, and a skipped
    civil day contributes nothing. Overlapping intervals count once.

    Examples
    --------
    >>> office = BusinessCalendar(
    ...     timezone="America/New_York",
    ...     hours={"mon-fri": [("09:00", "18:00")]},
    ...     holidays=[date(2026, 12, 25)],
    ... )
    >>> BusinessCalendar.model_validate_json(office.model_dump_json()) == office
    True
    """

    timezone: str
    hours: dict[str, Spans] = {}
    holidays: frozenset[date] = frozenset()
    overrides: dict[date, Spans] = {}
    holiday_scope: Literal["date", "shift"] = "date"
    holidays_known_until: date | None = None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        zone(name)
        return name

    @field_validator("hours", mode="before")
    @classmethod
    def _read_hours(cls, hours: Any) -> Any:
        if not isinstance(hours, dict):
            raise InputError(f"hours must be intervals by day; got {shown(hours)}")
        read: dict[str, Spans] = {}
        given: dict[str, Any] = {}
        for key, spans in hours.items():
            day_range(key)
            name = str(key).lower()
            if name in read:
                raise InputError(
                    f"hours must name each key once; got {shown(given[name])} and {shown(key)}"
                )
            read[name], given[name] = _read_spans(spans), key
        return read

    @field_validator("overrides", mode="before")
    @classmethod
    def _read_overrides(cls, overrides: Any) -> Any:
        if not isinstance(overrides, dict):
            raise InputError(f"overrides must be intervals by date; got {shown(overrides)}")
        return {key: _read_spans(spans) for key, spans in overrides.items()}

    @field_serializer("holidays", when_used="json")
    def _in_order(self, holidays: frozenset[date]) -> list[date]:
        # A set has no order of its own, and equal calendars should write equal text.
        return sorted(holidays)

    def holidays_known(self, day: date) -> bool:
        """Whether the holidays up to and including `day` are known."""
        return self.holidays_known_until is None or day <= self.holidays_known_until

    def __hash__(self) -> int:
        return hash(
            (self.timezone, frozenset(self.hours.items()), self.holidays, self.holiday_scope)
        )


def _read_spans(spans: Any) -> Spans:
    if isinstance(spans, str) or not hasattr(spans, "__iter__"):
        raise InputError(
            f'intervals must be a list of pairs such as ("09:00", "18:00"); got {shown(spans)}'
        )
    return tuple(interval_text(span) for span in spans)


class CombinedCalendar(Model, frozen=True, extra="forbid"):
    """Calendars combined: open where any, all, or the first but none of the others is open.

    Attributes
    ----------
    rule : {"any", "all", "first_only"}
        Union, intersection, or difference.
    parts : tuple of calendars
        The calendars; each keeps its own zone.
    """

    rule: Literal["any", "all", "first_only"]
    parts: "tuple[BusinessCalendar | CombinedCalendar, ...]"

    @field_validator("parts")
    @classmethod
    def _some(cls, parts: Any) -> Any:
        if not parts:
            raise InputError("parts must be one or more calendars; got none")
        return parts

    @property
    def timezone(self) -> str:
        """Zone of the first part, in which civil days are counted."""
        return self.parts[0].timezone

    def holidays_known(self, day: date) -> bool:
        """Whether every part knows its holidays up to and including `day`."""
        return all(part.holidays_known(day) for part in self.parts)


#: What every function of this engine takes as a calendar.
Calendar: TypeAlias = BusinessCalendar | CombinedCalendar

ALWAYS_OPEN = BusinessCalendar(timezone="UTC", hours={"mon-sun": (("00:00", "24:00"),)})
"""Around the clock, every day."""
