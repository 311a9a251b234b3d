import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as chosen
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.queueing import (
    ageing_rates,
    ageing_waits,
    late_probability,
    mean_wait,
    preemptive_waits,
    priority_waits,
    quantile_from_transform,
    tail_from_transform,
    wait_probability,
    wait_quantile,
)

CLASSES = st.lists(st.floats(0.01, 3), min_size=1, max_size=4)


@pytest.mark.parametrize("servers", [1, 3])
def test_two_classes_against_the_chain(chains, servers):
    high, low, time, top = 0.25 * servers, 0.4 * servers, 2.0, 45
    busy = [("busy", n, 0) for n in range(servers)]
    states = busy + [(a, b) for a in range(top) for b in range(top)]

    def moves(state):
        if state[0] == "busy":
            n = state[1]
            yield (busy[n + 1] if n + 1 < servers else (0, 0)), (high + low) / time
            if n:
                yield busy[n - 1], n / time
            return
        a, b = state
        yield (a + 1, b), high / time
        yield (a, b + 1), low / time
        if a:
            yield (a - 1, b), servers / time
        elif b:
            yield (a, b - 1), servers / time
        else:
            yield busy[servers - 1], servers / time

    shares = chains.stationary(states, moves)
    means = [
        sum(share * state[k] for state, share in shares.items() if state[0] != "busy") / load * time
        for k, load in enumerate((high, low))
    ]
    found = priority_waits([high, low], servers, service_time=time)
    np.testing.assert_allclose(found.mean_wait, means, rtol=1e-5)
    waits = sum(share for state, share in shares.items() if state[0] != "busy")
    assert found.wait_probability == pytest.approx(waits, rel=1e-6)


def test_preemption_against_the_chain(chains):
    servers, high, low, time, top = 2, 0.5, 0.7, 3.0, 40
    states = [(a, b) for a in range(top) for b in range(top)]

    def moves(state):
        a, b = state
        yield (a + 1, b), high / time
        yield (a, b + 1), low / time
        yield (a - 1, b), min(a, servers) / time
        yield (a, b - 1), min(b, max(servers - a, 0)) / time

    shares = chains.stationary(states, moves)
    times = [
        sum(share * state[k] for state, share in shares.items()) / load * time
        for k, load in enumerate((high, low))
    ]
    found = preemptive_waits([high, low], servers, service_time=time)
    np.testing.assert_allclose(found.mean_time, times, rtol=1e-6)
    np.testing.assert_allclose(found.mean_delay, np.array(times) - time, rtol=1e-5)


@given(CLASSES, st.integers(1, 12), st.randoms())
@chosen(max_examples=60)
def test_conservation(loads, servers, shuffle):
    total = sum(loads)
    found = priority_waits(loads, servers, service_time=2.0)
    if total < servers * 0.999:
        whole = np.dot(loads, found.mean_wait) / total
        assert whole == pytest.approx(mean_wait(total, servers, service_time=2.0), rel=1e-8)
        rates = [shuffle.uniform(0.1, 10) for _ in loads]
        aged = ageing_waits(loads, servers, service_time=2.0, rates=rates)
        assert np.dot(loads, aged) / total == pytest.approx(whole, rel=1e-8)
        preempted = preemptive_waits(loads, servers, service_time=2.0)
        assert np.dot(loads, preempted.mean_delay) / total == pytest.approx(whole, rel=1e-6)
    for stable, mean in zip(found.stable, found.mean_wait, strict=True):
        assert stable == np.isfinite(mean)
    assert list(found.mean_wait) == sorted(found.mean_wait)


def test_one_class_is_erlang_c():
    found = priority_waits([8.0], 10, service_time=60.0)
    for time in (0.0, 5.0, 60.0):
        late = late_probability(8.0, 10, service_time=60.0, within=time)
        assert found.late_probability(time)[0] == pytest.approx(late, abs=1e-8)
    for share in (0.1, 0.9, 0.99):
        time = wait_quantile(8.0, 10, service_time=60.0, probability=share)
        assert found.quantile(share)[0] == pytest.approx(time, rel=1e-5)
    assert found.quantile(1.0)[0] == np.inf
    second = 2 * (60.0 / 2) ** 2
    assert found.second_moment[0] == pytest.approx(second)
    assert found.service_level(20.0)[0] == pytest.approx(1 - found.late_probability(20.0)[0])


