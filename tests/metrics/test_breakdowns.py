import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from supportops import metrics
from supportops.errors import InputError
from supportops.statistics import (
    benjamini_hochberg,
    fisher_test,
    log_rank_test,
    mean,
    pooled_z_test,
    welch_test,
)

_spec = importlib.util.spec_from_file_location("tables", Path(__file__).with_name("tables.py"))
tables = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tables)
TABLE = tables.tickets(900)
AT = pd.Timestamp("2026-01-05", tz="UTC")


def rated(rows):
    """Rows of group, stratum, satisfied, others."""
    out = []
    for group, stratum, good, bad in rows:
        out += [(group, stratum, 5)] * good + [(group, stratum, 1)] * bad
    frame = pd.DataFrame(out, columns=["treatment", "stones", "score"])
    return frame.assign(ticket_id=range(len(frame)), created_at=AT)


def test_shares_against_the_rest():
    found = metrics.breakdown(TABLE, "csat.top_box", by="channel").set_index("group")
    assert found.index.tolist() == ["chat", "email", "phone"]
    ps = []
    for group in found.index:
        sides = [
            TABLE[(TABLE["channel"] == group) == here]["score"].dropna() for here in (True, False)
        ]
        pairs = [(int((s >= 4).sum()), len(s)) for s in sides]
        ps.append(pooled_z_test(*pairs).p_value)
        assert found.loc[group, "value"] == pytest.approx(pairs[0][0] / pairs[0][1])
        assert found.loc[group, "rest"] == pytest.approx(pairs[1][0] / pairs[1][1])
    assert found["p_value"].tolist() == pytest.approx(ps)
    assert found["p_adjusted"].tolist() == pytest.approx(benjamini_hochberg(ps).tolist())


def test_means_times_counts_and_rare_shares():
    average = metrics.breakdown(TABLE, "ttr.mean", by="channel").set_index("group")
    seconds = (TABLE["resolved_at"] - TABLE["created_at"]).dt.total_seconds()
    mine = TABLE["channel"] == "chat"
    tested = welch_test(seconds[mine], seconds[~mine])
    assert average.loc["chat", "difference"] == pytest.approx(tested.effect)
    assert average.loc["chat", "p_value"] == pytest.approx(tested.p_value)
    time = metrics.breakdown(TABLE, "ttr.quantile[0.5]", by="channel", strata="priority")
    end = TABLE[["created_at", "first_response_at", "resolved_at"]].max().max()
    age = (TABLE["resolved_at"].fillna(end) - TABLE["created_at"]).dt.total_seconds()
    closed = TABLE["resolved_at"].notna()
    logged = log_rank_test((age[mine], closed[mine]), (age[~mine], closed[~mine]))
    assert time["p_value"].iloc[0] == pytest.approx(logged.p_value)
    count = metrics.breakdown(TABLE, "volume.tickets", by="channel", strata="priority")
    assert count["p_value"].isna().all()
    assert not count["different"].any()
    rare = metrics.breakdown(
        rated([("a", 1, 9, 1), ("b", 1, 3, 7)]), "csat.top_box", by="treatment"
    )
    assert rare["p_value"].iloc[0] == pytest.approx(fisher_test((9, 10), (3, 10)).p_value)


def test_a_reversal_is_flagged():
    table = rated([("a", "s", 81, 6), ("b", "s", 234, 36), ("a", "l", 192, 71), ("b", "l", 55, 25)])
    found = metrics.breakdown(table, "csat.top_box", by="treatment", strata="stones")
    assert found["flags"].tolist() == ["reversal", "reversal"]
    assert found["difference"].tolist() == pytest.approx([-0.0457143, 0.0457143])
    fair = metrics.breakdown(table, "csat.top_box", by="treatment")
    assert fair["flags"].tolist() == ["", ""]
    apart = rated([("a", "s", 50, 10), ("b", "l", 30, 30)])
    alone = metrics.breakdown(apart, "csat.top_box", by="treatment", strata="stones")
    assert not alone["flags"].str.contains("reversal").any()


