import pytest

from supportops import tooling
from supportops.errors import InputError
from supportops.tooling import (
    channel_for,
    enough_options,
    headroom_check,
    missing_integrations,
    suitable_channels,
)
from supportops.vocabulary import money


@pytest.mark.fact("tooling-channel-strategy")
def test_six_channels():
    rows = [(c.name, c.best_for, c.cost, c.scalability, c.personal) for c in tooling.channels()]
    assert rows == [
        ("self_service", "common issues", "lowest", "highest", "lowest"),
        ("chatbot", "quick questions", "low", "high", "low"),
        ("live_chat", "real-time help", "medium", "medium", "medium"),
        ("email_ticket", "complex issues", "medium", "medium", "medium"),
        ("phone", "urgent or sensitive", "high", "low", "high"),
        ("video", "technical demos", "high", "low", "highest"),
    ]
    needs = ("common", "quick", "real-time", "complex", "urgent", "sensitive", "technical")
    assert [channel_for(need).name for need in needs] == [
        "self_service", "chatbot", "live_chat", "email_ticket", "phone", "phone", "video",
    ]  # fmt: skip
    with pytest.raises(
        InputError, match=r"need must be one of common, quick, .* or technical; got"
    ):
        channel_for("x")


def test_channels_within_limits():
    assert len(suitable_channels()) == 6
    assert [c.name for c in suitable_channels(at_least_scalability="high")] == [
        "self_service", "chatbot",
    ]  # fmt: skip
    assert suitable_channels(at_most_cost="low", at_least_personal="high") == ()
    with pytest.raises(
        InputError, match=r"at_most_cost must be one of lowest, low, .*; got 'cheap'"
    ):
        suitable_channels(at_most_cost="cheap")


@pytest.mark.fact("tooling-technology-stack")
def test_layers_and_modules():
    assert [(x.name, x.examples) for x in tooling.stack_layers()] == [
        ("analytics_bi", ("Looker", "Tableau", "Mode", "Metabase", "native reporting")),
        ("help_desk_core", ("Zendesk", "Intercom", "Freshdesk", "HubSpot Service", "Salesforce")),
        ("customer_data", ("CRM (Salesforce, HubSpot)", "CDP", "product analytics")),
        ("communication", ("email (SendGrid, Postmark)", "SMS (Twilio)", "in-app")),
    ]
    assert [(x.name, x.examples) for x in tooling.stack_modules()] == [
        ("chat", ("Intercom", "Drift", "Crisp")),
        ("phone", ("Aircall", "Dialpad", "Talkdesk")),
        ("knowledge", ("Guru", "Notion", "Confluence")),
        ("automation", ("Zapier", "Workato", "Tray.io")),
        ("quality", ("MaestroQA", "Klaus", "Playvox")),
    ]


@pytest.mark.fact("tooling-helpdesk-comparison")
def test_four_help_desks():
    desks = {d.name: d for d in tooling.help_desks()}
    assert {n: d.excellent for n, d in desks.items()} == {
        "zendesk": 5, "intercom": 2, "freshdesk": 1, "hubspot_service": 2,
    }  # fmt: skip
    assert {n: [f for f, r in d.ratings.items() if r == "excellent"] for n, d in desks.items()} == {
        "zendesk": [
            "ticket_management",
            "knowledge_base",
            "automation",
            "reporting",
            "integrations",
        ],
        "intercom": ["live_chat", "automation"],
        "freshdesk": ["ticket_management"],
        "hubspot_service": ["reporting", "integrations"],
    }
    assert {(d.price, d.best_for) for d in desks.values()} == {
        ("$$$", "large teams"), ("$$$", "product-led"), ("$$", "SMB"), ("$$", "HubSpot users"),
    }  # fmt: skip
    assert all(len(d.ratings) == 6 for d in desks.values())
    assert "HubSpot" in desks["hubspot_service"].note


@pytest.mark.fact("tooling-essential-integrations")
def test_nine_integrations():
    rows = [(x.name, x.purpose, x.priority) for x in tooling.essential_integrations()]
    assert rows == [
        ("crm", "customer context", "critical"),
        ("product_app", "user actions and account status", "critical"),
        ("billing", "payment and subscription", "high"),
        ("identity", "SSO and verification", "high"),
        ("slack", "internal escalation and notices", "high"),
        ("engineering_tools", "bug tracking (Jira, Linear)", "high"),
        ("knowledge_base", "suggestions and deflection", "medium"),
        ("phone", "calls and recording", "medium"),
        ("calendar", "meetings", "low"),
    ]
    (first, *_) = missing_integrations([n for n, *_ in rows if n not in {"crm", "phone"}])
    assert (first.name, first.priority) == ("crm", "critical")
    assert missing_integrations([n for n, *_ in rows] + ["fax"]) == ()
    own = tooling.Integration(name="erp", purpose="orders", priority="low")
    assert missing_integrations([], needed=[own]) == (own,)
    with pytest.raises(InputError, match="integrated must be a collection of names; got 'crm'"):
        missing_integrations("crm")


