"""What a contract risks: shares that a month cannot carry, and promises beyond what can be kept."""

import math
from collections.abc import Iterator
from datetime import timedelta

from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.design.contract import SURE, ContractPlan
from supportops.design.deliverables import SlaMatrixPlan
from supportops.design.evidence import Finding, figure_text, hours

__all__ = ["contract_findings"]


def contract_findings(plan: ContractPlan, matrix: SlaMatrixPlan) -> tuple[Finding, ...]:
    """Promises beyond history or staffing, and percentages that a month cannot carry."""
    return (
        *_too_small(plan),
        *_missed(plan),
        *_beyond_history(plan, matrix),
        *_beyond_staffing(plan, matrix),
    )


def _too_small(plan: ContractPlan) -> Iterator[Finding]:
    small = {clause.scope: clause for clause in plan.clauses if not clause.misses_allowed}
    if small:
        one = min(small.values(), key=lambda clause: clause.tickets)
        yield Finding(
            code="percentage-without-room",
            title=f"{percent_text(plan.target)} a month allows {joined(small)} no miss at all",
            arithmetic="; ".join(
                f"{clause.scope}: {clause.tickets:,} tickets a month, which need a true "
                f"{percent_text(clause.needed, 2)} to pass 19 months of 20"
                for clause in small.values()
            ),
            figures=tuple(f"{clause.figures}.attainment_needed" for clause in small.values()),
            way_out=f"Count misses over a longer time: {one.text}",
        )


def _missed(plan: ContractPlan) -> Iterator[Finding]:
    for clause in plan.clauses:
        if clause.month is not None and clause.month < SURE and clause.attained is not None:
            words = clause.metric.replace("_", " ")
            yield Finding(
                code="contract-likely-missed",
                title=(
                    f"A month of {clause.scope} passes {percent_text(plan.target)} on {words} with "
                    f"{percent_text(clause.month)}"
                ),
                arithmetic=(
                    f"the history kept {percent_text(clause.attained)}; {clause.tickets:,} tickets a "
                    f"month need {percent_text(clause.needed)} to pass 19 months of 20"
                ),
                figures=(f"{clause.figures}.{clause.metric}.passes.month",),
                way_out="Promise what the history kept, with the buffer, or do not promise a share.",
            )


def _beyond_history(plan: ContractPlan, matrix: SlaMatrixPlan) -> Iterator[Finding]:
    cells = {f"{cell.customer_tier} {cell.priority}": cell for cell in matrix.cells}
    for row in plan.kept:
        cell = cells.get(row.scope)
        if cell is None or row.attainable is None:
            continue
        length = matrix.length(cell, row.metric)
        # A solved promise is the attainable one, to the minute.
        if length is not None and hours(length) < row.attainable - 1e-9:
            yield Finding(
                code="promise-beyond-history",
                title=f"{row.scope} is promised a {row.metric.replace('_', ' ')} that the history did not keep",
                arithmetic=(
                    f"promised {getattr(cell, row.metric)} ({cell.basis}), attainable "
                    f"{figure_text(row.attainable)} h: {row.words}"
                ),
                figures=(f"sla.{cell.customer_tier}.{cell.priority}.{row.metric}",),
                way_out="Slow the promise to what is attainable, or say what will make it faster.",
            )


def _beyond_staffing(plan: ContractPlan, matrix: SlaMatrixPlan) -> Iterator[Finding]:
    if plan.staffing_low is None:
        return
    kept = timedelta(hours=plan.staffing_low)
    lengths = matrix.lengths("first_response")
    fast = {key: length for key, length in lengths.items() if length < kept}
    if not fast:
        return
    by_promise: dict[str, list[str]] = {}
    for (tier, priority), length in fast.items():
        by_promise.setdefault(f"{duration_text(length)} for {priority}", []).append(tier)
    minutes = timedelta(minutes=math.ceil(plan.staffing_low * 60 - 1e-9))
    yield Finding(
        code="promise-needs-precedence",
        title=(
            f"{joined(dict.fromkeys(priority for _, priority in fast))} cannot wait in the common line "
            "at the busy hour"
        ),
        arithmetic=(
            f"in order of arrival those at work keep {duration_text(minutes)} at best; promised are "
            + "; ".join(f"{promise} ({joined(tiers)})" for promise, tiers in by_promise.items())
        ),
        figures=(
            "attainable.staffing.low",
            *(f"sla.{tier}.{priority}.first_response" for tier, priority in fast),
        ),
        way_out="Take these first, and check what that leaves for the others.",
    )
