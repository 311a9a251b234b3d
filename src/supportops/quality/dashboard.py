"""The programme at a glance: seven figures of quality work against their published targets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.names import collected
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.quality.calibration import Calibration
from supportops.quality.summaries import mean_score
from supportops.statistics import Estimate, StudentEvidence, pearson, proportion
from supportops.vocabulary import Range, table

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "DashboardLine",
    "QualityDashboard",
    "QualityStatus",
    "QualityTarget",
    "quality_dashboard",
    "quality_targets",
    "score_bands",
]

QualityStatus: TypeAlias = Literal["on_target", "missed", "unknown"]
_WEEK = 7 * 86_400e6


class QualityTarget(Model, frozen=True, extra="forbid"):
    """Where a figure of the programme should be.

    Attributes
    ----------
    metric : str
    definition : str
        What it measures.
    target : Range or None
        Where it should be [points or share]; None where only an aim is published.
    aim : str
        The aim in words, where there is one.
    source : Source
    """

    metric: str
    definition: str
    target: Range | None = None
    aim: str = ""
    source: Source


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


def quality_targets() -> tuple[QualityTarget, ...]:
    """Published targets, in their order.

    Examples
    --------
    >>> [str(each.target) for each in quality_targets() if each.metric == "average_qa_score"]
    ['at least 85 points']
    """
    data = read_data("quality", "targets")["dashboard"]
    source = Source(source=data["source"], where=data["where"])
    return tuple(QualityTarget.model_validate({**row, "source": source}) for row in data["rows"])


def score_bands(
    scores: Any, *, edges: Sequence[float] = (60, 70, 80, 90)
) -> tuple[tuple[Range, float, float | None], ...]:
    """Share of reviews in each band of scores, beside that of a normal curve.

    Parameters
    ----------
    scores : array-like or Series
        Review scores [points of 100]; missing ones are left out.
    edges : sequence of float
        Where one band ends and the next begins [points of 100], ascending; an edge belongs to the
        band above it. No source prints bands: these are our assumption.

    Returns
    -------
    tuple of (Range, float, float or None)
        From the lowest band; empty without scores. The normal curve has the mean and spread of
        the scores.

    Raises
    ------
    InputError
        If the edges do not ascend.

    Notes
    -----
    Scores that end at 100 are seldom normal: near the top the curve is a poor aim.

    Examples
    --------
    >>> [(str(band), share) for band, share, _ in score_bands([65, 85, 88, 95], edges=(80, 90))]
    [('below 80 points', 0.25), ('80 to below 90 points', 0.5), ('at least 90 points', 0.25)]
    """
    import pandas as pd
    from scipy.special import ndtr

    cuts = np.array([float(e) if is_real(e) else np.nan for e in collected(edges, "edges")])
    if not cuts.size or not np.isfinite(cuts).all() or (np.diff(cuts) <= 0).any():
        raise InputError(f"edges must be finite and ascend; got {shown(edges)}")
    values = pd.Series(scores, dtype="float64").dropna().to_numpy()
    if not values.size:
        return ()
    share = np.bincount(np.searchsorted(cuts, values, side="right"), minlength=cuts.size + 1)
    sd = float(values.std(ddof=1)) if values.size > 1 else 0.0
    normal: list[float | None] = [None] * (cuts.size + 1)
    if sd > 0:
        below = np.concatenate([[0.0], ndtr((cuts - values.mean()) / sd), [1.0]])
        normal = np.diff(below).tolist()
    ranges = [
        Range(high=cuts[0], high_open=True, unit="points"),
        *(Range(low=a, high=b, high_open=True, unit="points") for a, b in pairwise(cuts.tolist())),
        Range(low=cuts[-1], unit="points"),
    ]
    shares = (share / values.size).tolist()
    return tuple(zip(ranges, shares, normal, strict=True))


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
        If a column is of another kind or the edges do not ascend.

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
        "calibration_variance": _spread(calibration),
        "review_coverage": _coverage(rows, team),
        "critical_fails": _fails(rows),
        "improvement_rate": _slope(rows),
        "qa_csat_correlation": _with_csat(rows),
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


def _spread(calibration: Calibration | None) -> Estimate:
    about = "largest range of a shared case"
    worst = None if calibration is None else calibration.readings[0].worst
    if calibration is None or worst is None:
        reason = "no calibration" if calibration is None else "no case has two scores"
        return Estimate(None, 0, definition=about, unit="points of 100", reason=reason)
    cases = int(np.sum(~np.isnan(calibration.ranges)))
    return Estimate(worst, cases, definition=about, unit="points of 100")


def _coverage(rows: "pd.DataFrame", team: Iterable[Any] | None) -> Estimate:
    about = "agents reviewed in each week"
    if "agent_id" not in rows or "reviewed_at" not in rows:
        return Estimate(None, 0, definition=about, unit="share", reason="agents or days unknown")
    seen = rows[rows["agent_id"].notna() & rows["reviewed_at"].notna()]
    flags = ("only_reviewed_agents",) if team is None else ()
    people = set(seen["agent_id"]) if team is None else set(collected(team, "team"))
    if seen.empty or not people:
        reason = "no dated reviews" if people or team is None else "no agents"
        return Estimate(None, 0, definition=about, unit="share", reason=reason)
    micros = seen["reviewed_at"].to_numpy(dtype="datetime64[us]").view("int64")
    week = ((micros - micros.min()) // int(_WEEK)).astype(np.int64)
    cells = {
        pair for pair in zip(seen["agent_id"], week.tolist(), strict=True) if pair[0] in people
    }
    n = len(people) * (int(week.max()) + 1)
    # All weeks of all agents are known: there is no sample, and so no interval.
    return Estimate(len(cells) / n, n, definition=about, unit="share", flags=flags)


def _fails(rows: "pd.DataFrame") -> Estimate:
    about = "reviews with a critical failure"
    if "failed" not in rows:
        return Estimate(None, 0, definition=about, unit="share", reason="failures are not known")
    seen = rows["failed"].dropna()
    gaps = len(rows) - len(seen)
    return proportion(int(seen.sum()), len(seen), missing=gaps, definition=about)


def _slope(rows: "pd.DataFrame") -> Estimate:
    about, unit = "slope of scores over time", "points a week"
    if "reviewed_at" not in rows:
        return Estimate(None, 0, definition=about, unit=unit, reason="days are not known")
    seen = rows[rows["score"].notna() & rows["reviewed_at"].notna()]
    gaps = len(rows) - len(seen)
    n = len(seen)
    micros = seen["reviewed_at"].to_numpy(dtype="datetime64[us]").view("int64")
    if n < 3 or micros.min() == micros.max():
        reason = "fewer than three dated scores, or all at once"
        return Estimate(None, n, gaps, definition=about, unit=unit, reason=reason)
    weeks = (micros - micros.min()) / _WEEK
    x, y = weeks - weeks.mean(), seen["score"].to_numpy(dtype=np.float64)
    value = float(x @ (y - y.mean()) / (x @ x))
    left = y - y.mean() - value * x
    se = float(np.sqrt(left @ left / (n - 2) / (x @ x)))
    evidence = StudentEvidence(value, se, n - 2)
    return Estimate(value, n, gaps, definition=about, unit=unit, evidence=evidence)


def _with_csat(rows: "pd.DataFrame") -> Estimate:
    if "csat" not in rows:
        return Estimate(None, 0, definition="Pearson correlation", reason="CSAT is not known")
    return pearson(rows["score"], rows["csat"])
