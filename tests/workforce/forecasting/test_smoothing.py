"""Exponential smoothing and Holt–Winters against the recursion written out."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import workforce
from supportops.errors import InputError

NAN = float("nan")
WEEKS = [120, 135, 128, 140, 160, 60, 48, 125, 142, 131, 147, 166, 63, 50, 131, 146, 139, 151]
RATE = st.floats(0, 1)


def slow(history, m, kind, a, b, g, phi, level, trend, season, horizon):
    """The textbook's equations, one number at a time."""
    season = list(season)
    for t, y in enumerate(history):
        base, s = level + phi * trend, season[t]
        if math.isnan(y):
            level, trend = base, phi * trend
            season.append(s)
            continue
        last = level
        if kind == "additive":
            level = a * (y - s) + (1 - a) * base
            season.append(g * (y - base) + (1 - g) * s)
        else:
            level = a * y / s + (1 - a) * base
            season.append(g * y / base + (1 - g) * s)
        trend = b * (level - last) + (1 - b) * phi * trend
    out = []
    for h in range(1, horizon + 1):
        base = level + trend * sum(phi**k for k in range(1, h + 1))
        s = season[len(history) + (h - 1) % m]
        out.append(base + s if kind == "additive" else base * s)
    return out


@settings(max_examples=60)
@given(
    st.lists(st.one_of(st.just(NAN), st.floats(10, 100)), min_size=0, max_size=25),
    st.integers(1, 5),
    st.sampled_from(["additive", "multiplicative"]),
    RATE,
    RATE,
    RATE,
    st.floats(0.5, 1),
)
def test_holt_winters_is_the_recursion(tail, m, kind, a, b, g, phi):
    history = [50.0, *tail]
    season = [1.0 + 0.1 * k for k in range(m)]
    model = workforce.holt_winters(
        history,
        season_length=m,
        seasonal=kind,
        alpha=a,
        beta=b,
        gamma=g,
        phi=phi,
        initial_level=40,
        initial_trend=0.5,
        initial_seasonal=season,
    )
    expected = slow(history, m, kind, a, b, g, phi, 40.0, 0.5, season, 3 * m)
    if np.isfinite(expected).all() and max(map(abs, expected)) < 1e9:
        np.testing.assert_allclose(model.forecast(3 * m), expected, rtol=1e-6, atol=1e-6)


def test_a_forecast_a_whole_season_ahead_uses_the_last_update():
    # A well-known package drops it at h = m: there the answer is 63.09.
    history = [120, 135, 128, 140, 160, 60, 48, 125, 142, 131, 147, 166, 63, 50]
    history += [131, 146, 139, 151, 172, 66, 55, 136, 150, 141, 158, 176, 70, 54]
    model = workforce.holt_winters(
        history,
        season_length=7,
        seasonal="additive",
        alpha=0.3,
        beta=0.05,
        gamma=0.2,
        initial_level=113,
        initial_trend=33 / 49,
        initial_seasonal=[7, 22, 15, 27, 47, -53, -65],
    )
    assert model.forecast(7)[6] == pytest.approx(61.471073917891886)
    step = model.trend * 7
    assert model.forecast(14)[7:] == pytest.approx(model.forecast(7) + step)


def test_simple_smoothing():
    smooth = workforce.exponential_smoothing([10, NAN, 20], alpha=0.5)
    assert smooth.fitted.tolist() == [10, 10]
    assert (smooth.forecast, smooth.mse) == (15, 100)
    assert workforce.exponential_smoothing([4], alpha=1).mse is None


