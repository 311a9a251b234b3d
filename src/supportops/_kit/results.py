"""Base of the results: frozen answers that keep what they were computed from."""

from dataclasses import fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from supportops._kit.durations import duration_text
from supportops._kit.money import Money
from supportops._kit.text import card

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Result", "plain"]


def plain(value: Any) -> Any:
    """Value that JSON can hold: durations and money as text, containers all the way down."""
    if isinstance(value, Result):
        return value.to_dict()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.tolist() if hasattr(value, "tolist") else value


class Result:
    """Mixin of the frozen dataclasses that calculators return."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Fields as plain values that JSON can hold."""
        return {f.name: plain(getattr(self, f.name)) for f in fields(self) if f.repr}  # type: ignore[arg-type]  # always a dataclass

    def to_frame(self) -> "pd.DataFrame":
        """One row with a column for each field."""
        import pandas as pd

        return pd.DataFrame([self.to_dict()])

    def _repr_html_(self) -> str:
        return card(type(self).__name__, self.to_dict().items())
