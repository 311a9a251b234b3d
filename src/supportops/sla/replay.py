"""Replay: a ticket's history under a policy, as of one instant."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Literal

from supportops._kit.instants import instant
from supportops.sla.clock import Heard, Log, TicketClock
from supportops.sla.compiled import CompiledPolicy, compiled_policy
from supportops.sla.events import EventLike, History, micros_of, read_history
from supportops.sla.exceptions import GrantedException
from supportops.sla.policy import SlaPolicy
from supportops.sla.record import Period, SlaRecord, Upcoming
from supportops.sla.runs import COUNTING, Run
from supportops.sla.states import state_of
from supportops.sla.targets import FIELDS

__all__ = ["replay", "run_history"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def replay(
    events: Iterable[EventLike],
    *,
    policy: SlaPolicy,
    now: datetime,
    exceptions: Iterable[GrantedException | Mapping[str, Any]] = (),
) -> SlaRecord:
    """What a policy's clocks say about one ticket.

    Parameters
    ----------
    events : iterable of TicketEvent or mapping
        The history of one ticket in any order; ties of time keep the order of the list.
    policy : SlaPolicy
        The promises, and the rules of the clock.
    now : datetime
        As of when; later events are left out and flagged.
    exceptions : iterable of GrantedException or mapping, optional
        What somebody granted for this ticket.

    Returns
    -------
    SlaRecord
        Instants in the zone of `now`.

    Raises
    ------
    InputError
        For a naive `now`, events of several tickets or without one creation, undeclared names,
        and messages that do not say who wrote them.

    Notes
    -----
    A pure function of its arguments: a promise is met if elapsed <= target, and broken from
    the instant from which elapsed > target. Time counts half-open, paused and closed time
    does not count, a new target is compared with what has elapsed since the start of the
    period on the clock of the new target. Equal histories give equal records.

    Examples
    --------
    >>> from supportops import sla
    >>> record = sla.replay(
    ...     [
    ...         {"kind": "created", "at": "2026-03-02T09:00Z", "priority": "P2", "actor": "customer"},
    ...         {"kind": "message", "at": "2026-03-02T09:40Z", "actor": "agent"},
    ...     ],
    ...     policy=sla.preset("priority"),
    ...     now=datetime(2026, 3, 2, 12, tzinfo=UTC),
    ... )
    >>> record["first_response"].state, str(record["resolution"].due_at)
    ('met', '2026-03-02 17:00:00+00:00')
    """
    ready = compiled_policy(policy)
    # A plain datetime needs no reading.
    moment = now if type(now) is datetime and now.tzinfo else instant(now, "now")
    at = micros_of(moment)
    history = read_history(events, ready, at, exceptions)
    clock = run_history(ready, history, at)
    zone = moment.tzinfo or UTC
    runs = [run for run in clock.runs if run.metric in ready.tracked]
    return SlaRecord(
        ticket=history.ticket,
        now=moment,
        periods=tuple(_period(run, at, zone) for run in runs),
        upcoming=_upcoming(ready, runs, zone),
        flags=history.flags,
        policy=policy,
        history=history,
    )


def run_history(
    ready: CompiledPolicy, history: History, now: int, log: Log | None = None
) -> TicketClock:
    """Clock that has heard a history and counted up to now."""
    last = _last_calendar(ready, history.heard) if _last_wins(ready) else None
    clock = TicketClock(ready, calendar=last, log=log)
    clock.hear(history.heard)
    clock.measure(max(now, history.created))
    return clock


def _last_wins(ready: CompiledPolicy) -> bool:
    return ready.policy.on_calendar_change == "last_wins"


def _last_calendar(ready: CompiledPolicy, heard: Iterable[Heard]) -> str | None:
    """Calendar in force after the last event; None leaves it to row and policy."""
    name = None
    values: dict[str, str | None] = dict.fromkeys(FIELDS)
    for event in heard:
        if event.kind == "merged":
            break
        if event.kind == "calendar":
            name = event.value
        elif event.kind in FIELDS:
            values[event.kind] = event.value
    return name or ready.row(values).calendar


def _at(micros: int, zone: tzinfo) -> datetime:
    when = _EPOCH + timedelta(microseconds=micros)
    return when if zone is UTC else when.astimezone(zone)


def _period(run: Run, now: int, zone: tzinfo) -> Period:
    length = run.length
    spent = run.elapsed if length is not None else run.business
    over = length is not None and run.breach is not None
    due = run.due()
    business = run.target.business
    clock: Literal["business", "calendar"] | None = None
    if length is not None:
        clock = "business" if business else "calendar"
    return Period(
        metric=run.metric,
        cycle=run.cycle,
        started_at=_at(run.start, zone),
        ended_at=None if run.end is None else _at(run.end, zone),
        end_reason=run.reason,
        promise=run.target.promise,
        target=None if length is None else timedelta(microseconds=length),
        clock=clock,
        row=run.row.label,
        elapsed=timedelta(microseconds=spent),
        elapsed_business=timedelta(microseconds=run.business),
        elapsed_calendar=timedelta(microseconds=run.wall),
        paused=timedelta(microseconds=run.paused_business if business else run.paused_wall),
        paused_wall=timedelta(microseconds=run.paused_wall),
        due_at=None if due is None else _at(due, zone),
        state=state_of(run, over=over),
        breached=over,
        breached_at=_at(run.breach, zone) if over and run.breach is not None else None,
        overdue=timedelta(microseconds=0 if length is None else max(spent - length, 0)),
        remaining=(
            None
            if length is None or run.end is not None
            else timedelta(microseconds=length - spent)
        ),
        warnings={percent: _at(t, zone) for percent, t in run.fired.items()},
        earlier_breaches=tuple(_at(t, zone) for t in run.earlier),
        flags=_flags(run, now, due),
    )


def _flags(run: Run, now: int, due: int | None) -> tuple[str, ...]:
    flags = []
    doubt = run.calendar.doubtful_from
    if doubt is not None and max(now if run.end is None else run.end, due or 0) > doubt:
        flags.append("depends on days whose holidays are not known")
    if run.length is None and run.target.promise is not None:
        flags.append(f"promised without a time: {run.target.promise}")
    if run.length is not None and due is None and run.mode == COUNTING:
        flags.append(
            "never due: the calendar does not open for long enough"
            if run.target.business
            else "never due: it lies beyond the year 9999"
        )
    return tuple(flags)


def _upcoming(ready: CompiledPolicy, runs: Iterable[Run], zone: tzinfo) -> tuple[Upcoming, ...]:
    rungs = {level.percent: level for level in ready.policy.warnings}
    found: list[tuple[int, int, str, int, str]] = []
    for run in runs:
        if run.end is not None or run.mode != COUNTING or run.length is None:
            continue
        for percent, need in run.needs:
            if percent not in run.fired:
                at = run.reach(run.mark, need - run.elapsed)
                if at is not None:
                    found.append((at, percent, run.metric, run.cycle, "warning"))
        if run.breach is None:
            at = run.breaks(run.mark, run.length - run.elapsed)
            if at is not None:
                found.append((at, 100, run.metric, run.cycle, "breach"))
    found.sort()
    out = []
    for at, percent, metric, cycle, kind in found:
        rung = rungs.get(percent)
        out.append(
            Upcoming(
                at=_at(at, zone),
                metric=metric,
                cycle=cycle,
                kind="breach" if kind == "breach" else "warning",
                level=percent,
                name=rung.name if rung else "breach",
                notify=rung.notify if rung else (),
                action=rung.action if rung else "",
            )
        )
    return tuple(out)
