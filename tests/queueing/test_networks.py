import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as chosen
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.queueing import (
    capped_completion_rate,
    chasers,
    contact_multiplier,
    critical_chase_rate,
    late_probability,
    mean_queue,
    mean_wait,
    network,
    returns,
)


def test_one_station_is_erlang_c():
    flow = network([4.0], [[0.0]], service_times=[1.0], servers=[5])
    assert flow.mean_waits[0] == pytest.approx(mean_wait(4.0, 5, service_time=1.0))
    assert flow.mean_time() == pytest.approx(1 + flow.mean_waits[0])
    assert flow.stable == (True,)
    # Wait and service are independent: P(W + S > t), the room being one departure per time.
    from scipy.integrate import quad

    t = 2.0
    late, _ = quad(
        lambda u: np.exp(-u) * late_probability(4.0, 5, service_time=1.0, within=t - u), 0, t
    )
    assert flow.late_probability(t) == pytest.approx(late + np.exp(-t), abs=1e-7)


@given(
    st.lists(st.floats(0, 1), min_size=9, max_size=9),
    st.lists(st.floats(0, 3), min_size=3, max_size=3),
)
@chosen(max_examples=40)
def test_flows_balance(entries, arrivals):
    moves = np.array(entries).reshape(3, 3)
    moves = moves / np.maximum(moves.sum(axis=1, keepdims=True), 1e-9) * 0.8
    arrivals = np.array(arrivals) + 0.1
    flow = network(arrivals, moves, service_times=[1.0, 2.0, 3.0])
    rates = np.array(flow.visit_rates)
    np.testing.assert_allclose(rates, arrivals + moves.T @ rates)
    np.testing.assert_allclose(flow.loads, rates * [1, 2, 3])
    assert flow.load == pytest.approx(sum(flow.loads))
    # Nobody waits, so the mean time is the work, and Little's law counts the same customers.
    assert flow.mean_time() == pytest.approx(flow.work)
    assert flow.mean_time() * arrivals.sum() == pytest.approx(flow.load)
    total = [flow.late_probability(t) for t in (1.0, 5.0, 20.0)]
    assert total == sorted(total, reverse=True)


def simulated(rng, customers):
    """Total times at two stations with feedback: (counting all, without the delays)."""
    servers, works = (3, 2), (1.0, 2.0)
    events = [(t, k, 0, True) for k, t in enumerate(np.cumsum(rng.exponential(0.5, customers)))]
    born = [event[0] for event in events]
    heapq.heapify(events)
    away = np.zeros(customers)
    done = np.zeros(customers)
    free, queues, order = list(servers), ([], []), customers
    while events:
        now, k, station, arriving = heapq.heappop(events)
        if arriving:
            queues[station].append(k)
        else:
            free[station] += 1
            order += 1
            draw = rng.random()
            if station == 0 and draw < 0.3:
                pause = rng.exponential(4.0)
                away[k] += pause
                heapq.heappush(events, (now + pause, k, 1, True))
            elif station == 1 and draw < 0.2:
                heapq.heappush(events, (now, k, 0, True))
            else:
                done[k] = now
        while free[station] and queues[station]:
            free[station] -= 1
            k = queues[station].pop(0)
            heapq.heappush(events, (now + rng.exponential(works[station]), k, station, False))
    times = done - born
    return times[1000:], (times - away)[1000:]


def test_times_against_a_short_simulation():
    flow = network(
        [2.0, 0.0],
        [[0.0, 0.3], [0.2, 0.0]],
        service_times=[1.0, 2.0],
        servers=[3, 2],
        delays=[[0.0, 4.0], [0.0, 0.0]],
    )
    paused = flow.counting(delays=[[True, False], [True, True]])
    runs = [simulated(np.random.default_rng(seed), 9_000) for seed in range(6)]
    for times, net in ((0, flow), (1, paused)):
        means = [run[times].mean() for run in runs]
        spread = np.std(means, ddof=1) / np.sqrt(6)
        assert net.mean_time() == pytest.approx(np.mean(means), abs=5 * spread)
        for limit in (2.0, 6.0):
            shares = [(run[times] > limit).mean() for run in runs]
            spread = np.std(shares, ddof=1) / np.sqrt(6)
            assert net.late_probability(limit) == pytest.approx(
                np.mean(shares), abs=5 * spread + 0.02
            )


