from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import workforce
from supportops.errors import InputError
from supportops.workforce import Scenario, SeasonRule

TODAY = {"handle_time": "20m", "hours": "8h", "utilization": 0.75}


@pytest.mark.fact("workforce-scenarios")
def test_the_five_scenarios():
    table = workforce.scenario_table(500, **TODAY).set_index("scenario")
    assert table["heads"].to_dict() == {
        "today": 28, "product_outage": 112, "major_release": 42, "competitor_migration": 56,
        "holiday": 14, "pr_crisis": 167,
    }  # fmt: skip
    assert {s.name: round(100 * s.change) for s in workforce.scenarios()} == {
        "product_outage": 300, "major_release": 50, "competitor_migration": 100, "holiday": -50,
        "pr_crisis": 500,
    }  # fmt: skip
    assert table["extra_heads"].tolist() == [0, 84, 14, 28, -14, 139]
    assert table["volume"].tolist() == [500, 2000, 750, 1000, 250, 3000]
    assert table["workload_hours"].iloc[1] == pytest.approx(2000 / 3)
    assert "skeleton crew" in table["response"].to_list()


def test_scenarios_of_your_own():
    mine = [
        Scenario(name="slow tool", change=0, handle_time_change="+25%"),
        Scenario(name="closed", change="-100%"),
    ]
    table = workforce.scenario_table(500, **TODAY, shrinkage="30%", scenarios=mine)
    assert table["agents"].tolist() == pytest.approx([250 / 9, 250 / 9 * 1.25, 0])
    assert table["paid"].tolist() == [40, 50, 0]
    assert workforce.scenario_table(0, **TODAY, scenarios=[])["heads"].tolist() == [0]
    with pytest.raises(ValueError, match='change must be signed such as "\\+50%" or "-50%"'):
        Scenario(name="x", change="50%")
    with pytest.raises(ValueError, match=r"change must be -1 \(-100%\) or more; got -2.0"):
        Scenario(name="x", change="-200%")
    with pytest.raises(ValueError, match="change must be -1"):
        Scenario(name="x", change=True)
    with pytest.raises(InputError, match="scenarios must be Scenario; got 'x'"):
        workforce.scenario_table(1, **TODAY, scenarios=["x"])


def test_what_happens_when_nothing_is_done():
    table = workforce.scenario_staffing(
        100, interval="30m", handle_time="3m", answer_within="20s", service_level=0.8, shrinkage=0.3
    )
    assert table["agents"].tolist() == [14, 45, 19, 24, 8, 66]
    assert table["paid"].iloc[0] == 20
    level, wait = table["unchanged_service_level"], table["unchanged_wait"]
    assert level.iloc[0] == table["service_level"].iloc[0]
    assert (level.iloc[1], wait.iloc[1]) == (0, float("inf"))
    assert level.iloc[4] > 0.99
    patient = workforce.scenario_staffing(
        100, interval="30m", handle_time="3m", answer_within="20s", service_level=0.8, patience="2m"
    )
    assert patient["unchanged_wait"].max() < 120


@pytest.mark.fact("workforce-seasonal-patterns")
def test_seasons_are_rules_for_dates():
    rules = {rule.name: rule for rule in workforce.season_rules()}
    days = [date(2026, 1, 1) + timedelta(days=k) for k in range(365)]
    dip = [d for d in days if d in rules["holiday_dip"]]
    assert (dip[0], dip[1], len(dip)) == (date(2026, 1, 1), date(2026, 12, 24), 9)
    end = [d for d in days if d in rules["end_of_month"] and d.month == 2]
    assert end == [date(2026, 2, 26), date(2026, 2, 27), date(2026, 2, 28)]
    assert sum(d in rules["end_of_month"] for d in days) == 36
    assert all(d.weekday() == 0 for d in days if d in rules["monday_surge"])
    assert sum(d in rules["monday_surge"] for d in days) == 52
    assert {d.month for d in days if d in rules["tax_season"]} == {4}
    assert rules["monday_surge"].part_of_day == "morning"
    assert rules["release_spike"].occasion == "after a deployment"
    assert rules["renewal_period"].occasion == "quarterly"
    assert not any(d in rules["release_spike"] for d in days)
    assert [r.name for r in workforce.seasons_on(date(2026, 4, 29))] == [
        "end_of_month",
        "tax_season",
    ]


