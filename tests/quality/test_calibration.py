import math
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.quality import (
    calibration,
    calibration_session,
    compare_raters,
    error_accuracy,
    mean_score,
    pass_rate,
    qa_csat,
    rater_effects,
    rating_percent,
    score_agreement,
    verdict_agreement,
)
from supportops.vocabulary import Range

SCORES = [
    [88, 92, 75, 60, 95, 81, 70],
    [85, 90, 78, 66, 94, 80, 75],
    [90, 95, 70, 58, 97, None, 72],
]


@pytest.mark.fact("quality-calibration")
def test_the_published_session():
    session = calibration_session()
    assert str(session.every) == "monthly"
    assert session.duration == timedelta(hours=1)
    assert session.shared_tickets == 3
    assert session.spread == Range(high=5, high_open=True, unit="points")
    assert session.steps == (
        "all reviewers score the shared tickets",
        "compare and discuss",
        "align reading of the rubric",
        "update guidelines",
        "record decisions",
    )
    assert calibration([[80], [84]]).calibrated is True
    assert calibration([[80], [84.99]]).calibrated is True
    assert calibration([[80], [85]]).calibrated is False


def test_the_four_readings():
    table = calibration(SCORES, tolerance=5).to_frame().set_index("name")
    assert table["worst"].round(3).to_dict() == {
        "range": 8.0,
        "pair": 8.0,
        "deviation": 4.667,
        "sd": 4.163,
    }
    assert table["holds"].tolist() == [False, False, True, True]
    assert table.loc["range", "within"] == 5 / 7
    ten = calibration(SCORES, tolerance=8)
    assert ten.calibrated
    assert not calibration(SCORES, tolerance=Range(high=8, high_open=True)).calibrated


def test_sessions_with_nothing_to_compare():
    alone = calibration([[80, None], [None, 70]])
    assert alone.calibrated is None
    assert [r.worst for r in alone.readings] == [None] * 4
    assert alone.within_sd is alone.mean_pair_difference is alone.pairs_within is None
    assert np.isnan(alone.ranges).all()
    assert alone.rater_bias.tolist() == [0, 0]
    empty = calibration([[], []])
    assert empty.calibrated is None
    assert np.isnan(calibration([[None], [3]]).rater_bias[0])
    gold = calibration([[80, None], [None, 70]], gold=[82, 70])
    assert gold.rater_bias.tolist() == [-2, 0]
    assert gold.readings[2].holds is True
    assert gold.center == "gold"


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=4, max_size=4),
        min_size=2,
        max_size=4,
    ),
    st.permutations(range(4)),
)
def test_a_session_does_not_depend_on_the_order_of_cases(scores, order):
    one = calibration(scores)
    other = calibration([[row[i] for i in order] for row in scores])
    assert one.calibrated == other.calibrated
    assert other.ranges == pytest.approx(one.ranges[list(order)], nan_ok=True)
    for a, b in zip(one.readings, other.readings, strict=True):
        assert a.to_dict() == pytest.approx(b.to_dict())
    # Deviations are at most the range, and standard deviations too.
    worst = [r.worst for r in one.readings if r.worst is not None]
    assert all(w <= worst[0] + 1e-9 for w in worst)


