"""Deferred work on average: how long a backlog takes, and who clears it in time."""

from dataclasses import dataclass
from datetime import timedelta

from supportops._kit.durations import DurationLike
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops.workforce._doors import below_one, length, share_above_zero, volume_of, whole_up

__all__ = ["CatchUp", "Clearing", "catch_up_agents", "clear_backlog", "deferred_share"]

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Clearing(Result):
    """How a backlog goes down.

    Attributes
    ----------
    time : timedelta or None
        Working time until nothing is left; None where it never is.
    finished_per_hour : float
        What the agents finish [tickets an hour].
    arriving_per_hour : float
        What comes meanwhile [tickets an hour].
    """

    time: timedelta | None
    finished_per_hour: float
    arriving_per_hour: float


@dataclass(frozen=True, slots=True)
class CatchUp(Result):
    """Agents who clear a backlog in time.

    Attributes
    ----------
    agents : float
        Exact answer [full-time agents].
    heads : int
        The next whole number [heads].
    steady : float
        Agents who keep up with what arrives [full-time agents].
    extra : float
        Agents for the backlog alone [full-time agents].
    """

    agents: float
    heads: int
    steady: float
    extra: float


def _rate(occupancy: ShareLike, shrinkage: ShareLike, handle_time: DurationLike) -> float:
    """Tickets that one paid agent finishes in an hour."""
    used = share_above_zero(occupancy, "occupancy") * (1.0 - below_one(shrinkage))
    return used * (_HOUR / length(handle_time, "handle_time"))


def clear_backlog(
    backlog: float,
    *,
    volume: float,
    period: DurationLike,
    agents: float,
    handle_time: DurationLike,
    occupancy: ShareLike,
    shrinkage: ShareLike = 0.0,
) -> Clearing:
    """Working time until a backlog is cleared while new tickets arrive.

    Parameters
    ----------
    backlog : float
        Tickets that wait [tickets], zero or more.
    volume : float
        Tickets that arrive in `period` [tickets], zero or more.
    period : duration
        Working time that `volume` comes in: a day of nine open hours is ``"9h"``.
    agents : float
        Paid agents on this work [agents], zero or more.
    handle_time : duration
        Mean working time on a ticket.
    occupancy : share
        Busy share of their available time, above zero.
    shrinkage : share
        Share of paid time that is not worked, below 1; 0 where `agents` are those at work.

    Returns
    -------
    Clearing

    Raises
    ------
    InputError
        For a negative number, no handle time, or a share outside its range.

    Notes
    -----
    ``backlog / (agents * occupancy * (1 - shrinkage) / handle_time - volume / period)``. On a
    calendar, ``due_at(start, clearing.time, calendar=...)`` says when that is.

    Examples
    --------
    >>> found = clear_backlog(240, volume=90, period="9h", agents=5, handle_time="20m",
    ...                       occupancy=0.8)
    >>> found.time, found.finished_per_hour
    (datetime.timedelta(days=5), 12.0)
    """
    waiting = volume_of(backlog, "backlog")
    finished = volume_of(agents, "agents") * _rate(occupancy, shrinkage, handle_time)
    arriving = volume_of(volume) / (length(period, "period") / _HOUR)
    net = finished - arriving
    if not waiting:
        return Clearing(timedelta(), finished, arriving)
    time = _hours(waiting / net) if net > 1e-12 * arriving else None
    return Clearing(time, finished, arriving)


def _hours(number: float) -> timedelta | None:
    """Time of that many hours; what no timedelta can hold is never reached by anybody."""
    try:
        return timedelta(hours=number)
    except OverflowError:
        return None


def catch_up_agents(
    backlog: float,
    *,
    within: DurationLike,
    volume: float,
    period: DurationLike,
    handle_time: DurationLike,
    occupancy: ShareLike,
    shrinkage: ShareLike = 0.0,
) -> CatchUp:
    """Paid agents who clear a backlog within a working time while new tickets arrive.

    Parameters
    ----------
    backlog : float
        Tickets that wait [tickets], zero or more.
    within : duration
        Working time in which nothing shall be left, above zero.
    volume, period, handle_time, occupancy, shrinkage
        As in `clear_backlog` [tickets].

    Returns
    -------
    CatchUp

    Raises
    ------
    InputError
        As `clear_backlog`.

    Notes
    -----
    ``(backlog / within + volume / period) * handle_time / (occupancy * (1 - shrinkage))``.

    Examples
    --------
    >>> answer = catch_up_agents(240, within="120h", volume=90, period="9h", handle_time="20m",
    ...                          occupancy=0.8)
    >>> round(answer.agents, 6), round(answer.steady, 2)
    (5.0, 4.17)
    """
    rate = _rate(occupancy, shrinkage, handle_time)
    steady = volume_of(volume) / (length(period, "period") / _HOUR) / rate
    extra = volume_of(backlog, "backlog") / (length(within, "within") / _HOUR) / rate
    return CatchUp(steady + extra, whole_up(steady + extra), steady, extra)


def deferred_share(occupancy: ShareLike, *, max_occupancy: ShareLike) -> float:
    """Share of their time that agents who wait for calls can give to deferred work.

    Parameters
    ----------
    occupancy : share
        Share that calls take.
    max_occupancy : share
        Most share of their time that is to be busy.

    Returns
    -------
    float
        ``max_occupancy - occupancy`` [share], 0 where calls take more.

    Raises
    ------
    InputError
        If one is no share.

    Notes
    -----
    It counts every idle moment as usable, which work that can be dropped when a call comes is.

    Examples
    --------
    >>> round(deferred_share("85%", max_occupancy="95%"), 2)
    0.1
    """
    busy, most = share(occupancy, "occupancy"), share(max_occupancy, "max_occupancy")
    return max(most - busy, 0.0)
