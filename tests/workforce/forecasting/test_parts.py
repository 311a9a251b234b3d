"""Decompositions, regressions, limits, accuracy and profiles."""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from supportops import workforce
from supportops.errors import InputError

NAN = float("nan")
ODD = [20, 31, 25, 40, 22, 33, 90, 41, 24, 35, 28, 43, 25, 36, 30, 46]


def test_robust_stl_is_that_of_the_published_program():
    # statsmodels 0.15.0, STL(period=4, seasonal=7, robust=True).
    parts = workforce.stl_decomposition(ODD, season_length=4, season_window=7, robust=True)
    trend = [28.246695811, 28.739312866, 29.223537334, 29.698934544, 30.152804007]
    season = [-8.215864187, 2.329391349, -4.24322469, 10.055601783, -8.142916882]
    assert parts.trend[:5] == pytest.approx(trend, abs=1e-8)
    assert parts.seasonal[:5] == pytest.approx(season, abs=1e-8)
    assert parts.trend[-1] == pytest.approx(35.030153213, abs=1e-8)
    # The outlier stays in the rest.
    assert parts.rest[6] > 60
    given = workforce.stl_decomposition(
        ODD, season_length=4, season_window=5, trend_window=9, low_pass_window=5
    )
    assert given.trend[[0, 6, 15]] == pytest.approx(
        [21.048919695, 45.048821005, 36.860379972], abs=1e-8
    )


def test_robust_stl_of_a_perfect_history_keeps_all_weights():
    parts = workforce.stl_decomposition([1, 2, 3] * 5, season_length=3, robust=True)
    assert parts.rest == pytest.approx(np.zeros(15), abs=1e-9)
    assert parts.season == pytest.approx([-1, 0, 1], abs=1e-9)
    assert parts.trend_strength is None or 0 <= parts.trend_strength <= 1
    nothing = workforce.stl_decomposition([0] * 6, season_length=3, robust=True)
    assert nothing.rest.tolist() == [0] * 6


def test_classical_parts_add_up():
    history = np.array([30, 21, 29, 31, 40, 48, 53, 47, 37, 39, 31, 29], dtype=float)
    for kind in ("additive", "multiplicative"):
        parts = workforce.classical_decomposition(history, season_length=4, seasonal=kind)
        known = np.isfinite(parts.trend)
        assert known.tolist() == [False] * 2 + [True] * 8 + [False] * 2
        whole = (
            parts.trend + parts.seasonal + parts.rest
            if kind == "additive"
            else parts.trend * parts.seasonal * parts.rest
        )
        assert whole[known] == pytest.approx(history[known])
    assert 0 < parts.trend_strength <= 1
    assert np.isnan(parts.rest[0])


def test_strength_is_none_where_nothing_varies():
    flat = workforce.classical_decomposition([5.0] * 8, season_length=2)
    assert flat.seasonal_strength is None
    with_gap = workforce.classical_decomposition([1, 2, 1, NAN, 1, 2, 1, 2, 1, 2], season_length=2)
    assert np.isnan(with_gap.trend[2:5]).all()


def test_poisson_regression_is_the_generalized_linear_model():
    # statsmodels 0.15.0, GLM(family=Poisson).
    model = workforce.poisson_regression(
        [12, 19, 33, 38, 60, 41, NAN],
        drivers={"week": [1, 2, 3, 4, 5, 6, 7], "release": [0, 1, 0, 1, 1, 0, 0]},
    )
    assert list(model.coefficients.values()) == pytest.approx(
        [2.3945723446953604, 0.2488812893253014, 0.31065419680230705]
    )
    assert model.dispersion == pytest.approx(2.8160249227821303)
    errors = [0.22640874820119863, 0.04549860901194522, 0.14294053792164899]
    assert list(model.standard_errors.values()) == pytest.approx(
        [e * math.sqrt(model.dispersion) for e in errors], rel=1e-5
    )
    assert model.observations == 6
    assert model.rate_cv > 0
    assert model.factors["release"] == pytest.approx(math.exp(0.31065419680230705))
    ahead = model.forecast({"release": [1], "week": [7]})
    assert ahead.mean == pytest.approx(math.exp(2.3945723447 + 7 * 0.2488812893 + 0.3106541968))
    assert ahead.lower[0] < ahead.mean[0] < ahead.upper[0]


