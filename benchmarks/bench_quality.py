"""Quality: agreement of 10,000 reviews by five raters, and scores of whole tables."""

import time

import numpy as np
import pandas as pd
import pytest

from supportops import quality
from supportops.statistics import krippendorff_alpha

UNITS, RATERS = 10_000, 5


def ratings():
    rng = np.random.default_rng(1)
    truth = rng.integers(1, 6, UNITS)
    rows = np.clip(truth + rng.integers(-1, 2, (RATERS, UNITS)), 1, 5).astype(float)
    rows[rng.random(rows.shape) < 0.1] = np.nan
    return rows


def best(call, rounds=3):
    seconds = []
    for _ in range(rounds):
        begin = time.perf_counter()
        answer = call()
        seconds.append(time.perf_counter() - begin)
    return min(seconds), answer


def against(benchmark, call, peer, name):
    slow, theirs = best(peer)
    ours = benchmark.pedantic(call, rounds=5, warmup_rounds=1)
    seconds = benchmark.stats.stats.min
    benchmark.extra_info["seconds"] = round(seconds, 4)
    benchmark.extra_info[f"seconds of {name}"] = round(slow, 4)
    benchmark.extra_info[f"ratio to {name}"] = round(seconds / slow, 3)
    return ours, theirs


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_against_the_krippendorff_package(benchmark, level):
    peer = pytest.importorskip("krippendorff")
    rows = ratings()
    ours, theirs = against(
        benchmark,
        lambda: krippendorff_alpha(rows, level=level).value,
        lambda: peer.alpha(reliability_data=rows, level_of_measurement=level),
        "krippendorff",
    )
    assert ours == pytest.approx(theirs, abs=1e-12)


def test_ten_thousand_reviews_against_one_by_one(benchmark):
    rubric = quality.preset("support-operations")
    rng = np.random.default_rng(2)
    points = {
        each.name: rng.choice([a.points for a in each.anchors], UNITS) for each in rubric.dimensions
    }
    reviews = [dict(zip(points, row, strict=True)) for row in zip(*points.values(), strict=True)]
    rows = pd.DataFrame(
        {
            "review_id": np.repeat(np.arange(UNITS), len(points)),
            "dimension": np.tile(list(points), UNITS),
            "points": np.column_stack(list(points.values())).ravel(),
        }
    )
    ours, theirs = against(
        benchmark,
        lambda: quality.score_reviews(rows, rubric=rubric),
        lambda: [quality.score_review(each, rubric=rubric).score for each in reviews[:200]],
        "a fiftieth of them one by one",
    )
    assert ours["score"].tolist()[:200] == theirs
