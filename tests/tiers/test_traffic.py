import json
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.errors import InputError
from supportops.tiers import TierFlow, bounce_load, shift_left, tier_traffic
from supportops.vocabulary import Money

FLOW = TierFlow(
    tiers=("L1", "L2", "L3"),
    moves={"L1": {"L2": 0.25, "L3": 0.03}, "L2": {"L1": 0.1, "L3": 0.2}, "L3": {"L2": 0.05}},
    handle_time={"L1": "15m", "L2": "36m", "L3": "72m"},
)


def test_the_network_computed_elsewhere():
    # Visits, loads and touches to eight places; the bounce is L2 to L1, while L3 to L2 stays.
    traffic = tier_traffic(FLOW, arrivals={"L1": 6.9}, per="1h")
    assert [t.visits for t in traffic.tiers] == pytest.approx(
        [7.07985697, 1.79856973, 0.57210965], abs=1e-8
    )
    assert [t.load for t in traffic.tiers] == pytest.approx(
        [1.76996424, 1.07914184, 0.68653159], abs=1e-8
    )
    assert traffic.touches == pytest.approx(1.36964295, abs=1e-8)
    assert traffic.load == pytest.approx(3.53563766, abs=1e-8)
    bounce = bounce_load(FLOW, arrivals={"L1": 6.9}, per="1h", bounces=[("L2", "L1")])
    assert bounce.without_bounce == pytest.approx(3.44581818, abs=1e-8)
    assert bounce.with_bounce == pytest.approx(3.53563766, abs=1e-8)
    assert bounce.extra == bounce.with_bounce - bounce.without_bounce
    assert bounce.share == bounce.extra / bounce.with_bounce


def test_every_network_of_the_oracle_file():
    file = Path(__file__).resolve().parents[1] / "oracles" / "data" / "frontier.json"
    if not file.exists():
        pytest.skip("the oracle file comes with the queueing room")
    for case in json.loads(file.read_text(encoding="utf-8"))["golden"]:
        if case["topic"] != "network":
            continue
        given_, wanted = case["inputs"], case["values"]
        names = given_["stations"]
        flow = TierFlow(
            tiers=names,
            moves={
                a: dict(zip(names, row, strict=True))
                for a, row in zip(names, given_["P"], strict=True)
            },
            handle_time={
                n: timedelta(hours=h) for n, h in zip(names, given_["aht_h"], strict=True)
            },
        )
        arrivals = dict(zip(names, given_["gamma_per_hour"], strict=True))
        traffic = tier_traffic(flow, arrivals=arrivals, per="1h")
        bounce = bounce_load(
            flow, arrivals=arrivals, per="1h", bounces=[tuple(m) for m in given_["bounce_moves"]]
        )
        answer = {
            "visit_rates": [t.visits for t in traffic.tiers],
            "loads": [t.load for t in traffic.tiers],
            "touches_per_ticket": traffic.touches,
            "load_without_bounce": bounce.without_bounce,
            "load_with_bounce": bounce.with_bounce,
        }
        for key, value in wanted.items():
            assert answer[key] == pytest.approx(value, abs=case["tolerance"])


def test_kinds_of_moves_and_where_tickets_are_solved():
    traffic = tier_traffic(FLOW, arrivals={"L1": 6.9}, per="1h")
    assert {(m.origin, m.target): m.kind for m in traffic.moves} == {
        ("L1", "L2"): "escalation", ("L1", "L3"): "skip", ("L2", "L1"): "bounce",
        ("L2", "L3"): "escalation", ("L3", "L2"): "bounce",
    }  # fmt: skip
    assert sum(t.resolved for t in traffic.tiers) == pytest.approx(1)
    assert 1 + sum(m.per_ticket for m in traffic.moves) == pytest.approx(traffic.touches)
    again = TierFlow(tiers=("A",), moves={"A": {"A": 0.5}}, handle_time={"A": "1h"})
    same = tier_traffic(again, arrivals={"A": 1}, per="1h")
    assert (same.moves[0].kind, same.touches, same.work) == ("return", 2, timedelta(hours=2))


