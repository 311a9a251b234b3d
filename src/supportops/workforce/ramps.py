"""How fast new people take over work."""

from collections.abc import Iterable
from math import fsum

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.names import collected
from supportops._kit.reals import from_zero, whole
from supportops._kit.shares import Share, ShareLike, share
from supportops.errors import InputError

__all__ = ["RampWeek", "ramp_loads", "ramp_schedule", "ramped_weeks"]


class RampWeek(Model, frozen=True, extra="forbid"):
    """One week of a new hire.

    Attributes
    ----------
    number : int
        Week since the start, from 1.
    load : share
        Part of a full agent's work.
    focus : str
    support : str
    """

    number: int
    load: Share
    focus: str
    support: str


def ramp_schedule() -> tuple[RampWeek, ...]:
    """Published ramp of a new hire, week by week.

    Examples
    --------
    >>> [week.load for week in ramp_schedule()]
    [0.0, 0.0, 0.25, 0.5, 0.75, 0.75, 1.0, 1.0]
    """
    rows = read_data("workforce", "hiring")["ramp"]["week"]
    return tuple(RampWeek(**row) for row in rows)


def ramp_loads(ramp: Iterable[ShareLike] | None = None) -> tuple[float, ...]:
    """Loads of a ramp, the published one by default; not empty.

    Parameters
    ----------
    ramp : iterable of share, optional
        Part of a full agent's work by week or month since the start. The last one stays.

    Returns
    -------
    tuple of float
        [share]

    Raises
    ------
    InputError
        For an empty ramp, or a load that is no share.
    """
    if ramp is None:
        return tuple(week.load for week in ramp_schedule())
    loads = tuple(share(load, "ramp") for load in collected(ramp, "ramp"))
    if not loads:
        raise InputError("ramp must have at least one load; got none; [1] is no ramp")
    return loads


def ramped_weeks(hires: float, *, weeks: int, ramp: Iterable[ShareLike] | None = None) -> float:
    """Full agent-weeks that new hires deliver in their first weeks.

    Parameters
    ----------
    hires : float
        People who start together [heads], zero or more.
    weeks : int
        Weeks since the start [weeks].
    ramp : iterable of share, optional
        Load of each week; the published one by default. After its end its last load stays.

    Returns
    -------
    float
        [agent-weeks]

    Raises
    ------
    InputError
        For negative numbers.

    Examples
    --------
    >>> ramped_weeks(1, weeks=8)
    4.25
    """
    loads, span = ramp_loads(ramp), whole(weeks, "weeks")
    inside = fsum(loads[:span]) + loads[-1] * max(span - len(loads), 0)
    return from_zero(hires, "hires") * inside
