"""What forecasts are trained on: days in a row, with the effect of events taken out."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce.forecasting._civil import civil_days
from supportops.workforce.forecasting._counting import open_days
from supportops.workforce.forecasting.events import Event
from supportops.workforce.forecasting.factors import event_factor
from supportops.workforce.forecasting.history import DailyHistory, daily_history

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Training", "training"]

_FAR = 3  # times the usual volume, or a part of it
_NEAR = 28  # days on either side whose like weekdays say what an event day would have brought


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """Days of the history and of the horizon; volumes without the effect of events."""

    history: DailyHistory
    days: Int64Array
    periods: int
    volume: Float64Array  # NaN over the horizon
    is_open: BoolArray
    factor: Float64Array
    special: BoolArray
    events: tuple[str, ...]  # names on each day, empty without one
    factors: dict[str, float]
    flags: tuple[str, ...]

    @property
    def horizon(self) -> int:
        """Days beyond the history."""
        return len(self.days) - self.periods


def training(
    history: "pd.Series[float] | DailyHistory", *, horizon: int, events: tuple[Event, ...]
) -> Training:
    """History and horizon laid out by day, events taken out."""
    named: set[str] = set()
    for event in events:
        if not isinstance(event, Event):
            raise InputError(f"events must be of the model Event; got {shown(event)}")
        if event.name in named:
            raise InputError(f"events must have names of their own; got {shown(event.name)} twice")
        named.add(event.name)
    past = history if isinstance(history, DailyHistory) else daily_history(history)
    table: Any = past.days
    first, n = int(civil_days(table.index)[0]), len(table)
    days = first + np.arange(n + horizon)
    known = table["volume"].to_numpy(dtype=np.float64)
    volume = np.r_[known, np.full(horizon, np.nan)]
    kind = table["kind"].to_numpy()
    if past.calendar is None:
        opened = open_days(days, None, kind != "closed")
    else:
        opened = open_days(days, past.calendar, np.isfinite(known))
    opened[:n] = kind != "closed"
    # A day that is open by its weekday and has no rows was closed as far as anybody knows.
    shut = opened.copy()
    shut[:n] &= kind != "absent"
    at = [_places(event, days) for event in events]
    special = np.zeros(len(days), dtype=bool)
    for places in at:
        special[places] = True
    factor, names, factors = np.ones(len(days)), [""] * len(days), {}
    for event, places in zip(events, at, strict=True):
        value = event.factor
        if value is None:
            value = _learned(event, places[places < n], known, special, days)
        factors[event.name] = value
        factor[places] *= value
        for place in places:
            names[place] = f"{names[place]}, {event.name}".lstrip(", ")
    shut &= factor > 0
    plain = np.where(special & (factor > 0), volume / np.where(factor > 0, factor, 1.0), volume)
    plain[special & (factor == 0)] = np.nan
    flags = (*past.flags, *_wild(plain[:n], days[:n]))
    return Training(past, days, n, plain, shut, factor, special, tuple(names), factors, flags)


def _places(event: Event, days: Int64Array) -> Int64Array:
    wanted = np.array([np.datetime64(d, "D") for d in event.days], dtype="datetime64[D]")
    return np.flatnonzero(np.isin(days, wanted.astype(np.int64)))


def _learned(
    event: Event, places: Int64Array, known: Float64Array, special: BoolArray, days: Int64Array
) -> float:
    """Ratio of sums of the event's days and of like weekdays around them."""
    baseline = np.full(len(places), np.nan)
    for k, place in enumerate(places):
        around = np.arange(max(place - _NEAR, 0), min(place + _NEAR + 1, len(known)))
        like = (days[around] - days[place]) % 7 == 0
        around = around[like & ~special[around]]
        values = known[around][np.isfinite(known[around])]
        if len(values):
            baseline[k] = values.mean()
    value = event_factor(known[places], baseline) if len(places) else None
    if value is None:
        raise InputError(
            f"events[{shown(event.name)}] must have a factor, or a past day with like weekdays "
            "around it; got neither"
        )
    return value


def _wild(volume: Float64Array, days: Int64Array) -> tuple[str, ...]:
    """A flag for days far from those of their weekday around them."""
    weeks = _NEAR // 7
    padded = np.r_[np.full(_NEAR, np.nan), volume, np.full(_NEAR, np.nan)]
    near = np.column_stack(
        [padded[_NEAR + 7 * k : _NEAR + 7 * k + len(volume)] for k in range(-weeks, weeks + 1) if k]
    )
    known = np.isfinite(near).sum(axis=1) >= weeks
    usual = np.full(len(volume), np.nan)
    usual[known] = np.nanmedian(near[known], axis=1) if known.any() else np.nan
    with np.errstate(invalid="ignore"):
        far = (volume > _FAR * usual + 10) | (volume < usual / _FAR - 10)
    if not far.any():
        return ()
    first = np.datetime64(int(days[np.argmax(far)]), "D")
    text = f"{int(far.sum())} days are far from those of their weekday around them, the first on {first}"
    return (f"{text}; name them as events or outages",)