@pytest.mark.fact("tooling-good-stack")
def test_five_practices_and_ten_times_the_volume():
    assert [(p.name, p.rules) for p in tooling.stack_practices()] == [
        ("single pane of glass",
         ("context in one view", "no tab switching", "CRM, product and billing joined")),
        ("automation first", ("repetitive work automated", "rules route", "macros")),
        ("channel unification", ("one queue", "history across channels", "smooth switch")),
        ("scalable foundation", ("headroom", "easy to add agents", "steady performance")),
        ("data accessibility", ("reporting and export", "API", "real-time dashboards")),
    ]  # fmt: skip
    assert headroom_check(100, tested=1000).enough
    assert not headroom_check(100, tested=999).enough
    assert headroom_check(100, tested=200, multiple=2).multiple == 2
    assert headroom_check(0, tested=0).multiple is None


@pytest.mark.fact("tooling-automation-opportunities")
def test_seven_opportunities():
    rows = [(x.name, x.trigger, x.action, x.effect) for x in tooling.automation_opportunities()]
    assert rows == [
        ("auto_routing", "ticket_created", "assign by skill or category", "lower FRT"),
        ("auto_response", "ticket_created", "acknowledge and suggest KB", "customer experience"),
        ("sla_alerts", "approaching_breach", "notify assignee and manager", "SLA compliance"),
        ("escalation", "time_elapsed", "escalate to next tier", "resolution speed"),
        ("csat_survey", "ticket_resolved", "send survey", "feedback"),
        ("duplicate_detection", "similar_ticket_exists", "link and notify", "efficiency"),
        ("vip_detection", "high_value_customer", "priority flag and routing", "retention"),
    ]


@pytest.mark.fact("tooling-macro-practices")
def test_six_kinds_of_macros():
    assert [(m.category, m.example, m.tip) for m in tooling.macro_categories()] == [
        ("greetings", "first-reply templates", "personalise opening"),
        ("troubleshooting", "step guides", "adapt to context"),
        ("escalation", "handoff templates", "full context"),
        ("resolution", "closing templates", "summarise solution"),
        ("delays", "status updates", "set expectations"),
        ("refunds", "billing replies", "follow policy"),
    ]


@pytest.mark.fact("tooling-agent-workspace")
def test_six_panels_and_a_sample():
    assert [(p.name, p.fields) for p in tooling.workspace_panels()] == [
        ("customer_info", ("name", "company", "plan", "monthly_revenue", "health", "csm")),
        ("recent_tickets", ("subject", "status")),
        ("account_activity", ("last login", "feature use", "NPS")),
        ("ticket_details", ("subject", "priority", "status", "assigned", "channel")),
        ("conversation", ("messages", "reply box")),
        ("suggested_articles", ("title",)),
    ]
    sample = tooling.workspace_sample()
    assert sample.monthly_revenue == money("5000 USD")
    assert (sample.plan, sample.health, sample.recent_tickets, sample.nps_answer) == (
        "Enterprise", "At Risk", 3, 8,
    )  # fmt: skip
    assert (sample.priority, sample.status, sample.channel) == ("Medium", "Open", "Email")


@pytest.mark.fact("tooling-implementation-checklist")
def test_four_phases_and_three_options():
    assert [(p.name, p.steps) for p in tooling.rollout_phases()] == [
        ("pre-implementation",
         ("requirements and success metrics", "compare options with demos", "integration fit",
          "total cost of ownership", "migration plan")),
        ("implementation",
         ("workflows and automations", "integrations", "import history", "macros and templates",
          "dashboards")),
        ("training and launch",
         ("train agents", "document processes and edge cases", "soft launch on a subset", "monitor",
          "iterate")),
        ("post-launch",
         ("review automations", "optimise from usage", "agent feedback", "workflow audits",
          "scale plan")),
    ]  # fmt: skip
    assert tooling.fewest_options() == 3
    assert [enough_options(["a", "b", "c"][:n]) for n in (2, 3)] == [False, True]
