"""Rules about tiers: what trips them, what does not, and where the border runs."""

import pytest

case = pytest.param


def tickets(**columns):
    return {"tickets": columns}


def handoffs(**columns):
    return {"handoffs": columns}


def tiers(**facts):
    return {"design": {"tiers": facts}}


def steps(both):
    """Hand-offs from L1 and L2 of so many of 20 tickets, from L2 alone of the others."""
    ids = [str(i) for i in range(both) for _ in range(2)] + [str(i) for i in range(both, 20)]
    return {
        "tickets": {"ticket_id": "#", "n": 20, "triaged_tier": "L3"},
        "handoffs": {"ticket_id": ids, "from_tier": "L1 L2 " * both + f"L2*{20 - both}"},
    }


CASES = [
    case(
        "l1-gatekeepers", "resolved",
        tickets(support_tier="L1*59 L2*41", resolved_at="1"),
        [
            tickets(support_tier="L1*60 L2*40", resolved_at="1"),
            tickets(support_tier="L0*50 L1*60 L2*40", resolved_at="1"),
        ],
        marks=pytest.mark.fact("tiers-bad-design", "tiers-core-model"),
    ),
    case(
        "l1-gatekeepers", "declared",
        tiers(first_line_resolves=False), [tiers(first_line_resolves=True)],
        marks=pytest.mark.fact("tiers-bad-design"),
    ),
    case(
        "l1-gatekeepers", "resolved",
        tiers(shares={"L1": 0.59, "L2": 0.3}), [tiers(shares={"L1": 0.6, "L2": 0.3})],
        marks=pytest.mark.fact("tiers-core-model"),
    ),
    case(
        "escalation-equals-handoff", "share",
        handoffs(first_agent_follows="0*3 1*17", asked_again="1"),
        [
            handoffs(first_agent_follows="0*2 1*18", asked_again="1"),
            handoffs(first_agent_follows="0", asked_again="0*20"),
        ],
        marks=pytest.mark.fact("tiers-bad-design"),
    ),
    case(
        "context-free-handoffs", "empty",
        handoffs(missing_sections="1*3 0*17"), [handoffs(missing_sections="1*2 0*18")],
        marks=pytest.mark.fact("tiers-anti-patterns"),
    ),
    case(
        "context-free-handoffs", "again",
        handoffs(explained="3 1*19"), [handoffs(explained="2 1*19")],
        marks=pytest.mark.fact("escalation-bad-practices"),
    ),
    case(
        "all-or-nothing-expertise", "specialists",
        tiers(agents={"L1": 5, "L2": 0, "L3": 2}), [tiers(agents={"L1": 5, "L2": 1, "L3": 2})],
        marks=pytest.mark.fact("tiers-bad-design"),
    ),
    case(
        "all-or-nothing-expertise", "third",
        tiers(shares={"L1": 0.81, "L2": 0.14, "L3": 0.05}),
        [
            tiers(shares={"L1": 0.80, "L2": 0.15, "L3": 0.05}),
            tiers(shares={"L1": 0.82, "L2": 0.14, "L3": 0.04}),
        ],
        marks=pytest.mark.fact("tiers-core-model"),
    ),
    case(
        "no-escalation-documentation", "bare",
        tiers(transitions=[{"origin": "L1", "target": "L2"}]),
        [tiers(transitions=[{"origin": "L1", "target": "L2", "triggers": ["needs logs"]}])],
        marks=pytest.mark.fact("tiers-bad-design"),
    ),
    case(
        "l3-bottleneck", "silent",
        {"now": 73, **tickets(support_tier="L3", created_at="0", resolved_at="-",
                              engineering_at="-  1*19")},
        [
            {"now": 72, **tickets(support_tier="L3", created_at="0", resolved_at="-",
                                  engineering_at="-*20")},
            {"now": 73, **tickets(support_tier="L3", created_at="0", resolved_at="-",
                                  engineering_at="1*20")},
        ],
        marks=pytest.mark.fact("tiers-bad-design", "tiers-anti-patterns",
                               "escalation-bad-practices", "metrics-framework"),
    ),
    case(
        "l3-bottleneck", "share",
        tickets(support_tier="L3*5 L1*95"), [tickets(support_tier="L3*4 L1*96")],
        marks=pytest.mark.fact("tiers-core-model"),
    ),
    case(
        "l3-bottleneck", "share",
        tiers(shares={"L1": 0.7, "L2": 0.25, "L3": 0.05}),
        [tiers(shares={"L1": 0.7, "L2": 0.26, "L3": 0.04})],
        marks=pytest.mark.fact("tiers-core-model"),
    ),
    case("tier-rigidity", "share", steps(11), [steps(10)],
         marks=pytest.mark.fact("tiers-anti-patterns")),
    case("tier-rigidity", "declared", tiers(skipping=False), [tiers(skipping=True)],
         marks=pytest.mark.fact("tiers-anti-patterns")),
    case(
        "no-cross-training", "share",
        {"skills": {"agent_id": "a b c d e", "support_tier": "L1"}},
        [{"skills": {"agent_id": "a b c d e e", "support_tier": "L1*5 L2"}}],
        marks=pytest.mark.fact("tiers-anti-patterns"),
    ),
    case(
        "specialist-overload", "holders",
        {"skills": {"agent_id": "a b b", "skill": "sso sso api"}, **tickets(category="api*20")},
        [
            {"skills": {"agent_id": "a b b", "skill": "sso sso api"},
             **tickets(category="sso*20 api*19")},
        ],
        marks=pytest.mark.fact("tiers-anti-patterns"),
    ),
    case(
        "specialist-overload", "share",
        tickets(category="api", agent_id="a*13 b*7"),
        [tickets(category="api", agent_id="a*12 b*8"),
         tickets(category="api*20 sso", agent_id="a*12 b*8 c")],
        marks=pytest.mark.fact("tiers-anti-patterns"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "limit", "hit", "nears"), CASES)
def test_it_trips_and_a_near_miss_does_not(judge, code, limit, hit, nears):
    judge(code, limit, hit, nears)
