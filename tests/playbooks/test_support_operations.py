"""Every figure of the support-operations skill that is a playbook's own."""

import pytest

from supportops.playbooks import deviations, feasibility, open_playbook, playbook_figures

BOOK = open_playbook("support-operations")
EVERY = [(f.label, f.role, f.text) for f in playbook_figures(BOOK)]
FOUND = deviations(BOOK)


def found(code):
    return [d for d in FOUND if d.code == code]


@pytest.mark.fact("playbook-skill-scope")
def test_scope(page):
    scope = page("support-operations", "scope")
    assert scope.figures == [("top_ticket_categories", "rule", "50 categories")]
    assert scope.lists == {
        "inputs": (
            "ticket volumes", "customer tiers", "team size and ticket mix", "top categories",
            "tools", "existing SLAs",
        ),
        "deliverables": (
            "SLA matrix", "escalation flowcharts", "knowledge-base architecture",
            "metric dashboards", "staffing model",
        ),
        "deliverable: SLA": (
            "response times", "resolution targets", "breach escalation procedures",
        ),
        "deliverable: tiers": ("L1/L2/L3 duties", "skills", "routing", "escalation triggers"),
        "deliverable: knowledge": (
            "article templates", "tagging taxonomy", "deflection targets",
        ),
        "deliverable: scorecard": (
            "FRT", "TTR", "FCR", "CSAT", "benchmarks", "alert thresholds", "per-team breakdown",
        ),
    }  # fmt: skip
    assert [step[0].split()[0] for step in scope.steps] == [
        "analyze", "design", "build", "plan", "deliver",
    ]  # fmt: skip


@pytest.mark.fact("playbook-skill-example-input")
def test_worked_example(page):
    example = page("support-operations", "worked example")
    assert example.figures == [
        ("tickets (worked example)", "given", "1,200 tickets a month"),
        ("staff (agents, worked example)", "given", "8 people"),
        ("staff (leads, worked example)", "given", "1 people"),
        ("first_response_time (worked example)", "given", "4h12m"),
        ("csat (worked example)", "given", "78 %"),
        ("share_of_tickets (Enterprise)", "given", "15 %"),
        ("share_of_tickets (Mid-Market)", "given", "45 %"),
        ("share_of_tickets (SMB)", "given", "40 %"),
        ("share_of_tickets (login issues)", "given", "22 %"),
        ("share_of_tickets (API errors)", "given", "18 %"),
        ("share_of_tickets (billing questions)", "given", "15 %"),
    ]
    assert example.lists == {
        "stack: ticketing": ("Zendesk",),
        "not there yet": ("formal SLAs", "knowledge base"),
    }
    # The capacity equation with 20 minutes, 21 days of 8 hours a month and 75 %.
    assert feasibility(BOOK).reason == "no handle time is stated; pass handle_time"
    answer = feasibility(BOOK, handle_time="20m", hours="2016h", occupancy=0.75, shrinkage=0)
    assert round(answer.required.low, 2) == 3.17
    assert answer.feasible


@pytest.mark.fact("playbook-skill-example-tiers")
def test_tier_shares_lie_outside_the_bands():
    rows = found("tier-share-outside-band")
    assert [(d.about, d.stated, d.found) for d in rows] == [
        ("L2", "30 % of tickets", "the structure has 15 % to 25 %"),
        ("L3", "5 % of tickets", "the structure has below 5 %"),
    ]


@pytest.mark.fact("playbook-skill-example-targets")
def test_goals():
    assert [row for row in EVERY if row[0].endswith("(worked example)") and row[1] == "target"] == [
        ("first_response_time (worked example)", "target", "at most 1h30m within 90 days"),
        ("csat (worked example)", "target", "at least 88 % within 6 months"),
        ("fcr (worked example)", "target", "at least 72 %"),
        ("deflection_rate (worked example)", "target", "at least 25 % within 6 months"),
    ]
    (need,) = found("deflection-of-focus")
    assert need.arithmetic == "300 ÷ 444 = 67.6 %"
    assert round(100 * need.figure, 2) == 67.57
    assert [d.about for d in found("goal-outside-band")] == [
        "first_response_time", "csat", "deflection_rate",
    ]  # fmt: skip


