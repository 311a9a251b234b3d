import pytest

from supportops import metrics
from supportops.errors import InputError


def test_bounds_hold_whatever_the_silent_think():
    found = metrics.csat_bounds(400, responded=80, satisfied=68)
    assert (found.possible.low, found.possible.high) == (0.17, 0.97)
    assert found.csat.percent == 85
    assert found.csat.missing == 320
    assert (found.response_rate.value, found.of_offered.value) == (0.2, 0.17)
    empty = metrics.csat_bounds(0, responded=0, satisfied=0)
    assert (empty.possible.low, empty.possible.high, empty.csat.value) == (None, None, None)


def test_segments_are_weighted_by_their_size():
    found = metrics.csat_by_segment({"chat": (3000, 300, 276), "email": (7000, 140, 98)})
    assert found.percent == pytest.approx(76.6)
    assert found.missing == 9560
    assert metrics.csat_by_segment({}).reason == "no observations"
    silent = metrics.csat_by_segment({"chat": (10, 5, 5), "email": (10, 0, 0)})
    assert silent.value is None
    assert "no observations" in silent.reason


def test_the_latest_rating_counts_and_the_first_is_kept():
    history = {1: ["offered", "good", "bad"], 2: ["bad", "good"], 3: ["offered"], 4: []}
    found = metrics.rating_changes(history)
    assert (found.good_to_bad, found.bad_to_good) == ((1,), (2,))
    assert found.first == {1: "good", 2: "bad", 3: None, 4: None}
    assert found.latest == {1: "bad", 2: "good", 3: None, 4: None}
    assert (found.surveyed, found.rated, found.satisfaction.value) == (3, 2, 0.5)
    assert found.satisfaction.missing == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: metrics.csat_bounds(1, responded=2, satisfied=0),
            "responded must be at most offered",
        ),
        (lambda: metrics.csat_bounds(2, responded=1, satisfied=2), "satisfied must be at most"),
        (
            lambda: metrics.csat_bounds(-1, responded=0, satisfied=0),
            "offered must be a whole number",
        ),
        (lambda: metrics.csat_by_segment({"a": (1, 2)}), "segments\\['a'\\] must be population"),
        (lambda: metrics.csat_by_segment({"a": (1, 2, 1)}), "must go down from population"),
        (lambda: metrics.csat_by_segment([1]), "segments must map names"),
        (lambda: metrics.rating_changes({1: ["great"]}), "history must hold offered, good and bad"),
        (lambda: metrics.rating_changes({1: "good"}), "history\\[1\\] must be a collection"),
    ],
)
def test_bad_counts_are_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
