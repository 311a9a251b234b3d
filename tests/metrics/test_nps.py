import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import metrics
from supportops.errors import InputError


@pytest.mark.fact("metrics-formula-nps")
def test_who_is_a_promoter_and_who_a_detractor():
    found = metrics.nps_answers(range(11))
    assert found == metrics.NpsAnswers(promoters=2, passives=2, detractors=7)
    each = [metrics.nps([k]).value for k in range(11)]
    assert each == [-100] * 7 + [0, 0] + [100, 100]
    band = next(b for b in metrics.preset("support-operations") if b.metric == "nps")
    assert [metrics.grade(x, band) for x in (30, 29.9, 10, 9.9)] == [
        "on_target",
        "watch",
        "watch",
        "warning",
    ]


def test_what_people_see():
    scores = pd.Series([10] * 50 + [8] * 30 + [3] * 20 + [None] * 37)
    assert str(metrics.nps(scores)) == "+30.0 (95 %: +14.1 to +44.2, n = 100, 37 unanswered)"
    assert metrics.nps([]).reason == "no observations"
    assert "low_response" in metrics.nps([9] + [None] * 9).flags


def test_ten_promoters_are_not_certain():
    ends = metrics.nps([10] * 10).interval()
    assert (round(ends.low, 1), ends.high) == (47.5, 100)


def test_two_groups_compared():
    found = metrics.nps_difference(
        metrics.NpsAnswers(340, 110, 50), metrics.NpsAnswers(300, 130, 90)
    )
    assert found.p_value == pytest.approx(9.459819935143448e-05)
    assert metrics.nps_size(0.1, sd=0.7).exact == pytest.approx(766.1902139662104)
    assert metrics.nps_size(5, sd=0.1).n == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.nps([10, 11]), "scores must be whole and from 0 to 10; got 11"),
        (lambda: metrics.nps([6.5]), "scores must be whole and from 0 to 10; got 6.5"),
        (
            lambda: metrics.nps_from_counts(-1, 0, 0),
            "must be a finite number, zero or more; got -1",
        ),
        (lambda: metrics.nps_from_counts("1", 0, 0), "promoters must be a count; got '1'"),
        (lambda: metrics.nps_from_counts(1.5, 0, 0), "nps.score must be whole"),
    ],
)
def test_bad_answers_are_named(call, message):
    with pytest.raises(InputError, match=message):
        call()


@given(st.lists(st.integers(0, 10), min_size=1, max_size=80))
def test_nps_is_what_one_counts(scores):
    up, down = sum(s >= 9 for s in scores), sum(s <= 6 for s in scores)
    found = metrics.nps(scores)
    assert found.value == pytest.approx(100 * (up - down) / len(scores))
    assert -100 <= found.interval().low <= found.interval().high <= 100


def test_a_published_score_of_39_answers(shared_data):
    frame = pd.read_csv(shared_data("nps/case040_sudzilla_responses.csv"))
    printed = pd.read_csv(shared_data("nps/case040_expected_nps.csv")).iloc[0]
    scores = frame["On a scale of 0-10, how would you rate Sudzilla?"]
    found, sorts = metrics.nps(scores), metrics.nps_answers(scores)
    assert round(found.value, 1) == printed["NPS Score"] == -35.9
    assert (found.n, sorts.promoters, sorts.detractors) == (39, 8, 22)


def test_a_published_score_that_was_cut_before_it_was_subtracted(shared_data):
    frame = pd.read_csv(shared_data("nps/case122_prepair_nps.csv"))
    printed = pd.read_csv(shared_data("nps/case122_expected.csv")).iloc[0]
    scores = frame.iloc[:, 2]
    sorts = metrics.nps_answers(scores)
    exact = metrics.nps(scores)
    assert round(exact.value, 3) == 21.196
    cut = 100 * sorts.promoters // exact.n - 100 * sorts.detractors // exact.n
    assert cut == printed["NPS"] == 21


def test_a_hundred_airlines(shared_data):
    frame = pd.read_csv(shared_data("nps/case122_airlines_nps.csv"))
    # The published comparison leaves out airlines with fewer than fifty answers.
    heard = frame.groupby("Airline").filter(lambda g: len(g) >= 50)
    each = [metrics.nps(g.iloc[:, -1]).value for _, g in heard.groupby("Airline")]
    ours = metrics.nps(pd.read_csv(shared_data("nps/case122_prepair_nps.csv")).iloc[:, 2]).value
    every = [*each, ours]
    assert frame["Airline"].nunique() == 98
    score = (ours - pd.Series(every).mean()) / pd.Series(every).std()
    assert score == pytest.approx(1.131, abs=0.0005)
