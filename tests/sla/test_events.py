"""The door for histories."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest

from supportops import sla
from supportops.sla import replay
from supportops.vocabulary import TicketEvent

AT = "2026-03-02T09:00:00Z"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CREATED = {"kind": "created", "at": AT, "actor": "customer"}


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ("created", "events must be a list of events; got 'str'; wrap it in a list"),
        (CREATED, "events must be a list of events; got 'dict'"),
        (5, "events must be a list of events; got 'int'"),
        ([5], r"events\[0\] must be a mapping or a TicketEvent; got 5"),
        ([], "events must hold one event created; got 0"),
        ([CREATED, CREATED], "events must hold one event created; got 2"),
        ([{**CREATED, "kind": "opened"}], r"events\[0\].kind must be right; got 'opened'"),
        ([{**CREATED, "who": "me"}], r"events\[0\].who must be right; got 'me'"),
        ([{"kind": "created"}], r"events\[0\].at must be right"),
        ([{**CREATED, "at": "2026-03-02T09:00"}], "timezone-aware"),
        ([CREATED, {"kind": "message", "at": AT}], "events must say who wrote a message; got no actor for number 1"),
        ([CREATED, {"kind": "status", "at": AT, "value": "lost"}], "status must be one of new.*; got 'lost'"),
        ([CREATED, {"kind": "status", "at": AT}], "status must be one of new.*; got None"),
        ([CREATED, {"kind": "calendar", "at": AT, "value": "x"}], "calendar must be one of support hours; got 'x'"),
        ([CREATED, {"kind": "priority", "at": AT, "value": "P9"}], "priority must be one of P1.*; got 'P9'"),
        ([{**CREATED, "priority": "P9"}], "priority must be one of"),
        ([{**CREATED, "ticket": "A"}, {**CREATED, "ticket": "B"}], "events must be of one ticket; got A and B"),
    ],
)  # fmt: skip
def test_bad_histories(events, message):
    with pytest.raises(ValueError, match=message):
        replay(events, policy=sla.preset("priority"), now=NOW)


def test_now_must_be_aware():
    with pytest.raises(ValueError, match="now must be timezone-aware"):
        replay([CREATED], policy=sla.preset("priority"), now=datetime(2026, 3, 2))
    with pytest.raises(ValueError, match="at must be timezone-aware"):
        sla.due_times(sla.preset("priority"), at=datetime(2026, 3, 2))
    with pytest.raises(ValueError, match="at must be one instant; got"):
        sla.due_times(sla.preset("priority"), at=pd.NaT)
    with pytest.raises(ValueError, match="at must be one instant"):
        sla.due_times(sla.preset("priority"), at=np.array([AT[:-1]], dtype="datetime64[us]"))


def test_models_and_mappings_are_alike():
    as_model = [
        TicketEvent(ticket="7", at=NOW - timedelta(hours=3), kind="created", actor="customer"),
        TicketEvent(ticket="7", at=NOW - timedelta(hours=3), kind="priority", value="P2"),
    ]
    as_mapping = [{**CREATED, "ticket": "7", "priority": "P2", "channel": None}]
    policy = sla.preset("priority")
    first, second = (replay(e, policy=policy, now=NOW) for e in (as_model, as_mapping))
    assert first == second
    assert first.ticket == "7"


def test_what_is_known_at_the_creation_counts_wherever_it_stands():
    policy = sla.preset("priority").model_copy(update={"on_priority_change": "lock"})
    late = [CREATED, {"kind": "priority", "at": AT, "value": "P2"}]
    early = [{"kind": "priority", "at": "2026-03-01T09:00:00Z", "value": "P2"}, CREATED]
    for events in (late, late[::-1], early):
        assert replay(events, policy=policy, now=NOW)["resolution"].row == "High"


def test_what_is_left_out_is_said():
    events = [
        CREATED,
        {"kind": "message", "actor": "agent", "at": "2026-03-02T08:00:00Z"},
        {"kind": "status", "value": "solved", "at": "2026-03-03T08:00:00Z"},
    ]
    record = replay(events, policy=sla.preset("priority"), now=NOW)
    assert record.flags == (
        "left out: message at 2026-03-02T08:00:00+00:00, before the creation",
        "left out: status at 2026-03-03T08:00:00+00:00, after now",
    )
    assert record["first_response"].state == "no_target"
    future = replay([CREATED], policy=sla.preset("priority"), now=datetime(2026, 3, 1, tzinfo=UTC))
    assert future.periods == ()
    assert "created at" in future.flags[0]


def test_answers_come_in_the_zone_and_kind_of_the_question():
    tokyo = timezone(timedelta(hours=9))
    record = replay(
        [{**CREATED, "priority": "P2"}], policy=sla.preset("priority"), now=NOW.astimezone(tokyo)
    )
    assert record["resolution"].due_at.utcoffset() == timedelta(hours=9)
    stamp = pd.Timestamp("2026-03-02 09:00", tz="Europe/Paris")
    due = sla.due_times(sla.preset("priority"), at=stamp, priority="P5")
    assert isinstance(due["first_response"], pd.Timestamp)
    assert due["periodic_update"] is pd.NaT
    record = replay([CREATED], policy=sla.preset("priority"), now=pd.Timestamp(NOW))
    assert type(record.now) is datetime


def test_the_record_answers_second_questions():
    events = [{**CREATED, "priority": "P2", "ticket": "<7>"}]
    record = replay(events, policy=sla.preset("priority"), now=NOW)
    assert "resolution" in record
    assert "next_response" not in record
    assert [p.metric for p in record] == ["first_response", "resolution"]
    assert record.of("next_response") == ()
    with pytest.raises(
        KeyError, match="metric must have a period; got 'next_response'; there are first_response"
    ):
        record["next_response"]
    with pytest.raises(ValueError, match=r"metric must be one of first_response.*; got 'speed'"):
        record.of("speed")
    assert record["resolution"].percent == 37.5
    assert record["resolution"].open
    frame = record.to_frame()
    assert list(frame["metric"]) == ["first_response", "resolution"]
    assert str(frame["elapsed"].dtype).startswith("timedelta64")
    assert record.to_dict()["periods"][1]["target"] == "8h"
    assert "first_response 1: running, breached, 3h of 1h business" in str(record)
    assert "&lt;7&gt;" in record._repr_html_()
    empty = replay(events, policy=sla.preset("priority"), now=datetime(2026, 1, 1, tzinfo=UTC))
    assert list(empty.to_frame().columns) == list(frame.columns)
    unpromised = replay([CREATED], policy=sla.preset("priority"), now=NOW)
    assert str(unpromised).splitlines()[0] == "first_response 1: no target, 3h elapsed"


def test_the_trace_reads_as_text_markdown_card_and_table():
    events = [
        {**CREATED, "priority": "P2"},
        {"kind": "status", "value": "on_hold", "at": "2026-03-02T10:00:00Z"},
        {"kind": "priority", "value": "P3", "at": "2026-03-02T11:00:00Z"},
        {"kind": "merged", "value": "8", "at": "2026-03-02T11:30:00Z"},
    ]
    record = replay(events, policy=sla.preset("priority"), now=NOW)
    trace = record.trace
    assert record.trace is trace
    assert [(x.state, x.reason) for x in trace.of("resolution", 1).lines] == [
        ("running", "created by customer"),
        ("paused", "status on_hold"),
        ("target", "another target: priority P3"),
        ("paused", "status on_hold"),
        ("end", "merged"),
    ]
    assert trace.of("resolution", 2).lines == ()
    assert str(trace).splitlines()[0].split() == [
        "period",
        "from",
        "to",
        "clock",
        "counted",
        "total",
        "why",
    ]
    assert trace.to_markdown().startswith("| period | from | to | clock |")
    assert "status on_hold" in trace._repr_html_()
    assert list(trace.to_frame()["metric"].unique()) == ["first_response", "resolution"]
    assert list(sla.Trace(()).to_frame().columns) == list(trace.to_frame().columns)


def test_the_trace_tells_of_calendars_gaps_and_earlier_breaches():
    from supportops.calendars import ALWAYS_OPEN

    base = sla.preset("priority")
    policy = base.model_copy(
        update={"calendars": {**base.calendars, "always": ALWAYS_OPEN}, "on_reopen": "continue"}
    )
    steps = [
        ("status", "solved", "10:00"),
        ("status", "open", "11:00"),
        ("calendar", "always", "12:00"),
        ("priority", "P3", "20:00"),
    ]
    events = [{**CREATED, "priority": "P2"}] + [
        {"kind": kind, "value": value, "at": f"2026-03-02T{at}:00Z"} for kind, value, at in steps
    ]
    record = replay(events, policy=policy, now=datetime(2026, 3, 2, 21, tzinfo=UTC))
    lines = record.trace.of("resolution").lines
    told = {(x.state, x.reason) for x in lines}
    assert ("solved", "status solved") in told
    assert ("running", "calendar always") in told
    assert ("breach", "of an earlier target") in told
    assert record["resolution"].elapsed == timedelta(hours=11)


def test_the_fingerprint_knows_policy_library_and_zones():
    from supportops.calendars import BusinessCalendar, union

    policy = sla.preset("priority")
    mark = sla.fingerprint(policy)
    assert replay([CREATED], policy=policy, now=NOW).fingerprint == mark
    assert str(mark).startswith(f"policy {mark.policy}, supportops 0.")
    assert sla.fingerprint(policy.model_copy(update={"clock": "calendar"})).policy != mark.policy
    paris = BusinessCalendar(timezone="Europe/Paris", hours={"mon": [("09:00", "17:00")]})
    both = sla.on_calendar(policy, union(paris, policy.calendars[policy.calendar]))
    assert sla.fingerprint(both).zones != mark.zones


def test_the_cache_of_policies_is_bounded_and_follows_identity():
    from supportops.sla.compiled import _CACHE, compiled_policy

    policies = [sla.preset("priority").model_copy(update={"name": str(i)}) for i in range(80)]
    for policy in policies:
        compiled_policy(policy)
    assert len(_CACHE) <= 64
    assert compiled_policy(policies[-1]) is compiled_policy(policies[-1])
    assert compiled_policy(policies[0]).policy is policies[0]


def test_open_names_do_not_fill_the_memory():
    from supportops.sla.compiled import compiled_policy

    policy = sla.SlaPolicy.model_validate(
        {**sla.preset("ast").model_dump(), "channels": None, "rows": [{"resolution": "1h"}]}
    )
    ready = compiled_policy(policy)
    for i in range(5_000):
        ready.row(
            {
                "priority": None,
                "customer_tier": None,
                "channel": str(i),
                "category": None,
                "group": None,
            }
        )
    assert len(ready._found) <= 4_096


@pytest.mark.parametrize("wrong", [None, "priority", sla.PolicyBook(entries=())])
def test_only_a_policy_is_a_policy(wrong):
    with pytest.raises(
        ValueError, match=r"policy must be an SlaPolicy; got '\w+'; of a book, take policy_for"
    ):
        replay([CREATED], policy=wrong, now=NOW)
    with pytest.raises(ValueError, match="policy must be an SlaPolicy"):
        sla.due_times(wrong, at=NOW)


def test_exceptions_may_be_mappings():
    granted = {"kind": "out_of_scope", "since": "2026-03-02T10:00Z", "note": "another product"}
    record = replay(
        [{**CREATED, "priority": "P2"}],
        policy=sla.preset("priority"),
        now=NOW,
        exceptions=[granted],
    )
    assert record["resolution"].state == "cancelled"
