from datetime import timedelta
from decimal import Decimal
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.escalation import (
    burn_alerts,
    burn_rate,
    burn_threshold,
    error_budget,
    raised_alerts,
)


@pytest.mark.parametrize(
    ("objective", "period", "allowed"),
    [
        ("99.9%", "30d", timedelta(minutes=43, seconds=12)),
        (Decimal("0.999"), "30d", timedelta(minutes=43, seconds=12)),
        (" 99.5 % ", "365d", timedelta(hours=43, minutes=48)),
        ("0.5", "2h", timedelta(hours=1)),
        ("100%", "30d", timedelta()),
    ],
)
def test_allowed_time(objective, period, allowed):
    budget = error_budget(objective, period=period)
    assert (budget.allowed, budget.left, budget.spent_share) == (allowed, allowed, 0)


def test_what_is_spent():
    budget = error_budget("99.9%", period="30d", spent="1h")
    assert budget.left == timedelta(minutes=43, seconds=12) - timedelta(hours=1)
    assert budget.spent_share == pytest.approx(60 / 43.2)
    assert error_budget("100%", period="30d", spent="1s").spent_share == inf


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (
            lambda: error_budget(0.999, period="30d"),
            'objective must be exact; got 0.999; write "99.9%"',
        ),
        (
            lambda: error_budget("99.9", period="30d"),
            "objective must be above 0 and at most 1; got '99.9'",
        ),
        (
            lambda: error_budget("0%", period="30d"),
            "objective must be above 0 and at most 1; got '0%'",
        ),
        (
            lambda: error_budget("NaN", period="30d"),
            "objective must be above 0 and at most 1; got 'NaN'",
        ),
        (lambda: error_budget("high", period="30d"), "objective must be a share; got 'high'"),
        (lambda: error_budget("99%", period="0s"), "period must be above zero; got '0s'"),
        (
            lambda: burn_rate(-1, total=2, objective="99%"),
            "bad must be a number of zero or more; got -1",
        ),
        (
            lambda: burn_rate(1, total=inf, objective="99%"),
            "total must be a number of zero or more; got inf",
        ),
        (lambda: burn_rate(3, total=2, objective="99%"), "bad must be at most total; got 3 of 2"),
        (
            lambda: burn_rate(0, total=2, objective="100%"),
            "objective must be below 1 for a burn rate",
        ),
        (
            lambda: burn_threshold("2%", window="0s", period="30d"),
            "window must be above zero; got '0s'",
        ),
        (
            lambda: burn_threshold(2, window="1h", period="30d"),
            "consumes must be a share from 0 to 1",
        ),
        (
            lambda: raised_alerts({"1h": 1.0}),
            "rates must have every window of the alerts; got none of 5m",
        ),
        (
            lambda: raised_alerts({"1h": float("nan")}),
            "rates must be numbers of zero or more; got nan of 1h",
        ),
    ],
)
def test_bad_questions(question, message):
    with pytest.raises(InputError, match=message):
        question()


def test_burn_rates():
    assert burn_rate(1, total=1000, objective="99.9%") == 1
    assert burn_rate(0, total=10, objective="99.9%") == 0
    assert burn_rate(0, total=0, objective="99.9%") is None


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.sampled_from(["90%", "99%", "99.99%"]))
def test_a_burn_rate_is_the_share_over_the_allowance(first, second, objective):
    bad, total = sorted((first, second))
    allowed = 1 - float(objective[:-1]) / 100
    assert burn_rate(bad, total=total, objective=objective) == pytest.approx(
        bad / total / allowed, rel=1e-9
    )


def test_recommended_alerts():
    assert [(a.calls, a.consumes, a.window, a.short_window) for a in burn_alerts()] == [
        ("page", 0.02, timedelta(hours=1), timedelta(minutes=5)),
        ("page", 0.05, timedelta(hours=6), timedelta(minutes=30)),
        ("ticket", 0.10, timedelta(days=3), timedelta(hours=6)),
    ]
    rates = [burn_threshold(a.consumes, window=a.window, period="30d") for a in burn_alerts()]
    assert rates == pytest.approx([14.4, 6, 1])


@pytest.mark.parametrize(
    ("long", "short", "raised"),
    [
        (15.0, 15.0, True),
        (14.4, 14.4, True),
        (15.0, 14.3, False),
        (14.3, 15.0, False),
        (inf, inf, True),
    ],
)
def test_both_windows_must_burn(long, short, raised):
    rates = {"5m": short, "1h": long, "30m": 0.0, "6h": 0.0, "3d": 0.0}
    assert bool(raised_alerts(rates)) is raised
    assert raised_alerts({}, alerts=()) == ()
