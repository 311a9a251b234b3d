"""Comparing: which figures of a period differ, and by how much."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from supportops.sla import Period, SlaRecord
from supportops.vendors.periods import VendorPeriod

__all__ = ["Difference", "Differences", "differences", "our_period"]

_STATES = ("open", "paused", "breached")
_FIELDS = (
    "target", "started_at", "ended_at", "open", "paused", "elapsed", "elapsed_business",
    "elapsed_calendar", "due_at", "breached",
)  # fmt: skip
# What goes on while a period is open, and so depends on when it was read.
_MOVING = ("elapsed", "elapsed_business", "elapsed_calendar", "breached", "open", "paused")


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that differs.

    Attributes
    ----------
    field : str
    vendor, ours : datetime, timedelta, bool, str or None
    gap : timedelta or None
        Of figures that can be subtracted.
    rounding : str or None
        What it is rounded to, where that explains it.
    """

    field: str
    vendor: Any
    ours: Any
    gap: timedelta | None = None
    rounding: timedelta | None = None


@dataclass(slots=True)
class Differences:
    """What a comparison of one period found.

    Attributes
    ----------
    found : list of Difference
    compared : int
        Figures that both sides state.
    skipped : str
        Why some were not compared.
    """

    found: list[Difference] = field(default_factory=list)
    compared: int = 0
    skipped: str = ""


def our_period(record: SlaRecord, period: Period) -> VendorPeriod:
    """Our period in the form in which tools state theirs."""
    return VendorPeriod(
        ticket=record.ticket,
        metric=period.metric,
        cycle=period.cycle,
        name=period.metric,
        started_at=period.started_at,
        ended_at=period.ended_at,
        due_at=period.due_at,
        target=period.target,
        clock=period.clock,
        elapsed=period.elapsed,
        elapsed_business=period.elapsed_business,
        elapsed_calendar=period.elapsed_calendar,
        breached=period.breached,
        open=period.open,
        paused=period.state == "paused",
        now=record.now,
    )


def differences(
    vendor: VendorPeriod | None, ours: VendorPeriod | None, *, tolerance: timedelta
) -> Differences:
    """Figures that differ between two statements of a period, either of which may be absent."""
    out = Differences()
    if vendor is None or ours is None:
        there, here = ("no period" if side is None else "a period" for side in (vendor, ours))
        out.found.append(Difference("period", there, here))
        return out
    moving = _moving(vendor, ours)
    if moving:
        out.skipped = moving
    for name in _FIELDS:
        theirs, mine = getattr(vendor, name), getattr(ours, name)
        if theirs is None or (moving and name in _MOVING):
            continue
        if mine is None and name in _UNSTATED:
            continue
        out.compared += 1
        if theirs != mine:
            out.found.append(_difference(name, vendor, ours, tolerance=tolerance))
    return out


# Figures that our side may not have without that being a statement.
_UNSTATED = ("elapsed", "elapsed_business", "elapsed_calendar", "paused", "breached", "open")


def _moving(vendor: VendorPeriod, ours: VendorPeriod) -> str:
    """Why the moving figures of an open period cannot be compared; empty if they can."""
    goes_on = ours.open if vendor.open is None else vendor.open
    still = ours.paused and vendor.paused is not False
    if not goes_on or still or vendor.now == ours.now:
        return ""
    if vendor.now is None:
        return "open, and when its figures were read is not known"
    return "open, and its figures were read at another instant"


def _difference(
    name: str, vendor: VendorPeriod, ours: VendorPeriod, *, tolerance: timedelta
) -> Difference:
    theirs, mine = getattr(vendor, name), getattr(ours, name)
    if name in _STATES or mine is None:
        unit = _verdict_rounding(vendor, ours, tolerance) if name == "breached" else None
        return Difference(name, theirs, mine, None, unit)
    gap: timedelta = theirs - mine
    unit = vendor.instant_precision if isinstance(theirs, datetime) else vendor.precision
    unit = max(unit, tolerance)
    # What is rounded differs by less than its unit, what is measured between rounded instants
    # by up to it.
    return Difference(name, theirs, mine, gap, unit if abs(gap) <= unit else None)


def _verdict_rounding(
    vendor: VendorPeriod, ours: VendorPeriod, tolerance: timedelta
) -> timedelta | None:
    """Unit that turns a verdict, where the elapsed time is that near to the target."""
    unit = max(vendor.precision, tolerance)
    if ours.elapsed is None or ours.target is None or vendor.target not in {None, ours.target}:
        return None
    # Exactly at the target nothing is rounded: there it is the rule that differs.
    return unit if timedelta() < abs(ours.elapsed - ours.target) <= unit else None
