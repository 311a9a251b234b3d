"""How the team is doing."""

from collections.abc import Iterator
from datetime import timedelta

from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops.design.deliverables import PackageParts, ScoreRow
from supportops.design.document import Block, Heading, Table
from supportops.design.evidence import figure_text

__all__ = ["scorecard_section"]


def scorecard_section(package: PackageParts) -> Iterator[Block]:
    """Fourth deliverable."""
    yield Heading("Scorecard")
    yield Table(
        ["Metric", "Today", "Status", "Limits", "Goal", "By", "Path"],
        [
            (
                row.label,
                None if row.today is None else _figure(row.today, row),
                row.status.replace("_", " "),
                row.limits,
                _figure(row.target, row) + (" (reached)" if row.reached else ""),
                None if row.reached else row.due,
                "; ".join(f"{p.day}: {_figure(p.value, row)}" for p in row.path) or None,
            )
            for row in package.scorecard.rows
        ],
    )


def _figure(value: float, row: ScoreRow) -> str:
    if row.unit == "minutes":
        return duration_text(timedelta(minutes=round(value)))
    return f"{figure_text(value)} {row.unit}" if row.unit else percent_text(value)
