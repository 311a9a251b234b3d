"""Shifts that cover the opening hours, hires in time, and training by date."""

from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from supportops.design import design_operation, profile_from_toml
from supportops.errors import InputError

TEXT = (Path(__file__).resolve().parents[2] / "examples/data/team.toml").read_text(encoding="utf-8")
AS_OF = date(2026, 11, 23)
HOURS = 'hours = { mon-fri = [["09:00", "18:00"]] }'
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def package(text=TEXT):
    return design_operation(profile_from_toml(text), as_of=AS_OF)


PACKAGE = package()
PLAN = PACKAGE.workforce


def with_hours(hours):
    return TEXT.replace(HOURS, f"hours = {hours}")


def at_work(plan, end):
    """Agents at work in each quarter of an hour of a week, counted shift by shift."""
    week = [0] * (7 * 96)
    for row in plan.shifts:
        opens, closes = (datetime.strptime(t, "%H:%M") for t in row.hours.split("–"))
        quarters = ((closes - opens) % timedelta(days=1)) // timedelta(minutes=15)
        first = (opens.hour * 60 + opens.minute) // 15
        a, dash, b = row.days.partition("–")
        days = DAYS[DAYS.index(a) : DAYS.index(b) + 1] if dash else a.split(", ")
        for day, quarter in product(days, range(quarters)):
            week[(DAYS.index(day) * 96 + first + quarter) % len(week)] += getattr(row, end)
    return week


@pytest.mark.parametrize(
    "hours",
    [
        '{ mon-fri = [["09:00", "18:00"]] }',
        '{ mon-fri = [["09:30", "18:00"]], sat = [["10:00", "12:15"]] }',
        '{ mon-sun = [["00:00", "24:00"]] }',
        '{ tue = [["22:00", "06:00"]], sun = [["20:00", "04:00"]] }',
    ],
)
def test_shifts_have_the_agents_at_work_in_every_open_quarter_and_nobody_else(hours):
    made = package(with_hours(hours))
    calendar = made.profile.assumed.business_hours.value
    from supportops.calendars import is_open, localize

    for end, needed in (("low", made.staffing.busy_low), ("high", made.staffing.busy_high)):
        for quarter, heads in enumerate(at_work(made.workforce, end)):
            at = datetime(2024, 1, 15) + quarter * timedelta(minutes=15)
            if is_open(localize(at, calendar.timezone), calendar=calendar):
                assert heads >= needed, (end, at)
            else:
                assert heads == 0, (end, at)


def test_the_worked_team_takes_an_early_and_a_late_shift():
    rows = [(r.hours, r.days, r.low, r.high) for r in PLAN.shifts]
    assert rows == [("09:00–17:00", "mon–fri", 4, 9), ("10:00–18:00", "mon–fri", 4, 9)]
    # No shift reaches both the first and the last hour: two kinds are the least there can be.
    assert PACKAGE.figure("shifts.hours_a_week.low").value == 2 * 4 * 40
    assert pytest.approx(320 / 28) == PLAN.roster_low
    finding = next(f for f in PACKAGE.findings if f.code == "shifts-need-more-people")
    assert finding.arithmetic == (
        "320 and 720 h of shifts a week ÷ (40 × 0.7); the work on average takes 3.4 to 8.2: "
        "what is needed lies between"
    )
    assert "11.4 to 25.7 paid agents, and there are 8" in finding.title


def test_stated_arrivals_set_every_hour_by_itself():
    stated = TEXT.replace(
        "[given.customer_tiers]",
        "[given.arrivals_by_hour]\n9 = 0.3\n10 = 0.3\n17 = 0.05\n\n[given.customer_tiers]",
    )
    made = package(stated)
    morning = made.figure("shifts.agents.9.low").value
    evening = made.figure("shifts.agents.17.low").value
    assert evening < made.staffing.busy_low < morning
    week = at_work(made.workforce, "low")
    assert (week[9 * 4], week[17 * 4]) == (morning, evening)
    assert "as stated" in made.to_markdown()
    assert "arrival_hours" not in {q.name for q in made.open_questions}
    with pytest.raises(InputError, match="arrivals_by_hour must sum to at most 100 %; got 125 %"):
        package(stated.replace("9 = 0.3\n", "9 = 0.9\n"))


