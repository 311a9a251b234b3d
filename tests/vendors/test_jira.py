"""Jira payloads: SLA pages and changelogs."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from supportops import sla, vendors
from supportops.calendars import BusinessCalendar, localize
from supportops.errors import InputError

SEOUL = BusinessCalendar(
    timezone="Asia/Seoul", hours={"mon-fri": [("09:00", "12:00"), ("13:00", "18:00")]}
)
READ = localize(datetime(2026, 7, 7, 12, 30), "Asia/Seoul")
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def stamp(minute):
    at = START + timedelta(minutes=minute)
    return {"iso8601": at.isoformat(), "epochMillis": round(at.timestamp() * 1000)}


def span(minutes):
    return {"millis": round(minutes * 60_000), "friendly": "…"}


def cycle(start, goal, elapsed, *, stop=None, breached=False, **more):
    out = {
        "startTime": stamp(start), "breachTime": stamp(start + goal), "breached": breached,
        "goalDuration": span(goal), "elapsedTime": span(elapsed), "remainingTime": span(goal - elapsed), **more,
    }  # fmt: skip
    return out if stop is None else {**out, "stopTime": stamp(stop)}


PAGE = {
    "issueKey": "IT-1", "size": 1, "start": 0,
    "values": [
        {"id": "1", "name": "Time to resolution", "completedCycles": [cycle(0, 60, 30, stop=30), cycle(90, 60, 70, stop=160, breached=True)],
         "ongoingCycle": cycle(200, 60, 5, paused=True, withinCalendarHours=True)},
        {"id": "2", "name": "Time to praise", "completedCycles": [{}]},
    ],
}  # fmt: skip


def test_cycles_become_periods():
    found = vendors.jira_periods(PAGE, now=START)
    assert [(p.metric, p.cycle, p.open, p.paused, p.breached) for p in found] == [
        ("resolution", 1, False, None, False),
        ("resolution", 2, False, None, True),
        ("resolution", 3, True, True, False),
        ("Time to praise", 1, False, None, None),
    ]
    first = found.items[0]
    assert (first.started_at, first.due_at, first.ended_at) == (
        START,
        START + timedelta(hours=1),
        START + timedelta(minutes=30),
    )
    assert (first.target, first.elapsed, first.now) == (
        timedelta(hours=1),
        timedelta(minutes=30),
        START,
    )
    assert found.missing == {
        "IT-1 Time to praise 1": ("startTime", "goalDuration", "elapsedTime", "breached")
    }
    assert found.unknown["IT-1"] == {"size": 1, "start": 0}
    assert found.unknown["IT-1 Time to resolution 3"].keys() == {
        "remainingTime",
        "withinCalendarHours",
    }
    bare = {k: v for k, v in PAGE.items() if k != "issueKey"}
    assert vendors.jira_periods([bare], issue="IT-9").items[0].ticket == "IT-9"
    with pytest.raises(
        InputError,
        match=r'pages\[0\].issueKey must be there; got nothing; name it with issue="..."',
    ):
        vendors.jira_periods(bare)
    broken = {
        "issueKey": "X",
        "values": [{"name": "A", "completedCycles": [{"startTime": {"iso8601": "2026"}}]}],
    }
    with pytest.raises(InputError, match="X A 1.startTime.epochMillis must be milliseconds; got"):
        vendors.jira_periods(broken)
    broken["values"][0]["completedCycles"][0]["startTime"] = 7
    with pytest.raises(InputError, match="must be milliseconds; got 7"):
        vendors.jira_periods(broken)


def test_cycles_go_on_counting_over_pages():
    found = vendors.jira_periods([PAGE, PAGE])
    assert [p.cycle for p in found if p.metric == "resolution"] == [1, 2, 3, 4, 5, 6]


def change(minute, *items, author="agent"):
    return {
        "id": str(minute), "created": (START + timedelta(minutes=minute)).isoformat(),
        "author": {"accountId": author}, "items": list(items),
    }  # fmt: skip


def item(field, before, after, **more):
    return {"field": field, "fieldtype": "jira", "fromString": before, "toString": after, **more}


ISSUE = {
    "key": "IT-1", "id": "10",
    "fields": {
        "created": "2026-03-02T18:00:00.000+0900",
        "creator": {"accountId": "customer"},
        "status": {"name": "Resolved"}, "priority": {"name": "High"}, "assignee": None,
        "customfield_1": {"value": "gold"}, "summary": "Help",
        "comment": {"comments": [
            {"created": "2026-03-02T09:20:00Z", "author": {"accountId": "agent"}, "jsdPublic": False},
            {"created": "2026-03-02T09:10:00Z", "author": {"accountId": "robot", "accountType": "app"}},
            {"created": "2026-03-02T09:15:00Z", "author": {"accountId": "butler"}},
        ]},
    },
    "changelog": {"histories": [
        change(60, item("status", "Waiting for customer", "Resolved")),
        change(30, item("status", "Open", "Waiting for customer"), item("Component", None, "API")),
        change(40, item("Tier", "silver", "gold", fieldId="customfield_1"), item("assignee", "Ann", None), item("status", "Open", None)),
    ]},
}  # fmt: skip


def test_a_history_from_the_changelog():
    found = vendors.jira_events(
        {"issues": [ISSUE]},
        agents=["agent"],
        bots=["butler"],
        fields={"customer_tier": "customfield_1"},
    )
    assert [
        (round((e.at - START) / timedelta(minutes=1)), e.kind, e.value, e.actor) for e in found
    ] == [
        (0, "created", None, "customer"),
        (0, "status", "Open", "system"),
        (0, "priority", "High", "system"),
        (0, "assignee", "Ann", "system"),
        (0, "customer_tier", "silver", "system"),
        (10, "message", None, "bot"),
        (15, "message", None, "bot"),
        (20, "message", None, "agent"),
        (30, "status", "Waiting for customer", "agent"),
        (40, "customer_tier", "gold", "agent"),
        (40, "assignee", None, "agent"),
        (60, "status", "Resolved", "agent"),
    ]
    assert [e.public for e in found if e.kind == "message"] == [True, True, False]
    assert found.unknown["IT-1"] == {"id": "10", "summary": "Help"}
    assert found.unknown["IT-1 change 30"]["Component"]["toString"] == "API"
    with pytest.raises(InputError, match="status must be one of To Do; got 'Waiting for customer'"):
        vendors.jira_events(
            ISSUE,
            agents=[],
            words=vendors.VendorWords(
                product="x", statuses={"To Do": "new"}, priorities={"High": "P1"}
            ),
        )
    with pytest.raises(InputError, match="priority must be one of .*; got 'Blocker'"):
        vendors.jira_events(
            {
                "issue": {
                    "key": "A",
                    "fields": {"created": "2026-03-02T09:00Z", "priority": {"name": "Blocker"}},
                }
            },
            agents=[],
        )
    with pytest.raises(InputError, match="fields must name priority, .*; got 'status'"):
        vendors.jira_events([], agents=[], fields={"status": "x"})


def test_what_an_issue_lacks_is_named():
    found = vendors.jira_events(
        [{"key": "A", "fields": {"created": "2026-03-02T09:00Z"}}, {"key": "B"}], agents=[]
    )
    assert found.missing == {"A": ("changelog",), "B": ("fields.created",)}
    assert found.flags == ("issues without fields.created were left out",)
    assert [e.kind for e in found] == ["created"]


def test_the_real_page_reconciles_to_the_millisecond(shared_data):
    page = json.loads(
        shared_data("payloads/jira/jsm_sla_page_example.json").read_text(encoding="utf-8")
    )
    theirs = vendors.jira_periods(page, now=READ)
    assert len(theirs) == 3
    counted = vendors.recounted(theirs, calendar=SEOUL)
    assert vendors.reconcile(theirs, counted).disagreements == ()
    for one, other in zip(theirs, counted, strict=True):
        assert (one.elapsed, one.due_at, one.breached) == (
            other.elapsed,
            other.due_at,
            other.breached,
        )
    # A lunch break, or another zone, and it would not.
    through = SEOUL.model_copy(update={"hours": {"mon-fri": (("09:00", "18:00"),)}})
    assert vendors.reconcile(theirs, vendors.recounted(theirs, calendar=through)).by_cause == {
        "unexplained": 4
    }
    # And so does the clock, from the events behind the page.
    policy = sla.SlaPolicy.model_validate({
        "name": "page", "calendars": {"seoul": SEOUL}, "calendar": "seoul",
        "statuses": vendors.preset("jira").status_map,
        "definitions": {"To do": {"start": ["created"], "stop": ["agent reply"]}},
        "rows": [{"first_response": "4h", "resolution": "120h", "other": {"To do": "8h"}}],
    })  # fmt: skip
    (start,) = {p.started_at for p in theirs}
    reply = theirs.items[0].ended_at
    record = sla.replay(
        [
            {"ticket": "KR-A", "kind": "created", "at": start, "actor": "customer"},
            {"ticket": "KR-A", "kind": "message", "at": reply, "actor": "agent"},
        ],
        policy=policy, now=READ,
    )  # fmt: skip
    found = vendors.reconcile(theirs, record)
    assert (found.periods, found.disagreements, found.flags) == (3, (), ())
    assert found.figures == 21
