"""Scores of many reviews at once: arrays in, arrays out, no checks."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array
from supportops.quality._matrix import settled
from supportops.quality.models import Rubric
from supportops.vocabulary import Range

__all__ = ["Scored", "percents", "scored", "within_range"]


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Figures of the reviews, one row each."""

    raw: Float64Array  # points of 100 before critical failures count, NaN where nothing is rated
    score: Float64Array
    coverage: Float64Array  # share of the weight that was rated
    failed: BoolArray  # reviews by dimensions
    passed: Float64Array  # 1, 0, NaN where there is no mark or no score
    sections: Float64Array  # percent of each section


def within_range(values: Float64Array, limits: Range) -> BoolArray:
    """Which values lie in a range; NaN lies in none."""
    inside = ~np.isnan(values)
    if limits.low is not None:
        inside &= values > limits.low if limits.low_open else values >= limits.low
    if limits.high is not None:
        inside &= values < limits.high if limits.high_open else values <= limits.high
    return inside


def percents(points: Float64Array, rubric: Rubric) -> Float64Array:
    """Points of each dimension in percent of what it spans."""
    low = np.array([each.lowest for each in rubric.dimensions])
    high = np.array([each.highest for each in rubric.dimensions])
    share: Float64Array = 100 * (points - low) / (high - low)
    return share


def scored(points: Float64Array, rubric: Rubric) -> Scored:
    """Scores of reviews (rows) over the dimensions of a rubric (columns), NaN not applicable."""
    scoring, dims = rubric.scoring, rubric.dimensions
    low = np.array([each.lowest for each in dims])
    span = np.array([each.highest for each in dims]) - low
    own = np.array([np.nan if each.weight is None else each.weight for each in dims])
    weight = span if scoring.by == "points" else np.where(np.isnan(own), span, own)
    bonus = np.array([each.bonus for each in dims])
    member, heavy = _sections(rubric)
    rated = ~np.isnan(points)
    # weight/span first, so that whole points stay whole numbers.
    earned = np.where(rated, points - low, 0.0) * (weight / span)
    extra = np.array([bool(bonus[member == s].all()) for s in range(heavy.size)])
    base = ~bonus | extra[member]
    place = np.eye(heavy.size)[member]
    total = earned @ place
    possible = np.where(rated & base, weight, 0.0) @ place
    with np.errstate(invalid="ignore", divide="ignore"):
        section = np.where(possible > 0, 100 * total / possible, np.nan)
    counted = np.where((possible > 0) & ~extra, heavy, 0.0)
    given = np.where(possible > 0, heavy * np.nan_to_num(section), 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        raw = np.where(counted.sum(1) > 0, given.sum(1) / counted.sum(1), np.nan)
        whole = (np.where(base, weight, 0.0) @ place)[None, :]
        held = np.where(whole > 0, possible / whole, 0.0)
        share = np.where(extra | (whole[0] == 0), 0.0, heavy)
        coverage = (held @ share) / share.sum() if share.any() else held @ share
    failed = np.zeros(points.shape, dtype=bool)
    if scoring.fails is not None:
        critical = np.array([each.critical for each in dims])
        failed = within_range(settled(percents(points, rubric)), scoring.fails) & critical
    fell = np.logical_or.reduce(failed, axis=1)
    # A critical failure is a failure even where nothing that weighs was rated.
    score = np.where(fell, 0.0, raw) if scoring.on_fail == "zero" else raw
    return Scored(raw, score, coverage, failed, _passed(score, fell, scoring.pass_mark), section)


def _sections(rubric: Rubric) -> tuple[Int64Array, Float64Array]:
    if rubric.scoring.by != "sections":
        return np.zeros(len(rubric.dimensions), dtype=np.int64), np.ones(1)
    names = [each.name for each in rubric.sections]
    member = np.array([names.index(each.section) for each in rubric.dimensions], dtype=np.int64)
    return member, np.array([each.weight for each in rubric.sections])


def _passed(score: Float64Array, fell: BoolArray, mark: float | None) -> Float64Array:
    passed = (
        np.full(score.shape, np.nan)
        if mark is None
        else np.where(np.isnan(score), np.nan, (settled(score) >= mark).astype(np.float64))
    )
    return np.where(fell, 0.0, passed)
