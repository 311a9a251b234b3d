"""Opening hours as plans read them: in a phrase, and as an ordinary week."""

from datetime import datetime, timedelta

from supportops import workforce
from supportops._kit.durations import duration_text
from supportops._kit.instants import zone
from supportops.calendars import BusinessCalendar, open_seconds_per_week, open_spans
from supportops.design.profile import TeamProfile

__all__ = [
    "A_MONDAY",
    "always_open",
    "always_there",
    "business_day",
    "describe_hours",
    "ordinary_week",
    "week_spans",
    "without_dates",
]

#: Midnight of a week of its own, in any zone.
A_MONDAY = datetime(2024, 1, 15)  # noqa: DTZ001  a wall clock


def describe_hours(calendar: BusinessCalendar) -> str:
    """Opening hours of a calendar in a phrase."""
    length = timedelta(seconds=open_seconds_per_week(calendar))
    days = "; ".join(
        f"{day} {', '.join('–'.join(span) for span in spans)}"
        for day, spans in calendar.to_dict()["hours"].items()
    )
    return f"{days or 'never'} ({calendar.timezone}, {duration_text(length)} a week)"


def always_open(profile: TeamProfile) -> bool:
    """Whether an ordinary week has no closed hour, so that somebody is always at work."""
    return not workforce.calendar_floor(ordinary_week(profile)).closed_share


def always_there(profile: TeamProfile, at_work: float) -> bool:
    """Whether an ordinary week has no closed hour, and the agents at work fill a seat in each."""
    return always_open(profile) and at_work >= 1


def ordinary_week(profile: TeamProfile) -> BusinessCalendar:
    """Business hours of a week without holidays."""
    return without_dates(profile.assumed.business_hours.value)


def without_dates(calendar: BusinessCalendar) -> BusinessCalendar:
    """Calendar of its weeks alone: a date of its own says nothing of the others."""
    return calendar.model_copy(update={"holidays": frozenset(), "overrides": {}})


def business_day(profile: TeamProfile) -> timedelta:
    """Mean length of an open day of an ordinary week."""
    spans = week_spans(ordinary_week(profile))
    days = [A_MONDAY + timedelta(days=place) for place in range(7)]
    is_open = [
        any(opens < day + timedelta(days=1) and closes > day for opens, closes in spans)
        for day in days
    ]
    return sum((closes - opens for opens, closes in spans), timedelta()) / sum(is_open)


def week_spans(calendar: BusinessCalendar) -> list[tuple[datetime, datetime]]:
    """Open spans of an ordinary week, on the wall clock."""
    monday = A_MONDAY.replace(tzinfo=zone(calendar.timezone))
    return [
        tuple(end.astimezone(monday.tzinfo).replace(tzinfo=None) for end in span)  # type: ignore[misc]  # a pair
        for span in open_spans(monday, monday + timedelta(weeks=1), calendar=calendar)
    ]
