"""Who sees which SLA report, how a policy is rolled out, and what a good design keeps to."""

from typing import Literal

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.shares import Share
from supportops.vocabulary import Cadence

__all__ = [
    "DesignRules",
    "ReportAudience",
    "RolloutPlan",
    "design_rules",
    "report_audiences",
    "rollout_plan",
]


class ReportAudience(Model, frozen=True, extra="forbid"):
    """A report, how often it comes, and who reads it.

    Attributes
    ----------
    name : str
    cadence : Cadence
    audience : tuple of str
    """

    name: str
    cadence: Cadence
    audience: tuple[str, ...]


class RolloutPlan(Model, frozen=True, extra="forbid"):
    """Steps from a design to a policy in force.

    Attributes
    ----------
    design, configuration, launch : tuple of str
        Steps in order.
    watch_weeks : int
        How long after the launch it is watched closely [weeks].
    buffer : share
        What targets add to what capacity delivers.
    source, where : str
    """

    design: tuple[str, ...]
    configuration: tuple[str, ...]
    launch: tuple[str, ...]
    watch_weeks: int
    buffer: Share
    source: str
    where: str


class DesignRules(Model, frozen=True, extra="forbid"):
    """What a good design keeps to.

    Attributes
    ----------
    attainable : share
        How often a target is to be kept, at least.
    warn_at, escalate_at : share
        Part of the target at which a warning fires and a ticket is escalated.
    around_the_clock : str
        The only priority with coverage day and night.
    practices : dict of str to tuple of str
        Five practices and what belongs to them.
    source, where : str
    """

    attainable: Share
    warn_at: Share
    escalate_at: Share
    around_the_clock: Literal["critical"]
    practices: dict[str, tuple[str, ...]]
    source: str
    where: str


def report_audiences() -> tuple[ReportAudience, ...]:
    """Published reports with cadence and audience.

    Examples
    --------
    >>> [(r.name, str(r.cadence)) for r in report_audiences()][:2]
    [('live dashboard', 'real time'), ('daily summary', 'daily')]
    """
    rows = read_data("sla", "reporting")["reports"]
    return tuple(ReportAudience.model_validate(row) for row in rows)


def rollout_plan() -> RolloutPlan:
    """Published checklist for rolling an SLA out.

    Examples
    --------
    >>> rollout_plan().watch_weeks
    2
    """
    return RolloutPlan.model_validate(read_data("sla", "reporting")["rollout"])


def design_rules() -> DesignRules:
    """Published rules of good SLA design.

    Examples
    --------
    >>> design_rules().attainable
    0.95
    """
    return DesignRules.model_validate(read_data("sla", "reporting")["design"])
