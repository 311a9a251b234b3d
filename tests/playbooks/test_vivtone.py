"""Every figure of the VIVtone playbook, where it stands."""

import pytest

from supportops.playbooks import deviations, open_playbook, playbook_figures

BOOK = open_playbook("vivtone")
EVERY = [(f.label, f.role, f.text) for f in playbook_figures(BOOK)]


@pytest.mark.fact("playbook-vivtone-targets")
def test_targets(page):
    targets = page("vivtone", "targets")
    assert targets.figures == [
        ("csat", "target", "at least 88 %"),
        ("csat", "stretch", "at least 92 %"),
        ("nps", "target", "at least 35 points"),
        ("fcr", "target", "at least 75 %"),
        ("aht (basic inquiries)", "target", "4m to 6m"),
        ("benchmark_years", "given", "2018 to 2024"),
    ]
    assert targets.lists == {
        "objectives": (
            "maximize CSAT", "minimize time to resolution", "lower cost per ticket over time",
        ),
        "target review": ("quarterly",),
    }  # fmt: skip


@pytest.mark.fact("playbook-vivtone-segments")
def test_segments(page):
    segments = page("vivtone", "segments")
    assert segments.figures == [("repeat_ticket_reduction_a_year", "target", "at least 20 %")]
    assert segments.lists == {
        "segments": ("self-service", "assisted", "dedicated enterprise"),
        "root causes": ("monthly",),
        "roadmap": ("quarterly",),
    }


@pytest.mark.fact("playbook-vivtone-triage")
def test_triage(page):
    triage = page("vivtone", "triage")
    assert triage.figures == [
        ("acknowledgement (email and web forms)", "target", "at most 1h"),
        ("acknowledgement (phone IVR)", "target", "below 30s"),
        ("chat_wait (business hours)", "target", "below 2m"),
    ]
    assert triage.lists == {
        "right channel: quick triage": ("chat", "IVR"),
        "right channel: deep investigation": ("phone", "case management"),
        "right channel: long-term fix": ("engineering ticket",),
        "queues": ("24×7", "business hours"),
    }


@pytest.mark.fact("playbook-vivtone-availability")
def test_availability(page):
    availability = page("vivtone", "availability")
    assert availability.figures == [
        ("first_response_promise (email)", "target", "at most 1h"),
        ("first_response_promise (chat)", "target", "at most 5m"),
        ("escalation_deadline (priority 1 to level 2)", "target", "at most 4h"),
    ]
    assert availability.lists == {
        "hours: phone, standard": ("24×5",),
        "hours: phone, enterprise": ("24×7",),
    }


@pytest.mark.fact("playbook-vivtone-kb-size")
def test_knowledge(page):
    knowledge = page("vivtone", "knowledge")
    assert knowledge.figures == [("knowledge_articles", "reported", "at least 400 articles")]
    assert knowledge.lists["channels"] == (
        "phone", "email", "web portal", "in-product live chat", "knowledge base", "status page",
    )  # fmt: skip


@pytest.mark.fact("playbook-vivtone-sla")
def test_sla_by_name():
    assert BOOK.uses.sla == "vivtone"
    assert [row for row in EVERY if "_promise (priority" in row[0]] == [
        ("first_response_promise (priority 1)", "target", "at most 30m"),
        ("resolution_promise (priority 1)", "target", "at most 4h"),
        ("first_response_promise (priority 2)", "target", "at most 2h"),
        ("resolution_promise (priority 2)", "target", "at most 48h"),
        ("resolution_promise (priority 2)", "stretch", "at most 24h"),
        ("first_response_promise (priority 3)", "target", "at most 8h business"),
        ("resolution_promise (priority 3)", "target", "at most 72h"),
    ]


@pytest.mark.fact("playbook-vivtone-reporting")
def test_reporting(page):
    reporting = page("vivtone", "reporting")
    assert reporting.figures == [
        ("top_issues", "rule", "10 categories"),
        ("root_cause_items", "rule", "3 items"),
    ]
    assert reporting.lists == {
        "report: daily": ("daily", "queue depth", "average wait", "SLA at-risk tickets"),
        "report: weekly": (
            "weekly", "volume by source", "top issue categories",
            "distribution of time to resolution",
        ),
        "report: monthly": ("monthly", "CSAT", "NPS", "backlog by priority", "root-cause items"),
        "KPI review": ("monthly",),
        "business review with customers": ("quarterly",),
    }  # fmt: skip


