import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as chosen
from hypothesis import strategies as st

from supportops.queueing import (
    abandoned_within,
    abandonment,
    blocking_probability,
    late_probability,
    mean_queue,
    mean_wait,
    mean_waits,
    occupancy,
    service_level,
    wait_probability,
    wait_quantile,
)

LOADS = st.floats(1e-3, 2e3)
SERVERS = st.just(0.0) | st.floats(0.01, 2e3)
PATIENCE = st.floats(1e-2, 1e3)


@pytest.mark.parametrize(("load", "patience"), [(3.0, 2.0), (9.0, 0.7), (0.4, 10.0)])
def test_against_the_chain(chains, load, patience):
    servers, time, target = 4, 1.5, 0.9
    arrive, pace, leave = load / time, servers / time, 1 / patience
    states = list(range(90))

    def moves(n):
        yield n + 1, arrive
        yield n - 1, min(n, servers) / time + max(n - servers, 0) * leave

    shares = chains.stationary(states, moves)
    queue = {"service_time": time, "patience": patience}
    waiting = {n - servers: share for n, share in shares.items() if n >= servers}
    assert wait_probability(load, servers, **queue) == pytest.approx(sum(waiting.values()))
    length = sum(ahead * share for ahead, share in waiting.items())
    assert mean_queue(load, servers, **queue) == pytest.approx(length)
    assert abandonment(load, servers, **queue) == pytest.approx(length * leave / arrive)
    busy = sum(share * min(n, servers) for n, share in shares.items()) / servers
    assert occupancy(load, servers, **queue) == pytest.approx(busy)
    found = np.array(list(waiting.values()))
    late = found @ chains.survival_of_queue(found.size, pace, leave, target)
    within = {**queue, "within": target}
    assert service_level(load, servers, **within, definition="virtual") == pytest.approx(1 - late)
    still = late * np.exp(-target * leave)
    assert late_probability(load, servers, **within) == pytest.approx(still)
    # P(leave within t) is the integral of leaving times not being answered yet.
    grid, weights = np.polynomial.legendre.leggauss(12)
    points = 0.5 * target * (grid + 1)
    gone = (
        0.5
        * target
        * sum(
            w
            * leave
            * np.exp(-t * leave)
            * (found @ chains.survival_of_queue(found.size, pace, leave, t))
            for t, w in zip(points, weights, strict=True)
        )
    )
    assert abandoned_within(load, servers, **within) == pytest.approx(gone)
    answered = 1 - still - gone
    assert service_level(load, servers, **within) == pytest.approx(answered)
    every = 1 - abandonment(load, servers, **queue)
    assert service_level(load, servers, **within, definition="answered") == pytest.approx(
        answered / every
    )
    short = service_level(load, servers, **within, definition="excluding_short_abandons")
    assert short == pytest.approx(answered / (1 - gone))
    waits = mean_waits(load, servers, **queue)
    offered = sum(
        share * sum(1 / (pace + k * leave) for k in range(ahead + 1))
        for ahead, share in waiting.items()
    )
    assert waits.offered == pytest.approx(offered)
    assert waits.delayed == pytest.approx(waits.everyone / sum(waiting.values()))


@given(LOADS, SERVERS, PATIENCE)
def test_laws(load, servers, patience):
    queue = {"service_time": 2.0, "patience": patience}
    gone = abandonment(load, servers, **queue)
    assert 0 <= gone <= 1
    assert gone <= blocking_probability(load, servers) + 1e-12
    assert gone >= 1 - servers / load - 1e-9
    assert abandonment(load * 1.01, servers, **queue) >= gone - 1e-12
    assert abandonment(load, servers + 1, **queue) <= gone + 1e-12
    assert abandonment(load, servers, service_time=2.0, patience=patience / 2) >= gone - 1e-12
    assert mean_wait(load, servers, **queue) == pytest.approx(gone * patience)
    if servers > 0:
        assert occupancy(load, servers, **queue) == pytest.approx(load * (1 - gone) / servers)


@given(st.floats(0.1, 500), st.floats(0.5, 500), PATIENCE, st.floats(0.01, 0.99))
@chosen(max_examples=50)
def test_means_and_quantiles(load, servers, patience, share):
    queue = {"service_time": 2.0, "patience": patience}
    waits = mean_waits(load, servers, **queue)
    gone = abandonment(load, servers, **queue)
    assert waits.everyone <= waits.offered * (1 + 1e-9)
    assert waits.everyone <= waits.delayed * (1 + 1e-9)
    if gone > 1e-200:
        whole = waits.answered * (1 - gone) + waits.abandoned * gone
        assert whole == pytest.approx(waits.everyone, rel=1e-9)
        assert waits.abandoned <= patience * (1 + 1e-9)
    time = wait_quantile(load, servers, **queue, probability=share)
    late = late_probability(load, servers, **queue, within=time)
    wait = wait_probability(load, servers, **queue)
    assert late == pytest.approx(min(1 - share, wait), rel=1e-8)


@pytest.mark.parametrize("ratio", [1e-3, 0.3, 20.0, 3e4])
@pytest.mark.parametrize(
    ("load", "servers"), [(100_000, 99_000), (100_000, 100_200), (50_000, 50_000)]
)
def test_large_queues_agree_with_sums_of_states(load, servers, ratio):
    # Weights of states around the servers, with all their digits, relative to the first.
    states = max(load, int(12 * (load * max(ratio, 1.0)) ** 0.5) + 30_000)
    up = np.arange(0, states, dtype=np.longdouble)
    with np.errstate(under="ignore"):
        above = np.cumsum(np.log(np.longdouble(load) * ratio / (servers * ratio + up + 1)))
        above = np.concatenate([[np.longdouble(0)], above])
        below = np.cumsum(np.log((servers - up[: servers - 1]) / np.longdouble(load)))
        top = max(above.max(), below.max())
        high, low = np.exp(above - top), np.exp(below - top).sum()
        total = high.sum() + low
    wait = float(high.sum() / total)
    gone = float((high[1:] * (up + 1)).sum() / total / ratio / load)
    queue = {"service_time": 1.0, "patience": ratio}
    assert wait_probability(load, servers, **queue) == pytest.approx(wait, rel=1e-10)
    if above[-1] < above.max() - 60:
        assert abandonment(load, servers, **queue) == pytest.approx(gone, rel=1e-10)


def test_edges():
    assert abandonment(0, 5, service_time=1, patience=2) == 0
    assert abandonment(5, 0, service_time=1, patience=2) == 1
    assert abandonment(0, 0, service_time=1, patience=2) == 0
    assert abandonment(20, 10, service_time=1, patience=np.inf) == 0
    assert abandoned_within(9, 10, service_time=1, patience=2, within=0) == 0
    assert abandoned_within(9, 10, service_time=1, patience=np.inf, within=5) == 0
    waits = mean_waits(0, 5, service_time=1, patience=2)
    assert waits.everyone == 0
    assert np.isnan(waits.abandoned)
    assert np.isnan(mean_waits(5, 6, service_time=1).abandoned)
    assert np.isnan(abandonment(np.nan, 5, service_time=1, patience=2))
    patient = mean_waits(np.array([5.0, 5.0]), 6, service_time=1, patience=np.array([2.0, np.inf]))
    assert patient.offered.tolist() == [
        mean_waits(5, 6, service_time=1, patience=2).offered,
        mean_waits(5, 6, service_time=1).offered,
    ]
    assert len(patient.to_dict()["everyone"]) == 2
