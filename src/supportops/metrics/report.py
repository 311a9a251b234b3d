"""A table of tickets in, a table of figures out: every metric, by group and by period."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.shares import ShareLike, share
from supportops.calendars import Calendar
from supportops.metrics._cells import Figures, few_answered, figures, moved
from supportops.metrics._layout import (
    Layout,
    agent_codes,
    column_of,
    confidence_of,
    instant_of,
    laid_out,
    read_facts,
    text_column,
)
from supportops.metrics._recipes import RECIPES, Facts, Recipe, chosen_recipes
from supportops.metrics.definitions import definition
from supportops.metrics.periods import PeriodName, WeekdayName, period_end

if TYPE_CHECKING:
    import pandas as pd


__all__ = ["report", "report_metrics"]


def report_metrics() -> tuple[str, ...]:
    """Metrics that can be read off a table of tickets, in the order of reports."""
    return tuple(RECIPES)


def report(
    tickets: "pd.DataFrame",
    *,
    metrics: Iterable[str] | None = None,
    by: str | None = None,
    period: PeriodName | None = None,
    now: datetime | None = None,
    timezone: str = "UTC",
    week_starts: WeekdayName = "monday",
    year_starts: int = 1,
    scale: tuple[float, float] = (1, 5),
    calendar: Calendar | None = None,
    confidence: ShareLike = 0.95,
    low_response_below: ShareLike = 0.2,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Every metric of a table of tickets, with its interval, by group and by period.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets``: ticket_id and created_at; each further column brings its metrics:
        first_response_at, resolved_at, reopens, handle_time, agent_id (errors by agent), score
        (of a survey), escalated, transferred, agent_replies, contacts.
    metrics : iterable of str, optional
        Which of `report_metrics`; all whose columns are there where left out.
    by : str, optional
        Column whose values part the tickets, declared or your own.
    period : {"day", "week", "month", "quarter", "year"}, optional
        Periods of creation; one for all where left out.
    now : datetime, optional
        Instant up to which the table knows; what comes later has not happened. The last instant
        in the table where left out.
    timezone, week_starts, year_starts
        As in `period_starts` [1 to 12].
    scale : pair of float
        Lowest and highest survey answer [points of the scale].
    calendar : Calendar, optional
        Business time that counts in times; the calendar clock where left out.
    confidence : share
        Of the intervals.
    low_response_below : share
        Where less than this share of the tickets has a survey answer, its metrics are flagged
        ``low_response``; our assumption.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        One row for each group, period and metric: group, period (start), metric, value, low,
        high, n, missing, unit, flags, reason, change, change_low, change_high (from the period
        before, in the unit of the metric). A value, an end or a change that is not known is NaN.

    Raises
    ------
    InputError
        For a missing column, a naive instant, a ticket created after `now`, or a number that is
        not whole or below zero.

    Notes
    -----
    Every metric is counted by the date of creation, so that all figures of a row speak of the
    same tickets. Flags: ``small_n``; ``few_clusters``; ``censored``, some are still open or
    unanswered; ``contradictory``, some instants cannot be (a duration below zero is left out,
    counted as missing); ``repeated_tickets``, an identity is there twice; ``low_response``; ``immature``, the
    period is not over at `now`. Quantiles of times are
    Kaplan–Meier's, means of times are of the ended ones, as published. ``backlog.open`` are the
    tickets of a period that are open at `now`.

    Examples
    --------
    >>> import pandas as pd
    >>> start = pd.Timestamp("2026-03-02 09:00", tz="UTC")
    >>> table = pd.DataFrame({
    ...     "ticket_id": [1, 2, 3, 4], "created_at": [start] * 4,
    ...     "channel": ["chat", "chat", "email", "email"],
    ...     "resolved_at": [start + pd.Timedelta(hours=h) for h in (1, 2, 5)] + [pd.NaT]})
    >>> found = report(table, by="channel", metrics=["resolution.rate"])
    >>> found[["group", "value", "n"]].values.tolist()
    [['chat', 1.0, 2], ['email', 0.5, 2]]
    """
    facts = read_facts(tickets, columns, now, scale, calendar)
    recipes = chosen_recipes(metrics, facts.frame.columns)
    labels = None if by is None else column_of(tickets, by, columns)
    layout = laid_out(
        facts, labels, period, timezone=timezone, week_starts=week_starts, year_starts=year_starts
    )
    sure, least = confidence_of(confidence), share(low_response_below, "low_response_below")
    agents = agent_codes(facts)
    ripe = _over(layout, facts, period)
    twice = np.bincount(layout.cell[repeated(facts)], minlength=layout.cells) > 0
    tables = []
    for recipe in recipes:
        found = figures(
            recipe, recipe.observe(facts), layout.cell, layout.cells, confidence=sure, agents=agents
        )
        marks = (ripe, twice, few_answered(recipe, found, least))
        tables.append(_rows(recipe, found, layout, marks, sure))
    return assembled(tables, layout, recipes, timezone)


