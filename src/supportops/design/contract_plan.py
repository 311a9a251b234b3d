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
from supportops.design.contract import ALL_TICKETS, SURE, ContractClause, ContractPlan, KeptTarget
from supportops.design.deliverables import SlaCell, SlaMatrixPlan, StaffingPlan
from supportops.design.evidence import Ledger, hours, span_text
from supportops.design.profile import TeamProfile
from supportops.design.promise_history import METRICS, attainable, history_periods
from supportops.playbooks import Playbook
from supportops.statistics import Estimate

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plan_contract"]


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
        clauses=tuple(_clauses(profile, matrix, periods, target, ledger)),
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
        + (
            f" {joined(always)} {'counts' if len(always) == 1 else 'count'} day and night."
            if always
            else ""
        ),
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
    profile: TeamProfile,
    matrix: SlaMatrixPlan,
    periods: "pd.DataFrame | None",
    target: float,
    ledger: Ledger,
) -> Iterator[ContractClause]:
    given = profile.given
    promised = {cell.priority for cell in matrix.cells}
    for kind, column, mix in (
        ("customers", "customer_tier", given.customer_tiers),
        ("priorities", "priority", [name for name in given.priority_mix if name in promised]),
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
        float(sla.attainment_needed(float(tickets), target=target, confidence=SURE)),
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
        yield ContractClause.model_validate({**common, **_asked(scope, wording, ledger)})
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
            {**common, **odds, "metric": metric, "attained": value,
             **_asked(scope, wording, ledger)}
        )  # fmt: skip


def _asked(scope: str, wording: sla.ClauseWording, ledger: Ledger) -> dict[str, object]:
    """What the clause says, allows and asks for, in the window that it counts."""
    asks = f"contract.{scope}.wording_asks"
    if wording.misses is not None and asks not in ledger:
        months = {"quarter": 3, "year": 12}[wording.window]
        room = f"contract.{scope}.misses_in_a_{wording.window}"
        tickets = f"contract.{scope}.tickets"
        ledger.derived(
            room, wording.misses, f"tickets/{wording.window}",
            formula=f"max({months} * tickets - needed(target, {months} * tickets), 1)",
            inputs={"tickets": tickets, "target": "contract.target"},
        )  # fmt: skip
        ledger.derived(
            asks, wording.wording_asks,
            formula=f"count_needed({months} * tickets - misses, {months} * tickets)",
            inputs={"tickets": tickets, "misses": room},
        )  # fmt: skip
    misses = ledger.number(f"contract.{scope}.misses_allowed")
    return {
        "text": wording.text,
        "why": wording.why,
        "window": wording.window,
        "misses": int(misses) if wording.misses is None else wording.misses,
        "asks": wording.wording_asks,
    }


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
