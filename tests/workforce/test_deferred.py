import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import workforce
from supportops.calendars import BusinessCalendar, elapsed
from supportops.errors import InputError
from supportops.workforce import DeferredClass, demand_certificate, run_backlog

HOUR = timedelta(hours=1)
OFFICE = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
MAIL = DeferredClass(handle_time="20m", answer_within="4h")


def slots(values, start="2026-03-02"):
    return pd.Series(values, pd.date_range(start, periods=len(values), freq="h", tz="UTC"), float)


WORK = {"period": "9h", "handle_time": "20m", "occupancy": 0.8, "shrinkage": 0.25}


@given(st.floats(0, 5000), st.floats(0, 500), st.floats(1, 500))
def test_catching_up_is_the_reverse_of_clearing(backlog, volume, hours):
    within = timedelta(hours=hours)
    catch = workforce.catch_up_agents(backlog, within=within, volume=volume, **WORK)
    assert catch.agents == pytest.approx(catch.steady + catch.extra)
    found = workforce.clear_backlog(backlog, volume=volume, agents=catch.agents + 1e-6, **WORK)
    if backlog:
        assert found.time is not None
        assert found.time <= within + timedelta(seconds=1)
    else:
        assert found.time == timedelta()


def test_clearing():
    found = workforce.clear_backlog(240, volume=90, agents=5, **{**WORK, "shrinkage": 0})
    assert found.time / HOUR == pytest.approx(120)
    assert (found.finished_per_hour, found.arriving_per_hour) == pytest.approx((12, 10))
    never = workforce.clear_backlog(240, volume=108, agents=5, **{**WORK, "shrinkage": 0})
    assert never.time is None
    assert workforce.clear_backlog(1e300, volume=0, agents=5, **WORK).time is None
    steady = workforce.catch_up_agents(0, within="1h", volume=108, **{**WORK, "shrinkage": 0})
    assert (steady.agents, steady.heads, steady.extra) == (pytest.approx(5), 5, 0)
    with pytest.raises(InputError, match="backlog must be a finite number, zero or more; got -1"):
        workforce.clear_backlog(-1, volume=0, agents=5, **WORK)
    with pytest.raises(InputError, match="within must be above zero; got '0h'"):
        workforce.catch_up_agents(1, within="0h", volume=0, **WORK)
    with pytest.raises(InputError, match="occupancy must be above zero; got 0"):
        workforce.clear_backlog(1, volume=0, agents=5, **{**WORK, "occupancy": 0})


def test_filler_between_calls():
    assert workforce.deferred_share(0.85, max_occupancy=0.95) == pytest.approx(0.1)
    assert workforce.deferred_share(0.97, max_occupancy=0.95) == 0


def test_a_monday_wall_is_worked_off():
    run = run_backlog(slots([30, 0, 0, 0, 0, 0, 0]), classes=MAIL, agents=2)
    assert run.slots["backlog"].tolist() == [24, 18, 12, 6, 0, 0, 0]
    assert run.slots["done"].tolist() == [6] * 5 + [0] * 2
    assert run.slots["work"].tolist() == [2] * 5 + [0] * 2
    assert run.slots["idle"].tolist() == [0] * 5 + [2] * 2
    assert run.slots["oldest"].tolist()[:4] == [HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR]
    assert run.slots["oldest"].isna().tolist()[4:] == [True] * 3
    assert run.on_time == pytest.approx(0.8)
    assert run.cleared_at == datetime(2026, 3, 2, 5, tzinfo=UTC)
    cohort = run.cohorts.iloc[0]
    assert (cohort["done"], cohort["on_time"], cohort["late"], cohort["left"]) == (30, 24, 6, 0)
    assert cohort["mean_age"] == 3 * HOUR
    assert run.ages().empty


def test_what_is_left_keeps_its_age():
    run = run_backlog(slots([10, 10, 10, 0, 0]), classes=MAIL, agents=1)
    assert run.left == pytest.approx(15)
    assert run.ages().tolist() == [5, 10]
    assert [run.older_than(age) for age in ("2h", "3h", "4h")] == [15, 5, 0]
    assert run.cleared_at is None
    # All five that remain of the second hour were due at five o'clock, the end of the run.
    assert run.on_time == pytest.approx((10 + 5) / 20)
    assert run.cohorts["late"].tolist() == pytest.approx([0, 5, 0])


