import numpy as np
import pandas as pd
import pytest

from supportops import statistics as st
from supportops.errors import InputError


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: st.design_effect("abc", icc=0.1), "cluster_size must be a number; got 'abc'"),
        (lambda: st.design_effect([2], icc=0.1), r"cluster_size must be one number; got \[2\]"),
        (lambda: st.clustered_size(None, cluster_size=2, icc=0.1), "n must be a number; got None"),
        (lambda: st.disattenuated([], reliability_x=1, reliability_y=1), "r must be one number"),
        (lambda: st.mean_power("x", sd=1, n=5), "difference must be a number; got 'x'"),
        (lambda: st.mean_size(1, sd=None), "sd must be a number; got None"),
        (lambda: st.p_chart([1], [2], sigmas="3"), "width of the limits must be a number"),
        (lambda: st.krippendorff_alpha(None, level="nominal"), "one row for each rater; got None"),
        (lambda: st.krippendorff_alpha([1, 2], level="nominal"), "got 1 as a row"),
        (lambda: st.intraclass(np.array(3.0)), r"one row for each rater; got 3\.0|array"),
        (lambda: st.intraclass([[1, 2], [1]]), "rows of one length"),
        (lambda: st.mean([1.0, 2.0], clusters="ab"), "clusters must be several labels; got 'ab'"),
        (lambda: st.mean([1.0, 2.0], clusters=7), "clusters must be several labels; got 7"),
        (lambda: st.mean([1.0], clusters=[[1]]), r"plain labels; got \[1\] at position 0"),
        (lambda: st.difference_test(None, None), "a must be an estimate; got None"),
        (lambda: st.crossing_chance([1.9, np.inf]), "bounds must be finite"),
        (
            lambda: st.crossing_chance([1.9, -1]),
            "bounds must be above 0 and at most 1000; got -1.0",
        ),
        (lambda: st.agreement_weights(None, "linear"), "size must be a whole number"),
        (lambda: st.agreement_weights(2, {"a": 1}), "weights must be"),
    ],
)
def test_odd_arguments_are_named(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_rows_of_raters_may_be_arrays_or_tuples():
    rows = [np.array([1.0, 2.0, 3.0]), (1, 2, 4)]
    assert st.krippendorff_alpha(rows, level="interval").n == 3


def test_a_table_of_intervals_lists_them_all():
    assert st.wilson([[1, 2], [3, 4]], 5).to_frame().shape == (4, 3)


def test_ratings_in_arrays_are_those_in_lists():
    rng = np.random.default_rng(3)
    whole = rng.integers(1, 6, (3, 40))
    gaps = np.where(rng.random(whole.shape) < 0.2, np.nan, whole)
    for table in (whole, gaps, pd.DataFrame(gaps), whole.astype(np.int8), whole[:, :0]):
        array = np.asarray(table)
        lists = [[None if r != r else r for r in row] for row in array.tolist()]  # noqa: PLR0124
        for categories in (None, [5, 4, 3, 2, 1]):
            fast = st.rating_counts(table, categories=categories)
            slow = st.rating_counts(lists, categories=categories)
            assert fast.categories == slow.categories
            assert fast.counts.tolist() == slow.counts.tolist()
    with pytest.raises(InputError, match="ratings must be declared categories; got 5"):
        st.rating_counts(np.array([[5.0], [4.0]]), categories=[4])
    with pytest.raises(InputError, match="ratings must have one row for each rater; got array"):
        st.rating_counts(np.empty((0, 3)))
