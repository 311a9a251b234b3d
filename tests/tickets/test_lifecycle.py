from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import tickets
from supportops.errors import InputError
from supportops.tickets import (
    Lifecycle,
    can_move,
    explain_move,
    history_findings,
    lifecycle_chart,
    replay_states,
    time_in_state,
)

DRAWN = tickets.lifecycle("support-operations")
MAIN = ("new", "triaged", "assigned", "in_progress", "pending", "resolved")
START = pd.Timestamp("2026-03-02T09:00Z")


def kinds(kind):
    return {(edge.start, edge.end) for edge in DRAWN.edges if edge.kind == kind}


@pytest.mark.fact("tickets-lifecycle")
def test_the_published_edges_stand_apart():
    assert tickets.lifecycles() == ("support-operations",)
    assert DRAWN.main_path == MAIN
    assert kinds("published") == {*pairwise(MAIN), ("escalated", "engineering")}
    assert kinds("inferred") == {("in_progress", "escalated"), ("pending", "waiting_customer")}
    assert {("resolved", "reopened"), ("waiting_customer", "in_progress")} <= kinds("extension")
    assert {"closed", "escalated", "engineering", "waiting_customer"} <= set(DRAWN.states)
    assert all(edge.about for edge in DRAWN.edges if edge.kind != "published")


@pytest.mark.fact("tickets-lifecycle")
@pytest.mark.parametrize(
    ("start", "end", "extensions", "allowed", "kind", "reason", "way"),
    [
        ("new", "triaged", True, True, "published", "the source draws it", ("new", "triaged")),
        ("in_progress", "escalated", False, True, "inferred",
         "read into the drawing of the source: the branch is drawn below the work",
         ("in_progress", "escalated")),
        ("resolved", "reopened", True, True, "extension",
         "an extension of the drawing: the SLA clock starts anew when a ticket is reopened",
         ("resolved", "reopened")),
        ("resolved", "reopened", False, False, None,
         "resolved is an end; no way leads to reopened", ()),
        ("new", "in_progress", True, False, None,
         "new leads to triaged; the way to in_progress is new, triaged, assigned and in_progress",
         ("new", "triaged", "assigned", "in_progress")),
        ("closed", "new", True, False, None, "closed is an end; no way leads to new", ()),
        ("new", "new", True, False, None, "the ticket is in new already", ("new",)),
    ],
)  # fmt: skip
def test_moves_are_explained(start, end, extensions, allowed, kind, reason, way):
    move = explain_move(start, end, lifecycle=DRAWN, extensions=extensions)
    assert (move.allowed, move.kind, move.reason, move.way) == (allowed, kind, reason, way)
    assert can_move(start, end, lifecycle=DRAWN, extensions=extensions) is allowed


def test_every_way_is_made_of_allowed_moves():
    for start in DRAWN.states:
        for end in DRAWN.states:
            way = explain_move(start, end, lifecycle=DRAWN).way
            for a, b in pairwise(way):
                assert can_move(a, b, lifecycle=DRAWN)


def test_undeclared_states_list_the_declared():
    with pytest.raises(InputError, match=r"state must be one of new, .* or closed; got 'Open'"):
        explain_move("new", "Open", lifecycle=DRAWN)
    with pytest.raises(InputError, match=r"state must be one of"):
        DRAWN.after("Open")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"states": []}, r"states must be one or more, none twice; got \(\)"),
        ({"states": ["a", "a"]}, r"states must be one or more, none twice"),
        ({"states": ["a"], "main_path": ["b"]}, r"state must be one of a; got 'b'"),
        ({"states": ["a"], "edges": [{"start": "a", "end": "a"}]}, r"edges must lead elsewhere"),
        ({"states": ["a", "b"], "edges": [{"start": "a", "end": "b"}] * 2}, r"got a to b"),
        ({"states": ["a"], "edges": [{"start": "a", "end": "c"}]}, r"state must be one of a"),
    ],
)
def test_bad_lifecycles(fields, message):
    with pytest.raises(ValidationError, match=message):
        Lifecycle.model_validate({"name": "x", "edges": [], **fields})


def test_a_lifecycle_comes_back_from_json_and_is_drawn():
    assert Lifecycle.model_validate_json(DRAWN.model_dump_json()) == DRAWN
    chart = lifecycle_chart(DRAWN)
    assert "s0 --> s1" in chart
    assert "s5 -.-> s9" in chart
    assert chart.startswith('flowchart LR\n    s0["new"]')


def log(*rows):
    frame = pd.DataFrame(list(rows), columns=["ticket_id", "hour", "kind"])
    frame["at"] = START + pd.to_timedelta(frame.pop("hour").astype("float64"), unit="h")
    return frame


