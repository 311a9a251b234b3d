"""Queue policies as data: what decides which ticket is next."""

from typing import TypeAlias

from pydantic import FiniteFloat, model_validator

from supportops._kit.durations import Duration
from supportops._kit.models import Model
from supportops._kit.tables import Column, Table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.vocabulary import Scale

__all__ = [
    "QUEUE",
    "CostOfDelay",
    "EarliestDue",
    "FirstComeFirstServed",
    "LeastSlack",
    "LinearAgeing",
    "PriorityOrder",
    "QueuePolicy",
    "SlaConsumed",
]

#: Columns that queue policies read.
QUEUE = Table(
    name="queue",
    row="one waiting ticket",
    columns=(
        Column(name="ticket_id", dtype="id", about="identity within the help desk"),
        Column(name="created_at", dtype="instant", about="when it came in"),
        Column(name="priority", dtype="text", about="name on the scale of the policy"),
        Column(name="category", dtype="text", about="what it is about"),
        Column(name="due_at", dtype="instant", about="when its promise runs out"),
        Column(name="remaining_work", dtype="duration", about="work that is left"),
        Column(
            name="sla_consumed",
            dtype="number",
            unit="share of the promise",
            about="part of the promised time that has run, on the promise's own clock",
        ),
    ),
)


class FirstComeFirstServed(Model, frozen=True, extra="forbid"):
    """The oldest ticket first, whatever its priority."""


class PriorityOrder(Model, frozen=True, extra="forbid"):
    """The most urgent priority first, and first in, first out within it.

    Attributes
    ----------
    scale : Scale
    step : timedelta or None
        How long a ticket waits until it counts as one priority higher; None is no ageing.
    ceiling : str or None
        The most urgent priority that ageing can lead to; None is the first of the scale.
    """

    scale: Scale
    step: Duration | None = None
    ceiling: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> "PriorityOrder":
        if self.step is not None and not self.step:
            raise InputError("step must be above zero; got 0s")
        if self.ceiling is not None:
            self.scale.rank(self.ceiling)
            if self.step is None:
                raise InputError(f"ceiling must stand beside a step; got {shown(self.ceiling)}")
        return self


class EarliestDue(Model, frozen=True, extra="forbid"):
    """The ticket first whose promise runs out first; without a promise, last."""


class LeastSlack(Model, frozen=True, extra="forbid"):
    """The ticket first with the least time left beside its own work."""


class SlaConsumed(Model, frozen=True, extra="forbid"):
    """The ticket first that has used up the greatest share of its promise."""


class LinearAgeing(Model, frozen=True, extra="forbid"):
    """The highest score first: points of the priority, and more with every hour of waiting.

    Attributes
    ----------
    points : dict of str to float
        Score at the arrival, by priority [points].
    rates_per_hour : dict of str to float
        Growth by priority [points/hour], zero or more.
    """

    points: dict[str, FiniteFloat]
    rates_per_hour: dict[str, FiniteFloat]

    @model_validator(mode="after")
    def _whole(self) -> "LinearAgeing":
        if self.points.keys() != self.rates_per_hour.keys():
            raise InputError(
                "rates_per_hour must name the priorities of points; "
                f"got {shown(tuple(self.rates_per_hour))} and {shown(tuple(self.points))}"
            )
        for priority, rate in self.rates_per_hour.items():
            if rate < 0:
                raise InputError(f"rates_per_hour must be zero or more; got {rate} for {priority}")
        return self


class CostOfDelay(Model, frozen=True, extra="forbid"):
    """The highest cost of delay for an hour of work first (the c-μ rule), by category.

    Attributes
    ----------
    cost_per_hour : dict of str to float
        Cost of an hour of delay, by category, in any one unit; zero or more.
    handle_time : dict of str to timedelta
        Mean work on a ticket, by category.
    """

    cost_per_hour: dict[str, FiniteFloat]
    handle_time: dict[str, Duration]

    @model_validator(mode="after")
    def _whole(self) -> "CostOfDelay":
        if self.cost_per_hour.keys() != self.handle_time.keys():
            raise InputError(
                "handle_time must name the categories of cost_per_hour; "
                f"got {shown(tuple(self.handle_time))} and {shown(tuple(self.cost_per_hour))}"
            )
        for category, cost in self.cost_per_hour.items():
            if cost < 0:
                raise InputError(f"cost_per_hour must be zero or more; got {cost} for {category}")
        return self


QueuePolicy: TypeAlias = (
    FirstComeFirstServed
    | PriorityOrder
    | EarliestDue
    | LeastSlack
    | SlaConsumed
    | LinearAgeing
    | CostOfDelay
)
