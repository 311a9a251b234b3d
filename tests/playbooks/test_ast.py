"""Every figure of the AST playbook, where it stands."""

import pytest

from supportops import economics, sla, tooling, workforce
from supportops.playbooks import deviations, feasibility, open_playbook, playbook_figures

BOOK = open_playbook("ast")
EVERY = {(f.label, f.role, f.text) for f in playbook_figures(BOOK)}
FOUND = {d.code: d for d in deviations(BOOK)}


@pytest.mark.fact("playbook-ast-charter")
def test_charter(page):
    charter = page("ast", "charter")
    assert charter.figures == [
        ("established", "reported", "2012"),
        ("fcr", "target", "at least 80 %"),
        ("nps", "target", "at least 40 points"),
    ]
    assert charter.lists == {
        "channels": ("voice", "chat", "email", "self-service"),
        "priority: speed": ("SLA adherence",),
        "priority: quality": ("CSAT", "FCR"),
        "priority: cost": ("AHT", "automation"),
    }
    # Cost and volume stand in economics, and are read from there.
    assert "economics.cost_target:ast" in BOOK.uses.tables
    assert ("cost_per_contact", "target", "below 3.50 USD") in EVERY
    assert ("contacts", "reported", "1,200,000 contacts a year") in EVERY


@pytest.mark.fact("playbook-ast-channels")
def test_channels(page):
    channels = page("ast", "channels")
    assert channels.lists["hours: phone"] == ("24/7",)
    assert channels.lists["hours: chat"] == ("06:00–23:00 UTC",)
    assert "0600–2300 UTC" in BOOK.listing("hours: chat").note
    assert channels.lists["contacts published"][:4] == ("phone", "chat", "email", "portal")
    assert (
        "first_response_promise (email)", "target", "at most 4h business",
    ) in channels.figures  # fmt: skip
    assert ("knowledge_articles", "reported", "3,200 articles") in channels.figures


@pytest.mark.fact("playbook-ast-channel-slas")
def test_channel_slas(page):
    assert {
        ("first_response_promise (phone)", "target", "at most 30s"),
        ("first_response_promise (chat)", "target", "at most 45s"),
        ("first_response_promise (email)", "target", "at most 4h"),
    } <= EVERY
    attained = {
        f.scope: f.definition
        for f in playbook_figures(BOOK)
        if f.measure == "first_response_promise" and f.definition
    }
    assert attained == {"phone": "95 % of contacts", "chat": "mean", "email": "median"}
    channels = page("ast", "channels")
    assert ("backlog_share (older than 7 days)", "target", "below 2 %") in channels.figures
    assert channels.lists["continuity"] == ("24/7",)
    assert channels.lists["SLAs feed"] == (
        "IVR routing", "skill-based chat routing", "staffing schedules",
    )  # fmt: skip


@pytest.mark.fact("playbook-ast-kpis")
def test_kpis(page):
    kpis = page("ast", "kpis")
    assert kpis.figures == [
        ("aht", "reported", "6m45s"),
        ("fcr", "reported", "82 %"),
        ("csat_mean", "reported", "4.5 of 5"),
        ("csat", "reported", "90 %"),
        ("nps", "reported", "45 points"),
        ("csat_drop", "rule", "above 3 points"),
    ]
    assert BOOK.figure("aht").printed == "6:45"
    assert kpis.lists["report: monthly dashboard"] == (
        "monthly", "volume", "AHT", "occupancy", "shrinkage", "adherence",
    )  # fmt: skip
    assert ("cost_per_contact", "reported", "3.20 USD") in EVERY
    found = FOUND["mean-as-percent"]
    assert found.figure == 0.875
    assert found.arithmetic == "4.5 ÷ 5 = 90 %; (4.5 − 1) ÷ (5 − 1) = 87.5 %"


@pytest.mark.fact("playbook-ast-benchmarks")
def test_benchmarks(page):
    assert page("ast", "benchmarks").figures == [
        ("occupancy", "target", "70 % to 85 %"),
        ("adherence", "target", "at least 92 %"),
        ("transfer_rate", "target", "below 12 %"),
        ("critical_escalation (enterprise)", "target", "at most 4h"),
        ("uptime (support tooling)", "target", "at least 99.5 %"),
    ]
    found = FOUND["uptime-below-vendors"]
    assert "43.8 h" in found.stated
    assert "8.76 h" in found.found
    assert round(found.figure, 9) == 5


