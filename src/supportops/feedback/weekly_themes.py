"""What customers ask about most, and whether that really changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from supportops._kit.instants import instant
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.statistics import clopper_pearson
from supportops.vocabulary import table

__all__ = ["Theme", "WeekCounts", "top_themes", "week_counts"]


@dataclass(frozen=True, slots=True)
class Theme(Result):
    """One theme of a week beside the week before.

    Attributes
    ----------
    name : str
    tickets, before : int
        This week and last week [tickets].
    change : float or None
        Relative change [share]; None where there was nothing last week.
    low, high : float or None
        Exact interval of the relative change [share]; a missing end is no bound.
    clear : bool
        Whether the interval leaves out "no change".
    """

    name: str
    tickets: int
    before: int
    change: float | None
    low: float | None
    high: float | None
    clear: bool


@dataclass(frozen=True, slots=True)
class WeekCounts(Result):
    """Tickets by category of the last seven days and of the seven before.

    Attributes
    ----------
    this_week, last_week : dict of str to int
        [tickets]
    uncategorized : int
        Tickets of both weeks without a category [tickets].
    """

    this_week: dict[str, int]
    last_week: dict[str, int]
    uncategorized: int


def week_counts(
    tickets: Any, *, now: datetime, columns: Mapping[str, str] | None = None
) -> WeekCounts:
    """Tickets by category of the week that ends at an instant, and of the week before.

    Parameters
    ----------
    tickets : DataFrame
        Columns ``created_at`` and ``category``.
    now : datetime
        End of the week, itself outside; aware. Weeks are seven times 24 hours.
    columns : mapping of str to str, optional
        Headings that differ from the declared names.

    Returns
    -------
    WeekCounts

    Raises
    ------
    InputError
        For a missing column or a naive instant.
    """
    import pandas as pd

    rows = read_table(tickets, table("tickets"), needs=["created_at", "category"], columns=columns)
    end, week = pd.Timestamp(instant(now, "now")), pd.Timedelta(days=7)
    created = rows["created_at"]
    this = rows[(created >= end - week) & (created < end)]["category"]
    last = rows[(created >= end - 2 * week) & (created < end - week)]["category"]
    return WeekCounts(
        {str(name): int(n) for name, n in this.value_counts(sort=False).items()},
        {str(name): int(n) for name, n in last.value_counts(sort=False).items()},
        int(this.isna().sum() + last.isna().sum()),
    )


def top_themes(
    this_week: Mapping[str, int],
    *,
    last_week: Mapping[str, int],
    top: int = 3,
    confidence: ShareLike = 0.95,
) -> tuple[Theme, ...]:
    """Most frequent themes of a week, and how sure their change is.

    Parameters
    ----------
    this_week, last_week : mapping of str to int
        Tickets by theme [tickets].
    top : int
        How many to give [themes]; 3 as published.
    confidence : share
        Of the interval of the change.

    Returns
    -------
    tuple of Theme
        Most tickets first, equal ones by name.

    Raises
    ------
    InputError
        If a count is negative or not whole.

    Notes
    -----
    Of a + b tickets in two weeks a are of this one; if nothing changed, by chance half of them. Clopper
    and Pearson's interval of a / (a + b), turned into the ratio a / b, is exact for small numbers:
    from 2 to 4 is +100 % and says nothing. Tickets that come in bursts vary more than it
    assumes.

    Examples
    --------
    >>> themes = top_themes({"login": 4, "export": 60}, last_week={"login": 2, "export": 30})
    >>> [(t.name, t.change, t.clear) for t in themes]
    [('export', 1.0, True), ('login', 1.0, False)]
    """
    counts = {name: whole(n, f"this_week[{shown(name)}]") for name, n in this_week.items()}
    past = {name: whole(n, f"last_week[{shown(name)}]") for name, n in last_week.items()}
    ranked = sorted(counts, key=lambda name: (-counts[name], name))[: whole(top, "top")]
    return tuple(_theme(name, counts[name], past.get(name, 0), confidence) for name in ranked)


def _theme(name: str, now: int, then: int, confidence: ShareLike) -> Theme:
    if not now + then:
        return Theme(name, 0, 0, None, None, None, clear=False)
    ends = clopper_pearson(now, now + then, confidence=confidence)
    low = ends.low / (1 - ends.low) - 1 if ends.low < 1 else None
    high = ends.high / (1 - ends.high) - 1 if ends.high < 1 else None
    clear = ends.low > 0.5 or ends.high < 0.5
    return Theme(name, now, then, now / then - 1 if then else None, low, high, clear=clear)
