"""The contract: its text, its clauses with their odds, and what could be promised instead."""

from collections.abc import Iterator

from supportops._kit.shares import percent_text
from supportops.design.contract import ContractClause, ContractPlan
from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Numbered, Paragraph, Table
from supportops.design.evidence import figure_text

__all__ = ["contract_section"]


def contract_section(package: PackageParts) -> Iterator[Block]:
    """Text and risk of the promises."""
    plan = package.contract
    yield Heading("Contract")
    yield Paragraph("A text to start from, in our words; a lawyer has not seen it.")
    yield Numbered(
        [
            ("Promises", "Those of the SLA matrix, by customer tier and priority."),
            *plan.terms,
            *((_whose(clause), clause.text) for clause in plan.clauses),
        ]
    )
    yield Heading("Risk of the contract", 3)
    yield Paragraph(
        f"A share of {percent_text(plan.target)} a month, tickets independent of one another. "
        "Tickets of one bad day fail together, and then the odds are worse."
    )
    yield Table(
        ["Clause", "Tickets a month", "May miss", "Must keep", "Kept", "Month", "Quarter", "Year"],
        [_odds(clause) for clause in plan.clauses],
    )
    yield from _attainable(plan)


def _whose(clause: ContractClause) -> str:
    return f"{clause.scope}, {clause.metric.replace('_', ' ')}" if clause.metric else clause.scope


def _odds(clause: ContractClause) -> tuple[object, ...]:
    shares = (clause.attained, clause.month, clause.quarter, clause.year)
    return (
        _whose(clause),
        f"{clause.tickets:,}",
        f"{clause.misses_allowed:,}",
        percent_text(clause.needed, 2),
        *(None if share is None else percent_text(share) for share in shares),
    )


def _attainable(plan: ContractPlan) -> Iterator[Block]:
    yield Heading("What can be promised", 3)
    low, high = (
        "no time that it keeps" if end is None else f"{figure_text(end * 60)} minutes"
        for end in (plan.staffing_low, plan.staffing_high)
    )
    yield Paragraph(
        "First response at the busy hour, all agents at work and tickets in order of arrival, with "
        f"the buffer: {low} at the short end of the handle times, {high} at the long end."
    )
    if plan.kept:
        yield Table(
            [
                "Tickets",
                "Metric",
                "Promised",
                "Attainable (hours)",
                "Cases",
                "What the history says",
            ],
            [
                (
                    row.scope,
                    row.metric.replace("_", " "),
                    row.promise or None,
                    None if row.attainable is None else figure_text(row.attainable),
                    f"{row.periods:,}",
                    row.words,
                )
                for row in plan.kept
            ],
        )
    else:
        yield Paragraph("A history of tickets would say which targets it kept.")
