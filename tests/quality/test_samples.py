import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.quality import (
    mean_score,
    provable_change,
    reviews_needed,
    sample_bands,
    sample_bias,
    sample_plan,
    score_margin,
    select_sample,
)
from supportops.vocabulary import Range


@pytest.mark.fact("quality-sample-size")
@pytest.mark.parametrize(
    ("agents", "per_agent", "monthly", "published"),
    [
        (1, "5 tickets", "20 tickets", "at least 100 tickets"),
        (5, "5 tickets", "100 tickets", "at least 100 tickets"),
        (6, "3–4 tickets", "72–96 tickets", "200–300 tickets"),
        (10, "3–4 tickets", "120–160 tickets", "200–300 tickets"),
        (15, "3–4 tickets", "180–240 tickets", "200–300 tickets"),
        (16, "2–3 tickets", "128–192 tickets", "300–400 tickets"),
        (30, "2–3 tickets", "240–360 tickets", "300–400 tickets"),
        (31, "2 tickets", "248 tickets", "None"),
    ],
)
def test_the_published_bands_beside_the_arithmetic(agents, per_agent, monthly, published):
    plan = sample_plan(agents)
    assert str(plan.per_agent_week) == per_agent
    assert str(plan.monthly) == monthly
    assert str(plan.published_monthly) == published
    assert plan.weekly == plan.per_agent_week.scaled(agents, "tickets")


def test_plans_say_where_the_printed_total_is_out_of_reach():
    assert sample_plan(4).flags == ("published_total_not_reached",)
    assert sample_plan(5).flags == ()
    assert sample_plan(6).flags == ("published_total_not_reached",)
    assert sample_plan(12).flags == ("published_total_not_reached",)
    assert sample_plan(13).flags == ()
    assert sample_plan(15, weeks=8).flags == ("published_total_exceeded",)
    assert sample_plan(40).flags == ()
    assert sample_bands()[3].agents == Range(low=30, unit="agents")
    for name, call in (
        ("agents", lambda: sample_plan(0)),
        ("weeks", lambda: sample_plan(3, weeks=0)),
    ):
        with pytest.raises(InputError, match=f"{name} must be one or more; got 0"):
            call()


def week(n=60, agents=4, seed=0):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "ticket_id": np.arange(n),
            "agent_id": rng.integers(agents, size=n),
            "category": rng.choice(["billing", "bug", "howto"], size=n),
            "complexity": rng.integers(1, 4, size=n),
        },
        index=np.arange(n) + 1000,
    )


@pytest.mark.fact("quality-weekly-workflow")
def test_a_sample_has_so_many_of_each_agent_and_the_flagged():
    rows = week()
    chosen = select_sample(rows, per_agent=3, rng=np.random.default_rng(1), flagged=[7, 9])
    drawn = chosen[chosen["chosen"] == "drawn"]
    assert (drawn.groupby("agent_id").size() == 3).all()
    assert chosen[chosen["chosen"] == "flagged"]["ticket_id"].tolist() == [7, 9]
    assert chosen.index.is_monotonic_increasing
    # Weights speak for every ticket.
    assert chosen.groupby("agent_id")["weight"].sum().tolist() == pytest.approx(
        rows.groupby("agent_id").size().tolist()
    )


def test_the_order_is_the_callers():
    rows = week()
    again = [
        select_sample(rows, per_agent=3, rng=np.random.default_rng(s))["ticket_id"].tolist()
        for s in (1, 1, 2)
    ]
    assert again[0] == again[1] != again[2]


