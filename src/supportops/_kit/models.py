"""Base of the models: facts that validate at the door and never change."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator

from supportops._kit.instants import instant
from supportops._kit.results import plain, worded
from supportops._kit.text import card

__all__ = ["Instant", "Model"]


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
