"""The planning calendar, good practice, and the measures of capacity, as published."""

from datetime import date
from typing import Literal, TypeAlias

from supportops._kit.data import Source, read_data
from supportops._kit.durations import Duration
from supportops._kit.models import Model
from supportops._kit.shares import Share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.vocabulary import Cadence, Range
from supportops.workforce._doors import day_of

__all__ = [
    "CapacityMeasure",
    "CapacityVariable",
    "PlanningPractice",
    "PlanningTask",
    "capacity_measures",
    "capacity_variables",
    "planning_calendar",
    "planning_horizon",
    "planning_practices",
    "planning_tasks",
]

PlanningRhythm: TypeAlias = Literal["monthly", "quarterly", "yearly"]
_RHYTHMS: tuple[PlanningRhythm, ...] = ("monthly", "quarterly", "yearly")


class PlanningTask(Model, frozen=True, extra="forbid"):
    """A task of the planning calendar.

    Attributes
    ----------
    task : str
    rhythm : Cadence
    source : Source
    """

    task: str
    rhythm: Cadence
    source: Source


class PlanningPractice(Model, frozen=True, extra="forbid"):
    """A practice of good planning.

    Attributes
    ----------
    name : str
    rules : tuple of str
        What it asks for.
    source : Source
    """

    name: str
    rules: tuple[str, ...]
    source: Source


class CapacityVariable(Model, frozen=True, extra="forbid"):
    """An input of capacity planning.

    Attributes
    ----------
    name, about, origin : str
        Its name, its meaning, and where it comes from.
    target : Range or None
        Published target, as a share.
    source : Source
    """

    name: str
    about: str
    origin: str
    target: Range | None = None
    source: Source


class CapacityMeasure(Model, frozen=True, extra="forbid"):
    """A measure of the capacity dashboard.

    Attributes
    ----------
    name, formula : str
    review : Cadence
        How often it is looked at.
    age_above : Duration or None
        Age above which a ticket counts as backlog.
    below : share or None
        Part of the target under which an hour is a gap.
    source : Source
    """

    name: str
    formula: str
    review: Cadence
    age_above: Duration | None = None
    below: Share | None = None
    source: Source


def planning_tasks() -> tuple[PlanningTask, ...]:
    """Twelve published planning tasks: monthly, quarterly and yearly ones.

    Examples
    --------
    >>> [str(task.rhythm) for task in planning_tasks()][::4]
    ['monthly', 'quarterly', 'yearly']
    """
    data = read_data("workforce", "planning")["calendar"]
    source = Source(source=data["source"], where=data["where"])
    return tuple(
        PlanningTask(task=task, rhythm=Cadence.model_validate(rhythm), source=source)
        for rhythm in _RHYTHMS
        for task in data[rhythm]
    )


def planning_horizon() -> dict[str, int]:
    """Published horizons: months of the rolling forecast, quarters of the head-count plan.

    Examples
    --------
    >>> planning_horizon()
    {'rolling_forecast_months': 3, 'headcount_horizon_quarters': 2}
    """
    data = read_data("workforce", "planning")["calendar"]
    return {key: data[key] for key in ("rolling_forecast_months", "headcount_horizon_quarters")}


def planning_calendar(
    first: date, *, last: date, year_start: int = 1
) -> tuple[tuple[date, PlanningTask], ...]:
    """Planning tasks of a stretch of time, each on the first day of its month.

    Parameters
    ----------
    first, last : date
        Both included.
    year_start : int
        First month of the planning year [month], 1 to 12.

    Returns
    -------
    tuple of (date, PlanningTask)
        In order.

    Raises
    ------
    InputError
        For a last day before the first, or a month outside 1 to 12.

    Examples
    --------
    >>> len(planning_calendar(date(2026, 1, 1), last=date(2026, 12, 31)))
    68
    """
    if day_of(last, "last") < day_of(first, "first"):
        raise InputError(f"last must not be before first; got {last} and {first}")
    if isinstance(year_start, bool) or year_start not in range(1, 13):
        raise InputError(f"year_start must be a month from 1 to 12; got {shown(year_start)}")
    due: list[tuple[date, PlanningTask]] = []
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    for day in (date(count // 12, count % 12 + 1, 1) for count in months):
        into = (day.month - year_start) % 12
        wanted = {"monthly"} | ({"quarterly"} if into % 3 == 0 else set())
        wanted |= {"yearly"} if into == 0 else set()
        if day >= first:
            due += [(day, task) for task in planning_tasks() if str(task.rhythm) in wanted]
    return tuple(due)


def planning_practices() -> tuple[PlanningPractice, ...]:
    """Five published practices of good planning.

    Examples
    --------
    >>> planning_practices()[3].name
    'forward-looking'
    """
    return tuple(
        PlanningPractice(name=row["name"], rules=row["rules"], source=_source(row))
        for row in read_data("workforce", "planning")["practice"]
    )


def capacity_variables() -> tuple[CapacityVariable, ...]:
    """Five published inputs of capacity planning and where they come from.

    Notes
    -----
    Available hours come net of meetings there, while the published utilization has meetings in
    its other parts as well: take them out in one place only.

    Examples
    --------
    >>> str(capacity_variables()[3].target)
    '0.7–0.8'
    """
    return tuple(
        CapacityVariable(
            name=row["name"],
            about=row["about"],
            origin=row["origin"],
            target=Range(**row["target"]) if "target" in row else None,
            source=_source(row),
        )
        for row in read_data("workforce", "planning")["variable"]
    )


def capacity_measures() -> tuple[CapacityMeasure, ...]:
    """Six published measures of capacity, with formula and review.

    Examples
    --------
    >>> [measure.below for measure in capacity_measures() if measure.below]
    [0.5]
    """
    return tuple(
        CapacityMeasure(
            **{k: v for k, v in row.items() if k not in {"source", "where"}}, source=_source(row)
        )
        for row in read_data("workforce", "planning")["measure"]
    )


def _source(row: dict[str, str]) -> Source:
    return Source(source=row["source"], where=row["where"])
