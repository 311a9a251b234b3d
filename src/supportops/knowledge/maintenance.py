"""Who looks after the content, and when."""

import calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.reals import from_zero, whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Cadence

__all__ = [
    "MaintenanceDue",
    "MaintenanceTask",
    "articles_left",
    "maintenance_due",
    "maintenance_tasks",
]

_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class MaintenanceTask(Model, frozen=True, extra="forbid"):
    """Work on content that comes again: what, how often, and whose."""

    task: str
    every: Cadence
    owner: str


@dataclass(frozen=True, slots=True)
class MaintenanceDue(Result):
    """When a task is due.

    Attributes
    ----------
    task : str
    owner : str
    due : date or None
        None where it has no rhythm, such as ongoing work.
    overdue_days : int or None
        Days past the due date [days], 0 or less where there is time left.
    """

    task: str
    owner: str
    due: date | None
    overdue_days: int | None


def maintenance_tasks() -> tuple[MaintenanceTask, ...]:
    """Published maintenance of a knowledge base."""
    rows = read_data("knowledge", "maintenance")["skill"]["task"]
    return tuple(MaintenanceTask.model_validate(row) for row in rows)


def maintenance_due(
    tasks: Collection[MaintenanceTask], *, last_done: Mapping[str, date], as_of: date
) -> tuple[MaintenanceDue, ...]:
    """When each task is due, from when it was last done.

    Parameters
    ----------
    tasks : collection of MaintenanceTask
        The tasks.
    last_done : mapping of str to date
        When each was last done; a task that is not there is due now.
    as_of : date
        Today.

    Returns
    -------
    tuple of MaintenanceDue
        Most overdue first, work without a rhythm last. A month ahead of the 31st is the last day of
        the next month.

    Raises
    ------
    InputError
        If `last_done` names no task, or a day after `as_of`.

    Examples
    --------
    >>> rows = maintenance_due(maintenance_tasks(), as_of=date(2026, 3, 31),
    ...                        last_done={"audit for outdated content": date(2026, 1, 31),
    ...                                   "archive obsolete articles": date(2026, 1, 1)})
    >>> [(row.task, row.due.isoformat(), row.overdue_days) for row in rows[:1]]
    [('audit for outdated content', '2026-02-28', 31)]
    """
    names = [task.task for task in tasks]
    for name, day in last_done.items():
        if name not in names:
            raise InputError(
                f"last_done must name tasks; got {shown(name)}; there are {joined(names)}"
            )
        if day > as_of:
            raise InputError(f"last_done[{shown(name)}] must be at or before as_of; got {day}")
    rows = []
    for task in tasks:
        due = _next(last_done.get(task.task), task.every, as_of)
        late = None if due is None else (as_of - due).days
        rows.append(MaintenanceDue(task.task, task.owner, due, late))
    return tuple(sorted(rows, key=lambda row: (row.due is None, row.due or as_of)))


def articles_left(articles: float, *, removed: ShareLike, audits: int) -> tuple[float, ...]:
    """Articles after each of a number of audits that remove a share of them.

    Parameters
    ----------
    articles : float
        Articles at the start [articles], zero or more.
    removed : share
        Share that each audit removes.
    audits : int
        How many [audits].

    Returns
    -------
    tuple of float
        [articles], the start first; nothing new is written in between.

    Examples
    --------
    >>> [round(n) for n in articles_left(3200, removed="5%", audits=4)]
    [3200, 3040, 2888, 2744, 2606]
    """
    start, stay = from_zero(articles, "articles"), 1 - share(removed, "removed")
    return tuple(start * stay**k for k in range(whole(audits, "audits") + 1))


def _next(done: date | None, every: Cadence, as_of: date) -> date | None:
    unit, count = every.unit, every.every
    if unit is None or count is None:
        return None
    if done is None:
        return as_of
    if unit in _DAYS:
        return done + timedelta(days=_DAYS[unit] * count)
    if unit in _MONTHS:
        months = done.year * 12 + done.month - 1 + _MONTHS[unit] * count
        year, month = divmod(months, 12)
        return date(year, month + 1, min(done.day, calendar.monthrange(year, month + 1)[1]))
    return done  # every so many minutes or hours: the same day again
