import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import tickets
from supportops.errors import InputError
from supportops.tickets import (
    TriageStrategy,
    compare_triage,
    compare_triage_table,
    onto,
    rank_grid,
    triage,
    triage_table,
)
from supportops.vocabulary import Scale, money, preset

QUESTIONS = (
    "system_wide_outage",
    "revenue_or_data_at_risk",
    "core_functionality_blocked",
    "how_to_or_feature_request",
)
TREE = {
    0: ("P1", "Critical", "immediate escalation"),
    1: ("P2", "High", "priority queue"),
    2: ("P3", "Medium", "standard queue"),
    3: ("P5", "Request", "knowledge base and backlog"),
    None: ("P4", "Low", "low-priority queue"),
}
CELLS = {
    ("many users or revenue", "complete block"): ("P1", "all hands at once"),
    ("multiple users", "significant block"): ("P2", "next available agent"),
    ("single user", "partial block"): ("P3", "place in queue"),
    ("single user", "minor inconvenience"): ("P4", "low-priority queue"),
    ("enhancement", "future improvement"): ("P5", "backlog"),
}


@pytest.mark.fact("tickets-triage-tree")
@pytest.mark.parametrize("answers", list(product([False, True], repeat=4)))
def test_all_sixteen_inputs_of_the_tree(answers):
    first = answers.index(True) if any(answers) else None
    priority, label, route = TREE[first]
    outcome = triage(dict(zip(QUESTIONS, answers, strict=True)))
    assert (outcome.priority, outcome.label, outcome.route) == (priority, label, route)
    assert outcome.rule == ("none of the questions" if first is None else QUESTIONS[first])
    frame = pd.DataFrame([dict(zip(QUESTIONS, answers, strict=True))])
    assert triage_table(frame)[["priority", "route"]].iloc[0].tolist() == [priority, route]


@pytest.mark.fact("tickets-impact-urgency-matrix")
def test_five_cells_are_given_and_fifteen_are_not():
    grid = tickets.strategy("impact-urgency")
    impacts, urgencies = (question.names for question in grid.questions)
    assert (len(impacts), len(urgencies)) == (4, 5)
    for cell in product(impacts, urgencies):
        outcome = triage(dict(zip(("impact", "urgency"), cell, strict=True)), strategy=grid)
        assert (outcome.priority, outcome.route) == CELLS.get(cell, (None, ""))
    assert outcome.priority == "P5"
    assert (
        triage({"impact": "multiple users", "urgency": "minor inconvenience"}, strategy=grid).reason
        == "no rule of impact-urgency covers this"
    )


@pytest.mark.fact("tickets-priority-matrix")
@pytest.mark.parametrize(
    ("fact", "priority", "rule"),
    [
        ("system_wide_outage", "P1", "complete outage or data loss"),
        ("data_loss", "P1", "complete outage or data loss"),
        ("security_breach", "P1", "complete outage or data loss"),
        ("major_feature_broken", "P2", "major feature broken"),
        ("core_functionality_blocked", "P2", "major feature broken"),
        ("feature_impaired", "P3", "feature impaired"),
        ("minor_or_cosmetic", "P4", "minor or cosmetic"),
        ("how_to_or_feature_request", "P5", "feature request or how-to"),
    ],
)
def test_the_matrix_by_business_impact(fact, priority, rule):
    outcome = triage({fact: True}, strategy=tickets.strategy("matrix"))
    assert (outcome.priority, outcome.rule, outcome.reason) == (priority, rule, fact)


@pytest.mark.fact("playbook-ast-incident-steps")
@pytest.mark.parametrize(
    ("facts", "priority"),
    [
        ({"users_affected": 501}, "P1"),
        ({"users_affected": 500, "revenue_per_hour": "50000 USD"}, None),
        ({"users_affected": 0, "revenue_per_hour": "50000.01 USD"}, "P1"),
        ({"users_affected": math.inf}, "P1"),
        ({"users_affected": 10}, None),
    ],
)
def test_the_ast_limits_lie_outside(facts, priority):
    assert triage(facts, strategy=tickets.strategy("ast")).priority == priority


