"""All rules: by code, by slug, by area; and the questions that stay questions."""

from functools import cache
from typing import Any, TypeAlias

from supportops._kit.data import read_data
from supportops._kit.text import joined, shown
from supportops.audit import (  # noqa: F401  the modules note their parts as they are read
    rules_escalation,
    rules_feedback,
    rules_handling,
    rules_knowledge,
    rules_metrics,
    rules_quality,
    rules_queue,
    rules_sla,
    rules_tiers,
    rules_tooling,
    rules_training,
    rules_workforce,
)
from supportops.audit.declared import DeclaredRule, SelfAssessment
from supportops.audit.limits import read_limit
from supportops.audit.rules import PARTS, Rule
from supportops.errors import InputError

__all__ = ["AnyRule", "areas", "rule", "rules", "self_assessment"]

AnyRule: TypeAlias = Rule | DeclaredRule

_AREAS = (
    "tickets",
    "sla",
    "tiers",
    "escalation",
    "metrics",
    "quality",
    "knowledge",
    "feedback",
    "tooling",
    "workforce",
    "training",
)


def areas() -> tuple[str, ...]:
    """Areas of support that rules belong to, in order."""
    return _AREAS


def _rule(code: str, row: dict[str, Any], data: dict[str, Any]) -> Rule:
    limits = {name: read_limit(name, limit) for name, limit in row.get("limits", {}).items()}
    return Rule(
        code=code,
        title=row["title"],
        area=data["area"],
        slugs=tuple(row["slugs"]),
        detection=row["detection"],
        limits=limits,
        parts=tuple(PARTS[code]),
        way_out=row["way_out"],
        source=data["source"],
        where=row.get("where", data["where"]),
    )


@cache
def _all() -> tuple[AnyRule, ...]:
    declared = read_data("audit", "declared")
    rows = [
        DeclaredRule(**{**row, "slugs": tuple(row["slugs"]), "source": declared["source"]})
        for row in declared["row"]
    ]
    out: list[AnyRule] = []
    for area in _AREAS:
        data = read_data("audit", area)
        out += [_rule(code, row, data) for code, row in data["rule"].items()]
        out += [row for row in rows if row.area == area]
    return tuple(out)


@cache
def _by_name() -> dict[str, AnyRule]:
    codes = {one.code: one for one in _all()}
    return {slug: one for one in _all() for slug in one.slugs} | codes


def rules(area: str | None = None) -> tuple[AnyRule, ...]:
    """Rules of an area, or all of them, in order.

    Examples
    --------
    >>> [one.code for one in rules("sla")][:3]
    ['over-promised-sla', 'same-sla-all-priorities', 'vague-sla-definitions']
    """
    if area is None:
        return _all()
    if area not in _AREAS:
        raise InputError(
            f"area must be an area of support; got {shown(area)}; there are {joined(_AREAS)}"
        )
    return tuple(one for one in _all() if one.area == area)


def rule(name: str) -> AnyRule:
    """Rule of that code, or that answers to that published slug.

    Examples
    --------
    >>> rule("all-tickets-p1").code
    'priority-inflation'
    """
    try:
        return _by_name()[name]
    except (KeyError, TypeError):
        raise InputError(
            f"name must be a rule or a slug; got {shown(name)}; supportops.audit.rules() lists them"
        ) from None


def self_assessment() -> tuple[SelfAssessment, ...]:
    """Anti-patterns of culture and intent, with the question to ask oneself.

    Examples
    --------
    >>> [one.slug for one in self_assessment()][:2]
    ['sla-as-punishment', 'escalation-as-punishment']
    """
    data = read_data("audit", "declared")
    return tuple(SelfAssessment(**row, source=data["source"]) for row in data["question"])
