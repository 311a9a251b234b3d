"""The exact fraction of servers that a target takes, and the most load that servers carry."""

from contextlib import suppress
from math import sqrt
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array, RealArray, RealLike, RealSeries
from supportops.queueing._doors import Grid, leave
from supportops.queueing._roots import root
from supportops.queueing._single import DigitsError
from supportops.queueing._single_targets import SingleTargets, root_one, single_targets
from supportops.queueing._targets import Targets, targets
from supportops.queueing._waits import Definition

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["fractional_servers", "max_load"]

_ENDLESS = 1e15


@overload
def fractional_servers(
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
def fractional_servers(
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
def fractional_servers(
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
def fractional_servers(
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
    """Fewest servers, with their fraction, that meet every target given.

    Parameters
    ----------
    load, service_time, within, service_level, patience, definition
        As in `servers_needed` [erlangs, time, time, share, time].
    max_wait, max_abandonment, max_occupancy : float, array-like or Series, optional
        As in `servers_needed` [time, share, share].

    Returns
    -------
    float, ndarray or Series
        Servers [count]; 0 for no load, infinite if no number suffices.

    Raises
    ------
    InputError
        As `servers_needed`.

    Notes
    -----
    The root of the targets in the continuous extension of the formulas to real servers.
    Requirements of several queues or intervals are added before rounding, not after.

    Examples
    --------
    >>> fractional_servers(0.5, service_time=300, within=20, service_level=0.8)
    1.54840364...
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
    if asked.load.size == 1:
        with suppress(DigitsError):
            return leave(_fractional_one(single_targets(asked)), form)
    answer = np.where(asked.missing(), np.nan, np.where(asked.load == 0, 0.0, np.inf))
    at = np.flatnonzero(np.isinf(answer) & asked.attainable())
    part = asked.part(at)

    def spare(servers: Float64Array, which: Int64Array) -> Float64Array:
        return part.part(which).spare(servers)

    low = np.where(np.isinf(part.patience), part.load, 0.0)
    answer[at] = root(spare, low, _enough(part))
    return leave(answer, form)


def _fractional_one(asked: SingleTargets) -> float:
    """The same for one queue in plain floats."""
    if asked.missing():
        return np.nan
    if asked.load == 0:
        return 0.0
    if not asked.attainable():
        return np.inf

    def spare(servers: float) -> float:
        return asked.spare(asked.load, servers)

    servers, step = asked.load + 1.0, sqrt(asked.load) + 1.0
    while spare(servers) < 0:
        servers, step = servers + step, 2.0 * step
    return root_one(spare, asked.load if asked.patience == np.inf else 0.0, servers)


def _enough(asked: Targets) -> Float64Array:
    servers, step = asked.load + 1.0, np.sqrt(asked.load) + 1.0
    at: Int64Array = np.arange(servers.size)
    while at.size:
        at = at[asked.part(at).spare(servers[at]) < 0]
        servers[at] += step[at]
        step[at] *= 2.0
    return servers


@overload
def max_load(
    servers: float,
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
def max_load(
    servers: RealSeries,
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
def max_load(
    servers: RealArray,
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
def max_load(
    servers: RealLike,
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
    """Most offered load at which servers still meet every target given.

    Parameters
    ----------
    servers : float, array-like or Series
        Servers [count].
    service_time, within, service_level, patience, definition
        As in `servers_needed` [time, time, share, time].
    max_wait, max_abandonment, max_occupancy : float, array-like or Series, optional
        As in `servers_needed` [time, share, share].

    Returns
    -------
    float, ndarray or Series
        Offered load [erlangs]; 0 for no servers and for targets that only an empty queue meets,
        infinite where patience alone keeps them.

    Raises
    ------
    InputError
        As `servers_needed`.

    Examples
    --------
    >>> max_load(1, service_time=300, within=20, service_level=0.8)
    0.21080434...
    """
    asked, form = targets(
        definition,
        load=servers,
        service_time=service_time,
        within=within,
        service_level=service_level,
        patience=patience,
        max_wait=max_wait,
        max_abandonment=max_abandonment,
        max_occupancy=max_occupancy,
        name="servers",
    )
    if asked.load.size == 1:
        with suppress(DigitsError):
            return leave(_load_one(single_targets(asked)), form)
    held = asked.load
    answer = np.where(asked.missing(), np.nan, 0.0)
    at = np.flatnonzero((answer == 0) & (held > 0) & asked.attainable())
    part = asked.part(at)

    def spare(load: Float64Array, which: Int64Array) -> Float64Array:
        return part.part(which).at_load(load).spare(part.load[which])

    high = _too_much(part)
    bound = np.isfinite(high)
    answer[at[~bound]] = np.inf
    at = at[bound]
    part = part.part(np.flatnonzero(bound))
    answer[at] = root(spare, np.zeros(at.size), high[bound])
    return leave(answer, form)


def _too_much(asked: Targets) -> Float64Array:
    load = asked.load.copy()
    at = np.flatnonzero(np.isfinite(asked.patience))
    while at.size:
        part = asked.part(at)
        load[at] *= 2.0
        at = at[part.at_load(load[at]).spare(part.load) > 0]
        load[load > _ENDLESS] = np.inf
        at = at[np.isfinite(load[at])]
    return load


def _load_one(asked: SingleTargets) -> float:
    """`max_load` for one queue in plain floats."""
    servers = asked.load
    if asked.missing():
        return np.nan
    if servers == 0 or not asked.attainable():
        return 0.0

    def spare(load: float) -> float:
        return asked.spare(load, servers)

    high = servers
    if asked.patience != np.inf:
        high *= 2.0
        while spare(high) > 0:
            high *= 2.0
            if high > _ENDLESS:
                return np.inf
    return root_one(spare, 0.0, high)
