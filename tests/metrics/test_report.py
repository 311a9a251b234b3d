import importlib.util
import pickle
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from supportops import metrics
from supportops.errors import InputError
from supportops.metrics import _cells
from supportops.statistics import mean, newcombe, proportion, survival_curve

_spec = importlib.util.spec_from_file_location("tables", Path(__file__).with_name("tables.py"))
tables = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tables)
TABLE = tables.tickets()
END = TABLE[["created_at", "first_response_at", "resolved_at"]].max().max()


def row(found, group, metric, period=None):
    hit = found[(found["group"] == group) & (found["metric"] == metric)]
    if period is not None:
        hit = hit[hit["period"] == period]
    assert len(hit) == 1
    return hit.iloc[0]


def slow(part, metric):
    """One metric of some tickets, by the single functions, as plainly as it can be said."""
    seconds = (part["resolved_at"] - part["created_at"]).dt.total_seconds()
    response = (part["first_response_at"] - part["created_at"]).dt.total_seconds()
    solved = part["resolved_at"].notna()
    ever = solved | (part["reopens"] > 0)
    rated = part["score"].notna()
    age = (END - part["created_at"]).dt.total_seconds()
    if metric.startswith(("frt.quantile", "ttr.quantile")):
        spell = response if metric.startswith("frt") else seconds
        level = float(metric[-4:-1])
        return survival_curve(spell.fillna(age).to_numpy(), spell.notna().to_numpy()).quantile(
            level
        )
    return {
        "frt.mean": lambda: mean(response),
        "ttr.mean": lambda: mean(seconds),
        "aht.ratio": lambda: mean(
            part["handle_time"].dt.total_seconds(), clusters=part["agent_id"]
        ),
        "resolution.rate": lambda: proportion(int(solved.sum()), len(part)),
        "reopen.by_ticket": lambda: proportion(int((part["reopens"] > 0).sum()), int(ever.sum())),
        "csat.top_box": lambda: proportion(int((part["score"] >= 4).sum()), int(rated.sum())),
        "escalation.of_all": lambda: proportion(int(part["escalated"].sum()), len(part)),
        "transfer.per_ticket": lambda: proportion(int(part["transferred"].sum()), len(part)),
        "fcr.no_escalation": lambda: proportion(
            int((solved & ~part["escalated"]).sum()), len(part)
        ),
        "fcr.one_contact": lambda: proportion(
            int((solved & (part["contacts"] == 1)).sum()), len(part)
        ),
        "fcr.one_touch": lambda: proportion(
            int((solved & (part["agent_replies"] <= 1)).sum()), int(solved.sum())
        ),
    }[metric]()


@pytest.mark.parametrize(
    "metric", [m for m in metrics.report_metrics() if m[:3] not in {"vol", "bac"}]
)
def test_a_whole_table_agrees_with_the_single_functions(metric):
    found = metrics.report(TABLE, by="channel", period="month", metrics=[metric])
    months = TABLE["created_at"].dt.strftime("%Y-%m")
    for (group, month), part in TABLE.groupby(["channel", months]):
        here = row(found, group, metric, pd.Timestamp(f"{month}-01", tz="UTC"))
        expected = slow(part, metric)
        ends = expected.interval()
        assert here["n"] == expected.n
        for name, value in (("value", float(expected)), ("low", ends.low), ("high", ends.high)):
            assert here[name] == pytest.approx(np.nan if value is None else value, nan_ok=True)


def test_counts():
    found = metrics.report(TABLE, by="channel", metrics=["volume.tickets", "backlog.open"])
    for group, part in TABLE.groupby("channel"):
        assert row(found, group, "volume.tickets")["value"] == len(part)
        assert row(found, group, "backlog.open")["value"] == part["resolved_at"].isna().sum()
    assert found["low"].isna().all()


