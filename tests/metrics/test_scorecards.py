import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import metrics
from supportops.errors import InputError


def item(name, actual, weight, worst=0.0, best=100.0):
    return metrics.ScoreItem(name=name, actual=actual, worst=worst, best=best, weight=weight)


def test_parts_and_total():
    card = metrics.scorecard(
        [
            item("csat", 88, 30, 70, 95),
            item("cost", 21, 25, 35, 15),
            item("fcr", 0.74, 25, 0.55, 0.85),
            item("asa", 48, 20, 120, 20),
        ]
    )
    assert [round(p.points, 2) for p in card.parts] == [21.6, 17.5, 15.83, 14.4]
    assert card.total == pytest.approx(69.33333)
    assert (card.coverage, card.missing) == (1.0, ())
    assert "| total | 69.3 | 100 |" in card.to_markdown()
    assert "Not known" not in card.to_markdown()


def test_beyond_the_ends_is_said():
    card = metrics.scorecard([item("csat", 97, 50, 70, 95), item("frt", 200, 50, 120, 20)])
    assert [(p.points, p.clamped) for p in card.parts] == [(50, True), (0, True)]


def test_missing_metrics_are_renormalized_and_said():
    card = metrics.scorecard([item("a", 80, 60), item("b|c", None, 40)])
    assert (card.total, card.coverage, card.missing) == (80, 0.6, ("b|c",))
    text = card.to_markdown()
    assert "| b\\|c | – | 40 |" in text
    assert text.endswith("Not known: b|c. The total rests on 60 % of the weight.")
    nothing = metrics.scorecard([item("a", None, 1)])
    assert (nothing.total, nothing.coverage) == (None, 0)
    assert "| total | – | 1 |" in nothing.to_markdown()


@given(st.lists(st.tuples(st.floats(-200, 200), st.floats(0.1, 10)), min_size=1, max_size=6))
def test_a_total_lies_between_nothing_and_everything(rows):
    card = metrics.scorecard([item(str(k), a, w) for k, (a, w) in enumerate(rows)])
    assert -1e-9 <= card.total <= card.weight * (1 + 1e-9)


def test_band_score_shares_the_hundred():
    assert metrics.band_score(9000, [0, 4000, 6000, 12000]) == pytest.approx(83.3333333)
    assert metrics.band_score(9000, [12000, 6000, 4000, 0]) == pytest.approx(16.6666667)
    assert metrics.band_score(-5, [0, 10]) == 0
    assert metrics.band_score(15, [0, 10]) == 100


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: metrics.scorecard([1]), InputError, "items must be ScoreItems; got 1"),
        (lambda: metrics.scorecard([]), InputError, "items must be at least one"),
        (lambda: metrics.scorecard([item("a", 1, 1), item("a", 1, 1)]), InputError, "got a and a"),
        (
            lambda: metrics.scorecard([item("a", 1, 0)]),
            InputError,
            "items must have a weight above",
        ),
        (
            lambda: item("a", 1, 1, 5, 5),
            ValidationError,
            "best must be finite and differ from worst",
        ),
        (lambda: item("a", 1, -1), ValidationError, "weight must be zero or more"),
        (lambda: item("a", float("nan"), 1), ValidationError, "actual must be finite"),
        (lambda: metrics.band_score(1, [1]), InputError, "bands must be two finite limits or more"),
        (
            lambda: metrics.band_score(1, [1, 3, 2]),
            InputError,
            "bands must be two finite limits or more",
        ),
        (lambda: metrics.band_score(float("nan"), [1, 2]), InputError, "actual must be finite"),
    ],
)
def test_bad_cards_are_refused(call, error, message):
    with pytest.raises(error, match=message):
        call()
