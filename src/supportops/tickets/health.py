"""Queue health: five published measures, each against its bands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from supportops._kit.arrays import lift
from supportops._kit.data import Source
from supportops._kit.instants import NAT, instant, instants
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.tickets.published import table_rows
from supportops.tickets.queue_policies import QUEUE
from supportops.vocabulary import Range, Scale

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "HealthBand",
    "HealthFigure",
    "HealthStatus",
    "health_status",
    "published_queue_bands",
    "queue_health",
]

HealthStatus: TypeAlias = Literal["on_target", "watch", "warning", "unstated", "unknown"]
_DAY = 86_400_000_000


class HealthBand(Model, frozen=True, extra="forbid"):
    """Published limits of one measure of a queue.

    Attributes
    ----------
    metric, label, definition : str
    target : Range or None
        Where it should be; None where the source gives no figure.
    warnings : tuple of Range
        Where it must not be.
    stated : str
        The source's words where it gives no figure.
    source : Source or None
    """

    metric: str
    label: str
    definition: str
    target: Range | None = None
    warnings: tuple[Range, ...] = ()
    stated: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class HealthFigure(Result):
    """One measure of a queue and its status.

    Attributes
    ----------
    metric : str
    value : float or None
        In the unit of the band; None where `reason` says what is missing.
    status : str
        ``on_target``, ``watch`` (neither on target nor a warning), ``warning``, ``unstated``
        (no warning, and the source states no target) or ``unknown``.
    n : int
        Tickets behind it.
    missing : int
        Tickets left out since what it takes is missing.
    reason : str
    """

    metric: str
    value: float | None
    status: HealthStatus
    n: int
    missing: int
    reason: str = ""


def published_queue_bands() -> tuple[HealthBand, ...]:
    """Bands of the support-operations skill.

    Examples
    --------
    >>> str(published_queue_bands()[0].warnings[0])
    'above 3 days'
    """
    return tuple(HealthBand.model_validate(row) for row in table_rows("queue_health"))


def health_status(value: float | None, *, band: HealthBand) -> HealthStatus:
    """Status of a figure against its band.

    Parameters
    ----------
    value : float or None
        In the unit of the band; None and NaN are unknown.
    band : HealthBand

    Returns
    -------
    str
    """
    if value is None or np.isnan(value):
        return "unknown"
    if any(value in warning for warning in band.warnings):
        return "warning"
    if band.target is None:
        return "unstated"
    return "on_target" if value in band.target else "watch"


def queue_health(
    tickets: "pd.DataFrame",
    *,
    now: datetime | str,
    scale: Scale,
    normal_depth: float | None = None,
    utilization: ShareLike | None = None,
    approaching: ShareLike | None = None,
    bands: tuple[HealthBand, ...] | None = None,
    columns: Mapping[str, str] | None = None,
) -> tuple[HealthFigure, ...]:
    """Health of a queue as it stands.

    Parameters
    ----------
    tickets : DataFrame
        Waiting tickets: created_at and priority; due_at for the wait.
    now : datetime
    scale : Scale
        Of the priorities; the first two names are those that the source limits.
    normal_depth : float, optional
        Usual number of waiting tickets, above zero.
    utilization : share, optional
        Time on tickets over time available.
    approaching : share, optional
        From which share of its promise a ticket counts as approaching it; the source gives none.
    bands : tuple of HealthBand, optional
        Those of the support-operations skill unless told.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    tuple of HealthFigure
        One for each band that is known here: backlog_age [days], queue_depth [times the normal
        depth], first_priority_share, second_priority_share, wait_time [greatest share of a
        promise used up, on the calendar], agent_utilization.

    Raises
    ------
    InputError
        For a ticket created after `now` or an undeclared priority.

    Examples
    --------
    >>> import pandas as pd
    >>> waiting = pd.DataFrame({
    ...     "created_at": pd.to_datetime(["2026-03-02T09:00Z"] * 100),
    ...     "priority": ["P1"] * 12 + ["P3"] * 88,
    ... })
    >>> from supportops.vocabulary import preset
    >>> found = queue_health(waiting, now="2026-03-02T21:00Z", scale=preset("p1-p5"))
    >>> [(f.value, f.status) for f in found if f.metric == "first_priority_share"]
    [(0.12, 'warning')]
    """
    depth = None if normal_depth is None else float(lift(normal_depth=normal_depth)[1][0])
    if depth is not None and not 0 < depth < np.inf:
        raise InputError(f"normal_depth must be above zero and finite; got {shown(normal_depth)}")
    frame = read_table(
        tickets, QUEUE, needs=("created_at", "priority"), uses=("due_at",), columns=columns
    )
    present = int(instants(instant(now, "now"), "now")[0])
    created = instants(frame["created_at"], "created_at")[0]
    if (created > present).any():
        raise InputError(
            f"created_at must not be after now; got one at position {int((created > present).argmax())}"
        )
    n = len(frame)
    figures: dict[str, tuple[float | None, int, str]] = {}
    age = (present - created[created != NAT]) / _DAY
    figures["backlog_age"] = (
        float(age.mean()) if len(age) else None,
        len(age),
        "" if len(age) else "nothing is waiting",
    )
    figures["queue_depth"] = (n / depth, n, "") if depth else (None, n, "give normal_depth=")
    priority = frame["priority"]
    for name in priority.dropna().unique():
        scale.rank(name)
    known = int(priority.notna().sum())
    for metric, names in (
        ("first_priority_share", scale.names[:1]),
        ("second_priority_share", scale.names[1:2]),
    ):
        share_ = int(priority.isin(names).sum()) / known if known and names else None
        why = "" if names else "the scale has no such priority"
        why = why if known else "no ticket has a priority"
        figures[metric] = (share_, known, why)
    figures["wait_time"] = _wait(frame, created, present)
    used = None if utilization is None else share(utilization, "utilization")
    figures["agent_utilization"] = (used, n, "" if used is not None else "give utilization=")
    out = []
    for band in published_queue_bands() if bands is None else bands:
        if band.metric not in figures:
            continue
        value, count, reason = figures[band.metric]
        graded = band
        if band.metric == "wait_time" and value is not None:
            if approaching is None:
                reason = "give approaching=, the share of a promise from which it is a warning"
                graded = band.model_copy(update={"target": None})
            else:
                near = share(approaching, "approaching")
                graded = band.model_copy(
                    update={
                        "target": Range(high=near, high_open=True),
                        "warnings": (Range(low=near),),
                    }
                )
        status = health_status(value, band=graded)
        out.append(HealthFigure(band.metric, value, status, count, n - count, reason))
    return tuple(out)


def _wait(
    frame: "pd.DataFrame", created: np.ndarray, present: int
) -> tuple[float | None, int, str]:
    if "due_at" not in frame:
        return None, 0, "give due_at"
    due = instants(frame["due_at"], "due_at")[0]
    there = (due != NAT) & (created != NAT)
    if not there.any():
        return None, 0, "no ticket has a promise"
    spent, whole = present - created[there], due[there] - created[there]
    used = np.where(whole > 0, spent / np.where(whole > 0, whole, 1), np.inf)
    return float(used.max()), int(there.sum()), ""
