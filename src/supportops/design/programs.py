"""Deliverables about people and content: knowledge architecture, reporting, quality, feedback."""

from datetime import date

from supportops._kit.models import Model
from supportops.metrics import Status

__all__ = [
    "AlertLimit",
    "ArticleWork",
    "AudienceMetric",
    "AudienceReport",
    "CareTask",
    "ChanceLimit",
    "CyclePart",
    "FeedbackPlan",
    "FeedbackTarget",
    "FeedbackWay",
    "HandoffSign",
    "HealthLimit",
    "KnowledgeArchitecture",
    "LoopMeeting",
    "LoopStep",
    "NamedRules",
    "PreventableQuarter",
    "ProofLine",
    "QualityAim",
    "QualityPlan",
    "ReportingPlan",
    "RubricLine",
    "TopicWord",
]


class NamedRules(Model, frozen=True, extra="forbid"):
    """A practice, or a layer, and what belongs to it."""

    name: str
    rules: tuple[str, ...]


class CareTask(Model, frozen=True, extra="forbid"):
    """Work on content that comes again; `next_day` is None where it has no rhythm."""

    task: str
    owner: str
    every: str
    next_day: date | None


class HealthLimit(Model, frozen=True, extra="forbid"):
    """Where a figure of the knowledge base should be, and where it must not be."""

    metric: str
    definition: str
    target: str
    warning: str


class TopicWord(Model, frozen=True, extra="forbid"):
    """Category of the taxonomy, the team's words for it, and their tickets a month."""

    category: str
    label: str
    words: tuple[str, ...]
    tickets: float | None


class ArticleWork(Model, frozen=True, extra="forbid"):
    """Work that articles on one category could take away in a month.

    `hours_low` and `hours_high` are all hours on the category; `removed` and its ends those that
    the articles take at the share that is assumed. None is not known. `tied_with` are later
    categories whose place is not certain against this one.
    """

    category: str
    tier: str
    tickets: float
    hours_low: float | None
    hours_high: float | None
    deflected: float | None
    removed: float | None
    removed_low: float | None
    removed_high: float | None
    tied_with: tuple[str, ...] = ()


class KnowledgeArchitecture(Model, frozen=True, extra="forbid"):
    """How the knowledge base is built and looked after, and what articles take off the team.

    `minutes_before` and `minutes_after` are mean handle times of the categories for which a share
    is assumed, before the articles and after them; None without any.
    """

    levels: int
    practices: tuple[NamedRules, ...]
    layers: tuple[NamedRules, ...]
    taxonomy: tuple[TopicWord, ...]
    unknown_words: tuple[str, ...]
    work: tuple[ArticleWork, ...]
    minutes_before: float | None
    minutes_after: float | None
    care: tuple[CareTask, ...]
    health: tuple[HealthLimit, ...]
    retire_below: float
    retire_after_days: int


class AudienceReport(Model, frozen=True, extra="forbid"):
    """Who gets which report, how often, and when next."""

    audience: str
    report: str
    contents: tuple[str, ...]
    focus: str
    every: str
    next_day: date | None


class AudienceMetric(Model, frozen=True, extra="forbid"):
    """One metric on the scorecard of an audience; `figure` names the evidence for today's value."""

    audience: str
    metric: str
    shows: str
    review: str
    today: str | None
    figure: str
    status: Status
    alert: str


class AlertLimit(Model, frozen=True, extra="forbid"):
    """Band of a metric: where it should be, and where it alerts."""

    metric: str
    label: str
    today: str | None
    target: str
    warning: str
    status: Status


class ChanceLimit(Model, frozen=True, extra="forbid"):
    """Limits within which a share moves by itself from one period to the next."""

    metric: str
    period: str
    cases: float
    today: float
    lower: float
    upper: float
    note: str


class ReportingPlan(Model, frozen=True, extra="forbid"):
    """Scorecards by audience, with alert thresholds and cadences.

    `dip` is the drop of satisfaction from month to month that triggers a review [percentage
    points]; `dip_low` and `dip_high` are what such a drop says on `dip_answers` answers a month,
    and `dip_answers_needed` how many would show it; None where satisfaction is 1 or below the drop.
    """

    reports: tuple[AudienceReport, ...]
    metrics: tuple[AudienceMetric, ...]
    bands: tuple[AlertLimit, ...]
    chance: tuple[ChanceLimit, ...]
    dip: float
    dip_answers: float
    dip_low: float | None
    dip_high: float | None
    dip_answers_needed: int | None