def test_figures_of_a_session_are_those_of_slow_loops():
    rng = np.random.default_rng(11)
    for _ in range(20):
        table = rng.integers(60, 100, (rng.integers(2, 5), 6)).astype(float)
        table[rng.random(table.shape) < 0.25] = np.nan
        cases = [[s for s in column if s == s] for column in table.T.tolist()]  # noqa: PLR0124  NaN
        shared = [c for c in cases if len(c) > 1]
        gaps = [abs(a - b) for c in shared for i, a in enumerate(c) for b in c[:i]]
        squares = sum((s - sum(c) / len(c)) ** 2 for c in shared for s in c)
        answer = calibration(table, tolerance=6)
        assert answer.pairs_within == pytest.approx(np.mean([g <= 6 for g in gaps]))
        assert answer.mean_pair_difference == pytest.approx(np.mean(gaps))
        assert answer.cases_within == pytest.approx(np.mean([max(c) - min(c) <= 6 for c in shared]))
        assert answer.within_sd == pytest.approx(
            math.sqrt(squares / sum(len(c) - 1 for c in shared))
        )
        for rater, row in enumerate(table.tolist()):
            away = [s - np.mean(c) for s, c in zip(row, cases, strict=True) if s == s]  # noqa: PLR0124  NaN
            assert answer.rater_bias[rater] == pytest.approx(
                np.mean(away) if away else np.nan, nan_ok=True
            )


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda: calibration([[1, 2], [3]]), r"scores must have one row for each rater.*\[2, 1\]"),
        (lambda: calibration(7), "scores must have one row for each rater"),
        (lambda: calibration(pd.Series([1, 2])), "scores must have one row for each rater"),
        (lambda: calibration(np.ones((2, 2, 2))), "scores must be one flat list of numbers"),
        (lambda: mean_score([1, 2], weights=[1]), "weights must be one for each score, 2; got 1"),
        (lambda: mean_score([1, 2], weights=[-1, 1]), "weights must be zero or more; got -1"),
        (lambda: mean_score([1], weights=[None]), "weights must be zero or more; got nan"),
        (lambda: pass_rate(85, pass_mark=80), "scores must be one flat list of numbers; got 85"),
        (lambda: calibration([]), "scores must have one row for each rater"),
        (lambda: calibration([[math.inf], [1]]), "scores must be finite; got inf"),
        (lambda: calibration(np.array([[math.inf], [1]])), "scores must be finite; got inf"),
        (lambda: calibration([["a"], [1]]), "scores must be a number; got 'a'"),
        (lambda: calibration([[1], [1]], tolerance=-1), "tolerance must be finite, zero or more"),
        (
            lambda: calibration([[1], [1]], tolerance=Range(low=1)),
            "tolerance must have a high end; got at least 1",
        ),
        (lambda: calibration([[1], [1]], gold=[1, 2]), "gold must have one score for each case, 1"),
        (lambda: score_agreement([[1], [1]], tolerance=-1), "tolerance must be finite, zero or"),
        (lambda: compare_raters([1], [1, 2]), "b must be a list like a, case by case"),
        (lambda: compare_raters([1], [1], limits_multiplier=0), "limits_multiplier must be"),
        (lambda: rating_percent([6], lowest=1, highest=5), "selected must be from 1 to 5; got 6.0"),
        (lambda: rating_percent(1, lowest=5, highest=5), "highest must be above lowest, 5; got 5"),
        (lambda: rating_percent(1, lowest="1", highest=5), "lowest must be a finite number"),
        (lambda: pass_rate([1], pass_mark=math.nan), "pass_mark must be a finite number; got nan"),
        (
            lambda: error_accuracy(
                customer=[1], business=[0, 0], compliance=[0], noncritical=[0], opportunities=1
            ),
            "business must have one value a transaction, 1; got 2",
        ),
        (
            lambda: error_accuracy(
                customer=[0.5], business=[0], compliance=[0], noncritical=[0], opportunities=1
            ),
            "customer must be whole, zero or more; got 0.5",
        ),
        (
            lambda: error_accuracy(
                customer=3, business=[0], compliance=[0], noncritical=[0], opportunities=1
            ),
            "customer must hold one count a transaction; got 3",
        ),
    ],
)
def test_what_is_refused(call, match):
    with pytest.raises(InputError, match=match):
        call()


def test_ratings_in_percent():
    assert rating_percent(3, lowest=1, highest=5) == 50
    assert rating_percent(pd.Series([1, 2], index=["a", "b"]), lowest=1, highest=2)["b"] == 100
    assert math.isnan(rating_percent(math.nan, lowest=1, highest=5))


def test_figures_over_reviews():
    answer = pass_rate([80, None, 60], pass_mark=80)
    assert (answer.value, answer.n, answer.missing) == (0.5, 2, 1)
    assert pass_rate(pd.Series([80.0, 79.9]), pass_mark=80).value == 0.5
    assert pass_rate([], pass_mark=80).value is None
    few = mean_score([80, 90, 60, 70], clusters=["a", "a", "b", "b"])
    assert few.value == 75
    assert few.interval().low < mean_score([80, 90, 60, 70]).interval().low
    assert mean_score([80, 60], weights=[3, 1]).value == 75
    assert mean_score([80, None], weights=[3, 1]).missing == 1
    nobody = error_accuracy(
        customer=[], business=[], compliance=[], noncritical=[], opportunities=5
    )
    assert nobody.any_critical.value is None
    assert nobody.defects_per_million is None
    some = error_accuracy(
        customer=[0, 1], business=[0, 1], compliance=[0, 0], noncritical=[1, 0], opportunities=4
    )
    assert some.defects_per_million == 500_000
    assert some.compliance.value == 1


@given(st.integers(0, 10_000))
def test_severity_and_difficulty_are_told_apart(seed):
    rng = np.random.default_rng(seed)
    severity, difficulty = rng.normal(0, 3, 4), rng.normal(0, 8, 12)
    severity -= severity.mean()
    table = 80 - severity[:, None] - difficulty
    # Each case has two raters, in a ring, so that all are compared through others.
    for case in range(12):
        for rater in range(4):
            if (rater - case) % 4 > 1:
                table[rater, case] = np.nan
    effects = rater_effects(table)
    assert [effects.severity[r].value for r in range(4)] == pytest.approx(severity.tolist())
    assert list(effects.difficulty.values()) == pytest.approx(
        (difficulty - difficulty.mean()).tolist()
    )
    assert effects.residual_sd == pytest.approx(0, abs=1e-9)


