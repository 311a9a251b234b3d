import pytest

from supportops.tickets import (
    aged_after,
    priority_matrix,
    published_automation,
    published_fields,
    published_practices,
    published_tag_plan,
    review_list,
)
from supportops.tickets.published import PriorityLevel


@pytest.mark.fact("tickets-priority-matrix")
def test_every_row_of_the_priority_matrix():
    rows = [
        (x.priority, x.label, x.impact, str(x.first_response), x.resolution and str(x.resolution),
         x.resolution_days, x.examples)
        for x in priority_matrix()
    ]  # fmt: skip
    assert rows == [
        ("P1", "Critical", "complete outage or data loss", "15m", "4h", None,
         ("system down", "security breach")),
        ("P2", "High", "major feature broken", "1h", "8h", None, ("key workflow blocked",)),
        ("P3", "Medium", "feature impaired", "4h", "24h", None, ("partial functionality",)),
        ("P4", "Low", "minor or cosmetic", "8h", "72h", None, ("UI bug", "minor inconvenience")),
        ("P5", "Request", "feature request or how-to", "24h", None, 5,
         ("enhancement", "training")),
    ]  # fmt: skip
    assert str(priority_matrix()[0].source) == "support-operations skill, Ticket Priority Matrix"


@pytest.mark.fact("tickets-good-prioritization")
def test_the_five_practices_and_their_rules():
    assert {p.practice: p.rules for p in published_practices()} == {
        "impact decides priority": (
            "more affected users raises priority",
            "revenue effect takes the escalated path",
            "business impact sets severity, not how loud the customer is",
        ),
        "priority criteria are written": (
            "shared written criteria", "an example per level", "guidance for edge cases",
        ),
        "dynamic reprioritisation": (
            "tickets age upward in priority",
            "customer tier modifies the SLA",
            "trending patterns are detected",
        ),
        "fair queue": (
            "first in first out inside a priority",
            "no picking of easy tickets",
            "every queue is visible",
        ),
        "smart assignment": (
            "route by skill",
            "balance workload",
            "keep customer-agent continuity where useful",
        ),
    }  # fmt: skip


@pytest.mark.fact("tickets-automation-opportunities")
def test_the_six_automation_ideas():
    assert [(a.trigger, a.action, a.benefit) for a in published_automation()] == [
        ("keyword_in_subject", "auto-categorise", "faster triage"),
        ("customer_tier_lookup", "set priority modifier", "SLA compliance"),
        ("similar_recent_ticket", "suggest solution", "faster resolution"),
        ("idle_for_x_hours", "alert or reassign", "prevents ageing"),
        ("angry_sentiment", "flag supervisor", "proactive save"),
        ("known_issue_match", "link to parent ticket", "no duplicates"),
    ]


@pytest.mark.fact("tickets-field-requirements")
def test_the_seven_fields():
    assert [(f.field, f.required, f.purpose) for f in published_fields()] == [
        ("priority", "yes", "SLA and queue position"),
        ("category", "yes", "routing and reporting"),
        ("customer", "yes", "context and SLA tier"),
        ("product_feature", "yes", "specialist routing"),
        ("channel", "auto", "response expectations"),
        ("assignee", "auto_or_yes", "accountability"),
        ("status", "yes", "workflow tracking"),
    ]


@pytest.mark.fact("tickets-tagging-strategy")
def test_the_five_facets_and_what_is_refused():
    plan = published_tag_plan()
    assert {f.name: f.examples for f in plan.facets} == {
        "product_area": ("auth", "billing", "integrations"),
        "issue_type": ("bug", "how-to", "feature-request"),
        "root_cause": ("user-error", "product-bug", "documentation"),
        "outcome": ("resolved", "known-issue", "feature-logged"),
        "customer_segment": ("enterprise", "startup", "trial"),
    }
    assert plan.refused == (
        "named after agents",
        "used once only",
        "meaning overlaps another tag",
        "uncontrolled wording",
        "so fine-grained that hundreds are rarely used",
    )


@pytest.mark.fact("tickets-queue-review-checklist")
def test_the_review_lists():
    assert review_list("daily") == (
        "P1 and P2 first",
        "tickets older than the aged limit",
        "trending issues",
        "reassign from absent agents",
        "balance workload",
    )
    assert review_list("weekly") == (
        "backlog trends", "priority accuracy", "stuck tickets", "training needs", "automation rules",
    )  # fmt: skip
    assert aged_after().total_seconds() == 24 * 3600


def test_levels_come_back_from_json():
    for level in priority_matrix():
        assert PriorityLevel.model_validate_json(level.model_dump_json()) == level
