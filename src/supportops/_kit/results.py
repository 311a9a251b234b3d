"""Base of the results: frozen answers that keep what they were computed from."""

import sys
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, Any, cast

from supportops._kit.durations import duration_text
from supportops._kit.money import Money, money_text
from supportops._kit.text import card

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Result", "plain", "worded"]


def plain(value: Any) -> Any:
    """Value that strict JSON can hold, containers all the way down.

    Durations, money, decimals and instants become text; NaN and NaT become None, an infinite
    number the text ``inf``, which `float` reads back; a table becomes a list of its rows, a
    Series a mapping from its index.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, (bool, str, int)):
        return value
    if isinstance(value, float):
        return float(value) if isfinite(value) else None if value != value else str(float(value))  # noqa: PLR0124  NaN
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, Money):
        return money_text(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat() if value == value else None  # noqa: PLR0124  NaT
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, AbstractSet):
        return sorted((plain(item) for item in value), key=str)
    if hasattr(value, "model_dump"):
        return plain(value.model_dump(mode="json"))
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.repr}
    return str(value) if isinstance(value, Decimal) else _from_arrays(value)


def _from_arrays(value: Any) -> Any:
    numpy: Any = sys.modules.get("numpy")
    pandas: Any = sys.modules.get("pandas")
    if pandas is not None:
        if value is pandas.NA:
            return None
        if isinstance(value, pandas.DataFrame):
            return [plain(row) for row in value.to_dict("records")]
        if isinstance(value, pandas.Series):
            return plain(value.to_dict())
    if numpy is not None:
        if isinstance(value, (numpy.datetime64, numpy.timedelta64)):
            return (
                None
                if numpy.isnat(value)
                else plain(value.astype(f"{value.dtype.kind}8[us]").item())
            )
        if isinstance(value, (numpy.ndarray, numpy.generic)):
            return plain(value.tolist())
    return str(value)


def worded(value: Any) -> str:
    """Value as a notebook card says it: 1h30m, 15 USD, a, b; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, (tuple, list)):
        return ", ".join(worded(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {worded(item)}" for key, item in value.items())
    return str(value)


class Result:
    """Mixin of the frozen dataclasses that calculators return.

    Fields declared with ``repr=False`` are workings: they stay out of dictionaries, tables
    and cards.
    """

    __slots__ = ()

    def _shown_fields(self) -> dict[str, Any]:
        answer = cast("Any", self)
        return {f.name: getattr(self, f.name) for f in fields(answer) if f.repr}

    def to_dict(self) -> dict[str, Any]:
        """Fields as plain values that JSON can hold."""
        return {name: plain(value) for name, value in self._shown_fields().items()}

    def to_frame(self) -> "pd.DataFrame":
        """One row with a column for each field; numbers, instants and durations stay such."""
        import pandas as pd

        kept = (bool, int, float, str, datetime, timedelta)
        row = {
            name: value if value is None or isinstance(value, kept) else plain(value)
            for name, value in self._shown_fields().items()
        }
        return pd.DataFrame([row])

    def _repr_html_(self) -> str:
        rows = ((name, worded(value)) for name, value in self._shown_fields().items())
        return card(type(self).__name__, rows)
