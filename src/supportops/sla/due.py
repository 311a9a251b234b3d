"""Due times of a ticket that comes in now, without a history."""

from datetime import UTC, datetime, timedelta

import numpy as np

from supportops._kit.instants import NAT, instants, lower_instants
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.sla.compiled import CompiledPolicy, CompiledRow, compiled_policy
from supportops.sla.events import micros_of
from supportops.sla.lookup import checked_fields
from supportops.sla.policy import SlaPolicy
from supportops.sla.runs import later

__all__ = ["due_times"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def due_times(
    policy: SlaPolicy,
    *,
    at: datetime,
    priority: str | None = None,
    customer_tier: str | None = None,
    channel: str | None = None,
    category: str | None = None,
    group: str | None = None,
) -> dict[str, datetime | None]:
    """When each promise to such a ticket falls due if its clock starts at an instant.

    Parameters
    ----------
    policy : SlaPolicy
    at : datetime or Timestamp
        When the clocks start: the creation, or for the next response and the update the
        message that starts them.
    priority, customer_tier, channel, category, group : str, optional
        What is known of the ticket.

    Returns
    -------
    dict of str to datetime or None
        By promised metric, in the kind and zone of `at`; None where the promise has no time
        ("best effort") or its calendar does not open for long enough.

    Raises
    ------
    InputError
        For a naive instant, or a name that the policy does not declare.

    Notes
    -----
    due = earliest instant at which the target has elapsed, nothing pausing; a target that is
    used up exactly at closing is due then unless the policy says ``due_side="open"``.

    Examples
    --------
    >>> from supportops import sla
    >>> friday = datetime(2026, 3, 6, 17, tzinfo=UTC)
    >>> str(sla.due_times(sla.preset("priority"), at=friday, priority="P3")["first_response"])
    '2026-03-09 12:00:00+00:00'
    """
    values = {
        "priority": priority,
        "customer_tier": customer_tier,
        "channel": channel,
        "category": category,
        "group": group,
    }
    ready = compiled_policy(policy)
    checked_fields(policy, values)
    row = ready.row(values)
    if type(at) is datetime and at.tzinfo is not None:
        start, zone = micros_of(at), at.tzinfo
        found = _due(ready, row, start)
        return {
            metric: None if t is None else (_EPOCH + timedelta(microseconds=t)).astimezone(zone)
            for metric, t in found.items()
        }
    micros, form = instants(at, "at")
    if micros.ndim or micros == NAT:
        raise InputError(f"at must be one instant; got {shown(at)}")
    return {
        metric: lower_instants(np.asarray(NAT if t is None else t), form)
        for metric, t in _due(ready, row, int(micros)).items()
    }


def _due(ready: CompiledPolicy, row: CompiledRow, start: int) -> dict[str, int | None]:
    calendar = ready.calendars[row.calendar or ready.policy.calendar]
    close = ready.policy.due_side == "close"
    out: dict[str, int | None] = {}
    for metric, target in row.targets.items():
        length = ready.budget(target, start, calendar)
        if length is None:
            out[metric] = None
        elif target.business:
            out[metric] = calendar.due_us(start, length, close=close)
        else:
            out[metric] = later(start, length)
    return out
