import numpy as np
import pandas as pd
import pytest

from supportops.errors import InputError
from supportops.tickets import FieldRule, field_gaps, missing_fields, published_fields

FULL = {
    "priority": "P1",
    "category": "login",
    "customer": "ACME",
    "product_feature": "SSO",
    "channel": "email",
    "assignee": "ann",
    "status": "new",
}


@pytest.mark.fact("tickets-field-requirements")
@pytest.mark.parametrize("field", FULL)
@pytest.mark.parametrize("blank", [None, "", "  ", float("nan"), pd.NaT, pd.NA, "gone"])
def test_every_field_is_required(field, blank):
    ticket = {name: value for name, value in FULL.items() if name != field}
    if blank is pd.NA or blank != "gone":
        ticket[field] = blank
    assert [rule.field for rule in missing_fields(ticket, assigned=True)] == [field]
    before = missing_fields(ticket, assigned=False)
    assert [rule.field for rule in before] == ([] if field == "assignee" else [field])


def test_zero_and_false_are_values():
    rules = (FieldRule(field="count", required="yes", purpose=""),)
    assert missing_fields({"count": 0}, assigned=True, rules=rules) == ()
    assert missing_fields({"count": False}, assigned=True, rules=rules) == ()
    assert missing_fields({"count": np.array([1, 2])}, assigned=True, rules=rules) == ()
    with pytest.raises(InputError, match="tickets must be a DataFrame; got 'list'"):
        field_gaps([1])
    with pytest.raises(InputError, match="ticket must be a mapping from field to value; got 'P1'"):
        missing_fields("P1", assigned=True)


def test_gaps_of_a_table():
    frame = pd.DataFrame(
        {
            "Prio": ["P1", None, " ", "P2"],
            "category": [1.0, np.nan, 3.0, 4.0],
            "status": ["a", "b", "c", "d"],
        }
    )
    gaps = field_gaps(frame, columns={"priority": "Prio"}).set_index("field")
    assert gaps["missing"].to_dict() == {
        "priority": 2, "category": 1, "customer": 4, "product_feature": 4, "channel": 4,
        "assignee": 4, "status": 0,
    }  # fmt: skip
    assert gaps["share"]["priority"] == 0.5
    objects = field_gaps(frame.astype(object), columns={"priority": "Prio"}).set_index("field")
    assert objects["missing"].to_dict() == gaps["missing"].to_dict()
    empty = field_gaps(frame.iloc[:0])
    assert empty["share"].isna().all()
    assert empty.dtypes.tolist() == field_gaps(frame).dtypes.tolist()
    assert len(field_gaps(frame, rules=published_fields()[:2])) == 2


@pytest.mark.parametrize("columns", [{"colour": "Prio"}, {"priority": "Nope"}])
def test_bad_headings(columns):
    with pytest.raises(InputError, match=r"columns must lead from priority, .* to a heading; got"):
        field_gaps(pd.DataFrame({"Prio": []}), columns=columns)
