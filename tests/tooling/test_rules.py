import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

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
    rule_source,
    rule_timing,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
THEN = (Action(do="tag", target="x"),)


def fires(name, facts, now=NOW):
    return [row.action for row in intended_actions([preset(name)], facts, now=now)]


@pytest.mark.fact("tooling-rule-auto-categorization")
def test_login_words_set_category_team_and_article():
    expected = [
        Action(do="set", target="category", value="Authentication"),
        Action(do="set", target="team", value="Authentication Team"),
        Action(do="set", target="suggested_article", value="Password Reset Guide"),
    ]
    for subject in ("Login fails", "my PASSWORD", "I can't access it"):
        assert fires("auto-categorization", {"subject": subject}) == expected
    for subject in ("invoice", "", None, 5):
        assert fires("auto-categorization", {"subject": subject}) == []


@pytest.mark.fact("tooling-rule-escalation")
def test_two_hours_exactly_is_not_more_than_two():
    facts = {"priority": "High", "status": "Open"}
    for hours, count in ((2.0, 0), (2.1, 3)):
        created = NOW - timedelta(hours=hours)
        assert len(fires("escalation", {**facts, "created_at": created})) == count
    old = {**facts, "created_at": NOW - timedelta(days=1)}
    assert fires("escalation", old) == [
        Action(do="notify", target="support-escalations"),
        Action(do="note", target="nearing SLA breach"),
        Action(do="set", target="assignee", value="on-call manager"),
    ]
    assert fires("escalation", {**old, "status": "Pending"}) == []
    assert fires("escalation", {**old, "priority": "high"}) == []
    # And the finding: at two hours a one-hour response is broken, an eight-hour resolution young.
    rows = rule_timing(preset("escalation"), {"response": "1h", "resolution": "8h"})
    assert [(r.target, r.consumed, r.verdict) for r in rows] == [
        ("response", 2.0, "late"), ("resolution", 0.25, "early"),
    ]  # fmt: skip


@pytest.mark.fact("tooling-rule-csat-trigger")
def test_a_survey_two_hours_after_resolution():
    facts = {"status_changed_to": "Resolved", "channel": "Email", "tags": ["vip"]}
    (row,) = intended_actions([preset("csat-survey")], facts, now=NOW)
    assert row.action == Action(do="send", target="CSAT survey")
    assert row.due_at == NOW + timedelta(hours=2)
    assert fires("csat-survey", {**facts, "channel": "Internal"}) == []
    assert fires("csat-survey", {**facts, "tags": ["no-survey"]}) == []
    assert fires("csat-survey", {**facts, "status_changed_to": "Closed"}) == []
    assert len(fires("csat-survey", {"status_changed_to": "Resolved"})) == 1


def test_presets_cite_and_round_trip():
    assert presets() == ("auto-categorization", "escalation", "csat-survey")
    for name in presets():
        rule = preset(name)
        assert Rule.model_validate_json(rule.model_dump_json()) == rule
        assert Rule.model_validate(rule) == rule
        assert rule_source(name).source == "support-operations skill"
    with pytest.raises(InputError, match="name must be a preset of tooling; got 'x'"):
        rule_source("x")
    assert "Elapsed" in json.dumps(Rule.model_json_schema())


MISSING = [
    None,
    float("nan"),
    pd.NaT,
    pd.NA,
    np.datetime64("NaT"),
    np.float32("nan"),
    Decimal("nan"),
]


@pytest.mark.parametrize("value", MISSING)
def test_a_missing_fact_is_equal_to_nothing(value):
    facts = {"f": value}
    for op in ("eq", "gt", "ge", "lt", "le"):
        assert not holds(Compare(field="f", op=op, value=0), facts, now=NOW)
    assert holds(Compare(field="f", op="ne", value=0), facts, now=NOW)
    assert not holds(Contains(field="f", value=""), facts, now=NOW)
    assert holds(Contains(field="f", op="not_contains", value=""), facts, now=NOW)
    assert not holds(Elapsed(since="f", op="le", length="1h"), facts, now=NOW)


