"""Figures of a training programme against their published targets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from supportops._kit.arrays import hold
from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.reals import above_zero, is_real
from supportops._kit.results import Result
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics import Estimate, mean, proportion
from supportops.training.cohorts import time_to_proficiency
from supportops.vocabulary import Range, table

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

__all__ = [
    "TrainingFigure",
    "TrainingFigures",
    "TrainingStatus",
    "TrainingTarget",
    "grade",
    "training_figures",
    "training_targets",
]

TrainingStatus: TypeAlias = Literal["on_target", "missed", "unknown"]


class TrainingTarget(Model, frozen=True, extra="forbid"):
    """Where a figure should be.

    Attributes
    ----------
    metric : str
    definition : str
        What it measures.
    target : Range
        Where it should be, in the unit that it names; without one in shares.
    after : Range or None
        When it is measured, after training.
    most : float or None
        Highest step of the scale [steps of the scale].
    source : Source
    """

    metric: str
    definition: str
    target: Range
    after: Range | None = None
    most: float | None = None
    source: Source


@dataclass(frozen=True, slots=True)
class TrainingFigure(Result):
    """One figure and how it stands.

    Attributes
    ----------
    metric : str
    figure : Estimate
        With its sample and interval.
    target : Range
    status : str
        ``on_target``, ``missed`` or ``unknown``.
    """

    metric: str
    figure: Estimate
    target: Range
    status: TrainingStatus


@dataclass(frozen=True, slots=True)
class TrainingFigures(Result):
    """Figures of a programme in the published order.

    Attributes
    ----------
    lines : tuple of TrainingFigure
    """

    lines: tuple[TrainingFigure, ...]

    def line(self, metric: str) -> TrainingFigure:
        """Figure of that metric."""
        for each in self.lines:
            if each.metric == metric:
                return each
        raise InputError(f"metric must be a training metric; got {shown(metric)}")

    def to_frame(self) -> "pd.DataFrame":
        """One row for each figure."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "metric": each.metric,
                    "value": each.figure.value,
                    "low": each.figure.interval().low,
                    "high": each.figure.interval().high,
                    "n": each.figure.n,
                    "missing": each.figure.missing,
                    "target": str(each.target),
                    "status": each.status,
                    "reason": each.figure.reason,
                }
                for each in self.lines
            ]
        )


def training_targets() -> tuple[TrainingTarget, ...]:
    """Published targets.

    Examples
    --------
    >>> str(training_targets()[0].target)
    'below 30 days'
    """
    data = read_data("training", "targets")["metrics"]
    source = Source(source=data["source"], where=data["where"])
    return tuple(TrainingTarget.model_validate({**row, "source": source}) for row in data["rows"])


def grade(value: float | None, target: TrainingTarget) -> TrainingStatus:
    """How a figure stands against its target.

    Parameters
    ----------
    value : float or None
        The figure [the target's unit], shares 0 to 1; None or NaN is unknown.
    target : TrainingTarget
        Where it should be.

    Returns
    -------
    {"on_target", "missed", "unknown"}

    Examples
    --------
    >>> [grade(days, training_targets()[0]) for days in (29, 30, None)]
    ['on_target', 'missed', 'unknown']
    """
    if not isinstance(target, TrainingTarget):
        raise InputError(f"target must be a TrainingTarget; got {shown(target)}")
    if value is None:
        return "unknown"
    if not is_real(value):
        raise InputError(f"value must be a number; got {shown(value)}")
    if np.isnan(value):
        return "unknown"
    # A mean of decimals may miss the end of a target by its last digit.
    return "on_target" if round(float(value), 12) in target.target else "missed"


def training_figures(
    trainees: "pd.DataFrame",
    *,
    now: "datetime",
    satisfaction_most: float = 5,
    columns: Mapping[str, str] | None = None,
) -> TrainingFigures:
    """Figures of a table of trainees against the published targets.

    Parameters
    ----------
    trainees : DataFrame
        One row a person; of started_at, proficient_at, left_at, completed, passed_first,
        qa_score, retention and satisfaction what is known.
    now : datetime
        The present.
    satisfaction_most : float
        Highest step of the satisfaction scale [steps of the scale]; another than the published
        one leaves satisfaction ungraded.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    TrainingFigures
        Time to proficiency is the median with those still on the way; a figure whose column is
        not there is undefined and says so.

    Raises
    ------
    InputError
        If a column is of another kind, a figure leaves its scale, or days contradict each other.

    Notes
    -----
    Completion counts those who finished and those who ended without; people whose curriculum is
    still running have no answer yet and are missing. "100 %" of a few people is a small sample:
    look at the interval.

    Examples
    --------
    >>> import pandas as pd
    >>> from datetime import UTC, datetime
    >>> people = pd.DataFrame({"passed_first": [True] * 9 + [False], "qa_score": [82.0] * 10})
    >>> board = training_figures(people, now=datetime(2026, 3, 2, tzinfo=UTC))
    >>> [board.line(m).status for m in ("certification_pass_rate", "knowledge_retention")]
    ['on_target', 'unknown']
    """
    most = above_zero(satisfaction_most, "satisfaction_most")
    names = ("completed", "passed_first", "qa_score", "retention", "satisfaction")
    times = ("started_at", "proficient_at", "left_at")
    rows = read_table(trainees, table("trainees"), needs=(), uses=(*times, *names), columns=columns)
    if "retention" in rows:
        shares = rows["retention"].to_numpy(dtype=np.float64)
        hold(~((shares < 0) | (shares > 1)), "retention must be a share from 0 to 1", shares)
    for name, high in (("qa_score", np.inf), ("satisfaction", most)):
        if name in rows:
            given = rows[name].to_numpy(dtype=np.float64)
            rule = f"from 0 to {high:g}" if np.isfinite(high) else "zero or more"
            hold(~((given < 0) | (given > high)), f"{name} must be {rule}", given)
    figures = {
        "time_to_proficiency": _speed(rows, now),
        "certification_pass_rate": _share(rows, "passed_first", "passed at the first try"),
        "training_completion": _share(rows, "completed", "finished the curriculum"),
        "post_training_qa": _mean(rows, "qa_score", "points of 100"),
        "knowledge_retention": _mean(rows, "retention", "share"),
        "training_satisfaction": _mean(rows, "satisfaction", f"of {most:g}"),
    }
    lines = []
    for target in training_targets():
        figure = figures[target.metric]
        status = grade(figure.value, target)
        if target.most is not None and target.most != most:
            status = "unknown"
        lines.append(TrainingFigure(target.metric, figure, target.target, status))
    return TrainingFigures(tuple(lines))


def _absent(column: str, unit: str) -> Estimate:
    return Estimate(None, 0, definition=column, unit=unit, reason=f"{column} is not known")


def _speed(rows: "pd.DataFrame", now: "datetime") -> Estimate:
    if "started_at" not in rows or "proficient_at" not in rows:
        return _absent("proficient_at", "days")
    return time_to_proficiency(rows, now=now).median


def _share(rows: "pd.DataFrame", column: str, about: str) -> Estimate:
    if column not in rows:
        return _absent(column, "share")
    seen = rows[column].dropna()
    return proportion(int(seen.sum()), len(seen), missing=len(rows) - len(seen), definition=about)


def _mean(rows: "pd.DataFrame", column: str, unit: str) -> Estimate:
    if column not in rows:
        return _absent(column, unit)
    values: Any = rows[column]
    return mean(values, definition=column, unit=unit)
