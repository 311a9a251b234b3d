"""What to write first."""

from collections.abc import Iterator

from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Paragraph, Table

__all__ = ["knowledge_section"]


def knowledge_section(package: PackageParts) -> Iterator[Block]:
    """Third deliverable."""
    plan = package.knowledge
    yield Heading("Knowledge base")
    due = f" by {plan.due}" if plan.due else ""
    yield Paragraph(f"Target: {percent_text(plan.target)} of all tickets deflected{due}.")
    if plan.needed_share_of_focus is not None:
        yield Paragraph(
            f"The focus, {joined(plan.focus)}, makes up {percent_text(plan.focus_share)} of the "
            f"tickets; the target alone would take {'at most ' if plan.today is None else ''}"
            f"{percent_text(plan.needed_share_of_focus)} of them."
        )
    if plan.articles:
        rows = [(p.place, p.category, p.why) for p in plan.articles]
        yield Table(["Place", "Category", "Why"], rows)
    else:
        yield Paragraph("What to write for first is open: no category of tickets is named.")
    yield Heading("Content", 3)
    yield Table(
        ["Kind", "Purpose"], [(kind.replace("_", " "), purpose) for kind, purpose in plan.content]
    )
    yield Paragraph(f"Every article: {', '.join(plan.sections)}.")
