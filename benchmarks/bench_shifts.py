"""Covers proven optimal: a week of half-hours, a day of quarter-hours with breaks, and a peer.

pytest benchmarks/bench_shifts.py -p no:doctest --benchmark-only
python benchmarks/bench_shifts.py

The peer, pyworkforce, is not among the benchmarks' requirements (it brings OR-Tools); where it
is installed it solves the same problems in the same run.
"""

import sys
import time

import numpy as np
import pandas as pd
import pytest

from supportops import workforce
from supportops.workforce import Break


def week():
    """336 half-hours that wrap, and every half-hour start with 4, 6 and 8 hours."""
    rng = np.random.default_rng(7)
    timeline = pd.date_range("2026-03-02", periods=336, freq="30min", tz="UTC")
    shapes = workforce.staggered_shapes(["4h", "6h", "8h"], every="30m", cost_per_shift=0.5)
    shifts = workforce.shifts_on(timeline, shapes, wraps=True)
    curve = 20 + 15 * np.sin((timeline.hour - 6) / 24 * 2 * np.pi)
    weekend = np.where(timeline.day_of_week < 5, 1.0, 0.5)
    return rng.poisson(np.asarray(curve) * weekend), shifts


def day():
    """96 quarter-hours; shifts of 4, 6 and 8 hours with half an hour of break in each."""
    rng = np.random.default_rng(8)
    timeline = pd.date_range("2026-03-02", periods=96, freq="15min", tz="UTC")
    shifts = []
    for hours in (4, 6, 8):
        pause = Break(length="30m", earliest="90m", latest=f"{hours * 60 - 120}m")
        shapes = workforce.staggered_shapes(
            [f"{hours}h"], every="15m", breaks=[pause], cost_per_shift=0.5
        )
        shifts += workforce.shifts_on(timeline, shapes, wraps=True)
    required = rng.poisson(15 + 12 * np.sin((np.arange(96) - 30) / 96 * 2 * np.pi))
    return required, shifts


WEEK, DAY = week(), day()


def solved(case, **options):
    required, shifts = case
    found = workforce.cover_demand(required, shifts=shifts, **options)
    assert found.status == "optimal"
    assert found.gap == 0
    return found.objective


def floor():
    """Floor of the effort: the demand alone, every period a shift of its own."""
    required, _ = WEEK
    alone = [workforce.Shift(name=str(k), periods=(k,)) for k in range(336)]
    return solved((required, alone))


CASES = {
    "baseline: every period by itself": floor,
    f"week, 336 x {len(WEEK[1])}": lambda: solved(WEEK),
    f"week, prices for under and over, 336 x {len(WEEK[1])}": lambda: solved(
        WEEK, under_cost=2.0, over_cost=0.3
    ),
    f"day with breaks, 96 x {len(DAY[1])}": lambda: solved(DAY),
    f"day with breaks, prices, 96 x {len(DAY[1])}": lambda: solved(
        DAY, under_cost=2.0, over_cost=0.3
    ),
}


def peer(case, seconds):
    """The same problem for pyworkforce: one long day, whole costs (ours times two)."""
    from pyworkforce.scheduling import MinRequiredResources

    required, shifts = case
    table = {
        s.name: np.isin(np.arange(len(required)), s.periods).astype(int).tolist() for s in shifts
    }
    scheduler = MinRequiredResources(
        num_days=1,
        periods=len(required),
        shifts_coverage=table,
        required_resources=[[int(r) for r in required]],
        max_period_concurrency=500,
        max_shift_concurrency=100,
        cost_dict={s.name: round(2 * s.cost) for s in shifts},
        max_search_time=float(seconds),
        num_search_workers=2,
    )
    answer = scheduler.solve()
    return answer["status"], answer["cost"] / 2


@pytest.mark.parametrize("name", CASES)
def test_cover(benchmark, name):
    benchmark.pedantic(CASES[name], rounds=3, warmup_rounds=1)


@pytest.mark.parametrize("name", ["week", "day"])
def test_the_peer(benchmark, name):
    pytest.importorskip("pyworkforce", reason="the peer brings OR-Tools and is not required")
    case = {"week": WEEK, "day": DAY}[name]
    status, cost = benchmark.pedantic(lambda: peer(case, 120), rounds=1)
    assert status != "OPTIMAL" or cost == pytest.approx(solved(case))


if __name__ == "__main__":
    least = None
    for label, call in CASES.items():
        begin = time.perf_counter()
        answer = call()
        took = time.perf_counter() - begin
        least = least or took
        sys.stdout.write(f"{label:48s} {took:6.2f} s  {took / least:6.1f} x  {answer}\n")
    for label, case in {"week": WEEK, "day with breaks": DAY}.items():
        begin = time.perf_counter()
        try:
            answer = peer(case, 120)
        except ImportError:
            sys.stdout.write("pyworkforce is not installed\n")
            break
        took = time.perf_counter() - begin
        sys.stdout.write(f"{'pyworkforce, ' + label:48s} {took:6.2f} s  {answer}\n")
