import pytest

from supportops import metrics
from supportops.errors import InputError


def test_a_published_mean_and_its_index():
    counts = {1: 80, 2: 210, 3: 140, 4: 110, 5: 160, 6: 180, 7: 120}
    scores = [score for score, count in counts.items() for _ in range(count)]
    assert metrics.ces_mean(scores).value == pytest.approx(4.08)
    assert metrics.ces_top_three(scores).percent == pytest.approx(46)
    index = metrics.ces_index(scores)
    assert (index.value, index.unit) == (pytest.approx(-13), "points")


def test_the_first_version_points_the_other_way():
    scores = [1] * 60 + [2] * 90 + [3] * 120 + [4] * 80 + [5] * 50
    assert metrics.ces_low_effort(scores).percent == 37.5
    assert metrics.ces_high_effort(scores).percent == 32.5
    assert metrics.ces_effort_mean(scores).value == 2.925
    assert metrics.definition("ces.effort_mean").direction == "down"
    assert metrics.definition("ces.mean").direction == "up"


def test_short_scales_have_no_index():
    with pytest.raises(InputError, match="scale must have five answers or more"):
        metrics.ces_index([1], scale=(1, 4))
    assert metrics.ces_mean([None]).reason == "no observations"
