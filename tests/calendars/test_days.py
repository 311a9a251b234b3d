from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.calendars import (
    ALWAYS_OPEN,
    BusinessCalendar,
    add_business_days,
    business_day,
    business_days_between,
    next_business_day,
)
from supportops.errors import InputError

NY = ZoneInfo("America/New_York")
OFFICE = BusinessCalendar(
    timezone="America/New_York",
    hours={"mon-thu": [("09:00", "12:00"), ("13:00", "18:00")], "fri": [("09:00", "15:00")]},
    holidays=[date(2026, 5, 25)],
)
NEVER = BusinessCalendar(timezone="UTC", overrides={date(2026, 5, 4): [("09:00", "12:00")]})


def at(*parts):
    return datetime(*parts, tzinfo=NY)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (at(2026, 5, 21, 16), 1, at(2026, 5, 22, 15)),  # Friday closes earlier
        (at(2026, 5, 21, 11), 1, at(2026, 5, 22, 11)),
        (at(2026, 5, 22, 11), 1, at(2026, 5, 26, 11)),  # over the weekend and a holiday
        (at(2026, 5, 23, 11), 1, at(2026, 5, 26, 11)),
        (at(2026, 5, 21, 7), 3, at(2026, 5, 27, 7)),
        (at(2026, 5, 26, 11), -1, at(2026, 5, 22, 11)),
        (at(2026, 5, 23, 11), -1, at(2026, 5, 22, 11)),
        (at(2026, 5, 21, 16), 0, at(2026, 5, 21, 16)),
        (at(2026, 5, 20, 12, 30), 1, at(2026, 5, 21, 12, 30)),
    ],
)  # fmt: skip
def test_same_wall_time_some_business_days_later(start, days, due):
    assert add_business_days(start, days, calendar=OFFICE) == due


def test_next_business_day_is_its_close():
    assert next_business_day(at(2026, 5, 21, 8), calendar=OFFICE) == at(2026, 5, 22, 15)
    assert next_business_day(at(2026, 5, 22, 8), calendar=OFFICE) == at(2026, 5, 26, 18)
    always = next_business_day(at(2026, 5, 22, 8), calendar=ALWAYS_OPEN)
    assert always == datetime(2026, 5, 24, tzinfo=UTC)


def test_a_wall_time_that_the_clocks_skip():
    night = BusinessCalendar(timezone="America/New_York", hours={"mon-sun": [("00:00", "24:00")]})
    start = at(2026, 3, 7, 2, 30)
    assert add_business_days(start, 1, calendar=night) == at(2026, 3, 8, 3)


def test_far_away_days_and_days_that_never_come():
    far = add_business_days(at(2026, 5, 21, 11), 5000, calendar=OFFICE)
    assert business_days_between(at(2026, 5, 21, 11), far, calendar=OFFICE) == 5000
    assert add_business_days(at(2026, 1, 1), 1, calendar=NEVER) == datetime(
        2026, 5, 4, 5, tzinfo=UTC
    )
    for ask in (
        lambda: add_business_days(at(2026, 1, 1), 2, calendar=NEVER),
        lambda: add_business_days(at(2026, 1, 1), -1, calendar=NEVER),
        lambda: next_business_day(at(2026, 6, 1), calendar=NEVER),
    ):
        assert ask() is None


@given(st.integers(0, 700), st.integers(-60, 60))
def test_counting_days_by_walking(offset, length):
    start = date(2025, 6, 1) + timedelta(days=offset)
    end = start + timedelta(days=length)

    def is_business(day):
        return day.weekday() < 5 and day not in OFFICE.holidays

    low, high = sorted((start, end))
    days = sum(is_business(low + timedelta(days=k)) for k in range((high - low).days))
    noon = [datetime(d.year, d.month, d.day, 12, tzinfo=NY) for d in (start, end)]
    assert business_days_between(*noon, calendar=OFFICE) == (days if end >= start else -days)


def test_kinds():
    starts = pd.Series([pd.Timestamp(at(2026, 5, 22, 11)), pd.NaT], index=["a", "b"])
    due = add_business_days(starts, 1, calendar=[OFFICE, OFFICE])
    assert str(due["a"]) == "2026-05-26 11:00:00-04:00"
    assert due["b"] is pd.NaT
    counts = business_days_between(starts, at(2026, 5, 27), calendar=OFFICE)
    assert counts["a"] == 2
    assert np.isnan(counts["b"])
    array = business_days_between([at(2026, 5, 22)], [at(2026, 5, 27)], calendar=[OFFICE])
    assert array.tolist() == [2.0]
    assert business_days_between(pd.NaT, at(2026, 5, 27), calendar=OFFICE) is None
    assert np.isnat(next_business_day(np.array(["NaT"], dtype="M8[us]"), calendar=OFFICE)[0])
    nothing = np.array([], dtype="M8[us]")
    assert business_days_between(nothing, nothing, calendar=OFFICE).size == 0
    assert business_days_between(at(2026, 5, 22), starts, calendar=OFFICE).index.tolist() == [
        "a",
        "b",
    ]


def test_bad_input_says_what_is_wrong():
    with pytest.raises(InputError, match=r"days must be a whole number; got 1\.5"):
        add_business_days(at(2026, 5, 22), 1.5, calendar=OFFICE)
    with pytest.raises(
        InputError, match=r"start and end must be of one shape; got start \(2,\) and end \(3,\)"
    ):
        business_days_between([at(2026, 5, 22)] * 2, [at(2026, 5, 22)] * 3, calendar=OFFICE)
    one, two = pd.Series([at(2026, 5, 22)]), pd.Series([at(2026, 5, 22)], index=[9])
    with pytest.raises(InputError, match="end must have the index of start"):
        business_days_between(one, two, calendar=OFFICE)


def test_the_business_day_that_a_plan_falls_on():
    holiday = next(iter(OFFICE.holidays))
    assert business_day(date(2026, 5, 22), calendar=OFFICE) == date(2026, 5, 22)
    assert business_day(date(2026, 5, 23), calendar=OFFICE) == date(2026, 5, 26)
    assert business_day(holiday, calendar=OFFICE) > holiday
    night = BusinessCalendar(timezone="UTC", hours={"fri": [("22:00", "02:00")]})
    assert business_day(date(2026, 1, 31), calendar=night) == date(2026, 1, 31)
    never = BusinessCalendar(timezone="UTC", hours={})
    assert business_day(date(2026, 1, 31), calendar=never) is None
    for day in ("2026-01-31", at(2026, 5, 22), date.min):
        with pytest.raises(InputError, match="day must be a date without a time"):
            business_day(day, calendar=OFFICE)
