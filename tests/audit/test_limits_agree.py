"""Limits that repeat a figure which a room publishes too: both say the same, edges included."""

from datetime import timedelta

import pytest

from supportops import (
    escalation,
    feedback,
    knowledge,
    metrics,
    quality,
    sla,
    tickets,
    tiers,
    training,
    workforce,
)
from supportops.audit import Rule, rule, rules

HOUR = timedelta(hours=1)


def by(rows, name, word="metric"):
    (row,) = (row for row in rows if getattr(row, word) == name)
    return row


def headline(name):
    return by(metrics.preset("support-operations"), name)


def content(name):
    return by(knowledge.preset("support-operations"), name)


def queue(name):
    return by(tickets.published_queue_bands(), name)


def trained(name):
    return by(training.training_targets(), name).target


def heard(name):
    return by(feedback.effectiveness_targets(), name, "name").target


def kept(metric):
    (goal,) = (g for g in sla.dashboard_goals() if g.figure == "kept" and g.metric == metric)
    return goal.at_least


def tier(name):
    return by(tiers.preset("support-operations").tiers, name, "name")


def mentor(name):
    return by(training.mentor_program().gates, name).limits.low


def report_after():
    return by(escalation.review_deadlines(), "customer report", "name").within / HOUR


def failed_attempts():
    (number,) = {t.failed_attempts for t in tiers.preset("support-operations").triggers} - {None}
    return number


def red():
    return by(sla.ladder("support-operations").levels, "red", "name").percent / 100


def shortest_lead():
    permanent = ("replacement", "growth_hire", "new_tier_or_specialty")
    return min(workforce.lead_time(scenario).low for scenario in permanent)


def soft_skills():
    plan = training.onboarding_hours("ast")
    return plan.parts["soft_skills"] / plan.hours.low


def ramp_plan():
    return training.preset("support-operations-ramp").stages


FIGURES = [
    ("clock-manipulation", "last", red),
    ("premature-closure", "last", red),
    ("over-promised-sla", "attained", lambda: sla.design_rules().attainable),
    ("breach-normalization", "response", lambda: kept("first_response")),
    ("breach-normalization", "resolution", lambda: kept("resolution")),
    ("speed-over-quality", "response", lambda: kept("first_response")),
    ("speed-over-quality", "resolution", lambda: kept("resolution")),
    ("triage-delay", "late", lambda: 1 - kept("first_response")),
    ("understaffed-normal", "lead", shortest_lead),
    ("ignoring-ramp-time", "week", lambda: workforce.ramp_loads().index(1) + 1),
    ("ignoring-ramp-time", "week", lambda: by(ramp_plan(), 1, "load").first_week),
    ("sink-or-swim", "weeks", lambda: workforce.ramp_loads().count(0)),
    ("sink-or-swim", "weeks", lambda: max(s.last_week for s in ramp_plan() if s.load == 0)),
    ("sink-or-swim", "load", lambda: workforce.ramp_loads()[0]),
    ("no-soft-skills", "few", soft_skills),
    ("no-assessment", "completed", lambda: trained("training_completion").low),
    ("onboarding-no-feedback-loop", "weeks", lambda: training.onboarding_practices().one_to_one.every),
    ("senior-agent-equals-trainer", "months", lambda: mentor("tenure")),
    ("senior-agent-equals-trainer", "points", lambda: mentor("qa")),
    ("all-or-nothing-expertise", "second", lambda: tier("L2").share.low),
    ("l3-bottleneck", "hours", lambda: headline("time_to_resolution").warnings[0].low / 60),
    ("fcr-inflation", "first_contact", lambda: headline("fcr").target.low),
    ("copy-paste-responses", "reopened", lambda: headline("reopen_rate").warnings[0].low),
    ("copy-paste-responses", "fast", lambda: headline("first_response_time").target.high),
    ("copy-paste-responses", "satisfied", lambda: headline("csat").warnings[0].high),
    ("escalation-avoidance", "attempts", failed_attempts),
    ("no-aging-escalation", "aged", lambda: tickets.aged_after() / HOUR),
    ("invisible-backlog", "aged", lambda: tickets.aged_after() / HOUR),
    ("duplicate-sprawl", "week", lambda: knowledge.article_trigger().tickets_per_week),
    ("knowledge-hoarding", "week", lambda: knowledge.article_trigger().tickets_per_week),
    ("hero-culture", "people", lambda: escalation.on_call_rule().people_min),
    ("hero-culture", "turn", lambda: escalation.on_call_rule().rotation_max_weeks),
    ("no-post-mortems", "graves", lambda: sum(map(escalation.review_required, SEVERITIES))),
    ("no-post-mortems", "hours", report_after),
    ("delayed-feedback", "review", lambda: quality.feedback_rule().review_within / HOUR),
    ("delayed-feedback", "coaching", lambda: quality.feedback_rule().coaching_within / HOUR),
    ("volume-over-quality", "reviews", lambda: max(b.per_agent_week.high for b in quality.sample_bands())),
]  # fmt: skip
SEVERITIES = ("SEV1", "SEV2", "SEV3", "SEV4")

