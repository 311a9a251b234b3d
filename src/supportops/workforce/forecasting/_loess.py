"""Local regression on equally spaced points: lines with tricube weights."""

import numpy as np

from supportops._kit.arrays import Float64Array

__all__ = ["loess"]


def loess(
    values: Float64Array,
    window: int,
    weights: Float64Array | None = None,
    *,
    beyond: bool = False,
) -> Float64Array:
    """Smoothed values, and if `beyond` one more point before the first and after the last.

    Each point sees its `window` nearest neighbors; where there are fewer, the bandwidth grows
    by half of what is missing. A point whose neighbors have no weight keeps its value.
    """
    n = len(values)
    size = min(window, n)
    at = np.arange(-1, n + 1) if beyond else np.arange(n)
    left = np.clip(at - (window + 1) // 2 + 1, 0, n - size)
    near = left[:, None] + np.arange(size)
    gap = np.abs(near - at[:, None])
    width = np.maximum(at - left, left + size - 1 - at) + max(window - n, 0) // 2
    part = gap / np.maximum(width, 1)[:, None]
    heavy = np.where(part <= 0.999, (1 - np.minimum(part, 1) ** 3) ** 3, 0.0)
    heavy[part <= 0.001] = 1.0
    if weights is not None:
        heavy = heavy * weights[near]
    total = heavy.sum(axis=1, keepdims=True)
    empty = total[:, 0] <= 0
    heavy = heavy / np.where(total > 0, total, 1.0)
    center = (heavy * near).sum(axis=1, keepdims=True)
    off = near - center
    spread = (heavy * off**2).sum(axis=1, keepdims=True)
    tilt = np.where(np.sqrt(spread) > 0.001 * (n - 1), (at[:, None] - center), 0.0)
    slope = tilt / np.where(spread > 0, spread, 1.0)
    out = (heavy * (1 + slope * off) * values[near]).sum(axis=1)
    return np.asarray(np.where(empty, values[np.clip(at, 0, n - 1)], out))
