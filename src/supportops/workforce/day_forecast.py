"""The rest of a day, forecast again from how it went so far."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from supportops._kit.arrays import Float64Array, hold, lift
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce._doors import below_one, spread_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DayForecast", "reforecast_day"]


@dataclass(frozen=True, slots=True)
class DayForecast(Result):
    """A day forecast again.

    Attributes
    ----------
    factor : float or None
        What the forecast of the rest is multiplied by; None where nothing was expected so far
        and the day's variation is not known.
    low, high : float or None
        Ends of the interval of that factor [ratio]; None without `cv`.
    seen : float
        Contacts that came so far [contacts].
    expected : float
        Contacts that were forecast for the same intervals [contacts].
    total : float
        Contacts of the whole day: seen and forecast again [contacts].
    missing : int
        Intervals so far without a count, left out [count].
    volumes : Series
        Actual contacts so far, the new forecast after [contacts].
    """

    factor: float | None
    low: float | None
    high: float | None
    seen: float
    expected: float
    total: float
    missing: int
    volumes: "pd.Series[float]" = field(repr=False)


def reforecast_day(
    forecast: "pd.Series[float]",
    *,
    actual: "pd.Series[float]",
    cv: float | None = None,
    confidence: ShareLike = 0.8,
) -> DayForecast:
    """Forecast for the rest of a day, from the actual contacts so far.

    Parameters
    ----------
    forecast : Series
        Contacts forecast for each interval of the day [contacts].
    actual : Series
        Contacts of the intervals that are over [contacts]; its index is the beginning of that
        of `forecast`.
    cv : float, optional
        Standard deviation of a day's rate over its mean [ratio], from `rate_variation`. The
        early hours then count for as much as they tell; without it the plain ratio counts.
    confidence : share
        Two-sided confidence of the interval of the factor, below 1.

    Returns
    -------
    DayForecast

    Raises
    ------
    InputError
        For negative volumes, or an index that does not fit.

    Notes
    -----
    The day has a factor of mean 1 with a gamma law; after ``seen`` contacts where ``expected``
    were forecast its mean is ``(1 / cv**2 + seen) / (1 / cv**2 + expected)``, which goes to the
    plain ratio as cv grows. The shape of the day is taken from the forecast.

    Examples
    --------
    >>> import pandas as pd
    >>> day = reforecast_day(pd.Series([100.0, 100, 200]), actual=pd.Series([130.0, 110]), cv=0.1)
    >>> round(day.factor, 3), round(day.total, 1)
    (1.133, 466.7)
    """
    import pandas as pd

    for name, series in (("forecast", forecast), ("actual", actual)):
        if not isinstance(series, pd.Series):
            raise InputError(f"{name} must be a Series; got {shown(type(series).__name__)}")
    plan, came = _counts("forecast", forecast), _counts("actual", actual)
    if not forecast.index.is_unique:
        raise InputError("forecast must have each interval once; got an index with repeats")
    if len(came) > len(plan) or not actual.index.equals(forecast.index[: len(came)]):
        raise InputError(
            "actual must have an index that is the beginning of that of forecast; got another one"
        )
    hold(~np.isnan(plan), "forecast must be there for every interval", plan)
    known = ~np.isnan(came)
    seen, expected = float(came[known].sum()), float(plan[: len(came)][known].sum())
    tail = (1.0 - below_one(confidence, "confidence")) / 2.0
    factor, low, high = _factor(seen, expected, cv, tail)
    rest = plan[len(came) :] * (1.0 if factor is None else factor)
    # An interval without a count keeps its forecast, as the others say it went.
    filled = np.where(known, came, plan[: len(came)] * (1.0 if factor is None else factor))
    volumes = pd.Series(np.concatenate([filled, rest]), index=forecast.index)
    return DayForecast(
        factor=factor,
        low=low,
        high=high,
        seen=seen,
        expected=expected,
        total=float(volumes.sum()),
        missing=int((~known).sum()),
        volumes=volumes,
    )


def _counts(name: str, series: "pd.Series[float]") -> Float64Array:
    _, (values,) = lift(**{name: series})
    hold(~((values < 0) | np.isinf(values)), f"{name} must be finite, zero or more", values)
    return values


def _factor(
    seen: float, expected: float, cv: float | None, tail: float
) -> tuple[float | None, float | None, float | None]:
    if cv is None:
        return (seen / expected if expected else None), None, None
    spread = spread_of(cv)
    if not spread:
        return 1.0, 1.0, 1.0
    from scipy.special import gammaincinv

    shape, rate = 1.0 / spread**2 + seen, 1.0 / spread**2 + expected
    low, high = (float(gammaincinv(shape, part)) / rate for part in (tail, 1.0 - tail))
    return shape / rate, low, high
