"""Onboarding plans: stages by week, gates, and what they look like on paper."""

from functools import partial
from typing import Any, Literal, TypeAlias, get_args

from pydantic import model_validator

from supportops._kit.data import Shelf, Source, read_data
from supportops._kit.models import Model
from supportops._kit.reals import whole
from supportops._kit.shares import Share, percent_text
from supportops._kit.text import joined, markdown_escape, markdown_table, shown
from supportops.errors import InputError
from supportops.training.gate_checks import Gate
from supportops.vocabulary import Range

__all__ = [
    "HoursName",
    "OnboardingHours",
    "OnboardingName",
    "OnboardingPlan",
    "OnboardingStage",
    "onboarding_hours",
    "onboarding_stage",
    "preset",
    "presets",
]

OnboardingName: TypeAlias = Literal["support-operations", "support-operations-ramp", "vivtone"]
HoursName: TypeAlias = Literal["ast", "itcs", "vivtone", "hume"]


class OnboardingStage(Model, frozen=True, extra="forbid"):
    """A stage of an onboarding plan.

    Attributes
    ----------
    focus : str
    first_week, last_week : int
        Weeks that it takes [weeks from the start], the first is 1.
    latest_week : int or None
        Last week where it may take longer [weeks from the start].
    gates : tuple of Gate
        Figures that open the next stage.
    evidence : tuple of str
        What else must be shown.
    load : float or None
        Share of a full agent's tickets; None where the plan does not say.
    support : str
        How the newcomer is looked after.
    hours : Range or None
        Taught hours [hours].
    """

    focus: str
    first_week: int
    last_week: int
    latest_week: int | None = None
    gates: tuple[Gate, ...] = ()
    evidence: tuple[str, ...] = ()
    load: Share | None = None
    support: str = ""
    hours: Range | None = None

    @property
    def end(self) -> int:
        """Last week that it may take [weeks from the start]."""
        return self.last_week if self.latest_week is None else self.latest_week

    @property
    def needs(self) -> str:
        """Gates and evidence in a line."""
        return ", ".join([*map(str, self.gates), *self.evidence])


class OnboardingPlan(Model, frozen=True, extra="forbid"):
    """Stages one after the other.

    Attributes
    ----------
    name : str
    stages : tuple of OnboardingStage
        Without gaps, from week 1.
    source : Source or None

    Examples
    --------
    >>> preset("support-operations").weeks, preset("support-operations-ramp").loads
    (8, (0.0, 0.0, 0.25, 0.5, 0.75, 0.75, 1.0, 1.0))
    """

    name: str
    stages: tuple[OnboardingStage, ...]
    source: Source | None = None

    @model_validator(mode="after")
    def _sound(self) -> "OnboardingPlan":
        if not self.stages:
            raise InputError("stages must have one; got none")
        week = 1
        for stage in self.stages:
            if stage.first_week != week or not stage.first_week <= stage.last_week <= stage.end:
                raise InputError(
                    f"stages must follow one another from week 1; "
                    f"got {stage.first_week} to {stage.end} where week {week} begins"
                )
            week = stage.last_week + 1
        return self

    @property
    def weeks(self) -> int:
        """Weeks of the plan at its shortest [weeks]."""
        return self.stages[-1].last_week

    @property
    def loads(self) -> tuple[float, ...]:
        """Share of a full agent's tickets in each week, where every stage says it."""
        shares = [
            stage.load
            for stage in self.stages
            for _ in range(stage.first_week, stage.last_week + 1)
        ]
        if any(share is None for share in shares):
            raise InputError(f"load must be said in every stage; got none in {self.name}")
        return tuple(share for share in shares if share is not None)

    def to_markdown(self) -> str:
        """The plan as a table."""
        rows = [
            [
                _weeks(stage),
                stage.focus,
                None if stage.load is None else percent_text(stage.load),
                stage.support or None,
                stage.needs or None,
            ]
            for stage in self.stages
        ]
        table = markdown_table(["weeks", "focus", "load", "support", "goes on with"], rows)
        return f"## Onboarding: {markdown_escape(self.name)}\n\n{table}"


class OnboardingHours(Model, frozen=True, extra="forbid"):
    """Hours of onboarding in a playbook.

    Attributes
    ----------
    name : str
    hours : Range
        In all [hours].
    parts : dict of str to float
        By subject [hours], where the source says them.
    shadowing : Range or None
        What follows beside an experienced agent [days].
    source : Source
    """

    name: str
    hours: Range
    parts: dict[str, float] = {}
    shadowing: Range | None = None
    source: Source


def _plan(name: str) -> OnboardingPlan:
    row = read_data("training", "onboarding")["plans"][name]
    source = Source(source=row["source"], where=row["where"])
    return OnboardingPlan.model_validate({"name": name, "stages": row["stages"], "source": source})


def _hours(name: str) -> OnboardingHours:
    row: dict[str, Any] = dict(read_data("training", "onboarding")["hours"][name])
    source = Source(source=row.pop("source"), where=row.pop("where"))
    return OnboardingHours.model_validate({"name": name, "source": source, **row})


_PLANS: Shelf[OnboardingPlan] = Shelf(
    "training", {name: partial(_plan, name) for name in get_args(OnboardingName)}
)
_HOURS: Shelf[OnboardingHours] = Shelf(
    "training hours", {name: partial(_hours, name) for name in get_args(HoursName)}
)


def preset(name: OnboardingName) -> OnboardingPlan:
    """Published onboarding plan of that name; `presets` lists them.

    The two plans of the support-operations skill disagree: shadowing is week 4 in one and week 2
    in the other. They are kept apart; choose one.
    """
    return _PLANS.take(name)


def presets() -> tuple[str, ...]:
    """Names of the published onboarding plans."""
    return _PLANS.names()


def onboarding_hours(name: HoursName) -> OnboardingHours:
    """Hours of onboarding that a playbook publishes.

    Examples
    --------
    >>> onboarding_hours("ast").parts
    {'product': 40.0, 'systems': 20.0, 'soft_skills': 20.0}
    """
    return _HOURS.take(name)


def onboarding_stage(week: int, *, plan: OnboardingPlan) -> OnboardingStage | None:
    """Stage of a week; None after the plan.

    Parameters
    ----------
    week : int
        Week from the start [weeks], the first is 1.
    plan : OnboardingPlan
        The plan at its shortest.

    Returns
    -------
    OnboardingStage or None

    Raises
    ------
    InputError
        If the week is not whole or below 1.

    Examples
    --------
    >>> onboarding_stage(6, plan=preset("support-operations")).needs
    'qa at least 70 points'
    """
    number = whole(week, "week")
    if not isinstance(plan, OnboardingPlan):
        raise InputError(f"plan must be an OnboardingPlan; got {shown(plan)}; preset looks one up")
    if number < 1:
        raise InputError(f"week must be one or more; got {shown(week)}")
    for stage in plan.stages:
        if number <= stage.last_week:
            return stage
    return None


def _weeks(stage: OnboardingStage) -> str:
    last = joined(dict.fromkeys([stage.last_week, stage.end]), "or")
    return str(stage.first_week) if last == str(stage.first_week) else f"{stage.first_week}–{last}"
