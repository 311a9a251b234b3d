"""The wait that opening hours alone cause, whatever the head count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import fsum

from supportops._kit.durations import DurationLike, duration
from supportops._kit.instants import instant
from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.calendars import Calendar, open_spans
from supportops.errors import InputError
from supportops.workforce._doors import length

__all__ = ["CalendarFloor", "calendar_floor", "gaps_floor"]

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class CalendarFloor(Result):
    """What opening hours do to the first response.

    Attributes
    ----------
    closed_share : float
        Share of the week that is closed, or of the tickets that come while it is.
    mean_wait_when_closed : timedelta or None
        Mean time to the next opening for a ticket that comes while closed; zero where nothing
        is ever closed, None where nothing ever opens.
    floor : timedelta or None
        Mean first response that no head count can beat, for tickets that arrive evenly.
    """

    closed_share: float
    mean_wait_when_closed: timedelta | None
    floor: timedelta | None

    def share_that_explains(self, mean: DurationLike) -> float | None:
        """Share of tickets outside hours that alone gives this mean.

        More than 1 cannot be explained by opening hours; None where nothing is ever closed, or
        nothing ever opens.
        """
        given = duration(mean, "mean")
        return given / self.mean_wait_when_closed if self.mean_wait_when_closed else None


def calendar_floor(
    calendar: Calendar,
    *,
    staffed: DurationLike | None = None,
    week_of: datetime | None = None,
) -> CalendarFloor:
    """Mean wait that the opening hours of one week cause by themselves.

    Parameters
    ----------
    calendar : calendar
        Opening hours; holidays count if they fall into the week.
    staffed : duration, optional
        How long somebody is there after each opening; until closing by default. One shift of
        eight hours in a day of nine leaves the last hour empty.
    week_of : datetime, optional
        An aware instant; the seven days that begin with it are looked at, and repeated. By
        default an arbitrary week without a change of clocks.

    Returns
    -------
    CalendarFloor

    Raises
    ------
    InputError
        If `staffed` is not above zero, or given where the calendar never closes.

    Notes
    -----
    With closed gaps ``G``, tickets that arrive evenly within a gap wait
    ``sum(G**2) / (2 * sum(G))`` for the next opening; over the whole week the floor is that
    times the closed share.

    Examples
    --------
    >>> from supportops.calendars import BusinessCalendar
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> floor = calendar_floor(office)
    >>> floor.mean_wait_when_closed, floor.share_that_explains(timedelta(hours=4.2))
    (datetime.timedelta(seconds=72000), 0.21)
    """
    start = datetime(2024, 1, 15, tzinfo=UTC) if week_of is None else instant(week_of, "week_of")
    longest = None if staffed is None else duration(staffed, "staffed")
    if longest is not None and longest <= timedelta():
        raise InputError(f"staffed must be above zero; got {shown(staffed)}")
    spans = list(open_spans(start, start + _WEEK, calendar=calendar))
    if longest is not None and spans:
        spans = _staffed(spans, start, longest)
    gaps, end = [], start
    for opens, closes in spans:
        gaps.append(opens - end)
        end = closes
    # The week repeats: what is closed at its end goes on at its beginning.
    gaps = [start + _WEEK - end + gaps[0], *gaps[1:]] if gaps else []
    return _of_gaps(gaps, _WEEK)


def _staffed(
    spans: list[tuple[datetime, datetime]], start: datetime, longest: timedelta
) -> list[tuple[datetime, datetime]]:
    """The part of each opening in which somebody is there."""
    if spans == [(start, start + _WEEK)]:
        raise InputError(
            "staffed must be left out where the calendar never closes; got a week without an "
            "opening; give the hours of each shift as opening hours"
        )
    there = [(opens, min(closes, opens + longest)) for opens, closes in spans]
    if spans[0][0] == start and spans[-1][1] == start + _WEEK:
        # The week begins within an opening: it is that with which the week ends.
        there[0] = (start, min(spans[0][1], spans[-1][0] - _WEEK + longest))
    return [span for span in there if span[1] > span[0]]


def _of_gaps(gaps: list[timedelta], cycle: timedelta) -> CalendarFloor:
    if not gaps:
        return CalendarFloor(1.0, None, None)
    closed = sum(gaps, timedelta())
    hours = [gap / timedelta(hours=1) for gap in gaps]
    wait = (
        timedelta(hours=fsum(h * h for h in hours) / (2 * fsum(hours))) if closed else timedelta()
    )
    return CalendarFloor(closed / cycle, wait, wait * (closed / cycle))


def gaps_floor(gaps: Iterable[DurationLike], *, cycle: DurationLike) -> CalendarFloor:
    """Mean wait that closed gaps cause by themselves, for tickets that arrive evenly.

    Parameters
    ----------
    gaps : iterable of duration
        Closed stretches of a cycle; none at all is never closed.
    cycle : duration
        After how long they repeat, at least their sum.

    Returns
    -------
    CalendarFloor

    Raises
    ------
    InputError
        For gaps that are longer than the cycle.

    Examples
    --------
    Twelve hours open, twelve closed, every day:

    >>> gaps_floor(["12h"], cycle="24h").mean_wait_when_closed
    datetime.timedelta(seconds=21600)
    """
    spans = [length(gap, "gaps", zero=True) for gap in collected(gaps, "gaps")]
    turn = length(cycle, "cycle")
    closed = sum(spans, timedelta())
    if closed > turn:
        raise InputError(f"gaps must sum to at most cycle; got {closed} of {turn}")
    if closed == turn:
        return CalendarFloor(1.0, None, None)
    return _of_gaps(spans or [timedelta()], turn)
