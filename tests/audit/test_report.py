"""The audit as a whole: what is chosen, what is known, what is said."""

import json
import pickle

import numpy as np
import pandas as pd
import pytest

from supportops.audit import AuditReport, audit, clean_operation, operation, rule
from supportops.errors import InputError

RISING = {"priority": "P1*11 P3*89", "reopens": "1*11 0*89"}


def test_it_finds_and_says_what_it_could_not_look_at(seen):
    report = audit(seen(tickets=RISING))
    assert [finding.code for finding in report] == ["priority-inflation", "premature-closure"]
    assert len(report) == 2
    assert report.clean == ("vanity-metrics",)
    absent = ("created_at", "assigned_at", "response_target")
    reason = "; ".join(f"tickets has no column {name}" for name in absent)
    assert report.skipped["triage-delay"] == (reason,)
    assert report.skipped["severity-inflation"][0] == "there is no table incidents"
    assert report.skipped["perfectionism"] == ("design.rubric.pass_mark is not stated",)
    assert report.skipped["no-aging-escalation"][0].startswith("now is not given; tickets has no")
    assert report.skipped["desktop-only"] == ("design.answers['desktop-only'] is not answered",)


def test_areas_rules_and_slugs_select_and_ignore(seen):
    op = seen(tickets=RISING)
    assert {f.code for f in audit(op, select=["tickets"])} == {"priority-inflation"}
    assert {f.code for f in audit(op, select=["metric-gaming"])} == {"premature-closure"}
    assert {f.code for f in audit(op, ignore=["all-tickets-p1"])} == {"premature-closure"}
    assert not audit(op, select=["sla"], ignore=["sla"]).skipped
    with pytest.raises(InputError, match="name must be a rule or a slug; got 'sl'"):
        audit(op, select=["sl"])
    with pytest.raises(InputError, match=r'select must be a collection, \["a", "b"\]; got .sla'):
        audit(op, select="sla")


def test_a_baseline_hides_what_is_known_and_shows_what_is_new(seen):
    before = audit(seen(tickets={"priority": RISING["priority"]}))
    now = audit(seen(tickets=RISING), baseline=before)
    assert [finding.code for finding in now] == ["premature-closure"]
    assert [finding.code for finding in now.known] == ["priority-inflation"]
    assert now.baseline() == ("premature-closure.reopened", "priority-inflation.warning")
    assert "1 findings, 1 known" in now.to_markdown()
    assert not audit(seen(tickets=RISING), baseline=now.baseline()).findings


def test_a_baseline_tells_subjects_apart(seen):
    hands = {"resolved_at": "-", "agent_id": "Ada*51 Bo*50"}
    report = audit(seen(tickets=hands))
    assert report.baseline() == ("assignment-hoarding.day/Ada",)
    assert "Ada: 51 open tickets are in one hand" in report.findings[0].statement


def test_own_limits_and_minimum(seen):
    op = seen(tickets=RISING)
    kinder = audit(op, limits={"priority-inflation.warning": "20%", "all-tickets-p1.watch": 0.2,
                               "premature-closure.reopened": 0.11})  # fmt: skip
    assert not kinder.findings
    stricter = audit(op, limits={"priority-inflation.warning": 0.01}, select=["tickets"])
    assert stricter.findings[0].basis == "given"
    few = audit(op, minimum=101)
    assert not few.findings
    reason = "100 tickets with a priority are fewer than the minimum of 101"
    assert few.skipped["priority-inflation"] == (reason,)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"priority-inflation": 1}, 'limits must name a rule and its limit, "priority-inflation.w'),
        (
            {"priority-inflation.x": 1},
            "limits must name limits of priority-inflation; got 'x'; the",
        ),
        ({"desktop-only.x": 1}, "limits must name limits of desktop-only; got 'x'; there are none"),
        ({"perfectionism.mark": "1"}, "must be a share such as 0.15"),
        (
            {"perfectionism.mark": None},
            "limits.'mark'. of perfectionism must be a share from 0 to 1; got N",
        ),
        (
            {"delayed-feedback.review": "48"},
            "limits.'review'. of delayed-feedback must be a number of hours; got '48'",
        ),
        (
            {"delayed-feedback.review": float("nan")},
            "limits.'review'. of delayed-feedback must be a number of hours; got nan",
        ),
        ([1], "limits must map names to values"),
    ],
)
def test_bad_limits_are_refused(seen, limits, message):
    with pytest.raises(InputError, match=message):
        audit(seen(), limits=limits)


def test_a_rule_checks_its_arguments(seen):
    one = rule("priority-inflation")
    with pytest.raises(InputError, match="seen must be an Operation; got 'dict'; make one with"):
        one.check({})
    with pytest.raises(InputError, match="minimum must be one case or more; got 0"):
        one.check(seen(), minimum=0)
    with pytest.raises(InputError, match="minimum must be one case or more; got 'many'"):
        one.check(seen(), minimum="many")
    with pytest.raises(
        InputError, match="limits must name limits of priority-inflation; got 'x'; there are"
    ):
        one.check(seen(), limits={"x": 1})


