"""Automation rules as facts: conditions, intended actions, and how big a rule may be."""

from math import isfinite
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr, model_validator

from supportops._kit.durations import Duration
from supportops._kit.models import Model
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = [
    "MAX_DEPTH",
    "MAX_SIZE",
    "Action",
    "AllOf",
    "AnyOf",
    "Compare",
    "Condition",
    "Contains",
    "Elapsed",
    "NotOf",
    "Rule",
    "Scalar",
]

#: How deep conditions may lie inside one another, and how many a rule may have.
MAX_DEPTH = 12
MAX_SIZE = 256

Scalar: TypeAlias = StrictBool | StrictInt | StrictFloat | StrictStr
Order: TypeAlias = Literal["gt", "ge", "lt", "le"]


class Compare(Model, frozen=True, extra="forbid"):
    """A field beside a value.

    Attributes
    ----------
    kind : str
        ``compare``: which condition it is in JSON.
    field : str
    op : {"eq", "ne", "gt", "ge", "lt", "le"}
        The last four order numbers; between anything else they do not hold.
    value : bool, int, float or str
        Texts are equal letter by letter; true is no 1. A field that is missing is equal to
        nothing, so that only ``ne`` holds for it.
    """

    kind: Literal["compare"] = "compare"
    field: str
    op: Literal["eq", "ne"] | Order
    value: Scalar

    @model_validator(mode="after")
    def _finite(self) -> "Compare":
        if isinstance(self.value, float) and not isfinite(self.value):
            raise InputError(f"value must be finite; got {self.value}; None is a missing fact")
        return self


class Contains(Model, frozen=True, extra="forbid"):
    """A text that holds another in any case, or a list that has a member.

    Attributes
    ----------
    kind : str
        ``contains``: which condition it is in JSON.
    field : str
    op : {"contains", "not_contains"}
    value : str
        A part of a text whatever its case; a member of a list letter by letter. A missing field
        holds nothing.
    """

    kind: Literal["contains"] = "contains"
    field: str
    op: Literal["contains", "not_contains"] = "contains"
    value: StrictStr


class Elapsed(Model, frozen=True, extra="forbid"):
    """Time since an instant, by the calendar's clock.

    Attributes
    ----------
    kind : str
        ``elapsed``: which condition it is in JSON.
    since : str
        Field with the instant; without one nothing has elapsed, and the condition does not
        hold.
    op : {"gt", "ge", "lt", "le"}
    length : Duration
    """

    kind: Literal["elapsed"] = "elapsed"
    since: str
    op: Order = "gt"
    length: Duration


class AllOf(Model, frozen=True, extra="forbid"):
    """Every one of the conditions; none at all holds."""

    kind: Literal["all"] = "all"
    of: tuple["Condition", ...]


class AnyOf(Model, frozen=True, extra="forbid"):
    """One of the conditions or more; none at all does not hold."""

    kind: Literal["any"] = "any"
    of: tuple["Condition", ...]


class NotOf(Model, frozen=True, extra="forbid"):
    """The condition does not hold."""

    kind: Literal["not"] = "not"
    of: "Condition"


Condition: TypeAlias = Annotated[
    Compare | Contains | Elapsed | AllOf | AnyOf | NotOf, Field(discriminator="kind")
]


class Action(Model, frozen=True, extra="forbid"):
    """What a rule intends; somebody else does it.

    Attributes
    ----------
    do : {"set", "tag", "notify", "note", "send"}
        Set a field, add a tag, tell somebody, write a note, send something.
    target : str
        The field, the tag, the receiver, or what is sent; for a note its text.
    value : bool, int, float, str or None
        What the field becomes; only for ``set``.
    """

    do: Literal["set", "tag", "notify", "note", "send"]
    target: str
    value: Scalar | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Action":
        if (self.do == "set") != (self.value is not None):
            raise InputError(f"value must be there for set and only then; got {shown(self.do)}")
        return self


class Rule(Model, frozen=True, extra="forbid"):
    """An automation rule: when, then, and how long after.

    Attributes
    ----------
    name : str
    when : Condition
        At most 12 conditions inside one another, and 256 altogether.
    then : tuple of Action
        At least one.
    wait : Duration or None
        How long after the condition was met the actions are due.
    stops : bool
        Whether later rules are skipped where this one holds.

    Examples
    --------
    >>> rule = Rule(name="vip", when={"kind": "compare", "field": "tier", "op": "eq", "value": "VIP"},
    ...             then=[{"do": "set", "target": "priority", "value": "High"}])
    >>> rule.when.op
    'eq'
    """

    name: str
    when: Condition
    then: tuple[Action, ...]
    wait: Duration | None = None
    stops: bool = False

    @model_validator(mode="before")
    @classmethod
    def _bounded(cls, value: Any) -> Any:
        # Before anything recursive looks at it: what comes from outside may be endless.
        if isinstance(value, dict) and "when" in value:
            _hold_size(value["when"])
        return value

    @model_validator(mode="after")
    def _acts(self) -> "Rule":
        if not self.then:
            raise InputError("then must have an action; got none")
        return self


def _hold_size(when: Any) -> None:
    waiting, size = [(when, 1)], 0
    while waiting:
        node, depth = waiting.pop()
        size += 1
        if depth > MAX_DEPTH:
            raise InputError(f"when must lie at most {MAX_DEPTH} deep; got a deeper one")
        if size > MAX_SIZE:
            raise InputError(f"when must have at most {MAX_SIZE} conditions; got more")
        inner = node.get("of", ()) if isinstance(node, dict) else getattr(node, "of", ())
        parts = inner if isinstance(inner, (list, tuple)) else (inner,)
        waiting.extend((part, depth + 1) for part in parts)
