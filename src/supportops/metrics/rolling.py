"""Rolling windows: the last days pooled, never a mean of daily rates."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array, hold, lift
from supportops._kit.durations import duration
from supportops._kit.names import collected
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.metrics._cells import Figures, few_answered, fill_means, fill_shares
from supportops.metrics._layout import (
    agent_codes,
    column_of,
    confidence_of,
    laid_out,
    read_facts,
    text_column,
)
from supportops.metrics._published import published
from supportops.metrics._recipes import Observed, Recipe, chosen_recipes
from supportops.metrics.definitions import definition

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["rolling", "rolling_share"]


def _days(window: Any) -> int:
    length = duration(published("rolling", "window") if window is None else window, "window")
    if length < timedelta(days=1) or length % timedelta(days=1):
        raise InputError(f"window must be whole days, one or more; got {shown(window)}")
    return length // timedelta(days=1)


def rolling_share(
    daily: "pd.DataFrame",
    *,
    window: Any = None,
    at: Iterable[date] | None = None,
    confidence: ShareLike = 0.95,
) -> "pd.DataFrame":
    """Share over the last days, pooled, from daily counts.

    Parameters
    ----------
    daily : DataFrame
        Columns date, n and successes [count], one row a day. A day of which nothing is known
        has no row; a day without answers has a row of zeros.
    window : duration, optional
        Whole days; the published 28 days where left out, which hold each weekday four times.
    at : iterable of date, optional
        Last days of the windows; every day of the table where left out.
    confidence : share
        Of the intervals.

    Returns
    -------
    DataFrame
        One row for each last day: date, n, successes, value, low, high, days (with a row),
        complete (every day of the window has one). A share without answers is NaN.

    Raises
    ------
    InputError
        If a column is missing, a day comes twice, or successes exceed n.

    Notes
    -----
    The window holds the last day and the ``window − 1`` days before it. Its share is the sum of
    successes over the sum of n; the mean of the daily shares would count a quiet Sunday as much
    as a busy Monday.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"date": pd.date_range("2026-03-01", periods=3), "n": [10, 0, 30],
    ...                       "successes": [5, 0, 27]})
    >>> rolling_share(table, window="2d")[["value", "days", "complete"]].values.tolist()
    [[0.5, 1, False], [0.5, 2, True], [0.9, 2, True]]
    """
    import pandas as pd

    from supportops.statistics import wilson

    given: Any = daily
    for name in ("date", "n", "successes"):
        if not isinstance(given, pd.DataFrame) or name not in given.columns:
            raise InputError(
                f"daily must be a table with the columns date, n and successes; got no {name}"
            )
    level, size = confidence_of(confidence), _days(window)
    day = _day_numbers(daily["date"], "daily.date")
    _, (n, hits) = lift(n=daily["n"].to_numpy(), successes=daily["successes"].to_numpy())
    hold((n >= 0) & (n == np.round(n)) & (n < 2**53), "daily.n must be whole, zero or more", n)
    hold((hits >= 0) & (hits <= n), "daily.successes must be from zero to n", hits)
    order = np.argsort(day, kind="stable")
    day, n, hits = day[order], n[order], hits[order]
    if (np.diff(day) == 0).any():
        twice = _date(day[:-1][np.diff(day) == 0][0])
        raise InputError(f"daily.date must hold each day once; got {twice} twice")
    last = day if at is None else _day_numbers(pd.Series(list(collected(at, "at"))), "at")
    begin = np.searchsorted(day, last - size, side="right")
    end = np.searchsorted(day, last, side="right")
    sums = [np.concatenate([[0.0], np.cumsum(values)]) for values in (n, hits)]
    trials, good = (total[end] - total[begin] for total in sums)
    ends = wilson(good, trials, confidence=level)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = good / trials
    return pd.DataFrame(
        {
            "date": pd.Series([_date(k) for k in last], dtype=object),
            "n": trials.astype(np.int64),
            "successes": good.astype(np.int64),
            "value": value,
            "low": ends.low,
            "high": ends.high,
            "days": (end - begin).astype(np.int64),
            "complete": end - begin == size,
        }
    )


_EPOCH = date(1970, 1, 1)


def _date(number: Any) -> date:
    return _EPOCH + timedelta(days=int(number))


def _day_numbers(values: Any, name: str) -> Int64Array:
    out = np.empty(len(values), dtype=np.int64)
    for place, value in enumerate(values):
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)  # noqa: PLW2901  read from its text
            except ValueError:
                value = None  # noqa: PLW2901  refused below
        if not isinstance(value, date) or value != value:  # noqa: PLR0124  NaT
            raise InputError(f"{name} must hold dates; got {shown(value)} at position {place}")
        out[place] = value.toordinal() - _EPOCH.toordinal()
    return out


def rolling(
    tickets: "pd.DataFrame",
    *,
    metrics: Iterable[str] | None = None,
    by: str | None = None,
    window: Any = None,
    now: datetime | None = None,
    timezone: str = "UTC",
    scale: tuple[float, float] = (1, 5),
    confidence: ShareLike = 0.95,
    low_response_below: ShareLike = 0.2,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Metrics of a table of tickets over the last days, for every day.

    Parameters
    ----------
    tickets : DataFrame
        As in `report`.
    metrics : iterable of str, optional
        Shares, means and counts of `report_metrics`; all of those whose columns are there where
        left out. Quantiles do not pool; ask `report` for them by period.
    by : str, optional
        Column whose values part the tickets.
    window : duration, optional
        Whole days; the published 28 days where left out.
    now, timezone, scale, confidence, low_response_below, columns
        As in `report` [points of the scale; share].

    Returns
    -------
    DataFrame
        One row for each group, day and metric: group, date (last day of the window), metric,
        value, low, high, n, missing, unit, flags. The first windows, which reach back before
        the first ticket, are flagged ``incomplete_window``.

    Raises
    ------
    InputError
        For a missing column, a naive instant, a quantile, or a window that is not whole days.

    Notes
    -----
    Days are those of the creation, in the zone. Sums are pooled, means by their sums of squares
    around the mean of all, which keeps them exact to some ten digits.

    Examples
    --------
    >>> import pandas as pd
    >>> at = pd.date_range("2026-03-01", periods=40, tz="UTC")
    >>> table = pd.DataFrame({"ticket_id": range(40), "created_at": at, "score": [5, 4, 3, 2] * 10})
    >>> found = rolling(table, metrics=["csat.top_box"])
    >>> found[["value", "n", "flags"]].values.tolist()[-1]
    [0.5, 28, 'small_n']
    """
    import pandas as pd

    level, size = confidence_of(confidence), _days(window)
    least = share(low_response_below, "low_response_below")
    facts = read_facts(tickets, columns, now, scale)
    recipes = chosen_recipes(metrics, facts.frame.columns)
    slow = [r.definition for r in recipes if r.kind == "time"]
    if metrics is not None and slow:
        raise InputError(f"metrics must be shares, means or counts; got {joined(slow)}; use report")
    labels = None if by is None else column_of(tickets, by, columns)
    layout = laid_out(facts, labels, "day", timezone=timezone, week_starts="monday", year_starts=1)
    agents = agent_codes(facts)
    days, groups = max(len(layout.starts), 1), len(layout.groups)
    tables = []
    for recipe in recipes:
        if recipe.kind == "time":
            continue
        found = _pooled(
            recipe,
            recipe.observe(facts),
            layout.cell,
            (groups, days),
            size=size,
            confidence=level,
            agents=agents,
        )
        early = np.tile(np.arange(days) < size - 1, groups)
        marks = [("small_n", found.few), ("incomplete_window", early),
                 ("censored", (found.missing > 0) & (recipe.kind == "mean")),
                 ("low_response", few_answered(recipe, found, least))]  # fmt: skip
        tables.append(
            pd.DataFrame(
                {
                    "group": text_column(g for g in layout.groups for _ in range(days)),
                    "date": text_column([s.date() for s in layout.starts] * groups),
                    "metric": text_column([recipe.definition] * (groups * days)),
                    "value": found.value,
                    "low": found.low,
                    "high": found.high,
                    "n": found.n,
                    "missing": found.missing,
                    "unit": text_column([definition(recipe.definition).unit] * (groups * days)),
                    "flags": text_column(
                        ", ".join(name for name, mark in marks if mark[k])
                        for k in range(groups * days)
                    ),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def _pooled(
    recipe: Recipe,
    seen: Observed,
    cell: Int64Array,
    shape: tuple[int, int],
    *,
    size: int,
    confidence: float,
    agents: tuple[Int64Array, int] | None,
) -> Figures:
    cells = shape[0] * shape[1]
    inside = np.ones(cell.size, dtype=bool) if seen.inside is None else seen.inside
    there = inside & ~np.isnan(seen.given)
    at, given = cell[there], seen.given[there]
    middle = float(given.mean()) if given.size and recipe.kind != "share" else 0.0

    def summed(places: Any, weights: Any = None) -> Any:
        daily = np.bincount(places, weights, minlength=cells).reshape(*shape, 1)
        return _window(daily, size).ravel()

    n = summed(at)
    nan = np.full(cells, np.nan)
    none = np.zeros(cells, dtype=np.int64)
    answer = Figures(nan, nan, nan, n, summed(cell[inside]) - n, nan, nan, none, none,
                     (n > 0) & (n < 30))  # fmt: skip
    with np.errstate(invalid="ignore", divide="ignore"):
        if recipe.kind == "count":
            answer.value, answer.few = summed(at, given), np.zeros(cells, dtype=bool)
        elif recipe.kind == "share":
            answer.hits = np.round(summed(at, given))
            fill_shares(answer, confidence)
        else:
            off = given - middle
            total, squares = summed(at, off), summed(at, off * off)
            answer.value = middle + total / n
            spread = np.maximum(squares - total * total / n, 0.0)
            groups = n
            if recipe.kind == "cluster_mean" and agents is not None:
                center = (total / n).reshape(shape)
                spread, groups = _clustered(at, off, (agents[0][there], agents[1]), center, size)
                answer.few, answer.clustered = (groups > 0) & (groups < 30), True
                answer.se = np.sqrt(groups / (groups - 1.0) * spread) / n
            else:
                answer.se = np.sqrt(spread / (n - 1.0) / n)
            fill_means(answer, groups, confidence)
    return answer


def _window(daily: Any, size: int) -> Any:
    """Sums over the last days, along the second axis."""
    total = np.cumsum(daily, axis=1)
    if size < total.shape[1]:
        total[:, size:] -= total[:, :-size].copy()
    return total


def _clustered(
    at: Int64Array,
    off: Float64Array,
    agents: tuple[Int64Array, int],
    center: Float64Array,
    size: int,
) -> tuple[Float64Array, Int64Array]:
    """Sum of squared agents' totals around each window's mean, and how many agents it has."""
    spread, groups = np.empty_like(center), np.empty(center.shape, dtype=np.int64)
    days, (agent, people) = center.shape[1], agents
    for group in range(center.shape[0]):
        mine = at // days == group
        key = (at[mine] % days) * people + agent[mine]
        counts, sums = (
            _window(np.bincount(key, w, minlength=days * people).reshape(1, days, people), size)[0]
            for w in (None, off[mine])
        )
        residual = sums - center[group][:, None] * counts
        # Agents outside of the window leave only the dust of the running sums.
        spread[group] = np.where(counts > 0, residual * residual, 0.0).sum(axis=1)
        groups[group] = (counts > 0).sum(axis=1)
    return spread.ravel(), groups.ravel()
