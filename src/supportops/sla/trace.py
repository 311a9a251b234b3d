"""The trace: every stretch of every period, with the state of the clock and why."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from supportops._kit.durations import duration_text
from supportops._kit.results import Result
from supportops._kit.text import card, markdown_table
from supportops.calendars import Compiled, open_spans
from supportops.sla.compiled import compiled_policy
from supportops.sla.events import micros_of
from supportops.sla.record import SlaRecord
from supportops.sla.replay import run_history
from supportops.sla.runs import COUNTING, GAP, PAUSED, Run

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Trace", "TraceLine", "trace_of"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_Told = tuple[int, str, str]
_STATES = {PAUSED: "paused", GAP: "solved"}


@dataclass(frozen=True, slots=True)
class TraceLine(Result):
    """A stretch of time in the life of a period, or a moment in it.

    Attributes
    ----------
    metric, cycle : str, int
        The period.
    start, end : datetime
        The same instant for a moment.
    state : str
        ``running``, ``closed`` (outside business hours), ``paused`` or ``solved`` for a
        stretch; ``target``, ``warning``, ``breach`` or ``end`` for a moment.
    counted : timedelta
        What the stretch added on the clock of the target.
    total : timedelta
        Elapsed at its end.
    reason : str
        In words.
    """

    metric: str
    cycle: int
    start: datetime
    end: datetime
    state: str
    counted: timedelta
    total: timedelta
    reason: str


@dataclass(frozen=True, slots=True)
class Trace(Result):
    """Lines in order, metric by metric; reads as text, Markdown and a notebook card.

    Attributes
    ----------
    lines : tuple of TraceLine
    """

    lines: tuple[TraceLine, ...]

    def of(self, metric: str, cycle: int | None = None) -> "Trace":
        """Only the lines of a metric, and of one of its periods."""
        wanted = (
            line
            for line in self.lines
            if line.metric == metric and (cycle is None or line.cycle == cycle)
        )
        return Trace(tuple(wanted))

    def _cells(self) -> Iterator[tuple[str, ...]]:
        for line in self.lines:
            moment = line.start == line.end
            yield (
                f"{line.metric} {line.cycle}",
                f"{line.start:%a %Y-%m-%d %H:%M:%S}",
                "" if moment else f"{line.end:%a %Y-%m-%d %H:%M:%S}",
                line.state,
                "" if moment else duration_text(line.counted),
                duration_text(line.total),
                line.reason,
            )

    def __str__(self) -> str:
        rows = [_HEADINGS, *self._cells()]
        widths = [max(len(row[i]) for row in rows) for i in range(len(_HEADINGS))]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        )

    def to_markdown(self) -> str:
        """Markdown table of the lines."""
        return markdown_table(_HEADINGS, self._cells())

    def to_frame(self) -> "pd.DataFrame":
        """One row for each line."""
        import pandas as pd

        names = ("metric", "cycle", "start", "end", "state", "counted", "total", "reason")
        rows = [{name: getattr(line, name) for name in names} for line in self.lines]
        return pd.DataFrame(rows, columns=list(names))

    def _repr_html_(self) -> str:
        rows = (
            (f"{c[0]}: {c[1]} {c[2]}".strip(), f"{c[3]} {c[4]} ({c[5]}) {c[6]}")
            for c in self._cells()
        )
        return card("Trace", rows)


_HEADINGS = ("period", "from", "to", "clock", "counted", "total", "why")


def trace_of(record: SlaRecord) -> Trace:
    """Trace of a record, from the same history through the same clock."""
    told: dict[int, list[_Told]] = defaultdict(list)

    def log(t: int, run: Run, what: str, words: str) -> None:
        told[id(run)].append((t, what, words))

    ready = compiled_policy(record.policy)
    clock = run_history(ready, record.history, micros_of(record.now), log)
    order = {metric: place for place, metric in enumerate(ready.metrics)}
    runs = [run for run in clock.runs if run.metric in ready.tracked]
    runs.sort(key=lambda run: (order[run.metric], run.cycle))
    zone = record.now.tzinfo or UTC
    return Trace(tuple(line for run in runs for line in _lines(run, told[id(run)], zone)))


def _lines(run: Run, told: list[_Told], zone: tzinfo) -> Iterator[TraceLine]:
    def at(t: int) -> datetime:
        return (_EPOCH + timedelta(microseconds=t)).astimezone(zone)

    def line(a: int, b: int, state: str, *, counted: int, reason: str) -> TraceLine:
        length = timedelta(microseconds=counted)
        return TraceLine(
            run.metric,
            run.cycle,
            at(a),
            at(b),
            state,
            length,
            timedelta(microseconds=total),
            reason,
        )

    total = 0
    moments = sorted(_moments(run, told), key=lambda moment: moment[0])
    for start, end, mode, calendar in run.stretches:
        reason = _reason(told, start)
        for a, b, is_open in _pieces(run, calendar, (start, end), mode=mode):
            state = _STATES.get(mode) or ("running" if is_open else "closed")
            words = reason if state != "closed" else f"outside business hours ({calendar.timezone})"
            mark = a
            # A moment inside a stretch cuts it, so that the lines stay in order.
            while moments and moments[0][0] < b:
                t, what, why = moments.pop(0)
                if t > mark:
                    total += (t - mark) * is_open
                    yield line(mark, t, state, counted=(t - mark) * is_open, reason=words)
                    mark = t
                yield line(t, t, what, counted=0, reason=why)
            total += (b - mark) * is_open
            yield line(mark, b, state, counted=(b - mark) * is_open, reason=words)
    for t, what, why in moments:
        yield line(t, t, what, counted=0, reason=why)


def _pieces(
    run: Run, calendar: Compiled, span: tuple[int, int], *, mode: str
) -> Iterator[tuple[int, int, bool]]:
    start, end = span
    if mode != COUNTING or not run.target.business:
        yield start, end, mode == COUNTING
        return
    mark = start
    first, last = (_EPOCH + timedelta(microseconds=t) for t in span)
    for opens, closes in open_spans(first, last, calendar=calendar.calendar):
        a, b = micros_of(opens), micros_of(closes)
        if a > mark:
            yield mark, a, False
        yield a, b, True
        mark = b
    if mark < end:
        yield mark, end, False


def _reason(told: list[_Told], start: int) -> str:
    before = [words for t, what, words in told if t <= start and what in _TURNS]
    return before[-1] if before else ""


_TURNS = {"begin", "pause", "resume", "calendar", "end"}


def _moments(run: Run, told: list[_Told]) -> Iterator[tuple[int, str, str]]:
    for t, what, words in told:
        if what == "target":
            yield t, "target", f"another target: {words}"
        elif what in {"end", "cancel"}:
            yield t, "end", words
    for percent, t in run.fired.items():
        yield t, "warning", f"{percent} % of the target"
    if run.breach is not None:
        yield run.breach, "breach", "the target is exceeded"
    for t in run.earlier:
        yield t, "breach", "of an earlier target"