def test_what_is_not_known_stops_the_search():
    tree = tickets.strategy("tree")
    known = triage({"system_wide_outage": True, "revenue_or_data_at_risk": None})
    assert known.priority == "P1"
    open_ = triage({"system_wide_outage": None, "revenue_or_data_at_risk": True}, strategy=tree)
    assert (open_.priority, open_.rule) == (None, None)
    assert open_.reason == (
        "system_wide_outage must be known to tell whether system_wide_outage holds"
    )
    ast = triage({"users_affected": 3}, strategy=tickets.strategy("ast"))
    assert ast.reason == "revenue_per_hour must be known to tell whether major incident holds"
    impact = triage({"impact": "single user"}, strategy=tickets.strategy("impact-urgency"))
    assert impact.reason.startswith("urgency must be known")


def test_reasons_name_the_facts():
    cell = {"impact": "single user", "urgency": "partial block"}
    assert (
        triage(cell, strategy=tickets.strategy("impact-urgency")).reason
        == "impact is single user and urgency is partial block"
    )
    assert (
        triage({"users_affected": 501}, strategy=tickets.strategy("ast")).reason
        == "users_affected 501 is above 500.0"
    )
    assert triage({}).reason == "no earlier rule fired"


@pytest.mark.parametrize(
    ("facts", "name", "message"),
    [
        ({"outage": True}, "tree", r"fact must be a question of tree; got 'outage'; there are sys"),
        (
            {"system_wide_outage": 1},
            "tree",
            r"system_wide_outage must be true, false or None; got 1",
        ),
        ({"impact": "many"}, "impact-urgency", r"impact must be one of many users .*; got 'many'"),
        ({"users_affected": -1}, "ast", r"users_affected must be a number, zero or more; got -1"),
        ({"users_affected": True}, "ast", r"users_affected must be a number, zero or more"),
        ({"users_affected": "many"}, "ast", r"users_affected must be a number, zero or more"),
        ({"users_affected": 1, "revenue_per_hour": 5.0}, "ast", r"revenue_per_hour must"),
        ({"revenue_per_hour": "60000 EUR"}, "ast", r"EUR"),
        (["outage"], "tree", r"facts must be a mapping from question to answer; got \['outage'\]"),
    ],
)
def test_bad_facts(facts, name, message):
    with pytest.raises(InputError, match=message):
        triage(facts, strategy=tickets.strategy(name))


def test_numpy_and_nan_are_welcome():
    assert triage({"system_wide_outage": np.True_}).priority == "P1"
    ast = tickets.strategy("ast")
    assert triage({"users_affected": math.nan}, strategy=ast).priority is None
    assert triage({"users_affected": np.float64(600)}, strategy=ast).priority == "P1"


def test_sources_disagree_where_the_tree_and_the_matrix_do():
    found = compare_triage({"core_functionality_blocked": True})
    (one,) = found.disagreements
    assert (one.first, one.second, one.priorities) == ("tree", "matrix", ("P3", "P2"))
    assert one.rules == ("core_functionality_blocked", "major feature broken")
    assert (found.agrees, found.silent) == (False, ("impact-urgency", "ast"))
    assert compare_triage({"system_wide_outage": True}).agrees


@pytest.mark.parametrize(
    ("facts", "names", "message"),
    [
        ({}, ("tree",), r"strategies must be two or more with names of their own; got \['tree'\]"),
        ({}, ("tree", "tree"), r"strategies must be two or more"),
        ({}, ("tree", "hume"), r"one scale, P1, P2, P3, P4 and P5; got '1' of hume; .* onto\(\)"),
        ({"x": 1}, ("tree", "ast"), r"fact must be a question of tree or ast; got 'x'"),
    ],
)
def test_strategies_that_cannot_be_compared(facts, names, message):
    with pytest.raises(InputError, match=message):
        compare_triage(facts, strategies=[tickets.strategy(name) for name in names])