def test_quantiles_invert_and_stations_may_not_count():
    flow = network(
        [1.0, 0.0], [[0.1, 0.5], [0.0, 0.0]], service_times=[0.5, 1.0], servers=[2, 3], delays=2.0
    )
    for share in (0.5, 0.9):
        assert flow.late_probability(flow.quantile(share)) == pytest.approx(1 - share, abs=1e-6)
    first = flow.counting(stations=[True, False], delays=np.zeros((2, 2), dtype=bool))
    alone = network([1.0], [[0.1]], service_times=[0.5], servers=[2])
    assert first.mean_time() == pytest.approx(alone.mean_time())
    assert first.late_probability(1.0) == pytest.approx(alone.late_probability(1.0), abs=1e-8)
    none = flow.counting(stations=[False, False], delays=np.zeros((2, 2), dtype=bool))
    assert none.mean_time() == none.quantile(0.9) == 0


def test_overloaded_stations_hold_their_customers():
    flow = network([1.0, 0.0], [[0.0, 0.25], [0.0, 0.0]], service_times=[0.5, 9.0], servers=[1, 2])
    assert flow.stable == (True, False)
    assert flow.mean_times() == (np.inf, np.inf)
    assert flow.mean_time() == np.inf
    assert flow.late_probability(1e5) == pytest.approx(0.25, abs=1e-6)
    assert flow.quantile(0.5) < np.inf
    assert flow.quantile(0.9) == np.inf
    idle = network([1.0, 0.0], [[0.0, 0.0], [0.0, 0.0]], service_times=[0.5, 1.0], servers=[1, 0])
    assert idle.stable == (True, True)
    hidden = flow.counting(stations=[True, False])
    assert hidden.mean_time() < np.inf


def test_variable_services():
    steady = network([0.7], [[0.0]], service_times=[1.0], servers=[1], service_scv=0.0)
    assert steady.mean_waits[0] == pytest.approx(0.5 * 0.7 / 0.3)
    # A constant service bounds the time from below.
    assert steady.late_probability(0.5) == pytest.approx(1, abs=1e-2)
    wild = network([0.7], [[0.0]], service_times=[1.0], servers=[1], service_scv=[4.0])
    assert wild.mean_waits[0] == pytest.approx(2.5 * 0.7 / 0.3)
    plain = network([0.7], [[0.0]], service_times=[1.0], servers=[1])
    assert plain.quantile(0.5) == pytest.approx(np.log(2) / 0.3, rel=1e-5)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"routing": [[0.1]]}, "must fit the 2 stations of arrival_rates; got shapes"),
        ({"routing": [[0.5, 0.6], [0, 0]]}, "rows of routing must sum to 1 at most; got 1.1"),
        ({"routing": [[0, -0.1], [0, 0]]}, "routing must be shares from 0 to 1; got -0.1"),
        ({"routing": [[0, 1], [1, 0]]}, "routing must let every customer leave"),
        ({"arrival_rates": [0, 0]}, "arrival_rates must be above zero somewhere"),
        ({"delays": -1.0}, "delays must be zero or more and finite; got -1"),
        ({"delays": [1.0, 2.0, 3.0]}, "delays and service_scv must fit 2 stations"),
        ({"service_scv": [1.0, -1.0]}, "service_scv must be zero or more"),
        ({"servers": [1.0]}, "must fit the 2 stations"),
    ],
)
def test_bad_networks(change, message):
    asked = {"arrival_rates": [1.0, 0.0], "routing": [[0, 0.5], [0, 0]]} | change
    asked = {"service_times": [1.0, 1.0]} | asked
    with pytest.raises(InputError, match=message):
        network(asked.pop("arrival_rates"), asked.pop("routing"), **asked)
    flow = network([1.0], [[0.0]], service_times=[1.0])
    with pytest.raises(InputError, match="stations and delays must fit 1 stations"):
        flow.counting(stations=[True, False])


