import itertools
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import workforce
from supportops.errors import InputError
from supportops.vocabulary import Range


@pytest.mark.fact("workforce-ramp-schedule")
def test_the_ramp_stands_as_published():
    weeks = workforce.ramp_schedule()
    assert [week.load for week in weeks] == [0, 0, 0.25, 0.5, 0.75, 0.75, 1, 1]
    assert [week.number for week in weeks] == list(range(1, 9))
    assert weeks[1].support == "paired with a mentor"
    assert weeks[4].support == "daily check-in"
    assert workforce.ramped_weeks(1, weeks=8) == 4.25
    assert workforce.ramped_weeks(4, weeks=10) == 4 * 6.25
    assert workforce.ramped_weeks(2, weeks=3, ramp=["50%", 1]) == 5
    assert workforce.ramped_weeks(2, weeks=0) == 0
    with pytest.raises(InputError, match="ramp must have at least one load; got none"):
        workforce.ramped_weeks(1, weeks=1, ramp=[])
    with pytest.raises(InputError, match="weeks must be a whole number"):
        workforce.ramped_weeks(1, weeks=-1)


@pytest.mark.fact("workforce-hiring-lead-time")
def test_lead_times_stand_as_published():
    names = ("replacement", "growth_hire", "new_tier_or_specialty", "seasonal")
    leads = {name: workforce.lead_time(name) for name in names}
    assert {name: (lead.low, lead.high) for name, lead in leads.items()} == {
        "replacement": (2, 3),
        "growth_hire": (3, 4),
        "new_tier_or_specialty": (4, 6),
        "seasonal": (1, 2),
    }
    with pytest.raises(InputError, match="scenario must be one of replacement, growth_hire"):
        workforce.lead_time("other")


def test_the_latest_safe_start_takes_the_long_end():
    answer = workforce.hire_by(date(2026, 11, 1), scenario="new_tier_or_specialty")
    assert (answer.latest_safe, answer.latest_hopeful) == (date(2026, 5, 1), date(2026, 7, 1))
    assert str(answer.source) == "support-operations skill, Hiring Planning"
    month_end = workforce.hire_by(date(2026, 3, 31), lead=Range(low=1, high=13))
    assert (month_end.latest_hopeful, month_end.latest_safe) == (
        date(2026, 2, 28),
        date(2025, 2, 28),
    )
    assert month_end.source is None
    ramped = workforce.hire_by(date(2026, 3, 15), scenario="seasonal", ramp_weeks=6)
    assert ramped.latest_safe == date(2025, 12, 1)
    december = workforce.hire_by(date(2027, 1, 31), lead=Range(low=1, high=1))
    assert december.latest_safe == date(2026, 12, 31)
    with pytest.raises(InputError, match="need must be a date; got '2026-03-31'"):
        workforce.hire_by("2026-03-31", scenario="seasonal")
    with pytest.raises(InputError, match="need must leave room for the lead time; got 0001-01-15"):
        workforce.hire_by(date(1, 1, 15), scenario="seasonal")
    with pytest.raises(InputError, match="need must leave room for the lead time; got 0001-01-15"):
        workforce.hire_by(date(1, 1, 15), scenario="seasonal", ramp_weeks=6)
    with pytest.raises(InputError, match="scenario or lead must be given, one of them"):
        workforce.hire_by(date(2026, 3, 31))
    with pytest.raises(InputError, match="scenario or lead must be given, one of them"):
        workforce.hire_by(date(2026, 3, 31), scenario="seasonal", lead=Range(low=1, high=1))
    with pytest.raises(InputError, match="lead must have both ends in whole months"):
        workforce.hire_by(date(2026, 3, 31), lead=Range(low=1.5, high=2))
    with pytest.raises(InputError, match="lead must have both ends in whole months"):
        workforce.hire_by(date(2026, 3, 31), lead=Range(low=1))


