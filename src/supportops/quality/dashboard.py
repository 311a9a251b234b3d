"""The programme at a glance: seven figures of quality work against their published targets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.quality._figures import coverage, failures, satisfaction, slope, spread
from supportops.quality.calibrations import Calibration
from supportops.quality.score_bands import score_bands
from supportops.quality.summaries import mean_score
from supportops.quality.targets import quality_targets
from supportops.statistics import Estimate
from supportops.vocabulary import Range, table

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "DashboardLine",
    "QualityDashboard",
    "QualityStatus",
    "quality_dashboard",
]

QualityStatus: TypeAlias = Literal["on_target", "missed", "unknown"]


@dataclass(frozen=True, slots=True)
class DashboardLine(Result):
    """One figure and how it stands.

    Attributes
    ----------
    metric : str
    figure : Estimate
        The figure with its sample and interval.
    target : Range or None
        Where it should be [unit of the figure].
    status : str
        ``on_target``, ``missed`` or ``unknown``.
    sure : bool or None
        Whether the 95 % interval says the same; None without one.
    """

    metric: str
    figure: Estimate
    target: Range | None
    status: QualityStatus
    sure: bool | None


@dataclass(frozen=True, slots=True)
class QualityDashboard(Result):
    """Figures of a quality programme.

    Attributes
    ----------
    lines : tuple of DashboardLine
        In the published order, without the distribution.
    bands : tuple of tuple
        For each band of scores its range, the share of reviews, and the share that a normal curve
        of the same mean and spread would have (None without a spread).
    """

    lines: tuple[DashboardLine, ...]
    bands: tuple[tuple[Range, float, float | None], ...]

    def line(self, metric: str) -> DashboardLine:
        """Line of that metric."""
        for each in self.lines:
            if each.metric == metric:
                return each
        raise InputError(f"metric must be on the dashboard; got {shown(metric)}")

    def to_frame(self) -> "pd.DataFrame":
        """One row for each line."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "metric": each.metric,
                    "value": each.figure.value,
                    "low": each.figure.interval().low,
                    "high": each.figure.interval().high,
                    "n": each.figure.n,
                    "target": None if each.target is None else str(each.target),
                    "status": each.status,
                    "sure": each.sure,
                    "reason": each.figure.reason,
                }
                for each in self.lines
            ]
        )


def quality_dashboard(
    scores: "pd.DataFrame",
    *,
    team: Iterable[Any] | None = None,
    calibration: Calibration | None = None,
    strong: float | None = None,
    edges: Sequence[float] = (60, 70, 80, 90),
    columns: Mapping[str, str] | None = None,
) -> QualityDashboard:
    """Figures of a table of scored reviews against the published targets.

    Parameters
    ----------
    scores : DataFrame
        One row a review with score, and of agent_id, reviewed_at, failed and csat what is known.
    team : collection, optional
        All agents whose work could be reviewed; those that were, where left out, which makes
        coverage look better than it is.
    calibration : Calibration, optional
        The last session.
    strong : float, optional
        Least correlation of score and CSAT that is strong [correlation]; the source says no
        figure, so without it the correlation is not graded.
    edges : sequence of float
        As in `score_bands` [points of 100].
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    QualityDashboard

    Raises
    ------
    InputError
        If a column or the calibration is of another kind, or the edges do not ascend.

    Notes
    -----
    The mean and the failures have intervals that allow for reviews of one agent being alike,
    where agents are known. Coverage is the share of agents reviewed in each week from the first
    to the last review, weeks counted from the first. Improvement is the slope of scores over
    time in points a week; a new mix of agents moves it too.

    Examples
    --------
    >>> import pandas as pd
    >>> reviews = pd.DataFrame({"score": [80.0, 90.0, 88.0], "failed": [False, False, False]})
    >>> board = quality_dashboard(reviews)
    >>> [(each.metric, each.status) for each in board.lines][:2]
    [('average_qa_score', 'on_target'), ('calibration_variance', 'unknown')]
    """
    if calibration is not None and not isinstance(calibration, Calibration):
        raise InputError(f"calibration must be a Calibration; got {shown(calibration)}")
    if strong is not None and not (is_real(strong) and -1 <= strong <= 1):
        raise InputError(f"strong must be a correlation, −1 to 1; got {shown(strong)}")
    rows = read_table(
        scores,
        table("review_scores"),
        needs=("score",),
        uses=("agent_id", "reviewed_at", "failed", "csat"),
        columns=columns,
    )
    known = rows.get("agent_id")
    clusters = None if known is None or known.isna().any() else known
    figures = {
        "average_qa_score": mean_score(rows["score"], clusters=clusters),
        "calibration_variance": spread(calibration),
        "review_coverage": coverage(rows, team),
        "critical_fails": failures(rows),
        "improvement_rate": slope(rows),
        "qa_csat_correlation": satisfaction(rows),
    }
    lines = []
    for target in quality_targets():
        if target.metric in figures:
            limits = target.target
            if target.metric == "qa_csat_correlation" and strong is not None:
                limits = Range(low=strong)
            lines.append(_line(target.metric, figures[target.metric], limits))
    return QualityDashboard(tuple(lines), score_bands(rows["score"], edges=edges))


def _line(metric: str, figure: Estimate, target: Range | None) -> DashboardLine:
    if figure.value is None or target is None:
        return DashboardLine(metric, figure, target, "unknown", None)
    good = figure.value in target
    ends = figure.interval()
    sure = None
    if ends.low is not None and ends.high is not None:
        sure = (ends.low in target and ends.high in target) if good else not _meets(ends, target)
    return DashboardLine(metric, figure, target, "on_target" if good else "missed", sure)


def _meets(ends: Any, target: Range) -> bool:
    """Whether an interval and a target have a point in common."""
    return not (target.above(ends.low) or target.below(ends.high))
