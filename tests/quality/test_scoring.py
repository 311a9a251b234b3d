import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import quality
from supportops.errors import InputError
from supportops.quality import (
    Anchor,
    Checklist,
    Dimension,
    Review,
    Rubric,
    Scoring,
    Section,
    checklist_score,
    criteria,
    dimension_scores,
    preset,
    score_review,
    score_reviews,
    scoring,
)
from supportops.vocabulary import Range

SKILL = preset("support-operations")
GOOD = {
    "solution_quality": 25,
    "communication": 20,
    "process_adherence": 15,
    "efficiency": 12,
    "customer_experience": 8,
}
BEST = {each.name: each.highest for each in SKILL.dimensions}


def rubric(*dimensions, by="points", sections=(), **rest):
    return Rubric(
        name="own",
        dimensions=dimensions,
        sections=sections,
        scoring=Scoring(name="own", by=by, **rest),
    )


@pytest.mark.fact("quality-scorecard-weights", "quality-scorecard-weights-metrics-rule")
def test_the_published_dimensions_and_their_weights():
    assert {each.name: (each.weight, each.asks) for each in SKILL.dimensions} == {
        "solution_quality": (30, "correct and complete answer"),
        "communication": (25, "clear, professional, empathetic"),
        "process_adherence": (20, "procedures and documentation followed"),
        "efficiency": (15, "handle time fits complexity"),
        "customer_experience": (10, "personal and helpful"),
    }
    assert criteria("support-operations") == {
        "solution_quality": "correct, complete, first time",
        "communication": "clear, empathetic, professional",
        "process_adherence": "procedures and documentation",
        "efficiency": "right handle time, no waste",
        "customer_experience": "tone, personalisation, extra mile",
    }
    rows = SKILL.model_dump()
    rows["dimensions"][0]["weight"] = 29
    rows["scoring"]["by"] = "weights"
    with pytest.raises(ValidationError, match="weights must sum to 100; got 99"):
        Rubric.model_validate(rows)


@pytest.mark.fact("quality-scoring-rubric")
def test_the_published_anchors():
    points = {d.name: [a.points for a in d.anchors] for d in SKILL.dimensions}
    assert points == {
        "solution_quality": [30, 25, 20, 15, 10, 0],
        "communication": [25, 20, 15, 10, 5, 0],
        "process_adherence": [20, 15, 10, 5, 0],
        "efficiency": [15, 12, 9, 6, 3, 0],
        "customer_experience": [10, 8, 6, 4, 2, 0],
    }
    labels = {d.name: [a.label for a in d.anchors] for d in SKILL.dimensions}
    six = ["good", "adequate", "needs work", "poor", "fail"]
    assert labels == {
        "solution_quality": ["perfect", *six],
        "communication": ["excellent", *six],
        "process_adherence": ["perfect", "good", "adequate", "needs work", "fail"],
        "efficiency": ["excellent", *six],
        "customer_experience": ["delightful", *six],
    }
    when = [a.when for d in SKILL.dimensions for a in d.anchors]
    assert len(set(when)) == 29
    assert SKILL.dimension("efficiency").anchor(0).when == "handling caused an SLA breach"
    assert SKILL.dimension("communication").anchor(10).when == "confusing or wrong register"
    assert SKILL.dimension("efficiency").anchor(1) is None
    assert score_review(GOOD, rubric=SKILL).score == 80
    assert score_review(BEST, rubric=SKILL).score == 100
    with pytest.raises(InputError, match="points of solution_quality must be an anchor, 30, 25"):
        score_review({**GOOD, "solution_quality": 22}, rubric=SKILL)


@pytest.mark.fact("quality-scoring-rubric")
@pytest.mark.parametrize("name", GOOD)
def test_a_zero_in_any_dimension_is_a_fail(name):
    answer = score_review({**BEST, name: 0}, rubric=SKILL)
    assert answer.failed == (name,)
    assert answer.passed is False
    assert answer.score == answer.raw_score == 100 - BEST[name]
    assert answer.labels[name] == "fail"
    assert f"failed on {name}" in str(answer)
    assert SKILL.scoring.fails == Range(high=0, unit="percent")
    lowest = min(a.points for a in SKILL.dimension(name).anchors if a.points)
    assert not score_review({**BEST, name: lowest}, rubric=SKILL).failed


