"""Twelve days-of-the-week series a seed: growth, weekday factors, a gamma rate, Poisson counts.

python tests/workforce/forecasting/family.py  # the whole study: 12 series, 20 seeds
"""

import sys

import numpy as np
import pandas as pd

from supportops import workforce

WEEKDAY = np.array([1.25, 1.15, 1.05, 1, 0.95, 0.35, 0.25])
PERIODS, AHEAD, SERIES = 26 * 7, 28, 12


def series(seed):
    """True rate of all days, and the counts of each series."""
    rng = np.random.default_rng(seed)
    when = np.arange(PERIODS + AHEAD)
    mean = 300 * np.exp(0.0008 * when) * WEEKDAY[when % 7]
    shape = 1 / 0.08**2
    return mean, [rng.poisson(rng.gamma(shape, mean / shape)) for _ in range(SERIES)]


def study(seeds):
    """Mean WAPE of the automatic choice and of the true rate, and the coverage of 80 % limits."""
    ours, truth, held = [], [], []
    index = pd.date_range("2026-01-05", periods=PERIODS)
    for seed in seeds:
        mean, every = series(seed)
        for counts in every:
            past, actual = counts[:PERIODS], counts[PERIODS:]
            answer = workforce.forecast(pd.Series(past, index=index), horizon=AHEAD)
            ours.append(workforce.forecast_accuracy(actual, answer.mean).wape)
            truth.append(workforce.forecast_accuracy(actual, mean[PERIODS:]).wape)
            low, high = answer.days["lower"].to_numpy(), answer.days["upper"].to_numpy()
            held.append(((low <= actual) & (actual <= high)).mean())
    return float(np.mean(ours)), float(np.mean(truth)), float(np.mean(held))


if __name__ == "__main__":
    mine, best, covered = study(range(20))
    sys.stdout.write(f"WAPE {mine:.4f}, true rate {best:.4f}, ratio {mine / best:.4f}\n")
    sys.stdout.write(f"80 % limits hold {covered:.1%}\n")
    assert mine / best <= 1.06
    assert 0.75 <= covered <= 0.85
