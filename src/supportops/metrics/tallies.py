"""Tallies of a table of tickets: every count that a definition may ask for."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops.metrics._layout import read_facts

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ticket_tallies"]


def ticket_tallies(
    tickets: "pd.DataFrame",
    *,
    now: datetime | None = None,
    columns: Mapping[str, str] | None = None,
) -> dict[str, float]:
    """Counts of tickets under the names that definitions use, for `compare_definitions`.

    Parameters
    ----------
    tickets : DataFrame
        As in `report`. Each column brings its counts: resolved_at, reopens, escalated,
        transferred, agent_replies, contacts.
    now : datetime, optional
        Instant up to which the table knows; the last one in it where left out.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    dict of str to float
        tickets, and where the columns allow it resolved, solved, closed, open, tickets_solved,
        tickets_reopened, reopen_events, solve_events, escalated, handled, transferred,
        resolved_unescalated, resolved_first and closed_in_one_contact (resolved with one
        contact), contacts, zero_touch, one_touch.

    Raises
    ------
    InputError
        For a missing column, a naive instant, a ticket created after `now`, or a number that is
        not whole or below zero.

    Notes
    -----
    A ticket of which a column does not say enough counts among the tickets, and not as a success.
    ``solve_events`` are the solved tickets and their reopenings; one that is open again was
    solved once for each.

    Examples
    --------
    >>> import pandas as pd
    >>> at = pd.Timestamp("2026-03-02", tz="UTC")
    >>> table = pd.DataFrame({"ticket_id": [1, 2, 3], "created_at": [at] * 3,
    ...                       "resolved_at": [at, at, pd.NaT], "agent_replies": [1, 3, 0]})
    >>> from supportops.metrics import compare_definitions
    >>> found = compare_definitions("fcr", ticket_tallies(table))
    >>> found[found["value"].notna()][["definition", "value"]].values.tolist()
    [['fcr.one_touch', 0.5], ['fcr.one_touch_strict', 0.5]]
    """
    facts = read_facts(tickets, columns, now, (1, 5))
    held = set(facts.frame.columns)
    out: dict[str, Any] = {"tickets": len(facts.frame)}
    if "resolved_at" not in held:
        return {**out, **_flags(facts, held, None)}
    solved = facts.known("resolved_at")
    out |= {
        "resolved": solved.sum(),
        "solved": solved.sum(),
        "closed": solved.sum(),
        "open": (~solved).sum(),
    }
    if "reopens" in held:
        reopens = np.nan_to_num(facts.count("reopens"))
        ever = solved | (reopens > 0)
        out |= {
            "tickets_solved": ever.sum(),
            "tickets_reopened": (reopens > 0).sum(),
            "reopen_events": reopens.sum(),
            "solve_events": solved.sum() + reopens.sum(),
        }
    if "agent_replies" in held:
        replies = facts.count("agent_replies")
        out |= {
            "zero_touch": (solved & (replies == 0)).sum(),
            "one_touch": (solved & (replies == 1)).sum(),
        }
    if "contacts" in held:
        contacts = facts.count("contacts")
        once = (solved & (contacts == 1)).sum()
        out |= {
            "resolved_first": once,
            "closed_in_one_contact": once,
            "contacts": np.nansum(contacts),
        }
    return {name: float(value) for name, value in {**out, **_flags(facts, held, solved)}.items()}


def _flags(facts: Any, held: set[str], solved: Any) -> dict[str, float]:
    out: dict[str, float] = {}
    if "agent_replies" in held:
        out["handled"] = float((facts.count("agent_replies") > 0).sum())
    if "escalated" in held:
        up = facts.flag("escalated")
        out["escalated"] = float((up == 1).sum())
        if solved is not None:
            out["resolved_unescalated"] = float((solved & (up == 0)).sum())
    if "transferred" in held:
        out["transferred"] = float((facts.flag("transferred") == 1).sum())
    return out
