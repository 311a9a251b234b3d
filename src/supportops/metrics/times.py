"""How long: to the first response, to the next one, to the resolution."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from supportops._kit.instants import instant
from supportops._kit.shares import ShareLike, share
from supportops._kit.tables import read_table
from supportops.calendars import Calendar
from supportops.errors import InputError
from supportops.metrics._table import doubtful, durations, open_seconds, read_tickets
from supportops.statistics import Estimate, mean, survival_curve
from supportops.statistics import quantile as sample_quantile
from supportops.vocabulary import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "closed_time_to_resolution",
    "first_response_quantile",
    "first_response_time",
    "mean_time_to_resolution",
    "next_response_time",
    "time_to_resolution",
]


def first_response_time(
    tickets: "pd.DataFrame",
    *,
    calendar: Calendar | None = None,
    columns: Mapping[str, str] | None = None,
) -> Estimate:
    """Mean time from creation to the first response.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id, created_at, first_response_at.
    calendar : Calendar, optional
        Business time that counts; the calendar clock, which never stops, where left out.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Estimate
        [s]. Tickets without a response are left out, counted as unanswered, and flag the
        estimate ``censored``; None where no ticket has one.

    Raises
    ------
    InputError
        For a missing column, a naive instant, or a response before the creation.

    Notes
    -----
    The published formula divides by all tickets, which would make an unanswered one a zero; it
    is left out here. `first_response_quantile` takes it in at its age.
    """
    frame = read_tickets(tickets, columns, "first_response_at")
    seconds = durations(frame, "first_response_at", calendar)
    return doubtful(_closed_mean(seconds, _clocked("frt.mean", calendar), "unanswered"), frame)


def _clocked(name: str, calendar: Calendar | None, level: float | None = None) -> str:
    """Id of a definition with the quantile, and the clock where it is not the calendar's."""
    told = ([] if level is None else [f"{level:g}"]) + (["business clock"] if calendar else [])
    return f"{name}[{', '.join(told)}]" if told else name


def _closed_mean(seconds: "pd.Series[float]", name: str, label: str) -> Estimate:
    answer = replace(mean(seconds, definition=name, unit="s"), missing_label=label)
    return answer.flagged("censored") if answer.missing else answer


def first_response_quantile(
    tickets: "pd.DataFrame",
    *,
    quantile: ShareLike,
    now: datetime | None = None,
    calendar: Calendar | None = None,
    columns: Mapping[str, str] | None = None,
) -> Estimate:
    """Time by which a share of the tickets has its first response, unanswered ones at their age.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id, created_at, first_response_at.
    quantile : share
        Which quantile; 0.5 is the median.
    now : datetime, optional
        Instant up to which responses are known; the last one in the table where left out.
    calendar : Calendar, optional
        Business time that counts; the calendar clock, which never stops, where left out.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Estimate
        [s], as in `time_to_resolution`.

    Raises
    ------
    InputError
        For a missing column, a naive instant, a response before the creation, or a ticket
        created after `now`.
    """
    frame = read_tickets(tickets, columns, "first_response_at")
    return _survival(
        frame,
        "first_response_at",
        "frt.quantile",
        quantile=quantile,
        now=now,
        calendar=calendar,
    )


def time_to_resolution(
    tickets: "pd.DataFrame",
    *,
    quantile: ShareLike,
    now: datetime | None = None,
    calendar: Calendar | None = None,
    columns: Mapping[str, str] | None = None,
) -> Estimate:
    """Time by which a share of the tickets is resolved, open ones at their age.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id, created_at, resolved_at.
    quantile : share
        Which quantile; 0.5 is the median.
    now : datetime, optional
        Instant up to which resolutions are known; later ones are still to come. The last
        instant in the table where left out.
    calendar : Calendar, optional
        Business time that counts; the calendar clock, which never stops, where left out.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Estimate
        [s], from the Kaplan–Meier curve, flagged ``censored`` where tickets are open. None with
        a reason where fewer than that share are resolved within the follow-up.

    Raises
    ------
    InputError
        For a missing column, a naive instant, a resolution before the creation, or a ticket
        created after `now`.

    Notes
    -----
    Leaving the open tickets out, as `closed_time_to_resolution` does, makes the answer too
    short, often by half.
    """
    frame = read_tickets(tickets, columns, "resolved_at")
    return _survival(
        frame, "resolved_at", "ttr.quantile", quantile=quantile, now=now, calendar=calendar
    )


