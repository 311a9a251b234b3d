import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.errors import InputError
from supportops.tickets import (
    CostOfDelay,
    EarliestDue,
    FirstComeFirstServed,
    LeastSlack,
    LinearAgeing,
    PriorityOrder,
    SlaConsumed,
    compare_policies,
    next_ticket,
    order_queue,
)
from supportops.vocabulary import preset

P = preset("p1-p5")
NOW = pd.Timestamp("2026-03-02T12:00Z")
POLICIES = {
    "fifo": FirstComeFirstServed(),
    "priority": PriorityOrder(scale=P),
    "aged": PriorityOrder(scale=P, step="2h", ceiling="P2"),
    "due": EarliestDue(),
    "slack": LeastSlack(),
    "consumed": SlaConsumed(),
    "linear": LinearAgeing(
        points={p: 100 - 20 * k for k, p in enumerate(P)},
        rates_per_hour=dict.fromkeys(P, 4),
    ),
    "cost": CostOfDelay(
        cost_per_hour={"bug": 3, "billing": 2}, handle_time={"bug": "2h", "billing": "30m"}
    ),
}


def queue(*rows):
    """Waiting tickets: id, hours since creation, priority, hours to due, hours of work, category."""
    frame = pd.DataFrame(
        list(rows), columns=["ticket_id", "age", "priority", "left", "work", "category"]
    )

    def hours(name):
        return pd.to_timedelta(frame[name].astype("float64"), unit="h")

    return pd.DataFrame(
        {
            "ticket_id": frame["ticket_id"],
            "created_at": NOW - hours("age"),
            "priority": frame["priority"].astype(object),
            "due_at": NOW + hours("left"),
            "remaining_work": hours("work"),
            "category": frame["category"].astype(object),
        }
    )


FOUR = queue(
    ("a", 1, "P1", 3, 1, "bug"),
    ("b", 9, "P4", 1, 0.5, "billing"),
    ("c", 2, "P1", -1, 0.1, "bug"),
    ("d", 5, "P2", 4, 3.9, "billing"),
)


@pytest.mark.fact("tickets-good-prioritization")
@pytest.mark.parametrize(
    ("policy", "order", "scores"),
    [
        ("fifo", "bdca", [1, 9, 2, 5]),
        ("priority", "cadb", [0, 3, 0, 1]),
        ("aged", "cabd", [0, 1, 0, 1]),
        ("due", "cbad", [3, 1, -1, 4]),
        ("slack", "cdba", [2, 0.5, -1.1, 0.1]),
        ("consumed", "cbda", [1 / 4, 9 / 10, 2, 5 / 9]),
        ("linear", "cadb", [104, 76, 108, 100]),
        ("cost", "bdca", [1.5, 4, 1.5, 4]),
    ],
)
def test_orders_and_scores(policy, order, scores):
    out = order_queue(FOUR, policy=POLICIES[policy], now=NOW)
    assert "".join(out.sort_values("place")["ticket_id"]) == order
    assert out["score"].tolist() == pytest.approx(scores)


def test_equal_priority_keeps_the_order_of_arrival_and_ties_go_by_identity():
    same = queue(*((k, 1, "P3", 1, 1, "bug") for k in ("z", "b", "a")), ("c", 2, "P3", 1, 1, "bug"))
    out = order_queue(same, policy=POLICIES["priority"], now=NOW)
    assert out["place"].tolist() == [4, 3, 2, 1]


def test_what_lacks_a_score_stands_last():
    gaps = queue(("a", 5, None, None, 1, None), ("b", 1, "P5", 9, 1, "bug"))
    for name in ("priority", "aged", "due", "slack", "consumed", "linear", "cost"):
        out = order_queue(gaps, policy=POLICIES[name], now=NOW)
        assert out["place"].tolist() == [2, 1]
        assert math.isnan(out["score"].iloc[0])
    unborn = queue(("a", None, "P5", 9, 1, "bug"), ("b", 1, "P5", 9, 1, "bug"))
    for name in ("fifo", "aged", "linear", "consumed"):
        assert order_queue(unborn, policy=POLICIES[name], now=NOW)["place"].tolist() == [2, 1]
    assert order_queue(unborn, policy=POLICIES["aged"], now=NOW)["score"].tolist() == [4, 4]


