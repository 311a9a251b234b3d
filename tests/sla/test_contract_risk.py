"""Contract risk against counting by hand, exact fractions and simulation."""

from decimal import Decimal
from fractions import Fraction
from math import comb, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import sla
from supportops.errors import InputError

shares = st.integers(0, 100).map(lambda n: n / 100)


def slow(p, n, target):
    exact = Fraction(str(target))
    q = Fraction(str(p))
    passing = (k for k in range(n + 1) if Fraction(k, n) >= exact)
    return float(sum(comb(n, k) * q**k * (1 - q) ** (n - k) for k in passing))


@settings(max_examples=80, deadline=None)
@given(shares, st.integers(1, 60), st.integers(1, 1000).map(lambda n: n / 1000))
def test_passing_is_the_sum_over_what_passes(p, n, target):
    assert sla.pass_probability(p, n, target=target) == pytest.approx(slow(p, n, target), abs=1e-12)
    risk = sla.contract_risk(p, tickets_per_month=n, target=target)
    assert risk.month.passes == pytest.approx(slow(p, n, target), abs=1e-12)


def test_the_report_has_these_figures():
    # True attainment for 95 % confidence under a 95 % clause, at 15, 60, 180 and 540 tickets.
    needed = sla.attainment_needed([15, 60, 180, 540], target="95%")
    assert needed == pytest.approx([0.9966, 0.977, 0.9696, 0.963], abs=0.0005)
    assert sla.attainment_needed(9, target=0.95) == pytest.approx(0.95 ** (1 / 9))
    assert sla.tickets_to_mean_something(Decimal("0.999")) == 1000


def test_kinds_and_gaps():
    n = pd.Series([0.0, 20, nan], index=["a", "b", "c"])
    found = sla.pass_probability(0.99, n, target="95%")
    assert list(found.index) == ["a", "b", "c"]
    assert found.isna().tolist() == [True, False, True]
    assert isinstance(sla.pass_probability(0.99, 20, target="95%"), float)
    assert sla.pass_probability([0.9, 0.99], 20, target="95%").shape == (2,)
    assert np.isnan(sla.attainment_needed([0, nan], target="95%")).all()
    assert sla.pass_probability(1, 10**6, target=1) == 1
    assert sla.pass_probability(0, 5, target="1%") == 0


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 400),
    st.integers(1, 99).map(lambda n: n / 100),
    st.integers(1, 99).map(lambda n: n / 100),
)
def test_the_attainment_needed_passes_just_so(n, target, confidence):
    p = sla.attainment_needed(n, target=target, confidence=confidence)
    assert sla.pass_probability(p, n, target=target) == pytest.approx(confidence, abs=1e-9)


def test_a_limit_is_compared_in_whole_numbers():
    # 0.07 x 100 is 7.000000000000001 in floats; seven of a hundred are enough.
    assert sla.pass_probability(0.5, 100, target=0.07) == pytest.approx(slow(0.5, 100, "0.07"))
    risk = sla.contract_risk(0.5, tickets_per_month=100, target=0.07)
    assert risk.month.misses_allowed == 93
    assert (
        sla.contract_risk(0.5, tickets_per_month=10**6, target="99.9%").month.misses_allowed == 1000
    )