def test_what_a_score_shows():
    answer = score_review(Review(points=GOOD, ticket_id="7"), rubric=SKILL)
    assert float(answer) == 80
    assert str(answer) == "80"
    assert answer.coverage == 1
    assert answer.passed is None
    assert answer.percent["efficiency"] == 80
    assert answer.to_dict()["score"] == 80
    assert "rubric" not in answer.to_dict()
    nothing = score_review(dict.fromkeys(GOOD), rubric=SKILL)
    assert nothing.score is None
    assert math.isnan(float(nothing))
    assert str(nothing) == "undefined: nothing that weighs was rated"
    assert nothing.coverage == 0
    assert nothing.not_applicable == tuple(GOOD)


def test_zendesk():
    own = Rubric(
        name="own",
        dimensions=(
            Dimension(name="solution", highest=5, lowest=1, weight=2),
            Dimension(name="privacy", highest=5, lowest=1, weight=0.05, critical=True),
        ),
        scoring=scoring("zendesk"),
    )
    fine = score_review({"solution": 4, "privacy": 3}, rubric=own)
    assert not fine.failed  # exactly 50 % is no failure
    assert fine.passed is False
    bad = score_review({"solution": 5, "privacy": 2}, rubric=own)
    assert (bad.score, bad.failed) == (0, ("privacy",))
    assert bad.raw_score == pytest.approx((100 * 2 + 25 * 0.05) / 2.05)
    assert score_review({"solution": 5, "privacy": 5}, rubric=own).passed is True
    assert scoring("zendesk").fails.high == 50
    assert [(d.name, d.lowest, d.highest, d.weight) for d in preset("zendesk").dimensions] == [
        ("solution", 1, 5, 1),
        ("empathy and tone", 1, 5, 1),
        ("product knowledge", 1, 5, 1),
    ]
    with pytest.raises(ValidationError, match="bonus must be false under zendesk; got extra"):
        Rubric(
            name="own",
            dimensions=(
                Dimension(name="a", highest=1),
                Dimension(name="extra", highest=1, bonus=True),
            ),
            scoring=scoring("zendesk"),
        )


def test_maestro():
    total = preset("maestro-total")
    points = {"question 1": 3, "question 2": 5, "question 3": 8, "question 4": 5}
    assert score_review(points, rubric=total).score == 60
    answer = score_review({**points, "question 4": None}, rubric=total)
    assert answer.score == pytest.approx(53.333333333)
    assert answer.coverage == 30 / 35
    sections = preset("maestro-sections")
    points = {"question 1": 3, "question 2": 5, "question 3": 4, "question 4": 1}
    assert score_review(points, rubric=sections).score == 70
    assert (
        score_review(
            points, rubric=sections.model_copy(update={"scoring": scoring("maestro-total")})
        ).score
        == 65
    )
    rest = score_review({**points, "question 3": None}, rubric=sections)
    assert rest.score == pytest.approx((10 * 100 + 30 * 50 + 10 * 50) / 50)
    assert rest.coverage == 0.5


def test_a_bonus_only_adds():
    own = rubric(
        Dimension(name="a", highest=20),
        Dimension(name="extra", highest=2, bonus=True),
    )
    assert score_review({"a": 20, "extra": 2}, rubric=own).score == 110
    assert score_review({"a": 20, "extra": 0}, rubric=own).score == 100
    assert score_review({"a": 20, "extra": None}, rubric=own).coverage == 1
    assert score_review({"a": None, "extra": 2}, rubric=own).score is None
    whole = rubric(
        Dimension(name="a", highest=4, section="core"),
        Dimension(name="b", highest=4, section="extra", bonus=True),
        by="sections",
        sections=(
            Section(name="core", weight=80),
            Section(name="extra", weight=8),
            Section(name="none", weight=12),
        ),
    )
    assert score_review({"a": 4, "b": 2}, rubric=whole).score == 105
    assert score_review({"a": 4, "b": None}, rubric=whole).score == 100
    assert score_review({"a": None, "b": 2}, rubric=whole).score is None


