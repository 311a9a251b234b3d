"""Quality programme: rubric, sample, what it proves, calibration."""

from datetime import date
from pathlib import Path

import pytest

from supportops.design import TeamProfile, design_operation, profile_from_toml
from supportops.errors import InputError

TEXT = (Path(__file__).resolve().parents[2] / "examples/data/team.toml").read_text(encoding="utf-8")
DAY = date(2026, 11, 23)
PACKAGE = design_operation(profile_from_toml(TEXT), as_of=DAY)
PLAN = PACKAGE.quality


def changed(given=(), assumed=()):
    state = profile_from_toml(TEXT).to_dict()
    state["given"].update(given)
    state["assumed"].update(assumed)
    return design_operation(TeamProfile.model_validate(state), as_of=DAY)


def codes(package):
    return {finding.code for finding in package.findings}


def arithmetic(package, code):
    (finding,) = [f for f in package.findings if f.code == code]
    return finding.arithmetic


def test_the_rubric_is_the_playbooks_unless_another_is_stated():
    assert PLAN.rubric == "support-operations"
    assert [line.points for line in PLAN.rubric_lines] == [30, 25, 20, 15, 10]
    assert all(line.critical for line in PLAN.rubric_lines)
    assert PACKAGE.figure("quality.rubric.solution_quality.points").basis == "published"
    other = changed({"rubric": "zendesk"})
    assert (other.quality.rubric, other.quality.pass_mark) == ("zendesk", 80)
    assert "A review passes from 80 points of 100 on." in other.to_markdown()
    with pytest.raises(ValueError, match="rubric"):
        changed({"rubric": "ours"})


def test_the_sample_by_agent_does_not_make_the_printed_total():
    assert (PLAN.per_agent_week, PLAN.weekly, PLAN.monthly, PLAN.published_monthly) == (
        "3–4 tickets",
        "24–32 tickets",
        "96–128 tickets",
        "200–300 tickets",
    )
    assert arithmetic(PACKAGE, "review-sample-off-total") == (
        "8 agents × 3–4 tickets × 4 weeks = 96–128 tickets a month; printed: 200–300 tickets"
    )


def test_what_the_sample_proves_without_and_with_a_spread():
    agent, _, team, _ = PLAN.proof
    assert (agent.reviews_low, agent.reviews_high, agent.unit) == (12, 16, "standard deviations")
    # 2 (1.96 + 0.84)² / 16 and / 12, and their roots.
    assert (agent.change_low, agent.change_high) == pytest.approx((0.9905, 1.1437), abs=1e-4)
    assert team.change_low == pytest.approx(0.3502, abs=1e-4)
    assert PLAN.needed_reviews is None
    spread = {"review_spread": {"value": 12, "replaced_by": "reviews"}}
    known = changed(assumed=spread)
    agent = known.quality.proof[0]
    assert (agent.unit, agent.change_low) == ("points", pytest.approx(11.886, abs=1e-3))
    assert (known.quality.needed_change, known.quality.needed_reviews) == (5, 91)
    assert arithmetic(known, "agent-score-within-noise") == (
        "12–16 reviews show a change of 11.89 points or more; one of 5 takes 91 on each side"
    )
    assert "takes 91 reviews on each side" in known.to_markdown()
    alike = {**spread, "review_likeness": {"value": 0.1, "replaced_by": "reviews"}}
    clustered = changed(assumed=alike).quality.proof
    assert clustered[0].change_low == agent.change_low
    assert clustered[2].change_low == pytest.approx(known.quality.proof[2].change_low * 2.5**0.5)
    close = {"review_spread": {"value": 2, "replaced_by": "reviews"}}
    assert "agent-score-within-noise" not in codes(changed(assumed=close))


def test_a_month_without_a_fail_is_no_proof():
    assert PLAN.no_fail_reviews == 149
    assert (PLAN.no_fail_chance_low, PLAN.no_fail_chance_high) == pytest.approx(
        (0.98**128, 0.98**96)
    )
    assert arithmetic(PACKAGE, "no-fail-is-no-proof").startswith(
        "at 2 %, 96–128 tickets have none with a chance of 7.5 % to 14.4 %; 149 without one"
    )
    assert "no-fail-is-no-proof" not in codes(changed({"agents": 100}))


def test_the_session_comes_every_month_and_takes_two():
    assert (PLAN.calibration_every, PLAN.calibration_next) == ("monthly", date(2026, 12, 23))
    assert (PLAN.shared_tickets, PLAN.calibration_spread) == (3, "below 5 points")
    assert "calibration-needs-two" in codes(PACKAGE)
    assert "calibration-needs-two" not in codes(changed({"leads": 2}))


def test_teams_of_other_sizes():
    large = changed({"agents": 40, "tickets_per_month": 9_000})
    assert large.quality.published_monthly == ""
    assert arithmetic(large, "review-sample-below-cycle").startswith("2 tickets of each agent")
    assert "review-sample-off-total" not in codes(large)
    assert "review-sample-below-cycle" not in codes(PACKAGE)
    idle = changed({"tickets_per_month": 50})
    assert arithmetic(idle, "more-reviews-than-tickets") == "96–128 tickets a month of 50"


def test_hours_of_reviewers_once_a_review_has_a_length():
    assert PLAN.hours_low is None
    time = {"review_time": {"low": "10m", "high": "15m", "replaced_by": "a clock"}}
    package = changed(assumed=time)
    assert (package.quality.hours_low, package.quality.hours_high) == pytest.approx((16, 32))
    assert "16–32 h" in package.to_markdown()
    asked = {q.name for q in PACKAGE.open_questions} - {q.name for q in package.open_questions}
    assert asked == {"assumed.review_time"}


def test_a_spread_is_a_number_above_zero():
    text = TEXT + '[assumed.review_spread]\nvalue = 0\nreplaced_by = "reviews"\n'
    with pytest.raises(InputError, match=r"^assumed.review_spread.value must be above 0; got 0"):
        profile_from_toml(text)
