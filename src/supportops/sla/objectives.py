"""Objectives: promises about many tickets, as data, and whether they were kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from pydantic import Field, model_validator

from supportops._kit.durations import Duration, duration_text
from supportops._kit.instants import instant, zone
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.shares import Share, percent_text
from supportops._kit.text import card, joined, shown
from supportops.errors import InputError
from supportops.sla.held import held_periods, lengths
from supportops.sla.months import Per, span_end, span_numbers, span_start
from supportops.sla.targets import Clock, names_of
from supportops.statistics import Estimate, mean, proportion, survival_curve

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ObjectiveResult", "ObjectiveVerdict", "SlaObjective", "objective_result"]

Statistic: TypeAlias = Literal["share", "mean", "median", "percentile", "backlog"]
_SHARED = {"share", "percentile", "backlog"}


class SlaObjective(Model, frozen=True, extra="forbid"):
    """A promise about many tickets, none of which it names.

    Attributes
    ----------
    metric : str
        Metric whose periods it is about; of a backlog the one that ends with the ticket.
    statistic : {"share", "mean", "median", "percentile", "backlog"}
        At least `share` take no longer than `within`; the mean, the median, or the percentile at
        `share` is no longer; or at most `share` of the open ones are older.
    within : timedelta
        The limit.
    share : share or None
        Of share, percentile and backlog.
    clock : {"business", "calendar"} or None
        Clock on which lengths count; None is that of each period, and of a backlog real time.
    scope : dict of str to str or tuple of str
        For columns of the table the values that it is about: ``{"channel": "phone"}``.
    per : {"month", "quarter", "year"} or None
        Over what it is judged; None judges the whole table. A backlog is judged at one instant.
    month_of : {"started", "ended", "due"}
        Which instant puts a period into its month.
    timezone : str
        Whose months.
    min_n : int
        Fewer periods than this are not judged.
    name : str

    Raises
    ------
    pydantic.ValidationError
        If `share` is missing where it is needed, or stands where it says nothing.

    Examples
    --------
    >>> calls = SlaObjective(metric="first_response", statistic="share", share="95%",
    ...                      within="30s", scope={"channel": "phone"})
    >>> print(calls)
    95 % of first_response (channel phone) within 30s, each month
    >>> print(SlaObjective(metric="resolution", statistic="backlog", share="2%", within="168h"))
    at most 2 % of open resolution older than 168h
    """

    metric: str
    statistic: Statistic
    within: Duration
    share: Share | None = None
    clock: Clock | None = None
    scope: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    per: Per | None = "month"
    month_of: Literal["started", "ended", "due"] = "started"
    timezone: str = "UTC"
    min_n: int = Field(default=1, ge=1)
    name: str = ""

    @model_validator(mode="after")
    def _whole(self) -> "SlaObjective":
        if (self.share is not None) != (self.statistic in _SHARED):
            raise InputError(
                f"share must be there for {joined(sorted(_SHARED), 'or')} and only then; "
                f"got {self.share} with {self.statistic}"
            )
        if self.statistic == "percentile" and self.share in {0, 1}:
            raise InputError(f"share must lie inside 0 and 1 for a percentile; got {self.share:g}")
        if self.statistic == "backlog" and self.clock is not None:
            raise InputError(
                f"clock must not be given for a backlog, whose age is real time; got {self.clock}"
            )
        zone(self.timezone)
        return self

    def __str__(self) -> str:
        words = [f"{column} {joined(names_of(v), 'or')}" for column, v in self.scope.items()]
        what = self.metric + (f" ({joined(words)})" if words else "")
        part, length = percent_text(self.share or 0), duration_text(self.within)
        if self.statistic == "backlog":
            return f"at most {part} of open {what} older than {length}"
        heads = {
            "share": f"{part} of {what}",
            "percentile": f"P{part.removesuffix(' %')} of {what}",
        }
        head = heads.get(self.statistic, f"{self.statistic} of {what}")
        when = "" if self.per is None else f", each {self.per}"
        return f"{head} within {length}{when}"


@dataclass(frozen=True, slots=True)
class ObjectiveVerdict(Result):
    """What an objective says of one window.

    Attributes
    ----------
    start : date or None
        First day of the window; None where there is only one, or the instant is not known.
    verdict : {"kept", "missed", "undecided", "too_few"}
    n : int
        Periods that say something.
    open : int
        Periods that do not yet.
    estimate : Estimate
        The share, or the length [s].
    words : str
        Why.
    """

    start: date | None
    verdict: Literal["kept", "missed", "undecided", "too_few"]
    n: int
    open: int
    estimate: Estimate
    words: str


@dataclass(frozen=True, slots=True)
class ObjectiveResult(Result):
    """Verdicts of an objective, month by month or whatever it is judged by.

    Attributes
    ----------
    objective : SlaObjective
    verdicts : tuple of ObjectiveVerdict
    """

    objective: SlaObjective
    verdicts: tuple[ObjectiveVerdict, ...]

    def __iter__(self) -> Iterator[ObjectiveVerdict]:
        return iter(self.verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    @property
    def missed(self) -> int:
        """Windows that were missed [windows]."""
        return sum(verdict.verdict == "missed" for verdict in self.verdicts)

    def __str__(self) -> str:
        return "\n".join([str(self.objective), *(f"  {_line(v)}" for v in self.verdicts)])

    def _repr_html_(self) -> str:
        rows = ((str(v.start or "all"), _line(v)) for v in self.verdicts)
        return card(str(self.objective), rows)


def _line(verdict: ObjectiveVerdict) -> str:
    head = f"{verdict.start}: " if verdict.start else ""
    return f"{head}{verdict.verdict.replace('_', ' ')}, {verdict.words}"


def objective_result(
    objective: SlaObjective, periods: "pd.DataFrame", *, now: datetime
) -> ObjectiveResult:
    """Whether a promise about many tickets was kept, window by window.

    Parameters
    ----------
    objective : SlaObjective
    periods : DataFrame
        Of `periods`, with the columns of the objective's scope.
    now : datetime
        As of when the table was made.

    Returns
    -------
    ObjectiveResult

    Raises
    ------
    InputError
        For a table without the columns that are asked for.

    Notes
    -----
    Cancelled periods do not count; those without a target do, for the objective brings its own
    limit. A period that is open and already beyond the limit counts against a share; one within
    it is undecided, and no window is judged before it is over and holds nothing undecided.
    Medians and percentiles are the smallest length that the share did not exceed, with open ones
    censored (Kaplan-Meier). Shares are compared exactly.
    """
    moment = instant(now, "now")
    if not isinstance(objective, SlaObjective):
        raise InputError(
            f"objective must be an SlaObjective; got {shown(type(objective).__name__)}"
        )
    held = held_periods(periods, tuple(objective.scope), ("elapsed_business", "elapsed_calendar"))
    mine = (held["metric"] == objective.metric) & (held["state"] != "cancelled")
    for column, values in objective.scope.items():
        mine &= held[column].isin(names_of(values))
    held = held[mine]
    if objective.statistic == "backlog":
        return ObjectiveResult(objective, (_backlog(objective, held, moment),))
    column = "elapsed" if objective.clock is None else f"elapsed_{objective.clock}"
    seconds = lengths(held[column], "s")
    ended = held["ended_at"].notna().to_numpy()
    per, timezone = objective.per, objective.timezone
    if per is None:
        return ObjectiveResult(objective, (_judged(objective, seconds, ended, None, over=True),))
    numbers = span_numbers(held[f"{objective.month_of}_at"], per, timezone)
    verdicts = []
    for number in np.unique(numbers).tolist():
        here = numbers == number
        start = span_start(number, per)
        over = start is not None and span_end(number, per, timezone) <= moment
        verdicts.append(_judged(objective, seconds[here], ended[here], start, over=over))
    return ObjectiveResult(objective, tuple(verdicts))


def _judged(
    objective: SlaObjective, seconds: Any, ended: Any, start: date | None, *, over: bool
) -> ObjectiveVerdict:
    limit = objective.within / timedelta(seconds=1)
    if objective.statistic == "share":
        undecided = ~ended & (seconds <= limit)
        hits, n = int((ended & (seconds <= limit)).sum()), int((~undecided).sum())
        estimate = proportion(hits, n, missing=int(undecided.sum()), definition=str(objective))
        good = hits >= Fraction(str(objective.share)) * n
    else:
        undecided, n = ~ended, int(ended.sum())
        estimate = _length(objective, seconds, ended)
        good = estimate.value is not None and estimate.value <= limit
    return _verdict(objective, estimate, start, (n, int(undecided.sum())), good=good, over=over)


def _length(objective: SlaObjective, seconds: Any, ended: Any) -> Estimate:
    if objective.statistic == "mean":
        ready = np.where(ended, seconds, np.nan)
        return mean(ready, unit="s", definition=str(objective))
    level = Fraction(1, 2) if objective.share is None else Fraction(str(objective.share))
    return survival_curve(seconds, ended, unit="s").quantile(level)


def _verdict(
    objective: SlaObjective,
    estimate: Estimate,
    start: date | None,
    counts: tuple[int, int],
    *,
    good: bool,
    over: bool,
) -> ObjectiveVerdict:
    n, left = counts
    if not over or left:
        why = f"{left} are open" if left else f"the {objective.per} is not over"
        return ObjectiveVerdict(start, "undecided", n, left, estimate, f"so far {estimate}; {why}")
    if n < objective.min_n:
        words = f"{n} of at least {objective.min_n}"
        return ObjectiveVerdict(start, "too_few", n, left, estimate, words)
    return ObjectiveVerdict(start, "kept" if good else "missed", n, left, estimate, str(estimate))


def _backlog(objective: SlaObjective, held: "pd.DataFrame", now: datetime) -> ObjectiveVerdict:
    started = held.loc[held["ended_at"].isna(), "started_at"]
    older = int((now - started > objective.within).sum())
    estimate = proportion(older, len(started), definition=str(objective))
    good = older <= Fraction(str(objective.share)) * len(started)
    return _verdict(objective, estimate, None, (len(started), 0), good=good, over=True)
