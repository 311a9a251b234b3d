"""What a sceptic found: odd inputs that used to give a wrong answer or somebody else's error."""

import numpy as np
import pandas as pd
import pytest

from supportops import quality
from supportops.errors import InputError
from supportops.vocabulary import Range


def test_five_points_apart_are_five_in_every_decimal() -> None:
    # 8.2 - 3.2 is a little less than 5 in floats, and 8.3 - 3.3 a little more.
    for low in range(1, 900):
        pair = [[low / 10], [(low + 50) / 10]]
        assert quality.calibration(pair).calibrated is False
        assert quality.calibration(pair, tolerance=5).calibrated is True
    pairs = quality.score_agreement([[3.3, 80], [8.3, 80]], tolerance=5)
    assert pairs.pairs_within is not None
    assert pairs.pairs_within.value == 1.0


@pytest.mark.parametrize("tolerance", [Range(high=-1), Range(low=2, high=5)])
def test_a_tolerance_allows_no_difference(tolerance: Range) -> None:
    with pytest.raises(InputError, match="tolerance must hold zero"):
        quality.calibration([[80], [80]], tolerance=tolerance)


def test_gold_is_finite() -> None:
    with pytest.raises(InputError, match="gold must be finite"):
        quality.calibration([[80], [84]], gold=[np.inf])


@pytest.mark.parametrize("rng", [3, np.random, np.random.RandomState(1)])
def test_chance_is_a_generator(rng: object) -> None:
    tickets = pd.DataFrame({"ticket_id": [1, 2], "agent_id": ["a", "a"]})
    with pytest.raises(InputError, match="rng must be a numpy Generator"):
        quality.select_sample(tickets, per_agent=1, rng=rng)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InputError, match="rng must be a numpy Generator"):
        quality.verdict_agreement([["a", "b"], ["a", "b"]], rng=rng)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InputError, match="rng must be a numpy Generator"):
        quality.score_agreement([[80, 90], [81, 92]], rng=rng)  # type: ignore[arg-type]  # wrong on purpose


def test_a_rubric_is_no_name() -> None:
    for call in (quality.score_reviews, quality.dimension_scores):
        with pytest.raises(InputError, match="rubric must be a Rubric; got 'zendesk'; preset"):
            call(pd.DataFrame(), rubric="zendesk")  # type: ignore[operator]  # wrong on purpose
    with pytest.raises(InputError, match="rubric must be a Rubric"):
        quality.score_review({}, rubric="zendesk")  # type: ignore[arg-type]  # wrong on purpose


def test_series_of_other_reviews_are_not_laid_side_by_side() -> None:
    here, there = pd.Series([80.0, 90.0, 70.0]), pd.Series([1.0, 2.0, 3.0], index=[2, 1, 0])
    with pytest.raises(InputError, match="weights must have the index of scores"):
        quality.mean_score(here, weights=there)
    with pytest.raises(InputError, match="csat must have the index of scores"):
        quality.qa_csat(here, there)
    with pytest.raises(InputError, match="b must have the index of a"):
        quality.compare_raters(here, there)


def test_ids_are_different() -> None:
    tickets = pd.DataFrame({"ticket_id": [1, 2, 1]})
    with pytest.raises(InputError, match="ticket_id must be different in every row; got 1 again"):
        quality.sample_bias(tickets, reviewed=[2])


@pytest.mark.parametrize("change", [0, np.inf, "5", True])
def test_a_change_is_a_change(change: object) -> None:
    with pytest.raises(InputError, match="change must be finite and not zero"):
        quality.reviews_needed(change, sd=10)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("name", ["reliability_qa", "reliability_csat"])
@pytest.mark.parametrize("value", [0, 1.5, np.nan])
def test_reliabilities_are_named(name: str, value: float) -> None:
    with pytest.raises(InputError, match=f"{name} must be above 0 and at most 1"):
        quality.qa_csat([80, 90, 70], [4, 5, 3], **{name: value})  # type: ignore[arg-type]  # by name


def test_a_mark_is_passed_by_the_figure_that_is_shown() -> None:
    # 29 % of the points in floats: 100 * 0.29 is 28.999999999999996.
    weights = [0.29, 0.71]
    rubric = quality.Rubric(
        name="x",
        dimensions=tuple(
            quality.Dimension(name=str(i), highest=1, weight=w) for i, w in enumerate(weights)
        ),
        scoring=quality.Scoring(name="x", by="weights", pass_mark=29),
    )
    found = quality.score_review({"0": 1, "1": 0}, rubric=rubric)
    assert found.score == pytest.approx(29)
    assert found.passed is True


def test_the_dashboard_sees_the_same_spread() -> None:
    scores = pd.DataFrame({"score": [80.0]})
    board = quality.quality_dashboard(scores, calibration=quality.calibration([[3.2], [8.2]]))
    assert board.line("calibration_variance").status == "missed"
    with pytest.raises(InputError, match="calibration must be a Calibration"):
        quality.quality_dashboard(scores, calibration="good")  # type: ignore[arg-type]  # wrong on purpose


def test_a_feedback_rule_is_no_name() -> None:
    now = pd.Timestamp("2026-03-02", tz="UTC").to_pydatetime()
    with pytest.raises(InputError, match="rule must be a FeedbackRule"):
        quality.feedback_times(now, now=now, rule="48h")  # type: ignore[arg-type]  # wrong on purpose


def test_ids_of_another_kind_do_not_vanish() -> None:
    surveys = pd.DataFrame({"ticket_id": [1, 2], "score": [4, 5]})
    reviews = pd.DataFrame({"ticket_id": ["1", "2"], "score": [80.0, 90.0]})
    with pytest.raises(InputError, match="ticket_id must be of one kind in both tables"):
        quality.with_csat(reviews, surveys)
    assert quality.with_csat(reviews, surveys.iloc[:0])["csat"].isna().all()
    strange = quality.with_csat(reviews.assign(ticket_id=[7, 8]), surveys)
    assert strange["csat"].isna().all()
