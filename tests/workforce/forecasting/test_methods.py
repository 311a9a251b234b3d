"""Averages, trends, factors and offered demand: by hand, and against slow obvious loops."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import workforce
from supportops.errors import InputError

WEEKS = [12, 15, 11, 18, 22, 8, 6, 14, 16, 12, 17, 25, 9, 5, 13, 18, 13, 19, 24, 10, 7]
NAN = float("nan")


def slow_seasonal(history, length, horizon, weights):
    """Walk back season by season from each period to come."""
    out = []
    for step in range(horizon):
        place = (len(history) + step) % length
        like = [v for k, v in enumerate(history) if k % length == place and not math.isnan(v)]
        like = like[-len(weights) :]
        part = weights[len(weights) - len(like) :]
        total = sum(part)
        out.append(sum(a * b for a, b in zip(like, part, strict=True)) / total if like else NAN)
    return out


@pytest.mark.fact("workforce-forecasting-methods")
def test_the_five_published_methods_do_what_their_formulas_say():
    by_name = {m.name: m for m in workforce.forecasting_methods()}
    assert {name: (m.formula, m.best_for, m.function) for name, m in by_name.items()} == {
        "historical_average": ("mean of the last N periods", "stable volume", "historical_average"),
        "trend": ("last period × (1 + growth rate)", "growing companies", "growth_forecast"),
        "seasonal": ("same period last year", "clear seasonality", "same_period_last_year"),
        "moving_average": ("rolling mean of X weeks", "smoothing noise", "moving_average"),
        "regression": ("volume on drivers", "complex patterns", "poisson_regression"),
    }
    assert all(hasattr(workforce, m.function) for m in by_name.values())
    assert str(by_name["trend"].source) == "support-operations skill, Forecasting Methods"
    months = [100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200, 210]
    assert workforce.historical_average(months[-3:], horizon=1)[0] == 200
    assert workforce.growth_forecast(210, growth=0.1, horizon=2).round(6).tolist() == [231, 254.1]
    assert workforce.same_period_last_year(months, year=12, horizon=2).tolist() == [100, 110]
    assert workforce.moving_average(months, window=4, horizon=1)[0] == 195


@given(
    st.lists(st.one_of(st.just(NAN), st.floats(0, 1e6)), min_size=1, max_size=40),
    st.integers(1, 8),
    st.integers(1, 12),
    st.lists(st.floats(0.01, 10), min_size=1, max_size=4),
)
def test_seasonal_means_equal_the_walk_backwards(history, length, horizon, weights):
    if all(map(math.isnan, history)):
        return
    found = workforce.weighted_seasonal_mean(
        history, season_length=length, horizon=horizon, weights=weights
    )
    np.testing.assert_allclose(found, slow_seasonal(history, length, horizon, weights))
    plain = workforce.seasonal_mean(history, season_length=length, horizon=horizon, seasons=2)
    np.testing.assert_allclose(plain, slow_seasonal(history, length, horizon, [1, 1]))
    last = workforce.seasonal_naive(history, season_length=length, horizon=horizon)
    np.testing.assert_allclose(last, slow_seasonal(history, length, horizon, [1]))


def test_what_was_not_observed_is_passed_over():
    assert workforce.historical_average([1, NAN, 3], horizon=1).tolist() == [2]
    assert workforce.moving_average([9, 1, NAN, 3], window=3, horizon=2).tolist() == [2, 2]
    assert workforce.naive_forecast([1, 2, NAN], horizon=1).tolist() == [2]
    assert np.isnan(workforce.seasonal_naive([1, NAN], season_length=2, horizon=2)).tolist() == [
        False,
        True,
    ]
    # Two steps of two periods each, and the gap at the end counts as time.
    assert workforce.drift_forecast([10, NAN, 14, NAN], horizon=1).tolist() == [18]
    series = pd.Series([1.0, 2.0, 3.0], index=list("abc"))
    assert workforce.naive_forecast(series, horizon=1).tolist() == [3]


def test_growth_of_last_year_and_of_a_trend():
    quarters = [100, 140, 120, 160]
    grown = workforce.same_period_last_year(quarters, year=4, horizon=5, growth=-0.5)
    assert grown.tolist() == [50, 70, 60, 80, 50]
    assert workforce.growth_forecast(0, growth=9, horizon=1).tolist() == [0]


def test_factors_are_ratios_of_sums():
    assert workforce.event_factor([120, 140, 95], [400, 400, 380]) == pytest.approx(355 / 1180)
    assert workforce.event_factor([120, NAN], [400, 999]) == pytest.approx(0.3)
    assert workforce.event_factor([5], [0]) is None
    index = workforce.seasonal_index([11, 14, 12, 16, 18, 15, 12], total=98)
    assert index.indices[0] == pytest.approx(11 / 14)
    assert index.spread(105)[1] == pytest.approx(15)
    assert index.to_dict()["indices"][4] == pytest.approx(18 / 14)


def test_offered_demand_counts_a_customer_once():
    assert workforce.offered_volume(900, 100) == 1000
    assert workforce.offered_volume(900, 100, redial="40%") == 960
    table = pd.DataFrame({"answered": [9.0, 4.0], "abandoned": [1.0, NAN]}, index=["a", "b"])
    found = workforce.offered_volume(table["answered"], table["abandoned"])
    assert found.index.tolist() == ["a", "b"]
    assert found.iloc[0] == 10
    assert math.isnan(found.iloc[1])
    assert workforce.offered_volume([1, 2], [0, 1]).tolist() == [1, 3]


def test_a_line_and_its_limits():
    line = workforce.linear_trend([1, 3, 5, 7.5], horizon=2, confidence=0.9)
    slope, intercept = np.polyfit(range(4), [1, 3, 5, 7.5], 1)
    assert (line.slope, line.intercept) == pytest.approx((slope, intercept))
    assert line.forecast == pytest.approx([intercept + 4 * slope, intercept + 5 * slope])
    assert (line.lower < line.forecast).all()
    assert line.upper[1] - line.forecast[1] > line.upper[0] - line.forecast[0]


BAD = [
    (lambda w: w.historical_average([NAN], horizon=1), "history must hold 1 observed numbers"),
    (lambda w: w.historical_average([], horizon=1), "history must be one row of 1 numbers or more"),
    (lambda w: w.historical_average([[1, 2]], horizon=1), "history must be one row"),
    (lambda w: w.historical_average(["a"], horizon=1), "history must hold numbers"),
    (lambda w: w.historical_average([math.inf], horizon=1), "history must be finite; got inf"),
    (lambda w: w.historical_average([1], horizon=0), "horizon must be one or more; got 0"),
    (lambda w: w.historical_average([1], horizon=1.5), "horizon must be a whole number"),
    (lambda w: w.moving_average([1], window=2, horizon=1), "history must be one row of 2 numbers"),
    (lambda w: w.moving_average([1, NAN], window=1, horizon=1), "history in the window must hold"),
    (
        lambda w: w.weighted_seasonal_mean([1], season_length=1, horizon=1, weights=[-1]),
        "weights must be zero or more; got -1.0",
    ),
    (
        lambda w: w.weighted_seasonal_mean([1], season_length=1, horizon=1, weights=[1, 0]),
        "weights must give the newest season more than nothing",
    ),
    (lambda w: w.growth_forecast(-1, growth=0, horizon=1), "volume must be a finite number"),
    (lambda w: w.growth_forecast(1, growth=-2, horizon=1), "growth must be a finite number, -1"),
    (lambda w: w.growth_forecast(1, growth="5%", horizon=1), "write 0.05 for 5 %"),
    (lambda w: w.drift_forecast([1], horizon=1), "history must hold 2 observed numbers"),
    (lambda w: w.linear_trend([1, 2], horizon=1), "history must hold 3 observed numbers"),
    (
        lambda w: w.same_period_last_year([1, 2], year=4, horizon=1),
        "history must hold a year, 4 periods, or more; got 2",
    ),
    (
        lambda w: w.same_period_last_year([1], year=1, horizon=1, growth=-3),
        "growth must be a finite number",
    ),
    (lambda w: w.event_factor([1, 2], [1]), "baseline must have the length of actual, 2; got 1"),
    (lambda w: w.event_factor([-1], [1]), "actual must be zero or more"),
    (lambda w: w.event_factor([1], [-1]), "baseline must be zero or more"),
    (lambda w: w.seasonal_index([1, 2], total=0), "total must be a finite number above zero"),
    (lambda w: w.seasonal_index([1, -2], total=1), "averages must be zero or more"),
    (lambda w: w.seasonal_index([1], total=1).spread(-1), "total must be a finite number, zero"),
    (lambda w: w.offered_volume(-1, 0), "answered must be zero or more; got -1.0"),
    (lambda w: w.offered_volume(1, -2), "abandoned must be zero or more; got -2.0"),
    (lambda w: w.offered_volume(1, 2, redial=40), "redial must be a share from 0 to 1; got 40"),
]


@pytest.mark.parametrize(("call", "message"), BAD)
def test_bad_input_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call(workforce)
