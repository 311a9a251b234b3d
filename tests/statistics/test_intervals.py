import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import binom

from supportops import statistics as st
from supportops.errors import InputError

METHODS = [st.wilson, st.wilson_corrected, st.jeffreys, st.clopper_pearson, st.agresti_coull]
counts = some.integers(1, 400).flatmap(lambda n: some.tuples(some.integers(0, n), some.just(n)))


@pytest.mark.parametrize("method", METHODS)
def test_ends_are_exact_and_empty_is_undefined(method):
    interval = method([0, 20, 0], [20, 20, 0])
    assert interval.low[0] == 0
    assert interval.high[1] == 1
    assert np.isnan([interval.low[2], interval.high[2]]).all()
    assert np.isnan(method(0, 0).low)


@pytest.mark.parametrize("method", METHODS)
@given(pair=counts, confidence=some.floats(0.5, 0.999))
def test_interval_holds_the_share_mirrors_and_matches_the_array(method, pair, confidence):
    x, n = pair
    interval, mirror = method(x, n, confidence=confidence), method(n - x, n, confidence=confidence)
    assert 0 <= interval.low <= x / n + 1e-12
    assert x / n - 1e-12 <= interval.high <= 1
    assert interval.low == pytest.approx(1 - mirror.high, abs=1e-12)
    assert method([x, 0], [n, 5], confidence=confidence).low[0] == interval.low


@given(pair=counts, confidence=some.floats(0.5, 0.999))
def test_wilson_ends_solve_the_score_equation(pair, confidence):
    from scipy.special import ndtri

    x, n = pair
    z = -ndtri((1 - confidence) / 2)
    interval = st.wilson(x, n, confidence=confidence)
    for end in (interval.low, interval.high):
        assert (x / n - end) ** 2 == pytest.approx(z * z * end * (1 - end) / n, abs=1e-12)


def coverage(method, n, p):
    x = np.arange(n + 1)
    interval = method(x, n)
    inside = (interval.low <= p) & (p <= interval.high)
    return float(binom.pmf(x, n, p)[inside].sum())


@pytest.mark.parametrize("n", [10, 30, 100, 200])
def test_wilson_covers_by_exact_sums(n):
    chances = [coverage(st.wilson, n, p) for p in np.arange(0.50, 0.975, 0.01)]
    assert np.mean(chances) >= 0.945
    assert min(chances) >= 0.91


def wald(x, n):
    p = np.asarray(x) / n
    reach = 1.959964 * np.sqrt(p * (1 - p) / n)
    return st.Interval(p - reach, p + reach, 0.95)


@pytest.mark.parametrize(
    ("n", "p", "wald_chance", "wilson_chance", "jeffreys_chance", "exact_chance"),
    [(50, 0.9, 0.879, 0.970, 0.942, 0.970), (30, 0.98, 0.454, 0.978, 0.978, 0.978)],
)
def test_the_pitfall_of_wald(n, p, wald_chance, wilson_chance, jeffreys_chance, exact_chance):
    found = [coverage(m, n, p) for m in (wald, st.wilson, st.jeffreys, st.clopper_pearson)]
    chances = [wald_chance, wilson_chance, jeffreys_chance, exact_chance]
    assert found == pytest.approx(chances, abs=6e-4)


@pytest.mark.parametrize("n", [10, 30, 100])
def test_clopper_pearson_never_covers_less(n):
    assert min(coverage(st.clopper_pearson, n, p) for p in np.arange(0.01, 1, 0.01)) >= 0.95


def test_series_in_series_out_and_ten_thousand_at_once():
    hits = pd.Series([1, 2, 3], index=list("xyz"))
    assert st.jeffreys(hits, 9).high.index.tolist() == list("xyz")
    assert st.wilson(np.arange(10_000), 10_000).low.shape == (10_000,)


@pytest.mark.parametrize(
    ("x", "n", "message"),
    [
        (-1, 5, "successes must be zero or more; got -1"),
        (6, 5, "successes must be at most n; got 6.0; give counts"),
        ([1, 9], 5, r"got 9.0 at position 1 \(1 of 2 break this\)"),
        (1, -5, "n must be finite and zero or more"),
        (1, np.inf, "n must be finite"),
        ("1", 5, "successes must be a number"),
        (True, 5, "successes must be a number"),
        ([1, 2], [1, 2, 3], "shapes must fit each other"),
    ],
)
def test_bad_counts(x, n, message):
    with pytest.raises(InputError, match=message):
        st.wilson(x, n)


def test_tiny_and_huge_counts_stay_in_order():
    big = st.wilson(1, 10**12)
    assert 0 < big.low < 1e-12 < big.high < 1e-11
    assert st.wilson(np.nan, 5).low != st.wilson(np.nan, 5).low


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: st.proportion(0.5, 1), "successes must be a whole number of at least 0; got 0.5"),
        (lambda: st.proportion(True, 1), "successes must be a whole number"),
        (lambda: st.proportion(3, 2), "successes must be at most n, 2; got 3"),
        (lambda: st.proportion("3", 5), "successes must be a whole number"),
        (lambda: st.proportion(1, 2, missing=-1), "missing must be a whole number"),
        (lambda: st.share_true([0, 2]), "answers must be true or false; got 2"),
        (lambda: st.share_true("yes"), "answers must be several values"),
        (lambda: st.share_true([[True]]), "answers must be one flat list"),
        (lambda: st.share_true(5), "answers must be several values"),
    ],
)
def test_bad_proportions(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_share_true_counts_what_is_missing_whatever_its_kind():
    series = pd.Series([True, False, pd.NA], dtype="boolean")
    assert (st.share_true(series).n, st.share_true(series).missing) == (2, 1)
    assert st.share_true(np.array([True, False, True])).value == pytest.approx(2 / 3)
    assert st.share_true(pd.Series([True, True])).value == 1
    assert st.share_true([]).value is None
    assert st.share_true([np.nan, None, 1.0]).missing == 2