@pytest.mark.parametrize(("n", "cluster"), [(30, None), (30, 10), (31, 10), (7, 50), (30, 1)])
@pytest.mark.parametrize("correlation", [0.02, 0.3, 1.0])
def test_clustered_tickets_have_the_mean_and_variance_that_theory_gives(n, cluster, correlation):
    from supportops.sla.odds import kept_odds

    p, size = 0.9, min(cluster or n, n)
    law = kept_odds(p, n, correlation=correlation, cluster=cluster)
    k = np.arange(n + 1)
    mean = law @ k
    variance = law @ (k - mean) ** 2
    sizes = [size] * (n // size) + [n % size]
    theory = sum(m * p * (1 - p) * (1 + (m - 1) * correlation) for m in sizes if m)
    assert mean == pytest.approx(n * p)
    assert variance == pytest.approx(theory)
    assert law.sum() == pytest.approx(1)


def test_bad_days_make_passing_a_matter_of_luck():
    even = sla.contract_risk(0.97, tickets_per_month=300, target="95%")
    moody = sla.contract_risk(
        0.97, tickets_per_month=300, target="95%", correlation=0.1, cluster=15
    )
    assert even.month.passes > 0.97
    assert moody.month.passes < even.month.passes - 0.05
    assert even.year.passes > even.quarter.passes > even.month.passes
    assert even.month.passes_all_year == pytest.approx(even.month.passes**12)
    assert even.quarter.passes_all_year == pytest.approx(even.quarter.passes**4)
    assert even.flags == ()
    assert list(even.to_frame()["window"]) == ["month", "quarter", "year"]
    rng = np.random.default_rng(7)
    p = rng.beta(0.97 * 9, 0.03 * 9, size=(20_000, 20))
    kept = rng.binomial(15, p).sum(axis=1)
    assert moody.month.passes == pytest.approx((kept >= 285).mean(), abs=0.01)


def test_a_random_volume_averages_the_odds():
    found = sla.contract_risk(0.97, tickets_per_month=20, target="95%", volume="poisson")
    counts = np.arange(1, 400)
    for odds, mean in ((found.month, 20), (found.quarter, 60), (found.year, 240)):
        weights = np.exp(counts * np.log(mean) - mean - np.cumsum(np.log(counts)))
        slowly = (
            np.exp(-mean)
            + (
                weights
                * [
                    slow(0.97, n, 0.95) if n < 120 else sla.pass_probability(0.97, n, target=0.95)
                    for n in counts.tolist()
                ]
            ).sum()
        )
        assert odds.passes == pytest.approx(slowly, abs=1e-9)
    assert (found.month.tickets, found.month.misses_allowed) == (20, 1)
    moody = sla.contract_risk(
        0.97, tickets_per_month=20, target="95%", volume="poisson", correlation=0.2, cluster=5
    )
    assert moody.month.passes != pytest.approx(found.month.passes, abs=0.01)
    faint = sla.contract_risk(
        0.97, tickets_per_month=20, target="95%", volume="poisson", correlation=1e-13, cluster=5
    )
    assert faint.month.passes == pytest.approx(found.month.passes, abs=1e-9)
    alone = sla.contract_risk(
        0.97, tickets_per_month=20, target="95%", volume="poisson", correlation=0.4, cluster=1
    )
    assert alone.year.passes == pytest.approx(found.year.passes, abs=1e-9)
    rare = sla.contract_risk(
        0.5, tickets_per_month=1, target="95%", volume="poisson", correlation=0.5, cluster=2
    )
    assert rare.month.passes > np.exp(-1)  # a month without tickets passes


@pytest.mark.parametrize("correlation", [1e-15, 1e-9, 1e-4])
def test_a_faint_correlation_is_nearly_none(correlation):
    none = sla.contract_risk(0.97, tickets_per_month=500, target="95%")
    faint = sla.contract_risk(0.97, tickets_per_month=500, target="95%", correlation=correlation)
    assert faint.month.passes == pytest.approx(none.month.passes, abs=1e-9 + 50 * correlation)
    assert faint.year.passes == pytest.approx(none.year.passes, abs=1e-9 + 50 * correlation)


def test_flags_name_the_number_from_which_it_means_something():
    one = sla.contract_risk(0.99, tickets_per_month=1, target="95%")
    assert one.flags == (
        "with 1 ticket a month one miss fails it: the percentage means something from 20",
    )
    all_ = sla.contract_risk(1, tickets_per_month=50, target=1, correlation=0.5)
    assert all_.flags == (
        "with 50 tickets a month one miss fails it: 100 % allows none at any number",
    )
    assert all_.meaningful_from is None
    assert all_.month.passes == pytest.approx(1)
    assert "one miss fails it" in str(one)


BANDS = sla.AttainmentCredit.model_validate({
    "metric": "m", "minimum_tickets": 5,
    "bands": [{"below": "95%", "at_least": "90%", "credit": "5%"}, {"below": "90%", "credit": "10%"}],
})  # fmt: skip
STEPS = sla.MissCredit.model_validate(
    {"metric": "m", "steps": [{"misses": 1, "credit": "3%"}, {"misses": 4, "credit": "11%"}]}
)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([BANDS, STEPS]), shares, st.integers(0, 30), st.integers(1, 2))
def test_credits_are_the_sum_over_every_outcome(clause, p, n, months):
    found = sla.credits_at_risk(
        clause, attainment=p, tickets_per_month=n, fee="1000 USD", months=months
    )
    terms = sla.CreditTerms(clauses=(clause,))
    month = {}
    for met in range(n + 1):
        amount = sla.credits_owed(terms, fee="1000 USD", attained={"m": (met, n)}).total.amount
        month[amount] = month.get(amount, 0) + comb(n, met) * p**met * (1 - p) ** (n - met)
    total = {0: 1.0}
    for _ in range(months):
        total = {
            a + b: sum(x * y for c, x in total.items() for d, y in month.items() if c + d == a + b)
            for a in total for b in month
        }  # fmt: skip
    held = dict(zip((a.amount for a in found.amounts), found.probabilities, strict=True))
    for amount, chance in total.items():
        assert held.get(amount, 0.0) == pytest.approx(chance, abs=1e-9)
    assert sum(found.probabilities) == pytest.approx(1)
    mean = sum(float(a) * x for a, x in total.items())
    assert float(found.expected) == pytest.approx(mean, abs=0.006)
    assert found.any_credit == pytest.approx(1 - total[0], abs=1e-9)


