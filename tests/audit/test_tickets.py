"""Rules about tickets: what trips them, what does not, and where the border runs."""

import pytest

case = pytest.param
QUEUED = {"created_at": "0", "resolved_at": "-", "assigned_at": "1"}
PROMISED = {
    "created_at": "0",
    "first_response_at": "0.5",
    "resolved_at": "2",
    "response_target": "1",
    "resolution_target": "4",
}


def tickets(**columns):
    return {"tickets": columns}


def tennis(moves, resolved="-"):
    return {
        "tickets": {"ticket_id": "#", "n": 22, "resolved_at": resolved},
        "events": {"ticket_id": moves, "kind": "assignee"},
    }


def moves(counts):
    return [str(i) for i, n in enumerate(counts) for _ in range(n)]


def incidents(**columns):
    return {"incidents": columns}


CASES = [
    case(
        "priority-inflation", "warning",
        tickets(priority="P1*11 P3*89"),
        [tickets(priority="P1*10 P3*90")],
        marks=pytest.mark.fact("tickets-anti-patterns", "tickets-bad-prioritization"),
    ),
    case(
        "priority-inflation", "watch",
        tickets(priority="P1*5 P3*95"),
        [tickets(priority="P1*4 P3*96")],
        marks=pytest.mark.fact("tickets-queue-health"),
    ),
    case(
        "priority-inflation", "second",
        tickets(priority="P2*15 P3*85"),
        [tickets(priority="P2*14 P3*86")],
        marks=pytest.mark.fact("tickets-queue-health"),
    ),
    case(
        "severity-inflation", "share",
        incidents(severity="SEV1*3 SEV3*17"),
        [incidents(severity="SEV1*2 SEV3*18")],
        marks=pytest.mark.fact("escalation-anti-patterns"),
    ),
    case(
        "severity-inflation", "above_matrix",
        incidents(severity="SEV3*5 SEV5*15", impairment="minor", users="one"),
        [incidents(severity="SEV3*4 SEV5*16", impairment="minor", users="one")],
    ),
    case(
        "no-severity-definitions", "undefined",
        {"design": {"sla": {"severities": {"SEV1": {"definition": "all is down"}}}}},
        [{"design": {"sla": {"severities": {"SEV1": {"definition": "down", "examples": ["x"]}}}}}],
    ),
    case(
        "no-severity-definitions", "all",
        incidents(severity="SEV1*20"),
        [incidents(severity="SEV1*19 SEV2")],
    ),
    case(
        "no-severity-definitions", "none",
        incidents(severity="SEV2*20"),
        [incidents(severity="SEV1 SEV2*19")],
    ),
    case(
        "manual-triage-bottleneck", "share",
        tickets(created_at="0", assigned_at="2", assigned_by="Ada*17 Bo*3"),
        [
            tickets(created_at="0", assigned_at="2", assigned_by="Ada*16 Bo*4"),
            tickets(created_at="0", assigned_at="1", assigned_by="Ada*20"),
        ],
        marks=pytest.mark.fact("tickets-bad-prioritization"),
    ),
    case(
        "triage-delay", "late",
        tickets(created_at="0", response_target="1", assigned_at="0*18 1.01*2"),
        [
            tickets(created_at="0", response_target="1", assigned_at="0*18 1 1.01"),
            {"now": 9, **tickets(created_at="0", response_target="1", assigned_at="0*20 -*5",
                                 resolved_at="5")},
            {"now": 1, **tickets(created_at="0", response_target="1", assigned_at="-*20")},
        ],
        marks=pytest.mark.fact("tickets-anti-patterns"),
    ),
    case(
        "triage-delay", "half",
        tickets(created_at="0", response_target="1", assigned_at="0*15 0.51*5"),
        [tickets(created_at="0", response_target="1", assigned_at="0*16 0.51*4")],
    ),
    case(
        "cherry-picking", "order",
        tickets(priority="P3", created_at="1 2 " * 10, assigned_at="4 3 " * 10),
        [
            tickets(priority="P3", created_at="1 2 " * 10, assigned_at="4 3 3 4 " * 5),
            tickets(created_at="1 2 " * 10, assigned_at="4 3 3 4 " * 5),
        ],
        marks=pytest.mark.fact("tickets-bad-prioritization"),
    ),
    case(
        "cherry-picking", "complex",
        tickets(created_at="0", complex="1*20 0*20", assigned_at="3*20 1*20"),
        [tickets(created_at="0", complex="1*20 0*20", assigned_at="2*20 1*20")],
    ),
    case(
        "no-aging-escalation", "untouched",
        {"now": 25, **tickets(created_at="0", resolved_at="-", raised_at="-*20",
                              escalated_at="-*11 2*9")},
        [
            {"now": 25, **tickets(created_at="0", resolved_at="-", raised_at="-",
                                  escalated_at="-*10 2*10")},
            {"now": 25, **tickets(created_at="0*20 1*20", resolved_at="-", raised_at="-",
                                  escalated_at="-*10 2*10 -*20")},
            {"now": 48, **tickets(created_at="0", resolved_at="-", raised_at="-",
                                  escalated_at="-*10 2*10 -*20",
                                  resolution_target="24*20 72*20")},
        ],
        marks=pytest.mark.fact("tickets-bad-prioritization"),
    ),
    case(
        "no-aging-escalation", "declared",
        {"design": {"tiers": {"ageing_rule": False}}},
        [{"design": {"tiers": {"ageing_rule": True}}}],
    ),
    case(
        "invisible-backlog", "hidden",
        tickets(resolved_at="-", in_shared_view="0 1*19"),
        [tickets(resolved_at="5 -*20", in_shared_view="0 1*20")],
        marks=pytest.mark.fact("tickets-anti-patterns", "tickets-core-anti-patterns"),
    ),
    case(
        "invisible-backlog", "unreported",
        {"now": 25, **tickets(created_at="0", resolved_at="-", in_report="0 1*19")},
        [{"now": 25, **tickets(created_at="0*20 1", resolved_at="-", in_report="1*20 0")}],
        marks=pytest.mark.fact("tickets-queue-review-checklist"),
    ),
    case(
        "status-limbo", "share",
        {"now": 10, **tickets(priority="P1*3 P5*17", resolved_at="-", last_event_at="9.48*20")},
        [
            {"now": 10, **tickets(priority="P1*20", resolved_at="-", last_event_at="9.5")},
            {"now": 10, **tickets(priority="P1*2 P5*18", resolved_at="-", last_event_at="0")},
        ],
        marks=pytest.mark.fact("tickets-anti-patterns"),
    ),
    case(
        "duplicate-sprawl", "open",
        tickets(resolved_at="-", issue_key="login*2 - " + " ".join(f"k{i}" for i in range(19))),
        [
            tickets(resolved_at="-", issue_key=" ".join(f"k{i}" for i in range(20))),
            tickets(resolved_at="-", linked="1", issue_key="login*20"),
        ],
        marks=pytest.mark.fact("tickets-anti-patterns"),
    ),
    case(
        "duplicate-sprawl", "week",
        tickets(created_at="0*9 167 168*10", issue_key="a*10 b*5 c*5"),
        [tickets(created_at="0*9 168*11", issue_key="a*10 b*5 c*5"), tickets(
            created_at="0", issue_key="a*20", linked="1")],
        marks=pytest.mark.fact("knowledge-creation-triggers"),
    ),
    case(
        "tag-chaos", "many",
        {"tags": {"tag": " ".join(f"t{i}*2" for i in range(101))}},
        [{"tags": {"tag": " ".join(f"t{i}*2" for i in range(100))}}],
    ),
    case(
        "tag-chaos", "single",
        {"tags": {"tag": " ".join(f"t{i}*6" for i in range(7)) + " x y"}},
        [{"tags": {"tag": " ".join(f"t{i}*6" for i in range(4)) + " x"}}],
        marks=pytest.mark.fact("tickets-anti-patterns"),
    ),
    case(
        "tag-chaos", "alike",
        {"tags": {"tag": "log-in*10 Login*10"}},
        [{"tags": {"tag": "log-in*10 logout*10"}}],
        marks=pytest.mark.fact("tickets-tagging-strategy"),
    ),
    case(
        "assignment-hoarding", "day",
        tickets(resolved_at="-", agent_id="Ada*51 Bo*51"),
        [tickets(resolved_at="-", agent_id="Ada*50 Bo*50")],
        marks=pytest.mark.fact("tickets-anti-patterns"),
    ),
    case(
        "assignment-hoarding", "median",
        tickets(resolved_at="-", agent_id="Ada*17 Bo*8 Cy*8"),
        [
            tickets(resolved_at="-", agent_id="Ada*16 Bo*8 Cy*8"),
            tickets(resolved_at="-", agent_id="Ada*20 Bo*1"),
            tickets(resolved_at="-", agent_id="Ada*14 Bo*1 Cy*1 Di*14"),
        ],
    ),
    case(
        "ticket-tennis", "share",
        tennis(moves([4, 4] + [1] * 20)),
        [tennis(moves([4, 3] + [1] * 20)), tennis(moves([4, 4] + [1] * 20), "5*2 -*20")],
        marks=pytest.mark.fact("tickets-core-anti-patterns"),
    ),
    case(
        "ticket-tennis", "back",
        {"handoffs": {"from_tier": "L2 L1*19", "to_tier": "L1 L2*19"}},
        [{"handoffs": {"from_tier": "L2 L1*19", "to_tier": "L3 L2*19"}}],
        marks=pytest.mark.fact("tiers-bad-design"),
    ),
    case(
        "escalation-avoidance", "kept",
        tickets(failed_attempts="2", escalated_at="-*3 1*17"),
        [
            tickets(failed_attempts="2", escalated_at="-*2 1*18"),
            tickets(failed_attempts="2*20 1*20", escalated_at="1*20 -*20"),
        ],
        marks=pytest.mark.fact("tickets-core-anti-patterns", "tiers-escalation-triggers"),
    ),
    case(
        "escalation-avoidance", "late",
        incidents(severity="SEV1", started_at="0", resolved_at="0.52*3 0.5*17", escalated_at="-"),
        [
            incidents(severity="SEV1", started_at="0", resolved_at="0.5", escalated_at="-*20"),
            incidents(severity="SEV1", started_at="0", resolved_at="9", escalated_at="1*2 0.5*18"),
            incidents(severity="SEV5*20 SEV1*20", started_at="0", resolved_at="9*20 0.1*20",
                      escalated_at="-"),
        ],
        marks=pytest.mark.fact("escalation-anti-patterns", "tiers-anti-patterns",
                               "escalation-paths"),
    ),
    case(
        "escalation-as-avoidance", "untried",
        tickets(escalated_at="1*20", failed_attempts="0*3 1*17"),
        [tickets(escalated_at="1*20 -*80", failed_attempts="0*2 1*18 0*80")],
        marks=pytest.mark.fact("tiers-anti-patterns"),
    ),
    case(
        "escalation-as-avoidance", "overall",
        tickets(escalated_at="1*31 -*69"),
        [tickets(escalated_at="1*30 -*70")],
        marks=pytest.mark.fact("metrics-framework"),
    ),
    case(
        "escalation-as-avoidance", "tier",
        tickets(escalated_at="1*26 -*74"),
        [tickets(escalated_at="1*25 -*75")],
        marks=pytest.mark.fact("tiers-metrics-by-level"),
    ),
    case(
        "channel-forcing", "share",
        {"events": {"ticket_id": [*moves([3, 3]), *(str(i) for i in range(2, 20))],
                    "kind": "channel", "actor": "agent"}},
        [
            {"events": {"ticket_id": [*moves([3, 2]), *(str(i) for i in range(2, 20))],
                        "kind": "channel", "actor": "agent"}},
            {"events": {"ticket_id": [*moves([3, 3]), *(str(i) for i in range(2, 20))],
                        "kind": "channel", "actor": "customer"}},
        ],
        marks=pytest.mark.fact("tickets-core-anti-patterns"),
    ),
    case(
        "copy-paste-responses", "share",
        tickets(first_reply=["Hello  there"] * 4 + ["hello there"] * 3
                + [f"Reply {i}" for i in range(13)], reopens="1*3 0*17"),
        [
            tickets(first_reply=["Hello there"] * 6 + [f"Reply {i}" for i in range(14)],
                    reopens="1*3 0*17"),
            tickets(first_reply=["Hello there"] * 20, reopens="1*2 0*18"),
        ],
        marks=pytest.mark.fact("tickets-core-anti-patterns"),
    ),
    case(
        "copy-paste-responses", "share",
        tickets(first_reply=["Hi"] * 20, created_at="0", first_response_at="0.98",
                satisfied="1*16 0*4"),
        [
            tickets(first_reply=["Hi"] * 20, created_at="0", first_response_at="1",
                    satisfied="1*16 0*4"),
            tickets(first_reply=["Hi"] * 20, created_at="0", first_response_at="0.98",
                    satisfied="1*17 0*3"),
        ],
        marks=pytest.mark.fact("metrics-anti-patterns", "metrics-framework"),
    ),
    case(
        "speed-over-quality", "reopened",
        tickets(**PROMISED, reopens="1*11 0*89"),
        [
            tickets(**PROMISED, reopens="1*10 0*90"),
            tickets(**PROMISED | {"first_response_at": "2*6 0*94"}, reopens="1*11 0*89"),
            tickets(**PROMISED | {"resolved_at": "5*11 1*89"}, reopens="1*11 0*89"),
        ],
        marks=pytest.mark.fact("tickets-core-anti-patterns", "sla-compliance-dashboard"),
    ),
    case(
        "speed-over-quality", "reopened",
        tickets(**PROMISED | {"first_response_at": "2*5 0*95", "resolved_at": "5*10 1*90"},
                reopens="1*11 0*89"),
        [],
        marks=pytest.mark.fact("sla-compliance-dashboard"),
    ),
    case(
        "speed-over-quality", "first_contact",
        tickets(**PROMISED, first_contact="1*49 0*51"),
        [tickets(**PROMISED, first_contact="1*50 0*50")],
        marks=pytest.mark.fact("metrics-bad-practices"),
    ),
    case(
        "knowledge-hoarding", "week",
        tickets(category="sso*10 billing*10", created_at="0", resolved_at="1")
        | {"articles": {"category": "billing", "n": 1}},
        [
            tickets(category="sso*9 billing*11", created_at="0", resolved_at="1")
            | {"articles": {"category": "billing", "n": 1}},
            tickets(category="sso*10 billing*10", created_at="0", resolved_at="1")
            | {"articles": {"category": "billing sso"}},
        ],
        marks=pytest.mark.fact("tickets-core-anti-patterns", "knowledge-creation-triggers"),
    ),
    case(
        "knowledge-hoarding", "coverage",
        tickets(category="a*4 b*4 c*4 d*4 e*4") | {"articles": {"category": "a b"}},
        [tickets(category="a*5 b*5 c*5 d*5") | {"articles": {"category": "a b"}}],
        marks=pytest.mark.fact("knowledge-metrics"),
    ),
    case(
        "over-automation", "rise",
        {"bot_months": {"month": "0 720", "conversations": "100", "contained": "50 60",
                        "asked_for_person": "6 10", "reopened": "4 6"}},
        [
            {"bot_months": {"month": "0 720", "conversations": "100", "contained": "50 60",
                            "asked_for_person": "6 10", "reopened": "4 5"}},
            {"bot_months": {"month": "0 720", "conversations": "100", "contained": "50 50",
                            "asked_for_person": "6 10", "reopened": "4 9"}},
        ],
        marks=pytest.mark.fact("tickets-core-anti-patterns"),
    ),
    case(
        "over-automation", "kept",
        tickets(bot_confidence="0.49", transferred="0 1*19"),
        [tickets(bot_confidence="0.50 0.49*20", transferred="0 1*20")],
        marks=pytest.mark.fact("knowledge-chatbot-rules"),
    ),
    case(
        "no-feedback-loop", "tagged",
        tickets(feedback="1*4 0*96"),
        [tickets(feedback="1*5 0*95")],
        marks=pytest.mark.fact("tickets-core-anti-patterns", "feedback-effectiveness"),
    ),
    case(
        "no-feedback-loop", "answered",
        {"feedback": {"responded_at": "1*15 -*5"}},
        [{"feedback": {"responded_at": "1*16 -*4"}}],
        marks=pytest.mark.fact("feedback-effectiveness"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "limit", "hit", "nears"), CASES)
def test_it_trips_and_a_near_miss_does_not(judge, code, limit, hit, nears):
    judge(code, limit, hit, nears)
