from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from supportops._kit.shares import Share, percent_text, share
from supportops.errors import InputError


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0.15, 0.15),
        ("15%", 0.15),
        (" 15 % ", 0.15),
        ("67.6%", 0.676),
        ("+5%", 0.05),
        ("-0%", 0.0),
        (-0.0, 0.0),
        (0, 0.0),
        (1, 1.0),
        (Decimal("0.3"), 0.3),
        (Fraction(1, 4), 0.25),
        (np.float64(0.5), 0.5),
        (np.int8(1), 1.0),
    ],
)
def test_a_share_is_a_number_or_a_percentage(value, number):
    answer = share(value)
    assert type(answer) is float
    assert repr(answer) == repr(number)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (15, 'shrinkage must be a share from 0 to 1; got 15; write 0.15 or "15%"$'),
        (1.5, 'got 1.5; write 0.015 or "1.5%"$'),
        (np.float64(30), 'got 30.0; write 0.3 or "30%"$'),
        (101, "shrinkage must be a share from 0 to 1; got 101$"),
        (-0.1, "shrinkage must be a share from 0 to 1; got -0.1$"),
        (float("nan"), "from 0 to 1; got nan$"),
        (float("inf"), "from 0 to 1; got inf$"),
        ("150%", "from 0 to 1; got '150%'$"),
        ("-5%", "from 0 to 1; got '-5%'$"),
        ("0.15", 'shrinkage must be a share such as 0.15 or "15%"; got .0.15.'),
        ("15 percent", 'such as 0.15 or "15%"; got'),
        ("1,5%", 'such as 0.15 or "15%"; got'),
        (True, 'such as 0.15 or "15%"; got True'),
        (None, 'such as 0.15 or "15%"; got None'),
        (np.array([0.1]), 'such as 0.15 or "15%"; got array'),
        (1j, 'such as 0.15 or "15%"; got 1j'),
        (np.timedelta64(0, "s"), "got datetime.timedelta"),
    ],
)
def test_what_is_no_share_is_refused(value, message):
    with pytest.raises(InputError, match=message):
        share(value, "shrinkage")


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.676, 1, "67.6 %"),
        (0.7, 1, "70 %"),
        (1, 0, "100 %"),
        (0.1, 0, "10 %"),
        (0.12345, 2, "12.35 %"),
        (-0.0001, 1, "0 %"),
        (-0.25, 1, "-25 %"),
        (12.5, 1, "1250 %"),
    ],
)
def test_a_percentage_has_no_needless_zeros(value, digits, text):
    assert percent_text(value, digits) == text


@given(st.decimals(min_value=0, max_value=100, places=4))
def test_a_percentage_is_the_float_nearest_to_what_is_written(percent):
    assert share(f"{percent:f}%") == float(percent / 100)


@given(st.floats(min_value=0, max_value=1))
def test_a_share_stays_what_it_is(value):
    assert share(value) == value


@given(st.text(max_size=12))
def test_any_text_is_a_share_or_an_input_error(text):
    with suppress(InputError):
        assert 0 <= share(text) <= 1


def test_a_field_reads_both_and_writes_the_number():
    field = TypeAdapter(Share)
    assert field.validate_python("15%") == 0.15
    assert field.dump_json(0.15) == b"0.15"
    assert field.json_schema()["maximum"] == 1
    with pytest.raises(ValidationError, match="share must be a share from 0 to 1; got 15; write"):
        field.validate_python(15)
