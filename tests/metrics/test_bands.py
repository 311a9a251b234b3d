import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import metrics
from supportops.vocabulary import Range


def band(metric):
    return next(b for b in metrics.preset("support-operations") if b.metric == metric)


@pytest.mark.fact("metrics-framework")
@pytest.mark.parametrize(
    ("metric", "on_target", "watch", "warning"),
    [
        ("csat", [0.90, 1], [0.85, 0.899], [0.849, 0]),
        ("first_response_time", [0, 59.9], [60, 240], [240.1]),
        ("time_to_resolution", [1439], [1440, 4320], [4321]),
        ("fcr", [0.70], [0.50, 0.69], [0.49]),
        ("nps", [30, 100], [10, 29], [9, -100]),
        ("tickets_per_100_customers", [5, 15], [4.9, 15.1, 25], [25.1]),
        ("deflection_rate", [0.30, 0.50], [0.20, 0.51], [0.19]),
        ("escalation_rate", [0.10, 0.20], [0.21, 0.30, 0.09], [0.31]),
        ("reopen_rate", [0.049], [0.05, 0.10], [0.101]),
        ("agent_utilization", [0.70, 0.80], [0.60, 0.69, 0.81, 0.90], [0.59, 0.91]),
    ],
)
def test_every_band_grades_as_published(metric, on_target, watch, warning):
    limits = band(metric)
    assert {metrics.grade(v, limits) for v in on_target} == {"on_target"}
    assert {metrics.grade(v, limits) for v in watch} == {"watch"}
    assert {metrics.grade(v, limits) for v in warning} == {"warning"}


def test_there_are_ten_bands_with_their_source():
    bands = metrics.preset("support-operations")
    assert len({b.metric for b in bands}) == len(bands) == 10
    assert {str(b.source) for b in bands} == {"support-operations skill, Support Metrics Framework"}
    assert metrics.presets() == ("support-operations", "core-metrics")


@pytest.mark.fact("metrics-core-overview")
def test_the_six_core_metrics():
    core = {b.metric: b for b in metrics.preset("core-metrics")}
    assert {
        name: (b.label, b.definition.split(",")[0].split(";")[0], str(b.target))
        for name, b in core.items()
    } == {
        "csat": ("Customer Satisfaction", "customer happiness", "at least 0.9"),
        "first_response_time": ("First Response Time", "speed to acknowledge", "below 60 minutes"),
        "time_to_resolution": ("Time to Resolution", "speed to solve", "below 1440 minutes"),
        "fcr": ("First Contact Resolution", "solved without escalation", "at least 0.7"),
        "nps": ("Net Promoter Score", "loyalty and advocacy", "at least 30 points"),
        "ces": ("Customer Effort Score", "ease of resolution", "below 2 points"),
    }
    assert "scale that is not stated" in core["ces"].definition


@pytest.mark.parametrize("value", [None, math.nan])
def test_what_is_not_known_has_no_status(value):
    assert metrics.grade(value, band("csat")) == "unknown"


@given(st.floats(0, 1))
def test_a_share_has_exactly_one_status(value):
    limits = band("csat")
    expected = "on_target" if value >= 0.9 else "warning" if value < 0.85 else "watch"
    assert metrics.grade(value, limits) == expected


def test_a_band_without_warnings_only_watches():
    limits = band("csat").model_copy(update={"warnings": (), "target": Range(low=0.5)})
    assert metrics.grade(0.1, limits) == "watch"
