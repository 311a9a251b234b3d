import numpy as np
import pytest

from supportops.errors import InputError
from supportops.queueing import (
    abandonment,
    blend,
    blocking_probability,
    chat_queue,
    concurrency_limit,
    concurrent_service_time,
    effective_concurrency,
    late_probability,
    limited_queue,
    mean_wait,
    mean_waits,
    occupancy,
    redials,
    service_level,
    wait_probability,
)

DEFINITIONS = ("virtual", "offered", "answered", "excluding_short_abandons")


@pytest.mark.parametrize("lines", [None, 6, 8, 3])
@pytest.mark.parametrize("patience", [None, 0.8])
def test_chat_against_the_chain(chains, lines, patience):
    servers, times, rate = 2, [1.0, 1.3, 1.9], 2.1
    leave = 0.0 if patience is None else 1 / patience
    top = lines if lines is not None else 140
    places = servers * len(times)

    def pace(n):
        each, extra = divmod(min(n, places), servers)
        held = [each + 1] * extra + [each] * (servers - extra)
        return sum(k / times[k - 1] for k in held if k)

    def moves(n):
        yield n + 1, rate
        yield n - 1, pace(n) + max(n - places, 0) * leave

    shares = chains.stationary(list(range(top + 1)), moves)
    if lines is None:
        shares[top + 1] = 0.0
        top += 1
    waiting = np.array([shares[n] for n in range(places, top)])
    queue = chat_queue(rate, servers, service_times=times, patience=patience, lines=lines)
    assert queue.wait_probability == pytest.approx(waiting.sum())
    assert queue.blocked == pytest.approx(shares[top])
    length = sum(share * max(n - places, 0) for n, share in shares.items())
    assert queue.mean_queue == pytest.approx(length)
    assert queue.abandonment == pytest.approx(length * leave / rate)
    assert queue.busy_servers == pytest.approx(
        sum(share * min(n, servers) for n, share in shares.items()) / servers
    )
    assert queue.slot_occupancy == pytest.approx(
        sum(share * min(n, places) for n, share in shares.items()) / places
    )
    late = 0.0
    if waiting.size:
        late = waiting @ chains.survival_of_queue(waiting.size, pace(places), leave, 0.4)
    served = 1 - queue.blocked
    assert queue.service_level(0.4, definition="virtual") == pytest.approx(served - late)
    still = late * np.exp(-0.4 * leave)
    assert queue.late_probability(0.4) == pytest.approx(still)
    means = [
        sum(1 / (pace(places) + k * leave) for k in range(ahead + 1))
        for ahead in range(waiting.size)
    ]
    assert queue.mean_offered_wait == pytest.approx(waiting @ np.array(means) / served)
    points, weights = np.polynomial.legendre.leggauss(12)
    gone = 0.0
    if waiting.size and leave:
        gone = 0.2 * sum(
            w
            * leave
            * np.exp(-t * leave)
            * (waiting @ chains.survival_of_queue(waiting.size, pace(places), leave, t))
            for t, w in zip(0.2 * (points + 1), weights, strict=True)
        )
    answered = served - still - gone
    assert queue.service_level(0.4) == pytest.approx(answered)
    share = answered / (served - queue.abandonment)
    assert queue.service_level(0.4, definition="answered") == pytest.approx(share)
    short = queue.service_level(0.4, definition="excluding_short_abandons")
    assert short == pytest.approx(answered / (1 - gone))


