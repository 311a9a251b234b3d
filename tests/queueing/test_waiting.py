from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as chosen
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.queueing import (
    blocking_probability,
    late_probability,
    mean_queue,
    mean_wait,
    mean_waits,
    occupancy,
    servers_needed,
    service_level,
    stable,
    wait_probability,
    wait_quantile,
)

LOADS = st.floats(1e-3, 2e3)
ROOMS = st.floats(1e-3, 60)


@pytest.mark.fact("workforce-erlang-c")
@pytest.mark.parametrize(
    ("load", "agents", "exact"),
    [(0.5, 1, Fraction(1, 2)), (1, 2, Fraction(1, 3)), (2, 3, Fraction(4, 9))],
)
def test_exact_wait_probabilities(load, agents, exact):
    assert wait_probability(load, agents) == pytest.approx(float(exact), rel=1e-14)


@pytest.mark.fact("workforce-erlang-c")
@pytest.mark.parametrize(
    ("load", "time", "within", "target", "agents", "wait", "level", "speed"),
    [
        (10, 180, 20, 0.8, 14, 0.174132, 0.888350, 7.8359),
        (10, 300, 20, 0.8, 14, 0.174132, 0.866627, 13.0599),
        (20, 240, 20, 0.8, 25, 0.209103, 0.862151, 10.0369),
    ],
)
def test_sizing_vectors(load, time, within, target, agents, wait, level, speed):
    asked = {"service_time": time, "within": within}
    assert servers_needed(load, **asked, service_level=target) == agents
    assert wait_probability(load, agents) == pytest.approx(wait, abs=5e-7)
    assert service_level(load, agents, **asked) == pytest.approx(level, abs=5e-7)
    assert mean_wait(load, agents, service_time=time) == pytest.approx(speed, abs=5e-5)
    assert occupancy(load, agents) == load / agents


def test_erlang_c_against_the_chain(chains):
    load, servers, time = 2.6, 4, 3.0
    states = list(range(300))

    def moves(n):
        yield n + 1, load / time
        yield n - 1, min(n, servers) / time

    shares = chains.stationary(states, moves)
    wait = sum(share for n, share in shares.items() if n >= servers)
    assert wait_probability(load, servers) == pytest.approx(wait, rel=1e-10)
    queue = sum(share * max(n - servers, 0) for n, share in shares.items())
    assert mean_queue(load, servers) == pytest.approx(queue, rel=1e-9)
    # A customer behind k others waits for k + 1 departures, an Erlang law.
    from scipy.special import gammaincc

    late = sum(
        share * gammaincc(n - servers + 1, servers / time * 2.0)
        for n, share in shares.items()
        if n >= servers
    )
    assert late_probability(load, servers, service_time=time, within=2.0) == pytest.approx(
        late, rel=1e-9
    )


@given(LOADS, ROOMS)
def test_identities(load, room):
    servers = load + room
    wait = wait_probability(load, servers)
    # Beside B and C there is nothing else: C = n B / (n - a + a B).
    blocked = blocking_probability(load, servers)
    assert blocked <= wait <= 1
    expected = servers * blocked / (servers - load + load * blocked)
    assert wait == pytest.approx(expected, rel=1e-9, abs=1e-300)
    assert wait_probability(load, servers + 1) <= wait
    # The lifted load rounds away from servers - room.
    left = servers - load
    assert mean_wait(load, servers, service_time=2.0) == pytest.approx(2 * wait / left)
    for share in (0.0, 0.5, 0.99):
        time = wait_quantile(load, servers, service_time=2.0, probability=share)
        late = late_probability(load, servers, service_time=2.0, within=time)
        assert late == pytest.approx(min(1 - share, wait), rel=1e-9, abs=1e-300)


@given(LOADS, st.just(0.0) | st.floats(0.01, 1e3), st.floats(0, 100), st.floats(1e-2, 1e4))
@chosen(max_examples=60)
def test_patience_eases_the_queue(load, servers, within, patience):
    queue = {"service_time": 3.0, "patience": patience}
    wait = wait_probability(load, servers, **queue)
    assert wait <= wait_probability(load, servers) + 1e-12
    assert wait >= blocking_probability(load, servers) - 1e-12
    longer = {"service_time": 3.0, "patience": 2 * patience}
    assert wait_probability(load, servers, **longer) >= wait - 1e-12
    late = late_probability(load, servers, **queue, within=within)
    assert 0 <= late <= wait + 1e-12
    levels = {
        name: service_level(load, servers, **queue, within=within, definition=name)
        for name in ("virtual", "offered", "answered", "excluding_short_abandons")
    }
    assert levels["offered"] <= levels["virtual"] + 1e-12
    if servers > 0:
        assert levels["offered"] <= levels["answered"] + 1e-12 <= 1 + 2e-9
        assert levels["offered"] <= levels["excluding_short_abandons"] + 1e-9 <= 1 + 2e-9


@given(LOADS, st.floats(0.1, 60))
@chosen(max_examples=40)
def test_endless_patience_is_the_limit(load, room):
    servers = load + room
    near = {"service_time": 1.0, "patience": 1e13}
    same = {"service_time": 1.0, "within": 0.3}
    assert wait_probability(load, servers, **near) == pytest.approx(
        wait_probability(load, servers), rel=1e-5
    )
    assert service_level(load, servers, **near, within=0.3) == pytest.approx(
        service_level(load, servers, **same), rel=1e-5
    )
    forever = service_level(load, servers, **same, patience=np.inf)
    assert forever == service_level(load, servers, **same)


