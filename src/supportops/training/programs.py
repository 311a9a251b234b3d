"""Hours: what a year of training asks for, and what a curriculum does."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeAlias, get_args

from pydantic import field_validator

from supportops._kit.data import Shelf, Source, read_data
from supportops._kit.models import Model
from supportops._kit.names import collected
from supportops._kit.reals import above_zero, from_zero
from supportops._kit.results import Result
from supportops._kit.text import markdown_escape, markdown_table, shown
from supportops.errors import InputError
from supportops.vocabulary import Cadence, Range

__all__ = [
    "AnnualHours",
    "Curriculum",
    "CurriculumModule",
    "CurriculumName",
    "ProgramItem",
    "ProgramName",
    "TrainingProgram",
    "annual_hours",
    "curriculum",
    "curriculum_hours",
    "training_program",
]

ProgramName: TypeAlias = Literal["vivtone", "ast", "hume", "itcs"]
CurriculumName: TypeAlias = Literal["product"]


class ProgramItem(Model, frozen=True, extra="forbid"):
    """Training that comes back.

    Attributes
    ----------
    topic : str
    every : Cadence
    hours : Range
        Each time [hours].
    """

    topic: str
    every: Cadence
    hours: Range


class TrainingProgram(Model, frozen=True, extra="forbid"):
    """Continuing training of an agent.

    Attributes
    ----------
    name : str
    items : tuple of ProgramItem
    source : Source or None
    """

    name: str
    items: tuple[ProgramItem, ...]
    source: Source | None = None


class CurriculumModule(Model, frozen=True, extra="forbid"):
    """Module of a curriculum.

    Attributes
    ----------
    name : str
    hours : float
        [hours], zero or more.
    assessment : tuple of str
    """

    name: str
    hours: float
    assessment: tuple[str, ...] = ()

    @field_validator("hours")
    @classmethod
    def _counted(cls, value: float) -> float:
        return from_zero(value, "hours")


class Curriculum(Model, frozen=True, extra="forbid"):
    """Modules of a subject.

    Attributes
    ----------
    name : str
    modules : tuple of CurriculumModule
    top_tickets : int or None
        Commonest tickets that it covers [tickets].
    source : Source or None
    """

    name: str
    modules: tuple[CurriculumModule, ...]
    top_tickets: int | None = None
    source: Source | None = None

    def to_markdown(self) -> str:
        """The curriculum as a table."""
        rows = [
            [m.name.replace("_", " "), f"{m.hours:g}", ", ".join(m.assessment) or None]
            for m in self.modules
        ]
        table = markdown_table(["module", "hours", "assessment"], rows)
        return f"## Curriculum: {markdown_escape(self.name)}\n\n{table}"


@dataclass(frozen=True, slots=True)
class AnnualHours(Result):
    """Training hours of an agent in a year.

    Attributes
    ----------
    hours : Range
        In all [hours].
    by_topic : dict of str to Range
        Each topic [hours].
    not_counted : tuple of str
        Topics that come as needed; nobody knows how often.
    """

    hours: Range
    by_topic: dict[str, Range]
    not_counted: tuple[str, ...]


def _program(name: str) -> TrainingProgram:
    row = read_data("training", "programs")["programs"][name]
    source = Source(source=row["source"], where=row["where"])
    return TrainingProgram.model_validate({"name": name, "items": row["items"], "source": source})


def _curriculum(name: str) -> Curriculum:
    row: dict[str, Any] = dict(read_data("training", "programs")["curricula"][name])
    source = Source(source=row.pop("source"), where=row.pop("where"))
    return Curriculum.model_validate({"name": name, "source": source, **row})


_PROGRAMS: Shelf[TrainingProgram] = Shelf(
    "training programs", {name: partial(_program, name) for name in get_args(ProgramName)}
)
_CURRICULA: Shelf[Curriculum] = Shelf(
    "training curricula", {name: partial(_curriculum, name) for name in get_args(CurriculumName)}
)


def training_program(name: ProgramName) -> TrainingProgram:
    """Continuing training of a published playbook."""
    return _PROGRAMS.take(name)


def curriculum(name: CurriculumName) -> Curriculum:
    """Published curriculum of that name."""
    return _CURRICULA.take(name)


def curriculum_hours(modules: Iterable[CurriculumModule]) -> float:
    """Hours of all modules together.

    Parameters
    ----------
    modules : collection of CurriculumModule
        Also part of a curriculum, for one role.

    Returns
    -------
    float
        [hours]

    Raises
    ------
    InputError
        For something else than modules.

    Examples
    --------
    >>> curriculum_hours(curriculum("product").modules)
    16.0
    """
    given = collected(modules, "modules")
    for module in given:
        if not isinstance(module, CurriculumModule):
            raise InputError(
                f"modules must be CurriculumModule; got {shown(module)}; a Curriculum has .modules"
            )
    return float(sum(module.hours for module in given))


def annual_hours(program: TrainingProgram, *, weeks: float = 52) -> AnnualHours:
    """Training hours of an agent in a year, cadence by cadence.

    Parameters
    ----------
    program : TrainingProgram
        What comes back how often.
    weeks : float
        Weeks in which weekly training is held [weeks a year]; less for holidays.

    Returns
    -------
    AnnualHours
        What comes on an occasion, not by a cadence, is named and not counted.

    Raises
    ------
    InputError
        If training comes more often than weekly, or nothing can be counted.

    Examples
    --------
    >>> [str(annual_hours(training_program(name)).hours) for name in ("vivtone", "itcs")]
    ['60 hours', '96–192 hours']
    """
    if not isinstance(program, TrainingProgram):
        raise InputError(
            f"program must be a TrainingProgram; got {shown(program)}; "
            "training_program looks one up by name"
        )
    times = {"week": above_zero(weeks, "weeks"), "month": 12.0, "quarter": 4.0, "year": 1.0}
    by_topic: dict[str, Range] = {}
    loose = []
    for item in program.items:
        if item.every.occasion is not None:
            loose.append(item.topic)
            continue
        if item.every.unit not in times:
            raise InputError(f"every must be weekly or rarer; got {item.every} in {item.topic}")
        count = times[item.every.unit] / (item.every.every or 1)
        hours = item.hours.scaled(count, "hours")
        by_topic[item.topic] = _sum(
            [by_topic[item.topic], hours] if item.topic in by_topic else [hours]
        )
    if not by_topic:
        raise InputError(f"program must have a cadence to count; got none in {program.name}")
    return AnnualHours(_sum(list(by_topic.values())), by_topic, tuple(loose))


def _sum(ranges: list[Range]) -> Range:
    """Sum of ranges; an end that one lacks is lacking."""
    lows, highs = [r.low for r in ranges], [r.high for r in ranges]
    return Range(
        low=sum(low or 0 for low in lows),
        high=None if None in highs else sum(high for high in highs if high is not None),
        unit="hours",
    )
