from datetime import timedelta

import pytest

from supportops import economics
from supportops.economics import (
    add_on_cost,
    needs_custom_contract,
    preset,
    presets,
    quote,
    service_credit,
)
from supportops.errors import InputError
from supportops.vocabulary import money

HOURS = timedelta(hours=1)


def _prices(catalog):
    return {
        plan.name: [(str(p.amount), p.per, p.basis) for p in plan.prices] for plan in catalog.plans
    }


def test_presets_are_read_once_and_round_trip():
    assert presets() == ("ast", "vivtone", "hume")
    for name in presets():
        catalog = preset(name)
        assert economics.PlanCatalog.model_validate_json(catalog.model_dump_json()) == catalog
    assert preset("ast") is preset("ast")
    with pytest.raises(InputError, match="name must be a preset of economics; got 'x'"):
        preset("x")


@pytest.mark.fact("pricing-ast-plans")
def test_ast():
    ast = preset("ast")
    assert _prices(ast) == {
        "basic": [("49 USD", "month", "unstated")],
        "pro": [("199 USD", "month", "unstated")],
        "enterprise": [("1,499 USD", "month", "unstated")],
    }
    assert ast.plan("basic").includes == ("email only", "business hours")
    assert ast.plan("pro").includes == ("24/7 chat", "24/7 phone")
    assert ast.plan("enterprise").includes == (
        "named technical account manager", "critical response SLA", "quarterly business reviews",
    )  # fmt: skip
    assert ast.plan("enterprise").critical_response == 4 * HOURS
    assert ast.custom_above == 10_000
    assert [needs_custom_contract(ast, n) for n in (10_000, 10_001)] == [False, True]


@pytest.mark.fact("pricing-vivtone-plans")
def test_vivtone():
    viv = preset("vivtone")
    assert _prices(viv) == {
        "basic": [("49 USD", "month", "company")],
        "pro": [("199 USD", "month", "seat")],
        "enterprise": [
            ("from 1,200 USD", "month", "contract"),
            ("from 15,000 USD", "year", "contract"),
        ],
    }
    assert viv.plan("basic").includes == ("self-service", "email")
    assert viv.plan("pro").includes == ("phone", "chat", "business hours")
    assert viv.plan("enterprise").includes[:2] == ("dedicated CSM", "24x7 support")
    assert viv.plan("enterprise").includes[2:] == (
        "prioritised engineering escalation", "uptime credits",
    )  # fmt: skip
    assert quote(viv, "pro", quantity=10).per_month.low == money("1990 USD")
    # Twelve monthly floors are not the yearly floor, and neither is made of the other.
    monthly, yearly = (quote(viv, "enterprise", months=12, billed=b) for b in ("month", "year"))
    assert (monthly.total.low, yearly.total.low) == (money("14400 USD"), money("15000 USD"))
    assert yearly.per_month is None
    assert yearly.flags == monthly.flags == ("open_ended",)
    assert needs_custom_contract(viv, 10**9) is None


@pytest.mark.fact("pricing-vivtone-sla-credits")
def test_credits_of_vivtone():
    viv = preset("vivtone")
    assert (viv.credits.low, viv.credits.high) == (0.05, 0.25)
    assert len(viv.credits.requires) == 6
    assert [service_credit(viv, "1200 USD", percent=p) for p in ("5%", "25%")] == [
        money("60 USD"), money("300 USD"),
    ]  # fmt: skip
    for outside in ("4.9%", "25.1%"):
        with pytest.raises(InputError, match=r"percent must be from 0.05 to 0.25 in vivtone"):
            service_credit(viv, "1200 USD", percent=outside)
    with pytest.raises(InputError, match="catalog must grant credits; got ast"):
        service_credit(preset("ast"), "1200 USD", percent="5%")


@pytest.mark.fact("pricing-hume-plans")
def test_hume():
    hume = preset("hume")
    assert _prices(hume) == {
        "basic": [("49 USD", "month", "account")],
        "pro": [("199 USD", "month", "account")],
        "enterprise": [("999 USD", "month", "account")],
        "standard help seat": [("15 USD to 35 USD", "month", "seat")],
        "premium managed seat": [("50 USD to 200 USD", "month", "seat")],
    }
    assert hume.plan("enterprise").prices[0].note == "account or custom"
    assert hume.plan("basic").response == (24 * HOURS, 48 * HOURS)
    assert hume.plan("pro").response == (24 * HOURS,)
    assert hume.plan("enterprise").critical_response == HOURS
    assert [hume.plan(n).includes for n in ("basic", "pro", "enterprise")] == [
        ("email",), ("email", "chat", "KB"), ("24/7 coverage", "named technical account manager"),
    ]  # fmt: skip
    seats = quote(hume, "premium managed seat", quantity=3, months=2)
    assert (seats.total.low, seats.total.high) == (money("300 USD"), money("1200 USD"))


@pytest.mark.fact("pricing-hume-addons")
def test_add_ons_of_hume():
    hume = preset("hume")
    assert add_on_cost(hume, "on-call engineering", quantity=3).low == money("4500 USD")
    assert str(add_on_cost(hume, "quarterly health check")) == "4,000 USD"
    assert str(add_on_cost(hume, "onboarding services")) == "6,000 USD to 20,000 USD"
    assert (hume.credits.low, hume.credits.high) == (0.10, 0.50)
    assert hume.credits.condition == "repeated breaches"
    ends = [service_credit(hume, "999 USD", percent=p) for p in ("10%", "50%")]
    assert ends == [money("99.90 USD"), money("499.50 USD")]
    with pytest.raises(InputError, match="add_on must be one of ast; got 'x'; there are none"):
        add_on_cost(preset("ast"), "x")


@pytest.mark.parametrize(
    ("name", "plan", "change", "message"),
    [
        ("ast", "x", {}, "plan must be one of ast; got 'x'; there are basic, pro and enterprise"),
        ("ast", "pro", {"quantity": 2}, "quantity must be 1 where the source does not say"),
        ("ast", "pro", {"quantity": 0}, "quantity must be a finite number above zero; got 0"),
        ("ast", "pro", {"months": 0}, "months must be one or more; got 0"),
        ("ast", "pro", {"billed": "year", "months": 12}, "billed must be a published price of pro"),
        ("vivtone", "enterprise", {"billed": "year", "months": 7}, "months must be whole years"),
    ],
)
def test_a_quote_says_what_is_wrong(name, plan, change, message):
    with pytest.raises(InputError, match=message):
        quote(preset(name), plan, **change)


def test_a_price_of_unstated_basis_is_flagged():
    assert quote(preset("ast"), "pro").flags == ("basis_unstated",)
