"""Published shapes of shifts, and rules of a good schedule."""

from functools import partial
from typing import Literal, TypeAlias

from supportops._kit.data import Shelf, Source, read_data
from supportops.workforce.shifts.models import ShiftShape

__all__ = ["ShapeName", "scheduling_rules", "shift_purpose", "shift_shape", "shift_shapes"]

ShapeName: TypeAlias = Literal["early", "core", "late", "split"]


def _shape(row: dict[str, object]) -> ShiftShape:
    return ShiftShape.model_validate({"name": row["name"], "segments": row["segments"]})


def _rows() -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in read_data("workforce", "scheduling")["shift"]}


def _named(name: str) -> ShiftShape:
    return _shape(_rows()[name])


_SHELF: Shelf[ShiftShape] = Shelf(
    "workforce", {name: partial(_named, name) for name in ("early", "core", "late", "split")}
)


def shift_shape(name: ShapeName) -> ShiftShape:
    """Published shape of a shift of that name.

    Parameters
    ----------
    name : {"early", "core", "late", "split"}

    Returns
    -------
    ShiftShape
        Of a cost of 1 an hour, on every day; copy it with your own.

    Raises
    ------
    InputError
        For an unknown name.

    Examples
    --------
    >>> shift_shape("split").segments
    (('09:00', '13:00'), ('16:00', '20:00'))
    """
    return _SHELF.take(name)


def shift_shapes() -> tuple[str, ...]:
    """Names of the published shapes."""
    return _SHELF.names()


def shift_purpose(name: ShapeName) -> tuple[str, Source]:
    """What a published shape is for, and where that is said.

    Parameters
    ----------
    name : {"early", "core", "late", "split"}

    Returns
    -------
    str
    Source
    """
    _SHELF.take(name)
    row = _rows()[name]
    source = Source.model_validate({"source": row["source"], "where": row["where"]})
    return str(row["purpose"]), source


def scheduling_rules() -> tuple[str, ...]:
    """Five published rules of a good schedule."""
    return tuple(read_data("workforce", "scheduling")["rules"]["names"])
