import numpy as np
import pandas as pd
import pytest

from supportops import metrics
from supportops.errors import InputError
from supportops.statistics import mean, two_proportion_power, welch_test
from supportops.vocabulary import Range

RNG = np.random.default_rng(4)


def trial(agents=20, calls=50):
    """Half of the agents with a new script; calls of an agent resemble each other."""
    agent = np.repeat(np.arange(2 * agents), calls)
    level = RNG.normal(300, 60, 2 * agents)[agent]
    return pd.DataFrame(
        {
            "arm": np.where(agent < agents, "old", "new"),
            "agent_id": agent,
            "customer_id": np.arange(agent.size) // 2,
            "satisfied": RNG.random(agent.size) < 0.8,
            "handle_time": pd.to_timedelta(
                (level + RNG.normal(0, 90, agent.size).clip(-200)).clip(1), unit="s"
            ),
        }
    )


TRIAL = trial()


def compare(table=TRIAL, **change):
    given = {"control": "old", "variant": "new", "randomized_by": "agent", "weeks": 6}
    return metrics.compare_arms(table, **{**given, **change})


def codes(result):
    return [finding.code for finding in result.findings]


def test_arms_are_compared_by_what_was_randomized():
    by_agent = compare()
    by_ticket = compare(randomized_by="ticket")
    assert by_agent.units == (20, 20)
    assert by_ticket.units == (1000, 1000)
    assert by_agent.handle_time.difference.effect == by_ticket.handle_time.difference.effect
    assert by_agent.handle_time.difference.se > 3 * by_ticket.handle_time.difference.se
    old = TRIAL[TRIAL["arm"] == "old"]
    plain = mean(old["handle_time"].dt.total_seconds(), clusters=old["agent_id"])
    assert by_agent.handle_time.control.se == pytest.approx(plain.se)
    assert codes(by_agent) == []
    assert not by_agent.sizes.mismatch


def test_by_ticket_it_is_welch():
    found = compare(randomized_by="ticket").handle_time.difference
    sides = [TRIAL[TRIAL["arm"] == a]["handle_time"].dt.total_seconds() for a in ("new", "old")]
    tested = welch_test(*sides)
    assert (found.effect, found.df) == pytest.approx((tested.effect, tested.df))
    assert found.p_value == pytest.approx(tested.p_value)


def test_one_measure_alone_and_missing_answers():
    found = compare(
        TRIAL.drop(columns="handle_time").assign(satisfied=None), randomized_by="customer"
    )
    assert found.handle_time is None
    assert found.csat.control.value is None
    assert found.csat.difference.reason == "an arm has fewer than two units"
    same = compare(TRIAL.assign(satisfied=True)[["arm", "agent_id", "satisfied"]])
    assert same.csat.difference.reason == "neither arm varies"


def test_what_makes_an_experiment_doubtful():
    assert codes(compare(weeks=5)) == ["too-short"]
    assert codes(compare(weeks=8.5)) == ["too-long"]
    assert codes(compare(TRIAL.assign(agent_id=TRIAL["agent_id"] % 20))) == ["unit-in-both-arms"]
    assert codes(compare(TRIAL[TRIAL["agent_id"] < 25])) == ["few-units"]
    uneven = TRIAL[(TRIAL["arm"] == "old") | (TRIAL["agent_id"] % 3 == 0)]
    assert codes(compare(uneven, randomized_by="ticket")) == ["uneven-arms"]
    assert codes(compare(planned=(0.5, 0.5))) == []


def test_six_to_eight_weeks():
    assert [metrics.length_finding(w) is None for w in (5, 6, 8, 9)] == [False, True, True, False]
    assert metrics.length_finding(5).about == "It runs 5 weeks; 6–8 weeks are published."


def test_a_pilot_of_the_published_size():
    plan = metrics.pilot_plan(10_000, baseline=0.85, response_rate=0.2)
    assert (plan.weeks, plan.low.traffic, plan.high.traffic) == (8, 0.05, 0.10)
    assert (plan.low.contacts, plan.high.contacts) == (4000, 8000)
    assert plan.findings == ()
    assert plan.low.detectable > plan.high.detectable
    power = two_proportion_power(0.85 + plan.high.detectable, 0.85, 1600, ratio=9)
    assert power == pytest.approx(0.8)
    other = metrics.pilot_plan(
        100, baseline=0.85, response_rate=0, traffic=Range(low=0.2, high=0.5), weeks=4
    )
    assert other.low.detectable is None
    assert other.findings == (
        "It takes 20–50 % of the traffic; 5–10 % is published.",
        "It runs 4 weeks; 8 are published.",
    )


def test_what_an_experiment_can_find():
    assert metrics.detectable_share(0.70, 1251) == pytest.approx(0.05, abs=1e-4)
    assert metrics.detectable_share(0.99, 10) is None
    clustered = metrics.detectable_share(0.7, 1251, cluster_size=50, icc=0.05)
    assert clustered > 0.09
    assert metrics.detectable_mean(120, 252) == pytest.approx(30, abs=0.1)
    assert metrics.detectable_mean(120, 2) > 240


def test_looking_while_it_runs():
    plan = metrics.sequential_plan(5)
    assert plan.careless_size == pytest.approx(0.1417, abs=5e-4)
    assert plan.pocock.round(3).tolist() == [2.413] * 5


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: compare(randomized_by="team"), "randomized_by must be ticket, agent or customer"),
        (lambda: compare(control="odl"), "control must be an arm of the trial; got 'odl'; there are new"),
        (lambda: compare(TRIAL.iloc[:0]), "control must be an arm of the trial; .* there are none"),
        (lambda: compare(variant="old"), "variant must be another arm than control"),
        (lambda: compare(TRIAL[["arm", "agent_id"]]), "trial must have a column satisfied or handle_time"),
        (lambda: compare(TRIAL.drop(columns="agent_id")), "trial must have a column agent_id"),
        (lambda: compare(TRIAL.assign(agent_id=None)), "trial.agent_id must be there in every row"),
        (lambda: compare(weeks=-1), "weeks must be a finite number"),
        (lambda: metrics.detectable_share(1, 10), "baseline must lie between 0 and 1"),
        (lambda: metrics.detectable_share(0.5, 0), "n must be a finite number above zero"),
        (lambda: metrics.detectable_mean(0, 10), "sd must be a finite number above zero"),
        (lambda: metrics.pilot_plan(1, baseline=0.8, response_rate=0.2, traffic=Range(low=0.1)),
         "traffic must be shares between 0 and 1 at both ends"),
        (lambda: metrics.sequential_plan(0), "looks must be a whole number of at least 1"),
    ],
)  # fmt: skip
def test_bad_experiments_are_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
