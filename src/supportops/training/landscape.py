"""What training consists of: the journey, practices, skills, content, methods, resources."""

from typing import TypeVar

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops.vocabulary import Cadence, Range

__all__ = [
    "AssessmentMethod",
    "ContentType",
    "JourneyStage",
    "OnboardingPractice",
    "OnboardingPractices",
    "OngoingTraining",
    "SoftSkill",
    "TrainingResources",
    "assessment_methods",
    "content_types",
    "development_journey",
    "onboarding_practices",
    "ongoing_training",
    "soft_skills",
    "training_resources",
]

M = TypeVar("M", bound=Model)


class JourneyStage(Model, frozen=True, extra="forbid"):
    """Stage of an agent's development: its name, the time that it spans, and its content."""

    name: str
    span: Range
    content: tuple[str, ...]


class OnboardingPractice(Model, frozen=True, extra="forbid"):
    """Practice of good onboarding, with its rules."""

    name: str
    rules: tuple[str, ...]


class OnboardingPractices(Model, frozen=True, extra="forbid"):
    """Practices of good onboarding.

    Attributes
    ----------
    queue_on_day_one : bool
        Whether a newcomer takes tickets on the first day.
    one_to_one : Cadence
        How often newcomer and manager meet.
    practices : tuple of OnboardingPractice
    source : Source
    """

    queue_on_day_one: bool
    one_to_one: Cadence
    practices: tuple[OnboardingPractice, ...]
    source: Source


class SoftSkill(Model, frozen=True, extra="forbid"):
    """Soft skill, why it matters, and how it is trained."""

    name: str
    why: str
    methods: tuple[str, ...]


class ContentType(Model, frozen=True, extra="forbid"):
    """Type of training content, what it is best for, and an example."""

    name: str
    best_for: str
    example: str


class OngoingTraining(Model, frozen=True, extra="forbid"):
    """Training that goes on; without a cadence it comes as needed."""

    name: str
    every: Cadence | None = None
    content: str


class AssessmentMethod(Model, frozen=True, extra="forbid"):
    """Way to test knowledge, what it tests, and when it fits."""

    name: str
    tests: str
    when: str


class TrainingResources(Model, frozen=True, extra="forbid"):
    """What must be there: documents, tools and people."""

    documentation: tuple[str, ...]
    tools: tuple[str, ...]
    people: tuple[str, ...]
    source: Source


def development_journey() -> tuple[JourneyStage, ...]:
    """Published stages of an agent's development.

    Examples
    --------
    >>> [str(stage.span) for stage in development_journey()]
    ['1–8 weeks', '2–6 months', '6–18 months', 'at least 2 years']
    """
    return _rows(JourneyStage, "journey")


def onboarding_practices() -> OnboardingPractices:
    """Published practices of good onboarding.

    Examples
    --------
    >>> str(onboarding_practices().one_to_one)
    'weekly'
    """
    row = dict(read_data("training", "landscape")["practices"])
    source = Source(source=row.pop("source"), where=row.pop("where"))
    practices = row.pop("rows")
    return OnboardingPractices.model_validate({**row, "practices": practices, "source": source})


def soft_skills() -> tuple[SoftSkill, ...]:
    """Published soft skills."""
    return _rows(SoftSkill, "skills")


def content_types() -> tuple[ContentType, ...]:
    """Published types of training content."""
    return _rows(ContentType, "content")


def ongoing_training() -> tuple[OngoingTraining, ...]:
    """Published training that goes on."""
    return _rows(OngoingTraining, "ongoing")


def assessment_methods() -> tuple[AssessmentMethod, ...]:
    """Published ways to test knowledge.

    Examples
    --------
    >>> assessment_methods()[0].tests
    'recall'
    """
    return _rows(AssessmentMethod, "assessment")


def training_resources() -> TrainingResources:
    """Published list of what must be there."""
    row = dict(read_data("training", "landscape")["resources"])
    source = Source(source=row.pop("source"), where=row.pop("where"))
    return TrainingResources.model_validate({**row, "source": source})


def _rows(kind: type[M], name: str) -> tuple[M, ...]:
    return tuple(
        kind.model_validate(row) for row in read_data("training", "landscape")[name]["rows"]
    )
