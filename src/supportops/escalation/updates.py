"""When those concerned are due to hear, and whether they did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from supportops._kit.instants import instant
from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops.errors import InputError
from supportops.escalation._clock import interval, later
from supportops.escalation.models import EscalationPolicy
from supportops.escalation.presets import preset

__all__ = ["UpdateRecord", "UpdateTime", "update_record", "update_times"]

_MOST = 100_000


@dataclass(frozen=True, slots=True)
class UpdateTime(Result):
    """One update that was due.

    Attributes
    ----------
    due : datetime
    sent : datetime or None
        None where none was sent until the end.
    late : timedelta
        Time past due, zero where it was kept; of one not sent, until the end.
    """

    due: datetime
    sent: datetime | None
    late: timedelta


@dataclass(frozen=True, slots=True)
class UpdateRecord(Result):
    """Updates of one incident against the cadence of its severity.

    Attributes
    ----------
    severity : str
    updates : tuple of UpdateTime
        In order; one that nobody sent in time before the end stands last.
    kept : int
        How many were in time.
    share : float or None
        Kept of all that were due; None where none was.
    worst : timedelta
        Longest time past due.
    next_due : datetime or None
        When the next is due; None where the incident is over or the cadence is an occasion.
    """

    severity: str
    updates: tuple[UpdateTime, ...]
    kept: int
    share: float | None
    worst: timedelta
    next_due: datetime | None


def update_times(
    severity: str, *, start: datetime, end: datetime, policy: EscalationPolicy | None = None
) -> tuple[datetime, ...]:
    """When updates are due between the start and the end of an incident.

    Parameters
    ----------
    severity : str
        Name in the policy.
    start, end : datetime
        Aware; the first update is due one interval after `start`, one at `end` itself counts.
    policy : EscalationPolicy, optional
        The published ``"support-operations"`` policy by default.

    Returns
    -------
    tuple of datetime
        In the zone of `start`; `end` alone where updates are due at resolution; none for any
        other occasion.

    Raises
    ------
    InputError
        For an undeclared severity, naive instants, an end before the start, a cadence of months
        or longer, or more than 100,000 updates.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    >>> [at.strftime("%H:%M") for at in update_times("SEV1", start=start, end=start.replace(hour=10))]
    ['09:15', '09:30', '09:45', '10:00']
    """
    begin, stop = _span(start, end, "end")
    rules = preset("support-operations") if policy is None else policy
    cadence = rules.severity(severity).update
    step = interval(cadence)
    if step is None:
        return (stop,) if cadence.occasion == "at resolution" else ()
    number = (stop - begin) // step
    if number > _MOST:
        raise InputError(f"end must be within {_MOST:,} updates of start; got {number:,}")
    return tuple(later(begin, step * n) for n in range(1, number + 1))


def update_record(
    severity: str,
    *,
    start: datetime,
    sent: Sequence[datetime],
    until: datetime,
    resolved: datetime | None = None,
    policy: EscalationPolicy | None = None,
) -> UpdateRecord:
    """Updates that were sent, each against when it was due.

    Parameters
    ----------
    severity : str
        Name in the policy.
    start : datetime
        When the promise begins; aware.
    sent : sequence of datetime
        When updates went out, in any order, none before `start` or after `until`.
    until : datetime
        The end of what is known: the present, or any instant after the incident.
    resolved : datetime, optional
        When it was over; None while it lasts.
    policy : EscalationPolicy, optional
        The published ``"support-operations"`` policy by default.

    Returns
    -------
    UpdateRecord

    Raises
    ------
    InputError
        For an undeclared severity, naive instants, or instants out of order.

    Notes
    -----
    Each update is due one interval after the one before it (the first after `start`), so an
    early one moves the next one forward and a late one does not make all others late. At the
    resolution the last promise ends; what was past due then stays so. Updates after the
    resolution are out of the promise, but for a cadence "at resolution", which is due then.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> day = datetime(2026, 3, 2, tzinfo=UTC)
    >>> record = update_record("SEV1", start=day.replace(hour=9), until=day.replace(hour=10),
    ...                        sent=[day.replace(hour=9, minute=10), day.replace(hour=9, minute=40)])
    >>> [str(update.late) for update in record.updates], record.kept
    (['0:00:00', '0:15:00', '0:05:00'], 1)
    """
    begin, stop = _span(start, until, "until")
    rules = preset("support-operations") if policy is None else policy
    cadence = rules.severity(severity).update
    moments = sorted(instant(at, "sent") for at in collected(sent, "sent"))
    if moments and not begin <= moments[0] <= moments[-1] <= stop:
        raise InputError(
            f"sent must lie between start and until; got {moments[0].isoformat()} "
            f"to {moments[-1].isoformat()}"
        )
    over = None if resolved is None else instant(resolved, "resolved")
    if over is not None and not begin <= over <= stop:
        raise InputError(f"resolved must lie between start and until; got {over.isoformat()}")
    step = interval(cadence)
    if step is None:
        at_end = cadence.occasion == "at resolution" and over is not None
        found = _at_resolution(over, moments, stop) if at_end and over is not None else []
        next_due = None
    else:
        found, next_due = _in_turn(begin, step, moments, over, stop)
    kept = sum(not update.late and update.sent is not None for update in found)
    return UpdateRecord(
        severity=severity,
        updates=tuple(found),
        kept=kept,
        share=kept / len(found) if found else None,
        worst=max((update.late for update in found), default=timedelta()),
        next_due=next_due,
    )


def _span(start: datetime, end: datetime, name: str) -> tuple[datetime, datetime]:
    begin, stop = instant(start, "start"), instant(end, name)
    if stop < begin:
        raise InputError(f"{name} must not be before start; got {stop.isoformat()}")
    return begin, stop


def _at_resolution(over: datetime, moments: list[datetime], stop: datetime) -> list[UpdateTime]:
    after = [at for at in moments if at >= over]
    if after:
        return [UpdateTime(over, after[0], after[0] - over)]
    return [UpdateTime(over, None, stop - over)] if stop > over else []


def _in_turn(
    begin: datetime,
    step: timedelta,
    moments: list[datetime],
    over: datetime | None,
    stop: datetime,
) -> tuple[list[UpdateTime], datetime | None]:
    end = stop if over is None else over
    found, last = [], begin
    for at in moments:
        if at <= end:
            due = later(last, step)
            found.append(UpdateTime(due, at, max(at - due, timedelta())))
            last = at
    due = later(last, step)
    if due < end:
        found.append(UpdateTime(due, None, end - due))
    return found, due if over is None else None