@pytest.mark.parametrize(
    ("op", "value", "fact", "held"),
    [
        ("eq", 1, True, False),
        ("eq", True, 1, False),
        ("eq", True, np.True_, True),
        ("eq", False, True, False),
        ("eq", 1, 1.0, True),
        ("eq", 1, Decimal(1), True),
        ("eq", "1", 1, False),
        ("eq", "a", "A", False),
        ("ne", "a", "A", True),
        ("gt", 1, "2", False),
        ("gt", 1, 2, True),
        ("gt", "a", "b", False),
        ("ge", 2, 2, True),
        ("lt", 2, 2, False),
        ("le", 2, np.int8(2), True),
        ("gt", 0, True, False),
        ("gt", 2**60, 2**60 + 1, True),
    ],
)
def test_what_compares_and_what_does_not(op, value, fact, held):
    assert holds(Compare(field="f", op=op, value=value), {"f": fact}, now=NOW) is held


def test_a_text_in_any_case_and_a_member_letter_by_letter():
    part = Contains(field="f", value="VIP")
    assert [holds(part, {"f": v}, now=NOW) for v in ("a vip!", ["VIP"], ["vip"], {"VIP"}, [1], 5)] == [
        True, True, False, True, False, False,
    ]  # fmt: skip
    # Beyond what lower case would find.
    assert holds(Contains(field="f", value="STRASSE"), {"f": "straße"}, now=NOW)


def test_time_is_counted_from_aware_instants():
    hour = Elapsed(since="f", op="ge", length="1h")
    east = timezone(timedelta(hours=9))
    assert holds(hour, {"f": datetime(2026, 3, 2, 20, tzinfo=east)}, now=NOW)
    assert holds(hour, {"f": pd.Timestamp("2026-03-02T11:00Z")}, now=NOW)
    assert not holds(hour, {"f": NOW - timedelta(hours=1) + timedelta(microseconds=1)}, now=NOW)
    assert not holds(hour, {"f": "2026-03-01T00:00Z"}, now=NOW)
    with pytest.raises(InputError, match=r"facts\['f'\] must be timezone-aware; got .*; give it a"):
        holds(hour, {"f": datetime(2026, 3, 2)}, now=NOW)
    with pytest.raises(InputError, match="now must be timezone-aware"):
        holds(hour, {}, now=datetime(2026, 3, 2))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"then": ()}, "then must have an action; got none"),
        ({"then": [{"do": "set", "target": "x"}]}, "value must be there for set and only then"),
        ({"then": [{"do": "tag", "target": "x", "value": 1}]}, "value must be there for set"),
        ({"wait": 2}, "duration must say its unit; got 2"),
        ({"when": {"kind": "eval", "code": "1"}}, "does not match any of the expected tags"),
        (
            {"when": {"kind": "compare", "field": "f", "op": "matches", "value": ".*"}},
            "Input should be",
        ),
        ({"extra": 1}, "Extra inputs are not permitted"),
    ],
)
def test_a_rule_says_what_is_wrong(change, message):
    good = {"name": "r", "when": {"kind": "all", "of": []}, "then": THEN}
    with pytest.raises(ValidationError, match=message):
        Rule(**{**good, **change})


def test_a_rule_has_a_condition():
    with pytest.raises(ValidationError, match="Field required"):
        Rule(name="r", then=THEN)


def test_a_value_is_finite():
    with pytest.raises(ValidationError, match="value must be finite; got nan"):
        Compare(field="f", op="eq", value=float("nan"))


def nested(depth):
    when = {"kind": "compare", "field": "f", "op": "eq", "value": 1}
    for _ in range(depth - 1):
        when = {"kind": "not", "of": when}
    return when


