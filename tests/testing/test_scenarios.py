"""Scenarios as text and dictionaries, and what a failing one says."""

from datetime import timedelta
from pathlib import Path

import pytest

from supportops import sla
from supportops.testing import ScenarioError, check_scenario, read_scenarios

CONTRACTS = sorted(
    (Path(__file__).resolve().parents[2] / "examples" / "contracts").glob("*.sla.toml")
)

EVENTS = [
    {"at": "2026-03-02 10:00", "created": "customer", "priority": "P2", "status": "open"},
    {"at": "2026-03-02 11:45", "message": "agent"},
    {"at": "2026-03-02 11:50", "note": "agent"},
]


def given(expect=(), **fields):
    scenario = {
        "name": "story",
        "now": "2026-03-02 18:00",
        "events": EVENTS,
        "expect": list(expect),
        **fields,
    }
    return {"timezone": "Europe/Paris", "policy": {"preset": "priority"}, "scenario": [scenario]}


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.name)
def test_the_worked_contract_holds(path):
    scenarios = read_scenarios(path.read_text(encoding="utf-8"))
    assert len(scenarios) >= 12
    for scenario in scenarios:
        assert scenario.why
        assert check_scenario(scenario).periods
    # Another contract is noticed.
    for scenario in scenarios:
        if any(expected.metric == "first_response" for expected in scenario.expect):
            other = scenario.model_copy(update={"policy": lenient(scenario.policy)})
            with pytest.raises(ScenarioError):
                check_scenario(other)


def lenient(policy):
    rows = tuple(row.model_copy(update={"first_response": None}) for row in policy.rows)
    return policy.model_copy(update={"rows": rows})


def test_a_failing_scenario_tells_the_whole_story():
    wrong = [
        {"metric": "first_response", "state": "met", "breached_at": "none", "elapsed": "1h"},
        {"metric": "resolution", "cycle": 2, "state": "running"},
        {"metric": "next_response", "state": "running"},
    ]
    (scenario,) = read_scenarios(
        given(wrong, why="one hour is promised", absent=["periodic_update"])
    )
    with pytest.raises(ScenarioError) as caught:
        check_scenario(scenario)
    text = str(caught.value)
    for line in (
        "story",
        "  periodic_update: expected no period, got 1",
        "  first_response 1, state: expected 'met', got 'breached'",
        "  first_response 1, breached_at: expected none, got Mon 2026-03-02 11:00:00",
        "  first_response 1, elapsed: expected 1h, got 1h45m",
        "  resolution 2: expected a period, got 1 in all",
        "  next_response: expected a period, got 0 in all",
        "because: one hour is promised",
        "what happened:",
        "  Mon 2026-03-02 10:00:00  created by customer",
        "  Mon 2026-03-02 10:00:00  priority P2",
        "  Mon 2026-03-02 11:50:00  message by agent (internal)",
        "  Mon 2026-03-02 18:00:00  now",
        "the clock of first_response:",
        "the clock of periodic_update:",
    ):
        assert line in text.splitlines()
    assert "more" not in text
    assert "the target is exceeded" in text


def test_every_field_can_be_asked():
    expect = [
        {
            "metric": "first_response", "cycle": 1, "state": "breached", "end_reason": "fulfilled",
            "clock": "business", "row": "High", "started_at": "2026-03-02 10:00",
            "ended_at": "2026-03-02 11:45", "due_at": "2026-03-02 11:00",
            "breached_at": "2026-03-02T10:00:00Z", "target": "1h", "elapsed": "1h45m", "paused": "0s",
            "paused_wall": "0s", "overdue": "45m", "breached": True, "earlier_breaches": [],
            "warnings": {50: "2026-03-02 10:30", 80: "2026-03-02 10:48", 90: "2026-03-02 10:54",
                         100: "2026-03-02 11:00"},
        },
        {"metric": "resolution", "remaining": "1h", "ended_at": "none", "end_reason": None},
    ]  # fmt: skip
    policy = sla.preset("priority")
    (scenario,) = read_scenarios(given(expect, now="2026-03-02 17:00"))
    record = check_scenario(scenario)
    assert record["resolution"].remaining == timedelta(hours=1)
    (mine,) = read_scenarios(given(now="2026-03-02 17:00"), policy=policy)
    assert mine.policy is policy
    wrong = [
        {"metric": "first_response", "warnings": {}, "earlier_breaches": ["2026-03-02 10:00"]},
    ]
    with pytest.raises(
        ScenarioError, match="warnings: expected none, got 50 %: Mon 2026-03-02 10:30"
    ) as caught:
        check_scenario(read_scenarios(given(wrong, now="2026-03-02 17:00"))[0])
    assert "earlier_breaches: expected Mon 2026-03-02 10:00:00, got none" in str(caught.value)


