from datetime import UTC, datetime, timedelta

import pytest

from supportops.calendars import ALWAYS_OPEN, BusinessCalendar
from supportops.errors import InputError
from supportops.workforce import calendar_floor

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


def test_a_shift_may_end_before_closing():
    late = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "18:00")]})
    assert calendar_floor(late, staffed="8h") == calendar_floor(OFFICE)
    with pytest.raises(InputError, match="staffed must be above zero; got '0h'"):
        calendar_floor(late, staffed="0h")
