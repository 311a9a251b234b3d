"""Kernels of whole tables: the same figure for many cells at once. They never check."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array
from supportops.metrics._recipes import Observed, Recipe
from supportops.statistics import newcombe, survival_curve, wilson

__all__ = ["Figures", "few_answered", "figures", "moved"]

_SMALL = 30
_DENSE = 4_000_000  # cells × agents up to which a dense table is faster than sorting


@dataclass(slots=True, eq=False)
class Figures:
    """One metric in every cell; NaN is undefined, or no bound.

    Attributes
    ----------
    value, low, high : ndarray
    n, missing : ndarray of int
    se : ndarray
        Standard error; NaN where there is none.
    hits : ndarray
        Successes of a share.
    open, contradictory : ndarray of int
        Values that are ages, and tickets whose instants contradict each other.
    few : ndarray of bool
        Where there are few values, or few clusters.
    clustered : bool
        Whether `few` speaks of clusters.
    """

    value: Float64Array
    low: Float64Array
    high: Float64Array
    n: Int64Array
    missing: Int64Array
    se: Float64Array
    hits: Float64Array
    open: Int64Array
    contradictory: Int64Array
    few: BoolArray
    clustered: bool = False


def figures(
    recipe: Recipe,
    seen: Observed,
    cell: Int64Array,
    cells: int,
    *,
    confidence: float,
    agents: tuple[Int64Array, int] | None = None,
) -> Figures:
    """One metric in every cell."""
    here = cell if seen.inside is None else cell[seen.inside]
    values = seen.given if seen.inside is None else seen.given[seen.inside]
    there = ~np.isnan(values)
    whole = bool(there.all())
    total = np.bincount(here, minlength=cells)
    at, given = (here, values) if whole else (here[there], values[there])
    n = total if whole else np.bincount(at, minlength=cells)
    nan = np.full(cells, np.nan)
    answer = Figures(
        nan.copy(), nan.copy(), nan.copy(), n, total - n, nan.copy(), nan, np.zeros_like(n),
        _count(seen.contradictory, cell, cells), (n > 0) & (n < _SMALL),
    )  # fmt: skip
    with np.errstate(invalid="ignore", divide="ignore"):
        if recipe.kind == "count":
            answer.value = np.bincount(at, given, minlength=cells).astype(np.float64)
            answer.few[:] = False
        elif recipe.kind == "share":
            _shares(answer, at, given, confidence)
        elif recipe.kind == "time":
            _times(answer, recipe, seen, cell, confidence)
        else:
            clusters = None
            if recipe.kind == "cluster_mean" and agents is not None:
                clusters = (agents[0] if whole else agents[0][there], agents[1])
            _means(answer, at, given, confidence, clusters)
    return answer


def _count(flags: BoolArray | None, cell: Int64Array, cells: int) -> Int64Array:
    if flags is None or not flags.any():
        return np.zeros(cells, dtype=np.int64)
    return np.bincount(cell[flags], minlength=cells)


def _shares(answer: Figures, at: Int64Array, given: Float64Array, confidence: float) -> None:
    answer.hits = np.bincount(at, given, minlength=answer.n.size).astype(np.float64)
    fill_shares(answer, confidence)


def fill_shares(answer: Figures, confidence: float) -> None:
    """Value and interval of a share from its hits and trials."""
    answer.value = answer.hits / answer.n
    ends = wilson(answer.hits, answer.n.astype(np.float64), confidence=confidence)
    answer.low, answer.high = ends.low, ends.high


def _means(
    answer: Figures,
    at: Int64Array,
    given: Float64Array,
    confidence: float,
    clusters: tuple[Int64Array, int] | None,
) -> None:
    cells = answer.n.size
    answer.value = np.bincount(at, given, minlength=cells) / answer.n
    residual = given - answer.value[at]
    if clusters is None:
        spread = np.bincount(at, residual * residual, minlength=cells)
        groups = answer.n
    else:
        key = at * clusters[1] + clusters[0]
        owner = np.arange(cells * clusters[1]) // clusters[1]
        if cells * clusters[1] > _DENSE:
            held, key = np.unique(key, return_inverse=True)
            owner = held // clusters[1]
        there = np.bincount(key, minlength=owner.size) > 0
        totals = np.bincount(key, residual, minlength=owner.size)
        spread = np.bincount(owner, totals * totals, minlength=cells)
        groups = np.bincount(owner[there], minlength=cells)
        answer.few = (groups > 0) & (groups < _SMALL)
        answer.clustered = True
    answer.se = np.sqrt(groups / (groups - 1.0) * spread) / answer.n
    fill_means(answer, groups, confidence)


def fill_means(answer: Figures, groups: Int64Array, confidence: float) -> None:
    """Interval of a mean from its standard error and the number of independent values."""
    from scipy.special import stdtrit

    answer.se = np.where(groups > 1, answer.se, np.nan)
    reach = stdtrit(np.maximum(groups - 1.0, 1.0), (1 + confidence) / 2) * answer.se
    answer.low, answer.high = answer.value - reach, answer.value + reach


def _times(
    answer: Figures, recipe: Recipe, seen: Observed, cell: Int64Array, confidence: float
) -> None:
    closed: Any = seen.closed
    order = np.argsort(cell, kind="stable")
    edges = np.searchsorted(cell[order], np.arange(answer.n.size + 1))
    for place in range(answer.n.size):
        rows = order[edges[place] : edges[place + 1]]
        if not rows.size:
            continue
        curve = survival_curve(seen.given[rows], closed[rows])
        told = curve.quantile(recipe.level)
        ends = told.interval(confidence)
        answer.value[place] = float(told)
        answer.low[place] = np.nan if ends.low is None else ends.low
        answer.high[place] = np.nan if ends.high is None else ends.high
        answer.open[place] = curve.open


def few_answered(recipe: Recipe, found: Figures, below: float) -> BoolArray:
    """Cells of a survey's metric of which less than a share has an answer."""
    asked = found.n + found.missing
    few: BoolArray = (asked > 0) & (found.n < below * asked)
    return few & ("score" in recipe.needs)


def moved(answer: Figures, before: Int64Array, confidence: float) -> tuple[Float64Array, ...]:
    """Change from another cell to each, with its interval; NaN where there is no such cell."""
    from scipy.special import ndtri

    known = before >= 0
    earlier = np.where(known, before, 0)
    change = np.where(known, answer.value - answer.value[earlier], np.nan)
    if np.isfinite(answer.hits).any():
        pair = (answer.hits, answer.n.astype(np.float64))
        ends = newcombe(pair, (pair[0][earlier], pair[1][earlier]), confidence=confidence)
        low, high = ends.low, ends.high
    else:
        reach = float(ndtri((1 + confidence) / 2)) * np.hypot(answer.se, answer.se[earlier])
        low, high = change - reach, change + reach
    return change, np.where(known, low, np.nan), np.where(known, high, np.nan)
