"""Staffing a year of intervals as ratios against a peer and against plain loops, in one process.

The task: 35,040 quarter-hours with different loads, 405 s of handling, 80 % in 20 s; with patience
of 180 s for Erlang A. The plain loops are what one would write: Erlang's recursion tried from the
load upwards, and the birth-death chain of Erlang A solved anew for each number of servers. The
peer is measured where it is installed (pyworkforce); loops and peer run on a sample of the
intervals and are scaled up. Run as a script, the file prints all ratios.
"""

import time

import numpy as np
import pytest

from supportops import queueing

INTERVALS, SAMPLE, CHAIN_SAMPLE = 35_040, 300, 12
HANDLE, WITHIN, LEVEL, PATIENCE = 405.0, 20.0, 0.8, 180.0
LOADS = np.random.default_rng(1).uniform(2.25, 180.0, INTERVALS)
REPEATED = np.resize(LOADS[:396], INTERVALS)
TARGET = {"service_time": HANDLE, "within": WITHIN, "service_level": LEVEL}


def seconds(function, rounds=5):
    """Best of several runs."""
    best = np.inf
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        best = min(best, time.perf_counter() - start)
    return best


def plain_erlang_c(load):
    n, blocked = 0, 1.0
    while True:
        n += 1
        blocked = load * blocked / (n + load * blocked)
        if n > load:
            wait = n * blocked / (n - load * (1 - blocked))
            if 1 - wait * np.exp(-(n - load) * WITHIN / HANDLE) >= LEVEL:
                return n


def plain_erlang_a(load):
    """Answered in time by the chain: the target is met by k + 1 departures before patience ends."""
    n = 1
    while True:
        weights = [1.0]
        for state in range(1, int(load + n + 40 * np.sqrt(load) + 60)):
            pace = min(state, n) / HANDLE + max(state - n, 0) / PATIENCE
            weights.append(weights[-1] * load / HANDLE / pace)
            if weights[-1] > 1e200:
                weights = [weight * 1e-200 for weight in weights]
        total = sum(weights)
        x, part = n * PATIENCE / HANDLE + 1, np.exp(-WITHIN / PATIENCE)
        survive = part**x
        beta, answered = survive, 0.0
        for ahead, weight in enumerate(weights[n:]):
            served = (x - 1) / (x + ahead)
            answered += weight / total * served * (1 - beta)
            survive *= (x + ahead) / (ahead + 1) * (1 - part)
            beta += survive
        if sum(weights[:n]) / total + answered >= LEVEL:
            return n
        n += 1


def peer(load):
    erlang = pytest.importorskip("pyworkforce.queuing").ErlangC
    asked = erlang(transactions=load, aht=HANDLE / 60, asa=WITHIN / 60, interval=HANDLE / 60)
    return asked.required_positions(service_level=LEVEL)["raw_positions"]


def ours(loads=LOADS, **more):
    return queueing.servers_needed(loads, **TARGET, **more)


def scaled(function, loads):
    """Time of a loop over a sample, for the whole year, and its answers."""
    answers = []
    taken = seconds(lambda: answers.append([function(float(load)) for load in loads]), 2)
    return taken * INTERVALS / len(loads), answers[0]


@pytest.fixture(autouse=True)
def _warm():
    ours(LOADS[:50])
    ours(LOADS[:50], patience=PATIENCE)


def test_erlang_c_against_a_plain_recursion(benchmark):
    benchmark(ours)
    loop, answers = scaled(plain_erlang_c, LOADS[:SAMPLE])
    assert answers == ours()[:SAMPLE].tolist()
    benchmark.extra_info["times faster"] = loop / seconds(ours)


def test_erlang_c_against_pyworkforce(benchmark):
    loop, answers = scaled(peer, LOADS[:SAMPLE])
    benchmark(ours)
    benchmark.extra_info["times faster"] = loop / seconds(ours)
    wrong = np.count_nonzero(np.array(answers) != ours()[:SAMPLE])
    benchmark.extra_info["answers of the peer that differ"] = int(wrong)


def test_erlang_a_against_a_plain_chain(benchmark):
    benchmark.pedantic(ours, kwargs={"patience": PATIENCE}, rounds=3)
    loads = LOADS[:CHAIN_SAMPLE]
    loop, answers = scaled(plain_erlang_a, loads)
    assert answers == ours(loads, patience=PATIENCE).tolist()
    once = seconds(lambda: ours(patience=PATIENCE), 3)
    benchmark.extra_info["times faster"] = loop / once


@pytest.mark.parametrize("patience", [None, PATIENCE])
def test_repeated_loads_are_cheaper(benchmark, patience):
    benchmark.pedantic(ours, args=(REPEATED,), kwargs={"patience": patience}, rounds=3)
    distinct = seconds(lambda: ours(patience=patience), 3)
    repeated = seconds(lambda: ours(REPEATED, patience=patience), 3)
    benchmark.extra_info["times cheaper"] = distinct / repeated


LONE = (5.0, 50.0, 1e3, 1e5, 1e7)
INVERSES = {
    "servers_needed": ours,
    "servers_needed with patience": lambda load: ours(load, patience=PATIENCE),
    "servers_for_blocking": lambda load: queueing.servers_for_blocking(load, max_blocking=0.01),
    "load_at_blocking": lambda load: queueing.load_at_blocking(load, max_blocking=0.01),
    "fractional_servers": lambda load: queueing.fractional_servers(load, **TARGET),
    "max_load": lambda load: queueing.max_load(load, **TARGET),
    "max_load with patience": lambda load: queueing.max_load(load, patience=PATIENCE, **TARGET),
}


@pytest.mark.parametrize("load", LONE)
@pytest.mark.parametrize("name", INVERSES)
def test_a_scalar_inverse(benchmark, name, load):
    benchmark(INVERSES[name], load)


if __name__ == "__main__":
    once, patient = seconds(ours), seconds(lambda: ours(patience=PATIENCE), 3)
    plain, _ = scaled(plain_erlang_c, LOADS[:SAMPLE])
    chain, _ = scaled(plain_erlang_a, LOADS[:CHAIN_SAMPLE])
    print(f"Erlang C, a year: {once * 1e3:.1f} ms; plain recursion {plain / once:.0f} times slower")
    try:
        other, answers = scaled(peer, LOADS[:SAMPLE])
        wrong = np.count_nonzero(np.array(answers) != ours()[:SAMPLE])
        print(f"pyworkforce {other / once:.0f} times slower; {wrong} of {SAMPLE} answers differ")
    except pytest.skip.Exception:
        print("pyworkforce is not installed")
    print(
        f"Erlang A, a year: {patient * 1e3:.0f} ms; plain chain {chain / patient:.0f} times slower"
    )
    for given in (None, PATIENCE):
        repeated = seconds(lambda given=given: ours(REPEATED, patience=given), 3)
        base = once if given is None else patient
        print(f"repeated loads, patience {given}: {base / repeated:.0f} times cheaper")
    for name, inverse in INVERSES.items():
        times = [seconds(lambda i=inverse, a=load: i(a), 50) * 1e6 for load in LONE]
        print(f"one {name}, us:", ", ".join(f"{t:.0f}" for t in times))
