"""The snippets that the house promises: names and shapes that people type from memory."""

from datetime import date, datetime
from pathlib import Path

from supportops.calendars import BusinessCalendar, due_at, localize
from supportops.design import design_operation, profile_from_toml
from supportops.escalation import engaged, severity
from supportops.knowledge import deflection_from_visits
from supportops.metrics import nps
from supportops.workforce import agents_needed, required_agents

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_due_at():
    holidays_2026 = [date(2026, 11, 26)]
    hours = BusinessCalendar(
        timezone="America/New_York",
        hours={"mon-fri": [("09:00", "18:00")]},
        holidays=holidays_2026,
    )
    created = localize(datetime(2026, 11, 25, 16), "America/New_York")
    due = localize(datetime(2026, 11, 27, 11), "America/New_York")
    assert due_at(created, "4h", calendar=hours) == due


def test_agents_needed():
    answer = agents_needed(
        100, interval="30m", handle_time="3m", answer_within="20s", service_level=0.8, shrinkage=0.3
    )
    assert (answer.agents, answer.paid) == (14, 20)


def test_required_agents():
    answer = required_agents(500, handle_time="20m", hours="8h", utilization=0.75)
    assert (round(answer.agents, 2), answer.heads) == (27.78, 28)


def test_engaged():
    level = severity("major impairment", users="multiple")
    assert (level, engaged(level, after="70m")) == ("SEV3", "engineering manager")


def test_deflection_from_visits():
    month = deflection_from_visits(
        10_000, deflected="35%", cost_per_ticket="15 USD", investment="8000 USD", recontact=0
    )
    assert str(month.net) == "44,500 USD"


def test_nps():
    survey = {"score": [10] * 50 + [8] * 30 + [3] * 20 + [None] * 37}
    assert str(nps(survey["score"])) == "+30.0 (95 %: +14.1 to +44.2, n = 100, 37 unanswered)"


def test_design_operation():
    text = (EXAMPLES / "data" / "team.toml").read_text(encoding="utf-8")
    package = design_operation(profile_from_toml(text), as_of=date(2026, 11, 23))
    assert package.figures
    assert package.findings
    assert package.open_questions
