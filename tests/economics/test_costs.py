import pytest

from supportops.economics import cost_per_ticket
from supportops.errors import InputError
from supportops.vocabulary import money


@pytest.mark.fact("metrics-cost-per-ticket")
def test_cost_per_ticket_is_cost_over_tickets():
    assert cost_per_ticket("75000 USD", 6000) == money("12.50 USD")


@pytest.mark.parametrize("tickets", [0, -5, float("nan")])
def test_without_tickets_the_cost_is_undefined(tickets):
    with pytest.raises(InputError, match="tickets must be above zero"):
        cost_per_ticket("75000 USD", tickets)


def test_a_cost_names_its_currency():
    with pytest.raises(InputError, match="cost must say its currency; got 75000"):
        cost_per_ticket(75000, 10)