# Each case is a whole table: half of them hold as much.
@settings(max_examples=settings.default.max_examples // 2)
@given(st.integers(0, 2**32 - 1), st.integers(0, 8))
def test_strata_get_their_share_to_the_ticket(seed, size):
    rows = week(agents=2)
    chosen = select_sample(
        rows,
        per_agent=size,
        rng=np.random.default_rng(seed),
        strata=["category", "complexity"],
    )
    for agent, mine in rows.groupby("agent_id"):
        got = chosen[chosen["agent_id"] == agent]
        assert len(got) == min(size, len(mine))
        kinds = rows.loc[got.index, ["category", "complexity"]].value_counts()
        for kind, n in mine[["category", "complexity"]].value_counts().items():
            assert abs(kinds.get(kind, 0) - size * n / len(mine)) < 1


def test_every_ticket_has_the_chance_that_is_written_on_it():
    # 500 agents with the same twelve tickets are 500 draws at once.
    rows = pd.DataFrame(
        {
            "ticket_id": np.arange(6000),
            "agent_id": np.repeat(np.arange(500), 12),
            "category": np.tile(list("aabbcaabbcab"), 500),
        }
    )
    risk = np.tile([1.0] * 9 + [3.0, 3.0, 40.0], 500)
    rng, hits = np.random.default_rng(5), np.zeros(12)
    for _ in range(4):
        chosen = select_sample(rows, per_agent=4, rng=rng, risk=risk, strata=["category"])
        hits += np.bincount(chosen["ticket_id"] % 12, minlength=12)
    chance = np.array([1 / 5] * 9 + [3 / 5, 3 / 5, 1])
    assert hits / 2000 == pytest.approx(chance, abs=4 * np.sqrt(0.25 / 2000))
    assert chosen["chance"].tolist() == pytest.approx(chance[chosen["ticket_id"] % 12].tolist())
    assert (chosen.groupby("agent_id").size() == 4).all()


def test_weights_free_a_risky_sample_from_its_bias():
    rng = np.random.default_rng(3)
    rows = week(n=400, agents=4)
    score = pd.Series(np.where(rows["complexity"] == 3, 60.0, 90.0), index=rows.index)
    risk = np.where(rows["complexity"] == 3, 5.0, 1.0)
    plain, weighted = [], []
    for _ in range(120):
        chosen = select_sample(rows, per_agent=8, rng=rng, risk=risk)
        mine = score[chosen.index]
        plain.append(mean_score(mine).value)
        weighted.append(mean_score(mine, weights=chosen["weight"]).value)
    assert np.mean(plain) < score.mean() - 5
    assert np.mean(weighted) == pytest.approx(score.mean(), abs=1.2)


def test_small_and_odd_tables():
    rows = week()
    rng = np.random.default_rng(0)
    everything = select_sample(rows, per_agent=100, rng=rng)
    assert len(everything) == len(rows)
    assert (everything["weight"] == 1).all()
    empty = select_sample(rows.iloc[:0], per_agent=3, rng=rng, strata=["category"])
    assert empty.columns.tolist() == everything.columns.tolist()
    assert len(select_sample(rows, per_agent=0, rng=rng)) == 0
    only = select_sample(rows.iloc[:3], per_agent=2, rng=rng, flagged=rows["ticket_id"][:3])
    assert only["chosen"].tolist() == ["flagged"] * 3
    odd = rows.rename(columns={"agent_id": "Who"})
    assert len(select_sample(odd, per_agent=1, rng=rng, columns={"agent_id": "Who"})) == 4


@pytest.mark.parametrize(
    ("change", "options", "match"),
    [
        (lambda r: r, {"flagged": [999]}, "flagged must be tickets of the table; got 999"),
        (lambda r: r, {"strata": ["mood"]}, "strata must be columns of the table; got 'mood'"),
        (lambda r: r, {"risk": [1.0]}, "risk must have one value for each ticket, 60"),
        (lambda r: r, {"rng": 7}, r"rng must be a numpy Generator; got 7; write numpy.random"),
        (lambda r: r, {"risk": pd.Series([1.0] * 60)}, "risk must have the index of tickets"),
        (lambda r: r, {"risk": [0.0] * 60}, "risk must be finite and above zero; got 0.0"),
        (lambda r: r.assign(ticket_id=1), {}, "ticket_id must be different in every row; got 1"),
        (lambda r: r.assign(agent_id=None), {}, "agent_id must name an agent in every row; got 60"),
    ],
)
def test_samples_that_cannot_be_drawn(change, options, match):
    with pytest.raises(InputError, match=match):
        select_sample(change(week()), per_agent=2, **{"rng": np.random.default_rng(0), **options})


def population(n=300):
    start = pd.Timestamp("2026-03-02", tz="UTC")
    rng = np.random.default_rng(8)
    return pd.DataFrame(
        {
            "ticket_id": np.arange(n),
            "created_at": start + pd.to_timedelta(np.arange(n), unit="h"),
            "handle_time": pd.to_timedelta(rng.permutation(n) + 1, unit="min"),
            "category": np.where(np.arange(n) % 3 == 0, "hard", "easy"),
        }
    )


def test_bias_is_found_where_it_is():
    rows = population()
    fair = sample_bias(rows, reviewed=rows["ticket_id"][::7])
    assert [check.biased for check in fair] == [False, False, False]
    recent, effort, picked = sample_bias(rows, reviewed=range(260, 300))
    assert (recent.biased, effort.biased, picked.biased) == (True, False, False)
    assert recent.superiority == 1
    old = sample_bias(rows, reviewed=range(40))[0]
    assert old.p_value < 0.05
    assert old.biased is False  # old, not recent
    quick = rows.sort_values("handle_time")["ticket_id"][:40]
    assert [c.biased for c in sample_bias(rows, reviewed=quick)] == [False, True, False]
    easy = rows[rows["category"] == "easy"]["ticket_id"][::5]
    answer = sample_bias(rows, reviewed=easy)[2]
    assert (answer.name, answer.biased, answer.left_out) == ("cherry_picking", True, ("hard",))


def test_bias_that_cannot_be_known():
    rows = population()[["ticket_id"]]
    checks = sample_bias(rows, reviewed=[1])
    assert [c.biased for c in checks] == [None] * 3
    assert [c.reason for c in checks] == [
        "created_at is not known",
        "handle_time is not known",
        "fewer than two categories to compare",
    ]
    nobody = sample_bias(population(), reviewed=[])
    assert [c.biased for c in nobody] == [None] * 3
    even = pd.DataFrame({"ticket_id": range(8), "category": list("aabbaabb")})
    assert sample_bias(even, reviewed=[0, 1, 2, 3])[2].p_value == 1
    gaps = population().assign(category=None)
    assert sample_bias(gaps, reviewed=[1])[2].reason == "fewer than two categories to compare"
    with pytest.raises(InputError, match="reviewed must be tickets of the table; got 999"):
        sample_bias(rows, reviewed=[999])
    with pytest.raises(InputError, match="alpha must lie between 0 and 1; got 1"):
        sample_bias(rows, reviewed=[1], alpha=1)


def test_bias_alarms_are_as_rare_as_promised():
    rows, rng = population(120), np.random.default_rng(4)
    alarms = sum(
        any(c.biased for c in sample_bias(rows, reviewed=rng.choice(120, 20, replace=False)))
        for _ in range(60)
    )
    assert alarms <= 0.05 * 60 + 3 * math.sqrt(0.05 * 0.95 * 60)


def test_how_many_reviews_prove_a_change():
    needed = reviews_needed(5, sd=12)
    assert (needed.n, needed.exact) == (91, pytest.approx(90.42, abs=0.01))
    assert provable_change(needed.exact, sd=12) == pytest.approx(5)
    clustered = reviews_needed(5, sd=12, per_agent=4, icc=0.3)
    assert clustered.exact == pytest.approx(90.42 * 1.9, abs=0.02)
    assert provable_change(clustered.exact, sd=12, per_agent=4, icc=0.3) == pytest.approx(5)
    rng = np.random.default_rng(2)
    before = rng.normal(80, 12, (2000, needed.n)).mean(axis=1)
    after = rng.normal(85, 12, (2000, needed.n)).mean(axis=1)
    shown = np.abs(after - before) > 1.96 * 12 * np.sqrt(2 / needed.n)
    assert shown.mean() == pytest.approx(0.8, abs=0.03)
    for call, match in (
        (lambda: reviews_needed(0, sd=12), "change must be finite and not zero"),
        (lambda: provable_change(0, sd=12), "n must be a finite number above zero"),
        (lambda: provable_change(4, sd=-1), "sd must be a finite number above zero"),
        (lambda: score_margin(1, sd=12), "n must be two or more; got 1"),
        (lambda: score_margin(4, sd=12, confidence=1), "confidence must lie between 0 and 1"),
    ):
        with pytest.raises(InputError, match=match):
            call()


def test_the_margin_of_a_few_reviews():
    assert score_margin(4, sd=12) == pytest.approx(3.182446 * 6)
    assert score_margin(100, sd=12) == pytest.approx(1.984217 * 1.2)
