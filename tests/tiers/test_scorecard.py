from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops._kit.data import Source
from supportops.errors import InputError
from supportops.tiers import (
    TierScorecard,
    check_scorecard,
    check_throughput,
    feasible_throughput,
    tier_scorecard,
)
from supportops.vocabulary import Range

TARGETS = {
    "L1": {"first_contact_resolution": (0.7, 0.8), "handle_time": (10, 15), "tickets_per_agent_day": (30, 50), "escalation_rate": (0.15, 0.25), "csat": (0.9, None), "technical_accuracy": (0.95, None)},
    "L2": {"handle_time": (30, 60), "tickets_per_agent_day": (10, 20), "escalation_rate": (0.05, 0.1), "csat": (0.9, None), "technical_accuracy": (0.98, None)},
    "L3": {"tickets_per_agent_day": (3, 8), "csat": (0.85, None), "technical_accuracy": (0.99, None)},
}  # fmt: skip


@pytest.mark.fact("tiers-metrics-by-level")
@pytest.mark.parametrize("tier", TARGETS)
def test_published_targets(tier):
    card = tier_scorecard(tier)
    assert {m: (r.low, r.high) for m, r in card.targets.items()} == TARGETS[tier]
    assert card.targets["tickets_per_agent_day"].unit == "tickets per agent-day"
    assert all(r.unit == "minutes" for m, r in card.targets.items() if m == "handle_time")


@pytest.mark.fact("tiers-metrics-by-level")
def test_what_has_no_figure_says_so():
    assert tier_scorecard("L1").words == {}
    assert tier_scorecard("L2").words == {"first_contact_resolution": "n/a"}
    assert tier_scorecard("L3").words == {
        "first_contact_resolution": "n/a",
        "handle_time": "hours to days",
        "escalation_rate": "n/a",
    }
    (row,) = check_scorecard("L3", actuals={"handle_time": "3h"})
    assert (row.value, row.target, row.status, row.reason) == (
        180,
        None,
        "no target",
        "hours to days",
    )


@pytest.mark.parametrize(
    ("metric", "value", "status"),
    [
        ("first_contact_resolution", "69%", "below"), ("first_contact_resolution", 0.8, "inside"),
        ("first_contact_resolution", "81%", "above"), ("handle_time", "9m59s", "below"),
        ("handle_time", timedelta(minutes=15), "inside"), ("handle_time", "15m1s", "above"),
        ("tickets_per_agent_day", 29.9, "below"), ("tickets_per_agent_day", 50, "inside"),
        ("csat", 0.9, "inside"), ("csat", "89.9%", "below"), ("csat", 1, "inside"),
    ],
)  # fmt: skip
def test_figures_against_bands(metric, value, status):
    (row,) = check_scorecard("L1", actuals={metric: value})
    assert (row.tier, row.metric, row.status) == ("L1", metric, status)


@pytest.mark.parametrize(
    ("tier", "actuals", "message"),
    [
        ("L0", {}, "tier must be one of L1, L2 or L3; got 'L0'"),
        (
            "L1",
            {"nps": 3},
            "actuals must name metrics: first_contact_resolution, .* or technical_accuracy; got 'nps'",
        ),
        ("L1", {"csat": 90}, r"actuals\[csat\] must be a share from 0 to 1; got 90"),
        ("L1", {"handle_time": 12}, r"actuals\[handle_time\] must say its unit; got 12"),
        (
            "L1",
            {"tickets_per_agent_day": -1},
            r"actuals\[tickets_per_agent_day\] must be a number of zero or more; got -1",
        ),
        (
            "L1",
            {"tickets_per_agent_day": float("nan")},
            "must be a number of zero or more; got nan",
        ),
        ("L1", {"tickets_per_agent_day": True}, "must be a number of zero or more; got True"),
        ("L1", {"tickets_per_agent_day": "30"}, "must be a number of zero or more; got '30'"),
    ],
)
def test_bad_actuals(tier, actuals, message):
    with pytest.raises(InputError, match=message):
        check_scorecard(tier, actuals=actuals)


@pytest.mark.fact("tiers-metrics-by-level")
@pytest.mark.parametrize(
    ("tier", "feasible", "both", "least", "fits"),
    [("L1", (24, 36), (30, 36), 500, False), ("L2", (6, 12), (10, 12), 600, False)],
)
def test_published_throughput_against_360_minutes(tier, feasible, both, least, fits):
    check = check_throughput(tier_scorecard(tier), productive="360m")
    assert (check.feasible.low, check.feasible.high) == feasible
    assert (check.both.low, check.both.high) == both
    assert (check.least_time, check.fits) == (timedelta(minutes=least), fits)


def card(handle, target):
    bands = {"handle_time": Range(**handle), "tickets_per_agent_day": Range(**target)}
    return TierScorecard(tier="X", targets=bands, source=Source(source="a test", where="here"))


def test_throughput_that_fits_and_throughput_out_of_reach():
    assert check_throughput(
        card({"low": 10, "high": 20}, {"low": 18, "high": 36}), productive="6h"
    ).fits
    far = check_throughput(card({"low": 10, "high": 20}, {"low": 50, "high": 60}), productive="6h")
    assert (far.both, far.fits) == (None, False)


@pytest.mark.parametrize(
    "tier_card",
    [
        card({"low": 10}, {"low": 1, "high": 2}),
        card({"low": 1, "high": 2}, {"high": 2}),
        tier_scorecard("L3"),
    ],
)
def test_scorecards_that_say_too_little(tier_card):
    with pytest.raises(
        InputError,
        match="scorecard must have handle_time and tickets_per_agent_day with both ends; got",
    ):
        check_throughput(tier_card, productive="6h")


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_feasible_throughput_times_handle_time_is_the_day(short, more, day):
    band = feasible_throughput(
        timedelta(seconds=short), timedelta(seconds=short + more), productive=timedelta(seconds=day)
    )
    assert band.high * short == pytest.approx(day)
    assert band.low * (short + more) == pytest.approx(day)


def test_one_handle_time():
    assert feasible_throughput("20m", productive="6h") == Range(
        low=18, high=18, unit="tickets per agent-day"
    )


@pytest.mark.parametrize(
    ("times", "message"),
    [
        (("0m",), "shortest must be above zero; got '0m'"),
        (("10m", "5m"), "longest must be at least shortest; got '5m' and '10m'"),
        ((10,), "shortest must say its unit"),
    ],
)
def test_bad_handle_times(times, message):
    with pytest.raises(InputError, match=message):
        feasible_throughput(*times, productive="6h")
