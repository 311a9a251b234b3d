"""Ten metrics of a million tickets, beside the plain groupby that computes their points alone.

pytest benchmarks/bench_metrics.py -p no:doctest --benchmark-only
python benchmarks/bench_metrics.py
"""

import time

import numpy as np
import pandas as pd
import pytest

from supportops import metrics

N = 1_000_000
COUNTS = (
    "volume.tickets",
    "frt.mean",
    "ttr.mean",
    "resolution.rate",
    "reopen.by_ticket",
    "aht.ratio",
    "csat.top_box",
)
TIMES = ("frt.quantile[0.5]", "ttr.quantile[0.5]", "ttr.quantile[0.9]")


def table(rows=N):
    """Tickets of 24 months in five channels, some unanswered, open, or without a survey."""
    rng = np.random.default_rng(7)
    first = pd.Timestamp("2024-01-01", tz="UTC")
    last = pd.Timestamp("2026-01-01", tz="UTC")
    span = int((last - first).total_seconds())
    created = first + pd.to_timedelta(np.sort(rng.integers(0, span, rows)), unit="s")
    answered = created + pd.to_timedelta(rng.exponential(4 * 3600, rows).round(), unit="s")
    resolved = answered + pd.to_timedelta(rng.exponential(30 * 3600, rows).round(), unit="s")
    score = rng.choice([1, 2, 3, 4, 5, np.nan], rows, p=[0.01, 0.01, 0.03, 0.1, 0.1, 0.75])
    return pd.DataFrame(
        {
            "ticket_id": np.arange(rows),
            "created_at": created,
            "first_response_at": answered.where(answered <= last),
            "resolved_at": resolved.where(resolved <= last),
            "reopens": (rng.random(rows) < 0.06).astype(float),
            "handle_time": pd.to_timedelta(rng.gamma(2, 300, rows).round(), unit="s"),
            "agent_id": rng.integers(0, 150, rows),
            "score": score,
            "channel": rng.choice(["chat", "email", "phone", "portal", "social"], rows),
        }
    )


def plain(frame, *, times=True):
    """The same ten figures as point values, the way a notebook computes them."""
    month = frame["created_at"].dt.year * 12 + frame["created_at"].dt.month
    work = pd.DataFrame(
        {
            "channel": frame["channel"],
            "month": month,
            "response": (frame["first_response_at"] - frame["created_at"]).dt.total_seconds(),
            "resolution": (frame["resolved_at"] - frame["created_at"]).dt.total_seconds(),
            "resolved": frame["resolved_at"].notna(),
            "reopened": (frame["reopens"] > 0).where(frame["resolved_at"].notna()).astype(float),
            "handle": frame["handle_time"].dt.total_seconds(),
            "satisfied": (frame["score"] >= 4).where(frame["score"].notna()).astype(float),
        }
    )
    groups = work.groupby(["channel", "month"])
    points = groups.agg(
        tickets=("handle", "size"),
        response=("response", "mean"),
        resolution=("resolution", "mean"),
        resolved=("resolved", "mean"),
        reopened=("reopened", "mean"),
        handle=("handle", "mean"),
        satisfied=("satisfied", "mean"),
    )
    if times:
        points["response_p50"] = groups["response"].median()
        points["resolution_p50"] = groups["resolution"].median()
        points["resolution_p90"] = groups["resolution"].quantile(0.9)
    return points


def ours(frame, *, times=True):
    """Ten metrics with n, interval, flags and change."""
    names = COUNTS + TIMES if times else COUNTS
    return metrics.report(frame, metrics=names, by="channel", period="month")


def best_of(function, *args, rounds=5, **kwargs):
    spans = []
    for _ in range(rounds):
        begin = time.perf_counter()
        function(*args, **kwargs)
        spans.append(time.perf_counter() - begin)
    return min(spans)


@pytest.fixture(scope="module")
def frame():
    return table()


@pytest.mark.parametrize("times", [True, False], ids=["ten metrics", "without times"])
def test_report(benchmark, frame, times):
    floor = best_of(plain, frame, times=times, rounds=3)
    benchmark.pedantic(ours, args=(frame,), kwargs={"times": times}, rounds=3, warmup_rounds=1)
    benchmark.extra_info["times the plain groupby"] = round(benchmark.stats.stats.min / floor, 2)


@pytest.mark.parametrize("name", ["rolling", "breakdown", "cohorts"])
def test_other_tables(benchmark, frame, name):
    questions = {
        "rolling": lambda: metrics.rolling(frame, metrics=COUNTS, by="channel"),
        "breakdown": lambda: metrics.breakdown(frame, "csat.top_box", by="channel"),
        "cohorts": lambda: metrics.cohorts(frame, by="channel"),
    }
    benchmark.pedantic(questions[name], rounds=3, warmup_rounds=1)


def main():
    data = table()
    for times, text in ((True, "ten metrics"), (False, "without times")):
        mine, floor = best_of(ours, data, times=times), best_of(plain, data, times=times)
        print(f"{text}: {mine:.2f} s, plain groupby {floor:.2f} s, ratio {mine / floor:.2f}")


if __name__ == "__main__":
    main()