def test_flags_are_part_of_the_report():
    late = [*EVENTS, {"at": "2026-03-09 10:00", "status": "solved"}]
    (scenario,) = read_scenarios(given([{"metric": "resolution", "state": "met"}], events=late))
    with pytest.raises(ScenarioError, match="note: left out: status"):
        check_scenario(scenario)


def test_policies_in_a_file():
    spoken = {**given(), "policy": {"preset": "priority", "dialect": "zendesk", "name": "ours"}}
    (scenario,) = read_scenarios(spoken)
    assert (scenario.policy.name, scenario.policy.on_reopen) == ("ours", "continue")
    direct = {**given(), "policy": sla.preset("ast")}
    assert read_scenarios({**direct, "scenario": []}) == ()
    assert (
        read_scenarios(direct | {"scenario": [{"name": "x", "now": "2026-03-02 18:00"}]})[0].events
        == ()
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"scenarios": []}, "keys must be among policy, scenario and timezone; got scenarios"),
        ({"policy": None}, "policy must be a table of the file or an argument; got None"),
        ({"policy": {"preset": "nothing"}}, "name must be a preset of sla; got 'nothing'"),
        ({"policy": {"name": "x"}}, "policy must be whole; got policy.rows: Field required"),
        (
            {"policy": {"preset": "priority", "rows": [{"resolution": 4}]}},
            r"got policy.rows\[0\].resolution",
        ),
        ({"scenario": {}}, r"scenario must be a list, \[\[scenario\]\]; got {}"),
        ({"scenario": [3]}, r"scenario\[0\] must be a table; got 3"),
        (
            {"scenario": [{"name": "x"}]},
            r"scenarios must be whole; got scenario\[0\].now: Field required",
        ),
        ({"timezone": None}, r"scenario\[0\].now must say its zone; got '2026-03-02 18:00:00'"),
    ],
)
def test_bad_files(change, message):
    with pytest.raises(ValueError, match=message):
        read_scenarios({**given(), **change})


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (5, r"scenario\[0\].events\[0\] must be a table; got 5"),
        ({"status": "open"}, r"scenario\[0\].events\[0\].at must be there"),
        ({"at": "noon", "status": "open"}, r"events\[0\].at must be a time such as .*; got 'noon'"),
        ({"at": "2026-03-02 10:00"}, r"events\[0\] must say one thing that happens; got none"),
        ({"at": "2026-03-02 10:00", "status": "open", "priority": "P1"}, "got status and priority"),
        (
            {"at": "2026-03-02 10:00", "mood": "good"},
            r"events\[0\] must say priority.* or note; got 'mood'",
        ),
        ({"at": "2026-03-02 10:00", "created": "customer", "message": "x"}, "got 'message'"),
        (
            {"at": "2026-03-02 10:00", "created": "me"},
            r"scenarios must be whole; got scenario\[0\].events\[0\].actor",
        ),
        (
            {"at": "2026-03-29 02:30", "status": "open"},
            "values must exist exactly once in Europe/Paris",
        ),
    ],
)
def test_bad_events(event, message):
    with pytest.raises(ValueError, match=message):
        read_scenarios(given(events=[event]))


def test_text_that_is_no_toml_and_things_that_are_no_text():
    with pytest.raises(ValueError, match="scenarios must be TOML; got text that is not"):
        read_scenarios("[[[")
    with pytest.raises(ValueError, match="scenarios must be TOML text or a mapping; got 5"):
        read_scenarios(5)


def test_events_as_the_vocabulary_has_them_and_exceptions():
    events = [
        {"at": "2026-03-02 10:00", "kind": "created", "actor": "customer"},
        {"at": "2026-03-02 10:00", "kind": "priority", "value": "P2"},
    ]
    granted = [{"kind": "out_of_scope", "since": "2026-03-02 11:00", "note": "another product"}]
    expect = [{"metric": "resolution", "end_reason": "out_of_scope", "due_at": "2026-03-03 11:00"}]
    (scenario,) = read_scenarios(given(expect, events=events, exceptions=granted))
    with pytest.raises(
        ScenarioError, match="due_at: expected Tue 2026-03-03 11:00:00, got Mon 2026-03-02 18:00:00"
    ):
        check_scenario(scenario)


def test_instants_of_toml_itself():
    text = """
policy.preset = "priority"
[[scenario]]
name = "in time"
now = 2026-03-02T18:00:00Z
events = [
  { at = 2026-03-02T10:00:00Z, created = "customer", priority = "P2" },
  { at = 2026-03-02T10:45:00Z, message = "agent" },
]
expect = [{ metric = "first_response", state = "met", due_at = 2026-03-02T11:00:00Z }]
"""
    assert check_scenario(read_scenarios(text)[0])["first_response"].elapsed == timedelta(
        minutes=45
    )
    local = text.replace("18:00:00Z", "18:00:00")
    with pytest.raises(ValueError, match="now must say its zone"):
        read_scenarios(local)
    (scenario,) = read_scenarios('timezone = "Asia/Tokyo"' + local)
    assert scenario.now.utcoffset() == timedelta(hours=9)
