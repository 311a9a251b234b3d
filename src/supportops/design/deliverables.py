"""The deliverables, and the parts of the package that they form."""

from datetime import date, timedelta

from supportops._kit.models import Model
from supportops.design.contract import ContractPlan
from supportops.design.evidence import Basis, Evidence, Finding, OpenQuestion
from supportops.design.on_call import HandoffPlan, OnCallPlan
from supportops.design.profile import TeamProfile
from supportops.design.programs import (
    FeedbackPlan,
    KnowledgeArchitecture,
    QualityPlan,
    ReportingPlan,
)
from supportops.design.risks import RiskPlan
from supportops.design.work_models import ReturnPlan, RoadMap, ToolPlan, WorkforcePlan
from supportops.metrics import Status
from supportops.vocabulary import Promise

__all__ = [
    "ArticlePlan",
    "BreachStep",
    "EscalationRow",
    "FlowLink",
    "KnowledgePlan",
    "PackageParts",
    "PathPoint",
    "RouteRow",
    "ScoreRow",
    "Scorecard",
    "SlaCell",
    "SlaMatrixPlan",
    "StaffingPlan",
    "TierPlan",
    "TierRow",
    "TierUse",
]


class SlaCell(Model, frozen=True, extra="forbid"):
    """Promises for one priority of one customer tier, and what they rest on."""

    customer_tier: str
    priority: str
    first_response: Promise
    resolution: Promise
    around_the_clock: bool
    basis: Basis


class BreachStep(Model, frozen=True, extra="forbid"):
    """What happens when a share of a target has been used: 1 is the breach."""

    level: str
    used: float
    action: str


class SlaMatrixPlan(Model, frozen=True, extra="forbid"):
    """First deliverable: what is promised to whom, when it runs, and what a breach sets off.

    `business_day_hours` is the mean length of an open day.
    """

    coverage: str
    business_day_hours: float
    cells: tuple[SlaCell, ...]
    breach: tuple[BreachStep, ...]

    def length(self, cell: SlaCell, metric: str) -> timedelta | None:
        """Promised time on the clock of the cell; None for a rule in words.

        A business day is the mean open one; a cell that counts day and night has none.
        """
        promise: Promise = getattr(cell, metric)
        if promise.days is None or cell.around_the_clock:
            return promise.length
        return promise.days * timedelta(hours=self.business_day_hours)

    def lengths(self, metric: str) -> dict[tuple[str, str], timedelta]:
        """Promised lengths of time by customer tier and priority."""
        found = {(c.customer_tier, c.priority): self.length(c, metric) for c in self.cells}
        return {key: length for key, length in found.items() if length is not None}


class TierRow(Model, frozen=True, extra="forbid"):
    """One tier: its people, its part of the work, and what it does."""

    tier: str
    agents: int
    share: float
    tickets: float
    scope: str
    handles: tuple[str, ...]
    skills: tuple[str, ...]
    escalates_when: str
    helped_by: str = ""


class RouteRow(Model, frozen=True, extra="forbid"):
    """Where one named category enters, and who helps; `published` says whether a source does."""

    category: str
    tickets: float
    tier: str
    skill: str = ""
    fallback: str = ""
    published: bool


class EscalationRow(Model, frozen=True, extra="forbid"):
    """Who is engaged for one severity, checkpoint by checkpoint."""

    severity: str
    definition: str
    path: tuple[str, ...]
    update: str


class FlowLink(Model, frozen=True, extra="forbid"):
    """What moves a ticket from one place to another."""

    origin: str
    target: str
    reason: str


class TierPlan(Model, frozen=True, extra="forbid"):
    """Second deliverable: tiers, routing, and the ways up.

    `places` are the tiers, and who stands outside of them, with what each does; `moves` are the
    ways between them.
    """

    rows: tuple[TierRow, ...]
    routes: tuple[RouteRow, ...]
    places: dict[str, str]
    moves: tuple[FlowLink, ...]
    checkpoints: tuple[str, ...]
    escalation: tuple[EscalationRow, ...]


class ArticlePlan(Model, frozen=True, extra="forbid"):
    """Place of one category in the writing plan, and why."""

    place: int
    category: str
    tickets_per_week: float
    in_focus: bool
    why: str