@pytest.mark.parametrize("kind", ["additive", "multiplicative"])
@pytest.mark.parametrize("damped", [True, False])
def test_found_weights_are_no_worse_than_any_on_a_fine_grid(kind, damped):
    rng = np.random.default_rng(5)
    season = np.array([1.2, 1.1, 1.0, 0.7])
    truth = np.linspace(100, 160, 60) * season[np.arange(60) % 4]
    history = rng.poisson(truth)
    model = workforce.fit_holt_winters(history, season_length=4, seasonal=kind, damped=damped)
    again = workforce.fit_holt_winters(history, season_length=4, seasonal=kind, damped=damped)
    assert model.to_dict() == again.to_dict()
    start = history[:16].reshape(4, 4).mean(axis=0)
    level = start.mean()
    begin = start / level if kind == "multiplicative" else start - level

    def late_errors(a, b, g, phi):
        one = workforce.holt_winters(
            history,
            season_length=4,
            seasonal=kind,
            alpha=a,
            beta=b,
            gamma=g,
            phi=phi,
            initial_level=level,
            initial_trend=0,
            initial_seasonal=begin,
        )
        return float(((history - one.fitted)[4:] ** 2).sum())

    found = late_errors(model.alpha, model.beta, model.gamma, model.phi)
    rivals = [
        late_errors(a, b, g, p)
        for a in (0.02, 0.1, 0.2, 0.4, 0.7)
        for b in (0.0, 0.03, 0.1, 0.3)
        for g in (0.02, 0.1, 0.3)
        for p in ((0.85, 0.95) if damped else (1.0,))
    ]
    assert found <= min(rivals) * 1.02


def test_a_season_that_never_changes_is_learned_exactly():
    model = workforce.fit_holt_winters(
        [10, 20, 30] * 6, season_length=3, seasonal="multiplicative", damped=False
    )
    assert model.forecast(4) == pytest.approx([10, 20, 30, 10])
    assert (model.phi, model.sse) == (1.0, pytest.approx(0))


BAD = [
    (lambda w: w.exponential_smoothing([NAN, 1], alpha=0.5), "history must begin with an observed"),
    (lambda w: w.exponential_smoothing([1], alpha=2), "alpha must be a number from 0 to 1; got 2"),
    (lambda w: w.exponential_smoothing([1], alpha=True), "alpha must be a number from 0 to 1"),
    (
        lambda w: w.fit_holt_winters([1, 2, 3], season_length=2, seasonal="additive"),
        "history must hold two seasons, 4 periods, or more; got 3",
    ),
    (
        lambda w: w.fit_holt_winters([1, NAN, 3, NAN], season_length=2, seasonal="additive"),
        "history must observe every place of the season in its first seasons; got 1 of 2",
    ),
    (
        lambda w: w.fit_holt_winters([0, 0, 0, 0], season_length=2, seasonal="multiplicative"),
        "in its first seasons, above zero; got",
    ),
    (
        lambda w: w.fit_holt_winters([NAN] * 4 + [1, 2], season_length=1, seasonal="additive"),
        "got 0 of 1",
    ),
    (
        lambda w: w.fit_holt_winters([1, 2], season_length=1, seasonal="none"),
        "seasonal must be additive or multiplicative; got 'none'",
    ),
    (
        lambda w: holt(w, initial_seasonal=[1]),
        "initial_seasonal must have one number for each of 2",
    ),
    (lambda w: holt(w, initial_level=NAN), "initial_level and initial_trend must be finite"),
    (lambda w: holt(w, initial_seasonal=[1, NAN]), "initial_seasonal must be finite"),
    (lambda w: holt(w, gamma=-0.1), "gamma must be a number from 0 to 1"),
]


def holt(w, **changed):
    given = {
        "season_length": 2,
        "seasonal": "additive",
        "alpha": 0.1,
        "beta": 0.1,
        "gamma": 0.1,
        "initial_level": 1,
        "initial_trend": 0,
        "initial_seasonal": [0, 0],
    }
    return w.holt_winters([1, 2, 3], **(given | changed))


@pytest.mark.parametrize(("call", "message"), BAD)
def test_bad_input_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call(workforce)


def test_a_multiplicative_season_of_nothing_is_named():
    with pytest.raises(
        InputError, match="in its first seasons, above zero; got 2 of 3; use an add"
    ):
        workforce.fit_holt_winters([0, 10, 20] * 9, season_length=3, seasonal="multiplicative")
    with pytest.raises(InputError, match="away from zero for a multiplicative season; got no numb"):
        workforce.holt_winters(
            [5, 3, 0, 0, 2, 2],
            season_length=2,
            seasonal="multiplicative",
            alpha=0.5,
            beta=0,
            gamma=1,
            initial_level=4,
            initial_trend=0,
            initial_seasonal=[1, 1],
        )
