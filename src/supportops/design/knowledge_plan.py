"""Third deliverable: what to write for first."""

from datetime import date

from supportops import knowledge, metrics, tickets
from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.design.baseline import Baseline
from supportops.design.deliverables import ArticlePlan, KnowledgePlan
from supportops.design.evidence import Finding, Ledger
from supportops.design.profile import TeamProfile
from supportops.playbooks import Playbook

__all__ = ["deflected_today", "goal_of", "knowledge_findings", "plan_knowledge"]

_WEEKS_A_MONTH = 365.25 / 12 / 7


def goal_of(book: Playbook, metric: str) -> metrics.Goal:
    """Goal that the playbook has for a metric."""
    every = metrics.goals(book.uses.goals)  # type: ignore[arg-type]  # the playbook's own reference
    return next(goal for goal in every if goal.metric == metric)


def deflected_today(profile: TeamProfile) -> float | None:
    """Share that self-service takes today: without a knowledge base none, else what is stated."""
    stated = profile.given.deflection
    return 0.0 if stated is None and not profile.given.knowledge_base else stated


def plan_knowledge(
    profile: TeamProfile, book: Playbook, base: Baseline, as_of: date, ledger: Ledger
) -> KnowledgePlan:
    """Order of writing, and the share of the focus that the deflection target needs."""
    goal = goal_of(book, "deflection_rate")
    taxonomy = tickets.preset(book.uses.taxonomy)  # type: ignore[arg-type]  # likewise
    wanted = {found.name for word in goal.focus if (found := taxonomy.find(word))}
    mix = profile.given.categories
    focus = tuple(
        word for word in mix if (found := taxonomy.find(word)) is not None and found.name in wanted
    )
    trigger = knowledge.article_trigger()
    ledger.published(
        "knowledge.trigger", trigger.tickets_per_week, "tickets/week", source=trigger.source
    )
    plans = knowledge.plan_categories(
        {word: base.volume * part / _WEEKS_A_MONTH for word, part in mix.items()},
        trigger=trigger,
        focus=focus,
    )
    for plan in plans:
        ledger.derived(
            f"knowledge.{plan.category}.tickets_per_week",
            plan.tickets_per_week,
            "tickets/week",
            formula="volume / (365.25 / 12 / 7)",
            inputs={"volume": f"categories.{plan.category}.tickets"},
        )
    today = deflected_today(profile)
    # Of the tickets that come now, which today's deflection has left.
    still = max(goal.target - (today or 0.0), 0.0) / (1 - (today or 0.0)) if today != 1 else 0.0
    need = knowledge.deflection_needed(
        base.volume, focus=min(sum(mix[word] for word in focus), 1.0), target=still
    )
    share = need.focus_tickets / base.volume
    _note_need(goal, focus, need, share, ledger, stated=profile.given.deflection is not None)
    return KnowledgePlan(
        articles=tuple(
            ArticlePlan(
                place=p.place,
                category=p.category,
                tickets_per_week=p.tickets_per_week,
                in_focus=p.in_focus,
                why=p.why,
            )
            for p in plans
        ),
        target=goal.target,
        due=goal.due(as_of),
        focus=focus,
        focus_share=share,
        today=today,
        needed_share_of_focus=need.share_of_focus,
        sections=knowledge.article_sections(),
        content=tuple((c.name, c.purpose) for c in knowledge.content_categories()),
    )


def _note_need(
    goal: metrics.Goal,
    focus: tuple[str, ...],
    need: knowledge.DeflectionNeed,
    share: float,
    ledger: Ledger,
    *,
    stated: bool,
) -> None:
    ledger.published("knowledge.deflection_target", goal.target, source=goal.source)
    ledger.derived(
        "knowledge.deflected_tickets",
        need.tickets,
        "tickets/month",
        formula="volume * max(target - today, 0) / (1 - today) if today < 1 else 0"
        if stated
        else "volume * target",
        inputs={
            "volume": "team.tickets_per_month",
            "target": "knowledge.deflection_target",
            **({"today": "team.deflection"} if stated else {}),
        },
    )
    parts = {
        f"category_{place}": f"categories.{word}.tickets" for place, word in enumerate(focus, 1)
    }
    ledger.derived(
        "knowledge.focus_tickets",
        need.focus_tickets,
        "tickets/month",
        formula=" + ".join(parts) or "0",
        inputs=parts,
    )
    ledger.derived(
        "knowledge.focus_share",
        share,
        formula="focus / volume",
        inputs={"focus": "knowledge.focus_tickets", "volume": "team.tickets_per_month"},
    )
    if need.share_of_focus is not None:
        ledger.derived(
            "knowledge.needed_share_of_focus",
            need.share_of_focus,
            formula="deflected / focus",
            inputs={"deflected": "knowledge.deflected_tickets", "focus": "knowledge.focus_tickets"},
        )


def knowledge_findings(plan: KnowledgePlan, book: Playbook) -> tuple[Finding, ...]:
    """What the deflection target asks of its focus, against what self-service usually does."""
    bands = metrics.preset(book.uses.bands)  # type: ignore[arg-type]  # the playbook's own reference
    band = next(b for b in bands if b.metric == "deflection_rate")
    usual = str(band.target.scaled(100, "%"))
    findings = []
    needed = plan.needed_share_of_focus
    if needed is None:
        findings.append(
            Finding(
                code="deflection-without-focus",
                title="The deflection goal names categories that the team does not report",
                arithmetic=f"{percent_text(plan.target)} of all tickets, from categories without a volume",
                figures=("knowledge.deflection_target", "knowledge.focus_share"),
                way_out="Measure the ticket mix, then choose what to write for.",
            )
        )
    elif band.target.above(needed):
        findings.append(
            Finding(
                code="deflection-focus-too-narrow",
                title=(
                    f"The deflection target needs {'up to ' if plan.today is None else ''}"
                    f"{percent_text(needed)} of {joined(plan.focus)}"
                ),
                arithmetic=(
                    f"{percent_text(needed * plan.focus_share)} of all ÷ "
                    f"{percent_text(plan.focus_share)} in focus = {percent_text(needed)}, where "
                    f"self-service usually takes {usual}"
                ),
                figures=("knowledge.needed_share_of_focus", "knowledge.focus_share"),
                way_out="Write for more categories, or take a lower target for the first half year.",
            )
        )
    if metrics.grade(plan.target, band) == "watch":
        findings.append(
            Finding(
                code="target-below-usual",
                title=f"The deflection target of {percent_text(plan.target)} is itself below the usual band",
                arithmetic=f"{percent_text(plan.target)} against {usual}",
                figures=("knowledge.deflection_target",),
                way_out="Read it as a first step; set the next one "
                + ("now." if (plan.today or 0.0) >= plan.target else "when it is reached."),
            )
        )
    return tuple(findings)
