import pytest

from supportops import metrics
from supportops.errors import InputError
from supportops.statistics import proportion


def rows(name):
    board = metrics.dashboard(name)
    return [(r.metric, r.shows, str(r.review)) for r in board.rows]


@pytest.mark.fact("metrics-agent-dashboard")
def test_the_agent_dashboard():
    assert rows("agent") == [
        ("csat", "agent quality", "weekly"),
        ("tickets_handled", "productivity", "daily"),
        ("handle_time", "efficiency", "weekly"),
        ("fcr", "resolution skill", "weekly"),
        ("escalation_rate", "self-sufficiency", "weekly"),
        ("reopen_rate", "resolution quality", "weekly"),
        ("qa_score", "process adherence", "weekly"),
        ("utilization_handle", "time on tickets", "daily"),
    ]


@pytest.mark.fact("metrics-team-dashboard")
def test_the_team_dashboard():
    assert rows("team") == [
        ("csat", "overall quality", "daily"),
        ("sla_compliance", "promise keeping", "real time"),
        ("backlog", "capacity health", "real time"),
        ("wait_time", "customer experience", "real time"),
        ("escalation_volume", "L2/L3 load", "daily"),
        ("trending_issues", "product problems", "daily"),
        ("channel_mix", "resource allocation", "weekly"),
    ]


def test_a_dashboard_renders_with_and_without_figures():
    board = metrics.dashboard("team")
    assert board.to_markdown().splitlines()[2] == "| metric | what it shows | review |"
    text = board.to_markdown({"csat": proportion(90, 100)})
    assert "| CSAT \\(team\\) |" in text or "| CSAT (team) |" in text
    assert "90 % (95 %: 82.6 % to 94.5 %, n = 100)" in text.replace("\\", "")
    assert text.splitlines()[-1].endswith("| – |")
    with pytest.raises(InputError, match="figures must be on the dashboard; got 'cost'"):
        board.to_markdown({"cost": 1})
    with pytest.raises(InputError, match="name must be agent or team; got 'board'"):
        metrics.dashboard("board")


@pytest.mark.fact("metrics-reporting-cadence")
def test_five_reports():
    assert [(r.name, r.metrics, r.audience, str(r.cadence)) for r in metrics.reports()] == [
        ("agent dashboard", ("personal stats",), "agents", "real time"),
        ("team standup", ("daily snapshot",), "team leads", "daily"),
        ("weekly review", ("trends", "outliers"), "managers", "weekly"),
        ("monthly business review", ("strategic metrics",), "directors", "monthly"),
        ("quarterly board report", ("cost", "CSAT", "NPS"), "executives", "quarterly"),
    ]


def test_a_report_renders():
    board = metrics.reports()[-1]
    assert board.to_markdown() == (
        "## Quarterly board report\n\nFor executives, quarterly: cost, CSAT and NPS."
    )
    text = board.to_markdown({"NPS": metrics.nps_from_counts(50, 30, 20)})
    assert text.splitlines()[-1].replace("\\", "").startswith("| NPS | +30.0 (95 %: +14.1 to")


@pytest.mark.fact("metrics-hierarchy")
def test_four_layers():
    assert {layer.name: layer.metrics for layer in metrics.metric_layers()} == {
        "business outcomes": ("retention", "expansion", "advocacy", "cost efficiency"),
        "customer experience": ("CSAT", "NPS", "CES", "customer lifetime value"),
        "operational": ("FRT", "TTR", "FCR", "SLA compliance", "backlog", "escalation rate"),
        "activity": ("tickets handled", "handle time", "utilization", "replies per ticket"),
    }


@pytest.mark.fact("metrics-operations-hierarchy")
def test_five_levels():
    found = [(v.name, v.focus, v.metrics, v.owner) for v in metrics.operations_levels()]
    assert found == [
        ("tickets", "individual resolution", ("handle time", "CSAT"), "agents"),
        ("queue", "flow", ("wait time", "backlog"), "team leads"),
        ("channel", "channel effectiveness", ("deflection", "containment"), "managers"),
        ("operations", "system performance", ("cost per ticket", "NPS"), "directors"),
        ("strategy", "business impact", ("retention", "expansion"), "VP or C-level"),
    ]
