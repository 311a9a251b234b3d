import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.economics import (
    blended_cost,
    cost_breakdown,
    cost_per_contact,
    cost_per_resolution,
    cost_per_resolution_with_one_repeat,
    cost_per_ticket,
    cost_target,
    cumulative_costs,
    meets_target,
)
from supportops.errors import InputError
from supportops.vocabulary import Money, money

AGENT = {
    "salary and benefits": "60000 USD",
    "tools": "5000 USD",
    "training": "2000 USD",
    "management overhead": "8000 USD",
}


@pytest.mark.fact("workforce-cost-worked-example")
def test_the_worked_example_of_an_agent_year():
    year = cost_breakdown(AGENT, tickets=25 * 240, labor=["salary and benefits"])
    assert year.total == money("75000 USD")
    assert year.per_ticket == money("12.50 USD") == cost_per_ticket("75000 USD", 6000)
    assert year.labor_share == 0.8
    assert year.shares["tools"] == pytest.approx(5 / 75)
    # The same agent at the pace of the capacity example, 20 minutes in 357 of them a day.
    assert round(float(cost_per_ticket(year.total, 17.857 * 240)), 2) == 17.5


@pytest.mark.fact("metrics-cost-per-ticket")
def test_the_published_band_of_a_ticket():
    band = cost_target("support-operations")
    assert (band.per, band.amount.low, band.amount.high) == (
        "ticket", money("5 USD"), money("25 USD"),
    )  # fmt: skip
    assert [meets_target(c, band) for c in ("4.99 USD", "5 USD", "25 USD", "25.01 USD")] == [
        False, True, True, False,
    ]  # fmt: skip
    with pytest.raises(InputError, match="one currency"):
        meets_target("12 EUR", band)
    assert cost_per_ticket("75000 USD", 6000) == money("12.50 USD")


@pytest.mark.fact("pricing-ast-cost-per-contact")
def test_a_contact_of_ast_is_under_its_ceiling():
    ast = cost_target("ast")
    assert (ast.per, ast.below, ast.reported, ast.contacts_per_year) == (
        "contact", money("3.50 USD"), money("3.20 USD"), 1_200_000,
    )  # fmt: skip
    assert meets_target(ast.reported, ast)
    assert not meets_target(ast.below, ast)
    assert ast.reported * ast.contacts_per_year == money("3840000 USD")
    assert ast.below * ast.contacts_per_year == money("4200000 USD")
    assert cost_per_contact("3840000 USD", 1_200_000) == ast.reported


def test_an_unknown_target():
    with pytest.raises(InputError, match="name must be one of support-operations or ast; got 'x'"):
        cost_target("x")


@pytest.mark.parametrize("tickets", [0, -5, float("nan"), True, "3"])
def test_without_tickets_the_cost_is_undefined(tickets):
    with pytest.raises(InputError, match="tickets must be a finite number above zero"):
        cost_per_ticket("75000 USD", tickets)
    with pytest.raises(InputError, match="contacts must be a finite number above zero"):
        cost_per_contact("75000 USD", tickets)


def test_a_cost_names_its_currency():
    with pytest.raises(InputError, match="cost must say its currency; got 75000"):
        cost_per_ticket(75000, 10)


def test_a_breakdown_without_tickets_or_spending():
    assert cost_breakdown(AGENT, tickets=0).per_ticket is None
    free = cost_breakdown({"a": "0 USD"}, tickets=5)
    assert (free.per_ticket, free.labor_share, free.shares) == (money("0 USD"), None, {})


@pytest.mark.parametrize(
    ("costs", "labor", "message"),
    [
        ({}, (), "costs must have an item"),
        ({"a": "-1 USD"}, (), r"costs\['a'\] must be zero or more; got -1 USD"),
        ({"a": "1 USD"}, ["b"], "labor must name costs; got 'b'; there are a"),
        ({"a": "1 USD", "b": "1 EUR"}, (), "one currency"),
    ],
)
def test_a_breakdown_says_what_is_wrong(costs, labor, message):
    with pytest.raises(InputError, match=message):
        cost_breakdown(costs, tickets=1, labor=labor)


@given(
    st.dictionaries(
        st.text(max_size=3), st.tuples(st.integers(0, 10**6), st.integers(0, 10**4)), min_size=1
    )
)
def test_the_blend_is_the_mean_over_contacts(channels):
    mix = {name: (n, Money(cents, "USD") / 100) for name, (n, cents) in channels.items()}
    answer = blended_cost(mix)
    assert answer.total == sum(unit * n for n, unit in mix.values())
    contacts = sum(n for n, _ in mix.values())
    assert (answer.per_contact is None) == (contacts == 0)
    if contacts:
        units = [unit for n, unit in mix.values() if n]
        assert float(min(units)) - 1e-6 <= float(answer.per_contact) <= float(max(units)) + 1e-6
        assert answer.per_assisted == answer.per_contact
    assert blended_cost(mix, unassisted=list(mix)).per_assisted is None


@pytest.mark.parametrize(
    ("channels", "unassisted", "message"),
    [
        ({}, (), "channels must have a channel"),
        ({"a": (-1, "1 USD")}, (), "contacts of 'a' must be a finite number, zero or more"),
        ({"a": (1, "-1 USD")}, (), "cost of 'a' must be zero or more"),
        ({"a": (1, "1 USD")}, ["b"], "unassisted must name channels; got 'b'; there are a"),
    ],
)
def test_a_blend_says_what_is_wrong(channels, unassisted, message):
    with pytest.raises(InputError, match=message):
        blended_cost(channels, unassisted=unassisted)


def test_the_cost_of_a_resolution():
    assert cost_per_resolution("5 USD", fcr="80%").cost == money("6.25 USD")
    assert cost_per_resolution_with_one_repeat("5 USD", fcr=0.8).contacts_per_issue == 1.2
    never = cost_per_resolution("5 USD", fcr=0)
    assert (never.contacts_per_issue, never.cost) == (float("inf"), None)


@given(st.floats(0.01, 1))
def test_repeats_that_repeat_cost_at_least_as_much(fcr):
    every = cost_per_resolution("5 USD", fcr=fcr)
    one = cost_per_resolution_with_one_repeat("5 USD", fcr=fcr)
    assert every.contacts_per_issue >= one.contacts_per_issue - 1e-12
    # By hand: one contact, and another for each that is still open, round by round.
    rounds = sum((1 - fcr) ** k for k in range(6000))
    assert every.contacts_per_issue == pytest.approx(rounds)


def test_tiers_add_up():
    costs = cumulative_costs({"L1": "22 USD", "L2": "62 USD", "L3": "85 USD"})
    assert list(costs.values()) == [money("22 USD"), money("84 USD"), money("169 USD")]
    assert cumulative_costs({}) == {}
    with pytest.raises(InputError, match=r"costs\['L1'\] must be zero or more; got -1 USD"):
        cumulative_costs({"L1": "-1 USD"})
