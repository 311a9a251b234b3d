"""Ranges: published as ranges, kept as ranges."""

from math import isfinite

from pydantic import model_validator

from supportops._kit.models import Model
from supportops.errors import InputError

__all__ = ["Range"]


class Range(Model, frozen=True, extra="forbid"):
    """Numbers between two ends, of which one may be missing.

    Attributes
    ----------
    low, high : float or None
        The ends in `unit`, finite; None is no limit. At least one is there.
    low_open, high_open : bool
        Whether the end itself lies outside: "below 60" has an open high end.
    unit : str
        What the numbers count: "minutes", "tickets a day"; empty for shares.

    Examples
    --------
    >>> band = Range(low=30, high=60, unit="minutes")
    >>> str(band), 60 in band
    ('30–60 minutes', True)
    >>> 60 in Range(high=60, high_open=True, unit="minutes")
    False
    """

    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str = ""

    @model_validator(mode="after")
    def _ordered(self) -> "Range":
        if self.low is None and self.high is None:
            raise InputError("range must have a low or a high end; got neither")
        for name, end in (("low", self.low), ("high", self.high)):
            if end is not None and not isfinite(end):
                raise InputError(f"{name} must be finite; got {end}; None is no limit")
        if self.low is not None and self.high is not None:
            tight = self.low_open or self.high_open
            if not (self.low < self.high or (self.low == self.high and not tight)):
                rule = "below high, of which an end is open" if tight else "at most high"
                raise InputError(
                    f"low must be {rule}; got {_figure(self.low)} and {_figure(self.high)}"
                )
        return self

    def __contains__(self, value: float) -> bool:
        return not (self.below(value) or self.above(value)) and value == value  # noqa: PLR0124  NaN is nowhere

    def below(self, value: float) -> bool:
        """Whether `value` lies under the low end."""
        return self.low is not None and (value <= self.low if self.low_open else value < self.low)

    def above(self, value: float) -> bool:
        """Whether `value` lies over the high end."""
        return self.high is not None and (
            value >= self.high if self.high_open else value > self.high
        )

    def scaled(self, factor: float, unit: str) -> "Range":
        """Range with both ends times `factor`, in another unit; `factor` is above zero."""
        if not factor > 0:
            raise InputError(f"factor must be above zero; got {factor}")
        ends = {"low": self.low, "high": self.high}
        scaled = {name: None if end is None else end * factor for name, end in ends.items()}
        return Range(**scaled, low_open=self.low_open, high_open=self.high_open, unit=unit)

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        low, high = _figure(self.low), _figure(self.high)
        if self.low is None:
            return f"{'below' if self.high_open else 'at most'} {high}{unit}"
        if self.high is None:
            return f"{'above' if self.low_open else 'at least'} {low}{unit}"
        if self.low_open or self.high_open:
            return f"{'above ' * self.low_open}{low} to {'below ' * self.high_open}{high}{unit}"
        return f"{low}{unit}" if low == high else f"{low}–{high}{unit}"


def _figure(number: float | None) -> str:
    # Ten digits hide the noise of floats and keep large counts whole.
    return "" if number is None else f"{number:.10g}"
