import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import workforce
from supportops.errors import InputError

CALLS = {"interval": "30m", "handle_time": "3m", "answer_within": "20s", "service_level": 0.8}


def test_a_hundred_calls_take_fourteen_agents():
    answer = workforce.agents_needed(100, **CALLS, shrinkage=0.3)
    assert (answer.agents, answer.paid, answer.load) == (14, 20, 10.0)
    assert answer.service_level == pytest.approx(0.888350, abs=5e-6)
    assert answer.mean_wait == pytest.approx(7.8359, abs=5e-4)
    assert answer.occupancy == pytest.approx(10 / 14)


def slow_service_level(load, servers, within):
    """M/M/n by the plain sums."""
    if servers <= load:
        return 0.0
    terms = [load**k / math.factorial(k) for k in range(servers)]
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return 1 - last / (sum(terms) + last) * math.exp(-(servers - load) * within)


@given(st.integers(1, 60), st.sampled_from([0.5, 0.8, 0.9, 0.99]))
def test_one_agent_less_would_miss_the_target(volume, target):
    answer = workforce.agents_needed(volume, **{**CALLS, "service_level": target})
    load = volume / 10
    assert slow_service_level(load, answer.agents, 20 / 180) >= target
    assert slow_service_level(load, answer.agents - 1, 20 / 180) < target
    assert answer.service_level == pytest.approx(slow_service_level(load, answer.agents, 20 / 180))


def test_nobody_calls():
    answer = workforce.agents_needed(0, **CALLS)
    assert (answer.agents, answer.paid, answer.occupancy) == (0, 0, 0.0)


@pytest.mark.parametrize(
    ("volume", "change", "message"),
    [
        (-1, {}, "volume must be a finite number, zero or more; got -1"),
        (True, {}, "volume must be a finite number"),
        (1, {"interval": "0m"}, "interval must be above zero; got '0m'"),
        (1, {"handle_time": "0m"}, "handle_time must be above zero; got '0m'"),
        (1, {"answer_within": "-1s"}, "answer_within must be"),
        (1, {"service_level": 1}, "service_level must be below 1"),
        (1, {"service_level": 80}, "service_level must be a share"),
    ],
)
def test_bad_input_says_what_is_wrong(volume, change, message):
    with pytest.raises(InputError, match=message):
        workforce.agents_needed(volume, **{**CALLS, **change})
