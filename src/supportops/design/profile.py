"""The current state of a team: what is given, and what has to be assumed."""

import tomllib
from datetime import date, timedelta
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    Field,
    FiniteFloat,
    StrictBool,
    StrictFloat,
    StrictInt,
    ValidationError,
    model_validator,
)

from supportops._kit.durations import Duration
from supportops._kit.models import Model, explained
from supportops._kit.money import Money
from supportops._kit.results import worded
from supportops._kit.shares import Share, percent_text
from supportops._kit.text import joined, shown
from supportops.calendars import BusinessCalendar, open_seconds_per_week
from supportops.design.assumptions import AnswerTarget, Assumption, TimeBand
from supportops.errors import InputError
from supportops.quality import RubricName
from supportops.vocabulary import Promise

__all__ = [
    "AnswerTarget",
    "Area",
    "Assumed",
    "Assumption",
    "Given",
    "GivenPromise",
    "TeamProfile",
    "TimeBand",
    "profile_from_toml",
]

Spread: TypeAlias = Annotated[FiniteFloat, Field(gt=0, le=1_000)]
Area: TypeAlias = Literal["promises", "people", "knowledge", "tools", "measures"]


class GivenPromise(Model, frozen=True, extra="forbid"):
    """What is promised already.

    Attributes
    ----------
    customer_tier : str or None
        To whom; None is everybody who has no row of their own.
    priority : str
        For which priority.
    first_response, resolution : Promise
        ``"4h"``, ``"5 business days"``.
    """

    customer_tier: str | None = None
    priority: str
    first_response: Promise
    resolution: Promise


class Given(Model, frozen=True, extra="forbid"):
    """What the team says of itself.

    Attributes
    ----------
    agents, leads : int
        Heads [heads].
    tickets_per_month : float
        Volume [tickets/month].
    first_response_time : timedelta or None
        Mean first response; None is not known.
    csat : float
        Share of satisfied customers, 0 to 1.
    fcr : float or None
        First contact resolution, 0 to 1; None is not known.
    formal_slas, knowledge_base : bool
        Whether there are any.
    tools : tuple of str
        Names of the tools.
    customer_tiers, categories : dict of str to float
        Shares of the tickets, 0 to 1; together at most 1, the rest is not named.
    cost_per_month : Money or None
        Full cost of support a month; None is not known.
    rubric : str or None
        Name of the published rubric that tickets are reviewed by; None takes the playbook's.
    priority_mix : dict of str to float
        Shares of the tickets by priority, 0 to 1, together at most 1; empty is not known.
    promises : tuple of GivenPromise
        What is promised already; it takes the place of the playbook's.
    promises_kept : float or None
        Share of tickets that a contract asks to be in time, 0 to 1; None takes the published.
    survey_scale : tuple of float or None
        Lowest and highest answer of the satisfaction survey [points of the scale]; None is
        1 to 5.
    on_call : tuple of str
        Who takes turns on call, in order; empty is not known.
    answers : dict of str to bool
        Answers to the questions of the audit's declared rules, by the code of the rule.
    self_service_cost : Money or None
        What self-service costs a month, or is to cost; None is not known.
    deflection : float or None
        Share of the requests that self-service takes today, 0 to 1; None is not known.
    integrations : tuple of str or None
        What the help desk is connected with; None is not known.
    arrivals_by_hour : dict of int to float
        Share of a day's tickets that comes in each hour of the wall clock, 0 to 23; together at
        most 1. Empty is not known.
    owners : dict of str to str
        Who answers for an area: promises, people, knowledge, tools or measures.
    """

    agents: StrictInt = Field(ge=1, le=1_000_000)
    leads: StrictInt = Field(default=0, ge=0, le=1_000_000)
    tickets_per_month: StrictFloat = Field(gt=0, le=1e9, allow_inf_nan=False)
    first_response_time: Duration | None = None
    csat: Share
    fcr: Share | None = None
    formal_slas: bool
    knowledge_base: bool
    tools: tuple[str, ...] = ()
    customer_tiers: dict[str, Share] = Field(min_length=1)
    categories: dict[str, Share] = {}
    cost_per_month: Money | None = None
    rubric: RubricName | None = None
    priority_mix: dict[str, Share] = {}
    promises: tuple[GivenPromise, ...] = ()
    promises_kept: Share | None = Field(default=None, gt=0, lt=1)
    survey_scale: tuple[StrictFloat, StrictFloat] | None = None
    on_call: tuple[str, ...] = ()
    answers: dict[str, StrictBool] = {}
    self_service_cost: Money | None = None
    deflection: Share | None = None
    integrations: tuple[str, ...] | None = None
    arrivals_by_hour: dict[Annotated[int, Field(ge=0, le=23)], Share] = {}
    owners: dict[Area, str] = {}

    @model_validator(mode="after")
    def _mixes(self) -> "Given":
        costs = {name: getattr(self, name) for name in ("cost_per_month", "self_service_cost")}
        for name, cost in costs.items():
            if cost is not None and cost.amount < 0:
                raise InputError(f"{name} must be zero or more; got {cost}")
        if len({cost.currency for cost in costs.values() if cost is not None}) > 1:
            raise InputError(
                "costs must be in one currency; got "
                f"{joined(str(cost) for cost in costs.values())}; convert one with Money.to"
            )
        if (total := sum(self.arrivals_by_hour.values())) > 1 + 1e-9:
            raise InputError(
                f"arrivals_by_hour must sum to at most 100 %; got {percent_text(total)}"
            )
        for name in ("customer_tiers", "categories", "priority_mix"):
            mix = getattr(self, name)
            words = [" ".join(key.casefold().split()) for key in mix]
            if not all(words) or len(set(words)) < len(words):
                raise InputError(
                    f"{name} must have names, of which no two differ in case or spaces only; "
                    f"got {shown(list(mix))}"
                )
            total = sum(mix.values())
            # Percentages written with decimals may miss 1 by rounding, not by a ticket.
            if total > 1 + 1e-9:
                parts = ", ".join(f"{key} {percent_text(part)}" for key, part in mix.items())
                raise InputError(
                    f"{name} must sum to at most 100 %; got {percent_text(total)} ({parts})"
                )
        names = [(row.customer_tier, row.priority) for row in self.promises]
        if len(set(names)) < len(names):
            raise InputError(f"promises must have no row twice; got {shown(names)}")
        people = [" ".join(name.split()) for name in self.on_call]
        if not all(people) or len(set(people)) < len(people):
            raise InputError(f"on_call must name people, none twice; got {shown(self.on_call)}")
        scale = self.survey_scale
        if scale is not None and not scale[0] < scale[1]:
            raise InputError(f"survey_scale must rise; got {scale[0]:g} and {scale[1]:g}")
        return self


