"""Prediction limits of counts, and of forecasts that repeat the last season."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import Float64Array, RealLike, hold, lift, lower
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce.forecasting._doors import at_least_one, counts

__all__ = [
    "CountInterval",
    "Dispersion",
    "SeasonalInterval",
    "count_cdf",
    "count_limits",
    "dispersion",
    "gamma_poisson_interval",
    "open_confidence",
    "poisson_interval",
    "seasonal_naive_interval",
]

_POINT = 1e12
_LARGE, _WILD = 1e100, 1e6


@dataclass(frozen=True, slots=True, eq=False)
class CountInterval(Result):
    """Limits between which a count falls, in the kind of its mean.

    Attributes
    ----------
    lower, upper : float, ndarray or Series
        Equal-tailed whole-number limits, both inside [contacts].
    coverage : float, ndarray or Series
        Probability of the limits, at least the confidence asked for [share].
    variance : float, ndarray or Series
        Variance of the count [contacts²].
    index_of_dispersion : float, ndarray or Series
        Variance over mean [ratio]; 1 for Poisson.
    shape : float
        Shape of the gamma law of the rate [ratio]; infinite for Poisson.
    """

    lower: "float | Float64Array"
    upper: "float | Float64Array"
    coverage: "float | Float64Array"
    variance: "float | Float64Array"
    index_of_dispersion: "float | Float64Array"
    shape: float


@dataclass(frozen=True, slots=True)
class Dispersion(Result):
    """Whether counts scatter more than Poisson.

    Attributes
    ----------
    index_of_dispersion : float or None
        Variance over mean [ratio]; None where nothing was counted.
    chi_square : float or None
        ``(n - 1) s²/mean`` [ratio].
    p_value : float or None
        Probability of so much scatter or more if the counts were Poisson [share].
    n : int
        Counts observed [periods].
    """

    index_of_dispersion: float | None
    chi_square: float | None
    p_value: float | None
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class SeasonalInterval(Result):
    """Width of the limits around a forecast that repeats the last season.

    Attributes
    ----------
    sd : ndarray
        Standard deviation by step [contacts].
    half_width : ndarray
        Distance of the limits from the forecast [contacts].
    """

    sd: Float64Array
    half_width: Float64Array


def open_confidence(value: ShareLike, name: str = "confidence") -> float:
    """Share strictly between 0 and 1."""
    level = share(value, name)
    if not 0 < level < 1:
        raise InputError(f"{name} must be between 0 and 1, both excluded; got {shown(value)}")
    return level


def poisson_interval(mean: RealLike, *, confidence: ShareLike = 0.8) -> CountInterval:
    """Limits of a Poisson count whose mean is known.

    Parameters
    ----------
    mean : float, array-like or Series
        Expected count [contacts], zero or more.
    confidence : share
        Probability that the count lies within the limits, at least.

    Returns
    -------
    CountInterval

    Notes
    -----
    Counts of contacts scatter more than that, because the rate is not known and changes from
    day to day: see `gamma_poisson_interval`.

    Examples
    --------
    >>> limits = poisson_interval(30, confidence=0.9)
    >>> limits.lower, limits.upper
    (21.0, 39.0)
    """
    return gamma_poisson_interval(mean, rate_cv=0.0, confidence=confidence)


def gamma_poisson_interval(
    mean: RealLike, *, rate_cv: float, confidence: ShareLike = 0.8
) -> CountInterval:
    """Limits of a count whose rate varies around its mean: over-dispersed.

    Parameters
    ----------
    mean : float, array-like or Series
        Expected count [contacts], zero or more.
    rate_cv : float
        Coefficient of variation of the rate [ratio], zero or more; 0 is Poisson.
    confidence : share
        Probability that the count lies within the limits, at least.

    Returns
    -------
    CountInterval

    Raises
    ------
    InputError
        For a negative or infinite mean or `rate_cv`, or a confidence of 0 or 1.

    Notes
    -----
    A Poisson count with a gamma rate is negative binomial: variance
    ``mean + (rate_cv * mean)**2``, shape ``1/rate_cv**2``.

    References
    ----------
    Jongbloed and Koole (2001); Taylor (2012), Management Science 58, 534.

    Examples
    --------
    >>> limits = gamma_poisson_interval(200, rate_cv=0.15, confidence=0.9)
    >>> limits.lower, limits.upper, limits.index_of_dispersion
    (148.0, 257.0, 5.5)
    """
    level = open_confidence(confidence)
    form, (m,) = lift(mean=mean)
    hold(~((m < 0) | np.isinf(m)), "mean must be finite, zero or more", m)
    hold(~(m >= _LARGE), "mean must be below 1e100", m)
    _, (given,) = lift(rate_cv=rate_cv)
    if given.ndim or not 0 <= given <= _WILD:
        raise InputError(
            f"rate_cv must be one finite number from 0 to a million; got {shown(rate_cv)}"
        )
    cv = float(given)
    low, high, inside = count_limits(m, cv, level)
    return CountInterval(
        lower=lower(low, form),
        upper=lower(high, form),
        coverage=lower(inside, form),
        variance=lower(np.asarray(m + (cv * m) ** 2), form),
        index_of_dispersion=lower(np.asarray(1 + cv**2 * m), form),
        shape=_shape(cv),
    )


def _shape(cv: float) -> float:
    return 1 / cv**2 if cv * cv > 0 else np.inf


def count_limits(
    mean: Float64Array, cv: float, level: float
) -> tuple[Float64Array, Float64Array, Float64Array]:
    """Lower and upper limit of a count, and their probability; NaN for a missing mean."""
    rate = np.where(mean > 0, mean, 1.0)
    low = _quantile((1 - level) / 2, rate, cv)
    high = _quantile((1 + level) / 2, rate, cv)
    inside = count_cdf(high, rate, cv) - count_cdf(low - 1, rate, cv)

    def told(values: Float64Array, at_zero: float) -> Float64Array:
        return np.where(np.isnan(mean), np.nan, np.where(mean == 0, at_zero, values))

    return told(low, 0.0), told(high, 0.0), told(inside, 1.0)


def count_cdf(count: Float64Array, mean: Float64Array, cv: float) -> Float64Array:
    """Probability of a whole count or fewer: Poisson, with a gamma rate of this variation."""
    from scipy.special import betainc, pdtr

    at, shape = np.maximum(count, 0.0), _shape(cv)
    # Beyond such a shape the gamma law is a point, and its own formula loses its digits.
    found = betainc(shape, at + 1, shape / (shape + mean)) if shape < _POINT else pdtr(at, mean)
    return np.where(count < 0, 0.0, found)


def _quantile(p: float, mean: Float64Array, cv: float) -> Float64Array:
    """Smallest whole count with at least this probability up to it, by halving."""
    low = np.full(mean.shape, -1.0)
    high = np.ceil(mean + 8 * np.sqrt(mean + (cv * mean) ** 2) + 8)
    while (short := count_cdf(high, mean, cv) < p).any():
        high = np.where(short, 2 * high, high)
    while True:
        middle = np.floor((low + high) / 2)
        # Beyond 2**53 floats lie more than 1 apart, and nothing is between neighbors.
        if not ((middle > low) & (middle < high)).any():
            break
        enough = count_cdf(middle, mean, cv) >= p
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.asarray(high)


def dispersion(counted: object) -> Dispersion:
    """Fisher's test of whether counts scatter more than Poisson.

    Parameters
    ----------
    counted : array-like
        Counts of like periods [contacts], zero or more; NaN was not observed.

    Returns
    -------
    Dispersion

    Raises
    ------
    InputError
        For fewer than two counts, or a negative one.

    Examples
    --------
    >>> found = dispersion([102, 118, 95, 140, 88, 131, 109, 97, 150, 120])
    >>> round(found.index_of_dispersion, 2), round(found.p_value, 4)
    (3.67, 0.0001)
    """
    from scipy.special import chdtrc

    array = counts(counted, "counted")
    values = array[np.isfinite(array)]
    n = len(values)
    if n < 2:
        raise InputError(f"counted must hold two counts or more; got {n}")
    mean = float(values.mean())
    if not mean:
        return Dispersion(None, None, None, n)
    index = float(values.var(ddof=1)) / mean
    chi = (n - 1) * index
    return Dispersion(index, chi, float(chdtrc(n - 1, chi)), n)


def seasonal_naive_interval(
    residual_sd: float,
    *,
    steps_ahead: object,
    season_length: int,
    confidence: ShareLike = 0.8,
) -> SeasonalInterval:
    """Limits around the last season repeated, which widen from season to season.

    Parameters
    ----------
    residual_sd : float
        Standard deviation of a value from the one a season before [contacts].
    steps_ahead : array-like
        Which steps after the end of the history, the first is 1 [periods].
    season_length : int
        Periods of a season; 1 for the naive forecast [periods].
    confidence : share
        Probability that a new observation lies within the limits.

    Returns
    -------
    SeasonalInterval

    Raises
    ------
    InputError
        For a negative deviation, or steps that are no whole numbers from 1.

    Notes
    -----
    ``sd = residual_sd * sqrt(1 + floor((h - 1)/season_length))``, half-width of a normal law.
    """
    from scipy.special import ndtri

    level, length = open_confidence(confidence), at_least_one(season_length, "season_length")
    _, (deviation,) = lift(residual_sd=residual_sd)
    if deviation.ndim or not 0 <= deviation < np.inf:
        raise InputError(
            f"residual_sd must be one finite number, zero or more; got {shown(residual_sd)}"
        )
    _, (steps,) = lift(steps_ahead=steps_ahead)
    hold((steps >= 1) & (steps == np.floor(steps)), "steps_ahead must be whole, from 1", steps)
    sd = np.asarray(float(deviation) * np.sqrt(1 + (steps - 1) // length))
    return SeasonalInterval(sd, np.asarray(ndtri((1 + level) / 2) * sd))
