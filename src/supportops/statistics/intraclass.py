"""Intraclass correlation of scores: six published coefficients, each under its own name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics._doors import sample
from supportops.statistics.estimates import Estimate
from supportops.statistics.evidence import Ends, KernelEvidence
from supportops.statistics.ratings import rating_rows

__all__ = ["Intraclass", "MeanSquares", "intraclass"]


@dataclass(frozen=True, slots=True)
class MeanSquares(Result):
    """Mean squares of the two-way table.

    Attributes
    ----------
    units, raters, error, within : float
        Between units, between raters, residual, and within units [squared score].
    """

    units: float
    raters: float
    error: float
    within: float


@dataclass(frozen=True, slots=True)
class Intraclass(Result):
    """Intraclass correlations, of one rating and of the mean over the raters.

    Attributes
    ----------
    one_way, one_way_mean : Estimate
        ICC(1,1) and ICC(1,k): each unit has raters of its own.
    agreement, agreement_mean : Estimate
        ICC(2,1) = ICC(A,1) and ICC(2,k): severity counts as disagreement. For total scores.
    consistency, consistency_mean : Estimate
        ICC(3,1) = ICC(C,1) and ICC(3,k): a rater who is always five points lower agrees fully.
    mean_squares : MeanSquares or None
        None where there is too little to compute.
    """

    one_way: Estimate
    one_way_mean: Estimate
    agreement: Estimate
    agreement_mean: Estimate
    consistency: Estimate
    consistency_mean: Estimate
    mean_squares: MeanSquares | None = field(default=None)


_NAMES = ("ICC(1,1)", "ICC(1,k)", "ICC(A,1)", "ICC(A,k)", "ICC(C,1)", "ICC(C,k)")


def intraclass(ratings: Any) -> Intraclass:
    """Intraclass correlations of scores, every unit scored by every rater.

    Parameters
    ----------
    ratings : sequence of sequences, 2-D array or DataFrame
        One row for each rater, one column for each unit [score]. Units that lack a score are
        left out, counted as missing and flagged ``"incomplete_units"``.

    Returns
    -------
    Intraclass
        Six estimates with F intervals; undefined below two complete units or raters, or where
        all scores are equal.

    Raises
    ------
    InputError
        If the rows differ in length or a score is infinite or no number.

    Notes
    -----
    From the mean squares of the two-way table. Intervals assume normal errors; for agreement
    they are those of McGraw and Wong.

    Examples
    --------
    Shrout and Fleiss' table 2, four judges and six targets:

    >>> judges = [[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]]
    >>> answer = intraclass(judges)
    >>> answer.agreement.value, answer.consistency.value
    (0.2898, 0.7148)

    References
    ----------
    Shrout and Fleiss 1979, Psychological Bulletin 86:420; McGraw and Wong 1996.
    """
    scores, lost = _scores(ratings)
    raters, units = scores.shape
    flags = ("incomplete_units",) if lost else ()
    if raters < 2 or units < 2:
        reason = "fewer than two raters, or two units that all of them scored"
        return _undefined(units, lost, flags, reason)
    ms = _mean_squares(scores)
    if ms.units == ms.within == 0:
        return _undefined(units, lost, flags, "all scores are equal", ms)
    values = _values(ms, raters, units)
    six = (
        Estimate(
            value,
            units,
            lost,
            name,
            flags=flags,
            missing_label="units incomplete",
            evidence=KernelEvidence(_ends, (ms, raters, units, name)),
        )
        if np.isfinite(value)
        else Estimate(None, units, lost, name, reason="the units do not differ")
        for name, value in zip(_NAMES, values, strict=True)
    )
    return _six(six, ms)


def _six(answers: Iterable[Estimate], ms: MeanSquares | None) -> Intraclass:
    one, one_k, agree, agree_k, same, same_k = answers
    return Intraclass(one, one_k, agree, agree_k, same, same_k, mean_squares=ms)


def _scores(ratings: Any) -> tuple[Float64Array, int]:
    rows = ratings.to_numpy() if hasattr(ratings, "to_numpy") else ratings
    arrays = [sample(row, f"ratings of rater {i}") for i, row in enumerate(rating_rows(rows))]
    if len({array.size for array in arrays}) > 1:
        raise InputError(f"ratings must have rows of one length; got {shown(ratings)}")
    scores = np.array(arrays)
    if np.isinf(scores).any():
        raise InputError("ratings must be finite; got inf")
    whole = ~np.isnan(scores).any(axis=0)
    return scores[:, whole], int(np.sum(~whole))


def _undefined(
    units: int, lost: int, flags: tuple[str, ...], reason: str, ms: MeanSquares | None = None
) -> Intraclass:
    six = (Estimate(None, units, lost, name, flags=flags, reason=reason) for name in _NAMES)
    return _six(six, ms)


def _mean_squares(scores: Float64Array) -> MeanSquares:
    k, n = scores.shape
    centered = scores - scores.mean()
    by_unit, by_rater = centered.mean(axis=0), centered.mean(axis=1)
    residual = centered - by_unit[None, :] - by_rater[:, None]
    return MeanSquares(
        units=float(k * np.sum(by_unit**2) / (n - 1)),
        raters=float(n * np.sum(by_rater**2) / (k - 1)),
        error=float(np.sum(residual**2) / ((n - 1) * (k - 1))),
        within=float(np.sum((centered - by_unit[None, :]) ** 2) / (n * (k - 1))),
    )


def _values(ms: MeanSquares, k: int, n: int) -> list[float]:
    b, j, e, w = ms.units, ms.raters, ms.error, ms.within
    pairs = (
        (b - w, b + (k - 1) * w),
        (b - w, b),
        (b - e, b + (k - 1) * e + k * (j - e) / n),
        (b - e, b + (j - e) / n),
        (b - e, b + (k - 1) * e),
        (b - e, b),
    )
    return [top / bottom if bottom else np.nan for top, bottom in pairs]


def _ends(ms: MeanSquares, k: int, n: int, name: str, confidence: float) -> Ends:
    from scipy.special import fdtri

    upper = (1 + confidence) / 2
    b, j, e, w = ms.units, ms.raters, ms.error, ms.within
    if "A" in name:
        value = _values(ms, k, n)[2]
        if value == 1:
            return 1.0, 1.0
        spread = value * k / (n * (1 - value))
        base = 1 + k * value * (n - 1) / (n * (1 - value))
        degrees = (spread * j + base * e) ** 2 / (
            (spread * j) ** 2 / (k - 1) + (base * e) ** 2 / ((n - 1) * (k - 1))
        )
        f1, f2 = float(fdtri(n - 1, degrees, upper)), float(fdtri(degrees, n - 1, upper))
        rest = k * j + (k * n - k - n) * e
        low = n * (b - f1 * e) / (f1 * rest + n * b)
        high = n * (f2 * b - e) / (rest + n * f2 * b)
    else:
        error, df = (w, n * (k - 1)) if "1," in name else (e, (n - 1) * (k - 1))
        if error == 0:
            return 1.0, 1.0
        ratio = b / error
        low_f = ratio / float(fdtri(n - 1, df, upper))
        high_f = ratio * float(fdtri(df, n - 1, upper))
        low, high = ((f - 1) / (f + k - 1) for f in (low_f, high_f))
    if "k" in name:  # Spearman and Brown carry one rating to the mean of k
        low, high = (k * end / (1 + (k - 1) * end) for end in (low, high))
    return low, high
