from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from supportops._kit.durations import Duration, duration, duration_text
from supportops.errors import InputError

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("15m", 900),
        ("1h30m", 5400),
        ("1h 30 min", 5400),
        ("30m1h", 5400),
        (" 6m45s ", 405),
        ("1.5 hours", 5400),
        ("90 Minutes", 5400),
        ("2d", 172_800),
        ("1w", 604_800),
        ("0s", 0),
        ("PT15M", 900),
        ("P1DT1H", 90_000),
        ("P1W", 604_800),
        ("PT1.5S", 1.5),
        ("0.1s", 0.1),
        ("0.000001s", 0.000001),
        ("1.1h", 3960),
    ],
)
def test_text_says_its_unit(text, seconds):
    assert duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value",
    [HOUR, np.timedelta64(1, "h"), np.timedelta64(3_600_000_000_000, "ns"), pd.Timedelta("1h")],
)
def test_every_kind_becomes_a_plain_timedelta(value):
    assert duration(value) == HOUR
    assert type(duration(value)) is timedelta


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (20, 'handle_time must say its unit; got 20; write "20m"$'),
        (np.int64(20), 'handle_time must say its unit; got 20; write "20m"$'),
        (2.5, 'handle_time must say its unit; got 2.5; write "2.5m"$'),
        (Decimal(20), r'handle_time must say its unit; got Decimal\(.20.\); write "20m"$'),
        (Fraction(1, 2), 'must say its unit; got .*; write "0.5m"$'),
        (1e300, r"handle_time must say its unit; got 1e\+300$"),
        (-5, "handle_time must say its unit; got -5$"),
        (float("nan"), "handle_time must say its unit; got nan$"),
        (float("inf"), "handle_time must say its unit; got inf$"),
        ("20", "handle_time must say its unit; got '20'; write \"20m\"$"),
        ("6:45", 'got .6:45.; a colon could mean two things: write "6m45s" or "6h45m"'),
        ("1:02:03", 'must say its units; got .1:02:03.; write "1h02m03s"'),
        (True, 'handle_time must be a length of time such as "1h30m"; got True'),
        (None, 'such as "1h30m"; got None'),
        (pd.NaT, 'such as "1h30m"; got NaT'),
        ([HOUR], 'such as "1h30m"; got '),
        ("", 'such as "1h30m"; got'),
        ("P", 'such as "1h30m"; got'),
        ("PT", 'such as "1h30m"; got'),
        ("-1h", 'such as "1h30m"; got'),
        ("1h30", 'such as "1h30m"; got'),
        ("1h1h", 'such as "1h30m"; got'),
        ("1 hour 5 hrs", 'such as "1h30m"; got'),
        ("2 months", 'such as "1h30m"; got'),
        ("1,5h", 'such as "1h30m"; got'),
        (np.timedelta64("NaT", "s"), "must be a length of time in weeks or less; got NaT"),
        (np.timedelta64(5), "in weeks or less; got 5 generic time units of timedelta64"),
        (np.timedelta64(5, "M"), "in weeks or less; got 5 months"),
        (-HOUR, "handle_time must be zero or more; got -1h"),
        (np.timedelta64(-5, "m"), "handle_time must be zero or more; got -5m"),
        ("99999999999999w", "handle_time must be under a billion days; got '9"),
    ],
)
def test_what_is_no_length_of_time_is_refused(value, message):
    with pytest.raises(InputError, match=message):
        duration(value, "handle_time")


@given(st.timedeltas(min_value=timedelta()))
def test_text_reads_back(value):
    assert duration(duration_text(value)) == value


@given(st.timedeltas(max_value=-timedelta(microseconds=1), min_value=timedelta(days=-(10**6))))
def test_below_zero_is_written_with_a_minus_and_read_by_nobody(value):
    assert duration_text(value) == "-" + duration_text(-value)
    with pytest.raises(InputError, match="handle_time"):
        duration(duration_text(value), "handle_time")


@given(st.text(max_size=20))
def test_any_text_is_a_length_or_an_input_error(text):
    with suppress(InputError):
        assert duration(text) >= timedelta()


@given(
    st.decimals(min_value=0, max_value=10**6, places=6),
    st.sampled_from([("h", 3600), ("m", 60), ("s", 1)]),
)
def test_fractions_are_exact_to_the_microsecond(number, unit):
    micros = duration(f"{number:f}{unit[0]}") // timedelta(microseconds=1)
    assert micros == number * unit[1] * 1_000_000


def test_a_field_reads_text_and_writes_it_back():
    field = TypeAdapter(Duration)
    assert field.validate_python("90m") == timedelta(minutes=90)
    assert field.dump_json(timedelta(minutes=90)) == b'"1h30m"'
    assert field.json_schema()["type"] == "string"
    with pytest.raises(ValidationError, match="duration must say its unit; got 90"):
        field.validate_python(90)
