"""Door for tables of tickets: the declared columns, and those that only metrics use."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from supportops._kit.tables import read_table
from supportops.calendars import Calendar, elapsed
from supportops.errors import InputError
from supportops.statistics import Estimate
from supportops.vocabulary import Column, Table, table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TICKETS", "doubtful", "durations", "open_seconds", "read_tickets"]

_DECLARED = table("tickets")

#: The declared columns of tickets, and what surveys and events say about each.
TICKETS = Table(
    name="tickets",
    row=_DECLARED.row,
    columns=(
        *_DECLARED.columns,
        Column(name="customer_id", dtype="id", about="who asked"),
        Column(name="score", dtype="number", unit="scale of the survey", about="its answer"),
        Column(name="escalated", dtype="flag", about="whether it went to a higher tier"),
        Column(name="transferred", dtype="flag", about="whether it changed hands"),
        Column(name="agent_replies", dtype="number", unit="replies", about="public agent replies"),
        Column(name="contacts", dtype="number", unit="contacts", about="contacts it took"),
    ),
)


def read_tickets(
    tickets: Any,
    columns: Mapping[str, str] | None,
    *needs: str,
    uses: tuple[str, ...] = (),
) -> "pd.DataFrame":
    """Declared columns of tickets, each with an identity and an instant of creation."""
    wanted = dict.fromkeys(("ticket_id", "created_at", *needs))
    frame = read_table(tickets, TICKETS, needs=tuple(wanted), uses=uses, columns=columns)
    missing = frame["created_at"].isna().to_numpy()
    if missing.any():
        raise InputError(
            f"tickets.created_at must be there in every row; got a missing one at position "
            f"{int(missing.argmax())} ({int(missing.sum())} of {len(frame)} break this)"
        )
    return frame


def durations(
    frame: "pd.DataFrame", end: str, calendar: Calendar | None = None
) -> "pd.Series[float]":
    """Seconds from the creation to an end, missing where there is none; none is below zero."""
    length: pd.Series[float] = (frame[end] - frame["created_at"]).dt.total_seconds()
    below = (length < 0).to_numpy()
    if below.any():
        place = int(below.argmax())
        raise InputError(
            f"tickets.{end} must not lie before created_at; got {length.iloc[place]:g} s at "
            f"position {place} ({int(below.sum())} of {len(frame)} break this); ticket_quality "
            "finds them all"
        )
    return length if calendar is None else open_seconds(frame["created_at"], frame[end], calendar)


def open_seconds(start: Any, end: Any, calendar: Calendar) -> Any:
    """Seconds of business time from start to end, row by row."""
    return elapsed(start, end, calendar=calendar).dt.total_seconds()


def doubtful(answer: Estimate, frame: "pd.DataFrame") -> Estimate:
    """Same figure, flagged where a ticket is in the table twice."""
    twice = bool(frame["ticket_id"].duplicated().any())
    return answer.flagged("repeated_tickets") if twice else answer
