"""What the engine promises, proved by exact sums, brute force or seeded simulation."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.optimize import brentq
from scipy.stats import lognorm, multinomial

from supportops import statistics as st

MIXES = [(0.5, 0.3, 0.2), (0.7, 0.2, 0.1), (0.85, 0.12, 0.03), (0.3, 0.3, 0.4)]


def net_coverage(moments_of, n, mix):
    up, down = (part.ravel() for part in np.mgrid[: n + 1, : n + 1])
    up, down = up[up + down <= n], down[up + down <= n]
    chances = multinomial.pmf(np.column_stack([up, n - up - down, down]), n, mix)
    interval = moments_of(up, n - up - down, down).interval()
    truth = mix[0] - mix[2]
    inside = (interval.low <= truth) & (truth <= interval.high)
    return float(chances[inside].sum())


@pytest.mark.parametrize("n", [10, 30, 100, 200])
@pytest.mark.parametrize("mix", MIXES)
def test_adjusted_wald_covers_a_net_share(n, mix):
    assert net_coverage(st.net_adjusted, n, mix) >= 0.93


def test_the_plain_interval_of_a_net_share_does_not():
    assert net_coverage(st.net_wald, 10, MIXES[2]) < 0.81
    assert net_coverage(st.net_adjusted, 10, MIXES[2]) > 0.94


def test_open_tickets_bring_the_median_back():
    """Half the tickets last about 8 hours, half about 12 days, all seen in a window of 28 days."""
    fast, slow = lognorm(0.6, scale=8), lognorm(1.0, scale=12 * 24)
    truth = brentq(lambda t: fast.cdf(t) + slow.cdf(t) - 1, 1, 500)
    rng, window = np.random.default_rng(28), 28 * 24.0

    def watched(n):
        slower = rng.random(n) < 0.5
        spread, middle = np.where(slower, 1.0, 0.6), np.where(slower, 288.0, 8.0)
        lasts = middle * np.exp(spread * rng.normal(size=n))
        room = window - rng.uniform(0, window, n)
        return np.minimum(lasts, room), lasts <= room

    # The curve is flat at its median, so that one of 2,000 tickets errs by a quarter.
    ages, closed = watched(2_000_000)
    assert truth == pytest.approx(31, abs=0.5)
    assert st.survival_curve(ages, closed).quantile(0.5).value == pytest.approx(truth, rel=0.02)
    assert np.median(ages[closed]) < 0.5 * truth
    p90 = [st.survival_curve(*watched(2000)).quantile(0.9) for _ in range(40)]
    assert 10 < sum(estimate.value is None for estimate in p90) < 38


def test_a_level_just_under_a_step_takes_the_next():
    curve = st.survival_curve([1, 2, 3, 4], [1] * 4)
    assert curve.quantile(Fraction(1, 2)).value == 2
    assert curve.quantile(Fraction(1, 2) + Fraction(1, 10**12)).value == 3


spans = some.lists(
    some.tuples(some.integers(1, 6), some.booleans(), some.integers(0, 3)), min_size=1, max_size=14
)
levels = some.integers(2, 12).flatmap(
    lambda n: some.integers(1, n - 1).map(lambda k: Fraction(k, n))
)


@given(rows=spans, q=levels)
def test_survival_by_exact_fractions(rows, q):
    rows = [(age, closed, entry if entry < age else 0) for age, closed, entry in rows]
    ages, closed, entries = (list(column) for column in zip(*rows, strict=True))
    curve = st.survival_curve(ages, closed, entry=entries)
    left, answer, exact = Fraction(1), None, []
    for age in sorted({a for a, c, _ in rows if c}):
        risk = sum((e == 0 or e < age) and age <= a for a, _, e in rows)
        left *= 1 - Fraction(sum(a == age and c for a, c, _ in rows), risk)
        exact.append(float(left))
        if answer is None and left <= 1 - q:
            answer = age
    assert curve.survival.tolist() == pytest.approx(exact)
    assert curve.quantile(q).value == answer
    assert curve.quantile(float(q)).value == answer


def test_medians_of_whole_samples_are_their_nearest_ranks():
    """A known package misses the median of 1 … n by one in eleven of these thirty."""
    for n in range(2, 61, 2):
        whole = st.survival_curve(np.arange(1, n + 1), np.ones(n))
        assert whole.quantile(0.5).value == n // 2


def test_greenwood_is_the_binomial_without_open_cases():
    curve = st.survival_curve([1, 2, 3, 4, 5], [1] * 5)
    assert curve.se == pytest.approx(np.sqrt(curve.survival * (1 - curve.survival) / 5))
    ended = st.cumulative_incidence([1, 2, 3, 4], ["a", "b", "a", "b"])
    assert ended.share("a", by=3).se == pytest.approx(0.25)


@settings(max_examples=30)
@given(seed=some.integers(0, 10_000))
def test_order_and_names_do_not_matter(seed):
    rng = np.random.default_rng(seed)
    scores = rng.integers(1, 5, (3, 8)).astype(float)
    raters, units = rng.permutation(3), rng.permutation(8)
    turned = scores[raters][:, units]
    first, second = st.intraclass(scores), st.intraclass(turned)
    for name in ("one_way", "agreement", "consistency_mean"):
        a, b = getattr(first, name), getattr(second, name)
        assert (a.value is None) == (b.value is None)
        assert float(a) == pytest.approx(float(b), nan_ok=True)
    names = dict(zip((1.0, 2.0, 3.0, 4.0), rng.permutation(list("wxyz")), strict=True))
    renamed = [[names[value] for value in row] for row in turned]
    for coefficient in (st.gwet_ac, st.fleiss_kappa, st.brennan_prediger):
        ours, theirs = (coefficient(st.rating_counts(r)) for r in (scores, renamed))
        assert ours.value == pytest.approx(theirs.value)
        assert ours.interval().low == pytest.approx(theirs.interval().low)
    plain = st.krippendorff_alpha(scores, level="nominal").value
    assert plain == pytest.approx(st.krippendorff_alpha(renamed, level="nominal").value)
    cells = rng.integers(0, 9, (3, 3)) + np.eye(3, dtype=int)
    order = rng.permutation(3)
    assert st.cohen_kappa(cells).value == pytest.approx(
        st.cohen_kappa(cells[order][:, order]).value
    )
    values = rng.normal(size=50)
    assert st.quantile(values, 0.5).interval() == st.quantile(values[::-1], 0.5).interval()


def slow_alpha(rows, level):
    """Alpha from the coincidence of every pair, as the definition reads."""
    units = [[v for v in unit if not np.isnan(v)] for unit in np.transpose(rows)]
    units = [unit for unit in units if len(unit) > 1]
    flat = sorted(value for unit in units for value in unit)

    def distance(a, b):
        if level == "nominal":
            return float(a != b)
        if level == "ordinal":
            low, high = min(a, b), max(a, b)
            between = sum(low <= v <= high for v in flat)
            return (between - (flat.count(a) + flat.count(b)) / 2) ** 2 if a != b else 0.0
        if level == "interval":
            return (a - b) ** 2
        return ((a - b) / (a + b)) ** 2 if a + b else 0.0

    observed = sum(
        distance(a, b) / (len(unit) - 1) for unit in units for a in unit for b in unit
    ) / len(flat)
    expected = sum(distance(a, b) for a in flat for b in flat) / (len(flat) * (len(flat) - 1))
    return 1 - observed / expected if expected else None


@settings(max_examples=30)
@given(
    seed=some.integers(0, 10_000),
    level=some.sampled_from(["nominal", "ordinal", "interval", "ratio"]),
)
def test_alpha_by_its_definition(seed, level):
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, 5, (3, 6)).astype(float)
    rows[rng.random(rows.shape) < 0.25] = np.nan
    found = st.krippendorff_alpha(rows, level=level)
    if found.n:
        expected = slow_alpha(rows, level)
        assert found.value == (None if expected is None else pytest.approx(expected))


def test_alpha_bootstrap_is_the_plain_resampling():
    rng = np.random.default_rng(5)
    rows = rng.integers(1, 4, (2, 40)).astype(float)
    rows[1, :25] = rows[0, :25]
    for level in ("nominal", "ordinal", "interval", "ratio"):
        answer = st.alpha_bootstrap(rows, level=level, rng=np.random.default_rng(9), replicates=100)
        # The same draws, by the road of the single alpha.
        again = np.random.default_rng(9)
        resamples = [rows[:, again.integers(40, size=40)] for _ in range(100)]
        slow = [st.krippendorff_alpha(resample, level=level).value for resample in resamples]
        found = answer.interval(0.8)
        assert (found.low, found.high) == pytest.approx(np.quantile(slow, [0.1, 0.9]))
