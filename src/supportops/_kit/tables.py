"""The door for whole tables: declared columns under the caller's own headings."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Column", "Table", "read_table"]

Dtype = Literal["id", "text", "instant", "duration", "number", "flag"]


class Column(Model, frozen=True, extra="forbid"):
    """One declared column.

    Attributes
    ----------
    name : str
        Heading in our tables.
    dtype : str
        ``id`` and ``text`` (anything hashable, missing allowed), ``instant`` (aware),
        ``duration`` (timedelta), ``number``, ``flag`` (true, false or missing).
    unit : str
        Unit of a number, empty where it has none.
    about : str
        What it says.
    """

    name: str
    dtype: Dtype
    unit: str = ""
    about: str


class Table(Model, frozen=True, extra="forbid"):
    """One declared table: its name, what a row is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Column of that name; an undeclared one is an error that lists the declared."""
        for column in self.columns:
            if column.name == name:
                return column
        known = joined(c.name for c in self.columns)
        raise InputError(
            f"columns must name columns of {self.name}; got {shown(name)}; there are {known}"
        )


def read_table(
    frame: Any,
    table: Table,
    *,
    needs: Sequence[str],
    uses: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Frame of the declared columns that a question needs, under their declared names.

    Parameters
    ----------
    frame : DataFrame
        The caller's table, which stays as it is. It may be empty.
    table : Table
        The declaration.
    needs : sequence of str
        Columns that must be there.
    uses : sequence of str
        Columns that are taken where they are there.
    columns : mapping of str to str, optional
        For a declared name the caller's heading: ``{"ticket_id": "Id"}``.

    Returns
    -------
    DataFrame
        A new frame with the index of `frame`, columns in the order of `needs` and `uses`.
        Instants are ``datetime64[us]`` with their zone (UTC where none is known yet), durations
        ``timedelta64[us]``, numbers ``float64``, flags ``boolean``; ids and texts keep their
        dtype, but a categorical becomes a column of objects, so that groups hold only what is
        there.

    Raises
    ------
    InputError
        For an undeclared name, a missing or repeated heading, a naive instant, or a column of
        another kind.
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise InputError(f"{table.name} must be a DataFrame; got {shown(type(frame).__name__)}")
    if columns is not None and not isinstance(columns, Mapping):
        raise InputError(
            f'columns must map declared names to headings, {{"{needs[0]}": "..."}}; '
            f"got {shown(columns)}"
        )
    headings = dict(columns or {})
    for name, heading in headings.items():
        table.column(name)
        if heading not in frame.columns:
            raise InputError(
                f"columns[{shown(name)}] must be a heading of {table.name}; got {shown(heading)}; "
                f"there are {joined(frame.columns)}"
            )
    out = {}
    for name in (*needs, *uses):
        heading = headings.get(name, name)
        if heading in frame.columns:
            values: Any = frame[heading]
            if isinstance(values, pd.DataFrame):
                raise InputError(
                    f"{table.name} must have one column {shown(heading)}; got {values.shape[1]}"
                )
            out[name] = _checked(values, table.column(name), f"{table.name}.{heading}")
        elif name in needs:
            raise InputError(
                f"{table.name} must have a column {name}; got {joined(frame.columns) or 'none'}; "
                f'name yours with columns={{"{name}": "..."}}'
            )
    return pd.DataFrame(out, index=frame.index)


def _checked(values: Any, column: Column, where: str) -> "pd.Series[Any]":
    import pandas as pd

    kinds = pd.api.types
    empty = not values.notna().any()
    if column.dtype == "instant":
        if kinds.is_object_dtype(values.dtype) and not empty:
            from supportops._kit.instants import instants, lower_instants

            values = lower_instants(*instants(values, where))
        if isinstance(values.dtype, pd.DatetimeTZDtype):
            return cast("pd.Series[Any]", values.dt.as_unit("us"))
        if empty:
            return pd.Series(pd.NaT, index=values.index, dtype="datetime64[us, UTC]")
        way = "give it a zone with supportops.calendars.localize(values, zone)"
        raise InputError(f"{where} must hold timezone-aware instants; got {values.dtype}; {way}")
    if column.dtype == "duration":
        if empty:
            # In microseconds at once, pandas 2 makes a length of 292,000 years of it.
            gaps = pd.Series(pd.NaT, index=values.index, dtype="timedelta64[ns]")
            return cast("pd.Series[Any]", gaps.dt.as_unit("us"))
        if not kinds.is_timedelta64_dtype(values.dtype):
            raise InputError(
                f"{where} must hold timedeltas; got {values.dtype}; use pandas.to_timedelta"
            )
        return cast("pd.Series[Any]", values.dt.as_unit("us"))
    if column.dtype == "number":
        if empty:
            return pd.Series(float("nan"), index=values.index, dtype="float64")
        if values.dtype.kind not in "iuf":
            raise InputError(
                f"{where} must hold numbers; got {values.dtype}; use pandas.to_numeric"
            )
        return cast("pd.Series[Any]", values.astype("float64"))
    if column.dtype == "flag":
        if empty:
            return pd.Series(pd.NA, index=values.index, dtype="boolean")
        # A flag with gaps is a column of objects until somebody says otherwise.
        loose = kinds.is_object_dtype(values.dtype) and all(
            kinds.is_bool(value) for value in values.dropna()
        )
        if not (loose or kinds.is_bool_dtype(values.dtype)):
            raise InputError(f"{where} must hold true and false; got {values.dtype}")
        return cast("pd.Series[Any]", values.astype("boolean"))
    if isinstance(values.dtype, pd.CategoricalDtype):
        return cast("pd.Series[Any]", values.astype(object))
    return cast("pd.Series[Any]", values.copy())
