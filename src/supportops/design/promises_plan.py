"""First deliverable: the SLA matrix."""

from supportops import sla
from supportops._kit.data import Source
from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.design.baseline import describe_hours
from supportops.design.deliverables import BreachStep, SlaCell, SlaMatrixPlan
from supportops.design.evidence import Basis, Finding, Ledger
from supportops.design.profile import TeamProfile
from supportops.errors import InputError
from supportops.playbooks import Playbook

__all__ = ["plan_sla", "sla_findings"]

_METRICS = ("first_response", "resolution")


def plan_sla(profile: TeamProfile, book: Playbook, ledger: Ledger) -> SlaMatrixPlan:
    """Promises for every priority of every customer tier, the published ones first.

    A priority that the playbook's policy leaves open for a customer tier takes the published
    promise of the priority alone, the same for every tier, and is marked assumed.
    """
    policy = sla.preset(book.uses.sla)  # type: ignore[arg-type]  # the playbook's own reference
    base = sla.preset(book.uses.sla_base)  # type: ignore[arg-type]  # likewise
    names = base.priorities.names if base.priorities else ()
    day_and_night = profile.assumed.around_the_clock.value
    for place, name in enumerate(day_and_night):
        if name in day_and_night[:place]:
            raise InputError(
                f"assumed.around_the_clock must name each priority once; got {name!r} twice"
            )
        if name not in names:
            raise InputError(
                f"assumed.around_the_clock must name priorities of {joined(names, 'or')}; got {name!r}"
            )
    cells = tuple(
        _cell(
            policy, base, tier, priority, around_the_clock=priority in day_and_night, ledger=ledger
        )
        for tier in profile.given.customer_tiers
        for priority in names
    )
    source = Source(source=policy.source, where=policy.where)
    for level in policy.warnings:
        ledger.published(f"sla.breach.{level.name}", level.percent / 100, source=source)
    return SlaMatrixPlan(
        coverage=describe_hours(profile.assumed.business_hours.value),
        cells=cells,
        breach=tuple(
            BreachStep(
                level=level.name,
                used=level.percent / 100,
                action=level.action + (f" ({joined(level.notify)})" if level.notify else ""),
            )
            for level in policy.warnings
        ),
    )


def _cell(
    policy: sla.SlaPolicy,
    base: sla.SlaPolicy,
    tier: str,
    priority: str,
    *,
    around_the_clock: bool,
    ledger: Ledger,
) -> SlaCell:
    known = policy.customer_tiers is not None and tier in policy.customer_tiers
    declared = policy.priorities is None or priority in policy.priorities
    promises = (
        dict(sla.targets_for(policy, priority=priority, customer_tier=tier))
        if known and declared
        else {}
    )
    basis: Basis = "published"
    source = Source(source=policy.source, where=policy.where)
    if not all(metric in promises for metric in _METRICS):
        basis = "assumed"
        promises = dict(sla.targets_for(base, priority=priority))
        source = Source(source=base.source, where=base.where)
    for metric in _METRICS:
        name = f"sla.{tier}.{priority}.{metric}"
        if basis == "published":
            ledger.published(name, str(promises[metric]), source=source)
        else:
            ledger.assumed(
                name,
                str(promises[metric]),
                source=f"{source}, the same for every customer tier",
                replaced_by="a promise for this customer tier",
            )
    return SlaCell(
        customer_tier=tier,
        priority=priority,
        first_response=promises["first_response"],
        resolution=promises["resolution"],
        around_the_clock=around_the_clock,
        basis=basis,
    )


def sla_findings(plan: SlaMatrixPlan) -> tuple[Finding, ...]:
    """Less urgent tickets that are promised more than more urgent ones of the same customer."""
    findings = []
    for above, below in zip(plan.cells, plan.cells[1:], strict=False):
        if (
            above.customer_tier != below.customer_tier
            or above.around_the_clock != below.around_the_clock
        ):
            continue
        for metric in _METRICS:
            urgent, mild = getattr(above, metric), getattr(below, metric)
            if urgent.length is None or mild.length is None or urgent.length <= mild.length:
                continue
            tier = above.customer_tier
            words = metric.replace("_", " ")
            findings.append(
                Finding(
                    code="sla-not-monotone",
                    title=f"{tier} is promised a faster {words} for {below.priority} than for {above.priority}",
                    arithmetic=f"{below.priority} {mild} ({below.basis}), {above.priority} {urgent} ({above.basis})",
                    figures=(
                        f"sla.{tier}.{above.priority}.{metric}",
                        f"sla.{tier}.{below.priority}.{metric}",
                    ),
                    way_out=f"Slow the {below.priority} {words} for {tier} to at least {urgent}.",
                )
            )
    assumed = sum(cell.basis == "assumed" for cell in plan.cells)
    if assumed:
        findings.append(
            Finding(
                code="sla-cells-assumed",
                title=f"{assumed} of {len(plan.cells)} SLA cells are assumed, not agreed",
                arithmetic=(
                    f"{percent_text(assumed / len(plan.cells), 0)} of the matrix takes the promise of its "
                    "priority, the same for every customer tier"
                ),
                way_out="Agree on promises by customer tier before publishing the matrix.",
            )
        )
    return tuple(findings)
