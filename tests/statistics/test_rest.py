"""Survival, agreement, correlation, tests and sizes: peers where they are right, and every edge."""

import json
import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from scipy import stats as sp

from supportops import statistics as st
from supportops.errors import InputError


def rng():
    return np.random.default_rng(7)


# Bootstrap


def test_bootstrap_agrees_with_theory_and_counts_what_is_undefined():
    values = rng().normal(5, 2, 200)
    answer = st.bootstrap(values, np.mean, rng=rng(), replicates=2000, unit="min")
    theory = st.mean(values).interval()
    assert answer.value == pytest.approx(values.mean())
    assert answer.interval().low == pytest.approx(theory.low, abs=0.06)
    assert answer.interval().high == pytest.approx(theory.high, abs=0.06)
    assert st.bootstrap([], np.mean, rng=rng()).reason == "no observations"
    undefined = st.bootstrap([1.0, 2.0], lambda v: math.nan, rng=rng())
    assert (undefined.value, undefined.reason) == (None, "the statistic is undefined")
    alone = st.bootstrap([3.0], np.mean, rng=rng())
    assert (alone.value, alone.interval().low) == (3.0, None)

    def only_mixed(v):
        return float(np.ptp(v)) if np.ptp(v) else math.nan

    some = st.bootstrap([1.0, 2.0], only_mixed, rng=rng())
    assert "undefined_replicates" in some.flags


def test_bootstrap_by_cluster_is_wider_and_wants_a_label_for_each():
    agents = np.repeat(np.arange(12), 30)
    values = np.repeat(rng().normal(0, 3, 12), 30) + rng().normal(0, 1, 360)
    plain = st.bootstrap(values, np.mean, rng=rng()).interval()
    clustered = st.bootstrap(values, np.mean, rng=rng(), clusters=agents)
    assert "few_clusters" in clustered.flags
    assert clustered.interval().high - clustered.interval().low > 2 * (plain.high - plain.low)
    with pytest.raises(
        InputError, match="clusters must label every observed value; got none at position 1"
    ):
        st.bootstrap([1.0, 2.0], np.mean, rng=rng(), clusters=["a", None])


# Survival


def test_curves_with_late_entry_and_open_ends():
    curve = st.survival_curve([5, 8, 8, 12, 20], [1, 1, 0, 1, 0], unit="h")
    assert curve.open == 2
    frame = curve.to_frame()
    assert frame["survival"].tolist() == pytest.approx([0.8, 0.6, 0.3])
    assert json.loads(json.dumps(curve.to_dict()))["n"] == 5
    assert curve.open_after(0).value == 1
    assert curve.open_after(10).value == pytest.approx(0.6)
    beyond = curve.open_after(30)
    assert beyond.value is None
    assert "beyond follow-up: 30 % are open at 20 h" in beyond.reason
    late = st.survival_curve([1.0, 2, 3, 4, 5], [1, 0, 1, 0, 1])
    assert late.quantile(Fraction(1, 5)).value == 1
    assert curve.quantile(0.9).value is None
    assert "beyond_follow_up" in curve.quantile(0.9).flags
    assert curve.restricted_mean(40).value is None
    assert curve.restricted_mean(10).value == pytest.approx(5 + 3 * 0.8 + 2 * 0.6)
    with pytest.raises(InputError, match="age must be finite and zero or more; got -1"):
        curve.open_after(-1)
    empty = st.survival_curve([], [])
    assert empty.quantile(Fraction(1, 2)).reason == "no observations"
    assert empty.restricted_mean(3).reason == "no observations"
    never = st.survival_curve([3.0, 4.0], [0, 0])
    assert "100 % are open" in never.quantile(0.5).reason
    done = st.survival_curve([1.0, 2.0], [1, 1])
    assert done.open_after(9).value == 0
    assert done.open_after(2).interval().low == 0
    assert done.open_after(2).interval().high is None
    assert done.open_after(1).interval().low < 0.5 < done.open_after(1).interval().high


def test_a_quantile_on_a_near_tie_is_decided_exactly():
    # Ten of ten closed one by one: survival after five is one half to the last bit, whatever floats say.
    for n in range(2, 40, 2):
        curve = st.survival_curve(np.arange(1.0, n + 1), np.ones(n))
        assert curve.quantile(0.5).value == n / 2


