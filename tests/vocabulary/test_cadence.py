import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.vocabulary import Cadence

UNITS = ["minute", "hour", "day", "week", "month", "quarter", "year"]


@pytest.mark.parametrize(
    ("text", "every", "unit", "written"),
    [
        ("weekly", 1, "week", "weekly"),
        (" Every  2 WEEKS ", 2, "week", "every 2 weeks"),
        ("every week", 1, "week", "weekly"),
        ("every minute", 1, "minute", "every minute"),
        ("every 30 minutes", 30, "minute", "every 30 minutes"),
        ("annually", 1, "year", "yearly"),
        ("twice a year", 6, "month", "twice a year"),
    ],
)
def test_text_says_how_often(text, every, unit, written):
    cadence = Cadence.model_validate(text)
    assert (cadence.every, cadence.unit, cadence.occasion) == (every, unit, None)
    assert str(cadence) == written


@pytest.mark.parametrize(
    "text",
    ["real time", "Real-Time", "on status change", "at resolution", "best effort", "ongoing"],
)
def test_or_on_which_occasion(text):
    assert str(Cadence.model_validate(text)) == text.lower().replace("-", " ")


@given(st.integers(1, 10_000), st.sampled_from(UNITS))
def test_text_and_json_read_back(every, unit):
    cadence = Cadence(every=every, unit=unit)
    assert Cadence.model_validate(str(cadence)) == cadence
    assert Cadence.model_validate_json(cadence.model_dump_json()) == cadence


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            "biweekly",
            'cadence must be such as "weekly" or "every 2 weeks", or a known occasion; got .biweekly.; occasions are real time',
        ),
        ("", "cadence must be such as"),
        ("every 0 days", "every .one or more. and unit, or a known occasion; got 0, day and None"),
        ({"every": 2}, "got 2, None and None"),
        ({"unit": "day"}, "got None, day and None"),
        ({}, "got None, None and None"),
        ({"occasion": "sometimes"}, "got None, None and sometimes"),
        ({"every": 1, "unit": "day", "occasion": "ongoing"}, "got 1, day and ongoing"),
        ({"every": True, "unit": "day"}, "valid integer"),
        (5, "valid dictionary"),
    ],
)
def test_what_is_no_cadence(value, message):
    with pytest.raises(ValidationError, match=message):
        Cadence.model_validate(value)


def test_the_schema_is_of_what_is_written():
    for mode in ("validation", "serialization"):
        assert Cadence.model_json_schema(mode=mode)["type"] == "string"
