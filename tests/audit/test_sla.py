"""Rules about promises: what trips them, what does not, and where the border runs."""

import pytest

from supportops.audit import rule

case = pytest.param


def tickets(**columns):
    return {"tickets": columns}


def sla(**facts):
    return {"design": {"sla": facts}}


def months(*kept, metric="response", target="1", late="2", count=20):
    """Tickets of several months, so many of each in time."""
    mark = {"response": "first_response_at", "resolution": "resolved_at"}[metric]
    created, done = [], []
    for month, good in enumerate(kept):
        at = 31 * 24 * month
        created.append(f"{at}*{count}")
        done += [f"{at + float(target)}*{good}", f"{at + float(late)}*{count - good}"]
    return tickets(
        **{"created_at": " ".join(created), mark: " ".join(done), f"{metric}_target": target}
    )


NIGHT = {"schedule": {"starts_at": " ".join(map(str, range(24))), "staffed": "2*3 0 2*20"}}
STOPS = {
    "agent_id": "Ada*20 Bo*20 Cy*20 Di*20 Ed*20",
    "created_at": "0",
    "resolved_at": "10",
}
CASES = [
    case(
        "over-promised-sla", "attained", sla(attained=0.94), [sla(attained=0.95)],
        marks=pytest.mark.fact("sla-good-design"),
    ),
    case(
        "over-promised-sla", "staffed",
        sla(agents=5, required_agents=6), [sla(agents=5, required_agents=5)],
        marks=pytest.mark.fact("sla-anti-patterns"),
    ),
    case("over-promised-sla", "staffed", sla(agents=0, required_agents=1),
         [sla(agents=0, required_agents=0)]),
    case(
        "over-promised-sla", "agents",
        sla(agents=2, first_response={"P1": "15m"}),
        [
            sla(agents=3, first_response={"P1": "15m"}),
            sla(agents=2, first_response={"P1": "16m"}),
        ],
        marks=pytest.mark.fact("sla-bad-design"),
    ),
    case(
        "same-sla-all-priorities", "declared",
        sla(first_response={"P1": "4h", "P2": "4h"}),
        [sla(first_response={"P1": "1h", "P2": "4h", "P3": "4h"})],
        marks=pytest.mark.fact("sla-bad-design", "sla-anti-patterns"),
    ),
    case(
        "same-sla-all-priorities", "declared",
        sla(first_response={"P1": "4h", "P2": "1h"}),
        [sla(first_response={"P1": "1h", "P2": "4h"})],
    ),
    case(
        "same-sla-all-priorities", "declared",
        sla(resolution={"P1": "24h", "P2": "24h"}),
        [sla(resolution={"P1": "4h", "P2": "24h"})],
    ),
    case(
        "vague-sla-definitions", "undefined",
        sla(defines=["response", "resolution", "calendar"]),
        [sla(defines=["response", "resolution", "calendar", "clock"])],
        marks=pytest.mark.fact("sla-bad-design"),
    ),
    case(
        "unstaffed-24x7", "empty",
        sla(around_the_clock=True) | NIGHT,
        [
            sla(around_the_clock=False) | NIGHT,
            sla(around_the_clock=True)
            | {"schedule": NIGHT["schedule"] | {"on_call": "-*3 1 -*20"}},
        ],
        marks=pytest.mark.fact("sla-bad-design"),
    ),
    case(
        "clock-manipulation", "agent",
        tickets(**STOPS, paused="5*20 1*80"),
        [tickets(**STOPS, paused="2*100"), tickets(**STOPS, paused="2*20 1*80")],
        marks=pytest.mark.fact("sla-anti-patterns"),
    ),
    case(
        "clock-manipulation", "late",
        tickets(created_at="0", resolution_target="10", paused_at="9*5 5*15"),
        [
            tickets(created_at="0", resolution_target="10", paused_at="9*4 5*16"),
            tickets(created_at="0", resolution_target="10", paused_at="8.9*20"),
            tickets(created_at="0", resolution_target="10", paused_at="10.1*20"),
        ],
        marks=pytest.mark.fact("metrics-bad-practices", "sla-breach-levels"),
    ),
    case(
        "premature-closure", "reopened",
        tickets(reopens="1*11 0*89"), [tickets(reopens="1*10 0*90")],
        marks=pytest.mark.fact("sla-anti-patterns", "metrics-anti-patterns",
                               "tickets-core-anti-patterns", "metrics-framework"),
    ),
    case(
        "premature-closure", "clustered",
        tickets(reopens="1*5 0*15", created_at="0", resolved_at="9", resolution_target="10"),
        [
            tickets(reopens="1*4 0*16", created_at="0", resolved_at="9", resolution_target="10"),
            tickets(reopens="1*20", created_at="0", resolved_at="8.9", resolution_target="10"),
        ],
        marks=pytest.mark.fact("sla-breach-levels"),
    ),
    case(
        "breach-normalization", "months",
        months(18, 18, 18),
        [months(18, 18), months(19, 19, 19), months(18, 18, 19, 18), months(18, 18, 20, 18, 18)],
        marks=pytest.mark.fact("sla-anti-patterns", "sla-compliance-dashboard"),
    ),
    case(
        "breach-normalization", "months",
        months(17, 17, 17, metric="resolution", target="8", late="9"),
        [months(18, 18, 18, metric="resolution", target="8", late="9")],
        marks=pytest.mark.fact("sla-compliance-dashboard"),
    ),
    case(
        "customer-tier-opacity", "tier",
        {"customers": {"customer_tier": "- gold*19"}},
        [{"customers": {"customer_tier": "gold*20"}}],
        marks=pytest.mark.fact("sla-anti-patterns"),
    ),
    case(
        "customer-tier-opacity", "told",
        {"customers": {"knows_sla": "0 1*19"}},
        [{"customers": {"knows_sla": "1*20"}}],
        marks=pytest.mark.fact("sla-anti-patterns"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "limit", "hit", "nears"), CASES)
def test_it_trips_and_a_near_miss_does_not(judge, code, limit, hit, nears):
    judge(code, limit, hit, nears)


@pytest.mark.parametrize(("metric", "found"), [("resolution", 0), ("response", 1)])
def test_a_pause_moves_the_promise_of_a_resolution_only(seen, metric, found):
    late = months(17, 17, 17, metric=metric)
    late["tickets"]["paused"] = "1"
    assert len(rule("breach-normalization").check(seen(**late)).findings) == found


def test_an_open_ticket_is_missed_once_its_promise_is_over(seen):
    kept = {
        "created_at": "0", "response_target": "1", "resolution_target": "8", "reopens": "1*20 0*80",
        "first_response_at": "0.5*100", "resolved_at": "4*90 -*10",
    }  # fmt: skip
    assert rule("speed-over-quality").check(seen(now=8, tickets=kept)).findings
    assert rule("speed-over-quality").check(seen(now=9, tickets=kept)).findings
    missed = kept | {"resolved_at": "4*89 -*11"}
    assert rule("speed-over-quality").check(seen(now=8, tickets=missed)).findings
    assert rule("speed-over-quality").check(seen(tickets=missed)).findings
    assert not rule("speed-over-quality").check(seen(now=9, tickets=missed)).findings
    paused = missed | {"paused": "1*100"}
    assert rule("speed-over-quality").check(seen(now=9, tickets=paused)).findings


def test_missed_attainment_is_told_in_points(seen):
    (finding,) = rule("breach-normalization").check(seen(**months(20, 18, 17, 18))).findings
    assert finding.cost.sla_points == pytest.approx(10)
    assert finding.cost.formula == "95 % − 85 %"
    (finding,) = rule("over-promised-sla").check(seen(**sla(attained=0.94))).findings
    assert str(finding.cost) == "1 points (95 % − 94 %)"
