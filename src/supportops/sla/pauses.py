"""Pause audit: which pauses of a ticket deserve a second look."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from supportops._kit.durations import duration_text
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops.sla.record import Period, SlaRecord
from supportops.sla.trace import TraceLine

__all__ = ["PauseFinding", "pause_findings"]


@dataclass(frozen=True, slots=True)
class PauseFinding(Result):
    """A pause that deserves a second look; no proof of anything.

    Attributes
    ----------
    code : {"customer_wrote", "late_pause"}
        The customer wrote while the clock was paused, or the pause began in the last part of
        the target.
    metric, cycle : str, int
    at : datetime
        Of the message, or of the start of the pause.
    pause_start, pause_end : datetime
        The pause.
    words : str
    """

    code: Literal["customer_wrote", "late_pause"]
    metric: str
    cycle: int
    at: datetime
    pause_start: datetime
    pause_end: datetime
    words: str


def pause_findings(record: SlaRecord, *, last: ShareLike = 0.1) -> tuple[PauseFinding, ...]:
    """Pauses of a ticket that deserve a second look.

    Parameters
    ----------
    record : SlaRecord
    last : share
        Last part of a target in which the start of a pause is conspicuous; an assumption.

    Returns
    -------
    tuple of PauseFinding
        In order of time.

    Notes
    -----
    A pause is conspicuous if the customer wrote strictly inside it, or if at its start
    (1 - `last`) x target <= elapsed <= target.
    """
    part = share(last, "last")
    messages = [
        event.at
        for event in record.history.heard
        if (event.kind, event.actor) == ("message", "customer")
    ]
    periods = {(period.metric, period.cycle): period for period in record.periods}
    found = []
    for line in _pauses(record):
        period = periods[line.metric, line.cycle]
        found.extend(_wrote(line, messages))
        if (words := _late(line, period, part)) is not None:
            found.append(
                PauseFinding(
                    "late_pause", line.metric, line.cycle, line.start, line.start, line.end, words
                )
            )
    return tuple(sorted(found, key=lambda finding: (finding.at, finding.metric, finding.code)))


def _pauses(record: SlaRecord) -> list[TraceLine]:
    """Pauses whole, also where a moment cuts the line."""
    pauses: list[TraceLine] = []
    for line in record.trace.lines:
        if line.state != "paused":
            continue
        last = pauses[-1] if pauses else None
        if last and (last.metric, last.cycle, last.end) == (line.metric, line.cycle, line.start):
            pauses[-1] = TraceLine(
                last.metric, last.cycle, last.start, line.end, "paused",
                last.counted, last.total, last.reason,
            )  # fmt: skip
        else:
            pauses.append(line)
    return pauses


def _wrote(line: TraceLine, messages: list[int]) -> list[PauseFinding]:
    from supportops.sla.events import micros_of

    out = []
    start, end = micros_of(line.start), micros_of(line.end)
    for t in messages:
        if start < t < end:
            at = line.start + timedelta(microseconds=t - start)
            words = f"the customer wrote during a pause ({line.reason})"
            out.append(
                PauseFinding(
                    "customer_wrote", line.metric, line.cycle, at, line.start, line.end, words
                )
            )
    return out


def _late(line: TraceLine, period: Period, part: float) -> str | None:
    if period.target is None or not period.target * (1 - part) <= line.total <= period.target:
        return None
    spent, target = duration_text(line.total), duration_text(period.target)
    return f"the pause ({line.reason}) began after {spent} of {target}"