@pytest.mark.parametrize("patience", [None, 90.0, 0.0])
@pytest.mark.parametrize("load", [0.0, 4.2, 9.5])
def test_one_customer_at_a_time_is_erlang(load, patience):
    queue = chat_queue(load / 60, 10, service_times=[60], patience=patience)
    asked = {"service_time": 60.0, "patience": patience}
    assert queue.wait_probability == pytest.approx(wait_probability(load, 10, **asked))
    assert queue.mean_wait == pytest.approx(mean_wait(load, 10, **asked))
    assert queue.slot_occupancy == pytest.approx(occupancy(load, 10, **asked))
    assert queue.late_probability(20) == pytest.approx(
        late_probability(load, 10, **asked, within=20)
    )
    if patience != 0:
        offered = mean_waits(load, 10, **asked).offered
        assert queue.mean_offered_wait == pytest.approx(offered)
    for name in DEFINITIONS:
        level = service_level(load, 10, **asked, within=20, definition=name)
        assert queue.service_level(20, definition=name) == pytest.approx(level)
    many = limited_queue(load, 10, lines=400, **asked)
    assert many.wait_probability == pytest.approx(queue.wait_probability)
    assert many.mean_wait == pytest.approx(queue.mean_wait)
    assert many.service_level(20) == pytest.approx(queue.service_level(20))


def test_limits_of_lines():
    none = limited_queue(7, 5, lines=5, service_time=60)
    assert none.blocked == pytest.approx(blocking_probability(7, 5))
    assert none.wait_probability == none.mean_wait == 0
    assert none.service_level(10) == pytest.approx(1 - none.blocked)
    fewer = limited_queue(7, 5, lines=3, service_time=60, patience=30)
    assert fewer.blocked == pytest.approx(blocking_probability(7, 3))
    assert fewer.slot_occupancy == pytest.approx(fewer.busy_servers)
    shut = limited_queue(7, 5, lines=0, service_time=60)
    assert shut.blocked == 1
    assert np.isnan(shut.mean_offered_wait)
    assert np.isnan(shut.service_level(5, definition="answered"))
    overload = limited_queue(50, 5, lines=40, service_time=60)
    assert overload.stable
    assert overload.blocked == pytest.approx(0.9, abs=1e-3)


def test_overload_of_chat():
    queue = chat_queue(10, 2, service_times=[1.0, 1.0])
    assert not queue.stable
    assert queue.mean_wait == np.inf
    assert queue.service_level(1e9) == 0
    assert queue.late_probability(5) == 1
    patient = chat_queue(1e6, 2, service_times=[1.0, 1.0], patience=5.0)
    assert patient.stable
    assert patient.wait_probability == pytest.approx(1)
    assert patient.abandonment == pytest.approx(1 - 4e-6)
    nobody = chat_queue(3, 0, service_times=[1.0], patience=2.0)
    assert nobody.abandonment == 1
    assert np.isnan(nobody.busy_servers)
    assert np.isnan(nobody.slot_occupancy)
    held = chat_queue(3, 0, service_times=[1.0], patience=2.0, lines=4)
    assert held.abandonment + held.blocked == pytest.approx(1)
    assert held.service_level(9.0) == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"servers": 2.5}, "servers must be whole; got 2.5"),
        ({"service_times": []}, "service_times must be positive, one for each"),
        ({"service_times": [1.0, 0.0]}, "service_times must be positive"),
        ({"lines": 2.5}, "lines must be whole; got 2.5"),
        ({"arrival_rate": [1.0, 2.0]}, "arrival_rate must be one number"),
        ({"arrival_rate": np.nan}, "arrival_rate must be one number; got nan"),
    ],
)
def test_bad_chat(change, message):
    asked = {"arrival_rate": 1.0, "servers": 2, "service_times": [1.0]} | change
    with pytest.raises(InputError, match=message):
        chat_queue(asked.pop("arrival_rate"), asked.pop("servers"), **asked)


def test_concurrency_is_the_machine_repair_chain(chains):
    windows, think, work = 4, 6.0, 4.0

    def moves(ready):
        yield ready + 1, (windows - ready) / think
        yield ready - 1, 1 / work if ready else 0.0

    shares = chains.stationary(list(range(windows + 1)), moves)
    busy = 1 - shares[0]
    alone = work / (work + think)
    found = effective_concurrency(windows, think_ratio=think / work)
    assert found == pytest.approx(busy / alone)
    assert effective_concurrency(0, think_ratio=1.5) == 0
    assert effective_concurrency(3, think_ratio=0) == 1
    assert effective_concurrency(1, think_ratio=0.75) == pytest.approx(1)
    assert concurrent_service_time(0, service_time=5, think_ratio=1) == 5
    rising = effective_concurrency(np.arange(1, 40), think_ratio=2.0)
    assert (np.diff(rising) >= 0).all()
    assert rising[-1] == pytest.approx(concurrency_limit(2.0))