def test_other_words():
    scale = preset("p1-p5")
    words = {"Critical": "P1", "High": "P2", "Medium": "P3", "Low": "P4"}
    template = onto(tickets.strategy("template"), scale, names=words)
    assert triage({"feature_impaired": True}, strategy=template).priority == "P3"
    hume = onto(tickets.strategy("hume"), scale, names={"1": "P1", "2": "P2", "standard": "P3"})
    found = compare_triage(
        {"system_wide_outage": True}, strategies=[tickets.strategy("tree"), template, hume]
    )
    assert found.agrees
    assert [triage(f, strategy=hume).priority for f in ({}, {"severely_degraded": True})] == [
        "P3", "P2",
    ]  # fmt: skip
    assert onto(tickets.strategy("tree"), preset("1-5")).rules[0].priority == "1"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (None, r"scale must have 4 names like that of template; got 5; give names="),
        ({"Critical": "P1"}, r"names must cover the scale of template; got none for High"),
        ({"Top": "P1"}, r"priority must be one of Critical, .*; got 'Top'"),
        (
            {"Critical": "P2", "High": "P1", "Medium": "P3", "Low": "P4"},
            r"names must keep the order of urgency; got \['P2', 'P1'",
        ),
        (
            {"Critical": "P9", "High": "P1", "Medium": "P3", "Low": "P4"},
            r"priority must be one of P1, .*; got 'P9'",
        ),
    ],
)
def test_bad_mappings(names, message):
    with pytest.raises(InputError, match=message):
        onto(tickets.strategy("template"), preset("p1-p5"), names=names)


def test_the_full_grid_is_the_sum_of_ranks():
    grid = tickets.strategy("itil")
    levels = ("high", "medium", "low")
    for i, u in product(range(3), repeat=2):
        cell = {"impact": levels[i], "urgency": levels[u]}
        assert triage(cell, strategy=grid).priority == f"P{i + u + 1}"
    assert grid.source.source == "ITIL"


@pytest.mark.parametrize(
    ("impacts", "urgencies", "message"),
    [
        ((), ("a",), r"impacts must be one or more names, none twice; got \(\)"),
        (("a",), ("b", "b"), r"urgencies must be one or more names, none twice"),
        (("a", "b", "c", "d"), ("a", "b", "c"), r"scale must have 6 names or more .*; got 5"),
    ],
)
def test_bad_grids(impacts, urgencies, message):
    with pytest.raises(InputError, match=message):
        rank_grid(impacts, urgencies, scale=preset("p1-p5"))


def strategy_with(rule, questions=None):
    return TriageStrategy(
        name="ours",
        scale=Scale(label="priority", names=("now", "later")),
        questions=questions
        or [
            {"name": "down"},
            {"name": "who", "kind": "name", "names": ["all", "one"]},
            {"name": "users", "kind": "number"},
            {"name": "loss", "kind": "money"},
        ],
        rules=[{"name": "r", "priority": "now", "any_of": [[rule]]}],
    )


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"fact": "up"}, r"fact must be a question of ours; got 'up'"),
        ({"fact": "down", "above": 3}, r"have neither equals nor above, since down is a flag"),
        ({"fact": "who"}, r"condition must equal one of all or one, since who is a name"),
        ({"fact": "who", "equals": "some"}, r"condition must equal one of all or one"),
        ({"fact": "users"}, r"condition must have a number as its limit above"),
        ({"fact": "users", "above": "5 USD"}, r"condition must have a number as its limit above"),
        ({"fact": "loss", "above": 5}, r"condition must have an amount of money"),
    ],
)
def test_conditions_fit_their_question(rule, message):
    with pytest.raises(ValidationError, match=message):
        strategy_with(rule)


def test_questions_and_priorities_are_declared():
    with pytest.raises(ValidationError, match="questions must differ in their names"):
        strategy_with({"fact": "a"}, questions=[{"name": "a"}, {"name": "a"}])
    with pytest.raises(ValidationError, match="priority must be one of now"):
        TriageStrategy(
            name="x",
            scale=Scale(label="priority", names=("now",)),
            questions=[],
            rules=[{"name": "r", "priority": "soon"}],
        )


@pytest.mark.parametrize("name", tickets.strategies())
def test_published_strategies_cite_and_come_back_from_json(name):
    strategy = tickets.strategy(name)
    assert strategy.source.source
    assert strategy.source.where
    assert TriageStrategy.model_validate_json(strategy.model_dump_json()) == strategy
    assert TriageStrategy.model_validate(strategy.to_dict()) == strategy