def test_moments_follow_from_tails():
    found = priority_waits([1.0, 1.5, 1.0], 5, service_time=1.0)
    nodes, weights = np.polynomial.legendre.leggauss(200)
    for k, end in enumerate((12.0, 25.0, 120.0)):
        points = 0.5 * end * (nodes + 1)
        tails = np.array([found.late_probability(float(t))[k] for t in points])
        mean = 0.5 * end * weights @ tails
        assert mean == pytest.approx(found.mean_wait[k], rel=1e-4)
        square = 0.5 * end * weights @ (2 * points * tails)
        assert square == pytest.approx(found.second_moment[k] * found.wait_probability, rel=1e-3)


def test_lower_classes_may_drown_alone():
    found = priority_waits([2.0, 5.0, 1.0], 4, service_time=1.0)
    assert found.stable == (True, False, False)
    assert found.wait_probability == 1
    assert found.mean_wait[0] == pytest.approx(0.25 / 0.5)
    assert found.mean_wait[1:] == (np.inf, np.inf)
    assert found.late_probability(0.3)[0] == pytest.approx(np.exp(-2 * 0.3), abs=1e-7)
    assert found.late_probability(0.3)[1:] == (1.0, 1.0)
    assert found.quantile(0.5)[1:] == (np.inf, np.inf)
    preempted = preemptive_waits([2.0, 5.0], 4, service_time=1.0)
    assert preempted.stable == (True, False)
    assert preempted.mean_time[1] == np.inf
    alone = mean_wait(2.0, 4, service_time=1.0)
    assert preempted.mean_delay[0] == pytest.approx(alone)
    assert ageing_waits([2.0, 5.0], 4, service_time=1.0, rates=[1, 2]) == (np.inf, np.inf)


def test_classes_without_load():
    found = priority_waits([0.0, 2.0], 3, service_time=1.0)
    assert found.mean_wait[0] == pytest.approx(wait_probability(2.0, 3) / 3)
    none = priority_waits([0.0], 0, service_time=1.0)
    assert none.mean_wait == (0.0,)
    preempted = preemptive_waits([0.0, 2.0], 3, service_time=1.0)
    assert preempted.mean_delay[0] == pytest.approx(0, abs=1e-6)
    assert preempted.mean_delay[1] == pytest.approx(mean_wait(2.0, 3, service_time=1.0))
    last = preemptive_waits([2.0, 0.0], 3, service_time=1.0)
    assert last.mean_delay[1] > mean_wait(2.0, 3, service_time=1.0)


def simulated_ageing(loads, servers, rates, rng, customers):
    """Mean waits by class where the highest rate times age is served next."""
    lam = np.array(loads)
    times = np.cumsum(rng.exponential(1 / lam.sum(), customers))
    kinds = rng.choice(lam.size, customers, p=lam / lam.sum())
    works = rng.exponential(1.0, customers)
    free = [0.0] * servers
    waits, queues, k, now = [[] for _ in loads], [[] for _ in loads], 0, 0.0
    while k < customers or any(queues):
        now = max(now, free[0])
        if not any(queues):
            now = max(now, times[k])
        while k < customers and times[k] <= now:
            queues[kinds[k]].append((times[k], works[k]))
            k += 1
        ready = [c for c, queue in enumerate(queues) if queue]
        best = max(ready, key=lambda c: rates[c] * (now - queues[c][0][0]))
        came, work = queues[best].pop(0)
        waits[best].append(now - came)
        heapq.heapreplace(free, now + work)
    return np.array([np.mean(w[500:]) for w in waits])


