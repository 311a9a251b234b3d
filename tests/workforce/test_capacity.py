import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import workforce
from supportops.errors import InputError


@pytest.mark.fact("workforce-capacity-equation", "workforce-capacity-worked-example")
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


@given(st.integers(0, 10_000), st.integers(0, 99))
def test_scheduled_agents_have_no_floating_ceiling(agents, percent):
    exact = math.ceil(Fraction(agents * 100, 100 - percent))
    assert workforce.scheduled_agents(agents, shrinkage=f"{percent}%") == exact


def test_published_shrinkage():
    assert workforce.scheduled_agents(21, shrinkage="30%") == 30
    assert workforce.scheduled_agents(14, shrinkage=0.3) == 20


def test_one_seat_around_the_clock_takes_six():
    assert workforce.seat_agents("168h", contract="40h", shrinkage="30%") == pytest.approx(6.0)
    assert workforce.seat_agents("0h", contract="40h", shrinkage=0) == 0


GOOD = {"handle_time": "20m", "hours": "8h", "utilization": 0.75}


@pytest.mark.parametrize(
    ("volume", "change", "message"),
    [
        (-1, {}, "volume must be a finite number, zero or more; got -1"),
        (math.inf, {}, "volume must be a finite number"),
        (math.nan, {}, "volume must be a finite number"),
        ("500", {}, "volume must be a finite number, zero or more; got '500'"),
        (5, {"handle_time": 20}, 'handle_time must say its unit; got 20; write "20m"'),
        (5, {"hours": "0h"}, "hours must be above zero; got '0h'"),
        (5, {"utilization": 0}, "utilization must be above zero; got 0"),
        (5, {"utilization": 75}, "utilization must be a share from 0 to 1; got 75"),
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
