"""Utilization, occupancy and shrinkage, kept apart."""

from dataclasses import dataclass
from datetime import timedelta

from supportops._kit.durations import DurationLike
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops.errors import InputError
from supportops.workforce._doors import below_one, length, share_above_zero

__all__ = ["TimeWaterfall", "occupancy_from", "time_waterfall", "utilization_from"]


def utilization_from(occupancy: ShareLike, *, shrinkage: ShareLike) -> float:
    """Share of paid time that goes to contacts.

    Parameters
    ----------
    occupancy : share
        Busy share of available time.
    shrinkage : share
        Share of paid time that is not worked.

    Returns
    -------
    float
        ``occupancy * (1 - shrinkage)`` [share].

    Raises
    ------
    InputError
        If one is no share.

    Notes
    -----
    The capacity equation takes utilization alone; Erlang formulas give occupancy, and shrinkage
    is added to their agents. All three together would count the same time twice. Published
    utilization of 70 to 80 % beside a shrinkage of 20 to 30 % leaves no idle time at all:
    `occupancy_from` says 1.

    Examples
    --------
    >>> round(utilization_from("85%", shrinkage="30%"), 3)
    0.595
    """
    return share(occupancy, "occupancy") * (1.0 - share(shrinkage, "shrinkage"))


def occupancy_from(utilization: ShareLike, *, shrinkage: ShareLike) -> float:
    """Busy share of available time that a utilization and a shrinkage imply.

    Parameters
    ----------
    utilization : share
        Share of paid time that goes to contacts.
    shrinkage : share
        Share of paid time that is not worked, below 1.

    Returns
    -------
    float
        ``utilization / (1 - shrinkage)`` [share]. At 1 a queue has no steady state.

    Raises
    ------
    InputError
        If more time would be busy than there is.

    Examples
    --------
    >>> occupancy_from("70%", shrinkage="30%")
    1.0
    """
    used, worked = share(utilization, "utilization"), 1.0 - below_one(shrinkage)
    busy = used / worked
    if busy > 1.0 + 1e-12:
        raise InputError(
            f"utilization must be at most 1 - shrinkage; got {used:g} of {worked:.10g}"
        )
    return min(busy, 1.0)


@dataclass(frozen=True, slots=True)
class TimeWaterfall(Result):
    """Where paid time goes.

    Attributes
    ----------
    paid : timedelta
    scheduled : timedelta
        Paid time after planned absence.
    available : timedelta
        Scheduled time after unplanned absence.
    handling : timedelta
        Available time spent on contacts.
    utilization : float
        Handling over paid time [share].
    """

    paid: timedelta
    scheduled: timedelta
    available: timedelta
    handling: timedelta
    utilization: float


def time_waterfall(
    paid: DurationLike, *, planned: ShareLike, unplanned: ShareLike, occupancy: ShareLike
) -> TimeWaterfall:
    """Paid, scheduled, available and handling time, each out of the one before.

    Parameters
    ----------
    paid : duration
        Paid time.
    planned : share
        Share of paid time that is planned away: leave, training, meetings.
    unplanned : share
        Share of scheduled time that is lost unplanned: sickness, lateness; below 1.
    occupancy : share
        Busy share of available time, above zero.

    Returns
    -------
    TimeWaterfall

    Raises
    ------
    InputError
        For no paid time, or a share outside its range.

    Examples
    --------
    >>> day = time_waterfall("40h", planned=0.15, unplanned=0.08, occupancy=0.82)
    >>> round(day.utilization, 5)
    0.64124
    """
    whole = length(paid, "paid")
    left, there = 1 - below_one(planned, "planned"), 1 - below_one(unplanned, "unplanned")
    busy = share_above_zero(occupancy, "occupancy")
    used = left * there * busy
    return TimeWaterfall(whole, whole * left, whole * (left * there), whole * used, used)
