"""Two shares beside each other: their difference and their ratio."""

from typing import Any, overload

import numpy as np

from supportops._kit.arrays import Float64Array, lower
from supportops._kit.shares import ShareLike
from supportops.statistics._doors import open_share, two_sided_z, whole
from supportops.statistics._kernels import wilson_ends
from supportops.statistics.estimates import Estimate, Interval
from supportops.statistics.evidence import Ends, KernelEvidence
from supportops.statistics.score_intervals import Counts, ratio_score, two_counts

__all__ = ["newcombe", "proportion_difference", "proportion_ratio"]


@overload
def newcombe(
    a: tuple[float, float], b: tuple[float, float], *, confidence: ShareLike = ...
) -> Interval[float]: ...
@overload
def newcombe(a: Counts, b: Counts, *, confidence: ShareLike = ...) -> Interval[Any]: ...
def newcombe(a: Any, b: Any, *, confidence: ShareLike = 0.95) -> Interval[Any]:
    """Newcombe's interval of a difference of proportions, a − b, from the two Wilson intervals.

    Parameters
    ----------
    a, b : pair of float, array-like or Series
        Successes and trials [count] of two independent samples.
    confidence : float or str
        Two-sided confidence [share].

    Returns
    -------
    Interval
        Ends [difference of shares] of the shape of the question; NaN where a sample is empty.

    Raises
    ------
    InputError
        If an argument is no pair, or successes exceed n.

    Notes
    -----
    With Wilson's ends l and u: d − √((p₁ − l₁)² + (u₂ − p₂)²) to d + √((u₁ − p₁)² + (p₂ − l₂)²).

    Examples
    --------
    >>> newcombe((56, 70), (48, 80))
    Interval(low=0.0524, high=0.3339, confidence=0.95)

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17:873, method 10.
    """
    form, counts = two_counts(a, b)
    low, high = _newcombe(*counts, two_sided_z(confidence))
    return Interval(lower(low, form), lower(high, form), open_share(confidence, "confidence"))


def proportion_difference(
    a: tuple[int, int], b: tuple[int, int], *, definition: str = "difference of shares"
) -> Estimate:
    """Difference of two independent shares, a − b, with Newcombe's interval.

    Parameters
    ----------
    a, b : pair of int
        Successes and trials [count].
    definition : str
        What the difference says.

    Returns
    -------
    Estimate
        A difference of shares; ``n`` counts both samples. Undefined where one is empty.

    Raises
    ------
    InputError
        If an argument is no pair of whole numbers, or successes exceed n.

    Examples
    --------
    >>> print(proportion_difference((412, 480), (389, 476)))
    +4.1 pp (95 %: -0.6 pp to +8.8 pp, n = 956)
    """
    x1, n1, x2, n2 = _whole_counts(a, b)
    unit = "share difference"
    if not (n1 and n2):
        reason = "a sample is empty"
        return Estimate(None, n1 + n2, definition=definition, unit=unit, reason=reason)
    evidence = KernelEvidence(_newcombe_ends, (x1, n1, x2, n2))
    return Estimate(x1 / n1 - x2 / n2, n1 + n2, definition=definition, unit=unit, evidence=evidence)


def proportion_ratio(
    a: tuple[int, int], b: tuple[int, int], *, definition: str = "ratio of shares"
) -> Estimate:
    """Ratio of two independent shares, a / b, with Miettinen and Nurminen's score interval.

    Parameters
    ----------
    a, b : pair of int
        Successes and trials [count].
    definition : str
        What the ratio says.

    Returns
    -------
    Estimate
        A ratio; ``n`` counts both samples. Undefined where b has no success, and then its
        interval may still have a low end.

    Raises
    ------
    InputError
        If an argument is no pair of whole numbers, or successes exceed n.

    Examples
    --------
    >>> print(proportion_ratio((15, 100), (30, 100)))
    0.5 (95 %: 0.2867 to 0.8596, n = 200)
    """
    x1, n1, x2, n2 = _whole_counts(a, b)
    empty = not (n1 and n2)
    reason = "a sample is empty" if empty else None if x2 else "the share in b is zero"
    known = not empty and x1 + x2 > 0
    return Estimate(
        x1 / n1 / (x2 / n2) if reason is None else None,
        n1 + n2,
        definition=definition,
        reason=reason,
        evidence=KernelEvidence(_ratio_ends, (x1, n1, x2, n2)) if known else None,
    )


def _whole_counts(a: Any, b: Any) -> tuple[int, int, int, int]:
    two_counts(a, b)
    names = ("successes of a", "n of a", "successes of b", "n of b")
    x1, n1, x2, n2 = (whole(value, name) for value, name in zip((*a, *b), names, strict=True))
    return x1, n1, x2, n2


def _newcombe(
    x1: Float64Array, n1: Float64Array, x2: Float64Array, n2: Float64Array, z: float
) -> tuple[Float64Array, Float64Array]:
    (l1, u1), (l2, u2) = wilson_ends(x1, n1, z), wilson_ends(x2, n2, z)
    with np.errstate(invalid="ignore", divide="ignore"):
        p1, p2 = x1 / n1, x2 / n2
    # No clipping is needed: neither root exceeds the distance to −1 or 1.
    return p1 - p2 - np.hypot(p1 - l1, u2 - p2), p1 - p2 + np.hypot(u1 - p1, p2 - l2)


def _newcombe_ends(x1: int, n1: int, x2: int, n2: int, confidence: float) -> Ends:
    interval = newcombe((x1, n1), (x2, n2), confidence=confidence)
    return interval.low, interval.high


def _ratio_ends(x1: int, n1: int, x2: int, n2: int, confidence: float) -> Ends:
    interval = ratio_score((x1, n1), (x2, n2), confidence=confidence)
    return interval.low, None if np.isinf(interval.high) else interval.high