def test_ageing_against_a_short_simulation():
    loads, rates = [0.5, 0.9], [3.0, 1.0]
    runs = np.array(
        [
            simulated_ageing(loads, 2, rates, np.random.default_rng(seed), 12_000)
            for seed in range(10)
        ]
    )
    spread = runs.std(axis=0, ddof=1) / np.sqrt(len(runs))
    found = np.array(ageing_waits(loads, 2, service_time=1.0, rates=rates))
    # The formula is exact for one server and within 1 % for several.
    assert (np.abs(runs.mean(axis=0) - found) < 4 * spread + 0.01 * found).all()


def test_limits_of_ageing():
    loads = [0.8, 1.5, 2.0]
    equal = ageing_waits(loads, 5, service_time=1.0, rates=[2, 2, 2])
    np.testing.assert_allclose(equal, mean_wait(4.3, 5, service_time=1.0))
    strict = ageing_waits(loads, 5, service_time=1.0, rates=[1e12, 1e6, 1])
    wanted = priority_waits(loads, 5, service_time=1.0).mean_wait
    np.testing.assert_allclose(strict, wanted, rtol=1e-5)


@given(
    st.lists(st.floats(0.1, 1.2), min_size=2, max_size=4),
    st.lists(st.floats(0, 1), min_size=4, max_size=4),
)
@chosen(max_examples=40)
def test_rates_for_waits_invert(loads, powers):
    rates = [float(np.exp(2 * power)) for power in powers[: len(loads)]]
    waits = ageing_waits(loads, 5, service_time=1.0, rates=rates)
    found = ageing_rates(loads, 5, service_time=1.0, waits=waits)
    assert found.attainable
    np.testing.assert_allclose(found.mean_wait, waits, rtol=1e-6)


def test_ratios_that_cannot_be_had():
    found = ageing_rates([1.0, 1.0], 5, service_time=1.0, waits=[1.0, 50.0])
    assert not found.attainable
    strict = priority_waits([1.0, 1.0], 5, service_time=1.0).mean_wait
    np.testing.assert_allclose(found.mean_wait, strict, rtol=1e-3)
    for load in (0.0, 9.0):
        none = ageing_rates([load, 0.0], 5, service_time=1.0, waits=[1.0, 2.0])
        assert not none.attainable


def test_transforms():
    for k in (1, 3):
        for t in (0.3, 2.0, 9.0):
            from scipy.special import gammaincc

            tail = tail_from_transform(lambda s, k=k: (1 + s) ** -k, t)
            assert tail == pytest.approx(gammaincc(k, t), abs=2e-8)
    assert tail_from_transform(lambda s: 1 / (1 + s), 0.0) == 1
    # Half never ends.
    half = lambda s: 0.5 / (1 + s)  # noqa: E731
    assert tail_from_transform(half, 50.0) == pytest.approx(0.5, abs=1e-7)
    assert quantile_from_transform(half, 0.25, scale=1.0) == pytest.approx(np.log(2), rel=1e-6)
    assert quantile_from_transform(half, 0.75, scale=1.0) == np.inf
    assert quantile_from_transform(lambda s: 0.9 + 0.1 / (1 + s), 0.5, scale=1.0) == 0.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: priority_waits([], 3, service_time=1), "loads must be one number for each"),
        (lambda: priority_waits([1, -1], 3, service_time=1), "loads must be zero or more"),
        (lambda: preemptive_waits([1.0], 2.5, service_time=1), "servers must be whole"),
        (
            lambda: ageing_waits([1.0, 2.0], 5, service_time=1, rates=[1.0]),
            r"rates must be positive, one for each load; got \[1.0\] for 2",
        ),
        (
            lambda: ageing_rates([1.0, 2.0], 5, service_time=1, waits=[1.0, 0.0]),
            "waits must be positive",
        ),
        (lambda: tail_from_transform(lambda s: s, -1.0), "time must be zero or more"),
        (
            lambda: quantile_from_transform(lambda s: s, 0.5, scale=0.0),
            "scale must be positive and finite",
        ),
    ],
)
def test_bad_input(call, message):
    with pytest.raises(InputError, match=message):
        call()
