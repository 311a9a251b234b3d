"""Whole days and years of intervals: agents for them, or what given agents deliver."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from supportops import queueing
from supportops._kit.durations import DurationLike
from supportops.calendars import Calendar
from supportops.errors import InputError
from supportops.workforce._asked import asked_of
from supportops.workforce._row_values import count_values
from supportops.workforce._rows import interval_rows, intervals_of
from supportops.workforce._table import figures_table, held_targets, staffed
from supportops.workforce.targets import ChannelTarget

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from supportops._kit.arrays import RealArray
    from supportops._kit.shares import ShareLike

__all__ = ["service_intervals", "staff_intervals"]

#: One length of time for all rows, or one for each.
_Spans: TypeAlias = "pd.Series[pd.Timedelta] | npt.NDArray[np.timedelta64]"
DurationRows: TypeAlias = "DurationLike | Sequence[DurationLike | None] | _Spans"
#: One share for all rows, or one for each.
ShareRows: TypeAlias = "ShareLike | Sequence[ShareLike | None] | RealArray | pd.Series[float]"
#: One count for all rows, or one for each.
CountRows: TypeAlias = "int | Sequence[float] | RealArray | pd.Series[int] | pd.Series[float]"
Volumes: TypeAlias = "pd.Series[float] | pd.Series[int] | pd.DataFrame"


def staff_intervals(
    volumes: Volumes,
    *,
    handle_time: "DurationRows | None" = None,
    answer_within: "DurationRows | None" = None,
    service_level: "ShareRows | None" = None,
    shrinkage: ShareRows = 0.0,
    patience: "DurationRows | None" = None,
    definition: queueing.Definition = "offered",
    max_wait: "DurationRows | None" = None,
    max_abandonment: "ShareRows | None" = None,
    max_occupancy: "ShareRows | None" = None,
    concurrency: CountRows = 1,
    min_agents: CountRows = 0,
    channels: Mapping[Any, ChannelTarget] | None = None,
    interval: DurationLike | None = None,
    calendar: Calendar | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Fewest agents for each interval of a Series or table of volumes.

    Parameters
    ----------
    volumes : Series or DataFrame
        Contacts of each interval. A Series has the instants in its index, or no instants at
        all; a table has columns ``volume`` and, where it has them, ``starts_at``, ``channel``
        and any parameter below. A missing volume gives a missing answer.
    handle_time, answer_within, service_level, shrinkage, patience : duration or share, or rows
        As in `agents_needed`; one for all rows, or one for each (a Series has the index of
        `volumes`). A row without patience is one where nobody gives up.
    definition : {"offered", "virtual", "answered", "excluding_short_abandons"}
        What the service level counts where customers give up.
    max_wait, max_abandonment, max_occupancy : duration or share, or rows
        As in `agents_needed`.
    concurrency, min_agents : int, or rows
        Contacts that an agent handles at once [contacts], and agents who are there whatever the
        volume while it is open [agents].
    channels : mapping of str to ChannelTarget, optional
        What each channel takes and promises, in place of the arguments above; columns of the
        table go before it.
    interval : duration, optional
        Length of an interval; by default the shortest spacing of the instants.
    calendar : calendar, optional
        Opening hours. Nobody is needed while it is closed, and what comes then counts as
        unserved; in an interval that is partly open the volume comes in the open part.
    columns : mapping of str to str, optional
        For a declared column the caller's heading.

    Returns
    -------
    DataFrame
        The index of `volumes`; ``starts_at`` and ``channel`` where the table has them, then
        volume [contacts], load [erlangs], agents [agents], wait_probability, service_level,
        occupancy and abandonment [share], mean_wait [seconds], paid [heads], fte [FTE],
        paid_hours [hours], open [share of the interval] and unserved [contacts].

    Raises
    ------
    InputError
        For naive instants, duplicate or overlapping intervals, negative volumes, a parameter
        that breaks its rule or is said twice, and Series with another index.

    Notes
    -----
    Each interval by itself, at its mean rate (SIPP): exact for a steady rate within it, and
    good where handle times are short beside the interval. Instants are absolute, so days of 23
    and 25 hours have as many intervals as hours. Rows may be absent, as closed days are.

    Examples
    --------
    >>> import pandas as pd
    >>> calls = pd.Series([80, 100, 120], pd.date_range("2026-03-02 09:00", periods=3,
    ...                   freq="30min", tz="Europe/Paris"))
    >>> plan = staff_intervals(calls, handle_time="3m", answer_within="20s", service_level=0.8,
    ...                        shrinkage=0.3)
    >>> plan["agents"].tolist(), plan["paid"].tolist()
    ([11, 14, 16], [16, 20, 23])
    """
    rows = interval_rows(volumes, columns)
    asked = asked_of(
        rows,
        channels=channels,
        definition=definition,
        handle_time=handle_time,
        answer_within=answer_within,
        service_level=service_level,
        shrinkage=shrinkage,
        patience=patience,
        max_wait=max_wait,
        max_abandonment=max_abandonment,
        max_occupancy=max_occupancy,
        concurrency=concurrency,
        min_agents=min_agents,
    )
    held_targets(asked)
    return staffed(intervals_of(rows, interval, calendar), asked)


def service_intervals(
    volumes: Volumes,
    *,
    agents: "CountRows | None" = None,
    handle_time: "DurationRows | None" = None,
    answer_within: "DurationRows | None" = None,
    shrinkage: ShareRows = 0.0,
    patience: "DurationRows | None" = None,
    definition: queueing.Definition = "offered",
    concurrency: CountRows = 1,
    interval: DurationLike | None = None,
    calendar: Calendar | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """What given agents deliver in each interval.

    Parameters
    ----------
    volumes : Series or DataFrame
        As in `staff_intervals`.
    agents : int, or rows
        Agents at work [agents]; may be a column of the table.
    handle_time, answer_within, shrinkage, patience, definition, concurrency
        As in `staff_intervals` [contacts].
    interval, calendar, columns
        As in `staff_intervals`.

    Returns
    -------
    DataFrame
        The columns of `staff_intervals`, and ``stable``: whether the queue has a steady state.
        Under overload the mean wait is infinite and the service level 0.

    Raises
    ------
    InputError
        As `staff_intervals`.

    Examples
    --------
    >>> import pandas as pd
    >>> calls = pd.Series([80, 100, 170])
    >>> found = service_intervals(calls, agents=[12, 14, 16], interval="30m", handle_time="3m",
    ...                           answer_within="20s")
    >>> found["service_level"].round(3).tolist(), found["stable"].tolist()
    ([0.91, 0.888, 0.0], [True, True, False])
    """
    rows = interval_rows(volumes, columns)
    if (agents is None) == ("agents" not in rows.own):
        raise InputError("agents must be given once, by argument or as a column of the table")
    people = rows.own.pop("agents", agents)
    asked = asked_of(
        rows,
        channels=None,
        definition=definition,
        handle_time=handle_time,
        answer_within=answer_within,
        service_level=None,
        shrinkage=shrinkage,
        patience=patience,
        max_wait=None,
        max_abandonment=None,
        max_occupancy=None,
        concurrency=concurrency,
        min_agents=0,
    )
    counts = count_values(people, "agents", rows, least=0)
    return figures_table(intervals_of(rows, interval, calendar), asked, counts)
