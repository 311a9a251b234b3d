import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as chosen
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.queueing import (
    abandonment,
    any_patience,
    daley_bound,
    fluid_queue,
    fluid_wait,
    garnett_abandonment,
    garnett_delay,
    garnett_wait,
    halfin_whitt_beta,
    halfin_whitt_delay,
    halfin_whitt_servers,
    halfin_whitt_wait,
    heavy_traffic_wait,
    kingman_bound,
    late_probability,
    lower_bound,
    mean_wait,
    mean_waits,
    service_level,
    square_root_servers,
    wait_probability,
)


@given(st.floats(0.01, 0.99))
@chosen(max_examples=40)
def test_halfin_whitt_inverts(share):
    assert halfin_whitt_delay(halfin_whitt_beta(share)) == pytest.approx(share, rel=1e-11)


def test_approximations_come_near_in_large_queues():
    errors = []
    for load in (25.0, 400.0, 10_000.0):
        servers = load + np.sqrt(load)
        errors.append(abs(halfin_whitt_wait(load, servers).error))
    assert errors[0] > errors[1] > errors[2]
    assert errors[2] < 2e-3
    for beta in (-1.0, 0.0, 1.0):
        for ratio in (0.3, 5.0):
            load, servers = 1e6 - beta * 1e3, 1e6
            asked = {"service_time": 1.0, "patience": ratio}
            assert abs(garnett_wait(load, servers, **asked).error) < 1e-3
            gone = garnett_abandonment(load, servers, **asked)
            assert gone.value == pytest.approx(gone.exact, rel=0.02)
    assert garnett_delay(1.2, patience_ratio=1e12) == pytest.approx(
        halfin_whitt_delay(1.2), rel=1e-5
    )


def test_servers_by_the_square_root():
    load = np.array([20.0, 100.0, 1_000.0])
    found = halfin_whitt_servers(load, wait_probability=0.1)
    assert (np.abs(found.error) <= 1).all()
    assert square_root_servers(100 / 3, beta=0.8) == pytest.approx(37.95, abs=0.01)
    assert halfin_whitt_delay(-1.0) == 1
    assert halfin_whitt_wait(0.0, 5).value == 0
    assert np.isnan(halfin_whitt_beta(np.array([np.nan, 0.5]))[0])
    assert np.isnan(halfin_whitt_delay(np.nan))
    assert np.isnan(halfin_whitt_wait(np.nan, 5).value)
    with pytest.raises(InputError, match="wait_probability must be a share above 0 and below 1"):
        halfin_whitt_beta(1.0)
    with pytest.raises(InputError, match="beta must be finite; got inf"):
        halfin_whitt_delay(np.inf)


@given(st.floats(0.01, 0.98), st.floats(0, 9), st.floats(0, 9))
def test_bounds_are_in_order(load, arrivals, services):
    asked = {"service_time": 2.0, "service_scv": services}
    low = lower_bound(load, **asked)
    daley = daley_bound(load, **asked, arrival_scv=arrivals)
    kingman = kingman_bound(load, **asked, arrival_scv=arrivals)
    heavy = heavy_traffic_wait(load, **asked, arrival_scv=arrivals)
    assert low <= daley * (1 + 1e-12)
    assert heavy <= daley * (1 + 1e-12) <= kingman * (1 + 1e-11)


def test_one_server_with_poisson_arrivals_is_exact():
    found = heavy_traffic_wait(0.7, service_time=3.0, arrival_scv=1, service_scv=1)
    assert found == pytest.approx(mean_wait(0.7, 1, service_time=3.0))
    asked = {"service_time": 1.0, "service_scv": 1.0}
    for bound in (kingman_bound, daley_bound, heavy_traffic_wait):
        assert bound(1.0, **asked, arrival_scv=1.0) == np.inf
        assert np.isnan(bound(np.nan, **asked, arrival_scv=1.0))
    assert lower_bound(2.0, **asked) == np.inf


