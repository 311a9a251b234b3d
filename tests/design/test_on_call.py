"""Hand-off and on-call: required context, turns, load, pages, and what breaks a promise."""

import itertools
from datetime import UTC, date, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pandas as pd
import pytest

from supportops import escalation
from supportops.design import design_operation, profile_from_toml
from supportops.design.document import Flowchart
from supportops.design.sections.escalation import escalation_section
from supportops.errors import InputError

HERE = Path(__file__).resolve()
TEXT = (HERE.parents[2] / "examples" / "data" / "team.toml").read_text(encoding="utf-8")
AS_OF = date(2026, 11, 23)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SPEC = spec_from_file_location("recompute", HERE.with_name("recompute.py"))
recompute = module_from_spec(SPEC)
SPEC.loader.exec_module(recompute)


def designed(people=None, *, text=TEXT, tickets=None):
    if people is not None:
        listed = ", ".join(f'"{name}"' for name in people)
        text = text.replace("formal_slas = false", f"formal_slas = false\non_call = [{listed}]")
    history = None if tickets is None else {"tickets": tickets}
    package = design_operation(
        profile_from_toml(text), as_of=AS_OF, history=history, now=None if tickets is None else NOW
    )
    figures = {figure.name: figure for figure in package.figures}
    assert all(recompute.agrees(f, figures) for f in package.figures if f.basis == "derived")
    return package


PACKAGE = designed()


def test_the_record_is_the_published_one():
    record = {field.name: field.rule for field in PACKAGE.handoff.record}
    assert len(record) == 15
    assert record["issue_summary"] == "2–3 sentences"
    assert record["troubleshooting"].startswith("one step or more")
    assert PACKAGE.figure("handoff.issue_summary").basis == "published"


def test_categories_of_one_fallback_stand_behind_it_together():
    text = TEXT.replace('"API errors" = "18%"', '"API errors" = "18%"\n"SSO" = "5%"')
    queues = {row.queue: row for row in designed(text=text).handoff.queues}
    assert queues["L3 Engineering"].tickets == pytest.approx(216)
    assert queues["L3 Enterprise"].categories == ("SSO",)
    assert "Finance" in queues


def test_one_flowchart_for_each_severity_follows_its_path():
    charts = [b for b in escalation_section(PACKAGE) if isinstance(b, Flowchart)]
    paths = [s.path for s in escalation.preset("support-operations").severities]
    assert [tuple(chart.places) for chart in charts] == paths
    assert charts[0].moves[1] == ("VP engineering", "CTO", "after 1h")
    assert charts[-1].moves == []


def test_the_load_is_that_of_a_walk_through_a_year():
    shares = {row.people: row.off_hours for row in PACKAGE.on_call.shares}
    assert list(shares) == [2, 8]
    # 168 hours less 45 open ones: of two people one is first and one behind, every week.
    assert shares[2] == pytest.approx((168 - 45) * 365.25 / 7)
    assert shares[8] == pytest.approx(shares[2] / 4)
    assert "given.on_call" in {question.name for question in PACKAGE.open_questions}


def test_named_people_get_turns_without_gaps_and_doubles():
    plan = designed(["Ada", "Bo", "Çelik"]).on_call
    assert plan.troubles == ()
    first = [row for row in plan.turns if row.layer == "primary"]
    assert [row.person for row in first] == ["Ada", "Bo", "Çelik"]
    assert f"{first[0].start:%A %H:%M}" == "Monday 09:00"
    assert first[0].start.date() == AS_OF
    assert all(a.end == b.start for a, b in itertools.pairwise(first))
    second = [row.person for row in plan.turns if row.layer == "secondary"]
    assert second == ["Bo", "Çelik", "Ada"]
    assert [row.people for row in plan.shares] == [2, 3, 8]


def test_one_person_alone_breaks_the_rule():
    package = designed(["Ada"])
    found = next(f for f in package.findings if f.code == "rotation-breaks-rule")
    assert "primary: 1 in turn, at least 2" in found.arithmetic
    assert "double: Ada in primary and secondary" in found.arithmetic


def test_a_page_that_nobody_answers_breaks_the_fastest_promise():
    found = next(f for f in PACKAGE.findings if f.code == "missed-page-breaks-promise")
    assert found.title.endswith("P1 of Enterprise")
    assert "after 15m" in found.arithmetic
    assert "on_call.acknowledge_or_escalate" in found.figures


def test_without_a_promise_for_the_night_nobody_is_on_call():
    package = designed(text=TEXT.replace('value = ["P1"]', "value = []"))
    assert package.on_call.priorities == package.on_call.shares == ()
    assert "nobody needs to be on call" in package.to_markdown()
    assert "given.on_call" not in {question.name for question in package.open_questions}


def test_a_history_with_priorities_says_how_often_a_page_comes():
    created = pd.to_datetime(["2026-01-05T15:00Z", "2026-01-06T03:00Z"] * 60) + pd.to_timedelta(
        [2 * day for day in range(120)], unit="D"
    )
    tickets = pd.DataFrame(
        {"ticket_id": range(120), "created_at": created, "priority": ["P2", "P1", "P1", "P2"] * 30}
    )
    package = designed(tickets=tickets)
    outside = package.figure("history.pages.share")
    night = [at for at, name in zip(created, tickets["priority"], strict=True) if name == "P1"]
    local = [at.tz_convert("America/New_York") for at in night]
    closed = [at for at in local if at.weekday() > 4 or not 9 <= at.hour < 18]
    assert outside.value == pytest.approx(len(closed) / 120)
    assert package.on_call.pages == pytest.approx(
        package.figure("team.tickets_per_month").value * len(closed) / 120
    )
    assert "tickets a month." in package.to_markdown()


@pytest.mark.parametrize("people", [["Ada", "Ada "], [" "]])
def test_people_must_be_named_once(people):
    with pytest.raises(InputError, match="on_call must name people, none twice"):
        designed(people)
