"""What the sample of reviews cannot show, and what is not known of reviews."""

from collections.abc import Mapping

from supportops import quality
from supportops._kit.shares import percent_text
from supportops.design.baseline import Baseline
from supportops.design.evidence import Finding, OpenQuestion, figure_text
from supportops.design.profile import TeamProfile
from supportops.design.programs import QualityPlan
from supportops.design.quality_plan import WEEKS

__all__ = ["quality_findings", "quality_questions"]


def quality_findings(
    plan: QualityPlan, profile: TeamProfile, base: Baseline
) -> tuple[Finding, ...]:
    """Where published figures of reviewing disagree, and what the sample cannot show."""
    agents, leads = profile.given.agents, profile.given.leads
    sample = quality.sample_plan(agents, weeks=WEEKS["month"])
    cycle = quality.review_cycle().tickets_per_agent
    month = _reviews("team", "month")
    findings = []
    if sample.flags:
        findings.append(
            Finding(
                code="review-sample-off-total",
                title=f"{sample.per_agent_week} of each agent a week do not make the printed total",
                arithmetic=(
                    f"{agents} agents × {sample.per_agent_week} × {WEEKS['month']} weeks = {plan.monthly} a month; "
                    f"printed: {plan.published_monthly}"
                ),
                figures=(*month, "quality.published_monthly.low"),
                way_out="Take the number by agent: it is what coaching needs. Say which of the two is meant.",
            )
        )
    if (sample.per_agent_week.low or 0.0) < (cycle.low or 0.0):
        findings.append(
            Finding(
                code="review-sample-below-cycle",
                title="The sample for this team size is below that of the weekly cycle",
                arithmetic=f"{sample.per_agent_week} of each agent a week against {cycle}",
                figures=("quality.per_agent_week.low", "quality.cycle.per_agent.low"),
                way_out="Choose one of the two; a smaller sample proves less of each agent.",
            )
        )
    if base.volume < plan.proof[2].reviews_high:
        findings.append(
            Finding(
                code="more-reviews-than-tickets",
                title=(
                    "The sample "
                    + ("asks" if base.volume < plan.proof[2].reviews_low else "may ask")
                    + " for more reviews than there are tickets"
                ),
                arithmetic=f"{plan.monthly} a month of {figure_text(base.volume)}",
                figures=(*month, "team.tickets_per_month"),
                way_out="Review every ticket.",
            )
        )
    if plan.no_fail_chance_high > 0.05:  # what the 95 % leave
        chances = (plan.no_fail_chance_low, plan.no_fail_chance_high)
        findings.append(
            Finding(
                code="no-fail-is-no-proof",
                title=(
                    "A month without a critical fail does not prove that fewer than "
                    f"{percent_text(plan.no_fail_limit)} fail"
                ),
                arithmetic=(
                    f"at {percent_text(plan.no_fail_limit)}, {plan.monthly} have none with a chance of "
                    f"{' to '.join(dict.fromkeys(map(percent_text, chances)))}; "
                    f"{plan.no_fail_reviews} without one prove it (95 %)"
                ),
                figures=(*month, "quality.critical_fails.reviews"),
                way_out=f"Judge it over as many months as hold {plan.no_fail_reviews} reviews.",
            )
        )
    if leads < 2:
        findings.append(
            Finding(
                code="calibration-needs-two",
                title="There is nobody to calibrate with",
                arithmetic=(
                    f"{leads} {'lead' if leads == 1 else 'leads'}; a spread {plan.calibration_spread} is "
                    f"measured between reviewers of the same {plan.shared_tickets} tickets"
                ),
                figures=("team.leads", "quality.calibration.shared_tickets"),
                way_out="Name a second reviewer, such as a senior agent.",
            )
        )
    one = plan.proof[0]
    if plan.needed_change is not None and one.change_low > plan.needed_change:
        findings.append(
            Finding(
                code="agent-score-within-noise",
                title="A month of reviews does not show a change of one agent",
                arithmetic=(
                    f"{figure_text(one.reviews_low)}–{figure_text(one.reviews_high)} reviews show a change of "
                    f"{figure_text(one.change_low)} points or more; one of {plan.needed_change:g} takes "
                    f"{plan.needed_reviews} on each side"
                ),
                figures=("quality.agent.month.change.high", "quality.reviews_needed"),
                way_out="Coach on what single reviews show; judge scores by the quarter, or the team's.",
            )
        )
    return tuple(findings)


def _reviews(scope: str, period: str) -> tuple[str, str]:
    name = f"quality.{scope}.{period}.reviews"
    return f"{name}.low", f"{name}.high"


_QUESTIONS: Mapping[str, tuple[str, str]] = {
    "review_spread": (
        "How far do the scores of single reviews vary (standard deviation)?",
        "which change of a score a month of reviews shows in points, and how many reviews it takes",
    ),
    "review_likeness": (
        "How alike are the reviews of one agent?",
        "how much of a change of the team's score is chance",
    ),
    "review_time": (
        "How long does one review take?",
        "the working hours of reviewers",
    ),
}


def quality_questions(profile: TeamProfile) -> tuple[OpenQuestion, ...]:
    """What is not known of reviews."""
    return tuple(
        OpenQuestion(name=f"assumed.{name}", question=question, changes=changes)
        for name, (question, changes) in _QUESTIONS.items()
        if getattr(profile.assumed, name) is None
    )
