import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import workforce
from supportops.calendars import BusinessCalendar
from supportops.errors import InputError
from supportops.workforce import WeekSchedule, coverage_gaps, round_the_clock, week_coverage

TEMPLATE = workforce.schedule_template()


@pytest.mark.fact("workforce-schedule-template")
def test_the_template_stands_as_published():
    assert TEMPLATE.by_day == {
        "mon": 22, "tue": 18, "wed": 18, "thu": 18, "fri": 15, "sat": 4, "sun": 4,
    }  # fmt: skip
    assert {day: tuple(counts.values()) for day, counts in TEMPLATE.agents.items()} == {
        "mon": (4, 12, 6), "tue": (3, 10, 5), "wed": (3, 10, 5), "thu": (3, 10, 5),
        "fri": (3, 8, 4), "sat": (1, 2, 1), "sun": (1, 2, 1),
    }  # fmt: skip
    assert TEMPLATE.by_shift == {"early": 18, "core": 54, "late": 27}
    assert (TEMPLATE.total, TEMPLATE.fte(5), TEMPLATE.paid_hours) == (99, 19.8, 792)
    monday = week_coverage(TEMPLATE)["mon"]
    assert monday[["12:00", "13:00"]].tolist() == [22, 22]
    assert monday[["14:00", "15:00", "16:00"]].tolist() == [18, 18, 18]
    assert monday[["05:00", "06:00", "09:00", "17:00", "20:00"]].tolist() == [0, 4, 16, 6, 0]
    assert type(TEMPLATE).model_validate_json(TEMPLATE.model_dump_json()) == TEMPLATE


@pytest.mark.fact("workforce-capacity-dashboard")
def test_a_gap_is_less_than_half_of_the_target():
    found = coverage_gaps(TEMPLATE, target=8)
    assert (found.below, found.hours) == (0.5, 106)
    there = {gap[:2]: gap[2] for gap in found.gaps}
    assert there["tue", "06:00"] == 3
    assert ("mon", "06:00") not in there  # four of eight are no gap
    assert coverage_gaps(TEMPLATE, target=8, below=0.501).hours == 106 + 3 + 3 + 2 * 2
    assert (
        found.missing_agent_hours == coverage_gaps(TEMPLATE, target=8, below=1).missing_agent_hours
    )
    calm = coverage_gaps(TEMPLATE, target=week_coverage(TEMPLATE))
    assert (calm.hours, calm.short_hours, calm.gaps) == (0, 0, ())
    own = np.zeros((24, 7))
    own[3, 6] = 2
    assert coverage_gaps(TEMPLATE, target=own).gaps == (("sun", "03:00", 0, 2),)


def test_what_a_promise_round_the_clock_lacks():
    lack = round_the_clock(TEMPLATE, contract="40h", shrinkage="30%")
    assert (lack.promised_hours, lack.covered_hours, lack.uncovered_hours) == (168, 98, 70)
    assert lack.missing_agent_hours == 70
    assert lack.missing_shifts == 70 / 8
    assert lack.missing_agents == pytest.approx(2.5)
    assert lack.holes[:2] == (("mon", "00:00", "06:00"), ("mon", "20:00", "24:00"))
    two = round_the_clock(TEMPLATE, contract="40h", shrinkage="30%", agents=2)
    # At weekends one alone holds 6 to 9 and 17 to 20.
    assert two.uncovered_hours == 70 + 2 * 6
    assert two.missing_agent_hours == 140 + 12
    office = BusinessCalendar(timezone="Asia/Tokyo", hours={"mon-fri": [("09:00", "21:00")]})
    promised = round_the_clock(TEMPLATE, contract="40h", shrinkage=0, promised=office)
    assert (promised.promised_hours, promised.uncovered_hours) == (60, 5)
    assert promised.holes == tuple(
        (d, "20:00", "21:00") for d in ("mon", "tue", "wed", "thu", "fri")
    )
    none = WeekSchedule(shifts={}, agents={})
    empty = round_the_clock(none, contract="40h", shrinkage=0)
    assert (empty.uncovered_hours, empty.missing_shifts) == (168, 21)