def test_linear_regression_is_least_squares():
    rng = np.random.default_rng(3)
    x, z = rng.normal(size=30), rng.normal(size=30)
    y = 3 + 2 * x - z + rng.normal(size=30)
    model = workforce.linear_regression(y, drivers={"x": x, "z": z})
    design = np.c_[np.ones(30), x, z]
    beta = np.linalg.lstsq(design, y, rcond=None)[0]
    assert list(model.coefficients.values()) == pytest.approx(beta)
    simple = workforce.linear_regression(y, drivers={"x": x})
    known = stats.linregress(x, y)
    assert simple.coefficients["x"] == pytest.approx(known.slope)
    assert simple.standard_errors["x"] == pytest.approx(known.stderr)
    assert simple.r_squared == pytest.approx(known.rvalue**2)
    flat = workforce.linear_regression([5, 5, 5, 5], drivers={"x": [1, 2, 3, 5]})
    assert flat.r_squared is None


@given(st.floats(0, 1e4), st.floats(0, 2), st.floats(0.01, 0.99))
def test_count_limits_hold_what_they_promise(mean, cv, level):
    found = workforce.gamma_poisson_interval(mean, rate_cv=cv, confidence=level)
    assert found.coverage >= level - 1e-9
    assert found.lower <= found.upper
    assert found.variance == pytest.approx(mean + (cv * mean) ** 2)
    narrow = workforce.poisson_interval(mean, confidence=level)
    assert narrow.upper - narrow.lower <= found.upper - found.lower + 2


def test_count_limits_keep_the_kind_of_their_mean():
    means = pd.Series([0.0, 30.0, NAN], index=list("abc"))
    found = workforce.poisson_interval(means, confidence=0.9)
    assert found.lower.tolist()[:2] == [0, 21]
    assert found.upper.index.tolist() == list("abc")
    assert math.isnan(found.upper["c"])
    assert found.coverage["a"] == 1
    assert math.isinf(found.shape)
    assert workforce.gamma_poisson_interval([200.0], rate_cv=0.15).shape == pytest.approx(
        1 / 0.0225
    )
    tiny = workforce.gamma_poisson_interval(30, rate_cv=1e-9, confidence=0.9)
    assert (tiny.lower, tiny.upper) == (21, 39)


def test_limits_far_out_are_those_of_the_law():
    found = workforce.gamma_poisson_interval([0.01, 5, 1e6], rate_cv=2, confidence=0.999999)
    law = stats.nbinom(0.25, 0.25 / (0.25 + np.array([0.01, 5, 1e6])))
    assert found.upper.tolist() == law.ppf(0.9999995).tolist()
    assert found.lower.tolist() == law.ppf(0.0000005).tolist()


def test_dispersion_of_counts():
    found = workforce.dispersion([102, 118, 95, 140, 88, NAN, 131, 109, 97, 150, 120])
    assert found.n == 10
    assert found.chi_square == pytest.approx(33.02608695652174)
    assert workforce.dispersion([0, 0]).index_of_dispersion is None


def test_limits_of_the_last_season_widen():
    found = workforce.seasonal_naive_interval(
        10, steps_ahead=[1, 7, 8], season_length=7, confidence=0.95
    )
    assert found.sd == pytest.approx([10, 10, 10 * math.sqrt(2)])
    assert found.half_width[0] == pytest.approx(19.59963984540054)


@given(st.integers(1, 400), st.floats(0.01, 0.99))
def test_the_noise_floor_is_the_mean_deviation(whole, part):
    mean = whole * part
    k = np.arange(int(mean + 12 * math.sqrt(mean) + 60))
    slow = float((np.abs(k - mean) * stats.poisson.pmf(k, mean)).sum()) / mean
    assert workforce.noise_floor(mean) == pytest.approx(slow, rel=1e-9)


