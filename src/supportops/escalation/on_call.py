"""Who is on call at an instant, and turn by turn."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.instants import NAT, instant, instants
from supportops._kit.results import Result
from supportops.errors import InputError
from supportops.escalation._clock import later
from supportops.escalation._stretches import Stretch, stretches
from supportops.escalation.rotations import OnCallSchedule

if TYPE_CHECKING:
    import pandas as pd

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

__all__ = ["OnCallTurn", "on_call", "on_call_table", "on_call_turns"]


@dataclass(frozen=True, slots=True)
class OnCallTurn(Result):
    """One stretch in which one person is on call.

    Attributes
    ----------
    layer : str
    person : str or None
        None where nobody is.
    start, end : datetime
        In the zone of the question; the end is excluded.
    override : bool
        Whether the person stands in for somebody.
    """

    layer: str
    person: str | None
    start: datetime
    end: datetime
    override: bool


def on_call(at: datetime, *, schedule: OnCallSchedule) -> dict[str, str | None]:
    """Who is on call at an instant, layer by layer.

    Parameters
    ----------
    at : datetime
        Aware. At a hand-off the next person is on call.
    schedule : OnCallSchedule

    Returns
    -------
    dict of str to str or None
        Person by layer; None where nobody is.

    Raises
    ------
    InputError
        For a naive instant.

    Examples
    --------
    >>> from datetime import UTC, date, datetime
    >>> from supportops.escalation import OnCallRotation
    >>> schedule = OnCallSchedule(rotations=[OnCallRotation(name="primary", people=("Ada", "Bo"),
    ...     timezone="Europe/Paris", first_day=date(2026, 3, 2))])
    >>> on_call(datetime(2026, 3, 9, 7, 59, tzinfo=UTC), schedule=schedule)
    {'primary': 'Ada'}
    >>> on_call(datetime(2026, 3, 9, 8, 0, tzinfo=UTC), schedule=schedule)
    {'primary': 'Bo'}
    """
    moment = instant(at, "at").astimezone(UTC)
    found = stretches(schedule, moment, later(moment, timedelta(microseconds=1)))
    return {layer: rows[0].person for layer, rows in found.items()}


def on_call_turns(
    schedule: OnCallSchedule, *, start: datetime, end: datetime
) -> tuple[OnCallTurn, ...]:
    """Who is on call from when to when.

    Parameters
    ----------
    schedule : OnCallSchedule
    start, end : datetime
        Aware; turns are clipped to them.

    Returns
    -------
    tuple of OnCallTurn
        Layer by layer; the turns of a layer follow on one another from `start` to `end` without
        holes, for a stretch without anybody is a turn of nobody.

    Raises
    ------
    InputError
        For naive instants, or an end that is not after the start.
    """
    low, high = span(start, end)
    place = instant(start, "start").tzinfo
    turns = []
    for layer, rows in stretches(schedule, low, high).items():
        for (person, override), group in groupby(rows, key=lambda s: (s.person, s.override)):
            several: list[Stretch] = list(group)
            begin, stop = several[0].start.astimezone(place), several[-1].end.astimezone(place)
            turns.append(OnCallTurn(layer, person, begin, stop, override))
    return tuple(turns)


def span(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Start and end in UTC; an end that is not after the start is an error."""
    low, high = instant(start, "start").astimezone(UTC), instant(end, "end").astimezone(UTC)
    if high <= low:
        raise InputError(f"end must be after start; got {high.isoformat()} and {low.isoformat()}")
    return low, high


def on_call_table(at: Any, *, schedule: OnCallSchedule) -> "pd.DataFrame":
    """Who is on call at every instant of a column.

    Parameters
    ----------
    at : Series, array or list of instants
        Aware; a datetime64 array is UTC.
    schedule : OnCallSchedule

    Returns
    -------
    DataFrame
        A column of names for each layer, None where nobody is on call or the instant is missing;
        the index of a Series.

    Raises
    ------
    InputError
        For naive instants.
    """
    import pandas as pd

    micros, form = instants(at, "at")
    flat = np.ravel(micros)
    known = flat != NAT
    columns: dict[str, Any] = {
        layer: np.full(len(flat), None, dtype=object) for layer in schedule.layers
    }
    if known.any():
        low, high = (
            _EPOCH + timedelta(microseconds=int(t))
            for t in (flat[known].min(), flat[known].max() + 1)
        )
        for layer, rows in stretches(schedule, low, high).items():
            starts = pd.DatetimeIndex([row.start for row in rows]).tz_convert(None)
            marks = starts.to_numpy().astype("datetime64[us]").astype(np.int64)
            people = np.array([row.person for row in rows], dtype=object)
            columns[layer][known] = people[np.searchsorted(marks, flat[known], side="right") - 1]
    return pd.DataFrame(columns, index=form.index, dtype=object)
