"""How many: tickets of a month, tickets open, tickets reopened."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from supportops._kit.instants import instant
from supportops.metrics._recipes import counted
from supportops.metrics._table import doubtful, read_tickets
from supportops.statistics import Estimate, mean, proportion

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["backlog", "monthly_volume", "reopen_rate"]


def reopen_rate(tickets: "pd.DataFrame", *, columns: Mapping[str, str] | None = None) -> Estimate:
    """Share of tickets ever resolved that were reopened.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id, created_at, resolved_at, reopens [reopenings].
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Estimate
        [share]. A ticket that was reopened and is open again has been resolved once, so it
        counts in both numbers.

    Raises
    ------
    InputError
        For a missing column, or reopenings that are not whole or below zero.
    """
    frame = read_tickets(tickets, columns, "resolved_at", "reopens")
    again = counted(frame["reopens"].to_numpy(), "reopens") > 0
    resolved = frame["resolved_at"].notna().to_numpy() | again
    answer = proportion(int(again.sum()), int(resolved.sum()), definition="reopen.by_ticket")
    return doubtful(answer, frame)


def backlog(
    tickets: "pd.DataFrame",
    *,
    now: datetime | None,
    columns: Mapping[str, str] | None = None,
) -> Estimate:
    """Tickets that are open at an instant.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id, created_at, resolved_at.
    now : datetime
        The instant; aware.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Estimate
        [tickets], of those created by `now`: not resolved by then. A count, so it has no
        interval.

    Raises
    ------
    InputError
        For a missing column or a naive instant.
    """
    import pandas as pd

    frame = read_tickets(tickets, columns, "resolved_at")
    at = pd.Timestamp(instant(now, "now"))
    there = frame["created_at"] <= at
    open_ = there & ~(frame["resolved_at"] <= at)
    answer = Estimate(
        value=float(open_.sum()),
        n=int(there.sum()),
        missing=int((~there).sum()),
        definition="backlog.open",
        unit="tickets",
    )
    return doubtful(answer, frame)


def monthly_volume(
    tickets: "pd.DataFrame",
    *,
    timezone: str = "UTC",
    columns: Mapping[str, str] | None = None,
) -> Estimate:
    """Mean number of tickets created in a calendar month.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id, created_at.
    timezone : str
        Zone whose months count.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Estimate
        [tickets/month], over the whole months between the first and the last ticket; months
        without a ticket count as zero. Where there is no whole month, the tickets over the
        span are scaled to 365.25/12 days and flagged ``no_whole_month``.

    Raises
    ------
    InputError
        For a missing column, a naive instant or an unknown zone.
    """
    import numpy as np

    from supportops._kit.instants import zone

    frame = read_tickets(tickets, columns)
    created = frame["created_at"].dt.tz_convert(zone(timezone))
    definition = "volume.per_month"
    if created.empty:
        return mean(np.array([]), definition=definition, unit="tickets/month")
    months = created.dt.year.to_numpy() * 12 + created.dt.month.to_numpy()
    counts = np.bincount(months - months.min())
    # The first and the last month are cut by the export, unless they are the same month.
    whole = counts[1:-1]
    if len(whole):
        answer = mean(whole, definition=definition, unit="tickets/month")
        return doubtful(answer, frame)
    days = (created.max() - created.min()).total_seconds() / 86_400
    answer = Estimate(
        value=len(created) / max(days, 1.0) * 365.25 / 12,
        n=len(created),
        definition=definition,
        unit="tickets/month",
        flags=("no_whole_month",),
    )
    return doubtful(answer, frame)
