"""The stack, and what it lacks."""

from collections.abc import Iterator

from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Paragraph, Table

__all__ = ["tools_section"]


def tools_section(package: PackageParts) -> Iterator[Block]:
    """Layers, modules and integrations with what fills them."""
    plan = package.tools
    yield Heading("Tools")
    if plan.help_desk:
        yield Paragraph(f"Help desk: {plan.help_desk}.")
    yield Table(
        ["Part of the stack", "Today", "By", "For example"],
        [
            (row.part, row.status, row.filled_by or None, ", ".join(row.options))
            for row in plan.rows
            if row.kind != "integration"
        ],
    )
    yield Heading("Integrations", 3)
    yield Table(
        ["With", "Matters", "For", "Today", "By"],
        [
            (row.part, row.priority, ", ".join(row.options), row.status, row.filled_by or None)
            for row in plan.rows
            if row.kind == "integration"
        ],
    )
    if plan.unknown:
        yield Paragraph(f"In no published list: {', '.join(plan.unknown)}.")
    for cost in (plan.licences, plan.roll_out):
        if cost:
            yield Paragraph(f"{cost}.")