def test_contacts_for_each_issue():
    assert contact_multiplier(1.0, 1.0) == 1
    assert contact_multiplier(0.0, 1.0) == np.inf
    assert contact_multiplier(0.0, 1.0, first_resolution=1.0) == 1
    summed, left = 0.0, 1.0
    for _ in range(200):
        summed += left
        left *= 0.3 * 0.6
    assert contact_multiplier(0.7, 0.6) == pytest.approx(summed)
    first = contact_multiplier(0.7, 0.6, first_return_probability=0.1)
    assert first == pytest.approx(1 + 0.3 * 0.1 * summed)
    with pytest.raises(InputError, match="resolution must be a share from 0 to 1; got 70"):
        contact_multiplier(70, 0.5)


def test_returns_are_a_network():
    found = returns(6.0, service_time=0.5, return_probability=0.4, return_delay=8.0)
    flow = network([6.0], [[0.4]], service_times=[0.5], delays=8.0)
    assert found.load == pytest.approx(flow.load)
    assert found.visits == pytest.approx(flow.visits)
    assert found.load + found.away == pytest.approx(6.0 * flow.mean_time())
    with pytest.raises(InputError, match="return_probability must be below 1"):
        returns(6.0, service_time=0.5, return_probability=1.0, return_delay=8.0)


def test_a_capped_case_load_completes_like_its_chain(chains):
    cases, work, p, away = 5, 0.5, 0.4, 3.0

    def moves(ready):
        yield ready - 1, p / work if ready else 0.0
        yield ready + 1, (cases - ready) / away

    # A finished customer is replaced at once, so only returns change the state.
    shares = chains.stationary(list(range(cases + 1)), moves)
    rate = (1 - shares[0]) * (1 - p) / work
    found = capped_completion_rate(
        cases, service_time=work, return_probability=p, return_delay=away
    )
    assert found == pytest.approx(rate)
    plain = {"service_time": 0.5, "return_delay": 3.0}
    assert capped_completion_rate(1, **plain, return_probability=0.0) == pytest.approx(2.0)
    assert capped_completion_rate(0, **plain, return_probability=0.0) == 0


@given(st.floats(0.2, 0.98), st.integers(1, 40))
@chosen(max_examples=30)
def test_chasers(part, servers):
    load = part * servers
    limit = critical_chase_rate(load, servers, service_time=0.5)
    calm = chasers(load, servers, service_time=0.5, chase_rate=0.9 * limit)
    assert calm.stable
    back = load + 0.9 * limit * 0.5 * mean_queue(calm.load, servers)
    assert calm.load == pytest.approx(back, rel=1e-8)
    wild = chasers(load, servers, service_time=0.5, chase_rate=1.1 * limit)
    assert not wild.stable
    assert wild.load == np.inf
    # On a fine grid no rate beats the limit.
    grid = np.linspace(load, servers, 400)[1:-1]
    best = np.max((grid - load) / mean_queue(grid, servers)) / 0.5
    assert best <= limit * (1 + 1e-9)


def test_edges_of_chasers():
    assert critical_chase_rate(0, 5, service_time=1.0) == np.inf
    assert critical_chase_rate(5, 5, service_time=1.0) == 0
    assert chasers(0, 5, service_time=1.0, chase_rate=3.0).load == 0
    assert chasers(4, 5, service_time=1.0, chase_rate=0.0).load == 4
    assert not chasers(6, 5, service_time=1.0, chase_rate=0.0).stable
