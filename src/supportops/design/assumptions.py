"""A value that nobody has measured, and lengths of time that are known between two ends."""

from datetime import timedelta
from typing import Generic, TypeVar

from pydantic import model_validator

from supportops._kit.durations import Duration, duration_text
from supportops._kit.models import Model
from supportops._kit.shares import Share
from supportops.errors import InputError

__all__ = ["AnswerTarget", "Assumption", "TimeBand"]

T = TypeVar("T")


class Assumption(Model, Generic[T], frozen=True, extra="forbid"):
    """A value that nobody has measured for this team.

    Attributes
    ----------
    value : T
        What is taken for now.
    low, high : T or None
        Between which ends it plausibly lies.
    source : str
        A publication, or the word assumption.
    replaced_by : str
        What would replace it.
    """

    value: T
    low: T | None = None
    high: T | None = None
    source: str = "assumption"
    replaced_by: str


class TimeBand(Model, frozen=True, extra="forbid"):
    """A length of time that is known only between two ends.

    Attributes
    ----------
    low, high : timedelta
        The ends.
    source : str
        A publication, or the word assumption.
    replaced_by : str
        What would replace it.
    """

    low: Duration
    high: Duration
    source: str = "assumption"
    replaced_by: str

    @model_validator(mode="after")
    def _ordered(self) -> "TimeBand":
        if not timedelta() < self.low <= self.high:
            raise InputError(
                f"low must be above zero and at most high; got {duration_text(self.low)} "
                f"and {duration_text(self.high)}"
            )
        return self


class AnswerTarget(Model, frozen=True, extra="forbid"):
    """Share of tickets to be taken up within a time at the busy hour."""

    service_level: Share
    within: Duration