@pytest.mark.fact("playbook-vivtone-staffing")
def test_staffing(page):
    staffing = page("vivtone", "staffing")
    # Ratios stand in workforce, the ramp in training.
    ratios = ("users_per", "accounts_per", "onboarding")
    assert [row for row in EVERY if row[0].startswith(ratios)] == [
        ("onboarding", "rule", "at least 40h"),
        ("onboarding_stage (classroom)", "rule", "4 weeks"),
        ("onboarding_stage (mentored live support)", "rule", "4 to 8 weeks"),
        ("onboarding_gate_aht_deviation (mentored live support)", "rule", "-10 % to 10 %"),
        ("onboarding_gate_csat (mentored live support)", "rule", "at least 80 %"),
        ("users_per_agent (users)", "rule", "500 users"),
        ("accounts_per_manager (mid-market)", "rule", "50 accounts"),
        ("accounts_per_manager (enterprise)", "rule", "10 accounts"),
    ]
    assert staffing.lists["functions"] == (
        "Level 1 triage", "Level 2 technical specialists", "Level 3 engineering",
        "Customer Success",
    )  # fmt: skip


@pytest.mark.fact("playbook-vivtone-training")
def test_training(page):
    training = page("vivtone", "training")
    assert training.figures == [("attrition_a_year", "target", "below 20 %")]
    assert training.lists["incentives"] == ("CSAT", "FCR")
    assert [row for row in EVERY if row[0].startswith("training")] == [
        ("training (product deep dive, quarterly)", "rule", "8h"),
        ("training (soft skills, monthly)", "rule", "2h"),
        ("training (compliance security, yearly)", "rule", "4h"),
        ("training_a_year", "rule", "60h"),
    ]


@pytest.mark.fact("playbook-vivtone-stack")
def test_stack(page):
    assert page("vivtone", "stack").lists == {
        "stack: ticketing": ("Zendesk", "Salesforce Service Cloud"),
        "stack: knowledge": ("structured, with search analytics",),
        "stack: chat": ("Intercom", "LivePerson"),
        "stack: workforce management": ("forecasting", "scheduling"),
        "stack: status": ("PagerDuty", "Statuspage"),
        "integrations": (
            "single sign-on (SAML, OAuth)", "profile enrichment by third parties",
            "issue tracker, both ways",
        ),
    }  # fmt: skip


@pytest.mark.fact("playbook-vivtone-compliance")
def test_compliance(page):
    assert page("vivtone", "compliance").lists == {
        "controls": ("role-based access", "log of access to sensitive data", "redaction"),
        "standards": (
            "SOC 2 Type II", "ISO 27001", "GDPR", "data processing agreement on request",
        ),
    }  # fmt: skip
    assert "escalation.review_deadlines" in BOOK.uses.tables  # 30 days for the remediation


@pytest.mark.fact("playbook-vivtone-enterprise-contact")
def test_enterprise_contact(page):
    contact = page("vivtone", "enterprise contact")
    assert contact.figures == [
        ("escalation_deadline (enterprise to level 3)", "target", "at most 4h"),
    ]
    assert contact.lists == {
        "contact fields": (
            "support phone", "email", "portal", "CSM direct line", "escalation path",
            "headquarters",
        ),
        "enterprise business review": ("weekly",),
    }  # fmt: skip
    assert BOOK.listing("enterprise business review").note == "printed as weekly QBRs"


@pytest.mark.fact("playbook-vivtone-next-steps")
def test_next_steps(page):
    assert page("vivtone", "next steps").steps == [
        ("map the ticket flow and the tag taxonomy", "at most 30 days"),
        ("automate the SLA and its reporting", "at most 60 days"),
        ("pilot the Pro tier and check AHT and CSAT", "90 days"),
    ]


def test_inconsistencies_in_order():
    found = deviations(BOOK)
    assert [(d.code, d.about) for d in found] == [
        ("stated-twice", "csat"),
        ("stated-twice", "resolution_promise (priority 2)"),
        ("escalation-after-resolution", "escalation_deadline (priority 1 to level 2)"),
        ("escalation-after-resolution", "escalation_deadline (enterprise to level 3)"),
        ("wait-beside-response", "chat"),
        ("year-is-not-twelve-months", "price_a_year (enterprise)"),
        ("doubt", "weekly quarterly reviews"),
        ("doubt", "phone hours by plan and by customer"),
    ]
    assert found[5].figure == 14_400
    assert found[5].arithmetic == "1,200 × 12 = 14,400"
