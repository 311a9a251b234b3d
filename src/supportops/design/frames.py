"""The deliverables as tables for a spreadsheet."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, get_args, get_origin

from supportops._kit.models import Model
from supportops.design.deliverables import PackageParts

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frames", "rows_frame"]

# What the two columns of a list of pairs are called, by its field.
_PAIRS = {"terms": ("title", "text"), "places": ("place", "does"), "content": ("kind", "purpose")}
_ENDS = ("interval_low", "interval_high")


def frames(package: PackageParts) -> "dict[str, pd.DataFrame]":
    """One table for each list of a package, by its name; an empty one has its columns.

    A deliverable with several lists has one table for each: ``tiers_rows``, ``tiers_routes``.
    Words and figures of a deliverable that stand alone are in the table of its own name. An
    interval is two columns, of which an end that is not there is NaN.
    """
    import pandas as pd

    found: dict[str, pd.DataFrame] = {}
    for name, outer in type(package).model_fields.items():
        value = getattr(package, name)
        if isinstance(value, tuple):
            found[name] = rows_frame(value, _row_model(outer.annotation))
        elif name != "profile" and isinstance(value, Model):
            alone = {}
            for field, inner in type(value).model_fields.items():
                part, row = getattr(value, field), _row_model(inner.annotation)
                if row is not None:
                    found[f"{name}_{field}"] = rows_frame(part, row)
                elif field in _PAIRS:
                    pairs = part.items() if isinstance(part, dict) else part
                    found[f"{name}_{field}"] = pd.DataFrame(list(pairs), columns=_PAIRS[field])
                else:
                    alone[field] = _cell(part)
            if alone:
                found[name] = pd.DataFrame([alone])
    return found


def rows_frame(rows: Iterable[Model], of: Any) -> "pd.DataFrame":
    """One row a model, under the fields of the model that they are."""
    import pandas as pd

    columns = [
        column
        for field in of.model_fields
        for column in (_ENDS if field == "interval" else [field])
    ]
    frame = pd.DataFrame([_cells(row) for row in rows], columns=columns)
    numbers = [name for name in (*_ENDS, "n") if name in columns]
    return frame.astype(dict.fromkeys(numbers, "float64"))


def _row_model(annotation: Any) -> Any:
    """Model that each row of a list is; None where it is no list of models."""
    row = next(iter(get_args(annotation)), None)
    whole = get_origin(annotation) is tuple and isinstance(row, type) and issubclass(row, Model)
    return row if whole else None


def _cells(row: Model) -> dict[str, object]:
    cells: dict[str, object] = {}
    for field in type(row).model_fields:
        value = getattr(row, field)
        if field == "interval":
            cells |= dict(zip(_ENDS, value or (None, None), strict=True))
        else:
            cells[field] = _cell(value)
    return cells


def _cell(value: object) -> object:
    """What a cell of a spreadsheet can hold."""
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {part}" for key, part in value.items())
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return value