def test_intervals_of_severity_hold():
    rng = np.random.default_rng(6)
    inside = []
    for _ in range(300):
        table = rng.normal(80, 5, (3, 8)) - np.array([[2.0], [0.0], [-2.0]])
        table[rng.integers(3), :2] = np.nan
        inside += [
            answer.interval().covers(true)
            for answer, true in zip(rater_effects(table).severity.values(), (2, 0, -2), strict=True)
        ]
    assert np.mean(inside) == pytest.approx(0.95, abs=0.02)


def test_effects_by_name_and_least_squares():
    frame = pd.DataFrame(SCORES, index=["ada", "bo", "cy"], columns=list("abcdefg"), dtype=float)
    effects = rater_effects(frame)
    values = frame.to_numpy()
    rater, case = np.nonzero(~np.isnan(values))
    design = np.zeros((rater.size + 2, 11))
    design[np.arange(rater.size), 0] = 1
    design[np.arange(rater.size), 1 + rater] = -1
    design[np.arange(rater.size), 4 + case] = -1
    design[-2, 1:4] = design[-1, 4:] = 1e6
    right = np.concatenate([values[rater, case], [0, 0]])
    slow = np.linalg.lstsq(design, right, rcond=None)[0]
    assert effects.severity["bo"].value == pytest.approx(slow[2])
    assert effects.difficulty["f"] == pytest.approx(slow[9])
    left = right - design @ slow
    assert effects.residual_sd == pytest.approx(np.sqrt(left @ left / (20 - 9)))
    shown = effects.to_frame()
    assert shown["rater"].tolist() == ["ada", "bo", "cy"]


def test_effects_that_cannot_be_known():
    apart = rater_effects([[80, None], [None, 70]])
    assert apart.reason == "the raters share no cases, even through others"
    assert apart.to_frame().empty
    assert rater_effects([[80, 70]]).residual_sd is None
    tight = rater_effects([[80], [70]])
    assert tight.severity[0].value == pytest.approx(-5)
    assert tight.severity[0].interval().low is None
    unseen = rater_effects([[80, None, 70], [78, None, 66]])
    assert math.isnan(unseen.difficulty[1])


def test_two_raters_side_by_side():
    assert compare_raters([None], [3]).reason == "no case has both scores"
    one = compare_raters([80], [75])
    assert (one.bias, one.sd, one.reason) == (5, None, "one case has no spread")
    flat = compare_raters([80, 80], [80, 80])
    assert (flat.bias, flat.sd, flat.correlation, flat.concordance) == (0, 0, None, None)
    shifted = compare_raters([80, 90], [70, 80])
    assert shifted.correlation == pytest.approx(1)
    assert shifted.concordance == pytest.approx(50 / 150)


def test_agreement_with_intervals():
    rng = np.random.default_rng(1)
    answer = score_agreement(SCORES, tolerance=5, rng=rng, replicates=200)
    assert answer.alpha.interval().low < answer.alpha.value
    assert answer.pairs_within.value == pytest.approx(0.8421052631578947)
    severe = score_agreement([[90, 80, 70], [80, 70, 60]])
    assert severe.absolute.value < severe.consistency.value == 1
    plain = score_agreement(SCORES)
    assert plain.pairs_within is None
    assert plain.alpha.interval().low is None
    nothing = score_agreement([[1, None], [None, 2]], tolerance=5)
    assert nothing.pairs_within.value is None
    verdicts = [["pass", "fail", "pass", "pass"], ["pass", "fail", "fail", "pass"]]
    both = verdict_agreement(verdicts, rng=rng, replicates=100, categories=["pass", "fail"])
    assert both.flags == ()
    assert both.alpha.interval().high is not None
    alone = verdict_agreement([["pass"], ["pass"]])
    assert alone.alpha.value is None
    assert alone.flags == ()


def test_review_scores_and_customers():
    rng = np.random.default_rng(9)
    agents = np.repeat(np.arange(30), 20)
    skill = rng.normal(0, 1, 30)[agents]
    quality = skill + rng.normal(0, 1, agents.size)
    csat = skill + rng.normal(0, 1, agents.size)
    answer = qa_csat(quality, csat, group=agents, reliability_qa=0.5)
    assert answer.between > 0.8
    assert abs(answer.within) < 0.15
    assert answer.agents == 30
    assert answer.corrected == pytest.approx(answer.linear.value / math.sqrt(0.5))
    assert qa_csat([80, 80], [4, 5], reliability_qa=0.5).corrected is None
    assert qa_csat([80, 90], [4, 5]).within is None
    with pytest.raises(InputError, match="reliability_qa must be above 0 and at most 1; got 0"):
        qa_csat([80, 80], [4, 5], reliability_qa=0)
