"""What a sceptic found: odd inputs that used to give a wrong answer or somebody else's error."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from supportops import workforce
from supportops.calendars import BusinessCalendar
from supportops.errors import InputError
from supportops.vocabulary import Range

OFFICE = {"mon-fri": [("09:00", "18:00")]}
TARGET = {
    "interval": "1h",
    "handle_time": "3m",
    "answer_within": "20s",
    "service_level": 0.8,
}


def _days(periods: int, start: str = "2026-03-02 09:00") -> pd.DatetimeIndex:
    return pd.date_range(start, periods=periods, freq="30min", tz="UTC")


def test_days_lost_may_be_all_the_days_in_decimals() -> None:
    assert workforce.days_shrinkage({"leave": 0.1, "sick": 0.2}, days=0.3) == 1.0


def test_heads_beyond_a_float_are_named() -> None:
    with pytest.raises(InputError, match="agents must be finite"):
        workforce.scheduled_agents(1e308, shrinkage=0.999999)


@pytest.mark.parametrize(
    ("published", "rule"),
    [((30, 50), "published must be a Range"), (Range(low=-9, high=-1), "published must be")],
)
def test_published_tickets_are_a_range_from_zero(published: object, rule: str) -> None:
    with pytest.raises(InputError, match=rule):
        workforce.throughput("10m", hours="8h", utilization=0.75, published=published)  # type: ignore[arg-type]  # wrong on purpose


def test_a_rule_below_zero_is_no_rule() -> None:
    rule = workforce.StaffingRule(name="x", role="agent", each=Range(low=-4, high=2))
    with pytest.raises(InputError, match="rule must have both ends above zero"):
        workforce.rule_agents(5, rule=rule)


def test_tiny_attrition_keeps_its_digits() -> None:
    found = workforce.convert_attrition(1e-12, source="year", target="week")
    assert found == pytest.approx(1e-12 / 52, rel=1e-9)
    assert workforce.convert_attrition(1, source="year", target="week") == 1.0
    with pytest.raises(InputError, match="source must be one of"):
        workforce.convert_attrition(0.5, source=["year"], target="week")  # type: ignore[arg-type]  # wrong on purpose


def test_lead_times_are_months() -> None:
    with pytest.raises(InputError, match="lead must be in months; got 3–4 weeks"):
        workforce.hire_by(date(2026, 11, 1), lead=Range(low=3, high=4, unit="weeks"))
    with pytest.raises(InputError, match="lead must be a Range of months"):
        workforce.hire_by(date(2026, 11, 1), lead=(3, 4))  # type: ignore[arg-type]  # wrong on purpose


def test_requirement_is_flat() -> None:
    with pytest.raises(InputError, match="requirement must be one flat list"):
        workforce.hiring_plan([[9, 10]], tenured=10, attrition=0)  # type: ignore[list-item]  # wrong on purpose


def test_confidence_sums_over_everybody_who_may_be_there() -> None:
    sure = workforce.plan_confidence(20_000, volume=0, cv=0.1, absence=0.1, **TARGET)  # type: ignore[arg-type]  # a dict of several kinds
    assert sure.confidence <= 1.0
    assert sure.expected_service_level <= 1.0
    assert sure.expected_service_level == pytest.approx(1.0, abs=1e-13)


def test_variation_at_its_ends() -> None:
    day = pd.Series([100.0, 100, 200])
    found = workforce.reforecast_day(day, actual=pd.Series([130.0]), cv=1e-200)
    assert (found.factor, found.low, found.high) == (1.0, 1.0, 1.0)
    with pytest.raises(InputError, match="cv must be at most 1e\\+09"):
        workforce.reforecast_day(day, actual=pd.Series([130.0]), cv=1e200)
    calm = workforce.plan_confidence(26, volume=400, cv=1e-200, **TARGET)  # type: ignore[arg-type]  # a dict of several kinds
    assert calm.confidence == 1.0
    with pytest.raises(InputError, match="cv must be at most 1e\\+09"):
        workforce.agents_for_confidence(400, confidence=0.9, cv=1e200, **TARGET)  # type: ignore[arg-type]  # a dict of several kinds


def test_service_needs_its_target() -> None:
    with pytest.raises(InputError, match="answer_within must be a length of time"):
        workforce.service_at(10, agents=3, interval="30m", handle_time="3m", answer_within=None)  # type: ignore[arg-type]  # wrong on purpose


def test_a_missing_volume_is_missing_everywhere() -> None:
    volumes = pd.Series([1.0, np.nan], _days(2))
    plan = workforce.staff_intervals(
        volumes, handle_time="3m", answer_within="20s", service_level=0.8
    )
    row = plan.drop(columns="open").iloc[1]
    assert row.isna().all(), row
    assert plan["unserved"].iloc[0] == 0
    shut = BusinessCalendar(timezone="UTC", hours={"sat": [("09:00", "10:00")]})
    closed = workforce.staff_intervals(
        volumes, handle_time="3m", answer_within="20s", service_level=0.8, calendar=shut
    )
    assert closed["agents"].tolist() == [0, 0]
    assert closed["unserved"].isna().tolist() == [False, True]


@pytest.mark.parametrize("rows", [[0, 2], [1, 0]])
def test_carried_volumes_follow_one_another(rows: list[int]) -> None:
    volumes = pd.Series([1.0, 2.0], _days(3)[rows])
    with pytest.raises(InputError, match="volumes must have a row for every interval, in order"):
        workforce.carried_volumes(volumes, interval="30m", handle_time="3m")
    good = pd.Series([1.0, 2.0], _days(2))
    assert len(workforce.carried_volumes(good, interval="30m", handle_time="3m")) == 2


def test_classes_are_named() -> None:
    with pytest.raises(InputError, match="classes must name at least one class"):
        workforce.run_backlog(pd.DataFrame(index=_days(3)), classes={}, agents=1)


def test_certificate_of_work_beyond_all_time() -> None:
    kind = workforce.DeferredClass(handle_time="20m", answer_within="1h")
    with pytest.raises(InputError, match="arrivals and agents must be so few"):
        workforce.demand_certificate(pd.Series([1e15, 0, 0, 0], _days(4)), classes=kind, agents=2)


def test_a_staffed_opening_is_the_same_in_every_zone() -> None:
    # The arbitrary week begins within Sydney's Monday: that must not count as an opening.
    home, away = (
        workforce.calendar_floor(BusinessCalendar(timezone=zone, hours=OFFICE), staffed="3h")
        for zone in ("UTC", "Australia/Sydney")
    )
    assert home == away
    always = BusinessCalendar(timezone="UTC", hours={"mon-sun": [("00:00", "24:00")]})
    with pytest.raises(InputError, match="staffed must be left out"):
        workforce.calendar_floor(always, staffed="8h")


def test_share_that_explains_reads_a_length() -> None:
    floor = workforce.gaps_floor(["12h"], cycle="24h")
    assert floor.share_that_explains("3h") == 0.5


def test_tickets_without_an_opening_do_not_close_the_others() -> None:
    last = BusinessCalendar(
        timezone="UTC", hours={}, overrides={date(2026, 3, 2): [("09:00", "17:00")]}
    )
    tickets = pd.Series([99.0, 1.0], pd.to_datetime(["2026-03-02T10:00Z", "2026-03-02T18:00Z"]))
    found = workforce.arrivals_floor(tickets, calendar=last, interval="1h")
    assert found.closed_share == pytest.approx(0.01)
    assert found.mean_wait_when_closed is None
    assert found.floor is None
    with pytest.raises(InputError, match="some of it meets no opening"):
        workforce.first_response_parts("4h", floor=found)


def test_a_split_shift_does_not_overlap_itself() -> None:
    with pytest.raises(ValidationError, match="spans that do not overlap"):
        workforce.WeekSchedule(
            shifts={"split": [("22:00", "02:00"), ("01:00", "05:00")]},
            agents={},  # type: ignore[dict-item]  # read at the door
        )
    split = workforce.WeekSchedule(
        shifts={"split": [("06:00", "10:00"), ("10:00", "12:00")]},
        agents={"mon": {"split": 1}},  # type: ignore[dict-item]  # read at the door
    )
    assert split.paid_hours == 6


@pytest.mark.parametrize("shift", [5, {"x": 1}, ("٠٦:٠٠", "14:00")])
def test_a_shift_that_is_none(shift: object) -> None:
    with pytest.raises(ValidationError, match=r"shift must be a start|time must be such as"):
        workforce.WeekSchedule(shifts={"a": shift}, agents={})  # type: ignore[dict-item]  # wrong on purpose


def test_promised_hours_are_a_calendar() -> None:
    with pytest.raises(InputError, match="promised must be a BusinessCalendar"):
        workforce.round_the_clock(
            workforce.schedule_template(),
            contract="40h",
            shrinkage=0.3,
            promised="24/7",  # type: ignore[arg-type]  # wrong on purpose
        )


def test_occasions_are_dates() -> None:
    spike = {"release_spike": [datetime(2026, 3, 10, tzinfo=UTC)]}
    with pytest.raises(InputError, match="occasions must be a date"):
        workforce.seasons_on(date(2026, 3, 10), occasions=spike)
    with pytest.raises(InputError, match="occasions must name seasons"):
        workforce.seasons_on(date(2026, 3, 10), occasions={"x": [], 1: []})  # type: ignore[dict-item]  # wrong on purpose
    with pytest.raises(InputError, match="rules must be a SeasonRule"):
        workforce.seasons_on(date(2026, 3, 10), rules=[1])  # type: ignore[list-item]  # wrong on purpose


def test_a_factor_is_held_on_every_day() -> None:
    with pytest.raises(InputError, match="factors\\['tax_season'\\] must be"):
        workforce.season_factor(date(2026, 3, 10), factors={"tax_season": -1})
    assert isinstance(workforce.season_factor(date(2026, 3, 10), factors={}), float)


def test_season_rules_at_their_ends() -> None:
    with pytest.raises(ValidationError, match="days of a year; got 02-30"):
        workforce.SeasonRule(name="x", first_day="02-30", last_day="03-01")
    assert date(9999, 12, 31) in workforce.SeasonRule(name="x", last_days_of_month=1)


def test_a_scenario_beyond_all_time() -> None:
    wild = workforce.Scenario(name="x", change=0, handle_time_change=1e300)
    with pytest.raises(InputError, match="handle_time_change must be so small"):
        workforce.scenario_table(
            500, handle_time=timedelta(minutes=20), hours="8h", utilization=0.75, scenarios=[wild]
        )
