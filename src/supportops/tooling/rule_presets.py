"""The published automation rules, and what else is worth automating."""

from functools import partial
from typing import Literal, TypeAlias

from supportops._kit.data import Shelf, Source, read_data
from supportops._kit.models import Model
from supportops.tooling.rule_models import Rule

__all__ = [
    "AutomationOpportunity",
    "RuleName",
    "automation_opportunities",
    "preset",
    "presets",
    "rule_source",
]

RuleName: TypeAlias = Literal["auto-categorization", "escalation", "csat-survey"]


class AutomationOpportunity(Model, frozen=True, extra="forbid"):
    """What is worth automating: trigger, action and effect."""

    name: str
    trigger: str
    action: str
    effect: str


def _rule(name: str) -> Rule:
    row = dict(read_data("tooling", "rules")[name])
    del row["source"], row["where"]
    return Rule.model_validate(row)


_SHELF: Shelf[Rule] = Shelf(
    "tooling",
    {name: partial(_rule, name) for name in ("auto-categorization", "escalation", "csat-survey")},
)


def preset(name: RuleName) -> Rule:
    """Published rule of that name; `presets` lists them.

    Examples
    --------
    >>> preset("csat-survey").wait
    datetime.timedelta(seconds=7200)
    """
    return _SHELF.take(name)


def presets() -> tuple[str, ...]:
    """Names of the published rules."""
    return _SHELF.names()


def rule_source(name: RuleName) -> Source:
    """Where a published rule was published."""
    _SHELF.take(name)
    row = read_data("tooling", "rules")[name]
    return Source(source=row["source"], where=row["where"])


def automation_opportunities() -> tuple[AutomationOpportunity, ...]:
    """Published opportunities for automation, in the order of the source."""
    rows = read_data("tooling", "practices")["opportunity"]
    return tuple(AutomationOpportunity.model_validate(row) for row in rows)
