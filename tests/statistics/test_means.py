import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_1samp

from supportops import statistics as st
from supportops.errors import InputError


def test_mean_is_students():
    values = [3.0, 5.0, 8.0, 1.0]
    found, peer = st.mean(values).interval(0.9), ttest_1samp(values, 0).confidence_interval(0.9)
    assert (found.low, found.high) == pytest.approx((peer.low, peer.high))


def test_one_value_or_one_cluster_has_no_interval():
    assert st.mean([4.0]).interval().low is None
    assert st.mean([4.0, 5.0], clusters=["a", "a"]).interval().low is None
    assert st.mean([None, np.nan]).reason == "no observations"


def test_clusters_of_one_change_nothing_and_flags_say_what_is_few():
    values = np.arange(40.0)
    assert st.mean(values, clusters=range(40)).se == pytest.approx(st.mean(values).se)
    assert st.mean(values, clusters=[i % 4 for i in range(40)]).flags == ("few_clusters",)
    assert st.mean(values).flags == ()
    assert st.mean(values[:5]).flags == ("small_n",)


def test_calls_of_one_agent_are_dependent():
    rng = np.random.default_rng(20)
    agents = np.repeat(np.arange(20), 150)
    calls = 300 + rng.normal(0, 60, 20)[agents] + rng.normal(0, 120, 3000)
    naive, honest = st.mean(calls).se, st.mean(calls, clusters=agents).se
    assert 4 < honest / naive < 8


def test_ratio_is_no_mean_of_agent_means():
    aht = st.ratio([600, 6000], [1, 20], unit="s")
    assert aht.value == pytest.approx(6600 / 21)
    assert st.mean([600 / 1, 6000 / 20]).value == 450


def test_ratio_clusters_gather_rows():
    top, bottom = [5.0, 7.0, 6.0, 9.0], [1.0, 2.0, 1.0, 3.0]
    halves = st.ratio(top, bottom, clusters=["a", "a", "b", "b"])
    whole = st.ratio([12.0, 15.0], [3.0, 4.0])
    assert halves.se == pytest.approx(whole.se)
    assert halves.n == 4


def test_missing_halves_are_missing_and_unseen_clusters_do_not_count():
    answer = st.ratio([1.0, None, 3.0, 4.0], [1.0, 1.0, None, 2.0], clusters=["a", "b", "c", "d"])
    assert (answer.n, answer.missing) == (2, 2)
    assert answer.value == pytest.approx(5 / 3)
    lonely = st.mean([1.0, 2.0, np.nan], clusters=["a", "b", None])
    assert lonely.n == 2


def test_ratio_undefined():
    assert st.ratio([1.0], [0.0]).reason == "the denominators sum to zero"
    assert st.ratio([], []).reason == "no observations"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: st.mean([1, np.inf]), "values must be finite; got inf"),
        (lambda: st.mean(["a", "b"]), "values"),
        (lambda: st.mean(3.0), "values must be several values; got 3.0"),
        (lambda: st.mean(pd.Series(["a"])), "values"),
        (lambda: st.mean(np.array(3.0)), "values must be several values"),
        (lambda: st.mean([1, 2], clusters=["a"]), "clusters must have one label for each value, 2"),
        (lambda: st.mean([1, 2], clusters=["a", None]), "clusters must label every .* position 1"),
        (lambda: st.ratio([1], [1, 2]), "denominators must have one value for each numerator, 1"),
        (lambda: st.ratio([1, 1], [1, -1]), "denominators must be zero or more; got -1"),
        (lambda: st.ratio([1, 1], [1, np.inf]), "denominators must be finite"),
    ],
)
def test_bad_input(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_input_is_left_as_it_was():
    values = np.array([3.0, np.nan, 1.0])
    st.mean(values)
    st.quantile(values, 0.5)
    assert np.array_equal(values, [3.0, np.nan, 1.0], equal_nan=True)
    assert st.mean(pd.Series([1, 2, pd.NA], dtype="Int64", index=[9, 9, 9])).missing == 1
    assert st.mean(pd.Series([1, 2])).value == 1.5
