"""Scorecards: several figures, weighted, in one; what is missing is said and not made up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from pydantic import model_validator

from supportops._kit.models import Model
from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops._kit.text import joined, markdown_table, shown
from supportops.errors import InputError
from supportops.metrics._scores import values_of

__all__ = ["ScoreItem", "ScorePart", "Scorecard", "band_score", "scorecard"]


class ScoreItem(Model, frozen=True, extra="forbid"):
    """One metric of a scorecard.

    Attributes
    ----------
    name : str
        Its name.
    actual : float or None
        Today's figure, in any unit; None is not known.
    worst, best : float
        Figures that score nothing and everything. Which way is better follows from them.
    weight : float
        Its weight, zero or more.
    """

    name: str
    actual: float | None
    worst: float
    best: float
    weight: float

    @model_validator(mode="after")
    def _possible(self) -> "ScoreItem":
        if not (isfinite(self.worst) and isfinite(self.best)) or self.worst == self.best:
            raise InputError(
                f"best must be finite and differ from worst; got {self.best:g} for both ends"
            )
        if not 0 <= self.weight < float("inf"):
            raise InputError(f"weight must be zero or more, and finite; got {self.weight:g}")
        if self.actual is not None and not isfinite(self.actual):
            raise InputError(
                f"actual must be finite, or None where it is not known; got {self.actual}"
            )
        return self


@dataclass(frozen=True, slots=True)
class ScorePart(Result):
    """What one metric gives to the score.

    Attributes
    ----------
    name : str
    points : float or None
        weight × how far it is from worst to best, from 0 to its weight; None where the figure
        is not known.
    weight : float
        Its weight.
    clamped : bool
        Whether the figure lies beyond worst or best, and counts as that end.
    """

    name: str
    points: float | None
    weight: float
    clamped: bool


@dataclass(frozen=True, slots=True)
class Scorecard(Result):
    """A weighted score of several metrics.

    Attributes
    ----------
    total : float or None
        Points of the metrics that are known; where some are missing, scaled up to the weight
        of all. None where none is known.
    weight : float
        Weight of all metrics: what a perfect score would be.
    coverage : float
        Share of the weight that is known.
    parts : tuple of ScorePart
    missing : tuple of str
        Metrics that are not known, and did not count.
    """

    total: float | None
    weight: float
    coverage: float
    parts: tuple[ScorePart, ...]
    missing: tuple[str, ...] = ()

    def to_markdown(self) -> str:
        """The score and its parts as a Markdown table, with what is missing said under it."""
        rows: list[Sequence[object]] = [
            (p.name, None if p.points is None else f"{p.points:.1f}", f"{p.weight:g}")
            for p in self.parts
        ]
        total = None if self.total is None else f"{self.total:.1f}"
        text = markdown_table(
            ("metric", "points", "of"), [*rows, ("total", total, f"{self.weight:g}")]
        )
        if not self.missing:
            return text
        known = f"{100 * self.coverage:.0f}"
        return f"{text}\n\nNot known: {joined(self.missing)}. The total rests on {known} % of the weight."


def scorecard(items: Iterable[ScoreItem]) -> Scorecard:
    """Weighted score of metrics, each between its worst and its best.

    Parameters
    ----------
    items : iterable of ScoreItem
        At least one of a weight, of different names.

    Returns
    -------
    Scorecard

    Raises
    ------
    InputError
        Without a weight, or with two of one name.

    Notes
    -----
    Part = weight × (actual − worst) / (best − worst), kept from 0 to the weight. With missing
    metrics the total is the parts' sum over the coverage.

    Examples
    --------
    >>> card = scorecard([
    ...     ScoreItem(name="csat", actual=88, worst=70, best=95, weight=60),
    ...     ScoreItem(name="cost", actual=21, worst=35, best=15, weight=40)])
    >>> round(card.total, 1)
    71.2
    """
    rows = collected(items, "items")
    stray = [row for row in rows if not isinstance(row, ScoreItem)]
    if stray:
        raise InputError(f"items must be ScoreItems; got {shown(stray[0])}")
    names = [row.name for row in rows]
    if not rows or len(set(names)) < len(names):
        raise InputError(
            f"items must be at least one, of different names; got {joined(names) or 'none'}"
        )
    weight = sum(row.weight for row in rows)
    if not weight:
        raise InputError("items must have a weight above zero among them; got none")
    parts, missing = [], []
    for row in rows:
        if row.actual is None:
            missing.append(row.name)
            parts.append(ScorePart(row.name, None, row.weight, clamped=False))
            continue
        reached = (row.actual - row.worst) / (row.best - row.worst)
        inside = min(max(reached, 0.0), 1.0)
        parts.append(ScorePart(row.name, row.weight * inside, row.weight, inside != reached))
    known = sum(part.weight for part in parts if part.points is not None)
    points = sum(part.points for part in parts if part.points is not None)
    total = points * (weight / known) if known else None
    return Scorecard(total, weight, known / weight, tuple(parts), tuple(missing))


def band_score(actual: float, bands: Any) -> float:
    """Score from 0 to 100 between limits that share the hundred equally.

    Parameters
    ----------
    actual : float
        The figure [any unit].
    bands : array-like
        Limits in order [any unit], from what scores 0 to what scores 100, up or down; at least
        two.

    Returns
    -------
    float
        [points of 100]; beyond the limits 0 or 100.

    Raises
    ------
    InputError
        If the limits are fewer than two, or not in order.

    Examples
    --------
    A published example: halfway into the last of three equal parts.

    >>> round(band_score(9000, [0, 4000, 6000, 12000]), 1)
    83.3
    """
    limits = values_of(bands, "bands")
    steps = np.diff(limits)
    if (
        limits.size < 2
        or not np.isfinite(limits).all()
        or not ((steps > 0).all() or (steps < 0).all())
    ):
        raise InputError(
            f"bands must be two finite limits or more in order; got {shown(limits.tolist())}"
        )
    value = float(values_of([actual], "actual")[0])
    if not isfinite(value):
        raise InputError(f"actual must be finite; got {shown(actual)}")
    scores = np.linspace(0.0, 100.0, limits.size)
    if steps[0] < 0:
        return float(np.interp(-value, -limits, scores))
    return float(np.interp(value, limits, scores))
