"""Findings on people, promises and goals that lie against each other."""

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from supportops.calendars import ALWAYS_OPEN
from supportops.design import design_operation, profile_from_toml

DATA = Path(__file__).resolve().parents[2] / "examples" / "data"
TEAM = profile_from_toml((DATA / "team.toml").read_text(encoding="utf-8"))
AST = profile_from_toml((DATA / "ast_team.toml").read_text(encoding="utf-8"))
AS_OF = date(2026, 11, 23)


def designed(profile=TEAM, *, history=None, now=None, **given):
    state = profile.given.model_copy(update=given)
    return design_operation(
        profile.model_copy(update={"given": state}), as_of=AS_OF, history=history, now=now
    )


def found(package, code):
    return [finding for finding in package.findings if finding.code == code]


def test_a_tier_with_hours_to_spare_beside_one_that_lacks_some():
    (room,) = found(designed(), "tier-has-room")
    assert room.title == "L1 has hours to spare, and L2 and L3 may lack some"
    assert room.arithmetic == (
        "130–195 h of work in 840 paid hours are 15 % to 23 %; 435–500 of 630 productive hours are free"
    )
    assert not found(designed(agents=80), "tier-has-room")  # nobody lacks any


def test_a_mean_above_the_promises():
    (slow,) = found(designed(), "mean-slower-than-promise")
    assert slow.title == "Today's mean first response of 4h12m is slower than 9 of 15 promises"
    assert slow.arithmetic.startswith("promised: P1 in 15m (Enterprise)")
    assert "P3 in 4h" in slow.arithmetic
    assert not found(designed(first_response_time=None), "mean-slower-than-promise")
    quick = TEAM.given.first_response_time / 30
    assert not found(designed(first_response_time=quick), "mean-slower-than-promise")


def log(waits, *, hour=14, **columns):
    created = pd.Timestamp(f"2026-06-01T{hour}:00Z") + pd.to_timedelta(
        7 * np.arange(len(waits)), unit="D"
    )
    answered = created + pd.to_timedelta(waits, unit="h")
    tickets = {"ticket_id": range(len(waits)), "created_at": created, "first_response_at": answered}
    return pd.DataFrame(tickets | columns)


NOW = datetime(2040, 1, 1, tzinfo=UTC)


def test_every_promise_is_faster_than_what_all_tickets_had():
    package = designed(history=log([70.0] * 100), now=NOW)
    (beyond,) = found(package, "promises-beyond-history")
    # Three whole days in winter, when New York reads 09:00: 27 open hours, and a fifth.
    assert beyond.arithmetic.startswith("promised 15m to 24h; attainable for all tickets 32.4 h")
    assert not found(package, "mean-slower-than-promise")
    assert "over-promised-sla" in package.risks.said
    assert not found(designed(history=log([1.0] * 100), now=NOW), "promises-beyond-history")


def test_priorities_that_nothing_is_promised_for():
    names = ["urgent", "P2"] * 50
    package = designed(history=log([1.0] * 100, priority=names), now=NOW)
    (without,) = found(package, "priority-without-promise")
    assert without.title == "The matrix promises nothing for urgent"
    assert without.arithmetic == "urgent: 50 % of the tickets"
    assert "urgent" not in {clause.scope for clause in package.contract.clauses}


def test_tickets_that_come_while_nobody_is_there():
    package = designed(history=log([1.0] * 100, hour="03"), now=NOW)
    (closed,) = found(package, "most-arrivals-while-closed")
    assert closed.title == "100 % of the tickets come outside business hours"
    assert (
        "100 % of a day's tickets come in hours that are never open" in package.workforce.arrivals
    )
    assert not found(designed(history=log([1.0] * 100), now=NOW), "most-arrivals-while-closed")


def test_goals_that_are_reached_are_held():
    package = designed(AST)
    rows = {row.metric: row for row in package.scorecard.rows}
    assert (rows["csat"].reached, rows["first_response_time"].reached) == (True, False)
    steps = [step.what for step in package.road_map.steps]
    assert "Hold CSAT: 88 % or better" in steps
    assert "Reach First response time: 90 minutes, once today's figure is known" in steps
    assert "88 % (reached)" in package.to_markdown()
    (slower,) = found(package, "goal-slower-than-answer-target")
    assert slower.arithmetic == "goal: a mean of 1h30m; answer target: 95 % taken up within 30s"