def test_order_of_service():
    volumes = slots([6, 6, 0, 0, 0, 0])
    first = run_backlog(volumes, classes=MAIL, agents=1)
    last = run_backlog(volumes, classes=MAIL, agents=1, policy="last_in")
    assert first.cohorts["mean_age"].tolist() == [1.5 * HOUR, 2.5 * HOUR]
    assert last.cohorts["mean_age"].tolist() == [2.5 * HOUR, 1.5 * HOUR]
    assert first.slots["backlog"].tolist() == last.slots["backlog"].tolist()
    table = pd.DataFrame({"calm": volumes, "urgent": volumes})
    kinds = {
        "calm": DeferredClass(handle_time="20m", answer_within="9h", rank=1),
        "urgent": DeferredClass(handle_time="20m", answer_within="3h", rank=0),
    }
    for policy, urgent in (("first_in", 6), ("earliest_due", 12), ("priority", 12)):
        run = run_backlog(table, classes=kinds, agents=2, policy=policy)
        done = run.cohorts[run.cohorts["class"] == "urgent"]
        assert done["on_time"].sum() >= urgent
        assert run.left == 0


def test_only_open_hours_count():
    day = slots([0] * 8 + [8] + [0] * 15)
    run = run_backlog(
        day,
        classes=DeferredClass(handle_time="1h", answer_within="4h", clock="business"),
        agents=2,
        calendar=OFFICE,
        occupancy=0.5,
    )
    assert run.slots["work"].sum() == 8
    assert run.slots["work"].to_numpy().nonzero()[0].tolist() == list(range(9, 17))
    # Four business hours from 8:00 end at 13:00.
    assert run.cohorts["due"].iloc[0] == datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert run.on_time == pytest.approx(0.5)
    never = run_backlog(
        day,
        classes=DeferredClass(handle_time="1h", answer_within="4h", clock="business"),
        agents=2,
        calendar=BusinessCalendar(timezone="UTC"),
    )
    assert (never.on_time, never.left) == (None, 8)
    assert never.cohorts["due"].isna().all()


def test_nothing_comes():
    run = run_backlog(slots([0, 0]), classes=MAIL, agents=1)
    assert (run.on_time, run.cleared_at, run.left) == (None, None, 0)
    assert run.cohorts.empty
    none = run_backlog(slots([]), classes=MAIL, agents=1, interval="1h")
    assert (none.on_time, none.cleared_at, none.left) == (None, None, 0)
    assert none.slots.empty
    assert none.older_than("1h") == 0
    proof = demand_certificate(slots([0, 0]), classes=MAIL, agents=1)
    assert (proof.feasible, proof.start, proof.agents, proof.heads) == (True, None, 0, 0)


@given(
    st.lists(st.floats(0, 40), min_size=3, max_size=30),
    st.floats(0.5, 6),
    st.sampled_from(["first_in", "last_in", "earliest_due", "priority"]),
)
def test_nothing_is_lost(values, agents, policy):
    run = run_backlog(slots(values), classes=MAIL, agents=agents, policy=policy)
    assert run.slots["done"].sum() + run.left == pytest.approx(sum(values), abs=1e-6)
    # A fluid backlog in one line: the order of service does not change it.
    backlog, expected = 0.0, []
    for value in values:
        backlog = max(backlog + value - 3 * agents, 0.0)
        expected.append(backlog)
    assert run.slots["backlog"].tolist() == pytest.approx(expected, abs=1e-6)
    cohorts = run.cohorts
    assert (cohorts["done"] + cohorts["left"]).tolist() == pytest.approx(
        cohorts["volume"].tolist(), abs=1e-6
    )


def slow_certificate(arrivals, due, work, supply):
    """Every window, by the definition: slots as integers, a supply of hours for each."""
    worst, need = math.inf, 0.0
    for start in range(len(arrivals)):
        for end in range(start + 1, len(supply) + 1):
            inside = [
                k for k in range(len(arrivals)) if k >= start and due[k] <= end and arrivals[k]
            ]
            if not inside:
                continue
            demand = sum(arrivals[k] * work for k in inside)
            have = sum(supply[start:end])
            worst = min(worst, have - demand)
            need = max(need, demand / have if have else math.inf)
    return worst, need


@given(
    st.lists(st.integers(0, 30), min_size=4, max_size=14),
    st.lists(st.integers(0, 4), min_size=14, max_size=14),
    st.integers(1, 5),
)
def test_the_certificate_against_every_window(values, agents, within):
    agents = agents[: len(values)]
    proof = demand_certificate(
        slots(values),
        classes=DeferredClass(handle_time="20m", answer_within=f"{within}h"),
        agents=np.array(agents, float),
    )
    due = [k + within for k in range(len(values))]
    worst, _ = slow_certificate(values, due, 1 / 3, agents)
    _, need = slow_certificate(values, due, 1 / 3, [1.0] * len(values))
    if worst == math.inf:
        assert proof.start is None
    else:
        assert proof.slack / HOUR == pytest.approx(worst, abs=1e-6)
        assert proof.feasible == (worst >= -1e-6)
        assert proof.agents == pytest.approx(need)
        assert proof.supply - proof.demand == pytest.approx(proof.slack, abs=timedelta(seconds=1))


