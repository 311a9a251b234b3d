"""Where a figure is undefined the rule says why, and finds nothing."""

import pytest

from supportops.audit import rule

T = {"created_at": "0", "resolved_at": "10", "agent_id": "a*10 b*10"}
CASES = [
    ("anecdote-over-data", {"roadmap": {"reports": "1*20", "value": "2"}},
     "all items are alike in reports or value"),
    ("anecdote-over-data", {"roadmap": {"customers": "-*2"}},
     "the roadmap says of no item how many customers are behind it"),
    ("copy-paste-responses", {"tickets": {"first_reply": ["x"] * 20}},
     "tickets has neither reopens nor satisfied with response times"),
    ("copy-paste-responses",
     {"tickets": {"first_reply": ["x"] * 20, "satisfied": "-*20", "created_at": "0",
                  "first_response_at": "1"}},
     "tickets has neither reopens nor satisfied with response times"),
    ("single-metric-obsession", {"design": {"scorecard": {"weights": {}}}},
     "design.scorecard.weights is empty"),
    ("csat-gaming",
     {"tickets": {"ticket_id": "#", "n": 40, "complex": "0*20 1*20", "resolved_at": "1"},
      "surveys": {"ticket_id": ["39"]}},
     "no other ticket was surveyed"),
    ("recency-bias",
     {"reviews": {"review_id": "#", "closed_at": "1*20"}, "tickets": {"resolved_at": "1*20"}},
     "the resolved tickets span no period"),
    ("qa-cherry-picking",
     {"reviews": {"review_id": "#", "complex": "0*20"}, "tickets": {"complex": "0*20"}},
     "no ticket is complex"),
    ("ignoring-top-performers",
     {"reviews": {"review_id": "#", "agent_id": "a b c", "points": "80"},
      "coachings": {"agent_id": "a*20"}},
     "four agents are the fewest that have a best quarter"),
    ("score-inflation", {"reviews": {"review_id": "#", "agent_id": "a b", "points": "95"}},
     "fewer than three agents were reviewed"),
    ("inconsistent-standards",
     {"reviews": {"review_id": "#", "ticket_id": "1 2", "reviewer_id": "x", "points": "80"}},
     "no ticket was reviewed by two people"),
    ("cherry-picking", {"tickets": {"created_at": "0*20", "assigned_at": "1"}},
     "no two tickets that are alike came on the same day"),
    ("cherry-picking",
     {"tickets": {"created_at": "0", "assigned_at": "0*40", "complex": "1*20 0*20"}},
     "the median wait of the other tickets is zero"),
    ("same-sla-all-priorities", {"design": {"sla": {"first_response": {"P1": "1h"}}}},
     "first response is promised for fewer than two priorities"),
    ("clock-manipulation", {"tickets": T | {"paused": "1"}},
     "fewer than three agents, or nothing was paused"),
    ("l1-gatekeepers", {"design": {"tiers": {"shares": {"L0": 1.0}}}},
     "design.tiers.shares names no tier of people"),
    ("all-or-nothing-expertise", {"design": {"tiers": {"agents": {"L1": 1, "L2": 1}}}},
     "design.tiers.agents has fewer than three tiers"),
    ("all-or-nothing-expertise", {"design": {"tiers": {"shares": {"L1": 0.5, "L2": 0.5}}}},
     "design.tiers.shares has fewer than three tiers"),
    ("l3-bottleneck", {"design": {"tiers": {"shares": {"L1": 0.5, "L2": 0.5}}}},
     "design.tiers.shares has fewer than three tiers"),
    ("no-cross-training", {"skills": {"agent_id": "a", "support_tier": "L1"}},
     "skills names fewer than two agents"),
    ("specialist-overload", {"tickets": {"category": "x*20", "agent_id": "a"}},
     "there is one agent"),
    ("tool-sprawl", {"design": {"stack": {"tools": {"a": []}}}},
     "design.stack.tools names no function"),
    ("integration-debt", {"design": {"stack": {"integrations": []}}},
     "design.stack.integrations names none"),
    ("firehose", {"design": {"training": {"lessons": []}}},
     "design.training.lessons has no hours"),
    ("ignoring-seasonality",
     {"design": {"workforce": {"last_year": [1, 2], "seasonal_forecast": False}}},
     "design.workforce.last_year is no year of volumes"),
    ("over-automation",
     {"bot_months": {"month": "0", "conversations": "100", "contained": "50",
                     "asked_for_person": "1", "reopened": "1"}},
     "one month of the bot shows no movement"),
    ("no-post-mortems", {"incidents": {"root_cause": "-*2"}}, "no incident has a root cause"),
    ("understaffed-normal", {"schedule": {"starts_at": "-", "staffed": "1", "required": "2"}},
     "the schedule has no interval"),
    ("understaffed-normal", {"hires": {"requested_at": "-", "needed_at": "2"}},
     "no hire has both dates"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "case", "reason"), CASES)
def test_the_reason_is_said(seen, code, case, reason):
    answer = rule(code).check(seen(**case))
    assert reason in answer.skipped
    assert not answer.findings


def test_a_schedule_of_one_interval_counts_it_as_an_hour(seen):
    night = {"schedule": {"starts_at": "3", "staffed": "0"}}
    night["design"] = {"sla": {"around_the_clock": True}}
    (finding,) = rule("unstaffed-24x7").check(seen(**night)).findings
    assert finding.statement.startswith("1 hours of the schedule")