def test_who_is_always_at_work_is_not_called():
    package = designed(AST)
    assert not found(package, "promise-needs-on-call")
    assert not found(package, "missed-page-breaks-promise")
    assert (
        "Somebody is at work in every hour, and so nobody needs to be on call."
        in package.to_markdown()
    )
    assert "Set up the on-call rota and try a page" not in [s.what for s in package.road_map.steps]
    # Those who are named are called all the same.
    named = designed(AST, on_call=("Ada", "Bo"))
    assert named.on_call.turns
    assert found(named, "missed-page-breaks-promise")


def test_hours_that_are_open_are_not_people_who_are_there():
    # One agent day and night is 0.17 at work: the pager is needed all the same.
    package = designed(AST, agents=1)
    assert found(package, "promise-needs-on-call")
    assert "nobody needs to be on call" not in package.to_markdown()
    assert "given.on_call" in {question.name for question in package.open_questions}


def test_a_hundredth_has_no_return():
    given = AST.given.model_dump() | {"self_service_cost": "4000 USD"}
    profile = AST.model_copy(update={"given": type(AST.given).model_validate(given)})
    names = {figure.name for figure in designed(profile).figures}
    # The whole cost of self-service is not set against a hundredth of the tickets.
    assert "return.saving.low" in names
    assert "return.net.low" not in names
    assert not found(designed(profile), "self-service-does-not-pay")


def test_a_goal_that_is_reached_and_low_is_set_anew():
    (low,) = found(designed(deflection=0.28), "target-below-usual")
    assert low.way_out.endswith("set the next one now.")


def test_what_the_people_of_ast_can_promise():
    package = designed(AST)
    assert package.staffing.at_work == pytest.approx(48 * 0.7 * 40 / 168)
    (short,) = found(package, "busy-hour-short")
    assert short.title == "The busy hour takes 22 agents at work, and 8 are there"
    assert "48 paid × 0.7 × 40 ÷ 168 open hours = 8 at work" in short.arithmetic
    assert "with the buffer: none, as the line only grows." in package.to_markdown()
    risk = next(risk for risk in package.risks.risks if risk.code == "over-promised-sla")
    assert risk.figures[0] == "staffing.busy_hour.needed_to_there"
    assert "utilization-obsession" in package.risks.said


def test_hires_for_the_average_and_for_the_shifts():
    package = designed(AST)
    plan = package.workforce
    assert [(c.handle_time, c.heads) for c in plan.cohorts] == [("low or high", 62)]
    assert (plan.shift_hires_low, plan.shift_hires_high) == (84, 84)
    assert "The shifts above would take 84 more" in package.to_markdown()
    assert "Decide on hiring 62" in [step.what for step in package.road_map.steps]


def test_arrivals_by_hour_make_the_shifts_a_need():
    even = dict.fromkeys(range(9, 18), 1 / 9)
    package = designed(arrivals_by_hour=even)
    need = package.figure("hiring.required.high")
    assert need.formula == "max(average, shifts)"
    assert need.value == package.figure("shifts.roster.high").value
    assert "whichever takes more" in package.to_markdown()
    assert "The shifts above take nobody more." in designed(agents=80).to_markdown()
    late = designed(arrivals_by_hour={8: 0.5, 12: 0.5})
    assert late.workforce.arrivals == (
        "Arrivals by hour as stated. 50 % of a day's tickets come in hours that are never open; they "
        "wait, and their work is counted in the average, not in these shifts."
    )
    # Somebody is there in every open hour, be there tickets in it or not.
    assert late.workforce.shifts[-1].hours.endswith("18:00")


def test_a_team_that_never_closes_has_whole_days_of_business():
    hours = TEAM.assumed.business_hours.model_copy(update={"value": ALWAYS_OPEN})
    assumed = TEAM.assumed.model_copy(update={"business_hours": hours})
    package = designed(TEAM.model_copy(update={"assumed": assumed}))
    assert package.sla.business_day_hours == 24
    assert not [f for f in found(package, "sla-not-monotone") if "P5" in f.title]


def test_reviews_that_may_be_more_than_the_tickets():
    (some,) = found(designed(tickets_per_month=100.0), "more-reviews-than-tickets")
    assert some.title == "The sample may ask for more reviews than there are tickets"
    (all_,) = found(designed(tickets_per_month=90.0), "more-reviews-than-tickets")
    assert all_.title == "The sample asks for more reviews than there are tickets"
