"""The fewest servers that keep promises."""

from math import floor
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from supportops._kit.arrays import Float64Array, RealArray, RealLike, RealSeries
from supportops.queueing._doors import Grid, door, hold_countable, leave
from supportops.queueing._fewest import SLACK, fewest, fewest_patient, fewest_patient_one
from supportops.queueing._single import DigitsError
from supportops.queueing._single_targets import fewest_one, single_targets
from supportops.queueing._targets import Targets, targets
from supportops.queueing._waits import Definition

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["servers_for_occupancy", "servers_needed"]


@overload
def servers_needed(
    load: float,
    *,
    service_time: float,
    within: float | None = ...,
    service_level: float | None = ...,
    patience: float | None = ...,
    definition: Definition = ...,
    max_wait: float | None = ...,
    max_abandonment: float | None = ...,
    max_occupancy: float | None = ...,
) -> float: ...
@overload
def servers_needed(
    load: RealSeries,
    *,
    service_time: RealLike,
    within: "RealLike | None" = ...,
    service_level: "RealLike | None" = ...,
    patience: "RealLike | None" = ...,
    definition: Definition = ...,
    max_wait: "RealLike | None" = ...,
    max_abandonment: "RealLike | None" = ...,
    max_occupancy: "RealLike | None" = ...,
) -> "pd.Series[float]": ...
@overload
def servers_needed(
    load: RealArray,
    *,
    service_time: Grid,
    within: "Grid | None" = ...,
    service_level: "Grid | None" = ...,
    patience: "Grid | None" = ...,
    definition: Definition = ...,
    max_wait: "Grid | None" = ...,
    max_abandonment: "Grid | None" = ...,
    max_occupancy: "Grid | None" = ...,
) -> Float64Array: ...
def servers_needed(
    load: RealLike,
    *,
    service_time: RealLike,
    within: "RealLike | None" = None,
    service_level: "RealLike | None" = None,
    patience: "RealLike | None" = None,
    definition: Definition = "offered",
    max_wait: "RealLike | None" = None,
    max_abandonment: "RealLike | None" = None,
    max_occupancy: "RealLike | None" = None,
) -> Any:
    """Fewest whole servers that meet every target given.

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs].
    service_time : float, array-like or Series
        Mean service time [time].
    within, service_level : float, array-like or Series, optional
        Target time [time] and the share to be answered in it [share]; one needs the other. A
        wait quantile is the same promise: 90 % within t.
    patience : float, array-like or Series, optional
        Mean patience [time]; without it nobody leaves (Erlang C), with it Erlang A.
    definition : {"offered", "virtual", "answered", "excluding_short_abandons"}
        What `service_level` counts; see there.
    max_wait : float, array-like or Series, optional
        Most mean wait of all [time].
    max_abandonment : float, array-like or Series, optional
        Most share that may abandon [share]; needs patience.
    max_occupancy : float, array-like or Series, optional
        Most busy share of the servers [share].

    Returns
    -------
    float, ndarray or Series
        Servers [count], whole: 0 for no load, infinite if no number suffices. At least
        one for any load, and without patience always above the load.

    Raises
    ------
    InputError
        If no target is given, one half of a pair is missing, or a number breaks its rule.

    Notes
    -----
    Exact: the answer meets the targets and one server fewer does not. A target missed by less
    than 1e-12 of itself counts as met, because decimal targets are rounded in binary. Arrays
    take one parameter for all or one for each element; a year of intervals is one call.

    Examples
    --------
    >>> servers_needed(10, service_time=180, within=20, service_level=0.8)
    14.0
    >>> servers_needed(170.55, service_time=405, within=20, service_level=0.8, patience=180)
    168.0
    >>> servers_needed([0, 123], service_time=300, max_occupancy=0.85)
    array([  0., 145.])
    """
    asked, form = targets(
        definition,
        load=load,
        service_time=service_time,
        within=within,
        service_level=service_level,
        patience=patience,
        max_wait=max_wait,
        max_abandonment=max_abandonment,
        max_occupancy=max_occupancy,
    )
    hold_countable(asked.load)
    return leave(_needed(asked), form)


def _needed(asked: Targets) -> Float64Array:
    if asked.load.size == 1:
        return np.array([_one(asked)])
    repeated = asked.repeated()
    if repeated is not None:
        fewer, places = repeated
        return _needed(fewer)[places]
    patient = np.isinf(asked.patience)
    answer = np.where(asked.missing(), np.nan, np.where(asked.load == 0, 0.0, np.inf))
    open_ = np.isinf(answer) & asked.attainable()
    at = np.flatnonzero(open_ & patient)
    if at.size:
        part = asked.part(at)
        late, reach = 1.0 - part.service_level, part.within / part.service_time
        mean = part.max_wait / part.service_time
        found = fewest_patient(part.load, late, reach, mean)
        answer[at] = np.maximum(found, _for_occupancy(part.load, part.max_occupancy))
    at = np.flatnonzero(open_ & ~patient)
    if at.size:
        part = asked.part(at)
        answer[at] = fewest(part.met, np.maximum(1.0, np.floor(part.load)))
    return answer


def _one(asked: Targets) -> float:
    one = single_targets(asked)
    if one.missing():
        return np.nan
    if one.load == 0:
        return 0.0
    if not one.attainable():
        return np.inf
    if one.patience == np.inf:
        late, reach = 1.0 - one.service_level, one.within / one.service_time
        found = fewest_patient_one(one.load, late, reach, one.max_wait / one.service_time)
        return max(found, _for_occupancy_one(one.load, one.max_occupancy))
    try:
        return fewest_one(one.met, one.load)
    except DigitsError:
        return float(fewest(asked.met, np.maximum(1.0, np.floor(asked.load)))[0])


def _for_occupancy_one(load: float, most: float) -> float:
    whole = float(floor(load / most))
    return whole if load <= whole * most * (1.0 + SLACK) else whole + 1.0


def _for_occupancy(load: Float64Array, most: Float64Array) -> Float64Array:
    whole = np.floor(load / most)
    return np.where(load <= whole * most * (1.0 + SLACK), whole, whole + 1.0)


@overload
def servers_for_occupancy(load: float, *, max_occupancy: float) -> float: ...
@overload
def servers_for_occupancy(load: RealSeries, *, max_occupancy: RealLike) -> "pd.Series[float]": ...
@overload
def servers_for_occupancy(load: RealArray, *, max_occupancy: Grid) -> Float64Array: ...
def servers_for_occupancy(load: RealLike, *, max_occupancy: RealLike) -> Any:
    """Fewest whole servers whose busy share stays within a limit.

    Parameters
    ----------
    load : float, array-like or Series
        Offered load [erlangs].
    max_occupancy : float, array-like or Series
        Most busy share [share].

    Returns
    -------
    float, ndarray or Series
        Servers [count], whole.

    Raises
    ------
    InputError
        If load is negative or the limit no share above 0.

    Notes
    -----
    ``a / n <= limit`` with both read as decimals: 5.7 erlangs at 0.57 need 10 servers, which
    plain division of floats makes 11.

    Examples
    --------
    >>> servers_for_occupancy(123, max_occupancy=0.85)
    145.0
    >>> servers_for_occupancy(5.7, max_occupancy=0.57)
    10.0
    """
    form, numbers = door(load=load, max_occupancy=max_occupancy)
    return leave(_for_occupancy(*numbers), form)