def test_depth_and_size_have_an_end():
    assert Rule(name="r", when=nested(12), then=THEN)
    for depth in (13, 100_000):
        with pytest.raises(ValidationError, match="when must lie at most 12 deep"):
            Rule(name="r", when=nested(depth), then=THEN)
    leaf = nested(1)
    assert Rule(name="r", when={"kind": "any", "of": [leaf] * 255}, then=THEN)
    with pytest.raises(ValidationError, match="when must have at most 256 conditions; got more"):
        Rule(name="r", when={"kind": "any", "of": [leaf] * 256}, then=THEN)
    built = AnyOf(of=(Compare(field="f", op="eq", value=1),) * 256)
    with pytest.raises(ValidationError, match="when must have at most 256"):
        Rule(name="r", when=built, then=THEN)


def test_a_rule_that_stops_keeps_later_ones_away():
    def rule(name, value, *, stops):
        when = Compare(field="f", op="ge", value=value)
        return Rule(name=name, when=when, then=THEN, stops=stops)

    rules = [rule("a", 5, stops=True), rule("b", 0, stops=False)]
    assert [r.rule for r in intended_actions(rules, {"f": 5}, now=NOW)] == ["a"]
    assert [r.rule for r in intended_actions(rules, {"f": 4}, now=NOW)] == ["b"]


FIELDS = st.sampled_from(["a", "b", "tags", "at"])
SCALARS = st.one_of(
    st.booleans(), st.integers(-3, 3), st.sampled_from([0.5, 1.0]), st.sampled_from(["", "x", "Xy"])
)
LEAVES = st.one_of(
    st.builds(Compare, field=FIELDS, op=st.sampled_from(["eq", "ne", "gt", "ge", "lt", "le"]), value=SCALARS),
    st.builds(
        Contains, field=FIELDS, op=st.sampled_from(["contains", "not_contains"]),
        value=st.sampled_from(["", "x", "XY"]),
    ),
    st.builds(
        Elapsed, since=FIELDS, op=st.sampled_from(["gt", "ge", "lt", "le"]),
        length=st.sampled_from(["0s", "1h", "2h"]),
    ),
)  # fmt: skip
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(AllOf, of=st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, of=st.lists(inner, max_size=3).map(tuple)),
        st.builds(NotOf, of=inner),
    ),
    max_leaves=6,
)
INSTANTS = st.sampled_from([NOW - timedelta(hours=h) for h in (0, 1, 1.5, 2, 3)])
ANYTHING = st.one_of(
    SCALARS, INSTANTS, st.none(), st.just(float("nan")), st.lists(st.sampled_from(["x", "XY"])),
    st.integers(), st.floats(), st.text(max_size=3), st.binary(max_size=2), st.complex_numbers(),
    st.dictionaries(st.text(max_size=1), st.integers(), max_size=1),
)  # fmt: skip
FACTS = st.dictionaries(FIELDS, ANYTHING)


@given(CONDITIONS, FACTS)
def test_there_is_an_answer_for_every_fact(when, facts):
    answer = holds(when, facts, now=NOW)
    assert answer in {True, False}
    assert holds(NotOf(of=when), facts, now=NOW) is not answer
    assert holds(AllOf(of=(when, when)), facts, now=NOW) is answer
    # De Morgan.
    other = Compare(field="a", op="eq", value="x")
    one = NotOf(of=AnyOf(of=(when, other)))
    two = AllOf(of=(NotOf(of=when), NotOf(of=other)))
    assert holds(one, facts, now=NOW) == holds(two, facts, now=NOW)


@given(st.lists(CONDITIONS, max_size=4), FACTS, st.randoms(use_true_random=False))
def test_the_order_of_rules_that_do_not_stop_changes_only_the_order(whens, facts, random):
    rules = [Rule(name=str(k), when=when, then=THEN) for k, when in enumerate(whens)]
    shuffled = random.sample(rules, len(rules))
    before = dict(facts)
    straight = intended_actions(rules, facts, now=NOW)
    mixed = intended_actions(shuffled, facts, now=NOW)
    assert sorted(straight, key=str) == sorted(mixed, key=str)
    assert repr(facts) == repr(before)