class Assumed(Model, frozen=True, extra="forbid"):
    """What is not known of the team and has to be taken from elsewhere.

    Attributes
    ----------
    as_of : Assumption of date
        Day of the plan.
    handle_time : dict of str to TimeBand
        Working time on a ticket by support tier.
    hours_a_day, contract_week : Assumption of timedelta
        Paid hours of one agent a day and a week.
    working_days_a_month : Assumption of float
        [days/month]
    utilization, shrinkage : Assumption of float
        Share of paid time on tickets, and share that is not worked at all.
    business_hours : Assumption of BusinessCalendar
        Hours in which promises run.
    around_the_clock : Assumption of tuple of str
        Priorities whose promises run day and night.
    busy_hour_share : Assumption of float
        Share of a day's tickets that comes in its busiest hour.
    answer_target : Assumption of AnswerTarget
        What the busy hour is staffed for.
    article_deflection : dict of str to Assumption of float
        Share of the tickets of a category that articles would take.
    survey_response : Assumption of float or None
        Share of tickets whose customers answer the survey.
    review_spread : Assumption of float or None
        Standard deviation of the scores of single reviews [points].
    review_likeness : Assumption of float or None
        How alike the reviews of one agent are [correlation].
    review_time : TimeBand or None
        Working time on one review.
    preventable_share : Assumption of float or None
        Share of the tickets whose cause the product or its documents could remove.
    open_days_a_month : Assumption of float or None
        Days on which tickets come, where these are not the days that an agent works
        [days/month].
    attrition_a_year : Assumption of float or None
        Share of the agents who leave in a year, below 1; None is not known.
    """

    as_of: Assumption[date]
    handle_time: dict[str, TimeBand] = Field(min_length=1)
    hours_a_day: Assumption[Duration]
    contract_week: Assumption[Duration]
    working_days_a_month: Assumption[float]
    utilization: Assumption[Share]
    shrinkage: Assumption[Share]
    business_hours: Assumption[BusinessCalendar]
    around_the_clock: Assumption[tuple[str, ...]]
    busy_hour_share: Assumption[Share]
    answer_target: Assumption[AnswerTarget]
    article_deflection: dict[str, Assumption[Share]] = {}
    survey_response: Assumption[Share] | None = None
    review_spread: Assumption[Spread] | None = None
    review_likeness: Assumption[Share] | None = None
    review_time: TimeBand | None = None
    preventable_share: Assumption[Share] | None = None
    open_days_a_month: Assumption[float] | None = None
    attrition_a_year: Assumption[Share] | None = None

    @model_validator(mode="after")
    def _programs(self) -> "Assumed":
        optional = {
            "survey_response": self.survey_response,
            "review_spread": self.review_spread,
            "review_likeness": self.review_likeness,
            "preventable_share": self.preventable_share,
            **{f"article_deflection.{k}": v for k, v in self.article_deflection.items()},
        }
        for name, assumption in optional.items():
            if assumption is not None:
                _hold_ends(name, assumption)
        if self.survey_response is not None and not self.survey_response.value > 0:
            raise InputError("survey_response.value must be above zero; got 0")
        return self

    @model_validator(mode="after")
    def _usable(self) -> "Assumed":
        most = {
            "hours_a_day": timedelta(hours=24),
            "contract_week": timedelta(hours=168),
            "working_days_a_month": 31.0,
            "utilization": 1.0,
            "open_days_a_month": 31.0,
        }
        for name, limit in most.items():
            nothing = timedelta() if isinstance(limit, timedelta) else 0.0
            assumption = getattr(self, name)
            if assumption is None:
                continue
            for end in ("value", "low", "high"):
                value = getattr(assumption, end)
                if value is not None and not nothing < value <= limit:
                    raise InputError(
                        f"{name}.{end} must be above zero and at most {worded(limit)}; got {worded(value)}"
                    )
        for name in (*most, "shrinkage", "busy_hour_share", "attrition_a_year"):
            if (assumption := getattr(self, name)) is not None:
                _hold_ends(name, assumption)
        if not open_seconds_per_week(self.business_hours.value):
            raise InputError(
                "business_hours.value must open at some time of the week; got no hours"
            )
        for name in ("shrinkage", "attrition_a_year"):
            assumption = getattr(self, name)
            if assumption is not None and assumption.value >= 1:
                raise InputError(f"{name}.value must be below 1; got {assumption.value}")
        return self


