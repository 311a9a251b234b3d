import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import workforce
from supportops.errors import InputError
from supportops.workforce import OffQueue, intraday_actions, intraday_status, reforecast_day


@pytest.mark.fact("workforce-realtime-management")
@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("wait_time", {"4m59s": "green", "5m": "yellow", "15m": "yellow", "15m1s": "red"}),
        ("queue_depth", {9: "green", 10: "yellow", 25: "yellow", 26: "red"}),
        (
            "utilization",
            {0.69: None, "70%": "green", 0.8: "green", 0.81: "yellow", 0.9: "yellow", 0.91: "red"},
        ),
        ("available_agents", {1: None, 0: "green", -1: None, -2: "yellow", -3: None, -4: "red",
                              -9: "red"}),
    ],
)  # fmt: skip
def test_bands_stand_as_published(measure, values):
    found = {value: intraday_status(measure, value) for value in values}
    assert {value: status.color for value, status in found.items()} == values
    for status in found.values():
        assert bool(status.reason) == (status.color is None)
        assert bool(status.actions) == (status.color in {"yellow", "red"})


@pytest.mark.fact("workforce-realtime-management")
def test_actions_stand_as_published():
    assert {m: workforce.intraday_band(m).actions for m in
            ("wait_time", "queue_depth", "utilization", "available_agents")} == {
        "wait_time": ("pull from training", "escalate"),
        "queue_depth": ("all hands", "defer what is not critical"),
        "utilization": ("watch for burnout", "get help"),
        "available_agents": ("call backups",),
    }  # fmt: skip
    assert intraday_status("queue_depth", 30).actions[0] == "all hands"


@pytest.mark.parametrize(
    ("measure", "value", "message"),
    [
        ("mood", 1, "measure must be one of wait_time, queue_depth, utilization or available"),
        ("wait_time", 5, 'wait_time must say its unit; got 5; write "5m"'),
        ("queue_depth", 2.5, "queue_depth must be a whole number"),
        ("utilization", 80, "utilization must be a share from 0 to 1; got 80"),
        ("available_agents", -1.5, "available_agents must be whole agents against plan; got -1.5"),
        ("available_agents", np.inf, "available_agents must be whole agents against plan; got inf"),
        ("available_agents", "-2", "available_agents must be whole agents against plan; got '-2'"),
    ],
)
def test_bad_measures(measure, value, message):
    with pytest.raises(InputError, match=message):
        intraday_status(measure, value)


def test_skip_then_pull_then_call():
    training = OffQueue(name="training", agents=3, started=True, keep=1)
    project = OffQueue(name="project", agents=2, started=True)
    meeting = OffQueue(name="meeting", agents=2, started=False)
    plan = intraday_actions(20, present=12, activities=[training, project, meeting], backups=1)
    assert plan.gap == 8
    assert plan.actions == (
        ("skip", "meeting", 2),
        ("pull", "training", 2),
        ("pull", "project", 2),
        ("call", "backups", 1),
    )
    assert plan.missing == 1
    small = intraday_actions(13, present=12, activities=[training, meeting], backups=5)
    assert (small.actions, small.missing) == ((("skip", "meeting", 1),), 0)
    spare = intraday_actions(10, present=12, activities=[training])
    assert (spare.gap, spare.actions, spare.missing) == (-2, (), 0)
    with pytest.raises(InputError, match="activities must be OffQueue; got 'training'"):
        intraday_actions(1, present=0, activities=["training"])
    with pytest.raises(InputError, match="present must be a whole number"):
        intraday_actions(1, present=-1)


@given(
    st.integers(0, 40),
    st.integers(0, 40),
    st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(0, 9)), max_size=5),
    st.integers(0, 5),
)
def test_nobody_is_taken_twice_or_for_nothing(required, present, rows, backups):
    activities = [
        OffQueue(name=str(i), agents=a, started=s, keep=k) for i, (a, s, k) in enumerate(rows)
    ]
    plan = intraday_actions(required, present=present, activities=activities, backups=backups)
    taken = sum(count for _, _, count in plan.actions)
    free = sum(max(a.agents - a.keep, 0) for a in activities) + backups
    assert taken == min(max(required - present, 0), free)
    assert plan.missing == max(required - present, 0) - taken


DAY = pd.Series([100.0, 100, 200], ["early", "core", "late"])


def test_the_rest_of_the_day():
    plain = reforecast_day(DAY, actual=pd.Series([130.0], ["early"]))
    assert (plain.factor, plain.low, plain.total) == (1.3, None, pytest.approx(520))
    assert plain.volumes.tolist() == pytest.approx([130, 130, 260])
    assert plain.volumes.index.equals(DAY.index)
    careful = reforecast_day(DAY, actual=pd.Series([130.0], ["early"]), cv=0.1)
    assert careful.factor == pytest.approx((100 + 130) / (100 + 100))
    assert careful.low < careful.factor < careful.high
    wild = reforecast_day(DAY, actual=pd.Series([130.0], ["early"]), cv=1e6)
    assert wild.factor == pytest.approx(1.3, abs=1e-6)
    fixed = reforecast_day(DAY, actual=pd.Series([130.0], ["early"]), cv=0)
    assert (fixed.factor, fixed.low, fixed.high) == (1, 1, 1)
    none = reforecast_day(DAY, actual=DAY.iloc[:0])
    assert (none.factor, none.total) == (None, 400)
    prior = reforecast_day(DAY, actual=DAY.iloc[:0], cv=0.1)
    assert prior.factor == 1


def test_a_missing_count_is_left_out_and_counted():
    found = reforecast_day(DAY, actual=pd.Series([np.nan, 120.0], ["early", "core"]))
    assert (found.factor, found.missing, found.expected) == (1.2, 1, 100)
    assert found.volumes.tolist() == pytest.approx([120, 120, 240])


def test_the_interval_of_the_factor_covers():
    rng = np.random.default_rng(11)
    inside = 0
    for _ in range(400):
        factor = rng.gamma(100, 0.01)
        came = pd.Series([float(rng.poisson(factor * 100))], ["early"])
        found = reforecast_day(DAY, actual=came, cv=0.1)
        inside += found.low <= factor <= found.high
    assert inside / 400 == pytest.approx(0.8, abs=0.06)


@pytest.mark.parametrize(
    ("forecast", "actual", "message"),
    [
        (DAY, [1.0], "actual must be a Series; got 'list'"),
        ([1.0], DAY, "forecast must be a Series; got 'list'"),
        (DAY, pd.Series([1.0], ["core"]), "actual must have an index that is the beginning"),
        (DAY, pd.Series([1.0] * 4), "actual must have an index that is the beginning"),
        (DAY, pd.Series([-1.0], ["early"]), "actual must be finite, zero or more; got -1"),
        (DAY.replace(100, np.nan), DAY.iloc[:0], "forecast must be there for every interval"),
        (pd.concat([DAY, DAY]), DAY.iloc[:0], "forecast must have each interval once"),
    ],
)
def test_bad_days(forecast, actual, message):
    with pytest.raises(InputError, match=message):
        reforecast_day(forecast, actual=actual)
