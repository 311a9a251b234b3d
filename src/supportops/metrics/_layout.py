"""How whole tables are cut into cells: by a column, by calendar periods, or by both."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops._kit.instants import instant, zone
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import joined, shown
from supportops.calendars import Calendar
from supportops.errors import InputError
from supportops.metrics._recipes import RECIPES, Facts
from supportops.metrics._table import read_tickets
from supportops.metrics.periods import PeriodName, WeekdayName, period_codes, period_starts

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Layout",
    "agent_codes",
    "column_of",
    "confidence_of",
    "group_codes",
    "instant_of",
    "laid_out",
    "micros_of",
    "read_facts",
    "text_column",
]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant_of(micros: int) -> datetime:
    """Instant of so many microseconds."""
    return _EPOCH + timedelta(microseconds=int(micros))


def micros_of(at: datetime) -> int:
    """Microseconds of an instant."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def read_facts(
    tickets: Any,
    columns: Mapping[str, str] | None,
    now: datetime | None,
    scale: tuple[float, float],
    calendar: Calendar | None = None,
) -> Facts:
    """Columns that metrics can use, up to an instant: the last in the table where left out."""
    uses = tuple(
        dict.fromkeys([need for recipe in RECIPES.values() for need in recipe.needs] + ["agent_id"])
    )
    frame = read_tickets(tickets, columns, uses=uses)
    facts = Facts(frame, 0, scale, calendar)
    instants = ("created_at", "first_response_at", "resolved_at")
    if now is None:
        held = [facts.micros(name) for name in instants if name in frame.columns and len(frame)]
        facts.now = max((int(array.max()) for array in held), default=0)
        return facts
    facts.now = micros_of(instant(now, "now"))
    late = facts.micros("created_at") > facts.now
    if late.any():
        place = int(late.argmax())
        raise InputError(
            f"now must not lie before created_at; got a ticket created later at position {place} "
            f"({int(late.sum())} of {len(frame)} break this)"
        )
    return facts


def confidence_of(confidence: ShareLike) -> float:
    """Confidence as a number, the ends excluded."""
    level = share(confidence, "confidence")
    if not 0 < level < 1:
        raise InputError(f"confidence must lie between 0 and 1; got {shown(confidence)}")
    return level


def column_of(tickets: Any, by: str, columns: Mapping[str, str] | None) -> "pd.Series[Any]":
    """Any column of the caller's table, by its declared name or its own heading."""
    given: Any = by
    heading = (columns or {}).get(by, by) if isinstance(given, Hashable) else None
    if heading is None or heading not in tickets.columns:
        raise InputError(
            f"by must be a column of tickets; got {shown(by)}; there are {joined(tickets.columns)}"
        )
    values: Any = tickets[heading]
    if getattr(values, "ndim", 1) != 1:
        raise InputError(f"tickets must have one column {shown(heading)}; got {values.shape[1]}")
    return values  # type: ignore[no-any-return]  # a Series, as said


def text_column(values: Any, index: Any = None) -> "pd.Series[Any]":
    """Column of texts that keeps its dtype whatever is in it."""
    import pandas as pd

    return pd.Series(list(values), index=index, dtype=object)


@dataclass(slots=True, eq=False)
class Layout:
    """Cells of a table: every group crossed with every period.

    Attributes
    ----------
    groups : list
        Values of the column, sorted, a missing one last as None.
    starts : tuple of datetime
        Starts of the periods; empty where there are none.
    cell : ndarray of int
        Cell of each ticket.
    """

    groups: list[Any]
    starts: tuple[datetime, ...]
    cell: Int64Array

    @property
    def cells(self) -> int:
        """How many there are."""
        return len(self.groups) * max(len(self.starts), 1)

    def before(self) -> Int64Array:
        """Cell of the period before each; −1 for the first."""
        width = max(len(self.starts), 1)
        place = np.arange(self.cells)
        return np.where(place % width > 0, place - 1, -1)


def laid_out(
    facts: Facts,
    labels: "pd.Series[Any] | None",
    period: PeriodName | None,
    *,
    timezone: str,
    week_starts: WeekdayName,
    year_starts: int,
) -> Layout:
    """Cells of the tickets by group and period of creation."""
    created = facts.micros("created_at")
    groups, codes = group_codes(labels, created.size)
    if period is None:
        zone(timezone)
        return Layout(groups, (), codes)
    if not created.size:
        period_starts(_EPOCH, _EPOCH, period, timezone=timezone, week_starts=week_starts,
                      year_starts=year_starts)  # fmt: skip
        return Layout([], (), codes)
    starts = period_starts(
        instant_of(created.min()),
        instant_of(created.max()),
        period,
        timezone=timezone,
        week_starts=week_starts,
        year_starts=year_starts,
    )
    return Layout(groups, starts, codes * len(starts) + period_codes(created, starts))


def group_codes(labels: "pd.Series[Any] | None", size: int) -> tuple[list[Any], Int64Array]:
    """Groups in order, a missing one last as None, and the place of each row's."""
    import pandas as pd

    if labels is None:
        return ["all"] if size else [], np.zeros(size, dtype=np.int64)
    try:
        codes, values = pd.factorize(labels)
    except TypeError as error:
        raise InputError(
            f"by must be a column of plain labels; got {shown(labels.iloc[0])}"
        ) from error
    found = list(values)
    try:
        order = sorted(range(len(found)), key=lambda k: found[k])
    except TypeError:
        order = sorted(range(len(found)), key=lambda k: (type(found[k]).__name__, str(found[k])))
    rank = np.empty(len(found) + 1, dtype=np.int64)
    rank[order] = np.arange(len(found))
    rank[-1] = len(found)  # the code of a missing label is −1
    groups = [found[k] for k in order]
    return [*groups, *([None] if (codes < 0).any() else [])], rank[codes]


def agent_codes(facts: Facts) -> tuple[Int64Array, int] | None:
    """Places of the agents of a table, for errors by agent; None where it names none."""
    import pandas as pd

    if "agent_id" not in facts.frame.columns:
        return None
    codes, values = pd.factorize(facts.frame["agent_id"])
    # Tickets without an agent are one cluster of their own.
    return np.where(codes < 0, len(values), codes), len(values) + 1
