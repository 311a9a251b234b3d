"""The contract behind the matrix: its text, its odds, and what could be promised instead."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from supportops import queueing, sla
from supportops._kit.data import Source
from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.design.baseline import Baseline
from supportops.design.contract import ALL_TICKETS, ContractClause, ContractPlan, KeptTarget
from supportops.design.deliverables import SlaCell, SlaMatrixPlan, StaffingPlan
from supportops.design.evidence import Finding, Ledger, figure_text, hours, span_text
from supportops.design.profile import TeamProfile
from supportops.design.promise_history import METRICS, attainable, history_periods
from supportops.playbooks import Playbook
from supportops.statistics import Estimate

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["contract_findings", "plan_contract"]

_SURE = 0.95


def plan_contract(
    profile: TeamProfile,
    book: Playbook,
    matrix: SlaMatrixPlan,
    staffing: StaffingPlan,
    *,
    base: Baseline,
    ledger: Ledger,
) -> ContractPlan:
    """Terms, clauses with their odds, and the targets that history and staffing can keep."""
    rules = sla.design_rules()
    source = Source(source=rules.source, where=rules.where)
    ledger.published("promises.attainable", rules.attainable, source=source)
    stated = profile.given.promises_kept
    target = rules.attainable if stated is None else stated
    if stated is None:
        ledger.published("contract.target", target, source=source)
    else:
        ledger.given("contract.target", target)
    periods = history_periods(profile, base, matrix.cells)
    return ContractPlan(
        target=target,
        terms=tuple(_terms(matrix, book)),
        clauses=tuple(_clauses(profile, periods, target, ledger)),
        kept=() if periods is None else tuple(_kept(matrix, periods, ledger)),
        staffing_low=_at_the_busy_hour("low", staffing, ledger),
        staffing_high=_at_the_busy_hour("high", staffing, ledger),
    )


def _terms(matrix: SlaMatrixPlan, book: Playbook) -> Iterator[tuple[str, str]]:
    policy = sla.preset(book.uses.sla)  # type: ignore[arg-type]  # the playbook's own reference
    always = dict.fromkeys(cell.priority for cell in matrix.cells if cell.around_the_clock)
    yield (
        "Hours",
        f"Promises count in our hours: {matrix.coverage}."
        + (f" {joined(always)} counts day and night." if always else ""),
    )
    definitions = policy.metrics
    for metric in METRICS:
        yield metric.replace("_", " ").capitalize(), f"The time {definitions[metric].about}."
    waits = joined(status.replace("_", " ") for status in definitions["resolution"].pause)
    yield "Pauses", f"The clock of a resolution stands still while a ticket is {waits}."
    steps = "; ".join(f"at {percent_text(s.used)} of the time: {s.action}" for s in matrix.breach)
    yield "When time runs out", f"{steps}." if steps else "No step is agreed."
    left_out = "; ".join(exclusion.about for exclusion in policy.exclusions)
    yield "Not covered", f"{left_out}." if left_out else "Nothing is excluded so far."


def _clauses(
    profile: TeamProfile, periods: "pd.DataFrame | None", target: float, ledger: Ledger
) -> Iterator[ContractClause]:
    given = profile.given
    for kind, column, mix in (
        ("customers", "customer_tier", given.customer_tiers),
        ("priorities", "priority", given.priority_mix),
    ):
        for name in mix:
            tickets = math.floor(ledger.number(f"{kind}.{name}.tickets"))
            if tickets:
                scope = f"{kind}.{name}"
                _note_size(scope, tickets, target, ledger)
                yield from _of_one(scope, name, _attained(periods, column, name), ledger)


def _note_size(scope: str, tickets: int, target: float, ledger: Ledger) -> None:
    ledger.derived(
        f"contract.{scope}.tickets", tickets, "tickets/month", formula="floor(tickets)",
        inputs={"tickets": f"{scope}.tickets"},
    )  # fmt: skip
    counted = {"tickets": f"contract.{scope}.tickets", "target": "contract.target"}
    risk = sla.contract_risk(1.0, tickets_per_month=tickets, target=target)
    ledger.derived(
        f"contract.{scope}.misses_allowed", risk.month.misses_allowed, "tickets/month",
        formula="tickets - needed(target, tickets)", inputs=counted,
    )  # fmt: skip
    ledger.derived(
        f"contract.{scope}.attainment_needed",
        float(sla.attainment_needed(float(tickets), target=target, confidence=_SURE)),
        formula="attainment_needed(target, tickets)",
        inputs=counted,
    )


def _attained(periods: "pd.DataFrame | None", column: str, name: str) -> dict[str, Estimate]:
    """Share in time by metric, of the periods that a cell of the matrix judges."""
    if periods is None:
        return {}
    mine = periods[(periods[column] == name) & (periods["row"] != "no cell")]
    if mine.empty:
        return {}
    rows = sla.compliance(mine, by="metric")
    kept = {str(row.key["metric"]): row.kept for row in rows}
    return {metric: kept[metric] for metric in METRICS if kept[metric].value is not None}


def _of_one(
    scope: str, name: str, attained: dict[str, Estimate], ledger: Ledger
) -> Iterator[ContractClause]:
    tickets, target = (
        int(ledger.number(f"contract.{scope}.tickets")),
        ledger.number("contract.target"),
    )
    common = {
        "scope": name,
        "figures": f"contract.{scope}",
        "tickets": tickets,
        "misses_allowed": int(ledger.number(f"contract.{scope}.misses_allowed")),
        "needed": ledger.number(f"contract.{scope}.attainment_needed"),
    }
    if not attained:
        wording = sla.clause_wording(
            target, tickets_per_month=tickets, promise=f"the promise to {name}"
        )
        yield ContractClause.model_validate({**common, "text": wording.text, "why": wording.why})
    for metric, estimate in attained.items():
        figure = f"contract.{scope}.{metric}.attained"
        ledger.measured(figure, estimate)
        value = ledger.number(figure)
        risk = sla.contract_risk(value, tickets_per_month=tickets, target=target)
        odds = {}
        for window in (risk.month, risk.quarter, risk.year):
            odds[window.window] = window.passes
            months = window.tickets // tickets
            ledger.derived(
                f"contract.{scope}.{metric}.passes.{window.window}",
                window.passes,
                formula=f"pass_probability(attained, {months} * tickets, target)",
                inputs={
                    "attained": figure,
                    "tickets": f"contract.{scope}.tickets",
                    "target": "contract.target",
                },
            )
        words = metric.replace("_", " ")
        wording = sla.clause_wording(
            target,
            tickets_per_month=tickets,
            promise=f"the {words} of {name}",
            attainment=value,
        )
        yield ContractClause.model_validate(
            {**common, **odds, "metric": metric, "attained": value, "text": wording.text,
             "why": wording.why}
        )  # fmt: skip


def _kept(matrix: SlaMatrixPlan, periods: "pd.DataFrame", ledger: Ledger) -> Iterator[KeptTarget]:
    """What the history kept of all tickets, and of each cell that has any."""
    scopes: list[tuple[str, SlaCell | None]] = [(ALL_TICKETS, None)]
    scopes += [(f"{cell.customer_tier}.{cell.priority}", cell) for cell in matrix.cells]
    for scope, cell in scopes:
        mine = periods
        if cell is not None:
            mine = periods[
                (periods["customer_tier"] == cell.customer_tier)
                & (periods["priority"] == cell.priority)
            ]
        for metric in METRICS:
            always = cell is not None and cell.around_the_clock
            found = attainable(
                mine, scope=scope, metric=metric, around_the_clock=always, ledger=ledger
            )
            if found is not None:
                yield KeptTarget(
                    scope=scope.replace(".", " ")
                    if cell is None
                    else f"{cell.customer_tier} {cell.priority}",
                    metric=metric,
                    promise=_promised(matrix, metric)
                    if cell is None
                    else str(getattr(cell, metric)),
                    attainable=None if found.target is None else hours(found.target),
                    periods=found.n,
                    words=found.words,
                )


def _promised(matrix: SlaMatrixPlan, metric: str) -> str:
    """All promises of a metric as a span; empty where none is a length of time."""
    lengths = sorted(matrix.lengths(metric).values())
    return span_text(*(duration_text(lengths[end]) for end in (0, -1))) if lengths else ""


def _at_the_busy_hour(end: str, staffing: StaffingPlan, ledger: Ledger) -> float | None:
    """First response that those at work keep in order of arrival, with the buffer.

    None where handle times are not known, and where the line only grows.
    """
    name = f"staffing.busy_hour.handle_time.{end}"
    if name not in ledger:
        return None
    handle, part = ledger.number(name), ledger.number("promises.attainable")
    load = ledger.number(f"staffing.busy_hour.load.{end}")
    wait = queueing.wait_quantile(load, staffing.at_work, service_time=handle, probability=part)
    if not math.isfinite(wait):
        return None
    answer = wait * (1 + ledger.number("promises.buffer"))
    ledger.derived(
        f"attainable.staffing.{end}",
        answer,
        "hours",
        formula="erlang_c_quantile(load, at_work, handle_time, attainable) * (1 + buffer)",
        inputs={
            "load": f"staffing.busy_hour.load.{end}",
            "at_work": "staffing.at_work",
            "handle_time": name,
            "attainable": "promises.attainable",
            "buffer": "promises.buffer",
        },
    )
    return float(answer)


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
        if clause.month is not None and clause.month < _SURE and clause.attained is not None:
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
        if cell is None or row.attainable is None or cell.basis not in {"given", "published"}:
            continue
        length = getattr(cell, row.metric).length
        if length is not None and hours(length) < row.attainable:
            yield Finding(
                code="promise-beyond-history",
                title=f"{row.scope} is promised a {row.metric.replace('_', ' ')} that the history did not keep",
                arithmetic=f"promised {duration_text(length)}, attainable {figure_text(row.attainable)} h: {row.words}",
                figures=(f"sla.{cell.customer_tier}.{cell.priority}.{row.metric}",),
                way_out="Slow the promise to what is attainable, or say what will make it faster.",
            )


def _beyond_staffing(plan: ContractPlan, matrix: SlaMatrixPlan) -> Iterator[Finding]:
    if plan.staffing_low is None:
        return
    lengths: dict[str, float] = {}
    for (_, priority), length in matrix.lengths("first_response").items():
        lengths[priority] = min(hours(length), lengths.get(priority, math.inf))
    fast = {name: length for name, length in lengths.items() if length < plan.staffing_low}
    if fast:
        yield Finding(
            code="promise-needs-precedence",
            title=f"{joined(fast)} cannot wait in the common line at the busy hour",
            arithmetic=(
                f"in order of arrival those at work keep {figure_text(plan.staffing_low * 60)} "
                f"minutes at best; promised are "
                + joined(
                    f"{figure_text(length * 60)} minutes for {name}"
                    for name, length in fast.items()
                )
            ),
            figures=("attainable.staffing.low",),
            way_out="Take these first, and check what that leaves for the others.",
        )