def test_the_noise_floor_of_zero_and_of_series():
    found = workforce.noise_floor(pd.Series([0.0, 250.0], index=["x", "y"]))
    assert math.isnan(found["x"])
    assert found["y"] == pytest.approx(0.050445832369049926)
    assert workforce.noise_floor([30.0])[0] == pytest.approx(0.14526905294318188)
    assert workforce.approximate_noise_floor(250) == pytest.approx(0.050462650440403205)


def test_accuracy_leaves_out_what_is_missing_and_counts_it():
    found = workforce.forecast_accuracy([100, NAN, 50], [90, 70, NAN])
    assert (found.n, found.missing, found.wape, found.bias) == (1, 2, 0.1, -0.1)
    nothing = workforce.forecast_accuracy([NAN], [1])
    assert (nothing.n, nothing.wape, nothing.mase, nothing.mape_excluded) == (0, None, None, 0)
    perfect = workforce.forecast_accuracy([1, 2], [1, 2], train=[1], season_length=7)
    assert (perfect.tracking_signal, perfect.mase, perfect.smape_0_2) == (0, None, 0)
    assert workforce.forecast_accuracy([0, 0], [0, 0]).smape_0_2 == 0


def test_scores_of_limits():
    empty = workforce.interval_scores([NAN], [1], [2], confidence=0.8)
    assert (empty.n, empty.coverage, empty.winkler) == (0, None, None)
    exact = workforce.interval_scores([1, 2], [1, 1], [3, 2], confidence=0.5)
    assert exact.coverage == 1


@given(st.integers(0, 10**6), st.lists(st.integers(0, 1000), min_size=1, max_size=60))
def test_largest_remainders_are_exact(total, parts):
    if not any(parts):
        return
    found = workforce.largest_remainder(total, parts)
    assert found.sum() == total
    whole = sum(parts)
    exact = [Fraction(total * part, whole) for part in parts]
    assert all(math.floor(e) <= f <= math.ceil(e) for e, f in zip(exact, found, strict=True))
    # The slow way: whatever rounding down leaves goes to the largest remainders, in order.
    slow = [math.floor(e) for e in exact]
    order = sorted(range(len(parts)), key=lambda k: (slow[k] - exact[k], k))
    for k in order[: total - sum(slow)]:
        slow[k] += 1
    assert found.tolist() == slow


def test_interval_shares_leave_out_broken_days():
    days = [[1, 3], [3, 9], [NAN, 5]]
    assert workforce.interval_shares(days).tolist() == [0.25, 0.75]
    assert workforce.mean_interval_shares([[1, 1], [1, 3], [0, 0]]).tolist() == [0.375, 0.625]


def test_load_of_intervals():
    calls = pd.Series([30.0, 45.0, NAN], index=list("abc"))
    found = workforce.interval_load(calls, handle_time="4m", interval="30m")
    assert found.index.tolist() == list("abc")
    assert found.iloc[1] == 6
    mixed = workforce.interval_load([60, 60], handle_time=[240, 300], interval="30m")
    assert mixed.tolist() == [8, 10]