def test_factors_and_occasions():
    factors = {"end_of_month": 1.2, "tax_season": 1.5, "release_spike": 2}
    day = date(2026, 4, 29)
    assert workforce.season_factor(day, factors=factors) == pytest.approx(1.8)
    release = {"release_spike": [day]}
    assert workforce.season_factor(day, factors=factors, occasions=release) == pytest.approx(3.6)
    assert workforce.season_factor(date(2026, 5, 5), factors=factors) == 1
    own = [SeasonRule(name="summer", first_day="07-01", last_day="08-31")]
    assert workforce.season_factor(date(2026, 8, 31), factors={"summer": 0.7}, rules=own) == 0.7
    assert workforce.season_factor(date(2026, 9, 1), factors={"summer": 0.7}, rules=own) == 1
    with pytest.raises(InputError, match="factors must name seasons; got 'easter'; there are holi"):
        workforce.season_factor(day, factors={"easter": 2})
    with pytest.raises(InputError, match="must be a finite number, zero or more; got -1"):
        workforce.season_factor(day, factors={"tax_season": -1})
    with pytest.raises(InputError, match="occasions must name seasons that depend on one; got 'ta"):
        workforce.seasons_on(day, occasions={"tax_season": [day]})
    with pytest.raises(InputError, match="day must be a date; got datetime.datetime"):
        workforce.seasons_on(datetime(2026, 4, 29))
    with pytest.raises(ValueError, match="season must say its dates in one way"):
        SeasonRule(name="x", weekday="mon", month=4)
    with pytest.raises(ValueError, match="first_day and last_day must be given together"):
        SeasonRule(name="x", first_day="01-01")


@pytest.mark.fact("workforce-planning-calendar")
def test_the_planning_calendar():
    tasks = workforce.planning_tasks()
    counts = {}
    for task in tasks:
        counts[str(task.rhythm)] = counts.get(str(task.rhythm), 0) + 1
    assert counts == {"monthly": 4, "quarterly": 4, "yearly": 4}
    assert workforce.planning_horizon() == {
        "rolling_forecast_months": 3,
        "headcount_horizon_quarters": 2,
    }
    year = workforce.planning_calendar(date(2026, 1, 1), last=date(2026, 12, 31))
    assert len(year) == 12 * 4 + 4 * 4 + 4
    assert [t.task for d, t in year if d == date(2026, 2, 1)] == [t.task for t in tasks[:4]]
    fiscal = workforce.planning_calendar(date(2026, 3, 15), last=date(2026, 4, 30), year_start=4)
    assert {d for d, _ in fiscal} == {date(2026, 4, 1)}
    assert len(fiscal) == 12
    assert len(workforce.planning_calendar(date(9999, 11, 1), last=date(9999, 12, 31))) == 8
    with pytest.raises(InputError, match="last must be a date; got '2026-03-14'"):
        workforce.planning_calendar(date(2026, 3, 15), last="2026-03-14")
    with pytest.raises(InputError, match="last must not be before first"):
        workforce.planning_calendar(date(2026, 3, 15), last=date(2026, 3, 14))
    with pytest.raises(InputError, match="year_start must be a month from 1 to 12; got 13"):
        workforce.planning_calendar(date(2026, 3, 15), last=date(2026, 3, 16), year_start=13)


@pytest.mark.fact("workforce-good-planning")
def test_good_practice():
    practices = {p.name: p.rules for p in workforce.planning_practices()}
    assert list(practices) == [
        "data-driven forecasting",
        "flexible staffing",
        "real-time monitoring",
        "forward-looking",
        "agent wellbeing",
    ]
    assert all(len(rules) == 3 for rules in practices.values())
    assert practices["forward-looking"][0] == "a rolling forecast of 3 months"


@pytest.mark.fact("workforce-capacity-variables")
def test_inputs_of_capacity():
    rows = {v.name: v for v in workforce.capacity_variables()}
    assert list(rows) == [
        "ticket_volume", "handle_time", "available_hours", "utilization", "shrinkage",
    ]  # fmt: skip
    assert (rows["utilization"].target.low, rows["utilization"].target.high) == (0.7, 0.8)
    assert rows["available_hours"].origin == "schedule less meetings"


@pytest.mark.fact("workforce-capacity-dashboard")
def test_measures_of_capacity():
    rows = {m.name: m for m in workforce.capacity_measures()}
    assert {name: str(m.review) for name, m in rows.items()} == {
        "tickets_per_agent_day": "daily",
        "handle_time_trend": "weekly",
        "utilization": "daily",
        "backlog": "real time",
        "coverage_gaps": "weekly",
        "cost_per_ticket": "monthly",
    }
    assert rows["backlog"].age_above == timedelta(hours=24)
    assert rows["coverage_gaps"].below == 0.5


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_rule_over_new_year_is_the_rest_of_its_reverse(day):
    over = SeasonRule(name="over", first_day="11-15", last_day="02-10")
    between = SeasonRule(name="between", first_day="02-11", last_day="11-14")
    assert (day in over) != (day in between)
