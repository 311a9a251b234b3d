import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.errors import InputError
from supportops.vocabulary import Cadence, Range


@pytest.mark.parametrize(
    ("fields", "text", "inside", "outside"),
    [
        ({"low": 30, "high": 60, "unit": "minutes"}, "30–60 minutes", [30, 60], [29.9, 60.1]),
        ({"high": 60, "high_open": True}, "below 60", [-1, 59], [60]),
        ({"high": 60}, "at most 60", [60], [61]),
        ({"low": 240, "low_open": True}, "above 240", [241], [240]),
        ({"low": 0.9}, "at least 0.9", [0.9], [0.8]),
        ({"low": 5, "high": 5}, "5", [5], [4, 6]),
        ({"low": 1, "high": 2, "low_open": True, "high_open": True}, "above 1 to below 2", [1.5], [1, 2]),
    ],
)  # fmt: skip
def test_ranges_say_and_hold_what_they_mean(fields, text, inside, outside):
    band = Range(**fields)
    assert str(band) == text
    assert all(value in band for value in inside)
    assert not any(value in band for value in [*outside, math.nan])
    assert Range.model_validate_json(band.model_dump_json()) == band


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(1e-3, 1e3), st.floats(-3e6, 3e6))
def test_scaling_keeps_what_is_inside(low, width, factor, value):
    band = Range(low=low, high=low + width)
    scaled = band.scaled(factor, "x")
    assert scaled.unit == "x"
    if value in band and value not in (band.low, band.high):
        assert scaled.low <= value * factor <= scaled.high


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "range must have a low or a high end; got neither"),
        ({"low": 2, "high": 1}, "low must be at most high; got 2 and 1"),
        ({"low": 2, "high": 2, "low_open": True}, "low must be below high, of which an end is open; got 2 and 2"),
        ({"low": math.inf}, "low must be finite; got inf; None is no limit"),
    ],
)  # fmt: skip
def test_bad_ranges_say_what_is_wrong(fields, message):
    with pytest.raises(ValidationError, match=message):
        Range(**fields)


@pytest.mark.parametrize("factor", [0, -1, math.nan])
def test_factors_are_above_zero(factor):
    with pytest.raises(InputError, match="factor must be above zero"):
        Range(low=1).scaled(factor, "")


@pytest.mark.parametrize(
    ("text", "every", "unit", "written"),
    [
        ("weekly", 1, "week", "weekly"),
        ("every 2 weeks", 2, "week", "every 2 weeks"),
        ("Every 30 minutes", 30, "minute", "every 30 minutes"),
        ("every minute", 1, "minute", "every minute"),
        ("twice a year", 6, "month", "twice a year"),
        ("annually", 1, "year", "yearly"),
    ],
)
def test_cadences_read_and_write(text, every, unit, written):
    cadence = Cadence.model_validate(text)
    assert (cadence.every, cadence.unit, cadence.occasion) == (every, unit, None)
    assert str(cadence) == written
    assert Cadence.model_validate_json(cadence.model_dump_json()) == cadence


@pytest.mark.parametrize(
    "text", ["real time", "on status change", "at resolution", "best effort", "ongoing"]
)
def test_occasions(text):
    cadence = Cadence.model_validate(text)
    assert (cadence.occasion, str(cadence)) == (text, text)


@given(
    st.integers(1, 1000),
    st.sampled_from(["minute", "hour", "day", "week", "month", "quarter", "year"]),
)
def test_every_cadence_round_trips(every, unit):
    cadence = Cadence(every=every, unit=unit)
    assert Cadence.model_validate(str(cadence)) == cadence


@pytest.mark.parametrize("value", ["biweekly", "now and then", "every 0 days"])
def test_cadences_that_could_mean_two_things_are_refused(value):
    with pytest.raises(ValidationError, match="cadence must"):
        Cadence.model_validate(value)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"every": 2},
        {"every": 0, "unit": "day"},
        {"occasion": "never"},
        {"every": 1, "unit": "day", "occasion": "ongoing"},
    ],
)
def test_cadences_are_whole(fields):
    with pytest.raises(ValidationError, match="cadence must have every"):
        Cadence(**fields)


def test_the_schema_says_what_is_written():
    assert Cadence.model_json_schema()["type"] == "string"
