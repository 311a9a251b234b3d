"""The leak of deflection: people who come back with a ticket."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from supportops._kit.durations import DurationLike, duration
from supportops._kit.instants import instant
from supportops._kit.tables import Column, Table, read_table
from supportops.statistics import Estimate, proportion

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["recontact_share"]


def _table(name: str, row: str) -> Table:
    return Table(
        name=name,
        row=row,
        columns=(
            Column(name="user_id", dtype="id", about="who"),
            Column(name="at", dtype="instant", about="when"),
        ),
    )


_RESOLVED = _table("resolved", "one session that looked resolved")
_TICKETS = _table("tickets", "one ticket")


def recontact_share(
    resolved: Any,
    tickets: Any,
    *,
    within: DurationLike,
    now: "datetime",
    columns: Mapping[str, str] | None = None,
) -> Estimate:
    """Share of the sessions that looked resolved whose user filed a ticket after all.

    Parameters
    ----------
    resolved : DataFrame
        One row for each session that self-service counts as resolved: ``user_id``, ``at``.
    tickets : DataFrame
        One row for each ticket: ``user_id``, ``at``.
    within : duration
        How long after the session a ticket counts as the same need, its end included.
    now : datetime
        Until when tickets are known; aware.
    columns : mapping of str to str, optional
        Headings of both tables, where they differ from ``user_id`` and ``at``.

    Returns
    -------
    Estimate
        A share. Sessions without a user or an instant, and those whose window is not over at
        `now`, are missing: they cannot be known to have stayed away.

    Raises
    ------
    InputError
        For a missing column, a naive instant, or a bare number as `within`.

    Notes
    -----
    A ticket counts for every session of its user in the window before it. Tickets that come
    under another name, or by phone, are not seen: the true leak is at least this.
    """
    import pandas as pd

    sessions = read_table(resolved, _RESOLVED, needs=["user_id", "at"], columns=columns)
    filed = read_table(tickets, _TICKETS, needs=["user_id", "at"], columns=columns)
    window = pd.Timedelta(duration(within, "within"))
    end = pd.Timestamp(instant(now, "now"))
    known = sessions.dropna()
    known = known[known["at"] + window <= end]
    missing = len(sessions) - len(known)
    leaks = 0
    by_user = {user: times.to_numpy() for user, times in filed.dropna().groupby("user_id")["at"]}
    for user, at in zip(known["user_id"], known["at"], strict=True):
        times = by_user.get(user)
        if times is not None and any(at < time <= at + window for time in times):
            leaks += 1
    return proportion(leaks, len(known), missing=missing, definition="recontact within the window")
