"""Rules about people: what trips them, what does not, and where the border runs."""

import pytest

from supportops.audit import rule

case = pytest.param
WEEK = 168


def plan(**facts):
    return {"design": {"workforce": facts}}


def schedule(**columns):
    return {"schedule": columns}


def short(*missing):
    """Weeks of two hours each; so many agents are missing in both."""
    starts = " ".join(f"{WEEK * i} {WEEK * i + 1}" for i in range(len(missing)))
    return schedule(starts_at=starts, staffed="5", required=" ".join(f"{5 + m}*2" for m in missing))


def overtime(*hours):
    weeks = " ".join(str(WEEK * i) for i in range(len(hours)))
    return {
        "agent_weeks": {
            "agent_id": "Ada", "week": weeks, "overtime": " ".join(map(str, hours)),
        }
    }  # fmt: skip


YEAR = [100] * 10
CASES = [
    case("utilization-obsession", "target",
         plan(utilization=0.95), [plan(utilization=0.90)],
         marks=pytest.mark.fact("workforce-anti-patterns", "workforce-bad-planning",
                                "tickets-queue-health")),
    case("understaffed-normal", "weeks", short(1, 1, 1),
         [short(1, 1), short(1, 1, 0, 1, 1)],
         marks=pytest.mark.fact("workforce-anti-patterns")),
    case("understaffed-normal", "late",
         {"hires": {"requested_at": "0", "needed_at": f"{24 * 30} {-24 * 5} {24 * 61}"}},
         [{"hires": {"requested_at": "0", "needed_at": f"{24 * 30} {24 * 61}"}}],
         marks=pytest.mark.fact("workforce-bad-planning", "workforce-hiring-lead-time")),
    case("over-hiring-for-peak", "share",
         schedule(staffed="10", required="9*2 5*18"),
         [schedule(staffed="10", required="9*3 5*17"),
          schedule(staffed="10*2 5*18", required="9*2 5*18")],
         marks=pytest.mark.fact("workforce-anti-patterns")),
    case("heroic-unsustainable-effort", "weeks", overtime(1, 2, 1, 1),
         [overtime(1, 1, 1), overtime(1, 1, 0, 1, 1)],
         marks=pytest.mark.fact("workforce-anti-patterns")),
    case("heroic-unsustainable-effort", "utilization",
         {"agent_weeks": {"utilization": "0.91*20"}}, [{"agent_weeks": {"utilization": "0.9*20"}}],
         marks=pytest.mark.fact("workforce-anti-patterns", "metrics-framework")),
    case("static-schedules", "variation",
         schedule(staffed="5", volume="5*10 15*10"),
         [schedule(staffed="5", volume="8*10 12*10"),
          schedule(staffed="4*10 6*10", volume="5*10 15*10")],
         marks=pytest.mark.fact("workforce-anti-patterns", "workforce-bad-planning")),
    case("ignoring-seasonality", "variation",
         plan(last_year=[89, 111, *YEAR], seasonal_forecast=False),
         [plan(last_year=[90, 110, *YEAR], seasonal_forecast=False),
          plan(last_year=[50, 150, *YEAR], seasonal_forecast=True)],
         marks=pytest.mark.fact("workforce-bad-planning")),
    case("ignoring-ramp-time", "week",
         plan(ramp=[0, 0, 0.25, 0.5, 0.75, 1]), [plan(ramp=[0, 0, 0.25, 0.5, 0.75, 0.75, 1]),
                                               plan(ramp=[0, 0.5])],
         marks=pytest.mark.fact("workforce-anti-patterns", "workforce-ramp-schedule")),
    case("training-as-afterthought", "share",
         plan(training_share=0.04), [plan(training_share=0.05)],
         marks=pytest.mark.fact("workforce-bad-planning", "workforce-utilization-breakdown")),
    case("training-as-afterthought", "declared", plan(ramp=[]), [plan(ramp=[0, 1])],
         marks=pytest.mark.fact("workforce-bad-planning")),
    case("no-forecast-review", "days",
         plan(as_of="2026-11-02", forecast_reviewed="2026-10-01"),
         [plan(as_of="2026-11-01", forecast_reviewed="2026-10-01")],
         marks=pytest.mark.fact("workforce-anti-patterns")),
    case("last-minute-scramble", "share",
         {"schedule_changes": {"changed_at": "1*3 0*17", "shift_starts_at": "24"}},
         [{"schedule_changes": {"changed_at": "1*2 0*18", "shift_starts_at": "24"}}],
         marks=pytest.mark.fact("workforce-anti-patterns")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "limit", "hit", "nears"), CASES)
def test_it_trips_and_a_near_miss_does_not(judge, code, limit, hit, nears):
    judge(code, limit, hit, nears)


def test_short_weeks_and_overtime_cost_hours(seen):
    more = {"cost_per_hour": "40 USD"}
    (finding,) = rule("understaffed-normal").check(seen(**short(1, 2, 1), more=more)).findings
    assert finding.cost.hours == 8
    assert str(finding.cost.money) == "320 USD"
    (finding,) = rule("heroic-unsustainable-effort").check(seen(**overtime(1, 1, 1, 2))).findings
    assert finding.cost.hours == 5
    assert finding.cost.money is None
