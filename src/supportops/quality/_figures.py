"""Figures of the dashboard, each with its sample; undefined ones say why."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.names import collected
from supportops.quality.calibrations import Calibration
from supportops.statistics import Estimate, StudentEvidence, pearson, proportion

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["coverage", "failures", "satisfaction", "slope", "spread"]

_WEEK = 7 * 86_400e6


def spread(calibration: Calibration | None) -> Estimate:
    about = "largest range of a shared case"
    worst = None if calibration is None else calibration.readings[0].worst
    if calibration is None or worst is None:
        reason = "no calibration" if calibration is None else "no case has two scores"
        return Estimate(None, 0, definition=about, unit="points of 100", reason=reason)
    cases = int(np.sum(~np.isnan(calibration.ranges)))
    return Estimate(worst, cases, definition=about, unit="points of 100")


def coverage(rows: "pd.DataFrame", team: Iterable[Any] | None) -> Estimate:
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


def failures(rows: "pd.DataFrame") -> Estimate:
    about = "reviews with a critical failure"
    if "failed" not in rows:
        return Estimate(None, 0, definition=about, unit="share", reason="failures are not known")
    seen = rows["failed"].dropna()
    gaps = len(rows) - len(seen)
    return proportion(int(seen.sum()), len(seen), missing=gaps, definition=about)


def slope(rows: "pd.DataFrame") -> Estimate:
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


def satisfaction(rows: "pd.DataFrame") -> Estimate:
    if "csat" not in rows:
        return Estimate(None, 0, definition="Pearson correlation", reason="CSAT is not known")
    return pearson(rows["score"], rows["csat"])