def test_bounds_hold_a_short_simulation():
    # Hyperexponential arrivals and services at one server, Lindley's recursion.
    rng = np.random.default_rng(11)

    def times(mean, scv, size):
        p = 0.5 * (1 + np.sqrt((scv - 1) / (scv + 1)))
        fast = rng.random(size) < p
        return mean * rng.exponential(1.0, size) * np.where(fast, 0.5 / p, 0.5 / (1 - p))

    load, waits = 0.8, []
    for _ in range(8):
        steps = times(load, 3.0, 60_000) - times(1.0, 2.0, 60_000)
        walk = np.concatenate([[0.0], np.cumsum(steps)])
        waits.append(np.mean(walk - np.minimum.accumulate(walk)))
    mean, spread = np.mean(waits), np.std(waits, ddof=1) / np.sqrt(8)
    asked = {"service_time": load, "service_scv": 3.0}
    assert lower_bound(load, **asked) < mean + 3 * spread
    assert mean - 3 * spread < daley_bound(load, **asked, arrival_scv=2.0)
    heavy = heavy_traffic_wait(load, **asked, arrival_scv=2.0)
    assert heavy == pytest.approx(mean, abs=4 * spread + 0.1 * mean)


def test_fluid_is_the_overloaded_limit():
    queue = {"service_time": 1.0, "patience": 3.0}
    assert fluid_wait(12_000, 10_000, patience=3.0) == pytest.approx(
        mean_waits(12_000, 10_000, **queue).offered, rel=1e-3
    )
    exact = 12_000 * mean_wait(12_000, 10_000, **queue)
    assert fluid_queue(12_000, 10_000, **queue) == pytest.approx(exact, rel=1e-6)
    assert fluid_wait(5, 10, patience=3.0) == fluid_queue(5, 10, **queue) == 0
    assert fluid_wait(5, 0, patience=3.0) == np.inf
    assert np.isnan(fluid_wait(np.nan, 1, patience=3.0))
    assert np.isnan(fluid_queue(np.nan, 1, **queue))


@pytest.mark.parametrize(("load", "servers"), [(48.0, 50.0), (6.0, 4.0), (0.5, 1.0), (3.3, 4.5)])
def test_patience_of_any_law_holds_the_exponential(load, servers):
    queue = {"service_time": 60.0, "patience": 120.0}
    found = any_patience(load, servers, service_time=60.0, survival=lambda t: np.exp(-t / 120.0))
    assert found.wait_probability == pytest.approx(
        wait_probability(load, servers, **queue), rel=1e-9
    )
    assert found.abandonment == pytest.approx(abandonment(load, servers, **queue), rel=1e-8)
    waits = mean_waits(load, servers, **queue)
    assert found.mean_offered_wait == pytest.approx(waits.offered, rel=1e-8)
    level = service_level(load, servers, **queue, within=20.0, definition="virtual")
    assert found.offered_late(20.0) == pytest.approx(1 - level, rel=1e-5)
    assert found.offered_late(1e9) == 0


def test_endless_patience_of_any_law_is_erlang_c():
    found = any_patience(4.0, 5.0, service_time=2.0, survival=np.ones_like)
    assert found.abandonment == pytest.approx(0, abs=1e-9)
    assert found.wait_probability == pytest.approx(wait_probability(4.0, 5))
    late = late_probability(4.0, 5, service_time=2.0, within=1.0)
    assert found.offered_late(1.0) == pytest.approx(late, rel=1e-5)
    nobody = any_patience(0.0, 5.0, service_time=2.0, survival=np.ones_like)
    assert nobody.wait_probability == nobody.abandonment == nobody.mean_offered_wait == 0
    assert nobody.offered_late(0.0) == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"servers": 0.5}, "servers must be one or more here; got 0.5"),
        ({"load": 9.0}, "patience must keep the queue finite"),
        ({"survival": lambda t: 2 * np.ones_like(t)}, "survival must give a share from 0 to 1"),
        ({"survival": lambda t: 1.0}, "survival must give a share from 0 to 1"),
    ],
)
def test_bad_patience(change, message):
    asked = {"load": 4.0, "servers": 5.0, "survival": np.ones_like} | change
    with pytest.raises(InputError, match=message):
        any_patience(asked["load"], asked["servers"], service_time=2.0, survival=asked["survival"])