def test_attrition_compounds():
    convert = workforce.convert_attrition
    assert convert("36%", source="year", target="month") == pytest.approx(0.0365075, abs=1e-7)
    assert convert("3%", source="month", target="year") == pytest.approx(0.3061576, abs=1e-7)
    assert workforce.simple_attrition(0.36, source="year", target="month") == pytest.approx(0.03)
    weekly = convert("3%", source="month", target="week")
    assert 1 - weekly == pytest.approx(0.97 ** (12 / 52))
    assert convert(1, source="quarter", target="week") == 1
    with pytest.raises(InputError, match="source must be one of week, month, quarter or year"):
        convert("3%", source="day", target="year")
    with pytest.raises(InputError, match="target must be one of week, month, quarter or year"):
        workforce.simple_attrition("3%", source="year", target="day")


@given(st.floats(0, 0.99), st.sampled_from(["week", "month", "quarter", "year"]))
def test_attrition_there_and_back(rate, period):
    there = workforce.convert_attrition(rate, source="year", target=period)
    back = workforce.convert_attrition(there, source=period, target="year")
    assert back == pytest.approx(rate, abs=1e-12)


def test_measured_attrition():
    found = workforce.measured_attrition(9, start=60, end=54, months=6)
    assert (found.mean_heads, found.period) == (57, pytest.approx(9 / 57))
    assert found.annualized == pytest.approx(18 / 57)
    with pytest.raises(InputError, match="start and end must not both be zero"):
        workforce.measured_attrition(0, start=0, end=0, months=6)


def slow_projection(tenured, hires, leave, ramp, mentor=0.0, mentored=0, young=None):
    """Cohort by cohort, person by person in expectation."""
    young = leave if young is None else young
    cohorts, old = [], tenured
    heads, agents = [], []
    for coming in hires:
        cohorts.append([coming, 0])
        heads.append(old + sum(n for n, _ in cohorts))
        agents.append(
            old
            + sum(n * (ramp[min(a, len(ramp) - 1)] - (mentor if a < mentored else 0))
                for n, a in cohorts)
        )  # fmt: skip
        old *= 1 - leave
        cohorts = [[n * (1 - (young if a < len(ramp) - 1 else leave)), a + 1] for n, a in cohorts]
    return heads, agents


@given(
    st.floats(0, 100),
    st.lists(st.integers(0, 9), min_size=1, max_size=8),
    st.floats(0, 0.5),
    st.lists(st.floats(0, 1), min_size=1, max_size=4),
    st.floats(0, 1),
)
def test_projection_against_cohorts(tenured, hires, leave, ramp, mentor):
    found = workforce.project_headcount(
        tenured,
        hires=hires,
        periods=len(hires),
        attrition=leave,
        ramp=ramp,
        trainee_attrition=leave / 2,
        mentor_share=mentor,
        mentored=1,
        shrinkage=0.25,
    )
    heads, agents = slow_projection(tenured, hires, leave, ramp, mentor, 1, leave / 2)
    assert found.heads == pytest.approx(heads)
    assert found.agents == pytest.approx(agents, abs=1e-9)
    assert found.available == pytest.approx([0.75 * a for a in agents], abs=1e-9)
    after = np.array(found.heads) - found.leavers
    before_hires = np.array(found.heads[1:]) - np.array(found.hires[1:])
    assert after[:-1] == pytest.approx(before_hires, abs=1e-9)


def test_projection_at_its_edges():
    none = workforce.project_headcount(5, periods=0, attrition=0)
    assert none.heads == none.agents == none.leavers == ()
    long = workforce.project_headcount(5, hires=[1, 1, 1], periods=2, attrition=0)
    assert long.heads == (6, 7)
    assert long.agents == (5, 5)
    taxed = workforce.project_headcount(5, hires=[4], periods=7, attrition=0, mentor_share=0.25)
    assert taxed.agents == (4, 4, 5, 6, 7, 7, 9)
    with pytest.raises(InputError, match="hires must be a finite number, zero or more; got -1"):
        workforce.project_headcount(5, hires=[-1], periods=2, attrition=0)


