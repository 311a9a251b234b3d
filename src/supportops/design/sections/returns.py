"""What deflection is worth."""

from collections.abc import Iterator

from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Paragraph, Table
from supportops.design.evidence import agents_text, figure_text

__all__ = ["returns_section"]


def returns_section(package: PackageParts) -> Iterator[Block]:
    """From deflection to money and service."""
    plan = package.returns
    yield Heading("What deflection is worth")
    if plan.counts:
        yield Paragraph(plan.counts)
    yield Table(
        ["Link", "What", "Today", "With them gone" if plan.counts else "At the goal", "Unit"],
        [
            (
                link.link,
                link.what,
                _span(link.today_low, link.today_high, link.unit),
                _span(link.after_low, link.after_high, link.unit),
                link.unit or None,
            )
            for link in plan.links
        ],
    )
    if plan.lacks:
        yield Paragraph(f"To go on, the chain lacks: {joined(plan.lacks)}.")


def _span(low: float | None, high: float | None, unit: str) -> str | None:
    texts = [_text(end, unit) for end in sorted(e for e in (low, high) if e is not None)]
    between = " to " if any(text.startswith("-") for text in texts) else "–"
    return between.join(dict.fromkeys(texts)) or None


def _text(value: float, unit: str) -> str:
    if unit == "agents":
        return agents_text(value)
    return figure_text(value) if unit else percent_text(value)
