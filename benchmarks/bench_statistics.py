"""The statistics engine, against the plainest way to the same figure in one run."""

import time

import numpy as np
from scipy.stats import binomtest

from supportops import statistics as st

UNITS, RATERS = 10_000, 5


def ratings():
    rng = np.random.default_rng(1)
    truth = rng.integers(1, 6, UNITS)
    rows = np.clip(truth + rng.integers(-1, 2, (RATERS, UNITS)), 1, 5).astype(float)
    rows[rng.random(rows.shape) < 0.1] = np.nan
    return rows


def timed(call):
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def report(benchmark, call, floor, name):
    plain = timed(floor)
    benchmark.pedantic(call, rounds=3, warmup_rounds=1)
    seconds = benchmark.stats.stats.min
    benchmark.extra_info["seconds"] = round(seconds, 4)
    benchmark.extra_info[f"ratio to {name}"] = round(seconds / plain, 3)


def test_alpha(benchmark):
    rows = ratings()
    report(
        benchmark,
        lambda: st.krippendorff_alpha(rows, level="ordinal"),
        lambda: [sorted(unit) for unit in rows.T.tolist()],
        "sorting each unit",
    )


def test_alpha_bootstrap(benchmark):
    rows = ratings()
    report(
        benchmark,
        lambda: st.alpha_bootstrap(rows, level="ordinal", rng=np.random.default_rng(1)),
        lambda: [
            rows[:, np.random.default_rng(1).integers(UNITS, size=UNITS)] for _ in range(1000)
        ],
        "drawing the resamples",
    )


def test_ten_thousand_shares(benchmark):
    hits = np.arange(10_000)
    report(
        benchmark,
        lambda: st.wilson(hits, 10_000),
        lambda: [binomtest(k, 10_000).proportion_ci(method="wilson") for k in range(1, 101)],
        "a hundred of scipy's",
    )


def test_survival_of_a_million(benchmark):
    rng = np.random.default_rng(1)
    ages, closed = rng.exponential(size=1_000_000), rng.random(1_000_000) < 0.7
    report(
        benchmark,
        lambda: st.survival_curve(ages, closed).quantile(0.5),
        lambda: np.sort(ages),
        "one sort",
    )
