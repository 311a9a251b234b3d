"""Whole tables of a million tickets, each beside a sort of a million floats in the same run.

pytest benchmarks/bench_tickets.py -p no:doctest --benchmark-only
python benchmarks/bench_tickets.py
"""

import sys
import time

import numpy as np
import pandas as pd
import pytest

from supportops import tickets
from supportops.vocabulary import preset

N = 1_000_000
NOW = pd.Timestamp("2026-06-01T00:00Z")
SCALE = preset("p1-p5")


def facts():
    rng = np.random.default_rng(1)
    strategies = tickets.default_strategies()
    flags = {q.name for s in strategies for q in s.questions if q.kind == "flag"}
    frame = pd.DataFrame({name: rng.random(N) < 0.1 for name in sorted(flags)})
    frame["impact"] = rng.choice(["single user", "multiple users"], N)
    frame["urgency"] = rng.choice(["partial block", "significant block"], N)
    frame["users_affected"] = rng.integers(0, 600, N)
    frame["revenue_per_hour"] = rng.integers(0, 60_000, N)
    return frame


def queue():
    rng = np.random.default_rng(2)
    created = NOW - pd.to_timedelta(rng.integers(1, 10**7, N), unit="s")
    return pd.DataFrame(
        {
            "ticket_id": np.arange(N),
            "created_at": created,
            "priority": rng.choice(list(SCALE), N),
            "category": rng.choice(["bug", "billing", "how-to"], N),
            "due_at": created + pd.to_timedelta(rng.integers(1, 10**6, N), unit="s"),
            "remaining_work": pd.to_timedelta(rng.integers(1, 10**4, N), unit="s"),
            "handle_time": pd.to_timedelta(rng.integers(1, 10**4, N), unit="s"),
            "customer": rng.integers(0, N // 3, N),
        }
    )


def events():
    rng = np.random.default_rng(3)
    states = tickets.lifecycle("support-operations").states
    return pd.DataFrame(
        {
            "ticket_id": rng.integers(0, N // 5, N),
            "at": NOW - pd.to_timedelta(rng.integers(1, 10**7, N), unit="s"),
            "kind": rng.choice(states, N),
        }
    )


FACTS, QUEUE, EVENTS = facts(), queue(), events()
LIFECYCLE = tickets.lifecycle("support-operations")
SPELLS = tickets.replay_states(EVENTS, lifecycle=LIFECYCLE).spells
POLICIES = {
    "first come": tickets.FirstComeFirstServed(),
    "priority with ageing": tickets.PriorityOrder(scale=SCALE, step="8h"),
    "earliest due": tickets.EarliestDue(),
    "least slack": tickets.LeastSlack(),
    "SLA consumed": tickets.SlaConsumed(),
    "linear ageing": tickets.LinearAgeing(
        points={p: 100 - 20 * k for k, p in enumerate(SCALE)},
        rates_per_hour=dict.fromkeys(SCALE, 4),
    ),
}
FLOATS = np.random.default_rng(4).random(N)


def triage(name):
    currency = "USD" if name == "ast" else None
    return lambda: tickets.triage_table(FACTS, strategy=tickets.strategy(name), currency=currency)


def order(policy):
    return lambda: tickets.order_queue(QUEUE, policy=policy, now=NOW)


CASES = {
    "baseline: sort of a million floats": lambda: np.sort(FLOATS),
    **{f"triage, {name}": triage(name) for name in ("tree", "impact-urgency", "matrix", "ast")},
    **{f"order, {name}": order(policy) for name, policy in POLICIES.items()},
    "queue health": lambda: tickets.queue_health(QUEUE, now=NOW, scale=SCALE),
    "history": lambda: tickets.read_history(
        EVENTS, meanings={"resolved": ["resolved"], "closed": ["closed"], "reopened": ["reopened"]}
    ),
    "replay of states": lambda: tickets.replay_states(EVENTS, lifecycle=LIFECYCLE),
    "time in state": lambda: tickets.time_in_state(SPELLS, now=NOW, by="ticket"),
    "duplicates": lambda: tickets.duplicate_clusters(QUEUE, by=["customer", "category"]),
    "pareto by work": lambda: tickets.work_pareto(QUEUE),
    "field gaps": lambda: tickets.field_gaps(QUEUE),
    "daily review": lambda: tickets.daily_review(QUEUE, now=NOW, scale=SCALE, trending_from=10),
}


@pytest.mark.parametrize("name", CASES)
def test_a_million_rows(benchmark, name):
    benchmark.pedantic(CASES[name], rounds=3, warmup_rounds=1)


if __name__ == "__main__":
    floor = None
    for label, call in CASES.items():
        runs = []
        for _ in range(3):
            begin = time.process_time()
            call()
            runs.append(time.process_time() - begin)
        floor = floor or min(runs)
        sys.stdout.write(f"{label:36s} {min(runs):6.2f} s  {min(runs) / floor:6.1f} x\n")