def test_graver_findings_come_first(seen):
    op = seen(
        tickets={"priority": "P1*5 P3*95", "reopens": "1*11 0*89"},
        design={"answers": {"punitive-qa": True}},
    )
    assert [finding.level for finding in audit(op)] == ["warning", "watch", "hint"]


def test_the_table_has_the_same_columns_whatever_was_found(seen):
    full, empty = audit(seen(tickets=RISING)).to_frame(), audit(seen()).to_frame()
    assert list(full.columns) == list(empty.columns)
    assert list(full.dtypes) == list(empty.dtypes)
    assert list(full["figure"]) == [0.11, 0.11]
    assert full["slugs"][0] == "priority-inflation, all-tickets-p1"
    declared = audit(seen(design={"answers": {"desktop-only": False}})).to_frame()
    assert np.isnan(declared["figure"][0])


def test_the_report_reads_as_markdown_card_and_plain_values(seen):
    hands = {"resolved_at": "-", "ticket_id": "#", "n": 60, "agent_id": "A|B", "issue_key": "k"}
    report = audit(seen(tickets=hands, more={"cost_per_ticket": "15 USD"}))
    text = report.to_markdown()
    assert text.startswith("# Audit\n\n2 findings, ")
    assert "- `duplicate-sprawl` (warning): k: 60 open tickets share one issue" in text
    assert "- Cost: 885 USD (59 tickets beside the first, at 15 USD a ticket)" in text
    assert "- Evidence: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9\n" in text
    assert r"A\|B: 60 open tickets" in text
    assert "## Not looked at" in text
    assert "| triage-delay | " in text
    whole = report.to_dict()
    assert json.loads(json.dumps(whole)) == whole
    assert whole["known"] == []
    assert "<caption><b>Audit</b>" in report._repr_html_()
    free = audit(seen(tickets=hands), select=["duplicate-sprawl"])
    assert "Cost" not in free.to_markdown()
    declared = audit(seen(design={"answers": {"desktop-only": False}}))
    assert "Evidence" not in declared.to_markdown()
    only = audit(seen(tickets=hands), select=["assignment-hoarding"])
    assert "Not looked at" not in only.to_markdown()


def test_reports_and_operations_pickle(seen):
    op = seen(tickets=RISING)
    again = pickle.loads(pickle.dumps(op))
    assert pickle.loads(pickle.dumps(audit(again))).baseline() == audit(op).baseline()
    assert isinstance(audit(op), AuditReport)


def test_an_empty_operation_has_no_finding_and_a_reason_for_every_rule(seen):
    report = audit(seen())
    assert not report.findings
    assert not report.clean
    assert len(report.skipped) == 113


def test_empty_tables_are_no_fault():
    from supportops.audit import table, tables

    frames = {}
    for name in tables():
        frames[name] = pd.DataFrame({c.name: [] for c in table(name).columns})
    report = audit(operation(frames, now="2026-06-01T00:00:00Z"))
    assert not report.findings
    assert set(report.skipped) >= {"priority-inflation", "firehose"}


@pytest.mark.parametrize("seed", range(3))
def test_a_clean_operation_has_no_finding(seed):
    report = audit(clean_operation(rng=np.random.default_rng(seed)))
    assert not report.findings, report.to_markdown()
    assert len(report.clean) == 113
    # A healthy queue holds too few old tickets to say anything about them.
    assert set(report.skipped) <= {"no-aging-escalation", "invisible-backlog", "l3-bottleneck"}


def test_a_clean_operation_of_many_tickets_is_clean_in_every_part():
    report = audit(clean_operation(rng=np.random.default_rng(9), tickets=60_000))
    assert not report.findings, report.to_markdown()
    assert set(report.skipped) <= {"no-aging-escalation", "l3-bottleneck"}


def test_what_is_changed_is_what_is_found():
    rng = np.random.default_rng(4)
    tickets = clean_operation(rng=rng).tables["tickets"].assign(reopens=1.0)
    report = audit(clean_operation(rng=np.random.default_rng(4), change={"tickets": tickets}))
    assert {finding.code for finding in report} == {
        "premature-closure", "vanity-metrics", "speed-over-quality", "fcr-inflation",
    }  # fmt: skip
    cost = next(f.cost for f in report if f.code == "premature-closure")
    assert cost.hours == pytest.approx(4000 * 0.2)
    assert str(cost.money) == "32,000 USD"


@pytest.mark.parametrize("tickets", [1999, 2000.5, "many"])
def test_a_clean_operation_needs_enough_tickets(tickets):
    with pytest.raises(InputError, match="tickets must be a whole number of 2,000 or more; got"):
        clean_operation(rng=np.random.default_rng(0), tickets=tickets)
