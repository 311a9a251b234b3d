import math

import numpy as np
import pytest

from supportops import workforce
from supportops.errors import InputError

CALLS = {
    "interval": "1h",
    "handle_time": "3m",
    "answer_within": "20s",
    "service_level": 0.8,
}


def test_the_service_level_of_the_mean_is_no_mean_service_level():
    plans = [
        workforce.plan_confidence(24, volume=400, **CALLS, cv=cv) for cv in (0, 0.05, 0.1, 0.2)
    ]
    assert [round(p.nominal_service_level, 3) for p in plans] == [0.809] * 4
    assert [round(p.expected_service_level, 3) for p in plans] == [0.809, 0.785, 0.717, 0.597]
    agents = [
        round(workforce.plan_confidence(n, volume=400, **CALLS, cv=0.1).confidence, 2)
        for n in (24, 26, 27, 28)
    ]
    assert agents == [0.53, 0.84, 0.92, 0.97]


@pytest.mark.parametrize("absence", [0, 0.1])
def test_staffing_for_a_confidence_is_the_fewest(absence):
    asked = {**CALLS, "volume": 200, "cv": 0.15, "absence": absence}
    needed = workforce.agents_for_confidence(
        200, confidence=0.9, **{k: v for k, v in asked.items() if k != "volume"}
    )
    assert workforce.plan_confidence(needed, **asked).confidence >= 0.9
    assert workforce.plan_confidence(needed - 1, **asked).confidence < 0.9


def test_absence_against_days_by_chance():
    rng = np.random.default_rng(3)
    plan = workforce.plan_confidence(16, volume=200, **CALLS, cv=0.2, absence=0.1)
    rates = rng.gamma(25, 200 / 25, 3000)
    there = rng.binomial(16, 0.9, 3000)
    days = [
        workforce.service_at(rate, agents=int(n), interval="1h", handle_time="3m",
                             answer_within="20s").service_level
        for rate, n in zip(rates, there, strict=True)
    ]  # fmt: skip
    met = np.mean(np.array(days) >= 0.8)
    assert met == pytest.approx(plan.confidence, abs=0.03)
    assert np.average(days, weights=rates) == pytest.approx(plan.expected_service_level, abs=0.025)


def test_patience_helps():
    patient = workforce.plan_confidence(22, volume=400, **CALLS, cv=0.1)
    impatient = workforce.plan_confidence(22, volume=400, **CALLS, cv=0.1, patience="2m")
    assert impatient.confidence > patient.confidence


def test_bad_input_says_what_is_wrong():
    with pytest.raises(InputError, match="confidence must be below 1; got 1"):
        workforce.agents_for_confidence(1, confidence=1, **CALLS, cv=0.1)
    with pytest.raises(InputError, match="absence must be below 1; got 1"):
        workforce.agents_for_confidence(1, confidence=0.9, **CALLS, cv=0.1, absence=1)
    with pytest.raises(InputError, match="cv must be a finite number, zero or more; got -1"):
        workforce.plan_confidence(1, volume=1, **CALLS, cv=-1)
    with pytest.raises(InputError, match="service_level must be below 1"):
        workforce.plan_confidence(1, volume=1, **{**CALLS, "service_level": 1}, cv=0)


def test_variation_of_the_rate():
    rng = np.random.default_rng(5)
    counts = rng.poisson(rng.gamma(100, 4, 4000)).astype(float)
    counts[::100] = np.nan
    found = workforce.rate_variation(counts)
    assert found.cv == pytest.approx(0.1, abs=0.01)
    assert (found.n, found.missing) == (3960, 40)
    assert workforce.rate_variation(rng.poisson(400, 500)).cv < 0.05
    assert workforce.rate_variation([3, 3, 3]).cv == 0
    assert workforce.rate_variation([0, 0]).cv is None
    one = workforce.rate_variation([4])
    assert (one.cv, one.mean, math.isnan(one.variance)) == (None, 4, True)
    assert math.isnan(workforce.rate_variation([]).mean)
    with pytest.raises(InputError, match="counts must be finite, zero or more"):
        workforce.rate_variation([1, -1])
