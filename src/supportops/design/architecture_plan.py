"""How the knowledge base is built, kept, and what it takes off the team."""

from collections.abc import Mapping
from datetime import date

from supportops import knowledge, tickets
from supportops._kit.data import read_data
from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops.design.baseline import Baseline
from supportops.design.deliverables import KnowledgePlan, TierPlan
from supportops.design.evidence import Finding, Ledger, OpenQuestion, figure_text, hours
from supportops.design.notes import note_assumption, note_days, note_range, table_source
from supportops.design.profile import TeamProfile, TimeBand
from supportops.design.programs import (
    ArticleWork,
    CareTask,
    HealthLimit,
    KnowledgeArchitecture,
    NamedRules,
    TopicWord,
)
from supportops.design.staffing_plan import agents_for
from supportops.playbooks import Playbook
from supportops.vocabulary import Range

__all__ = ["architecture_findings", "architecture_questions", "plan_architecture"]


def plan_architecture(
    profile: TeamProfile,
    book: Playbook,
    base: Baseline,
    *,
    tiers: TierPlan,
    writing: KnowledgePlan,
    as_of: date,
    ledger: Ledger,
) -> KnowledgeArchitecture:
    """Structure, taxonomy, calendar and limits as published; work by category."""
    structure = table_source("knowledge", "content", "structure")
    levels = read_data("knowledge", "content")["structure"]["levels"]
    ledger.published("architecture.levels", levels, "levels", source=structure)
    rule = knowledge.retirement_rule()
    ledger.published("architecture.retire.helpful_below", rule.helpful_below, source=rule.source)
    ledger.published("architecture.retire.after", rule.after_days, "days", source=rule.source)
    taxonomy = tickets.preset(book.uses.taxonomy)  # type: ignore[arg-type]  # the playbook's own reference
    words = {word: taxonomy.find(word) for word in profile.given.categories}
    return KnowledgeArchitecture(
        levels=levels,
        practices=tuple(
            NamedRules(name=p.name, rules=p.rules) for p in knowledge.structure_practices()
        ),
        layers=tuple(
            NamedRules(name=layer.name, rules=layer.content)
            for layer in knowledge.self_service_layers()
        ),
        taxonomy=tuple(_topic(c, words, profile, base) for c in taxonomy.categories),
        unknown_words=tuple(word for word, found in words.items() if found is None),
        work=_work(profile, tiers, writing, ledger),
        **_minutes(profile, tiers, ledger),
        care=_care(as_of, ledger),
        health=tuple(_limit(band, ledger) for band in knowledge.preset("support-operations")),
        retire_below=rule.helpful_below,
        retire_after_days=rule.after_days,
    )


def _topic(
    category: tickets.Category,
    words: Mapping[str, tickets.Category | None],
    profile: TeamProfile,
    base: Baseline,
) -> TopicWord:
    used = tuple(word for word, found in words.items() if found == category)
    volume = base.volume * sum(profile.given.categories[word] for word in used)
    return TopicWord(
        category=category.name,
        label=category.label,
        words=used,
        tickets=volume if used else None,
    )


def _care(as_of: date, ledger: Ledger) -> tuple[CareTask, ...]:
    tasks = knowledge.maintenance_tasks()
    days = note_days(
        "architecture.care",
        {task.task: task.every for task in tasks},
        as_of=as_of,
        source=table_source("knowledge", "maintenance", "skill"),
        ledger=ledger,
    )
    rows = [
        CareTask(task=t.task, owner=t.owner, every=str(t.every), next_day=days[t.task])
        for t in tasks
    ]
    return tuple(sorted(rows, key=lambda row: row.next_day or date.max))


def _limit(band: knowledge.KnowledgeBand, ledger: Ledger) -> HealthLimit:
    name = f"architecture.health.{band.metric}"
    note_range(f"{name}.target", band.target, source=band.source, ledger=ledger)
    note_range(f"{name}.warning", band.warning, source=band.source, ledger=ledger)
    return HealthLimit(
        metric=band.metric,
        definition=band.definition,
        target=_text(band.target),
        warning=_text(band.warning),
    )


def _text(limits: Range) -> str:
    return str(limits if limits.unit else limits.scaled(100, "%"))


