import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.tickets import (
    aged_priority,
    ageing_score,
    delay_cost_index,
    overtaking_hour,
    starvation_bound,
)
from supportops.vocabulary import preset

P = preset("p1-p5")


@pytest.mark.fact("tickets-good-prioritization")
@pytest.mark.parametrize(
    ("priority", "waited", "ceiling", "expected"),
    [
        ("P4", "7h59m59s", None, "P4"),
        ("P4", "8h", None, "P3"),
        ("P4", "24h", None, "P1"),
        ("P4", "1000h", None, "P1"),
        ("P4", "1000h", "P2", "P2"),
        ("P1", "1000h", "P2", "P1"),
        ("P5", "0s", "P2", "P5"),
    ],
)
def test_tickets_rise_with_every_step(priority, waited, ceiling, expected):
    assert aged_priority(priority, waited, step="8h", scale=P, ceiling=ceiling) == expected


def test_a_step_has_a_length():
    with pytest.raises(InputError, match="step must be above zero; got 0s"):
        aged_priority("P4", "1h", step="0s", scale=P)
    with pytest.raises(InputError, match='step must say its unit; got 8; write "8m"'):
        aged_priority("P4", "1h", step=8, scale=P)


def test_scores_keep_kind_and_index():
    wait = pd.Series([1.0, np.nan], index=["x", "y"])
    score = ageing_score(pd.Series([100, 1], index=["x", "y"]), rate_per_hour=5, wait_hours=wait)
    assert score.index.tolist() == ["x", "y"]
    assert score["x"] == 105
    assert math.isnan(score["y"])
    assert ageing_score(np.array([[1.0], [2.0]]), rate_per_hour=1, wait_hours=1).shape == (2, 1)
    assert ageing_score([], rate_per_hour=1, wait_hours=1).shape == (0,)


@pytest.mark.parametrize(
    ("high_base", "low_rate", "high_rate", "low_arrival", "high_arrival", "expected"),
    [
        (100, 8, 5, 0, 10, 10.0),
        (140, 8, 5, 0, 6, 30.0),
        (100, 5, 5, 0, 0, math.nan),  # never
        (100, 5, 8, 0, 0, math.nan),
        (100, 5, 5, 0, 20, 20.0),  # ahead when the other comes
        (100, 5, 8, 0, 16, 16.0),
        (10, 5, 8, 7, 0, math.nan),  # behind when it comes, and slower
        (10, 5, 0, 7, 0, 7.0),  # 20 points against 10 at once
        (20, 0, 0, 3, 4, 4.0),  # equal
    ],
)
def test_overtaking(high_base, low_rate, high_rate, low_arrival, high_arrival, expected):
    hour = overtaking_hour(
        20,
        high_base,
        low_rate=low_rate,
        high_rate=high_rate,
        low_arrival=low_arrival,
        high_arrival=high_arrival,
    )
    assert hour == pytest.approx(expected, nan_ok=True)


def test_what_has_no_answer_is_nan():
    assert math.isnan(starvation_bound(math.inf, math.inf, rate_per_hour=1))
    assert math.isnan(ageing_score(1, rate_per_hour=math.inf, wait_hours=0))
    assert math.isnan(overtaking_hour(0, math.inf, low_rate=math.inf, high_rate=1))
    assert overtaking_hour(0, 1e308, low_rate=1e-300, high_rate=0) == math.inf


@given(
    st.integers(0, 100), st.integers(0, 100), st.integers(0, 9), st.integers(0, 9),
    st.integers(0, 20), st.integers(0, 20),
)  # fmt: skip
def test_overtaking_is_the_first_hour_of_a_walk(low, high, rate, other, since, arrival):
    hour = overtaking_hour(
        low, high, low_rate=rate, high_rate=other, low_arrival=since, high_arrival=arrival
    )
    begin = max(since, arrival)

    def ahead(t):
        return low + rate * (t - since) >= high + other * (t - arrival) - 1e-9

    if math.isnan(hour):
        assert not ahead(begin)
        assert not ahead(begin + 1e4)
    else:
        assert hour >= begin
        assert ahead(hour)
        assert hour == begin or not ahead(hour - 1e-3)


@pytest.mark.parametrize(
    ("low", "top", "rate", "expected"),
    [(20, 100, 4, 20), (100, 20, 4, 0), (20, 100, 0, math.inf), (20, 20, 0, 0)],
)
def test_starvation_bound(low, top, rate, expected):
    assert starvation_bound(low, top, rate_per_hour=rate) == expected


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0.5, 9), st.floats(0.01, 50))
def test_nobody_overtakes_after_the_bound(low, gap, rate, later):
    bound = starvation_bound(low, low + gap, rate_per_hour=rate)
    newcomer = bound + later
    mine = ageing_score(low, rate_per_hour=rate, wait_hours=newcomer)
    assert mine >= low + gap - 1e-6


@pytest.mark.parametrize(
    ("cost", "work", "expected"), [(3, 2, 1.5), (2, 0.5, 4), (1, 0, math.inf), (0, 0, 0)]
)
def test_cost_of_delay(cost, work, expected):
    assert delay_cost_index(cost, handle_hours=work) == expected


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ageing_score(1, rate_per_hour=-1, wait_hours=1), "rate_per_hour must be zero"),
        (lambda: ageing_score(1, rate_per_hour=1, wait_hours=-1), "wait_hours must be zero or"),
        (lambda: overtaking_hour(1, 2, low_rate=-1, high_rate=1), "low_rate must be zero or more"),
        (lambda: overtaking_hour(1, 2, low_rate=1, high_rate=-1), "high_rate must be zero or mo"),
        (lambda: starvation_bound(1, 2, rate_per_hour=-1), "rate_per_hour must be zero or more"),
        (lambda: delay_cost_index(-1, handle_hours=1), "cost_per_hour must be zero or more"),
        (
            lambda: delay_cost_index([1, 1], handle_hours=[1, -1]),
            "handle_hours must be zero or more; got -1.0 at",
        ),
        (
            lambda: delay_cost_index(True, handle_hours=1),
            "cost_per_hour must be a number; got True",
        ),
    ],
)
def test_bad_figures(call, message):
    with pytest.raises(InputError, match=message):
        call()