def test_changes_from_month_to_month():
    names = ["csat.top_box", "ttr.mean", "ttr.quantile[0.5]"]
    found = metrics.report(TABLE, period="month", metrics=names)
    share = found[found["metric"] == "csat.top_box"].reset_index(drop=True)
    assert np.isnan(share.loc[0, "change"])
    assert share.loc[1, "change"] == pytest.approx(share.loc[1, "value"] - share.loc[0, "value"])
    hits = (share["value"] * share["n"]).round()
    ends = newcombe((hits[1], share.loc[1, "n"]), (hits[0], share.loc[0, "n"]))
    assert (share.loc[1, "change_low"], share.loc[1, "change_high"]) == pytest.approx(
        (ends.low, ends.high)
    )
    times = found[found["metric"] == "ttr.mean"].reset_index(drop=True)
    assert times.loc[1, "change_low"] < times.loc[1, "change"] < times.loc[1, "change_high"]
    middle = found[found["metric"] == "ttr.quantile[0.5]"].reset_index(drop=True)
    assert middle["change_low"].isna().all()
    assert not np.isnan(middle.loc[1, "change"])


def test_flags_and_reasons():
    found = metrics.report(TABLE, period="month", by="channel")
    last = found[found["period"] == found["period"].max()]
    assert last["flags"].str.contains("immature").all()
    assert (
        not found[found["period"] == found["period"].min()]["flags"].str.contains("immature").any()
    )
    done = metrics.report(TABLE, period="month", now=datetime(2026, 5, 1, tzinfo=UTC))
    assert not done["flags"].str.contains("immature").any()
    assert row(found, "chat", "aht.ratio", found["period"].min())["flags"] == "few_clusters"
    censored = found[
        (found["metric"] == "ttr.quantile[0.9]") & (found["period"] == found["period"].max())
    ]
    assert censored["flags"].str.contains("censored").all()
    early = metrics.report(
        TABLE[TABLE["created_at"] < "2026-01-08"], now=datetime(2026, 1, 8, tzinfo=UTC)
    )
    late = row(early, "all", "ttr.quantile[0.9]")
    assert np.isnan(late["value"])
    assert late["reason"] == "beyond follow-up: too many are still open"


def test_contradictions_are_counted_and_not_used():
    frame = TABLE.copy()
    frame.loc[0, "resolved_at"] = frame.loc[0, "created_at"] - pd.Timedelta(hours=1)
    frame.loc[1, "resolved_at"] = frame.loc[1, "first_response_at"] - pd.Timedelta(seconds=1)
    found = metrics.report(frame, metrics=["ttr.mean", "ttr.quantile[0.5]", "frt.mean"])
    assert found["flags"].str.contains("contradictory").all()
    whole = metrics.report(TABLE, metrics=["ttr.mean"])
    assert found.loc[0, "missing"] + found.loc[0, "n"] == len(TABLE)
    assert found[found["metric"] == "ttr.mean"]["n"].iloc[0] == whole["n"].iloc[0] - 1


def test_months_without_a_ticket_and_tables_without_responses():
    part = TABLE[TABLE["created_at"].dt.month != 2].drop(columns="first_response_at")
    found = metrics.report(part, period="month", metrics=["ttr.quantile[0.5]", "csat.top_box"])
    gap = found[found["period"] == pd.Timestamp("2026-02-01", tz="UTC")]
    assert gap["value"].isna().all()
    assert gap["reason"].tolist() == ["no observations"] * 2
    assert found["change"].isna().all()


def test_what_comes_later_has_not_happened():
    now = datetime(2026, 2, 1, tzinfo=UTC)
    part = TABLE[TABLE["created_at"] <= now]
    found = metrics.report(part, now=now, metrics=["resolution.rate", "backlog.open"])
    open_ = int((~(part["resolved_at"] <= now)).sum())
    assert row(found, "all", "backlog.open")["value"] == open_
    assert row(found, "all", "resolution.rate")["value"] == pytest.approx(1 - open_ / len(part))


