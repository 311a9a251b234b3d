"""Factors on a baseline: weekdays, holidays and events, and the same period last year."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import Float64Array, hold
from supportops._kit.reals import above_zero, from_zero, is_real
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce.forecasting._doors import at_least_one, counts, row
from supportops.workforce.forecasting.averages import seasonal_naive

__all__ = ["SeasonalIndex", "event_factor", "same_period_last_year", "seasonal_index"]


@dataclass(frozen=True, slots=True, eq=False)
class SeasonalIndex(Result):
    """How each place of a season compares with the average period.

    Attributes
    ----------
    indices : ndarray
        1 is an average period [ratio].
    """

    indices: Float64Array

    def spread(self, total: float) -> Float64Array:
        """Total of a season to come, by place [contacts].

        Parameters
        ----------
        total : float
            Volume of the whole season [contacts].
        """
        return np.asarray(self.indices * from_zero(total, "total") / len(self.indices))


def seasonal_index(averages: object, *, total: float) -> SeasonalIndex:
    """Index of each place of a season: its average over the average period.

    Parameters
    ----------
    averages : array-like
        Average volume of each place, such as the days of the week [contacts].
    total : float
        Volume of the season that they are measured by [contacts], above zero.

    Returns
    -------
    SeasonalIndex

    Examples
    --------
    >>> index = seasonal_index([11, 14, 12, 16, 18, 15, 12], total=98)
    >>> index.indices.round(3).tolist(), index.spread(105).round(1).tolist()
    ([0.786, 1.0, 0.857, 1.143, 1.286, 1.071, 0.857], [11.8, 15.0, 12.9, 17.1, 19.3, 16.1, 12.9])
    """
    array = counts(averages, "averages")
    return SeasonalIndex(np.asarray(array / (above_zero(total, "total") / len(array))))


def event_factor(actual: object, baseline: object) -> float | None:
    """What a holiday or another event did to volume, by the ratio of sums.

    Parameters
    ----------
    actual : array-like
        Volume of past occurrences [contacts]; NaN was not observed.
    baseline : array-like
        What these periods would have brought without it [contacts], of the same length.

    Returns
    -------
    float or None
        Factor for the baseline of the next occurrence [ratio]; None where no baseline is above
        zero. The ratio of sums lets small days shake it less than a mean of ratios.

    Raises
    ------
    InputError
        For negative numbers, or lengths that differ.

    Examples
    --------
    >>> round(420 * event_factor([120, 140, 95], [400, 400, 380]), 2)
    126.36
    """
    y, base = row(actual, "actual"), row(baseline, "baseline")
    if len(y) != len(base):
        raise InputError(f"baseline must have the length of actual, {len(y)}; got {len(base)}")
    hold(~(y < 0), "actual must be zero or more", y)
    hold(~(base < 0), "baseline must be zero or more", base)
    known = np.isfinite(y + base)
    below = float(base[known].sum())
    return float(y[known].sum()) / below if below else None


def same_period_last_year(
    history: object, *, year: int, horizon: int, growth: float = 0.0
) -> Float64Array:
    """The same period a year before, grown: for volume with a clear season.

    Parameters
    ----------
    history : array-like
        Volume by period, the oldest first [contacts], one year at least; a period that was not
        observed (NaN) gives way to the same one a year earlier.
    year : int
        Periods of a year [periods]: 12 months, 52 weeks, or 364 days, which keep the weekday.
    horizon : int
        Periods to forecast [periods].
    growth : float
        Growth since last year [share]; 0.05 is 5 %.

    Returns
    -------
    ndarray
        [contacts]; NaN where the period was never observed.

    Raises
    ------
    InputError
        For less than a year of history, or a growth below -1.

    References
    ----------
    support-operations skill, Forecasting Methods.

    Examples
    --------
    >>> quarters = [100, 140, 120, 160]
    >>> same_period_last_year(quarters, year=4, horizon=2, growth=0.1).round(6).tolist()
    [110.0, 154.0]
    """
    if not (is_real(growth) and -1 <= growth < np.inf):
        raise InputError(
            f"growth must be a finite number, -1 or more; got {shown(growth)}; write 0.05 for 5 %"
        )
    array = row(history, "history")
    if len(array) < at_least_one(year, "year"):
        raise InputError(f"history must hold a year, {year} periods, or more; got {len(array)}")
    return seasonal_naive(array, season_length=year, horizon=horizon) * (1 + growth)
