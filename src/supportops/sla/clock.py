"""The clock itself: events in, periods out, one event after the other.

Nothing here knows datetimes, words or documents: instants are integer microseconds, and what an
event does to a period stands in the transition table.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from supportops.calendars import Compiled
from supportops.sla.compiled import CompiledPolicy, CompiledRow
from supportops.sla.runs import COUNTING, PAUSED, Run
from supportops.sla.targets import FIELDS
from supportops.sla.transitions import (
    ACTION,
    BEGIN,
    BIT,
    END,
    GO_ON,
    IDLE,
    NEXT,
    NOTHING,
    OPEN,
    OVER,
    RENEW,
    Masks,
    cell,
    message_bits,
)

__all__ = ["Heard", "Log", "TicketClock"]

#: What a trace is told: instant, period, what happened, and the event's words.
Log: TypeAlias = Callable[[int, Run, str, str], None]

_CHANGED = {
    "priority": BIT["priority changed"],
    "customer_tier": BIT["customer tier changed"],
    "channel": BIT["channel changed"],
    "category": BIT["category changed"],
    "group": BIT["group assigned"],
    "assignee": BIT["agent assigned"],
}
_SET = BIT["priority set"]
_SOLVED, _REOPENED = BIT["solved"], BIT["reopened"]
_MESSAGE, _REPLY = BIT["customer message"], BIT["agent reply"]


class Heard(NamedTuple):
    """An event as the clock hears it.

    Attributes
    ----------
    at : int
        When [us].
    kind : str
        As in `TicketEvent`, or ``exception`` and ``exception over``.
    value : str or None
    actor : str
    public : bool
    """

    at: int
    kind: str
    value: str | None
    actor: str
    public: bool


class TicketClock:
    """Clocks of all metrics of one ticket.

    Parameters
    ----------
    ready : CompiledPolicy
    calendar : str or None
        Name of the calendar that counts for everything, where the last one wins.
    log : callable, optional
        Is told what happens to which period.
    """

    def __init__(
        self, ready: CompiledPolicy, *, calendar: str | None = None, log: Log | None = None
    ) -> None:
        self.ready, self.fixed, self.log = ready, calendar, log
        self.values: dict[str, str | None] = dict.fromkeys((*FIELDS, "assignee"))
        self.row: CompiledRow = ready.row(self.values)
        self.status: str | None = None
        self.calendar: str | None = None
        self.named: list[tuple[int, str]] = []
        self.created = self.solved = self.merged = False
        self.state = dict.fromkeys(ready.metrics, IDLE)
        self.last: dict[str, Run] = {}
        self.runs: list[Run] = []
        self.resumed: set[str] = set()
        self.held: set[str] = set()
        self.unanswered = 0
        self.granted: list[str] = []
        self.blocked: set[str] = set()
        self.stirred = False

    def hear(self, events: Iterable[Heard]) -> None:
        """Take events in order of time."""
        for event in events:
            if self.merged:
                return
            self._take(event)

    def measure(self, now: int) -> None:
        """Count every open period up to now."""
        for run in self.runs:
            if run.end is None:
                run.measure(now)

    def _take(self, event: Heard) -> None:
        kind, value = event.kind, event.value
        if kind in _CHANGED:
            bits = self._field(kind, value)
            if bits and self.created and kind != "assignee":
                self._reaim(event.at, kind)
        elif kind == "created":
            self.created = True
            bits = (
                BIT["created"]
                | BIT["created by agent" if event.actor == "agent" else "created by others"]
            )
            bits |= self._holders() | (0 if self.values["priority"] is None else _SET)
        elif kind == "message":
            bits = message_bits(event.actor, public=event.public)
            if bits == _REPLY:
                self.unanswered += 1
                self.stirred = True
            elif bits == _MESSAGE:
                self.unanswered = 0
                self.stirred = True
        elif kind == "status":
            bits = self._status(value or "")
        else:
            bits = 0
            self._rest(event)
        if self.created:
            self._turn(event, bits)

    def _holders(self) -> int:
        """A ticket that begins or begins anew is with whoever has it."""
        group = _CHANGED["group"] if self.values["group"] is not None else 0
        agent = _CHANGED["assignee"] if self.values["assignee"] is not None else 0
        return group | agent

    def _field(self, kind: str, value: str | None) -> int:
        before = self.values[kind]
        if before == value:
            return 0
        self.values[kind] = value
        if kind != "assignee":
            self.row = self.ready.row(self.values)
        return _CHANGED[kind] | (_SET if kind == "priority" and before is None else 0)

    def _status(self, value: str) -> int:
        self.resumed.clear()
        self.stirred = True
        before, self.solved = self.solved, value in self.ready.solved
        bits = self.ready.status_bits[value] if value != self.status else 0
        self.status = value
        if self.solved:
            bits |= _SOLVED
        elif before:
            bits |= _REOPENED | self._holders()
        return bits

    def _rest(self, event: Heard) -> None:
        self.stirred = True
        if event.kind == "calendar":
            self.calendar = event.value
            self.named.append((event.at, event.value or ""))
            for run in self.open():
                if (calendar := self.calendar_of(run.row)) is not run.calendar:
                    run.measure(event.at)
                    run.calendar = calendar
                    self.tell(event.at, run, "calendar", f"calendar {event.value}")
        elif event.kind == "merged":
            self.merged = True
            for run in self.open():
                self._cancel(run, event.at, "merged")
        elif event.kind == "exception over":
            self.granted.remove(event.value or "")
        else:
            self._exception(event)

    def _exception(self, event: Heard) -> None:
        kind = event.value or ""
        rule = self.ready.pausing[kind]
        if rule.treatment == "pause":
            self.granted.append(kind)
            return
        metrics = rule.metrics or self.ready.metrics
        for run in self.open():
            if run.metric in metrics:
                self._cancel(run, event.at, "merged" if rule.treatment == "merge" else kind)
        self.blocked.update(metrics)
        self.merged = rule.treatment == "merge"

    def _cancel(self, run: Run, t: int, reason: str) -> None:
        run.stop(t, reason, cancelled=True)
        self.state[run.metric] = OVER
        self.tell(t, run, "cancel", reason)

    def open(self) -> list[Run]:
        """Periods that are open, in the order of the metrics."""
        return [run for run in self.last.values() if run.end is None]

    def tell(self, t: int, run: Run, what: str, words: str) -> None:
        """Tell the trace, if there is one."""
        if self.log is not None:
            self.log(t, run, what, words)

    def calendar_of(self, row: CompiledRow) -> Compiled:
        """Calendar in force for a row."""
        name = self.fixed or self.calendar or row.calendar or self.ready.policy.calendar
        return self.ready.calendars[name]

    def _calendars_since(self, run: Run, t: int) -> list[tuple[int, Compiled]]:
        """Calendars that came into force since a period ended, and the one at `t`."""
        since = t if run.end is None else run.end
        named = [] if self.fixed else [
            (at, self.ready.calendars[name]) for at, name in self.named if at > since
        ]  # fmt: skip
        locked = self.ready.policy.on_priority_change == "lock"
        return [*named, (t, self.calendar_of(run.row if locked else self.row))]

    def _reaim(self, t: int, kind: str) -> None:
        """Hold the open periods against the row that governs now."""
        how = self.ready.policy.on_priority_change
        if how == "lock":
            return
        self.stirred = True
        for run in self.open():
            if run.row is self.row:
                continue
            old, new = run.target, self.row.target(run.metric)
            run.measure(t)
            if how == "restart" and old.promise is not None and old != new:
                self._cancel(run, t, "restarted")
                self._begin(run.metric, t, f"{kind.replace('_', ' ')} changed")
                continue
            run.aim(self.ready, self.row, self.calendar_of(self.row))
            run.judge(t)
            self.tell(t, run, "target", f"{kind.replace('_', ' ')} {self.values[kind]}")

    def _begin(self, metric: str, t: int, words: str) -> None:
        cycle = self.last[metric].cycle + 1 if metric in self.last else 1
        run = Run(self.ready, metric, cycle, row=self.row, start=t)
        run.aim(self.ready, self.row, self.calendar_of(self.row))
        run.judge(t)
        run.mode = self._mode(run)
        self.state[metric] = OPEN
        self.last[metric] = run
        self.runs.append(run)
        self.tell(t, run, "begin", words)

    def _mode(self, run: Run) -> str:
        metric = run.metric
        if metric in self.held:
            return PAUSED
        if self.status in run.row.pauses[metric] and metric not in self.resumed:
            return PAUSED
        for kind in self.granted:
            metrics = self.ready.pausing[kind].metrics
            if not metrics or metric in metrics:
                return PAUSED
        rule = self.ready.pausing.get("customer_unresponsive")
        if rule is None or (rule.metrics and metric not in rule.metrics):
            return COUNTING
        # The first reply is the answer, every further one a follow-up.
        return PAUSED if self.unanswered > (rule.follow_ups or 0) else COUNTING

    def _turn(self, event: Heard, bits: int) -> None:
        """Move every metric by the transition table."""
        ready, state = self.ready, self.state
        if bits & ready.interest:
            # Conditions on other metrics look at how things stood before the event.
            over = {metric: state[metric] == OVER for metric in ready.conditions}
            for metric, rules in ready.turning:
                if not bits & rules.interest:
                    continue
                now = state[metric]
                starts = (
                    bits & rules.start != 0
                    and not (rules.once and now == OVER)
                    and (rules.after is None or over[rules.after])
                    and not (rules.unsolved and self.solved)
                )
                place = cell(
                    now, starts, bits & rules.stop != 0, bits & rules.reopen != 0, rule=ready.rule
                )
                action, state[metric] = ACTION[place], NEXT[place]
                if bits & (rules.resume | rules.hold | rules.release):
                    self._hold(metric, rules, bits)
                if action != NOTHING:
                    self._act(action, metric, event, bits)
        if bits & _MESSAGE and ready.policy.on_customer_message == "resume":
            self.resumed.update(ready.metrics)
            self.stirred = True
        if self.stirred:
            self.stirred = False
            self._shift(event)

    def _hold(self, metric: str, rules: Masks, bits: int) -> None:
        self.stirred = True
        if bits & rules.resume:
            self.resumed.add(metric)
        if bits & rules.release:
            self.held.discard(metric)
        elif bits & rules.hold:
            self.held.add(metric)

    def _shift(self, event: Heard) -> None:
        for run in self.open():
            mode = self._mode(run)
            if run.shift(event.at, mode) and self.log is not None:
                self.log(event.at, run, "pause" if mode == PAUSED else "resume", _words(event))

    def _act(self, action: int, metric: str, event: Heard, bits: int) -> None:
        words, t = "" if self.log is None else _words(event), event.at
        if action in {END, RENEW}:
            run = self.last[metric]
            run.stop(t, "solved" if bits & _SOLVED else "fulfilled")
            self.tell(t, run, "end", words)
        if metric in self.blocked:
            self.state[metric] = OVER
        elif action in {BEGIN, RENEW}:
            self._begin(metric, t, words)
        elif action == GO_ON:
            run = self.last[metric]
            run.go_on(self.ready, t, self.row, self._calendars_since(run, t))
            self.stirred = True
            self.tell(t, run, "resume", words)


_ACTORS = {"customer": "customer", "agent": "agent", "bot": "bot", "third_party": "third party"}


def _words(event: Heard) -> str:
    """Event in words, for the trace."""
    who = _ACTORS.get(event.actor, "system")
    if event.kind == "created":
        return f"created by {who}"
    if event.kind == "message":
        return f"{who} {'wrote' if event.public else 'left a note'}"
    return event.kind.replace("_", " ") + (f" {event.value}" if event.value else "")
