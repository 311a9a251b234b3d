"""A backlog through time, cohort by cohort, in an order of service."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import numpy as np

from supportops._kit.durations import DurationLike, duration
from supportops._kit.instants import InstantForm, lower_instants
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops.calendars import Calendar
from supportops.workforce._doors import chosen
from supportops.workforce.certificate import agents_by_slot
from supportops.workforce.deferred import DeferredClass, Slots, slots_of

if TYPE_CHECKING:
    import pandas as pd

    from supportops._kit.arrays import Float64Array, RealArray

__all__ = ["BacklogRun", "QueuePolicy", "run_backlog"]

QueuePolicy: TypeAlias = Literal["first_in", "last_in", "earliest_due", "priority"]
_POLICIES: tuple[str, ...] = get_args(QueuePolicy)
# Tickets below this part of a ticket are rounding.
_DUST = 1e-9


@dataclass(frozen=True, slots=True)
class BacklogRun(Result):
    """A backlog through time.

    Attributes
    ----------
    on_time : float or None
        Share of the tickets that fell due which were done in time; None where none fell due.
    cleared_at : datetime or None
        First end of a slot at which nothing was left; None where that never was.
    left : float
        Tickets that are left at the end [tickets].
    policy : str
    end : datetime or None
        End of the last slot; None without any.
    slots : DataFrame
        For each slot arrivals, done and backlog [tickets], work and idle [hours], and oldest:
        the age of the oldest ticket at its end.
    cohorts : DataFrame
        For each slot and class volume, done, on_time, late and left [tickets], due, and
        mean_age: the mean age of those done.
    """

    on_time: float | None
    cleared_at: datetime | None
    left: float
    policy: str
    end: datetime | None
    slots: "pd.DataFrame" = field(repr=False)
    cohorts: "pd.DataFrame" = field(repr=False)

    def ages(self) -> "pd.Series[float]":
        """Tickets left at the end by the slot in which they arrived [tickets]."""
        left = self.cohorts[self.cohorts["left"] > _DUST]
        return left.groupby("starts_at")["left"].sum()

    def older_than(self, age: DurationLike) -> float:
        """Tickets left at the end that are older than an age [tickets]; 24 hours is usual."""
        limit = duration(age, "age")
        if self.end is None:
            return 0.0
        ages = self.end - self.cohorts["starts_at"]
        return float(self.cohorts.loc[ages > limit, "left"].sum())


def run_backlog(
    arrivals: "pd.Series[float] | pd.DataFrame",
    *,
    classes: DeferredClass | Mapping[Any, DeferredClass],
    agents: "float | RealArray | pd.Series[float]",
    policy: QueuePolicy = "first_in",
    calendar: Calendar | None = None,
    occupancy: ShareLike = 1.0,
    shrinkage: ShareLike = 0.0,
    interval: DurationLike | None = None,
) -> BacklogRun:
    """Backlog of deferred work slot by slot, by cohorts of arrival.

    Parameters
    ----------
    arrivals : Series or DataFrame
        Tickets by slot; a row for every slot, aware instants as index. A table has a column for
        each class. A backlog at the start is put into the first slot, or into slots before
        it, where its age is known.
    classes : DeferredClass, or mapping of name to DeferredClass
        Promise and work of the tickets.
    agents : float, or one for each slot
        Paid agents on this work [agents].
    policy : {"first_in", "last_in", "earliest_due", "priority"}
        Who is next: the oldest, the newest, the one due first, or the best rank and the oldest
        within it.
    calendar : calendar, optional
        When agents work; always by default.
    occupancy : share
        Busy share of their available time, above zero.
    shrinkage : share
        Share of paid time that is not worked, below 1.
    interval : duration, optional
        Length of a slot; by default the spacing of the rows.

    Returns
    -------
    BacklogRun

    Raises
    ------
    InputError
        For slots that are missing or out of order, negative arrivals, or naive instants.

    Notes
    -----
    Fluid: agents work on parts of tickets, and tickets of a slot may be done in it. They arrive
    at its beginning and are done at the end of the slot in which they are, so ages are too
    long by up to a slot and on-time shares do not flatter. Choose slots short beside promises.

    Examples
    --------
    >>> import pandas as pd
    >>> hours = pd.date_range("2026-03-02", periods=6, freq="h", tz="UTC")
    >>> run = run_backlog(pd.Series([30.0, 0, 0, 0, 0, 0], hours), agents=2,
    ...                   classes=DeferredClass(handle_time="20m", answer_within="4h"))
    >>> run.slots["backlog"].tolist(), run.on_time, f"{run.cleared_at:%H:%M}"
    ([24.0, 18.0, 12.0, 6.0, 0.0, 0.0], 0.8, '05:00')
    """
    chosen(policy, "policy", _POLICIES)
    slots = slots_of(
        arrivals,
        classes,
        calendar=calendar,
        occupancy=occupancy,
        shrinkage=shrinkage,
        interval=interval,
    )
    return _run(slots, agents_by_slot(agents, slots), policy)


def _key(slots: Slots, policy: str, at: int, kind: int) -> tuple[float, ...]:
    rank = float(slots.ranks[kind])
    return {
        "first_in": (at, rank, kind),
        "last_in": (-at, rank, kind),
        "earliest_due": (float(slots.due[at, kind]), at, kind),
        "priority": (rank, at, kind),
    }[policy]


def _run(slots: Slots, people: "Float64Array", policy: str) -> BacklogRun:
    size, kinds = slots.volumes.shape
    left = slots.volumes.copy()
    done, on_time, late, aged = (np.zeros((size, kinds)) for _ in range(4))
    worked, idle, backlog = np.zeros(size), np.zeros(size), np.zeros(size)
    oldest = np.full(size, -1)
    heap: list[tuple[tuple[float, ...], int, int]] = []
    waiting, first = 0.0, 0
    for slot in range(size):
        end = int(slots.starts[slot]) + slots.micros
        for came in np.flatnonzero(slots.volumes[slot]):
            heapq.heappush(heap, (_key(slots, policy, slot, int(came)), slot, int(came)))
        waiting += float(slots.volumes[slot].sum())
        hours = float(slots.unit[slot] * people[slot])
        room = hours
        while heap and room > 0:
            _, at, kind = heap[0]
            part = min(left[at, kind], room / slots.work[kind])
            left[at, kind] -= part
            room -= part * slots.work[kind]
            done[at, kind] += part
            waiting -= part
            aged[at, kind] += part * (end - slots.starts[at])
            (on_time if end <= slots.due[at, kind] else late)[at, kind] += part
            if left[at, kind] > _DUST:
                break
            left[at, kind] = 0.0
            heapq.heappop(heap)
        worked[slot], idle[slot] = hours - max(room, 0.0), max(room, 0.0)
        if not heap:
            waiting = 0.0
        backlog[slot] = waiting
        while first <= slot and not left[first].any():
            first += 1
        oldest[slot] = first if first <= slot else -1
    # What is left at the end and was due by then is late too.
    close = int(slots.starts[-1]) + slots.micros if size else 0
    overdue = np.where(slots.due <= close, left, 0.0)
    judged = float(on_time.sum() + late.sum() + overdue.sum())
    empty = np.flatnonzero(backlog <= _DUST)
    some = np.flatnonzero(slots.volumes.sum(axis=1))
    empty = empty[empty >= some[0]] if some.size else empty[:0]
    return BacklogRun(
        on_time=float(on_time.sum()) / judged if judged else None,
        cleared_at=_when(slots, int(empty[0])) if empty.size else None,
        left=float(left.sum()),
        policy=policy,
        end=_when(slots, size - 1) if size else None,
        slots=_slot_table(slots, done=worked, idle=idle, backlog=backlog, oldest=oldest),
        cohorts=_cohort_table(
            slots, done=done, on_time=on_time, late=late + overdue, left=left, aged=aged
        ),
    )


def _when(slots: Slots, slot: int) -> datetime:
    end = np.asarray(slots.starts[slot] + slots.micros)
    found: datetime = lower_instants(end, InstantForm("datetime", slots.index.tz))
    return found


def _slot_table(slots: Slots, **given: Any) -> "pd.DataFrame":
    import pandas as pd

    oldest, backlog = given["oldest"], given["backlog"]
    came = slots.volumes.sum(axis=1)
    before = np.concatenate([[0.0], backlog[:-1]]) if backlog.size else backlog
    ends = slots.starts + slots.micros
    ages = np.where(oldest < 0, 0, ends - slots.starts[np.maximum(oldest, 0)] if ends.size else 0)
    ages = ages.astype("timedelta64[us]")
    ages[oldest < 0] = np.timedelta64("NaT")
    return pd.DataFrame(
        {
            "arrivals": came,
            "done": before + came - backlog,
            "backlog": backlog,
            "work": given["done"],
            "idle": given["idle"],
            "oldest": ages,
        },
        index=slots.index,
    )


def _cohort_table(slots: Slots, **given: Any) -> "pd.DataFrame":
    import pandas as pd

    size, kinds = slots.volumes.shape
    done, aged = given["done"], given["aged"]
    never = slots.due.ravel() == np.iinfo(np.int64).max
    due = np.where(never, np.iinfo(np.int64).min, slots.due.ravel())
    with np.errstate(all="ignore"):
        ages = aged.ravel() / done.ravel()
    missing = ~(done.ravel() > 0)
    mean = np.where(missing, 0, ages).astype(np.int64).astype("timedelta64[us]")
    mean[missing] = np.timedelta64("NaT")
    table = pd.DataFrame(
        {
            "starts_at": slots.index.repeat(kinds),
            "class": list(slots.names) * size,
            "volume": slots.volumes.ravel(),
            "done": done.ravel(),
            "on_time": given["on_time"].ravel(),
            "late": given["late"].ravel(),
            "left": given["left"].ravel(),
            "due": lower_instants(due, InstantForm("index", slots.index.tz)),
            "mean_age": mean,
        }
    )
    return table[table["volume"] > 0].reset_index(drop=True)
