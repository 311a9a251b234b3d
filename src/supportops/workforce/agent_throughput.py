"""Tickets that one agent can finish, against those that are published."""

from dataclasses import dataclass
from datetime import timedelta

from supportops._kit.durations import DurationLike
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops.vocabulary import Range
from supportops.workforce._doors import (
    kind_of,
    length,
    share_above_zero,
    stretched,
    volume_of,
)

__all__ = ["Throughput", "throughput"]


@dataclass(frozen=True, slots=True)
class Throughput(Result):
    """Tickets that one agent can finish, beside those that were promised.

    Attributes
    ----------
    tickets : float
        Productive time over handle time [tickets per agent].
    productive : timedelta
        Time that goes into tickets.
    published : Range or None
        What was to be compared.
    least_time : timedelta or None
        Time that the high end of `published` takes.
    fits : bool or None
        Whether it is within the productive time; None without anything to compare.
    """

    tickets: float
    productive: timedelta
    published: Range | None
    least_time: timedelta | None
    fits: bool | None


def throughput(
    handle_time: DurationLike,
    *,
    hours: DurationLike,
    utilization: ShareLike,
    published: Range | None = None,
) -> Throughput:
    """Tickets that one agent can finish in a period, against published tickets.

    Parameters
    ----------
    handle_time : duration
        Mean working time on a ticket, above zero.
    hours : duration
        Paid time of the agent in the period.
    utilization : share
        Share of it that goes to tickets, above zero.
    published : Range, optional
        Tickets that a scorecard or playbook asks for in the same period.

    Returns
    -------
    Throughput

    Raises
    ------
    InputError
        For no handle time, no hours or no utilization, or published tickets below zero.

    Examples
    --------
    Up to 50 tickets a day at 10 minutes take 500 minutes, and 75 % of 8 hours are 360:

    >>> day = throughput("10m", hours="8h", utilization=0.75, published=Range(low=30, high=50))
    >>> day.tickets, day.least_time, day.fits
    (36.0, datetime.timedelta(seconds=30000), False)
    """
    each = length(handle_time, "handle_time")
    time = length(hours, "hours") * share_above_zero(utilization, "utilization")
    top = None
    if published is not None:
        kind_of(published, "published", Range, "write Range(low=30, high=50)")
        top = None if published.high is None else volume_of(published.high, "published")
    least = None if top is None else stretched(each, top, "published")
    return Throughput(time / each, time, published, least, None if least is None else least <= time)
