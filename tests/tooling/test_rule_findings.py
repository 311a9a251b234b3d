from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.tooling import (
    Action,
    AllOf,
    AnyOf,
    Compare,
    Contains,
    Elapsed,
    NotOf,
    Rule,
    holds,
    intended_actions,
    preset,
    presets,
    rule_findings,
    rule_timing,
)
from supportops.tooling._reasoning import both, cases, excluded, witness

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def eq(field, value):
    return Compare(field=field, op="eq", value=value)


def rule(name, when, stops=False, **sets):
    then = [Action(do="set", target=k, value=v) for k, v in sets.items()]
    return Rule(name=name, when=when, then=then or [Action(do="tag", target="t")], stops=stops)


def found(*rules):
    return [(f.kind, f.rules, f.proven) for f in rule_findings(rules, now=NOW)]


def test_the_published_rules_get_along():
    assert rule_findings([preset(name) for name in presets()], now=NOW) == ()


def test_two_values_for_one_field():
    a, b = rule("a", eq("tier", "VIP"), team="A"), rule("b", eq("type", "bug"), team="B")
    (conflict,) = rule_findings([a, b], now=NOW)
    assert (conflict.kind, conflict.field, conflict.proven) == ("conflict", "team", True)
    both_act = intended_actions([a, b], conflict.witness, now=NOW)
    assert {row.action.value for row in both_act} == {"A", "B"}
    same = rule("b", eq("type", "bug"), team="A")
    assert found(a, same) == []
    apart = rule("b", eq("tier", "Basic"), team="B")
    assert found(a, apart) == []
    assert found(rule("a", eq("tier", "VIP"), stops=True, team="A"), b) == []
    # True is no 1.
    assert found(rule("a", AllOf(of=()), x=True), rule("b", eq("y", 1), x=1)) == [
        ("conflict", ("a", "b"), True)
    ]


def test_a_rule_behind_one_that_stops():
    wide = rule("wide", Compare(field="n", op="gt", value=1), stops=True)
    narrow = rule("narrow", Compare(field="n", op="gt", value=5))
    assert found(wide, narrow) == [("shadowed", ("wide", "narrow"), True)]
    assert found(rule("narrow", narrow.when, stops=True), rule("wide", wide.when)) == []


