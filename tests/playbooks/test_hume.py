"""Every figure of the Hume playbook, where it stands."""

import pytest

from supportops.playbooks import deviations, feasibility, open_playbook, playbook_figures

BOOK = open_playbook("hume")
EVERY = [(f.label, f.role, f.text) for f in playbook_figures(BOOK)]


@pytest.mark.fact("playbook-hume-targets")
def test_targets(page):
    assert page("hume", "targets").figures == [
        ("csat", "target", "at least 90 % within 12 months"),
        ("nps", "target", "at least 40 points within 12 months"),
        ("fcr", "target", "75 % to 85 % within 12 months"),
    ]


@pytest.mark.fact("playbook-hume-rollout-time")
def test_rollout(page):
    rollout = page("hume", "rollout")
    assert rollout.figures == [
        ("rollout (first version)", "rule", "8 to 12 weeks"),
        ("rollout (all channels)", "rule", "16 to 24 weeks"),
    ]
    assert rollout.lists["all channels"] == ("24/7 phone escalation", "custom integrations")


@pytest.mark.fact("playbook-hume-slas")
def test_sla_by_name(page):
    assert BOOK.uses.sla == "hume"
    assert [row for row in EVERY if row[0].startswith("first_response_promise")][:5] == [
        ("first_response_promise (chat)", "target", "at most 1m"),
        ("first_response_promise (chat after hours)", "target", "at most 5m"),
        ("first_response_promise (priority 1)", "target", "at most 1h"),
        ("first_response_promise (priority 2)", "target", "at most 4h"),
        ("first_response_promise (priority 3)", "target", "at most 24h business"),
    ]
    channels = page("hume", "channels")
    assert channels.figures == [("channels", "rule", "at least 3 channels")]
    assert channels.chapter.figures[0].printed == "three"
    assert channels.lists["channels"] == ("email or ticketing", "live chat", "phone escalation")


@pytest.mark.fact("playbook-hume-escalation")
def test_time_boxes_leave_a_gap(page):
    assert "escalation.time_boxes:hume" in BOOK.uses.tables
    gap = next(d for d in deviations(BOOK) if d.code == "unowned-span")
    assert gap.found == "nobody has to act from 4h to 8h"
    assert gap.stated == "Level 1 within 4h then Level 2 within 24h then Level 3 within 48h"
    assert gap.figure == 4
    assert page("hume", "channels").lists["escalation paths stand in"] == (
        "SLA signed by enterprise customers",
    )


@pytest.mark.fact("playbook-hume-metrics")
def test_metrics(page):
    metrics = page("hume", "metrics")
    assert metrics.figures == [
        ("aht (chat and phone)", "target", "6m to 12m"),
        ("aht (email)", "target", "20m to 40m"),
        ("backlog_age (first bucket)", "rule", "0s to 24h"),
        ("backlog_age (second bucket)", "rule", "24h to 72h"),
        ("backlog_age (third bucket)", "rule", "at least 72h"),
        ("churn_reduction", "claim", "10 % to 25 % within 1 year"),
        ("cohort (first)", "rule", "30 days"),
        ("cohort (second)", "rule", "60 days"),
        ("cohort (third)", "rule", "90 days"),
    ]
    tracked = ("CSAT", "FCR", "AHT", "backlog age distribution", "volume by channel")
    assert metrics.lists == {
        f"report: {cadence}": (cadence, *tracked) for cadence in ("daily", "weekly", "monthly")
    }


@pytest.mark.fact("playbook-hume-year1")
def test_first_year(page):
    year = page("hume", "first year")
    assert year.figures == [
        ("sla_compliance", "baseline", "at least 92 % within 1 year"),
        ("csat", "baseline", "at least 88 % within 1 year"),
        ("nps", "baseline", "at least 35 points within 1 year"),
        ("top_issues", "rule", "5 categories"),
        ("p90_reduction", "given", "30 % within 60 days"),
    ]
    assert "Head of Support" in year.chapter.figures[4].note
    assert year.lists["percentiles"] == ("monthly", "P50", "P90", "P99")
    assert year.lists["root cause required for"] == ("P90",)


@pytest.mark.fact("playbook-hume-self-service")
def test_self_service(page):
    service = page("hume", "self-service")
    assert service.figures == [
        ("deflection_rate", "target", "30 % to 50 % within 6 months"),
        ("knowledge_articles", "rule", "200 to 500 articles"),
        ("videos", "rule", "at least 50 videos"),
        ("video_length", "rule", "2m to 5m"),
    ]
    assert service.lists["article health"] == ("helpful votes", "click-through rate")
    assert "index of API error codes with remedies" in service.lists["knowledge forms"]
    # Articles are retired by a rule that the knowledge room holds.
    assert "knowledge.retirement_rule" in BOOK.uses.tables


@pytest.mark.fact("playbook-hume-kb-governance")
def test_governance(page):
    governance = page("hume", "governance")
    assert governance.figures == [("self_service_success_increase", "target", "at least 20 %")]
    assert governance.lists["content audit"][0] == "every 30 days"
    assert governance.lists["roadmap"][0] == "quarterly"


@pytest.mark.fact("playbook-hume-staffing")
def test_staffing(page):
    staffing = page("hume", "staffing")
    assert staffing.lists == {"staffing model": ("Erlang C", "forecast from history")}
    # Ratios stand in workforce, hours in training.
    theirs = ("tickets_per", "onboarding", "shadowing", "training")
    assert [row for row in EVERY if row[0].startswith(theirs)] == [
        ("onboarding", "rule", "40h"),
        ("shadowing", "rule", "60 to 90 days"),
        ("training (product updates and soft skills, monthly)", "rule", "8h"),
        ("training_a_year", "rule", "96h"),
        ("tickets_per_agent (email)", "rule", "250 to 400 tickets a month"),
        ("tickets_per_agent (high-touch)", "rule", "150 to 200 tickets a month"),
    ]
    answer = feasibility(BOOK)  # the work of one agent, by the playbook's own handle time
    assert answer.feasible is None
    assert (answer.workload.low, answer.workload.high) == (1000, 3200)


@pytest.mark.fact("playbook-hume-stack")
def test_stack(page):
    assert page("hume", "stack").lists == {
        "stack: ticketing": ("Zendesk", "Freshdesk", "Salesforce Service Cloud"),
        "stack: chat": ("Intercom", "LivePerson", "Twilio Programmable Voice"),
        "stack: knowledge": ("Zendesk Guide", "Confluence", "HelpDocs"),
        "stack: analytics": ("Looker", "Tableau", "built-in reports"),
    }


@pytest.mark.fact("playbook-hume-timeline")
def test_timeline(page):
    timeline = page("hume", "timeline")
    assert timeline.steps == [
        ("requirements and SLA definition", "0–2 weeks"),
        ("tools set up and knowledge base seeded", "3–6 weeks"),
        ("hiring, training, pilot", "7–12 weeks"),
        ("scale up and open all channels", "13–24 weeks"),
    ]
    assert timeline.lists["milestone measures"] == (
        "deflection rate", "average response time", "customer satisfaction",
    )  # fmt: skip


def test_inconsistencies_in_order():
    found = deviations(BOOK)
    assert [(d.code, d.about) for d in found] == [
        ("staffing-depends", "people"),
        ("stated-twice", "csat"),
        ("stated-twice", "nps"),
        ("unowned-span", "time boxes"),
        ("no-resolution-target", "resolution_promise"),
        ("doubt", "SLA of a plan without a kind"),
    ]
    assert found[4].stated == "a first response for priority 1, priority 2, priority 3"
