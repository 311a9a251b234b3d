"""Deferred work slot by slot: what arrives, when it is due, and how much can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array, hold, lift
from supportops._kit.durations import Duration, DurationLike
from supportops._kit.instants import NAT, instants
from supportops._kit.models import Model
from supportops._kit.names import mapped
from supportops._kit.shares import ShareLike
from supportops._kit.text import joined, shown
from supportops.calendars import Calendar, compiled
from supportops.errors import InputError
from supportops.workforce._doors import below_one, kind_of, share_above_zero

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DeferredClass", "Slots", "slots_of"]

Clock: TypeAlias = Literal["elapsed", "business"]


class DeferredClass(Model, frozen=True, extra="forbid"):
    """One class of deferred work: its promise and what a ticket takes.

    Attributes
    ----------
    handle_time : Duration
        Mean working time on a ticket.
    answer_within : Duration
        Time from arrival in which a ticket shall be done.
    clock : {"elapsed", "business"}
        Whether that time runs always, or only while the calendar is open.
    rank : int
        Place in the order of priority, 0 first.
    """

    handle_time: Duration
    answer_within: Duration
    clock: Clock = "elapsed"
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Slots:
    """Cohorts and supply on one time line, in microseconds and hours.

    Attributes
    ----------
    index : DatetimeIndex
    starts : ndarray of int64
    micros : int
        Length of a slot.
    names : tuple of str
        Classes.
    volumes : ndarray
        Tickets by slot and class.
    work : ndarray
        Hours that a ticket of each class takes.
    ranks : ndarray
    due : ndarray of int64
        When a ticket is due that arrives at the beginning of a slot, by slot and class; the
        greatest number where it never is.
    unit : ndarray
        Working hours that one paid agent has in each slot.
    """

    index: Any
    starts: Int64Array
    micros: int
    names: tuple[Any, ...]
    volumes: Float64Array
    work: Float64Array
    ranks: Float64Array
    due: Int64Array
    unit: Float64Array


def slots_of(
    arrivals: "pd.Series[float] | pd.DataFrame",
    classes: DeferredClass | Mapping[Any, DeferredClass],
    *,
    calendar: Calendar | None,
    occupancy: ShareLike,
    shrinkage: ShareLike,
    interval: DurationLike | None,
) -> Slots:
    """Cohorts of a Series (one class) or of a table with a column for each class."""
    import pandas as pd

    if isinstance(classes, DeferredClass):
        if not isinstance(arrivals, pd.Series):
            raise InputError(
                "arrivals must be a Series where there is one class; "
                f"got {shown(type(arrivals).__name__)}; map columns to classes"
            )
        kinds, table = {"all": classes}, arrivals.to_frame("all")
    else:
        kinds = mapped(classes, "classes")
        if not kinds:
            raise InputError("classes must name at least one class; got none")
        if not isinstance(arrivals, pd.DataFrame):
            raise InputError(
                "arrivals must be a DataFrame with a column for each class; "
                f"got {shown(type(arrivals).__name__)}"
            )
        if set(arrivals.columns) != set(kinds) or len(arrivals.columns) != len(kinds):
            raise InputError(
                f"arrivals must have the columns {joined(kinds)}; got {joined(arrivals.columns)}"
            )
        table = arrivals[list(kinds)]
    for name, kind in kinds.items():
        kind_of(kind, f"classes[{shown(name)}]", DeferredClass)
    starts, micros = _times(table.index, interval)
    volumes = np.empty((len(table), len(kinds)))
    for place, name in enumerate(kinds):
        _, (column,) = lift(arrivals=table[name])
        hold(np.isfinite(column) & (column >= 0), "arrivals must be finite, zero or more", column)
        volumes[:, place] = column
    used = share_above_zero(occupancy, "occupancy") * (1.0 - below_one(shrinkage))
    opened = np.full(len(table), float(micros))
    if calendar is not None:
        opened = compiled(calendar).elapsed_many(starts, starts + micros).astype(np.float64)
    hours = np.array([kind.handle_time.total_seconds() / 3600 for kind in kinds.values()])
    if not (hours > 0).all():
        raise InputError("handle_time must be above zero in every class; got 0s")
    return Slots(
        index=table.index,
        starts=starts,
        micros=micros,
        names=tuple(kinds),
        volumes=volumes,
        work=hours,
        ranks=np.array([float(kind.rank) for kind in kinds.values()]),
        due=np.column_stack([_due(starts, kind, calendar) for kind in kinds.values()]),
        unit=opened / 3.6e9 * used,
    )


def _times(index: Any, interval: DurationLike | None) -> tuple[Int64Array, int]:
    import pandas as pd

    from supportops.workforce._doors import length

    if not isinstance(index, pd.DatetimeIndex):
        raise InputError(
            f"arrivals must have an index of instants; got {shown(type(index).__name__)}"
        )
    starts, _ = instants(index, "arrivals.index")
    hold(starts != NAT, "arrivals.index must hold an instant in every row", index.astype(str))
    gaps = np.diff(starts)
    given = None if interval is None else length(interval, "interval")
    micros = None if given is None else round(given.total_seconds() * 1_000_000)
    if micros is None:
        if not gaps.size:
            raise InputError("interval must be given for fewer than two slots; got None")
        micros = int(gaps[0])
    if micros <= 0 or (gaps != micros).any():
        at = int(np.flatnonzero(gaps != micros)[0]) if (gaps != micros).any() else 0
        raise InputError(
            "arrivals must have a row for every slot, in order and of one length; "
            f"got {gaps[at] / 1e6:g}s after {index[at]} in slots of {micros / 1e6:g}s; "
            "fill what is missing with 0"
        )
    return starts, micros


def _due(starts: Int64Array, kind: DeferredClass, calendar: Calendar | None) -> Int64Array:
    budget = round(kind.answer_within.total_seconds() * 1_000_000)
    if kind.clock == "elapsed":
        return np.asarray(starts + budget)
    if calendar is None:
        raise InputError('calendar must be given for a class with clock="business"; got None')
    due = compiled(calendar).due_many(starts, np.full_like(starts, budget), close=True)
    return np.where(due == NAT, np.iinfo(np.int64).max, due)
