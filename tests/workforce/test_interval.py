import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import workforce
from supportops.errors import InputError

CALLS = {"interval": "30m", "handle_time": "3m", "answer_within": "20s", "service_level": 0.8}


@pytest.mark.fact("workforce-erlang-c")
def test_the_published_sizes():
    for erlangs, aht, agents, level, asa in (
        (10, 180, 14, 0.88835, 7.8359),
        (10, 300, 14, 0.866627, 13.0599),
        (20, 240, 25, 0.862151, 10.0369),
    ):
        answer = workforce.agents_needed(
            erlangs * 3600 / aht, **{**CALLS, "interval": "1h", "handle_time": f"{aht}s"}
        )
        assert answer.agents == agents
        assert answer.service_level == pytest.approx(level, abs=5e-6)
        assert answer.mean_wait == pytest.approx(asa, abs=5e-5)


def test_a_hundred_calls_take_fourteen_agents():
    answer = workforce.agents_needed(100, **CALLS, shrinkage=0.3)
    assert (answer.agents, answer.paid, answer.load) == (14, 20, 10.0)
    assert answer.occupancy == pytest.approx(10 / 14)
    assert answer.wait_probability == pytest.approx(0.174132, abs=5e-7)
    assert answer.uplift == pytest.approx(0.4)
    assert answer.paid_hours == 10
    assert answer.abandonment == 0


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


@given(st.floats(0, 500), st.integers(1, 80), st.sampled_from([None, "1m", "5m"]))
def test_service_at_gives_back_what_agents_needed_says(volume, agents, patience):
    given_ = {k: v for k, v in CALLS.items() if k != "service_level"}
    found = workforce.service_at(volume, agents=agents, **given_, patience=patience)
    assert 0 <= found.service_level <= 1
    needed = workforce.agents_needed(volume, **CALLS, patience=patience)
    assert (found.service_level >= 0.8 * (1 - 1e-9)) == (agents >= needed.agents)


def test_impatient_customers_take_fewer():
    patient = workforce.agents_needed(500, **CALLS)
    impatient = workforce.agents_needed(500, **CALLS, patience="2m")
    assert impatient.agents < patient.agents
    assert 0 < impatient.abandonment < 0.1
    few = workforce.agents_needed(
        500, interval="30m", handle_time="3m", patience="2m", max_abandonment="3%"
    )
    assert few.abandonment <= 0.03
    assert few.service_level is None
    short = workforce.service_at(
        500,
        agents=few.agents - 1,
        interval="30m",
        handle_time="3m",
        answer_within="20s",
        patience="2m",
    )
    assert short.abandonment > 0.03


def test_other_targets():
    busy = workforce.agents_needed(100, **CALLS, max_occupancy=0.6)
    assert (busy.agents, busy.occupancy <= 0.6) == (17, True)
    waiting = workforce.agents_needed(100, interval="30m", handle_time="3m", max_wait="5s")
    assert waiting.mean_wait <= 5


def test_chats_fill_slots():
    chat = workforce.agents_needed(
        300,
        interval="30m",
        handle_time="10m",
        answer_within="30s",
        service_level=0.9,
        concurrency=3,
    )
    calls = workforce.agents_needed(
        300, interval="30m", handle_time="10m", answer_within="30s", service_level=0.9
    )
    assert chat.agents == -(-calls.agents // 3)
    assert chat.service_level >= 0.9


def test_nobody_calls():
    answer = workforce.agents_needed(0, **CALLS)
    assert (answer.agents, answer.paid, answer.occupancy, answer.uplift) == (0, 0, 0.0, None)
    assert (answer.service_level, answer.mean_wait) == (1, 0)


def test_overload_is_an_answer():
    found = workforce.service_at(
        100, agents=9, interval="30m", handle_time="3m", answer_within="20s"
    )
    assert (found.stable, found.service_level, found.mean_wait) == (False, 0, math.inf)
    assert found.occupancy == 1
    nobody = workforce.service_at(
        100, agents=0, interval="30m", handle_time="3m", answer_within="20s", patience="1m"
    )
    assert (nobody.stable, nobody.abandonment) == (True, 1)


@pytest.mark.parametrize(
    ("volume", "change", "message"),
    [
        (-1, {}, "volume must be a finite number, zero or more; got -1"),
        (True, {}, "volume must be a finite number"),
        (1, {"interval": "0m"}, "interval must be above zero; got '0m'"),
        (1, {"handle_time": "0m"}, "handle_time must be above zero; got '0m'"),
        (1, {"answer_within": "-1s"}, "answer_within must be"),
        (1, {"answer_within": None}, "answer_within and service_level must be given together"),
        (1, {"answer_within": None, "service_level": None}, "a target must be given; got none"),
        (1, {"service_level": 1}, "service_level must be below 1"),
        (1, {"service_level": 80}, "service_level must be a share"),
        (1, {"shrinkage": 1}, "shrinkage must be below 1; got 1"),
        (1, {"max_wait": "0s"}, "max_wait must be above zero"),
        (1, {"max_occupancy": 0}, "max_occupancy must be above zero; got 0"),
        (1, {"max_abandonment": 0.1}, "patience must be given with max_abandonment; got None"),
        (1, {"max_abandonment": 0, "patience": "1m"}, "max_abandonment must be above zero"),
        (1, {"concurrency": 1.5}, "concurrency must be a whole number"),
        (1, {"concurrency": 0}, "concurrency must be 1 or more; got 0"),
        (1, {"definition": "other"}, "definition must be one of"),
    ],
)
def test_bad_input_says_what_is_wrong(volume, change, message):
    with pytest.raises(InputError, match=message):
        workforce.agents_needed(volume, **{**CALLS, **change})


def test_agents_are_whole():
    with pytest.raises(InputError, match="agents must be a whole number, zero or more; got 1.5"):
        workforce.service_at(1, agents=1.5, interval="1h", handle_time="1m", answer_within="1m")
