"""Whether a review is due, and by when."""

from datetime import datetime
from functools import cache

from supportops._kit.data import Source, read_data
from supportops._kit.durations import Duration
from supportops._kit.instants import instant
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.escalation._clock import later
from supportops.escalation.presets import preset

__all__ = ["ReviewDeadline", "review_deadlines", "review_due", "review_required"]


class ReviewDeadline(Model, frozen=True, extra="forbid"):
    """By when a review, or a part of it, is due after the resolution.

    Attributes
    ----------
    name : str
    within : timedelta
    source : Source
    """

    name: str
    within: Duration
    source: Source


@cache
def review_deadlines() -> tuple[ReviewDeadline, ...]:
    """Three published deadlines, each of its own source and for its own purpose."""
    return tuple(
        ReviewDeadline(
            name=row["name"],
            within=row["within"],
            source=Source(source=row["source"], where=row["where"]),
        )
        for row in read_data("escalation", "incidents")["deadline"]
    )


def review_required(severity: str) -> bool:
    """Whether the support-operations skill asks for a review of that severity.

    Examples
    --------
    >>> review_required("SEV2"), review_required("SEV3")
    (True, False)
    """
    preset("support-operations").severity(severity)
    return severity in read_data("escalation", "incidents")["review"]["required_for"]


def review_due(resolved: datetime, *, deadline: str = "customer report") -> datetime:
    """By when a review is due.

    Parameters
    ----------
    resolved : datetime
        When the incident was over; aware.
    deadline : {"customer report", "public post-mortem", "remediation documented"}
        48 hours in the support-operations skill, 72 hours in the AST playbook, 30 days in the
        VIVtone guide.

    Returns
    -------
    datetime
        In the zone of `resolved`.

    Raises
    ------
    InputError
        For an unknown deadline or a naive instant.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> review_due(datetime(2026, 3, 2, 9, tzinfo=UTC)).isoformat()
    '2026-03-04T09:00:00+00:00'
    """
    known = {row.name: row for row in review_deadlines()}
    if deadline not in known:
        raise InputError(f"deadline must be one of {joined(known, 'or')}; got {shown(deadline)}")
    return later(instant(resolved, "resolved"), known[deadline].within)
