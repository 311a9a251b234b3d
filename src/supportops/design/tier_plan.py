"""Second deliverable: tiers, routing, and the ways up."""

from supportops import escalation, tickets, tiers
from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.design.baseline import Baseline
from supportops.design.deliverables import EscalationRow, FlowLink, RouteRow, TierPlan, TierRow
from supportops.design.evidence import Finding, Ledger
from supportops.design.profile import TeamProfile
from supportops.errors import InputError
from supportops.playbooks import Playbook
from supportops.vocabulary import Range

__all__ = ["plan_tiers", "tier_findings"]


def plan_tiers(profile: TeamProfile, book: Playbook, base: Baseline, ledger: Ledger) -> TierPlan:
    """Heads, shares and tickets by tier; routing of the named categories; escalation."""
    structure = tiers.preset(book.uses.tiers)  # type: ignore[arg-type]  # the playbook's own reference
    split = tiers.tier_split(book.uses.tier_split)  # type: ignore[arg-type]  # likewise
    for name in profile.assumed.handle_time:
        if name not in split.agents:
            known = joined(split.agents, "or")
            raise InputError(f"assumed.handle_time must name tiers of {known}; got {name!r}")
    heads = tiers.split_headcount(profile.given.agents, split.agents)
    parts = {f"part_{name}": f"tiers.{name}.part" for name in split.agents}
    for name, count in split.agents.items():
        ledger.published(f"tiers.{name}.part", count, "parts", source=split.source)
    rows = []
    for name, agents in heads.items():
        tier, part = structure.tier(name), split.resolves[name]
        ledger.derived(
            f"tiers.{name}.agents",
            agents,
            "heads",
            formula=f"largest_remainder(heads, part_{name}, [{', '.join(parts)}])",
            inputs={"heads": "team.agents", **parts},
        )
        ledger.published(f"tiers.{name}.share", part, source=split.source)
        ledger.derived(
            f"tiers.{name}.tickets",
            base.volume * part,
            "tickets/month",
            formula="volume * share",
            inputs={"volume": "team.tickets_per_month", "share": f"tiers.{name}.share"},
        )
        rows.append(
            TierRow(
                tier=name,
                agents=agents,
                share=part,
                tickets=base.volume * part,
                scope=tier.scope,
                handles=tuple(dict.fromkeys((*split.handles.get(name, ()), *tier.handles))),
                skills=tier.skills,
                escalates_when=tier.escalates_when,
                helped_by=split.extra.get(name, ""),
            )
        )
    bands = [(tier, tier.share or tier.resolution or tier.deflection) for tier in structure.tiers]
    for tier, band in ((tier, band) for tier, band in bands if band is not None):
        ledger.published(f"tiers.{tier.name}.usual", _band(band), source=tier.source)
    policy = escalation.preset(book.uses.escalation)  # type: ignore[arg-type]  # likewise
    for checkpoint, time in enumerate(policy.checkpoints):
        ledger.published(
            f"escalation.checkpoint.{checkpoint}", duration_text(time), source=policy.source
        )
    return TierPlan(
        rows=tuple(rows),
        routes=_routes(profile, book, base),
        places=_places(structure),
        moves=tuple(
            FlowLink(origin=origin, target=trigger.target, reason=_reason(trigger))
            for trigger in structure.triggers
            for origin in structure.origins(trigger)
        ),
        checkpoints=tuple(map(duration_text, policy.checkpoints)),
        escalation=tuple(
            EscalationRow(
                severity=s.name, definition=s.definition, path=s.path, update=str(s.update)
            )
            for s in policy.severities
        ),
    )


def _places(structure: tiers.TierStructure) -> dict[str, str]:
    scopes = {tier.name: tier.scope for tier in structure.tiers}
    outside = [t.target for t in structure.triggers if t.target not in scopes]
    return scopes | dict.fromkeys(outside, "")


def _reason(trigger: tiers.EscalationTrigger) -> str:
    attempts = trigger.failed_attempts
    return ", ".join(
        (*trigger.any_of, *([] if attempts is None else [f"from {attempts} attempts on"]))
    )


def _routes(profile: TeamProfile, book: Playbook, base: Baseline) -> tuple[RouteRow, ...]:
    taxonomy = tickets.preset(book.uses.taxonomy)  # type: ignore[arg-type]  # the playbook's own reference
    entry = next(iter(tiers.tier_split(book.uses.tier_split).agents))  # type: ignore[arg-type]  # likewise
    rows = []
    for word, part in profile.given.categories.items():
        category = taxonomy.find(word)
        way = None if category is None else tiers.route(category.name)
        volume = base.volume * part
        if way is None:
            rows.append(RouteRow(category=word, tickets=volume, tier=entry, published=False))
        else:
            rows.append(
                RouteRow(
                    category=word,
                    tickets=volume,
                    tier=way.tier,
                    skill=way.skill,
                    fallback=way.fallback,
                    published=True,
                )
            )
    return tuple(rows)


def tier_findings(plan: TierPlan, book: Playbook) -> tuple[Finding, ...]:
    """Shares outside the usual bands, and categories without a published route."""
    structure = tiers.preset(book.uses.tiers)  # type: ignore[arg-type]  # the playbook's own reference
    checks = tiers.check_shares({row.tier: row.share for row in plan.rows}, structure=structure)
    findings = [
        Finding(
            code="tier-share-outside-band",
            title=f"{check.tier} is to take {percent_text(check.share)} of the tickets, "
            f"{check.status} the usual band",
            arithmetic=f"{percent_text(check.share)} against {_band(check.band)}",
            figures=(f"tiers.{check.tier}.share",),
            way_out="Shift work down by articles, training and better hand-offs before adding people above.",
        )
        for check in checks
        if check.status != "inside"
    ]
    lost = [row for row in plan.routes if not row.published]
    if lost:
        names = joined(row.category for row in lost)
        findings.append(
            Finding(
                code="category-without-route",
                title=f"No published route for {names}",
                arithmetic=f"{sum(row.tickets for row in lost):,.0f} tickets a month enter at {lost[0].tier} unrouted",
                figures=tuple(f"categories.{row.category}.tickets" for row in lost),
                way_out="Name a skill, an entry tier and a fallback queue for each.",
            )
        )
    return tuple(findings)


def _band(band: Range) -> str:
    return str(band.scaled(100, "%"))