def test_risk_sets_that_empty_are_flagged():
    curve = st.survival_curve([2.0, 9.0, 9.0], [1, 1, 0], entry=[0, 5, 5])
    assert "risk_set_empties" in curve.flags


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: st.survival_curve([1, 2], [1]), "closed must have one value for each duration, 2; got 1"),
        (lambda: st.survival_curve([1, 2], [1, 2]), "closed must be true or false"),
        (lambda: st.survival_curve([-1, 2], [1, 1]), "durations must be finite and zero or more; got -1"),
        (lambda: st.survival_curve([1, 2], [1, 1], entry=[0, 3]), "entry must be zero, or above it and below the duration, 2; got 3 at position 1"),
    ],
)  # fmt: skip
def test_bad_survival_data(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_competing_risks_share_what_closed():
    answer = st.cumulative_incidence([1, 2, 3, 4], ["solved", "abandoned", "solved", None])
    assert answer.missing == 0
    total = sum(curve[-1] for curve in answer.curves.values())
    plain = st.survival_curve([1, 2, 3, 4], [1, 1, 1, 0])
    assert total == pytest.approx(1 - plain.survival[-1])
    full = st.cumulative_incidence([1, 2, 3, 4], ["solved", "abandoned", "solved", "solved"])
    at = full.share("solved", by=2.5)
    assert at.value == pytest.approx(0.25)
    assert at.interval().low <= 0.25 <= at.interval().high
    assert full.share("solved", by=0.5).value == 0
    assert full.share("solved", by=99).value == pytest.approx(0.75)
    assert (
        "some are open at 9"
        in st.cumulative_incidence([1, 9], ["a", None]).share("a", by=10).reason
    )
    with pytest.raises(InputError, match="cause must be one of the causes; got 'lost'"):
        full.share("lost", by=1)
    with pytest.raises(InputError, match="by must be zero or more; got -1"):
        full.share("solved", by=-1)
    assert {"solved", "abandoned"} <= set(answer.to_frame().columns)


def test_log_rank_against_scipy():
    a = ([2, 4, 4, 7, 9, 12], [1, 1, 0, 1, 0, 1])
    b = ([1, 2, 3, 5, 6, 6], [1, 1, 1, 1, 0, 1])
    ours = st.log_rank_test(a, b)
    censored = [sp.CensoredData.right_censored(t, 1 - np.array(e)) for t, e in (a, b)]
    theirs = sp.logrank(*censored)
    assert ours.p_value == pytest.approx(theirs.pvalue)
    assert ours.statistic == pytest.approx(theirs.statistic**2)
    assert (
        st.log_rank_test(([1], [0]), ([2], [0])).reason == "the groups were never at risk together"
    )
    with pytest.raises(InputError, match=r"b must be a pair \(durations, closed\); got 5"):
        st.log_rank_test(a, 5)


# Agreement


def test_intraclass_corners():
    same = st.intraclass([[1, 2, 3], [1, 2, 3]])
    six = [
        getattr(same, f)
        for f in (
            "one_way",
            "one_way_mean",
            "agreement",
            "agreement_mean",
            "consistency",
            "consistency_mean",
        )
    ]
    assert [e.value for e in six] == [1.0] * 6
    assert all(e.interval().low == 1.0 for e in six)
    equal = st.intraclass([[2, 2], [2, 2]])
    assert equal.agreement.reason == "all scores are equal"
    few = st.intraclass(pd.DataFrame([[1.0, np.nan], [1.0, 2.0]]))
    assert few.agreement.reason.startswith("fewer than two raters")
    assert "incomplete_units" in few.agreement.flags
    shifted = st.intraclass([[1, 1], [2, 2]])
    assert shifted.consistency.value is None or math.isfinite(shifted.consistency.value)
    noisy = st.intraclass(
        [[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]]
    )
    for name in (
        "one_way",
        "one_way_mean",
        "agreement",
        "agreement_mean",
        "consistency",
        "consistency_mean",
    ):
        estimate = getattr(noisy, name)
        assert estimate.interval().low < estimate.value < estimate.interval().high
    for bad, message in (
        ([[1, 2], [1]], "ratings must have rows of one length"),
        ([], "rows of one length"),
        ([[1, np.inf], [1, 2]], "ratings must be finite; got inf"),
    ):
        with pytest.raises(InputError, match=message):
            st.intraclass(bad)


TABLE = [[20, 5], [10, 15]]


def test_kappa_weights_and_limits():
    plain = st.cohen_kappa(TABLE)
    assert plain.value == pytest.approx(0.4)
    assert st.cohen_kappa(TABLE, weights=np.eye(2)).value == pytest.approx(0.4)
    assert st.percent_agreement(TABLE).value == 0.7
    assert st.kappa_maximum(TABLE) == pytest.approx(0.8)
    assert st.kappa_maximum([[5, 0], [0, 0]]) is None
    assert st.cohen_kappa([[0, 0], [0, 0]]).reason == "no observations"
    assert "one category" in st.cohen_kappa([[5, 0], [0, 0]]).reason
    assert json.loads(json.dumps(plain.to_dict()))["chance"] == pytest.approx(0.5)
    for weights, message in (
        ("cubic", "weights must be identity, linear, quadratic or a table; got 'cubic'"),
        ([[1, 2], [2, 1]], "weights must be a symmetric table of 2 by 2"),
    ):
        with pytest.raises(InputError, match=message):
            st.cohen_kappa(TABLE, weights=weights)
    for table, message in (
        ([[1, 2]], "table must be square"),
        ([["a", 1], [1, 1]], "table must be a square table of counts"),
        ([[0.5, 1], [1, 1]], "table must hold whole numbers"),
    ):
        with pytest.raises(InputError, match=message):
            st.cohen_kappa(table)


def test_counts_of_ratings_and_of_tables():
    counts = st.rating_counts([["a", "b", None], ["a", "a", "b"]], categories=["b", "a"])
    assert counts.counts.tolist() == [[0, 2], [1, 1], [1, 0]]
    mixed = st.rating_counts([[1, "x"], [1, "x"]])
    assert mixed.counts.sum() == 4
    assert st.rating_counts(pd.DataFrame([["a", "b"], ["a", "a"]])).categories == ("a", "b")
    assert st.table_counts(TABLE, categories=["yes", "no"]).counts.shape == (50, 2)
    assert st.fleiss_kappa(st.table_counts(TABLE)).n == 50
    for call, message in (
        (
            lambda: st.table_counts(TABLE, categories=["one"]),
            "categories must name the 2 categories; got 1",
        ),
        (lambda: st.rating_counts([]), "ratings must have one row for each rater; got no rows"),
        (
            lambda: st.rating_counts([["a"], ["a", "b"]]),
            "ratings must have rows of one length; got lengths 1 and 2",
        ),
        (
            lambda: st.rating_counts([["a"], ["c"]], categories=["a", "b"]),
            "ratings must be declared categories; got 'c'",
        ),
    ):
        with pytest.raises(InputError, match=message):
            call()


def test_chance_corrected_coefficients_at_their_edges():
    table = [[3, 0], [0, 3], [2, 1]]
    names = (st.gwet_ac, st.fleiss_kappa, st.brennan_prediger, st.weighted_alpha)
    for coefficient in names:
        answer = coefficient(table)
        assert -1 <= answer.value <= 1
        assert coefficient(np.array(table)[::-1]).value == pytest.approx(answer.value)
        assert coefficient([[1, 0], [0, 1]]).reason == "no unit has two ratings"
        assert coefficient(np.zeros((0, 2))).value is None
    assert st.gwet_ac([[3], [2]]).reason == "there is only one category"
    assert "all ratings are equal" in st.fleiss_kappa([[3, 0], [3, 0]]).reason
    assert st.weighted_alpha([[3, 0], [3, 0]]).reason == "all ratings are equal"
    assert st.gwet_ac(table, weights="linear").definition == "Gwet's AC2"
    one = st.gwet_ac([[2, 1]])
    assert one.value is not None
    assert one.interval().low is None
    ratings = [["a", "b", "b", "a"], ["a", "b", "a", "a"], ["a", "b", "b", None]]
    conger = st.conger_kappa(ratings)
    assert 0 < conger.value < 1
    assert (
        st.conger_kappa([["a", "b"], [None, None]]).reason == "fewer than two raters rated anything"
    )
    for bad, message in (
        (["x"], "counts must be a table of units by categories"),
        ([1, 2], "got shape"),
        ([[1, -1]], "counts must be whole numbers of zero or more; got -1"),
    ):
        with pytest.raises(InputError, match=message):
            st.fleiss_kappa(bad)


def test_two_raters_without_gaps_make_conger_cohen():
    first, second = rng().integers(0, 3, 60), rng().integers(0, 3, 60)
    second = np.where(np.arange(60) % 2, first, second)
    table = np.zeros((3, 3))
    np.add.at(table, (first, second), 1)
    assert st.conger_kappa([first, second]).value == pytest.approx(st.cohen_kappa(table).value)


RATINGS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5],
]


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_does_not_care_for_order(level):
    answer = st.krippendorff_alpha(RATINGS, level=level)
    turned = [list(reversed(row)) for row in reversed(RATINGS)]
    assert st.krippendorff_alpha(turned, level=level).value == pytest.approx(answer.value)
    interval = st.alpha_bootstrap(RATINGS, level=level, rng=rng(), replicates=300).interval()
    assert interval.low < answer.value < interval.high


