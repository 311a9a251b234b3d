from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import metrics
from supportops.errors import InputError

BERLIN = ZoneInfo("Europe/Berlin")


def starts(first, last, period, **more):
    found = metrics.period_starts(first, last, period, **more)
    return [s.isoformat() for s in found]


def test_days_across_a_change_of_clocks():
    found = metrics.period_starts(
        datetime(2026, 3, 28, 12, tzinfo=BERLIN),
        datetime(2026, 3, 30, 1, tzinfo=BERLIN),
        "day",
        timezone="Europe/Berlin",
    )
    lengths = [b.astimezone(UTC) - a.astimezone(UTC) for a, b in pairwise(found)]
    assert lengths == [timedelta(hours=24), timedelta(hours=23)]


def test_weeks_start_where_one_says():
    at = datetime(2026, 3, 4, tzinfo=UTC)
    assert starts(at, at, "week") == ["2026-03-02T00:00:00+00:00"]
    assert starts(at, at, "week", week_starts="sunday") == ["2026-03-01T00:00:00+00:00"]
    assert starts(at, at, "week", week_starts="wednesday") == ["2026-03-04T00:00:00+00:00"]


def test_months_quarters_and_years():
    first, last = datetime(2025, 12, 31, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    assert len(starts(first, last, "month")) == 6
    assert [s[:10] for s in starts(first, last, "quarter")] == [
        "2025-10-01",
        "2026-01-01",
        "2026-04-01",
    ]
    assert [s[:10] for s in starts(first, last, "quarter", year_starts=2)] == [
        "2025-11-01",
        "2026-02-01",
        "2026-05-01",
    ]
    assert [s[:10] for s in starts(first, last, "year", year_starts=4)] == [
        "2025-04-01",
        "2026-04-01",
    ]


def test_a_day_without_midnight_starts_at_its_first_instant():
    place = "America/Santiago"
    at = datetime(2026, 9, 6, 12, tzinfo=ZoneInfo(place))
    (found,) = metrics.period_starts(at, at, "day", timezone=place)
    assert found.hour == 1


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)),
    st.integers(0, 400),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
    st.integers(1, 12),
)
def test_periods_hold_what_they_are_asked_for(first, days, period, year_starts):
    first = first.replace(tzinfo=UTC)
    last = first + timedelta(days=days)
    found = metrics.period_starts(first, last, period, year_starts=year_starts)
    assert found[0] <= first
    assert found[-1] <= last
    assert list(found) == sorted(set(found))
    if len(found) > 1:
        assert found[1] > first


NOW = datetime(2026, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.period_starts(NOW, NOW, "fortnight"), "period must be day, week, month"),
        (lambda: metrics.period_starts(NOW, NOW, "week", week_starts="mon"), "week_starts must be"),
        (
            lambda: metrics.period_starts(NOW, NOW, "year", year_starts=0),
            "year_starts must be a month",
        ),
        (
            lambda: metrics.period_starts(NOW, NOW, "year", year_starts="4"),
            "year_starts must be a month",
        ),
        (
            lambda: metrics.period_starts(NOW, NOW, "day", timezone="Mars"),
            "timezone must be a zone",
        ),
        (lambda: metrics.period_starts(datetime(2026, 1, 1), NOW, "day"), "first must be an aware"),
        (lambda: metrics.period_starts(NOW, "2026", "day"), "last must be an aware datetime"),
        (lambda: metrics.period_starts(NOW, NOW - timedelta(1), "day"), "last must not lie before"),
    ],
)
def test_bad_periods_are_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