def _work(
    profile: TeamProfile, tiers: TierPlan, writing: KnowledgePlan, ledger: Ledger
) -> tuple[ArticleWork, ...]:
    """Hours by category: all of them, and those that articles take; most removed first."""
    assumed = profile.assumed
    for word, told in assumed.article_deflection.items():
        note_assumption(f"assumed.article_deflection.{word}.share", told, ledger=ledger)
    routes = {route.category: route for route in tiers.routes}
    ends = {
        end: knowledge.plan_articles(_ideas(profile, tiers, end)) for end in ("low", "mid", "high")
    }
    places = {end: {place.topic: place for place in plan.places} for end, plan in ends.items()}
    rows = []
    for article in writing.articles:
        word, route = article.category, routes[article.category]
        band, share = assumed.handle_time.get(route.tier), assumed.article_deflection.get(word)
        low = high = None
        if band is not None:
            low, high = (_stake(word, route.tier, band, end, ledger) for end in ("low", "high"))
        row = ArticleWork(
            category=word,
            tier=route.tier,
            tickets=route.tickets,
            hours_low=low,
            hours_high=high,
            deflected=None if share is None else share.value,
            removed=None,
            removed_low=None,
            removed_high=None,
        )
        if word in places["mid"]:
            removed = {
                "removed": places["mid"][word].hours_removed,
                "removed_low": places["low"][word].low,
                "removed_high": places["high"][word].high,
            }
            _note_removed(word, route.tier, profile, removed, ledger)
            row = row.model_copy(update=removed)
        rows.append(row)
    rows.sort(key=lambda row: (row.removed is None, -(row.removed or 0.0)))
    return tuple(
        row.model_copy(update={"tied_with": _tied(row, rows[place + 1 :])})
        for place, row in enumerate(rows)
    )


def _tied(row: ArticleWork, later: list[ArticleWork]) -> tuple[str, ...]:
    low = row.removed_low
    if low is None:
        return ()
    return tuple(
        other.category
        for other in later
        if other.removed_high is not None and other.removed_high > low
    )


def _ideas(profile: TeamProfile, tiers: TierPlan, end: str) -> list[knowledge.ArticleIdea]:
    """Categories for which a share and a handle time are known, at one end of the latter."""
    assumed, ideas = profile.assumed, []
    for route in tiers.routes:
        band = assumed.handle_time.get(route.tier)
        share = assumed.article_deflection.get(route.category)
        if band is None or share is None:
            continue
        between = None
        if share.low is not None and share.high is not None:
            between = (share.low, share.high)
        ideas.append(
            knowledge.ArticleIdea(
                topic=route.category,
                tickets=round(route.tickets),
                handle_time=(band.low + band.high) / 2 if end == "mid" else getattr(band, end),
                deflected=share.value,
                deflected_range=between,
            )
        )
    return ideas


def _minutes(profile: TeamProfile, tiers: TierPlan, ledger: Ledger) -> dict[str, float | None]:
    """Mean handle time of the categories with a share, before the articles and after them."""
    ideas = _ideas(profile, tiers, "mid")
    mix = knowledge.plan_articles(ideas).mix
    tier = {route.category: route.tier for route in tiers.routes}
    found = {"minutes_before": mix.minutes_before, "minutes_after": mix.minutes_after}
    for end, value in found.items():
        counts, inputs = {}, {}
        for place, idea in enumerate(ideas, start=1):
            time = f"assumed.handle_time.{tier[idea.topic]}"
            inputs[f"tickets_{place}"] = f"categories.{idea.topic}.tickets"
            inputs[f"low_{place}"], inputs[f"high_{place}"] = f"{time}.low", f"{time}.high"
            counts[place] = f"round(tickets_{place})"
            if end == "minutes_after":
                inputs[f"share_{place}"] = f"assumed.article_deflection.{idea.topic}.share"
                counts[place] += f" * (1 - share_{place})"
        work = " + ".join(f"{n} * (low_{k} + high_{k}) / 2" for k, n in counts.items())
        if value is not None:
            ledger.derived(
                f"architecture.{end}",
                value,
                "minutes/ticket",
                formula=f"60 * ({work}) / ({' + '.join(counts.values())})",
                inputs=inputs,
            )
    return found


def _stake(word: str, tier: str, band: TimeBand, end: str, ledger: Ledger) -> float:
    name = f"architecture.{word}.hours.{end}"
    volume = f"categories.{word}.tickets"
    value = ledger.number(volume) * hours(getattr(band, end))
    ledger.derived(
        name,
        value,
        "hours/month",
        formula="tickets * handle_time",
        inputs={"tickets": volume, "handle_time": f"assumed.handle_time.{tier}.{end}"},
    )
    return value


