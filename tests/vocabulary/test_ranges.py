import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.errors import InputError
from supportops.vocabulary import Range

finite = st.floats(allow_nan=False, allow_infinity=False, width=32)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"low": 30, "high": 60, "unit": "minutes"}, "30–60 minutes"),
        ({"low": 0.7, "high": 0.8}, "0.7–0.8"),
        ({"low": 5, "high": 5, "unit": "days"}, "5 days"),
        ({"high": 60}, "at most 60"),
        ({"high": 60, "high_open": True}, "below 60"),
        ({"low": 60}, "at least 60"),
        ({"low": 60, "low_open": True, "unit": "h"}, "above 60 h"),
        ({"low": 30, "high": 60, "high_open": True}, "30 to below 60"),
        ({"low": 30, "high": 60, "low_open": True}, "above 30 to 60"),
        ({"low": 12_345_678}, "at least 12345678"),
        ({"low": 0.1 + 0.2}, "at least 0.3"),
        ({"high": 0.0}, "at most 0"),
    ],
)
def test_a_range_reads_well_and_round_trips(fields, text):
    band = Range(**fields)
    assert str(band) == text
    assert Range.model_validate_json(band.model_dump_json()) == band


@given(finite, finite, finite, st.booleans(), st.booleans())
def test_a_number_is_below_within_or_above(a, b, value, low_open, high_open):
    low, high = sorted((a, b))
    if low == high:
        low_open = high_open = False
    band = Range(low=low, high=high, low_open=low_open, high_open=high_open)
    assert [band.below(value), value in band, band.above(value)].count(True) == 1
    assert (low in band) is not low_open
    assert (high in band) is not high_open


def test_nan_is_nowhere_and_a_missing_end_is_no_limit():
    assert Range(low=0).__contains__(math.nan) is False
    assert 1e300 in Range(low=0)
    assert -1e300 in Range(high=0)


def test_a_range_is_scaled_with_its_open_ends():
    band = Range(low=30, high=60, high_open=True, unit="minutes").scaled(1 / 60, "hours")
    assert band == Range(low=0.5, high=1, high_open=True, unit="hours")
    assert Range(high=60).scaled(2, "").low is None


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "range must have a low or a high end; got neither"),
        ({"low": 2, "high": 1}, "low must be at most high; got 2 and 1"),
        (
            {"low": 2, "high": 2, "high_open": True},
            "low must be below high, of which an end is open; got 2 and 2",
        ),
        ({"low": float("nan")}, "low must be finite; got nan; None is no limit"),
        ({"low": 1, "high": float("inf")}, "high must be finite; got inf; None is no limit"),
    ],
)
def test_ends_must_make_sense(fields, message):
    with pytest.raises(ValidationError, match=message):
        Range(**fields)


@pytest.mark.parametrize("factor", [0, -1, float("nan")])
def test_a_factor_is_above_zero(factor):
    with pytest.raises(InputError, match="factor must be above zero; got"):
        Range(low=1).scaled(factor, "")
