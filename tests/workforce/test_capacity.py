import math
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import queueing, workforce
from supportops.errors import InputError


@pytest.mark.fact(
    "workforce-capacity-equation",
    "workforce-capacity-worked-example",
    "workforce-capacity-worked-example-core",
)
def test_the_worked_example_takes_28():
    answer = workforce.required_agents(500, handle_time="20m", hours="8h", utilization="75%")
    assert answer.agents == pytest.approx(250 / 9, rel=1e-15)
    assert (answer.heads, float(answer)) == (28, answer.agents)
    assert answer.workload.total_seconds() / 60 == 10_000
    assert answer.productive.total_seconds() / 60 == 360


@given(st.integers(0, 10**6), st.integers(1, 500), st.integers(1, 24), st.integers(1, 100))
def test_capacity_against_fractions(volume, minutes, hours, percent):
    answer = workforce.required_agents(
        volume, handle_time=f"{minutes}m", hours=f"{hours}h", utilization=f"{percent}%"
    )
    exact = Fraction(volume * minutes * 100, hours * 60 * percent)
    assert answer.agents == pytest.approx(float(exact), rel=1e-12)
    assert answer.heads == math.ceil(exact)


@pytest.mark.fact("workforce-capacity-equation")
@given(st.floats(1, 5000), st.floats(60, 3600), st.floats(0.1, 1))
def test_the_equation_is_load_over_utilization(volume, seconds, utilization):
    answer = workforce.required_agents(
        volume, handle_time=timedelta(seconds=seconds), hours="8h", utilization=utilization
    )
    load = queueing.pointwise_load(
        [volume / 28_800], service_time=timedelta(seconds=seconds).total_seconds()
    )[0]
    assert answer.agents == pytest.approx(load / utilization, rel=1e-12)


def test_chats_at_once_share_an_agent():
    alone = workforce.required_agents(300, handle_time="12m", hours="8h", utilization=0.8)
    three = workforce.required_agents(
        300, handle_time="12m", hours="8h", utilization=0.8, concurrency=3
    )
    assert three.agents == pytest.approx(alone.agents / 3)
    assert three.workload == alone.workload / 3


@given(st.integers(0, 10_000), st.integers(0, 99))
def test_scheduled_agents_have_no_floating_ceiling(agents, percent):
    exact = math.ceil(Fraction(agents * 100, 100 - percent))
    assert workforce.scheduled_agents(agents, shrinkage=f"{percent}%") == exact


def test_published_shrinkage():
    assert workforce.scheduled_agents(21, shrinkage="30%") == 30
    assert workforce.scheduled_agents(14, shrinkage=0.3) == 20
    assert workforce.paid_agents(8, shrinkage=0.3) == pytest.approx(11.43, abs=5e-3)


def test_part_time_is_a_share_of_a_contract():
    assert workforce.full_time_equivalents([1, "50%", 0.75]) == 2.25
    assert workforce.full_time_equivalents([]) == 0
    with pytest.raises(InputError, match="people must be a share from 0 to 1; got 20"):
        workforce.full_time_equivalents([20])


def test_one_seat_around_the_clock_takes_six():
    assert workforce.seat_agents("168h", contract="40h", shrinkage="30%") == pytest.approx(6.0)
    assert workforce.seat_agents("0h", contract="40h", shrinkage=0) == 0


@given(st.floats(0, 1e5), st.floats(0.1, 1), st.floats(0, 0.9))
def test_fte_is_the_capacity_equation_with_the_utilization_of_both(work, occupancy, shrinkage):
    answer = workforce.required_fte(
        timedelta(hours=work), hours="40h", occupancy=occupancy, shrinkage=shrinkage
    )
    used = workforce.utilization_from(occupancy, shrinkage=shrinkage)
    same = workforce.required_agents(
        1, handle_time=timedelta(hours=work), hours="40h", utilization=used
    )
    assert answer.agents == pytest.approx(same.agents, rel=1e-9, abs=1e-12)
    assert answer.heads >= answer.agents * (1 - 1e-9)
    assert answer.paid * used / timedelta(hours=1) == pytest.approx(work, abs=1e-8)


GOOD = {"handle_time": "20m", "hours": "8h", "utilization": 0.75}


@pytest.mark.parametrize(
    ("volume", "change", "message"),
    [
        (-1, {}, "volume must be a finite number, zero or more; got -1"),
        (math.inf, {}, "volume must be a finite number"),
        (math.nan, {}, "volume must be a finite number"),
        (True, {}, "volume must be a finite number"),
        ("500", {}, "volume must be a finite number, zero or more; got '500'"),
        (5, {"handle_time": 20}, 'handle_time must say its unit; got 20; write "20m"'),
        (5, {"hours": "0h"}, "hours must be above zero; got '0h'"),
        (5, {"utilization": 0}, "utilization must be above zero; got 0"),
        (5, {"utilization": 75}, "utilization must be a share from 0 to 1; got 75"),
        (5, {"concurrency": 0.5}, "concurrency must be 1 or more; got 0.5"),
        (1e300, {}, "volume must be so small that its work fits; got 1e"),
    ],
)
def test_bad_input_says_what_is_wrong(volume, change, message):
    with pytest.raises(InputError, match=message):
        workforce.required_agents(volume, **{**GOOD, **change})


