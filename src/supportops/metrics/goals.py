"""Goals: from where to where, by when, and where one should stand on the way."""

from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, timedelta
from typing import Any, Literal, TypeAlias, get_args

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.metrics._scores import finite

__all__ = ["Goal", "GoalSetName", "Milestone", "goals", "target_path"]

GoalSetName: TypeAlias = Literal["worked-team"]


class Goal(Model, frozen=True, extra="forbid"):
    """Where one metric is to go.

    Attributes
    ----------
    metric : str
        Id of the metric.
    start : float or None
        Where it stands, in `unit`; None is not known yet.
    target : float
        Where it is to go, in `unit`.
    unit : str
        Unit of both; empty for shares.
    days, months : int or None
        By when, counted from the day of the plan; both None where no date is set.
    focus : tuple of str
        What to work on for it, in the words of the source.
    source : Source
    """

    metric: str
    start: float | None = None
    target: float
    unit: str = ""
    days: int | None = None
    months: int | None = None
    focus: tuple[str, ...] = ()
    source: Source

    def due(self, as_of: date) -> date | None:
        """Day by which the target is to be reached; None where no date is set."""
        if self.days is None and self.months is None:
            return None
        if as_of.year >= MAXYEAR:
            raise InputError(f"as_of must leave room for the goal; got {as_of}")
        if self.days is not None:
            return as_of + timedelta(days=self.days)
        return _months_later(as_of, self.months or 0)


@dataclass(frozen=True, slots=True)
class Milestone(Result):
    """Where a metric should stand on a day.

    Attributes
    ----------
    day : date
    value : float
        In the unit of the goal.
    """

    day: date
    value: float


def _months_later(day: date, months: int) -> date:
    """Same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(
        date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1)
    )


def goals(name: GoalSetName) -> tuple[Goal, ...]:
    """Published goals of that name, in the order of the source."""
    rows = [row for row in read_data("metrics", "goals")["goal"] if row["name"] == name]
    if not rows:
        known = joined(get_args(GoalSetName), "or")
        raise InputError(f"name must be one of {known}; got {shown(name)}")
    return tuple(
        Goal(
            source=Source(source=row["source"], where=row["where"]),
            **{key: row[key] for key in row if key not in {"name", "source", "where"}},
        )
        for row in rows
    )


def target_path(
    start: float, target: float, *, as_of: date, due: date, steps: int = 3
) -> tuple[Milestone, ...]:
    """Milestones on a straight line from today's figure to the target.

    Parameters
    ----------
    start, target : float
        Today's figure and the target, in one unit [any unit].
    as_of, due : date
        Today, and the day of the target, which lies after it.
    steps : int
        Number of milestones [count], one or more; the last is the target itself.

    Returns
    -------
    tuple of Milestone
        Evenly spaced; days are rounded to whole ones and values belong to those days.

    Raises
    ------
    InputError
        If a figure is not finite, `due` is not after `as_of`, or the days do not suffice for the
        steps.

    Notes
    -----
    ``value(day) = start + (target - start) * (day - as_of) / (due - as_of)``. The line is a
    convention for reporting, no forecast.

    Examples
    --------
    >>> path = target_path(4.2, 1.5, as_of=date(2026, 11, 23), due=date(2027, 2, 21))
    >>> [(str(m.day), round(m.value, 2)) for m in path]
    [('2026-12-23', 3.3), ('2027-01-22', 2.4), ('2027-02-21', 1.5)]
    """
    day: Any
    for name, day in (("as_of", as_of), ("due", due)):
        if not isinstance(day, date) or isinstance(day, datetime):
            raise InputError(f"{name} must be a date, not an instant; got {shown(day)}")
    start, target = finite(start, "start"), finite(target, "target")
    length = (due - as_of).days
    if not 1 <= whole(steps, "steps") <= length:
        raise InputError(
            f"steps must be from 1 to the days between as_of and due; got {steps} in {length} days"
        )
    steps = int(steps)
    days = [round(length * step / steps) for step in range(1, steps + 1)]
    return tuple(
        Milestone(as_of + timedelta(days=d), start * (1 - d / length) + target * (d / length))
        for d in days
    )
