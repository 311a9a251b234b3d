from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import escalation
from supportops._kit.data import Source
from supportops.errors import InputError
from supportops.escalation import (
    MajorIncidentRule,
    SeverityMatrix,
    classify_incident,
    engaged,
    major_incident,
    severity,
    severity_matrix,
    severity_table,
)
from supportops.vocabulary import Money, Scale

BOOK = escalation.preset("support-operations")
CELLS = {
    ("complete_block", "one"): "SEV3", ("complete_block", "multiple"): "SEV2", ("complete_block", "all"): "SEV1",
    ("major", "one"): "SEV4", ("major", "multiple"): "SEV3", ("major", "all"): "SEV2",
    ("minor", "one"): "SEV5", ("minor", "multiple"): "SEV4", ("minor", "all"): "SEV3",
}  # fmt: skip
IMPAIRMENTS = {"complete_block": 0, "major": 1, "minor": 2}
USERS = {"all": 0, "multiple": 1, "one": 2}


@pytest.mark.fact("escalation-severity-matrix")
@pytest.mark.parametrize("cell", CELLS)
def test_all_nine_cells(cell):
    impairment, users = cell
    assert severity(impairment, users=users) == CELLS[cell]
    assert CELLS[cell] == f"SEV{1 + IMPAIRMENTS[impairment] + USERS[users]}"


@pytest.mark.parametrize(
    "word", ["major", "Major impairment", " major-IMPAIRMENT ", "major_impairment"]
)
@pytest.mark.parametrize("users", ["multiple", "Multiple users", "multiple_users"])
def test_other_words_for_the_same(word, users):
    assert severity(word, users=users) == "SEV3"


def test_what_people_type():
    assert (
        engaged(severity("major impairment", users="multiple"), after="70m")
        == "engineering manager"
    )


@pytest.mark.fact("escalation-severity-definitions")
@pytest.mark.parametrize(
    ("name", "label", "definition", "examples"),
    [
        (
            "SEV1",
            "Critical",
            "complete outage, data loss or security breach",
            ("production down", "data breach", "total loss of service"),
        ),
        (
            "SEV2",
            "High",
            "major feature broken for many",
            ("core workflow blocked", "payment processing down"),
        ),
        (
            "SEV3",
            "Medium",
            "feature degraded, or broken for some",
            ("slow performance", "partial functionality"),
        ),
        ("SEV4", "Low", "minor, workaround exists", ("UI bug", "cosmetic", "edge case")),
        ("SEV5", "Minimal", "enhancement or how-to", ("feature request", "documentation question")),
    ],
)
def test_definitions(name, label, definition, examples):
    row = BOOK.severity(name)
    assert (row.label, row.definition, row.examples) == (label, definition, examples)


@pytest.mark.fact("escalation-severity-definitions")
@pytest.mark.parametrize("flag", ["data loss", "security_breach"])
@pytest.mark.parametrize("cell", CELLS)
def test_a_flag_wins_over_every_cell(flag, cell):
    call = classify_incident(cell[0], users=cell[1], flags=[flag])
    assert (call.severity, call.by_matrix) == ("SEV1", CELLS[cell])
    assert call.reasons[-1] == flag.replace(" ", "_")
    assert classify_incident(flags=[flag]).severity == "SEV1"


def test_what_is_not_known_has_no_severity():
    assert classify_incident("major").reasons == ("users not known",)
    assert classify_incident(users="all").reasons == ("impairment not known",)
    call = classify_incident()
    assert (call.severity, call.by_matrix, call.reasons) == (
        None,
        None,
        ("impairment and users not known",),
    )


def test_flags_that_can_be_read_only_once():
    assert classify_incident("minor", users="one", flags=iter(["data loss"])).severity == "SEV1"


def test_all_rules_of_the_same_severity_are_named():
    call = classify_incident("complete block", users="all", flags=["data loss", "security breach"])
    assert call.reasons == ("complete_block for all", "data_loss", "security_breach")


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (
            lambda: severity("huge", users="all"),
            "impairment must be one of complete_block, major or minor; got 'huge'",
        ),
        (
            lambda: severity("major", users="many"),
            "users must be one of one, multiple or all; got 'many'",
        ),
        (lambda: severity(3, users="all"), "impairment must be one of .*; got 3"),
        (
            lambda: classify_incident("major", users="all", flags=["rain"]),
            "flags must be one of data_loss or security_breach; got 'rain'",
        ),
        (
            lambda: classify_incident("major", users="all", flags="data loss"),
            "flags must be a collection, .*; got 'data loss'",
        ),
    ],
)
def test_unknown_words(question, message):
    with pytest.raises(InputError, match=message):
        question()


