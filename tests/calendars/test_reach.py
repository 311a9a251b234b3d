"""How far tables grow: as far as a question needs, and no further than something can change."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from supportops.calendars import (
    ALWAYS_OPEN,
    BusinessCalendar,
    add_business_days,
    compiled,
    difference,
    due_at,
    elapsed,
    intersection,
    next_close,
    next_open,
    union,
)
from supportops.calendars._hours import FIRST, LAST
from supportops.calendars._regimes import regimes

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def weekly(day, zone="America/New_York", **more):
    return BusinessCalendar(timezone=zone, hours={day: [("09:00", "17:00")]}, **more)


def test_calendars_without_a_common_hour_never_open_and_never_hang():
    never = intersection(weekly("mon"), weekly("tue"))
    for ask in (next_open, next_close):
        assert ask(NOW, calendar=never) is None
        assert np.isnat(ask([NOW], calendar=never)[0])
    assert due_at(NOW, "1h", calendar=never) is None
    assert due_at(NOW, "-1h", calendar=never) is None
    assert due_at(NOW, "1h", calendar=difference(weekly("mon"), ALWAYS_OPEN)) is None
    assert add_business_days(NOW, 1, calendar=never) is None
    assert add_business_days(NOW, -1, calendar=never) is None


def test_a_combination_that_opens_now_and_then_is_found():
    # Summer time alone makes the two hours meet, and only for a few weeks a year.
    early = BusinessCalendar(timezone="UTC", hours={"mon-sun": [("08:00", "08:30")]})
    paris = BusinessCalendar(timezone="Europe/Paris", hours={"mon-sun": [("10:00", "10:30")]})
    both = intersection(early, paris)
    assert next_open(NOW, calendar=both) == datetime(2026, 3, 29, 8, tzinfo=UTC)
    past = due_at(NOW, "-30m", calendar=both)
    assert past == datetime(2025, 10, 25, 8, tzinfo=UTC)
    christmas = BusinessCalendar(
        timezone="UTC", overrides={date(2040, 12, 25): [("09:00", "10:00")]}
    )
    assert due_at(NOW, "1h", calendar=intersection(ALWAYS_OPEN, christmas)) == datetime(
        2040, 12, 25, 10, tzinfo=UTC
    )
    assert due_at(NOW, "2h", calendar=intersection(ALWAYS_OPEN, christmas)) is None


def test_a_calendar_that_hardly_ever_closes():
    often = {"mon-sun": [("00:00", "24:00")]}
    once = BusinessCalendar(timezone="Europe/Paris", hours=often, holidays=[date(2090, 5, 5)])
    closes = datetime(2090, 5, 5, tzinfo=ZoneInfo("Europe/Paris"))
    assert next_close(NOW, calendar=once) == closes
    assert next_close([NOW], calendar=once)[0] == np.datetime64(
        closes.astimezone(UTC).replace(tzinfo=None)
    )
    assert next_close(closes, calendar=once) is None
    assert (
        next_close([closes], calendar=union(once, weekly("mon")))[0].astype(int)
        == np.iinfo(int).min
    )


def test_budgets_of_centuries():
    monday = weekly("mon")
    due = due_at(NOW, "200000h", calendar=monday)
    assert due.year == 2505
    assert elapsed(NOW, due, calendar=monday) == timedelta(hours=200_000)
    assert due_at(NOW, timedelta.max, calendar=monday) is None
    assert due_at(NOW, timedelta.min, calendar=monday) is None
    assert np.isnat(due_at([NOW], timedelta.max, calendar=monday)[0])
    assert add_business_days(NOW, 10**30, calendar=weekly("tue", "UTC")) is None


def test_the_ends_of_time():
    first, last = (datetime(*parts, tzinfo=UTC) for parts in ((1, 1, 4), (9999, 12, 29)))
    monday = weekly("mon")
    assert next_open(first, calendar=monday) == datetime(1, 1, 8, 13, 56, 2, tzinfo=UTC)
    assert due_at(first, "-100h", calendar=monday) is None
    assert elapsed(last, last + timedelta(hours=1), calendar=ALWAYS_OPEN) == timedelta(hours=1)
    assert next_close(last, calendar=ALWAYS_OPEN) is None
    assert due_at(last, "100h", calendar=monday) is None
    morning = [("09:00", "10:00")]
    ends = BusinessCalendar(timezone="UTC", overrides={date.min: morning, date.max: morning})
    assert due_at(NOW, "1h", calendar=ends) is None
    assert due_at(NOW, "-1h", calendar=ends) is None


@pytest.mark.parametrize(
    "name", ["Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "UTC"]
)
def test_regimes_against_asking_every_hour(name):
    start = datetime(2009, 12, 1, tzinfo=UTC)
    found = regimes(
        name, *(int(t.timestamp()) * 1_000_000 for t in (start, start + timedelta(days=1500)))
    )
    since, until, offset = np.array(found).T
    assert (since[1:] == until[:-1]).all()
    for hour in range(36_000):
        at = start + timedelta(hours=hour)
        place = np.searchsorted(since, int(at.timestamp()) * 1_000_000, side="right") - 1
        assert at.astimezone(ZoneInfo(name)).utcoffset() == timedelta(
            microseconds=int(offset[place])
        )


def test_a_century_of_rules_and_the_mean_time_before_them():
    since, _, offset = np.array(regimes("Europe/Paris", FIRST, LAST)).T
    assert offset[0] == 561_000_000  # nine minutes and 21 seconds
    assert since[1] // 31_556_952_000_000 + 1970 == 1911
    rules = ZoneInfo("Europe/Paris")
    for year in (1950, 2030, 2101, 2525, 9998):
        for month in range(1, 13):
            at = datetime(year, month, 28, 1, 30, tzinfo=UTC)
            micros = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
            known = int(offset[np.searchsorted(since, micros, side="right") - 1])
            assert at.astimezone(rules).utcoffset() == timedelta(microseconds=known)


def test_tables_grow_under_many_threads_and_leave_no_trace_in_the_model():
    office = weekly("mon-fri", "Asia/Kathmandu")
    before = pickle.dumps(office)
    starts = [NOW + timedelta(days=400 * k) for k in range(-20, 20)]
    with ThreadPoolExecutor(8) as pool:
        many = list(pool.map(lambda at: due_at(at, "100h", calendar=office), starts * 3))
    fresh = weekly("mon-fri", "Asia/Kathmandu", overrides={date(1990, 1, 1): []})
    assert many == [due_at(at, "100h", calendar=fresh) for at in starts * 3]
    assert pickle.dumps(office) == before
    assert pickle.loads(before) == office
    assert compiled(pickle.loads(before)) is compiled(office)


def test_the_cache_of_tables_is_bounded():
    for minute in range(300):
        compiled(
            BusinessCalendar(
                timezone="UTC", hours={"mon": [(f"{minute // 60:02}:{minute % 60:02}", "12:00")]}
            )
        )
    assert elapsed(NOW, NOW + timedelta(hours=1), calendar=weekly("mon", "UTC")) == timedelta(
        hours=1
    )