# Each case is a whole table: half of them hold as much.
@settings(max_examples=settings.default.max_examples // 2)
@given(st.lists(st.integers(0, 20), min_size=6, max_size=20), st.integers(1, 4))
def test_what_is_certified_is_done_in_time_and_no_more(values, within):
    kind = DeferredClass(handle_time="20m", answer_within=f"{within}h")
    volumes = slots([*values, *[0] * within])
    proof = demand_certificate(volumes, classes=kind, agents=1)
    enough = run_backlog(volumes, classes=kind, agents=proof.agents, policy="earliest_due")
    assert enough.on_time is None or enough.on_time == pytest.approx(1)
    if any(values):
        fewer = run_backlog(volumes, classes=kind, agents=0.99 * proof.agents)
        assert fewer.on_time < 1


def test_the_window_that_decides():
    proof = demand_certificate(slots([0] * 9 + [30] + [0] * 14), classes=MAIL, agents=2)
    assert not proof.feasible
    assert (proof.start.hour, proof.end.hour) == (9, 13)
    assert (proof.demand, proof.supply, proof.slack) == (10 * HOUR, 8 * HOUR, -2 * HOUR)
    assert (proof.agents, proof.heads) == (2.5, 3)
    assert (proof.bound_start, proof.bound_end) == (proof.start, proof.end)
    three = demand_certificate(slots([0] * 9 + [30] + [0] * 14), classes=MAIL, agents=3)
    assert (three.feasible, three.slack) == (True, 2 * HOUR)


def test_a_promise_while_nobody_works():
    night = slots([0, 5] + [0] * 22)
    proof = demand_certificate(night, classes=MAIL, agents=50, calendar=OFFICE)
    assert (proof.feasible, proof.agents, proof.heads) == (False, None, None)
    business = DeferredClass(handle_time="20m", answer_within="4h", clock="business")
    day = demand_certificate(night, classes=business, agents=1, calendar=OFFICE)
    assert (day.feasible, day.end.hour) == (True, 13)
    assert day.agents == pytest.approx(5 / 3 / 4)
    opening = datetime(2026, 3, 2, 1, tzinfo=UTC)
    assert elapsed(opening, day.end, calendar=OFFICE) == 4 * HOUR
    shut = demand_certificate(
        night, classes=business, agents=1, calendar=BusinessCalendar(timezone="UTC")
    )
    assert (shut.feasible, shut.start) == (True, None)


def test_a_week_follows_on_itself():
    # What comes in the last hour is due in the first of the next week.
    week = slots([0] * 23 + [9])
    kind = DeferredClass(handle_time="20m", answer_within="2h")
    assert demand_certificate(week, classes=kind, agents=1).start is None
    proof = demand_certificate(week, classes=kind, agents=1, repeat=3)
    assert (proof.feasible, proof.agents) == (False, 1.5)
    with pytest.raises(InputError, match="repeat must be 1 or more; got 0"):
        demand_certificate(week, classes=kind, agents=1, repeat=0)


def test_a_margin_for_chance():
    volumes = slots([30, 0, 0, 0, 0])
    plain = demand_certificate(volumes, classes=MAIL, agents=3)
    careful = demand_certificate(volumes, classes=MAIL, agents=3, margin=1.64)
    # Poisson arrivals of exponential work: the variance of the work is n E[S^2] = 2 n h^2.
    assert careful.demand / HOUR == pytest.approx(10 + 1.64 * math.sqrt(2 * 30 / 9))
    assert (plain.feasible, careful.feasible) == (True, False)


def test_two_classes_share_the_agents():
    table = pd.DataFrame({"fast": slots([6, 0, 0, 0]), "slow": slots([6, 0, 0, 0])})
    kinds = {
        "fast": DeferredClass(handle_time="20m", answer_within="1h"),
        "slow": DeferredClass(handle_time="40m", answer_within="3h"),
    }
    proof = demand_certificate(table, classes=kinds, agents=2)
    assert proof.feasible
    assert (proof.slack, proof.agents) == (timedelta(), 2)


@pytest.mark.parametrize(
    ("values", "change", "message"),
    [
        ([1, -1], {}, "arrivals must be finite, zero or more; got -1.0 at position 1"),
        ([1, math.nan], {}, "arrivals must be finite, zero or more; got nan"),
        ([1, 1], {"agents": [1, 2, 3]}, "agents must be one number, or one for each of 2 slots"),
        ([1, 1], {"agents": -1}, "agents must be finite, zero or more; got -1"),
        ([1, 1], {"policy": "random"}, "policy must be one of first_in, last_in, earliest_due or"),
        ([1, 1], {"interval": "2h"}, "arrivals must have a row for every slot.* got 3600s after"),
        ([1], {}, "interval must be given for fewer than two slots; got None"),
        ([1, 1], {"classes": {"a": MAIL}}, "arrivals must be a DataFrame with a column for each"),
        (
            [1, 1],
            {"classes": DeferredClass(handle_time="1h", answer_within="1h", clock="business")},
            'calendar must be given for a class with clock="business"',
        ),
        (
            [1, 1],
            {"classes": DeferredClass(handle_time="0h", answer_within="1h")},
            "handle_time must be above zero in every class; got 0s",
        ),
    ],
)
def test_bad_input_says_what_is_wrong(values, change, message):
    with pytest.raises(InputError, match=message):
        run_backlog(slots(values), **{"classes": MAIL, "agents": 1, **change})


def test_bad_time_lines():
    good = slots([1, 2, 3])
    given_ = {"classes": MAIL, "agents": 1}
    with pytest.raises(InputError, match=r"got 7200s after 2026-03-02 00:00:00\+00:00 in slots of"):
        run_backlog(good.iloc[[0, 2]], **given_, interval="1h")
    with pytest.raises(InputError, match="arrivals must have a row for every slot"):
        run_backlog(pd.concat([good, good.iloc[[-1]]]), **given_)
    with pytest.raises(InputError, match="arrivals must have a row for every slot.* got 0s after"):
        run_backlog(good.iloc[[0, 0]], **given_)
    with pytest.raises(InputError, match="arrivals.index must be timezone-aware"):
        run_backlog(good.tz_localize(None), **given_)
    with pytest.raises(InputError, match="arrivals.index must hold an instant in every row"):
        run_backlog(pd.Series([1.0], pd.DatetimeIndex([pd.NaT], tz="UTC")), **given_)
    with pytest.raises(InputError, match="agents must have the index of arrivals; got another"):
        run_backlog(good, classes=MAIL, agents=pd.Series([1.0, 1, 1]))
    same = run_backlog(good, classes=MAIL, agents=pd.Series(1.0, good.index))
    assert same.left == run_backlog(good, **given_).left
    with pytest.raises(InputError, match="arrivals must have an index of instants; got 'RangeInd"):
        run_backlog(good.reset_index(drop=True), **given_)
    with pytest.raises(InputError, match="arrivals must be a Series where there is one class"):
        run_backlog(good.to_frame(), **given_)
    with pytest.raises(InputError, match=r"classes\['a'\] must be a DeferredClass; got '4h'"):
        run_backlog(good.to_frame("a"), classes={"a": "4h"}, agents=1)
    with pytest.raises(InputError, match="arrivals must have the columns a; got b"):
        run_backlog(good.to_frame("b"), classes={"a": MAIL}, agents=1)


def test_slots_across_a_change_of_clocks():
    index = pd.date_range("2026-03-29", "2026-03-30", freq="h", tz="Europe/Paris", inclusive="left")
    assert len(index) == 23
    run = run_backlog(pd.Series(3.0, index), classes=MAIL, agents=1)
    assert run.slots["backlog"].eq(0).all()
    assert run.on_time == 1


def test_parts_of_a_first_response():
    floor = workforce.calendar_floor(OFFICE)
    wall = workforce.opening_wall(60, handle_time="20m", agents=5)
    assert wall == 2 * HOUR
    parts = workforce.first_response_parts(
        "6h", floor=floor, wall=wall, queue_wait="30m", out_of_hours="20%"
    )
    assert parts.floor == 4 * HOUR
    assert parts.wall == timedelta(minutes=24)
    assert parts.queue == timedelta(minutes=24)
    assert parts.residual == timedelta(hours=1, minutes=12)
    assert parts.staffing_share == pytest.approx(48 / 360)
    assert parts.floor + parts.wall + parts.queue + parts.residual == parts.observed
    even = workforce.first_response_parts("20h", floor=floor)
    assert even.floor / HOUR == pytest.approx(20 * 128 / 168)
    assert math.isnan(workforce.first_response_parts("0h", floor=floor).staffing_share)
    shut = workforce.calendar_floor(BusinessCalendar(timezone="UTC"))
    with pytest.raises(InputError, match="floor must be a CalendarFloor; got '4h'; calendar_floor"):
        workforce.first_response_parts("6h", floor="4h")
    with pytest.raises(InputError, match="floor must have a mean wait when closed"):
        workforce.first_response_parts("6h", floor=shut)
    with pytest.raises(InputError, match="agents must be a finite number above zero; got 0"):
        workforce.opening_wall(60, handle_time="20m", agents=0)