def test_alpha_at_its_edges():
    assert (
        st.krippendorff_alpha([[1, None], [None, 2]], level="nominal").reason
        == "no unit has two ratings"
    )
    assert (
        "all ratings are equal" in st.krippendorff_alpha([[1, 1], [1, 1]], level="interval").reason
    )
    assert st.alpha_bootstrap([[1, 1], [1, 1]], level="nominal", rng=rng()).value is None
    words = [["low", "mid", "high"], ["low", "high", "high"]]
    ordered = st.krippendorff_alpha(words, level="ordinal", order=["low", "mid", "high"])
    assert 0 < ordered.value < 1
    lone = st.alpha_bootstrap([["a", "b"], ["a", "a"]], level="nominal", rng=rng(), replicates=200)
    assert "undefined_replicates" in lone.flags
    constant = st.alpha_bootstrap([["a"], ["b"]], level="nominal", rng=rng(), replicates=100)
    assert constant.value is not None
    for call, message in (
        (
            lambda: st.krippendorff_alpha(RATINGS, level="cardinal"),
            "level must be nominal, ordinal, interval or ratio; got 'cardinal'",
        ),
        (
            lambda: st.krippendorff_alpha([[-1, 2], [1, 2]], level="ratio"),
            "ratings must be zero or more at the ratio level; got -1",
        ),
        (
            lambda: st.krippendorff_alpha(words, level="interval"),
            "ratings must be numbers at the interval level; got 'high'",
        ),
        (lambda: st.krippendorff_alpha(words, level="ordinal"), "give their order="),
        (
            lambda: st.krippendorff_alpha([[math.inf, 2], [1, 2]], level="interval"),
            "ratings must be finite; got inf",
        ),
    ):
        with pytest.raises(InputError, match=message):
            call()