def brute_force(target, tenured, leave, ramp, lead, most=5):
    """Fewest hires by trying all plans of up to `most` people."""
    span = len(target)
    for total in range(most + 1):
        for starts in itertools.combinations_with_replacement(range(lead, span), total):
            hires = [starts.count(t) for t in range(span)]
            _, agents = slow_projection(tenured, hires, leave, ramp)
            if all(a >= t - 1e-9 for a, t in zip(agents, target, strict=True)):
                return total
    return None


@settings(max_examples=40)
@given(
    st.lists(st.floats(0, 6), min_size=2, max_size=4),
    st.integers(0, 4),
    st.floats(0, 0.3),
    st.lists(st.sampled_from([0, 0.5, 0.75, 1]), min_size=1, max_size=3),
    st.integers(0, 1),
)
def test_fewest_hires_against_brute_force(target, tenured, leave, ramp, lead):
    plan = workforce.hiring_plan(target, tenured=tenured, attrition=leave, ramp=ramp, lead=lead)
    expected = brute_force(target, tenured, leave, ramp, lead)
    if plan.feasible and plan.total <= 5:
        assert plan.total == expected
    else:
        assert expected is None
    _, agents = slow_projection(tenured, plan.hires, leave, ramp)
    assert plan.agents == pytest.approx(agents, abs=1e-9)
    assert set(plan.unmet) == {
        t for t, (a, need) in enumerate(zip(agents, target, strict=True)) if a < need - 1e-8
    }


def test_hires_come_as_late_as_they_can():
    plan = workforce.hiring_plan([5, 5, 5, 7], tenured=5, attrition=0, ramp=[0, 1])
    assert (plan.hires, plan.decide, plan.feasible) == ((0, 0, 2, 0), (2,), True)
    early = workforce.hiring_plan([5, 5, 5, 7], tenured=5, attrition=0, ramp=[0, 1], lead=2)
    assert (early.hires, early.decide) == ((0, 0, 2, 0), (0,))
    late = workforce.hiring_plan([5, 5, 5, 7], tenured=5, attrition=0, ramp=[0, 1], lead=3)
    assert (late.total, late.unmet) == (0, (3,))


def test_whole_classes():
    plan = workforce.hiring_plan(
        [10, 10, 13], tenured=10, attrition=0, ramp=[0, 1], class_size=4, max_classes=2
    )
    assert (plan.hires, plan.classes, plan.total) == ((0, 4, 0), (0, 1, 0), 4)
    two = workforce.hiring_plan([14, 14], tenured=10, attrition=0, ramp=[1], max_classes=2)
    assert (two.hires, two.unmet) == ((2, 2), (0,))
    with pytest.raises(InputError, match="class_size must be 1 or more; got 0"):
        workforce.hiring_plan([1], tenured=1, attrition=0, class_size=0)


def test_classes_that_cannot_do_all():
    # Two hires a period reach 4 more by the second period, not in the first.
    plan = workforce.hiring_plan([14, 14], tenured=10, attrition=0, ramp=[1], max_classes=2)
    assert plan.unmet == (0,)
    assert plan.hires == (2, 2)
    # What cannot be met is missed by as little as can be.
    most = workforce.hiring_plan([14, 12], tenured=10, attrition=0, ramp=[1], max_classes=2)
    assert (most.hires, most.unmet) == ((2, 0), (0,))
    # Mentors cost so much at first that the second period cannot be met beside the first.
    torn = workforce.hiring_plan(
        [10, 12], tenured=10, attrition=0, ramp=[0.5, 1], mentor_share=1, mentored=1
    )
    assert torn.hires == (2, 0)
    assert torn.unmet == (0,)


