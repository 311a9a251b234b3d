"""A history taken apart into trend, season and rest, by moving averages."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import Float64Array, hold
from supportops._kit.results import Result
from supportops.errors import InputError
from supportops.workforce.forecasting._doors import at_least_one, row
from supportops.workforce.forecasting.smoothing import Season, known_season

__all__ = ["Decomposition", "classical_decomposition"]

_BITS = 1e-13


@dataclass(frozen=True, slots=True, eq=False)
class Decomposition(Result):
    """Parts of a history.

    Attributes
    ----------
    trend : ndarray
        By period [contacts]; NaN where it is not known.
    seasonal : ndarray
        By period [contacts, or ratio].
    rest : ndarray
        What neither explains [contacts, or ratio]; NaN where trend or history are.
    season : ndarray
        One season, in the order of the first periods [contacts, or ratio]: its mean, where
        the season changes over time.
    """

    trend: Float64Array
    seasonal: Float64Array
    rest: Float64Array
    season: Float64Array

    @property
    def seasonal_strength(self) -> float | None:
        """``1 - var(rest)/var(seasonal + rest)``, from 0 to 1; for additive parts.

        None where neither varies.
        """
        return self._strength(self.seasonal)

    @property
    def trend_strength(self) -> float | None:
        """``1 - var(rest)/var(trend + rest)``, from 0 to 1; for additive parts.

        None where neither varies.
        """
        return self._strength(self.trend)

    def _strength(self, part: Float64Array) -> float | None:
        known = np.isfinite(part + self.rest)
        if not known.any():
            return None
        both = float((part + self.rest)[known].var())
        # What only the last bits of the parts scatter is nothing.
        noise = (_BITS * float(np.abs(self.trend[known]).max())) ** 2
        return max(0.0, 1 - float(self.rest[known].var()) / both) if both > noise else None


def classical_decomposition(
    history: object, *, season_length: int, seasonal: Season = "additive"
) -> Decomposition:
    """Trend by a centered moving average, and one season for the whole history.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts]; NaN was not observed.
    season_length : int
        Periods of a season, two or more [periods].
    seasonal : {"additive", "multiplicative"}
        Whether season and rest are added to the trend or multiply it.

    Returns
    -------
    Decomposition
        The trend is NaN where its window does not fit, half a season at each end and around
        what was not observed.

    Raises
    ------
    InputError
        For less than two seasons; a multiplicative season of volume that is not above zero;
        or a place of the season that no trend reaches.

    Notes
    -----
    The window is a season; an even one counts its two ends half. The season is the mean of the
    detrended values of a place, centered to sum 0, or mean 1.

    Examples
    --------
    >>> parts = classical_decomposition([1, 5, 3, 7, 5, 9], season_length=2)
    >>> parts.season.tolist(), parts.trend.tolist()
    ([-1.5, 1.5], [nan, 3.5, 4.5, 5.5, 6.5, nan])
    """
    kind, array = known_season(seasonal), row(history, "history")
    length = at_least_one(season_length, "season_length")
    if length < 2 or len(array) < 2 * length:
        raise InputError(
            "history must hold two seasons of two periods or more; "
            f"got {len(array)} periods for a season of {length}"
        )
    if kind == "multiplicative":
        hold(~(array <= 0), "history must be above zero for a multiplicative season", array)
    window = np.ones(length) if length % 2 else np.r_[0.5, np.ones(length - 1), 0.5]
    reach = len(window) // 2
    trend = np.full(len(array), np.nan)
    trend[reach : len(array) - reach] = np.convolve(array, window / length, mode="valid")
    loose = array - trend if kind == "additive" else array / trend
    season = np.array([_mean(loose[place::length]) for place in range(length)])
    if np.isnan(season).any():
        raise InputError(
            "history must be observed around every place of the season; "
            f"got none at {int(np.isnan(season).sum())} of {length} places"
        )
    season = season - season.mean() if kind == "additive" else season / season.mean()
    repeated = season[np.arange(len(array)) % length]
    rest = array - trend - repeated if kind == "additive" else array / trend / repeated
    return Decomposition(trend, repeated, rest, season)


def _mean(values: Float64Array) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else np.nan
