"""A history of days, where each says whether it was observed, closed, absent or cut short."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array
from supportops._kit.durations import DurationLike
from supportops._kit.results import Result, plain
from supportops._kit.text import joined, shown
from supportops.calendars import Calendar
from supportops.errors import InputError
from supportops.workforce.forecasting._civil import day_index, is_aware
from supportops.workforce.forecasting._counting import (
    Counted,
    from_days,
    from_intervals,
    open_days,
)
from supportops.workforce.forecasting.events import Outage
from supportops.workforce.forecasting.intraday import IntradayProfile

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DailyHistory", "daily_history"]

_HALF = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class DailyHistory(Result):
    """Volume by civil day, without gaps, and what each day is.

    Attributes
    ----------
    days : DataFrame
        By civil day: ``volume``, what the day would have brought in full [contacts], NaN where
        that is not known; ``counted``, what came in within opening hours and outside of
        outages; ``outside``, what came in while closed; ``kind``: ``observed``, ``closed``,
        ``absent`` (open, but there are no rows), ``outage`` (half of it or more was lost),
        ``filled`` (less was lost, and filled in by the profile), ``clock change`` (restated to
        a day of 24 hours).
    profile : IntradayProfile or None
        Of the intervals; None for a history that came by day.
    calendar : calendar or None
        Opening hours, if they were given.
    timezone : str or None
        Zone whose civil days these are, if it is known.
    flags : tuple of str
        What is doubtful.
    """

    days: "pd.DataFrame"
    profile: IntradayProfile | None = field(repr=False)
    calendar: Calendar | None = field(repr=False)
    timezone: str | None
    flags: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Fields as plain values that JSON can hold, the days with their dates."""
        return Result.to_dict(self) | {"days": plain(self.days.reset_index())}

    @property
    def volume(self) -> "pd.Series[float]":
        """Volume by day [contacts]; NaN where it is not known."""
        return self.days["volume"]

    @property
    def kinds(self) -> dict[str, int]:
        """How many days there are of each kind [days]."""
        return {str(k): int(n) for k, n in self.days["kind"].value_counts().sort_index().items()}


def daily_history(
    volumes: "pd.Series[float]",
    *,
    calendar: Calendar | None = None,
    timezone: str | None = None,
    interval: DurationLike | None = None,
    outages: Iterable[Outage] = (),
) -> DailyHistory:
    """History of days from counts by day or by interval.

    Parameters
    ----------
    volumes : Series
        Offered contacts, answered and abandoned [contacts], zero or more: by civil day (dates,
        naive midnights), or by start of the interval (aware instants). A day without a row, or
        with NaN, was not observed; within an observed day an interval without a row had no
        contacts.
    calendar : calendar, optional
        Opening hours. Without it a weekday on which nothing ever came in is closed.
    timezone : str, optional
        Zone of the civil days; by default that of the calendar, or of the instants.
    interval : duration, optional
        Length of an interval; by default the least distance of two starts.
    outages : iterable of Outage
        Stretches in which demand was not measured. Of counts by day the whole day is lost, and
        the zone must be known.

    Returns
    -------
    DailyHistory

    Raises
    ------
    InputError
        For repeated days, naive instants, negative counts, or an outage without a zone.

    Notes
    -----
    A part that is lost is filled in by the profile of its weekday: ``counted/(1 - lost
    share)``. In the same way a day of 23 or 25 hours is restated to 24, so that clocks do not
    look like demand; `IntradayProfile.spread` takes it back.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.Series([80, 90, 70], index=pd.to_datetime(["2026-03-02", "2026-03-03", "2026-03-05"]))
    >>> history = daily_history(days)
    >>> history.days["kind"].tolist()
    ['observed', 'observed', 'closed', 'observed']
    """
    aware = is_aware(getattr(volumes, "index", None))
    place = timezone or getattr(calendar, "timezone", None)
    place = place or (str(getattr(volumes.index, "tz", None)) if aware else None)
    lost = tuple(outages)
    for outage in lost:
        if not isinstance(outage, Outage):
            raise InputError(f"outages must be of the model Outage; got {shown(outage)}")
    if lost and place is None:
        raise InputError("timezone must be given to place an outage on a civil day; got None")
    read = (from_intervals if aware else from_days)(volumes, calendar, place, interval, lost)
    counted, outside = read.counted, read.outside
    days = read.first + np.arange(len(counted))
    opened = open_days(days, calendar, np.isfinite(counted) & (counted > 0))
    kind, volume = _judged(read, opened)
    flags = []
    if read.ragged:
        flags.append(f"{joined(read.ragged)} may not be there in full; cut such days off")
    if "absent" in kind:
        flags.append(f"{kind.count('absent')} open days are absent")
    strange = float(outside.sum())
    if strange:
        flags.append(f"{strange:g} contacts came in while closed and are left out")
    import pandas as pd

    table = pd.DataFrame(
        {"volume": volume, "counted": counted, "outside": outside, "kind": kind},
        index=day_index(days),
    )
    return DailyHistory(table, read.profile, calendar, place, tuple(flags))


def _judged(read: Counted, opened: BoolArray) -> tuple[list[str], Float64Array]:
    """Kind and full volume of each day."""
    full = np.isclose(read.share, 1.0, rtol=0, atol=1e-9)
    short = read.share < _HALF
    known = np.isfinite(read.counted) & opened & ~short
    volume = np.full(len(opened), np.nan)
    np.divide(read.counted, np.where(full, 1.0, read.share), out=volume, where=known)
    kind = np.select(
        [~opened, short & read.cut, np.isnan(read.counted), full, read.cut],
        ["closed", "outage", "absent", "observed", "filled"],
        default="clock change",
    )
    return [str(k) for k in kind], volume