def test_copc_calls_any_critical_error_defective():
    copc = preset("copc")
    clean = {"customer critical": 1, "business critical": 1, "compliance critical": 1}
    answer = score_review({**clean, "non-critical": 0.6}, rubric=copc)
    assert (answer.score, answer.failed, answer.passed) == (60, (), None)
    answer = score_review({**clean, "business critical": 0, "non-critical": 1}, rubric=copc)
    assert (answer.score, answer.failed, answer.passed) == (100, ("business critical",), False)
    assert {d.error_class for d in copc.dimensions} == {
        "customer",
        "business",
        "compliance",
        "noncritical",
    }


@pytest.mark.parametrize(
    ("review", "match"),
    [
        ({**GOOD, "speed": 3}, "dimension must be of support-operations; got 'speed'; there are"),
        (
            {k: v for k, v in GOOD.items() if k != "efficiency"},
            "got nothing for efficiency; write None",
        ),
        ({**GOOD, "efficiency": "12"}, "points of efficiency must be a number or None; got '12'"),
        ({**GOOD, "efficiency": True}, "points of efficiency must be a number or None; got True"),
        (12, "review must map names to values"),
    ],
)
def test_reviews_that_do_not_fit(review, match):
    with pytest.raises(InputError, match=match):
        score_review(review, rubric=SKILL)


def test_points_outside_their_ends():
    own = rubric(Dimension(name="a", lowest=1, highest=5))
    for points in (0, 5.5, math.inf):
        with pytest.raises(InputError, match="points of a must be from 1 to 5; got"):
            score_review({"a": points}, rubric=own)
    assert score_review({"a": math.nan}, rubric=own).score is None
    with pytest.raises(ValidationError, match=r"points\['a'\] must be a number or None; got '3'"):
        Review(points={"a": "3"})
    with pytest.raises(ValidationError, match="dict"):
        Review(points=[3])


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (
            lambda: Dimension(name="a", highest=1, lowest=1),
            "highest must be finite and above lowest",
        ),
        (lambda: Dimension(name="a", highest=1, weight=-1), "weight must be finite, zero or more"),
        (
            lambda: Dimension(name="a", highest=1, anchors=(Anchor(points=2, label="x"),)),
            "anchors must lie from 0 to 1 points; got 2",
        ),
        (
            lambda: Dimension(
                name="a",
                highest=1,
                anchors=(Anchor(points=1, label="x"), Anchor(points=1, label="y")),
            ),
            "anchors must differ in points",
        ),
        (lambda: Section(name="a", weight=-1), "weight must be finite, zero or more; got -1"),
        (rubric, "dimensions must have different names; got none"),
        (
            lambda: rubric(Dimension(name="a", highest=1), Dimension(name="a", highest=1)),
            "dimensions must have different names; got a and a",
        ),
        (
            lambda: rubric(Dimension(name="a", highest=1, section="x"), by="sections"),
            "section must be declared; got 'x' in a; there are none",
        ),
        (
            lambda: rubric(
                Dimension(name="a", highest=1),
                sections=(Section(name="s", weight=1), Section(name="s", weight=1)),
            ),
            "sections must have different names; got s and s",
        ),
        (
            lambda: rubric(Dimension(name="a", highest=4, weight=2)),
            "weight must be the points that it spans, 4, where points are added; got 2 in a",
        ),
        (
            lambda: rubric(Dimension(name="a", highest=1, bonus=True)),
            "dimensions must have one that is no bonus",
        ),
        (
            lambda: rubric(Dimension(name="a", highest=1, weight=0), by="weights"),
            "dimensions must have one that weighs more than zero",
        ),
    ],
)
def test_rubrics_that_do_not_hold(make, match):
    with pytest.raises(ValidationError, match=match):
        make()


