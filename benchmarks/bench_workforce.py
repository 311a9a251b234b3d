"""Staffing a year of quarter-hours as a table, against pyworkforce and a plain loop, in one process.

The task: 35,040 intervals of 5 to 400 calls, 405 s of handling, 80 % in 20 s, 30 % shrinkage; with
patience of 180 s for Erlang A. `staff_intervals` answers with agents, service level, wait,
occupancy, abandonment, paid heads and hours. The peer gives agents and paid heads for one interval
at a time; it and the plain loop run on a sample that is scaled up. Run as a script, the file prints
all ratios, and how many of the peer's answers differ.
"""

import math
import time

import numpy as np
import pandas as pd
import pytest

from supportops import workforce

INTERVALS, SAMPLE = 35_040, 300
TARGET = {"handle_time": "405s", "answer_within": "20s", "service_level": 0.8, "shrinkage": 0.3}
INDEX = pd.date_range("2026-01-01", periods=INTERVALS, freq="15min", tz="Europe/Paris")
WHOLE = pd.Series(np.random.default_rng(1).integers(5, 401, INTERVALS), INDEX)
FORECAST = pd.Series(np.random.default_rng(2).uniform(5, 400, INTERVALS), INDEX)
HANDLE = pd.Series(
    pd.to_timedelta(np.random.default_rng(3).uniform(300, 500, INTERVALS), unit="s"), INDEX
)


def seconds(function, rounds=5):
    """Best of several runs."""
    best = np.inf
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        best = min(best, time.perf_counter() - start)
    return best


def ours(volumes=WHOLE, **more):
    return workforce.staff_intervals(volumes, **{**TARGET, **more})


def plain(volume):
    """Erlang's recursion tried from one agent upwards, and paid heads."""
    load, n, blocked = volume * 405 / 900, 0, 1.0
    while True:
        n += 1
        blocked = load * blocked / (n + load * blocked)
        if n > load:
            wait = n * blocked / (n - load * (1 - blocked))
            if 1 - wait * math.exp(-(n - load) * 20 / 405) >= 0.8:
                return n, math.ceil(n / 0.7 - 1e-9)


def peer(volume):
    erlang = pytest.importorskip("pyworkforce.queuing").ErlangC
    asked = erlang(transactions=volume, aht=405 / 60, asa=20 / 60, interval=15, shrinkage=0.3)
    found = asked.required_positions(service_level=0.8)
    return found["raw_positions"], found["positions"]


def scaled(function):
    """Time of a loop over a sample, for the whole year, and its answers."""
    answers = []
    volumes = WHOLE.iloc[:SAMPLE].tolist()
    taken = seconds(lambda: answers.append([function(volume) for volume in volumes]), 2)
    return taken * INTERVALS / SAMPLE, answers[0]


def expected():
    table = ours().iloc[:SAMPLE]
    return list(zip(table["agents"].tolist(), table["paid"].tolist(), strict=True))


@pytest.fixture(autouse=True)
def _warm():
    ours(WHOLE.iloc[:50])
    ours(WHOLE.iloc[:50], patience="3m")


def test_a_year_against_a_plain_loop(benchmark):
    benchmark(ours)
    loop, answers = scaled(plain)
    assert answers == expected()
    benchmark.extra_info["times faster"] = loop / seconds(ours)


def test_a_year_against_pyworkforce(benchmark):
    loop, answers = scaled(peer)
    benchmark(ours)
    benchmark.extra_info["times faster"] = loop / seconds(ours)
    wrong = sum(one != two for one, two in zip(answers, expected(), strict=True))
    benchmark.extra_info["answers of the peer that differ"] = wrong


@pytest.mark.parametrize("patience", [None, "3m"])
def test_a_year_of_fractions(benchmark, patience):
    benchmark.pedantic(ours, args=(FORECAST,), kwargs={"patience": patience}, rounds=3)


def test_handle_times_by_row(benchmark):
    benchmark.pedantic(ours, args=(FORECAST,), kwargs={"handle_time": HANDLE}, rounds=3)


if __name__ == "__main__":
    ours(WHOLE.iloc[:50])
    ours(WHOLE.iloc[:50], patience="3m")
    once = seconds(ours)
    print(f"Erlang C, a year of whole calls: {once * 1e3:.1f} ms")
    print(f"Erlang C, fractions of calls: {seconds(lambda: ours(FORECAST)) * 1e3:.1f} ms")
    rows = seconds(lambda: ours(FORECAST, handle_time=HANDLE))
    print(f"Erlang C, handle times by row: {rows * 1e3:.1f} ms")
    for name, volumes in (("whole calls", WHOLE), ("fractions of calls", FORECAST)):
        patient = seconds(lambda volumes=volumes: ours(volumes, patience="3m"), 3)
        print(f"Erlang A, {name}: {patient * 1e3:.0f} ms")
    loop, _ = scaled(plain)
    print(f"plain loop {loop / once:.0f} times slower")
    try:
        other, found = scaled(peer)
        differ = sum(one != two for one, two in zip(found, expected(), strict=True))
        print(f"pyworkforce {other / once:.0f} times slower; {differ} of {SAMPLE} answers differ")
    except pytest.skip.Exception:
        print("pyworkforce is not installed")
