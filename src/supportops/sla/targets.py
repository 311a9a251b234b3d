"""Targets: what a row of a policy promises, metric by metric, and to whom."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from supportops._kit.models import Model
from supportops._kit.shares import Share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Promise

__all__ = [
    "FIELDS",
    "METRICS",
    "Clock",
    "MatchField",
    "Metric",
    "SlaRow",
    "Targets",
    "names_of",
]

Metric: TypeAlias = Literal[
    "first_response", "next_response", "periodic_update", "pausable_update",
    "resolution", "requester_wait", "agent_work", "ownership",
]  # fmt: skip
MatchField: TypeAlias = Literal["priority", "customer_tier", "channel", "category", "group"]
Clock: TypeAlias = Literal["business", "calendar"]

#: The metrics that every policy knows; a policy may define more.
METRICS: tuple[Metric, ...] = (
    "first_response", "next_response", "periodic_update", "pausable_update",
    "resolution", "requester_wait", "agent_work", "ownership",
)  # fmt: skip
#: The fields of a ticket that a row may ask for.
FIELDS: tuple[MatchField, ...] = ("priority", "customer_tier", "channel", "category", "group")


def names_of(value: "str | tuple[str, ...] | None") -> tuple[str, ...]:
    """Names that a row asks for in one field; none means any."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


class Targets(Model, frozen=True, extra="forbid"):
    """Promises by metric; a metric without one is not promised.

    Attributes
    ----------
    first_response, next_response, periodic_update, pausable_update, resolution, \
    requester_wait, agent_work, ownership : Promise or None
        ``"4h"``, ``"4h calendar"``, ``"5 business days"``, ``"next business day"``,
        ``"on status change"``, ``"best effort"``.
    other : dict of str to Promise
        Promises on metrics that the policy defines itself.
    goals : dict of str to Promise
        The earlier end of a published range: aimed at, not judged.
    attained : dict of str to share, "mean" or "median"
        How a promise is to be judged over many tickets where it is not each of them: the
        share that must keep it, or the statistic that must.
    """

    first_response: Promise | None = None
    next_response: Promise | None = None
    periodic_update: Promise | None = None
    pausable_update: Promise | None = None
    resolution: Promise | None = None
    requester_wait: Promise | None = None
    agent_work: Promise | None = None
    ownership: Promise | None = None
    other: dict[str, Promise] = Field(default_factory=dict)
    goals: dict[str, Promise] = Field(default_factory=dict)
    attained: dict[str, Share | Literal["mean", "median"]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _apart(self) -> "Targets":
        for name in self.other:
            if name in METRICS:
                raise InputError(
                    f"other must hold metrics of your own; got {shown(name)}; "
                    f"write it as the field {name}"
                )
        promised = dict(self.promises())
        for field, names in (("goals", self.goals), ("attained", self.attained)):
            for name in names:
                if name not in promised:
                    raise InputError(
                        f"{field} must name promised metrics; got {shown(name)}; "
                        f"promised are {joined(promised) or 'none'}"
                    )
        return self

    def promises(self) -> Iterator[tuple[str, Promise]]:
        """Metric and promise, in the order of the fields, where there is one."""
        for name in METRICS:
            value: Promise | None = getattr(self, name)
            if value is not None:
                yield name, value
        yield from self.other.items()


class SlaRow(Targets, frozen=True, extra="forbid"):
    """One row of a policy: which tickets it is for, and what it promises them.

    Attributes
    ----------
    name : str
        Name of the row for documents and findings; may be empty.
    priority, customer_tier, channel, category, group : str, tuple of str or None
        Names that the ticket must have; None is any. A ticket of which the field is not
        known matches only None.
    clock : {"business", "calendar"} or None
        Clock of the promises that do not say it themselves; None leaves it to the policy.
    calendar : str or None
        Calendar of the tickets in this row, by its name in the policy.
    pauses : dict of str to tuple of str
        For a metric the statuses (by name or by class) in which its clock pauses, in place of
        the policy's.
    """

    name: str = ""
    priority: str | tuple[str, ...] | None = None
    customer_tier: str | tuple[str, ...] | None = None
    channel: str | tuple[str, ...] | None = None
    category: str | tuple[str, ...] | None = None
    group: str | tuple[str, ...] | None = None
    clock: Clock | None = None
    calendar: str | None = None
    pauses: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _named(self) -> "SlaRow":
        for field in FIELDS:
            value = getattr(self, field)
            if value is not None and not all(name.strip() for name in names_of(value) or ("",)):
                raise InputError(f"{field} must be one name or more; got {shown(value)}")
        return self

    @property
    def label(self) -> str:
        """Name of the row, or the fields that it asks for in words."""
        asked = (names_of(getattr(self, field)) for field in FIELDS)
        return self.name or ", ".join(joined(names, "or") for names in asked if names) or "any"

    def matches(self, values: "dict[str, str | None]") -> bool:
        """Whether a ticket with these fields belongs to the row."""
        return all(
            not (wanted := names_of(getattr(self, field))) or values.get(field) in wanted
            for field in FIELDS
        )
