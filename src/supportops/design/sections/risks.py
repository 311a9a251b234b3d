"""What the audit found."""

from collections.abc import Iterator

from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Numbered, Paragraph, Table

__all__ = ["risks_section"]


def risks_section(package: PackageParts) -> Iterator[Block]:
    """Risks, what is clean, and what only people can answer."""
    plan = package.risks
    yield Heading("Risks")
    if plan.risks:
        yield Paragraph("What the audit found besides the findings; evidence, no verdict.")
        yield Numbered(
            [
                (risk.title, f"{risk.level}: {risk.arithmetic}. {risk.way_out}")
                for risk in plan.risks
            ]
        )
    else:
        yield Paragraph("The audit found nothing besides the findings.")
    told = f" Told by the findings: {', '.join(plan.said)}." if plan.said else ""
    yield Paragraph(
        f"Looked at and clean: {', '.join(plan.clean) or 'nothing'}.{told} "
        f"{len(plan.unseen)} more rules wait for figures that were not given."
    )
    yield Heading("Questions that no figure answers", 3)
    yield Table(
        ["Area", "Question", "Code"],
        [(row.area, row.question, row.code or None) for row in plan.questions],
    )
