"""Volume explained by drivers: customers, releases, days of the month."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

import numpy as np

from supportops._kit.arrays import Float64Array, hold
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.workforce.forecasting._doors import counts, observed, row
from supportops.workforce.forecasting._poisson import poisson_fit
from supportops.workforce.forecasting.limits import count_limits, open_confidence

__all__ = [
    "DriverForecast",
    "LinearModel",
    "PoissonModel",
    "linear_regression",
    "poisson_regression",
]

_INTERCEPT = "intercept"
_MOST = 200.0  # logarithm of the largest volume that is forecast


@dataclass(frozen=True, slots=True, eq=False)
class DriverForecast(Result):
    """Volume at given drivers.

    Attributes
    ----------
    mean, lower, upper : ndarray
        Expected volume, and prediction limits of a new observation [contacts].
    """

    mean: Float64Array
    lower: Float64Array
    upper: Float64Array


@dataclass(frozen=True, slots=True, eq=False)
class LinearModel(Result):
    """A least-squares model of volume.

    Attributes
    ----------
    coefficients, standard_errors : dict of str to float
        By driver, the intercept first [contacts per unit of the driver].
    r_squared : float or None
        Share of the variance that is explained; None where nothing varies.
    sigma : float
        Scatter around the model [contacts].
    observations : int
        Periods that it was fitted to [periods].
    """

    coefficients: dict[str, float]
    standard_errors: dict[str, float]
    r_squared: float | None
    sigma: float
    observations: int
    _unscaled: Float64Array = field(repr=False)

    def forecast(
        self, drivers: Mapping[str, object], *, confidence: ShareLike = 0.8
    ) -> DriverForecast:
        """Volume at new values of the drivers, with prediction limits of a new observation.

        Parameters
        ----------
        drivers : mapping of str to array-like
            The same drivers, one value a period to come.
        confidence : share
            Probability that a new observation lies within the limits.

        Returns
        -------
        DriverForecast
        """
        from scipy.special import stdtrit

        level = open_confidence(confidence)
        x = _design(drivers, tuple(self.coefficients)[1:])
        mean = x @ np.array(list(self.coefficients.values()))
        spread = self.sigma * np.sqrt(1 + np.einsum("ij,jk,ik->i", x, self._unscaled, x))
        half = stdtrit(self.observations - x.shape[1], (1 + level) / 2) * spread
        return DriverForecast(mean, mean - half, mean + half)


@dataclass(frozen=True, slots=True, eq=False)
class PoissonModel(Result):
    """A model of counts whose logarithm is a sum of effects.

    Attributes
    ----------
    coefficients, standard_errors : dict of str to float
        By driver, the intercept first [log contacts per unit of the driver]; the errors are
        widened by the dispersion.
    dispersion : float
        Pearson's chi-square by degree of freedom [ratio]; 1 where counts are Poisson.
    rate_cv : float
        Coefficient of variation of the rate around the model, beyond Poisson noise [ratio].
    observations : int
        Periods that it was fitted to [periods].
    """

    coefficients: dict[str, float]
    standard_errors: dict[str, float]
    dispersion: float
    rate_cv: float
    observations: int

    @property
    def factors(self) -> dict[str, float]:
        """What one unit more of each driver multiplies the volume by."""
        return {n: float(np.exp(c)) for n, c in self.coefficients.items() if n != _INTERCEPT}

    def forecast(
        self, drivers: Mapping[str, object], *, confidence: ShareLike = 0.8
    ) -> DriverForecast:
        """Volume at new values of the drivers, with over-dispersed limits of a new count.

        Parameters
        ----------
        drivers : mapping of str to array-like
            The same drivers, one value a period to come.
        confidence : share
            Probability that a new count lies within the limits, at the fitted coefficients.

        Returns
        -------
        DriverForecast
        """
        x = _design(drivers, tuple(self.coefficients)[1:])
        power = x @ np.array(list(self.coefficients.values()))
        hold(power < _MOST, "drivers must lead to volume below e**200", power)
        mean = np.exp(power)
        low, high, _ = count_limits(mean, self.rate_cv, open_confidence(confidence))
        return DriverForecast(mean, low, high)


def linear_regression(response: object, *, drivers: Mapping[str, object]) -> LinearModel:
    """Least squares of volume on an intercept and drivers.

    Parameters
    ----------
    response : array-like
        Volume by period [contacts]; NaN was not observed and is left out.
    drivers : mapping of str to array-like
        For each driver its value in each period.

    Returns
    -------
    LinearModel

    Raises
    ------
    InputError
        For missing drivers, lengths that differ, drivers that say the same, or fewer observed
        periods than the model has coefficients and one more.

    Examples
    --------
    >>> model = linear_regression([12, 19, 33, 38], drivers={"customers": [1, 2, 3, 4]})
    >>> {name: round(value, 6) for name, value in model.coefficients.items()}
    {'intercept': 2.5, 'customers': 9.2}
    """
    y = observed(response, "response")
    x, y, back = _seen(drivers, y)
    even, *_ = np.linalg.lstsq(x, y, rcond=None)
    rest, beta = y - x @ even, back @ even
    gram = back @ np.linalg.inv(x.T @ x) @ back.T
    sigma = sqrt(max(float(rest @ rest), 0.0) / (len(y) - x.shape[1]))
    around = float(((y - y.mean()) ** 2).sum())
    names = (_INTERCEPT, *drivers)
    return LinearModel(
        dict(zip(names, beta.tolist(), strict=True)),
        dict(zip(names, (sigma * np.sqrt(np.diag(gram))).tolist(), strict=True)),
        1 - float(rest @ rest) / around if around else None,
        sigma,
        len(y),
        np.asarray(gram, dtype=np.float64),
    )


def poisson_regression(response: object, *, drivers: Mapping[str, object]) -> PoissonModel:
    """Counts whose logarithm is an intercept plus effects of drivers.

    Parameters
    ----------
    response : array-like
        Count by period [contacts], zero or more; NaN was not observed and is left out.
    drivers : mapping of str to array-like
        For each driver its value in each period.

    Returns
    -------
    PoissonModel

    Raises
    ------
    InputError
        As `linear_regression`; for negative counts, or none above zero.

    Notes
    -----
    Quasi-likelihood: ``log E(y) = x'b``, solved by iterated weighted least squares. Variance is
    taken as ``m + (rate_cv m)**2``; `rate_cv` is its moment estimate, zero where the counts
    scatter no more than Poisson.

    Examples
    --------
    >>> model = poisson_regression([10, 10, 20, 20], drivers={"release": [0, 0, 1, 1]})
    >>> round(model.factors["release"], 6), model.rate_cv
    (2.0, 0.0)
    """
    y = counts(response, "response")
    x, y, back = _seen(drivers, y)
    if not y.any():
        raise InputError("response must have a count above zero; got zeros only")
    even = poisson_fit(x, y, np.ones((1, len(y))))[0]
    beta, mean = back @ even, np.exp(x @ even)
    free = len(y) - x.shape[1]
    dispersion = float((((y - mean) ** 2) / mean).sum()) / free
    gram = back @ np.linalg.inv((x * mean[:, None]).T @ x) @ back.T
    extra = float(((y - mean) ** 2 * (len(y) / free) - mean).sum()) / float((mean**2).sum())
    names = (_INTERCEPT, *drivers)
    return PoissonModel(
        dict(zip(names, beta.tolist(), strict=True)),
        dict(zip(names, np.sqrt(dispersion * np.diag(gram)).tolist(), strict=True)),
        dispersion,
        sqrt(max(extra, 0.0)),
        len(y),
    )


def _design(drivers: Mapping[str, object], names: tuple[str, ...]) -> Float64Array:
    if set(drivers) != set(names):
        raise InputError(f"drivers must be {joined(names)}; got {joined(drivers) or 'none'}")
    columns = [row(drivers[name], f"drivers[{shown(name)}]") for name in names]
    lengths = {len(column) for column in columns}
    if len(lengths) != 1:
        raise InputError(f"drivers must have one length; got {joined(sorted(lengths))}")
    for name, column in zip(names, columns, strict=True):
        hold(np.isfinite(column), f"drivers[{shown(name)}] must be known in every period", column)
    return np.column_stack([np.ones(lengths.pop()), *columns])


def _seen(
    drivers: Mapping[str, object], y: Float64Array
) -> tuple[Float64Array, Float64Array, Float64Array]:
    """Observed periods: even drivers, volume, and what turns coefficients back.

    Drivers are centered and brought to a size of 1, so that their unit and their zero do not
    matter: seconds since 1970 do as well as days since Monday.
    """
    given: object = drivers
    if not isinstance(given, Mapping) or not given or _INTERCEPT in given:
        raise InputError(
            "drivers must be a mapping of one or more names to values, none of them "
            f"{_INTERCEPT!r}; got {shown(drivers)}"
        )
    x = _design(drivers, tuple(drivers))
    if len(x) != len(y):
        raise InputError(f"drivers must have the length of response, {len(y)}; got {len(x)}")
    seen = np.isfinite(y)
    x, y = x[seen], y[seen]
    if len(y) <= x.shape[1]:
        raise InputError(
            f"response must be observed in more than {x.shape[1]} periods; got {len(y)}"
        )
    center, back = np.r_[0.0, x[:, 1:].mean(axis=0)], np.eye(x.shape[1])
    x = x - center
    size = np.abs(x).max(axis=0)
    size[size <= 1e-14 * np.abs(center)] = np.inf  # constant but for the last bits
    x, back = x / size, back / size
    back[0, 1:] = -center[1:] / size[1:]
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise InputError(
            "drivers must each say something new; got drivers that are sums of one another, "
            "or constant; leave one out"
        )
    return x, y, back
