"""Who is engaged, since when, and who is next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from supportops._kit.durations import DurationLike, duration
from supportops._kit.instants import instant
from supportops._kit.results import Result
from supportops.escalation._clock import later
from supportops.escalation.models import EscalationPolicy
from supportops.escalation.presets import preset

__all__ = ["Engagement", "EngagementTime", "engaged", "engagement", "engagement_times"]


@dataclass(frozen=True, slots=True)
class Engagement(Result):
    """Who is engaged, and who is next.

    Attributes
    ----------
    severity, role : str
    since : timedelta
        When the role was engaged, on the clock of the path.
    next_role : str or None
        None where the path ends.
    next_after : timedelta or None
        When the next role is engaged, on the same clock.
    next_in : timedelta or None
        How long until then.
    """

    severity: str
    role: str
    since: timedelta
    next_role: str | None
    next_after: timedelta | None
    next_in: timedelta | None


@dataclass(frozen=True, slots=True)
class EngagementTime(Result):
    """When a role is engaged.

    Attributes
    ----------
    role : str
    at : datetime
    """

    role: str
    at: datetime


def engagement(
    severity: str, *, after: DurationLike, policy: EscalationPolicy | None = None
) -> Engagement:
    """Who is engaged a given time after the first response, and who is next.

    Parameters
    ----------
    severity : str
        Name in the policy, such as ``"SEV3"``.
    after : duration
        Time since the first response, zero or more. The published path counts from there and
        not from the creation of the ticket: SEV4 would otherwise reach its second role long
        before its first response is due.
    policy : EscalationPolicy, optional
        The published ``"support-operations"`` policy by default.

    Returns
    -------
    Engagement

    Raises
    ------
    InputError
        For an undeclared severity or a negative time.

    Examples
    --------
    >>> now = engagement("SEV1", after="70m")
    >>> now.role, now.next_role, str(now.next_in)
    ('CTO', 'CEO', '0:50:00')
    """
    rules = preset("support-operations") if policy is None else policy
    elapsed = duration(after, "after")
    path = rules.severity(severity).path
    reached = sum(checkpoint <= elapsed for checkpoint in rules.checkpoints)
    place = min(reached, len(path)) - 1
    last = place + 1 == len(path)
    next_after = None if last else rules.checkpoints[place + 1]
    return Engagement(
        severity=severity,
        role=path[place],
        since=rules.checkpoints[place],
        next_role=None if last else path[place + 1],
        next_after=next_after,
        next_in=None if next_after is None else next_after - elapsed,
    )


def engaged(severity: str, *, after: DurationLike, policy: EscalationPolicy | None = None) -> str:
    """Role that is engaged a given time after the first response.

    Parameters
    ----------
    severity : str
        Name in the policy, such as ``"SEV3"``, or what `supportops.escalation.severity` gives.
    after : duration
        Time since the first response, zero or more.
    policy : EscalationPolicy, optional
        The published ``"support-operations"`` policy by default.

    Returns
    -------
    str
        The last role of the path whose checkpoint has been reached.

    Raises
    ------
    InputError
        For an undeclared severity or a negative time.

    Examples
    --------
    >>> engaged("SEV1", after="130m")
    'CEO'
    >>> engaged("SEV4", after="60m")
    'L2 specialist'
    """
    return engagement(severity, after=after, policy=policy).role


def engagement_times(
    severity: str, *, start: datetime, policy: EscalationPolicy | None = None
) -> tuple[EngagementTime, ...]:
    """When each role of a severity is engaged.

    Parameters
    ----------
    severity : str
        Name in the policy.
    start : datetime
        First response, or another instant from which the path is to count; aware.
    policy : EscalationPolicy, optional
        The published ``"support-operations"`` policy by default.

    Returns
    -------
    tuple of EngagementTime
        In the order of the path, in the zone of `start`.

    Raises
    ------
    InputError
        For an undeclared severity or a naive instant.
    """
    rules = preset("support-operations") if policy is None else policy
    begin = instant(start, "start")
    path = rules.severity(severity).path
    return tuple(
        EngagementTime(role, later(begin, mark))
        for role, mark in zip(path, rules.checkpoints, strict=False)
    )
