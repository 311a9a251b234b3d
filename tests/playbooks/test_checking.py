"""Actual figures against what a playbook asks for."""

import math
from datetime import timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.economics import cost_target
from supportops.errors import InputError
from supportops.playbooks import check, open_playbook, playbook_figures, playbooks

AST, VIVTONE, HUME, ITCS, SKILL = (
    open_playbook(name) for name in ("ast", "vivtone", "hume", "itcs", "support-operations")
)


def statuses(book, actuals):
    return [row.status for row in check(book, actuals).rows]


@pytest.mark.parametrize(
    ("book", "actuals", "expected"),
    [
        (AST, {"fcr": "80%"}, ["met"]),
        (AST, {"fcr": 0.7999}, ["below"]),
        (AST, {"transfer_rate": "12%"}, ["above"]),  # below 12 %, so 12 % is outside
        (AST, {"transfer_rate": "11.99%"}, ["met"]),
        (AST, {"occupancy": "85%"}, ["met"]),
        (AST, {"occupancy": "86%"}, ["above"]),
        (AST, {"occupancy": 0.69}, ["below"]),
        (AST, {"qa_pass_rate": "85%"}, ["below"]),  # above 85 %
        (AST, {"cost_per_contact": "3.49 USD"}, ["met"]),
        (AST, {"cost_per_contact": "1,003.49 USD"}, ["above"]),
        (AST, {"cost_per_contact": cost_target("ast").below}, ["above"]),
        (AST, {"nps": Decimal(40)}, ["met"]),
        (AST, {"setup": "10 business days"}, ["met"]),
        (AST, {"setup": 11}, ["above"]),
        (AST, {"first_response_promise (email)": "3h"}, ["met", "met"]),
        (AST, {"first_response_promise (phone)": timedelta(seconds=31)}, ["above"]),
        (VIVTONE, {"csat": 0.9}, ["met", "below"]),
        (HUME, {"csat": "89%", "nps": 40}, ["below", "met", "met", "met"]),
        (ITCS, {"aht": "3m"}, ["below"]),
        (SKILL, {"resolution_promise (priority 5)": "6 business days"}, ["above"]),
    ],
)
def test_ends_count_as_printed(book, actuals, expected):
    assert statuses(book, actuals) == expected


def test_gaps_words_and_what_is_left():
    answer = check(AST, {"fcr": "78%", "nps": 45, "csat": "88%"})
    fcr, nps = answer.rows
    assert fcr.gap == pytest.approx(0.02)
    assert (nps.gap, nps.status) == (0.0, "met")
    assert str(fcr) == "fcr: target at least 80 %; 78 %: below"
    assert answer.missed == (fcr,)
    assert answer.unheld == ("csat",)  # AST reports it, and asks for none
    asked = [f for f in playbook_figures(AST) if f.role == "target"]
    assert len(answer.unmeasured) == len(asked) - 2
    late = check(AST, {"first_response_promise (phone)": "50s"}).rows[0]
    assert late.gap * 60 == pytest.approx(20)


def test_a_scope_that_is_not_named_is_assumed_and_said():
    rows = check(ITCS, {"csat": "84%"}).rows
    assert [(r.figure.scope, r.status, r.scope_assumed) for r in rows] == [
        ("consumer", "met", True), ("B2C", "met", True), ("complex B2B", "met", True),
    ]  # fmt: skip
    (row,) = check(ITCS, {"csat (complex B2B)": "84%"}).rows
    assert not row.scope_assumed
    # A figure for the whole is held alone.
    assert [r.figure.scope for r in check(ITCS, {"aht": "5m"}).rows] == [""]


@pytest.mark.parametrize(
    "value",
    [
        None, math.nan, np.float64("nan"), np.float32("nan"), Decimal("NaN"),
        np.timedelta64("NaT"), pd.NA, pd.NaT, np.nan,
    ],
)  # fmt: skip
def test_what_is_not_known_is_said(value):
    (row,) = check(AST, {"fcr": value}).rows
    assert (row.status, row.actual, row.gap) == ("unknown", None, None)
    assert str(row).endswith("not known: unknown")


@pytest.mark.parametrize(
    ("actuals", "message"),
    [
        ({"fcr": 82}, 'fcr must be a share from 0 to 1; got 82; write 0.82 or "82%"'),
        ({"fcr": True}, "fcr must be a share such as"),
        ({"fcr": [0.8]}, "fcr must be a share such as"),
        ({"first_response_promise (phone)": 30}, "must say its unit; got 30"),
        ({"cost_per_contact": "3.20 EUR"}, "cost_per_contact must be in USD; got '3.20 EUR'"),
        ({"nps": "40%"}, "nps must be in points; got '40%'"),
        ({"nps": "5m"}, "nps must be in points; got '5m'; a bare number counts in points"),
        ({"nps": "many"}, "nps must be in points; got 'many'; a bare number counts in points"),
        ({"nps": "inf points"}, "nps must be a finite number of points; got 'inf points'"),
        ({"nps": math.inf}, "nps must be a finite number of points; got inf"),
        ({"nps": True}, "nps must be a finite number of points; got True"),
        ({"nps": np.array([40, 41])}, "nps must be a finite number of points; got array"),
        ([("fcr", 0.8)], r"actuals must be a mapping of labels to values; got \[\('fcr', 0.8\)\]"),
    ],
)
def test_values_of_another_kind(actuals, message):
    with pytest.raises(InputError, match=message):
        check(AST, actuals)


def test_text_is_read_in_the_unit_of_the_figure():
    for value in ("38 points", "38", " +38  points ", Decimal(38)):
        assert check(AST, {"nps": value}).rows[0].actual == 38
    assert check(AST, {"setup": "9 business days"}).rows[0].status == "met"


def test_as_table_and_as_document():
    answer = check(AST, {"fcr": "78%", "nps": None, "mood": 3})
    frame = answer.to_frame()
    assert frame["status"].tolist() == ["below", "unknown"]
    assert frame["actual"].isna().tolist() == [False, True]
    text = answer.to_markdown()
    assert "| fcr | target | at least 80 % | 78 % | below |" in text
    assert text.rstrip().endswith("| mood |")
    empty = check(AST, {})
    assert (empty.rows, empty.unheld) == ((), ())
    assert list(empty.to_frame().columns) == list(frame.columns)
    assert empty.to_frame().dtypes["actual"] == "float64"


@settings(max_examples=40)
@given(st.sampled_from(playbooks()), st.floats(-100, 100, allow_nan=False))
def test_status_is_the_plain_question_of_the_bounds(name, value):
    answer = check(open_playbook(name), {"nps": value})
    for row in answer.rows:
        assert (row.status == "met") == (value in row.figure.bounds)
        assert row.gap >= 0
        nearest = {"below": row.figure.bounds.low, "above": row.figure.bounds.high}
        if row.status != "met":
            assert row.gap == abs(value - nearest[row.status])
