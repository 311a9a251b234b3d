"""The slow, obvious oracle: walk minute by minute and look at the wall clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from supportops.calendars import BusinessCalendar

# Zones chosen for trouble: half-hour and two-hour changes, skipped days, changes at midnight,
# odd offsets, Ramadan, zones that gave clock changes up or took them on.
ZONES = [
    "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "Africa/Juba", "Africa/Khartoum",
    "Africa/Sao_Tome", "Africa/Windhoek", "America/Araguaina", "America/Asuncion",
    "America/Caracas", "America/Godthab", "America/Havana", "America/Mexico_City",
    "America/New_York", "America/Phoenix", "America/Santiago", "America/Sao_Paulo",
    "America/Scoresbysund", "America/St_Johns", "Antarctica/Casey", "Antarctica/Macquarie",
    "Antarctica/Troll", "Asia/Amman", "Asia/Beirut", "Asia/Damascus", "Asia/Gaza",
    "Asia/Kathmandu", "Asia/Kolkata", "Asia/Pyongyang", "Asia/Tehran", "Asia/Tokyo",
    "Atlantic/Azores", "Australia/Adelaide", "Australia/Eucla", "Australia/Lord_Howe",
    "Australia/Sydney", "Europe/Dublin", "Europe/Istanbul", "Europe/London", "Europe/Moscow",
    "Europe/Volgograd", "Pacific/Apia", "Pacific/Chatham", "Pacific/Fakaofo", "Pacific/Fiji",
    "Pacific/Kiritimati", "Pacific/Marquesas", "Pacific/Norfolk", "Pacific/Tongatapu", "UTC",
]  # fmt: skip
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Instants (UTC) around which something happened to a clock somewhere.
MOMENTS = [
    datetime(2011, 12, 30, 10, tzinfo=UTC), datetime(2018, 2, 18, 2, tzinfo=UTC),
    datetime(2018, 11, 4, 3, tzinfo=UTC), datetime(2024, 3, 10, 7, tzinfo=UTC),
    datetime(2024, 11, 3, 6, tzinfo=UTC), datetime(2024, 3, 31, 1, tzinfo=UTC),
    datetime(2024, 10, 27, 1, tzinfo=UTC), datetime(2024, 4, 6, 15, tzinfo=UTC),
    datetime(2024, 10, 5, 15, 30, tzinfo=UTC), datetime(2016, 5, 1, 7, tzinfo=UTC),
    datetime(2015, 8, 14, 15, tzinfo=UTC), datetime(2023, 4, 23, 2, tzinfo=UTC),
]  # fmt: skip


def minutes(text):
    return int(text[:2]) * 60 + int(text[3:5])


def is_open(calendar, at):
    """Wall-clock membership, read off the definition."""
    local = at.astimezone(ZoneInfo(calendar.timezone))
    today, minute = local.date(), local.hour * 60 + local.minute
    yesterday = today - timedelta(days=1)

    def special(day):
        return day in calendar.overrides or day in calendar.holidays

    def weekly(day):
        return calendar.hours.get(DAYS[day.weekday()], ())

    def own(spans):
        return any(
            minutes(a) <= minute < (minutes(b) if minutes(b) > minutes(a) else 1440)
            for a, b in spans
        )

    def tail(spans):
        return any(minutes(b) <= minutes(a) and minute < minutes(b) for a, b in spans)

    shifts_of = lambda day: calendar.overrides.get(day, ()) if special(day) else weekly(day)  # noqa: E731
    if calendar.holiday_scope == "shift":
        return own(shifts_of(today)) or tail(shifts_of(yesterday))
    if special(today):
        return own(calendar.overrides.get(today, ()))
    return (
        own(weekly(today)) or tail(weekly(yesterday)) or tail(calendar.overrides.get(yesterday, ()))
    )


@st.composite
def calendars(draw, near):
    def interval():
        opens = draw(st.integers(0, 1439))
        closes = draw(st.integers(0, 1440).filter(lambda c: c != opens))
        return tuple(f"{m // 60:02}:{m % 60:02}" for m in (opens, closes))

    def spans(most):
        return tuple(interval() for _ in range(draw(st.integers(0, most))))

    day = near.date()
    dates = st.integers(-4, 6).map(lambda n: day + timedelta(days=n))
    return BusinessCalendar(
        timezone=draw(st.sampled_from(ZONES)),
        hours={name: spans(2) for name in DAYS},
        holidays=draw(st.frozensets(dates, max_size=2)),
        overrides={d: spans(2) for d in draw(st.frozensets(dates, max_size=2))},
        holiday_scope=draw(st.sampled_from(["date", "shift"])),
    )


@st.composite
def cases(draw):
    """A calendar, an instant near trouble, and a number of minutes."""
    near = draw(st.sampled_from(MOMENTS))
    start = near + timedelta(minutes=draw(st.integers(-3000, 1000)))
    return draw(calendars(near)), start, draw(st.integers(0, 2000))


def holidays_of(*texts):
    return frozenset(map(date.fromisoformat, texts))
