"""Breakdowns: which groups differ from the rest, and whether the comparison is fair."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array
from supportops._kit.shares import ShareLike, share
from supportops.metrics._cells import figures
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
    pooled_z_test,
    welch_test,
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
    as_of: datetime | None = None,
    alpha: ShareLike = 0.05,
    scale: tuple[float, float] = (1, 5),
    confidence: ShareLike = 0.95,
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
    as_of, scale, confidence, columns
        As in `report` [points of the scale].
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
    a cell; means by Welch's test; times by the log-rank test. The p values are adjusted by
    Benjamini and Hochberg, because of twenty agents who are all alike one looks special.
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
    facts = read_facts(tickets, columns, as_of, scale)
    (recipe,) = chosen_recipes([metric], facts.frame.columns)
    groups, codes = group_codes(column_of(tickets, by, columns), len(facts.frame))
    seen = recipe.observe(facts)
    layout = Layout(groups, (), codes)
    found = figures(recipe, seen, codes, layout.cells, confidence=level, agents=agent_codes(facts))
    tests = [_against_rest(recipe, seen, codes == k) for k in range(len(groups))]
    rest, difference, p = (np.array([t[k] for t in tests], dtype=float) for k in range(3))
    adjusted = benjamini_hochberg(p) if p.size else p
    reversals = np.zeros(len(groups), dtype=bool)
    if strata is not None:
        layers = group_codes(column_of(tickets, strata, columns), codes.size)[1]
        for place in range(len(groups)):
            reversals[place] = _reversed(recipe, seen, codes == place, layers, difference[place])
    twice = np.bincount(codes[repeated(facts)], minlength=len(groups)) > 0
    flags = flag_texts(recipe, found, np.ones(len(groups), dtype=bool), twice)
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


def _parts(seen: Observed, rows: BoolArray) -> tuple[Float64Array, BoolArray]:
    kept = rows & ~np.isnan(seen.given)
    if seen.inside is not None:
        kept &= seen.inside
    return seen.given[kept], kept


def _point(recipe: Recipe, values: Float64Array, closed: Any) -> float:
    if not values.size:
        return float("nan")
    if recipe.kind == "time":
        from supportops.statistics import survival_curve

        return float(survival_curve(values, closed).quantile(recipe.level))
    return float(values.mean())


def _against_rest(recipe: Recipe, seen: Observed, group: BoolArray) -> tuple[float, float, float]:
    """The metric of the rest, the difference, and its p value."""
    nan = float("nan")
    if recipe.kind == "count":
        return nan, nan, nan
    (ours, mine), (others, theirs) = _parts(seen, group), _parts(seen, ~group)
    ends = (None, None) if seen.closed is None else (seen.closed[mine], seen.closed[theirs])
    here, there = (
        _point(recipe, values, end) for values, end in zip((ours, others), ends, strict=True)
    )
    if recipe.kind == "share":
        a, b = ((int(x.sum()), x.size) for x in (ours, others))
        tested = (fisher_test if _rare(a, b) else pooled_z_test)(a, b)
    elif recipe.kind == "time":
        tested = log_rank_test((ours, ends[0]), (others, ends[1]))  # type: ignore[arg-type]  # times have ends
    else:
        tested = welch_test(ours, others)
    return there, here - there, nan if tested.p_value is None else tested.p_value


def _rare(a: tuple[int, int], b: tuple[int, int]) -> bool:
    total = a[1] + b[1]
    hits = a[0] + b[0]
    smallest = min(hits, total - hits) * min(a[1], b[1]) / total if total else 0.0
    return smallest < 5


def _reversed(
    recipe: Recipe, seen: Observed, group: BoolArray, strata: Int64Array, crude: float
) -> bool:
    """Whether every stratum that compares the group with the rest contradicts the crude sign."""
    signs = []
    for stratum in range(int(strata.max(initial=-1)) + 1):
        rows = strata == stratum
        (ours, mine), (others, theirs) = _parts(seen, group & rows), _parts(seen, ~group & rows)
        ends = (None, None) if seen.closed is None else (seen.closed[mine], seen.closed[theirs])
        here, there = (_point(recipe, v, e) for v, e in zip((ours, others), ends, strict=True))
        if not np.isnan(here - there):
            signs.append(here - there)
    return bool(signs) and all(sign * crude < 0 for sign in signs)
