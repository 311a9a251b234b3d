"""Tables as people have them: odd names, doubled rows, gaps, and words of other scales."""

import pandas as pd
import pytest

from supportops.audit import Design, audit, operation, rule
from supportops.errors import InputError
from supportops.vocabulary import Scale

OURS = Scale(label="support tier", names=("Front", "Expert", "Engineering"))


def found(code, op, **more):
    answer = rule(code).check(op, **more)
    return {finding.trigger: finding.figure for finding in answer.findings}, answer.skipped


@pytest.mark.parametrize("pair", [("C++", "C#"), ("🔥", "🎉"), ("c", "c++"), ("%", "&")])
def test_tags_and_titles_that_differ_in_a_sign_are_two(seen, pair):
    tags = seen(tags={"tag": [*pair] * 10})
    assert "alike" not in found("tag-chaos", tags)[0]
    titles = [f"How to write {pair[0]}", f"How to write {pair[1]}"]
    articles = seen(articles={"title": titles + [f"Page {i}" for i in range(20)]})
    assert found("duplicate-content", articles)[0] == {}


def test_spelling_is_still_no_difference(seen):
    tags = seen(tags={"tag": ["log-in", "Log in", "login", "log_in", "LOG/IN"] * 4})
    assert found("tag-chaos", tags)[0]["alike"] == 4


def test_paragraphs_of_another_system_are_paragraphs(seen):
    words = " ".join(["word"] * 60)
    texts = [f"{words}\r\n\r\n{words}"] * 10 + [f"{words}\n  \n{words}"] * 10
    assert found("wall-of-text", seen(articles={"text": texts}))[0] == {}


def test_empty_replies_are_no_copies(seen):
    replies = [""] * 10 + ["  "] * 5 + [f"answer {i}" for i in range(25)]
    op = seen(tickets={"first_reply": replies, "reopens": "1*10 0*30"})
    assert found("copy-paste-responses", op)[0] == {}


def test_a_target_of_nothing_is_no_promise(seen):
    tickets = {
        "created_at": "0*25", "assigned_at": "1*25", "resolved_at": "2*25", "paused_at": "1*25",
        "response_target": "0*25", "resolution_target": "0*25", "reopens": "0*25",
    }  # fmt: skip
    op = seen(tickets=tickets)
    for code in ("triage-delay", "clock-manipulation", "premature-closure"):
        figures, skipped = found(code, op)
        assert figures == {}
        assert any(reason.startswith("0 ") for reason in skipped), skipped


def test_doubled_incidents_are_a_reason(seen):
    incidents = {
        "incident_id": ["a"] * 25, "severity": "SEV1", "started_at": "0", "resolved_at": "1", "n": 25,
    }  # fmt: skip
    rows = {"incident_id": ["a"] * 25, "at": "0*25"}
    op = seen(
        incidents=incidents,
        incident_updates=rows | {"to_customers": "1"},
        engagements=rows | {"role": ["On-call engineer"] * 25},
    )
    for code in ("no-update-cadence", "skip-level-escalations"):
        assert found(code, op) == ({}, ("incident_id a is there twice",))


def night(starts, staffed):
    at = [pd.Timestamp("2026-03-02", tz="UTC") + pd.Timedelta(hours=hour) for hour in starts]
    frame = pd.DataFrame({"starts_at": at, "staffed": staffed})
    return operation({"schedule": frame}, design=Design(sla={"around_the_clock": True}))


def test_hours_that_no_row_covers_have_nobody():
    assert found("unstaffed-24x7", night([9, 10, 11, 33, 34], 2))[0] == {"empty": 21}
    assert found("unstaffed-24x7", night([9, 10, 11, 33, 34], [2, 0, 2, 2, 2]))[0] == {"empty": 22}
    (finding,) = rule("unstaffed-24x7").check(night([9, 10, 12], 2)).findings
    assert finding.evidence == ("2026-03-02 11:00:00+00:00",)
    assert found("unstaffed-24x7", night([9, 10, 11], 2))[0] == {}


def test_teams_of_one_hour_count_together():
    assert found("unstaffed-24x7", night([0, 0, 1, 1], [0, 2, 1, 0]))[0] == {}
    assert found("unstaffed-24x7", night([0, 0, 1, 1], [0, 0, 1, 0]))[0] == {"empty": 1}


