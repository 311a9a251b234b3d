"""Dialects: every option of every product changes an answer in the way its name says."""

from datetime import timedelta

import pytest

from supportops import sla
from supportops.calendars import ALWAYS_OPEN

HOUR = timedelta(hours=1)
NAMES = ("zendesk", "jira", "servicenow", "freshdesk", "zammad")


def test_there_are_five():
    assert sla.dialects() == NAMES
    for name in NAMES:
        spoken = sla.dialect(name)
        assert spoken.source
        assert set(spoken.basis) == {*type(spoken.options).model_fields, "pauses"}
        assert set(spoken.metrics.values()) | set(spoken.pauses) <= set(sla.METRICS)


@pytest.fixture
def policy(bench):
    rows = [
        {
            "priority": "P1",
            "first_response": "1h",
            "resolution": "2h",
            "requester_wait": "8h",
            "agent_work": "8h",
        },
        {"first_response": "2h", "resolution": "8h", "requester_wait": "8h", "agent_work": "8h"},
    ]
    return bench.policy(rows=rows, calendars={"office": bench.office, "always": ALWAYS_OPEN})


@pytest.mark.parametrize(
    ("name", "cycles", "elapsed"),
    [
        ("zendesk", 1, 4),
        ("jira", 2, 1),
        ("servicenow", 2, 1),
        ("freshdesk", 1, 4),
        ("zammad", 1, 4),
    ],
)
def test_reopening(bench, policy, name, cycles, elapsed):
    spoken = sla.in_dialect(policy, name)
    record = bench.replay(
        spoken, 34, (9, "created"), (12, "status", "solved"), (33, "status", "open")
    )
    assert len(record.of("resolution")) == cycles
    assert record["resolution"].elapsed == elapsed * HOUR


@pytest.mark.parametrize(
    ("name", "states", "due"),
    [
        ("zendesk", ["running"], 11),
        ("jira", ["running"], 11),
        ("servicenow", ["cancelled", "running"], 12),
        ("freshdesk", ["running"], 11),
        ("zammad", ["running"], 11),
    ],
)
def test_raising_the_priority(bench, policy, name, states, due):
    record = bench.replay(
        sla.in_dialect(policy, name), 10.5, (9, "created"), (10, "priority", "P1")
    )
    assert [p.state for p in record.of("resolution")] == states
    assert record["resolution"].due_at == bench.at(due)


@pytest.mark.parametrize(
    ("name", "due", "state"),
    [
        ("zendesk", 33, "met"),
        ("jira", 17, "met"),
        ("servicenow", 17, "breached"),
        ("freshdesk", 17, "breached"),
        ("zammad", 33, "met"),
    ],
)
def test_an_answer_after_closing(bench, policy, name, due, state):
    record = bench.replay(sla.in_dialect(policy, name), 40, (15, "created"), (20, "agent"))
    period = record["first_response"]
    assert (period.due_at, period.state) == (bench.at(due), state)


@pytest.mark.parametrize(
    ("name", "elapsed"),
    [("zendesk", 13), ("jira", 13), ("servicenow", 9), ("freshdesk", 13), ("zammad", 13)],
)
def test_another_calendar_in_the_middle(bench, policy, name, elapsed):
    """From Monday 9:00 to 22:00, office hours until 21:00 and around the clock from then on."""
    record = bench.replay(
        sla.in_dialect(policy, name), 22, (9, "created"), (21, "calendar", "always")
    )
    assert record["resolution"].elapsed == elapsed * HOUR


@pytest.mark.parametrize(
    ("name", "on_customer", "on_vendor", "on_hold"),
    [
        ("zendesk", 4, 4, 4),
        ("jira", 1, 4, 4),
        ("servicenow", 1, 1, 1),
        ("freshdesk", 1, 1, 4),
        ("zammad", 1, 4, 4),
    ],
)
def test_pauses_of_the_resolution(bench, policy, name, on_customer, on_vendor, on_hold):
    spoken = sla.in_dialect(policy, name)

    def elapsed(status):
        record = bench.replay(spoken, 13, (9, "created"), (10, "status", status), (11, "customer"))
        return record["resolution"].elapsed / HOUR

    statuses = ("waiting_on_customer", "waiting_on_third_party", "on_hold")
    assert tuple(map(elapsed, statuses)) == (on_customer, on_vendor, on_hold)


def test_zendesk_tells_three_times_apart(bench, policy):
    """Requester wait leaves out pending, agent work leaves out on-hold too."""
    spoken = sla.in_dialect(policy, "zendesk")
    record = bench.replay(
        spoken,
        16,
        (9, "created"),
        (10, "status", "waiting_on_customer"),
        (12, "status", "on_hold"),
        (15, "status", "open"),
    )
    times = {m: record[m].elapsed / HOUR for m in ("resolution", "requester_wait", "agent_work")}
    assert times == {"resolution": 7, "requester_wait": 5, "agent_work": 2}


def test_a_dialect_keeps_the_promises(policy):
    for name in NAMES:
        assert sla.in_dialect(policy, name).rows == policy.rows


def test_an_unknown_dialect_lists_the_known():
    with pytest.raises(
        ValueError, match="name must be a preset of sla dialects; got 'intercom'; there are zendesk"
    ):
        sla.dialect("intercom")