@pytest.mark.parametrize(
    ("fails", "failing"),
    [
        (Range(low=0, high=50, high_open=True), [0, 1]),
        (Range(low=0, low_open=True, high=50), [1, 2]),
        (Range(low=75), [3, 4]),
    ],
)
def test_where_a_critical_dimension_fails(fails, failing):
    own = rubric(Dimension(name="a", highest=4, critical=True), fails=fails)
    assert [p for p in range(5) if score_review({"a": p}, rubric=own).failed] == failing


@pytest.mark.fact("quality-sample-checklist")
def test_the_published_checklist():
    items = quality.checklist("support-operations")
    assert items.items == (
        "greeting professional and personal",
        "issue understood and restated",
        "troubleshooting logical and complete",
        "solution correct and explained",
        "next steps given",
        "categorised and documented",
        "tone empathetic",
        "handle time reasonable",
    )
    yes = dict.fromkeys(items.items, True)
    assert checklist_score(yes, checklist=items).score == 100
    assert checklist_score(yes | {"next steps given": False}, checklist=items).score == 87.5
    answer = checklist_score(
        yes | {"next steps given": None, "tone empathetic": np.False_}, checklist=items
    )
    assert answer.score == pytest.approx(600 / 7)
    assert answer.coverage == 7 / 8
    with pytest.raises(InputError, match="must be yes or no; got 1"):
        checklist_score(yes | {"next steps given": 1}, checklist=items)
    with pytest.raises(ValidationError, match="items must be different; got a and a"):
        Checklist(name="x", items=("a", "a"))


POINTS = st.fixed_dictionaries(
    {d.name: st.sampled_from([None, *(a.points for a in d.anchors)]) for d in SKILL.dimensions}
)
RUBRICS = st.sampled_from(
    [
        SKILL,
        *(
            SKILL.model_copy(update={"scoring": scoring(name)})
            for name in ("zendesk", "maestro-total")
        ),
    ]
)


@given(POINTS, RUBRICS)
def test_scores_lie_within_their_range_and_say_what_was_left_out(points, rubric):
    answer = score_review(points, rubric=rubric)
    assert answer.not_applicable == tuple(n for n in GOOD if points[n] is None)
    weights = {d.name: d.weight for d in SKILL.dimensions}
    rated = {n: p for n, p in points.items() if p is not None}
    assert answer.coverage == pytest.approx(sum(weights[n] for n in rated) / 100)
    if not rated:
        assert answer.score is None
        return
    assert 0 <= answer.score <= answer.raw_score <= 100 + 1e-9
    # The weight of what does not apply goes to the others in proportion.
    assert answer.raw_score == pytest.approx(
        100 * sum(rated.values()) / sum(weights[n] for n in rated)
    )


@given(POINTS, st.sampled_from(list(GOOD)), RUBRICS, st.data())
def test_more_points_never_make_a_lower_score(points, name, rubric, data):
    ladder = sorted(a.points for a in SKILL.dimension(name).anchors)
    low = data.draw(st.sampled_from(ladder))
    high = data.draw(st.sampled_from([p for p in ladder if p >= low]))
    worse = score_review({**points, name: low}, rubric=rubric)
    better = score_review({**points, name: high}, rubric=rubric)
    assert better.score >= worse.score - 1e-9
    assert better.raw_score >= worse.raw_score - 1e-9
    assert set(better.failed) <= set(worse.failed)


def long(reviews, **about):
    return pd.DataFrame(
        [
            {
                "review_id": i,
                "dimension": name,
                "points": points,
                **{k: v[i] for k, v in about.items()},
            }
            for i, review in enumerate(reviews)
            for name, points in review.items()
        ]
    )