def test_two_without_a_score_go_by_identity():
    gaps = queue(("b", 5, None, None, 1, None), ("a", 5, None, None, 1, None))
    assert order_queue(gaps, policy=EarliestDue(), now=NOW)["place"].tolist() == [2, 1]


def test_a_share_of_the_callers_own_clock_counts():
    given_ = FOUR.assign(sla_consumed=[0.9, 0.1, 0.2, np.nan])
    out = order_queue(given_, policy=SlaConsumed(), now=NOW)
    assert out["place"].tolist() == [1, 3, 2, 4]
    at_once = queue(("a", 1, "P1", -1, 1, "bug"))
    assert order_queue(at_once, policy=SlaConsumed(), now=NOW)["score"].tolist() == [math.inf]


def test_headings_index_and_empty_tables():
    theirs = FOUR.rename(columns={"ticket_id": "Id", "created_at": "Born"}).set_axis([1, 1, 2, 3])
    before = theirs.copy()
    out = order_queue(
        theirs,
        policy=POLICIES["priority"],
        now="2026-03-02T13:00:00+01:00",
        columns={"ticket_id": "Id", "created_at": "Born"},
    )
    assert out.index.tolist() == [1, 1, 2, 3]
    assert out["place"].tolist() == [2, 4, 1, 3]
    pd.testing.assert_frame_equal(theirs, before)
    empty = order_queue(FOUR.iloc[:0], policy=POLICIES["aged"], now=NOW)
    assert empty.dtypes.tolist()[1:] == out.dtypes.tolist()[1:]


def test_the_next_ticket_says_why():
    assert next_ticket(FOUR, policy=POLICIES["priority"], now=NOW).reason == (
        "the most urgent priority, rank 0; the oldest of 2 with that"
    )
    assert next_ticket(FOUR, policy=POLICIES["fifo"], now=NOW).reason == "the oldest ticket"
    late = next_ticket(FOUR, policy=POLICIES["due"], now=NOW)
    assert (late.ticket_id, late.score, late.waiting) == ("c", -1, 4)
    assert late.reason == "due first, in -1 h"
    assert next_ticket(FOUR.iloc[:0], policy=POLICIES["due"], now=NOW).ticket_id is None
    bare = queue(("a", 1, None, None, 1, None))
    assert next_ticket(bare, policy=POLICIES["due"], now=NOW).score is None


