"""Proof that deferred work can be done in time, or the window in which it cannot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Float64Array, is_series, lift
from supportops._kit.durations import DurationLike
from supportops._kit.instants import InstantForm, lower_instants
from supportops._kit.reals import from_zero, whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.calendars import Calendar
from supportops.errors import InputError
from supportops.workforce._doors import whole_up
from supportops.workforce.deferred import DeferredClass, Slots, slots_of

if TYPE_CHECKING:
    import pandas as pd

    from supportops._kit.arrays import RealArray

__all__ = ["DemandCertificate", "demand_certificate"]


@dataclass(frozen=True, slots=True)
class DemandCertificate(Result):
    """Whether agents can do deferred work in time, and the window that decides it.

    Attributes
    ----------
    feasible : bool
        Whether no window asks for more than it has.
    start, end : datetime or None
        The window with the least slack; None where nothing falls due within the slots.
    demand : timedelta
        Work that arrives and falls due within it.
    supply : timedelta
        Work that the agents can do within it.
    slack : timedelta
        Supply less demand.
    agents : float or None
        Fewest constant agents for whom every window suffices [agents]; None where some window
        has work and no time at all.
    heads : int or None
        `agents` rounded up [heads].
    bound_start, bound_end : datetime or None
        The window that asks for `agents`.
    """

    feasible: bool
    start: datetime | None
    end: datetime | None
    demand: timedelta
    supply: timedelta
    slack: timedelta
    agents: float | None
    heads: int | None
    bound_start: datetime | None
    bound_end: datetime | None


def demand_certificate(
    arrivals: "pd.Series[float] | pd.DataFrame",
    *,
    classes: DeferredClass | Mapping[Any, DeferredClass],
    agents: "float | RealArray | pd.Series[float]",
    calendar: Calendar | None = None,
    occupancy: ShareLike = 1.0,
    shrinkage: ShareLike = 0.0,
    interval: DurationLike | None = None,
    repeat: int = 1,
    margin: float = 0.0,
) -> DemandCertificate:
    """Worst window of deferred work: demand that falls due in it against supply.

    Parameters
    ----------
    arrivals : Series or DataFrame
        Tickets by slot; a row for every slot, aware instants as index. A table has a column for
        each class.
    classes : DeferredClass, or mapping of name to DeferredClass
        Promise and work of the tickets.
    agents : float, or one for each slot
        Paid agents on this work [agents].
    calendar : calendar, optional
        When they work; always by default.
    occupancy : share
        Busy share of their available time, above zero.
    shrinkage : share
        Share of paid time that is not worked, below 1.
    interval : duration, optional
        Length of a slot; by default the spacing of the rows.
    repeat : int
        How often the slots follow on themselves [count], 1 or more: a typical week is judged
        by three of it.
    margin : float
        Standard deviations of the work in a window that are added to it [standard deviations],
        for Poisson arrivals and exponential handle times.

    Returns
    -------
    DemandCertificate

    Raises
    ------
    InputError
        For slots that are missing or out of order, negative arrivals, or naive instants.

    Notes
    -----
    For all ``u < t``: work that arrives at or after ``u`` and is due by ``t`` must not exceed
    what can be done in ``[u, t]``. Necessary for every queue order; sufficient for earliest due
    first where work can be split finely (fluid). So it is a lower bound for whole tickets: add
    an agent, a `margin`, or try it in a simulation. Arrivals stand at the beginning of their
    slot; what falls due after the last slot is not judged.

    Examples
    --------
    >>> import pandas as pd
    >>> hours = pd.date_range("2026-03-02", periods=24, freq="h", tz="UTC")
    >>> mails = pd.Series([0.0] * 9 + [30.0] + [0.0] * 14, hours)
    >>> kind = DeferredClass(handle_time="20m", answer_within="4h")
    >>> proof = demand_certificate(mails, classes=kind, agents=2)
    >>> proof.feasible, proof.demand, proof.supply, proof.agents
    (False, datetime.timedelta(seconds=36000), datetime.timedelta(seconds=28800), 2.5)
    """
    slots = slots_of(
        arrivals,
        classes,
        calendar=calendar,
        occupancy=occupancy,
        shrinkage=shrinkage,
        interval=interval,
    )
    times = whole(repeat, "repeat")
    if not times:
        raise InputError(f"repeat must be 1 or more; got {shown(repeat)}")
    people = agents_by_slot(agents, slots)
    return _judged(slots, people, times, from_zero(margin, "margin"))


def agents_by_slot(agents: Any, slots: Slots) -> Float64Array:
    """Agents of each slot."""
    _, (people,) = lift(agents=agents)
    if is_series(agents) and not agents.index.equals(slots.index):
        raise InputError(
            "agents must have the index of arrivals; got another one; "
            "align the Series first, or pass .to_numpy()"
        )
    if people.ndim and people.shape != slots.unit.shape:
        raise InputError(
            f"agents must be one number, or one for each of {slots.unit.size} slots; "
            f"got {people.size}"
        )
    if not (np.isfinite(people) & (people >= 0)).all():
        raise InputError(f"agents must be finite, zero or more; got {shown(agents)}")
    return np.broadcast_to(people, slots.unit.shape)


def _judged(slots: Slots, people: Float64Array, repeat: int, margin: float) -> DemandCertificate:
    size = len(slots.starts)
    turn = size * slots.micros
    offsets = np.arange(repeat)[:, None] * turn
    starts = (slots.starts[None, :] + offsets).ravel()
    end = starts[-1] + slots.micros if size else 0
    unit = np.tile(slots.unit, repeat)
    # Hours that one agent, and all of them, have from the first slot to the edge of each.
    one = np.concatenate([[0.0], np.cumsum(unit)])
    every = np.concatenate([[0.0], np.cumsum(unit * np.tile(people, repeat))])
    edges = np.append(starts, end)
    amount = np.tile(slots.volumes, (repeat, 1))
    place, kind = np.nonzero(amount)
    # Business clocks of later turns are those of the first, as the slots are.
    due = (np.tile(slots.due, (repeat, 1)) + np.repeat(offsets.ravel(), size)[:, None])[place, kind]
    far = slots.due[place % max(size, 1), kind] == np.iinfo(np.int64).max
    inside = ~far & (due <= end)
    place, kind, due = place[inside], kind[inside], due[inside]
    if not place.size:
        zero = timedelta()
        return DemandCertificate(
            feasible=True,
            start=None,
            end=None,
            demand=zero,
            supply=zero,
            slack=zero,
            agents=0.0,
            heads=0,
            bound_start=None,
            bound_end=None,
        )
    tickets = amount[place, kind]
    work = tickets * slots.work[kind]
    spread = 2.0 * tickets * slots.work[kind] ** 2
    marks, at = np.unique(due, return_inverse=True)
    have_one, have_all = np.interp(marks, edges, one), np.interp(marks, edges, every)
    asked, varied = np.zeros(marks.size), np.zeros(marks.size)
    worst: tuple[float, int, int] = (np.inf, 0, 0)
    most: tuple[float, int, int] = (0.0, 0, 0)
    order = np.argsort(place, kind="stable")[::-1]
    cuts = np.flatnonzero(np.diff(place[order])) + 1
    for group in np.split(order, cuts):
        first = int(place[group[0]])
        np.add.at(asked, at[group], work[group])
        np.add.at(varied, at[group], spread[group])
        demand = np.cumsum(asked) + margin * np.sqrt(np.cumsum(varied))
        live = demand > 0
        slack = np.where(live, have_all - every[first] - demand, np.inf)
        low = int(np.argmin(slack))
        if slack[low] < worst[0]:
            worst = (float(slack[low]), first, low)
        with np.errstate(all="ignore"):
            need = np.where(live, demand / (have_one - one[first]), 0.0)
        high = int(np.argmax(need))
        if need[high] > most[0]:
            most = (float(need[high]), first, high)
    slack_hours, first, last = worst
    supply = float(have_all[last] - every[first])
    needed = most[0] if np.isfinite(most[0]) else None
    # Sums of thousands of products leave the last digits in doubt.
    fits = slack_hours >= -1e-9 * max(supply, 1.0)
    return DemandCertificate(
        feasible=bool(fits),
        start=_when(starts[first], slots),
        end=_when(marks[last], slots),
        demand=_hours(supply - slack_hours),
        supply=_hours(supply),
        slack=_hours(slack_hours),
        agents=needed,
        heads=None if needed is None else whole_up(needed),
        bound_start=_when(starts[most[1]], slots),
        bound_end=_when(marks[most[2]], slots),
    )


def _hours(number: float) -> timedelta:
    try:
        return timedelta(hours=number)
    except OverflowError as error:
        raise InputError(
            f"arrivals and agents must be so few that their work fits; got {number:g} hours"
        ) from error


def _when(micros: Any, slots: Slots) -> datetime:
    found: datetime = lower_instants(np.asarray(micros), InstantForm("datetime", slots.index.tz))
    return found
