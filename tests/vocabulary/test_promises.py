from contextlib import suppress
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from supportops.errors import InputError
from supportops.vocabulary import Promise, promise

promises = st.one_of(
    st.builds(
        lambda length, clock: Promise(kind="duration", length=length, clock=clock),
        st.timedeltas(min_value=timedelta()),
        st.sampled_from([None, "business", "calendar"]),
    ),
    st.builds(lambda days: Promise(kind="business_days", days=days), st.integers(1, 10_000)),
    st.builds(
        lambda kind: Promise(kind=kind),
        st.sampled_from(["next_business_day", "on_status_change", "best_effort"]),
    ),
)


@pytest.mark.parametrize(
    ("value", "kind", "length", "days", "clock"),
    [
        ("4h", "duration", 4, None, None),
        (timedelta(hours=4), "duration", 4, None, None),
        (np.timedelta64(4, "h"), "duration", 4, None, None),
        (timedelta(days=3), "duration", 72, None, None),
        ("PT4H", "duration", 4, None, None),
        ("4h business", "duration", 4, None, "business"),
        ("4 Business Hours", "duration", 4, None, "business"),
        ("90 calendar minutes", "duration", 1.5, None, "calendar"),
        ("24h calendar", "duration", 24, None, "calendar"),
        ("3 calendar days", "duration", 72, None, "calendar"),
        ("3 days calendar", "duration", 72, None, "calendar"),
        ("3d4h calendar", "duration", 76, None, "calendar"),
        ("2w calendar", "duration", 336, None, "calendar"),
        ("5 business days", "business_days", None, 5, None),
        ("5  days business", "business_days", None, 5, None),
        ("1 business-day", "business_days", None, 1, None),
        ("Next Business Day", "next_business_day", None, None, None),
        ("on status change", "on_status_change", None, None, None),
        ("best effort", "best_effort", None, None, None),
    ],
)
def test_text_says_what_is_promised(value, kind, length, days, clock):
    answer = promise(value)
    assert answer.kind == kind
    assert answer.length == (None if length is None else timedelta(hours=length))
    assert (answer.days, answer.clock) == (days, clock)
    assert TypeAdapter(Promise).validate_python(value) == answer
    assert promise(answer) is answer


@given(promises)
def test_text_and_json_read_back(value):
    assert promise(str(value)) == value
    assert Promise.model_validate_json(value.model_dump_json()) == value


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            "3 days",
            'must say which days; got .3 days.; write "3 business days", "3 calendar days" or "72h"',
        ),
        ("3d", "must say which days; got '3d'"),
        ("P3D", "must say which days; got 'P3D'"),
        (
            "2 weeks",
            'which days; got .2 weeks.; write "10 business days", "14 calendar days" or "336h"',
        ),
        ("1d12h", 'which days; got .1d12h.; write "36h" or "36h calendar"'),
        ("0.5 days", 'which days; got .0.5 days.; write "12h" or "12h calendar"'),
        ("2w business", "which days; got '2w business'"),
        ("0 business days", "resolution must be one day or more; got '0 business days'"),
        ("9999999999 calendar days", "resolution must be under a billion days"),
        (4, 'resolution must say its unit; got 4; write "4m"'),
        ("4", 'resolution must say its unit; got .4.; write "4m"'),
        (True, "resolution must be a length of time"),
        (None, "resolution must be a length of time"),
        (timedelta(-1), "resolution must be zero or more; got -24h"),
        ("next business day business", "resolution must be a length of time"),
        ("4h business calendar", "resolution must be a length of time"),
        ("1.5 business days", "resolution must be a length of time"),
        ("soon", "resolution must be a length of time"),
        ("business", "resolution must be a length of time such"),
    ],
)
def test_what_is_no_promise(value, message):
    with pytest.raises(InputError, match=message):
        promise(value, "resolution")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"kind": "duration"},
            "length must be there for a duration and only then; got kind 'duration'",
        ),
        ({"kind": "best_effort", "length": "4h"}, "length must be there .* got kind 'best_effort'"),
        (
            {"kind": "business_days"},
            "days must be one or more for business days and only then; got None",
        ),
        ({"kind": "business_days", "days": 0}, "only then; got 0"),
        ({"kind": "best_effort", "days": 3}, "only then; got 3"),
        (
            {"kind": "best_effort", "clock": "business"},
            "clock must stand beside a duration; got kind 'best_effort'",
        ),
        ("3 days", "promise must say which days"),
        (4, "promise must say its unit"),
    ],
)
def test_fields_must_agree(fields, message):
    with pytest.raises(ValidationError, match=message):
        Promise.model_validate(fields)


@given(st.text(max_size=20))
def test_any_text_is_a_promise_or_an_input_error(text):
    with suppress(InputError):
        assert promise(str(promise(text))) == promise(text)


def test_the_schema_is_of_what_is_written():
    for mode in ("validation", "serialization"):
        assert Promise.model_json_schema(mode=mode)["type"] == "string"
