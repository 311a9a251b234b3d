"""Rules of thumb of the playbooks: so many tickets, users or accounts for one person."""

from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeAlias, get_args

from supportops._kit.data import Shelf, Source, read_data
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops.errors import InputError
from supportops.vocabulary import Range
from supportops.workforce._doors import kind_of, volume_of, whole_up

__all__ = [
    "RuleAnswer",
    "RuleName",
    "StaffingRule",
    "published_team",
    "rule_agents",
    "staffing_rule",
    "staffing_rules",
]

RuleName: TypeAlias = Literal[
    "itcs",
    "hume-email",
    "hume-high-touch",
    "vivtone-users",
    "vivtone-mid-market",
    "vivtone-enterprise",
]


class StaffingRule(Model, frozen=True, extra="forbid"):
    """What one person takes, by a rule of thumb.

    Attributes
    ----------
    name : str
    role : str
        Who is counted.
    each : Range
        What one of them takes, with its unit; both ends above zero.
    note : str
    source : Source or None
        None for a rule of your own.
    """

    name: str
    role: str
    each: Range
    note: str = ""
    source: Source | None = None


def _published(name: str) -> StaffingRule:
    row = next(r for r in read_data("workforce", "rules")["rule"] if r["name"] == name)
    fields = {k: v for k, v in row.items() if k not in {"source", "where"}}
    return StaffingRule(**fields, source=Source(source=row["source"], where=row["where"]))


_SHELF: Shelf[StaffingRule] = Shelf(
    "workforce", {name: partial(_published, name) for name in get_args(RuleName)}
)


def staffing_rule(name: RuleName) -> StaffingRule:
    """Published rule of that name; `staffing_rules` lists them.

    Examples
    --------
    >>> str(staffing_rule("itcs").each)
    '400–800 tickets a month'
    """
    return _SHELF.take(name)


def staffing_rules() -> tuple[str, ...]:
    """Names of the published rules."""
    return _SHELF.names()


@dataclass(frozen=True, slots=True)
class RuleAnswer(Result):
    """People by a rule of thumb.

    Attributes
    ----------
    agents : Range
        Exact answer [full-time agents].
    heads : Range
        Both ends rounded up [heads].
    rule : StaffingRule
    """

    agents: Range
    heads: Range
    rule: StaffingRule


def rule_agents(count: float, *, rule: StaffingRule) -> RuleAnswer:
    """People that a rule of thumb asks for.

    Parameters
    ----------
    count : float
        Tickets, users or accounts [unit of the rule], zero or more.
    rule : StaffingRule
        Published or your own.

    Returns
    -------
    RuleAnswer

    Raises
    ------
    InputError
        For a negative count, or a rule without both ends.

    Notes
    -----
    Rules of thumb know neither handle times nor promises; the published ones differ fivefold.

    Examples
    --------
    >>> answer = rule_agents(5000, rule=staffing_rule("itcs"))
    >>> str(answer.agents), str(answer.heads)
    ('6.25–12.5 agents', '7–13 heads')
    """
    wanted = volume_of(count, "count")
    kind_of(rule, "rule", StaffingRule, "staffing_rule looks one up by name")
    most, least = _ends(rule)
    low, high = wanted / most, wanted / least
    return RuleAnswer(
        agents=Range(low=low, high=high, unit="agents"),
        heads=Range(low=whole_up(low), high=whole_up(high), unit="heads"),
        rule=rule,
    )


def _ends(rule: StaffingRule) -> tuple[float, float]:
    low, high = rule.each.low, rule.each.high
    if low is None or high is None or low <= 0 or high <= 0:
        raise InputError(f"rule must have both ends above zero; got {rule.each}")
    return high, low


def published_team() -> dict[str, Range]:
    """Published team for 5,000 tickets a month, role by role, as printed.

    Notes
    -----
    Its source rounds 6.25 front-line agents up to 7 and 12.5 down to 12; `rule_agents` says 7
    to 13.

    Examples
    --------
    >>> str(published_team()["front-line agents"])
    '7–12 heads'
    """
    rows = read_data("workforce", "rules")["example"]["role"]
    return {row["name"]: Range(**row["heads"], unit="heads") for row in rows}