def repeated(facts: Facts) -> Any:
    """Tickets whose identity stood in a row above."""
    return facts.frame["ticket_id"].duplicated().to_numpy()


def _over(layout: Layout, facts: Facts, period: PeriodName | None) -> Any:
    """Whether the period of each cell is over by the instant up to which the table knows."""
    width = max(len(layout.starts), 1)
    over = np.ones(width, dtype=bool)
    if period is not None and layout.starts:
        over[-1] = period_end(layout.starts[-1], period) <= instant_of(facts.now)
    return np.tile(over, len(layout.groups))


def _rows(
    recipe: Recipe, found: Figures, layout: Layout, marks: tuple[Any, ...], confidence: float
) -> dict[str, Any]:
    change, low, high = moved(found, layout.before(), confidence)
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "n": found.n,
        "missing": found.missing,
        "flags": flag_texts(recipe, found, *marks),
        "reason": reason_texts(found),
        "change": change,
        "change_low": low,
        "change_high": high,
    }


def flag_texts(recipe: Recipe, found: Figures, ripe: Any, twice: Any, few: Any) -> list[str]:
    """Doubts of each cell, in words."""
    waiting = found.open if recipe.kind == "time" else found.missing * (recipe.kind == "mean")
    marks = (
        ("few_clusters" if found.clustered else "small_n", found.few),
        ("censored", waiting > 0),
        ("contradictory", found.contradictory > 0),
        ("repeated_tickets", twice),
        ("low_response", few),
        ("immature", ~ripe),
    )
    return [", ".join(name for name, mark in marks if mark[k]) for k in range(found.n.size)]


def reason_texts(found: Figures) -> list[str | None]:
    """Why a cell has no value; None where it has one."""
    beyond = "beyond follow-up: too many are still open"
    return [
        None if known else ("no observations" if not n else beyond)
        for known, n in zip(~np.isnan(found.value), found.n, strict=True)
    ]


def assembled(
    tables: list[dict[str, Any]], layout: Layout, recipes: tuple[Recipe, ...], timezone: str
) -> "pd.DataFrame":
    """Rows of all metrics, sorted by group, period and metric."""
    import pandas as pd

    width = max(len(layout.starts), 1)
    count = len(recipes)
    cells = np.repeat(np.arange(layout.cells), count)

    def woven(name: str) -> Any:
        return np.column_stack([np.asarray(t[name], dtype=object) for t in tables]).ravel()

    def numbers(name: str, dtype: str = "float64") -> Any:
        return np.asarray(woven(name), dtype=dtype)

    period: Any = pd.Series(pd.NaT, index=range(cells.size), dtype=f"datetime64[us, {timezone}]")
    if layout.starts:
        starts = pd.Series(pd.DatetimeIndex(layout.starts).as_unit("us").tz_convert(timezone))
        period = starts.iloc[cells % width].reset_index(drop=True)
    units = {r.definition: definition(r.definition).unit for r in recipes}
    names = [r.definition for r in recipes] * layout.cells
    return pd.DataFrame(
        {
            "group": text_column(layout.groups[c // width] for c in cells),
            "period": period,
            "metric": text_column(names),
            "value": numbers("value"),
            "low": numbers("low"),
            "high": numbers("high"),
            "n": numbers("n", "int64"),
            "missing": numbers("missing", "int64"),
            "unit": text_column(units[name] for name in names),
            "flags": text_column(woven("flags")),
            "reason": text_column(woven("reason")),
            "change": numbers("change"),
            "change_low": numbers("change_low"),
            "change_high": numbers("change_high"),
        }
    )