# Each case is a whole table: half of them hold as much.
@settings(max_examples=settings.default.max_examples // 2)
@given(st.lists(POINTS, min_size=1, max_size=6), RUBRICS, st.randoms(use_true_random=False))
def test_a_table_scores_as_one_by_one_in_whatever_order(reviews, rubric, random):
    rows = long(reviews)
    order = list(range(len(rows)))
    random.shuffle(order)
    table = score_reviews(rows.iloc[order], rubric=rubric).set_index("review_id").sort_index()
    for i, review in enumerate(reviews):
        one = score_review(review, rubric=rubric)
        row = table.loc[i]
        for name in ("score", "raw_score"):
            assert row[name] == pytest.approx(
                math.nan if getattr(one, name) is None else getattr(one, name), nan_ok=True
            )
        assert row["coverage"] == pytest.approx(one.coverage)
        assert row["failed_on"] == ", ".join(one.failed)
        assert row["not_applicable"] == ", ".join(one.not_applicable)
        assert bool(row["failed"]) == bool(one.failed)
        assert (None if row["passed"] is pd.NA else bool(row["passed"])) == one.passed


def test_a_table_keeps_what_is_known_of_the_reviews():
    rows = long([GOOD, BEST], agent_id=["ada", "bo"]).rename(columns={"points": "Points"})
    before = rows.copy()
    table = score_reviews(rows, rubric=SKILL, columns={"points": "Points"})
    assert table["score"].tolist() == [80, 100]
    assert table["agent_id"].tolist() == ["ada", "bo"]
    pd.testing.assert_frame_equal(rows, before)
    empty = score_reviews(rows.iloc[:0], rubric=SKILL, columns={"points": "Points"})
    assert empty.columns.tolist() == table.columns.tolist()
    assert len(empty) == 0
    assert [t.kind for t in empty.dtypes] == [t.kind for t in table.dtypes]


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda r: r.iloc[1:], "got none for solution_quality in review 0; leave points missing"),
        (lambda r: pd.concat([r, r.iloc[:1]]), "got 2 for solution_quality in review 0"),
        (
            lambda r: r.assign(dimension="speed"),
            "dimension must be of support-operations; got 'speed'",
        ),
        (
            lambda r: r.assign(points=[22.0, 20, 15, 12, 8]),
            r"points of solution_quality must be an anchor, 30.* or 0; got 22 at position 0 \(1 of 1",
        ),
        (
            lambda r: r.assign(agent_id=["a", "b", "a", "a", "a"]),
            "agent_id must be one for each review; got several in 0",
        ),
        (
            lambda r: r.assign(review_id=None),
            "review_id must name the review of every row; got none at position 0",
        ),
    ],
)
def test_tables_that_do_not_hold(change, match):
    with pytest.raises(InputError, match=match):
        score_reviews(change(long([GOOD])), rubric=SKILL)


def test_a_table_of_points_outside_their_ends():
    own = rubric(Dimension(name="a", lowest=1, highest=5))
    with pytest.raises(InputError, match="points of a must be from 1 to 5; got 9 at position 1"):
        score_reviews(long([{"a": 3}, {"a": 9}]), rubric=own)


def test_where_points_are_lost():
    rows = long(
        [GOOD, {**BEST, "efficiency": None}, {**BEST, "efficiency": 0}],
        agent_id=["ada", "ada", "bo"],
    )
    table = dimension_scores(rows, rubric=SKILL).set_index("dimension")
    assert table.loc["solution_quality", "lost"] == pytest.approx(5 / 3)
    assert table.loc["efficiency"].to_dict() == {
        "n": 2,
        "not_applicable": 1,
        "percent": 40,
        "lost": 9,
        "critical_fails": 1,
    }
    by = dimension_scores(rows, rubric=SKILL, by="agent_id")
    assert by["agent_id"].tolist() == ["ada"] * 5 + ["bo"] * 5
    assert by["n"].tolist()[3] == 1
    none = dimension_scores(long([{**BEST, "efficiency": None}]), rubric=SKILL)
    assert math.isnan(none["percent"][3])
    empty = dimension_scores(rows.iloc[:0], rubric=SKILL, by="agent_id")
    assert empty.columns.tolist() == by.columns.tolist()
    with pytest.raises(InputError, match="by must be ticket_id, agent_id, reviewer_id or"):
        dimension_scores(rows, rubric=SKILL, by="mood")


def test_models_round_trip():
    for name in quality.presets():
        model = preset(name)
        assert Rubric.model_validate_json(model.model_dump_json()) == model
        assert str(model.source)
    assert quality.presets() == (
        "support-operations",
        "zendesk",
        "maestro-total",
        "maestro-sections",
        "copc",
    )
