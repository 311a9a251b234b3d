"""Ageing: how waiting raises a ticket, when it overtakes another, how long it can be passed."""

from typing import TYPE_CHECKING, Any, TypeAlias, overload

import numpy as np

from supportops._kit.arrays import Float64Array, RealArray, RealLike, RealSeries, hold, lift, lower
from supportops._kit.durations import DurationLike, duration
from supportops.errors import InputError
from supportops.vocabulary import Scale

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "aged_priority",
    "ageing_score",
    "delay_cost_index",
    "overtaking_hour",
    "starvation_bound",
]

Grid: TypeAlias = "float | RealArray"


def aged_priority(
    priority: str,
    waited: DurationLike,
    *,
    step: DurationLike,
    scale: Scale,
    ceiling: str | None = None,
) -> str:
    """Priority of a ticket after it has waited.

    Parameters
    ----------
    priority : str
        Name on `scale`.
    waited : duration
    step : duration
        How long a ticket waits until it rises by one; no source gives a figure.
    scale : Scale
    ceiling : str, optional
        The most urgent priority that waiting can lead to; the first of the scale unless told.
        A ticket that stands above it stays where it is.

    Returns
    -------
    str

    Raises
    ------
    InputError
        For an undeclared priority, or a step of zero.

    Examples
    --------
    >>> from supportops.vocabulary import preset
    >>> aged_priority("P4", "17h", step="8h", scale=preset("p1-p5"), ceiling="P2")
    'P2'
    """
    every = duration(step, "step")
    if not every:
        raise InputError("step must be above zero; got 0s")
    rank = scale.rank(priority)
    top = 0 if ceiling is None else scale.rank(ceiling)
    return scale.names[min(rank, max(top, rank - duration(waited, "waited") // every))]


@overload
def ageing_score(base: float, *, rate_per_hour: float, wait_hours: float) -> float: ...
@overload
def ageing_score(
    base: RealSeries, *, rate_per_hour: RealLike, wait_hours: RealLike
) -> "pd.Series[float]": ...
@overload
def ageing_score(base: RealArray, *, rate_per_hour: Grid, wait_hours: Grid) -> Float64Array: ...
def ageing_score(base: RealLike, *, rate_per_hour: RealLike, wait_hours: RealLike) -> Any:
    """Score of tickets whose priority grows with the wait; the highest is served first.

    Parameters
    ----------
    base : float, array or Series
        Score at the arrival [points].
    rate_per_hour : float, array or Series
        Growth [points/hour], zero or more.
    wait_hours : float, array or Series
        Wait so far [hours], zero or more.

    Returns
    -------
    same kind as the arguments
        base + rate × wait [points].

    Raises
    ------
    InputError
        For a negative rate or wait.

    Examples
    --------
    >>> ageing_score(20, rate_per_hour=5, wait_hours=20)
    120.0
    """
    form, (start, rate, wait) = lift(base=base, rate_per_hour=rate_per_hour, wait_hours=wait_hours)
    hold(~(rate < 0), "rate_per_hour must be zero or more", rate)
    hold(~(wait < 0), "wait_hours must be zero or more", wait)
    with np.errstate(invalid="ignore", over="ignore"):  # infinite and zero together are NaN
        return lower(start + rate * wait, form)


@overload
def overtaking_hour(
    low_base: float,
    high_base: float,
    *,
    low_rate: float,
    high_rate: float,
    low_arrival: float = ...,
    high_arrival: float = ...,
) -> float: ...
@overload
def overtaking_hour(
    low_base: RealSeries,
    high_base: RealLike,
    *,
    low_rate: RealLike,
    high_rate: RealLike,
    low_arrival: RealLike = ...,
    high_arrival: RealLike = ...,
) -> "pd.Series[float]": ...
@overload
def overtaking_hour(
    low_base: RealArray,
    high_base: Grid,
    *,
    low_rate: Grid,
    high_rate: Grid,
    low_arrival: Grid = ...,
    high_arrival: Grid = ...,
) -> Float64Array: ...
def overtaking_hour(
    low_base: RealLike,
    high_base: RealLike,
    *,
    low_rate: RealLike,
    high_rate: RealLike,
    low_arrival: RealLike = 0.0,
    high_arrival: RealLike = 0.0,
) -> Any:
    """First hour at which one ticket has at least the score of another.

    Parameters
    ----------
    low_base, high_base : float, array or Series
        Scores at the arrival of the ticket that catches up and of the other [points].
    low_rate, high_rate : float, array or Series
        Their growth [points/hour], zero or more.
    low_arrival, high_arrival : float, array or Series
        When they came in [hours on one clock].

    Returns
    -------
    same kind as the arguments
        [hours on that clock]; not before both are there; NaN where it never happens.

    Raises
    ------
    InputError
        For a negative rate.

    Notes
    -----
    The scores meet at (high_base − high_rate·high_arrival − low_base + low_rate·low_arrival) /
    (low_rate − high_rate). A ticket that is ahead when the other arrives overtakes it then.

    Examples
    --------
    >>> overtaking_hour(20, 140, low_rate=8, high_rate=5, high_arrival=6)
    30.0
    """
    form, (low, high, rate, other, since, arrival) = lift(
        low_base=low_base,
        high_base=high_base,
        low_rate=low_rate,
        high_rate=high_rate,
        low_arrival=low_arrival,
        high_arrival=high_arrival,
    )
    hold(~(rate < 0), "low_rate must be zero or more", rate)
    hold(~(other < 0), "high_rate must be zero or more", other)
    both = np.maximum(since, arrival)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        gap = (high + other * (both - arrival)) - (low + rate * (both - since))
        faster = rate - other
        later = np.where(faster > 0, both + gap / faster, np.nan)
    return lower(np.where(gap <= 0, both, later), form)


@overload
def starvation_bound(base_low: float, base_max: float, *, rate_per_hour: float) -> float: ...
@overload
def starvation_bound(
    base_low: RealSeries, base_max: RealLike, *, rate_per_hour: RealLike
) -> "pd.Series[float]": ...
@overload
def starvation_bound(
    base_low: RealArray, base_max: Grid, *, rate_per_hour: Grid
) -> Float64Array: ...
def starvation_bound(base_low: RealLike, base_max: RealLike, *, rate_per_hour: RealLike) -> Any:
    """Wait after which no newcomer can overtake a ticket any more.

    Parameters
    ----------
    base_low : float, array or Series
        Score of the ticket at its arrival [points].
    base_max : float, array or Series
        The highest score that a ticket can arrive with [points].
    rate_per_hour : float, array or Series
        The growth that all tickets share [points/hour], zero or more.

    Returns
    -------
    same kind as the arguments
        (base_max − base_low) / rate [hours]; zero where the ticket is the highest already,
        infinite without growth.

    Raises
    ------
    InputError
        For a negative rate.

    Notes
    -----
    Only tickets that arrive within the bound after it can be served before it. With the wait
    of first in, first out on top, it bounds the whole wait.

    Examples
    --------
    >>> starvation_bound(20, 100, rate_per_hour=4)
    20.0
    """
    form, (low, top, rate) = lift(base_low=base_low, base_max=base_max, rate_per_hour=rate_per_hour)
    hold(~(rate < 0), "rate_per_hour must be zero or more", rate)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        gap = np.maximum(top - low, 0.0)
        bound = np.where((rate == 0) & (gap == 0), 0.0, gap / rate)
    return lower(bound, form)


@overload
def delay_cost_index(cost_per_hour: float, *, handle_hours: float) -> float: ...
@overload
def delay_cost_index(
    cost_per_hour: RealSeries, *, handle_hours: RealLike
) -> "pd.Series[float]": ...
@overload
def delay_cost_index(cost_per_hour: RealArray, *, handle_hours: Grid) -> Float64Array: ...
def delay_cost_index(cost_per_hour: RealLike, *, handle_hours: RealLike) -> Any:
    """Cost of delay that an hour of work takes away; the highest goes first.

    Parameters
    ----------
    cost_per_hour : float, array or Series
        Cost of an hour of delay of one ticket, in any unit; zero or more.
    handle_hours : float, array or Series
        Mean work on one ticket [hours], zero or more.

    Returns
    -------
    same kind as the arguments
        cost_per_hour / handle_hours; infinite for work of no length that costs something.

    Raises
    ------
    InputError
        For a negative cost or work.

    Notes
    -----
    Serving by this index (the c-μ rule) has the least expected cost of delay in a queue with
    one agent and exponential or preemptible work.

    References
    ----------
    Cox and Smith, Queues, 1961.

    Examples
    --------
    >>> delay_cost_index(2, handle_hours=0.5)
    4.0
    """
    form, (cost, work) = lift(cost_per_hour=cost_per_hour, handle_hours=handle_hours)
    hold(~(cost < 0), "cost_per_hour must be zero or more", cost)
    hold(~(work < 0), "handle_hours must be zero or more", work)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        index = np.where((cost == 0) & (work == 0), 0.0, cost / work)
    return lower(index, form)
