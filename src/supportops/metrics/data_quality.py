"""What is wrong in a table or a log, counted before anybody computes with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import BoolArray, Int64Array
from supportops._kit.instants import instant, zone
from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops._kit.tables import read_table
from supportops._kit.text import markdown_table
from supportops.metrics._table import TICKETS
from supportops.vocabulary import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DataQuality", "QualityCheck", "event_quality", "swapped_dates", "ticket_quality"]


@dataclass(frozen=True, slots=True)
class QualityCheck(Result):
    """Something that was looked for.

    Attributes
    ----------
    code : str
        ``resolved-before-response``, ``response-before-creation``, ``resolved-before-creation``,
        ``closed-before-resolved``, ``duplicate-rows``, ``repeated-identity``, ``no-creation``,
        ``in-the-future``, ``after-terminal``, ``out-of-order`` or ``day-month-swapped``.
    count, of : int
        How many rows of how many.
    about : str
        What was looked for, in a sentence.
    examples : tuple of str
        The first tickets concerned.
    """

    code: str
    count: int
    of: int
    about: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataQuality(Result):
    """What was looked for in a table, whether it was found or not.

    Attributes
    ----------
    checks : tuple of QualityCheck
    rows : int
        Rows looked at [count].
    """

    checks: tuple[QualityCheck, ...]
    rows: int

    @property
    def findings(self) -> tuple[QualityCheck, ...]:
        """Checks that found something."""
        return tuple(check for check in self.checks if check.count)

    def to_frame(self) -> "pd.DataFrame":
        """One row for each check."""
        import pandas as pd

        names = ("code", "count", "of", "about")
        return pd.DataFrame([{n: getattr(c, n) for n in names} for c in self.checks], columns=names)

    def to_markdown(self) -> str:
        """What was found as a Markdown table, or that nothing was."""
        rows = [(c.about, c.count, c.of, ", ".join(c.examples)) for c in self.findings]
        if not rows:
            return f"Nothing was found in {self.rows:,} rows."
        return markdown_table(("what", "rows", "of", "for example"), rows)


_SWAPPED = "comes into order with day and month exchanged"


def _check(code: str, wrong: Any, ids: Any, about: str) -> QualityCheck:
    mask = np.asarray(wrong, dtype=bool)
    first = dict.fromkeys(str(ids[k]) for k in np.flatnonzero(mask)[:50])
    return QualityCheck(code, int(mask.sum()), mask.size, about, tuple(first)[:3])


def _twice(rows: "pd.DataFrame") -> BoolArray:
    """Rows that stood above; lists of tags and the like are compared by how they read."""
    try:
        return rows.duplicated().to_numpy()
    except TypeError:  # a value that cannot be hashed
        return rows.astype(str).duplicated().to_numpy()


def ticket_quality(
    tickets: "pd.DataFrame",
    *,
    now: datetime | None = None,
    timezone: str = "UTC",
    columns: Mapping[str, str] | None = None,
) -> DataQuality:
    """What contradicts itself in a table of tickets.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id, created_at, and first_response_at, resolved_at and
        closed_at where they are there.
    now : datetime, optional
        The present; what lies after it is in the future.
    timezone : str
        Zone in which the dates were written, for days and months that are swapped.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataQuality

    Raises
    ------
    InputError
        For a missing column or a naive instant.

    Examples
    --------
    >>> import pandas as pd
    >>> at = pd.to_datetime(["2026-03-22 09:00", "2026-03-22 10:00"], utc=True)
    >>> table = pd.DataFrame({"ticket_id": [1, 2], "created_at": at, "resolved_at": at[[1, 0]]})
    >>> [(check.code, check.count) for check in ticket_quality(table).findings]
    [('resolved-before-creation', 1)]
    """
    uses = ("first_response_at", "resolved_at", "closed_at")
    frame = read_table(
        tickets, TICKETS, needs=("ticket_id", "created_at"), uses=uses, columns=columns
    )
    ids = frame["ticket_id"].to_numpy()
    there = [name for name in ("created_at", *uses) if name in frame.columns]
    twice = _twice(tickets)
    found = [
        _check("no-creation", frame["created_at"].isna(), ids, "Nobody knows when it came in."),
        _check("duplicate-rows", twice, ids, "The row is there twice."),
        _check(
            "repeated-identity",
            frame["ticket_id"].duplicated().to_numpy() & ~twice,
            ids,
            "Another row has the same identity.",
        ),
    ]
    orders = (
        ("response-before-creation", "created_at", "first_response_at", "It was answered before it came in."),
        ("resolved-before-creation", "created_at", "resolved_at", "It was resolved before it came in."),
        ("resolved-before-response", "first_response_at", "resolved_at", "It was resolved before its first response."),
        ("closed-before-resolved", "resolved_at", "closed_at", "It was closed before it was resolved."),
    )  # fmt: skip
    for code, first, then, about in orders:
        if first in there and then in there:
            found.append(_check(code, frame[then] < frame[first], ids, about))
    marks = _swapped_rows(frame[there], timezone)
    found.append(_check("day-month-swapped", marks, ids, f"It is out of order, and {_SWAPPED}."))
    if now is not None:
        import pandas as pd

        present = pd.Timestamp(instant(now, "now"))
        late = np.any([(frame[name] > present).to_numpy() for name in there], axis=0)
        found.append(_check("in-the-future", late, ids, "Something lies in the future."))
    return DataQuality(tuple(found), len(frame))


def _swapped_rows(frame: "pd.DataFrame", timezone: str) -> BoolArray:
    """Rows whose instants are out of order, and come into order with day and month exchanged."""
    place = zone(timezone)
    local = [frame[name].dt.tz_convert(place).dt.tz_localize(None) for name in frame.columns]
    given = np.column_stack([one.to_numpy(dtype="datetime64[us]") for one in local])
    other = np.column_stack([_exchanged(one) for one in local])
    marks = np.zeros(len(frame), dtype=bool)
    filled = np.maximum.accumulate(np.where(np.isnat(given), np.datetime64(0, "us"), given), axis=1)
    for row in np.flatnonzero(((given < filled) & ~np.isnat(given)).any(axis=1)):
        there = ~np.isnat(given[row])
        pair = (given[row][there].view(np.int64), other[row][there].view(np.int64))
        marks[row] = _fewest(*pair).any()
    return marks


def event_quality(
    events: "pd.DataFrame",
    *,
    terminal: Iterable[str] = (),
    timezone: str = "UTC",
    columns: Mapping[str, str] | None = None,
) -> DataQuality:
    """What contradicts itself in a log of events, in the order in which it stands.

    Parameters
    ----------
    events : DataFrame
        Table ``events``: ticket_id, at, kind; the rows of a ticket in the order in which they
        were written.
    terminal : iterable of str
        Kinds after which nothing should happen to a ticket.
    timezone : str
        Zone in which the dates were written, for days and months that are swapped.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataQuality

    Raises
    ------
    InputError
        For a missing column or a naive instant.

    Examples
    --------
    >>> import pandas as pd
    >>> at = pd.to_datetime(["2026-03-02", "2026-04-03", "2026-03-05"], utc=True)
    >>> log = pd.DataFrame({"ticket_id": 1, "at": at, "kind": ["created", "message", "closed"]})
    >>> [(check.code, check.count) for check in event_quality(log).findings]
    [('out-of-order', 1), ('day-month-swapped', 1)]
    """
    frame = read_table(events, table("events"), needs=("ticket_id", "at", "kind"), columns=columns)
    ids = frame["ticket_id"].to_numpy()
    order = _by_ticket(frame["ticket_id"])
    at = frame["at"].to_numpy(dtype="datetime64[us]").view(np.int64)
    same = ids[order][1:] == ids[order][:-1] if len(order) else np.zeros(0, dtype=bool)
    nat = np.iinfo(np.int64).min
    back = np.zeros(len(frame), dtype=bool)
    here, before = at[order][1:], at[order][:-1]
    back[order[1:]] = same & (here < before) & (here != nat)
    after = _after_terminal(
        frame["kind"].isin(collected(terminal, "terminal")).to_numpy(), order, same
    )
    swapped = swapped_dates(events, timezone=timezone, columns=columns).to_numpy()
    found = (
        _check("duplicate-rows", _twice(events), ids, "The row is there twice."),
        _check("out-of-order", back, ids, "It lies before the event that stands above it."),
        _check("after-terminal", after, ids, "It happened after the ticket had come to its end."),
        _check(
            "day-month-swapped",
            swapped,
            ids,
            f"Its ticket is out of order, and {_SWAPPED}.",
        ),
    )
    return DataQuality(found, len(frame))


def _by_ticket(identities: Any) -> Int64Array:
    import pandas as pd

    codes, _ = pd.factorize(identities)
    return np.argsort(codes, kind="stable")


def _after_terminal(terminal: BoolArray, order: Int64Array, same: BoolArray) -> BoolArray:
    out = np.zeros(terminal.size, dtype=bool)
    if not terminal.any():
        return out
    ended = terminal[order]
    starts = np.concatenate([[True], ~same])
    total = np.cumsum(ended)
    # Terminal events of the ticket before each event: running total less that at its start.
    first = np.maximum.accumulate(np.where(starts, np.arange(ended.size), 0))
    out[order] = total - ended - (total - ended)[first] > 0
    return out


def swapped_dates(
    events: "pd.DataFrame",
    *,
    timezone: str = "UTC",
    columns: Mapping[str, str] | None = None,
) -> "pd.Series[Any]":
    """Events whose day and month seem to be swapped.

    Parameters
    ----------
    events : DataFrame
        Table ``events``: ticket_id and at, the rows of a ticket in the order of time in which
        they were written.
    timezone : str
        Zone in which the dates were written.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Series of bool
        With the index of `events`.

    Raises
    ------
    InputError
        For a missing column or a naive instant.

    Notes
    -----
    A ticket is looked at where its events are out of order. Of all ways to exchange day and
    month of some of its events (which both must be 12 or less, and different), the one that
    puts them into order with the fewest exchanges is told, and of those the one that makes the
    ticket last the shortest time; without such a way nothing is. An event that stays in order
    after the exchange cannot be told from a true one, so this is a lower bound, and a doubt,
    not a repair.
    """
    import pandas as pd

    frame = read_table(events, table("events"), needs=("ticket_id", "at"), columns=columns)
    local = frame["at"].dt.tz_convert(zone(timezone)).dt.tz_localize(None)
    marks = np.zeros(len(frame), dtype=bool)
    given = local.to_numpy(dtype="datetime64[us]")
    other = _exchanged(local)
    order = _by_ticket(frame["ticket_id"])
    ids = frame["ticket_id"].to_numpy()[order]
    edges = np.concatenate([[0], np.flatnonzero(ids[1:] != ids[:-1]) + 1, [ids.size]])
    for begin, end in pairwise(edges.tolist()):
        rows = order[begin:end]
        rows = rows[~np.isnat(given[rows])]
        if (np.diff(given[rows]) < np.timedelta64(0, "us")).any():
            marks[rows] = _fewest(given[rows].view(np.int64), other[rows].view(np.int64))
    return pd.Series(marks, index=frame.index)


def _exchanged(local: Any) -> Any:
    """Each date with day and month exchanged; NaT where that is no date or the same one."""
    import pandas as pd

    day, month = local.dt.day, local.dt.month
    can = ((day <= 12) & (day != month)).to_numpy()
    out = np.full(len(local), np.datetime64("NaT", "us"))
    kept = local[can]
    dates = pd.to_datetime({"year": kept.dt.year, "month": kept.dt.day, "day": kept.dt.month})
    out[can] = (dates + (kept - kept.dt.normalize())).to_numpy(dtype="datetime64[us]")
    return out


def _fewest(given: Int64Array, other: Int64Array) -> BoolArray:
    """Fewest exchanges that put events into order, then the shortest ticket; none if none do."""
    nat = np.iinfo(np.int64).min
    # For each state of the last event: exchanges so far, first instant, which were exchanged.
    states: list[tuple[int, int, int, tuple[bool, ...]]] = []
    for place, pair in enumerate(zip(given.tolist(), other.tolist(), strict=True)):
        options = [(pair[0], False)] + ([(pair[1], True)] if pair[1] != nat else [])
        grown: dict[tuple[int, bool], tuple[int, int, int, tuple[bool, ...]]] = {}
        for at, changed in options:
            if place == 0:
                grown[at, changed] = (int(changed), -at, at, (changed,))
                continue
            held = [s for s in states if s[2] <= at]
            if held:
                best = min(held)
                grown[at, changed] = (best[0] + changed, best[1], at, (*best[3], changed))
        states = list(grown.values())
        if not states:
            return np.zeros(given.size, dtype=bool)
    chosen = min(states, key=lambda s: (s[0], s[2] + s[1]))
    return np.array(chosen[3])
