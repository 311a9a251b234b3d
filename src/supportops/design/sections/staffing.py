"""What the work takes."""

from collections.abc import Iterator

from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops.design.deliverables import PackageParts, TierUse
from supportops.design.document import Block, Heading, RangeChart, Table
from supportops.design.evidence import agents_text, span_text

__all__ = ["staffing_section"]


def staffing_section(package: PackageParts) -> Iterator[Block]:
    """Fifth deliverable."""
    plan = package.staffing
    yield Heading("Staffing")
    rows: list[tuple[object, object]] = [
        ("Agents today", plan.have),
        ("Of them at work in an open hour, spread evenly", agents_text(plan.at_work)),
    ]
    if plan.required_low is not None:
        rows.append(
            (
                "Agents for the average (capacity equation)",
                span_text(f"{plan.required_low:.1f}", f"{plan.required_high:.1f}"),
            )
        )
    if plan.busy_low is not None:
        target = package.profile.assumed.answer_target.value
        rows.append(
            (
                (
                    f"Agents at the busy hour ({percent_text(target.service_level)} within "
                    f"{duration_text(target.within)}, Erlang C)"
                ),
                span_text(str(plan.busy_low), str(plan.busy_high)),
            )
        )
    rows.append(("Agents behind one seat around the clock", f"{plan.seat_agents:.1f}"))
    rows.append(("Cost per ticket", plan.cost_per_ticket or "no cost given"))
    yield Table(["What", "Figure"], rows)
    needs = (
        ("on average", plan.required_low, plan.required_high),
        ("at work at the busy hour", plan.busy_low, plan.busy_high),
    )
    spans = [(n, low, high) for n, low, high in needs if low is not None and high is not None]
    if spans:
        spans.append(("there are", plan.have, plan.have))
        spans.append(("there are at work", plan.at_work, plan.at_work))
        yield RangeChart("Agents needed, and agents there are", "agents", spans)
    yield Heading(f"Utilization by tier (usual: {plan.usual_utilization})", 3)
    yield Table(
        [
            "Tier",
            "Agents",
            "Hours of work",
            "Paid hours",
            "Productive hours",
            "Utilization (of paid)",
            "Against the band",
        ],
        [_use(use) for use in plan.tiers],
    )


def _use(use: TierUse) -> tuple[object, ...]:
    work = used = None
    if use.hours_low is not None:
        work = span_text(f"{use.hours_low:,.0f}", f"{use.hours_high:,.0f}") + " h"
    if use.utilization_low is not None and use.utilization_high is not None:
        used = span_text(
            percent_text(use.utilization_low, 0),
            percent_text(use.utilization_high, 0),
            between=" to ",
        )
    paid, productive = (f"{each:,.0f} h" for each in (use.paid_hours, use.productive_hours))
    return (use.tier, use.agents, work, paid, productive, used, use.status)