# Correlation and tests


def test_correlations_against_scipy():
    x = rng().normal(size=40)
    y = x + rng().normal(size=40)
    for ours, theirs in (
        (st.pearson, sp.pearsonr),
        (st.spearman, sp.spearmanr),
        (st.kendall, sp.kendalltau),
    ):
        answer, peer = ours(x, y), theirs(x, y)
        assert answer.value == pytest.approx(peer.statistic)
        assert answer.p_value == pytest.approx(peer.pvalue, rel=1e-6)
    assert st.pearson(x, y).interval().low == pytest.approx(
        sp.pearsonr(x, y).confidence_interval().low
    )
    assert json.loads(json.dumps(st.pearson(x, y).to_dict()))["p_value"] < 1


def test_correlation_at_its_edges():
    line = st.pearson([1, 2, 3, 4], [2, 4, 6, 8])
    assert (line.value, line.p_value, line.interval().low, line.interval().high) == (1, 0, 1, 1)
    assert st.pearson([1, 2], [2, 1]).p_value is None
    assert st.pearson([1], [2]).reason == "fewer than two pairs"
    for correlation in (st.pearson, st.spearman, st.kendall):
        assert correlation([1, 1, 1], [1, 2, 3]).reason == "a side does not vary"
    assert st.pearson([1, np.nan, 3, 5], [1, 2, 3, 4]).missing == 1
    assert st.disattenuated(0.3, reliability_x=0.5, reliability_y=0.72) == pytest.approx(0.5)
    parts = st.within_between([1, 2, 11, 12], [2, 1, 12, 11], ["a", "a", "b", "b"])
    assert (parts.within, parts.between, parts.groups) == (pytest.approx(-1), pytest.approx(1), 2)
    assert st.within_between([1, 1], [1, 2], ["a", "b"]).between is None
    for call, message in (
        (lambda: st.pearson([1, 2], [1]), "y must have one value for each x, 2; got 1"),
        (
            lambda: st.disattenuated(2, reliability_x=1, reliability_y=1),
            "r must be from −1 to 1; got 2",
        ),
        (
            lambda: st.disattenuated(0.2, reliability_x=0, reliability_y=1),
            "reliability_x must be above 0 and at most 1; got 0",
        ),
        (lambda: st.within_between([1, 2], [1, 2], ["a", None]), "group must label every pair"),
    ):
        with pytest.raises(InputError, match=message):
            call()


