from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from supportops.calendars import ALWAYS_OPEN, BusinessCalendar, next_open
from supportops.errors import InputError
from supportops.workforce import arrivals_floor, calendar_floor, gaps_floor

OFFICE = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})


def test_an_office_week_makes_twenty_hours():
    floor = calendar_floor(OFFICE)
    assert floor.closed_share == pytest.approx(128 / 168)
    assert floor.mean_wait_when_closed == timedelta(hours=20)
    assert floor.floor / timedelta(hours=1) == pytest.approx(20 * 128 / 168)
    assert floor.share_that_explains(timedelta(hours=4.2)) == pytest.approx(0.21)


@pytest.mark.parametrize(
    "start", [datetime(2026, 3, 4, 3, tzinfo=UTC), datetime(2026, 3, 7, 12, tzinfo=UTC)]
)
def test_the_week_may_begin_anywhere(start):
    assert calendar_floor(OFFICE, week_of=start) == calendar_floor(OFFICE)


def test_minute_by_minute():
    calendar = BusinessCalendar(
        timezone="UTC",
        hours={"mon-wed": [("08:30", "12:00"), ("13:00", "18:00")], "sat": [("22:00", "24:00")]},
    )
    week = [False] * (7 * 24 * 60)
    for day in range(3):
        for opens, closes in ((8 * 60 + 30, 720), (780, 1080)):
            week[day * 1440 + opens : day * 1440 + closes] = [True] * (closes - opens)
    week[5 * 1440 + 1320 : 6 * 1440] = [True] * 120
    waits = []
    for start, is_open in enumerate(week):
        if not is_open:
            waits.append(next(k for k in range(len(week)) if week[(start + k) % len(week)]))
    floor = calendar_floor(calendar)
    # Arrivals stand in the middle of their minute.
    assert floor.mean_wait_when_closed / timedelta(minutes=1) == pytest.approx(
        sum(w - 0.5 for w in waits) / len(waits)
    )
    assert floor.closed_share == pytest.approx(len(waits) / len(week))


def test_what_never_closes_explains_nothing():
    floor = calendar_floor(ALWAYS_OPEN)
    assert (floor.closed_share, floor.floor) == (0, timedelta())
    assert floor.share_that_explains(timedelta(hours=4)) is None


def test_what_never_opens_is_waited_for_without_end():
    floor = calendar_floor(BusinessCalendar(timezone="UTC", hours={}))
    assert (floor.closed_share, floor.mean_wait_when_closed, floor.floor) == (1, None, None)
    assert floor.share_that_explains(timedelta(hours=4)) is None


def test_the_week_says_its_zone():
    with pytest.raises(InputError, match="week_of must be timezone-aware"):
        calendar_floor(OFFICE, week_of=datetime(2026, 3, 4))


def test_a_shift_may_end_before_closing():
    late = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "18:00")]})
    assert calendar_floor(late, staffed="8h") == calendar_floor(OFFICE)
    with pytest.raises(InputError, match="staffed must be above zero; got '0h'"):
        calendar_floor(late, staffed="0h")


def test_gaps_alone():
    office = gaps_floor(["16h"] * 4 + ["64h"], cycle="168h")
    assert office == calendar_floor(OFFICE)
    assert gaps_floor([], cycle="24h") == calendar_floor(ALWAYS_OPEN)
    assert gaps_floor(["24h"], cycle="24h").floor is None
    with pytest.raises(InputError, match="gaps must sum to at most cycle; got 1 day, 1:00:00 of 1"):
        gaps_floor(["25h"], cycle="24h")


def hourly(values, start="2026-03-02"):
    return pd.Series(values, pd.date_range(start, periods=len(values), freq="h", tz="UTC"))


def test_even_arrivals_have_the_floor_of_the_calendar():
    even = arrivals_floor(hourly([3.0] * 168), calendar=OFFICE)
    plain = calendar_floor(OFFICE)
    assert even.closed_share == pytest.approx(plain.closed_share)
    assert even.floor / timedelta(hours=1) == pytest.approx(plain.floor / timedelta(hours=1))


def test_arrivals_minute_by_minute():
    calendar = BusinessCalendar(
        timezone="UTC", hours={"mon-fri": [("09:15", "12:40"), ("13:05", "17:00")]}
    )
    volumes = [(7 * k) % 11 for k in range(60)]
    found = arrivals_floor(hourly(volumes), calendar=calendar)
    start = datetime(2026, 3, 2, tzinfo=UTC)
    moments = [start + timedelta(minutes=m, seconds=30) for m in range(60 * 60)]
    waits = [next_open(at, calendar=calendar) - at for at in moments]
    weight = [volumes[m // 60] / 60 for m in range(60 * 60)]
    mean = sum(w / timedelta(seconds=1) * v for w, v in zip(waits, weight, strict=True)) / sum(
        weight
    )
    assert found.floor.total_seconds() == pytest.approx(mean, abs=1)
    shut = sum(v for w, v in zip(waits, weight, strict=True) if w) / sum(weight)
    assert found.closed_share == pytest.approx(shut)


def test_arrivals_at_the_edges():
    empty = arrivals_floor(hourly([0.0, 0.0]), calendar=OFFICE)
    assert (empty.closed_share != empty.closed_share, empty.floor) == (True, None)
    never = arrivals_floor(hourly([1.0, 1.0]), calendar=BusinessCalendar(timezone="UTC"))
    assert (never.closed_share, never.floor) == (1, None)
    assert arrivals_floor(hourly([1.0, 1.0]), calendar=ALWAYS_OPEN).floor == timedelta()
    with pytest.raises(InputError, match="volumes must have an index of instants; got none"):
        arrivals_floor(pd.Series([1.0]), calendar=OFFICE)
