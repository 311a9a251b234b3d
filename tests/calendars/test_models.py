from datetime import UTC, date, datetime, time

import pytest
from pydantic import ValidationError

from supportops.calendars import (
    ALWAYS_OPEN,
    BusinessCalendar,
    CombinedCalendar,
    country_holidays,
    in_zone,
    union,
)
from supportops.errors import InputError, MissingExtraError


@pytest.mark.parametrize(
    ("hours", "days"),
    [
        ({"mon-fri": [("09:00", "17:00")]}, "mon tue wed thu fri"),
        ({"sun-thu": [("09:00", "17:00")]}, "sun mon tue wed thu"),
        ({"sat-wed": [("09:00", "17:00")]}, "sat sun mon tue wed"),
        ({"FRI": [(time(9), time(17))]}, "fri"),
        ({"mon-mon": [("09:00", "17:00")]}, "mon"),
    ],
)
def test_days_and_ranges_of_days(hours, days):
    calendar = BusinessCalendar(timezone="UTC", hours=hours)
    from supportops.calendars import is_open

    week = [datetime(2026, 3, 2 + k, 12, tzinfo=UTC) for k in range(7)]
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    assert {n for n, at in zip(names, week, strict=True) if is_open(at, calendar=calendar)} == set(
        days.split()
    )


def test_calendars_round_trip_and_compare():
    calendar = BusinessCalendar(
        timezone="Asia/Kathmandu",
        hours={"sun-fri": [("10:00", "12:30:15"), (time(13, 0, 0, 5), "24:00")]},
        holidays=[date(2026, 1, 1)],
        overrides={date(2026, 5, 1): [], date(2026, 5, 2): [("22:00", "02:00")]},
        holidays_known_until=date(2026, 12, 31),
    )
    again = BusinessCalendar.model_validate_json(calendar.model_dump_json())
    assert again == calendar
    assert hash(again) == hash(calendar)
    assert calendar.hours["sun-fri"][1] == ("13:00:00.000005", "24:00")
    assert calendar.holidays_known(date(2026, 12, 31))
    assert not calendar.holidays_known(date(2027, 1, 1))
    both = union(calendar, ALWAYS_OPEN)
    assert CombinedCalendar.model_validate_json(both.model_dump_json()) == both
    assert both.timezone == "Asia/Kathmandu"
    assert not both.holidays_known(date(2027, 1, 1))
    assert union(both, ALWAYS_OPEN).holidays_known(date(2026, 1, 1))
    assert "BusinessCalendar" in str(BusinessCalendar.model_json_schema()["title"])


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"timezone": "Mars/Olympus"}, "timezone must be a zone of the IANA data base"),
        ({"hours": {"monday": [("09:00", "17:00")]}}, r'hours must have days as keys, such as "mon" or "mon-fri"; got \'monday\''),
        ({"hours": {"mon-tue-wed": []}}, "hours must have days as keys"),
        ({"hours": {"mon": [("09:00", "09:00")]}}, "interval must open and close at different times; .* write 00:00–24:00 for a whole day"),
        ({"hours": {"mon": [("24:00", "09:00")]}}, r"interval must open before 24:00; got \('24:00', '09:00'\); write it as 00:00 of the next day"),
        ({"hours": {"Mon": [], "mon": []}}, "hours must name each key once; got 'Mon' and 'mon'"),
        ({"hours": {"mon": [("9", "17:00")]}}, r'time must be such as "09:00" or "24:00"; got \'9\''),
        ({"hours": {"mon": [("09:60", "17:00")]}}, "time must be such as"),
        ({"hours": {"mon": [("09:00", "24:01")]}}, "time must be such as"),
        ({"hours": {"mon": [(time(9, tzinfo=UTC), "17:00")]}}, "time must have no zone"),
        ({"hours": {"mon": [("09:00",)]}}, "interval must be a pair"),
        ({"hours": {"mon": ["09:00-17:00"]}}, "interval must be a pair"),
        ({"hours": {"mon": "09:00"}}, "intervals must be a list of pairs"),
        ({"hours": [("09:00", "17:00")]}, "hours must be intervals by day"),
        ({"overrides": [("09:00", "17:00")]}, "overrides must be intervals by date"),
    ],
)  # fmt: skip
def test_bad_calendars_say_what_is_wrong(fields, message):
    with pytest.raises(ValidationError, match=message):
        BusinessCalendar(**{"timezone": "UTC", **fields})


def test_a_combination_has_parts():
    with pytest.raises(ValidationError, match="parts must be one or more calendars; got none"):
        union()


def test_holidays_of_a_country():
    pytest.importorskip("holidays", reason="the extra holidays is not installed")
    us = country_holidays("US", [2026])
    assert date(2026, 7, 3) in us
    assert date(2026, 7, 3) not in country_holidays("US", [2026], observed=False)
    assert date(2026, 3, 31) in country_holidays("US", [2026], subdivision="CA")
    with pytest.raises(InputError, match="country must be known to the package holidays; got 'ZZ'"):
        country_holidays("ZZ", [2026])
    with pytest.raises(InputError, match="got 'US and ZZ'"):
        country_holidays("US", [2026], subdivision="ZZ")
    with pytest.raises(InputError, match='country must be a code such as "US"; got 1'):
        country_holidays(1, [2026])
    for years in (2026, ["2026"], [2026.5]):
        with pytest.raises(InputError, match="years must be whole numbers in a list or range"):
            country_holidays("US", years)


def test_equal_calendars_write_equal_text():
    days = [date(2026, month, day) for month in range(1, 13) for day in range(1, 28)]
    one, two = (
        BusinessCalendar(timezone="UTC", holidays=order) for order in (days, days[::-1] + days[:9])
    )
    assert one.model_dump_json() == two.model_dump_json()
    assert one.to_dict()["holidays"][:2] == ["2026-01-01", "2026-01-02"]
    forth = {"mon": [("09:00", "17:00")], "tue": [("09:00", "12:00")]}
    back = dict(reversed(forth.items()))
    one, two = (BusinessCalendar(timezone="UTC", hours=hours) for hours in (forth, back))
    assert one == two
    assert hash(one) == hash(two)


def test_a_combination_has_no_one_zone_to_leave():
    with pytest.raises(
        InputError, match=r"calendar must be a business calendar of one zone; .* move its parts"
    ):
        in_zone(union(ALWAYS_OPEN), "Asia/Tokyo")


def test_without_the_extra_the_error_names_it(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(MissingExtraError, match=r'pip install "supportops\[holidays\]"'):
        country_holidays("US", [2026])