def test_a_value_that_is_always_replaced():
    first = rule("first", AllOf(of=(eq("a", "x"), eq("b", "y"))), team="A")
    last = rule("last", eq("a", "x"), team="B")
    assert found(first, last) == [
        ("conflict", ("first", "last"), True), ("overwritten", ("first", "last"), True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "when",
    [
        AnyOf(of=()),
        AllOf(of=(eq("f", "a"), eq("f", "b"))),
        AllOf(of=(eq("f", "a"), Compare(field="f", op="ne", value="a"))),
        AllOf(of=(eq("f", "a"), NotOf(of=eq("f", "a")))),
        AllOf(of=(Compare(field="f", op="gt", value=5), Compare(field="f", op="le", value=5))),
        AllOf(of=(Compare(field="f", op="ge", value=5), NotOf(of=Compare(field="f", op="gt", value=4)))),
        AllOf(of=(Compare(field="f", op="gt", value=5), eq("f", "a"))),
        AllOf(of=(Compare(field="f", op="gt", value=5), Contains(field="f", value="a"))),
        AllOf(of=(Contains(field="f", value="a"), Contains(field="f", op="not_contains", value="a"))),
        AllOf(of=(Elapsed(since="f", length="2h"), Elapsed(since="f", op="lt", length="1h"))),
        AllOf(of=(Elapsed(since="f", length="2h"), eq("f", "a"))),
        Compare(field="f", op="gt", value="a"),
        AllOf(of=(eq("f", "login"), Contains(field="f", op="not_contains", value="LOG"))),
    ],
)  # fmt: skip
def test_what_nothing_can_meet(when):
    assert found(rule("r", when, x=1)) == [("never", ("r",), True)]


@pytest.mark.parametrize(
    "when",
    [
        AllOf(of=(Contains(field="f", value="Login"), Contains(field="f", op="not_contains", value="login"))),
        AllOf(of=(Compare(field="f", op="ge", value=5), Compare(field="f", op="le", value=5))),
        AllOf(of=(Compare(field="f", op="gt", value=5), NotOf(of=Compare(field="f", op="gt", value="a")))),
        NotOf(of=Elapsed(since="f", length="1h")),
        AllOf(of=(Elapsed(since="f", length="1h"), Elapsed(since="f", op="lt", length="2h"))),
        AllOf(of=(Compare(field="f", op="gt", value=5), Compare(field="f", op="lt", value=6))),
    ],
)  # fmt: skip
def test_what_something_can_meet(when):
    assert found(rule("r", when, x=1)) == []
    ways = [witness(way, now=NOW) for way in cases(when)]
    assert any(facts is not None and holds(when, facts, now=NOW) for facts in ways)


def test_rules_that_make_one_another_act_for_ever():
    there = rule("there", eq("status", "open"), status="pending")
    back = rule("back", eq("status", "pending"), status="open")
    (loop,) = rule_findings([there, back], now=NOW)
    assert (loop.kind, loop.rules, loop.proven) == ("loop", ("there", "back"), True)
    assert loop.witness == {"status": "open"}
    # Rules that settle are none: the second time nothing changes.
    assert found(there, rule("tag", eq("status", "pending"), team="A")) == []
    assert found(rule("keep", Compare(field="p", op="ne", value="low"), p="high")) == []
    stopping = rule("stop", AllOf(of=()), stops=True)
    assert [kind for kind, *_ in found(stopping, there)] == ["shadowed"]


def test_a_change_from_one_to_true_is_no_loop():
    assert found(rule("r", eq("f", 1), f=True)) == []


def test_a_long_way_to_rest_is_no_loop():
    steps = [rule(str(k), eq("n", k), n=k + 1) for k in range(70)]
    assert [f for f in rule_findings(steps, now=NOW) if f.kind == "loop"] == []


def test_what_is_neither_shown_nor_excluded():
    bounds = (Compare(field="f", op=op, value=0) for op in ("le", "ge", "ne"))
    nowhere = rule("a", AllOf(of=tuple(bounds)), x=1)
    assert found(nowhere, rule("b", eq("g", 1), x=2)) == [("conflict", ("a", "b"), False)]


def test_too_many_ways_are_not_taken_apart():
    many = AllOf(of=tuple(AnyOf(of=tuple(eq(f"{k}{j}", j) for j in range(4))) for k in "abcdef"))
    assert cases(many) is None
    assert cases(NotOf(of=many)) is not None
    assert both(None, []) is None
    assert found(rule("a", many, x=1), rule("b", many, x=2)) == [("conflict", ("a", "b"), False)]
    wide = AnyOf(of=tuple(eq("f", k) for k in range(255)))
    assert len(cases(wide)) == 255
    wider = AnyOf(of=(wide, wide, wide))
    assert cases(wider) is None
    assert cases(AnyOf(of=(many, wide))) is None


LEAVES = st.one_of(
    st.builds(Compare, field=st.sampled_from("ab"), op=st.sampled_from(["eq", "ne", "gt", "ge", "lt", "le"]),
              value=st.sampled_from([0, 1, "x", "xy", True])),
    st.builds(Contains, field=st.sampled_from("ab"), op=st.sampled_from(["contains", "not_contains"]),
              value=st.sampled_from(["x", "X", "y"])),
    st.builds(Elapsed, since=st.sampled_from("ab"), op=st.sampled_from(["gt", "ge", "lt", "le"]),
              length=st.sampled_from(["1h", "2h"])),
)  # fmt: skip
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(AllOf, of=st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, of=st.lists(inner, max_size=3).map(tuple)),
        st.builds(NotOf, of=inner),
    ),
    max_leaves=5,
)
WORLD = [
    None, 0, 1, 0.5, -1, 2, True, False, "", "x", "X", "xy", "y", "z", ("x",), ("X", "y"), ("x", "X"),
    *(NOW - timedelta(minutes=m) for m in (-60, 59, 60, 61, 119, 120, 121)),
]  # fmt: skip


