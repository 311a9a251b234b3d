"""The worked team of the seeds: what goes in, and every published figure that comes out."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from supportops.design import OpsPackage, design_operation, profile_from_toml

TEAM = Path(__file__).resolve().parents[2] / "examples" / "data" / "team.toml"
TEXT = TEAM.read_text(encoding="utf-8")
PROFILE = profile_from_toml(TEXT)
PACKAGE = design_operation(PROFILE, as_of=date(2026, 11, 23))


def finding(code, text=""):
    found = [f for f in PACKAGE.findings if f.code == code and text in f.title + f.arithmetic]
    assert len(found) == 1, [f.code for f in PACKAGE.findings]
    return found[0]


@pytest.mark.fact("playbook-skill-example-input")
def test_the_given_team_is_the_published_one():
    given = PROFILE.given
    assert (given.agents, given.leads, given.tickets_per_month) == (8, 1, 1200)
    assert given.first_response_time.total_seconds() / 3600 == 4.2
    assert given.csat == 0.78
    assert (given.formal_slas, given.knowledge_base, given.tools) == (False, False, ("Zendesk",))
    assert given.customer_tiers == {"Enterprise": 0.15, "Mid-Market": 0.45, "SMB": 0.40}
    assert given.categories == {
        "login issues": 0.22, "API errors": 0.18, "billing questions": 0.15,
    }  # fmt: skip
    tickets = {
        name: PACKAGE.figure(name).value
        for name in (
            "customers.Enterprise.tickets", "customers.Mid-Market.tickets", "customers.SMB.tickets",
            "categories.login issues.tickets", "categories.API errors.tickets",
            "categories.billing questions.tickets",
        )
    }  # fmt: skip
    assert list(tickets.values()) == pytest.approx([180, 540, 480, 264, 216, 180])
    status = {row.metric: row.status for row in PACKAGE.scorecard.rows}
    assert (status["first_response_time"], status["csat"]) == ("warning", "warning")


@pytest.mark.fact("playbook-skill-example-sla")
def test_the_six_published_cells_and_the_assumed_rest():
    cells = {
        (c.customer_tier, c.priority): (str(c.first_response), str(c.resolution), c.basis)
        for c in PACKAGE.sla.cells
    }
    published = {key: value[:2] for key, value in cells.items() if value[2] == "published"}
    assert published == {
        ("Enterprise", "P1"): ("15m", "4h"), ("Enterprise", "P2"): ("1h", "8h"),
        ("Mid-Market", "P1"): ("30m", "8h"), ("Mid-Market", "P2"): ("2h", "24h"),
        ("SMB", "P1"): ("1h", "24h"), ("SMB", "P2"): ("4h", "48h"),
    }  # fmt: skip
    for tier in PROFILE.given.customer_tiers:
        assert cells[tier, "P3"] == ("4h", "24h", "assumed")
        assert cells[tier, "P4"] == ("8h", "72h", "assumed")
        assert cells[tier, "P5"] == ("24h", "5 business days", "assumed")
    assert {c.priority for c in PACKAGE.sla.cells if c.around_the_clock} == {"P1"}
    assert [step.used for step in PACKAGE.sla.breach] == [0.5, 0.8, 0.9, 1.0, 2.0]


@pytest.mark.fact("playbook-skill-example-tiers")
def test_five_two_one():
    rows = [(r.tier, r.agents, r.share, r.tickets) for r in PACKAGE.tiers.rows]
    assert rows == [("L1", 5, 0.65, 780), ("L2", 2, 0.30, 360), ("L3", 1, 0.05, 60)]
    handles = {r.tier: r.handles[:3] for r in PACKAGE.tiers.rows}
    assert handles == {
        "L1": ("login resets", "billing questions", "known-issue triage"),
        "L2": ("API errors", "configuration", "integration debugging"),
        "L3": ("product bugs", "data issues", "custom implementations"),
    }
    assert [r.helped_by for r in PACKAGE.tiers.rows] == ["", "", "engineering rotation"]
    routes = {r.category: (r.tier, r.fallback, r.published) for r in PACKAGE.tiers.routes}
    assert routes == {
        "login issues": ("L1", "L2 Security", True),
        "API errors": ("L2", "L3 Engineering", True),
        "billing questions": ("L1", "Finance", True),
    }
    assert list(PACKAGE.tiers.places) == ["L0", "L1", "L2", "L3", "manager"]


@pytest.mark.fact("playbook-skill-example-targets")
def test_the_scorecard_goes_where_the_example_goes():
    rows = {row.metric: row for row in PACKAGE.scorecard.rows}
    ways = {name: (row.today, row.target, row.due) for name, row in rows.items()}
    assert ways == {
        "first_response_time": (pytest.approx(252), 90, date(2027, 2, 21)),
        "csat": (0.78, 0.88, date(2027, 5, 23)),
        "fcr": (None, 0.72, None),
        "deflection_rate": (0.0, 0.25, date(2027, 5, 23)),
    }
    assert rows["csat"].path[-1].value == pytest.approx(0.88)
    assert rows["fcr"].path == ()
    knowledge = PACKAGE.knowledge
    assert knowledge.focus == ("login issues", "billing questions")
    assert round(100 * knowledge.needed_share_of_focus, 2) == 67.57
    assert PACKAGE.figure("knowledge.deflected_tickets").value == 300
    assert PACKAGE.figure("knowledge.focus_tickets").value == 444


def test_a_good_consultant_says_what_the_arithmetic_says():
    overload = finding("tier-overloaded", "L2")
    assert overload.arithmetic == (
        "360 tickets at 30m–1h are 180–360 h against 252 productive hours of 2 people"
    )
    assert "3.4 to 8.2 agents" in finding("capacity-hangs-on-handle-time").title
    assert "168 ÷ (40 × 0.7) = 6.0 of 8 agents" in finding("promise-needs-on-call").arithmetic
    assert finding("promise-needs-on-call").title.startswith("P1 in 15m around the clock")
    assert finding("opening-hours-explain-response").title == (
        "21 % of arrivals outside a 9–17 week alone give a mean first response of 4.2 h"
    )
    assert "30 %" in finding("tier-share-outside-band", "L2").title
    assert "below 5 %" in finding("tier-share-outside-band", "L3").arithmetic
    assert "67.6 %" in finding("deflection-focus-too-narrow").title
    assert "P3" in finding("sla-not-monotone", "SMB is").title
    # Eight open days of nine hours against five.
    days = finding("sla-not-monotone", "5 business days")
    assert (
        days.title
        == "Enterprise, Mid-Market and SMB are promised a faster resolution for P5 than for P4"
    )
    assert days.arithmetic == "P5 5 business days, which are 45h (assumed); P4 72h (assumed)"


def test_handle_time_is_the_first_open_question():
    questions = PACKAGE.open_questions
    assert questions[0].name == "assumed.handle_time"
    assert questions[0].swing == pytest.approx(4.8, abs=0.01)
    swings = [q.swing for q in questions if q.swing is not None]
    assert swings == sorted(swings, reverse=True)
    assert [q.swing for q in questions[len(swings) :]] == [None] * (len(questions) - len(swings))
    assert {"arrival_hours", "given.fcr", "given.cost_per_month"} <= {q.name for q in questions}


def test_staffing_stands_on_the_capacity_equation_and_erlang():
    plan = PACKAGE.staffing
    assert (round(plan.required_low, 1), round(plan.required_high, 1)) == (3.4, 8.2)
    assert (plan.busy_low, plan.busy_high) == (4, 9)
    use = {u.tier: u for u in plan.tiers}
    assert (use["L2"].hours_low, use["L2"].hours_high, use["L2"].productive_hours) == (
        180,
        360,
        252,
    )
    assert use["L1"].status == "below the band"
    assert plan.usual_utilization == "70–80 %"
    assert plan.cost_per_ticket is None


def test_every_assumption_of_the_file_is_listed_as_one():
    assumed = tomllib.loads(TEXT)["assumed"]
    listed = {f.name for f in PACKAGE.figures if f.basis == "assumed"}
    for name in assumed:
        assert any(figure.startswith(f"assumed.{name}") for figure in listed), name
    for figure in PACKAGE.figures:
        if figure.basis == "assumed":
            assert figure.source
            assert figure.replaced_by
        if figure.basis == "published":
            assert ", " in figure.source


def test_the_package_round_trips_and_renders():
    again = OpsPackage.model_validate_json(PACKAGE.model_dump_json())
    assert again == PACKAGE
    text = again.to_markdown()
    assert text == PACKAGE.to_markdown()
    for heading in ("## SLA matrix", "## Tier", "## Know", "## Score", "## Staff"):
        assert heading in text
    assert "```mermaid\nflowchart TD" in text
    frame = PACKAGE.to_frame()
    kept = ["name", "value", "unit", "basis", "origin"]
    assert list(frame.columns) == [*kept, "interval_low", "interval_high", "n", "flags"]
    assert frame["interval_low"].dtype == frame["n"].dtype == "float64"
    assert len(frame) == len(PACKAGE.figures)
    assert "Operations package" in PACKAGE._repr_html_()
    with pytest.raises(KeyError, match="nothing"):
        PACKAGE.figure("nothing")
