import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import metrics
from supportops.errors import InputError

SCORES = [5] * 70 + [4] * 20 + [3] * 5 + [2] * 3 + [1] * 2


def test_csat_says_what_it_counted():
    found = metrics.csat([*SCORES, None, np.nan])
    assert (found.percent, found.n, found.missing) == (90.0, 100, 2)
    assert found.definition == "csat.top_box[4–5 of 1–5]"
    assert metrics.csat(SCORES, satisfied=5).percent == 70.0
    assert metrics.csat([1, 2, 2], scale=(1, 2)).value == pytest.approx(2 / 3)


def test_low_response_is_flagged():
    few = metrics.csat([5, 5, None, None, None, None, None, None, None, None, None])
    assert "low_response" in few.flags
    assert "low_response" not in metrics.csat(SCORES).flags
    assert "low_response" not in metrics.csat([]).flags
    assert "low_response" not in metrics.csat([5, None, None], low_response_below="10%").flags


@pytest.mark.parametrize(
    "scores",
    [
        pd.Series([5, 4, None], index=[7, 7, 9]),
        pd.Series([5, 4, pd.NA], dtype="Int64"),
        np.array([5, 4, np.nan]),
        [5, 4, pd.NA],
    ],
)
def test_answers_come_in_many_kinds(scores):
    found = metrics.csat(scores)
    assert (found.value, found.n, found.missing) == (1.0, 2, 1)


def test_the_published_mean_is_no_share():
    assert metrics.csat_of_maximum([4, 5]).percent == 90.0
    assert metrics.csat_rescaled([4, 5]).percent == 87.5
    assert metrics.csat_mean([4, 5]).value == 4.5


def test_three_of_five_is_bad():
    assert metrics.csat_good_rated([3]).value == 0.0
    assert metrics.csat_good_rated([3], points=3).value == 1.0


def test_variants_of_short_and_empty_scales():
    found = metrics.csat_variants([1, 2, 3], scale=(1, 3))
    assert found.net.value == 0.0
    assert found.top_two.value == found.bottom_two.value == pytest.approx(2 / 3)
    empty = metrics.csat_variants([])
    assert (empty.sd, empty.mean.value, empty.net.reason) == (None, None, "no observations")
    assert metrics.csat_variants([4]).sd is None


def test_scales_below_zero_have_no_share_of_the_maximum():
    assert metrics.csat_mean([-1, 2], scale=(-2, 2)).value == 0.5
    assert "score_of_maximum.n" not in metrics.survey_tallies([1], scale=(-2, 2))
    with pytest.raises(InputError, match="scale must start at zero or above"):
        metrics.csat_of_maximum([1], scale=(-2, 2))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.csat([5, 6]), "scores must be from 1 to 5; got 6 at position 1"),
        (lambda: metrics.csat([None, 0]), "got 0 at position 1 \\(1 of 2 break this\\)"),
        (lambda: metrics.csat(["5"]), "scores must be a number"),
        (lambda: metrics.csat([True]), "scores must be a number"),
        (lambda: metrics.csat(5), "scores must be a collection"),
        (lambda: metrics.csat(np.ones((2, 2))), "scores must be one flat list"),
        (lambda: metrics.csat([np.inf]), "scores must be from 1 to 5; got inf"),
        (lambda: metrics.csat([5], scale=(5, 1)), "scale must be its lowest and its highest"),
        (lambda: metrics.csat([5], scale=(1,)), "scale must be its lowest and its highest"),
        (lambda: metrics.csat([5], satisfied=1), "satisfied must lie above 1, and at most at 5"),
        (lambda: metrics.csat([5], satisfied="4"), "satisfied must be an answer"),
        (lambda: metrics.csat([5], low_response_below=20), "low_response_below must be a share"),
        (lambda: metrics.csat_good_rated([1], points=4), "points must be 2, 3 or 5; got 4"),
    ],
)
def test_bad_answers_are_named(call, message):
    with pytest.raises(InputError, match=message):
        call()


@given(st.lists(st.integers(1, 5), min_size=1, max_size=60))
def test_variants_agree_with_counting(scores):
    found = metrics.csat_variants(scores)
    n = len(scores)
    assert found.top_two.value == sum(s >= 4 for s in scores) / n
    assert found.net.value == pytest.approx(
        (sum(s >= 4 for s in scores) - sum(s <= 2 for s in scores)) / n
    )
    assert found.rescaled.value == pytest.approx((found.mean.value - 1) / 4)
    assert found.of_maximum.value == pytest.approx(found.mean.value / 5)
    assert metrics.csat(scores[::-1]) == metrics.csat(scores)
