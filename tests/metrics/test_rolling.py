import importlib.util
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import metrics
from supportops.errors import InputError
from supportops.statistics import mean, proportion

_spec = importlib.util.spec_from_file_location("tables", Path(__file__).with_name("tables.py"))
tables = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tables)
TABLE = tables.tickets()
NAMES = ["volume.tickets", "csat.top_box", "ttr.mean", "reopen.by_ticket", "aht.ratio"]


def part_of(frame, day, days):
    dates = frame["created_at"].dt.date
    return frame[(dates <= day) & (dates > day - timedelta(days=days))]


def test_windows_agree_with_cutting_the_table():
    found = metrics.rolling(TABLE, metrics=NAMES, by="channel").set_index(
        ["group", "date", "metric"]
    )
    for group in ("chat", "email"):
        for day in (date(2026, 1, 9), date(2026, 2, 20), date(2026, 3, 25)):
            part = part_of(TABLE[TABLE["channel"] == group], day, 28)
            work = part["handle_time"].dt.total_seconds()
            rated = int(part["score"].notna().sum())
            ever = part["resolved_at"].notna() | (part["reopens"] > 0)
            expected = {
                "csat.top_box": proportion(int((part["score"] >= 4).sum()), rated),
                "ttr.mean": mean((part["resolved_at"] - part["created_at"]).dt.total_seconds()),
                "aht.ratio": mean(work, clusters=part["agent_id"]),
                "reopen.by_ticket": proportion(int((part["reopens"] > 0).sum()), int(ever.sum())),
            }
            assert found.loc[(group, day, "volume.tickets"), "value"] == len(part)
            for name, one in expected.items():
                here, ends = found.loc[(group, day, name)], one.interval()
                assert (here["n"], here["value"]) == (one.n, pytest.approx(one.value))
                assert (here["low"], here["high"]) == pytest.approx((ends.low, ends.high), rel=1e-6)


def test_windows_that_are_not_full_are_flagged():
    found = metrics.rolling(TABLE, metrics=["volume.tickets"])
    flags = found["flags"].str.contains("incomplete_window")
    assert flags.sum() == 27
    assert flags.iloc[:27].all()
    short = metrics.rolling(TABLE.iloc[:30], metrics=["volume.tickets"], window="90d")
    assert short["flags"].str.contains("incomplete_window").all()
    assert short["value"].iloc[-1] == 30


def test_everything_but_quantiles_is_rolled_and_empty_tables_stay_empty():
    found = metrics.rolling(TABLE.drop(columns="agent_id"))
    assert set(found["metric"]) == {m for m in metrics.report_metrics() if "quantile" not in m}
    empty = metrics.rolling(TABLE.iloc[:0])
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == metrics.rolling(TABLE).dtypes.to_dict()


def daily(rows):
    return pd.DataFrame(rows, columns=["date", "n", "successes"])


def test_pooled_is_not_the_mean_of_daily_rates():
    table = daily([("2026-03-01", 1, 0), ("2026-03-02", 99, 99)])
    found = metrics.rolling_share(table)
    assert found["value"].iloc[-1] == 0.99
    assert found["date"].tolist() == [date(2026, 3, 1), date(2026, 3, 2)]
    assert found["complete"].tolist() == [False, False]


def test_days_that_are_not_there_are_not_known():
    table = daily([(date(2026, 3, 5), 10, 5), (date(2026, 3, 1), 10, 10)])
    found = metrics.rolling_share(table, window="2d", at=["2026-03-01", "2026-03-03", "2026-03-06"])
    assert found["days"].tolist() == [1, 0, 1]
    assert np.isnan(found["value"].iloc[1])
    empty = metrics.rolling_share(daily([]))
    assert len(empty) == 0


@given(
    st.lists(st.tuples(st.integers(0, 50), st.floats(0, 1)), min_size=1, max_size=60),
    st.integers(1, 40),
)
def test_windows_agree_with_sums(rows, window):
    table = daily(
        [(date(2026, 1, 1) + timedelta(days=k), n, int(n * p)) for k, (n, p) in enumerate(rows)]
    )
    found = metrics.rolling_share(table, window=timedelta(days=window))
    for k in range(len(rows)):
        part = table.iloc[max(0, k - window + 1) : k + 1]
        assert found["n"].iloc[k] == part["n"].sum()
        assert found["successes"].iloc[k] == part["successes"].sum()
        assert found["complete"].iloc[k] == (k + 1 >= window)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: metrics.rolling(TABLE, metrics=["ttr.quantile[0.5]"]),
            "metrics must be shares, means",
        ),
        (lambda: metrics.rolling(TABLE, window="12h"), "window must be whole days"),
        (lambda: metrics.rolling(TABLE, window="36h"), "window must be whole days"),
        (
            lambda: metrics.rolling_share(daily([("2026-03-01", 1, 2)])),
            "daily.successes must be from zero",
        ),
        (lambda: metrics.rolling_share(daily([("2026-03-01", 1.5, 1)])), "daily.n must be whole"),
        (lambda: metrics.rolling_share(daily([("2026-03-01", 1, 1)] * 2)), "2026-03-01 twice"),
        (lambda: metrics.rolling_share(daily([("yesterday", 1, 1)])), "daily.date must hold dates"),
        (lambda: metrics.rolling_share(daily([(pd.NaT, 1, 1)])), "daily.date must hold dates"),
        (lambda: metrics.rolling_share(daily([(5, 1, 1)])), "daily.date must hold dates; got 5"),
        (
            lambda: metrics.rolling_share(pd.DataFrame({"date": []})),
            "daily must be a table .* got no n",
        ),
        (lambda: metrics.rolling_share(7), "daily must be a table"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