def test_policies_side_by_side():
    out = compare_policies(FOUR, policies=POLICIES, now=NOW)
    assert out.columns.tolist() == ["ticket_id", *POLICIES, "spread"]
    assert out["fifo"].tolist() == [4, 1, 3, 2]
    assert out["spread"].tolist() == [2, 3, 2, 2]
    for bad in ({}, {"spread": FirstComeFirstServed()}):
        with pytest.raises(InputError, match="policies must be one or more, none called ticket_id"):
            compare_policies(FOUR, policies=bad, now=NOW)


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 99),
            st.one_of(st.none(), st.integers(0, 4)),
            st.one_of(st.none(), st.sampled_from([*P])),
            st.one_of(st.none(), st.integers(-3, 3)),
            st.integers(0, 2),
            st.one_of(st.none(), st.sampled_from(["bug", "billing"])),
        ),
        max_size=12,
    ),
    st.sampled_from(sorted(POLICIES)),
)
def test_the_order_is_total_and_agrees_with_a_sort(rows, name):
    frame = queue(*rows)
    out = order_queue(frame, policy=POLICIES[name], now=NOW)
    assert sorted(out["place"]) == list(range(1, len(rows) + 1))
    greatest = name in ("consumed", "linear", "cost")

    def key(k):
        score = out["score"].iloc[k]
        first = math.inf if math.isnan(score) else -score if greatest else score
        created = frame["created_at"].iloc[k]
        return (
            (0, 0) if name == "fifo" else (math.isnan(score), first),
            pd.isna(created),
            0 if pd.isna(created) else created.value,
            rows[k][0],
            k,
        )

    expected = sorted(range(len(rows)), key=key)
    assert out["place"].to_numpy().argsort().tolist() == expected
    shuffled = order_queue(frame.iloc[::-1], policy=POLICIES[name], now=NOW)
    if len({row[0] for row in rows}) == len(rows):
        assert shuffled["place"].iloc[::-1].tolist() == out["place"].tolist()


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 500), st.sampled_from([*P])), min_size=1, max_size=20))
def test_ageing_at_one_rate_is_the_earliest_due_date(rows):
    promised = dict(zip(P, (1, 4, 16, 48, 96), strict=True))
    frame = queue(*((k, age, p, promised[p] - age, 0, None) for k, (age, p) in enumerate(rows)))
    linear = LinearAgeing(
        points={p: -4 * hours for p, hours in promised.items()}, rates_per_hour=dict.fromkeys(P, 4)
    )
    by_score = order_queue(frame, policy=linear, now=NOW)
    by_due = order_queue(frame, policy=EarliestDue(), now=NOW)
    assert (by_score["score"] / -4).tolist() == pytest.approx(by_due["score"].tolist())


@pytest.mark.parametrize(
    ("change", "policy", "message"),
    [
        ({"created_at": NOW + pd.Timedelta("1h")}, "fifo",
         r"created_at must not be after now; got .* at position 0 \(4 of 4 break this\)"),
        ({"priority": "urgent"}, "priority", r"priority must be one of P1, .*; got 'urgent'"),
        ({"priority": "urgent"}, "linear", r"priority must be one of P1, .*; got 'urgent'"),
        ({"category": "spam"}, "cost", r"category must be one of bug or billing; got 'spam'"),
        ({"due_at": "soon"}, "due", r"queue.due_at must hold timezone-aware instants"),
    ],
)  # fmt: skip
def test_bad_queues(change, policy, message):
    with pytest.raises(InputError, match=message):
        order_queue(FOUR.assign(**change), policy=POLICIES[policy], now=NOW)


def test_bad_policies():
    with pytest.raises(
        InputError, match=r"policy must be one of FirstComeFirstServed, .*; got 'x'"
    ):
        order_queue(FOUR, policy="x", now=NOW)
    with pytest.raises(InputError, match="queue must have a column due_at"):
        order_queue(FOUR.drop(columns="due_at"), policy=EarliestDue(), now=NOW)


@pytest.mark.parametrize(
    ("model", "fields", "message"),
    [
        (PriorityOrder, {"step": "0s"}, "step must be above zero; got 0s"),
        (PriorityOrder, {"ceiling": "P2"}, "ceiling must stand beside a step; got 'P2'"),
        (PriorityOrder, {"step": "1h", "ceiling": "P9"}, "priority must be one of P1"),
        (LinearAgeing, {"points": {"a": 1}, "rates_per_hour": {}}, "must name the priorities of"),
        (
            LinearAgeing,
            {"points": {"a": 1}, "rates_per_hour": {"a": -1}},
            "zero or more; got -1.0 for a",
        ),
        (CostOfDelay, {"cost_per_hour": {"a": 1}, "handle_time": {}}, "must name the categories"),
        (CostOfDelay, {"cost_per_hour": {"a": -1}, "handle_time": {"a": "1h"}}, "got -1.0 for a"),
    ],
)
def test_bad_models(model, fields, message):
    if model is PriorityOrder:
        fields = {"scale": P, **fields}
    with pytest.raises(ValidationError, match=message):
        model.model_validate(fields)


@pytest.mark.parametrize("name", POLICIES)
def test_policies_come_back_from_json(name):
    policy = POLICIES[name]
    assert type(policy).model_validate_json(policy.model_dump_json()) == policy