def _note_removed(
    word: str, tier: str, profile: TeamProfile, removed: Mapping[str, float], ledger: Ledger
) -> None:
    name = f"assumed.article_deflection.{word}.share"
    share = profile.assumed.article_deflection[word]
    sides = share.low is not None and share.high is not None
    common = {"tickets": f"categories.{word}.tickets", "share": name}
    time = {f"handle_{end}": f"assumed.handle_time.{tier}.{end}" for end in ("low", "high")}
    ledger.derived(
        f"architecture.{word}.removed",
        removed["removed"],
        "hours/month",
        formula="round(tickets) * share * (handle_low + handle_high) / 2",
        inputs={**common, **time},
    )
    for end in ("low", "high"):
        ledger.derived(
            f"architecture.{word}.removed.{end}",
            removed[f"removed_{end}"],
            "hours/month",
            formula=f"count_and_share_{end}(round(tickets), share, limit) * handle_{end}",
            inputs={
                **common,
                "limit": f"{name}.{end}" if sides else name,
                f"handle_{end}": time[f"handle_{end}"],
            },
        )


def architecture_findings(
    plan: KnowledgeArchitecture, writing: KnowledgePlan, profile: TeamProfile
) -> tuple[Finding, ...]:
    """Whether the order of writing follows the work, and not the count alone."""
    known = [row for row in plan.work if row.hours_low is not None and row.hours_high is not None]
    if not known or not writing.articles:
        return ()
    first = next((row for row in known if row.category == writing.articles[0].category), None)
    most = max(known, key=lambda row: row.hours_low or 0.0)
    if first is None or (most.hours_low or 0.0) <= (first.hours_high or 0.0):
        return ()
    return (
        Finding(
            code="writing-order-by-count",
            title=f"{most.category} holds more work than {first.category}, which is written for first",
            arithmetic="; ".join(_arithmetic(row, profile) for row in (most, first)),
            figures=tuple(
                f"architecture.{row.category}.hours.{end}"
                for row in (most, first)
                for end in ("low", "high")
            ),
            way_out=(
                "Say for each category which share an article takes; where it is the same, write "
                f"for {most.category} first."
            ),
        ),
    )


def _arithmetic(row: ArticleWork, profile: TeamProfile) -> str:
    band = profile.assumed.handle_time[row.tier]
    return (
        f"{row.category} {figure_text(row.tickets)} × {duration_text(band.low)}–{duration_text(band.high)} "
        f"= {figure_text(row.hours_low or 0.0)}–{figure_text(row.hours_high or 0.0)} h"
    )


def architecture_questions(
    profile: TeamProfile, plan: KnowledgeArchitecture, ledger: Ledger
) -> tuple[OpenQuestion, ...]:
    """The share that articles take, where nobody has said it."""
    assumed = profile.assumed
    missing = [row for row in plan.work if row.deflected is None]
    if not missing:
        return ()
    claim = knowledge.deflection_claims()[0]
    ledger.published("architecture.deflection_claim", claim.high, source=claim.source)
    counted = [row for row in missing if row.hours_low is not None]
    volumes: dict[str, float] = {}
    for row in counted:
        volumes[row.tier] = volumes.get(row.tier, 0.0) + row.tickets * claim.high
    swing = None
    if counted:
        swing = agents_for(
            volumes,
            {t: (band.low + band.high) / 2 for t, band in assumed.handle_time.items()},
            hours_a_day=assumed.hours_a_day.value,
            days=assumed.working_days_a_month.value,
            utilization=assumed.utilization.value,
        )
        work = {
            f"work_{place}_{end}": f"architecture.{row.category}.hours.{end}"
            for place, row in enumerate(counted, start=1)
            for end in ("low", "high")
        }
        ledger.derived(
            "question.article_deflection.swing",
            swing,
            "agents",
            formula=f"claim * ({' + '.join(work)}) / 2 / (hours * days * utilization)",
            inputs={
                **work,
                "claim": "architecture.deflection_claim",
                "hours": "assumed.hours_a_day",
                "days": "assumed.working_days_a_month",
                "utilization": "assumed.utilization",
            },
        )
    names = ", ".join(row.category for row in missing)
    return (
        OpenQuestion(
            name="assumed.article_deflection",
            question=f"Which share of the tickets would articles take, for each of {names}?",
            swing=swing,
            figure="" if swing is None else "question.article_deflection.swing",
            changes=(
                "the order of writing, and the work that it removes: from nothing to the "
                f"{percent_text(claim.high)} that are claimed at most"
            ),
        ),
    )
