import numpy as np
import pytest
from scipy.integrate import solve_ivp

from supportops.errors import InputError
from supportops.queueing import (
    confidence_of_target,
    expected_service_level,
    lagged_load,
    offered_load,
    pointwise_load,
    return_profile,
    returns,
    servers_for_confidence,
    servers_needed,
    service_level,
    sinusoidal_load,
    stationary_load,
)

TARGET = {"service_time": 180.0, "within": 20.0, "service_level": 0.8}


def test_confidence_against_drawn_days():
    rng = np.random.default_rng(5)
    loads = rng.gamma(1 / 0.15**2, 20 * 0.15**2, 40_000)
    needed = servers_needed(loads, **TARGET)
    for servers in (22, 25, 28):
        found = confidence_of_target(20, servers, **TARGET, cv=0.15)
        assert found == pytest.approx(np.mean(needed <= servers), abs=0.01)
    present = rng.binomial(27, 0.92, loads.size)
    found = confidence_of_target(20, 27, **TARGET, cv=0.15, absence=0.08)
    assert found == pytest.approx(np.mean(needed <= present), abs=0.01)
    levels = service_level(loads, 25, service_time=180.0, within=20.0)
    mean = expected_service_level(20, 25, service_time=180.0, within=20.0, cv=0.15)
    assert mean == pytest.approx(np.sum(loads * levels) / loads.sum(), abs=0.005)
    patient = {"service_time": 180.0, "within": 20.0, "patience": 120.0}
    levels = service_level(loads, 25, **patient)
    mean = expected_service_level(20, 25, **patient, cv=0.15)
    assert mean == pytest.approx(np.sum(loads * levels) / loads.sum(), abs=0.005)


def test_certain_days():
    needed = servers_needed(20, **TARGET)
    assert confidence_of_target(20, int(needed), **TARGET, cv=0) == 1
    assert confidence_of_target(20, int(needed) - 1, **TARGET, cv=0) == 0
    assert servers_for_confidence(20, confidence=0.9, **TARGET, cv=0) == needed
    level = service_level(20, 24, service_time=180.0, within=20.0)
    assert expected_service_level(20, 24, service_time=180.0, within=20.0, cv=0) == level
    assert expected_service_level(0, 0, service_time=180.0, within=20.0, cv=0.2) == 1


def test_servers_for_confidence_are_the_fewest():
    asked = {**TARGET, "cv": 0.2, "absence": 0.1, "patience": 200.0}
    found = int(servers_for_confidence(12, confidence=0.9, **asked))
    assert confidence_of_target(12, found, **asked) >= 0.9
    assert confidence_of_target(12, found - 1, **asked) < 0.9
    assert servers_for_confidence(0, confidence=0.9, **asked) == 0
    assert servers_for_confidence(12, confidence=0, **asked) == 0
    assert servers_for_confidence(12, confidence=0.9, **asked | {"absence": 1.0}) == np.inf
    never = asked | {"service_level": 1.0}
    assert servers_for_confidence(12, confidence=0.9, **never) == np.inf
    with pytest.raises(InputError, match="confidence must be a share from 0 to below 1; got 1"):
        servers_for_confidence(12, confidence=1, **asked)


def test_offered_load_follows_its_equation():
    rates, step, time = np.array([5.0, 30.0, 12.0, 0.0, 8.0]), 0.5, 0.7

    def drift(t, m):
        return rates[min(int(t / step), 4)] - m[0] / time

    grid = np.linspace(0, 2.5, 2501)
    solved = solve_ivp(drift, (0, 2.5), [2.0], t_eval=grid, max_step=0.01, rtol=1e-9).y[0]
    means = [np.trapezoid(solved[k * 500 : k * 500 + 501], dx=0.001) / step for k in range(5)]
    found = offered_load(rates, step=step, service_time=time, start=2.0)
    np.testing.assert_allclose(found, means, rtol=2e-4)
    assert offered_load([], step=1.0, service_time=1.0).size == 0
    steady = offered_load([4.0] * 60, step=1.0, service_time=2.0)
    assert steady[-1] == pytest.approx(8.0)


def test_a_sinusoid_in_fine_steps():
    swing = {"mean_rate": 10.0, "amplitude": 6.0, "frequency": 1.3}
    step = 0.002
    middles = (np.arange(15_000) + 0.5) * step
    rates = 10 + 6 * np.sin(1.3 * middles)
    found = offered_load(rates, step=step, service_time=0.8)
    wanted = sinusoidal_load(middles, **swing, service_time=0.8)
    np.testing.assert_allclose(found[-5000:], wanted[-5000:], rtol=1e-4)
    lag = np.arctan(1.3 * 0.8) / 1.3
    peak = np.pi / 2 / 1.3
    around = sinusoidal_load(
        [peak + lag - 0.1, peak + lag, peak + lag + 0.1], **swing, service_time=0.8
    )
    assert around.argmax() == 1
    assert sinusoidal_load(0.0, **swing, service_time=0.8).shape == (1,)


def test_steps_and_lags():
    rates = np.array([10.0, 20.0, 30.0, 40.0])
    assert pointwise_load(rates, service_time=0.5).tolist() == [5, 10, 15, 20]
    assert stationary_load(rates, service_time=0.5, per=2).tolist() == [7.5, 17.5]
    # One service time of one step moves all rates by one.
    assert lagged_load(rates, step=1.0, service_time=1.0, per=1).tolist() == [10, 10, 20, 30]
    assert lagged_load(rates, step=1.0, service_time=9.0, per=1).tolist() == [90] * 4
    assert lagged_load([], step=1.0, service_time=1.0, per=1).size == 0


def test_returns_through_the_day():
    given = {"service_time": 0.5, "return_probability": 0.4, "return_delay": 2.0}
    rates = [3.0, 9.0, 1.0]

    def drift(t, state):
        rate = rates[min(int(t), 2)]
        one, two = state
        return [rate + two / 2.0 - one / 0.5, 0.4 * one / 0.5 - two / 2.0]

    solved = solve_ivp(drift, (0, 3), [1.0, 2.0], max_step=0.01, rtol=1e-10, t_eval=[1, 2, 3]).y
    load, away = return_profile(rates, step=1.0, **given, start=(1.0, 2.0))
    np.testing.assert_allclose(load, solved[0], rtol=1e-4)
    np.testing.assert_allclose(away, solved[1], rtol=1e-4)
    steady = returns(3.0, **given)
    load, away = return_profile([3.0] * 200, step=1.0, **given)
    assert load[-1] == pytest.approx(steady.load)
    assert away[-1] == pytest.approx(steady.away)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pointwise_load([[1.0]], service_time=1), "rates must be one row of numbers"),
        (lambda: pointwise_load([1.0, -1.0], service_time=1), "rates must be zero or more"),
        (lambda: stationary_load([1.0] * 5, service_time=1, per=2), "per must divide the 5 steps"),
        (lambda: stationary_load([1.0] * 5, service_time=1, per=0), "per must divide"),
        (lambda: offered_load([1.0], step=0, service_time=1), "step must be positive"),
        (
            lambda: return_profile(
                [1.0], step=1, service_time=1, return_probability=0.5, return_delay=0
            ),
            "return_delay must be positive; got 0.0; use a longer service_time",
        ),
    ],
)
def test_bad_input(call, message):
    with pytest.raises(InputError, match=message):
        call()