def test_two_sample_tests_against_scipy():
    a, b = rng().normal(0, 1, 20), rng().normal(0.5, 2, 30)
    welch, peer = st.welch_test(a, b), sp.ttest_ind(a, b, equal_var=False)
    assert (welch.p_value, welch.df) == pytest.approx((peer.pvalue, peer.df))
    ends = peer.confidence_interval()
    assert (welch.interval().low, welch.interval().high) == pytest.approx((ends.low, ends.high))
    fisher = st.fisher_test((8, 10), (1, 6))
    odds, p = sp.fisher_exact([[8, 2], [1, 5]])
    assert (fisher.effect, fisher.p_value) == pytest.approx((odds, p))
    ranks = st.rank_test(a, b)
    assert ranks.p_value == pytest.approx(sp.mannwhitneyu(a, b, method="asymptotic").pvalue)
    assert st.mcnemar_test(8, 2).p_value == pytest.approx(sp.binomtest(8, 10).pvalue)


def test_tests_at_their_edges():
    assert st.pooled_z_test((0, 0), (1, 2)).reason == "a sample is empty"
    assert st.pooled_z_test((0, 5), (0, 5)).reason == "there is no variation"
    assert st.fisher_test((0, 0), (1, 2)).reason == "a sample is empty"
    assert st.fisher_test((2, 2), (1, 2)).effect == math.inf
    assert st.fisher_test((2, 2), (2, 2)).effect is None
    assert st.mcnemar_test(0, 0).reason == "no pair disagrees"
    assert st.mcnemar_test(3, 0).effect == math.inf
    assert st.welch_test([1], [1, 2]).reason == "a sample has fewer than two values"
    assert st.welch_test([1, 1], [2, 2]).reason == "neither sample varies"
    assert st.welch_test([1], [1, 2]).interval().low is None
    tested = st.difference_test(st.mean([1, 2, 3], unit="s"), st.mean([2, 3, 4], unit="s"))
    assert tested.effect == -1
    assert tested.interval().low < -1 < tested.interval().high
    assert st.difference_test(st.mean([]), st.mean([1, 2])).reason.startswith(
        "an estimate has no value"
    )
    with pytest.raises(InputError, match="b must be in the unit of a, 's'; got 'h'"):
        st.difference_test(st.mean([1, 2], unit="s"), st.mean([1, 2], unit="h"))
    assert st.rank_test([], [1]).reason
    assert (
        st.rank_test([1, 1], [1, 1]).p_value in (None, 1.0) or st.rank_test([1, 1], [1, 1]).reason
    )
    assert st.rank_test([1, 2, 3], [4, 5, 6]).p_exact == pytest.approx(0.1)
    many = rng().normal(size=210)
    large = st.rank_test(many, many + 0.25)
    assert large.p_exact is None
    assert large.shift == pytest.approx(np.median(np.subtract.outer(many, many + 0.25)))


# Pooling, charts, experiments, sizes


