"""The nouns of being on call: a rotation, a swap, and the schedule that they form."""

from datetime import date, datetime, time
from typing import Any

import numpy as np
from pydantic import StrictInt, field_validator, model_validator

from supportops._kit.instants import localize, zone
from supportops._kit.models import Instant, Model
from supportops._kit.text import joined, shown
from supportops.calendars import BusinessCalendar
from supportops.errors import InputError

__all__ = ["OnCallOverride", "OnCallRotation", "OnCallSchedule"]


_LONGEST = 366
_YEARS = (10, 9990)  # farther out, a zone's clock or the next hand-off would leave the calendar


class OnCallRotation(Model, frozen=True, extra="forbid"):
    """People who take turns.

    Attributes
    ----------
    name : str
        Of the rotation: ``"primary"``, ``"primary Europe"``.
    layer : str
        What it belongs to; the name unless told. Rotations of one layer share its hours: a
        follow-the-sun layer has one in every region.
    people : tuple of str
        In the order of their turns; at least one, none twice.
    timezone : str
        Zone whose clocks tell when hands are changed.
    first_day : date
        Day of the first hand-off; nobody is on call before it.
    handoff : time
        Local time of every hand-off. In a gap of the clocks it is the first instant after; of
        two passes it is the earlier.
    turn_days : int
        Length of a turn [days], at most 366.
    coverage : BusinessCalendar or None
        Hours in which the rotation is on call; None is around the clock.
    """

    name: str
    layer: str = ""
    people: tuple[str, ...]
    timezone: str
    first_day: date
    handoff: time = time(9)
    turn_days: StrictInt = 7
    coverage: BusinessCalendar | None = None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        zone(name)
        return name

    @model_validator(mode="before")
    @classmethod
    def _own_layer(cls, fields: Any) -> Any:
        if isinstance(fields, dict) and not fields.get("layer") and "name" in fields:
            return {**fields, "layer": fields["name"]}
        return fields

    @model_validator(mode="after")
    def _whole(self) -> "OnCallRotation":
        if not self.people or len(set(self.people)) < len(self.people):
            raise InputError(f"people must be one or more, none twice; got {shown(self.people)}")
        if not 1 <= self.turn_days <= _LONGEST:
            raise InputError(f"turn_days must be from 1 to {_LONGEST}; got {self.turn_days}")
        if self.handoff.tzinfo is not None:
            raise InputError(f"handoff must be a local time without a zone; got {self.handoff}")
        return self

    def turn(self, number: int) -> str:
        """Who has the turn of that number, counted from 0."""
        return self.people[number % len(self.people)]

    def turn_starts(self, low: datetime, high: datetime) -> tuple[int, list[datetime]]:
        """Number of the first turn that touches a span, and the starts of all that do.

        Parameters
        ----------
        low, high : datetime
            Ends of the span; aware.

        Returns
        -------
        int
        list of datetime
            In UTC, ascending; empty where the rotation begins later.
        """
        import pandas as pd

        for at in (low, high):
            if not _YEARS[0] <= at.year <= _YEARS[1]:
                raise InputError(
                    f"instants must lie between the years {_YEARS[0]} and {_YEARS[1]}; got {at}"
                )
        days = [
            (at.astimezone(zone(self.timezone)).date() - self.first_day).days for at in (low, high)
        ]
        first = max(days[0] // self.turn_days - 1, 0)
        last = days[1] // self.turn_days + 1
        if last < first:
            return 0, []
        opening = np.datetime64(datetime.combine(self.first_day, self.handoff), "us")
        steps = np.arange(first, last + 1) * np.timedelta64(self.turn_days, "D")
        local = pd.DatetimeIndex(opening + steps.astype("timedelta64[us]"))
        aware = localize(local, self.timezone, ambiguous="earlier", nonexistent="forward")
        return first, list(aware.tz_convert("UTC").to_pydatetime())


class OnCallOverride(Model, frozen=True, extra="forbid"):
    """Somebody who stands in for whoever would be on call.

    Attributes
    ----------
    layer, person : str
    start, end : datetime
        Aware; the end is excluded.
    """

    layer: str
    person: str
    start: Instant
    end: Instant

    @model_validator(mode="after")
    def _ahead(self) -> "OnCallOverride":
        if self.end <= self.start:
            raise InputError(f"end must be after start; got {self.end} and {self.start}")
        return self


class OnCallSchedule(Model, frozen=True, extra="forbid"):
    """Rotations by layer, and who stands in when.

    Attributes
    ----------
    rotations : tuple of OnCallRotation
        None of the same name. Where two of one layer are on call at once, the first stands.
    overrides : tuple of OnCallOverride
        They win over the rotations; two of one layer never overlap.
    """

    rotations: tuple[OnCallRotation, ...]
    overrides: tuple[OnCallOverride, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> "OnCallSchedule":
        names = [rotation.name for rotation in self.rotations]
        if not names or len(set(names)) < len(names):
            raise InputError(f"rotations must be one or more, none twice; got {shown(names)}")
        ends: dict[str, OnCallOverride] = {}
        for override in sorted(self.overrides, key=lambda o: o.start):
            if override.layer not in self.layers:
                known = joined(self.layers, "or")
                raise InputError(f"layer must be one of {known}; got {shown(override.layer)}")
            before = ends.get(override.layer)
            if before is not None and override.start < before.end:
                raise InputError(
                    f"overrides must not overlap in a layer; got {before.person} and "
                    f"{override.person} at {override.start} in {override.layer}"
                )
            ends[override.layer] = override
        return self

    @property
    def layers(self) -> tuple[str, ...]:
        """Names of the layers, in the order of the rotations."""
        return tuple(dict.fromkeys(rotation.layer for rotation in self.rotations))
