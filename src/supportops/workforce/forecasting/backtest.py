"""How candidates would have done: forecasts from past days, held against what came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce.forecasting._doors import at_least_one
from supportops.workforce.forecasting._rolling import DayGrid, least_days, rolling
from supportops.workforce.forecasting._training import Training, training
from supportops.workforce.forecasting.accuracy import forecast_accuracy, noise_floor
from supportops.workforce.forecasting.candidates import Candidate, standard_candidates
from supportops.workforce.forecasting.events import Event
from supportops.workforce.forecasting.limits import count_cdf, open_confidence

if TYPE_CHECKING:
    import pandas as pd

    from supportops.workforce.forecasting.history import DailyHistory

__all__ = ["Backtest", "Trial", "backtest", "tried"]

_WEEK = 7


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Forecasts of a set of candidates from past origins, and from the end of the history."""

    candidates: tuple[Candidate, ...]
    origins: Int64Array
    horizon: int
    actual: Float64Array  # by origin and day ahead
    past: Float64Array  # by candidate, origin and day ahead
    ahead: Float64Array  # by candidate and day ahead of the end
    asked: BoolArray  # which days ahead are open and can be forecast at all

    def score(self) -> Float64Array:
        """WAPE of each candidate; infinite where it has no answer for a day that was seen."""
        seen = np.isfinite(self.actual)
        errors = np.abs(self.past - self.actual)[:, seen].sum(axis=1)
        # Where nothing came in at all, the errors themselves compare.
        return np.where(np.isfinite(errors), errors / (self.actual[seen].sum() or 1.0), np.inf)


@dataclass(frozen=True, slots=True, eq=False)
class Backtest(Result):
    """What a backtest found.

    Attributes
    ----------
    table : DataFrame
        By candidate, the best first: ``wape``, ``bias``, ``mase``, ``rmse`` [contacts],
        ``coverage`` of its prediction intervals, each judged by the scatter at the other
        origins, and ``rate_cv``, the scatter beyond Poisson [ratio].
    origins : tuple of date
        First days of the forecasts.
    horizon : int
        Days ahead that were compared [days].
    n : int
        Days compared, over all origins [days].
    confidence : float
        That of the prediction intervals [share].
    noise_floor : float or None
        WAPE that the true rates could expect there, if counts were Poisson [share]; a forecast
        may beat it by luck only.
    """

    table: "pd.DataFrame"
    origins: tuple[Any, ...]
    horizon: int
    n: int
    confidence: float
    noise_floor: float | None
    _trial: Trial = field(repr=False)


def backtest(
    history: "pd.Series[float] | DailyHistory",
    *,
    horizon: int,
    candidates: Sequence[Candidate] | None = None,
    origins: int = 10,
    events: Iterable[Event] = (),
    confidence: ShareLike = 0.8,
) -> Backtest:
    """Errors of each candidate, forecasting from past origins a week apart.

    Parameters
    ----------
    history : Series or DailyHistory
        Volume by civil day [contacts]; see `daily_history`.
    horizon : int
        Days to forecast from each origin [days].
    candidates : sequence of candidates, optional
        What is tried; `standard_candidates` by default. Those that need more history than lies
        before the first origin are left out.
    origins : int
        How many origins, at most [count].
    events : iterable of Event
        Days that are not like others. Their effect is taken out of the history, and they are
        not compared.
    confidence : share
        Of the prediction intervals whose coverage is measured.

    Returns
    -------
    Backtest

    Raises
    ------
    InputError
        For a history too short for any origin: two weeks before it, and one after.

    Notes
    -----
    Origins lie whole weeks before the end, so that the weekdays compared are those to be
    forecast; the last one at least a horizon before it. At most half of the history lies after
    the first, and of a short history the horizon is cut to a quarter of it, but a week.
    """
    data = training(history, horizon=at_least_one(horizon, "horizon"), events=tuple(events))
    trial = tried(data, candidates, origins=at_least_one(origins, "origins"))
    if trial is None:
        raise InputError(
            "history must have three weeks or more, observed after the first two, for a backtest; "
            f"got {data.periods} days"
        )
    return judged(trial, data, open_confidence(confidence))


