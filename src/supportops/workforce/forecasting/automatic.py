"""The forecast of days: the best candidates of a backtest, with limits that hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array
from supportops._kit.results import Result, plain
from supportops._kit.shares import ShareLike
from supportops.errors import InputError
from supportops.workforce.forecasting._civil import day_index
from supportops.workforce.forecasting._doors import at_least_one
from supportops.workforce.forecasting._training import Training, training
from supportops.workforce.forecasting.backtest import (
    Backtest,
    Trial,
    floor_of,
    judged,
    rate_cv,
    tried,
)
from supportops.workforce.forecasting.candidates import Candidate
from supportops.workforce.forecasting.events import Event
from supportops.workforce.forecasting.limits import count_limits, open_confidence

if TYPE_CHECKING:
    import pandas as pd

    from supportops.workforce.forecasting.history import DailyHistory

__all__ = ["Forecast", "forecast"]

_BEST, _WITHIN = 3, 1.1  # up to so many, no worse than so many times the best
_ORIGINS, _FEW = 10, 4
_SHORT = 21


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
        WAPE that the true rates could expect there, if counts were Poisson [share].
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

    def to_dict(self) -> dict[str, Any]:
        """Fields as plain values that JSON can hold, the days with their dates."""
        return Result.to_dict(self) | {"days": plain(self.days.reset_index())}

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

    Under three weeks of history there is no backtest: the answer is the mean by weekday, or of
    all days for a weekday that was not looked at, and a flag says so.

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
    trial = tried(data, candidates, origins=_ORIGINS)
    choice = _without_backtest(data, candidates) if trial is None else _chosen(trial)
    return _answer(data, choice, level, trial)


@dataclass(frozen=True, slots=True, eq=False)
class _Choice:
    """Mean of the days ahead, its scatter, and where it comes from."""

    mean: Float64Array
    cv: float
    names: tuple[str, ...]
    wape: float | None = None
    bias: float | None = None
    flags: tuple[str, ...] = ()


def _chosen(trial: Trial) -> _Choice:
    """Mean of the best candidates."""
    best = _best(trial)
    past = trial.past[best].mean(axis=0)
    seen = np.isfinite(trial.actual)
    error, total = (past - trial.actual)[seen], float(trial.actual[seen].sum())
    few = len(trial.origins)
    return _Choice(
        trial.ahead[best].mean(axis=0),
        rate_cv(trial.actual, past),
        tuple(str(trial.candidates[k]) for k in best),
        float(np.abs(error).sum()) / total if total else None,
        float(error.sum()) / total if total else None,
        (f"the choice rests on forecasts from {few} past days only",) if few < _FEW else (),
    )


def _best(trial: Trial) -> Int64Array:
    """The best, and near-equals, among candidates that answer every day that they must."""
    score = trial.score()
    score[~np.isfinite(trial.ahead[:, trial.asked]).all(axis=1)] = np.inf
    order = np.argsort(score, kind="stable")[:_BEST]
    near = order[score[order] <= score[order[0]] * _WITHIN]
    if not np.isfinite(score[order[0]]):
        raise InputError(
            "candidates must have one that forecasts every open day from every past origin; "
            "got none; leave out weekdays that are seldom open, or give other candidates"
        )
    return np.asarray(near)


def _without_backtest(data: Training, candidates: Sequence[Candidate] | None) -> _Choice:
    """Mean by weekday, and where a weekday is missing that of all days."""
    if candidates is not None:
        raise InputError(
            "candidates must be left out where the history is too short for a backtest, or has no "
            f"open day observed after its first half; got {len(candidates)} "
            f"for {data.periods} days"
        )
    past = data.volume[: data.periods]
    weekday = (data.days + 3) % 7
    known = np.isfinite(past)
    means = np.full(7, past[known].mean() if known.any() else np.nan)
    for day in np.unique(weekday[: data.periods][known]):
        means[day] = past[known & (weekday[: data.periods] == day)].mean()
    flags = ["the history is too short for a backtest; limits come from its own scatter"]
    if data.periods >= _SHORT:
        flags = ["no open day was observed late enough for a backtest"]
    if not known.any():
        flags.append("nothing ever came in, so no weekday counts as open; give a calendar")
    unseen = 7 - len(np.unique(weekday[: data.periods]))
    if unseen and data.history.calendar is None:
        flags.append(f"{unseen} weekdays were not looked at and count as open; give a calendar")
    return _Choice(
        means[weekday[data.periods :]],
        rate_cv(past, means[weekday[: data.periods]]),
        ("same weekday",),
        flags=tuple(flags),
    )


def _answer(data: Training, choice: _Choice, level: float, trial: Trial | None) -> Forecast:
    import pandas as pd

    ahead = slice(data.periods, None)
    opened = data.is_open[ahead]
    mean = np.where(opened, choice.mean * data.factor[ahead], 0.0)
    dark = int(np.isnan(mean).sum())
    flags = (f"{dark} open days have nothing to go by",) if dark else ()
    low, high, _ = count_limits(mean, choice.cv, level)
    days = pd.DataFrame(
        {
            "mean": mean,
            "lower": low,
            "upper": high,
            "kind": np.where(opened, "open", "closed").tolist(),
            "event": list(data.events[ahead]),
        },
        index=day_index(data.days[ahead]),
    )
    return Forecast(
        days,
        choice.names,
        level,
        choice.cv,
        choice.wape,
        choice.bias,
        floor_of(trial.actual) if trial else None,
        data.factors,
        (*data.flags, *choice.flags, *flags),
        (trial, data) if trial else None,
    )