def small(**changes):
    fields = {
        "impairments": {"big": (), "small": ()},
        "users": {"all": ()},
        "cells": {"big": {"all": "A"}, "small": {"all": "B"}},
        "flags": {"fire": "B"},
        "scale": Scale(label="severity", names=("A", "B")),
        "source": Source(source="a test", where="here"),
    }
    return SeverityMatrix(**{**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cells": {"big": {"all": "A"}}}, "cells must be there for all users of big"),
        ({"cells": {"big": {}, "small": {"all": "B"}}}, "cells must be there for all users of big"),
        (
            {"cells": {"big": {"all": "Z"}, "small": {"all": "B"}}},
            "severity must be one of A or B; got 'Z'",
        ),
        ({"flags": {"fire": "Z"}}, "severity must be one of A or B; got 'Z'"),
        (
            {"impairments": {"big": ("large",), "small": ("Large",)}},
            "impairments must share no word",
        ),
        (
            {
                "users": {"all": (), "whole": ("ALL",)},
                "cells": {"big": {"all": "A", "whole": "A"}, "small": {"all": "B", "whole": "B"}},
            },
            "users must share no word",
        ),
    ],
)
def test_matrices_with_holes(changes, message):
    with pytest.raises(ValidationError, match=message):
        small(**changes)


def test_a_flag_never_makes_it_milder():
    assert classify_incident("big", users="all", flags=["fire"], matrix=small()).severity == "A"
    assert severity("small", users="all", matrix=small()) == "B"


ROWS = st.lists(
    st.tuples(
        st.sampled_from([*IMPAIRMENTS, "Major impairment", None]),
        st.sampled_from([*USERS, "all users", None]),
        st.sampled_from([True, False, None]),
        st.sampled_from([True, False, None]),
    ),
    max_size=30,
)


# Each case is a whole table: half of them hold as much.
@settings(max_examples=settings.default.max_examples // 2)
@given(ROWS)
def test_a_table_answers_as_one_by_one(rows):
    frame = pd.DataFrame(
        rows, columns=["impairment", "users", "data_loss", "security_breach"], dtype=object
    )
    kept = frame.copy()
    answer = severity_table(frame)
    pd.testing.assert_frame_equal(frame, kept)
    assert list(answer.columns) == ["severity", "by_matrix", "reasons"]
    for (impairment, users, lost, breached), got in zip(rows, answer.to_numpy(), strict=True):
        flags = [name for name, up in (("data_loss", lost), ("security_breach", breached)) if up]
        call = classify_incident(impairment, users=users, flags=flags)
        assert tuple(got) == (call.severity, call.by_matrix, "; ".join(call.reasons))


def test_tables_without_flags_with_headings_and_odd_index():
    frame = pd.DataFrame({"what": ["minor"], "who": ["one"]}, index=["x"])
    answer = severity_table(frame, columns={"impairment": "what", "users": "who"})
    assert answer.loc["x", "severity"] == "SEV5"
    assert list(
        severity_table(
            frame.iloc[:0].rename(columns={"what": "impairment", "who": "users"})
        ).columns
    ) == ["severity", "by_matrix", "reasons"]
    with pytest.raises(InputError, match="incidents must have a column users"):
        severity_table(frame, columns={"impairment": "what"})
    with pytest.raises(InputError, match="impairment must be one of"):
        severity_table(pd.DataFrame({"impairment": ["huge"], "users": ["one"]}))


@pytest.mark.fact("playbook-ast-incident-steps")
@pytest.mark.parametrize(
    ("users", "loss", "major"),
    [
        (500, "0 USD", False), (501, "0 USD", True), (500, "50000 USD", False), (0, "50000.01 USD", True),
        (501, None, True), (None, "60000 USD", True), (500, None, None), (None, "1 USD", None), (None, None, None),
    ],
)  # fmt: skip
def test_the_major_incident(users, loss, major):
    answer = major_incident(users=users, loss_per_hour=loss)
    assert answer.major is major
    assert bool(answer.reasons) is (major is True)


@pytest.mark.fact("playbook-ast-incident-steps")
def test_the_major_incident_rule():
    rule = escalation.major_incident_rule()
    assert (rule.users_above, rule.loss_per_hour_above) == (500, Money(50000, "USD"))
    assert (rule.mobilise, rule.update) == (timedelta(minutes=30), timedelta(minutes=30))
    mine = MajorIncidentRule(
        users_above=5, loss_per_hour_above="10 EUR", mobilise="5m", update="5m", source=rule.source
    )
    assert major_incident(users=6, rule=mine).reasons == ("6 users, above 5",)
    assert major_incident(loss_per_hour="11 EUR", rule=mine).reasons == (
        "11 EUR an hour, above 10 EUR",
    )


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ({"users": -1}, "users must be a number of zero or more; got -1"),
        ({"users": float("nan")}, "users must be a number of zero or more; got nan"),
        ({"users": "many"}, "users must be a number of zero or more; got 'many'"),
        ({"loss_per_hour": "1 EUR"}, "amounts must be of one currency"),
        ({"loss_per_hour": 5}, "loss_per_hour must say its currency"),
    ],
)
def test_bad_counts(given_, message):
    with pytest.raises(InputError, match=message):
        major_incident(**given_)


def test_the_matrix_reads_back():
    assert (
        SeverityMatrix.model_validate_json(severity_matrix().model_dump_json()) == severity_matrix()
    )
