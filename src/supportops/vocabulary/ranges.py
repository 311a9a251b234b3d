"""Ranges: published as ranges, kept as ranges."""

from pydantic import model_validator

from supportops._kit.models import Model
from supportops.errors import InputError

__all__ = ["Range"]


class Range(Model, frozen=True, extra="forbid"):
    """Numbers between two ends, of which one may be missing.

    Attributes
    ----------
    low, high : float or None
        The ends in `unit`; None is no limit. At least one is there.
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
        if self.low is not None and self.high is not None and not self.low <= self.high:
            raise InputError(f"low must be at most high; got {self.low:g} and {self.high:g}")
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
        if self.low is None:
            return f"{'below' if self.high_open else 'at most'} {self.high:g}{unit}"
        if self.high is None:
            return f"{'above' if self.low_open else 'at least'} {self.low:g}{unit}"
        return (
            f"{self.low:g}–{self.high:g}{unit}" if self.low < self.high else f"{self.low:g}{unit}"
        )