# Ranges of a room: a rule trips within a warning, or beyond one end of a target.
WARNINGS = [
    ("utilization-obsession", "target", lambda: queue("agent_utilization").warnings[1]),
    ("utilization-obsession", "target", lambda: headline("agent_utilization").warnings[1]),
    ("utilization-obsession", "target", lambda: workforce.intraday_band("utilization").red),
    ("heroic-unsustainable-effort", "utilization", lambda: queue("agent_utilization").warnings[1]),
    ("heroic-unsustainable-effort", "utilization", lambda: headline("agent_utilization").warnings[1]),
    ("heroic-unsustainable-effort", "utilization", lambda: workforce.intraday_band("utilization").red),
    ("priority-inflation", "warning", lambda: queue("first_priority_share").warnings[0]),
    ("escalation-as-avoidance", "overall", lambda: headline("escalation_rate").warnings[0]),
    ("fcr-inflation", "reopened", lambda: headline("reopen_rate").warnings[0]),
    ("fcr-inflation", "came_back", lambda: headline("reopen_rate").warnings[0]),
    ("premature-closure", "reopened", lambda: headline("reopen_rate").warnings[0]),
    ("speed-over-quality", "reopened", lambda: headline("reopen_rate").warnings[0]),
    ("speed-over-quality", "first_contact", lambda: headline("fcr").warnings[0]),
    ("outdated-content", "warning", lambda: content("content_freshness").warning),
    ("knowledge-hoarding", "coverage", lambda: content("article_coverage").warning),
]  # fmt: skip
TARGETS = [
    ("training-as-afterthought", "share", lambda: workforce.utilization_parts()["training"]),
    ("no-assessment", "qa", lambda: trained("post_training_qa")),
    ("l1-gatekeepers", "resolved", lambda: tier("L1").resolution),
    ("all-or-nothing-expertise", "third", lambda: tier("L3").share),
    ("l3-bottleneck", "share", lambda: tier("L3").share),
    ("escalation-as-avoidance", "tier", lambda: tiers.tier_scorecard("L1").targets["escalation_rate"]),
    ("assignment-hoarding", "day", lambda: tiers.tier_scorecard("L1").targets["tickets_per_agent_day"]),
    ("priority-inflation", "watch", lambda: queue("first_priority_share").target),
    ("priority-inflation", "second", lambda: queue("second_priority_share").target),
    ("outdated-content", "watch", lambda: content("content_freshness").target),
    ("feedback-graveyard", "answered", lambda: heard("feedback_response_rate")),
    ("feedback-graveyard", "days", lambda: heard("time_to_acknowledgement")),
    ("no-feedback-loop", "tagged", lambda: heard("feedback_submitted")),
    ("no-feedback-loop", "answered", lambda: heard("feedback_response_rate")),
    ("inconsistent-standards", "spread", lambda: quality.calibration_session().spread),
    ("inconsistent-standards", "spread", lambda: by(quality.quality_targets(), "calibration_variance").target),
]  # fmt: skip


@pytest.mark.parametrize(("code", "name", "figure"), FIGURES)
def test_a_limit_is_the_figure_of_its_room(code, name, figure):
    assert rule(code).limits[name].value == pytest.approx(figure(), abs=1e-12)


def end(limit, band):
    """The end of a range at which the limit stands."""
    return band.low if limit.value == band.low else band.high


@pytest.mark.parametrize(("code", "name", "band"), WARNINGS)
def test_a_rule_trips_within_the_warning_of_its_room(code, name, band):
    limit, warning = rule(code).limits[name], band()
    assert limit.value == end(limit, warning)
    for figure in (limit.value - 0.001, limit.value, limit.value + 0.001):
        assert limit.reached(figure) == (figure in warning)


@pytest.mark.parametrize(("code", "name", "band"), TARGETS)
def test_a_rule_trips_beyond_the_target_of_its_room(code, name, band):
    limit, target = rule(code).limits[name], band()
    assert limit.value == end(limit, target)
    for figure in (limit.value - 0.001, limit.value, limit.value + 0.001):
        assert limit.reached(figure) == (figure not in target)


# A list of anti-patterns publishes its own figures; 0 and 1 are the words none, any and all; and
# the room says monthly where our limit counts the days of the longest month.
LISTS = ("Bad ", "Anti-Patterns", "Common Onboarding Mistakes")


def test_every_figure_that_a_rule_takes_from_a_chapter_is_compared():
    compared = {row[:2] for row in (*FIGURES, *WARNINGS, *TARGETS)}
    taken = {
        (one.code, limit.name)
        for one in rules()
        if isinstance(one, Rule)
        for limit in one.limits.values()
        if limit.where and not limit.where.startswith(LISTS) and limit.value not in {0, 1}
    }
    assert taken - compared == {("no-forecast-review", "days")}
