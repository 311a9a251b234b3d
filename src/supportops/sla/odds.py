"""Odds of passing a percentage: how likely so many tickets keep a promise often enough."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias, overload

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Float64Array, Int64Array, RealSeries, hold, lift, lower
from supportops._kit.reals import whole
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.sla.exact import exact_percent, written_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

__all__ = [
    "TargetLike",
    "attainment_needed",
    "kept_odds",
    "needed",
    "open_target",
    "pass_probability",
    "tickets_to_mean_something",
]

Reals: TypeAlias = "npt.NDArray[Any] | Sequence[float] | Sequence[int]"
#: A percentage that a contract asks for; a float is read as the decimal that it is written as.
TargetLike: TypeAlias = "float | str | Decimal"

# Beyond this the exact distribution of clustered tickets would take seconds and gigabytes.
_MOST = 5_000_000


def open_target(target: Any, name: str = "target") -> Fraction:
    """Exact target of a contract, above 0 and at most 1."""
    exact = Fraction(written_share(target, name))
    if not exact:
        raise InputError(f"{name} must be above zero; got {shown(target)}")
    return exact


def needed(target: Fraction, tickets: "Float64Array | int") -> Any:
    """Tickets that must keep the promise: the target times their number, rounded up exactly."""
    up, down = target.numerator, target.denominator
    if isinstance(tickets, int):
        return -(-up * tickets // down)
    exact = [-(-up * int(n) // down) if n == n else np.nan for n in tickets.ravel()]  # noqa: PLR0124  NaN
    return np.array(exact, dtype=np.float64).reshape(tickets.shape)


def _counts(tickets: Float64Array) -> None:
    good = (
        ~(tickets < 0) & ((tickets == np.floor(tickets)) | np.isnan(tickets)) & ~np.isinf(tickets)
    )
    hold(good, "tickets must be whole numbers, zero or more", tickets)


def _shares(values: Float64Array, name: str) -> None:
    hold(~((values < 0) | (values > 1)), f"{name} must be a share from 0 to 1", values)


@overload
def pass_probability(attainment: float, tickets: float, *, target: TargetLike) -> float: ...
@overload
def pass_probability(
    attainment: RealSeries, tickets: "RealSeries | float", *, target: TargetLike
) -> "pd.Series[float]": ...
@overload
def pass_probability(
    attainment: float, tickets: RealSeries, *, target: TargetLike
) -> "pd.Series[float]": ...
@overload
def pass_probability(
    attainment: Reals, tickets: "Reals | float", *, target: TargetLike
) -> Float64Array: ...
@overload
def pass_probability(attainment: float, tickets: Reals, *, target: TargetLike) -> Float64Array: ...
def pass_probability(attainment: Any, tickets: Any, *, target: TargetLike) -> Any:
    """Probability that so many independent tickets keep a promise often enough.

    Parameters
    ----------
    attainment : float, array-like or Series
        True probability [share] that one ticket keeps it.
    tickets : float, array-like or Series
        Decided tickets of the window [tickets], whole.
    target : share
        Part of them that must keep it.

    Returns
    -------
    float, ndarray or Series
        Probability [share]; NaN where there is no ticket, and so no percentage.

    Raises
    ------
    InputError
        For shares outside 0 to 1, and numbers of tickets that are not whole.

    Notes
    -----
    P(Binomial(n, p) >= k) = I_p(k, n - k + 1) with k = ceil(target x n) in exact arithmetic.
    Tickets of one bad day fail together: see `contract_risk` with `correlation`.

    Examples
    --------
    >>> pass_probability(0.97, 15, target="95%")
    0.633251
    """
    form, (p, n) = lift(attainment=attainment, tickets=tickets)
    _shares(p, "attainment")
    _counts(n)
    return lower(passing(p, n, open_target(target)), form)


def passing(p: "Float64Array | float", n: Float64Array, target: Fraction) -> Float64Array:
    """Probability of passing with independent tickets; NaN where there is none."""
    from scipy.special import betainc

    k = needed(target, n)
    return np.where(n > 0, betainc(np.maximum(k, 1), np.maximum(n - k + 1, 1), p), np.nan)


def random_volume(volume: Any) -> bool:
    """Whether the number of tickets is a Poisson one rather than fixed."""
    if volume not in {"fixed", "poisson"}:
        raise InputError(f"volume must be fixed or poisson; got {shown(volume)}")
    return bool(volume == "poisson")


def poisson_volumes(mean: float) -> tuple[Int64Array, Float64Array]:
    """Numbers of tickets that matter about a mean, and their probabilities."""
    from scipy.stats import poisson

    low, high = int(poisson.ppf(1e-12, mean)), int(poisson.isf(1e-12, mean))
    numbers = np.arange(low, high + 1, dtype=np.int64)
    weights = np.asarray(poisson.pmf(numbers, mean), dtype=np.float64)
    return numbers, weights / weights.sum()


@overload
def attainment_needed(
    tickets: float, *, target: TargetLike, confidence: ShareLike = ...
) -> float: ...
@overload
def attainment_needed(
    tickets: RealSeries, *, target: TargetLike, confidence: ShareLike = ...
) -> "pd.Series[float]": ...
@overload
def attainment_needed(
    tickets: Reals, *, target: TargetLike, confidence: ShareLike = ...
) -> Float64Array: ...
def attainment_needed(tickets: Any, *, target: TargetLike, confidence: ShareLike = 0.95) -> Any:
    """True attainment with which a window passes at a wanted confidence.

    Parameters
    ----------
    tickets : float, array-like or Series
        Decided tickets of the window [tickets], whole.
    target : share
        Part of them that must keep the promise.
    confidence : share
        Wanted probability of passing.

    Returns
    -------
    float, ndarray or Series
        Attainment [share]; NaN without tickets.

    Notes
    -----
    The p that solves I_p(k, n - k + 1) = confidence, with k = ceil(target x n).

    Examples
    --------
    Nine urgent tickets a month under a 95 % clause need 99.4 %:

    >>> attainment_needed(9, target="95%")
    0.99432
    """
    form, (n,) = lift(tickets=tickets)
    _counts(n)
    sure = share(confidence, "confidence")
    if not 0 < sure < 1:
        raise InputError(f"confidence must lie between 0 and 1; got {shown(confidence)}")
    k = needed(open_target(target), n)
    from scipy.special import betaincinv

    out = np.where(n > 0, betaincinv(np.maximum(k, 1), np.maximum(n - k + 1, 1), sure), np.nan)
    return lower(out, form)


def tickets_to_mean_something(target: TargetLike) -> int:
    """Tickets below which a percentage means nothing: one miss fails the window.

    Parameters
    ----------
    target : share
        Below 1.

    Returns
    -------
    int
        The smallest n with n x (1 - target) >= 1 [tickets].

    Examples
    --------
    >>> tickets_to_mean_something("95%"), tickets_to_mean_something("99.9%")
    (20, 1000)
    """
    exact = open_target(target)
    if exact == 1:
        raise InputError(
            "target must be below 1, since 100 % allows no miss at any number; got "
            f"{exact_percent(Decimal(1))}"
        )
    return -(-exact.denominator // (exact.denominator - exact.numerator))


def kept_odds(
    attainment: float, tickets: int, *, correlation: float, cluster: int | None
) -> Float64Array:
    """Probability of each number of tickets kept, from none to all of them.

    With a correlation, tickets come in clusters of a size that share their luck: within a
    cluster the number kept is beta-binomial, and clusters are independent.
    """
    numbers = np.array([tickets])
    return next(kept_odds_over(attainment, numbers, correlation=correlation, cluster=cluster))


def kept_odds_over(
    attainment: float, numbers: Int64Array, *, correlation: float, cluster: int | None
) -> "Iterator[Float64Array]":
    """`kept_odds` for several numbers of tickets, each one more than the last."""
    most = int(numbers[-1])
    if most > _MOST:
        raise InputError(f"tickets must be at most {_MOST}; got {most}")
    size = most if cluster is None else min(cluster, most)
    if not correlation or size <= 1:
        yield from (_binomial(attainment, n) for n in numbers.tolist())
        return
    length = 1 << most.bit_length()  # powers of two transform fastest
    one = np.fft.rfft(_beta_binomial(attainment, size, correlation), length)
    full, power = 0, np.ones_like(one)
    for n in numbers.tolist():
        clusters, rest = divmod(n, size)
        if clusters != full:
            power, full = (power * one if clusters == full + 1 else one**clusters), clusters
        last = _beta_binomial(attainment, rest, correlation)
        if full + (rest > 0) <= 1:  # nothing to add up
            yield last if rest or not full else _beta_binomial(attainment, size, correlation)
            continue
        out = np.fft.irfft(power * np.fft.rfft(last, length), length)[: n + 1]
        out = np.maximum(out, 0.0)
        yield out / out.sum()


def _binomial(p: float, n: int) -> Float64Array:
    from scipy.stats import binom

    return np.asarray(binom.pmf(np.arange(n + 1), n, p), dtype=np.float64)


def _beta_binomial(p: float, n: int, correlation: float) -> Float64Array:
    if correlation == 1 or p in {0.0, 1.0}:  # all of them, or none
        out = np.zeros(n + 1)
        out[-1] += p
        out[0] += 1 - p
        return out
    from scipy.special import gammaln

    # Products of p + i s, q + i s and 1 + i s do not cancel for a faint correlation, as the
    # beta functions of (1 - r) / r would.
    k = np.arange(n + 1, dtype=np.float64)
    steps = np.arange(n) * (correlation / (1 - correlation))
    kept, missed, both = (
        np.concatenate(([0.0], np.cumsum(np.log(share + steps)))) for share in (p, 1 - p, 1.0)
    )
    choose = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    logs = choose + kept + missed[::-1] - both[-1]
    out = np.exp(logs - logs.max())
    return np.asarray(out / out.sum(), dtype=np.float64)


def checked_cluster(cluster: Any) -> int | None:
    """Size of a cluster, one or more; None is the whole window."""
    if cluster is None:
        return None
    size = whole(cluster, "cluster")
    if size < 1:
        raise InputError(f"cluster must be one or more; got {shown(cluster)}")
    return size
