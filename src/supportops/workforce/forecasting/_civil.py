"""Civil days and wall-clock slots of a table's index."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array, hold, is_series, lift
from supportops._kit.durations import DurationLike, duration
from supportops._kit.instants import localize, zone
from supportops._kit.text import shown
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "DAY",
    "Intervals",
    "civil_days",
    "day_index",
    "is_aware",
    "midnights",
    "read_intervals",
    "slots_of",
    "values_of",
]

DAY = 86_400_000_000
_LARGE = 1e100


def values_of(volumes: Any, name: str = "history") -> Float64Array:
    """Numbers of a Series, zero or more; NaN was not observed."""
    if not is_series(volumes):
        raise InputError(
            f"{name} must be a Series with civil days or aware instants as its index; "
            f"got {shown(type(volumes).__name__)}"
        )
    _, (values,) = lift(**{name: volumes.reset_index(drop=True)})
    hold(~(values < 0) & ~np.isinf(values), f"{name} must be finite, zero or more", values)
    hold(~(values >= _LARGE), f"{name} must be below 1e100", values)
    if not np.isfinite(values).any():
        raise InputError(f"{name} must hold an observed day or more; got none")
    return values


def is_aware(index: Any) -> bool:
    """Whether an index holds instants, which know their zone."""
    return getattr(index, "tz", None) is not None


def civil_days(index: Any) -> Int64Array:
    """Days since 1970 that an index names: dates, naive midnights, or periods of a day."""
    import pandas as pd

    if isinstance(index, pd.PeriodIndex):
        if index.freqstr != "D":
            raise InputError(f"history must have periods of a day; got periods of {index.freqstr}")
        index = index.to_timestamp()
    try:
        stamps = pd.DatetimeIndex(index) if index.dtype.kind in "OM" else None
    except (TypeError, ValueError):
        stamps = None
    if stamps is None or is_aware(stamps):
        raise InputError(
            "history must have civil days as its index, such as "
            f'pandas.date_range("2026-01-01", periods=28); got an index of {index.dtype}'
        )
    micros = stamps.to_numpy().astype("datetime64[us]").astype(np.int64)
    hold(
        micros % DAY == 0,
        "history must have civil days as its index",
        stamps.astype(str),
        "for times of the day give them a zone with supportops.calendars.localize",
    )
    return np.asarray(micros // DAY)


def day_index(days: Int64Array) -> "pd.DatetimeIndex":
    """Civil days as naive midnights."""
    import pandas as pd

    return pd.DatetimeIndex(days.astype("datetime64[D]").astype("datetime64[us]"), name="day")


def midnights(days: Int64Array, timezone: str) -> Int64Array:
    """First instant of each civil day in a zone, as microseconds."""
    aware = localize(day_index(days), timezone, ambiguous="earlier", nonexistent="forward")
    stamps = aware.tz_convert(None).to_numpy().astype("datetime64[us]")
    return np.asarray(stamps.astype(np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """A table of intervals: what came in, on which civil day and in which slot of it."""

    volume: Float64Array
    starts: Int64Array
    day: Int64Array
    slot: Int64Array
    length: int
    timezone: str

    def keep(self, where: BoolArray) -> "Intervals":
        """Those intervals only."""
        return Intervals(
            self.volume[where],
            self.starts[where],
            self.day[where],
            self.slot[where],
            self.length,
            self.timezone,
        )


def slots_of(starts: Int64Array, length: int, timezone: str) -> tuple[Int64Array, Int64Array]:
    """Civil day and wall-clock slot of instants."""
    import pandas as pd

    utc = pd.DatetimeIndex(starts.view("datetime64[us]")).tz_localize("UTC")
    local = utc.tz_convert(timezone).tz_localize(None).to_numpy().astype("datetime64[us]")
    clock = local.astype(np.int64)
    return clock // DAY, clock % DAY // length


def read_intervals(
    volumes: Any, interval: DurationLike | None, timezone: str | None = None
) -> Intervals:
    """Intervals of a Series whose index holds aware instants; civil days are those of the zone."""
    values, index = values_of(volumes), volumes.index
    if not is_aware(index):
        raise InputError(
            f"history must have aware instants as its index; got an index of {index.dtype}; "
            "give it a zone with supportops.calendars.localize"
        )
    starts = index.tz_convert(None).to_numpy().astype("datetime64[us]").astype(np.int64)
    order = np.argsort(starts, kind="stable")
    starts, values = starts[order], values[order]
    gaps, place = np.diff(starts), timezone or str(index.tz)
    if timezone is not None:
        zone(timezone)
    if (gaps == 0).any():
        raise InputError(
            "history must have each interval once; "
            f"got {shown(str(index[order][1:][gaps == 0][0]))} twice; sum them first"
        )
    if interval is not None:
        length = int(duration(interval, "interval").total_seconds() * 1_000_000)
    elif (
        len(gaps) and not slots_of(starts, 1, place)[1].any()
    ):  # midnights; a day need not last 24 hours
        length = DAY
    elif len(gaps):
        length = int(gaps.min())
    else:
        raise InputError("interval must be given for a single interval; got None")
    if not length or DAY % length:
        raise InputError(
            f"interval must divide a day; got {length / 1e6:g} s; say how long each row is"
        )
    day, slot = slots_of(starts, length, place)
    return Intervals(values, starts, day, slot, length, place)
