"""What became of a page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from supportops._kit.durations import duration_text
from supportops._kit.instants import instant
from supportops._kit.results import Result
from supportops.errors import InputError
from supportops.escalation._clock import later
from supportops.escalation.models import EscalationPolicy, OnCallRule
from supportops.escalation.presets import on_call_rule, preset

__all__ = ["ChainFinding", "PageOutcome", "check_chain", "page_outcome"]

Step: TypeAlias = Literal["in time", "late", "waiting", "missed"]


@dataclass(frozen=True, slots=True)
class PageOutcome(Result):
    """What became of a page.

    Attributes
    ----------
    reply, acknowledgement : {"in time", "late", "waiting", "missed"}
        ``missed`` is past due and still not there.
    reply_after, acknowledged_after : timedelta or None
        Time since the page.
    escalate_at : datetime
        From when on the page goes to the next layer, unless it was acknowledged.
    escalated : bool
        Whether that has happened, or should have.
    """

    reply: Step
    acknowledgement: Step
    reply_after: timedelta | None
    acknowledged_after: timedelta | None
    escalate_at: datetime
    escalated: bool


def page_outcome(
    paged: datetime,
    *,
    now: datetime,
    replied: datetime | None = None,
    acknowledged: datetime | None = None,
    rule: OnCallRule | None = None,
) -> PageOutcome:
    """What became of a page, by the limits for reply and acknowledgement.

    Parameters
    ----------
    paged : datetime
        When it went out; aware.
    now : datetime
        The present; aware.
    replied, acknowledged : datetime, optional
        When somebody reacted, and took it; None where not yet. An acknowledgement without a
        reply is a reply too.
    rule : OnCallRule, optional
        The published one by default: reply in 5 minutes, acknowledge in 15 or escalate. The
        limits themselves are in time.

    Returns
    -------
    PageOutcome

    Raises
    ------
    InputError
        For naive instants, or instants out of order.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
    >>> page_outcome(at, replied=at.replace(minute=6), now=at.replace(minute=10)).reply
    'late'
    """
    limits = on_call_rule() if rule is None else rule
    begin, present = instant(paged, "paged"), instant(now, "now")
    ack = None if acknowledged is None else instant(acknowledged, "acknowledged")
    reply = ack if replied is None else instant(replied, "replied")
    order = [begin, *(at for at in (reply, ack) if at is not None), present]
    if order != sorted(order):
        got = ", ".join(at.isoformat() for at in order)
        raise InputError(f"paged, replied, acknowledged and now must be in this order; got {got}")
    passed = present - begin
    deadline = limits.acknowledge_or_escalate
    acknowledgement = _step(ack, begin, deadline, passed)
    return PageOutcome(
        reply=_step(reply, begin, limits.page_response, passed),
        acknowledgement=acknowledgement,
        reply_after=None if reply is None else reply - begin,
        acknowledged_after=None if ack is None else ack - begin,
        escalate_at=later(begin, deadline),
        escalated=acknowledgement in {"late", "missed"},
    )


def _step(at: datetime | None, begin: datetime, limit: timedelta, passed: timedelta) -> Step:
    if at is None:
        return "missed" if passed > limit else "waiting"
    return "late" if at - begin > limit else "in time"


@dataclass(frozen=True, slots=True)
class ChainFinding(Result):
    """A severity whose promise leaves no time for a second person.

    Attributes
    ----------
    severity : str
    response, acknowledge : timedelta
        Promised first response, and when an unacknowledged page goes on.
    slack : timedelta
        What is left for the next person; zero or negative.
    message : str
    """

    severity: str
    response: timedelta
    acknowledge: timedelta
    slack: timedelta
    message: str


def check_chain(
    policy: EscalationPolicy | None = None, *, rule: OnCallRule | None = None
) -> tuple[ChainFinding, ...]:
    """Severities whose first response is due before a second person could have been paged.

    Parameters
    ----------
    policy : EscalationPolicy, optional
        The published ``"support-operations"`` policy by default.
    rule : OnCallRule, optional
        The published one by default.

    Returns
    -------
    tuple of ChainFinding

    Examples
    --------
    >>> [(row.severity, str(row.slack)) for row in check_chain()]
    [('SEV1', '0:00:00')]
    """
    levels = preset("support-operations") if policy is None else policy
    limits = on_call_rule() if rule is None else rule
    acknowledge = limits.acknowledge_or_escalate
    return tuple(
        ChainFinding(
            severity=level.name,
            response=level.response,
            acknowledge=acknowledge,
            slack=level.response - acknowledge,
            message=f"{level.name} promises a response in {duration_text(level.response)}, and a "
            f"page goes on after {duration_text(acknowledge)}: the second person comes too late",
        )
        for level in levels.severities
        if acknowledge >= level.response
    )
