"""What is done by which day, and by whom."""

from collections.abc import Iterator

from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Paragraph, Table

__all__ = ["road_map_section"]


def road_map_section(package: PackageParts) -> Iterator[Block]:
    """Steps by day, then the published road maps from the same day on."""
    plan = package.road_map
    yield Heading("Road map")
    yield Paragraph(
        "Days are counted by the calendar; what falls on a closed day is due before it."
    )
    yield Table(
        ["By", "Stage", "What", "Owner", "Basis"],
        [(s.due, s.stage, s.what, s.owner, s.source or s.basis) for s in plan.steps],
    )
    yield Heading("Published road maps, counted from the same day", 3)
    yield Table(["By", "Playbook", "What"], [(s.due, s.stage, s.what) for s in plan.published])
