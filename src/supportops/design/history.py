"""History: the tables that are measured, read once under their declared names."""

from datetime import datetime, timedelta
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
_MINUTE = timedelta(minutes=1)


def history_tables(history: "HistoryLike", now: datetime) -> "dict[str, pd.DataFrame]":
    """Tables by name with their declared columns; tickets alone are the table ``tickets``.

    Tickets must be there, each once and none created after `now`; no handle time may be negative,
    and priorities must be text.
    """
    given = {"tickets": history} if hasattr(history, "columns") else mapped(history, "history")
    if not given:
        raise InputError("history must have at least one table; got none")
    read = {}
    for name, frame in given.items():
        declared = _declared(name)
        # What else a table must hold is for the metrics to say, each for itself.
        needs = ("ticket_id", "created_at") if name == "tickets" else ()
        uses = [column.name for column in declared.columns]
        read[name] = read_table(frame, declared, needs=needs, uses=uses)
    if "tickets" in read:
        _check_tickets(read["tickets"], now)
    return read


def _check_tickets(tickets: "pd.DataFrame", now: datetime) -> None:
    if not len(tickets):
        raise InputError("history must have at least one ticket; got an empty table")
    ids = tickets["ticket_id"].dropna()
    for twice in ids[ids.duplicated()].head(1):
        raise InputError(
            f"tickets.ticket_id must hold each ticket once; got {shown(twice)} in "
            f"{int((ids == twice).sum())} rows; drop_duplicates keeps one row"
        )
    late = tickets[tickets["created_at"] > now]
    for number, created in zip(late["ticket_id"], late["created_at"], strict=True):
        raise InputError(
            f"tickets.created_at must not be after now, {now}; got {created} of ticket "
            f"{shown(number)}, one of {len(late):,}; pass the instant of the export as now"
        )
    if "handle_time" in tickets:
        odd = tickets[tickets["handle_time"] < timedelta()]
        for number, length in zip(odd["ticket_id"], odd["handle_time"], strict=True):
            raise InputError(
                f"tickets.handle_time must be zero or more; got {length / _MINUTE:g} minutes of "
                f"ticket {shown(number)}, one of {len(odd):,}; leave out what was not timed"
            )
    if "priority" in tickets:
        for value in tickets["priority"].dropna():
            if not isinstance(value, str):
                raise InputError(
                    f"tickets.priority must hold text; got {shown(value)}; use .astype(str)"
                )


def _declared(name: object) -> Table:
    if name in audit.tables():
        return audit.table(str(name))
    if name in vocabulary.tables():
        return vocabulary.table(str(name))
    known = dict.fromkeys((*vocabulary.tables(), *audit.tables()))
    raise InputError(f"history must name tables of {joined(known, 'or')}; got {shown(name)}")