def timed(rows):
    """Rows of group, stratum, hours to the resolution."""
    frame = pd.DataFrame(rows, columns=["team", "kind", "hours"])
    ended = AT + pd.to_timedelta(frame["hours"], unit="h")
    return frame.assign(ticket_id=range(len(frame)), created_at=AT, resolved_at=ended)


def test_means_and_times_turn_around_too():
    rows = [("a", "easy", h) for h in (2, 3)] + [("a", "hard", h) for h in range(20, 40)]
    rows += [("b", "easy", h) for h in range(5, 25)] + [("b", "hard", h) for h in (50, 51)]
    table = timed(rows)
    for metric in ("ttr.mean", "ttr.quantile[0.5]"):
        found = metrics.breakdown(table, metric, by="team", strata="kind")
        assert found["flags"].str.contains("reversal").all()
        assert found["difference"].iloc[0] > 0
        plain = metrics.breakdown(table, metric, by="team")
        assert not plain["flags"].str.contains("reversal").any()
    fair = metrics.breakdown(table[table["kind"] == "easy"], "ttr.mean", by="team", strata="kind")
    assert not fair["flags"].str.contains("reversal").any()


def test_what_does_not_vary_has_no_p_value():
    same = timed([("a", "x", 2)] * 3 + [("b", "x", 2)] * 3)
    assert metrics.breakdown(same, "ttr.mean", by="team")["p_value"].isna().all()
    one = timed([("a", "x", 2), ("b", "x", 3), ("b", "x", 4)])
    assert metrics.breakdown(one, "ttr.mean", by="team")["p_value"].isna().all()
    open_ = timed([("a", "x", None), ("b", "x", None)])
    found = metrics.breakdown(open_, "ttr.quantile[0.5]", by="team", strata="kind")
    assert found["p_value"].isna().all()
    assert not found["flags"].str.contains("reversal").any()
    good = rated([("a", 1, 5, 0), ("b", 1, 9, 0)])
    assert metrics.breakdown(good, "csat.top_box", by="treatment")["p_value"].tolist() == [1, 1]


def test_many_groups_are_no_trouble():
    table = TABLE.assign(customer=np.arange(len(TABLE)) % 450).drop(columns="agent_id")
    found = metrics.breakdown(table, "aht.ratio", by="customer")
    assert len(found) == 450
    seconds = table["handle_time"].dt.total_seconds()
    mine = table["customer"] == 7
    assert found["rest"].iloc[7] == pytest.approx(seconds[~mine].mean())
    expected = welch_test(seconds[mine], seconds[~mine]).p_value
    assert found["p_value"].iloc[7] == pytest.approx(
        np.nan if expected is None else expected, nan_ok=True
    )


def test_twenty_agents_who_are_alike():
    rng = np.random.default_rng(2)
    frame = pd.DataFrame(
        {
            "ticket_id": range(4000),
            "created_at": AT,
            "score": rng.choice([1, 5], 4000, p=[0.2, 0.8]),
            "agent": np.repeat(np.arange(20), 200),
        }
    )
    found = metrics.breakdown(frame, "csat.top_box", by="agent")
    assert (found["p_value"] < 0.05).any()
    assert not found["different"].any()


def test_edges():
    one = metrics.breakdown(TABLE, "csat.top_box", by="created_at", alpha="10%")
    assert len(one) == TABLE["created_at"].nunique()
    same = metrics.breakdown(TABLE.assign(all=1), "csat.top_box", by="all")
    assert np.isnan(same["rest"].iloc[0])
    empty = metrics.breakdown(TABLE.iloc[:0], "csat.top_box", by="channel", strata="priority")
    assert len(empty) == 0
    assert (
        empty.dtypes.to_dict()
        == metrics.breakdown(TABLE, "csat.top_box", by="channel").dtypes.to_dict()
    )
    unrated = metrics.breakdown(TABLE.assign(score=np.nan), "csat.top_box", by="channel")
    assert unrated["reason"].tolist() == ["no observations"] * 3
    inside = metrics.breakdown(TABLE, "reopen.by_ticket", by="channel", strata="priority")
    assert inside["n"].sum() < len(TABLE)
    with pytest.raises(InputError, match="by must be a column of tickets"):
        metrics.breakdown(TABLE, "csat.top_box", by="via")


