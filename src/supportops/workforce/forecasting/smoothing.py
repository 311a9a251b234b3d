"""Exponential smoothing: simple, and with trend and season (Holt–Winters)."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, cast, get_args

import numpy as np

from supportops._kit.arrays import Float64Array, hold
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.workforce.forecasting._doors import at_least_one, observed, row
from supportops.workforce.forecasting._lockstep import Rates, States, Trace, run

__all__ = ["HoltWinters", "Season", "Smoothing", "exponential_smoothing", "holt_winters"]

Season: TypeAlias = Literal["additive", "multiplicative"]


@dataclass(frozen=True, slots=True, eq=False)
class Smoothing(Result):
    """A history smoothed with one weight.

    Attributes
    ----------
    fitted : ndarray
        Forecast of each period but the first, made one period before [contacts].
    forecast : float
        Forecast of every period to come [contacts].
    mse : float or None
        Mean squared error of the fits [contacts²]; None for a single period.
    """

    fitted: Float64Array
    forecast: float
    mse: float | None


def exponential_smoothing(history: object, *, alpha: float) -> Smoothing:
    """Simple exponential smoothing, started at the first value.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts]; NaN was not observed and changes nothing.
    alpha : float
        Weight of the newest value [share].

    Returns
    -------
    Smoothing

    Raises
    ------
    InputError
        If the first period was not observed, or `alpha` is not from 0 to 1.

    Examples
    --------
    >>> smooth = exponential_smoothing([71, 70, 69, 68], alpha=0.1)
    >>> smooth.fitted.round(2).tolist(), round(smooth.forecast, 3)
    ([71.0, 70.9, 70.71], 70.439)
    """
    array = observed(history, "history")
    weight = _rate(alpha, "alpha")
    if np.isnan(array[0]):
        raise InputError("history must begin with an observed period; got NaN; cut it off")
    levels = [float(array[0])]
    for value in array[1:].tolist():
        level = levels[-1]
        levels.append(level if value != value else level + weight * (value - level))  # noqa: PLR0124  NaN
    fitted = np.array(levels[:-1])
    errors = (array[1:] - fitted)[np.isfinite(array[1:])]
    return Smoothing(fitted, levels[-1], float((errors**2).mean()) if len(errors) else None)


@dataclass(frozen=True, slots=True, eq=False)
class HoltWinters(Result):
    """A history smoothed with trend and season, ready to go on.

    Attributes
    ----------
    seasonal : str
        ``additive`` or ``multiplicative``.
    season_length : int
        Periods of a season [periods].
    alpha, beta, gamma : float
        Weights of level, trend and season [share].
    phi : float
        What is left of the trend from one period to the next [share]; 1 is undamped.
    level, trend : float
        At the end of the history [contacts; contacts a period].
    season : ndarray
        Season of the next `season_length` periods, in their order [contacts, or ratio].
    fitted : ndarray
        Forecast of each period, made one period before [contacts].
    sse : float
        Sum of squared errors of the fits [contacts²].
    """

    seasonal: Season
    season_length: int
    alpha: float
    beta: float
    gamma: float
    phi: float
    level: float
    trend: float
    season: Float64Array
    fitted: Float64Array
    sse: float

    def forecast(self, horizon: int) -> Float64Array:
        """Forecast of the periods to come [contacts], right at every horizon.

        Parameters
        ----------
        horizon : int
            Periods to forecast [periods].
        """
        ahead = at_least_one(horizon, "horizon")
        base = self.level + self.trend * np.cumsum(self.phi ** np.arange(1, ahead + 1))
        season = self.season[np.arange(ahead) % self.season_length]
        return np.asarray(base + season if self.seasonal == "additive" else base * season)


def holt_winters(
    history: object,
    *,
    season_length: int,
    seasonal: Season,
    alpha: float,
    beta: float,
    gamma: float,
    phi: float = 1.0,
    initial_level: float,
    initial_trend: float,
    initial_seasonal: object,
) -> HoltWinters:
    """Holt–Winters recursion with given weights and start; `fit_holt_winters` finds them.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts]; over NaN, which was not observed, the
        level goes on with its trend and the season stays.
    season_length : int
        Periods of a season [periods].
    seasonal : {"additive", "multiplicative"}
        Whether the season is added to the level or multiplies it.
    alpha, beta, gamma : float
        Weights of level, trend and season [share].
    phi : float
        Damping of the trend [share]; 1 is undamped.
    initial_level, initial_trend : float
        Level and trend before the first period [contacts; contacts a period].
    initial_seasonal : array-like
        Season of the first `season_length` periods [contacts, or ratio].

    Returns
    -------
    HoltWinters

    Raises
    ------
    InputError
        For weights outside 0 to 1, a start that is not finite, a season of another length, or
        a multiplicative one that comes to divide by zero.

    Notes
    -----
    With ``u = l + phi b`` before period t::

        level   l' = alpha (y - s) + (1 - alpha) u        or alpha y/s + (1 - alpha) u
        trend   b' = beta (l' - l) + (1 - beta) phi b
        season  s' = gamma (y - u) + (1 - gamma) s        or gamma y/u + (1 - gamma) s

    `beta` weighs the change of the level itself, and the season is updated against the level
    *before* the period (Hyndman and Athanasopoulos); older texts divide by the level after it.
    A forecast h periods ahead uses the latest season of its place for every h, also where h is
    a multiple of the season.

    References
    ----------
    Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 8.3.
    """
    kind = known_season(seasonal)
    array, length = row(history, "history"), at_least_one(season_length, "season_length")
    rates = Rates(
        *(
            np.array([_rate(value, name)])
            for name, value in (("alpha", alpha), ("beta", beta), ("gamma", gamma), ("phi", phi))
        )
    )
    season = row(initial_seasonal, "initial_seasonal")
    if len(season) != length:
        raise InputError(
            f"initial_seasonal must have one number for each of {length} periods; got {len(season)}"
        )
    start = row([initial_level, initial_trend], "initial_level and initial_trend")
    hold(np.isfinite(start), "initial_level and initial_trend must be finite", start)
    hold(np.isfinite(season), "initial_seasonal must be finite", season)
    state = States.at(float(start[0]), float(start[1]), season, sets=1)
    trace = run(array, rates, state, multiplicative=kind == "multiplicative")
    ends = np.r_[trace.fitted[:, 0], state.level, state.trend, state.season[:, 0]]
    if not np.isfinite(ends).all():
        raise InputError(
            "history must keep level and season away from zero for a multiplicative season; "
            f"got no number from period {int(np.argmin(np.isfinite(ends)))} on; "
            "use an additive season"
        )
    return model_of(trace, state, rates, kind=kind)


def model_of(trace: Trace, state: States, rates: Rates, *, kind: Season) -> HoltWinters:
    """Model of the one parameter set that a pass was made for."""
    fitted = trace.fitted[:, 0]
    length = len(state.season)
    return HoltWinters(
        kind,
        length,
        float(rates.alpha[0]),
        float(rates.beta[0]),
        float(rates.gamma[0]),
        float(rates.phi[0]),
        float(state.level[0]),
        float(state.trend[0]),
        np.roll(state.season[:, 0], -(len(fitted) % length)),
        fitted,
        float(trace.sse[0]),
    )


def known_season(value: object) -> Season:
    """Season kind, or an error that lists them."""
    if value not in get_args(Season):
        raise InputError(f"seasonal must be {joined(get_args(Season), 'or')}; got {shown(value)}")
    return cast("Season", value)


def _rate(value: float, name: str) -> float:
    if not (is_real(value) and 0 <= value <= 1):
        raise InputError(f"{name} must be a number from 0 to 1; got {shown(value)}")
    return float(value)
