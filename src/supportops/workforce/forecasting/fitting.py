"""Holt–Winters weights found from the history: least squared one-step errors."""

from itertools import product

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops.errors import InputError
from supportops.workforce.forecasting._doors import at_least_one, observed
from supportops.workforce.forecasting._lockstep import Rates, States, run
from supportops.workforce.forecasting.smoothing import HoltWinters, Season, known_season, model_of

__all__ = ["fit_holt_winters", "grid", "start_of"]

_START = ((0.01, 0.04, 0.12, 0.3), (0.0, 0.02, 0.1), (0.02, 0.08, 0.2), (0.9, 0.98))
_ZOOMS = 4


def grid(*, damped: bool) -> Rates:
    """First guesses: every mixture of a few weights; without a trend damping has no say."""
    alphas, betas, gammas, phis = _START
    sets = [
        (a, b, g, p)
        for a, b, g, p in product(alphas, betas, gammas, phis if damped else (1.0,))
        if b or p == (phis[0] if damped else 1.0)
    ]
    return Rates(*(np.array(column) for column in zip(*sets, strict=True)))


def fit_holt_winters(
    history: object, *, season_length: int, seasonal: Season, damped: bool = True
) -> HoltWinters:
    """Holt–Winters with the weights that forecast the history best, one period ahead.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts]; NaN was not observed. Two seasons at
        least.
    season_length : int
        Periods of a season [periods].
    seasonal : {"additive", "multiplicative"}
        Whether the season is added to the level or multiplies it.
    damped : bool
        Whether the trend fades, which is safer beyond a few periods; else it goes on for ever.

    Returns
    -------
    HoltWinters

    Raises
    ------
    InputError
        For less than two seasons, or a place of the season never observed in them, or for a
        multiplicative season not above zero on average.

    Notes
    -----
    The start is fixed: level and season are means over the first seasons (four, if there are),
    the trend is zero. Weights come from a grid that is narrowed four times around its best
    point, all points in lock step: no random start, the same answer every time. Errors of the
    first season do not count.

    Examples
    --------
    >>> weeks = [120, 135, 128, 140, 160, 60, 48] * 6
    >>> model = fit_holt_winters(weeks, season_length=7, seasonal="additive")
    >>> model.forecast(7).round(6).tolist()
    [120.0, 135.0, 128.0, 140.0, 160.0, 60.0, 48.0]
    """
    kind, length = known_season(seasonal), at_least_one(season_length, "season_length")
    array = observed(history, "history", least=2)
    if len(array) < 2 * length:
        raise InputError(
            f"history must hold two seasons, {2 * length} periods, or more; got {len(array)}"
        )
    multiplicative = kind == "multiplicative"
    level, season = start_of(array, length, multiplicative=multiplicative)
    known = season > 0 if multiplicative else np.isfinite(season)
    if not known.all() or not np.isfinite(level):
        raise InputError(
            "history must observe every place of the season in its first seasons"
            + (", above zero" if multiplicative else "")
            + f"; got {int(known.sum())} of {length}"
            + ("; use an additive season" if multiplicative else "")
        )
    rates, best = grid(damped=damped), 0
    for zoom in range(_ZOOMS + 1):
        if zoom:
            rates = _around(rates, best, width=0.5 ** (zoom - 1), damped=damped)
        state = States.at(level, 0.0, season, sets=len(rates.alpha))
        trace = run(array, rates, state, multiplicative=multiplicative, burn_in=length)
        best = int(np.argmin(np.where(np.isfinite(trace.sse), trace.sse, np.inf)))
    one = Rates(*(rate[[best]] for rate in (rates.alpha, rates.beta, rates.gamma, rates.phi)))
    state = States.at(level, 0.0, season, sets=1)
    trace = run(array, one, state, multiplicative=multiplicative)
    return model_of(trace, state, one, kind=kind)


def start_of(
    history: Float64Array, length: int, *, multiplicative: bool
) -> tuple[float, Float64Array]:
    """Level and season as means over the first four seasons, or as many as there are.

    A place that was never observed in them is NaN.
    """
    seasons = min(len(history) // length, 4)
    table = history[: seasons * length].reshape(seasons, length)
    seen = np.isfinite(table)
    number = seen.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = np.where(seen, table, 0.0).sum(axis=0) / number
        level = float(means[number > 0].mean()) if seen.any() else np.nan
        if not multiplicative:
            return level, means - level
        return (level, means / level) if level > 0 else (np.nan, means)


def _around(rates: Rates, best: int, *, width: float, damped: bool) -> Rates:
    """Mixtures of each weight of the best set, less and more of it."""
    spread = np.array([-0.6, 0.0, 0.6]) * width

    def near(value: float, low: float, high: float) -> list[float]:
        odds = np.log(max(value, 1e-4) / (1 - min(value, 0.999)))
        moved = 1 / (1 + np.exp(-(odds + 2 * spread)))
        return sorted({float(v) for v in np.clip(np.where(spread == 0, value, moved), low, high)})

    choices = [
        near(float(rates.alpha[best]), 0.0, 0.99),
        near(float(rates.beta[best]), 0.0, 0.99),
        near(float(rates.gamma[best]), 0.0, 0.99),
        near(float(rates.phi[best]), 0.8, 0.995) if damped else [1.0],
    ]
    return Rates(*(np.array(column) for column in zip(*product(*choices), strict=True)))
