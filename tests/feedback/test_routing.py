from datetime import UTC, datetime, timedelta

import pytest

from supportops import feedback
from supportops.errors import InputError
from supportops.feedback import AccountSignals, customer_success_handoffs, route_feedback

NOW = datetime(2026, 3, 31, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.fact("feedback-types")
def test_seven_kinds_of_feedback():
    rows = [(r.name, r.meaning, r.destinations, r.action) for r in feedback.feedback_routes()]
    assert rows == [
        ("bug_report", "not working as expected", ("engineering",), "fix and close"),
        ("feature_request", "new capability", ("product",), "evaluate and roadmap"),
        ("ux_feedback", "confusion or friction", ("product", "design"), "improve usability"),
        ("documentation_gap", "missing or unclear docs", ("content", "docs"), "update content"),
        ("at_risk_signal", "frustration pattern", ("customer success",), "intervene"),
        ("praise", "positive feedback", ("customer success", "marketing"), "case study, retention"),
        ("competitive_intel", "competitor mentioned", ("product", "sales"), "update positioning"),
    ]
    assert route_feedback("praise").destinations == ("customer success", "marketing")
    with pytest.raises(InputError, match=r"kind must be one of bug_report, .* got 'x'"):
        route_feedback("x")


@pytest.mark.fact("feedback-ecosystem")
def test_the_loop_of_feedback():
    loop = feedback.feedback_ecosystem()
    assert loop.signals == ("tickets", "chats", "calls", "patterns", "sentiment")
    assert {team.name: team.receives for team in loop.teams} == {
        "customer_success": ("at-risk accounts", "expansion signals"),
        "product": ("feature requests", "pain points", "use cases"),
        "engineering": ("bug reports", "priority", "patterns", "root cause"),
    }
    assert loop.outcome == ("improved product", "better experience", "reduced tickets")


@pytest.mark.fact("feedback-handoff-triggers")
def test_eight_signals_and_thirty_days():
    rules = {r.signal: (r.handoff, r.urgency) for r in feedback.handoff_rules()}
    assert rules == {
        "multiple_escalations": ("at-risk account", "high"),
        "executive_complaint": ("VIP escalation", "immediate"),
        "churn_mention": ("save opportunity", "high"),
        "expansion_interest": ("upsell lead", "medium"),
        "champion_departure": ("relationship risk", "high"),
        "negative_csat_trend": ("proactive intervention", "medium"),
        "major_incident_impact": ("executive touch", "high"),
        "feature_blocker": ("product alignment", "medium"),
    }
    for age, count in ((30 * DAY, 1), (30 * DAY + timedelta(microseconds=1), 0)):
        seen = AccountSignals(account="a", escalations=(NOW, NOW - age))
        assert len(customer_success_handoffs(seen, now=NOW)) == count
    for signal in rules.keys() - {"multiple_escalations"}:
        (row,) = customer_success_handoffs(AccountSignals(account="a", **{signal: True}), now=NOW)
        assert (row.handoff, row.urgency) == rules[signal]


def test_the_most_urgent_comes_first():
    names = [r.signal for r in feedback.handoff_rules()]
    seen = AccountSignals(
        account="a", escalations=(NOW,), **{n: True for n in names if n != "multiple_escalations"}
    )
    rows = customer_success_handoffs(seen, now=NOW, escalations=1, within="1h")
    assert len(rows) == 8
    assert rows[0].urgency == "immediate"
    ranks = [("immediate", "high", "medium").index(r.urgency) for r in rows]
    assert ranks == sorted(ranks)
    assert customer_success_handoffs(AccountSignals(account="a"), now=NOW) == ()


def test_handoffs_say_what_is_wrong():
    late = AccountSignals(account="Acme", escalations=(NOW + DAY,))
    with pytest.raises(InputError, match="escalations of Acme must be at or before now"):
        customer_success_handoffs(late, now=NOW)
    with pytest.raises(InputError, match="escalations must be one or more; got 0"):
        customer_success_handoffs(late, now=NOW, escalations=0)
    with pytest.raises(InputError, match="now must be timezone-aware"):
        customer_success_handoffs(late, now=datetime(2026, 3, 2))


@pytest.mark.fact("feedback-good-practices")
def test_five_practices():
    assert [(p.name, p.rules) for p in feedback.feedback_practices()] == [
        ("structured capture", ("standard fields", "linked to customer and ticket", "searchable")),
        ("regular synthesis", ("weekly themes", "monthly trends", "quarterly deep dive")),
        ("closed loop", ("product responds", "support informed", "customer told when fixed")),
        ("cross-functional visibility",
         ("product sees customer words", "engineering sees impact", "CS sees patterns early")),
        ("impact metrics", ("tickets cut by fixes", "NPS gain", "feature adoption")),
    ]  # fmt: skip


@pytest.mark.fact("feedback-meetings")
def test_four_meetings():
    assert [(m.name, str(m.every), m.attendees, m.agenda) for m in feedback.meetings()] == [
        ("support-product sync", "weekly", ("support lead", "PM"),
         ("top issues", "feature requests", "bug priority")),
        ("support-CS sync", "weekly", ("support lead", "CS lead"),
         ("at-risk accounts", "handoffs", "patterns")),
        ("support-engineering sync", "every 2 weeks", ("support lead", "engineering lead"),
         ("bug priority", "releases")),
        ("voice of customer", "monthly", ("support", "product", "CS", "exec"),
         ("trends", "themes", "strategy")),
    ]  # fmt: skip


@pytest.mark.fact("feedback-technology")
def test_five_kinds_of_tools():
    assert [(t.name, t.purpose, t.examples) for t in feedback.feedback_tools()] == [
        ("product_feedback", "collect and rank requests", ("Productboard", "Canny", "Pendo")),
        ("bug_tracking", "engineering integration", ("Jira", "Linear", "GitHub")),
        ("customer_success", "health and handoffs", ("Gainsight", "Totango", "ChurnZero")),
        ("knowledge_management", "document patterns", ("Notion", "Guru", "Confluence")),
        ("communication", "cross-team alerts", ("Slack", "Teams")),
    ]
