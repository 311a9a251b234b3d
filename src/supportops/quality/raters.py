"""How severe each reviewer is and how hard each case, told apart; and two raters side by side."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Float64Array, shared_index
from supportops._kit.reals import above_zero
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.quality._matrix import labels, matrix
from supportops.statistics import Estimate, StudentEvidence, pearson

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RaterComparison", "RaterEffects", "compare_raters", "rater_effects"]


@dataclass(frozen=True, slots=True)
class RaterEffects(Result):
    """Scores taken apart into raters and cases.

    Attributes
    ----------
    severity : dict of Estimate
        For each rater how far below the mean rater the same case is scored [points]: above zero
        is severe.
    difficulty : dict of float
        For each case how far below the mean case an average rater scores it [points]; NaN where
        nobody did.
    residual_sd : float or None
        What neither explains [points].
    reason : str or None
        Why there is no answer.
    """

    severity: dict[Any, Estimate]
    difficulty: dict[Any, float]
    residual_sd: float | None
    reason: str | None = None

    def to_frame(self) -> "pd.DataFrame":
        """One row for each rater."""
        import pandas as pd

        frames = [answer.to_frame().assign(rater=name) for name, answer in self.severity.items()]
        if not frames:
            return pd.DataFrame({"rater": [], "value": [], "low": [], "high": []})
        return pd.concat(frames, ignore_index=True).set_index("rater").reset_index()


@dataclass(frozen=True, slots=True)
class RaterComparison(Result):
    """Two raters on the same cases.

    Attributes
    ----------
    bias : float or None
        Mean of first less second [points].
    sd : float or None
        Standard deviation of the differences [points].
    limits : tuple of float or None
        Within which most differences lie [points].
    correlation : float or None
        Pearson's; it does not see a constant difference.
    concordance : float or None
        Lin's coefficient, which does.
    n : int
        Cases that both scored [cases].
    reason : str or None
        Why there is no answer.
    """

    bias: float | None
    sd: float | None
    limits: tuple[float, float] | None
    correlation: float | None
    concordance: float | None
    n: int
    reason: str | None = None


def rater_effects(scores: Any) -> RaterEffects:
    """Severity of each rater and difficulty of each case, from whoever scored what.

    Parameters
    ----------
    scores : sequence of sequences, 2-D array or DataFrame
        One row for each rater, one column for each case [points]; None or NaN is not scored.

    Returns
    -------
    RaterEffects
        Named by the index and columns of a DataFrame, else by their places. Without an answer
        where raters share no cases, even through others.

    Raises
    ------
    InputError
        If rows differ in length or a score is infinite.

    Notes
    -----
    Least squares of score = mean − severity − difficulty, both summing to zero. Raters need not
    score the same cases: one who had only hard ones is not called severe for it. Intervals are
    Student's on the residual spread, and take a rater to be equally severe throughout.

    Examples
    --------
    The second rater is four points more severe, on whatever is scored:

    >>> effects = rater_effects([[90, 80, 70, None], [86, 76, None, 60]])
    >>> {rater: round(effects.severity[rater].value, 1) for rater in effects.severity}
    {0: -2.0, 1: 2.0}
    """
    table = matrix(scores)
    raters, cases = labels(scores, table.shape)
    seen = ~np.isnan(table)
    used = seen.sum(axis=0) > 0
    counts = seen.sum(axis=0)
    n = int(seen.sum())
    means = _by_case(table, seen)
    # Cases drop out: what is left is a graph of raters who share cases.
    weight = np.divide(seen, counts, out=np.zeros(table.shape), where=counts > 0)
    laplacian = np.diag(seen.sum(axis=1).astype(np.float64)) - seen @ weight.T
    values = np.linalg.eigvalsh(laplacian)
    if len(raters) < 2 or int(np.sum(values > 1e-9 * max(1.0, float(values.max())))) < (
        len(raters) - 1
    ):
        return RaterEffects({}, {}, None, "the raters share no cases, even through others")
    right = np.where(seen, table - means, 0.0).sum(axis=1)
    inverse = np.linalg.pinv(laplacian, hermitian=True)
    lenient = inverse @ right
    lenient -= lenient.mean()
    level = np.full(len(cases), np.nan)
    level[used] = (means - lenient @ weight)[used]
    left = np.where(seen, table - lenient[:, None] - np.nan_to_num(level), 0.0)
    df = n - int(used.sum()) - len(raters) + 1
    sd = float(np.sqrt((left**2).sum() / df)) if df > 0 else None
    severity = {
        name: _effect(-float(lenient[i]), int(seen[i].sum()), inverse[i, i], sd, df)
        for i, name in enumerate(raters)
    }
    hard = np.nanmean(level) - level
    return RaterEffects(severity, dict(zip(cases, hard.tolist(), strict=True)), sd)


def compare_raters(a: Any, b: Any, *, limits_multiplier: float = 1.96) -> RaterComparison:
    """Difference of two raters on the same cases, its limits, and their concordance.

    Parameters
    ----------
    a, b : array-like
        Scores of the same cases in order [points]; a case that one did not score is left out.
    limits_multiplier : float
        Standard deviations on each side of the bias [factor]; 1.96 holds 95 % of normal
        differences.

    Returns
    -------
    RaterComparison

    Raises
    ------
    InputError
        If the lengths or indexes differ, a score is infinite or the multiplier not above zero.

    Notes
    -----
    Bland and Altman's limits; Lin's coefficient 2 s_ab/(s_a² + s_b² + (ā − b̄)²), by moments of n.

    Examples
    --------
    >>> first, second = [88, 92, 75, 60, 95, 81, 70], [85, 90, 78, 66, 94, 80, 75]
    >>> answer = compare_raters(first, second)
    >>> answer.bias, answer.limits[1], answer.concordance
    (-1.0, 6.07, 0.943)

    References
    ----------
    Bland and Altman 1986, Lancet 327:307; Lin 1989, Biometrics 45:255.
    """
    reach = above_zero(limits_multiplier, "limits_multiplier")
    shared_index({"a": a, "b": b})
    if np.ndim(a) != 1 or np.ndim(b) != 1 or len(a) != len(b):
        raise InputError(f"b must be a list like a, case by case; got {shown(a)} and {shown(b)}")
    x, y = matrix([list(a), list(b)])
    both = ~(np.isnan(x) | np.isnan(y))
    x, y = x[both], y[both]
    n = x.size
    if not n:
        return RaterComparison(None, None, None, None, None, 0, "no case has both scores")
    gaps = x - y
    bias = float(gaps.mean())
    below = float(((x - x.mean()) ** 2).mean() + ((y - y.mean()) ** 2).mean() + bias**2)
    shared = float(((x - x.mean()) * (y - y.mean())).mean())
    concordance = 2 * shared / below if below > 0 else None
    if n < 2:
        return RaterComparison(bias, None, None, None, None, n, "one case has no spread")
    sd = float(gaps.std(ddof=1))
    return RaterComparison(
        bias, sd, (bias - reach * sd, bias + reach * sd), pearson(x, y).value, concordance, n
    )


def _by_case(table: Float64Array, seen: Any) -> Float64Array:
    counts = seen.sum(axis=0)
    total = np.where(seen, table, 0.0).sum(axis=0)
    means: Float64Array = np.divide(total, counts, out=np.zeros(counts.shape), where=counts > 0)
    return means


def _effect(value: float, n: int, spread: float, sd: float | None, df: int) -> Estimate:
    evidence = None if sd is None else StudentEvidence(value, sd * float(np.sqrt(spread)), df)
    return Estimate(value, n, definition="severity", unit="points", evidence=evidence)
