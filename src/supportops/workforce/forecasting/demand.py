"""What customers asked for, rather than what was answered."""

from typing import overload

import numpy as np

from supportops._kit.arrays import Float64Array, RealArray, RealLike, RealSeries, hold, lift, lower
from supportops._kit.shares import ShareLike, share

__all__ = ["offered_volume"]


@overload
def offered_volume(answered: float, abandoned: float, *, redial: ShareLike = 0.0) -> float: ...
@overload
def offered_volume(
    answered: RealSeries, abandoned: RealSeries, *, redial: ShareLike = 0.0
) -> RealSeries: ...
@overload
def offered_volume(
    answered: "RealArray | list[float]",
    abandoned: "RealArray | list[float]",
    *,
    redial: ShareLike = 0.0,
) -> Float64Array: ...
def offered_volume(
    answered: "RealLike | list[float]",
    abandoned: "RealLike | list[float]",
    *,
    redial: ShareLike = 0.0,
) -> object:
    """Offered demand: answered and abandoned contacts, repeated attempts counted once.

    Parameters
    ----------
    answered : float, array-like or Series
        Contacts answered [contacts], zero or more.
    abandoned : float, array-like or Series
        Contacts that gave up waiting [contacts], zero or more.
    redial : share
        Share of those who gave up that tried again in the same period, and stands among the
        counts a second time.

    Returns
    -------
    float, ndarray or Series
        ``answered + abandoned * (1 - redial)`` [contacts]; NaN where either is missing.

    Notes
    -----
    A forecast of answered contacts forecasts the staffing of the past. Days without staff do
    not show their demand at all: name them as outages.

    Examples
    --------
    >>> offered_volume(900, 100, redial="40%")
    960.0
    """
    again = share(redial, "redial")
    form, (served, lost) = lift(answered=answered, abandoned=abandoned)
    hold(~(served < 0), "answered must be zero or more", served)
    hold(~(lost < 0), "abandoned must be zero or more", lost)
    return lower(np.asarray(served + lost * (1 - again)), form)
