"""Payloads of the wrong shape: one sentence that names the place, or an answer, never a crash."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import vendors
from supportops.calendars import ALWAYS_OPEN

ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.floats(), st.text(max_size=3), st.just([]), st.just({}),
    st.just([None]), st.just([1]), st.just({"x": 1}),
)  # fmt: skip

START = "2026-03-02T09:00:00Z"
SHAPES = {
    "tickets": {
        "id": 7, "created_at": START, "status": "open", "priority": "high", "via": {"channel": "web"},
        "tags": ["a"], "custom_fields": [{"id": 1, "value": "x"}], "requester_id": 5, "submitter_id": 5,
    },
    "audits": {
        "id": 1, "ticket_id": 7, "created_at": START, "author_id": 5, "via": {"channel": "web"},
        "events": [{"id": 1, "type": "Change", "field_name": "status", "value": "solved", "previous_value": "open"}],
    },
    "comments": {"id": 1, "created_at": START, "author_id": 5, "public": True},
    "ticket_metrics": {"ticket_id": 7, "reply_time_in_minutes": {"calendar": 1, "business": 1}},
    "metric_events": {
        "id": 1, "ticket_id": 7, "metric": "reply_time", "instance_id": 1, "type": "apply_sla", "time": START,
        "sla": {"target": 60, "business_hours": True}, "status": {"business": 1},
    },
    "policies": {
        "id": 1, "title": "P", "position": 1, "filter": {"all": [{"field": "group_id", "operator": "is", "value": 5}]},
        "policy_metrics": [{"priority": "high", "metric": "first_reply_time", "target": 10, "business_hours": False}],
    },
    "schedules": {
        "id": 1, "name": "S", "time_zone": "London", "intervals": [{"start_time": 0, "end_time": 60}],
        "holidays": [{"start_date": "2026-01-01", "end_date": "2026-01-01"}],
    },
    "pages": {
        "issueKey": "A", "values": [{"name": "N", "completedCycles": [{
            "startTime": {"epochMillis": 1}, "stopTime": {"epochMillis": 2}, "breached": False, "goalDuration": {"millis": 5},
            "elapsedTime": {"millis": 1},
        }], "ongoingCycle": {"startTime": {"epochMillis": 3}, "paused": False}}],
    },
    "issues": {
        "key": "A", "fields": {"created": START, "status": {"name": "Open"}, "priority": {"name": "High"}, "creator": {"accountId": "x"},
                               "comment": {"comments": [{"created": START, "author": {"accountId": "x"}}]}},
        "changelog": {"histories": [{"id": "1", "created": START, "author": {"accountId": "x"},
                                     "items": [{"field": "status", "fromString": "Open", "toString": "Closed"}]}]},
    },
}  # fmt: skip
CALLS = {
    "tickets": lambda one: vendors.zendesk_tickets(
        [one], fields={"customer_tier": "custom_fields.1"}
    ),
    "audits": lambda one: vendors.zendesk_events([SHAPES["tickets"]], [one], agents=[1]),
    "comments": lambda one: vendors.zendesk_comments([one], ticket=7, agents=[1]),
    "ticket_metrics": lambda one: vendors.zendesk_ticket_metrics([one]),
    "metric_events": lambda one: vendors.zendesk_metric_events(
        [one, {**SHAPES["metric_events"], "type": "fulfill"}]
    ),
    "policies": lambda one: vendors.zendesk_policy(
        [one], calendars={"c": ALWAYS_OPEN}, calendar="c"
    ),
    "schedules": lambda one: vendors.zendesk_calendars([one]),
    "pages": lambda one: vendors.jira_periods([one]),
    "issues": lambda one: vendors.jira_events([one], agents=["y"]),
}


def places(value, path=()):
    yield path
    items = (
        value.items()
        if isinstance(value, Mapping)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in items:
        yield from places(inner, (*path, key))


def changed(value, path, odd):
    if not path:
        return odd
    copy = dict(value) if isinstance(value, Mapping) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:], odd)
    return copy


@pytest.mark.parametrize("name", SHAPES)
@settings(max_examples=60)
@given(data=st.data())
def test_any_part_may_be_odd(name, data):
    path = data.draw(st.sampled_from(list(places(SHAPES[name]))))
    odd = data.draw(ODD)
    try:
        found = CALLS[name](changed(SHAPES[name], path, odd))
    except ValueError as error:  # ours, and pydantic's at the door of a model
        assert str(error)
    else:
        assert isinstance(found, vendors.Translated)
        assert found.to_dict()


@pytest.mark.parametrize("name", SHAPES)
def test_the_shapes_themselves_are_read(name):
    assert len(CALLS[name](SHAPES[name])) >= 1
