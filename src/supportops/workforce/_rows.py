"""Rows of interval tables: instants, lengths, opening, and parameters that may differ by row."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array, hold, lift
from supportops._kit.durations import duration
from supportops._kit.instants import NAT, instants
from supportops._kit.text import shown
from supportops.calendars import Calendar, compiled
from supportops.errors import InputError

__all__ = ["Intervals", "Rows", "interval_micros", "interval_rows", "intervals_of"]

_WAY = "give it a zone with supportops.calendars.localize(values, zone)"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a question, whatever form they came in.

    Attributes
    ----------
    index : pandas.Index
    volume : ndarray
    starts : ndarray of int64 or None
        Microseconds; None where the rows say no instants.
    column : Series or None
        The instants as a table named them.
    channel : ndarray of object or None
    labels : array or None
        The channels as the table holds them, for the answer.
    own : dict
        Parameters that stand in columns of the table.
    """

    index: Any
    volume: Float64Array
    starts: Int64Array | None
    column: Any
    channel: Any
    labels: Any
    own: dict[str, Any]


def interval_rows(volumes: Any, columns: Any) -> Rows:
    """Rows of a Series of volumes or of a table of intervals."""
    import pandas as pd

    own: dict[str, Any] = {}
    column = channel = labels = None
    if isinstance(volumes, pd.DataFrame):
        from supportops._kit.tables import read_table
        from supportops.vocabulary import table

        declared = table("intervals")
        needs = ["volume"]
        rest = [c.name for c in declared.columns if c.name not in needs]
        frame = read_table(volumes, declared, needs=needs, uses=rest, columns=columns)
        values = frame["volume"]
        own = {name: frame[name] for name in rest[2:] if name in frame}
        if "channel" in frame:
            labels = frame["channel"].array
            channel = frame["channel"].to_numpy(dtype=object)
        column = frame.get("starts_at")
    elif isinstance(volumes, pd.Series):
        values = volumes
    else:
        raise InputError(
            "volumes must be a Series or a DataFrame of intervals; "
            f"got {shown(type(volumes).__name__)}; agents_needed takes one interval"
        )
    _, (volume,) = lift(volumes=values if len(values) else values.astype(np.float64))
    hold(~((volume < 0) | np.isinf(volume)), "volumes must be finite, zero or more", volume)
    index = values.index
    given = column if column is not None else index
    starts = None
    if column is not None or isinstance(index, pd.DatetimeIndex):
        starts, _ = instants(given, "starts_at" if column is not None else "volumes.index")
        hold(starts != NAT, "starts_at must be an instant in every row", given)
    return Rows(index, volume, starts, column, channel, labels, own)


def interval_micros(rows: Rows, interval: Any) -> int:
    """Length of the intervals, given or read from their spacing; rows may be missing."""
    span = None if interval is None else duration(interval, "interval")
    if span is not None and not span:
        raise InputError(f"interval must be above zero; got {shown(interval)}")
    given = None if span is None else round(span.total_seconds() * 1_000_000)
    if rows.starts is None:
        if given is None:
            raise InputError(
                'interval must be given where the rows say no instants; got None; write "15m"'
            )
        return given
    gaps = _gaps(rows.starts, rows.channel)
    if not gaps.size:
        if given is None and len(rows.volume):
            raise InputError("interval must be given for single intervals; got None")
        return given or 1
    shortest = int(gaps.min())
    if shortest == 0:
        _duplicate(rows.starts, rows.channel)
    if given is None:
        hold(
            gaps % shortest == 0,
            "starts_at must be spaced by whole intervals",
            gaps / 1_000_000,
            "name the length with interval=",
        )
        return shortest
    if shortest < given:
        raise InputError(
            f"intervals must not overlap; got starts {shortest / 1e6:g}s apart and an interval of "
            f"{given / 1e6:g}s"
        )
    return given


def _gaps(starts: Int64Array, channel: Any) -> Int64Array:
    """Differences between neighbors, channel by channel."""
    import pandas as pd

    if channel is None:
        # Tables mostly come sorted, where a sort would be the dearest part of the check.
        steps = np.asarray(np.diff(starts), dtype=np.int64)
        if (steps > 0).all():
            return steps
        return np.asarray(np.diff(np.sort(starts)), dtype=np.int64)
    codes, _ = pd.factorize(channel)
    order = np.lexsort((starts, codes))
    gaps, same = np.diff(starts[order]), np.diff(codes[order]) == 0
    return np.asarray(gaps[same], dtype=np.int64)


def _duplicate(starts: Int64Array, channel: Any) -> None:
    import pandas as pd

    key = pd.DataFrame({"starts": starts, "channel": channel})
    twice = key.duplicated().to_numpy()
    at = int(np.flatnonzero(twice)[0])
    when = pd.Timestamp(int(starts[at]), unit="us", tz="UTC").isoformat()
    raise InputError(
        f"starts_at must name each interval once for each channel; got {when} again at position "
        f"{at} ({int(twice.sum())} of {len(twice)} break this); add up what belongs together"
    )


@dataclass(frozen=True, slots=True)
class Intervals:
    """Rows on their time line: the length of an interval, and the share of each that is open."""

    rows: Rows
    micros: int
    opened: Float64Array


def intervals_of(rows: Rows, interval: Any, calendar: Calendar | None) -> Intervals:
    """Rows with the length of their intervals and their opening."""
    micros = interval_micros(rows, interval)
    return Intervals(rows, micros, _open_shares(rows, micros, calendar))


def _open_shares(rows: Rows, micros: int, calendar: Calendar | None) -> Float64Array:
    if calendar is None:
        return np.ones(len(rows.volume))
    if rows.starts is None:
        raise InputError(
            "volumes must have an index of instants, or a column starts_at, where a calendar is "
            "given; got neither"
        )
    opened = compiled(calendar).elapsed_many(rows.starts, rows.starts + micros)
    return np.asarray(opened / micros, dtype=np.float64)
