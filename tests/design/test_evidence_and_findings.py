"""Corners that the worked team does not reach."""

from datetime import date
from pathlib import Path

import pytest

from supportops.calendars import ALWAYS_OPEN
from supportops.design import design_operation, profile_from_toml
from supportops.design.baseline import note_baseline
from supportops.design.evidence import Ledger
from supportops.design.knowledge_plan import knowledge_findings
from supportops.design.promises_plan import sla_findings
from supportops.errors import InputError
from supportops.playbooks import open_playbook

TEXT = (Path(__file__).resolve().parents[2] / "examples/data/team.toml").read_text(encoding="utf-8")
PROFILE = profile_from_toml(TEXT)
PACKAGE = design_operation(PROFILE, as_of=date(2026, 11, 23))


def test_a_ledger_holds_each_figure_once_and_on_others():
    ledger = Ledger()
    ledger.given("a", 2)
    ledger.given("word", "two")
    assert ledger.number("a") == 2.0
    with pytest.raises(InputError, match="word must be a number; got 'two'"):
        ledger.number("word")
    with pytest.raises(InputError, match="figures must have names of their own; got 'a' twice"):
        ledger.given("a", 3)
    with pytest.raises(InputError, match="inputs of b must be figures; got 'c'"):
        ledger.derived("b", 4, formula="x", inputs={"x": "c"})


def test_a_target_inside_the_usual_band_is_no_finding():
    plan = PACKAGE.knowledge.model_copy(update={"target": 0.35})
    codes = [f.code for f in knowledge_findings(plan, open_playbook("support-operations"))]
    assert "target-below-usual" not in codes


def test_a_matrix_without_assumed_cells_says_nothing_of_them():
    cells = tuple(c for c in PACKAGE.sla.cells if c.basis == "published")
    base = note_baseline(PROFILE, date(2026, 11, 23), {}, None, Ledger())
    assert sla_findings(PACKAGE.sla.model_copy(update={"cells": cells}), base) == ()


def test_who_is_always_open_is_not_asked_for_arrival_hours():
    hours = PROFILE.assumed.business_hours.model_copy(update={"value": ALWAYS_OPEN})
    assumed = PROFILE.assumed.model_copy(update={"business_hours": hours})
    package = design_operation(
        PROFILE.model_copy(update={"assumed": assumed}), as_of=date(2026, 11, 23)
    )
    assert "arrival_hours" not in {q.name for q in package.open_questions}
    assert "opening-hours-explain-response" not in {f.code for f in package.findings}


def test_a_need_that_self_service_usually_meets_is_no_finding():
    plan = PACKAGE.knowledge.model_copy(update={"needed_share_of_focus": 0.4})
    codes = [f.code for f in knowledge_findings(plan, open_playbook("support-operations"))]
    assert "deflection-focus-too-narrow" not in codes


def test_an_assumption_may_come_without_a_range():
    profile = profile_from_toml(TEXT.replace("low = 20\nhigh = 22\n", ""))
    package = design_operation(profile, as_of=date(2026, 11, 23))
    assert "assumed.working_days_a_month" not in {q.name for q in package.open_questions}
    assert "assumed.working_days_a_month.low" not in {f.name for f in package.figures}


def test_a_holiday_says_nothing_of_ordinary_weeks():
    dated = TEXT.replace(
        'timezone = "America/New_York"', 'timezone = "America/New_York"\nholidays = [2024-01-15]'
    )
    package = design_operation(profile_from_toml(dated), as_of=date(2026, 11, 23))
    assert package.figure("coverage.one_shift.share_that_explains").value == pytest.approx(0.21)


def test_swings_days_and_limits_are_figures_too():
    for question in PACKAGE.open_questions:
        if question.swing is not None:
            assert PACKAGE.figure(question.figure).value == question.swing
    due = {row.metric: row.due for row in PACKAGE.scorecard.rows if row.due}
    assert {m: PACKAGE.figure(f"scorecard.{m}.due").value for m in due} == {
        metric: day.isoformat() for metric, day in due.items()
    }
    row = next(row for row in PACKAGE.scorecard.rows if row.metric == "first_response_time")
    for place, point in enumerate(row.path, start=1):
        assert PACKAGE.figure(f"scorecard.{row.metric}.path.{place}").value == point.value
    assert PACKAGE.figure("knowledge.focus_share").value == PACKAGE.knowledge.focus_share
    assert PACKAGE.figure("scorecard.deflection_rate.today").value == 0
    assert PACKAGE.figure("on_call.people_min").basis == "published"
