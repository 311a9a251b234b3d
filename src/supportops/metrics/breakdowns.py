"""Breakdowns: which groups differ from the rest, and whether the comparison is fair."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array
from supportops._kit.shares import ShareLike, share
from supportops.metrics._by_agent import by_agent_test
from supportops.metrics._cells import few_answered, figures
from supportops.metrics._layout import (
    Layout,
    agent_codes,
    column_of,
    confidence_of,
    group_codes,
    read_facts,
    text_column,
)
from supportops.metrics._recipes import Observed, Recipe, chosen_recipes
from supportops.metrics.report import flag_texts, reason_texts, repeated
from supportops.statistics import (
    benjamini_hochberg,
    fisher_test,
    log_rank_test,
    survival_curve,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["breakdown"]


def breakdown(
    tickets: "pd.DataFrame",
    metric: str,
    *,
    by: str,
    strata: str | None = None,
    now: datetime | None = None,
    alpha: ShareLike = 0.05,
    scale: tuple[float, float] = (1, 5),
    confidence: ShareLike = 0.95,
    low_response_below: ShareLike = 0.2,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """One metric by the values of a column, each against all others.

    Parameters
    ----------
    tickets : DataFrame
        As in `report`.
    metric : str
        One of `report_metrics`.
    by : str
        Column whose values part the tickets: agents, channels, categories.
    strata : str, optional
        Column in whose values the comparison is repeated, such as the priority.
    now, scale, confidence, low_response_below, columns
        As in `report` [points of the scale; share].
    alpha : share
        False discovery rate: of the groups that are called different, at most this share is
        expected not to be.

    Returns
    -------
    DataFrame
        One row for each group: group, value, low, high, n, missing, flags, reason, rest (the
        metric of all others), difference, p_value (against the others), p_adjusted, different.
        ``reversal`` among the flags: within every stratum the difference points the other way.

    Raises
    ------
    InputError
        For an unknown metric or column.

    Notes
    -----
    Shares are compared by the pooled z test, or Fisher's where fewer than five are expected in
    a cell; means by Welch's test; times by the log-rank test. Handle times of one agent resemble
    each other, so where the table names the agents, and both sides have two or more, Welch's test
    takes the agents and not the tickets as independent. The p values are adjusted by Benjamini
    and Hochberg, because of twenty agents who are all alike one looks special.
    Counts are compared with nothing.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({
    ...     "ticket_id": range(400), "created_at": pd.Timestamp("2026-03-02", tz="UTC"),
    ...     "score": [5] * 180 + [2] * 20 + [5] * 150 + [2] * 50,
    ...     "channel": ["chat"] * 200 + ["email"] * 200})
    >>> breakdown(table, "csat.top_box", by="channel")[["group", "value", "different"]].values.tolist()
    [['chat', 0.9, True], ['email', 0.75, True]]
    """
    import pandas as pd

    level, rate = confidence_of(confidence), share(alpha, "alpha")
    least = share(low_response_below, "low_response_below")
    facts = read_facts(tickets, columns, now, scale)
    (recipe,) = chosen_recipes([metric], facts.frame.columns)
    groups, codes = group_codes(column_of(tickets, by, columns), len(facts.frame))
    seen = recipe.observe(facts)
    layout = Layout(groups, (), codes)
    agents = agent_codes(facts) if recipe.kind == "cluster_mean" else None
    found = figures(recipe, seen, codes, layout.cells, confidence=level, agents=agents)
    layers = np.zeros(codes.size, dtype=np.int64)
    if strata is not None:
        layers = group_codes(column_of(tickets, strata, columns), codes.size)[1]
    if recipe.kind == "time":
        rest, difference, p, turned = _times_apart(recipe, seen, codes, layers, len(groups))
    else:
        rest, difference, p, turned = _apart(recipe, seen, (codes, layers), len(groups), agents)
    reversals = turned & (strata is not None)
    adjusted = benjamini_hochberg(p) if p.size else p
    twice = np.bincount(codes[repeated(facts)], minlength=len(groups)) > 0
    few = few_answered(recipe, found, least)
    flags = flag_texts(recipe, found, np.ones(len(groups), dtype=bool), twice, few)
    return pd.DataFrame(
        {
            "group": text_column(groups),
            "value": found.value.astype(float),
            "low": found.low,
            "high": found.high,
            "n": found.n,
            "missing": found.missing,
            "flags": text_column(
                ", ".join(filter(None, (text, "reversal" * bool(turned))))
                for text, turned in zip(flags, reversals, strict=True)
            ),
            "reason": text_column(reason_texts(found)),
            "rest": rest,
            "difference": difference,
            "p_value": p,
            "p_adjusted": adjusted,
            "different": adjusted <= rate,
        }
    )


_Apart: TypeAlias = tuple[Float64Array, Float64Array, Float64Array, BoolArray]


def _apart(
    recipe: Recipe,
    seen: Observed,
    places: tuple[Int64Array, Int64Array],
    groups: int,
    agents: tuple[Int64Array, int] | None,
) -> _Apart:
    """The metric of the rest, the difference, its p value, and whether all strata contradict it."""
    codes, layers = places
    rows = ~np.isnan(seen.given)
    if seen.inside is not None:
        rows &= seen.inside
    at, layer, given = codes[rows], layers[rows], seen.given[rows]
    if recipe.kind == "count":
        at = at[:0]  # counts are compared with nothing
        layer, given = layer[:0], given[:0]
    width = int(layers.max(initial=0)) + 1
    n, total = (
        np.bincount(at * width + layer, w, minlength=groups * width).reshape(groups, width)
        for w in (None, given)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        ours, others = _means_apart(n.sum(axis=1), total.sum(axis=1))
        by_layer = np.subtract(*_means_apart(n, total))
        difference = ours - others
        against = np.isnan(by_layer) | (by_layer * difference[:, None] < 0)
        sizes, sums = n.sum(axis=1), total.sum(axis=1)
        shares = recipe.kind == "share"
        p = _shares_test(sizes, sums) if shares else _means_test(at, given, sizes, sums)
    if agents is not None:
        told = by_agent_test(at, given, (agents[0][rows], agents[1]), groups)
        p = np.where(np.isnan(told), p, told)
    turned: BoolArray = np.all(against, axis=1) & ~np.all(np.isnan(by_layer), axis=1)
    return others, difference, p, turned


def _means_apart(n: Any, total: Any) -> tuple[Float64Array, Float64Array]:
    """Mean of each group, and of all others beside it."""
    return total / n, (total.sum(axis=0) - total) / (n.sum(axis=0) - n)


def _shares_test(n: Any, hits: Any) -> Float64Array:
    from scipy.special import ndtr

    rest = n.sum() - n
    pooled = hits.sum() / n.sum()
    se = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / rest))
    ours, others = _means_apart(n, hits)
    p: Float64Array = np.where(se > 0, 2 * ndtr(-np.abs((ours - others) / se)), np.nan)
    # Fewest expected in a cell of the two by two table.
    fewest = min(pooled, 1 - pooled) * np.minimum(n, rest)
    for k in np.flatnonzero((fewest < 5) & (n > 0) & (rest > 0)):
        sides = (hits[k], n[k]), (hits.sum() - hits[k], rest[k])
        tested = fisher_test(*((int(x), int(size)) for x, size in sides))
        p[k] = np.nan if tested.p_value is None else tested.p_value
    return p


def _means_test(at: Int64Array, given: Float64Array, n: Any, total: Any) -> Float64Array:
    from scipy.special import stdtr

    rest = n.sum() - n
    ours, others = _means_apart(n, total)
    residual = given - ours[at]
    own = np.bincount(at, residual * residual, minlength=n.size)
    every = float(np.sum((given - total.sum() / n.sum()) ** 2))
    # What is left of the squares when the group and its distance are taken out.
    left = np.maximum(every - own - (ours - others) ** 2 * n * rest / n.sum(), 0.0)
    parts = [
        np.where(k > 1, squares / (k - 1) / k, np.nan) for squares, k in ((own, n), (left, rest))
    ]
    se2 = parts[0] + parts[1]
    df = se2**2 / (parts[0] ** 2 / (n - 1) + parts[1] ** 2 / (rest - 1))
    p: Float64Array = 2 * stdtr(df, -np.abs(ours - others) / np.sqrt(se2))
    return np.where(se2 > 0, p, np.nan)


def _times_apart(
    recipe: Recipe, seen: Observed, codes: Int64Array, layers: Int64Array, groups: int
) -> _Apart:
    """As `_apart`, for times: quantiles, and the log-rank test."""
    closed: Any = seen.closed
    rows = ~np.isnan(seen.given)
    answer = np.full((3, groups), np.nan)
    turned = np.zeros(groups, dtype=bool)
    for group in range(groups):
        mine, theirs = (rows & (codes == group), rows & (codes != group))
        answer[0, group], answer[1, group] = _quantiles(recipe, seen, mine, theirs)
        tested = log_rank_test(
            (seen.given[mine], closed[mine]), (seen.given[theirs], closed[theirs])
        )
        answer[2, group] = np.nan if tested.p_value is None else tested.p_value
        gaps = [
            _quantiles(recipe, seen, mine & (layers == k), theirs & (layers == k))[1]
            for k in range(int(layers.max(initial=0)) + 1)
        ]
        signs = [gap * answer[1, group] < 0 for gap in gaps if not np.isnan(gap)]
        turned[group] = bool(signs) and all(signs)
    return answer[0], answer[1], answer[2], turned


def _quantiles(
    recipe: Recipe, seen: Observed, mine: BoolArray, theirs: BoolArray
) -> tuple[float, float]:
    """Quantile of the others, and how far ours is from it."""
    closed: Any = seen.closed
    ours, others = (
        float(survival_curve(seen.given[rows], closed[rows]).quantile(recipe.level))
        for rows in (mine, theirs)
    )
    return others, ours - others
