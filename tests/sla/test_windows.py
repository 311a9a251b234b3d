"""Windows of contracts: civil months in zones, fiscal quarters, rolling days."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import sla
from supportops.errors import InputError

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        ("2024-03-31", "America/New_York", 743),
        ("2024-11-01", "America/New_York", 721),
        ("2024-10-27", "Europe/London", 745),
        ("2024-02-29", "UTC", 696),
        ("2011-12-05", "Pacific/Apia", 30 * 24),  # the thirtieth never was
        ("2024-04-01", "Australia/Lord_Howe", 720.5),
    ],
)
def test_months_have_the_hours_that_the_zone_gives_them(day, zone, hours):
    month = sla.calendar_month(day, timezone=zone)
    assert month.length / HOUR == hours
    assert (month.start.hour, month.start.day) == (0, 1)
    assert month.label == day[:7]


def test_a_month_that_begins_inside_a_gap_begins_at_the_jump():
    # On 1 October 1967 clocks in Asuncion, and on 1 May 1994 elsewhere, may skip midnight;
    # Cairo skipped it on 1 May 1940-ish, so take one that the data base surely has.
    place = "America/Sao_Paulo"
    found = sla.calendar_month("1963-12-10", timezone=place)  # the jump came on 9 December
    assert found.start == datetime(1963, 12, 1, tzinfo=ZoneInfo(place))
    skipped = sla.rolling_days("2017-10-15", timezone=place, days=1)  # 00:00 became 01:00
    assert skipped.start.isoformat() == "2017-10-15T01:00:00-02:00"
    assert skipped.length == 23 * HOUR


def test_a_midnight_that_comes_twice_begins_the_day_the_first_time():
    day = sla.rolling_days("2024-11-03", timezone="America/Havana", days=1)
    assert day.length == 25 * HOUR
    assert day.start.isoformat() == "2024-11-03T00:00:00-04:00"
    assert day.start in day
    second = datetime(2024, 11, 3, 0, 30, tzinfo=ZoneInfo("America/Havana"), fold=1)
    assert second in day
    assert day.end not in day


@pytest.mark.parametrize(
    ("day", "starts", "label"),
    [
        ("2026-01-31", 1, "2026-01 to 2026-03"),
        ("2026-12-31", 1, "2026-10 to 2026-12"),
        ("2026-01-15", 2, "2025-11 to 2026-01"),
        ("2026-02-01", 2, "2026-02 to 2026-04"),
        ("2026-03-31", 4, "2026-01 to 2026-03"),
        ("2026-04-01", 4, "2026-04 to 2026-06"),
        ("2026-12-01", 12, "2026-12 to 2027-02"),
    ],
)
def test_fiscal_quarters(day, starts, label):
    assert str(sla.fiscal_quarter(day, timezone="UTC", year_starts=starts)) == label


def test_rolling_days_end_with_the_last_day():
    year = sla.rolling_days(date(2024, 12, 31), timezone="Europe/Paris")
    assert (year.start.date(), year.end.date()) == (date(2024, 1, 2), date(2025, 1, 1))
    assert year.length == timedelta(days=365)
    assert str(year) == "365 days to 2024-12-31"


@settings(max_examples=40, deadline=None)
@given(
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.integers(0, 800),
    st.sampled_from(
        ["UTC", "America/New_York", "Pacific/Apia", "Asia/Kolkata", "Africa/Casablanca"]
    ),
    st.integers(1, 12),
)
def test_series_of_windows_tile_the_time(first, more, zone, starts):
    last = first + timedelta(days=more)
    for windows in (
        sla.calendar_months(first, last, timezone=zone),
        sla.fiscal_quarters(first, last, timezone=zone, year_starts=starts),
    ):
        for one, other in pairwise(windows):
            assert one.end == other.start
        assert windows[0].start.date() <= first
        assert windows[-1].end.date() > last
        assert windows[-1].start.date() <= last


def test_a_window_of_ones_own():
    start = datetime(2026, 3, 1, tzinfo=UTC)
    assert sla.window(start, start + HOUR, label="drill").label == "drill"
    found = sla.window(start, start + HOUR)
    assert found.label == "2026-03-01T00:00:00+00:00 to 2026-03-01T01:00:00+00:00"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sla.window(datetime(2026, 3, 1), datetime(2026, 4, 1)), "start must be timezone-aware"),
        (lambda: sla.window(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)), "end must lie after start"),
        (lambda: sla.calendar_month("March", timezone="UTC"), "day must be a date such as"),
        (lambda: sla.calendar_month(datetime(2026, 3, 1), timezone="UTC"), "day must be a date such as"),
        (lambda: sla.calendar_month("2026-03-01", timezone="Mars"), "timezone must be a zone"),
        (lambda: sla.calendar_month("9999-12-01", timezone="UTC"), "within the years 1 to 9999"),
        (lambda: sla.fiscal_quarter("2026-03-01", timezone="UTC", year_starts=13), "year_starts must be a month from 1 to 12; got 13"),
        (lambda: sla.rolling_days("2026-03-01", timezone="UTC", days=0), "days must be one or more; got 0"),
        (lambda: sla.rolling_days("2026-03-01", timezone="UTC", days=10**7), "within the years 1 to 9999"),
        (lambda: sla.calendar_months("2026-03-01", "2026-02-01", timezone="UTC"), "last must not lie before first"),
    ],
)  # fmt: skip
def test_bad_windows(call, message):
    with pytest.raises(InputError, match=message):
        call()
