"""A whole audit of a million tickets, against the same tables read once by pandas' describe."""

import numpy as np
import pytest

from supportops.audit import audit, clean_operation

ROWS = 1_000_000


@pytest.fixture(scope="module")
def seen():
    return clean_operation(rng=np.random.default_rng(1), tickets=ROWS)


@pytest.mark.benchmark(group="audit of a million tickets")
def test_every_rule(benchmark, seen):
    report = benchmark.pedantic(audit, args=(seen,), rounds=1, iterations=1)
    assert not report.findings
    assert len(report.clean) > 100


@pytest.mark.benchmark(group="audit of a million tickets")
def test_floor_describe(benchmark, seen):
    benchmark.pedantic(
        lambda: seen.tables["tickets"].describe(include="all"), rounds=1, iterations=1
    )


@pytest.mark.benchmark(group="audit of a million tickets")
def test_reading_the_tables(benchmark):
    benchmark.pedantic(
        lambda: clean_operation(rng=np.random.default_rng(1), tickets=ROWS), rounds=1, iterations=1
    )