SHARES = st.lists(st.lists(st.floats(0, 0.3), min_size=3, max_size=3), min_size=3, max_size=3)


@given(
    SHARES,
    st.lists(st.integers(1, 50), min_size=3, max_size=3),
    st.lists(st.integers(1, 240), min_size=3, max_size=3),
)
def test_a_walk_of_many_steps_finds_the_same_visits(rows, arrivals, minutes):
    names = ("A", "B", "C")
    flow = TierFlow(
        tiers=names,
        moves={a: dict(zip(names, row, strict=True)) for a, row in zip(names, rows, strict=True)},
        handle_time={n: timedelta(minutes=m) for n, m in zip(names, minutes, strict=True)},
    )
    traffic = tier_traffic(flow, arrivals=dict(zip(names, arrivals, strict=True)), per="2h")
    here, seen = np.array(arrivals, dtype=float), np.zeros(3)
    for _ in range(300):
        seen += here
        here = here @ np.array(rows)
    assert [t.visits for t in traffic.tiers] == pytest.approx(seen.tolist(), rel=1e-6)
    assert [t.load for t in traffic.tiers] == pytest.approx(
        (seen * minutes / 120).tolist(), rel=1e-6, abs=1e-12
    )
    assert sum(t.resolved for t in traffic.tiers) == pytest.approx(1)
    bounce = bounce_load(flow, arrivals=dict(zip(names, arrivals, strict=True)), per="2h")
    assert bounce.extra >= -1e-9


def test_waits_and_times():
    solo = TierFlow(tiers=("A",), handle_time={"A": "1h"})
    one = tier_traffic(solo, arrivals={"A": 1}, per="2h", agents={"A": 1})
    assert (one.tiers[0].occupancy, one.tiers[0].mean_wait) == (0.5, timedelta(hours=1))
    assert one.mean_time() == timedelta(hours=2)
    # One server with exponential work: the time until solved is exponential too.
    assert one.time_quantile(0.5) / timedelta(hours=1) == pytest.approx(2 * np.log(2), rel=1e-5)
    assert one.late_share("2h") == pytest.approx(np.exp(-1), rel=1e-5)
    full = tier_traffic(solo, arrivals={"A": 3}, per="2h", agents={"A": 1})
    assert (full.stable, full.mean_time(), full.time_quantile("90%"), full.late_share("9h")) == (
        False,
        None,
        None,
        1.0,
    )
    assert full.tiers[0].mean_wait is None
    nobody = tier_traffic(solo, arrivals={"A": 3}, per="2h", agents={})
    assert (nobody.stable, nobody.tiers[0].occupancy) == (False, None)
    free = tier_traffic(solo, arrivals={"A": 3}, per="2h")
    assert (free.mean_time(), free.tiers[0].occupancy, free.tiers[0].mean_wait) == (
        timedelta(hours=1),
        None,
        None,
    )
    with pytest.raises(InputError, match="probability must lie between 0 and 1; got 1"):
        one.time_quantile(1)


def test_a_handoff_delays():
    flow = TierFlow(
        tiers=("A", "B"),
        moves={"A": {"B": 1}},
        handle_time={"A": "1h", "B": "1h"},
        handoff_delay="3h",
    )
    traffic = tier_traffic(flow, arrivals={"A": 1}, per="1h")
    assert traffic.mean_time() == timedelta(hours=5)
    assert [t.resolved for t in traffic.tiers] == [0, 1]


