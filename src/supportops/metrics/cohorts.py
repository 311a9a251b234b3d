"""Cohorts: what became of the tickets of a month, where enough time has passed to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops._kit.instants import instant, zone
from supportops._kit.names import collected
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.metrics._layout import (
    column_of,
    confidence_of,
    group_codes,
    instant_of,
    micros_of,
    text_column,
)
from supportops.metrics._published import published
from supportops.metrics._table import TICKETS
from supportops.metrics.periods import PeriodName, period_codes, period_starts
from supportops.statistics import Estimate, proportion, wilson

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CohortTriangle", "cohort_triangle", "cohorts"]

_MOST = 36_525  # days, a hundred years


@dataclass(frozen=True, slots=True)
class CohortTriangle(Result):
    """What became of cohorts, as far as each could be watched.

    Attributes
    ----------
    cumulative : tuple of tuple of float or None
        For each cohort the share that had the event by each step it was watched; None for an
        empty cohort.
    pooled : tuple of Estimate
        The same for all cohorts that were watched so long, by step.
    hazards : tuple of Estimate
        Share that has the event at a step, of those that had not had it before.
    ultimate : float or None
        1 − Π(1 − hazard): what a cohort comes to at the last step [share]; None where a hazard is
        not known.
    """

    cumulative: tuple[tuple[float | None, ...], ...]
    pooled: tuple[Estimate, ...]
    hazards: tuple[Estimate, ...]
    ultimate: float | None


def cohort_triangle(sizes: Sequence[int], events: Sequence[Sequence[int]]) -> CohortTriangle:
    """Shares and hazards of cohorts of which the young ones were watched less long.

    Parameters
    ----------
    sizes : sequence of int
        Size of each cohort [count].
    events : sequence of sequence of int
        For each cohort the events at each step that is over [count]; young ones have fewer
        steps.

    Returns
    -------
    CohortTriangle

    Raises
    ------
    InputError
        If a cohort has more events than members, or the lengths differ.

    Notes
    -----
    Compare cohorts at one step, or by `ultimate`, which uses the young ones for the steps they
    have: the last cell of a young row is not its end.

    Examples
    --------
    >>> found = cohort_triangle([100, 120, 90], [[4, 3, 1], [6, 2], [5]])
    >>> [round(p.value, 3) for p in found.pooled], round(found.ultimate, 3)
    ([0.048, 0.068, 0.08], 0.081)
    """
    members = [whole(size, "sizes") for size in collected(sizes, "sizes")]
    rows = [
        [whole(e, "events") for e in collected(row, "events")]
        for row in collected(events, "events")
    ]
    if len(members) != len(rows):
        raise InputError(
            f"events must have one row for each of {len(members)} sizes; got {len(rows)}"
        )
    for place, (size, row) in enumerate(zip(members, rows, strict=True)):
        if sum(row) > size:
            raise InputError(
                f"events must be at most the size, {size}; got {sum(row)} at position {place}"
            )
    steps = max((len(row) for row in rows), default=0)
    pooled, hazards, left = [], [], 1.0
    for step in range(steps):
        seen = [k for k, row in enumerate(rows) if len(row) > step]
        total = sum(members[k] for k in seen)
        before = sum(sum(rows[k][:step]) for k in seen)
        now = sum(rows[k][step] for k in seen)
        pooled.append(proportion(before + now, total, definition=f"by step {step + 1}"))
        hazard = proportion(now, total - before, definition=f"at step {step + 1}")
        hazards.append(hazard)
        left *= 1 - float(hazard) if left else 0.0
    return CohortTriangle(
        tuple(
            tuple(float(x) / size if size else None for x in np.cumsum(row))
            for size, row in zip(members, rows, strict=True)
        ),
        tuple(pooled),
        tuple(hazards),
        None if not steps or left != left else 1 - left,  # noqa: PLR0124  NaN
    )


def cohorts(
    tickets: "pd.DataFrame",
    *,
    event: str = "resolved_at",
    days: Sequence[int] | None = None,
    period: PeriodName = "month",
    by: str | None = None,
    now: datetime | None = None,
    timezone: str = "UTC",
    confidence: ShareLike = 0.95,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Share of each cohort that had an event within so many days, where that is known.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: created_at and the event, any declared instant.
    event : str
        Column of the event's instant, missing while it has not come.
    days : sequence of int, optional
        Horizons [days of 24 hours], ascending; the published 30, 60 and 90 where left out.
    period : str
        Period of creation that makes a cohort.
    by : str, optional
        Column that parts the cohorts.
    now : datetime, optional
        Instant up to which events are known; the last in the table where left out.
    timezone, confidence, columns
        As in `report`.

    Returns
    -------
    DataFrame
        One row for each group, cohort and horizon: group, cohort, days, size, n (old enough for
        the horizon), hits, value, low, high, immature (too young), contradictory (the event lies
        before the creation), complete, flags. A value rests on the tickets that are old enough
        and do not contradict themselves; where some of a cohort are not, or do, the cell is
        flagged ``immature`` or ``contradictory``, and without any it is NaN.

    Raises
    ------
    InputError
        For an unknown event, horizons that do not ascend, or a ticket created after `now`.

    Examples
    --------
    >>> import pandas as pd
    >>> at = pd.to_datetime(["2026-01-05", "2026-01-20", "2026-03-01"], utc=True)
    >>> table = pd.DataFrame({"created_at": at, "resolved_at": [at[0] + pd.Timedelta("3D"),
    ...                       pd.NaT, pd.NaT]})
    >>> found = cohorts(table, days=[30], now=pd.Timestamp("2026-03-10", tz="UTC"))
    >>> found[["value", "n", "immature", "complete"]].values.tolist()
    [[0.5, 2, 0, True], [nan, 0, 0, False], [nan, 0, 1, False]]
    """
    import pandas as pd

    level = confidence_of(confidence)
    if TICKETS.column(event).dtype != "instant" or event == "created_at":
        raise InputError(f"event must be a column of instants; got {shown(event)}")
    steps = [
        whole(d, "days")
        for d in collected(published("cohorts", "days") if days is None else days, "days")
    ]
    if not steps or steps[0] < 1 or steps[-1] > _MOST or any(b <= a for a, b in pairwise(steps)):
        raise InputError(f"days must ascend from 1, to {_MOST} at most; got {shown(steps)}")
    frame = read_table(tickets, TICKETS, needs=("created_at", event), columns=columns)
    missing = frame["created_at"].isna().to_numpy()
    if missing.any():
        raise InputError(
            f"tickets.created_at must be there in every row; got a missing one at position "
            f"{int(missing.argmax())} ({int(missing.sum())} of {len(frame)} break this)"
        )
    nat = np.iinfo(np.int64).min
    created, ended = (
        frame[name].to_numpy(dtype="datetime64[us]").view(np.int64)
        for name in ("created_at", event)
    )
    zone(timezone)
    held = max(created.max(initial=nat), ended.max(initial=nat)) if created.size else 0
    last = int(held) if now is None else micros_of(instant(now, "now"))
    if (created > last).any():
        place = int((created > last).argmax())
        raise InputError(
            f"now must not lie before created_at; got a ticket created later at position {place} "
            f"({int((created > last).sum())} of {created.size} break this)"
        )
    labels = None if by is None else column_of(tickets, by, columns)
    groups, codes = group_codes(labels, created.size)
    starts: tuple[datetime, ...] = ()
    if created.size:
        starts = period_starts(
            instant_of(created.min()), instant_of(created.max()), period, timezone=timezone
        )
        codes = codes * len(starts) + period_codes(created, starts)
    never = np.where(ended == nat, last + 1, ended)
    tables = [
        _step(groups, starts, codes, (created, never, last), step=step, level=level)
        for step in steps
    ]
    cohort: Any = pd.Series(pd.NaT, index=range(0), dtype=f"datetime64[us, {timezone}]")
    if starts:
        each = pd.Series(pd.DatetimeIndex(starts).as_unit("us").tz_convert(timezone))
        cohort = each.iloc[np.tile(np.arange(len(starts)), len(groups))].reset_index(drop=True)
    for table in tables:
        table.insert(1, "cohort", cohort)
    order = np.arange(len(cohort) * len(steps)).reshape(len(steps), -1).T.ravel()
    return pd.concat(tables, ignore_index=True).iloc[order].reset_index(drop=True)


