"""Holt–Winters for many parameter sets in lock step: one pass over the history for all."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import Float64Array

__all__ = ["Rates", "States", "Trace", "ahead", "run"]


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """Weights of level, trend and season, and damping, one of each by parameter set."""

    alpha: Float64Array
    beta: Float64Array
    gamma: Float64Array
    phi: Float64Array


@dataclass(slots=True, eq=False)
class States:
    """Level, trend, and season by place and parameter set; `run` moves them on."""

    level: Float64Array
    trend: Float64Array
    season: Float64Array

    @classmethod
    def at(cls, level: float, trend: float, season: Float64Array, *, sets: int) -> "States":
        """The same start for all sets."""
        return cls(np.full(sets, level), np.full(sets, trend), np.tile(season[:, None], (1, sets)))

    def copy(self) -> "States":
        """Snapshot that later steps leave alone."""
        return States(self.level.copy(), self.trend.copy(), self.season.copy())


@dataclass(slots=True, eq=False)
class Trace:
    """What a pass leaves: squared errors, fits, and snapshots where they were asked for."""

    sse: Float64Array
    fitted: Float64Array
    stops: dict[int, tuple[Float64Array, States]]


def run(
    history: Float64Array,
    rates: Rates,
    state: States,
    *,
    multiplicative: bool,
    stops: Collection[int] = (),
    burn_in: int = 0,
) -> Trace:
    """One pass; `stops` are periods before which sums and states are kept.

    Errors of the first `burn_in` periods do not count: there the start still speaks.
    """
    alpha, beta, gamma, phi = rates.alpha, rates.beta, rates.gamma, rates.phi
    level, trend, season = state.level, state.trend, state.season
    length, sse = len(season), np.zeros_like(level)
    fitted = np.empty((len(history), len(level)))
    kept: dict[int, tuple[Float64Array, States]] = {}
    wanted = set(stops)
    with np.errstate(all="ignore"):  # a set that leaves the numbers behind ends as NaN
        for t, y in enumerate(history.tolist()):
            if t in wanted:
                kept[t] = (sse.copy(), States(level, trend, season.copy()))
            place = season[t % length]
            drift = phi * trend
            base = level + drift
            fit = base * place if multiplicative else base + place
            fitted[t] = fit
            if y != y:  # noqa: PLR0124  NaN: nobody looked
                level, trend = base, drift
                continue
            error = y - fit
            if t >= burn_in:
                sse = sse + error * error
            if multiplicative:
                step = alpha * error / place
                season[t % length] = place + gamma * error / base
            else:
                step = alpha * error
                season[t % length] = place + gamma * error
            level = base + step
            trend = (
                drift + beta * step
            )  # beta (l' - l) + (1 - beta) drift, and l' - l = step + drift
    state.level, state.trend = level, trend
    if len(history) in wanted:
        kept[len(history)] = (sse.copy(), state.copy())
    return Trace(sse, fitted, kept)


def ahead(
    state: States, phi: Float64Array, *, at: int, horizon: int, multiplicative: bool
) -> Float64Array:
    """Forecasts from a state before period `at`: a row by step, a column by parameter set."""
    steps = np.arange(1, horizon + 1)[:, None]
    base = state.level + state.trend * np.cumsum(phi**steps, axis=0)
    season = state.season[(at + np.arange(horizon)) % len(state.season)]
    return np.asarray(base * season if multiplicative else base + season)
