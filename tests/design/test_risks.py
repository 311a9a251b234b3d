"""Risks: the audit's rules on the package's own design and on its history."""

from datetime import UTC, date, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pandas as pd
import pytest

from supportops import audit
from supportops.design import design_operation, profile_from_toml
from supportops.design.evidence import Ledger
from supportops.design.risks_plan import _figures
from supportops.errors import InputError

HERE = Path(__file__).resolve()
TEXT = (HERE.parents[2] / "examples" / "data" / "team.toml").read_text(encoding="utf-8")
PROFILE = profile_from_toml(TEXT)
AS_OF = date(2026, 11, 23)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SPEC = spec_from_file_location("recompute", HERE.with_name("recompute.py"))
recompute = module_from_spec(SPEC)
SPEC.loader.exec_module(recompute)


def designed(history=None, **given):
    state = PROFILE.model_copy(update={"given": PROFILE.given.model_copy(update=given)})
    now = None if history is None else NOW
    package = design_operation(state, as_of=AS_OF, history=history, now=now)
    figures = {figure.name: figure for figure in package.figures}
    assert all(recompute.agrees(f, figures) for f in package.figures if f.basis == "derived")
    for risk in package.risks.risks:
        assert set(risk.figures) <= set(figures)
    return package


def risks(package):
    return {risk.code: risk for risk in package.risks.risks}


def test_what_a_finding_says_already_is_no_risk_again():
    package = designed()
    # L3 takes 5 %: a finding of the tiers, and a rule of the audit.
    assert "tier-share-outside-band" in {f.code for f in package.findings}
    assert "l3-bottleneck" not in risks(package)
    assert not [figure.name for figure in package.figures if "l3-bottleneck" in figure.name]
    assert "l3-bottleneck" in package.risks.said
    # A mean of 4.2 h above most promises, and tiers with more work than hours.
    assert {"over-promised-sla", "utilization-obsession"} <= set(package.risks.said)
    assert "priority-inflation" in package.risks.unseen
    # P5 is promised a faster resolution than P4, which a finding tells.
    assert "same-sla-all-priorities" in package.risks.said
    assert "l1-gatekeepers" in package.risks.clean


def test_every_rule_is_clean_unseen_a_question_or_a_risk():
    plan = designed().risks
    seen = {
        *plan.clean,
        *plan.said,
        *plan.unseen,
        *(row.code for row in plan.questions if row.code),
    }
    assert {one.code for one in audit.rules()} == seen


def test_two_agents_who_answer_within_a_quarter_of_an_hour():
    risk = risks(designed(agents=2))["over-promised-sla"]
    assert risk.figures[0] == "staffing.at_work"
    assert risk.figures[1] == "risks.over-promised-sla.agents.limit"


def test_answers_are_held_against_their_rules():
    plan = designed(answers={"no-pause-mechanism": False, "buried-search": True}).risks
    assert "no-pause-mechanism" in {risk.code for risk in plan.risks}
    assert "buried-search" in plan.clean
    assert "no-pause-mechanism" not in {row.code for row in plan.questions}
    with pytest.raises(InputError, match="given.answers must name rules that ask for yes or no"):
        designed(answers={"priority-inflation": True})


def test_promises_that_do_not_grow_are_a_risk_of_their_customers():
    rows = "".join(
        f'[[given.promises]]\npriority = "P{n}"\nfirst_response = "1h"\nresolution = "8h"\n'
        for n in range(1, 6)
    )
    text = TEXT.replace("[assumed.as_of]", f"{rows}[assumed.as_of]", 1)
    package = design_operation(profile_from_toml(text), as_of=AS_OF)
    alike = [risk for risk in package.risks.risks if risk.code == "same-sla-all-priorities"]
    assert {risk.subject for risk in alike} == {"Enterprise", "Mid-Market", "SMB"}
    assert alike[0].arithmetic.startswith("Enterprise: first response")
    assert "promised alike for all 4 priorities" in alike[0].arithmetic


def test_the_history_is_audited_too():
    created = pd.date_range("2026-01-01", periods=100, freq="D", tz="UTC")
    tickets = pd.DataFrame(
        {
            "ticket_id": range(100),
            "created_at": created,
            "priority": ["P1"] * 30 + ["P3"] * 70,
            "support_tier": "desk",  # a name that no scale has: left out rather than refused
        }
    )
    package = designed({"tickets": tickets})
    risk = risks(package)["priority-inflation"]
    assert "30 % of tickets have the top priority (100 tickets)" in risk.arithmetic
    found = package.figure(risk.figures[0])
    assert (found.basis, found.value, found.n) == ("measured", 0.3, 100)
    assert package.figure(risk.figures[1]).basis == "published"


def test_limits_of_our_own_are_assumptions_and_each_subject_has_its_figures():
    created = pd.date_range("2026-01-01", periods=60, freq="h", tz="UTC")
    tickets = pd.DataFrame(
        {
            "ticket_id": range(60),
            "created_at": created,
            "resolved_at": created + pd.Timedelta(hours=5),
            "issue_key": ["login is down"] * 30 + ["export is slow"] * 30,
            "linked": False,
        }
    )
    package = designed({"tickets": tickets})
    found = [risk for risk in package.risks.risks if risk.code == "duplicate-sprawl"]
    assert len({figure for risk in found for figure in risk.figures}) == 2 * len(found)
    schedule = pd.DataFrame({"starts_at": created, "staffed": [0.0] * 10 + [2.0] * 50})
    package = designed({"schedule": schedule.assign(on_call=0.0)})
    risk = risks(package)["unstaffed-24x7"]
    assert package.figure(risk.figures[0]).value == 10
    # Two of three hand-offs end badly: one in ten is an assumption of the audit.
    handoffs = pd.DataFrame(
        {"first_agent_follows": [False] * 20 + [True] * 10, "asked_again": True}
    )
    package = designed({"handoffs": handoffs})
    limit = package.figure(risks(package)["escalation-equals-handoff"].figures[1])
    assert (limit.basis, limit.replaced_by) == ("assumed", "a limit of your own")


def test_two_findings_by_one_limit_have_figures_of_their_own():
    seen = audit.operation({"tickets": pd.DataFrame({"priority": ["P1"] * 30 + ["P3"] * 70})})
    found = audit.audit(seen, select=["priority-inflation"]).findings[0]
    ledger = Ledger()
    first, second = (tuple(_figures(found, "", ledger)) for _ in range(2))
    assert not set(first) & set(second)
    assert {figure.value for figure in ledger} == {0.3, found.limit}


def test_utilization_above_the_limit():
    assumed = PROFILE.assumed
    high = assumed.utilization.model_copy(update={"value": 0.95, "low": None, "high": None})
    state = PROFILE.model_copy(update={"assumed": assumed.model_copy(update={"utilization": high})})
    package = design_operation(state, as_of=AS_OF)
    assert risks(package)["utilization-obsession"].figures[0] == "assumed.utilization"


def test_the_risks_are_in_the_document():
    text = designed(answers={"no-pause-mechanism": False}).to_markdown()
    assert "## Risks" in text
    assert "The clock runs while the customer is waited for" in text
    assert "The audit found nothing besides the findings." in designed().to_markdown()
