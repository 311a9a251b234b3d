"""Poisson regression by iterated weighted least squares, many weightings at once."""

import numpy as np

from supportops._kit.arrays import Float64Array

__all__ = ["poisson_fit"]

_STEPS = 50
_EXPONENT = 600.0  # exp of it is still a float
_SMALL = 200_000  # products of matrices under this stay on one core, where threads only cost


def poisson_fit(x: Float64Array, y: Float64Array, weights: Float64Array) -> Float64Array:
    """Coefficients by row of `weights`; a weight of zero leaves a period out.

    A whisper of a ridge keeps columns harmless that have no weight in some row.
    """
    width = x.shape[1]
    block = max(_SMALL // width**2, 1)

    def solved(heavy: Float64Array, right: Float64Array) -> Float64Array:
        gram = np.zeros((len(heavy), width, width))
        for low in range(0, len(x), block):
            part = x[low : low + block]
            gram += (heavy[:, low : low + block, None] * part).transpose(0, 2, 1) @ part
        ridge = 1e-10 * (1 + np.trace(gram, axis1=1, axis2=2)[:, None, None]) * np.eye(width)
        return np.asarray(np.linalg.solve(gram + ridge, (right @ x)[:, :, None])[:, :, 0])

    beta = solved(weights, weights * np.log(y + 0.5))
    for _ in range(_STEPS):
        mean = np.exp(np.clip(beta @ x.T, -_EXPONENT, _EXPONENT))
        step = solved(weights * mean, weights * (y - mean))
        beta = beta + np.clip(step, -3, 3)
        if np.abs(step).max() < 1e-9:
            break
    return beta
