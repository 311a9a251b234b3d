import math

import pytest

from supportops import metrics
from supportops.errors import InputError
from supportops.statistics import mean, proportion


@pytest.mark.fact("metrics-stage-benchmarks")
@pytest.mark.parametrize(
    ("stage", "csat", "response", "resolution", "fcr"),
    [
        ("startup", 0.85, 240, 2880, 0.60),
        ("growth", 0.88, 120, 1440, 0.65),
        ("scale", 0.90, 60, 720, 0.70),
        ("enterprise", 0.92, 30, 480, 0.75),
    ],
)
def test_every_stage_grades_as_published(stage, csat, response, resolution, fcr):
    bands = {b.metric: b for b in metrics.stage_benchmark(stage)}
    for name, least in (("csat", csat), ("fcr", fcr)):
        assert metrics.grade(least, bands[name]) == "on_target"
        assert metrics.grade(least - 1e-9, bands[name]) == "watch"
    for name, below in (("first_response_time", response), ("time_to_resolution", resolution)):
        assert metrics.grade(below, bands[name]) == "watch"
        assert metrics.grade(below - 1e-6, bands[name]) == "on_target"


def test_the_best_stage_is_met_by_all():
    found = metrics.best_stage({"csat": 0.91, "time_to_resolution": 1200, "fcr": None})
    assert found.stage == "growth"
    assert found.by_metric == {"csat": "scale", "time_to_resolution": "growth"}
    assert found.held_back_by == ("time_to_resolution",)
    assert found.missing == ("first_response_time", "fcr")
    top = metrics.best_stage({"csat": 0.95})
    assert (top.stage, top.held_back_by) == ("enterprise", ())
    none = metrics.best_stage({"csat": 0.5})
    assert (none.stage, none.by_metric, none.held_back_by) == (None, {"csat": None}, ("csat",))


def test_estimates_say_whether_they_are_sure():
    found = metrics.best_stage(
        {
            "csat": proportion(90, 100),
            "first_response_time": mean([1800.0] * 40 + [1801.0], unit="s"),
            "fcr": proportion(0, 0),
        }
    )
    assert found.stage == "scale"
    assert found.unsure == ("csat",)
    assert "fcr" in found.missing


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: metrics.stage_benchmark("seed"),
            "stage must be startup, growth, scale or enterprise",
        ),
        (lambda: metrics.best_stage({"nps": 40}), "figures must be some of csat, .* got nps"),
        (lambda: metrics.best_stage({"csat": math.nan}), "got no known figure"),
        (lambda: metrics.best_stage({"csat": "90%"}), "figures\\['csat'\\] must be a number"),
        (lambda: metrics.best_stage({}), "got no known figure"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
