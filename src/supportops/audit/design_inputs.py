"""A design as an audit reads it: plain facts, each of which may be left unstated."""

from datetime import date
from typing import Literal

from pydantic import Field

from supportops._kit.durations import Duration
from supportops._kit.models import Model
from supportops._kit.shares import Share
from supportops.audit.design_people import Amount, TrainingDesign, WorkforceDesign

__all__ = [
    "Automation",
    "Design",
    "Integration",
    "KnowledgeDesign",
    "RubricDesign",
    "ScorecardDesign",
    "SeverityWords",
    "SlaDesign",
    "StackDesign",
    "TierDesign",
    "Transition",
]


class SeverityWords(Model, frozen=True, extra="forbid"):
    """How a severity is explained.

    Attributes
    ----------
    definition : str
        What it means; empty if nobody says.
    examples : tuple of str
        Cases of it.
    """

    definition: str = ""
    examples: tuple[str, ...] = ()


class SlaDesign(Model, frozen=True, extra="forbid"):
    """What is promised, and what stands behind it.

    Attributes
    ----------
    first_response, resolution : dict of str to duration or None
        Promise for each priority, the most urgent first.
    defines : tuple of str or None
        Which of ``response``, ``resolution``, ``clock`` and ``calendar`` the policy defines.
    around_the_clock : bool or None
        Whether any promise runs day and night.
    attained : float or None
        Share of the history that was within the targets.
    agents : float or None
        Agents at work [agents].
    required_agents : float or None
        Agents that the promise takes, by capacity or Erlang C [agents].
    severities : dict of str to SeverityWords or None
        The severities and how they are explained.
    """

    first_response: dict[str, Duration] | None = None
    resolution: dict[str, Duration] | None = None
    defines: tuple[Literal["response", "resolution", "clock", "calendar"], ...] | None = None
    around_the_clock: bool | None = None
    attained: Share | None = None
    agents: Amount | None = None
    required_agents: Amount | None = None
    severities: dict[str, SeverityWords] | None = None


class Transition(Model, frozen=True, extra="forbid"):
    """A way from one tier to the next.

    Attributes
    ----------
    origin, target : str
        The tiers.
    triggers : tuple of str
        When it is taken; empty if nobody says.
    """

    origin: str
    target: str
    triggers: tuple[str, ...] = ()


class TierDesign(Model, frozen=True, extra="forbid"):
    """Tiers, who works in them, and what they are to do.

    Attributes
    ----------
    agents : dict of str to float or None
        Agents of each tier, the first line first [agents].
    shares : dict of str to share or None
        Share of tickets that each tier resolves.
    touches : dict of str to share or None
        Share of tickets that each tier handles at all.
    transitions : tuple of Transition or None
        Ways between tiers.
    skipping : bool or None
        Whether a ticket may skip a tier when the right one is obvious.
    first_line_resolves : bool or None
        Whether the first tier may resolve by itself.
    ageing_rule : bool or None
        Whether a ticket that waits too long is raised or escalated.
    """

    agents: dict[str, Amount] | None = None
    shares: dict[str, Share] | None = None
    touches: dict[str, Share] | None = None
    transitions: tuple[Transition, ...] | None = None
    skipping: bool | None = None
    first_line_resolves: bool | None = None
    ageing_rule: bool | None = None


class ScorecardDesign(Model, frozen=True, extra="forbid"):
    """What is measured and reported.

    Attributes
    ----------
    metrics : dict of str to str or None
        Each metric with what it measures: ``speed``, ``quality``, ``volume``, ``outcome`` or
        ``activity``.
    weights : dict of str to share or None
        Weight of each metric.
    team_metrics : tuple of str or None
        Those that judge the team, not a person.
    segments : tuple of str or None
        Fields that comparisons are split by.
    focus : dict of date to str or None
        Metric in focus from each date.
    sources : dict of str to str or None
        Where each required metric comes from; empty for a metric without a source.
    """

    metrics: dict[str, Literal["speed", "quality", "volume", "outcome", "activity"]] | None = None
    weights: dict[str, Share] | None = None
    team_metrics: tuple[str, ...] | None = None
    segments: tuple[str, ...] | None = None
    focus: dict[date, str] | None = None
    sources: dict[str, str] | None = None


