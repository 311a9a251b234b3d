"""What a mean first response is made of: opening hours, the wall at opening, the queue, the rest."""

from dataclasses import dataclass
from datetime import timedelta

from supportops._kit.durations import DurationLike, duration
from supportops._kit.reals import above_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops.errors import InputError
from supportops.workforce._doors import kind_of, length, stretched, volume_of
from supportops.workforce.calendar_floors import CalendarFloor

__all__ = ["FirstResponseParts", "first_response_parts", "opening_wall"]


def opening_wall(lump: float, *, handle_time: DurationLike, agents: float) -> timedelta:
    """Mean wait, from opening on, of tickets that have gathered while it was closed.

    Parameters
    ----------
    lump : float
        Tickets that wait at opening [tickets], zero or more.
    handle_time : duration
        Mean working time on a ticket.
    agents : float
        Agents who work them off [agents], above zero.

    Returns
    -------
    timedelta
        ``lump / 2 * handle_time / agents``.

    Raises
    ------
    InputError
        For negative tickets or no agents.

    Notes
    -----
    The agents do nothing else meanwhile; tickets that come then wait behind.

    Examples
    --------
    >>> opening_wall(60, handle_time="20m", agents=5)
    datetime.timedelta(seconds=7200)
    """
    each = length(handle_time, "handle_time")
    waits = volume_of(lump, "lump") / 2 / above_zero(agents, "agents")
    return stretched(each, waits, "lump")


@dataclass(frozen=True, slots=True)
class FirstResponseParts(Result):
    """Parts of a mean first response; they sum to it.

    Attributes
    ----------
    observed : timedelta
        The mean first response in elapsed time.
    floor : timedelta
        What opening hours cause whatever the head count.
    wall : timedelta
        What the tickets that gathered while closed wait for one another.
    queue : timedelta
        What waiting in open hours causes.
    residual : timedelta
        The rest: triage, batches, cherry-picking. Below zero, the other parts are too large.
    staffing_share : float
        Part that more agents can shorten: wall and queue over the whole [share]; NaN where the
        whole is nothing.
    """

    observed: timedelta
    floor: timedelta
    wall: timedelta
    queue: timedelta
    residual: timedelta
    staffing_share: float


def first_response_parts(
    observed: DurationLike,
    *,
    floor: CalendarFloor,
    wall: DurationLike = timedelta(),
    queue_wait: DurationLike = timedelta(),
    out_of_hours: ShareLike | None = None,
) -> FirstResponseParts:
    """Calendar floor, opening wall, queue and residual of a mean first response.

    Parameters
    ----------
    observed : duration
        Mean first response in elapsed time.
    floor : CalendarFloor
        From `calendar_floor`, or from `arrivals_floor` where arrivals are known.
    wall : duration
        Mean wait at opening of a ticket that came while closed, from `opening_wall`.
    queue_wait : duration
        Mean wait of a ticket that comes while open, from `service_at`.
    out_of_hours : share, optional
        Share of tickets that come while closed; by default that of `floor`.

    Returns
    -------
    FirstResponseParts

    Raises
    ------
    InputError
        Where the calendar never opens, or a share is none.

    Notes
    -----
    With share ``s`` out of hours: floor ``s * mean wait to the next opening``, wall ``s * wall``,
    queue ``(1 - s) * queue_wait``, and the rest.

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar
    >>> from supportops.workforce import calendar_floor
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> parts = first_response_parts("4h12m", floor=calendar_floor(office), out_of_hours="20%")
    >>> str(parts.floor), str(parts.residual)
    ('4:00:00', '0:12:00')
    """
    whole = duration(observed, "observed")
    kind_of(floor, "floor", CalendarFloor, "calendar_floor gives one")
    if floor.mean_wait_when_closed is None:
        raise InputError(
            "floor must have a mean wait when closed; got None: nothing arrived, or some of it meets "
            "no opening"
        )
    outside = floor.closed_share if out_of_hours is None else share(out_of_hours, "out_of_hours")
    base = floor.mean_wait_when_closed * outside
    lump = duration(wall, "wall") * outside
    inside = duration(queue_wait, "queue_wait") * (1.0 - outside)
    return FirstResponseParts(
        observed=whole,
        floor=base,
        wall=lump,
        queue=inside,
        residual=whole - base - lump - inside,
        staffing_share=(lump + inside) / whole if whole else float("nan"),
    )