def test_what_no_pattern_can_be_made_from():
    odd = package(with_hours('{ mon = [["09:17", "18:00"]] }'))
    assert odd.workforce.shifts_lack.startswith("opening hours and shifts on the quarter hour")
    assert "There is no pattern without" in odd.to_markdown()
    cut = (
        TEXT[: TEXT.index("[assumed.handle_time.L3]")] + TEXT[TEXT.index("[assumed.hours_a_day]") :]
    )
    short = package(cut)
    assert short.workforce.shifts_lack == "handle time of every tier"
    assert short.workforce.cohorts == ()


def test_hires_of_the_worked_team_come_after_its_first_goal():
    (cohort,) = PLAN.cohorts
    assert (cohort.handle_time, cohort.heads) == ("high", 1)
    # Four months to a trained hire, six weeks of them below full load.
    assert (cohort.decide, cohort.start, cohort.full_load) == (
        AS_OF,
        date(2027, 2, 9),
        date(2027, 3, 23),
    )
    late = next(f for f in PACKAGE.findings if f.code == "hiring-comes-too-late")
    assert "due 2027-02-21, hiring for it was to begin by 2026-10-21" in late.arithmetic
    assert "if they are needed" in late.title


def test_people_who_leave_are_replaced_as_late_as_can_be():
    leaves = TEXT + '\n[assumed.attrition_a_year]\nvalue = "30%"\nreplaced_by = "records"\n'
    made = package(leaves)
    low = sum(c.heads for c in made.workforce.cohorts if c.handle_time == "low")
    high = [c for c in made.workforce.cohorts if c.handle_time == "high"]
    assert low == 0  # 8 people less 30 % a year are more than 3.4 for half a year
    assert sum(c.heads for c in high) == made.figure("hiring.heads.high").value
    # A slow walk: who is left, and who came, carry the work from the day that they can.
    stay = 0.7 ** (7 / 365.25)
    last = (max(c.full_load for c in high) - AS_OF).days // 7
    there = 8 * stay**25 + sum(c.heads * stay ** (25 - (c.start - AS_OF).days / 7) for c in high)
    assert there >= made.staffing.required_high - 0.2
    assert last <= 26
    assert "assumed.attrition_a_year" not in {q.name for q in made.open_questions}


def test_hiring_many_and_nobody():
    crowd = package(TEXT.replace("agents = 8", "agents = 2"))
    heads = {c.handle_time: 0 for c in crowd.workforce.cohorts}
    for cohort in crowd.workforce.cohorts:
        heads[cohort.handle_time] += cohort.heads
    assert heads == {"low": 2, "high": 7}
    late = next(f for f in crowd.findings if f.code == "hiring-comes-too-late")
    assert late.title.startswith("New people come after")
    rich = package(TEXT.replace("agents = 8", "agents = 90"))
    assert rich.workforce.cohorts == ()
    assert not {"hiring-comes-too-late", "shifts-need-more-people"} & {
        f.code for f in rich.findings
    }
    assert "nobody more" in rich.to_markdown()


def test_training_falls_on_open_days_of_the_calendar():
    steps = [s for s in PLAN.training if s.program == "onboarding"]
    assert [s.focus for s in steps][:2] == ["company and culture", "product deep dive"]
    assert (steps[0].first_day, steps[-1].last_day) == (date(2027, 2, 9), date(2027, 4, 5))
    assert all(s.first_day.weekday() < 5 and s.last_day.weekday() < 5 for s in steps)
    certificates = {s.focus: s.first_day for s in PLAN.training if s.program == "certificate"}
    assert certificates["certificate 1: foundational"] == date(2027, 4, 6)
    assert certificates["certificate 2: proficient"] == date(2027, 6, 9)
    ramp = [(s.first_day, s.load) for s in PLAN.training if s.program == "ramp"]
    assert ramp[2] == (date(2027, 2, 23), 0.25)
    assert ramp[-1] == (date(2027, 3, 23), 1)
    closed = ", ".join(str(date(2027, 2, 1) + timedelta(days=d)) for d in range(40))
    holidays = TEXT.replace('timezone = "America', f'holidays = [{closed}]\ntimezone = "America')
    assert package(holidays).workforce.training[0].first_day == date(2027, 2, 9)


def test_a_plan_needs_room_on_the_calendar():
    with pytest.raises(InputError, match="as_of must leave room for the"):
        design_operation(profile_from_toml(TEXT), as_of=date(9998, 12, 1))
