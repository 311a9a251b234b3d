"""One period being measured: how much has elapsed, what has fired, when it broke."""

from collections.abc import Sequence

from supportops.calendars import Compiled
from supportops.sla.compiled import CompiledPolicy, CompiledRow, Target

__all__ = ["COUNTING", "GAP", "LATEST", "PAUSED", "Run", "Stretch", "later"]

#: What a stretch of time was to a period.
COUNTING, PAUSED, GAP = "running", "paused", "solved"

#: Start, end [us], what it was, and the calendar in force.
Stretch = tuple[int, int, str, Compiled]


# Two days before the end of the year 9999, so that every zone can show it.
LATEST = 253_402_128_000_000_000


def later(start: int, more: int) -> int | None:
    """Instant so much real time later; None beyond the end of time."""
    return start + more if start + more <= LATEST else None


class Run:
    """A period on the clock; all times are integer microseconds.

    Attributes
    ----------
    metric, cycle : str, int
        Which period it is.
    start, mark, end : int
        From when; until when it has been measured; its end, None while it is open.
    mode : str
        `COUNTING` or `PAUSED`.
    business, wall, paused_business, paused_wall : int
        Measured so far.
    target, length : Target, int or None
        What is promised now, and its budget.
    fired : dict of int to int
        Percent and instant of the warnings that have fired.
    breach : int or None
        Since when the target in force is exceeded.
    earlier : list of int
        Breaches of earlier targets that no longer hold.
    stretches : list of Stretch
        What was measured, in order.
    reason : str or None
        Why it ended.
    cancelled : bool
        Whether it is not to be judged.
    """

    __slots__ = (
        "breach", "business", "calendar", "cancelled", "cycle", "earlier", "end", "fired",
        "instant", "length", "mark", "metric", "mode", "needs", "paused_business", "paused_wall",
        "reason", "row", "side_open", "start", "stretches", "target", "wall",
    )  # fmt: skip

    def __init__(
        self, ready: CompiledPolicy, metric: str, cycle: int, *, row: CompiledRow, start: int
    ) -> None:
        self.metric, self.cycle, self.row = metric, cycle, row
        self.start = self.mark = start
        self.end: int | None = None
        self.mode = COUNTING
        self.business = self.wall = self.paused_business = self.paused_wall = 0
        self.fired: dict[int, int] = {}
        self.breach: int | None = None
        self.earlier: list[int] = []
        self.stretches: list[Stretch] = []
        self.reason: str | None = None
        self.cancelled = False
        self.instant = ready.policy.judged_by == "instant"
        self.side_open = ready.policy.due_side == "open"

    def aim(self, ready: CompiledPolicy, row: CompiledRow, calendar: Compiled) -> None:
        """Take the target of a row; the time so far must have been measured."""
        self.row, self.calendar = row, calendar
        self.target: Target = row.target(self.metric)
        self.length = ready.budget(self.target, self.start, calendar)
        self.needs = (
            () if self.length is None else self.target.needs_of(self.length, ready.percents)
        )

    @property
    def elapsed(self) -> int:
        """Measured so far on the clock of the target."""
        return self.business if self.target.business else self.wall

    def judge(self, t: int) -> None:
        """Fire at `t` what a new target or a counted gap has jumped over."""
        spent, length = self.elapsed, self.length
        over = length is not None and (
            spent > length or (self.instant and self.breach is not None and spent == length)
        )
        if self.breach is not None and not over:
            self.earlier.append(self.breach)
            self.breach = None
        elif self.breach is None and over:
            self.breach = t
        for percent, need in self.needs:
            if need <= spent and percent not in self.fired:
                self.fired[percent] = t

    def measure(self, t: int) -> None:
        """Count the time up to `t` in the present mode."""
        mark = self.mark
        if t == mark:
            return
        self.mark = t
        self.stretches.append((mark, t, self.mode, self.calendar))
        spent = self.calendar.elapsed_us(mark, t)
        if self.mode == PAUSED:
            self.paused_business += spent
            self.paused_wall += t - mark
            return
        if self.length is not None:
            before = self.elapsed
            self._cross(mark, t, before, before + (spent if self.target.business else t - mark))
        self.business += spent
        self.wall += t - mark

    def _cross(self, mark: int, t: int, before: int, after: int) -> None:
        for percent, need in self.needs[len(self.fired) :]:
            if need > after:
                break
            at = self.reach(mark, need - before)
            self.fired[percent] = mark if at is None else at
        if self.breach is None and self.length is not None and after >= self.length:
            broken = self.breaks(mark, self.length - before)
            if broken is not None and (after > self.length or (self.instant and broken < t)):
                self.breach = broken

    def reach(self, mark: int, more: int) -> int | None:
        """Earliest instant at which `more` has elapsed since `mark`; None if never."""
        if not self.target.business:
            return later(mark, more)
        return self.calendar.due_us(mark, more)

    def breaks(self, mark: int, more: int) -> int | None:
        """Instant from which more than `more` has elapsed since `mark`; None if never.

        Judged by the instant, it is the due instant itself.
        """
        reached = self.reach(mark, max(more, 0))
        if reached is None or not self.target.business or (self.instant and not self.side_open):
            return reached
        return self.calendar.due_us(reached, 0, close=False)

    def shift(self, t: int, mode: str) -> bool:
        """Go over to a mode at `t`; whether that is a change."""
        if mode == self.mode:
            return False
        self.measure(t)
        self.mode = mode
        return True

    def stop(self, t: int, reason: str, *, cancelled: bool = False) -> None:
        """End the period at `t`."""
        self.measure(t)
        self.end, self.reason, self.cancelled = t, reason, cancelled

    def go_on(
        self,
        ready: CompiledPolicy,
        t: int,
        row: CompiledRow,
        calendars: Sequence[tuple[int, Compiled]],
    ) -> None:
        """Go on at `t` after a solved gap, which counts only if the policy says so.

        `calendars` says from when which calendar was in force; the last one is that of `t`.
        """
        mark = t if self.end is None else self.end
        self.end, self.reason = None, None
        counted = ready.policy.on_reopen == "count_gap"
        for until, calendar in calendars:
            if until > mark:
                self.stretches.append((mark, until, COUNTING if counted else GAP, self.calendar))
                if counted:
                    self.business += self.calendar.elapsed_us(mark, until)
                    self.wall += until - mark
                mark = until
            self.calendar = calendar
        self.mark, self.mode = t, COUNTING
        if ready.policy.on_priority_change != "lock":
            self.aim(ready, row, self.calendar)
        self.judge(t)

    def due(self) -> int | None:
        """Earliest instant at which the elapsed time reaches the target; None if unknown.

        For a budget that is not used up the clock is taken to run on from the last instant
        measured; there is no such instant while the clock is paused.
        """
        length = self.length
        if length is None:
            return None
        if self.elapsed >= length:
            return self._reached(length)
        if self.mode != COUNTING:
            return None
        return self._due_from(self.calendar, self.mark, length - self.elapsed)

    def _due_from(self, calendar: Compiled, start: int, more: int) -> int | None:
        if not self.target.business:
            return later(start, more)
        return calendar.due_us(start, more, close=not self.side_open)

    def _reached(self, length: int) -> int | None:
        so_far = 0
        for start, end, mode, calendar in self.stretches:
            if mode == COUNTING:
                more = calendar.elapsed_us(start, end) if self.target.business else end - start
                if so_far + more >= length:
                    return self._due_from(calendar, start, length - so_far)
                so_far += more
        # Nothing was measured yet, and nothing is asked for.
        return self.start