class KnowledgePlan(Model, frozen=True, extra="forbid"):
    """Third deliverable: what to write for first, and what the deflection target really needs.

    `today` is the share that is deflected now; None is not known, and then the need is the most
    that it can be.
    """

    articles: tuple[ArticlePlan, ...]
    target: float
    due: date | None
    focus: tuple[str, ...]
    focus_share: float
    needed_share_of_focus: float | None
    today: float | None
    sections: tuple[str, ...]
    content: tuple[tuple[str, str], ...]


class PathPoint(Model, frozen=True, extra="forbid"):
    """Where a metric should stand on a day."""

    day: date
    value: float

    def __str__(self) -> str:
        return f"{self.day} {self.value:g}"


class ScoreRow(Model, frozen=True, extra="forbid"):
    """One metric: today, its limits, and its way to the target; `reached` if it is there."""

    metric: str
    label: str
    today: float | None
    unit: str
    status: Status
    limits: str
    target: float
    reached: bool
    due: date | None
    path: tuple[PathPoint, ...]


class Scorecard(Model, frozen=True, extra="forbid"):
    """Fourth deliverable: how the team is doing and where it is to go."""

    rows: tuple[ScoreRow, ...]


class TierUse(Model, frozen=True, extra="forbid"):
    """Working hours of one tier against what its people have; None where no handle time is known."""

    tier: str
    agents: int
    hours_low: float | None
    hours_high: float | None
    paid_hours: float
    productive_hours: float
    utilization_low: float | None
    utilization_high: float | None
    status: str


class StaffingPlan(Model, frozen=True, extra="forbid"):
    """Fifth deliverable: what the work takes, on average and at the busy hour.

    `required_low` and `required_high` are None where a tier has no handle time; `busy_low` and
    `busy_high` likewise. `at_work` is how many of the paid agents are there in
    an open hour. `cost_per_ticket` is None where no cost is given.
    """

    required_low: float | None
    required_high: float | None
    have: int
    at_work: float
    busy_volume: float
    busy_low: int | None
    busy_high: int | None
    seat_agents: float
    tiers: tuple[TierUse, ...]
    usual_utilization: str
    cost_per_ticket: str | None


class PackageParts(Model, frozen=True, extra="forbid"):
    """What an operations package consists of, and the evidence for every figure.

    Attributes
    ----------
    as_of : date
        Day of the plan.
    playbook : str
        Playbook that it follows.
    profile : TeamProfile
        The team as it is today.
    sla, tiers, knowledge, scorecard, staffing
        The deliverables that a package began with.
    architecture : KnowledgeArchitecture
        How the knowledge base is built and kept, and the work that articles take away.
    reporting : ReportingPlan
        Scorecards by audience, with alerts and cadences.
    quality : QualityPlan
        Rubric, sample and what it proves, calibration, the weekly cycle.
    feedback : FeedbackPlan
        Where feedback goes, hand-offs to customer success, meetings, due steps.
    contract : ContractPlan
        Text and risk of the promises.
    handoff : HandoffPlan
        What travels with a ticket.
    on_call : OnCallPlan
        Who answers when nobody is at work.
    risks : RiskPlan
        What the audit finds in design and history.
    workforce : WorkforcePlan
        Shifts, hires and training by date.
    returns : ReturnPlan
        What deflection is worth, from tickets to money and service.
    tools : ToolPlan
        The stack against what is published.
    road_map : RoadMap
        What is done by which day, and by whom.
    figures : tuple of Evidence
        Every figure once, with its basis.
    findings : tuple of Finding
        What a good consultant would raise.
    open_questions : tuple of OpenQuestion
        In order of what their answers would change.
    """

    as_of: date
    playbook: str
    profile: TeamProfile
    sla: SlaMatrixPlan
    contract: ContractPlan
    handoff: HandoffPlan
    on_call: OnCallPlan
    risks: RiskPlan
    tiers: TierPlan
    knowledge: KnowledgePlan
    architecture: KnowledgeArchitecture
    scorecard: Scorecard
    staffing: StaffingPlan
    reporting: ReportingPlan
    quality: QualityPlan
    feedback: FeedbackPlan
    workforce: WorkforcePlan
    returns: ReturnPlan
    tools: ToolPlan
    road_map: RoadMap
    figures: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    open_questions: tuple[OpenQuestion, ...]

    def figure(self, name: str) -> Evidence:
        """Figure of that name; an unknown one is a KeyError."""
        for figure in self.figures:
            if figure.name == name:
                return figure
        raise KeyError(name)
