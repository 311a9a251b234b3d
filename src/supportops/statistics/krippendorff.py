"""Krippendorff's alpha at every level of measurement, with missing ratings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal, TypeAlias

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.statistics._doors import whole
from supportops.statistics.evidence import ReplicateEvidence
from supportops.statistics.ratings import Agreement, coded_ratings

__all__ = ["Level", "alpha_bootstrap", "krippendorff_alpha"]

#: Level of measurement: what the differences between ratings mean.
Level: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]

_LEVELS = ("nominal", "ordinal", "interval", "ratio")
_CHUNK = 1024


@dataclass(frozen=True, slots=True, eq=False)
class _Pairable:
    """Ratings of the units that have at least two, coded, with the numbers behind the codes."""

    codes: Int64Array
    numbers: Float64Array
    level: Level
    missing: int

    def disagreements(self, weights: Float64Array) -> tuple[float, float, float]:
        """Observed and expected disagreement, and ratings, where units count by weight."""
        seen = self.codes >= 0
        size = self.numbers.size
        totals = np.bincount(
            self.codes[seen],
            weights=np.broadcast_to(weights, self.codes.shape)[seen],
            minlength=size,
        ).astype(np.float64)
        n = float(totals.sum())
        # Ordinal distance is that of mid-ranks: interval distance on another axis.
        x = np.cumsum(totals) - totals / 2 if self.level == "ordinal" else self.numbers
        observed = float(weights @ _within(self.codes, x, self.level))
        return observed, _between(totals, x, self.level) / (n - 1), n

    def alpha(self, weights: Float64Array) -> float:
        """Alpha where units count by weight; NaN without variation."""
        observed, expected, _ = self.disagreements(weights)
        return 1 - observed / expected if expected > 0 else np.nan


def krippendorff_alpha(
    ratings: Any, *, level: Level, order: Sequence[Any] | None = None
) -> Agreement:
    """Krippendorff's alpha of ratings, of which any may be missing.

    Parameters
    ----------
    ratings : sequence of sequences, 2-D array or DataFrame
        One row for each rater, one column for each unit; None or NaN is no rating.
    level : str
        "nominal" for names, "ordinal" for ranks, "interval" for scores, "ratio" for amounts
        above a true zero.
    order : sequence, optional
        Categories from lowest to highest, for ordinal ratings that are no numbers.

    Returns
    -------
    Agreement
        ``n`` counts units with at least two ratings; the others are left out. Undefined where
        all pairable ratings are equal, for then agreement cannot be told from a lack of choice.
        Its interval comes from `alpha_bootstrap`.

    Raises
    ------
    InputError
        If the level is unknown, or ratings do not fit it.

    Notes
    -----
    1 − observed/expected disagreement over all pairs within units. With one category prevalent
    alpha is near zero in spite of high agreement: show `gwet_ac` beside it.

    Examples
    --------
    Krippendorff's example B:

    >>> first = list("aabbdcccedda")
    >>> second = list("babbbcccéddd".replace("é", "e"))
    >>> krippendorff_alpha([first, second], level="nominal").value
    0.692

    References
    ----------
    Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
    """
    pairable = _read(ratings, level, order)
    units = pairable.codes.shape[1]
    base = partial(
        Agreement,
        n=units,
        missing=pairable.missing,
        definition=f"Krippendorff's alpha, {level}",
        missing_label="ratings missing",
        pairable=int((pairable.codes >= 0).sum()),
    )
    if not units:
        return base(None, reason="no unit has two ratings")
    observed, expected, n = pairable.disagreements(np.ones(units))
    if not expected > 0:
        return base(None, reason="all ratings are equal, so chance is not defined")
    if level == "nominal":
        shared, chance = 1 - observed / n, 1 - expected / n
        return base(1 - observed / expected, observed=shared, chance=chance)
    return base(1 - observed / expected)


def alpha_bootstrap(
    ratings: Any,
    *,
    level: Level,
    order: Sequence[Any] | None = None,
    rng: np.random.Generator,
    replicates: int = 1000,
) -> Agreement:
    """Krippendorff's alpha with an interval from resampled units.

    Parameters
    ----------
    ratings, level, order
        As in `krippendorff_alpha`.
    rng : numpy.random.Generator
        Source of randomness.
    replicates : int
        Resamples of the units [count].

    Returns
    -------
    Agreement
        With a percentile interval. Resamples without variation have no alpha; they are left
        out, and the flag ``"undefined_replicates"`` says so.

    Raises
    ------
    InputError
        If the ratings do not fit the level, or there are fewer than 100 replicates.

    Examples
    --------
    >>> scores = [[88, 92, 75, 60, 95, 81, 70], [85, 90, 78, 66, 94, 80, 75]]
    >>> rng = np.random.default_rng(1)
    >>> alpha_bootstrap(scores, level="interval", rng=rng).interval(0.9).low > 0.8
    True
    """
    rounds = whole(replicates, "replicates", at_least=100)
    answer = krippendorff_alpha(ratings, level=level, order=order)
    if answer.value is None:
        return answer
    pairable, units = _read(ratings, level, order), answer.n
    draws = np.array(
        [
            pairable.alpha(
                np.bincount(rng.integers(units, size=units), minlength=units).astype(np.float64)
            )
            for _ in range(rounds)
        ]
    )
    kept = np.sort(draws[~np.isnan(draws)])
    flags = ("undefined_replicates",) if kept.size < rounds else ()
    evidence = ReplicateEvidence(kept) if kept.size else None
    return replace(answer, flags=flags, evidence=evidence)


def _read(ratings: Any, level: Level, order: Sequence[Any] | None) -> _Pairable:
    if level not in _LEVELS:
        raise InputError(f"level must be {joined(_LEVELS, 'or')}; got {shown(level)}")
    codes, names = coded_ratings(ratings, order)
    numbers = np.arange(len(names), dtype=np.float64)
    if level in {"interval", "ratio"} or (level == "ordinal" and order is None):
        numbers = _numbers(names, level)
    if level == "ratio" and (numbers < 0).any():
        raise InputError(f"ratings must be zero or more at the ratio level; got {numbers.min():g}")
    missing = int((codes < 0).sum())
    return _Pairable(codes[:, (codes >= 0).sum(axis=0) >= 2], numbers, level, missing)


def _numbers(names: list[Any], level: Level) -> Float64Array:
    for name in names:
        if isinstance(name, (str, bool)) or not hasattr(name, "__float__"):
            way = "; give their order=" if level == "ordinal" else ""
            raise InputError(
                f"ratings must be numbers at the {level} level; got {shown(name)}{way}"
            )
    numbers = np.array([float(name) for name in names])
    if not np.isfinite(numbers).all():
        raise InputError(f"ratings must be finite; got {numbers[~np.isfinite(numbers)][0]}")
    return numbers


def _distance(level: Level) -> Callable[[Float64Array, Float64Array], Float64Array]:
    if level == "ratio":
        return _ratio_distance
    return lambda a, b: (a - b) ** 2


def _ratio_distance(a: Float64Array, b: Float64Array) -> Float64Array:
    both = a + b
    ratio: Float64Array = np.divide(a - b, both, out=np.zeros_like(both), where=both > 0) ** 2
    return ratio


def _within(codes: Int64Array, x: Float64Array, level: Level) -> Float64Array:
    """Disagreement of each unit, over all ordered pairs of its ratings, by ratings less one."""
    raters, units = codes.shape
    seen = codes >= 0
    total, distance = np.zeros(units), _distance(level)
    for first in range(raters):
        for second in range(first + 1, raters):
            both = seen[first] & seen[second]
            if level == "nominal":
                total += both & (codes[first] != codes[second])
            else:
                total += np.where(both, distance(x[codes[first]], x[codes[second]]), 0)
    disagreement: Float64Array = 2 * total / (seen.sum(axis=0) - 1)
    return disagreement


def _between(totals: Float64Array, x: Float64Array, level: Level) -> float:
    """Disagreement over all ordered pairs of all ratings."""
    n = float(totals.sum())
    if level == "nominal":
        return n * n - float(totals @ totals)
    if level in {"interval", "ordinal"}:
        centered = x - totals @ x / n
        return 2 * n * float(totals @ centered**2)
    return sum(
        float(
            totals[start : start + _CHUNK]
            @ _ratio_distance(x[start : start + _CHUNK, None], x[None, :])
            @ totals
        )
        for start in range(0, x.size, _CHUNK)
    )
