"""A hundred series of three years, and the bars of accuracy, beside the mean by weekday.

pytest benchmarks/bench_forecasting.py -p no:doctest --benchmark-only
python benchmarks/bench_forecasting.py
"""

import sys
import time

import numpy as np
import pandas as pd
import pytest

from supportops import workforce

DAYS, SERIES = 1_096, 100


def every():
    """Three years of days with growth, weekdays, a wave of the year and an uneven rate."""
    rng = np.random.default_rng(1)
    when = np.arange(DAYS)
    weekday = np.array([1.25, 1.15, 1.05, 1, 0.95, 0.35, 0.25])[when % 7]
    mean = 300 * np.exp(0.0003 * when + 0.2 * np.sin(2 * np.pi * when / 365.25)) * weekday
    index = pd.date_range("2023-01-02", periods=DAYS)
    return [
        pd.Series(rng.poisson(rng.gamma(1 / 0.08**2, mean * 0.08**2)), index=index)
        for _ in range(SERIES)
    ]


HISTORY = every()


def by_weekday():
    """Floor of the effort: one mean by weekday each, limits and all."""
    one = [workforce.SameWeekday()]
    return [workforce.forecast(series, horizon=28, candidates=one) for series in HISTORY]


def automatic():
    return [workforce.forecast(series, horizon=28) for series in HISTORY]


def fitted():
    return [
        workforce.fit_holt_winters(series, season_length=7, seasonal="multiplicative")
        for series in HISTORY[:10]
    ]


CASES = {
    "baseline: mean by weekday, 100 series": by_weekday,
    "automatic choice, 100 series of three years": automatic,
    "Holt-Winters weights to the end, 10 series": fitted,
}


@pytest.mark.parametrize("name", CASES)
def test_series(benchmark, name):
    benchmark.pedantic(CASES[name], rounds=1)


if __name__ == "__main__":
    floor = None
    for label, call in CASES.items():
        begin = time.perf_counter()
        call()
        took = time.perf_counter() - begin
        floor = floor or took
        sys.stdout.write(f"{label:46s} {took:6.2f} s  {took / floor:6.1f} x\n")
