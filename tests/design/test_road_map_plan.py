"""What is done by which day, and by whom."""

from datetime import date
from pathlib import Path

import pytest

from supportops.design import design_operation, profile_from_toml
from supportops.design.evidence import Ledger
from supportops.design.road_map_plan import RoadInputs, plan_road_map
from supportops.errors import InputError

TEXT = (Path(__file__).resolve().parents[2] / "examples/data/team.toml").read_text(encoding="utf-8")
AS_OF = date(2026, 11, 23)


def package(text=TEXT):
    return design_operation(profile_from_toml(text), as_of=AS_OF)


PACKAGE = package()
STEPS = PACKAGE.road_map.steps


def step(text):
    (found,) = [s for s in STEPS if s.what.startswith(text)]
    return found


def test_thirty_sixty_ninety_days_and_six_months():
    stages = {s.stage: None for s in STEPS}
    assert list(stages) == ["day 30", "day 60", "day 90", "until 2027-05-23"]
    assert [s.due for s in STEPS] == sorted(s.due for s in STEPS)
    ends = [PACKAGE.figure(f"road_map.day {days}.due").value for days in (30, 60, 90)]
    assert ends == ["2026-12-23", "2027-01-22", "2027-02-21"]
    assert PACKAGE.figure("road_map.day 30.days").basis == "published"
    assert PACKAGE.figure("road_map.end").value == "2027-05-23"


def test_each_deliverable_has_its_steps():
    assert (step("Design the SLA").stage, step("Design the SLA").basis) == ("day 30", "published")
    assert step("Form the tiers").what == "Form the tiers: 5 in L1, 2 in L2 and 1 in L3"
    assert step("Find out: How long do agents really work").due == date(2026, 12, 23)
    assert step("Write for login issues").owner == "KB manager"
    assert step("Set up the on-call rota").stage == "day 60"
    assert "crm" in step("Connect the help desk").what
    assert step("Write for API errors").stage == "until 2027-05-23"
    assert step("Reach First response time").due == date(2027, 2, 21)
    assert step("Reach First response time").what.endswith(": 90 minutes")
    assert step("Reach CSAT").what.endswith(": 88 %")
    assert step("Decide on hiring 1 if handle times are high").due == AS_OF
    assert step("Full load").due == date(2027, 3, 23)
    assert all(s.owner for s in STEPS)


@pytest.mark.fact("playbook-vivtone-next-steps")
@pytest.mark.fact("playbook-hume-timeline")
def test_published_road_maps_are_counted_from_the_same_day():
    rows = [(s.stage, (s.due - AS_OF).days) for s in PACKAGE.road_map.published]
    assert [days for book, days in rows if book.startswith("VIV")] == [30, 60, 90]
    assert [days for book, days in rows if book.startswith("Hume")] == [14, 42, 84, 168]
    assert [days for book, days in rows if book.startswith("AST")] == [90]


def test_owners_are_names_where_there_are_some():
    named = TEXT.replace("[given]\n", '[given]\nowners = { people = "Zoë <b>" }\n')
    made = package(named)
    assert made.figure("road_map.owner.people").basis == "given"
    assert made.figure("road_map.owner.tools").basis == "assumed"
    owners = {s.owner for s in made.road_map.steps}
    assert owners == {"Zoë <b>", "team lead", "KB manager"}
    assert "<b>" not in made.to_html()
    alone = package(TEXT.replace("leads = 1", "leads = 0"))
    assert "whoever leads support" in {s.owner for s in alone.road_map.steps}
    with pytest.raises(InputError, match=r"given\.owners"):
        package(TEXT.replace("[given]\n", '[given]\nowners = { coffee = "Ann" }\n'))
    everyone = ", ".join(
        f'{area} = "Ann"' for area in ("promises", "people", "knowledge", "tools", "measures")
    )
    full = package(TEXT.replace("[given]\n", f"[given]\nowners = {{ {everyone} }}\n"))
    assert "given.owners" not in {q.name for q in full.open_questions}


def test_without_a_focus_promises_at_night_or_gaps_there_is_less_to_do():
    text = TEXT.replace('"login issues"', '"moths"').replace('"billing questions"', '"ants"')
    text = text.replace('value = ["P1"]', "value = []").replace(
        "[given]\n",
        '[given]\nintegrations = ["crm", "product app", "billing", "identity", "slack", '
        '"engineering tools"]\n',
    )
    what = " ".join(s.what for s in package(text).road_map.steps)
    assert "on-call" not in what
    assert "Connect" not in what


def test_goals_within_ninety_days_need_no_fourth_stage():
    rows = tuple(r for r in PACKAGE.scorecard.rows if r.metric == "first_response_time")
    ledger = Ledger()
    for figure in PACKAGE.figures:
        if not figure.name.startswith("road_map"):
            ledger._put(figure)
    parts = PACKAGE
    inputs = RoadInputs(
        parts.tiers,
        parts.knowledge.model_copy(update={"articles": ()}),
        parts.scorecard.model_copy(update={"rows": rows}),
        parts.workforce,
        parts.on_call,
        parts.tools,
        (),
    )
    made = plan_road_map(PACKAGE.profile, inputs, AS_OF, ledger)
    assert {s.stage for s in made.steps} == {"day 30", "day 60", "day 90", "later"}
