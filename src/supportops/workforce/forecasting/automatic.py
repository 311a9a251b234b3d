"""The forecast of days: the best candidates of a backtest, with limits that hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops.errors import InputError
from supportops.workforce.forecasting._civil import day_index
from supportops.workforce.forecasting._doors import at_least_one
from supportops.workforce.forecasting._rolling import DayGrid, rolling
from supportops.workforce.forecasting._training import Training, training
from supportops.workforce.forecasting.backtest import (
    Backtest,
    Trial,
    floor_of,
    judged,
    rate_cv,
    tried,
)
from supportops.workforce.forecasting.candidates import Candidate, SameWeekday
from supportops.workforce.forecasting.events import Event
from supportops.workforce.forecasting.history import DailyHistory
from supportops.workforce.forecasting.limits import gamma_poisson_interval, open_confidence

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Forecast", "forecast"]

_BEST, _WITHIN = 3, 1.1


@dataclass(frozen=True, slots=True, eq=False)
class Forecast(Result):
    """Volume of the days to come.

    Attributes
    ----------
    days : DataFrame
        By civil day: ``mean``, ``lower``, ``upper`` [contacts], ``kind`` (``open`` or
        ``closed``) and ``event``, its name or nothing.
    chosen : tuple of str
        Candidates whose mean the forecast is.
    confidence : float
        Probability of a day's limits [share].
    rate_cv : float
        Scatter of the rate around the forecast, beyond Poisson, as found in the backtest
        [ratio].
    wape, bias : float or None
        Errors of the chosen mean in the backtest [share]; None without one.
    noise_floor : float or None
        Least WAPE that was possible there [share].
    factors : dict of str to float
        What each event multiplies volume by [ratio].
    flags : tuple of str
        What is doubtful.
    """

    days: "pd.DataFrame"
    chosen: tuple[str, ...]
    confidence: float
    rate_cv: float
    wape: float | None
    bias: float | None
    noise_floor: float | None
    factors: dict[str, float]
    flags: tuple[str, ...]
    _trial: "tuple[Trial, Training] | None" = field(repr=False)

    @property
    def mean(self) -> "pd.Series[float]":
        """Expected volume by day [contacts]."""
        return self.days["mean"]

    @property
    def total(self) -> float:
        """Expected volume of all days together [contacts]."""
        return float(self.days["mean"].sum())

    @property
    def backtest(self) -> Backtest | None:
        """What every candidate would have done; None where the history is too short."""
        return judged(*self._trial, self.confidence) if self._trial else None


def forecast(
    history: "pd.Series[float] | DailyHistory",
    *,
    horizon: int,
    candidates: Sequence[Candidate] | None = None,
    events: Iterable[Event] = (),
    confidence: ShareLike = 0.8,
) -> Forecast:
    """Volume of the days to come, by the candidates that would have forecast the past best.

    Parameters
    ----------
    history : Series or DailyHistory
        Offered volume by civil day [contacts]; NaN, and a day without a row, was not observed.
        `daily_history` reads intervals, opening hours and outages.
    horizon : int
        Civil days to forecast, closed ones included [days].
    candidates : sequence of candidates, optional
        What the choice is among; `standard_candidates` by default. With one there is no choice.
    events : iterable of Event
        Days that are not like others, past and to come: holidays, releases. Their effect is a
        factor.
    confidence : share
        Probability that the volume of a day lies within its limits.

    Returns
    -------
    Forecast

    Raises
    ------
    InputError
        For a history without an observed day, a candidate that it is too short for, or an
        event whose factor is neither given nor to be learned.

    Notes
    -----
    Every candidate forecasts from up to ten past origins a week apart. The answer is the mean
    of the best, and of up to two more whose WAPE is within 10 % of it: means of near-equals are
    steadier than the winner. Limits are those of a Poisson count with a gamma rate around the
    forecast, whose scatter is the one that this mean showed in the backtest.

    Under three weeks of history there is no backtest: the answer is the mean by weekday, and a
    flag says so.

    Examples
    --------
    >>> import pandas as pd
    >>> weeks = [120, 135, 128, 140, 160, 60, 48] * 8
    >>> days = pd.Series(weeks, index=pd.date_range("2026-01-05", periods=56))
    >>> answer = forecast(days, horizon=7)
    >>> answer.mean.round().tolist(), answer.rate_cv
    ([120.0, 135.0, 128.0, 140.0, 160.0, 60.0, 48.0], 0.0)
    """
    level = open_confidence(confidence)
    data = training(history, horizon=at_least_one(horizon, "horizon"), events=tuple(events))
    trial = tried(data, candidates, origins=10)
    flags = list(data.history.flags)
    if trial is None:
        mean, cv = _without_backtest(data, candidates)
        flags.append("the history is too short for a backtest; limits come from its own scatter")
        return _answer(data, mean, level, cv, ("same weekday",), None, None, tuple(flags))
    best = _best(trial)
    if not len(best):
        raise InputError("history must let a candidate forecast every open day; got none that can")
    mean = trial.ahead[best].mean(axis=0)
    past = trial.past[best].mean(axis=0)
    cv = rate_cv(trial.actual, past)
    if len(trial.origins) < 4:
        flags.append(f"the choice rests on {len(trial.origins)} origins only")
    names = tuple(str(trial.candidates[k]) for k in best)
    seen = np.isfinite(trial.actual)
    error, total = (past - trial.actual)[seen], float(trial.actual[seen].sum())
    scores = (float(np.abs(error).sum()) / total, float(error.sum()) / total) if total else None
    return _answer(data, mean, level, cv, names, scores, trial, tuple(flags))


def _best(trial: Trial) -> Int64Array:
    """The best candidates that answer every day that they must."""
    wape = trial.wape()
    order = np.argsort(wape, kind="stable")
    usable = order[np.isfinite(wape[order])][:_BEST]
    return usable[wape[usable] <= wape[usable[:1]] * _WITHIN] if len(usable) else usable


def _without_backtest(
    data: Training, candidates: Sequence[Candidate] | None
) -> tuple[Float64Array, float]:
    if candidates is not None:
        raise InputError(
            "candidates must be left out for a history under three weeks; "
            f"got {len(candidates)} for {data.periods} days"
        )
    grid = DayGrid(data.days, data.volume, data.is_open)
    ends = np.array([data.periods])
    mean = rolling(SameWeekday(weeks=3), grid, origins=ends, horizon=data.horizon)[0]
    volume = data.volume[: data.periods]
    known = np.isfinite(volume)
    overall = float(volume[known].mean())
    fits = np.array(
        [np.nanmean(np.where(grid.weekday[: data.periods] == w, volume, np.nan)) if (known & (grid.weekday[: data.periods] == w)).any() else overall for w in range(7)]
    )
    cv = rate_cv(volume, fits[grid.weekday[: data.periods]])
    return np.where(np.isnan(mean), overall, mean), cv


def _answer(
    data: Training,
    mean: Float64Array,
    level: float,
    cv: float,
    chosen: tuple[str, ...],
    scores: tuple[float, float] | None,
    trial: Trial | None,
    flags: tuple[str, ...],
) -> Forecast:
    import pandas as pd

    ahead = slice(data.periods, None)
    opened = data.is_open[ahead]
    mean = np.where(opened, mean * data.factor[ahead], 0.0)
    if not np.isfinite(mean).all():
        flags = (*flags, f"{int((~np.isfinite(mean)).sum())} open days have nothing to go by")
    limits = gamma_poisson_interval(mean, rate_cv=cv, confidence=level)
    days = pd.DataFrame(
        {
            "mean": mean,
            "lower": limits.lower,
            "upper": limits.upper,
            "kind": np.where(opened, "open", "closed").tolist(),
            "event": list(data.events[ahead]),
        },
        index=day_index(data.days[ahead]),
    )
    wape, bias = scores or (None, None)
    floor = floor_of(trial.actual) if trial else None
    kept = (trial, data) if trial else None
    return Forecast(days, chosen, level, cv, wape, bias, floor, data.factors, flags, kept)