def test_nights_reach_into_the_next_day():
    nights = WeekSchedule(
        shifts={"night": ["22:00", "06:00"], "split": [["09:00", "13:00"], ["16:00", "20:00"]]},
        agents={"sun": {"night": 2}, "wed": {"split": 1}},
    )
    table = week_coverage(nights, interval="30m")
    assert table["sun"]["22:00"] == 2
    assert table["mon"]["05:30"] == 2
    assert table["mon"]["06:00"] == 0
    assert table["wed"][["12:30", "13:00", "15:30", "16:00"]].tolist() == [1, 0, 0, 1]
    assert nights.paid_hours == 2 * 8 + 8
    whole = WeekSchedule(shifts={"day": ["00:00", "24:00"]}, agents={"mon": {"day": 1}})
    assert (whole.paid_hours, week_coverage(whole)["mon"].sum()) == (24, 24)


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(1, 23), st.integers(0, 9)),
        min_size=1,
        max_size=6,
    )
)
def test_agent_hours_are_kept(rows):
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    shifts, agents = {}, {}
    for place, (day, start, hours, people) in enumerate(rows):
        shifts[f"s{place}"] = [f"{start:02d}:00", f"{(start + hours) % 24:02d}:00"]
        agents.setdefault(days[day], {})[f"s{place}"] = people
    schedule = WeekSchedule(shifts=shifts, agents=agents)
    table = week_coverage(schedule)
    assert table.to_numpy().sum() == schedule.paid_hours
    again = pd.DataFrame(0, table.index, table.columns)
    for place, (day, start, hours, people) in enumerate(rows):
        for hour in range(day * 24 + start, day * 24 + start + hours):
            at = hour % 168
            again.loc[f"{at % 24:02d}:00", days[at // 24]] += people
        assert schedule.by_shift[f"s{place}"] == people
    assert table.to_numpy().tolist() == again.to_numpy().tolist()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"shifts": {"a": "06:00"}, "agents": {}}, "shift must be a start and an end"),
        ({"shifts": {"a": ["06:00"]}, "agents": {}}, "shift must be a start and an end"),
        (
            {"shifts": {"a": ["6", "14:00"]}, "agents": {}},
            "time must be such as \"06:00\"; got '6'",
        ),
        ({"shifts": {"a": [6, 14]}, "agents": {}}, 'time must be such as "06:00"; got 6'),
        ({"shifts": {"a": ["06:60", "14:00"]}, "agents": {}}, 'time must be from "00:00" to "24'),
        ({"shifts": {"a": ["06:00", "25:00"]}, "agents": {}}, 'time must be from "00:00" to "24'),
        ({"shifts": {"a": ["06:00", "06:00"]}, "agents": {}}, "shift must end at another time"),
        (
            {"shifts": {}, "agents": {"mon": {"a": 1}}},
            "agents.mon must name declared shifts; got 'a'",
        ),
    ],
)
def test_bad_schedules(fields, message):
    with pytest.raises(ValueError, match=message):
        WeekSchedule(**fields)


def test_bad_questions():
    with pytest.raises(InputError, match="schedule must be a WeekSchedule; got 'mon'"):
        week_coverage("mon")
    with pytest.raises(InputError, match="interval must be a whole part of a day; got '7m'"):
        week_coverage(TEMPLATE, interval="7m")
    with pytest.raises(InputError, match="interval must be a whole part of a day; got '30s'"):
        week_coverage(TEMPLATE, interval="30s")
    with pytest.raises(InputError, match="interval must divide the shifts; got 240 minutes and 06"):
        week_coverage(TEMPLATE, interval="4h")
    with pytest.raises(InputError, match="target must be one number, or 24 rows of 7 days; got sh"):
        coverage_gaps(TEMPLATE, target=np.ones((7, 24)))
    with pytest.raises(InputError, match="target must have the columns mon, tue"):
        coverage_gaps(TEMPLATE, target=pd.DataFrame({"mon": [1]}))
    odd = week_coverage(TEMPLATE)
    with pytest.raises(InputError, match="target must have a row for each interval of the day, 00"):
        coverage_gaps(TEMPLATE, target=odd.sort_index(ascending=False))
    assert coverage_gaps(TEMPLATE, target=odd.reset_index(drop=True)).hours == 0
    with pytest.raises(InputError, match="target must be finite, zero or more, everywhere"):
        coverage_gaps(TEMPLATE, target=-1)
    with pytest.raises(InputError, match="shifts_a_week must be a finite number above zero; got 0"):
        TEMPLATE.fte(0)
