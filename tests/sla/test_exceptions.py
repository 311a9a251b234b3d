"""Exceptions of the seeds, and the pause audit."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from supportops import sla
from supportops.sla import ExceptionRule, GrantedException

HOUR = timedelta(hours=1)
RULES = [rule.model_dump() for rule in sla.published_exceptions()]


@pytest.mark.fact("sla-exceptions")
def test_the_six_published_exceptions():
    rules = {rule.kind: rule for rule in sla.published_exceptions()}
    assert {kind: rule.treatment for kind, rule in rules.items()} == {
        "customer_unresponsive": "pause",
        "third_party_dependency": "pause",
        "product_bug": "track_apart",
        "out_of_scope": "cancel",
        "duplicate": "merge",
        "customer_requested_pause": "pause",
    }
    assert rules["customer_unresponsive"].follow_ups == 2
    documented = {kind for kind, rule in rules.items() if rule.documented}
    assert {"third_party_dependency", "customer_requested_pause"} <= documented


@pytest.mark.fact("sla-exceptions")
@pytest.mark.parametrize(
    ("follow_ups", "state"), [(0, "running"), (1, "running"), (2, "paused"), (3, "paused")]
)
def test_two_unanswered_follow_ups_pause(bench, follow_ups, state):
    policy = bench.policy(exceptions=RULES)
    story = [(9, "created"), (9.5, "agent"), *((10 + i, "agent") for i in range(follow_ups))]
    record = bench.replay(policy, 16, *story)
    assert record["resolution"].state == state
    # The clock of answers runs on.
    assert record["periodic_update"].state == "running"
    answered = bench.replay(policy, 16, *story, (15, "customer"))
    assert answered["resolution"].state == "running"


def test_a_follow_up_exception_may_concern_every_metric(bench):
    rule = {"kind": "customer_unresponsive", "treatment": "pause", "follow_ups": 1}
    record = bench.replay(
        bench.policy(exceptions=[rule]), 16, (9, "created"), (10, "agent"), (11, "agent")
    )
    assert {p.state for p in record if p.open} == {"paused"}


@pytest.mark.fact("sla-exceptions")
@pytest.mark.parametrize(
    ("kind", "metric", "elapsed"),
    [
        ("third_party_dependency", "resolution", 4),
        ("customer_requested_pause", "periodic_update", 3.5),
    ],
)
def test_documented_pauses(bench, kind, metric, elapsed):
    policy = bench.policy(exceptions=RULES)
    story = [(9, "created"), (9.5, "agent")]
    granted = {"kind": kind, "since": bench.at(10), "until": bench.at(13)}
    with_note = GrantedException(**granted, note="ticket 4711 of the vendor")
    record = bench.replay(policy, 16, *story, exceptions=[with_note])
    assert record[metric].elapsed == elapsed * HOUR
    assert record[metric].paused == 3 * HOUR
    without = bench.replay(policy, 16, *story, exceptions=[GrantedException(**granted)])
    assert without[metric].paused == timedelta()
    assert without.flags == (f"{kind} was not granted: it needs a note",)
    for_ever = GrantedException(kind=kind, since=bench.at(10), note="x")
    assert bench.replay(policy, 16, *story, exceptions=[for_ever])[metric].state == "paused"


def test_a_pause_that_began_before_the_ticket_counts_from_its_creation(bench):
    rules = [{"kind": "third_party_dependency", "treatment": "pause"}]
    granted = GrantedException(kind="third_party_dependency", since=bench.at(0), until=bench.at(10))
    record = bench.replay(bench.policy(exceptions=rules), 12, (9, "created"), exceptions=[granted])
    assert [(p.elapsed, p.paused) for p in record] == [(2 * HOUR, HOUR)] * 2
    over = GrantedException(kind="third_party_dependency", since=bench.at(0), until=bench.at(1))
    record = bench.replay(bench.policy(exceptions=rules), 12, (9, "created"), exceptions=[over])
    assert record["resolution"].elapsed == 3 * HOUR
    later = GrantedException(kind="third_party_dependency", since=bench.at(15))
    record = bench.replay(bench.policy(exceptions=rules), 12, (9, "created"), exceptions=[later])
    assert record["resolution"].state == "running"


@pytest.mark.fact("sla-exceptions")
def test_out_of_scope_is_no_breach(bench):
    granted = GrantedException(kind="out_of_scope", since=bench.at(10), note="another product")
    record = bench.replay(
        bench.policy(exceptions=RULES), 60, (9, "created"), (40, "customer"), (50, "agent"),
        exceptions=[granted],
    )  # fmt: skip
    assert {(p.state, p.end_reason) for p in record} == {("cancelled", "out_of_scope")}
    assert not any(p.breached for p in record)
    assert len(record.periods) == 2
    assert record.upcoming == ()


@pytest.mark.fact("sla-exceptions")
def test_a_duplicate_is_merged_and_the_surviving_ticket_keeps_its_clock(bench):
    policy = bench.policy(exceptions=RULES)
    duplicate = GrantedException(kind="duplicate", since=bench.at(10), link="T-1")
    record = bench.replay(policy, 60, (9, "created"), (12, "agent"), exceptions=[duplicate])
    assert {(p.state, p.end_reason) for p in record} == {("cancelled", "merged")}
    survivor = bench.replay(policy, 16, (9, "created"))
    assert survivor["resolution"].elapsed == 7 * HOUR


@pytest.mark.fact("sla-exceptions")
def test_a_product_bug_is_tracked_apart(bench):
    granted = GrantedException(
        kind="product_bug", since=bench.at(10), note="reproduced", link="BUG-12"
    )
    story = [(9, "created"), (9.5, "agent"), (12, "status", "solved"), (33, "status", "open")]
    record = bench.replay(bench.policy(exceptions=RULES), 40, *story, exceptions=[granted])
    assert [(p.state, p.end_reason) for p in record.of("resolution")] == [
        ("cancelled", "product_bug")
    ]
    assert record["first_response"].state == "met"
    assert record["periodic_update"].state == "met"


@pytest.mark.parametrize(
    ("make", "fields", "message"),
    [
        (
            ExceptionRule,
            {"kind": "customer_unresponsive", "treatment": "pause"},
            "follow_ups must be there",
        ),
        (
            ExceptionRule,
            {"kind": "duplicate", "treatment": "merge", "follow_ups": 2},
            "and only then",
        ),
        (
            ExceptionRule,
            {"kind": "customer_unresponsive", "treatment": "cancel", "follow_ups": 2},
            "which pauses",
        ),
        (
            GrantedException,
            {"kind": "customer_unresponsive", "since": "2026-03-02T09:00Z"},
            "the clock finds by itself",
        ),
        (
            GrantedException,
            {"kind": "duplicate", "since": "2026-03-02T09:00Z", "until": "2026-03-01T09:00Z"},
            "until must not be before since",
        ),
    ],
)
def test_exceptions_at_the_door(make, fields, message):
    with pytest.raises(ValidationError, match=message):
        make.model_validate(fields)


def test_an_exception_without_a_rule_is_refused(bench):
    granted = GrantedException(kind="duplicate", since=bench.at(10))
    with pytest.raises(ValueError, match="a kind that the policy has; got duplicate; it has none"):
        bench.replay(bench.policy(), 12, (9, "created"), exceptions=[granted])


def test_pauses_that_deserve_a_second_look(bench):
    story = [
        (9, "created"),
        (9.5, "agent"),
        (10, "status", "on_hold"),
        (11, "customer"),
        (12, "status", "open"),
        (36.5, "status", "waiting_on_customer"),
        (37, "priority", "P1"),
        (37.5, "status", "open"),
    ]
    record = bench.replay(
        bench.policy(rows=[{"priority": "P1", "resolution": "9h"}, {"resolution": "9h"}]),
        38,
        *story,
    )
    found = sla.pause_findings(record)
    assert [(f.code, f.at, f.words) for f in found] == [
        ("customer_wrote", bench.at(11), "the customer wrote during a pause (status on_hold)"),
    ]
    late = sla.pause_findings(record, last=0)
    assert [f.code for f in late] == ["customer_wrote"]
    with pytest.raises(ValueError, match="last must be a share"):
        sla.pause_findings(record, last=10)


@pytest.mark.parametrize(
    ("hour", "codes"), [(15.0, []), (16.2, ["late_pause"]), (17.0, ["late_pause"])]
)
def test_pauses_at_the_end_of_a_target(bench, hour, codes):
    record = bench.replay(
        bench.policy(rows=[{"resolution": "8h"}]),
        40,
        (9, "created"),
        (hour, "status", "on_hold"),
        (34, "priority", "P1"),
    )
    found = sla.pause_findings(record)
    assert [f.code for f in found] == codes
    assert all((f.pause_start, f.pause_end) == (bench.at(hour), bench.at(40)) for f in found)
    unpromised = bench.policy(rows=[{"priority": "P1", "resolution": "8h"}])
    assert (
        sla.pause_findings(bench.replay(unpromised, 40, (9, "created"), (10, "status", "on_hold")))
        == ()
    )
