"""Whether the people whom a team states can do the work that it states."""

from datetime import timedelta

from supportops._kit.durations import duration_text
from supportops.design.baseline import Baseline
from supportops.design.deliverables import StaffingPlan
from supportops.design.evidence import Finding, Ledger, hours
from supportops.design.profile import TeamProfile

__all__ = ["feasibility_findings"]


def feasibility_findings(
    profile: TeamProfile, plan: StaffingPlan, base: Baseline, ledger: Ledger
) -> tuple[Finding, ...]:
    """Work that the team cannot do even if every ticket is as short as it may be."""
    needed = plan.required_low
    if needed is None or needed <= plan.have:
        return ()
    takes = base.volume * plan.have / needed
    ledger.derived(
        "staffing.feasible_tickets",
        takes,
        "tickets/month",
        formula="volume * agents / required",
        inputs={
            "volume": "team.tickets_per_month",
            "agents": "team.agents",
            "required": "staffing.required_agents.low",
        },
    )
    work = sum(use.hours_low or 0.0 for use in plan.tiers)
    tiers = {f"work_{use.tier}": f"staffing.{use.tier}.work_hours.low" for use in plan.tiers}
    ledger.derived(
        "staffing.hours_per_agent",
        work / plan.have,
        "hours/month",
        formula=f"({' + '.join(tiers)}) / agents",
        inputs={**tiers, "agents": "team.agents"},
    )
    assumed = profile.assumed
    paid = hours(assumed.hours_a_day.value * assumed.working_days_a_month.value)
    ledger.derived(
        "staffing.paid_hours_per_agent",
        paid,
        "hours/month",
        formula="hours * days",
        inputs={"hours": "assumed.hours_a_day", "days": "assumed.working_days_a_month"},
    )
    mean = timedelta(seconds=round(work / base.volume * 3_600))
    return (
        Finding(
            code="operation-infeasible",
            title=f"{plan.have:,} agents cannot do the stated work, which takes {needed:,.1f}",
            arithmetic=(
                f"{base.volume:,.0f} tickets a month × {duration_text(mean)} = {work:,.0f} h, "
                f"÷ ({paid:,.1f} h × {assumed.utilization.value:.3g}) = {needed:,.1f} agents; "
                f"{work / plan.have:,.0f} h fall to each of {plan.have:,}, who can take {takes:,.0f} tickets"
            ),
            figures=(
                "staffing.feasible_tickets",
                "staffing.hours_per_agent",
                "staffing.paid_hours_per_agent",
                "staffing.required_agents.low",
                "team.agents",
            ),
            way_out="Check volume, handle time and heads against each other before promising anything.",
        ),
    )