def test_bad_shrinkage():
    with pytest.raises(InputError, match="shrinkage must be below 1; got 1"):
        workforce.scheduled_agents(3, shrinkage=1)
    with pytest.raises(InputError, match="agents must be a finite number, zero or more; got -1"):
        workforce.scheduled_agents(-1, shrinkage=0)
    with pytest.raises(InputError, match="contract must be above zero; got '0h'"):
        workforce.seat_agents("1h", contract="0h", shrinkage=0)


@pytest.mark.fact("workforce-utilization-breakdown")
def test_the_time_budget_stands_as_published():
    parts = {name: (band.low, band.high) for name, band in workforce.utilization_parts().items()}
    assert parts == {
        "ticket_handling": (0.70, 0.80), "training": (0.05, 0.10), "meetings": (0.05, 0.08),
        "admin": (0.03, 0.05), "breaks_buffer": (0.05, 0.10), "shrinkage_total": (0.20, 0.30),
    }  # fmt: skip
    assert str(workforce.utilization_band()) == "0.7–0.8"
    assert workforce.utilization_source().where == "Utilization Breakdown"
    rest = [band for name, band in parts.items() if name != "shrinkage_total"]
    assert sum(low for low, _ in rest) == pytest.approx(0.88)
    assert sum(high for _, high in rest) == pytest.approx(1.13)


PARTS = {"training": 0.07, "meetings": 0.06, "admin": 0.04, "breaks_buffer": 0.08}


def test_a_time_budget_sums_to_the_whole():
    budget = workforce.TimeBudget(parts={"ticket_handling": 0.75, **PARTS})
    assert budget.utilization == 0.75
    assert budget.shrinkage == pytest.approx(0.25)
    assert budget.outside == {}
    odd = workforce.TimeBudget(parts={"ticket_handling": 0.5, "training": "30%", "lunch": "20%"})
    assert {name: str(band) for name, band in odd.outside.items()} == {
        "ticket_handling": "0.7–0.8",
        "training": "0.05–0.1",
    }
    assert workforce.TimeBudget(parts={"lunch": 1}).utilization == 0
    assert type(budget).model_validate_json(budget.model_dump_json()) == budget
    with pytest.raises(ValueError, match="parts must sum to 100%; got 105%"):
        workforce.TimeBudget(parts={"ticket_handling": 0.8, **PARTS})
    with pytest.raises(ValueError, match="got shrinkage_total, which restates them"):
        workforce.TimeBudget(parts={"ticket_handling": 0.75, "shrinkage_total": 0.25})


def test_shrinkage_adds_or_follows():
    parts = [0.1, 0.05, "12%"]
    assert workforce.additive_shrinkage(parts) == pytest.approx(0.27)
    assert workforce.sequential_shrinkage(parts) == pytest.approx(0.2476)
    assert workforce.additive_shrinkage([0.7, 0.2, 0.1]) == 1
    with pytest.raises(InputError, match=r"parts must sum to at most 1; got 1\.2"):
        workforce.additive_shrinkage([0.7, 0.5])
    with pytest.raises(InputError, match="parts must be a collection"):
        workforce.sequential_shrinkage("10%")


def test_days_lost():
    lost = {"leave": 26, "sick": 13, "training": 15, "meetings": 6, "breaks": 11.5, "quality": 6,
            "coaching": 11.5, "rotation": 2.5}  # fmt: skip
    assert workforce.days_shrinkage(lost, days=260) == pytest.approx(0.352, abs=5e-4)
    with pytest.raises(InputError, match="days_lost must sum to at most days; got 300 of 260"):
        workforce.days_shrinkage({"leave": 300}, days=260)
    with pytest.raises(InputError, match=r"days_lost\['leave'\] must be a finite number"):
        workforce.days_shrinkage({"leave": -1}, days=260)


def test_published_utilization_and_shrinkage_leave_nobody_idle():
    assert workforce.occupancy_from(0.7, shrinkage=0.3) == 1
    assert workforce.occupancy_from(0.8, shrinkage=0.2) == 1
    low, high = (workforce.utilization_from(o, shrinkage="30%") for o in ("70%", "85%"))
    assert (round(low, 2), round(high, 3)) == (0.49, 0.595)
    with pytest.raises(InputError, match=r"utilization must be at most 1 - shrinkage; got 0.8 of"):
        workforce.occupancy_from(0.8, shrinkage=0.3)


def test_the_waterfall():
    week = workforce.time_waterfall("40h", planned=0.15, unplanned=0.08, occupancy=0.82)
    hours = [span / timedelta(hours=1) for span in (week.scheduled, week.available, week.handling)]
    assert hours == pytest.approx([34, 31.28, 25.6496])
    with pytest.raises(InputError, match="planned must be below 1; got 1"):
        workforce.time_waterfall("40h", planned=1, unplanned=0, occupancy=0.8)