def test_dispersion_and_shrinkage():
    even = st.overdispersion([50, 50], [100, 100])
    assert even.chi2 == 0
    assert st.overdispersion([1], [2]).reason == "fewer than two groups"
    assert st.overdispersion([0, 0], [2, 2]).reason == "the pooled share is 0 or 1"
    agents = st.shrunk_proportions([90, 50, 10, 0], [100, 100, 100, 0])
    assert agents.values[3] == pytest.approx(agents.center)
    assert ((agents.raw[:3] - agents.values[:3]) * (agents.raw[:3] - agents.center) >= 0).all()
    interval = agents.interval()
    assert ((interval.low < agents.values) & (agents.values < interval.high)).all()
    assert agents.to_frame().shape == (4, 4)
    alike = st.shrunk_proportions([5, 5], [10, 10])
    assert alike.values.tolist() == [0.5, 0.5]
    assert st.shrunk_proportions([5], [10]).spread == 0
    scores = st.shrunk_means([80, 90, 70], [2, 2, 2])
    assert abs(scores.values - scores.center).max() < 10
    ends = scores.interval(0.9)
    assert (ends.low < ends.high).all()
    assert st.shrunk_means([80], [2]).spread == 0
    for call, message in (
        (lambda: st.shrunk_proportions([0], [0]), "n must be above zero in some group; got none"),
        (lambda: st.shrunk_means([1], [0]), "se must be above zero"),
        (lambda: st.shrunk_means([], []), "means must hold at least one group; got none"),
        (lambda: st.overdispersion([3, 1], [2, 2]), "successes must be from zero to n"),
    ):
        with pytest.raises(InputError, match=message):
            call()


def test_control_charts_at_their_edges():
    chart = st.p_chart([5, 6, 0], [10, 10, 0])
    assert np.isnan(chart.values[2])
    assert st.p_chart([0], [5]).sigma_ratio == 1.0
    with pytest.raises(InputError, match="successes must have no gaps; got 1 missing"):
        st.p_chart([1, None], [5, 5])
    for call, message in (
        (lambda: st.p_chart([0], [0]), "n must be above zero in some period"),
        (
            lambda: st.p_chart([1], [2], sigmas=0),
            "width of the limits must be above zero and finite; got 0",
        ),
        (
            lambda: st.xmr_chart([1.0]),
            "values must be at least two without gaps; got 1 and 0 missing",
        ),
    ):
        with pytest.raises(InputError, match=message):
            call()
    assert st.xmr_chart([1, 2, 1, 2, 30]).signals.size >= 0


def test_cuped_and_sample_ratio():
    before = rng().normal(size=200)
    after = 2 * before + rng().normal(size=200)
    adjusted = st.cuped(before, after)
    assert adjusted.theta == pytest.approx(np.cov(before, after)[0, 1] / np.var(before, ddof=1))
    assert adjusted.variance_reduction == pytest.approx(np.corrcoef(before, after)[0, 1] ** 2)
    fixed = st.cuped(before, after, theta=2.0, center=0.0)
    assert fixed.theta == 2.0
    flat = st.cuped([1, 1], [2, 2])
    assert (flat.theta, flat.variance_reduction) == (None, None)
    assert st.cuped([], []).variance is None
    assert st.sample_ratio([500, 500]).mismatch is False
    assert st.sample_ratio([400, 600], expected=[0.5, 0.5]).mismatch is True
    for call, message in (
        (lambda: st.cuped([1], [1, 2]), "after must have one value for each before, 1; got 2"),
        (lambda: st.sample_ratio([5]), "counts must be at least two counts"),
        (
            lambda: st.sample_ratio([5, 5], expected=[0.5, 0.6]),
            "expected must be one share above zero for each arm",
        ),
    ):
        with pytest.raises(InputError, match=message):
            call()


def test_multiplicity_in_order_and_with_gaps():
    p = [0.01, np.nan, 0.04, 0.03]
    assert st.bonferroni(p)[0] == pytest.approx(0.03)
    assert np.isnan(st.holm(p)[1])
    assert st.benjamini_hochberg([0.01, 0.04, 0.03]) == pytest.approx(
        sp.false_discovery_control([0.01, 0.04, 0.03])
    )
    assert st.benjamini_yekutieli([0.01, 0.04, 0.03]) == pytest.approx(
        sp.false_discovery_control([0.01, 0.04, 0.03], method="by")
    )
    with pytest.raises(InputError, match="p_values must lie between 0 and 1; got 2"):
        st.holm([2])


