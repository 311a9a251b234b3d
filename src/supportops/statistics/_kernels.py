"""Kernels that several files share: arrays and plain numbers only, never a check."""

import numpy as np

from supportops._kit.arrays import Float64Array

__all__ = ["cluster_variance", "order_ranks", "wilson_ends"]


def wilson_ends(x: Float64Array, n: Float64Array, z: float) -> tuple[Float64Array, Float64Array]:
    """Ends of Wilson's interval, in the form that has no cancellation and exact 0 and 1."""

    def low(hits: Float64Array) -> Float64Array:
        root = z * np.sqrt(z * z + 4 * hits * (n - hits) / n)
        # NaN at n = 0, which is what is known then.
        return 2 * hits * hits / (n * (2 * hits + z * z + root))

    with np.errstate(invalid="ignore", divide="ignore"):
        return low(x), 1 - low(n - x)


def order_ranks(n: int, q: float, confidence: float) -> tuple[int | None, int | None]:
    """Ranks, counted from 1, of the order statistics that enclose the q quantile of n values."""
    from scipy.special import bdtr

    alpha = 1 - confidence
    # The ranks lie near n q: a window of twelve deviations holds them at any confidence.
    reach = 12 * np.sqrt(n * q * (1 - q)) + 60
    first = max(0, int(n * q - reach))
    counts = np.arange(first, min(n, int(n * q + reach)) + 1.0)
    below = bdtr(counts, n, q)  # P(at most so many values lie below the quantile)
    # Largest l with P(B <= l - 1) <= alpha / 2; smallest u with P(B <= u - 1) >= 1 - alpha / 2.
    low = first + int(np.searchsorted(below, alpha / 2, side="right"))
    high = first + int(np.searchsorted(below, 1 - alpha / 2, side="left")) + 1
    return (low if low >= 1 else None), (high if high <= n else None)


def cluster_variance(totals: Float64Array) -> float:
    """Variance of the sum of residuals, from the total of each of at least two clusters."""
    return float(totals.size / (totals.size - 1) * np.sum(totals * totals))
