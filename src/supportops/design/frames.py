"""The deliverables as tables for a spreadsheet."""

from typing import TYPE_CHECKING

from supportops._kit.models import Model
from supportops.design.deliverables import PackageParts

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frames"]


def frames(package: PackageParts) -> "dict[str, pd.DataFrame]":
    """One table for each list of a package, by its name.

    A deliverable with several lists has one table for each: ``tiers_rows``, ``tiers_routes``.
    Words and figures of a deliverable that stand alone are in the table of its own name.
    """
    import pandas as pd

    found: dict[str, pd.DataFrame] = {}
    for name in type(package).model_fields:
        value = getattr(package, name)
        if isinstance(value, tuple):
            found[name] = _frame(value)
        elif isinstance(value, Model) and name != "profile":
            alone = {}
            for field in type(value).model_fields:
                part = getattr(value, field)
                if isinstance(part, tuple) and part and isinstance(part[0], Model):
                    found[f"{name}_{field}"] = _frame(part)
                else:
                    alone[field] = _cell(part)
            if alone:
                found[name] = pd.DataFrame([alone])
    return found


def _frame(rows: tuple[Model, ...]) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(
        [{field: _cell(getattr(row, field)) for field in type(row).model_fields} for row in rows]
    )


def _cell(value: object) -> object:
    """What a cell of a spreadsheet can hold."""
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {part}" for key, part in value.items())
    if isinstance(value, tuple):
        return "; ".join(", ".join(map(str, p)) if isinstance(p, tuple) else str(p) for p in value)
    return value