def test_spells_and_moves():
    events = log(
        ("a", 0, "new"), ("a", 1, "triaged"), ("a", 2, "note"), ("a", 2, "triaged"),
        ("a", 4, "resolved"), ("a", 9, "closed"), ("b", 3, "in_progress"), ("c", 0, "note"),
    )  # fmt: skip
    replay = replay_states(events, lifecycle=DRAWN)
    spells = replay.spells
    assert spells[["ticket_id", "state", "move"]].to_numpy().tolist() == [
        ["a", "new", "start"],
        ["a", "triaged", "published"],
        ["a", "resolved", "illegal"],
        ["a", "closed", "extension"],
        ["b", "in_progress", "start"],
    ]
    assert spells["came_from"].tolist() == [None, "new", "triaged", "resolved", None]
    assert (replay.repeats, replay.ignored) == (1, 2)
    assert [(f.code, f.count, f.of, f.examples) for f in replay.findings] == [
        ("illegal-moves", 1, 3, ("a",)),
        ("late-starts", 1, 3, ("b",)),
        ("no-state", 1, 3, ("c",)),
        ("unfinished", 1, 3, ("b",)),
    ]
    assert history_findings(events, lifecycle=DRAWN) == replay.findings
    assert replay.illegal.to_numpy().tolist() == [["triaged", "resolved", 1]]
    hours = time_in_state(spells, now="2026-03-02T21:00:00Z")
    assert hours.set_index("state")["total"].dt.total_seconds().div(3600).to_dict() == {
        "new": 1, "triaged": 3, "resolved": 5, "closed": 3, "in_progress": 9,
    }  # fmt: skip
    assert hours.set_index("state")["open"].to_dict()["closed"] == 1
    each = time_in_state(spells, now=START + pd.Timedelta("12h"), by="ticket")
    assert each["ticket_id"].tolist() == ["a"] * 4 + ["b"]


def test_an_empty_log_replays_to_the_same_columns():
    full = replay_states(log(("a", 0, "new")), lifecycle=DRAWN)
    empty = replay_states(log().astype({"kind": object}), lifecycle=DRAWN)
    assert empty.spells.dtypes.tolist()[1:] == full.spells.dtypes.tolist()[1:]
    assert (len(empty.spells), empty.findings) == (0, ())
    assert len(empty.illegal) == 0
    out = time_in_state(empty.spells, now=START)
    assert out.columns.tolist() == ["state", "spells", "total", "mean", "longest", "open"]


@pytest.mark.parametrize("column", ["ticket_id", "at", "kind"])
def test_every_event_has_all_three(column):
    events = log(("a", 0, "new"), ("b", 0, "new"))
    events.loc[1, column] = None
    with pytest.raises(InputError, match=rf"events.{column} must be there .* position 1 \(1 of 2"):
        replay_states(events, lifecycle=DRAWN)


def test_bad_questions():
    with pytest.raises(InputError, match=r"state must be one of"):
        replay_states(log(), lifecycle=DRAWN, states={"Open": "opened"})
    spells = replay_states(log(("a", 0, "new")), lifecycle=DRAWN).spells
    with pytest.raises(InputError, match="by must be state or ticket; got 'agent'"):
        time_in_state(spells, now=START, by="agent")
    with pytest.raises(InputError, match="now must not be before the beginning of a spell; got"):
        time_in_state(spells, now="2026-03-01T00:00:00Z")
    with pytest.raises(InputError, match="spells must be those of a Replay; got none of since"):
        time_in_state(spells[["ticket_id", "state"]], now=START)


def walk(rows):
    """Spells ticket by ticket; an event without a state of the lifecycle changes nothing."""
    mine = {}
    for ticket, hour, state in rows:
        mine.setdefault(ticket, []).append((hour, state))
    expected = []
    for ticket in sorted(mine):
        here = None
        for _, state in sorted(mine[ticket], key=lambda row: row[0]):
            if state not in DRAWN.states or state == here:
                continue
            edge = DRAWN.edge(here, state) if here else None
            move = "start" if here is None else edge.kind if edge else "illegal"
            expected.append([ticket, state, here, move])
            here = state
    return expected


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(0, 5), st.sampled_from([*DRAWN.states, "x"])),
        max_size=15,
    )
)
def test_spells_agree_with_a_walk(rows):
    events = log(*rows)
    spells = replay_states(events, lifecycle=DRAWN).spells
    expected = walk(rows)
    got = spells[["ticket_id", "state", "came_from", "move"]].to_numpy().tolist()
    assert got == expected
    same = spells["ticket_id"].eq(spells["ticket_id"].shift(-1))
    assert spells["until"][same].tolist() == spells["since"].shift(-1)[same].tolist()
    assert spells["until"][~same].isna().all()


STATES = {
    "Assign seriousness": "triaged",
    "Insert ticket": "new",
    "Create SW anomaly": "escalated",
    "Resolve SW anomaly": "engineering",
    "Take in charge ticket": "in_progress",
    "Wait": "pending",
    "Require upgrade": "pending",
    "Resolve ticket": "resolved",
    "Closed": "closed",
}


def test_a_real_help_desk_walks_through_the_lifecycle(shared_data):
    frame = pd.read_csv(shared_data("event_log/helpdesk.csv"), dtype=str)
    frame["at"] = pd.to_datetime(
        frame["Complete Timestamp"], format="%Y/%m/%d %H:%M:%S.%f", utc=True
    )
    columns = {"ticket_id": "Case ID", "kind": "Activity"}
    replay = replay_states(frame, lifecycle=DRAWN, states=STATES, columns=columns)
    assert {f.code: (f.count, f.of) for f in replay.findings} == {
        "illegal-moves": (4733, 15795),
        "late-starts": (4462, 4580),
        "unfinished": (22, 4580),
    }
    rows = zip(frame["Case ID"], frame["at"], frame["Activity"].map(STATES), strict=True)
    expected = walk(rows)
    assert sum(row[3] == "illegal" for row in expected) == 4733
    assert sum(row[3] == "start" and row[1] != "new" for row in expected) == 4462
    assert len(expected) == len(replay.spells) == 15795 + 4580
    assert replay.illegal["count"].sum() == 4733
    shares = time_in_state(replay.spells, now=frame["at"].max())
    assert shares["total"].sum() > pd.Timedelta("24h")
