"""What is audited: tables under other headings, scales, and what is refused."""

import pandas as pd
import pytest

from supportops.audit import Design, audit, operation, rule, table, tables
from supportops.errors import InputError
from supportops.vocabulary import Scale, StatusMap, preset


def test_other_headings_and_other_scales():
    mine = pd.DataFrame({"Prio": ["urgent"] * 11 + ["low"] * 89})
    seen = operation(
        {"tickets": mine},
        columns={"tickets": {"priority": "Prio"}},
        priorities=preset("urgent-low"),
    )
    (finding,) = rule("priority-inflation").check(seen).findings
    assert finding.figure == 0.11
    assert list(mine.columns) == ["Prio"]


@pytest.mark.parametrize(
    ("frames", "more", "message"),
    [
        ({"tickets": pd.DataFrame({"priority": ["P9"]})}, {},
         "tickets.priority must hold names of the priority scale; got 'P9'; declared are P1, P2"),
        ({"handoffs": pd.DataFrame({"to_tier": ["L9"]})}, {},
         "handoffs.to_tier must hold names of the support tier scale; got 'L9'"),
        ({"incidents": pd.DataFrame({"severity": ["A"]})}, {},
         "incidents.severity must hold names of the severity scale; got 'A'"),
        ({"calls": pd.DataFrame()}, {}, "name must be a table that an audit reads; got 'calls'"),
        ([1], {}, "frames must map names to values"),
        ({"tickets": [1]}, {}, "tickets must be a DataFrame; got 'list'"),
        ({}, {"columns": {"tickets": {}}}, "columns must name tables of frames; got 'tickets'; the"),
        ({}, {"columns": 1}, "columns must map names to values"),
        ({"tickets": pd.DataFrame()}, {"columns": {"tickets": 1}}, "columns.'tickets'. must map"),
        ({"tickets": pd.DataFrame()}, {"columns": {"tickets": {"priority": "x"}}},
         "must be a heading of tickets; got 'x'"),
        ({}, {"now": pd.Timestamp("2026-01-01")}, "now must be timezone-aware"),
        ({}, {"cost_per_hour": 5}, "cost_per_hour must"),
        ({}, {"cost_per_ticket": "5"}, "cost_per_ticket must"),
    ],
)  # fmt: skip
def test_bad_input_is_refused(frames, more, message):
    with pytest.raises(InputError, match=message):
        operation(frames, **more)


def test_nothing_at_all_is_an_operation():
    seen = operation()
    assert seen.lacks("tickets.priority") == "there is no table tickets"
    assert seen.lacks("design.sla.agents") == "design.sla.agents is not stated"
    assert operation(now="2026-01-01T00:00:00Z").lacks("now") == ""


def test_tables_extend_the_vocabulary():
    assert table("tickets").column("reopens").unit == "reopenings"
    assert table("tickets").column("assigned_by").dtype == "id"
    assert table("handoffs").column("explained").unit == "times"
    assert "schedule" in tables()
    for name in tables():
        names = [column.name for column in table(name).columns]
        assert len(names) == len(set(names))
        assert all(column.about for column in table(name).columns)
        assert all(bool(c.unit) is (c.dtype == "number") for c in table(name).columns)
    with pytest.raises(InputError, match="name must be a table that an audit reads; got 'x'"):
        table("x")


def test_every_declared_column_of_ours_is_read_by_a_rule_or_names_a_row():
    from supportops.audit import rules
    from supportops.vocabulary import table as base
    from supportops.vocabulary import tables as bases

    needs = {need for one in rules() for need in one.needs}
    for name in tables():
        known = {c.name for c in base(name).columns} if name in bases() else set()
        for column in table(name).columns:
            if column.name not in known and f"{name}.{column.name}" not in needs:
                assert column.name.endswith(("_id", "_target")) or (name, column.name) in OPTIONAL


OPTIONAL = {
    ("tickets", "linked"), ("tickets", "satisfied"), ("schedule", "on_call"), ("handoffs", "at"), ("coachings", "held_at"),
    ("attendance", "person"), ("roadmap", "item"), ("agent_weeks", "week"),
}  # fmt: skip


def test_statuses_tell_work_from_waiting(seen):
    silent = {"priority": "P1*20", "resolved_at": "-", "last_event_at": "0", "status": "Wait*20"}
    waits = StatusMap(classes={"Wait": "waiting_on_customer", "Work": "open"})
    found = rule("status-limbo").check(seen(now=9, tickets=silent, more={"statuses": waits}))
    assert not found.findings
    assert found.skipped == ("0 tickets in work are fewer than the minimum of 20",)
    working = silent | {"status": "Work*20"}
    assert (
        rule("status-limbo").check(seen(now=9, tickets=working, more={"statuses": waits})).findings
    )


def test_a_scale_of_one_tier_is_no_fault(seen):
    flat = Scale(label="support tier", names=("all",))
    tickets = {"support_tier": "all*20", "resolved_at": "1"}
    report = audit(seen(tickets=tickets, more={"support_tiers": flat}))
    assert {finding.code for finding in report} <= {"l3-bottleneck"}


def test_a_design_is_read_from_plain_values():
    design = Design.model_validate({"sla": {"first_response": {"P1": "15m"}, "attained": "95%"}})
    assert design.sla.attained == 0.95
    assert Design.model_validate(design.to_dict()) == design
