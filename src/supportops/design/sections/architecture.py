"""How the knowledge base is built and kept."""

from collections.abc import Iterator

from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Paragraph, RangeChart, Table
from supportops.design.evidence import figure_text
from supportops.design.programs import ArticleWork

__all__ = ["architecture_section"]


def architecture_section(package: PackageParts) -> Iterator[Block]:
    """Architecture, taxonomy, work by category, calendar and limits."""
    plan = package.architecture
    yield Heading("Work that articles could take", 3)
    if plan.work:
        yield Table(
            ["Category", "Tier", "Hours a month", "Articles take", "Hours removed", "Order not certain against"],
            [_work(row) for row in plan.work],
        )  # fmt: skip
        spans = [
            (row.category, row.hours_low, row.hours_high)
            for row in plan.work
            if row.hours_low is not None and row.hours_high is not None
        ]
        if plan.minutes_before is not None and plan.minutes_after is not None:
            yield Paragraph(
                "What articles leave takes "
                f"{figure_text(plan.minutes_after)} minutes a ticket instead of {figure_text(plan.minutes_before)}."
            )
        if spans:
            yield RangeChart("Hours a month by category", "hours", spans)
    else:
        yield Paragraph("No category has a volume yet.")
    yield Heading("Architecture", 3)
    yield Paragraph(f"At most {plan.levels} levels of categories.")
    yield Table(
        ["Practice", "What it asks"], [(p.name, ", ".join(p.rules)) for p in plan.practices]
    )
    yield Table(
        ["Layer, nearest to the product first", "Content"],
        [(_words(layer.name), ", ".join(layer.rules)) for layer in plan.layers],
    )
    yield Heading("Taxonomy", 3)
    yield Table(
        ["Category", "The team says", "Tickets a month"],
        [
            (
                t.label,
                ", ".join(t.words) or None,
                None if t.tickets is None else f"{t.tickets:,.0f}",
            )
            for t in plan.taxonomy
        ],
    )
    if plan.unknown_words:
        yield Paragraph(f"Not in the taxonomy: {joined(plan.unknown_words)}.")
    yield Heading("Maintenance calendar", 3)
    yield Table(
        ["Task", "Owner", "How often", "Next"],
        [(t.task, t.owner, t.every, t.next_day) for t in plan.care],
    )
    yield Paragraph(
        f"An article that fewer than {percent_text(plan.retire_below)} find helpful after "
        f"{plan.retire_after_days} days is taken down."
    )
    yield Heading("Health of the knowledge base", 3)
    yield Table(
        ["Metric", "What it measures", "Target", "Warning"],
        [(_words(h.metric), h.definition, h.target, h.warning) for h in plan.health],
    )


def _work(row: ArticleWork) -> tuple[object, ...]:
    stake = removed = None
    if row.hours_low is not None and row.hours_high is not None:
        stake = f"{figure_text(row.hours_low)}–{figure_text(row.hours_high)}"
    if row.removed is not None and row.removed_low is not None and row.removed_high is not None:
        ends = f"{figure_text(row.removed_low)} to {figure_text(row.removed_high)}"
        removed = f"{figure_text(row.removed)} ({ends})"
    share = "not known" if row.deflected is None else percent_text(row.deflected)
    return (row.category, row.tier, stake, share, removed, ", ".join(row.tied_with) or None)


def _words(name: str) -> str:
    return name.replace("_", " ")