def test_tiny_shares_keep_their_digits():
    # 1 - C exp(-x) would be zero or noise here.
    load = 2 - 1e-10
    room = 2 - load
    level = service_level(load, 2, service_time=100, within=1e-3)
    wait_free = room * (1 - blocking_probability(load, 2)) / (2 * blocking_probability(load, 2))
    assert level == pytest.approx(wait_free + room * 1e-5, rel=1e-5)
    small = service_level(120, 60, service_time=60, within=1, patience=600)
    assert 0 < small < 1e-40


def test_overload_is_an_answer():
    for load in (10, 11, 1e6):
        assert not stable(load, 10)
        assert wait_probability(load, 10) == 1
        assert mean_wait(load, 10, service_time=1) == np.inf
        assert mean_queue(load, 10) == np.inf
        assert service_level(load, 10, service_time=1, within=100) == 0
        assert late_probability(load, 10, service_time=1, within=100) == 1
        assert wait_quantile(load, 10, service_time=1, probability=0.5) == np.inf
        assert occupancy(load, 10) == 1
        assert 0 < mean_wait(load, 10, service_time=1, patience=3) <= 3
    waits = mean_waits(11, 10, service_time=1)
    assert waits.delayed == waits.answered == np.inf


def test_edges():
    assert wait_probability(0, 0) == 0
    assert occupancy(0, 0) == 0
    assert mean_wait(0, 0, service_time=1) == 0
    assert mean_queue(0, 3) == 0
    assert service_level(0, 0, service_time=1, within=0) == 1
    assert wait_quantile(0, 1, service_time=1, probability=0.9) == 0
    assert wait_quantile(1, 2, service_time=1, probability=1) == np.inf
    assert service_level(1, 2, service_time=1, within=np.inf) == 1
    assert late_probability(1, 2, service_time=1, within=np.inf) == 0
    assert wait_probability(5, 0, service_time=1, patience=2) == 1
    assert service_level(5, 0, service_time=1, within=9, patience=2) == 0
    answered = service_level(5, 0, service_time=1, within=9, patience=2, definition="answered")
    assert np.isnan(answered)


def test_no_patience_is_erlang_b():
    queue = {"service_time": 60.0, "patience": 0.0}
    assert wait_probability(12, 10, **queue) == pytest.approx(blocking_probability(12, 10))
    assert mean_wait(12, 10, **queue) == 0
    # Everybody who is answered is answered at once.
    level = service_level(12, 10, **queue, within=0)
    assert level == pytest.approx(1 - blocking_probability(12, 10))
    assert service_level(12, 10, **queue, within=0, definition="answered") == pytest.approx(1)
    # The wait offered is that for the first of ten departures.
    virtual = service_level(12, 10, **queue, within=6, definition="virtual")
    assert virtual == pytest.approx(1 - blocking_probability(12, 10) * np.exp(-1))
    assert wait_quantile(12, 10, **queue, probability=0.9) == 0


def test_missing_values_pass():
    load = np.array([np.nan, 5.0, 5.0, 5.0])
    servers = np.array([6.0, np.nan, 6.0, 6.0])
    time = np.array([1.0, 1.0, np.nan, 1.0])
    for patience in (None, 4.0):
        wait = mean_wait(load, servers, service_time=time, patience=patience)
        assert np.isnan(wait).tolist() == [True, True, True, False]
        level = service_level(load, servers, service_time=time, within=1.0, patience=patience)
        assert np.isnan(level).tolist() == [True, True, True, False]
        assert np.isnan(occupancy(load, servers, service_time=1.0, patience=patience)[:2]).all()
    quantile = wait_quantile(load, servers, service_time=1.0, probability=0.9)
    assert np.isnan(quantile).tolist() == [True, True, False, False]
    assert np.isnan(wait_quantile(5, 6, service_time=1.0, probability=np.nan))
    assert np.isnan(mean_wait(5, 6, service_time=1.0, patience=np.nan))
    assert not stable(np.nan, 1)


def test_mixed_patience_is_solved_together():
    patience = np.array([np.inf, 30.0, 0.0])
    together = service_level(9, 10, service_time=60, within=5, patience=patience)
    alone = [service_level(9, 10, service_time=60, within=5, patience=p) for p in patience]
    assert together.tolist() == alone
    waits = wait_quantile(9, 10, service_time=60, probability=0.9, patience=patience)
    assert waits[2] == 0 < waits[1] < waits[0]


def test_series_keep_their_index():
    index = pd.date_range("2026-01-05", periods=3, freq="15min", tz="UTC")
    load = pd.Series([1.0, 2.0, np.nan], index=index)
    found = service_level(load, 3, service_time=180, within=20)
    assert found.index.equals(index)
    assert np.isnan(found.iloc[2])
    assert stable(load, 2).tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: wait_probability(1, 2, patience=3), "service_time must be given with patience"),
        (
            lambda: mean_wait(1, 2, service_time=0),
            "service_time must be positive and finite; got 0",
        ),
        (lambda: service_level(1, 2, service_time=1, within=-1), "within must be zero or more"),
        (
            lambda: service_level(1, 2, service_time=1, within=1, definition="asa"),
            "definition must be one of virtual, offered, answered and excl.*got 'asa'",
        ),
        (
            lambda: wait_quantile(1, 2, service_time=1, probability=90),
            "probability must be a share from 0 to 1; got 90; write 0.9",
        ),
        (lambda: wait_probability([1, 2], [1, 2, 3]), "shapes must fit each other"),
    ],
)
def test_bad_input(call, message):
    with pytest.raises(InputError, match=message):
        call()