def test_an_empty_table_has_the_same_columns():
    full = metrics.report(TABLE, by="channel", period="month", timezone="Europe/Berlin")
    for period in ("month", None):
        empty = metrics.report(
            TABLE.iloc[:0], by="channel", period=period, timezone="Europe/Berlin"
        )
        assert len(empty) == 0
        assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    same = pickle.loads(pickle.dumps(full))
    pd.testing.assert_frame_equal(same, full)


def test_the_order_of_rows_does_not_matter_and_nothing_is_changed():
    before = TABLE.copy(deep=True)
    found = metrics.report(TABLE, by="channel", period="week", week_starts="sunday")
    other = metrics.report(
        TABLE.sample(frac=1, random_state=2), by="channel", period="week", week_starts="sunday"
    )
    pd.testing.assert_frame_equal(found, other)
    pd.testing.assert_frame_equal(TABLE, before)


def test_other_headings_and_missing_groups():
    frame = TABLE.rename(columns={"created_at": "Opened", "channel": "Via"})
    frame.loc[:9, "Via"] = None
    names = {"created_at": "Opened", "channel": "Via"}
    found = metrics.report(frame, by="channel", metrics=["volume.tickets"], columns=names)
    assert found["group"].tolist() == ["chat", "email", "phone", None]
    assert found["value"].iloc[-1] == 10
    mixed = TABLE.assign(what=[1, "a"] * 200)
    assert metrics.report(mixed, by="what", metrics=["volume.tickets"])["group"].tolist() == [
        1,
        "a",
    ]


def test_tickets_without_agents_and_many_agents(monkeypatch):
    plain = metrics.report(TABLE.drop(columns="agent_id"), metrics=["aht.ratio"])
    assert plain["flags"].iloc[0] == ""
    dense = metrics.report(TABLE, by="channel", metrics=["aht.ratio"])
    monkeypatch.setattr(_cells, "_DENSE", 1)
    pd.testing.assert_frame_equal(metrics.report(TABLE, by="channel", metrics=["aht.ratio"]), dense)
    full = TABLE.dropna(subset=["handle_time"])
    none = metrics.report(full.assign(agent_id=None), metrics=["aht.ratio"])
    assert np.isnan(none["low"].iloc[0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.report(TABLE, metrics=[]), "metrics must be at least one; got none"),
        (lambda: metrics.report(TABLE, metrics=["nps.score"]), "metrics must be read off a table"),
        (lambda: metrics.report(TABLE.drop(columns="score"), metrics=["csat.top_box"]),
         "tickets must have a column score for csat.top_box"),
        (lambda: metrics.report(TABLE.assign(tags=[["a"]] * 400), by="tags"),
         "by must be a column of plain labels; got \\['a'\\]"),
        (lambda: metrics.report(TABLE, by="via"), "by must be a column of tickets; got 'via'"),
        (lambda: metrics.report(TABLE, period="month", year_starts=13), "year_starts must be"),
        (lambda: metrics.report(TABLE.iloc[:0], period="eon"), "period must be day"),
        (lambda: metrics.report(TABLE, confidence=1), "confidence must lie between 0 and 1"),
        (lambda: metrics.report(TABLE, now=datetime(2026, 1, 6, tzinfo=UTC)),
         "now must not lie before created_at"),
        (lambda: metrics.report(TABLE, now=datetime(2026, 1, 6)), "now must be timezone-aware"),
        (lambda: metrics.report(TABLE.assign(score=9.0)), "tickets.score must be from 1 to 5; got 9"),
        (lambda: metrics.report(TABLE.assign(reopens=-1.0)), "tickets.reopens must be whole, zero or more"),
        (lambda: metrics.report(TABLE.assign(handle_time=-TABLE["handle_time"])),
         "tickets.handle_time must be zero or more"),
        (lambda: metrics.report(pd.concat([TABLE, TABLE[["channel"]]], axis=1), by="channel"),
         "tickets must have one column 'channel'; got 2"),
        (lambda: metrics.report(TABLE.assign(created_at=pd.NaT)), "created_at must be there in every row"),
        (lambda: metrics.report([1]), "tickets must be a DataFrame"),
    ],
)  # fmt: skip
def test_bad_tables_are_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
