"""Days that are not like others: holidays, releases, campaigns; and hours that nobody measured."""

from datetime import date

from pydantic import Field, model_validator

from supportops._kit.models import Instant, Model
from supportops.errors import InputError

__all__ = ["Event", "Outage"]


class Event(Model, frozen=True, extra="forbid"):
    """Something that multiplies the volume of whole days.

    Attributes
    ----------
    name : str
        What it is.
    days : tuple of date
        Civil days, past and to come.
    factor : float or None
        What it multiplies volume by [ratio]; 0 closes the day. None learns it from the past
        days, by the ratio of sums.
    """

    name: str
    days: tuple[date, ...]
    factor: float | None = Field(default=None, ge=0, allow_inf_nan=False)


class Outage(Model, frozen=True, extra="forbid"):
    """A stretch in which demand was not measured: a line down, a tool that lost its data.

    Attributes
    ----------
    name : str
        What happened.
    start, end : datetime
        Aware instants.
    """

    name: str
    start: Instant
    end: Instant

    @model_validator(mode="after")
    def _forwards(self) -> "Outage":
        if self.end <= self.start:
            raise InputError(f"end must come after start {self.start}; got {self.end}")
        return self
