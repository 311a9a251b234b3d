import importlib.util
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from supportops import metrics
from supportops.errors import InputError

_spec = importlib.util.spec_from_file_location("tables", Path(__file__).with_name("tables.py"))
tables = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tables)
TABLE = tables.tickets(500)


def test_young_cohorts_are_censored():
    found = metrics.cohort_triangle([100, 120, 90], [[4, 3, 1], [6, 2], [5]])
    assert found.cumulative[0] == pytest.approx((0.04, 0.07, 0.08))
    assert [p.value for p in found.pooled] == pytest.approx([15 / 310, 15 / 220, 0.08])
    assert [h.value for h in found.hazards] == pytest.approx([15 / 310, 5 / 210, 1 / 93])
    assert found.ultimate == pytest.approx(0.08103331516442858)


def test_odd_triangles():
    assert metrics.cohort_triangle([], []).ultimate is None
    assert metrics.cohort_triangle([0], [[0]]).cumulative == ((None,),)
    assert metrics.cohort_triangle([0], [[0]]).ultimate is None
    everyone = metrics.cohort_triangle([3], [[3, 0]])
    assert everyone.ultimate == 1.0


def test_cohorts_agree_with_looking_at_each_ticket():
    now = datetime(2026, 3, 26, tzinfo=UTC)
    found = metrics.cohorts(TABLE, days=[7, 30], by="channel", now=now)
    assert len(found) == 3 * 3 * 2
    for _, cell in found.iterrows():
        month = TABLE["created_at"].dt.strftime("%Y-%m") == cell["cohort"].strftime("%Y-%m")
        part = TABLE[month & (TABLE["channel"] == cell["group"])]
        reach = timedelta(days=int(cell["days"]))
        ripe = part[part["created_at"] + reach <= now]
        hits = ((ripe["resolved_at"] - ripe["created_at"]) <= reach).sum()
        assert (cell["size"], cell["n"], cell["hits"]) == (len(part), len(ripe), hits)
        assert cell["complete"] == (len(part) == len(ripe))
        assert ("immature" in cell["flags"]) == (len(ripe) < len(part))
        if len(ripe):
            assert cell["low"] <= cell["value"] <= cell["high"]
        else:
            assert np.isnan(cell["value"])


def test_the_published_horizons_and_empty_tables():
    found = metrics.cohorts(TABLE)
    assert found["days"].unique().tolist() == [30, 60, 90]
    empty = metrics.cohorts(TABLE.iloc[:0], by="channel")
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == found.dtypes.to_dict()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.cohorts(TABLE, event="priority"), "event must be a column of instants"),
        (lambda: metrics.cohorts(TABLE, event="created_at"), "event must be a column of instants"),
        (lambda: metrics.cohorts(TABLE, event="paid_at"), "columns must name columns of tickets"),
        (lambda: metrics.cohorts(TABLE, days=[30, 30]), "days must ascend from 1"),
        (lambda: metrics.cohorts(TABLE, days=[0]), "days must ascend from 1"),
        (lambda: metrics.cohorts(TABLE, days=[]), "days must ascend from 1"),
        (
            lambda: metrics.cohorts(TABLE, now=datetime(2026, 1, 6, tzinfo=UTC)),
            "now must not lie",
        ),
        (lambda: metrics.cohorts(TABLE.assign(created_at=pd.NaT)), "created_at must be there"),
        (
            lambda: metrics.cohort_triangle([1], [[1], [1]]),
            "events must have one row for each of 1",
        ),
        (
            lambda: metrics.cohort_triangle([1], [[1, 1]]),
            "events must be at most the size, 1; got 2",
        ),
    ],
)
def test_bad_cohorts_are_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