def test_redials():
    queue = {"service_time": 60.0, "patience": 90.0}
    found = redials(np.array([0.0, 40.0, 55.0]), 50, **queue, redial_probability=0.6)
    gone = abandonment(found.total_load, 50, **queue)
    np.testing.assert_allclose(found.abandonment, gone)
    left = found.total_load * (1 - 0.6 * gone)
    np.testing.assert_allclose(left, [0, 40, 55], atol=1e-9)
    assert found.lost[2] == pytest.approx(0.4 * gone[2] * found.total_load[2] / 55)
    same = redials(40, 50, **queue, redial_probability=0)
    assert same.total_load == 40
    every = redials(40, 50, **queue, redial_probability=1)
    # Everybody is answered in the end.
    assert every.total_load * (1 - every.abandonment) == pytest.approx(40)
    assert every.lost == 0
    nearly = redials(49.99, 50, **queue, redial_probability=1)
    assert nearly.total_load * (1 - nearly.abandonment) == pytest.approx(49.99)
    hopeless = redials(60, 50, **queue, redial_probability=1)
    assert hopeless.total_load == np.inf
    assert hopeless.lost == pytest.approx(1 / 6)
    assert np.isnan(redials(np.nan, 50, **queue, redial_probability=0.5).lost)
    lines = redials(55, 50, **queue, redial_probability=0.6, lines=500)
    assert lines.total_load == pytest.approx(found.total_load[2])
    tight = redials(55, 50, **queue, redial_probability=0.6, lines=52)
    assert tight.total_load < lines.total_load
    with pytest.raises(InputError, match="redial_probability must be a share"):
        redials(5, 5, **queue, redial_probability=2)


@pytest.mark.parametrize("keep", [0, 1, 3, 4, 9])
def test_blending_against_the_chain(chains, keep):
    load, servers, time = 2.4, 4, 3.0
    floor = max(servers - keep, 0)
    states = list(range(floor, 200))

    def moves(n):
        yield n + 1, load / time
        if n > floor:
            yield n - 1, min(n, servers) / time

    shares = chains.stationary(states, moves)
    found = blend(load, servers, service_time=time, keep_idle=keep, within=1.1)
    wait = sum(share for n, share in shares.items() if n >= servers)
    assert found.wait_probability == pytest.approx(wait)
    busy = sum(share * min(n, servers) for n, share in shares.items())
    assert found.occupancy == pytest.approx(busy / servers)
    assert found.outgoing_rate == pytest.approx((busy - load) / time, abs=1e-10)
    queue = sum(share * max(n - servers, 0) for n, share in shares.items())
    assert found.mean_wait == pytest.approx(queue / load * time)
    assert found.service_level == pytest.approx(1 - wait * np.exp(-(servers - load) * 1.1 / time))
    if keep >= servers:
        assert found.wait_probability == pytest.approx(wait_probability(load, servers))


def test_blending_edges():
    asked = {"service_time": 60.0, "within": 5.0}
    over = blend(12, 10, **asked, keep_idle=2)
    assert not over.stable
    assert (over.wait_probability, over.mean_wait, over.service_level) == (1, np.inf, 0)
    assert over.outgoing_rate == 0
    idle = blend(0, 10, **asked, keep_idle=4)
    assert idle.wait_probability == 0
    assert idle.occupancy == pytest.approx(0.6)
    assert blend(0, 0, **asked, keep_idle=0).stable
    many = blend(np.array([5_000.0, np.nan]), 20_000, **asked, keep_idle=20_000)
    assert many.occupancy[0] == pytest.approx(0.25)
    assert np.isnan(many.mean_wait[1])
    with pytest.raises(InputError, match="keep_idle must be whole"):
        blend(1, 2, **asked, keep_idle=0.5)
    with pytest.raises(InputError, match="servers must be whole here"):
        blend(1, 2.5, **asked, keep_idle=1)
