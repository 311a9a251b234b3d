"""How a day's volume spreads over its intervals, in whole contacts that add up."""

from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array, RealLike, hold, lift, lower
from supportops._kit.durations import DurationLike, duration
from supportops._kit.reals import whole
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce.forecasting._doors import row

__all__ = ["interval_load", "interval_shares", "largest_remainder", "mean_interval_shares"]

_MOST = 10**12  # up to here the product with a share is exact to a thousandth


def largest_remainder(total: int, shares: object) -> Int64Array:
    """Whole numbers in proportion to shares that sum exactly to a total.

    Parameters
    ----------
    total : int
        What is shared out [contacts].
    shares : array-like
        Zero or more, in any unit; they are divided by their sum [ratio].

    Returns
    -------
    ndarray of int
        [contacts]; what is left after rounding down goes to the largest remainders, the
        earlier interval first among equals.

    Raises
    ------
    InputError
        For shares that are negative, missing or all zero, or a total that is not whole or
        above 10**12.

    Examples
    --------
    >>> largest_remainder(10, [0.25, 0.25, 0.25, 0.25]).tolist()
    [3, 3, 2, 2]
    """
    number, parts = whole(total, "total"), row(shares, "shares")
    if number > _MOST:
        raise InputError(f"total must be at most {_MOST}; got {shown(total)}")
    hold(parts >= 0, "shares must be zero or more, none missing", parts)
    if not parts.any():
        raise InputError("shares must have one above zero; got zeros only")
    exact = number * (parts / parts.sum())
    # A product of floats may miss the whole number, or the tie, that it stands for.
    slack = min(1e-12 * max(number, 1), 0.25 / len(parts))
    floor = np.floor(exact + slack)
    left = np.round((exact - floor) / slack / 16).astype(np.int64)
    out = floor.astype(np.int64)
    order = np.argsort(-left, kind="stable")
    missing = number - int(out.sum())
    out[order[:missing]] += 1
    return np.asarray(out)


def interval_shares(days: object) -> Float64Array:
    """Share of each interval in a day: the ratio of sums, so that busy days count more.

    Parameters
    ----------
    days : array-like
        A row by day, a column by interval [contacts]; a day with a missing interval (NaN) is
        left out.

    Returns
    -------
    ndarray
        Shares that sum to 1.

    Raises
    ------
    InputError
        For no complete day, a negative number, or days without any contact.

    Examples
    --------
    >>> interval_shares([[1, 3], [3, 9]]).tolist()
    [0.25, 0.75]
    """
    sums = _days(days).sum(axis=0)
    return np.asarray(sums / sums.sum())


def mean_interval_shares(days: object) -> Float64Array:
    """Share of each interval in a day: the mean of the days' shares, so that days count alike.

    Parameters
    ----------
    days : array-like
        As in `interval_shares` [contacts]; days without any contact are left out.

    Returns
    -------
    ndarray
        Shares that sum to 1.
    """
    table = _days(days)
    totals = table.sum(axis=1, keepdims=True)
    some = totals[:, 0] > 0
    return np.asarray((table[some] / totals[some]).mean(axis=0))


def interval_load(volume: RealLike, *, handle_time: Any, interval: DurationLike) -> Any:
    """Offered load of an interval.

    Parameters
    ----------
    volume : float, array-like or Series
        Contacts that arrive in the interval [contacts], zero or more.
    handle_time : duration, or one per interval
        Mean handle time; floats in an array are seconds.
    interval : duration
        Length of the interval.

    Returns
    -------
    float, ndarray or Series
        ``volume * handle_time / interval`` [erlangs].

    Examples
    --------
    >>> interval_load(60, handle_time="5m", interval="30m")
    10.0
    """
    length = duration(interval, "interval").total_seconds()
    if not length:
        raise InputError(f"interval must be above zero; got {shown(interval)}")
    many = hasattr(handle_time, "__len__") and not isinstance(handle_time, str)
    seconds = handle_time if many else duration(handle_time, "handle_time").total_seconds()
    form, (calls, each) = lift(volume=volume, handle_time=seconds)
    hold(~(calls < 0), "volume must be zero or more", calls)
    hold(~(each < 0), "handle_time must be zero or more", each)
    return lower(np.asarray(calls * each / length), form)


def _days(days: object) -> Float64Array:
    _, (table,) = lift(days=days)
    if table.ndim != 2:
        raise InputError(
            f"days must be a table, a row by day and a column by interval; got shape {table.shape}"
        )
    hold(~(table < 0), "days must be zero or more", table)
    whole_days = table[np.isfinite(table).all(axis=1)]
    if not whole_days.any():
        raise InputError("days must have a complete day with contacts; got none")
    return whole_days
