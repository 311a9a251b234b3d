import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.economics import (
    churn_avoided,
    investment_case,
    present_value,
    ramped_case,
    tornado,
)
from supportops.errors import InputError
from supportops.vocabulary import money

CASE = {"monthly_saving": "9000 USD", "monthly_cost": "1500 USD", "months": 12, "discount": "1%"}


def test_a_saving_that_never_pays_back():
    case = investment_case("100 USD", **{**CASE, "monthly_saving": "1500 USD"})
    assert (case.payback_months, case.simple_roi) == (None, -1.0)
    free = investment_case("0 USD", **CASE)
    assert (free.payback_months, free.simple_roi) == (0.0, None)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"months": 0}, "months must be one or more; got 0"),
        ({"months": 1.5}, "months must be a whole number, zero or more; got 1.5"),
        ({"discount": 5}, "discount must be a share from 0 to 1; got 5"),
        ({"monthly_cost": "1 EUR"}, "one currency"),
    ],
)
def test_an_investment_says_what_is_wrong(change, message):
    with pytest.raises(InputError, match=message):
        investment_case("100 USD", **{**CASE, **change})


def test_what_is_spent_is_not_negative():
    with pytest.raises(InputError, match="upfront must be zero or more; got -1 USD"):
        investment_case("-1 USD", **CASE)
    with pytest.raises(InputError, match="upfront must be zero or more; got -1 USD"):
        ramped_case("-1 USD", full_monthly_saving="1 USD", adoption=[1])
    with pytest.raises(InputError, match="adoption must have a month; got none"):
        ramped_case("1 USD", full_monthly_saving="1 USD", adoption=[])
    with pytest.raises(InputError, match=r"adoption\[1\] must be a share"):
        ramped_case("1 USD", full_monthly_saving="1 USD", adoption=[1, 2])
    with pytest.raises(InputError, match="flows must have an amount; got none"):
        present_value([], discount=0)


@given(st.integers(0, 10**6), st.integers(0, 10**5), st.integers(0, 10**5), st.integers(1, 36),
       st.floats(0, 0.2))  # fmt: skip
def test_full_adoption_is_the_flat_case(upfront, saving, cost, months, rate):
    flat = investment_case(
        f"{upfront} USD", monthly_saving=f"{saving} USD", monthly_cost=f"{cost} USD",
        months=months, discount=rate,
    )  # fmt: skip
    ramp = ramped_case(
        f"{upfront} USD", full_monthly_saving=f"{saving} USD", monthly_cost=f"{cost} USD",
        adoption=[1] * months, discount=rate,
    )  # fmt: skip
    assert ramp.npv == flat.npv
    assert ramp.simple_roi == flat.simple_roi
    if ramp.payback_month is not None:
        assert ramp.payback_month - 1 < flat.payback_months <= ramp.payback_month or upfront == 0
    else:
        assert flat.payback_months is None or flat.payback_months > months
    # An annuity, the textbook's way.
    net = saving - cost
    factor = months if rate == 0 else (1 - (1 + rate) ** -months) / rate
    if rate == 0 or rate > 1e-6:
        assert float(flat.npv) == pytest.approx(-upfront + net * factor, rel=1e-8, abs=1e-4)


def test_the_ramp_pays_back_where_it_says():
    case = ramped_case("15000 USD", full_monthly_saving="4000 USD", adoption=[0.3, 0.6, 1, 1])
    assert case.payback_month is None
    assert [float(a) for a in case.cumulative] == [-15000, -13800, -11400, -7400, -3400]
    assert ramped_case("0 USD", full_monthly_saving="1 USD", adoption=[0]).payback_month == 0


@given(st.integers(0, 5000), st.floats(0, 0.5), st.floats(0, 0.5), st.integers(0, 36))
def test_customers_kept_month_by_month(customers, before, after, months):
    answer = churn_avoided(
        customers, churn=(before, after), revenue="100 USD", margin=0.5, months=months
    )
    there, kept = [float(customers)] * 2, 0.0
    for _ in range(months):
        there = [there[0] * (1 - before), there[1] * (1 - after)]
        kept += there[1] - there[0]
    assert answer.customers_kept == pytest.approx(there[1] - there[0], abs=1e-6)
    assert answer.customer_months == pytest.approx(kept, abs=1e-6)
    assert float(answer.value) == pytest.approx(50 * kept, abs=1e-4)


def test_a_discount_makes_later_months_smaller():
    flat, less = (
        churn_avoided(
            100, churn=("2%", "1%"), revenue="10 USD", margin=1, months=12, discount=rate
        ).value
        for rate in (0, "1%")
    )
    assert less < flat


def test_the_widest_swing_comes_first():
    def answer(*, a, b, c):
        return money("1 USD") * (a * 10 + b - c)

    bars = tornado(answer, {"a": 1, "b": 5, "c": 1}, ranges={"b": (0, 9), "a": (0, 2), "c": (2, 1)})
    assert [(bar.name, bar.swing) for bar in bars] == [("a", 20), ("b", 9), ("c", 1)]
    assert [bar.crosses_zero for bar in bars] == [False, False, False]
    assert bars[2].at_low < bars[2].at_high


@pytest.mark.parametrize(
    ("ranges", "message"),
    [
        ({"z": (0, 1)}, "ranges must name inputs of the base; got 'z'; there are a"),
        ({"a": 3}, r"ranges\['a'\] must be a pair of ends; got 3"),
        ({"a": (0, 1)}, "answer must be defined; got none at a = 0"),
    ],
)
def test_a_tornado_says_what_is_wrong(ranges, message):
    with pytest.raises(InputError, match=message):
        tornado(lambda a: None, {"a": 1}, ranges=ranges)
