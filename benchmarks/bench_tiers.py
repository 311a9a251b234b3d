"""Whole tables of the tiers room: a million rows, against the plain mapping of a column."""

import time

import numpy as np
import pandas as pd

from supportops.tiers import route_table, routing_matrix

ROWS = 1_000_000


def tickets():
    rng = np.random.default_rng(1)
    names = [row.category for row in routing_matrix().routes] + ["shipping", None]
    return pd.DataFrame({"category": rng.choice(np.array(names, dtype=object), ROWS)})


def floor(frame):
    """One dictionary look-up a row and column, which any table has to beat or meet."""
    ways = {row.category: row for row in routing_matrix().routes}
    for field in ("skill", "tier", "fallback"):
        frame["category"].map({name: getattr(way, field) for name, way in ways.items()})


def test_route_table(benchmark):
    frame = tickets()
    begin = time.perf_counter()
    floor(frame)
    plain = time.perf_counter() - begin
    benchmark.pedantic(route_table, args=(frame,), rounds=3, warmup_rounds=1)
    seconds = benchmark.stats.stats.min
    benchmark.extra_info["seconds"] = round(seconds, 3)
    benchmark.extra_info["ratio to three mappings"] = round(seconds / plain, 2)
