import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.knowledge import (
    deflection_claims,
    deflection_from_requests,
    deflection_from_sessions,
    deflection_from_users,
    deflection_from_visits,
    tickets_per_user,
    tickets_prevented,
)
from supportops.vocabulary import money


@pytest.mark.fact("knowledge-deflection-worked-example", "knowledge-deflection-formula")
def test_the_worked_example():
    month = deflection_from_visits(10_000, deflected="35%", recontact=0, cost_per_ticket="15 USD")
    assert month.tickets == 3500
    assert month.gross_saving == money("52500 USD")
    assert month.gross_saving * 12 == money("630000 USD")
    assert (month.cost, month.net, month.roi, month.break_even) == (None, None, None, None)
    cheaper = deflection_from_visits(
        10_000, deflected="35%", recontact=0, cost_per_ticket="12.50 USD"
    )
    assert cheaper.gross_saving == money("43750 USD")


@pytest.mark.fact("knowledge-deflection-claim")
def test_the_claim_is_a_range():
    (claim,) = deflection_claims()
    assert (claim.low, claim.high) == (0.30, 0.50)
    assert str(claim.source) == (
        "support-operations skill, Knowledge Base & Self-Service Strategy (introduction)"
    )


def test_what_people_type():
    month = deflection_from_visits(
        10_000, deflected="35%", cost_per_ticket="15 USD", investment="8000 USD", recontact=0
    )
    assert month.net == money("44500 USD")


@given(st.floats(0, 1e9), st.floats(0, 1), st.floats(0, 1))
def test_the_leak_takes_from_what_was_deflected(visits, deflected, recontact):
    leaky = deflection_from_visits(visits, deflected=deflected, recontact=recontact)
    assert leaky.tickets <= leaky.gross <= leaky.base == visits
    assert leaky.tickets == pytest.approx(leaky.gross - leaky.gross * recontact)
    # Visits that all mean to file a ticket are sessions with full intent.
    sessions = deflection_from_sessions(visits, intent=1, resolved=deflected, recontact=recontact)
    assert (sessions.gross, sessions.tickets) == (leaky.gross, leaky.tickets)


def test_a_session_has_its_price():
    bot = deflection_from_sessions(
        1000, intent=1, resolved=0.5, recontact=0, cost_per_ticket="4 USD",
        cost_per_session="0.5 USD",
    )  # fmt: skip
    assert (bot.cost, bot.net, bot.break_even) == (money("500 USD"), money("1500 USD"), 125.0)
    nothing = deflection_from_sessions(
        10, intent=1, resolved=1, recontact=0, cost_per_ticket="0 USD", investment="0 USD"
    )
    assert (nothing.roi, nothing.break_even) == (None, None)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"visits": -1}, "visits must be a finite number, zero or more; got -1"),
        ({"visits": "many"}, "visits must be a finite number, zero or more; got 'many'"),
        ({"deflected": 35}, 'deflected must be a share from 0 to 1; got 35; write 0.35 or "35%"'),
        ({"recontact": -0.1}, "recontact must be a share from 0 to 1"),
        ({"cost_per_ticket": 15}, "cost_per_ticket must say its currency; got 15"),
        ({"investment": "-1 USD"}, "investment must be zero or more; got '-1 USD'"),
        ({"investment": "1 EUR"}, "amounts must be of one currency"),
    ],
)
def test_deflection_says_what_is_wrong(change, message):
    good = {"visits": 1, "deflected": 0.1, "recontact": 0, "cost_per_ticket": "1 USD"}
    kw = {**good, **change}
    with pytest.raises(InputError, match=message):
        deflection_from_visits(kw.pop("visits"), **kw)


def test_measured_shares_keep_their_own_whole():
    requests = deflection_from_requests(1800, tickets=4200)
    assert (requests.value, requests.definition) == (
        0.3, "self-service resolutions of all requests",
    )  # fmt: skip
    assert deflection_from_requests(0, tickets=0).reason == "no observations"
    users = deflection_from_users(20_000, ticket_users=5000)
    assert (users.score, users.share.value) == (4.0, 0.8)
    nobody = deflection_from_users(10, ticket_users=0)
    assert (nobody.score, nobody.share.value) == (None, 1.0)
    for wrong in (-1, 0.5):
        with pytest.raises(InputError, match="successes must be"):
            deflection_from_requests(wrong, tickets=5)


def test_tickets_of_users():
    assert tickets_per_user(9000, users=8500) == pytest.approx(18 / 17)
    with pytest.raises(InputError, match="users must be a finite number above zero"):
        tickets_per_user(1, users=0)
    assert tickets_prevented(-0.5, users=10) == -5
    assert tickets_prevented(0, users=10) == 0
    with pytest.raises(InputError, match="reduction_per_user must be a finite number"):
        tickets_prevented("much", users=10)