@pytest.mark.fact("playbook-ast-tier-shares")
def test_tiers_and_staff(page):
    tiers = page("ast", "tiers")
    assert tiers.figures == [
        ("share_of_contacts (tier 1)", "reported", "72 %"),
        ("share_of_contacts (tier 2)", "reported", "20 %"),
        ("share_of_contacts (tier 3)", "reported", "8 %"),
        ("staff (agents)", "reported", "48 people"),
        ("staff (team leads)", "reported", "6 people"),
        ("staff (workforce planners)", "reported", "4 people"),
        ("staff (quality analysts)", "reported", "2 people"),
        ("staff (tier 3 engineers)", "reported", "3 people"),
    ]
    assert tiers.lists == {"coverage": ("24/7",), "staffing model": ("daily", "Erlang C")}
    notes = [f.note for f in tiers.chapter.figures[:3]]
    assert notes == ["generalists", "specialists", "engineering escalation"]
    assert "shares-do-not-sum" not in FOUND  # 72 + 20 + 8 = 100
    staff = {f.scope: f.bounds.low for f in tiers.chapter.figures[3:]}
    assert sum(staff.values()) == 63
    assert [staff["agents"] / staff[who] for who in ("team leads", "quality analysts")] == [8, 24]
    assert round(1_200_000 / 12 / staff["agents"], 2) == 2083.33


@pytest.mark.fact("playbook-ast-feasibility")
def test_forty_eight_agents_against_a_million_contacts():
    answer = feasibility(BOOK)
    assert answer.feasible is False
    stated = workforce.stated_operation("ast")
    assert (stated.contacts, stated.agents) == (answer.contacts.low, answer.agents.low)
    assert stated.handle_time.total_seconds() / 60 == answer.handle_time.low
    assert (answer.contacts.low, answer.handle_time.low, answer.agents.low) == (1_200_000, 6.75, 48)
    assert (answer.workload.low, answer.workload.high) == (135_000, 135_000)
    assert answer.hours_per_agent.low == 2812.5
    assert round(answer.offered.low, 2) == 15.41
    assert round(answer.required.low, 1) == 109.1
    assert round(answer.capacity.low) == 528_043
    assert FOUND["infeasible-staffing"].figure == answer.required.low
    assert "1,200,000 contacts a year × 6m45s = 135,000 hours a year" in answer.reason
    # Engineers of the third tier, and what the cost leaves for those who do the work.
    assert FOUND["infeasible-tier"].figure == 32_000
    assert round(FOUND["cost-a-head"].figure) == 35_203
    after_bot = feasibility(BOOK, deflected="40%")
    faster = feasibility(BOOK, deflected="40%", handle_time_saved="18%")
    assert (round(after_bot.required.low), round(faster.required.low)) == (65, 54)


@pytest.mark.fact("playbook-ast-training")
def test_training(page):
    training = page("ast", "training")
    assert training.figures == [
        ("training_cost_a_year", "reported", "700 USD"),
        ("attrition_a_year", "target", "below 15 %"),
        ("qa_rubric_items", "rule", "12 items"),
        ("qa_pass_rate", "target", "above 85 %"),
    ]
    # Hours stand in training, and are read from there.
    assert {
        ("onboarding", "rule", "80h"),
        ("onboarding (product)", "rule", "40h"),
        ("onboarding (systems)", "rule", "20h"),
        ("onboarding (soft skills)", "rule", "20h"),
        ("training_a_year", "rule", "40h"),
    } <= EVERY
    assert training.lists == {"attrition review": ("monthly",), "coaching": ("every 2 weeks",)}
    assert "parts-do-not-sum" not in FOUND  # 40 + 20 + 20 = 80


@pytest.mark.fact("playbook-ast-escalation-guarantees")
def test_guarantees(page):
    guarantees = page("ast", "guarantees")
    assert guarantees.figures == [
        ("setup", "target", "at most 10 business days"),
        ("api_integration", "target", "at most 15 business days"),
    ]
    assert guarantees.lists["enterprise extras"] == ("dedicated phone line", "escalation matrix")
    assert "escalation.time_boxes:ast-enterprise" in BOOK.uses.tables
    assert "checkpoints after 30m, 1h, 2h" in FOUND["checkpoint-before-response"].found


