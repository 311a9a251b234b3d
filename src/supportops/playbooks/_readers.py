"""Figures that stand in the tables of the rooms, read as a playbook's."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from supportops.playbooks._bounds import bounds_text
from supportops.playbooks.models import Figure, FigureRole
from supportops.vocabulary import Promise, Range

__all__ = ["READERS"]

_PROMISES = ("first_response", "periodic_update", "resolution")


def _sla(policy: Any) -> Iterator[Figure]:
    for row in policy.rows:
        scopes = [row.customer_tier, row.channel]
        if row.priority is not None:
            scopes.append(f"priority {policy.priorities.rank(row.priority) + 1}")
        scope = ", ".join(part for part in scopes if part)
        for metric in _PROMISES:
            asked: tuple[tuple[FigureRole, Any], ...] = (
                ("target", getattr(row, metric)),
                ("stretch", row.goals.get(metric)),
            )
            for role, promise in asked:
                if promise is not None and (bounds := _promised(promise)) is not None:
                    yield Figure(
                        measure=f"{metric}_promise",
                        scope=scope,
                        role=role,
                        bounds=bounds,
                        clock=promise.clock,
                        definition=_attained(row.attained.get(metric)),
                        where=policy.where,
                    )


def _promised(promise: Promise) -> Range | None:
    if promise.days is not None:
        return Range(high=promise.days, unit="business days")
    if promise.length is None:
        return None  # a rule in words: next business day, best effort
    return Range(high=promise.length / timedelta(minutes=1), unit="minutes")


def _attained(how: Any) -> str:
    if how is None or isinstance(how, str):
        return how or ""
    return f"{bounds_text(Range(low=how, high=how))} of contacts"


def _bands(bands: Any) -> Iterator[Figure]:
    for band in bands:
        yield Figure(
            measure=band.metric,
            role="target",
            bounds=band.target,
            definition=band.definition,
            where=band.source.where,
        )


def _goals(goals: Any) -> Iterator[Figure]:
    from supportops import metrics

    # Where the start is unknown, the published band says which way is better.
    rising = {b.metric for b in metrics.preset("support-operations") if b.target.low is not None}
    for goal in goals:
        up = goal.metric in rising if goal.start is None else goal.start < goal.target
        spans = ((goal.days, "days"), (goal.months, "months"))
        horizon = [Range(low=n, high=n, unit=unit) for n, unit in spans if n is not None]
        yield Figure(
            measure=goal.metric,
            scope="worked example",
            role="target",
            bounds=Range(**{"low" if up else "high": goal.target}, unit=goal.unit),
            horizon=horizon[0] if horizon else None,
            where=goal.source.where,
        )


def _plans(catalog: Any) -> Iterator[Figure]:
    for plan in catalog.plans:
        for price in plan.prices:
            low, high = price.amount.low, price.amount.high
            yield Figure(
                measure=f"price_a_{price.per}",
                scope=plan.name,
                role="price",
                bounds=Range(
                    low=float(low.amount),
                    high=None if high is None else float(high.amount),
                    unit=low.currency,
                ),
                definition=f"basis {price.basis}",
                note=price.note,
                where=catalog.source.where,
            )
        if plan.critical_response is not None:
            yield Figure(
                measure="first_response_promise",
                scope="priority 1",
                role="target",
                bounds=Range(
                    high=plan.critical_response / timedelta(minutes=1),
                    unit="minutes",
                ),
                note=f"plan {plan.name}",
                where=catalog.source.where,
            )


def _cost_target(target: Any) -> Iterator[Figure]:
    measure, where = f"cost_per_{target.per}", target.source.where
    if target.amount is not None:
        low, high = target.amount.low, target.amount.high
        bounds = Range(
            low=float(low.amount),
            high=None if high is None else float(high.amount),
            unit=low.currency,
        )
        yield Figure(measure=measure, role="target", bounds=bounds, where=where)
    if target.below is not None:
        bounds = Range(high=float(target.below.amount), high_open=True, unit=target.below.currency)
        yield Figure(measure=measure, role="target", bounds=bounds, where=where)
    if target.reported is not None:
        paid = float(target.reported.amount)
        bounds = Range(low=paid, high=paid, unit=target.reported.currency)
        yield Figure(measure=measure, role="reported", bounds=bounds, where=where)
    if target.contacts_per_year is not None:
        count = float(target.contacts_per_year)
        bounds = Range(low=count, high=count, unit="contacts a year")
        yield Figure(measure="contacts", role="reported", bounds=bounds, where=where)


def _claims(claims: Any) -> Iterator[Figure]:
    for claim in claims:
        yield Figure(
            measure="deflection_rate",
            role="claim",
            bounds=Range(low=claim.low, high=claim.high),
            definition=f"of {claim.of}",
            where=claim.source.where,
        )


def _staffing_rule(rule: Any) -> Iterator[Figure]:
    """``tickets_per_agent``, ``users_per_agent``, ``accounts_per_manager``."""
    unit = rule.each.unit
    noun = unit.removesuffix(" a month").split()[-1]
    role = rule.role.split()[-1].removesuffix("s")
    yield Figure(
        measure=f"{noun}_per_{role}",
        scope=rule.name.partition("-")[2],
        role="rule",
        bounds=rule.each.scaled(1, unit if unit.endswith("a month") else noun),
        note=rule.note,
        where=rule.source.where,
    )


def _team(team: Any) -> Iterator[Figure]:
    from supportops import workforce

    where = workforce.staffing_rule("itcs").source
    for role, heads in team.items():
        yield Figure(
            measure="staff",
            scope=role,
            role="given",
            bounds=heads.scaled(1, "people"),
            where=str(where and where.where),
        )


def _onboarding_hours(table: Any) -> Iterator[Figure]:
    where = table.source.where
    whole = table.hours.scaled(60, "minutes")
    yield Figure(measure="onboarding", role="rule", bounds=whole, where=where)
    for part, hours in table.parts.items():
        yield Figure(
            measure="onboarding",
            scope=part.replace("_", " "),
            role="rule",
            bounds=Range(low=hours * 60, high=hours * 60, unit="minutes"),
            where=where,
        )
    if table.shadowing is not None:
        yield Figure(measure="shadowing", role="rule", bounds=table.shadowing, where=where)


def _onboarding_plan(plan: Any) -> Iterator[Figure]:
    for stage in plan.stages:
        weeks = stage.last_week - stage.first_week + 1
        longest = (stage.latest_week or stage.last_week) - stage.first_week + 1
        yield Figure(
            measure="onboarding_stage",
            scope=stage.focus,
            role="rule",
            bounds=Range(low=weeks, high=longest, unit="weeks"),
            where=plan.source.where,
        )
        for gate in stage.gates:
            yield Figure(
                measure=f"onboarding_gate_{gate.metric}",
                scope=stage.focus,
                role="rule",
                bounds=gate.limits,
                where=plan.source.where,
            )


def _training_program(program: Any) -> Iterator[Figure]:
    from supportops import training

    where = program.source.where
    for item in program.items:
        yield Figure(
            measure="training",
            scope=f"{item.topic.replace('_', ' ')}, {item.every}",
            role="rule",
            bounds=item.hours.scaled(60, "minutes"),
            where=where,
        )
    yield Figure(
        measure="training_a_year",
        role="rule",
        bounds=training.annual_hours(program).hours.scaled(60, "minutes"),
        note="each topic times its cadence",
        where=where,
    )


READERS = {
    "sla.preset": _sla,
    "metrics.preset": _bands,
    "metrics.goals": _goals,
    "economics.preset": _plans,
    "economics.cost_target": _cost_target,
    "knowledge.deflection_claims": _claims,
    "training.onboarding_hours": _onboarding_hours,
    "training.preset": _onboarding_plan,
    "training.training_program": _training_program,
    "workforce.published_team": _team,
    "workforce.staffing_rule": _staffing_rule,
}
