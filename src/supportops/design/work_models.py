"""Deliverables on people, tools, money and time: what each consists of."""

from datetime import date

from supportops._kit.models import Model
from supportops.design.evidence import Basis

__all__ = [
    "EITHER",
    "ChainLink",
    "HireCohort",
    "ReturnPlan",
    "RoadMap",
    "RoadStep",
    "ShiftRow",
    "ToolPlan",
    "ToolRow",
    "TrainingStep",
    "WorkforcePlan",
]


class ChainLink(Model, frozen=True, extra="forbid"):
    """One link from deflection to money and service, today and at the goal.

    The ends belong to those of the handle times; one figure stands at both where they do not
    matter. `figures` names the evidence.
    """

    link: str
    what: str
    today_low: float | None
    today_high: float | None
    after_low: float | None
    after_high: float | None
    unit: str
    figures: tuple[str, ...]


class ReturnPlan(Model, frozen=True, extra="forbid"):
    """What the deflection goal is worth, link by link, and what the chain lacks to go on.

    `counts` says what is counted where the goal itself cannot be; empty where it is.
    """

    links: tuple[ChainLink, ...]
    lacks: tuple[str, ...]
    counts: str


class ToolRow(Model, frozen=True, extra="forbid"):
    """One part of the published stack, and which stated tool fills it.

    `status` is ``there`` for a tool that is named, ``in the help desk`` for a feature that is
    rated in it, and ``not stated`` for a gap.
    """

    kind: str
    part: str
    status: str
    filled_by: str = ""
    priority: str = ""
    options: tuple[str, ...] = ()


class ToolPlan(Model, frozen=True, extra="forbid"):
    """Stack and integrations against what is published, and what the help desk costs."""

    rows: tuple[ToolRow, ...]
    help_desk: str
    licences: str
    roll_out: str
    unknown: tuple[str, ...]


class ShiftRow(Model, frozen=True, extra="forbid"):
    """One shift: its hours and days, and the heads on it each day at either handle time."""

    hours: str
    days: str
    hours_a_week: float
    low: int
    high: int


#: Of hires that are the same at both ends of the handle times.
EITHER = "low or high"


class HireCohort(Model, frozen=True, extra="forbid"):
    """People who start together: decided by, first day, and the day they carry all of the work."""

    handle_time: str
    heads: int
    decide: date
    start: date
    full_load: date


class TrainingStep(Model, frozen=True, extra="forbid"):
    """One stage of training with its days, and what opens the next one."""

    program: str
    focus: str
    first_day: date
    last_day: date
    load: float | None
    needs: str


class WorkforcePlan(Model, frozen=True, extra="forbid"):
    """Shifts that cover the opening hours, who is to be hired when, and how they are trained.

    `shifts_lack` says why there is no pattern. `roster_low` and `roster_high` are the paid heads
    behind the pattern, `shift_hires_low` and `shift_hires_high` those of them who are not there.
    `start` and `full_load` are the first day of people who are decided on
    now, and the day on which they carry all of the work.
    """

    coverage: str
    shifts: tuple[ShiftRow, ...]
    shifts_lack: str
    arrivals: str
    arrivals_known: bool
    roster_low: float | None
    roster_high: float | None
    shift_hires_low: int | None
    shift_hires_high: int | None
    cohorts: tuple[HireCohort, ...]
    start: date
    full_load: date
    training: tuple[TrainingStep, ...]
    practices: tuple[str, ...]


class RoadStep(Model, frozen=True, extra="forbid"):
    """One step with its day, its owner, and whether the step is published or ours."""

    stage: str
    due: date
    what: str
    owner: str
    basis: Basis
    source: str = ""


class RoadMap(Model, frozen=True, extra="forbid"):
    """Steps in the order of their days, and the published road maps from the same day on."""

    steps: tuple[RoadStep, ...]
    published: tuple[RoadStep, ...]