class RubricLine(Model, frozen=True, extra="forbid"):
    """What a review looks at, and what it is worth."""

    dimension: str
    asks: str
    points: float
    weight: float
    critical: bool


class ProofLine(Model, frozen=True, extra="forbid"):
    """What so many reviews on each side prove: the smallest change of the mean score."""

    scope: str
    reviews_low: float
    reviews_high: float
    change_low: float
    change_high: float
    unit: str


class CyclePart(Model, frozen=True, extra="forbid"):
    """Part of the weekly cycle of reviews, by working days of the week."""

    phase: str
    from_day: int
    to_day: int
    steps: tuple[str, ...]


class QualityAim(Model, frozen=True, extra="forbid"):
    """Figure of the programme and where it should be."""

    metric: str
    definition: str
    target: str


class QualityPlan(Model, frozen=True, extra="forbid"):
    """Quality programme: rubric, sample, what it can prove, and how reviewers keep in step.

    `needed_reviews` on each side prove a change of `needed_change` points, as far as reviewers may
    lie apart; None where the spread of scores is not known. `no_fail_chance_low` and `_high` say
    how likely a month without a critical fail is where the limit is just reached, and
    `no_fail_reviews` how many reviews without one prove that it is kept at 95 %. `hours_low` and
    `hours_high` are working hours of reviewers a month, None where nobody has said how long a
    review takes.
    """

    rubric: str
    rubric_lines: tuple[RubricLine, ...]
    fails: str
    pass_mark: float | None
    per_agent_week: str
    weekly: str
    monthly: str
    published_monthly: str
    proof: tuple[ProofLine, ...]
    needed_change: float | None
    needed_reviews: int | None
    no_fail_limit: float
    no_fail_chance_low: float
    no_fail_chance_high: float
    no_fail_reviews: int
    hours_low: float | None
    hours_high: float | None
    calibration_every: str
    calibration_next: date | None
    calibration_length: str
    shared_tickets: int
    calibration_spread: str
    calibration_steps: tuple[str, ...]
    review_within: str
    coaching_within: str
    cycle: tuple[CyclePart, ...]
    aims: tuple[QualityAim, ...]


class FeedbackWay(Model, frozen=True, extra="forbid"):
    """Kind of feedback, where it goes and what is done there."""

    kind: str
    meaning: str
    destinations: tuple[str, ...]
    action: str


class HandoffSign(Model, frozen=True, extra="forbid"):
    """Signal for customer success, what is handed over, and how urgent it is."""

    signal: str
    handoff: str
    urgency: str


class LoopMeeting(Model, frozen=True, extra="forbid"):
    """Meeting of the loop and its next day."""

    meeting: str
    every: str
    next_day: date | None
    attendees: tuple[str, ...]
    agenda: tuple[str, ...]


class LoopStep(Model, frozen=True, extra="forbid"):
    """Step that feedback waits for, within how many days, and the day for feedback of today."""

    step: str
    days: float
    due: date


class PreventableQuarter(Model, frozen=True, extra="forbid"):
    """Preventable tickets of a quarter, the present one being 0."""

    quarter: int
    tickets: float


class FeedbackTarget(Model, frozen=True, extra="forbid"):
    """Target of the loop; in items a month where it is a share of tickets."""

    metric: str
    definition: str
    target: str
    items_low: float | None = None
    items_high: float | None = None


class FeedbackPlan(Model, frozen=True, extra="forbid"):
    """Feedback loops: where feedback goes, who meets when, what is due, what is aimed at.

    `preventable` is empty where nobody has said which share of the tickets could be prevented.
    """

    ways: tuple[FeedbackWay, ...]
    handoffs: tuple[HandoffSign, ...]
    handoff_window_days: float
    multiple_escalations: int
    meetings: tuple[LoopMeeting, ...]
    steps: tuple[LoopStep, ...]
    preventable: tuple[PreventableQuarter, ...]
    targets: tuple[FeedbackTarget, ...]
    practices: tuple[NamedRules, ...]
