"""History: the tables that are measured, read once under their declared names."""

from typing import TYPE_CHECKING, TypeAlias

from supportops import audit, vocabulary
from supportops._kit.names import mapped
from supportops._kit.tables import Table, read_table
from supportops._kit.text import joined, shown
from supportops.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["HistoryLike", "history_tables"]

#: What `design_operation` takes as a history: tickets alone, or several tables by name.
HistoryLike: TypeAlias = "pd.DataFrame | Mapping[str, pd.DataFrame]"


def history_tables(history: "HistoryLike | None") -> "dict[str, pd.DataFrame]":
    """Tables by name with their declared columns; tickets alone are the table ``tickets``."""
    if history is None:
        return {}
    given = {"tickets": history} if hasattr(history, "columns") else mapped(history, "history")
    if not given:
        raise InputError("history must have at least one table; got none")
    read = {}
    for name, frame in given.items():
        declared = _declared(name)
        # What a table must hold is for the metrics to say, each for itself.
        uses = [column.name for column in declared.columns]
        read[name] = read_table(frame, declared, needs=(), uses=uses)
    if "tickets" in read and not len(read["tickets"]):
        raise InputError("history must have at least one ticket; got an empty table")
    return read


def _declared(name: object) -> Table:
    if name in audit.tables():
        return audit.table(str(name))
    if name in vocabulary.tables():
        return vocabulary.table(str(name))
    known = dict.fromkeys((*vocabulary.tables(), *audit.tables()))
    raise InputError(f"history must name tables of {joined(known, 'or')}; got {shown(name)}")