def test_the_tolerance_of_the_solver_is_made_good():
    asked = {"tenured": 10, "attrition": 0, "ramp": [1]}
    assert workforce.hiring_plan([11.0], **asked).total == 1
    assert workforce.hiring_plan([11.0000005], **asked).total == 2
    tight = workforce.hiring_plan([11.0000005], **asked, max_classes=1)
    assert (tight.total, tight.unmet) == (1, (0,))


def test_no_plan_is_needed():
    plan = workforce.hiring_plan([3, 3], tenured=5, attrition=0.1)
    assert (plan.total, plan.decide, plan.feasible, plan.confidence) == (0, (), True, None)
    empty = workforce.hiring_plan([], tenured=5, attrition=0.1)
    assert (empty.total, empty.feasible) == (0, True)


def test_shrinkage_is_counted_once():
    plan = workforce.hiring_plan([7, 7], tenured=9, attrition=0, ramp=[1], shrinkage=0.3)
    assert plan.hires == (1, 0)
    assert plan.agents == pytest.approx((7, 7))
    assert plan.feasible


def test_people_leave_by_chance():
    asked = {"tenured": 20, "attrition": 0.05, "ramp": [0, 0.5, 1]}
    average = workforce.hiring_plan([18, 18, 18, 18], **asked)
    sure = workforce.hiring_plan([18, 18, 18, 18], **asked, confidence=0.9)
    assert sure.total > average.total
    assert sure.feasible
    assert min(sure.confidence) >= 0.9 - 1e-9
    rng = np.random.default_rng(7)
    met = np.zeros((4000, 4), dtype=bool)
    for trial in range(4000):
        groups = [(20, None)]
        for period in range(4):
            groups.append((sure.hires[period], period))
            agents = sum(
                n * (1 if start is None else [0, 0.5, 1][min(period - start, 2)])
                for n, start in groups
            )
            met[trial, period] = agents >= 18
            groups = [(rng.binomial(n, 0.95), start) for n, start in groups]
    assert met.mean(axis=0) == pytest.approx(sure.confidence, abs=0.025)


def test_confidence_that_cannot_be_had():
    plan = workforce.hiring_plan(
        [20, 20], tenured=20, attrition=0.05, ramp=[0, 1], confidence=0.9, lead=2
    )
    assert plan.unmet == (1,)
    assert plan.confidence[1] == pytest.approx(0.95**20)
    full = workforce.hiring_plan(
        [20, 22], tenured=20, attrition=0.05, ramp=[1], confidence=0.9, max_classes=1
    )
    assert (full.hires, full.unmet) == ((1, 1), (1,))
    calm = workforce.hiring_plan([5, 5], tenured=9, attrition=0.01, confidence=0.9)
    assert (calm.total, calm.feasible) == (0, True)
    with pytest.raises(
        InputError, match="tenured must be whole where confidence is given; got 2.5"
    ):
        workforce.hiring_plan([2], tenured=2.5, attrition=0, confidence=0.9)
    with pytest.raises(InputError, match="confidence must be below 1; got 1"):
        workforce.hiring_plan([2], tenured=2, attrition=0, confidence=1)


@pytest.mark.parametrize("requirement", [[-1], [float("nan")], [float("inf")]])
def test_bad_requirements(requirement):
    with pytest.raises(InputError, match="requirement must be finite, zero or more"):
        workforce.hiring_plan(requirement, tenured=2, attrition=0)


def test_a_ramp_in_weeks_and_a_year_of_attrition():
    weekly = workforce.convert_attrition("15%", source="year", target="week")
    plan = workforce.hiring_plan([48.0] * 26, tenured=48, attrition=weekly)
    assert plan.unmet == tuple(range(1, 4))[: len(plan.unmet)]
    assert all(a >= 48 - 1e-6 for at, a in enumerate(plan.agents) if at not in plan.unmet)
    assert timedelta(weeks=len(plan.hires)) == timedelta(days=182)
