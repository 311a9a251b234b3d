"""Targets: what is good enough, what is to be watched, and whether the data can tell."""

from dataclasses import dataclass
from math import isfinite
from typing import Literal

from pydantic import model_validator

from supportops._kit.data import Source
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.metrics.bands import Band, Status, grade
from supportops.statistics import Estimate
from supportops.vocabulary import Range

__all__ = ["BandStatus", "Target", "band_status"]

_UNITS: dict[tuple[str, str], float] = {
    ("s", "seconds"): 1.0,
    ("s", "minutes"): 1 / 60,
    ("s", "hours"): 1 / 3600,
    ("s", "days"): 1 / 86_400,
}


class Target(Model, frozen=True, extra="forbid"):
    """A target and a warning line of your own; both lie on the good side of themselves.

    Attributes
    ----------
    metric : str
        Id of the metric.
    target : float
        At or beyond it is on target, in `unit`.
    watch : float
        At or beyond it is to be watched; worse than it is a warning.
    unit : str
        Unit of both; empty for shares.
    direction : {"up", "down"} or None
        Which way is better. None takes it from the two, which then differ.

    Examples
    --------
    Which way is better follows from the two:

    >>> hours = Target(metric="first_response_time", target=4, watch=6, unit="hours")
    >>> [grade(value, hours.band) for value in (4, 5, 6.01)]
    ['on_target', 'watch', 'warning']
    """

    metric: str
    target: float
    watch: float
    unit: str = ""
    direction: Literal["up", "down"] | None = None

    @model_validator(mode="after")
    def _apart(self) -> "Target":
        got = f"{self.target:g} and {self.watch:g}"
        if not (isfinite(self.target) and isfinite(self.watch)):
            raise InputError(f"target must be finite, and watch too; got {got}")
        if self.direction is None and self.target == self.watch:
            raise InputError(f"target must differ from watch, or direction be there; got {got}")
        better = self.target - self.watch
        if (self.direction == "up" and better < 0) or (self.direction == "down" and better > 0):
            raise InputError(f"target must be {self.direction} from watch; got {got}")
        return self

    @property
    def band(self) -> Band:
        """The same as a band, with its own source."""
        up = self.direction == "up" or (self.direction is None and self.target > self.watch)
        target = {"low": self.target} if up else {"high": self.target}
        warning = (
            {"high": self.watch, "high_open": True} if up else {"low": self.watch, "low_open": True}
        )
        return Band(
            metric=self.metric,
            label=self.metric,
            definition=self.metric,
            target=Range.model_validate({**target, "unit": self.unit}),
            warnings=(Range.model_validate({**warning, "unit": self.unit}),),
            source=Source(source="your own target", where=self.metric),
        )


@dataclass(frozen=True, slots=True)
class BandStatus(Result):
    """Status of an estimate against a band, and whether it could be another one.

    Attributes
    ----------
    status : str
        Status of the figure itself; ``unknown`` where it is undefined.
    at_low, at_high : str
        Status at the two ends of the interval; that of the figure where an end is not known.
    certain : bool
        Whether the whole interval has the status of the figure; False without an interval.
    estimate : Estimate
        The figure, flagged ``straddles_goal`` where it is not certain.
    """

    status: Status
    at_low: Status
    at_high: Status
    certain: bool
    estimate: Estimate


def band_status(estimate: Estimate, band: Band, *, confidence: ShareLike = 0.95) -> BandStatus:
    """Status of a figure against published limits, with its uncertainty.

    Parameters
    ----------
    estimate : Estimate
        The figure. Seconds are brought to the unit of the band.
    band : Band
        The limits; `Target.band` for your own.
    confidence : share
        Of the interval.

    Returns
    -------
    BandStatus

    Raises
    ------
    InputError
        If the units do not fit: shares against shares, points against points.

    Examples
    --------
    44 of 50 is below 90 %, but the data do not say that it is not above:

    >>> from supportops.statistics import proportion
    >>> csat = Target(metric="csat", target=0.90, watch=0.85).band
    >>> found = band_status(proportion(44, 50), csat)
    >>> found.status, found.at_low, found.at_high, found.certain
    ('watch', 'warning', 'on_target', False)
    """
    given: object = estimate
    if not isinstance(given, Estimate):
        raise InputError(f"estimate must be an Estimate; got {shown(given)}; grade takes numbers")
    factor = _factor(estimate.unit, band)
    interval = estimate.interval(confidence)
    ends = [None if x is None else x * factor for x in (interval.low, interval.high)]
    status = grade(None if estimate.value is None else estimate.value * factor, band)
    at_low: Status = status if ends[0] is None else grade(ends[0], band)
    at_high: Status = status if ends[1] is None else grade(ends[1], band)
    # A band with two sides may be left and entered again between the ends.
    inner = None not in ends and all(
        limit is None or not ends[0] < limit < ends[1]  # type: ignore[operator]  # both are there
        for span in (band.target, *band.warnings)
        for limit in (span.low, span.high)
    )
    certain = estimate.value is not None and inner and at_low == at_high == status
    told = estimate if certain or estimate.value is None else estimate.flagged("straddles_goal")
    return BandStatus(status, at_low, at_high, certain, told)


def in_unit(estimate: Estimate, band: Band) -> float:
    """Figure in the unit of a band; NaN where it is undefined."""
    return float(estimate) * _factor(estimate.unit, band)


def _factor(ours: str, band: Band) -> float:
    unit = band.target.unit
    if ours == unit or (ours in {"share", ""} and unit == ""):
        return 1.0
    if unit and ours.startswith(f"{unit} "):  # "tickets per 100 customers" against "tickets"
        return 1.0
    if (ours, unit) not in _UNITS:
        raise InputError(
            f"estimate must be in the unit of the band, {unit or 'share'!r}; got {shown(ours)}"
        )
    return _UNITS[ours, unit]