BAD = [
    (lambda w: w.largest_remainder(10**13, [1, 1]), "total must be at most 1000000000000; got 1"),
    (lambda w: w.historical_average([1e300], horizon=1), "history must be below 1e100 in size"),
    (lambda w: w.poisson_interval(1e100), "mean must be below 1e100; got 1e"),
    (lambda w: w.gamma_poisson_interval(5, rate_cv=1e7), "rate_cv must be one finite number from"),
    (lambda w: w.growth_forecast(1e300, growth=9, horizon=20), "growth must leave volume finite"),
    (lambda w: w.same_period_last_year([1], year="x", horizon=1), "year must be a whole number"),
    (lambda w: w.same_period_last_year([1], year=0, horizon=1), "year must be one or more; got 0"),
    (lambda w: w.classical_decomposition([1, 2, 3], season_length=2), "history must hold two seas"),
    (lambda w: w.classical_decomposition([1, 2], season_length=1), "two periods or more; got 2"),
    (
        lambda w: w.classical_decomposition(
            [1, 0, 1, 1], season_length=2, seasonal="multiplicative"
        ),
        "history must be above zero for a multiplicative season; got 0.0 at position 1",
    ),
    (
        lambda w: w.classical_decomposition([1, NAN, NAN, 1], season_length=2),
        "history must be observed around every place of the season; got none at 2 of 2",
    ),
    (lambda w: w.stl_decomposition([1, 2, 3], season_length=2), "history must hold two seasons"),
    (
        lambda w: w.stl_decomposition([1, NAN, 3, 4], season_length=2),
        "history must be observed in every period; got nan .* fill the gaps first",
    ),
    (
        lambda w: w.stl_decomposition([1, 2, 3, 4], season_length=2, season_window=4),
        "season_window must be odd, from 3; got 4",
    ),
    (
        lambda w: w.stl_decomposition([1, 2, 3, 4], season_length=2, trend_window=1),
        "trend_window must be odd, from 3; got 1",
    ),
    (lambda w: w.linear_regression([1, 2], drivers={}), "drivers must be a mapping of one or more"),
    (lambda w: w.linear_regression([1, 2], drivers={"intercept": [1, 2]}), "none of them 'interc"),
    (lambda w: w.linear_regression([1, 2], drivers={"a": [1]}), "the length of response, 2; got 1"),
    (
        lambda w: w.linear_regression([1, 2], drivers={"a": [1, 2], "b": [1]}),
        "drivers must have one length; got 1 and 2",
    ),
    (
        lambda w: w.linear_regression([1, 2], drivers={"a": [1, 2]}),
        "response must be observed in more than 2 periods; got 2",
    ),
    (
        lambda w: w.linear_regression([1, 2, 3], drivers={"a": [1, NAN, 3]}),
        r"drivers\['a'\] must be known in every period; got nan at position 1",
    ),
    (
        lambda w: w.linear_regression([1, 2, 3, 4], drivers={"a": [1, 1, 1, 1]}),
        "drivers must each say something new",
    ),
    (
        lambda w: w.linear_regression([1, 2, 4], drivers={"a": [1, 2, 4]}).forecast({"b": [1]}),
        "drivers must be a; got b",
    ),
    (
        lambda w: w.poisson_regression([0, 0, 0], drivers={"a": [1, 2, 4]}),
        "response must have a count above zero",
    ),
    (
        lambda w: w.poisson_regression([-1, 0], drivers={"a": [1, 2]}),
        "response must be zero or mor",
    ),
    (lambda w: w.poisson_interval(-1), "mean must be finite, zero or more; got -1.0"),
    (lambda w: w.poisson_interval(1, confidence=1), "confidence must be between 0 and 1, both"),
    (lambda w: w.gamma_poisson_interval(1, rate_cv=-1), "rate_cv must be one finite number"),
    (lambda w: w.gamma_poisson_interval(1, rate_cv=[0.1]), "rate_cv must be one finite number"),
    (lambda w: w.dispersion([1]), "counted must hold two counts or more; got 1"),
    (
        lambda w: w.seasonal_naive_interval(-1, steps_ahead=1, season_length=1),
        "residual_sd must be one finite number, zero or more; got -1",
    ),
    (
        lambda w: w.seasonal_naive_interval(1, steps_ahead=[0.5], season_length=1),
        "steps_ahead must be whole, from 1; got 0.5",
    ),
    (lambda w: w.forecast_accuracy([1, 2], [1]), "forecast must have the length of actual, 2; got"),
    (
        lambda w: w.interval_scores([1], [2], [1], confidence=0.8),
        "lower_limit must not exceed upper_limit; got 2.0",
    ),
    (
        lambda w: w.interval_scores([1], [2, 3], [1], confidence=0.8),
        "lower_limit and upper_limit must have the length of actual, 1; got 2 and 1",
    ),
    (lambda w: w.noise_floor(-1), "mean must be finite, zero or more; got -1.0"),
    (lambda w: w.approximate_noise_floor(0), "mean must be a finite number above zero; got 0"),
    (
        lambda w: w.largest_remainder(1.5, [1]),
        "total must be a whole number, zero or more; got 1.5",
    ),
    (lambda w: w.largest_remainder(1, [0, 0]), "shares must have one above zero"),
    (lambda w: w.largest_remainder(1, [NAN, 1]), "shares must be zero or more, none missing"),
    (lambda w: w.interval_shares([1, 2]), "days must be a table, a row by day"),
    (lambda w: w.interval_shares([[0, 0]]), "days must have a complete day with contacts"),
    (lambda w: w.interval_shares([[-1, 0]]), "days must be zero or more"),
    (lambda w: w.interval_load(-1, handle_time="1m", interval="1h"), "volume must be zero or more"),
    (lambda w: w.interval_load(1, handle_time=[-1], interval="1h"), "handle_time must be zero or"),
    (lambda w: w.interval_load(1, handle_time="1m", interval="0m"), "interval must be above zero"),
    (lambda w: w.interval_load(1, handle_time=20, interval="1h"), "handle_time must say its unit"),
]


