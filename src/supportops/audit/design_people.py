"""Plans for people: workforce and training, as an audit reads them."""

from datetime import date
from typing import Annotated, TypeAlias

from pydantic import Field

from supportops._kit.models import Model
from supportops._kit.shares import Share

__all__ = ["Amount", "Lesson", "Mentor", "TrainingDesign", "WorkforceDesign"]

#: A number of something: finite, and nothing below zero.
Amount: TypeAlias = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class WorkforceDesign(Model, frozen=True, extra="forbid"):
    """How people are planned.

    Attributes
    ----------
    utilization : float or None
        Target for the share of paid time that goes to tickets.
    training_share : float or None
        Share of paid time for training.
    ramp : tuple of share or None
        Share of a full load that a new hire counts, from week 1 on.
    last_year : tuple of float or None
        Volume of the last twelve months [contacts].
    seasonal_forecast : bool or None
        Whether the forecast has a seasonal factor.
    forecast_reviewed : date or None
        When actual figures were last held against the forecast.
    as_of : date or None
        The day for which the plan is made.
    on_call_people : int or None
        People in the rotation [people].
    on_call_weeks : float or None
        Length of a turn [weeks].
    """

    utilization: Share | None = None
    training_share: Share | None = None
    ramp: tuple[Share, ...] | None = None
    last_year: tuple[Amount, ...] | None = None
    seasonal_forecast: bool | None = None
    forecast_reviewed: date | None = None
    as_of: date | None = None
    on_call_people: int | None = Field(default=None, ge=0)
    on_call_weeks: Amount | None = None


class Lesson(Model, frozen=True, extra="forbid"):
    """One module of a curriculum.

    Attributes
    ----------
    name : str
        Its name.
    week : int
        Week in which it is held, from 1 [weeks].
    hours : float
        Its length [hours].
    soft_skills : bool
        Whether it trains how to deal with people.
    practice : bool
        Whether trainees do something in it.
    assessed : bool
        Whether learning is tested.
    """

    name: str
    week: int = Field(ge=1)
    hours: Amount
    soft_skills: bool = False
    practice: bool = False
    assessed: bool = False


class Mentor(Model, frozen=True, extra="forbid"):
    """Somebody who trains others.

    Attributes
    ----------
    name : str
        Who.
    tenure_months : float or None
        Time in the job [months].
    qa_points : float or None
        QA score [points].
    trainer : bool or None
        Whether the person was chosen and prepared to teach.
    """

    name: str
    tenure_months: Amount | None = None
    qa_points: Amount | None = None
    trainer: bool | None = None


class TrainingDesign(Model, frozen=True, extra="forbid"):
    """Onboarding and what follows.

    Attributes
    ----------
    lessons : tuple of Lesson or None
        The curriculum.
    load : tuple of share or None
        Share of a full load that a trainee carries, from week 1 on.
    shadowing : bool or None
        Whether trainees watch before they handle tickets.
    weeks : float or None
        Length of onboarding [weeks].
    continues : bool or None
        Whether training goes on afterwards.
    roles : tuple of str or None
        Roles that people are hired for.
    paths : tuple of str or None
        Curricula that there are.
    one_to_one_every : float or None
        Time between one-to-one talks with a new hire [weeks].
    mentors : tuple of Mentor or None
        Who teaches.
    """

    lessons: tuple[Lesson, ...] | None = None
    load: tuple[Share, ...] | None = None
    shadowing: bool | None = None
    weeks: Amount | None = None
    continues: bool | None = None
    roles: tuple[str, ...] | None = None
    paths: tuple[str, ...] | None = None
    one_to_one_every: Amount | None = None
    mentors: tuple[Mentor, ...] | None = None
