"""The nouns: shifts that cover periods, shapes of shifts on the clock, and breaks."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field, model_validator

from supportops._kit.durations import Duration
from supportops._kit.models import Model
from supportops.errors import InputError
from supportops.workforce.shifts._clock import clock_segments, weekdays

__all__ = ["Break", "Crew", "Shift", "ShiftShape"]

Period = Annotated[int, Field(ge=0)]
Cost = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Shift(Model, frozen=True, extra="forbid"):
    """One shift on a row of periods.

    Attributes
    ----------
    name : str
        How the answer calls it.
    periods : tuple of int
        Periods in which somebody on it is at work, from 0 [periods]; breaks are left out, and a
        night that wraps around the end of a week has its first periods again.
    cost : float
        What one head on it costs [any unit], zero or more.
    least : int
        Heads that it has at least [heads].
    most : int or None
        Heads that it has at most [heads].
    contract : str
        Kind of contract that works it, for limits; empty if it does not matter.
    variant_of : str
        Shift that this one is a variant of, with its break at another time; variants share the
        heads that they have at most.
    """

    name: str
    periods: tuple[Period, ...]
    cost: Cost = 1.0
    least: int = Field(default=0, ge=0)
    most: int | None = Field(default=None, ge=0)
    contract: str = ""
    variant_of: str = ""

    @model_validator(mode="after")
    def _sound(self) -> "Shift":
        if len(set(self.periods)) < len(self.periods):
            raise InputError(f"periods must name each period once; got {self.periods}")
        if self.most is not None and self.most < self.least:
            raise InputError(f"most must be at least {self.least}; got {self.most}")
        return self


class Break(Model, frozen=True, extra="forbid"):
    """A break within a shift, which may begin within a window.

    Attributes
    ----------
    length : timedelta
        How long it is.
    earliest, latest : timedelta
        When it may begin, after the beginning of the shift.
    paid : bool
        Whether it is paid.
    """

    length: Duration
    earliest: Duration
    latest: Duration
    paid: bool = False

    @model_validator(mode="after")
    def _forwards(self) -> "Break":
        if not self.length:
            raise InputError("length must be above zero; got 0s")
        if self.latest < self.earliest:
            raise InputError(f"latest must not come before earliest; got {self.latest}")
        return self


class ShiftShape(Model, frozen=True, extra="forbid"):
    """A shift on the clock, for every day that it may begin on.

    Attributes
    ----------
    name : str
        How the answer calls it.
    segments : tuple of pairs of str
        Times of the wall clock between which it works, such as ``("22:00", "06:00")``; an end
        before its start lies on the next day. A split shift has two.
    days : str
        Days that it may begin on: ``"mon"``, ``"mon-fri"``.
    breaks : tuple of Break
        Breaks, in order.
    cost_per_hour : float
        Cost of a paid hour [any unit].
    cost_per_shift : float
        Cost of each shift beside its hours [any unit].
    most : int or None
        Heads on it at most, on each day [heads].
    contract : str
        Kind of contract that works it, for limits.
    """

    name: str
    segments: tuple[tuple[str, str], ...] = Field(min_length=1)
    days: str = "mon-sun"
    breaks: tuple[Break, ...] = ()
    cost_per_hour: Cost = 1.0
    cost_per_shift: Cost = 0.0
    most: int | None = Field(default=None, ge=0)
    contract: str = ""

    @model_validator(mode="after")
    def _readable(self) -> "ShiftShape":
        weekdays(self.days)
        clock_segments(self.segments)
        return self

    @property
    def length(self) -> timedelta:
        """Time from first start to last end on an ordinary day, gaps and breaks included."""
        spans = clock_segments(self.segments)
        return timedelta(microseconds=spans[-1][1] - spans[0][0])


class Crew(Model, frozen=True, extra="forbid"):
    """Agents who work the same periods and still have to take a break.

    Attributes
    ----------
    name : str
        How the answer calls it.
    agents : int
        How many they are [agents].
    periods : tuple of int
        Periods that they are present in [periods].
    window : tuple of int
        Periods in which the break may begin [periods].
    break_length : int
        Periods that it lasts [periods].
    """

    name: str
    agents: int = Field(ge=0)
    periods: tuple[Period, ...]
    window: tuple[Period, ...] = Field(min_length=1)
    break_length: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _inside(self) -> "Crew":
        present = set(self.periods)
        for start in self.window:
            if not {start + k for k in range(self.break_length)} <= present:
                raise InputError(
                    "window must leave each break within the periods present; "
                    f"got a start at {start} for {self.break_length} periods"
                )
        return self