def test_a_random_volume_mixes_the_months():
    found = sla.credits_at_risk(
        STEPS, attainment=0.98, tickets_per_month=30, fee="1000 USD", volume="poisson"
    )
    # Misses of a Poisson number are Poisson themselves.
    rate = 30 * 0.02
    clear = np.exp(-rate)
    assert found.probabilities[0] == pytest.approx(clear, abs=1e-9)
    many = 1 - sum(np.exp(-rate) * rate**k / [1, 1, 2, 6][k] for k in range(4))
    assert found.exceeds("30 USD") == pytest.approx(many, abs=1e-9)
    assert found.quantile(0) == found.amounts[0]
    assert str(found.quantile(1)) == "110 USD"
    assert found.to_frame()["at_most"].iloc[-1] == pytest.approx(1)


def test_a_large_random_volume_is_quick_and_the_text_says_it():
    found = sla.credits_at_risk(
        BANDS,
        attainment=0.96,
        tickets_per_month=2000,
        fee="1000 USD",
        volume="poisson",
        correlation=0.05,
        cluster=60,
    )
    assert str(found).startswith(f"{found.expected} expected of 1,000 USD in 1 month, some credit")


def test_wording_carries_the_intent():
    nine = sla.clause_wording(
        "95%", tickets_per_month=9, promise="the 30 minute answer", attainment=0.99
    )
    assert str(nine) == "At most one ticket a quarter may miss the 30 minute answer."
    assert (
        nine.why
        == "95% of 9 tickets a month allows no miss, and so asks for 99.43 % to pass 19 months of 20"
    )
    assert (nine.window, nine.misses, nine.odds.tickets) == ("quarter", 1, 27)
    assert nine.odds.passes == pytest.approx(0.99**27 + 27 * 0.01 * 0.99**26)
    assert sla.pass_probability(nine.wording_asks, 27, target=Decimal(26) / 28) == pytest.approx(
        0.95
    )
    many = sla.clause_wording(0.95, tickets_per_month=60, attainment="97%")
    assert str(many) == "At least 95% of the tickets of a month must keep the promise."
    assert (many.misses, many.window, many.why) == (
        None,
        "month",
        "60 tickets a month leave room for 3",
    )
    assert many.odds.passes == pytest.approx(sla.pass_probability(0.97, 60, target="95%"))
    assert many.percentage_asks == many.wording_asks
    assert (
        str(sla.clause_wording("95%", tickets_per_month=19))
        == "At most two tickets a quarter may miss the promise."
    )
    assert (
        str(sla.clause_wording("99%", tickets_per_month=30))
        == "At most three tickets a year may miss the promise."
    )
    rare = sla.clause_wording("99.9%", tickets_per_month=2)
    assert str(rare) == "At most one ticket a year may miss the promise."
    assert rare.why.endswith("even the 24 of a year leave no room, so one miss is the least")
    assert "1% of 1 ticket a month" in sla.clause_wording("1%", tickets_per_month=1).why