OTHER = [None, 1, True, "xy", ("x",), NOW - timedelta(minutes=90)]


@given(CONDITIONS)
@settings(max_examples=60)
def test_cases_say_what_the_condition_says(when):
    ways, others = cases(when), cases(when, positive=False)
    some_way = some_other = False
    for a, b in product(WORLD, OTHER):
        facts = {"a": a, "b": b}
        held = holds(when, facts, now=NOW)
        for found_ways, wanted in ((ways, True), (others, False)):
            so = any(
                all(holds(leaf, facts, now=NOW) == yes for leaf, yes in way) for way in found_ways
            )
            assert so == (held == wanted)
        some_way, some_other = some_way or held, some_other or not held
    # What is called impossible is met by nothing in this world, and a witness meets its case.
    assert not (some_way and all(excluded(way) for way in ways))
    assert not (some_other and all(excluded(way) for way in others))
    for way in ways:
        facts = witness(way, now=NOW)
        if facts is not None:
            assert not excluded(way)
            assert all(holds(leaf, facts, now=NOW) == yes for leaf, yes in way)


@given(CONDITIONS, CONDITIONS)
@settings(max_examples=60)
def test_findings_are_true_of_the_world(first, second):
    a, b = rule("a", first, stops=True, x=1), rule("b", second, x=2)
    kinds = {f.kind for f in rule_findings([a, b], now=NOW) if f.proven}
    c, d = rule("a", first, x=1), rule("b", second, x=2)
    free = rule_findings([c, d], now=NOW)
    for left, right in product(WORLD, OTHER):
        facts = {"a": left, "b": right}
        one, two = holds(first, facts, now=NOW), holds(second, facts, now=NOW)
        if "shadowed" in kinds:
            assert one or not two
        if any(f.kind == "overwritten" for f in free):
            assert two or not one
        if one and two:
            assert any(f.kind == "conflict" for f in free)
    for f in free:
        if f.kind == "conflict" and f.proven:
            assert holds(AllOf(of=(first, second)), f.witness, now=NOW)


@pytest.mark.parametrize(
    ("when", "wait", "verdicts"),
    [
        (Elapsed(since="c", op="ge", length="48m"), None, ["in_time"]),
        (Elapsed(since="c", op="ge", length="47m"), None, ["early"]),
        (Elapsed(since="c", op="ge", length="1h"), None, ["in_time"]),
        (Elapsed(since="c", op="gt", length="1h"), None, ["late"]),
        (Elapsed(since="c", op="gt", length="30m"), "20m", ["in_time"]),
        (Elapsed(since="c", op="lt", length="30m"), None, []),
        (NotOf(of=Elapsed(since="c", op="lt", length="50m")), None, ["in_time"]),
        (AnyOf(of=(eq("a", 1), Elapsed(since="c", length="2h"))), None, ["late"]),
    ],
)
def test_when_a_rule_acts_within_a_promise(when, wait, verdicts):
    act = Rule(name="r", when=when, then=[Action(do="note", target="hurry")], wait=wait)
    assert [row.verdict for row in rule_timing(act, {"response": "1h"})] == verdicts


def test_a_promise_has_a_length():
    with pytest.raises(InputError, match=r"targets\['x'\] must be above zero; got '0m'"):
        rule_timing(preset("escalation"), {"x": "0m"})
    (row,) = rule_timing(preset("escalation"), {"x": "4h"}, warn_from="50%")
    assert row.verdict == "in_time"
