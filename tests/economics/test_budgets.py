import pytest

from supportops.economics import (
    Phase,
    ai_prices,
    budget_check,
    content_cost,
    content_prices,
    first_budget,
    infrastructure_cost,
    licences,
    money_range,
    outsourcing_cost,
    phase_totals,
    phases,
    rollout_prices,
    stack_cost,
)
from supportops.errors import InputError
from supportops.vocabulary import Range, money


@pytest.mark.fact("pricing-itcs-phases")
def test_three_phases_and_their_sums():
    rows = [
        (p.number, p.name, str(p.weeks), str(p.one_time), str(p.monthly), p.scope) for p in phases()
    ]
    assert rows == [
        (1, "foundation", "6–12 weeks", "10,000 USD to 50,000 USD", "2,000 USD to 10,000 USD",
         ("CRM", "ticketing", "telephony")),
        (2, "automation and self-service", "8–16 weeks", "5,000 USD to 100,000 USD", "None",
         ("KB", "chatbots", "IVR")),
        (3, "analytics and improvement", "4–8 weeks", "2,000 USD to 20,000 USD",
         "1,000 USD to 5,000 USD", ("dashboards", "quality programme")),
    ]  # fmt: skip
    assert phases()[1].note == "depends on custom AI"
    totals = phase_totals(phases())
    assert (totals.weeks.low, totals.weeks.high) == (18, 36)
    assert (totals.one_time.low, totals.one_time.high) == (money("17000 USD"), money("170000 USD"))
    assert (totals.monthly.low, totals.monthly.high) == (money("3000 USD"), money("15000 USD"))


def test_sums_of_phases_that_are_open_or_none():
    assert phase_totals([]) is None
    endless = Phase(**{**phases()[1].to_dict(), "weeks": {"low": 8, "unit": "weeks"}})
    assert phase_totals([endless]).weeks.high is None
    assert phase_totals([endless]).monthly is None


@pytest.mark.fact("pricing-hume-budget")
def test_a_first_budget():
    budget = first_budget()
    assert (str(budget.one_time), str(budget.monthly)) == (
        "25,000 USD to 50,000 USD", "5,000 USD to 20,000 USD",
    )  # fmt: skip
    check = budget_check(budget, one_time="50000 USD", monthly="4999 USD")
    assert (check.one_time, check.monthly) == ("within", "below")
    assert budget_check(budget, one_time="50001 USD", monthly="5000 USD").one_time == "above"


@pytest.mark.fact("pricing-hume-kb-content")
def test_content_costs_hours_times_rates():
    prices = content_prices()
    assert str(prices.initial) == "8,000 USD to 35,000 USD"
    one = content_cost(1, hours_per_area=prices.hours_per_area, hourly=prices.writer_hour)
    assert (one.low, one.high) == (money("2000 USD"), money("18000 USD"))
    assert (prices.hours_per_area.low, prices.hours_per_area.high) == (40, 120)
    assert str(prices.writer_hour) == "50 USD to 150 USD"
    open_hours = content_cost(1, hours_per_area=Range(low=40), hourly=prices.writer_hour)
    assert open_hours.open_ended
    assert content_cost(2, hours_per_area=Range(high=1), hourly=money_range("3 USD")).high == money(
        "6 USD"
    )


@pytest.mark.fact("pricing-itcs-vendor-licences")
def test_licences_and_what_comes_on_top():
    assert [(x.vendor, str(x.monthly), x.per, x.note) for x in licences()] == [
        ("Freshdesk", "15 USD to 49 USD", "agent", "SMB plans"),
        ("Zendesk Support Suite", "49 USD to 199 USD", "agent", ""),
        ("Salesforce Service Cloud", "25 USD to 150 USD", "user", ""),
    ]
    prices = rollout_prices()
    assert (prices.year, str(prices.weeks)) == (2024, "6–12 weeks")
    assert (str(prices.middleware), str(prices.training)) == (
        "5,000 USD to 25,000 USD", "500 USD to 1,500 USD",
    )  # fmt: skip
    ten = stack_cost(10, licence=licences()[1].monthly, middleware=prices.middleware,
                     training=prices.training)  # fmt: skip
    assert (ten.monthly.low, ten.monthly.high) == (money("490 USD"), money("1990 USD"))
    assert (ten.one_time.low, ten.one_time.high) == (money("10000 USD"), money("40000 USD"))
    assert (ten.first_year.low, ten.first_year.high) == (money("15880 USD"), money("63880 USD"))


@pytest.mark.fact("pricing-itcs-infrastructure")
def test_the_whole_stack():
    assert str(infrastructure_cost(99)) == "from 2,000 USD"
    assert str(infrastructure_cost(100)) == "10,000 USD to 50,000 USD"
    with pytest.raises(InputError, match="agents must be a whole number"):
        infrastructure_cost(1.5)


@pytest.mark.fact("pricing-itcs-ai-budget")
def test_bots_and_models():
    prices = ai_prices()
    assert str(prices.bot_platform) == "500 USD to 3,000 USD"
    assert prices.custom_model.low == money("50000 USD")
    assert prices.custom_model.open_ended
    assert prices.custom_model_printed_high == money("200000 USD")
    assert prices.usage_unit_tokens == 1_000_000


@pytest.mark.fact("pricing-itcs-outsourcing")
def test_agents_outside():
    places = ("offshore", "nearshore", "onshore specialized")
    assert [str(outsourcing_cost(1, location=place)) for place in places] == [
        "12 USD to 30 USD", "30 USD to 75 USD", "75 USD to 150 USD",
    ]  # fmt: skip
    month = outsourcing_cost(160, location="offshore")
    assert (month.low, month.high) == (money("1920 USD"), money("4800 USD"))
    with pytest.raises(InputError, match="location must be one of offshore, nearshore or onshore"):
        outsourcing_cost(1, location="moon")