def _survival(
    frame: "pd.DataFrame",
    end: str,
    name: str,
    *,
    quantile: ShareLike,
    now: datetime | None,
    calendar: Calendar | None,
) -> Estimate:
    import pandas as pd

    level = share(quantile, "quantile")
    durations(frame, end)
    if now is None:
        last = frame[["created_at", end]].max().max()
    else:
        last = pd.Timestamp(instant(now, "now"))
        late = (frame["created_at"] > last).to_numpy()
        if late.any():
            place = int(late.argmax())
            raise InputError(
                f"now must not lie before created_at; got a ticket created later at position "
                f"{place} ({int(late.sum())} of {len(frame)} break this)"
            )
    closed = (frame[end] <= last).to_numpy()
    until = frame[end].where(closed, last)
    if calendar is None:
        ages = (until - frame["created_at"]).dt.total_seconds()
    else:
        ages = open_seconds(frame["created_at"], until, calendar)
    curve = survival_curve(ages.to_numpy(dtype="float64"), closed, unit="s")
    answer = replace(curve.quantile(level), definition=_clocked(name, calendar, level))
    small = ("small_n",) if 0 < curve.n < 30 else ()
    answer = answer.flagged(*small, *(("censored",) if curve.open else ()))
    return doubtful(answer, frame)


def closed_time_to_resolution(
    tickets: "pd.DataFrame",
    *,
    quantile: ShareLike,
    calendar: Calendar | None = None,
    columns: Mapping[str, str] | None = None,
) -> Estimate:
    """Quantile over the resolved tickets alone, as most help desks show it.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id, created_at, resolved_at.
    quantile : share
        Which quantile; 0.5 is the median.
    calendar : Calendar, optional
        Business time that counts; the calendar clock, which never stops, where left out.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Estimate
        [s]. Open tickets are counted as still open, and flag the estimate ``censored``: the
        slow ones among them are not in it yet.

    Raises
    ------
    InputError
        For a missing column, a naive instant, or a resolution before the creation.
    """
    frame = read_tickets(tickets, columns, "resolved_at")
    seconds = durations(frame, "resolved_at", calendar)
    level = share(quantile, "quantile")
    name = _clocked("ttr.closed_quantile", calendar, level)
    answer = sample_quantile(seconds, level, definition=name, unit="s")
    answer = replace(answer, missing_label="still open")
    answer = answer.flagged("censored") if answer.missing else answer
    return doubtful(answer, frame)


def mean_time_to_resolution(
    tickets: "pd.DataFrame",
    *,
    calendar: Calendar | None = None,
    columns: Mapping[str, str] | None = None,
) -> Estimate:
    """Mean time from creation to resolution over the resolved tickets, as published.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id, created_at, resolved_at.
    calendar : Calendar, optional
        Business time that counts; the calendar clock, which never stops, where left out.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Estimate
        [s]. Open tickets are counted as still open, and flag the estimate ``censored``.

    Raises
    ------
    InputError
        For a missing column, a naive instant, or a resolution before the creation.
    """
    frame = read_tickets(tickets, columns, "resolved_at")
    seconds = durations(frame, "resolved_at", calendar)
    return doubtful(_closed_mean(seconds, _clocked("ttr.mean", calendar), "still open"), frame)


def next_response_time(
    events: "pd.DataFrame", *, columns: Mapping[str, str] | None = None
) -> Estimate:
    """Mean time from the oldest unanswered customer message to the next public agent message.

    Parameters
    ----------
    events : DataFrame
        Table ``events``: ticket_id, at, kind, actor, public. Messages are the events of kind
        ``message``; those of bots and systems answer nothing, nor do internal notes.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Estimate
        [s], over the customers' messages after the first response. One that is still unanswered
        is counted as missing, and flags the estimate ``censored``.

    Raises
    ------
    InputError
        For a missing column or a naive instant.

    Examples
    --------
    >>> import pandas as pd
    >>> at = pd.to_datetime(["2026-03-02 09:00", "2026-03-02 09:30", "2026-03-02 10:00",
    ...                      "2026-03-02 10:10", "2026-03-02 11:00"], utc=True)
    >>> log = pd.DataFrame({"ticket_id": 1, "at": at, "kind": "message", "public": True,
    ...                     "actor": ["customer", "agent", "customer", "customer", "agent"]})
    >>> next_response_time(log).value
    3600.0
    """
    needs = ("ticket_id", "at", "kind", "actor", "public")
    frame = read_table(events, table("events"), needs=needs, columns=columns)
    customer = frame["actor"] == "customer"
    agent = (frame["actor"] == "agent") & frame["public"].fillna(value=False).astype(bool)
    spoken = frame[(frame["kind"] == "message") & (customer | agent) & frame["at"].notna()]
    spoken = spoken.sort_values("at", kind="stable").sort_values("ticket_id", kind="stable")
    by_agent = spoken["actor"] == "agent"
    before = by_agent.groupby(spoken["ticket_id"], sort=False).shift(1)
    answers = spoken["at"].where(by_agent)
    following = answers.groupby(spoken["ticket_id"], sort=False).bfill()
    begun = ~by_agent & (before == True)  # noqa: E712  missing at the first message
    waits = (following - spoken["at"]).dt.total_seconds()[begun]
    return _closed_mean(waits, "next_response.mean", "unanswered")