@pytest.mark.fact("playbook-skill-philosophy")
def test_principles():
    assert BOOK.listing("principles").items == (
        "prevent before supporting",
        "measure what drives loyalty: resolution quality before response speed",
        "escalate with context",
        "feed insights upstream",
    )


@pytest.mark.fact("playbook-skill-rule-areas")
def test_ten_areas_with_their_impact():
    areas = BOOK.chapter("rule areas").lists
    assert [(a.name, a.grade) for a in areas] == [
        ("ticket", "critical"), ("sla", "critical"), ("tier", "critical"), ("knowledge", "high"),
        ("metrics", "high"), ("escalation", "critical"), ("tooling", "medium_high"),
        ("feedback", "high"), ("quality", "high"), ("workforce", "medium_high"),
    ]  # fmt: skip
    assert {a.name: ", ".join(a.items) for a in areas} == {
        "ticket": "prioritization, queues, triage, assignment",
        "sla": "creation, compliance, business hours, breach prevention",
        "tier": "L1/L2/L3, skill routing, specialization, escalation criteria",
        "knowledge": "self-service, article structure, deflection, maintenance",
        "metrics": "CSAT, FRT, TTR, FCR, quality scoring, dashboards",
        "escalation": "severity, paths, incidents, on-call, war room",
        "tooling": "help desk, integrations, automation, multi-channel",
        "feedback": "voice of customer, product feedback, handoffs, insight sharing",
        "quality": "reviews, coaching, rubrics, improvement",
        "workforce": "capacity, scheduling, forecasting, utilization",
    }


@pytest.mark.fact("playbook-skill-rule-frontmatter")
def test_eleven_documents_with_their_impact():
    documents = BOOK.chapter("rule documents").lists
    assert {d.name: d.grade for d in documents} == {
        "training": "high", "escalation": "critical", "feedback": "high", "knowledge": "high",
        "metrics": "high", "quality": "high", "sla": "critical", "tickets": "critical",
        "tiers": "critical", "tooling": "medium_high", "workforce": "medium_high",
    }  # fmt: skip
    assert all(d.note for d in documents)
    # Training is a document without an area of its own, as the source has it.
    assert "training" not in {a.name for a in BOOK.chapter("rule areas").lists}
    assert found("doubt")[0].about == "index of the rules"


def test_printed_promises_beside_their_multipliers():
    assert [(d.about, d.stated, d.arithmetic) for d in found("multiplier-not-kept")] == [
        ("first_response (Enterprise, P1)", "7m", "15m × 0.5 = 7m30s"),
        ("first_response (Professional, P1)", "30m", "15m × 1.5 = 22m30s"),
        ("first_response (Starter, P1)", "1h", "15m × 2 = 30m"),
        ("first_response (Free, P1)", "4h", "15m × 4 = 1h"),
        ("resolution (Free, P1)", "next business day", "4h × 4 = 16h"),
    ]
    (alike,) = found("priorities-alike")
    assert (alike.about, alike.stated) == ("first_response (Free)", "P1 4h, printed")


def test_time_money_and_throughput_that_do_not_add_up():
    budget, idle = found("parts-do-not-sum")[0], found("no-idle-time")[0]
    assert "18 % to 33 %, and with the tickets 88 % to 113 %" in budget.found
    assert idle.arithmetic == "80 % ÷ (1 − 20 %) = 100 %"
    (levers,) = found("savings-beyond-whole")
    assert levers.stated == "55 % to 115 % if they are added"
    assert round(levers.figure, 3) == 0.748
    assert [(d.about, round(d.figure, 2)) for d in found("throughput-beyond-day")] == [
        ("L1", 8.33), ("L2", 10),
    ]  # fmt: skip


def test_what_is_a_matter_of_words_is_declared():
    doubts = found("doubt")
    assert len(doubts) == len(BOOK.doubts) == 26
    assert all(d.stated and d.found and d.where for d in doubts)
