"""From a log of events to one row a ticket, with what is wrong in the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.results import Result
from supportops._kit.tables import read_table
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tickets.identities import ordered_codes
from supportops.vocabulary import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["History", "HistoryCheck", "read_history"]

#: What an activity of a log can mean for a ticket.
MEANINGS = ("created", "first_response", "resolved", "closed", "paused", "reopened")


@dataclass(frozen=True, slots=True)
class HistoryCheck(Result):
    """Something that was looked for in a log, since a reader of its figures should know it.

    Attributes
    ----------
    code : str
        ``duplicate-events``, ``no-response``, ``not-closed``, ``out-of-order`` or
        ``before-creation``.
    count : int
        How many events or tickets.
    of : int
        Out of how many.
    unit : str
        ``events`` or ``tickets``.
    about : str
        What was looked for, in a sentence.
    examples : tuple of str
        The first tickets concerned.
    """

    code: str
    count: int
    of: int
    unit: str
    about: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History(Result):
    """What a log says about its tickets.

    Attributes
    ----------
    tickets : DataFrame
        Declared columns of the table ``tickets``: ticket_id, created_at, first_response_at,
        resolved_at, closed_at (instants in UTC, NaT where it did not happen) and reopens; in
        the order of the identities.
    checks : tuple of HistoryCheck
        What was looked for, whether it was found or not.
    first, last : datetime or None
        First and last event; None for an empty log.
    """

    tickets: "pd.DataFrame" = field(repr=False)
    checks: tuple[HistoryCheck, ...]
    first: Any
    last: Any

    @property
    def findings(self) -> tuple[HistoryCheck, ...]:
        """Checks that found something."""
        return tuple(check for check in self.checks if check.count)


def read_history(
    events: "pd.DataFrame",
    *,
    meanings: Mapping[str, Sequence[str]],
    columns: Mapping[str, str] | None = None,
) -> History:
    """One row a ticket, and the findings, from a log of activities.

    Parameters
    ----------
    events : DataFrame
        Table ``events``: ticket_id, at (aware) and kind, which here is the activity in the
        help desk's own words. It stays as it is.
    meanings : mapping of str to sequence of str
        Activities that mean ``created``, ``first_response``, ``resolved``, ``closed``,
        ``paused`` and ``reopened``. An activity may have several meanings. Without
        ``created`` a ticket begins with its first event.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    History

    Raises
    ------
    InputError
        For an undeclared meaning, an activity that the log does not have, a missing column or
        a naive instant.

    Notes
    -----
    Exact duplicates (ticket, instant, activity) count once. A reopening counts when it comes
    after a resolution or a closure, and undoes it: ``resolved_at`` is the last resolution
    after the last reopening, or the closure where nothing else resolved the ticket;
    ``closed_at`` is the first closure after the last reopening. The order of a ticket's events
    is that of their instants, and for equal instants that of the log.
    """
    import pandas as pd

    for meaning in meanings:
        if meaning not in MEANINGS:
            raise InputError(f"meanings must be of {joined(MEANINGS, 'or')}; got {shown(meaning)}")
        if isinstance(meanings[meaning], str):
            raise InputError(
                f"meanings.{meaning} must be a list of activities; got {shown(meanings[meaning])}; "
                f"write [{shown(meanings[meaning])}]"
            )
    frame = read_table(events, table("events"), needs=("ticket_id", "at", "kind"), columns=columns)
    for column in ("ticket_id", "at", "kind"):
        missing = frame[column].isna().to_numpy()
        if missing.any():
            place = int(missing.argmax())
            raise InputError(
                f"events.{column} must be there in every row; got a missing one at position "
                f"{place} ({int(missing.sum())} of {len(frame)} break this)"
            )
    # Codes stand in for words; those of tickets in the order of their identities, where numbers
    # and texts may stand side by side.
    kinds, activities = pd.factorize(frame["kind"])
    codes, names = ordered_codes(frame["ticket_id"])
    known = {activity: code for code, activity in enumerate(activities)}
    marks = {meaning: np.zeros(len(known), dtype=bool) for meaning in MEANINGS}
    for meaning, named in meanings.items():
        for activity in named:
            if len(frame) and activity not in known:
                raise InputError(
                    f"meanings.{meaning} must name activities of the log; got {shown(activity)}; "
                    f"there are {joined(sorted(map(str, known)))}"
                )
            if len(frame):
                marks[meaning][known[activity]] = True
    at = frame["at"].dt.tz_convert("UTC").reset_index(drop=True)
    log = pd.DataFrame({"code": codes, "at": at, "kind": kinds})
    duplicated = log.duplicated()
    backwards = log["at"] < log.groupby("code", sort=False)["at"].cummax()
    clean = log[~duplicated].sort_values("at", kind="stable")
    clean = clean.sort_values("code", kind="stable", ignore_index=True)
    tickets = _rows(clean, {meaning: mark[clean["kind"]] for meaning, mark in marks.items()})
    tickets.insert(0, "ticket_id", pd.Series(names, dtype=frame["ticket_id"].dtype))
    total = len(tickets)
    opened = tickets["created_at"].iloc[clean["code"]].reset_index(drop=True)
    ids = tickets["ticket_id"]

    def tickets_without(column: str) -> "pd.Series[Any]":
        return ids[tickets[column].isna()]

    def tickets_of(events_: "pd.Series[Any]") -> "pd.Series[Any]":
        return ids.iloc[events_]

    last_kind = clean.groupby("code", sort=False)["kind"].last().to_numpy()
    not_closed = ids[~marks["closed"][last_kind]]
    found = [
        ("duplicate-events", tickets_of(log.loc[duplicated, "code"]), len(frame), "events",
         "events that repeat another to the letter; each counts once"),
        ("no-response", tickets_without("first_response_at"), total, "tickets",
         "tickets without a first response; they are left out of its figures"),
        ("not-closed", not_closed, total, "tickets",
         "tickets whose last event is no closure"),
        ("out-of-order", tickets_of(log.loc[backwards, "code"]), len(frame), "events",
         "events that stand in the log after a later one of their ticket"),
        ("before-creation", tickets_of(clean.loc[clean["at"] < opened, "code"]), len(frame), "events",
         "events before the creation of their ticket"),
    ]  # fmt: skip
    if "closed" not in meanings:
        found = [row for row in found if row[0] != "not-closed"]
    checks = tuple(
        HistoryCheck(code, len(ids), of, unit, about, tuple(map(str, ids.unique()[:5])))
        for code, ids, of, unit, about in found
    )
    empty = frame.empty
    return History(
        tickets,
        checks,
        None if empty else at.min(),
        None if empty else at.max(),
    )


def _rows(clean: "pd.DataFrame", means: Mapping[str, Any]) -> "pd.DataFrame":
    """One row a ticket from events in order, and what each event means."""
    import pandas as pd

    ids = clean["code"]

    def first(mask: Any) -> Any:
        return clean["at"].where(mask).groupby(ids, sort=False).min()

    done, back = means["resolved"] | means["closed"], means["reopened"]
    # Settled before this event: the last mark of the ticket so far was a resolution or closure.
    marks = pd.Series(np.where(done, 1.0, np.where(back, 0.0, np.nan)), index=clean.index)
    before = marks.groupby(ids, sort=False).ffill().groupby(ids, sort=False).shift()
    reopened = pd.Series(back & ~done, index=clean.index) & (before == 1)
    episode = reopened.groupby(ids, sort=False).cumsum()
    current = episode == episode.groupby(ids, sort=False).transform("max")
    begins = clean["at"].groupby(ids, sort=False).min()
    resolved = clean["at"].where(means["resolved"] & current).groupby(ids, sort=False).max()
    closed = first(means["closed"] & current)
    rows = {
        "created_at": first(means["created"]).fillna(begins),
        "first_response_at": first(means["first_response"]),
        "resolved_at": resolved.fillna(closed),
        "closed_at": closed,
        "reopens": reopened.groupby(ids, sort=False).sum().astype("float64"),
    }
    return pd.DataFrame(rows).reset_index(drop=True)
