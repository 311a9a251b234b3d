"""Rules about metrics: what trips them, what does not, and where the border runs."""

import pytest

case = pytest.param


def tickets(**columns):
    return {"tickets": columns}


def card(**facts):
    return {"design": {"scorecard": facts}}


def surveyed(others, hard):
    ids = [*(str(i) for i in range(others)), *(str(20 + i) for i in range(hard))]
    return {
        "tickets": {"ticket_id": "#", "n": 40, "complex": "0*20 1*20", "resolved_at": "1"},
        "surveys": {"ticket_id": ids},
    }


ALL = {"frt": "speed", "csat": "quality", "closed": "volume"}
CASES = [
    case("vanity-metrics", "declared",
         card(metrics={"closed": "activity", "calls": "volume"}),
         [card(metrics={"closed": "activity", "csat": "outcome"}),
          card(metrics={"frt": "speed"})],
         marks=pytest.mark.fact("metrics-bad-practices", "metrics-anti-patterns")),
    case("vanity-metrics", "gross",
         tickets(reopens="1*400 0*600"), [tickets(reopens="1*399 0*601")],
         marks=pytest.mark.fact("metrics-bad-practices", "metrics-vanity-reopen-example")),
    case("single-metric-obsession", "missing",
         card(metrics={"frt": "speed", "csat": "quality"}), [card(metrics=ALL)],
         marks=pytest.mark.fact("metrics-bad-practices", "metrics-good-practices")),
    case("single-metric-obsession", "weight",
         card(weights={"frt": 0.51, "csat": 0.49}), [card(weights={"frt": 0.5, "csat": 0.5})],
         marks=pytest.mark.fact("metrics-bad-practices")),
    case("metrics-without-context", "declared",
         card(segments=[]), [card(segments=["complexity"])],
         marks=pytest.mark.fact("metrics-bad-practices", "metrics-anti-patterns")),
    case("csat-gaming", "ratio", surveyed(16, 10), [surveyed(15, 10), surveyed(10, 20)],
         marks=pytest.mark.fact("metrics-anti-patterns")),
    case("csat-gaming", "ratio", surveyed(16, 0), [surveyed(15, 10)]),
    case("fcr-inflation", "reopened",
         tickets(first_contact="1*70 0*30", reopens="1*11 0*89"),
         [tickets(first_contact="1*69 0*31", reopens="1*11 0*89"),
          tickets(first_contact="1*70 0*30", reopens="1*10 0*90")],
         marks=pytest.mark.fact("metrics-anti-patterns", "metrics-framework")),
    case("fcr-inflation", "came_back",
         tickets(first_contact="1*70 0*30", came_back="1*11 0*89"),
         [tickets(first_contact="1*69 0*31", came_back="1*11 0*89"),
          tickets(first_contact="1*70 0*30", came_back="1*10 0*90")],
         marks=pytest.mark.fact("metrics-anti-patterns", "metrics-framework")),
    case("metric-of-the-month", "changes",
         card(focus={"2026-01-01": "a", "2026-02-01": "b", "2026-04-01": "c", "2026-06-01": "d"}),
         [card(focus={"2026-01-01": "a", "2026-02-01": "b", "2026-06-01": "d"}),
          card(focus={"2026-01-01": "a", "2026-02-01": "b", "2026-04-01": "b", "2026-06-01": "d"}),
          card(focus={"2026-01-01": "a", "2026-02-01": "b", "2026-04-01": "c",
                      "2026-08-01": "d"}),
          card(focus={})],
         marks=pytest.mark.fact("metrics-anti-patterns")),
    case("individual-over-team", "team",
         card(team_metrics=[]), [card(team_metrics=["backlog"])],
         marks=pytest.mark.fact("metrics-anti-patterns")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "limit", "hit", "nears"), CASES)
def test_it_trips_and_a_near_miss_does_not(judge, code, limit, hit, nears):
    judge(code, limit, hit, nears)