@pytest.mark.fact("playbook-ast-automation")
def test_automation(page):
    automation = page("ast", "automation")
    assert automation.figures == [
        ("bot_share (repetitive queries)", "reported", "40 %"),
        ("aht_reduction (automation)", "claim", "18 %"),
        ("labor_saving_a_year", "claim", "220,000 USD"),
        ("team (labor saving)", "given", "50 people"),
    ]
    assert automation.lists["automated tasks"] == (
        "password reset", "billing lookup", "order status",
    )  # fmt: skip
    found = FOUND["saving-a-head"]
    assert "4,400 USD a head" in found.found
    assert round(found.figure, 2) == 24_444.44
    assert FOUND["stated-twice"].about in {"agents", "first_response_promise (email)"}


@pytest.mark.fact("playbook-ast-knowledge")
def test_knowledge(page):
    knowledge = page("ast", "knowledge")
    assert knowledge.figures == [
        ("first_click_resolution", "target", "at least 65 %"),
        ("articles_removed_a_quarter", "target", "at least 5 %"),
    ]
    assert knowledge.lists["content audit"][0] == "quarterly"
    assert knowledge.lists["knowledge forms"] == (
        "canned responses", "troubleshooting flows", "decision trees",
    )  # fmt: skip
    assert knowledge.lists["article health"] == ("deflection rate", "search success")
    part = BOOK.figure("articles_removed_a_quarter").bounds.low
    articles = BOOK.figure("knowledge_articles").bounds.low
    assert articles * part == 160
    assert round(articles * (1 - part) ** 4, 2) == 2606.42


@pytest.mark.fact("playbook-ast-incident-steps")
def test_incident_steps(page):
    incidents = page("ast", "incidents")
    assert incidents.figures == [("fcr (simple issues, tier 1)", "target", "at least 85 %")]
    assert len(incidents.steps) == 4
    found = FOUND["fcr-beyond-tier"]
    assert round(found.figure, 12) == 0.612
    assert found.arithmetic == "72 % × 85 % = 61.2 %"
    assert "escalation.time_boxes:ast-incident" in BOOK.uses.tables
    assert "escalation.major_incident_rule" in BOOK.uses.tables


@pytest.mark.fact("playbook-ast-improvement")
def test_improvement(page):
    improvement = page("ast", "improvement")
    assert improvement.figures == [
        ("experiment_window", "rule", "6 to 8 weeks"),
        ("avoidable_contact_reduction", "target", "10 % to 15 %"),
    ]
    assert improvement.lists == {
        "voice of the customer": ("weekly",),
        "root causes": ("monthly",),
        "strategy": ("quarterly",),
        "experiment measures": ("CSAT delta", "AHT delta"),
    }


@pytest.mark.fact("playbook-ast-next-steps")
def test_next_steps(page):
    assert page("ast", "next steps").steps == [
        ("baseline of metrics", "90 days"),
        ("pilot of knowledge-first automation", "3 flows"),
        ("SLA and escalation rules, signed off by executives",),
    ]
    assert "tooling.must_haves" in BOOK.uses.tables
    gate = tooling.must_haves()
    assert (str(gate.uptime), gate.compliance) == ("0.999", ("SOC 2 Type II",))
    assert gate.reference_contacts_per_year == 250_000


def test_what_other_rooms_hold_is_named():
    assert BOOK.uses.sla in sla.presets()
    assert BOOK.name in economics.presets()
    assert "economics.preset:ast" in BOOK.uses.tables


def test_inconsistencies_in_order():
    assert [d.code for d in deviations(BOOK)] == [
        "infeasible-staffing", "infeasible-tier", "cost-a-head", "saving-a-head", "stated-twice",
        "stated-twice", "mean-as-percent", "transfers-below-tiers", "fcr-beyond-tier",
        "uptime-below-vendors", "checkpoint-before-response", "no-resolution-target",
    ]  # fmt: skip
    assert round(FOUND["transfers-below-tiers"].figure, 12) == 0.28
