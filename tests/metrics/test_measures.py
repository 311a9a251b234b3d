import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import metrics
from supportops.errors import InputError

DAY = {
    "answered": 1000,
    "abandoned": 60,
    "answered_in": 860,
    "abandoned_in": 20,
    "abandoned_short": 10,
}


def test_five_formulas_of_one_day_differ():
    found = metrics.compare_definitions(metrics.definitions("service_level", vendor="icmi"), DAY)
    assert [round(100 * x, 1) for x in found["value"]] == [83.0, 86.0, 81.1, 82.7, 82.1]
    assert (found["low"] < found["value"]).all()
    assert (found["high"] > found["value"]).all()
    assert found["numerator"].tolist()[0] == "answered_in + abandoned_in"
    assert found["denominator"].tolist()[3] == "answered + abandoned − abandoned_in"


def test_what_is_not_there_has_a_reason():
    found = metrics.compare_definitions("service_level", DAY).set_index("definition")
    assert found.loc["service_level.abandons_ignored", "reason"] == "needs late_or_unresolved"
    assert math.isnan(found.loc["service_level.abandons_ignored", "value"])
    assert found.loc["icmi.f1", "reason"] is None


def test_every_csat_of_one_set_of_answers():
    tallies = metrics.survey_tallies([5] * 50 + [4] * 35 + [3] * 10 + [2] * 3 + [1] * 2)
    found = metrics.compare_definitions("csat", tallies).set_index("definition")["value"]
    assert found["csat.top_box"] == found["csat.good_rated"] == 0.85
    assert found["csat.mean"] == pytest.approx(4.28)
    assert found["csat.rescaled"] == pytest.approx(0.82)
    assert found["csat.of_maximum"] == pytest.approx(0.856)
    assert found["csat.net"] == pytest.approx(0.80)


def test_an_empty_survey_has_reasons_and_the_same_columns():
    found = metrics.compare_definitions("csat", metrics.survey_tallies([]))
    full = metrics.compare_definitions("csat", metrics.survey_tallies([5, 4]))
    assert found["value"].isna().all()
    assert found["reason"].eq("no observations").all()
    assert found.dtypes.to_dict() == full.dtypes.to_dict()


def test_times_come_from_their_own_function():
    found = metrics.compare_definitions("time_to_resolution", {})
    assert found["reason"].tolist()[0] == "needs resolution.n, resolution.mean and resolution.sd"
    assert found["reason"].tolist()[1] == "times come from the table, by their own function"
    with pytest.raises(InputError, match="formula must be no quantile of times; got ttr.quantile"):
        metrics.measure("ttr.quantile", {})


def test_a_mean_of_one_has_no_interval_and_a_count_none():
    one = metrics.measure("csat.mean", {"score.n": 1, "score.mean": 4})
    assert (one.value, one.interval().low, one.flags) == (4, None, ("small_n",))
    many = metrics.measure("csat.mean", {"score.n": 100, "score.mean": 4, "score.sd": 1})
    assert many.interval().low == pytest.approx(4 - 1.984217 / 10)
    assert many.flags == ()
    assert metrics.measure("backlog.open", {"open": 12}).value == 12


def test_a_ratio_of_hours_stands_for_one_total():
    found = metrics.measure("occupancy.handle", {"handle": 5.1, "available": 0.9})
    assert found.value == pytest.approx(0.85)
    half = metrics.measure("occupancy.handle", {"handle": 5.1, "available": 0.8})
    assert (found.n, half.n) == (6, 1)
    none = metrics.measure("occupancy.handle", {"handle": 0, "available": 0})
    assert none.reason == "the denominator is zero"


@pytest.mark.parametrize(
    ("name", "tallies", "message"),
    [
        ("icmi.f2", {"answered": 10}, "tallies must have answered_in for icmi.f2; got answered"),
        ("icmi.f2", {}, "got none; it needs answered_in and answered"),
        ("csat.mean", {}, "it needs score"),
        ("icmi.f2", {"answered": 10, "answered_in": 11}, "at most its denominator; got 11 of 10"),
        ("icmi.f2", {"answered": 10, "answered_in": 0.5}, "tallies of icmi.f2 must be whole"),
        ("icmi.f2", {"answered": -1, "answered_in": 0}, "tallies\\['answered'\\] must be a finite"),
        ("fcr.net", {"resolved_first": 0, "contacts": 1, "not_resolvable_at_level1": 2},
         "denominator of fcr.net must be zero or more; got -1"),
        ("nps.score", {"promoters": 3, "detractors": 3, "answers": 5}, "must be parts of 5 answers"),
        ("nps.score", {"promoters": 1.5, "detractors": 1, "answers": 5}, "nps.score must be whole"),
        ("icmi.f2", [1], "tallies must map names to values"),
    ],
)  # fmt: skip
def test_tallies_that_cannot_be_are_refused(name, tallies, message):
    with pytest.raises(InputError, match=message):
        metrics.measure(name, tallies)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_lies_in_its_interval(hits, more):
    found = metrics.measure("icmi.f2", {"answered_in": hits, "answered": hits + more})
    if hits + more == 0:
        assert found.reason == "no observations"
        return
    ends = found.interval()
    assert 0 <= ends.low <= found.value <= ends.high <= 1
    assert found.definition == "icmi.f2"


def test_the_frame_pickles():
    frame = metrics.compare_definitions("service_level", DAY)
    assert isinstance(frame, pd.DataFrame)
    assert frame.loc[0, "version"] == "1"