def _hold_ends(name: str, assumption: Assumption[Any]) -> None:
    ends = (assumption.low, assumption.value, assumption.high)
    inside = [end for end in ends if end is not None]
    if inside != sorted(inside):
        raise InputError(
            f"{name}.value must lie between low and high; got {joined(map(worded, inside))}"
        )


class TeamProfile(Model, frozen=True, extra="forbid"):
    """A support team as it is today.

    Attributes
    ----------
    given : Given
        What the team says of itself.
    assumed : Assumed
        What has to be taken from elsewhere.
    """

    given: Given
    assumed: Assumed

    @model_validator(mode="after")
    def _known_categories(self) -> "TeamProfile":
        for word in self.assumed.article_deflection:
            if word not in self.given.categories:
                known = joined(self.given.categories, "or") or "none"
                raise InputError(
                    f"assumed.article_deflection must name given categories, {known}; got {shown(word)}"
                )
        return self


def profile_from_toml(text: str) -> TeamProfile:
    """Profile that a TOML text states.

    Parameters
    ----------
    text : str
        A table ``[given]`` and a table ``[assumed]``, as in `TeamProfile`.

    Returns
    -------
    TeamProfile

    Raises
    ------
    InputError
        For text that is no TOML, and for the first fault in it, named by its key path.

    Examples
    --------
    >>> profile_from_toml("[given]")
    Traceback (most recent call last):
    ...
    supportops.errors.InputError: given.agents must be there; got nothing
    """
    try:
        return TeamProfile.model_validate(tomllib.loads(text))
    except ValidationError as error:
        raise InputError(explained(error)) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"profile must be TOML; got a fault: {error}") from error