class RubricDesign(Model, frozen=True, extra="forbid"):
    """How quality is judged.

    Attributes
    ----------
    pass_mark : float or None
        Points that a review must reach [points].
    maximum : float
        Points of a faultless review [points].
    reviews_per_agent_week : float or None
        Reviews planned [reviews/agent/week].
    """

    pass_mark: Amount | None = None
    maximum: float = Field(default=100.0, gt=0, allow_inf_nan=False)
    reviews_per_agent_week: Amount | None = None


class KnowledgeDesign(Model, frozen=True, extra="forbid"):
    """Self-service as it is meant to be.

    Attributes
    ----------
    bot_share : float or None
        Share of contacts that the bot takes.
    low_confidence_rule : bool or None
        Whether the bot hands over when it is unsure.
    bot_reaches_person : bool or None
        Whether every dialogue of the bot offers a way to a person.
    """

    bot_share: Share | None = None
    low_confidence_rule: bool | None = None
    bot_reaches_person: bool | None = None


class Integration(Model, frozen=True, extra="forbid"):
    """A connection between two tools.

    Attributes
    ----------
    name : str
        What it connects.
    custom : bool
        Whether it is code of one's own.
    owner : str
        Who keeps it; empty if nobody.
    documented : bool
        Whether it is written down.
    """

    name: str
    custom: bool = False
    owner: str = ""
    documented: bool = True


class Automation(Model, frozen=True, extra="forbid"):
    """An automatic rule.

    Attributes
    ----------
    name : str
        Its name.
    trigger : str
        What sets it off.
    owner : str
        Who keeps it; empty if nobody.
    """

    name: str
    trigger: str
    owner: str = ""


class StackDesign(Model, frozen=True, extra="forbid"):
    """Tools and what they are for.

    Attributes
    ----------
    tools : dict of str to tuple of str or None
        For each tool its functions.
    channels : dict of str to str or None
        For each channel the tool that serves it.
    shared_history : bool or None
        Whether an agent sees all channels of a customer in one place.
    integrations : tuple of Integration or None
        Connections between the tools.
    automations : tuple of Automation or None
        Automatic rules.
    automated_routing : float or None
        Share of tickets that rules route.
    agents : float or None
        Agents who use the stack [agents].
    """

    tools: dict[str, tuple[str, ...]] | None = None
    channels: dict[str, str] | None = None
    shared_history: bool | None = None
    integrations: tuple[Integration, ...] | None = None
    automations: tuple[Automation, ...] | None = None
    automated_routing: Share | None = None
    agents: Amount | None = None


class Design(Model, frozen=True, extra="forbid"):
    """A design as far as it is stated.

    Attributes
    ----------
    sla : SlaDesign
        The promises.
    tiers : TierDesign
        The tiers.
    scorecard : ScorecardDesign
        What is measured.
    rubric : RubricDesign
        How quality is judged.
    knowledge : KnowledgeDesign
        Self-service.
    stack : StackDesign
        The tools.
    workforce : WorkforceDesign
        The plan of people.
    training : TrainingDesign
        Onboarding and after.
    answers : dict of str to bool
        Answers to the questions of declared rules, by the code of the rule or a slug of it.
    """

    sla: SlaDesign = SlaDesign()
    tiers: TierDesign = TierDesign()
    scorecard: ScorecardDesign = ScorecardDesign()
    rubric: RubricDesign = RubricDesign()
    knowledge: KnowledgeDesign = KnowledgeDesign()
    stack: StackDesign = StackDesign()
    workforce: WorkforceDesign = WorkforceDesign()
    training: TrainingDesign = TrainingDesign()
    answers: dict[str, bool] = {}
