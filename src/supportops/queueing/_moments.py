"""Mean of the wait offered in Erlang A, which has no closed form: one integral each."""

import numpy as np

from supportops._kit.arrays import Float64Array

__all__ = ["mean_offered"]

_NODES = 160
# Where the density has fallen by exp(-_DROP) the rest is below the last digit.
_DROP = 45.0
_HALVINGS = 60
# Elements at a time, which bounds the memory of nodes times elements.
_CHUNK = 8192


def mean_offered(x: Float64Array, y: Float64Array) -> Float64Array:
    """Mean wait offered in patiences, given waiting; its density is ``exp(y(1 - e^-u) - xu)``."""
    parts = [slice(at, at + _CHUNK) for at in range(0, x.size, _CHUNK)]
    return np.concatenate([np.empty(0), *(_mean(x[part], y[part]) for part in parts)])


def _mean(x: Float64Array, y: Float64Array) -> Float64Array:
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    with np.errstate(all="ignore"):
        peak = np.log(np.maximum(y / x, 1.0))
        top = _log_density(x, y, peak, peak)
        left = _edge(x, y, peak, np.zeros_like(x))
        left = np.where(_log_density(x, y, np.zeros_like(x), peak) > top - _DROP, 0.0, left)
        far = peak + 2.0 * (_DROP / x + np.sqrt(2.0 * _DROP / x)) + _DROP / x
        right = _edge(x, y, peak, far)
        # More nodes at the lower end, where a short patience has its detail.
        part = (0.5 * (nodes[:, None] + 1.0)) ** 2
        at = left + (right - left) * part
        mass = np.exp(_log_density(x, y, at, peak) - top) * weights[:, None] * np.sqrt(part)
        mean: Float64Array = np.sum(at * mass, axis=0) / np.sum(mass, axis=0)
    return mean


def _log_density(
    x: Float64Array, y: Float64Array, u: Float64Array, peak: Float64Array
) -> Float64Array:
    """Logarithm of the density, less its value at the peak, without cancellation."""
    away = u - peak
    high = y * np.exp(-peak)
    return -high * np.expm1(-away) - x * away


def _edge(x: Float64Array, y: Float64Array, near: Float64Array, far: Float64Array) -> Float64Array:
    """Between the peak and a point beyond, where the density has dropped."""
    inside, outside = near.copy(), far.copy()
    for _ in range(_HALVINGS):
        middle = 0.5 * (inside + outside)
        held = _log_density(x, y, middle, near) > -_DROP
        inside, outside = np.where(held, middle, inside), np.where(held, outside, middle)
    return outside
