"""Backlog: how many are open, how old they are, and what keeps them so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.durations import duration
from supportops._kit.instants import instant
from supportops._kit.names import collected
from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.metrics._published import published
from supportops.metrics._scores import values_of
from supportops.metrics._table import read_tickets
from supportops.metrics.measures import measure
from supportops.statistics import Estimate, mean, quantile

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "AgeBucket",
    "BacklogAge",
    "BacklogFlow",
    "LengthBias",
    "backlog_age",
    "backlog_flow",
    "length_bias",
    "open_ages",
]


@dataclass(frozen=True, slots=True)
class AgeBucket(Result):
    """Open tickets of an age.

    Attributes
    ----------
    label : str
        Its ends, in hours.
    low, high : float
        Ends [h]; the last high is infinite.
    count : int
        Open tickets in it [count].
    """

    label: str
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class BacklogAge(Result):
    """Ages of the tickets that are open at an instant.

    Attributes
    ----------
    open : int
        Open tickets [count].
    buckets : tuple of AgeBucket
    mean, median, p90 : Estimate
        Of the ages [s].
    oldest : float or None
        Age of the oldest [s]; None without open tickets.
    over : Estimate
        Share of the open tickets that are older than the limit asked for.
    """

    open: int
    buckets: tuple[AgeBucket, ...]
    mean: Estimate
    median: Estimate
    p90: Estimate
    oldest: float | None
    over: Estimate


def open_ages(
    tickets: "pd.DataFrame", *, now: datetime, columns: Mapping[str, str] | None = None
) -> Float64Array:
    """Ages of the tickets that are open at an instant.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id, created_at, resolved_at.
    now : datetime
        The instant; aware. What was created later does not exist yet; what was resolved later
        is still open.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    ndarray
        [s], ascending.

    Raises
    ------
    InputError
        For a missing column or a naive instant.
    """
    import pandas as pd

    frame = read_tickets(tickets, columns, "resolved_at")
    at = pd.Timestamp(instant(now, "now"))
    open_ = (frame["created_at"] <= at) & ~(frame["resolved_at"] <= at)
    ages: Float64Array = (at - frame.loc[open_, "created_at"]).dt.total_seconds().to_numpy()
    return np.sort(ages)


def backlog_age(
    ages: Any,
    *,
    edges: Sequence[Any] | None = None,
    older_than: Any = None,
) -> BacklogAge:
    """How old the open tickets are: buckets, mean, quantiles, and the share beyond a limit.

    Parameters
    ----------
    ages : array-like
        Ages [s], such as `open_ages` gives.
    edges : sequence of duration, optional
        Ends of the buckets, ascending; the published 24 and 72 hours where left out. The first
        bucket ends before its edge; the others hold their high end and, but for the second, not
        their low one: ``[0, e1)``, ``[e1, e2]``, ``(e2, e3]``, and beyond.
    older_than : duration, optional
        Limit of `BacklogAge.over`, itself not over; the published 7 days where left out.

    Returns
    -------
    BacklogAge
        Its buckets always sum to the open tickets.

    Raises
    ------
    InputError
        If an age is missing or negative, or the edges do not ascend.

    Examples
    --------
    >>> found = backlog_age([3600, 30 * 3600, 80 * 3600, 200 * 3600])
    >>> [(b.label, b.count) for b in found.buckets], found.over.percent
    ([('0–24 h', 1), ('24–72 h', 1), ('72+ h', 2)], 25.0)
    """
    array = values_of(ages, "ages")
    wrong = ~((array >= 0) & np.isfinite(array))
    if wrong.any():
        place = int(wrong.argmax())
        raise InputError(f"ages must be zero or more; got {array[place]} at position {place}")
    wanted = collected(published("backlog", "edges") if edges is None else edges, "edges")
    steps = [duration(edge, "edges").total_seconds() for edge in wanted]
    if not steps or steps[0] <= 0 or any(b <= a for a, b in pairwise(steps)):
        raise InputError(f"edges must ascend from above zero; got {shown(wanted)}")
    limits = np.asarray(steps)
    place_of = np.searchsorted(limits, array, side="left")
    place_of[array == limits[0]] = 1
    counts = np.bincount(place_of, minlength=limits.size + 1)
    lows = [0.0, *(step / 3600 for step in steps)]
    highs = [*lows[1:], float("inf")]
    buckets = tuple(
        AgeBucket(
            f"{low:g}–{high:g} h" if high < float("inf") else f"{low:g}+ h", low, high, int(count)
        )
        for low, high, count in zip(lows, highs, counts, strict=True)
    )
    limit = duration(
        published("backlog_share", "older_than") if older_than is None else older_than, "older_than"
    )
    over = int((array > limit.total_seconds()).sum())
    return BacklogAge(
        open=array.size,
        buckets=buckets,
        mean=mean(array, definition="backlog.mean_age", unit="s"),
        median=quantile(array, 0.5, definition="backlog.age_quantile[0.5]", unit="s"),
        p90=quantile(array, 0.9, definition="backlog.age_quantile[0.9]", unit="s"),
        oldest=float(array.max()) if array.size else None,
        over=measure("backlog.over_age", {"open_over_age": over, "open": array.size}),
    )


@dataclass(frozen=True, slots=True)
class BacklogFlow(Result):
    """What flows in and out of a backlog.

    Attributes
    ----------
    expected_open : float
        Arrivals × mean resolution time [tickets]: what stays open in the long run (Little).
    days_of_backlog : float or None
        Open tickets over throughput [days]; None where nothing is resolved.
    net_growth : float
        Arrivals less throughput [tickets/day].
    """

    expected_open: float
    days_of_backlog: float | None
    net_growth: float


def backlog_flow(
    *, arrivals_per_day: float, resolution: Any, open_tickets: float, resolved_per_day: float
) -> BacklogFlow:
    """What a backlog would settle at, how many days of work it is, and whether it grows.

    Parameters
    ----------
    arrivals_per_day, resolved_per_day : float
        Tickets created and resolved [tickets/day].
    resolution : duration
        Mean time to resolution of all tickets, the slow ones included.
    open_tickets : float
        Tickets open now [tickets].

    Returns
    -------
    BacklogFlow

    Raises
    ------
    InputError
        If a number is negative.

    Examples
    --------
    >>> flow = backlog_flow(
    ...     arrivals_per_day=120, resolution="60h", open_tickets=300, resolved_per_day=115)
    >>> flow.expected_open, round(flow.days_of_backlog, 2), flow.net_growth
    (300.0, 2.61, 5.0)

    References
    ----------
    Little 1961, Operations Research 9:383.
    """
    rate = from_zero(arrivals_per_day, "arrivals_per_day")
    out = from_zero(resolved_per_day, "resolved_per_day")
    waiting = from_zero(open_tickets, "open_tickets")
    days = duration(resolution, "resolution").total_seconds() / 86_400
    return BacklogFlow(rate * days, waiting / out if out else None, rate - out)


@dataclass(frozen=True, slots=True)
class LengthBias(Result):
    """Why open tickets look slower than closed ones.

    Attributes
    ----------
    mean_duration : float or None
        E[D] of all tickets [unit of the durations].
    mean_duration_of_open : float or None
        E[D²] / E[D], what the tickets that are open now will have lasted in the end.
    mean_age_of_open : float or None
        E[D²] / (2 E[D]), how old they are now.
    """

    mean_duration: float | None
    mean_duration_of_open: float | None
    mean_age_of_open: float | None


def length_bias(durations: Any) -> LengthBias:
    """Mean duration of all tickets, and of those that one finds open.

    Parameters
    ----------
    durations : array-like or Series
        Completed durations [any unit], zero or more; missing ones are left out.

    Returns
    -------
    LengthBias
        None where there are no durations, or all are zero.

    Raises
    ------
    InputError
        If a duration is negative or infinite.

    Examples
    --------
    >>> length_bias([1, 1, 1, 1, 6]).mean_duration_of_open
    4.0

    References
    ----------
    Feller 1971, An Introduction to Probability Theory, volume 2, inspection paradox.
    """
    array = values_of(durations, "durations")
    given = array[~np.isnan(array)]
    if not ((given >= 0) & np.isfinite(given)).all():
        raise InputError(f"durations must be finite and zero or more; got {given.min():g}")
    first = float(given.mean()) if given.size else None
    if not first:
        return LengthBias(first, None, None)
    second = float(np.mean(given * given))
    return LengthBias(first, second / first, second / (2 * first))