def test_shares_that_sum_to_a_hair_above_one():
    row = {"A": 0.1, "B": 0.2, "C": 0.7000000000000001}
    flow = TierFlow(tiers=("A", "B", "C"), moves={"A": row}, handle_time=dict.fromkeys("ABC", "1h"))
    assert tier_traffic(flow, arrivals={"A": 1}, per="1h").tiers[0].resolved == pytest.approx(0)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"tiers": ()}, r"tiers must be one or more, none twice; got \(\)"),
        ({"tiers": ("A", "A")}, "tiers must be one or more, none twice"),
        ({"handle_time": {"A": "1h"}}, "handle_time must be there for A and B"),
        ({"handle_time": {"A": "1h", "B": "0s"}}, "handle_time must be above zero; got 0s for B"),
        ({"moves": {"C": {}}}, "support tier must be one of A or B; got 'C'"),
        ({"moves": {"A": {"C": 0.1}}}, "support tier must be one of A or B; got 'C'"),
        ({"moves": {"A": {"A": 0.5, "B": 0.6}}}, "moves must sum to at most 1"),
    ],
)
def test_flows_that_are_none(fields, message):
    with pytest.raises(ValidationError, match=message):
        TierFlow(**{"tiers": ("A", "B"), "handle_time": {"A": "1h", "B": "1h"}, **fields})


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ({"per": "0s"}, "per must be above zero; got '0s'"),
        ({"arrivals": {"L9": 1}}, "support tier must be one of L1, L2 or L3; got 'L9'"),
        ({"agents": {"L9": 1}}, "support tier must be one of L1, L2 or L3; got"),
        ({"agents": {"L1": 1.5}}, r"agents\[L1\] must be a whole number, zero or more; got 1.5"),
        ({"arrivals": {"L1": -1}}, r"arrivals\[L1\] must be a number of zero or more; got -1"),
        ({"arrivals": {}}, "arrivals must be above zero somewhere; got {}"),
    ],
)
def test_bad_questions(given_, message):
    with pytest.raises(InputError, match=message):
        tier_traffic(FLOW, **{"arrivals": {"L1": 1}, "per": "1h", **given_})


def test_tickets_that_move_for_ever():
    loop = TierFlow(
        tiers=("A", "B"), moves={"A": {"B": 1}, "B": {"A": 1}}, handle_time={"A": "1h", "B": "1h"}
    )
    with pytest.raises(InputError, match="must let every customer leave"):
        tier_traffic(loop, arrivals={"A": 1}, per="1h")


@pytest.mark.parametrize("pair", [("L1", "L2"), ("L1", "L1"), "L2", ("L3",)])
def test_bounces_go_down(pair):
    with pytest.raises(InputError, match="bounces must be pairs of tiers that go down; got"):
        bounce_load(FLOW, arrivals={"L1": 1}, per="1h", bounces=[pair])


def shift(**more):
    fields = {
        "origin": "L1",
        "target": "L2",
        "share_solved": "40%",
        "arrivals": {"L1": 6.9},
        "per": "1h",
    }
    return shift_left(FLOW, **{**fields, **more})


def test_shifting_left():
    free = shift()
    assert free.freed["L2"] > 0
    assert free.freed["L3"] > 0
    assert free.net == pytest.approx(sum(free.before.values()) - sum(free.after.values()))
    assert free.value is None
    nothing = shift(share_solved=0)
    assert nothing.net == 0
    costly = shift(extra_time="30m", cost_per_hour={"L1": "20 USD", "L2": "40 USD", "L3": "80 USD"})
    assert costly.freed["L1"] < 0
    wanted = sum(costly.freed[t] * c for t, c in (("L1", 20), ("L2", 40), ("L3", 80)))
    assert isinstance(costly.value, Money)
    assert float(costly.value) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ({"origin": "L2", "target": "L1"}, "target must stand above origin; got L2 to L1"),
        ({"target": "L9"}, "support tier must be one of"),
        ({"share_solved": 40}, "share_solved must be a share from 0 to 1"),
        ({"cost_per_hour": {"L1": "20 USD"}}, "cost_per_hour must be there for every tier"),
        (
            {"cost_per_hour": {"L1": "20 USD", "L2": "40 EUR", "L3": "1 USD"}},
            "amounts must be of one currency",
        ),
        ({"cost_per_hour": {"L1": 20}}, r"cost_per_hour\[L1\] must say its currency"),
    ],
)
def test_bad_shifts(given_, message):
    with pytest.raises(InputError, match=message):
        shift(**given_)


def test_a_move_that_is_not_there():
    flow = TierFlow(tiers=("A", "B"), handle_time={"A": "1h", "B": "1h"})
    with pytest.raises(InputError, match="moves must have one from A to B; got none"):
        shift_left(flow, origin="A", target="B", share_solved=0.5, arrivals={"A": 1}, per="1h")
