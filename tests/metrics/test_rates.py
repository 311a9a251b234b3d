import pytest

from supportops import metrics
from supportops.errors import InputError


@pytest.mark.fact("metrics-vanity-reopen-example")
def test_a_thousand_closed_of_which_four_hundred_came_back():
    found = metrics.reopen_rates(
        tickets_solved=1000, tickets_reopened=400, reopen_events=400, solve_events=1400
    )
    assert found.by_ticket.percent == 40.0
    assert found.by_ticket.n - 400 == 600


@pytest.mark.fact("metrics-formula-reopen-rate")
def test_reopened_over_resolved():
    found = metrics.measure("reopen.by_ticket", {"tickets_reopened": 12, "tickets_solved": 300})
    assert found.percent == 4.0
    band = next(b for b in metrics.preset("support-operations") if b.metric == "reopen_rate")
    assert [metrics.grade(x, band) for x in (0.049, 0.05, 0.10, 0.101)] == [
        "on_target",
        "watch",
        "watch",
        "warning",
    ]


def test_three_reopen_rates():
    found = metrics.reopen_rates(
        tickets_solved=500, tickets_reopened=40, reopen_events=55, solve_events=555
    )
    assert found.by_ticket.value == 0.08
    assert found.events_per_ticket.value == 0.11
    assert found.by_solve_event.value == pytest.approx(55 / 555)
    assert metrics.reopens_from_solves([1, 1, 2, 0, 3]).tolist() == [0, 0, 1, 0, 2]


def test_denominators_are_named():
    assert metrics.escalation_rate(15, 100).definition == "escalation.of_all"
    assert metrics.escalation_rate(15, 90, formula="escalation.of_handled").value == pytest.approx(
        1 / 6
    )
    assert metrics.transfer_rate(10, 100).unit == "share"
    assert metrics.transfer_rate(130, 100, formula="transfer.per_event").value == 1.3


def test_tickets_of_a_hundred_customers():
    found = metrics.tickets_per_100_customers(120, customers=1500)
    ends = found.interval()
    assert (found.value, round(ends.low, 3), round(ends.high, 3)) == (8, 6.633, 9.566)
    none = metrics.tickets_per_100_customers(0, customers=100)
    assert (none.value, none.interval().low) == (0, 0)
    assert none.interval().high == pytest.approx(3.6889, abs=1e-4)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: metrics.reopens_from_solves([1, -1]),
            "solves must be whole, zero or more; got -1",
        ),
        (
            lambda: metrics.reopens_from_solves([None]),
            "solves must be whole, zero or more; got nan",
        ),
        (
            lambda: metrics.escalation_rate(1, 2, formula="fcr.net"),
            "formula must be a definition of escalation",
        ),
        (lambda: metrics.escalation_rate(3, 2), "must be at most its denominator"),
        (
            lambda: metrics.tickets_per_100_customers(1, customers=0),
            "customers must be a finite number",
        ),
    ],
)
def test_bad_counts_are_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
