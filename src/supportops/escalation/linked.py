"""What a ticket is owed once it is linked to an incident: the stricter of two promises."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeAlias

from supportops._kit.durations import DurationLike, duration
from supportops._kit.results import Result
from supportops.escalation._clock import interval
from supportops.escalation.models import EscalationPolicy
from supportops.escalation.presets import preset

__all__ = ["LinkedTargets", "linked_targets"]

Owner: TypeAlias = Literal["ticket", "incident", "both"]


@dataclass(frozen=True, slots=True)
class LinkedTargets(Result):
    """Targets of a ticket while its incident is open.

    Attributes
    ----------
    response, update : timedelta or None
        The stricter target; None where neither side promises a time.
    response_from, update_from : str or None
        Whose it is: ``"ticket"``, ``"incident"`` or, where they are equal, ``"both"``.
    """

    response: timedelta | None
    response_from: Owner | None
    update: timedelta | None
    update_from: Owner | None


def linked_targets(
    severity: str,
    *,
    response: DurationLike | None = None,
    update: DurationLike | None = None,
    policy: EscalationPolicy | None = None,
) -> LinkedTargets:
    """Targets in force for a ticket that is linked to an incident of a severity.

    Parameters
    ----------
    severity : str
        Name in the policy.
    response, update : str or timedelta, optional
        What the ticket's own priority promises; None where it promises nothing.
    policy : EscalationPolicy, optional
        The published ``"support-operations"`` policy by default.

    Returns
    -------
    LinkedTargets

    Raises
    ------
    InputError
        For an undeclared severity or a target that is no length of time.

    Notes
    -----
    Severity grades an incident, priority a ticket, and their published promises differ level by
    level. Neither scale is mapped onto the other: each target is the minimum of the two. A
    cadence that is an occasion, such as "at resolution", promises no time.

    Examples
    --------
    >>> both = linked_targets("SEV2", response="15m", update="2h")
    >>> str(both.response), both.response_from, str(both.update), both.update_from
    ('0:15:00', 'ticket', '0:30:00', 'incident')
    """
    level = (preset("support-operations") if policy is None else policy).severity(severity)
    own_response = None if response is None else duration(response, "response")
    own_update = None if update is None else duration(update, "update")
    return LinkedTargets(
        *_stricter(own_response, level.response), *_stricter(own_update, interval(level.update))
    )


def _stricter(
    ticket: timedelta | None, incident: timedelta | None
) -> tuple[timedelta | None, Owner | None]:
    if ticket is None or incident is None:
        owner: Owner | None = "incident" if ticket is None else "ticket"
        found = incident if ticket is None else ticket
        return found, None if found is None else owner
    if ticket == incident:
        return ticket, "both"
    return min(ticket, incident), "ticket" if ticket < incident else "incident"