def test_an_unknown_strategy_lists_the_known():
    with pytest.raises(InputError, match=r"tickets strategies; got 'sla'; there are tree, impact"):
        tickets.strategy("sla")


FACTS = st.fixed_dictionaries(
    {
        **{name: st.sampled_from([True, False, None]) for name in (*QUESTIONS, "data_loss")},
        **dict.fromkeys(
            ("security_breach", "major_feature_broken", "feature_impaired", "minor_or_cosmetic"),
            st.sampled_from([True, False, None]),
        ),
        "impact": st.sampled_from(["many users or revenue", "single user", "enhancement", None]),
        "urgency": st.sampled_from(
            ["complete block", "partial block", "minor inconvenience", None]
        ),
        "users_affected": st.sampled_from([0, 500, 500.5, 1e9, None]),
        "revenue_per_hour": st.sampled_from([0, 50_000, 50_001, None]),
    }
)


@settings(max_examples=40)
@given(st.lists(FACTS, min_size=1, max_size=6))
def test_tables_answer_as_single_tickets_do(rows):
    frame = pd.DataFrame(rows)
    strategies = tickets.default_strategies()
    together = compare_triage_table(frame, strategies=strategies, currency="USD")
    for strategy in strategies:
        answer = triage_table(frame, strategy=strategy, currency="USD")
        for place, row in enumerate(rows):
            mine = {q.name: row[q.name] for q in strategy.questions}
            if mine.get("revenue_per_hour") is not None:
                mine["revenue_per_hour"] = money(f"{mine['revenue_per_hour']} USD")
            one = triage(mine, strategy=strategy)
            assert answer["priority"].iloc[place] == one.priority
            assert answer["rule"].iloc[place] == one.rule
            assert together[strategy.name].iloc[place] == one.priority
            assert (answer["unknown"].iloc[place] is not None) == ("must be known" in one.reason)
    for place in range(len(rows)):
        given_ = {together[s.name].iloc[place] for s in strategies} - {None}
        assert together["agrees"].iloc[place] == (len(given_) <= 1)


def test_tables_keep_index_and_headings_and_may_be_empty():
    tree = tickets.strategy("tree")
    frame = pd.DataFrame([dict.fromkeys(QUESTIONS, False)] * 2, index=[7, 7])
    theirs = frame.rename(columns={"system_wide_outage": "down"})
    theirs.loc[:, "down"] = [True, False]
    answer = triage_table(theirs, columns={"system_wide_outage": "down"})
    assert answer.index.tolist() == [7, 7]
    assert answer["priority"].tolist() == ["P1", "P4"]
    empty = triage_table(frame.iloc[:0])
    assert empty.dtypes.tolist() == answer.dtypes.tolist() == [np.dtype(object)] * 4
    together = compare_triage_table(
        theirs.assign(severely_degraded=True),
        strategies=[
            tree,
            onto(
                tickets.strategy("hume"),
                preset("p1-p5"),
                names={"1": "P1", "2": "P2", "standard": "P3"},
            ),
        ],
        columns={"system_wide_outage": "down"},
    )
    assert together["agrees"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("frame", "name", "options", "message"),
    [
        ({"impact": ["all"], "urgency": [None]}, "impact-urgency", {}, r"impact must be one of .*; got 'all'"),
        ({"impact": [None]}, "impact-urgency", {}, r"tickets must have a column urgency"),
        ({"users_affected": [-1], "revenue_per_hour": [0]}, "ast", {"currency": "USD"},
         r"users_affected must be zero or more; got -1.0 at position 0"),
        ({"users_affected": [1], "revenue_per_hour": [0]}, "ast", {},
         r"currency must be USD, of which ast speaks; got None"),
        ({"users_affected": [1], "revenue_per_hour": [0]}, "ast", {"currency": "EUR"}, r"got 'EUR'"),
    ],
)  # fmt: skip
def test_bad_tables(frame, name, options, message):
    with pytest.raises(InputError, match=message):
        triage_table(pd.DataFrame(frame), strategy=tickets.strategy(name), **options)


def test_headings_of_no_question():
    with pytest.raises(InputError, match="columns must name questions of the strategies; got 'x'"):
        compare_triage_table(
            pd.DataFrame(), strategies=tickets.default_strategies(), columns={"x": "y"}
        )
