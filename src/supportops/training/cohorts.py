"""Cohorts: how long proficiency takes, and what a class of newcomers delivers meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Float64Array, hold
from supportops._kit.instants import instant, instants
from supportops._kit.names import collected
from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.tables import read_table
from supportops.errors import InputError
from supportops.statistics import (
    CumulativeIncidence,
    Estimate,
    SurvivalCurve,
    cumulative_incidence,
    survival_curve,
)
from supportops.vocabulary import table

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

__all__ = ["CohortOutput", "TimeToProficiency", "cohort_output", "time_to_proficiency"]

_DAY = 86_400e6


@dataclass(frozen=True, slots=True, eq=False)
class TimeToProficiency(Result):
    """Days from the first day to proficiency, of all who began.

    Attributes
    ----------
    median : Estimate
        Days by which half are proficient, of those who stay [days].
    proficient, in_training, left : int
        How many are, are on the way, and went before [people].
    missing : int
        Without a first day, left out [people].
    curve : SurvivalCurve
        Share not yet proficient by day, of those who stay: leavers are taken to have been on the
        same way as those who stayed.
    incidence : CumulativeIncidence
        Share who became ``"proficient"``, and who ``"left"`` before, of all who began.
    """

    median: Estimate
    proficient: int
    in_training: int
    left: int
    missing: int
    curve: SurvivalCurve = field(repr=False)
    incidence: CumulativeIncidence = field(repr=False)

    def proficient_by(self, days: float) -> Estimate:
        """Share of all who began that is proficient by a day, leavers counted as never.

        Parameters
        ----------
        days : float
            Days after the first day [days].

        Returns
        -------
        Estimate
        """
        return self.incidence.share("proficient", by=days)


@dataclass(frozen=True, slots=True)
class CohortOutput(Result):
    """What a class delivers while it learns.

    Attributes
    ----------
    delivered : float
        Full agents' weeks of work [agent-weeks].
    lost : float
        What as many full agents would have delivered beyond that [agent-weeks].
    by_week : tuple of float
        Full agents that it stands for in each week [agents].
    heads : tuple of float
        People who are still there in each week [heads], in expectation.
    """

    delivered: float
    lost: float
    by_week: tuple[float, ...]
    heads: tuple[float, ...]


def time_to_proficiency(
    trainees: "pd.DataFrame",
    *,
    now: "datetime",
    columns: Mapping[str, str] | None = None,
) -> TimeToProficiency:
    """How long it takes to become proficient, those who are still on the way included.

    Parameters
    ----------
    trainees : DataFrame
        One row a person with started_at, proficient_at (missing while not), and left_at where it
        is known.
    now : datetime
        The present, up to which the others were watched.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    TimeToProficiency

    Raises
    ------
    InputError
        If somebody became proficient, left or was asked about before the first day, or became
        proficient after now.

    Notes
    -----
    The mean of those who made it forgets the slow ones who are still trying. They count as long
    as they were watched (Kaplan and Meier); people who left compete with proficiency, and
    `incidence` counts them as never.

    Examples
    --------
    >>> import pandas as pd
    >>> start = pd.Timestamp("2026-01-05", tz="UTC")
    >>> people = pd.DataFrame({
    ...     "started_at": [start] * 4,
    ...     "proficient_at": start + pd.to_timedelta([20, 25, 40, None], unit="D"),
    ... })
    >>> answer = time_to_proficiency(people, now=start + pd.Timedelta(days=60))
    >>> answer.median.value, answer.in_training
    (25.0, 1)
    """
    rows = read_table(
        trainees,
        table("trainees"),
        needs=("started_at", "proficient_at"),
        uses=("left_at",),
        columns=columns,
    )
    present = float(instants(instant(now, "now"), "now")[0])
    start, end = (_micros(rows[name]) for name in ("started_at", "proficient_at"))
    gone = _micros(rows["left_at"]) if "left_at" in rows else np.full(len(rows), np.nan)
    for name, wrong, rule in (
        ("started_at", start > present, "not be after now"),
        ("proficient_at", end > present, "not be after now"),
        ("proficient_at", end < start, "not be before started_at"),
        ("left_at", gone < start, "not be before started_at"),
    ):
        if wrong.any():
            hold(~wrong, f"{name} must {rule}", rows[name].astype(str).to_numpy(dtype=object))
    done = ~np.isnan(end) & ~(gone < end)
    left = ~done & (gone <= present)
    until = np.where(done, end, np.where(left, gone, present))
    days = (until - start) / _DAY
    causes = np.full(len(rows), None, dtype=object)
    causes[done], causes[left] = "proficient", "left"
    known = ~np.isnan(start)
    curve = survival_curve(days, done, unit="days")
    return TimeToProficiency(
        curve.quantile(0.5),
        int((done & known).sum()),
        int((~done & ~left & known).sum()),
        int((left & known).sum()),
        int((~known).sum()),
        curve,
        cumulative_incidence(days, causes),
    )


def cohort_output(
    heads: float, *, loads: Sequence[ShareLike], attrition: ShareLike = 0
) -> CohortOutput:
    """Work of a class of newcomers, week by week.

    Parameters
    ----------
    heads : float
        People who begin together [heads].
    loads : sequence of share
        Share of a full agent's work in each week, such as `OnboardingPlan.loads`.
    attrition : share
        Part of those still there who leave at the end of each week.

    Returns
    -------
    CohortOutput

    Raises
    ------
    InputError
        If a share is outside 0 to 1, or there is no week.

    Notes
    -----
    Σ heads (1 − attrition)^(k−1) load_k over the weeks k. What is lost is counted against as many
    full agents as began, so those who left are lost in full.

    Examples
    --------
    >>> from supportops.training import preset
    >>> output = cohort_output(1, loads=preset("support-operations-ramp").loads)
    >>> output.delivered, output.lost
    (4.25, 3.75)
    """
    people = from_zero(heads, "heads")
    shares = [share(load, f"loads[{i}]") for i, load in enumerate(collected(loads, "loads"))]
    if not shares:
        raise InputError("loads must hold a share for each week; got none")
    stay = 1 - share(attrition, "attrition")
    there = [people * stay**k for k in range(len(shares))]
    work = [n * load for n, load in zip(there, shares, strict=True)]
    total = float(sum(work))
    return CohortOutput(total, people * len(shares) - total, tuple(work), tuple(there))


def _micros(column: "pd.Series[Any]") -> Float64Array:
    """Instants as microseconds; NaN where there is none."""
    micros = column.to_numpy(dtype="datetime64[us]").view("int64").astype(np.float64)
    return np.where(column.isna().to_numpy(dtype=bool), np.nan, micros)
