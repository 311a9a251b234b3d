"""Whether reviewers mean the same by a score: the four readings of "within five points"."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.quality._kernel import within_range
from supportops.quality._matrix import flat, matrix, settled
from supportops.quality.sessions import calibration_session
from supportops.vocabulary import Range

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Calibration",
    "CalibrationReading",
    "calibration",
]


@dataclass(frozen=True, slots=True)
class CalibrationReading(Result):
    """One reading of the tolerance.

    Attributes
    ----------
    name : str
        ``range`` of each case, ``pair`` differences, ``deviation`` from the center, or ``sd`` of
        each case.
    worst : float or None
        Largest of them [points]; None where there is nothing to compare.
    within : float or None
        Part of them within the tolerance [share].
    holds : bool or None
        Whether all are.
    """

    name: str
    worst: float | None
    within: float | None
    holds: bool | None


@dataclass(frozen=True, slots=True, eq=False)
class Calibration(Result):
    """What a calibration session shows.

    Attributes
    ----------
    calibrated : bool or None
        The published reading: whether the range of every case is within the tolerance.
    readings : tuple of CalibrationReading
        The same under each reading.
    rater_bias : ndarray
        Mean deviation of each rater from the center [points]: above zero is generous.
    rater_deviation : ndarray
        Mean absolute deviation of each rater from the center [points].
    ranges : ndarray
        Highest less lowest score of each case [points]; NaN with fewer than two scores.
    cases_within : float or None
        Cases whose range is within the tolerance [share].
    pairs_within : float or None
        Pairs of scores of one case within it [share].
    mean_pair_difference : float or None
        Mean absolute difference of such pairs [points].
    within_sd : float or None
        Standard deviation within cases, pooled [points].
    tolerance : Range
        What was asked for [points].
    center : str
        ``mean`` of each case, or ``gold``.
    """

    calibrated: bool | None
    readings: tuple[CalibrationReading, ...]
    rater_bias: Float64Array
    rater_deviation: Float64Array
    ranges: Float64Array
    cases_within: float | None
    pairs_within: float | None
    mean_pair_difference: float | None
    within_sd: float | None
    tolerance: Range
    center: str

    def to_frame(self) -> "pd.DataFrame":
        """One row for each reading."""
        import pandas as pd

        return pd.DataFrame([reading.to_dict() for reading in self.readings])


def calibration(
    scores: Any, *, tolerance: float | Range | None = None, gold: Any = None
) -> Calibration:
    """Spread of scores that several raters gave the same cases.

    Parameters
    ----------
    scores : sequence of sequences, 2-D array or DataFrame
        One row for each rater, one column for each case [points]; None or NaN is not scored.
    tolerance : float or Range, optional
        What is still the same [points]: a number is the most that is allowed, a Range may
        exclude its end. The published "below 5" where left out.
    gold : array-like, optional
        Right score of each case [points]; deviations are taken from it instead of the mean.

    Returns
    -------
    Calibration

    Raises
    ------
    InputError
        If rows differ in length, a score is infinite, or no spread at all breaks the tolerance.

    Notes
    -----
    "Variance below 5 points" is a spread, for a variance has no points. It can be read as the
    range of a case, the difference of each pair, the deviation from the center, or the standard
    deviation; all four are given, and the strictest, the range, decides. With more raters the
    range grows by chance alone. A rater who scored only hard cases looks severe here only if the
    others scored them too: `rater_effects` allows for the cases.

    Examples
    --------
    >>> calibration([[80], [84]]).calibrated, calibration([[80], [85]]).calibrated
    (True, False)
    >>> [reading.holds for reading in calibration([[80], [85]]).readings]
    [False, False, True, True]
    """
    table = matrix(scores)
    limit = _tolerance(tolerance)
    seen = ~np.isnan(table)
    counts = seen.sum(axis=0)
    shared = counts >= 2
    total = np.where(seen, table, 0.0).sum(axis=0)
    means = np.divide(total, counts, out=np.full(counts.shape, np.nan), where=counts > 0)
    center = means if gold is None else _gold(gold, table.shape[1])
    away = table - center
    high = np.where(seen, table, -np.inf).max(axis=0, initial=-np.inf)
    low = np.where(seen, table, np.inf).min(axis=0, initial=np.inf)
    ranges = np.full(counts.shape, np.nan)
    ranges[shared] = high[shared] - low[shared]
    squares = np.where(seen, (table - means) ** 2, 0.0).sum(axis=0)
    free = int((counts[shared] - 1).sum())
    pairs = _pairs(table)
    readings = (
        _reading("range", ranges[shared], limit),
        _reading("pair", pairs, limit),
        _reading("deviation", np.abs(away[~np.isnan(away) & (shared | (gold is not None))]), limit),
        _reading("sd", np.sqrt(squares[shared] / (counts[shared] - 1)), limit),
    )
    return Calibration(
        readings[0].holds,
        readings,
        _row_means(away),
        _row_means(np.abs(away)),
        ranges,
        readings[0].within,
        readings[1].within,
        float(pairs.mean()) if pairs.size else None,
        float(np.sqrt(squares[shared].sum() / free)) if free else None,
        limit,
        "mean" if gold is None else "gold",
    )


def _tolerance(tolerance: float | Range | None) -> Range:
    if tolerance is None:
        return calibration_session().spread
    if isinstance(tolerance, Range):
        if tolerance.high is None:
            raise InputError(f"tolerance must have a high end; got {tolerance}")
        if tolerance.high < 0 or (tolerance.low or 0) > 0:
            raise InputError(f"tolerance must hold zero and what is near; got {tolerance}")
        return tolerance
    if not is_real(tolerance) or not 0 <= tolerance < np.inf:
        raise InputError(f"tolerance must be finite, zero or more; got {shown(tolerance)}")
    return Range(high=float(tolerance), unit="points")


def _gold(gold: Any, cases: int) -> Float64Array:
    right = flat(gold, "gold")
    if right.size != cases:
        raise InputError(f"gold must have one score for each case, {cases}; got {right.size}")
    return right


def _pairs(table: Float64Array) -> Float64Array:
    first, second = np.triu_indices(table.shape[0], k=1)
    gaps = np.abs(table[first] - table[second])
    apart: Float64Array = gaps[~np.isnan(gaps)]
    return apart


def _reading(name: str, values: Float64Array, limit: Range) -> CalibrationReading:
    if not values.size:
        return CalibrationReading(name, None, None, None)
    points = settled(values)
    inside = within_range(points, limit)
    return CalibrationReading(name, float(points.max()), float(inside.mean()), bool(inside.all()))


def _row_means(values: Float64Array) -> Float64Array:
    known = ~np.isnan(values)
    n = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    means: Float64Array = np.divide(total, n, out=np.full(n.shape, np.nan), where=n > 0)
    return means
