"""Formulas against a simulated queue, and against calls whose truth is known."""

import heapq

import numpy as np
import pandas as pd
import pytest

from supportops import workforce


def simulated(volumes, agents, interval, handle, within, patience=np.inf, seed=1):
    """Calls one by one through a line of agents, first come first served, rates by interval."""
    rng = np.random.default_rng(seed)
    arrivals, slot = [], []
    for place, volume in enumerate(volumes):
        count = rng.poisson(volume)
        arrivals += list(np.sort(rng.uniform(place * interval, (place + 1) * interval, count)))
        slot += [place] * count
    handling = rng.exponential(handle, len(arrivals))
    limit = rng.exponential(patience, len(arrivals)) if patience < np.inf else None
    free = [0.0] * agents
    heapq.heapify(free)
    answered, waits, gone = np.zeros(len(arrivals)), np.zeros(len(arrivals)), 0
    for call, at in enumerate(arrivals):
        start = max(at, free[0])
        if limit is not None and start - at > limit[call]:
            waits[call], gone = limit[call], gone + 1
            continue
        heapq.heapreplace(free, start + handling[call])
        waits[call] = start - at
        answered[call] = waits[call] <= within
    return answered, waits, gone / max(len(arrivals), 1)


def batch_error(values, batches=40):
    """Standard error of the mean of a correlated row, by batch means."""
    means = [part.mean() for part in np.array_split(values, batches)]
    return np.std(means, ddof=1) / np.sqrt(batches)


@pytest.mark.parametrize(
    ("volume", "agents", "patience"), [(100, 12, None), (100, 11, 120.0), (300, 28, 60.0)]
)
def test_a_simulated_line_agrees(volume, agents, patience):
    found = workforce.service_at(
        volume,
        agents=agents,
        interval="30m",
        handle_time="3m",
        answer_within="20s",
        patience=None if patience is None else f"{patience}s",
    )
    hours = 800 if volume == 100 else 300
    answered, waits, gone = simulated(
        [volume * 2.0] * hours, agents, 3600.0, 180.0, 20.0, patience or np.inf
    )
    settled = slice(len(waits) // 20, None)
    assert answered[settled].mean() == pytest.approx(
        found.service_level, abs=4 * batch_error(answered[settled])
    )
    assert waits[settled].mean() == pytest.approx(
        found.mean_wait, abs=4 * batch_error(waits[settled])
    )
    assert gone == pytest.approx(found.abandonment, abs=0.004)


def test_staffed_agents_keep_their_promise_in_simulation():
    target = {"handle_time": "4m", "answer_within": "30s", "service_level": 0.8}
    plan = workforce.agents_needed(90, interval="30m", **target)
    answered, _, _ = simulated([180.0] * 600, plan.agents, 3600.0, 240.0, 30.0, seed=2)
    assert answered.mean() >= 0.8 - 3 * batch_error(answered)
    fewer, _, _ = simulated([180.0] * 600, plan.agents - 1, 3600.0, 240.0, 30.0, seed=2)
    assert fewer.mean() <= 0.8 + 3 * batch_error(fewer)


def test_a_queue_of_known_truth(shared_data):
    """51,708 calls of a simulated M/M/4 line; each of 261 days has its own rate."""
    calls = pd.read_csv(shared_data("call_volumes/simulated_mm4_callcentre_2021.csv"))
    days = calls.groupby("date").agg(
        n=("wait_length", "size"),
        waited=("wait_length", "sum"),
        met=("wait_length", lambda waits: (waits <= 60).sum()),
    )
    predicted = workforce.service_intervals(
        days["n"].reset_index(drop=True),
        agents=4,
        interval="600m",
        handle_time="300s",
        answer_within="60s",
    )
    level = np.average(predicted["service_level"], weights=days["n"])
    wait = np.average(predicted["mean_wait"], weights=days["n"])
    # The days are the sample: what they say of the year, within 95 %.
    rng = np.random.default_rng(20)
    drawn = [days.iloc[rng.integers(0, len(days), len(days))].sum() for _ in range(400)]
    levels = np.quantile([d["met"] / d["n"] for d in drawn], [0.025, 0.975])
    waits = np.quantile([d["waited"] / d["n"] for d in drawn], [0.025, 0.975])
    assert levels[0] < level < levels[1]
    assert waits[0] < wait < waits[1]
    assert level == pytest.approx(0.9183, abs=0.003)


def test_a_month_of_bank_calls(shared_data):
    """Staffing every five minutes of April 2003, and what flat staffing would do instead."""
    calls = pd.read_csv(shared_data("call_volumes/bank_calls_5min.csv"), parse_dates=["DateTime"])
    volumes = calls.set_index("DateTime")["Calls"].loc["2003-04"].tz_localize("America/New_York")
    target = {"handle_time": "3m", "answer_within": "20s", "service_level": 0.8}
    plan = workforce.staff_intervals(volumes, **target, shrinkage="30%")
    assert len(plan) == 20 * 169
    assert plan["service_level"].min() >= 0.8
    assert plan["occupancy"].max() < 1
    assert (plan["paid"] >= plan["agents"] / 0.7 - 1e-9).all()
    flat = int(plan["agents"].mean())
    same = workforce.service_intervals(volumes, agents=flat, handle_time="3m", answer_within="20s")
    assert (~same["stable"]).sum() > 1000
    assert np.average(same["service_level"], weights=volumes) < 0.7