def test_net_shares():
    plain = st.net_wald(np.array([50, 5]), 30, 20).interval()
    assert plain.low.shape == (2,)
    assert st.net_share(0, 0, 0).reason == "no observations"
    tested = st.net_difference_test(st.net_wald(50, 30, 20), st.net_wald(40, 30, 30))
    assert tested.effect == pytest.approx(0.2)
    with pytest.raises(InputError, match="prior must be three weights above zero"):
        st.net_posterior(1, 2, 3, prior=(0, 1, 1))
    with pytest.raises(InputError, match="positive must be zero or more"):
        st.net_posterior(-1, 2, 3)


def test_sizes_and_powers():
    size = st.two_proportion_size(0.8, 0.85)
    assert st.two_proportion_power(0.8, 0.85, size.exact) == pytest.approx(0.8)
    assert int(size) == math.ceil(size.exact)
    lengths = st.mean_size(1, sd=3)
    assert st.mean_power(1, sd=3, n=lengths.exact) == pytest.approx(0.8, abs=1e-6)
    assert st.discovery_size(1) == 1
    assert st.discovery_size(0.05) == 59
    assert st.discovery_size(0.05, population=100) == 45
    assert st.discovery_size(1, population=10) == 1
    assert st.clustered_size(100, cluster_size=11, icc=0.1) == 200
    for call, message in (
        (lambda: st.two_proportion_size(0.5, 0.5), "p2 must differ from p1; got 0.5 for both"),
        (lambda: st.mean_size(0, sd=1), "difference must be above zero and finite; got 0"),
        (lambda: st.krejcie_morgan_size(100, chi2=0), "chi2 must be above zero and finite; got 0"),
        (
            lambda: st.design_effect(0.5, icc=0),
            "cluster_size must be at least 1 and finite; got 0.5",
        ),
        (lambda: st.design_effect(5, icc=-1), "icc must be from"),
        (
            lambda: st.clustered_size(-1, cluster_size=2, icc=0),
            "n must be finite and zero or more; got -1",
        ),
        (lambda: st.discovery_size(0), "defect_rate must be above zero; got 0"),
    ):
        with pytest.raises(InputError, match=message):
            call()


def test_bounds_for_looking_often():
    assert st.peeking_size(5) == pytest.approx(0.142, abs=5e-4)
    for bounds in (st.pocock_bounds(4), st.obrien_fleming_bounds(4), st.pocock_bounds(3, sides=1)):
        sides = 1 if bounds.size == 3 else 2
        assert st.crossing_chance(bounds, sides=sides) == pytest.approx(0.05)
    for call, message in (
        (lambda: st.pocock_bounds(3, sides=3), "sides must be 1 or 2; got 3"),
        (lambda: st.pocock_bounds(101), "looks must be at most 100; got 101"),
        (lambda: st.pocock_bounds(3, alpha=0.6), "alpha must be below one half; got 0.6"),
    ):
        with pytest.raises(InputError, match=message):
            call()


def test_strata():
    reversed_ = st.stratified_comparison(([81, 192], [87, 263]), ([234, 55], [270, 80]))
    assert reversed_.reversal
    assert reversed_.crude_difference < 0
    nothing = st.stratified_comparison(([0], [0]), ([0], [0]))
    assert (nothing.crude_a, nothing.risk_difference) == (None, None)
    assert nothing.standardized_a.value is None
    assert st.standardized_rate([1, 0], [2, 0], weights=[1, 1]).value is None
    assert st.standardized_rate([1, 0], [2, 0], weights=[1, 0]).value == 0.5
    for weights in ([-1, 2], [0, 0]):
        with pytest.raises(InputError, match="weights must be zero or more, not all zero"):
            st.standardized_rate([1, 1], [2, 2], weights=weights)
    one = st.stratified_comparison((5, 10), (5, 10))
    assert not one.reversal


def test_doors_read_what_people_have():
    assert st.mean(pd.Series([1, None], dtype="Int64")).missing == 1
    assert st.mean([True, False, None]).value == 0.5
    assert st.quantile(pd.Series([True, False]), 0.5).n == 2
    with pytest.raises(InputError, match="q must lie between 0 and 1, the ends excluded"):
        st.survival_curve([1.0], [1]).quantile(Fraction(0))
    with pytest.raises(InputError, match="clusters must have one label for each value, 2; got 1"):
        st.mean([1, 2], clusters=["a"])
