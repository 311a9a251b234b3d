"""What customer success has to hear of an account, and how soon."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from supportops._kit.data import read_data
from supportops._kit.durations import DurationLike, duration
from supportops._kit.instants import instant
from supportops._kit.models import Instant, Model
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["AccountSignals", "Handoff", "HandoffRule", "customer_success_handoffs", "handoff_rules"]

Urgency: TypeAlias = Literal["immediate", "high", "medium"]
_ORDER = ("immediate", "high", "medium")


class AccountSignals(Model, frozen=True, extra="forbid"):
    """What support has seen of an account.

    Attributes
    ----------
    account : str
    escalations : tuple of datetime
        When tickets of it were escalated; aware.
    executive_complaint, churn_mention, expansion_interest, champion_departure : bool
    negative_csat_trend, major_incident_impact, feature_blocker : bool
        Whether that was noticed.
    """

    account: str
    escalations: tuple[Instant, ...] = ()
    executive_complaint: bool = False
    churn_mention: bool = False
    expansion_interest: bool = False
    champion_departure: bool = False
    negative_csat_trend: bool = False
    major_incident_impact: bool = False
    feature_blocker: bool = False


class HandoffRule(Model, frozen=True, extra="forbid"):
    """Signal, what is handed over for it, and how urgent that is."""

    signal: str
    handoff: str
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Handoff(Result):
    """Something to hand over.

    Attributes
    ----------
    account, signal, handoff : str
    urgency : {"immediate", "high", "medium"}
    why : str
    """

    account: str
    signal: str
    handoff: str
    urgency: Urgency
    why: str


def handoff_rules() -> tuple[HandoffRule, ...]:
    """Published signals, in the order of the source."""
    rows = read_data("feedback", "feedback")["handoffs"]["handoff"]
    return tuple(HandoffRule.model_validate(row) for row in rows)


def customer_success_handoffs(
    account: AccountSignals,
    *,
    now: datetime,
    escalations: int = 2,
    within: DurationLike | None = None,
) -> tuple[Handoff, ...]:
    """What to hand over to customer success about an account.

    Parameters
    ----------
    account : AccountSignals
        What was seen.
    now : datetime
        The present; aware.
    escalations : int
        From how many on they are multiple [escalations]; the source gives no number, 2 is ours.
    within : duration, optional
        Window that they are counted in, its start included; 30 days as published.

    Returns
    -------
    tuple of Handoff
        Most urgent first; equal ones in the order of the source.

    Raises
    ------
    InputError
        For an escalation after `now`, or a number below one.

    Examples
    --------
    >>> from datetime import UTC
    >>> now = datetime(2026, 3, 2, tzinfo=UTC)
    >>> seen = AccountSignals(account="Acme", executive_complaint=True, feature_blocker=True)
    >>> [(row.handoff, row.urgency) for row in customer_success_handoffs(seen, now=now)]
    [('VIP escalation', 'immediate'), ('product alignment', 'medium')]
    """
    at, least = instant(now, "now"), whole(escalations, "escalations")
    if not least:
        raise InputError(f"escalations must be one or more; got {shown(escalations)}")
    days = read_data("feedback", "feedback")["handoffs"]["window_days"]
    window = timedelta(days=days) if within is None else duration(within, "within")
    if any(when > at for when in account.escalations):
        raise InputError(
            f"escalations of {account.account} must be at or before now; got a later one"
        )
    recent = sum(when >= at - window for when in account.escalations)
    rows = []
    for rule in handoff_rules():
        if rule.signal == "multiple_escalations":
            seen = recent >= least
            why = f"{recent} escalations within {window.days} days"
        else:
            seen = getattr(account, rule.signal)
            why = rule.signal.replace("_", " ")
        if seen:
            rows.append(Handoff(account.account, rule.signal, rule.handoff, rule.urgency, why))
    return tuple(sorted(rows, key=lambda row: _ORDER.index(row.urgency)))
