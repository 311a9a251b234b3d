"""Findings, questions and evidence."""

from collections.abc import Iterator

from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Numbered, Paragraph, Table
from supportops.design.evidence import Evidence, agents_text, figure_text

__all__ = ["evidence_section", "findings_section", "questions_section", "value_text"]


def findings_section(package: PackageParts) -> Iterator[Block]:
    """What a good consultant would raise."""
    yield Heading("Findings")
    yield Numbered([(f.title, f"{f.arithmetic}. {f.way_out}") for f in package.findings])


def questions_section(package: PackageParts) -> Iterator[Block]:
    """What is not known, the most telling first."""
    yield Heading("Open questions")
    yield Paragraph("In the order of what their answers would change.")
    yield Table(
        ["Question", "Swing (agents)", "What it changes"],
        [
            (q.question, None if q.swing is None else f"{q.swing:.1f}", q.changes)
            for q in package.open_questions
        ],
    )


def evidence_section(package: PackageParts) -> Iterator[Block]:
    """Every figure with its basis."""
    yield Heading("Evidence")
    yield Table(
        ["Figure", "Value", "Unit", "Basis"],
        [(f.name, value_text(f), f.unit or None, _basis(f, package)) for f in package.figures],
    )


def _basis(figure: Evidence, package: PackageParts) -> str:
    """What a figure rests on, and how far its ends move the plan."""
    if not figure.sensitivity:
        return figure.origin()
    swing = float(package.figure(figure.sensitivity).value or 0.0)
    return f"{figure.origin()}; its ends move the plan by {agents_text(swing)} agents"


def value_text(figure: Evidence) -> str | None:
    """Value of a figure with its interval."""
    value = figure.value
    if value is None or isinstance(value, str):
        return value
    text = figure_text(value)
    if figure.interval is not None:
        ends = ("no bound" if end is None else figure_text(end) for end in figure.interval)
        text += f" (95 %: {' to '.join(ends)})"
    return text
