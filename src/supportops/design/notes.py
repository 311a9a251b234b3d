"""What plans share: assumptions with ends, ranges and days of a rhythm as figures."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from supportops import knowledge
from supportops._kit.data import Source, read_data
from supportops.design.evidence import Ledger, OpenQuestion
from supportops.design.profile import Assumption
from supportops.vocabulary import Cadence, Range

__all__ = ["in_order", "note_assumption", "note_days", "note_range", "table_source"]


def in_order(questions: Iterable[OpenQuestion]) -> tuple[OpenQuestion, ...]:
    """Questions with a swing first, the largest first; the others as they come."""
    return tuple(sorted(questions, key=lambda q: (q.swing is None, -(q.swing or 0.0))))


def table_source(room: str, name: str, table: str = "") -> Source:
    """Where the figures of a room's data stand that its models don't cite themselves."""
    data = read_data(room, name)
    row = data[table] if table else data
    return Source(source=row["source"], where=row["where"])


def note_assumption(
    name: str, assumption: Assumption[Any], unit: str = "", *, ledger: Ledger
) -> None:
    """Note a number that somebody assumed, and the ends of it that are there."""
    ends = {"": assumption.value, ".low": assumption.low, ".high": assumption.high}
    for end, value in ends.items():
        if value is not None:
            ledger.assumed(
                f"{name}{end}",
                value,
                unit,
                source=assumption.source,
                replaced_by=assumption.replaced_by,
            )


def note_range(name: str, limits: Range, *, source: Source, ledger: Ledger) -> None:
    """Note the ends that a source prints."""
    for end in ("low", "high"):
        value = getattr(limits, end)
        if value is not None:
            ledger.published(f"{name}.{end}", value, limits.unit, source=source)


def note_days(
    room: str, rhythms: Mapping[str, Cadence], *, as_of: date, source: Source, ledger: Ledger
) -> dict[str, date | None]:
    """Note how often each comes around, and its first day after `as_of`; None on an occasion."""
    tasks = [
        knowledge.MaintenanceTask(task=name, every=every, owner="")
        for name, every in rhythms.items()
    ]
    rows = knowledge.maintenance_due(tasks, last_done=dict.fromkeys(rhythms, as_of), as_of=as_of)
    days = {row.task: row.due for row in rows}
    for name, every in rhythms.items():
        key, day = f"{room}.{name}", days[name]
        ledger.published(f"{key}.every", str(every), source=source)
        if day is not None:
            ledger.derived(
                f"{key}.next",
                day.isoformat(),
                formula="next_day(as_of, every)",
                inputs={"as_of": "assumed.as_of", "every": f"{key}.every"},
            )
    return days