def test_the_cost_of_short_weeks_with_several_teams():
    at = [pd.Timestamp("2026-03-02", tz="UTC") + pd.Timedelta(hours=h) for h in (0, 1)]
    weeks = [a + pd.Timedelta(weeks=w) for w in range(3) for a in at]
    frame = pd.DataFrame({"starts_at": weeks * 2, "staffed": 1, "required": 2})
    (finding,) = rule("understaffed-normal").check(operation({"schedule": frame})).findings
    assert finding.cost.hours == 12


def test_overtime_in_two_rows_of_a_week_is_one_week(seen):
    weeks = {"agent_id": ["Ada"] * 5, "week": "0 168 168 336 504", "overtime": "1*5"}
    assert found("heroic-unsustainable-effort", seen(agent_weeks=weeks))[0] == {"weeks": 4}


def test_a_scale_without_self_service_begins_with_people(seen):
    more = {"support_tiers": OURS}
    tickets = {"support_tier": "Front*15 Expert*5", "resolved_at": "1*20"}
    assert found("l1-gatekeepers", seen(tickets=tickets, more=more))[0] == {}
    shares = {"tiers": {"shares": {"Front": 0.7, "Expert": 0.27, "Engineering": 0.03}}}
    assert found("l1-gatekeepers", seen(design=shares, more=more))[0] == {}
    ids = [str(i) for i in range(20)]
    rigid = {
        "tickets": {"ticket_id": ids, "triaged_tier": "Engineering"},
        "handoffs": {"ticket_id": ids, "from_tier": "Expert", "n": 20},
    }
    rigid["tickets"]["n"] = 20
    assert found("tier-rigidity", seen(**rigid, more=more))[0] == {}
    lone = {"support_tiers": Scale(label="support tier", names=("L0",))}
    tickets = {"support_tier": "L0*20", "resolved_at": "1*20"}
    _, skipped = found("l1-gatekeepers", seen(tickets=tickets, more=lone))
    assert "support_tiers names no tier of people" in skipped
    one = {"ticket_id": ids, "triaged_tier": "L0*20"}
    steps = {"ticket_id": ids, "from_tier": "L0*20"}
    _, skipped = found("tier-rigidity", seen(tickets=one, handoffs=steps, more=lone))
    assert "support_tiers names no tier of people below the last" in skipped


def test_what_still_waits_past_its_promise_was_missed(seen):
    month = 24 * 31
    tickets = {
        "created_at": f"0*20 {month}*20 {2 * month}*20", "first_response_at": "-*60",
        "response_target": "1*60",
    }  # fmt: skip
    assert found("breach-normalization", seen(now=9999, tickets=tickets))[0] == {"months": 3}
    assert found("breach-normalization", seen(tickets=tickets))[0] == {}


def test_answers_to_questions_that_nobody_asks(seen):
    wrong = seen(design={"answers": {"no-pause-mechanim": False}})
    with pytest.raises(InputError, match="name must be a rule or a slug; got 'no-pause-mechanim'"):
        audit(wrong)
    computed = seen(design={"answers": {"all-tickets-p1": True}})
    with pytest.raises(
        InputError, match="answers must name declared rules; got 'all-tickets-p1', wh"
    ):
        audit(computed)
    by_slug = audit(seen(design={"answers": {"loudest-customer-wins": True}}))
    assert [finding.code for finding in by_slug] == ["priority-by-emotion"]


def test_arguments_are_checked_whatever_is_selected(seen):
    for minimum in (0, float("nan"), float("inf"), "many", True):
        with pytest.raises(InputError, match="minimum must be one case or more; got"):
            audit(seen(), select=[], minimum=minimum)
    with pytest.raises(InputError, match=r'baseline must be a collection, \["a", "b"\]; got .pri'):
        audit(seen(), baseline="priority-inflation")
    with pytest.raises(InputError, match="seen must be an Operation; got 'dict'; make one with"):
        audit({})
    with pytest.raises(InputError, match="seen must be an Operation; got 'dict'; make one with"):
        rule("desktop-only").check({})


