"""What is promised to whom."""

from collections.abc import Iterator

from supportops._kit.shares import percent_text
from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Paragraph, Table

__all__ = ["sla_section"]


def sla_section(package: PackageParts) -> Iterator[Block]:
    """First deliverable."""
    sla = package.sla
    yield Heading("SLA matrix")
    yield Paragraph(f"Promises run in business hours: {sla.coverage}.")
    yield Table(
        ["Customer tier", "Priority", "First response", "Resolution", "Clock", "Basis"],
        [
            (
                cell.customer_tier,
                cell.priority,
                cell.first_response,
                cell.resolution,
                "around the clock" if cell.around_the_clock else "business hours",
                cell.basis,
            )
            for cell in sla.cells
        ],
    )
    yield Heading("When a target runs out", 3)
    yield Table(
        ["Level", "Share of the target", "What happens"],
        [(step.level, percent_text(step.used), step.action) for step in sla.breach],
    )
