"""Quality programme: what is reviewed, how often, and what it can prove."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from supportops import quality, statistics
from supportops._kit.durations import duration_text
from supportops.design.evidence import Ledger, hours
from supportops.design.notes import note_assumption, note_days, note_range, table_source
from supportops.design.profile import TeamProfile
from supportops.design.programs import CyclePart, ProofLine, QualityAim, QualityPlan, RubricLine
from supportops.playbooks import Playbook
from supportops.vocabulary import Range

__all__ = ["WEEKS", "plan_quality"]

#: Whole weeks of a period.
WEEKS = {"month": 4, "quarter": 13}
_POWER = "2 * (z(1 - alpha / 2) + z(power)) ** 2"


@dataclass(frozen=True, slots=True)
class _Sample:
    """Reviews a week, and what the profile says of their scores."""

    agents: int
    plan: quality.SamplePlan
    spread: float | None
    likeness: float


def plan_quality(
    profile: TeamProfile, book: Playbook, *, as_of: date, ledger: Ledger
) -> QualityPlan:
    """Rubric, sample, proof, calibration and cycle."""
    assumed = profile.assumed
    rubric = quality.preset(profile.given.rubric or _rubric_of(book))
    if profile.given.rubric is None:
        ledger.published(
            "quality.rubric", rubric.name, source=table_source("quality", "rubrics", rubric.name)
        )
    else:
        ledger.given("quality.rubric", rubric.name)
    sample = _sample(profile, ledger)
    session = quality.calibration_session()
    rule = quality.feedback_rule()
    _note_session(session, ledger)
    length, shared = duration_text(session.duration), session.shared_tickets
    source = table_source("quality", "targets", "delays")
    for name, time in (("review", rule.review_within), ("coaching", rule.coaching_within)):
        ledger.published(f"quality.{name}_within", hours(time), "hours", source=source)
    days = note_days(
        "quality", {"calibration": session.every}, as_of=as_of, source=session.source, ledger=ledger
    )
    change = session.spread.high if assumed.review_spread is not None else None
    return QualityPlan(
        rubric=rubric.name,
        rubric_lines=_lines(rubric, ledger),
        fails=str(rubric.scoring.fails or ""),
        pass_mark=rubric.scoring.pass_mark,
        per_agent_week=str(sample.plan.per_agent_week),
        weekly=str(sample.plan.weekly),
        monthly=str(sample.plan.monthly),
        published_monthly=str(sample.plan.published_monthly or ""),
        proof=tuple(
            _proof(scope, period, sample, ledger) for scope in ("agent", "team") for period in WEEKS
        ),
        needed_change=change,
        needed_reviews=_needed(change, sample, ledger),
        **_no_fail(ledger),
        **_reviewer_hours(profile, ledger),
        calibration_every=str(session.every),
        calibration_next=days["calibration"],
        calibration_length=length,
        shared_tickets=shared,
        calibration_spread=str(session.spread),
        calibration_steps=session.steps,
        review_within=duration_text(rule.review_within),
        coaching_within=f"{rule.coaching_within.days} days",
        cycle=_cycle(ledger),
        aims=tuple(_aim(target, ledger) for target in quality.quality_targets()),
    )


def _rubric_of(book: Playbook) -> quality.RubricName:
    door = "quality.preset:"
    names = [name.removeprefix(door) for name in book.uses.tables if name.startswith(door)]
    return names[0] if names else "support-operations"  # type: ignore[return-value]  # its own reference


def _lines(rubric: quality.Rubric, ledger: Ledger) -> tuple[RubricLine, ...]:
    rows, source = [], table_source("quality", "rubrics", rubric.name)
    for each in rubric.dimensions:
        weight = each.highest - each.lowest if each.weight is None else each.weight
        name = f"quality.rubric.{each.name}"
        ledger.published(f"{name}.points", each.highest, "points", source=source)
        ledger.published(f"{name}.weight", weight, source=source)
        rows.append(
            RubricLine(
                dimension=each.name,
                asks=each.asks,
                points=each.highest,
                weight=weight,
                critical=each.critical,
            )
        )
    return tuple(rows)


def _sample(profile: TeamProfile, ledger: Ledger) -> _Sample:
    """Reviews a week and a month, with what they rest on."""
    assumed, agents = profile.assumed, profile.given.agents
    plan = quality.sample_plan(agents, weeks=WEEKS["month"])
    band = plan.band
    note_range("quality.per_agent_week", band.per_agent_week, source=band.source, ledger=ledger)
    if band.monthly is not None:
        note_range("quality.published_monthly", band.monthly, source=band.source, ledger=ledger)
    for period, weeks in WEEKS.items():
        ledger.assumed(
            f"quality.weeks_a_{period}",
            weeks,
            "weeks",
            source="convention: whole weeks",
            replaced_by="the weeks of the period",
        )
    for name, value, meaning in (
        ("power", 0.8, "the chance of showing a change"),
        ("alpha", 0.05, "the chance of a false alarm"),
    ):
        ledger.assumed(
            f"quality.{name}", value, source="convention of statistics", replaced_by=meaning
        )
    for name, unit in (("review_spread", "points"), ("review_likeness", "")):
        if (assumption := getattr(assumed, name)) is not None:
            note_assumption(f"assumed.{name}", assumption, unit, ledger=ledger)
    for end in ("low", "high"):
        each = f"quality.per_agent_week.{end}"
        ledger.derived(
            f"quality.team.week.reviews.{end}",
            ledger.number(each) * agents,
            "reviews",
            formula="each * agents",
            inputs={"each": each, "agents": "team.agents"},
        )
    for period, number in WEEKS.items():
        for end in ("low", "high"):
            each = f"quality.per_agent_week.{end}"
            inputs = {"each": each, "weeks": f"quality.weeks_a_{period}"}
            one = ledger.number(each) * number
            name = f"quality.agent.{period}.reviews.{end}"
            ledger.derived(name, one, "reviews", formula="each * weeks", inputs=inputs)
            ledger.derived(
                f"quality.team.{period}.reviews.{end}",
                one * agents,
                "reviews",
                formula="one * agents",
                inputs={"one": name, "agents": "team.agents"},
            )
    spread, likeness = assumed.review_spread, assumed.review_likeness
    return _Sample(
        agents,
        plan,
        None if spread is None else spread.value,
        0.0 if likeness is None else likeness.value,
    )


def _proof(scope: str, period: str, sample: _Sample, ledger: Ledger) -> ProofLine:
    """Smallest change that the reviews of a period show against those of the one before."""
    unit = "standard deviations" if sample.spread is None else "points"
    changes = {}
    for end in ("low", "high"):
        n = ledger.number(f"quality.{scope}.{period}.reviews.{end}")
        each, likeness = 1.0, 0.0
        formula, inputs = f"({_POWER} / n) ** 0.5", {"n": f"quality.{scope}.{period}.reviews.{end}"}
        if scope == "team" and sample.likeness:
            each, likeness = n / sample.agents, sample.likeness
            formula = f"({_POWER} * (1 + (each - 1) * likeness) / n) ** 0.5"
            inputs["each"] = f"quality.agent.{period}.reviews.{end}"
            inputs["likeness"] = "assumed.review_likeness"
        if sample.spread is not None:
            formula, inputs["spread"] = f"spread * {formula}", "assumed.review_spread"
        changes[end] = quality.provable_change(
            n, sd=sample.spread or 1.0, per_agent=each, icc=likeness
        )
        ledger.derived(
            f"quality.{scope}.{period}.change.{end}",
            changes[end],
            unit,
            formula=formula,
            inputs={**inputs, "alpha": "quality.alpha", "power": "quality.power"},
        )
    return ProofLine(
        scope=f"{'one agent' if scope == 'agent' else 'the team'}, a {period}",
        reviews_low=ledger.number(f"quality.{scope}.{period}.reviews.low"),
        reviews_high=ledger.number(f"quality.{scope}.{period}.reviews.high"),
        # Many reviews show a small change.
        change_low=changes["high"],
        change_high=changes["low"],
        unit=unit,
    )


def _needed(change: float | None, sample: _Sample, ledger: Ledger) -> int | None:
    """Reviews on each side that show a change as large as two reviewers may lie apart."""
    if change is None or sample.spread is None:
        return None
    needed = quality.reviews_needed(change, sd=sample.spread).n
    ledger.derived(
        "quality.reviews_needed",
        needed,
        "reviews",
        formula=f"ceil({_POWER} * spread ** 2 / change ** 2)",
        inputs={
            "spread": "assumed.review_spread",
            "change": "quality.calibration.spread.high",
            "alpha": "quality.alpha",
            "power": "quality.power",
        },
    )
    return needed


def _no_fail(ledger: Ledger) -> dict[str, Any]:
    """What a month without a critical fail says of their share."""
    target = next(t for t in quality.quality_targets() if t.metric == "critical_fails")
    limit = (target.target or Range()).high or 0.0
    ledger.published("quality.critical_fails.limit", limit, source=target.source)
    chances = {}
    for end, reviews in (("low", "high"), ("high", "low")):
        of = f"quality.team.month.reviews.{reviews}"
        chances[f"no_fail_chance_{end}"] = (1 - limit) ** ledger.number(of)
        ledger.derived(
            f"quality.critical_fails.none_seen.{end}",
            chances[f"no_fail_chance_{end}"],
            formula="(1 - limit) ** n",
            inputs={"limit": "quality.critical_fails.limit", "n": of},
        )
    enough = statistics.discovery_size(limit)
    ledger.derived(
        "quality.critical_fails.reviews",
        enough,
        "reviews",
        formula="reviews_without_fail(limit, 0.95)",
        inputs={"limit": "quality.critical_fails.limit"},
    )
    return {"no_fail_limit": limit, **chances, "no_fail_reviews": enough}


def _reviewer_hours(profile: TeamProfile, ledger: Ledger) -> dict[str, Any]:
    band = profile.assumed.review_time
    found: dict[str, float | None] = {"hours_low": None, "hours_high": None}
    for end in ("low", "high") if band is not None else ():
        time = hours(getattr(band, end))
        name = f"assumed.review_time.{end}"
        ledger.assumed(
            name,
            time,
            "hours",
            source=getattr(band, "source", ""),
            replaced_by=getattr(band, "replaced_by", ""),
        )
        reviews = f"quality.team.month.reviews.{end}"
        found[f"hours_{end}"] = ledger.number(reviews) * time
        ledger.derived(
            f"quality.hours.{end}",
            found[f"hours_{end}"],
            "hours/month",
            formula="reviews * time",
            inputs={"reviews": reviews, "time": name},
        )
    return found


def _note_session(session: quality.CalibrationSession, ledger: Ledger) -> None:
    source = session.source
    name = "quality.calibration"
    ledger.published(f"{name}.length", hours(session.duration), "hours", source=source)
    ledger.published(f"{name}.shared_tickets", session.shared_tickets, "tickets", source=source)
    note_range(f"{name}.spread", session.spread, source=source, ledger=ledger)


def _cycle(ledger: Ledger) -> tuple[CyclePart, ...]:
    cycle = quality.review_cycle()
    note_range(
        "quality.cycle.per_agent", cycle.tickets_per_agent, source=cycle.source, ledger=ledger
    )
    for phase in cycle.phases:
        for end, day in (("from", phase.from_day), ("to", phase.to_day)):
            ledger.published(f"quality.cycle.{phase.name}.{end}", day, "day", source=cycle.source)
    return tuple(
        CyclePart(phase=p.name, from_day=p.from_day, to_day=p.to_day, steps=p.steps)
        for p in cycle.phases
    )


def _aim(target: quality.QualityTarget, ledger: Ledger) -> QualityAim:
    limits = target.target
    if limits is not None and target.metric != "critical_fails":  # noted with what it takes
        note_range(f"quality.aim.{target.metric}", limits, source=target.source, ledger=ledger)
    text = "" if limits is None else str(limits if limits.unit else limits.scaled(100, "%"))
    return QualityAim(
        metric=target.metric,
        definition=target.definition,
        target="; ".join(part for part in (text, target.aim) if part),
    )