def tried(data: Training, candidates: Sequence[Candidate] | None, *, origins: int) -> Trial | None:
    """Forecasts from every origin; None where the history is too short for one."""
    n, horizon = data.periods, data.horizon
    reach = min(horizon, max(_WEEK, n // 4))
    # Whole weeks back, so that the days compared are the weekdays that are to be forecast.
    latest = n - -(-reach // _WEEK) * _WEEK
    least = max(2 * _WEEK, n // 2)
    starts = np.arange(latest, least - 1, -_WEEK)[:origins][::-1]
    if not len(starts):
        return None
    chosen = standard_candidates() if candidates is None else modelled(candidates)
    chosen = tuple(c for c in chosen if least_days(c) <= starts[0])
    if not chosen:
        raise InputError(
            "candidates must have one that the history is long enough for; "
            f"got {int(starts[0])} days before the first origin"
        )
    at = np.array([*starts, n])
    grid = DayGrid(data.days, data.volume, data.is_open)
    every = np.array([rolling(c, grid, origins=at, horizon=horizon) for c in chosen])
    ahead = every[:, -1]
    near = starts[:, None] + np.arange(reach)
    known = np.array(
        [grid.familiar(int(start))[days] for start, days in zip(starts, near, strict=True)]
    )
    asked = known & data.is_open[near] & ~data.special[near]
    actual = np.where(asked, data.volume[near], np.nan)
    if not np.isfinite(actual).any():
        return None
    wanted = (data.is_open & grid.familiar(n))[n:]
    return Trial(chosen, starts, reach, actual, every[:, :-1, :reach], ahead, wanted)


def modelled(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates, each one of the models."""
    for candidate in candidates:
        if not isinstance(candidate, Candidate):
            raise InputError(
                f"candidates must be models such as SameWeekday(weeks=4); got {shown(candidate)}"
            )
    return tuple(candidates)


def rate_cv(actual: Float64Array, forecast: Float64Array) -> float:
    """Scatter of the rate around a forecast beyond Poisson, by moments."""
    seen = np.isfinite(actual + forecast) & (forecast > 0)
    y, f = actual[seen], forecast[seen]
    square = float((f * f).sum())
    extra = float(((y - f) ** 2 - f).sum())
    return float(np.sqrt(max(extra, 0.0) / square)) if square else 0.0


def held(actual: Float64Array, forecast: Float64Array, cv: float, level: float) -> tuple[int, int]:
    """How many counts lie within their limits, of how many."""
    seen = np.isfinite(actual + forecast) & (forecast > 0)
    y, f = np.floor(actual[seen]), forecast[seen]
    inside = (count_cdf(y, f, cv) >= (1 - level) / 2) & (count_cdf(y - 1, f, cv) < (1 + level) / 2)
    return int(inside.sum()), int(seen.sum())


def floor_of(actual: Float64Array) -> float | None:
    """Least WAPE of counts that are Poisson around what came in."""
    y = actual[np.isfinite(actual)]
    total = float(y.sum())
    return float((np.nan_to_num(noise_floor(y)) * y).sum()) / total if total else None


def judged(trial: Trial, data: Training, level: float) -> Backtest:
    """The table of a trial."""
    import pandas as pd

    score = trial.score()
    actual = trial.actual.ravel()
    train = data.volume[: int(trial.origins[0])]
    rows = []
    for place in np.argsort(score, kind="stable"):
        past = trial.past[place]
        errors = forecast_accuracy(actual, past.ravel(), train=train, season_length=_WEEK)
        rest = [np.delete(np.arange(len(past)), k) for k in range(len(past))]
        inside = [
            held(trial.actual[k], past[k], rate_cv(trial.actual[rest[k]], past[rest[k]]), level)
            for k in range(len(past))
        ]
        hits, of = np.array(inside).sum(axis=0)
        rows.append(
            {
                "candidate": str(trial.candidates[place]),
                "wape": errors.wape,
                "bias": errors.bias,
                "mase": errors.mase,
                "rmse": errors.rmse,
                "coverage": hits / of if of and len(past) > 1 else np.nan,
                "rate_cv": rate_cv(trial.actual, past),
            }
        )
    return Backtest(
        pd.DataFrame(rows).astype({"wape": "float64", "bias": "float64", "mase": "float64"}),
        tuple(d.item() for d in data.days[trial.origins].astype("datetime64[D]")),
        trial.horizon,
        int(np.isfinite(actual).sum()),
        level,
        floor_of(actual),
        trial,
    )
