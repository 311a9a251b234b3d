import pandas as pd
import pytest

from supportops import metrics
from supportops.errors import InputError

CALLS = pd.DataFrame(
    {
        "wait": pd.to_timedelta([5, 20, 21, 300, 2, 15, 40], unit="s"),
        "answered": [True, True, True, True, False, False, False],
    }
)


def test_calls_become_tallies_and_levels():
    tallies = metrics.call_tallies(CALLS, answer_within="20s")
    assert tallies == {
        "answered": 4,
        "abandoned": 3,
        "answered_in": 2,
        "abandoned_in": 2,
        "abandoned_short": 1,
        "late_or_unresolved": 3,
    }
    level = {
        d.id: metrics.service_level(tallies, formula=d).value
        for d in metrics.definitions("service_level")
    }
    assert level["icmi.f1"] == pytest.approx(4 / 7)
    assert level["icmi.f2"] == pytest.approx(2 / 4)
    assert level["icmi.f3"] == pytest.approx(2 / 7)
    assert level["icmi.f4"] == pytest.approx(2 / 5)
    assert level["icmi.f5"] == pytest.approx(3 / 7)
    assert level["service_level.abandons_ignored"] == pytest.approx(2 / 5)
    assert metrics.abandonment_rate(tallies).value == pytest.approx(3 / 7)
    short = metrics.abandonment_rate(tallies, formula="abandonment.without_short")
    assert short.value == pytest.approx(2 / 6)


def test_no_calls_no_level():
    tallies = metrics.call_tallies(CALLS.iloc[:0], answer_within="20s")
    assert metrics.service_level(tallies, formula="icmi.f2").reason == "no observations"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.call_tallies(CALLS.assign(answered=[True] * 6 + [None]), answer_within="20s"),
         "calls must have a wait and an outcome; got none at position 6"),
        (lambda: metrics.call_tallies(CALLS.assign(wait=-CALLS["wait"]), answer_within="20s"),
         "calls.wait must be zero or more"),
        (lambda: metrics.call_tallies(CALLS, answer_within=20), "answer_within must say its unit"),
        (lambda: metrics.service_level({}, formula="fcr.net"), "formula must be a definition of service_level"),
    ],
)  # fmt: skip
def test_bad_calls_are_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
