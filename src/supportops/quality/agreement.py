"""Agreement of reviewers beyond chance, on scores and on verdicts, with intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.quality._matrix import hold_rng, matrix, settled
from supportops.statistics import (
    Agreement,
    Estimate,
    alpha_bootstrap,
    gwet_ac,
    intraclass,
    krippendorff_alpha,
    proportion,
    rating_counts,
)

__all__ = ["ScoreAgreement", "VerdictAgreement", "score_agreement", "verdict_agreement"]


@dataclass(frozen=True, slots=True)
class ScoreAgreement(Result):
    """How far reviewers agree on scores.

    Attributes
    ----------
    alpha : Agreement
        Krippendorff's alpha at the interval level; missing scores are welcome.
    absolute : Estimate
        ICC(A,1): a constant severity counts as disagreement. Over cases that all scored.
    consistency : Estimate
        ICC(C,1): a constant severity does not count; far above `absolute` it says that one
        reviewer is severe.
    pairs_within : Estimate or None
        Pairs of scores within the tolerance [share]; pairs of one case hang together, so it has
        no interval. None where no tolerance was asked for.
    """

    alpha: Agreement
    absolute: Estimate
    consistency: Estimate
    pairs_within: Estimate | None


@dataclass(frozen=True, slots=True)
class VerdictAgreement(Result):
    """How far reviewers agree on verdicts.

    Attributes
    ----------
    alpha : Agreement
        Krippendorff's alpha at the nominal level.
    ac1 : Agreement
        Gwet's AC1, which stays up where nearly everything passes.
    flags : tuple of str
        ``"prevalence"`` where the two differ by more than the given gap: one verdict is so common
        that alpha says little.
    """

    alpha: Agreement
    ac1: Agreement
    flags: tuple[str, ...]


def score_agreement(
    scores: Any,
    *,
    tolerance: float | None = None,
    rng: np.random.Generator | None = None,
    replicates: int = 1000,
) -> ScoreAgreement:
    """Agreement on scores: alpha, intraclass correlations, and pairs within a tolerance.

    Parameters
    ----------
    scores : sequence of sequences, 2-D array or DataFrame
        One row for each reviewer, one column for each case [points]; None or NaN is not scored.
    tolerance : float, optional
        Largest difference that still agrees [points].
    rng : numpy.random.Generator, optional
        Source of resamples for alpha's interval; without it alpha has none.
    replicates : int
        Resamples of the cases [count].

    Returns
    -------
    ScoreAgreement

    Raises
    ------
    InputError
        If rows differ in length, a score is infinite, or the tolerance is negative.

    Examples
    --------
    The second reviewer is always five points more severe:

    >>> answer = score_agreement([[90, 80, 70, 60], [85, 75, 65, 55]], tolerance=5)
    >>> answer.consistency.value, answer.absolute.value
    (1.0, 0.93)

    References
    ----------
    Krippendorff 2011; McGraw and Wong 1996.
    """
    hold_rng(rng)
    table = matrix(scores)
    alpha = (
        krippendorff_alpha(table, level="interval")
        if rng is None
        else alpha_bootstrap(table, level="interval", rng=rng, replicates=replicates)
    )
    correlations = intraclass(table)
    return ScoreAgreement(
        alpha, correlations.agreement, correlations.consistency, _within(table, tolerance)
    )


def verdict_agreement(
    verdicts: Any,
    *,
    categories: Sequence[Any] | None = None,
    rng: np.random.Generator | None = None,
    replicates: int = 1000,
    gap: float = 0.2,
) -> VerdictAgreement:
    """Agreement on verdicts such as pass and fail, or any names.

    Parameters
    ----------
    verdicts : sequence of sequences, 2-D array or DataFrame
        One row for each reviewer, one column for each case; None or NaN is no verdict.
    categories : sequence, optional
        All verdicts that could be given.
    rng : numpy.random.Generator, optional
        Source of resamples for alpha's interval; without it alpha has none.
    replicates : int
        Resamples of the cases [count].
    gap : float
        Difference of the coefficients that is flagged [coefficient]; our assumption.

    Returns
    -------
    VerdictAgreement

    Raises
    ------
    InputError
        If rows differ in length or a verdict is none of the categories.

    Examples
    --------
    19 of 20 agreed, and still alpha sees nothing, since nearly all pass:

    >>> first = ["pass"] * 19 + ["fail"]
    >>> answer = verdict_agreement([first, ["pass"] * 20])
    >>> answer.alpha.value, answer.ac1.value, answer.flags
    (0.0, 0.947, ('prevalence',))

    References
    ----------
    Gwet 2008, British Journal of Mathematical and Statistical Psychology 61:29.
    """
    hold_rng(rng)
    alpha = (
        krippendorff_alpha(verdicts, level="nominal")
        if rng is None
        else alpha_bootstrap(verdicts, level="nominal", rng=rng, replicates=replicates)
    )
    ac1 = gwet_ac(rating_counts(verdicts, categories=categories))
    apart = None if alpha.value is None or ac1.value is None else abs(alpha.value - ac1.value)
    flags = ("prevalence",) if apart is not None and apart > gap else ()
    return VerdictAgreement(alpha, ac1, flags)


def _within(table: Any, tolerance: float | None) -> Estimate | None:
    if tolerance is None:
        return None
    if not is_real(tolerance) or not 0 <= tolerance < np.inf:
        raise InputError(f"tolerance must be finite, zero or more; got {shown(tolerance)}")
    first, second = np.triu_indices(table.shape[0], k=1)
    gaps = np.abs(table[first] - table[second])
    apart = gaps[~np.isnan(gaps)]
    counted = proportion(int(np.sum(settled(apart) <= tolerance)), apart.size)
    return Estimate(
        counted.value,
        apart.size,
        definition=f"pairs within {tolerance:g} points",
        unit="share",
        reason=counted.reason,
    )
