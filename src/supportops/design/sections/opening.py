"""First words of a package, and what its history shows."""

from collections.abc import Iterator

from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Paragraph, Table
from supportops.design.sections.closing import value_text

__all__ = ["measured_section", "summary_section"]


def summary_section(package: PackageParts) -> Iterator[Block]:
    """Title and a line on the team."""
    given = package.profile.given
    yield Heading("Operations package", 1)
    yield Paragraph(
        f"As of {package.as_of}, after the playbook {package.playbook}. "
        f"{given.agents} agents, {given.leads} {'lead' if given.leads == 1 else 'leads'}; "
        f"{package.figure('team.tickets_per_month').value:,.0f} tickets a month; "
        f"{len(package.findings)} findings, {len(package.open_questions)} open questions."
    )


def measured_section(package: PackageParts) -> Iterator[Block]:
    """Figures that the history shows; nothing without one."""
    measured = [figure for figure in package.figures if figure.basis == "measured"]
    if measured:
        yield Heading("What the history shows")
        yield Table(
            ["Figure", "Value", "Unit", "Cases", "Doubts"],
            [
                (f.name, value_text(f), f.unit or None, f.n, ", ".join(f.flags) or None)
                for f in measured
            ],
        )
