"""AST's published figures: a package that says that they cannot be."""

from datetime import date
from pathlib import Path

import pytest

from supportops.design import OpsPackage, design_operation, profile_from_toml
from supportops.playbooks import feasibility, open_playbook

AST = Path(__file__).resolve().parents[2] / "examples" / "data" / "ast_team.toml"
PROFILE = profile_from_toml(AST.read_text(encoding="utf-8"))
PACKAGE = design_operation(PROFILE, as_of=date(2026, 11, 23))


def test_the_profile_is_what_ast_publishes():
    book = open_playbook("ast")
    given = PROFILE.given
    assert given.agents == book.figure("staff (agents)").bounds.low
    assert given.leads == book.figure("staff (team leads)").bounds.low
    assert given.csat == book.figure("csat").bounds.low
    assert given.fcr == book.figure("fcr", role="reported").bounds.low
    assert given.first_response_time is None
    for band in PROFILE.assumed.handle_time.values():
        assert band.low == band.high
        assert band.low.total_seconds() / 60 == book.figure("aht").bounds.low
    assert PACKAGE.figure("staffing.cost_per_ticket").value == pytest.approx(3.2)
    assert PACKAGE.figure("assumed.hours_a_day").value * 12 * PACKAGE.figure(
        "assumed.working_days_a_month"
    ).value == pytest.approx(2080)


@pytest.mark.fact("playbook-ast-feasibility")
def test_the_findings_say_that_it_is_infeasible_and_why():
    (finding,) = [f for f in PACKAGE.findings if f.code == "operation-infeasible"]
    assert finding.title == "48 agents cannot do the stated work, which takes 109.1"
    assert finding.arithmetic == (
        "100,000 tickets a month × 6m45s = 11,250 h, ÷ (173.3 h × 0.595) = 109.1 agents; "
        "234 h fall to each of 48, who can take 44,004 tickets"
    )
    # A year of it, as the playbook's own check has it.
    answer = feasibility(open_playbook("ast"))
    assert not answer.feasible
    assert PACKAGE.staffing.required_low == pytest.approx(answer.required.low)
    assert 12 * PACKAGE.figure("staffing.feasible_tickets").value == pytest.approx(
        answer.capacity.low
    )
    assert 12 * PACKAGE.figure("staffing.hours_per_agent").value == pytest.approx(
        answer.hours_per_agent.low
    )


def test_what_it_would_take():
    hires = {c.handle_time: c.heads for c in PACKAGE.workforce.cohorts}
    assert hires == {"low or high": 62}
    assert "shifts-need-more-people" in {f.code for f in PACKAGE.findings}
    # Day and night, the promise of the phone is kept by shifts around the clock.
    load = 100_000 / (365 / 12) / 24 * 405 / 3600
    assert PACKAGE.staffing.busy_low > load
    hours = sum(row.hours_a_week * row.low for row in PACKAGE.workforce.shifts)
    assert hours >= 168 * PACKAGE.staffing.busy_low
    # Each hundredth of the contacts is worth 112.5 hours, and 3,200 of 320,000 dollars.
    assert PACKAGE.returns.lacks[0] == "today's deflection rate"
    assert PACKAGE.figure("return.hours.after.low").value == pytest.approx(11_250 * 0.99)
    assert PACKAGE.figure("return.saving.high").value == pytest.approx(3_200)


def test_it_is_a_package_like_any_other():
    assert OpsPackage.model_validate_json(PACKAGE.model_dump_json()) == PACKAGE
    assert "operation-infeasible" not in PACKAGE.to_markdown()
    assert "48 agents cannot do the stated work" in PACKAGE.to_markdown()
    assert {"given.first_response_time", "given.deflection"} <= {
        q.name for q in PACKAGE.open_questions
    }
