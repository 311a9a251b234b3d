"""Base of the models: facts that validate at the door and never change."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ValidationError

from supportops._kit.instants import instant
from supportops._kit.results import plain, worded
from supportops._kit.text import card, shown

__all__ = ["Instant", "Model", "explained"]


class Model(BaseModel, frozen=True, extra="forbid"):
    """Facts: immutable, strict about unknown fields, at home in JSON and in a notebook.

    Subclasses repeat ``frozen=True, extra="forbid"`` as class keywords, so that every type
    checker sees them.
    """

    def to_dict(self) -> dict[str, Any]:
        """Fields as plain values that JSON can hold, as `model_validate` reads them back."""
        fields: Any = self.model_dump(mode="json")
        if not isinstance(fields, dict):  # a promise or a cadence, which JSON holds as text
            fields = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: plain(value) for name, value in fields.items()}

    def _repr_html_(self) -> str:
        return card(
            type(self).__name__,
            ((name, worded(getattr(self, name))) for name in type(self).model_fields),
        )


def _aware(value: object) -> datetime:
    return instant(value, "instant")


Instant = Annotated[datetime, BeforeValidator(_aware)]
"""Field type of a model: an aware instant; ISO text with an offset is read too."""


# What pydantic's own checks ask, in the words of the house; the rest keeps pydantic's.
_RULES = {
    "missing": "be there",
    "extra_forbidden": "be a declared name",
    "greater_than_equal": "be at least {ge:g}",
    "greater_than": "be above {gt:g}",
    "less_than_equal": "be at most {le:g}",
    "int_type": "be a whole number",
    "int_parsing": "be a whole number",
    "int_from_float": "be a whole number",
    "float_type": "be a number",
    "float_parsing": "be a number",
    "finite_number": "be finite",
    "bool_type": "be true or false",
    "bool_parsing": "be true or false",
    "string_type": "be text",
}
# Names that a field type gives its value, because it cannot know the field's.
_ANONYMOUS = {"share", "duration", "instant", "promise", "amount", "cadence", "range"}


def explained(error: ValidationError) -> str:
    """First fault of a model, as one sentence of the house with its key path.

    Examples
    --------
    >>> class Team(Model, frozen=True, extra="forbid"):
    ...     agents: int
    >>> try:
    ...     Team.model_validate({"agents": "many"})
    ... except ValidationError as error:
    ...     print(explained(error))
    agents must be a whole number; got 'many'
    """
    fault = error.errors(include_url=False)[0]
    path = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in fault["loc"]).lstrip(".")
    inner = fault.get("ctx", {}).get("error")
    if isinstance(inner, ValueError):
        name, must, rest = str(inner).partition(" must ")
        if not must:
            return f"{path} must be valid; got {shown(fault['input'])}: {inner}"
        whole = path if name in _ANONYMOUS or not path else f"{path}.{name}"
        last = str(fault["loc"][-1]) if fault["loc"] else ""
        return f"{path if name == last else whole or name} must {rest}"
    rule = _RULES.get(fault["type"])
    if rule is None:
        return f"{path} must be valid; got {shown(fault['input'])}: {fault['msg']}"
    got = "nothing" if fault["type"] == "missing" else shown(fault["input"])
    return f"{path} must {rule.format(**fault.get('ctx', {}))}; got {got}"
