"""The wait that opening hours alone cause, whatever the head count."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from supportops._kit.results import Result
from supportops.calendars import BusinessCalendar, open_spans

__all__ = ["CalendarFloor", "calendar_floor"]

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class CalendarFloor(Result):
    """What opening hours do to the first response.

    Attributes
    ----------
    closed_share : float
        Share of the week that is closed.
    mean_wait_when_closed : timedelta
        Mean time to the next opening for a ticket that comes while closed; zero where nothing
        is ever closed.
    floor : timedelta
        Mean first response that no head count can beat, for tickets that arrive evenly.
    """

    closed_share: float
    mean_wait_when_closed: timedelta
    floor: timedelta

    def share_that_explains(self, mean: timedelta) -> float | None:
        """Share of tickets outside hours that alone gives this mean; None where nothing is closed.

        More than 1 cannot be explained by opening hours.
        """
        return mean / self.mean_wait_when_closed if self.mean_wait_when_closed else None


def calendar_floor(calendar: BusinessCalendar, *, week_of: datetime | None = None) -> CalendarFloor:
    """Mean wait that the opening hours of one week cause by themselves.

    Parameters
    ----------
    calendar : BusinessCalendar
        Opening hours; holidays count if they fall into the week.
    week_of : datetime, optional
        An aware instant; the seven days that begin with it are looked at, and repeated. By
        default an arbitrary week without a change of clocks.

    Returns
    -------
    CalendarFloor

    Notes
    -----
    With closed gaps ``G``, tickets that arrive evenly within a gap wait
    ``sum(G**2) / (2 * sum(G))`` for the next opening; over the whole week the floor is that
    times the closed share.

    Examples
    --------
    >>> office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    >>> floor = calendar_floor(office)
    >>> floor.mean_wait_when_closed, floor.share_that_explains(timedelta(hours=4.2))
    (datetime.timedelta(seconds=72000), 0.21)
    """
    start = week_of or datetime(2024, 1, 15, tzinfo=UTC)
    spans = open_spans(start, start + _WEEK, calendar=calendar)
    gaps, end = [], None
    for opens, closes in spans:
        gaps.append(opens - (end or start))
        end = closes
    # The week repeats: what is closed at its end goes on at its beginning.
    gaps = [(start + _WEEK - end) + gaps[0], *gaps[1:]] if end else [_WEEK]
    closed = sum(gaps, timedelta())
    if not closed or end is None:
        never = end is None
        return CalendarFloor(
            float(never), timedelta.max if never else closed, timedelta.max if never else closed
        )
    hours = [gap / timedelta(hours=1) for gap in gaps]
    wait = timedelta(hours=sum(h * h for h in hours) / (2 * sum(hours)))
    return CalendarFloor(closed / _WEEK, wait, wait * (closed / _WEEK))
