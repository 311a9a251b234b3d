"""What a table of tickets shows: volume, response, resolution, reopenings, backlog."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from supportops._kit.instants import instant
from supportops._kit.shares import ShareLike, share
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics import Estimate, mean, proportion
from supportops.statistics import quantile as sample_quantile
from supportops.vocabulary import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["backlog", "first_response_time", "monthly_volume", "reopen_rate", "time_to_resolution"]


def _read(tickets: Any, columns: Mapping[str, str] | None, *needs: str) -> "pd.DataFrame":
    frame = read_table(
        tickets, table("tickets"), needs=("ticket_id", "created_at", *needs), columns=columns
    )
    missing = frame["created_at"].isna().to_numpy()
    if missing.any():
        raise InputError(
            f"tickets.created_at must be there in every row; got a missing one at position "
            f"{int(missing.argmax())} ({int(missing.sum())} of {len(frame)} break this)"
        )
    return frame


def _seconds(frame: "pd.DataFrame", end: str) -> "pd.Series[float]":
    length: pd.Series[float] = (frame[end] - frame["created_at"]).dt.total_seconds()
    if bool((length < 0).any()):
        place = int((length < 0).to_numpy().argmax())
        raise InputError(
            f"tickets.{end} must not lie before created_at; got {length.iloc[place]:g} s at position "
            f"{place} ({int((length < 0).sum())} of {len(frame)} break this)"
        )
    return length


def first_response_time(
    tickets: "pd.DataFrame", *, columns: Mapping[str, str] | None = None
) -> Estimate:
    """Mean time from creation to the first response, on the calendar clock.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id, created_at, first_response_at.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Estimate
        [s]. Tickets without a response are left out and counted as missing; None where no
        ticket has one.

    Raises
    ------
    InputError
        For a missing column, a naive instant, or a response before the creation.
    """
    seconds = _seconds(_read(tickets, columns, "first_response_at"), "first_response_at")
    return mean(seconds, definition="mean first response time", unit="s")


def time_to_resolution(
    tickets: "pd.DataFrame", *, quantile: ShareLike, columns: Mapping[str, str] | None = None
) -> Estimate:
    """Quantile of the time from creation to resolution, on the calendar clock.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id, created_at, resolved_at.
    quantile : share
        Which quantile; 0.5 is the median.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Estimate
        [s], of the resolved tickets. Open ones are counted as missing, and flag the estimate
        ``censored``: the long ones among them are not in it yet.

    Raises
    ------
    InputError
        For a missing column, a naive instant, or a resolution before the creation.
    """
    seconds = _seconds(_read(tickets, columns, "resolved_at"), "resolved_at")
    level = share(quantile, "quantile")
    estimate = sample_quantile(
        seconds, level, definition=f"p{100 * level:g} time to resolution", unit="s"
    )
    return replace(estimate, flags=(*estimate.flags, "censored")) if estimate.missing else estimate


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
        For a missing column, or reopenings that are no number of zero or more.
    """
    frame = _read(tickets, columns, "resolved_at", "reopens")
    reopens = frame["reopens"].fillna(0)
    if bool((reopens < 0).any()):
        raise InputError(f"tickets.reopens must be zero or more; got {shown(reopens.min())}")
    resolved = frame["resolved_at"].notna() | (reopens > 0)
    return proportion(
        int((reopens > 0).sum()), int(resolved.sum()), definition="reopened of resolved"
    )


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

    frame = _read(tickets, columns, "resolved_at")
    at = pd.Timestamp(instant(now, "now"))
    there = frame["created_at"] <= at
    open_ = there & ~(frame["resolved_at"] <= at)
    return Estimate(
        value=float(open_.sum()),
        n=int(there.sum()),
        missing=int((~there).sum()),
        definition="open tickets",
        unit="tickets",
    )


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

    created = _read(tickets, columns)["created_at"].dt.tz_convert(zone(timezone))
    definition = "tickets created a month"
    if created.empty:
        return mean(np.array([]), definition=definition, unit="tickets/month")
    months = created.dt.year.to_numpy() * 12 + created.dt.month.to_numpy()
    counts = np.bincount(months - months.min())
    # The first and the last month are cut by the export, unless they are the same month.
    whole = counts[1:-1]
    if len(whole):
        return mean(whole, definition=definition, unit="tickets/month")
    days = (created.max() - created.min()).total_seconds() / 86_400
    return Estimate(
        value=len(created) / max(days, 1.0) * 365.25 / 12,
        n=len(created),
        definition=definition,
        unit="tickets/month",
        flags=("no_whole_month",),
    )
