"""Working time: handle time, occupancy, and utilization in both of its meanings."""

from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.durations import duration
from supportops._kit.text import joined
from supportops.errors import InputError
from supportops.metrics._scores import values_of
from supportops.statistics import Estimate, ratio

__all__ = ["handle_time", "occupancy", "utilization_available", "utilization_handle"]


def _seconds(value: Any, name: str) -> Float64Array:
    """Lengths of time in seconds: one, several, or a Series of timedeltas."""
    if getattr(getattr(value, "dtype", None), "kind", "") == "m" and np.ndim(value):
        micros = np.asarray(value, dtype="timedelta64[us]")
        seconds = np.where(np.isnat(micros), np.nan, micros.astype(np.int64) / 1e6)
    else:
        given = list(value) if np.ndim(value) else [value]
        seconds = np.array(
            [np.nan if one is None else duration(one, name).total_seconds() for one in given]
        )
    if (seconds < 0).any():
        raise InputError(f"{name} must be zero or more; got {np.nanmin(seconds):g} s")
    return seconds


def _fraction(
    name: str, top: dict[str, Float64Array], bottom: dict[str, Float64Array], **more: Any
) -> Estimate:
    parts = {**top, **bottom}
    sizes = {key: array.size for key, array in parts.items() if array.size != 1}
    if len(set(sizes.values())) > 1:
        rows = joined(f"{key} {size}" for key, size in sizes.items())
        raise InputError(f"rows must be as many in each argument; got {rows}")
    size = max(sizes.values(), default=1)
    for key, array in parts.items():
        if array.size < size and array[0] != 0:
            raise InputError(
                f"{key} must be one for each of {size} rows, as the others are; got one total, "
                "which says nothing of the rows; give totals of all, or rows of all"
            )
    up, down = (
        np.sum([np.broadcast_to(a, size) for a in side.values()], axis=0) for side in (top, bottom)
    )
    # One row is a total: it has no sample to be small.
    small = 1 if size == 1 else 30
    return ratio(up, down, definition=name, small_below=small, **more)


def handle_time(
    *, talk: Any, contacts: Any, wrap: Any = "0s", on_hold: Any = "0s", agents: Any = None
) -> Estimate:
    """Average handle time: all working time over all contacts, never a mean of agents' means.

    Parameters
    ----------
    talk : duration, list or Series
        Talking or writing time: a total, or one for each row (agent, day or contact).
    contacts : int, array-like or Series
        Contacts handled in each row [contacts].
    wrap, on_hold : duration, list or Series
        After-call work, and time on hold; none where left out.
    agents : array-like or Series, optional
        Label of each row [label]; rows of one agent depend on each other.

    Returns
    -------
    Estimate
        [s], with an interval where there are several rows; ``n`` counts the rows. Undefined
        without contacts.

    Raises
    ------
    InputError
        If a length or a count is negative, the rows do not match, or totals and rows are mixed.

    Examples
    --------
    >>> handle_time(talk="15h", on_hold="1h", wrap="4h", contacts=240).value
    300.0
    """
    count = values_of(contacts if np.ndim(contacts) else [contacts], "contacts")
    work = {"talk": talk, "wrap": wrap, "on_hold": on_hold}
    top = {name: _seconds(value, name) for name, value in work.items()}
    return _fraction("aht.ratio", top, {"contacts": count}, unit="s", clusters=agents)


def occupancy(*, handle: Any, available: Any) -> Estimate:
    """Share of their time logged in for contacts that agents were busy.

    Parameters
    ----------
    handle : duration, list or Series
        Time spent on contacts: a total, or one for each row (agent or interval).
    available : duration, list or Series
        Time spent waiting for one; staffed time less handle time.

    Returns
    -------
    Estimate
        handle / (handle + available) [share], with an interval where there are several rows.

    Raises
    ------
    InputError
        If a length is negative, the rows do not match, or totals and rows are mixed.

    Examples
    --------
    >>> round(occupancy(handle="5.1h", available="0.9h").percent, 6)
    85.0
    """
    busy, idle = _seconds(handle, "handle"), _seconds(available, "available")
    bottom = {"handle": busy, "available": idle}
    return _fraction("occupancy.handle", {"handle": busy}, bottom, unit="share")


def utilization_available(*, handle: Any, available: Any, paid: Any) -> Estimate:
    """Share of paid time logged in for contacts, busy or waiting: one meaning of utilization.

    Parameters
    ----------
    handle, available : duration, list or Series
        As in `occupancy`.
    paid : duration, list or Series
        Paid time.

    Returns
    -------
    Estimate
        (handle + available) / paid [share]. Times the occupancy it is `utilization_handle`.

    Raises
    ------
    InputError
        If a length is negative, the rows do not match, or totals and rows are mixed.

    Examples
    --------
    >>> utilization_available(handle="5.1h", available="0.9h", paid="8h").percent
    75.0
    """
    top = {"handle": _seconds(handle, "handle"), "available": _seconds(available, "available")}
    return _fraction("utilization.available", top, {"paid": _seconds(paid, "paid")}, unit="share")


def utilization_handle(*, handle: Any, paid: Any) -> Estimate:
    """Share of paid time spent on contacts: the other meaning of utilization.

    Parameters
    ----------
    handle, paid : duration, list or Series
        As in `utilization_available`.

    Returns
    -------
    Estimate
        handle / paid [share].

    Raises
    ------
    InputError
        If a length is negative, the rows do not match, or totals and rows are mixed.

    Examples
    --------
    >>> utilization_handle(handle="5.1h", paid="8h").percent
    63.75
    """
    return _fraction(
        "utilization.handle",
        {"handle": _seconds(handle, "handle")},
        {"paid": _seconds(paid, "paid")},
        unit="share",
    )
