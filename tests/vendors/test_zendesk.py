"""Zendesk payloads: tickets, audits, comments, metrics, metric events, policies, schedules."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from supportops import sla, vendors
from supportops._kit.data import read_data
from supportops.calendars import ALWAYS_OPEN, BusinessCalendar
from supportops.errors import InputError

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
TICKET = {
    "id": 7,
    "created_at": "2026-03-02T09:00:00Z",
    "status": "solved",
    "priority": "high",
    "via": {"channel": "web", "source": {}},
    "requester_id": 100,
    "submitter_id": 100,
    "group_id": 5,
    "assignee_id": None,
    "tags": ["vip"],
    "organization_id": 900,
    "custom_fields": [{"id": 31, "value": "gold"}],
    "subject": "Help",
}


def audit(number, minute, *events, author=100, **more):
    at = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(minutes=minute)
    return {
        "id": number,
        "ticket_id": 7,
        "created_at": at.isoformat().replace("+00:00", "Z"),
        "author_id": author,
        "events": list(events),
        **more,
    }


def change(field, value, before=None, kind="Change"):
    return {"id": 1, "type": kind, "field_name": field, "value": value, "previous_value": before}


def comment(**more):
    return {"id": 2, "type": "Comment", "body": "…", **more}


AUDITS = [
    audit(4, 200, comment(public=True), change("status", "solved", "pending"), author=1),
    audit(1, 0, comment(public=True), change("status", "new", kind="Create"), change("priority", "normal", kind="Create")),
    audit(2, 20, comment(public=False), author=1),
    audit(3, 40, comment(public=True), change("status", "pending", "new"), change("priority", "high", "normal"), author=1),
]  # fmt: skip


def told(events):
    return [
        (
            round((event.at - events[0].at) / timedelta(minutes=1)),
            event.kind,
            event.value,
            event.actor,
        )
        for event in events
    ]


def test_tickets_with_everything_else_kept():
    found = vendors.zendesk_tickets(
        {"tickets": [TICKET]},
        fields={"customer_tier": "custom_fields.31", "category": "organization_id"},
    )
    ticket = found.only
    assert (ticket.id, ticket.priority, ticket.status, ticket.channel) == (
        "7",
        "high",
        "solved",
        "web",
    )
    assert (ticket.customer_tier, ticket.category, ticket.group, ticket.assignee) == (
        "gold",
        "900",
        "5",
        None,
    )
    assert ticket.tags == ("vip",)
    assert found.unknown == {"7": {"requester_id": 100, "submitter_id": 100, "subject": "Help"}}
    assert found.missing == {}
    assert list(found) == [ticket]
    assert len(found) == 1


def test_tickets_that_lack_something_are_named():
    bare = {k: v for k, v in TICKET.items() if k not in {"status", "via"}}
    nowhen = {**TICKET, "id": 8, "created_at": None}
    found = vendors.zendesk_tickets([bare, nowhen])
    assert found.missing == {"7": ("status",), "8": ("created_at",)}
    assert found.only.channel is None
    assert found.unknown["8"]["subject"] == "Help"
    assert found.flags == ("tickets without created_at were left out",)


def test_pages_may_come_in_a_list():
    pages = [{"tickets": [TICKET], "next_page": "…"}, {"tickets": [{**TICKET, "id": 8}]}]
    assert [ticket.id for ticket in vendors.zendesk_tickets(pages)] == ["7", "8"]


def test_words_are_explicit_and_can_be_overridden():
    with pytest.raises(
        InputError,
        match="priority must be one of urgent, high, normal or low; got 'critical'; add it with extended_words",
    ):
        vendors.zendesk_tickets([{**TICKET, "priority": "critical"}])
    with pytest.raises(
        InputError, match="status must be one of new, open, .* or closed; got 'waiting'"
    ):
        vendors.zendesk_tickets([{**TICKET, "status": "waiting"}])
    words = vendors.extended_words(
        vendors.preset("zendesk"),
        statuses={"waiting": "on_hold"}, priorities={"high": "P2"}, channels={"web": "portal"}, metrics={"x": "y"},
    )  # fmt: skip
    ticket = vendors.zendesk_tickets([{**TICKET, "status": "waiting"}], words=words).only
    assert (ticket.priority, ticket.status, ticket.channel) == ("P2", "waiting", "portal")
    assert words.status_map.class_of("waiting") == "on_hold"
    assert words.metrics["x"] == "y"
    assert vendors.presets() == ("zendesk", "jira")
    with pytest.raises(ValidationError):
        vendors.extended_words(words, statuses={"a": "asleep"})
    with pytest.raises(InputError, match="name must be a preset of vendors; got 'remedy'"):
        vendors.preset("remedy")


def test_a_history_from_audits():
    found = vendors.zendesk_events([TICKET], {"audits": AUDITS}, agents=[1])
    assert told(found.items) == [
        (0, "created", None, "customer"),
        (0, "status", "new", "system"),
        (0, "priority", "normal", "system"),
        (0, "group", "5", "system"),
        (0, "channel", "web", "system"),
        (0, "message", None, "customer"),
        (20, "message", None, "agent"),
        (40, "message", None, "agent"),
        (40, "status", "pending", "agent"),
        (40, "priority", "high", "agent"),
        (200, "message", None, "agent"),
        (200, "status", "solved", "agent"),
    ]
    assert [event.public for event in found if event.kind == "message"] == [True, False, True, True]
    assert found.unknown["7 audit 1"] == {"event 2": {"body": "…"}}


def test_a_history_that_begins_late_begins_with_what_was_before():
    found = vendors.zendesk_events([TICKET], AUDITS[:1], agents=["1"])
    assert told(found.items)[1:4] == [
        (0, "status", "pending", "system"), (0, "priority", "high", "system"), (0, "group", "5", "system"),
    ]  # fmt: skip
    alone = vendors.zendesk_events([TICKET], [], agents=[])
    assert alone.missing == {"7": ("audits",)}
    assert [event.kind for event in alone] == ["created", "status", "priority", "group", "channel"]


def test_actors():
    by_rule = audit(9, 5, comment(public=True), author=1, via={"channel": "rule"})
    by_bot = audit(10, 6, comment(public=True), author=50)
    by_system = audit(11, 7, change("group_id", 6, 5), author=-1)
    on_behalf = audit(12, 8, comment(public=True, author_id=100), author=1)
    emptied = audit(13, 9, change("assignee_id", None, 3), change("status", "", "new"), author=1)
    phone = {**TICKET, "submitter_id": 1}
    found = vendors.zendesk_events(
        [phone], [by_rule, by_bot, by_system, on_behalf, emptied], agents=[1], bots=[50]
    )
    lines = told(found.items)
    assert lines[0] == (0, "created", None, "agent")
    assert lines[-5:] == [
        (5, "message", None, "bot"),
        (6, "message", None, "bot"),
        (7, "group", "6", "system"),
        (8, "message", None, "customer"),
        (9, "assignee", None, "agent"),
    ]
    assert (0, "assignee", "3", "system") in lines


def test_merges_and_what_is_no_event_of_ours():
    merge = audit(20, 30, change("tags", "vip closed_by_merge"), author=1, metadata={"system": {}})
    listed = audit(21, 31, change("tags", ["closed_by_merge"]), author=1)
    other = audit(
        22,
        32,
        change("tags", None),
        change("subject", "Now"),
        {"id": 5, "type": "Notification"},
        author=1,
    )
    custom = audit(23, 33, change("31", "silver", "gold"), author=1)
    found = vendors.zendesk_events(
        [TICKET],
        [merge, listed, other, custom],
        agents=[1],
        fields={"customer_tier": "custom_fields.31"},
    )
    assert [line[1:3] for line in told(found.items)[-3:]] == [
        ("merged", None),
        ("merged", None),
        ("customer_tier", "silver"),
    ]
    assert (0, "customer_tier", "gold", "system") in told(found.items)
    assert found.unknown["7 audit 20"] == {"metadata": {"system": {}}}
    assert found.unknown["7 audit 22"]["event 5"] == {"id": 5, "type": "Notification"}


def test_audits_of_other_tickets_and_tickets_without_a_start():
    strange = {**audit(1, 0), "ticket_id": 99}
    found = vendors.zendesk_events([{**TICKET, "created_at": None}], [strange], agents=[])
    assert len(found) == 0
    assert found.flags == (
        "tickets without created_at were left out",
        "audits of 1 tickets were left out: no such ticket",
    )
    assert found.missing == {"7": ("created_at",)}


def test_comments_alone():
    page = {"comments": [
        {"id": 2, "created_at": "2026-03-02T10:00:00Z", "author_id": 1, "public": True, "html_body": ""},
        {"id": 1, "created_at": "2026-03-02T09:00:00Z", "author_id": 100},
        {"id": 3},
    ]}  # fmt: skip
    found = vendors.zendesk_comments(page, ticket=7, agents=[1])
    assert [(event.ticket, event.actor, event.public) for event in found] == [
        ("7", "customer", True),
        ("7", "agent", True),
    ]
    assert found.missing == {"3": ("created_at",)}
    assert found.unknown == {"2": {"html_body": ""}}


def test_totals_of_ticket_metrics():
    record = {
        "ticket_id": 7, "replies": 2,
        "reply_time_in_minutes": {"calendar": 61, "business": 40},
        "full_resolution_time_in_minutes": {"calendar": None, "business": None},
        "requester_wait_time_in_seconds": {"calendar": 90, "business": 30},
        "on_hold_time_in_minutes": {"calendar": 0, "business": 0},
    }  # fmt: skip
    found = vendors.zendesk_ticket_metrics({"ticket_metrics": [record]})
    first, wait = found
    assert (first.metric, first.elapsed_calendar, first.elapsed_business) == (
        "first_response",
        timedelta(minutes=61),
        timedelta(minutes=40),
    )
    assert (wait.elapsed_business, wait.precision) == (timedelta(seconds=30), timedelta(seconds=1))
    assert found.unknown == {
        "7": {"replies": 2, "on_hold_time_in_minutes": {"calendar": 0, "business": 0}}
    }
    assert found.missing == {}
    bare = vendors.zendesk_ticket_metrics([{"ticket_id": 7}])
    assert bare.missing["7"] == (
        "reply_time_in_minutes",
        "full_resolution_time_in_minutes",
        "requester_wait_time_in_minutes",
    )
    with pytest.raises(
        InputError,
        match=r"ticket_metrics\[0\].reply_time_in_minutes.business must be a finite number, zero or more; got 'x'",
    ):
        vendors.zendesk_ticket_metrics(
            [{"ticket_id": 7, "reply_time_in_minutes": {"business": "x"}}]
        )


def metric_event(kind, minute, metric="requester_wait_time", number=1, **more):
    at = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(minutes=minute)
    return {
        "id": minute,
        "ticket_id": 7,
        "metric": metric,
        "instance_id": number,
        "type": kind,
        "time": at.isoformat(),
        **more,
    }


def test_periods_from_metric_events():
    terms = {"target": 300, "business_hours": True, "policy": {"id": 1}}
    found = vendors.zendesk_metric_events({"ticket_metric_events": [
        metric_event("measure", 0, number=0),
        metric_event("fulfill", 400),
        metric_event("activate", 0),
        metric_event("apply_sla", 0, sla={"target": 600, "business_hours": False}),
        metric_event("apply_sla", 5, sla={**terms, "target_in_seconds": 18_030}),
        metric_event("pause", 60),
        metric_event("update_status", 60, status={"calendar": 60, "business": 60}),
        metric_event("activate", 100),
        metric_event("breach", 350, deleted=True),
        metric_event("breach", 360),
        metric_event("update_status", 400, status={"calendar": 360, "business": 340}, note="hm"),
        metric_event("activate", 10, "reply_time", 1),
        metric_event("activate", 50, "reply_time", 3),
        metric_event("activate", 50, "group_ownership_time"),
        metric_event("apply_group_sla", 50, "group_ownership_time", group_sla={"target": 60, "business_hours": False}),
        metric_event("pause", 60, "group_ownership_time"),
        metric_event("update_status", 90, "agent_work_time", status={"calendar": 1, "business": 1}),
    ]}, now=NOW)  # fmt: skip
    by = {(p.metric, p.cycle): p for p in found}
    assert list(by) == [
        ("requester_wait", 1),
        ("first_response", 1),
        ("next_response", 2),
        ("ownership", 1),
        ("agent_work", 1),
    ]
    wait = by["requester_wait", 1]
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert (wait.started_at, wait.ended_at, wait.due_at) == (
        start,
        start + timedelta(minutes=400),
        start + timedelta(minutes=360),
    )
    assert (wait.target, wait.clock, wait.elapsed) == (
        timedelta(seconds=18_030),
        "business",
        timedelta(minutes=340),
    )
    assert (wait.breached, wait.open, wait.paused, wait.now) == (True, False, False, NOW)
    first = by["first_response", 1]
    assert (first.breached, first.open, first.target, first.elapsed, first.due_at) == (
        None,
        True,
        None,
        None,
        None,
    )
    group = by["ownership", 1]
    assert (group.target, group.clock, group.breached, group.paused, group.elapsed) == (
        timedelta(hours=1),
        "calendar",
        False,
        True,
        None,
    )
    work = by["agent_work", 1]
    assert (work.open, work.elapsed_business, work.started_at) == (None, None, None)
    assert found.missing == {"7 agent_work_time 1": ("activate",)}
    assert found.unknown["7"].keys() == {"event 0", "event 400"}
    with pytest.raises(InputError, match="metric must be one of first_reply_time, .*; got 'mood'"):
        vendors.zendesk_metric_events([metric_event("activate", 0, "mood")])
    with pytest.raises(InputError, match=r"ticket_metric_events\[0\].time must be"):
        vendors.zendesk_metric_events([{**metric_event("activate", 0), "time": None}])


SCHEDULE = {
    "id": 11, "name": "Office", "time_zone": "Ljubljana", "created_at": "2026-01-01T00:00:00Z",
    "intervals": [{"start_time": 1980, "end_time": 2460}, {"start_time": 10_000, "end_time": 10_080}, {"start_time": 1380, "end_time": 1500}],
}  # fmt: skip


def test_schedules_become_calendars():
    holidays = {
        "holidays": [
            {"id": 1, "name": "Break", "start_date": "2026-12-24", "end_date": "2026-12-26"}
        ]
    }
    found = vendors.zendesk_calendars({"schedules": [SCHEDULE]}, holidays={11: holidays, 12: []})
    office = dict(found)["Office"]
    assert office.timezone == "Europe/Ljubljana"
    assert office.hours == {
        "mon": (("09:00", "17:00"), ("00:00", "01:00")),
        "sat": (("22:40", "24:00"),),
        "sun": (("23:00", "24:00"),),
    }
    assert office.holidays == {date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26)}
    assert found.unknown == {"Office": {"created_at": "2026-01-01T00:00:00Z"}}
    assert found.flags == ("holidays of 1 schedules were left out: no such schedule",)
    inside = {**SCHEDULE, "time_zone": "Asia/Seoul", "holidays": [holidays], "intervals": None}
    closed = vendors.zendesk_calendars(inside)
    assert closed.only[1].hours == {}
    assert closed.missing == {"Office": ("intervals",)}
    assert len(closed.only[1].holidays) == 3
    own = vendors.zendesk_calendars([{**SCHEDULE, "time_zone": "Home"}], timezones={"Home": "UTC"})
    assert own.only[1].timezone == "UTC"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: vendors.zendesk_calendars([{**SCHEDULE, "time_zone": "Home"}]), "time_zone of schedule 'Office' must be a known name; got 'Home'; name its zone with timezones="),
        (lambda: vendors.zendesk_calendars([{**SCHEDULE, "intervals": [{"start_time": 5, "end_time": 5}]}]), r"intervals\[0\] of schedule 'Office' must be rising minutes of a week, 0 to 10080; got 5 to 5"),
        (lambda: vendors.zendesk_calendars([{**SCHEDULE, "intervals": [{}]}]), "got None to None"),
        (lambda: vendors.zendesk_calendars([{"id": 1}]), r"schedules\[0\].name must be there; got id"),
        (lambda: vendors.zendesk_holidays([{"start_date": "soon"}]), r"holidays\[0\].start_date must be a date; got 'soon'"),
        (lambda: vendors.zendesk_holidays([{"start_date": "2026-01-02", "end_date": "2026-01-01"}]), r"holidays\[0\] must not end before it starts"),
        (lambda: vendors.zendesk_tickets("tickets"), "tickets must be a list of records or a page with tickets or ticket; got 'tickets'"),
        (lambda: vendors.zendesk_tickets([1]), r"tickets\[0\] must be a record with named fields; got 1"),
        (lambda: vendors.zendesk_tickets({"ticket": 1}), "tickets must be a record with named fields; got 1"),
        (lambda: vendors.zendesk_tickets([{}]), r"tickets\[0\].id must be there; got no fields"),
        (lambda: vendors.zendesk_tickets([TICKET], fields={"mood": "x"}), "fields must name priority, customer_tier, channel, category or group; got 'mood'"),
        (lambda: vendors.zendesk_events([TICKET], [], agents="1"), "agents must be a collection"),
        (lambda: vendors.zendesk_events([TICKET], [{"id": 1}], agents=[]), r"audits\[0\].ticket_id must be there; got id"),
        (lambda: vendors.zendesk_tickets([TICKET, TICKET]).only, "items must be one record; got 2"),
    ],
)  # fmt: skip
def test_bad_payloads(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_every_shipped_zone_is_a_zone():
    for zone in read_data("vendors", "zendesk_zones")["zendesk"]["zones"].values():
        assert ZoneInfo(zone)


METRICS = [
    {"priority": "urgent", "metric": "first_reply_time", "target": 10, "business_hours": False},
    {"priority": "urgent", "metric": "requester_wait_time", "target": 120, "business_hours": True, "target_in_seconds": 7260},
    {"priority": "high", "metric": "group_ownership_time", "target": 30, "business_hours": False, "extra": 1},
]  # fmt: skip


def policies(*filters, **more):
    return [
        {
            "id": n,
            "title": f"P{n}",
            "position": len(filters) - n,
            "filter": given,
            "policy_metrics": METRICS,
            **more,
        }
        for n, given in enumerate(filters)
    ]


def is_(field, value, operator="is"):
    return {"field": field, "operator": operator, "value": value}


def made(payload, **more):
    calendars = {
        "office": BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
    }
    return vendors.zendesk_policy(payload, calendars=calendars, calendar="office", **more)


def test_sla_policies_become_rows():
    found = made(
        policies({"all": [is_("organization_id", 900)]}, {"all": [], "any": []}, created_at="x"),
        fields={"customer_tier": "organization_id"},
    )
    policy = found.only
    assert [row.name for row in policy.rows] == [
        "P1 (1), urgent", "P1 (1), high", "P1 (1), nothing promised",
        "P0 (0), urgent", "P0 (0), high", "P0 (0), nothing promised",
    ]  # fmt: skip
    assert policy.rows[3].customer_tier == ("900",)
    targets = dict(sla.targets_for(policy, priority="urgent"))
    assert {k: str(v) for k, v in targets.items()} == {
        "first_response": "10m calendar",
        "requester_wait": "2h1m business",
    }
    assert dict(sla.targets_for(policy, priority="low")) == {}
    assert str(sla.targets_for(policy, priority="high")["ownership"]) == "30m calendar"
    assert (policy.on_reopen, policy.on_calendar_change) == ("continue", "last_wins")
    assert found.unknown["P0 (0)"] == {"created_at": "x", "policy_metrics[2]": {"extra": 1}}
    assert policy.statuses.class_of("hold") == "waiting_on_third_party"


def test_what_rows_cannot_say_is_left_out_whole_and_named():
    mixed = policies(
        {"all": [is_("type", "incident")]},
        {"all": [is_("group_id", 5, "is_not")]},
        {"any": [is_("group_id", 5), is_("priority", "high")]},
        {"all": [is_("group_id", 5), is_("group_id", 6)]},
        {"all": [is_("status", "open")]},
        {"all": [is_("group_id", [5, 6])], "any": [is_("group_id", 6), is_("group_id", 7)]},
        {"all": [is_("priority", "high")]},
    )
    found = made(mixed)
    assert found.flags == (
        "P4 (4) was left out: rows cannot ask for 'status'",
        "P3 (3) was left out: its conditions exclude each other",
        "P2 (2) was left out: rows cannot ask for group or priority",
        "P1 (1) was left out: rows cannot say 'is_not'",
        "P0 (0) was left out: rows cannot ask for 'type'",
    )
    assert found.unknown["P0 (0)"]["filter"] == {"all": [is_("type", "incident")]}
    rows = found.only.rows
    assert [row.name for row in rows] == [
        "P6 (6), high",
        "P6 (6), nothing promised",
        "P5 (5), urgent",
        "P5 (5), high",
        "P5 (5), nothing promised",
    ]
    assert rows[2].group == ("6",)
    with pytest.raises(
        InputError,
        match="sla_policies must have one policy that rows can say; got 1: P0 .*; name fields of the filters",
    ):
        made(mixed[:1])
    with pytest.raises(
        InputError, match=r"policy_metrics\[0\].target must be minutes above zero; got None"
    ):
        made([{"id": 1, "title": "T", "policy_metrics": [{**METRICS[0], "target": None}]}])
    empty = made([{"id": 1, "title": "T", "policy_metrics": []}])
    assert empty.missing == {"T (1)": ("policy_metrics",)}


def test_metrics_of_ones_own_go_beside_the_shipped():
    words = vendors.extended_words(
        vendors.preset("zendesk"), metrics={"group_ownership_time": "held"}
    )
    with pytest.raises(ValidationError, match="held"):  # the policy must define it
        made([{"id": 1, "title": "T", "policy_metrics": METRICS}], words=words)


def real(shared_data, name):
    return json.loads(shared_data(f"payloads/zendesk/{name}").read_text(encoding="utf-8"))


def test_real_payloads(shared_data):
    tickets = vendors.zendesk_tickets(real(shared_data, "faros_tickets.json"))
    assert len(tickets) == 14
    assert {ticket.status for ticket in tickets} == {"open", "pending", "closed"}
    metrics = vendors.zendesk_ticket_metrics(real(shared_data, "faros_ticket_metrics.json"))
    by = {p.key: p for p in metrics}
    assert by["6", "resolution", 1].elapsed_calendar == timedelta(minutes=354)
    assert by["14", "requester_wait", 1].elapsed_business == timedelta(minutes=1128)
    one = vendors.zendesk_tickets(real(shared_data, "gozendesk_ticket.json")).only
    assert (one.id, one.channel, one.priority) == ("2", "email", None)
    assert len(vendors.zendesk_tickets(real(shared_data, "gozendesk_tickets.json"))) == 2
    for name in ("gozendesk_ticket_audit.json", "gozendesk_ticket_audits.json"):
        events = vendors.zendesk_events(
            [{"id": 666, "created_at": "2011-09-25T22:00:00Z", "status": "open"}],
            real(shared_data, name),
            agents=[5246746],
        )
        assert [(e.kind, e.value, e.actor, e.public) for e in events] == [
            ("created", None, "customer", True),
            ("status", "new", "system", True),
            ("message", None, "agent", False),
            ("status", "open", "agent", True),
        ]
    comments = vendors.zendesk_comments(
        real(shared_data, "gozendesk_ticket_comments.json"), ticket=2, agents=[]
    )
    assert len(comments) == 2
    policy = vendors.zendesk_policy(
        real(shared_data, "gozendesk_sla_policies.json"),
        calendars={"c": ALWAYS_OPEN},
        calendar="c",
        fields={"category": "type"},
    ).only
    assert (
        str(sla.targets_for(policy, priority="urgent", category="incident")["first_response"])
        == "10m calendar"
    )
    one = vendors.zendesk_policy(
        real(shared_data, "gozendesk_sla_policy.json"),
        calendars={"c": ALWAYS_OPEN},
        calendar="c",
        fields={"category": "type"},
    ).only
    assert (
        str(sla.targets_for(one, priority="low", category="incident")["requester_wait"])
        == "3h calendar"
    )
    events = vendors.zendesk_metric_events(real(shared_data, "libzapi_ticket_metric_events.json"))
    assert [(p.metric, p.target) for p in events] == [
        ("first_response", None), ("ownership", timedelta(minutes=1440)), ("requester_wait", timedelta(hours=5)),
    ]  # fmt: skip