def test_many_misses_are_written_in_figures():
    assert "At most" not in str(sla.clause_wording("50%", tickets_per_month=40))
    wide = sla.clause_wording("10%", tickets_per_month=1)
    assert str(wide) == "At most two tickets a quarter may miss the promise."
    assert (
        str(sla.clause_wording("99.2%", tickets_per_month=100))
        == "At most two tickets a quarter may miss the promise."
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sla.pass_probability(1.5, 3, target="95%"), "attainment must be a share from 0 to 1; got 1.5"),
        (lambda: sla.pass_probability(0.5, 2.5, target="95%"), "tickets must be whole numbers, zero or more; got 2.5"),
        (lambda: sla.pass_probability(0.5, -1, target="95%"), "tickets must be whole numbers, zero or more; got -1"),
        (lambda: sla.pass_probability(0.5, float("inf"), target="95%"), "tickets must be whole numbers"),
        (lambda: sla.pass_probability(0.5, 3, target=0), "target must be above zero; got 0"),
        (lambda: sla.pass_probability(0.5, 3, target=95), 'target must be a share from 0 to 1; got 95; write "95%"'),
        (lambda: sla.attainment_needed(3, target="95%", confidence=1), "confidence must lie between 0 and 1; got 1"),
        (lambda: sla.tickets_to_mean_something("100%"), "target must be below 1"),
        (lambda: sla.contract_risk(0.9, tickets_per_month=0, target="95%"), "tickets_per_month must be one or more; got 0"),
        (lambda: sla.contract_risk(0.9, tickets_per_month=10**7, target="95%", correlation=0.1), "tickets must be at most 5000000"),
        (lambda: sla.contract_risk(0.9, tickets_per_month=5, target="95%", cluster=0), "cluster must be one or more; got 0"),
        (lambda: sla.contract_risk(0.9, tickets_per_month=5, target="95%", volume="wild"), "volume must be fixed or poisson; got 'wild'"),
        (lambda: sla.contract_risk(0.9, tickets_per_month=5, target="95%", volume="poisson", correlation=0.1), "cluster must be given for correlated tickets of a random volume"),
        (lambda: sla.credits_at_risk("5%", attainment=0.9, tickets_per_month=5, fee="1 USD"), "clause must be an AttainmentCredit or a MissCredit"),
        (lambda: sla.credits_at_risk(STEPS, attainment=0.9, tickets_per_month=5, fee="1 USD", months=0), "months must be one or more; got 0"),
        (lambda: sla.credits_at_risk(STEPS, attainment=0.9, tickets_per_month=5.5, fee="1 USD"), "tickets_per_month must be a whole number"),
        (lambda: sla.credits_at_risk(STEPS, attainment=0.9, tickets_per_month=5, fee="1 USD", volume="wild"), "volume must be fixed or poisson; got 'wild'"),
        (lambda: sla.clause_wording("95%", tickets_per_month=0), "tickets_per_month must be one or more"),
        (lambda: sla.clause_wording(1, tickets_per_month=5), "target must be below 1"),
    ],
)  # fmt: skip
def test_bad_input(call, message):
    with pytest.raises(InputError, match=message):
        call()
