"""Forecasts of each candidate from many origins at once."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array
from supportops.workforce.forecasting._lockstep import States, ahead, run
from supportops.workforce.forecasting._poisson import poisson_fit
from supportops.workforce.forecasting.candidates import (
    Candidate,
    DampedHoltWinters,
    LastYear,
    SameWeekday,
    WeekdayRegression,
)
from supportops.workforce.forecasting.fitting import grid, start_of

__all__ = ["DayGrid", "least_days", "rolling"]

_YEAR = 364
_WEEK = 7
_SEEN = 78 * _WEEK  # days that smoothing looks back


@dataclass(frozen=True, slots=True, eq=False)
class DayGrid:
    """Civil days in a row, history first: what was counted, and which days are open."""

    days: Int64Array  # days since 1970
    volume: Float64Array  # NaN was not observed, or is not known yet
    is_open: BoolArray

    @property
    def weekday(self) -> Int64Array:
        """0 is Monday."""
        return np.asarray((self.days + 3) % _WEEK)

    def familiar(self, origin: int) -> BoolArray:
        """Days whose weekday was observed before an origin; the others nobody can forecast."""
        seen = np.zeros(_WEEK, dtype=bool)
        seen[self.weekday[:origin][np.isfinite(self.volume[:origin])]] = True
        return np.asarray(seen[self.weekday])

    def effect(self, name: str) -> Float64Array:
        """1 on the days that an effect sets apart."""
        stamps = self.days.astype("datetime64[D]")
        months = stamps.astype("datetime64[M]")
        place = (stamps - months.astype("datetime64[D]")).astype(np.int64)
        if name == "month_start":
            return np.asarray(place < 5, dtype=np.float64)
        if name == "month_end":
            after = (months + 1).astype("datetime64[D]")
            return np.asarray((after - stamps).astype(np.int64) <= 3, dtype=np.float64)
        # An open day is after a closure if, since the last open one, a day was closed whose
        # weekday is usually open.
        usual = np.zeros(_WEEK, dtype=bool)
        usual[np.unique(self.weekday[self.is_open])] = True
        closures = np.cumsum(~self.is_open & usual[self.weekday])
        out = np.zeros(len(self.days))
        opened = np.flatnonzero(self.is_open)
        out[opened[1:]] = np.diff(closures[opened]) > 0
        return out


def least_days(candidate: Candidate) -> int:
    """Days of history that a candidate needs."""
    if isinstance(candidate, SameWeekday):
        return _WEEK
    if isinstance(candidate, LastYear):
        return _YEAR + _WEEK * candidate.weeks
    if isinstance(candidate, DampedHoltWinters):
        return 4 * _WEEK
    return 2 * _YEAR if candidate.harmonics else 6 * _WEEK if candidate.effects else 3 * _WEEK


def rolling(
    candidate: Candidate, known: DayGrid, *, origins: Int64Array, horizon: int
) -> Float64Array:
    """Forecasts: a row by origin (the first day forecast), a column by day ahead.

    NaN where a candidate has nothing to go by; closed days are left to the caller.
    """
    if isinstance(candidate, SameWeekday):
        return _same_weekday(candidate.weeks, known, origins, horizon)
    if isinstance(candidate, LastYear):
        return _last_year(candidate, known, origins, horizon)
    if isinstance(candidate, DampedHoltWinters):
        return _smoothed(candidate, known, origins, horizon)
    return _regressed(candidate, known, origins, horizon)


def _same_weekday(weeks: int, known: DayGrid, origins: Int64Array, horizon: int) -> Float64Array:
    out = np.full((len(origins), horizon), np.nan)
    steps = np.arange(horizon)
    for weekday in range(_WEEK):
        at = np.flatnonzero((known.weekday == weekday) & np.isfinite(known.volume))
        if not len(at):
            continue
        sums = np.cumsum(np.r_[0.0, known.volume[at]])
        for k, origin in enumerate(origins):
            last = int(np.searchsorted(at, origin))
            first = max(last - weeks, 0)
            if last > first:
                mean = (sums[last] - sums[first]) / (last - first)
                out[k, (known.days[0] + origin + steps + 3) % _WEEK == weekday] = mean
    return out


def _last_year(
    candidate: LastYear, known: DayGrid, origins: Int64Array, horizon: int
) -> Float64Array:
    volume = known.volume
    out = np.full((len(origins), horizon), np.nan)
    for k, origin in enumerate(origins.tolist()):
        span = np.arange(origin - _WEEK * candidate.weeks, origin)
        both = np.isfinite(volume[span] + volume[span - _YEAR])
        before = volume[span - _YEAR][both].sum()
        growth = volume[span][both].sum() / before if before else np.nan
        # Beyond a year ahead the last known year repeats.
        steps = np.arange(horizon)
        past = origin + steps - _YEAR * (1 + steps // _YEAR)
        out[k] = volume[past] * growth
    return out


def _smoothed(
    candidate: DampedHoltWinters, known: DayGrid, origins: Int64Array, horizon: int
) -> Float64Array:
    multiplicative = candidate.seasonal == "multiplicative"
    # Whole weeks are cut off, so that places keep their weekday; older days have no say.
    cut = max(int(origins.min()) - _SEEN, 0) // _WEEK * _WEEK
    history = known.volume[cut : int(origins.max())]
    level, season = start_of(history, _WEEK, multiplicative=multiplicative)
    season = np.where(np.isfinite(season), season, 1.0 if multiplicative else 0.0)
    season = np.maximum(season, 1e-3) if multiplicative else season
    out = np.full((len(origins), horizon), np.nan)
    if not np.isfinite(level):
        return out
    rates = grid(damped=True)
    state = States.at(level, 0.0, season, sets=len(rates.alpha))
    trace = run(
        history,
        rates,
        state,
        multiplicative=multiplicative,
        stops=(origins - cut).tolist(),
        burn_in=_WEEK,
    )
    for k, origin in enumerate(origins.tolist()):
        sse, at = trace.stops[origin - cut]
        best = int(np.argmin(np.where(np.isfinite(sse), sse, np.inf)))
        one = States(at.level[[best]], at.trend[[best]], at.season[:, [best]])
        out[k] = ahead(
            one,
            rates.phi[[best]],
            at=origin - cut,
            horizon=horizon,
            multiplicative=multiplicative,
        )[:, 0]
        out[k, ~known.familiar(origin)[origin : origin + horizon]] = np.nan
    return np.asarray(np.maximum(out, 0.0))


def _regressed(
    candidate: WeekdayRegression, known: DayGrid, origins: Int64Array, horizon: int
) -> Float64Array:
    days, weekday = np.arange(len(known.days)), known.weekday
    columns = [(weekday == k).astype(np.float64) for k in range(_WEEK)]
    if candidate.trend:
        columns.append((days - int(origins.max())) / 100.0)
    columns += [known.effect(name) for name in candidate.effects]
    turn = 2 * np.pi * known.days / 365.25
    for wave in range(1, candidate.harmonics + 1):
        columns += [np.sin(wave * turn), np.cos(wave * turn)]
    x = np.column_stack(columns)
    seen = np.isfinite(known.volume)
    seen[int(origins.max()) :] = False
    ages = origins[:, None] - days[None, :]
    weights = ((ages > 0) & seen).astype(np.float64)
    if candidate.half_life:
        weights *= 0.5 ** (np.maximum(ages, 0) / candidate.half_life)
    beta = poisson_fit(x[seen], known.volume[seen], weights[:, seen])
    out = np.empty((len(origins), horizon))
    for k, origin in enumerate(origins.tolist()):
        out[k] = np.exp(np.clip(x[origin : origin + horizon] @ beta[k], -50, 50))
        out[k, ~known.familiar(origin)[origin : origin + horizon]] = np.nan
    return out
