"""The compliance dashboard: six published figures, each held against its goal."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.shares import Share
from supportops.sla.compliance import Compliance, ComplianceRow, compliance
from supportops.statistics import Estimate

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DashboardFigure", "DashboardGoal", "dashboard", "dashboard_goals"]


class DashboardGoal(Model, frozen=True, extra="forbid"):
    """A figure of the dashboard and where it is to be.

    Attributes
    ----------
    name : str
    figure : {"kept", "mean of target", "breaches", "severe breaches"}
        Share that was kept, mean of elapsed over target, or a number of breaches.
    metric : str or None
        Whose; None is all metrics together.
    at_least, below : share or None
        Of a share or a mean.
    at_most : int or None
        Of a number.
    trend : {"down"} or None
        Of a number, against the time before.
    source, where : str
    """

    name: str
    figure: Literal["kept", "mean of target", "breaches", "severe breaches"]
    metric: str | None = None
    at_least: Share | None = None
    below: Share | None = None
    at_most: int | None = None
    trend: Literal["down"] | None = None
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class DashboardFigure(Result):
    """A figure and whether it is where it is to be.

    Attributes
    ----------
    goal : DashboardGoal
    estimate : Estimate or None
        Of a share or a mean.
    count : int or None
        Of a number of breaches.
    reached : bool or None
        None where nothing was decided, or a trend has nothing to be compared with.
    """

    goal: DashboardGoal
    estimate: Estimate | None
    count: int | None
    reached: bool | None


def dashboard_goals() -> tuple[DashboardGoal, ...]:
    """Published figures of a compliance dashboard with their goals.

    Examples
    --------
    >>> [(goal.name, goal.at_least) for goal in dashboard_goals()][:2]
    [('response SLA', 0.95), ('resolution SLA', 0.9)]
    """
    data = read_data("sla", "dashboard")
    place = {"source": data["source"], "where": data["where"]}
    return tuple(DashboardGoal.model_validate({**row, **place}) for row in data["goals"])


def dashboard(
    periods: "pd.DataFrame", *, before: "pd.DataFrame | None" = None
) -> tuple[DashboardFigure, ...]:
    """Six published figures of compliance, each held against its goal.

    Parameters
    ----------
    periods : DataFrame
        Of `supportops.sla.periods`.
    before : DataFrame, optional
        Periods of the time before, for the trend.

    Returns
    -------
    tuple of DashboardFigure

    Raises
    ------
    InputError
        As `compliance` does.

    Notes
    -----
    Shares are of decided periods, and are compared exactly: 95 of 100 reach 95 %. A mean is to be
    below its goal, not at it, and a trend goes down only if the number does.
    """
    now = compliance(periods)
    then = None if before is None else compliance(before)
    return tuple(_figure(goal, now, then) for goal in dashboard_goals())


def _figure(goal: DashboardGoal, now: Compliance, then: Compliance | None) -> DashboardFigure:
    if goal.metric is None:
        count = _count(goal, now)
        if goal.trend is not None:
            reached = None if then is None else count < _count(goal, then)
        else:
            reached = count <= (goal.at_most or 0)
        return DashboardFigure(goal, None, count, reached)
    row = next((row for row in now if row.key["metric"] == goal.metric), None)
    if row is None or not row.decided:
        return DashboardFigure(goal, None, None, None)
    return _share(goal, row)


def _share(goal: DashboardGoal, row: ComplianceRow) -> DashboardFigure:
    if goal.at_least is not None:
        reached = row.met >= Fraction(str(goal.at_least)) * row.decided
        return DashboardFigure(goal, row.kept, None, reached)
    mean = row.mean_of_target
    return DashboardFigure(goal, mean, None, float(mean) < (goal.below or 0))


def _count(goal: DashboardGoal, report: Compliance) -> int:
    if goal.figure == "breaches":
        return sum(row.breached for row in report)
    return sum(row.severe for row in report)
