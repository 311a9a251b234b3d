from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
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
    matches,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
THEN = (Action(do="tag", target="x"),)

FIELDS = st.sampled_from(["text", "number", "whole", "flag", "tags", "at", "mixed", "none"])
VALUES = st.one_of(
    st.booleans(), st.integers(-2, 2), st.sampled_from([0.5, 1.0, -2.0]), st.sampled_from(["", "x", "Xy"])
)  # fmt: skip
OPS = st.sampled_from(["eq", "ne", "gt", "ge", "lt", "le"])
LEAVES = st.one_of(
    st.builds(Compare, field=FIELDS, op=OPS, value=VALUES),
    st.builds(Contains, field=FIELDS, op=st.sampled_from(["contains", "not_contains"]),
              value=st.sampled_from(["", "x", "XY"])),
    st.builds(Elapsed, since=FIELDS, op=st.sampled_from(["gt", "ge", "lt", "le"]),
              length=st.sampled_from(["0s", "1h", "2h"])),
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
TIMES = st.none() | st.sampled_from([NOW - timedelta(hours=h) for h in (0, 1, 1.5, 2, 3)])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.none() | st.sampled_from(["x", "Xy", "", "straße"]),
            "number": st.none() | st.sampled_from([0.5, 1.0, -2.0, 0.1]),
            "whole": st.integers(-2, 2),
            "flag": st.none() | st.booleans(),
            "tags": st.none() | st.lists(st.sampled_from(["x", "XY"]), max_size=2),
            "at": TIMES,
            "mixed": st.one_of(VALUES, TIMES, st.just({"x": 1}), st.just(float("nan"))),
        }
    ),
    max_size=6,
)


def table(rows):
    frame = pd.DataFrame(
        rows, columns=["text", "number", "whole", "flag", "tags", "at", "mixed"], dtype=object
    )
    return frame.assign(
        number=frame["number"].astype("float64"),
        whole=frame["whole"].astype("int64"),
        flag=frame["flag"].astype("boolean"),
        at=pd.to_datetime(frame["at"], utc=True).astype("datetime64[us, UTC]"),
    ).set_axis([f"row {k}" for k in range(len(rows))])


@given(st.lists(st.tuples(CONDITIONS, st.booleans()), max_size=4), ROWS)
@settings(max_examples=60)
def test_a_table_is_one_ticket_many_times(whens, rows):
    rules = [
        Rule(name=str(k), when=when, then=THEN, stops=stops)
        for k, (when, stops) in enumerate(whens)
    ]
    frame = table(rows)
    answer = matches(rules, frame, now=NOW)
    assert list(answer.index) == list(frame.index)
    assert list(answer.columns) == [rule.name for rule in rules]
    assert all(dtype == "bool" for dtype in answer.dtypes)
    for k, row in enumerate(rows):
        going = True
        for rule in rules:
            held = going and holds(rule.when, row, now=NOW)
            assert answer.iloc[k][rule.name] == held
            going = going and not (held and rule.stops)


@pytest.mark.parametrize("dtype", ["float32", "Int64", "int8", "Float64"])
def test_numbers_of_other_widths_compare_as_they_are(dtype):
    frame = pd.DataFrame({"f": pd.Series([0, 1, 2], dtype=dtype)})
    for value in (1, 1.0, 0.5):
        rule = Rule(name="r", when=Compare(field="f", op="ge", value=value), then=THEN)
        assert matches([rule], frame, now=NOW)["r"].tolist() == [False, True, True]


def test_large_numbers_do_not_round():
    frame = pd.DataFrame({"f": np.array([2**60, 2**60 + 1])})
    for value in (2**60, float(2**60)):
        rule = Rule(name="r", when=Compare(field="f", op="gt", value=value), then=THEN)
        assert matches([rule], frame, now=NOW)["r"].tolist() == [False, True]


def test_headings_categories_and_nanoseconds():
    frame = pd.DataFrame(
        {
            "Subject": pd.Categorical(["Login", "Invoice"]),
            "Created": pd.to_datetime(["2026-03-02T09:00Z", None]).as_unit("ns"),
        }
    )
    rules = [
        Rule(name="a", when=Contains(field="subject", value="login"), then=THEN),
        Rule(name="b", when=Elapsed(since="at", length="2h"), then=THEN),
    ]
    names = {"subject": "Subject", "at": "Created"}
    answer = matches(rules, frame, now=NOW, columns=names)
    assert answer.to_numpy().tolist() == [[True, True], [False, False]]


def test_what_several_rules_ask_of_one_column():
    at = pd.Timestamp(NOW) - pd.to_timedelta([30, 90], unit="m")
    frame = pd.DataFrame({"at": at, "text": ["xylem", "axle"], "odd": [{"x": 1}, {1, 2}]})
    whens = [
        Elapsed(since="at", length="1h"),
        Elapsed(since="at", op="lt", length="1h"),
        Contains(field="text", value="x"),
        Contains(field="text", value="xy"),
        Contains(field="text", value="xyl"),
        Compare(field="odd", op="ne", value="x"),
        Compare(field="whole", op="eq", value=1),
        Compare(field="whole", op="eq", value=True),
    ]
    rules = [Rule(name=str(k), when=when, then=THEN) for k, when in enumerate(whens)]
    answer = matches(rules, frame.assign(whole=[1, 0]), now=NOW)
    assert answer.to_numpy().T.tolist() == [
        [False, True], [True, False], [True, True], [True, False], [True, False], [True, True],
        [True, False], [False, False],
    ]  # fmt: skip


def test_empty_tables_and_no_rules():
    rule = Rule(name="a", when=Contains(field="f", op="not_contains", value="x"), then=THEN)
    assert matches([rule], pd.DataFrame({"f": []}), now=NOW).shape == (0, 1)
    assert matches([], pd.DataFrame({"f": [1]}), now=NOW).shape == (1, 0)
    assert matches([rule], pd.DataFrame(index=[7, 8]), now=NOW)["a"].tolist() == [True, True]


@pytest.mark.parametrize(
    ("facts", "kw", "message"),
    [
        ({"f": 1}, {}, "facts must be a DataFrame; got 'dict'"),
        (pd.DataFrame({"g": [1]}), {"columns": {"f": "F"}}, r"columns\['f'\] must be a heading"),
        (pd.DataFrame({"f": pd.to_datetime(["2026-03-02"])}), {}, "must be timezone-aware; got dat"),
        (pd.DataFrame({"f": [datetime(2026, 3, 2)]}, dtype=object), {}, "must be timezone-aware"),
        (pd.DataFrame([[1, 2]], columns=["f", "f"]), {}, "facts must have one column 'f'"),
    ],
)  # fmt: skip
def test_a_table_says_what_is_wrong(facts, kw, message):
    rule = Rule(name="a", when=Elapsed(since="f", length="1h"), then=THEN)
    with pytest.raises(InputError, match=message):
        matches([rule], facts, now=NOW, **kw)


def test_names_tell_rules_apart():
    rule = Rule(name="a", when=AllOf(of=()), then=THEN)
    with pytest.raises(InputError, match="rules must have different names; got 'a' twice"):
        matches([rule, rule], pd.DataFrame(), now=NOW)
