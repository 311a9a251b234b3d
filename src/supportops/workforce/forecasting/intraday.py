"""Profiles of a day by weekday, and volumes of days spread over their intervals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array, hold
from supportops._kit.durations import DurationLike
from supportops._kit.instants import zone
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce.forecasting._civil import (
    DAY,
    Intervals,
    civil_days,
    midnights,
    read_intervals,
    slots_of,
    values_of,
)
from supportops.workforce.forecasting.profiles import largest_remainder

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["IntradayProfile", "intraday_profile", "profile_of"]

_WEEK = 7


@dataclass(frozen=True, slots=True, eq=False)
class IntradayProfile(Result):
    """Share of a day's volume in each interval of the wall clock, by weekday.

    Attributes
    ----------
    interval : timedelta
        Length of an interval.
    shares : ndarray
        A row by weekday, Monday first, a column by interval from midnight; rows sum to 1.
    days : tuple of int
        Days that each weekday's row was learned from [days]; a row without any shows the mean
        of all days.
    """

    interval: timedelta
    shares: Float64Array
    days: tuple[int, ...]

    def spread(self, totals: "pd.Series[float]", *, timezone: str) -> "pd.Series[int]":
        """Whole contacts by interval that sum to the rounded total of each day.

        Parameters
        ----------
        totals : Series
            Volume by civil day [contacts].
        timezone : str
            Zone whose wall clock the profile is read on.

        Returns
        -------
        Series of int
            By start of the interval, in the zone. A day on which clocks change has fewer or
            more intervals, and as much less or more volume as the profile gives them.
        """
        import pandas as pd

        starts, volume, days = self._laid(totals, timezone)
        out = np.zeros(len(starts), dtype=np.int64)
        edges = np.flatnonzero(np.diff(days, prepend=days[:1] - 1)) if len(days) else days
        for low, high in zip(edges, [*edges[1:], len(days)], strict=True):
            day = volume[low:high]
            total = int(np.floor(day.sum() + 0.5))
            if total:
                out[low:high] = largest_remainder(total, day)
        return pd.Series(out, index=starts, name="volume")

    def expected(self, totals: "pd.Series[float]", *, timezone: str) -> "pd.Series[float]":
        """Expected contacts by interval, as `spread` before it rounds.

        Parameters
        ----------
        totals : Series
            Volume by civil day [contacts].
        timezone : str
            Zone whose wall clock the profile is read on.
        """
        import pandas as pd

        starts, volume, _ = self._laid(totals, timezone)
        return pd.Series(volume, index=starts, name="volume")

    def weights(self, spans: Intervals) -> Float64Array:
        """Share that each interval has of its day."""
        return np.asarray(self.shares[(spans.day + 3) % _WEEK, spans.slot])

    def _laid(
        self, totals: "pd.Series[float]", timezone: str
    ) -> tuple["pd.DatetimeIndex", Float64Array, Int64Array]:
        import pandas as pd

        zone(timezone)
        values, days = values_of(totals, "totals"), civil_days(totals.index)
        if len(np.unique(days)) < len(days):
            raise InputError("totals must have each day once; sum them first")
        hold(np.isfinite(values), "totals must be known for every day", values)
        length = self.interval // timedelta(microseconds=1)
        opens, closes = midnights(days, timezone), midnights(days + 1, timezone)
        starts = np.concatenate(
            [np.arange(a, b, length) for a, b in zip(opens, closes, strict=True)]
        ).astype(np.int64)
        day, slot = slots_of(starts, length, timezone)
        row = np.repeat(np.arange(len(days)), -(-(closes - opens) // length))
        volume = values[row] * self.shares[(day + 3) % _WEEK, slot]
        utc = pd.DatetimeIndex(starts.view("datetime64[us]"), name="starts_at").tz_localize("UTC")
        return utc.tz_convert(timezone), volume, days[row]


def intraday_profile(
    volumes: "pd.Series[float]",
    *,
    interval: DurationLike | None = None,
    timezone: str | None = None,
    leave_out: Iterable[date] = (),
) -> IntradayProfile:
    """How the volume of a day spreads over its intervals, weekday by weekday.

    Parameters
    ----------
    volumes : Series
        Contacts by start of the interval, aware instants [contacts]. Within a day that has
        rows, an interval without one had no contacts; one with NaN leaves its day out.
    interval : duration, optional
        Length of an interval; by default the least distance of two starts.
    timezone : str, optional
        Zone whose wall clock counts; by default that of the index.
    leave_out : iterable of date
        Civil days that are not like others: holidays, outages.

    Returns
    -------
    IntradayProfile

    Raises
    ------
    InputError
        For naive or repeated instants, an interval that does not divide a day, or no complete
        day.

    Notes
    -----
    Shares are ratios of sums, so busy days count more. Days on which clocks change are left
    out, because one hour of them is missing or there twice.

    Examples
    --------
    >>> import pandas as pd
    >>> starts = pd.date_range("2026-03-02 00:00", periods=96, freq="6h", tz="Europe/Paris")
    >>> profile = intraday_profile(pd.Series([0, 30, 50, 20] * 24, index=starts))
    >>> profile.shares[0].tolist(), profile.days[0]
    ([0.0, 0.3, 0.5, 0.2], 4)
    """
    spans = read_intervals(volumes, interval, timezone)
    left_out: object = leave_out
    if not isinstance(left_out, Iterable) or not all(isinstance(d, date) for d in left_out):
        raise InputError(f"leave_out must be a sequence of dates; got {shown(leave_out)}")
    left = np.array([np.datetime64(day, "D") for day in leave_out], dtype="datetime64[D]")
    return profile_of(spans, left.astype(np.int64))


def profile_of(spans: Intervals, leave_out: Int64Array) -> IntradayProfile:
    """Profile of intervals that were read already."""
    days, row = np.unique(spans.day, return_inverse=True)
    table = np.zeros((len(days), DAY // spans.length))
    np.add.at(table, (row, spans.slot), spans.volume)
    length = midnights(days + 1, spans.timezone) - midnights(days, spans.timezone)
    good = np.isfinite(table).all(axis=1) & (length == DAY) & ~np.isin(days, leave_out)
    good &= np.nan_to_num(table).sum(axis=1) > 0
    if not good.any():
        raise InputError("volumes must have a complete day with contacts; got none")
    table, weekday = table[good], (days[good] + 3) % _WEEK
    overall = table.sum(axis=0)
    sums = np.array([table[weekday == k].sum(axis=0) for k in range(_WEEK)])
    number = np.bincount(weekday, minlength=_WEEK)
    sums[number == 0] = overall
    return IntradayProfile(
        timedelta(microseconds=spans.length),
        sums / sums.sum(axis=1, keepdims=True),
        tuple(number.tolist()),
    )