@pytest.mark.parametrize(("call", "message"), BAD)
def test_bad_input_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call(workforce)


def test_the_unit_and_the_zero_of_a_driver_do_not_matter():
    calls, small = [10.0, 11, 15, 13, 18], np.arange(5.0)
    for fit in (workforce.linear_regression, workforce.poisson_regression):
        plain = fit(calls, drivers={"t": small, "square": small**2})
        moved = fit(calls, drivers={"t": 1.7e9 + 86_400 * small, "square": 1e-9 * small**2})
        for values in ("coefficients", "standard_errors"):
            one, other = getattr(plain, values), getattr(moved, values)
            assert other["t"] == pytest.approx(one["t"] / 86_400, rel=1e-6)
            assert other["square"] == pytest.approx(one["square"] / 1e-9, rel=1e-6)
        ahead = plain.forecast({"t": [6.0], "square": [36.0]})
        later = moved.forecast({"t": [1.7e9 + 6 * 86_400], "square": [36e-9]})
        assert later.mean == pytest.approx(ahead.mean)
        assert later.lower == pytest.approx(ahead.lower, rel=1e-5)
    with pytest.raises(InputError, match="drivers must each say something new"):
        workforce.linear_regression(calls, drivers={"t": [0.1 + 0.2] * 5})
    model = workforce.poisson_regression([1, 2, 4, 8, 16], drivers={"t": small})
    with pytest.raises(InputError, match=r"drivers must lead to volume below e\*\*200; got 6"):
        model.forecast({"t": [1000.0]})


def test_large_counts_end_and_stay_right():
    for mean in (1e8, 1e12, 1e16, 1e30):
        rule = workforce.approximate_noise_floor(mean)
        assert workforce.noise_floor(mean) == pytest.approx(rule, rel=1e-7)
        limits = workforce.poisson_interval(mean)
        assert limits.upper - mean == pytest.approx(1.28155 * np.sqrt(mean), rel=1e-3, abs=2e15)
    # Where one formula takes over from the other they agree, whole mean or not.
    m = np.array([9_999.5, 10_000.9, 10_001.0, 10_001.7])
    k = np.floor(m)
    logs = [kk * math.log(mm) - mm - math.lgamma(kk + 1) for kk, mm in zip(k, m, strict=True)]
    assert workforce.noise_floor(m) == pytest.approx(2 * np.exp(logs), rel=1e-9)
    assert workforce.seasonal_mean([1, 3], season_length=1, horizon=1, seasons=10**15)[0] == 2


def test_nothing_that_varies_has_no_strength():
    for robust in (False, True):
        parts = workforce.stl_decomposition([5.0] * 30, season_length=7, robust=robust)
        assert (parts.seasonal_strength, parts.trend_strength) == (None, None)
    unknown = np.full(3, np.nan)
    assert workforce.Decomposition(*[unknown] * 4).trend_strength is None