def worked(seed, agents=24, calls=60):
    """Handle times of agents who differ, each in one of three channels that do not."""
    rng = np.random.default_rng(seed)
    agent = np.repeat(np.arange(agents), calls)
    seconds = 300 + rng.normal(0, 60, agents)[agent] + rng.normal(0, 60, agent.size)
    return pd.DataFrame(
        {
            "ticket_id": range(agent.size),
            "created_at": AT,
            "agent_id": agent,
            "channel": agent % 3,
            "handle_time": pd.to_timedelta(seconds.clip(1), unit="s"),
        }
    )


def test_handle_times_are_compared_by_agent():
    table = worked(1)
    found = metrics.breakdown(table, "aht.ratio", by="channel")
    seconds = table["handle_time"].dt.total_seconds()
    for group in range(3):
        mine = table["channel"] == group
        sides = [mean(seconds[rows], clusters=table["agent_id"][rows]) for rows in (mine, ~mine)]
        parts = [side.evidence.se**2 for side in sides]
        df = sum(parts) ** 2 / (parts[0] ** 2 / 7 + parts[1] ** 2 / 15)
        gap = abs(float(sides[0]) - float(sides[1]))
        expected = 2 * student.sf(gap / sum(parts) ** 0.5, df)
        assert found["p_value"][group] == pytest.approx(expected)


def test_channels_that_are_alike_are_seldom_told_apart():
    def share(drop):
        found = [
            metrics.breakdown(worked(seed).drop(columns=drop), "aht.ratio", by="channel")
            for seed in range(40)
        ]
        return np.mean([one["p_value"] < 0.05 for one in found])

    assert share([]) < 0.1
    assert share(["agent_id"]) > 0.5  # what taking tickets for independent would say


def test_an_agent_on_both_sides_is_counted_once():
    rng = np.random.default_rng(5)
    table = worked(2).assign(channel=lambda t: rng.integers(0, 2, len(t)))
    found = metrics.breakdown(table, "aht.ratio", by="channel")["p_value"]
    seconds = table["handle_time"].dt.total_seconds().to_numpy()
    mine = (table["channel"] == 0).to_numpy()
    pulls, spreads = np.zeros(24), [0.0, 0.0]
    for sign, rows, side in ((1, mine, 0), (-1, ~mine, 1)):
        off = (seconds[rows] - seconds[rows].mean()) / rows.sum() * (24 / 23) ** 0.5
        by_agent = np.bincount(table["agent_id"][rows], off, minlength=24)
        pulls += sign * by_agent
        spreads[side] = float((by_agent**2).sum())
    df = sum(spreads) ** 2 / sum(s * s / 23 for s in spreads)
    gap = abs(seconds[mine].mean() - seconds[~mine].mean())
    expected = 2 * student.sf(gap / np.sqrt((pulls**2).sum()), df)
    assert found.tolist() == pytest.approx([expected, expected])


def test_one_agent_against_the_others_is_compared_by_ticket():
    table = worked(3)
    found = metrics.breakdown(table, "aht.ratio", by="agent_id")
    seconds = table["handle_time"].dt.total_seconds()
    mine = table["agent_id"] == 4
    assert found["p_value"][4] == pytest.approx(welch_test(seconds[mine], seconds[~mine]).p_value)
    assert metrics.breakdown(table.iloc[:0], "aht.ratio", by="channel").empty


def test_more_groups_than_are_looked_at_in_one_go(monkeypatch):
    table = worked(4).assign(team=lambda t: t["agent_id"] % 5)
    whole = metrics.breakdown(table, "aht.ratio", by="team")["p_value"]
    monkeypatch.setattr("supportops.metrics._by_agent._DENSE", 50)
    parts = metrics.breakdown(table, "aht.ratio", by="team")["p_value"]
    assert parts.tolist() == pytest.approx(whole.tolist(), rel=1e-12)
