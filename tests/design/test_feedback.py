"""Feedback loops: routes, hand-offs, meetings, due steps and targets."""

from datetime import date
from inspect import signature
from pathlib import Path

import pytest

from supportops import feedback
from supportops.design import design_operation, profile_from_toml
from supportops.design.feedback_plan import feedback_findings

TEXT = (Path(__file__).resolve().parents[2] / "examples/data/team.toml").read_text(encoding="utf-8")
DAY = date(2026, 11, 23)
PACKAGE = design_operation(profile_from_toml(TEXT), as_of=DAY)
PLAN = PACKAGE.feedback
SHARE = '[assumed.preventable_share]\nvalue = "20%"\nreplaced_by = "root causes of a month"\n'


def test_every_kind_of_feedback_has_a_way():
    ways = {way.kind: (way.destinations, way.action) for way in PLAN.ways}
    assert len(ways) == 7
    assert ways["bug_report"] == (("engineering",), "fix and close")
    assert ways["at_risk_signal"] == (("customer success",), "intervene")


def test_what_customer_success_is_told():
    assert len(PLAN.handoffs) == 8
    assert [h.signal for h in PLAN.handoffs if h.urgency == "immediate"] == ["executive_complaint"]
    assert PLAN.handoff_window_days == 30
    # The number behind "multiple" is ours, and the same as the room's.
    room = signature(feedback.customer_success_handoffs).parameters["escalations"].default
    assert PLAN.multiple_escalations == room
    assert PACKAGE.figure("feedback.multiple_escalations").basis == "assumed"


def test_meetings_and_the_voice_of_the_customer_have_days():
    days = {m.meeting: (m.every, m.next_day) for m in PLAN.meetings}
    assert days == {
        "support-product sync": ("weekly", date(2026, 11, 30)),
        "support-CS sync": ("weekly", date(2026, 11, 30)),
        "support-engineering sync": ("every 2 weeks", date(2026, 12, 7)),
        "voice of customer": ("monthly", date(2026, 12, 23)),
    }


def test_steps_are_due_within_five_and_fourteen_days():
    assert [(s.step, s.days, s.due) for s in PLAN.steps] == [
        ("acknowledge", 5, date(2026, 11, 28)),
        ("add to the backlog", 14, date(2026, 12, 7)),
    ]
    assert "VIVtone" in PACKAGE.figure("feedback.step.add to the backlog.days").source


def test_a_meeting_a_week_is_too_late_to_acknowledge():
    (finding,) = [f for f in PACKAGE.findings if f.code == "meeting-slower-than-acknowledgement"]
    assert finding.arithmetic.endswith(
        "support-engineering sync every 2 weeks: up to 14 days against fewer than 5"
    )
    assert "voice of customer" not in finding.arithmetic
    assert feedback_findings(PLAN.model_copy(update={"meetings": ()}), DAY) == ()


def test_the_target_of_tagged_tickets_is_a_number_a_month():
    targets = {t.metric: (t.target, t.items_low, t.items_high) for t in PLAN.targets}
    assert targets["feedback_submitted"] == ("5–10 %", 60, 120)
    assert targets["time_to_acknowledgement"] == ("below 5 days", None, None)
    assert targets["tickets_reduced"] == ("track by quarter", None, None)


def test_preventable_tickets_fall_by_quarter_once_their_share_is_known():
    assert PLAN.preventable == ()
    assert "assumed.preventable_share" in {q.name for q in PACKAGE.open_questions}
    package = design_operation(profile_from_toml(TEXT + SHARE), as_of=DAY)
    path = [row.tickets for row in package.feedback.preventable]
    assert path == pytest.approx([720, 612, 520.2, 442.17, 375.8445])
    assert "Quarters from now" in package.to_markdown()
    assert "assumed.preventable_share" not in {q.name for q in package.open_questions}
