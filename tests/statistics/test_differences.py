import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.optimize import minimize_scalar
from scipy.special import ndtri, xlog1py, xlogy

from supportops import statistics as st
from supportops.errors import InputError

pair = some.integers(1, 60).flatmap(lambda n: some.tuples(some.integers(0, n), some.just(n)))


@settings(max_examples=20)
@given(a=pair, b=pair)
def test_difference_intervals_turn_with_the_sides(a, b):
    for method in (st.newcombe, st.miettinen_nurminen, st.mee):
        ahead, back = method(a, b), method(b, a)
        assert -1 <= ahead.low <= ahead.high <= 1
        assert ahead.low == pytest.approx(-back.high, abs=1e-9)
        assert ahead.covers(a[0] / a[1] - b[0] / b[1]) or ahead.low == pytest.approx(ahead.high)
        many = method(([a[0]], [a[1]]), b)
        assert many.low[0] == ahead.low


@pytest.mark.parametrize(("a", "b"), [((56, 70), (48, 80)), ((9, 10), (3, 10)), ((2, 40), (1, 30))])
def test_mee_ends_solve_the_score_equation_by_brute_force(a, b):
    (x1, n1), (x2, n2) = a, b
    z = ndtri(0.975)
    interval = st.mee(a, b)
    for delta in (interval.low, interval.high):
        low, high = max(0, -delta) + 1e-12, min(1, 1 - delta) - 1e-12

        def loss(p2, delta=delta):
            p1 = p2 + delta
            return -(xlogy(x1, p1) + xlog1py(n1 - x1, -p1) + xlogy(x2, p2) + xlog1py(n2 - x2, -p2))

        p2 = minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-12}).x
        p1 = p2 + delta
        variance = p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2
        assert (x1 / n1 - x2 / n2 - delta) ** 2 / variance == pytest.approx(z * z, rel=1e-4)


@pytest.mark.parametrize(("a", "b"), [((15, 100), (30, 100)), ((9, 10), (3, 10))])
def test_ratio_ends_solve_the_score_equation_by_brute_force(a, b):
    (x1, n1), (x2, n2) = a, b
    z, total = ndtri(0.975), n1 + n2
    interval = st.ratio_score(a, b)
    for r in (interval.low, interval.high):

        def loss(p2, r=r):
            return -(
                xlogy(x1, r * p2)
                + xlog1py(n1 - x1, -r * p2)
                + xlogy(x2, p2)
                + xlog1py(n2 - x2, -p2)
            )

        top = min(1, 1 / r) - 1e-12
        p2 = minimize_scalar(
            loss, bounds=(1e-12, top), method="bounded", options={"xatol": 1e-12}
        ).x
        variance = r * p2 * (1 - r * p2) / n1 + r * r * p2 * (1 - p2) / n2
        found = (x1 / n1 - r * x2 / n2) ** 2 / (variance * total / (total - 1))
        assert found == pytest.approx(z * z, rel=1e-4)


def test_ratio_at_its_edges():
    assert st.ratio_score((0, 10), (5, 10)).low == 0
    assert st.ratio_score((5, 10), (0, 10)).high == np.inf
    assert np.isnan(st.ratio_score((0, 10), (0, 10)).low)
    assert np.isnan(st.ratio_score((0, 0), (1, 10)).low)
    assert st.proportion_ratio((5, 10), (0, 10)).reason == "the share in b is zero"
    assert st.proportion_ratio((5, 10), (0, 10)).interval().low > 0
    assert st.proportion_ratio((5, 10), (0, 10)).interval().high is None
    assert st.proportion_ratio((0, 10), (0, 10)).interval().low is None
    assert st.proportion_ratio((0, 0), (0, 10)).reason == "a sample is empty"
    assert st.proportion_difference((0, 0), (1, 10)).value is None
    assert np.isnan(st.newcombe((0, 0), (1, 10)).low)
    assert np.isnan(st.mee((0, 0), (1, 10)).low)


def test_complete_separation_reaches_one():
    assert st.newcombe((10, 10), (0, 10)).high == 1
    assert st.miettinen_nurminen((10, 10), (0, 10)).high == 1
    assert st.miettinen_nurminen((0, 10), (10, 10)).low == -1


def test_the_peer_that_raises_or_errs_is_not_ours():
    """A widely used package gives (.0526, .3440) for the first and raises for the second."""
    first = st.miettinen_nurminen((56, 70), (48, 80))
    assert (first.low, first.high) == pytest.approx((0.0528, 0.3382), abs=5e-5)
    second = st.miettinen_nurminen((9, 10), (3, 10))
    assert (second.low, second.high) == pytest.approx((0.17002501671, 0.84064954391), abs=2e-6)


def test_series_keep_their_index():
    hits = pd.Series([5, 6], index=["mon", "tue"])
    assert st.newcombe((hits, 10), (4, 10)).low.index.tolist() == ["mon", "tue"]


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        (5, (1, 2), r"a must be a pair \(successes, n\); got 5"),
        ((1, 2), (1, 2, 3), "b must be a pair"),
        ((3, 2), (1, 2), "successes of a must be at most its n"),
        ((1, 2), (-1, 2), "successes of b must be zero or more"),
        ((1, 2), (1, -2), "n of b must be finite and zero or more"),
    ],
)
def test_bad_pairs(a, b, message):
    for method in (st.newcombe, st.mee, st.ratio_score, st.proportion_difference, st.pooled_z_test):
        with pytest.raises(InputError, match=message):
            method(a, b)


def test_estimates_need_whole_counts():
    with pytest.raises(InputError, match="successes of a must be a whole number"):
        st.proportion_difference((0.5, 2), (1, 2))
