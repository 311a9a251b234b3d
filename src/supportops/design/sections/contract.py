"""The contract: its text, its clauses with their odds, and what could be promised instead."""

from collections.abc import Iterator
from datetime import timedelta
from math import ceil

from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops.design.contract import ContractClause, ContractPlan
from supportops.design.deliverables import PackageParts, StaffingPlan
from supportops.design.document import Block, Heading, Numbered, Paragraph, Table
from supportops.design.evidence import agents_text, figure_text

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
        f"Each clause as it is worded, and the odds of a share of {percent_text(plan.target)}, tickets "
        "independent of one another. Tickets of one bad day fail together, and then the odds are worse."
    )
    yield Table(
        ["Clause", "Tickets a month", "May miss", "Must keep", "Kept", "Month", "Quarter", "Year"],
        [_odds(clause) for clause in plan.clauses],
    )
    yield from _attainable(plan, package.staffing)


def _whose(clause: ContractClause) -> str:
    return f"{clause.scope}, {clause.metric.replace('_', ' ')}" if clause.metric else clause.scope


def _odds(clause: ContractClause) -> tuple[object, ...]:
    shares = (clause.attained, clause.month, clause.quarter, clause.year)
    return (
        _whose(clause),
        f"{clause.tickets:,}",
        f"{clause.misses:,} a {clause.window}",
        percent_text(clause.asks, 2),
        *(None if share is None else percent_text(share) for share in shares),
    )


def _attainable(plan: ContractPlan, staffing: StaffingPlan) -> Iterator[Block]:
    yield Heading("What can be promised", 3)
    if staffing.busy_low is None:
        yield Paragraph(
            "What the people can keep is not known without a handle time of every tier."
        )
    else:
        low, high = (_kept(end) for end in (plan.staffing_low, plan.staffing_high))
        ends = (
            low
            if low == high
            else f"{low} at the short end of the handle times, {high} at the long end"
        )
        yield Paragraph(
            f"First response at the busy hour with {agents_text(staffing.at_work)} of "
            f"{staffing.have:,} agents at work and tickets in order of arrival, with the buffer: {ends}."
        )
    if plan.kept:
        yield Table(
            [
                "Tickets",
                "Metric",
                "Promised",
                "Attainable (hours of its clock)",
                "Ended",
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


def _kept(answer: float | None) -> str:
    """Time that is kept, to the minute that a promise is told in."""
    if answer is None:
        return "none, as the line only grows"
    minutes = ceil(answer * 60 - 1e-9)
    return duration_text(timedelta(minutes=minutes)) if minutes else "at once"
