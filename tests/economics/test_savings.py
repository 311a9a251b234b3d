import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.economics import (
    automation_saving,
    cash_saving,
    escalation_saving,
    fcr_saving,
    gross_saving,
    handle_time_saving,
    net_saving,
    resolution_saving,
    roi_ratio,
    shift_left_saving,
)
from supportops.errors import InputError
from supportops.vocabulary import money


@pytest.mark.fact("workforce-handle-time-saving")
def test_a_tenth_of_the_handle_time():
    assert handle_time_saving("12.50 USD", reduction="10%") == money("1.25 USD")


@pytest.mark.fact("workforce-fcr-saving")
def test_five_points_of_first_contact_resolution():
    answer = fcr_saving(6000, improvement="5%", cost_per_ticket="12.50 USD")
    assert (answer.tickets_avoided, answer.saving) == (300, money("3750 USD"))


@pytest.mark.fact("metrics-self-service-savings")
def test_gross_and_net_and_the_ratio_are_three_things():
    assert gross_saving(3500, cost_per_ticket="15 USD") == money("52500 USD")
    net = net_saving(3500, cost_per_ticket="15 USD", investment="8000 USD")
    assert net == money("44500 USD")
    assert roi_ratio("52500 USD", "8000 USD") == pytest.approx(44_500 / 8000)
    assert net_saving(0, cost_per_ticket="15 USD", investment="1 USD") == money("-1 USD")


def test_nothing_divides_by_nothing_spent():
    assert roi_ratio("5 USD", "0 USD") is None
    with pytest.raises(InputError, match="investment must be zero or more; got -1 USD"):
        roi_ratio("5 USD", "-1 USD")
    with pytest.raises(InputError, match="one currency"):
        roi_ratio("5 USD", "1 EUR")


@given(
    tickets=st.integers(1, 10**6), part=st.floats(0, 1),
    fixed=st.integers(0, 10**7), each=st.integers(0, 100),
)  # fmt: skip
def test_cash_is_never_more_than_the_claim(tickets, part, fixed, each):
    gone = int(tickets * part)
    answer = cash_saving(
        tickets, deflected=gone, fixed=f"{fixed} USD", variable_per_ticket=f"{each} USD"
    )
    claim, cash = float(answer.claimed_saving), float(answer.cash_saving)
    assert cash <= claim * (1 + 1e-12) + 1e-9
    if gone == tickets:
        assert answer.new_average_cost is None
    else:
        assert float(answer.new_average_cost) >= float(answer.average_cost) * (1 - 1e-12)


def test_more_cannot_be_deflected_than_there_is():
    with pytest.raises(InputError, match="deflected must be at most the tickets, 5; got 6"):
        cash_saving(5, deflected=6, fixed="1 USD", variable_per_ticket="1 USD")


def test_resolution_saving_needs_resolutions():
    with pytest.raises(InputError, match="fcr must be above zero"):
        resolution_saving(5, cost_per_contact="5 USD", fcr=(0, 0.5))


def test_what_gets_worse_costs():
    assert resolution_saving(100, cost_per_contact="4 USD", fcr=(0.8, 0.5)) == money("-300 USD")
    assert escalation_saving(
        100, fcr=("75%", "50%"), cost_first_tier="32 USD", cost_next_tier="60 USD"
    ) == money("-700 USD")
    assert shift_left_saving(2, cost_from="1 USD", cost_to="3 USD") == money("-4 USD")


def test_a_published_sum_that_does_not_add_up_is_answered_exactly():
    # The publication prints 39,373.
    answer = shift_left_saving(82, cost_from="62 USD", cost_to="22 USD", periods=12)
    assert answer == money("39360 USD")


def test_rework_can_eat_the_saving():
    answer = automation_saving(
        1000, automated=0.5, saved="1m", cost_per_hour="30 USD", error_rate=0.2, rework="10m"
    )
    assert answer.automated == 500
    assert answer.net_hours == pytest.approx(-500 / 60)
    assert float(answer.value) == pytest.approx(-250)


def test_times_say_their_unit():
    with pytest.raises(InputError, match='saved must say its unit; got 4; write "4m"'):
        automation_saving(1, automated=1, saved=4, cost_per_hour="1 USD", error_rate=0, rework="1m")