def _step(
    groups: list[Any],
    starts: tuple[datetime, ...],
    codes: Int64Array,
    times: tuple[Int64Array, Int64Array, int],
    *,
    step: int,
    level: float,
) -> "pd.DataFrame":
    """One horizon of every cohort."""
    import pandas as pd

    created, ended, last = times
    cells = len(groups) * len(starts)
    reach = step * 86_400_000_000
    size = np.bincount(codes, minlength=cells)
    ripe = created + reach <= last
    # An event before the creation cannot be: the ticket is in no figure, and told.
    wrong = (ended < created) & (ended <= last)
    odd = np.bincount(codes[wrong], minlength=cells)
    young = np.bincount(codes[~ripe & ~wrong], minlength=cells)
    ripe &= ~wrong
    within = ripe & (ended - created <= reach) & (ended <= last)
    hits, n = (np.bincount(codes[rows], minlength=cells) for rows in (within, ripe))
    ends = wilson(hits.astype(float), n.astype(float), confidence=level)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = hits / n
    return pd.DataFrame(
        {
            "group": text_column(g for g in groups for _ in starts),
            "days": np.full(cells, step, dtype=np.int64),
            "size": size,
            "n": n,
            "hits": hits,
            "value": value,
            "low": ends.low,
            "high": ends.high,
            "immature": young,
            "contradictory": odd,
            "complete": (n == size) & (n > 0),
            "flags": text_column(
                ", ".join(
                    ["small_n"] * (0 < k < 30)
                    + ["immature"] * (m > 0)
                    + ["contradictory"] * (bad > 0)
                )
                for k, m, bad in zip(n.tolist(), young.tolist(), odd.tolist(), strict=True)
            ),
        }
    )
