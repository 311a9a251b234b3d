"""Tiers, routing and ways up."""

from collections.abc import Iterator

from supportops._kit.shares import percent_text
from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Flowchart, Heading, Paragraph, Table

__all__ = ["tiers_section"]


def tiers_section(package: PackageParts) -> Iterator[Block]:
    """Second deliverable."""
    plan = package.tiers
    yield Heading("Tier structure")
    yield Table(
        ["Tier", "Agents", "Share", "Tickets a month", "Takes", "Knows", "Passes on when"],
        [
            (
                row.tier,
                f"{row.agents} + {row.helped_by}" if row.helped_by else row.agents,
                percent_text(row.share),
                f"{row.tickets:,.0f}",
                ", ".join(row.handles),
                ", ".join(row.skills),
                row.escalates_when,
            )
            for row in plan.rows
        ],
    )
    yield Heading("Routing", 3)
    if plan.routes:
        yield Table(
            ["Category", "Tickets a month", "Enters at", "Skill", "Fallback", "Route"],
            [
                (
                    row.category,
                    f"{row.tickets:,.0f}",
                    row.tier,
                    row.skill or None,
                    row.fallback or None,
                    "published" if row.published else "none published",
                )
                for row in plan.routes
            ],
        )
    else:
        yield Paragraph("No category of tickets is named, and so none is routed.")
    yield Heading("Escalation flow", 3)
    yield Flowchart(plan.places, [(m.origin, m.target, m.reason) for m in plan.moves])
    yield Heading("Escalation by severity", 3)
    yield Table(
        ["Severity", "Meaning", *_checkpoints(plan.checkpoints), "Updates"],
        [
            (row.severity, row.definition, *_padded(row.path, len(plan.checkpoints)), row.update)
            for row in plan.escalation
        ],
    )


def _checkpoints(times: tuple[str, ...]) -> list[str]:
    return ["at first response" if time == "0s" else f"after {time}" for time in times]


def _padded(path: tuple[str, ...], length: int) -> list[str | None]:
    return [*path, *[None] * (length - len(path))]