def test_a_baseline_does_not_hide_another_limit_of_the_rule(seen):
    watch = audit(seen(tickets={"priority": "P1*6 P3*94"}))
    assert watch.baseline() == ("priority-inflation.watch",)
    worse = audit(seen(tickets={"priority": "P1*40 P3*60"}), baseline=watch)
    assert [finding.key for finding in worse] == ["priority-inflation.warning"]
    alike = {"P1": "4h", "P2": "4h"}
    known = audit(seen(design={"sla": {"first_response": alike}}))
    both = audit(
        seen(design={"sla": {"first_response": alike, "resolution": alike}}), baseline=known
    )
    assert [finding.key for finding in both] == ["same-sla-all-priorities/resolution"]


def test_numbers_are_finite():
    points = pd.DataFrame({"points": [80.0, None, float("inf")]})
    message = "reviews.points must hold finite numbers; got inf at row 2; leave a value out"
    with pytest.raises(InputError, match=message):
        operation({"reviews": points})


@pytest.mark.parametrize(
    "facts",
    [
        {"rubric": {"maximum": 0}},
        {"rubric": {"pass_mark": float("nan")}},
        {"sla": {"agents": float("nan"), "required_agents": 3}},
        {"sla": {"agents": -1}},
        {"tiers": {"agents": {"L1": float("inf")}}},
        {"workforce": {"last_year": [float("nan")] * 12}},
        {"workforce": {"on_call_people": -1}},
        {"training": {"lessons": [{"name": "x", "week": 0, "hours": 1}]}},
        {"training": {"lessons": [{"name": "x", "week": 1, "hours": -3}]}},
    ],
)
def test_a_design_holds_amounts(facts):
    with pytest.raises(ValueError, match="greater than|finite"):
        Design.model_validate(facts)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"design": {}}, "design must be a Design; got {}"),
        ({"priorities": "urgent-low"}, "priorities must be a Scale; got 'urgent-low'"),
        ({"statuses": "open"}, "statuses must be a StatusMap; got 'open'"),
    ],
)
def test_an_operation_checks_its_arguments(more, message):
    with pytest.raises(InputError, match=message):
        operation({"tickets": pd.DataFrame({"priority": ["urgent"] * 20})}, **more)


def test_a_share_is_no_percentage(seen):
    message = (
        r'warning.. of priority-inflation must be a share from 0 to 1; got 15; write 0.15 or "15%"'
    )
    with pytest.raises(InputError, match=message):
        audit(seen(tickets={"priority": "P3*40"}), limits={"priority-inflation.warning": 15})
    with pytest.raises(InputError, match="'warning'. of priority-inflation must be a share from 0"):
        audit(seen(tickets={"priority": "P3*40"}), limits={"priority-inflation.warning": "200%"})


def test_topics_count_in_the_week_in_which_they_were_solved(seen):
    articles = {"category": ["billing"]}
    # Ten of one week that were solved five a week, and ten of two weeks that were solved in one.
    apart = {"category": ["sso"] * 20, "created_at": "1*20", "resolved_at": "2*5 200*5 400*5 600*5"}
    assert "week" not in found("knowledge-hoarding", seen(tickets=apart, articles=articles))[0]
    at_once = {"category": ["sso"] * 20, "created_at": "1*10 200*10", "resolved_at": "201*20"}
    figures, _ = found("knowledge-hoarding", seen(tickets=at_once, articles=articles))
    assert figures["week"] == 20


def test_the_oldest_articles_are_the_evidence_whatever_the_index():
    at = [pd.Timestamp("2020-01-01", tz="UTC") + pd.Timedelta(days=day) for day in range(30, 0, -1)]
    articles = pd.DataFrame(
        {"article_id": range(30), "published_at": at, "reviewed_at": at}, index=[7] * 30
    )
    op = operation({"articles": articles}, now="2026-01-01T00:00:00Z")
    (finding,) = rule("outdated-content").check(op).findings
    assert finding.evidence == tuple(str(i) for i in range(29, 19, -1))


def test_what_a_room_refuses_is_a_reason_and_the_audit_goes_on(seen):
    incidents = {"severity": "SEV3*20", "impairment": "some", "users": "one"}
    report = audit(seen(incidents=incidents), select=["severity-inflation"])
    (reason,) = report.skipped["severity-inflation"]
    assert reason.startswith("impairment must be one of complete_block, major or minor; got 'some'")
    assert report.clean == ("severity-inflation",)
