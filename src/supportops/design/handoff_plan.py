"""The hand-off between tiers: required context, and the queues behind the entry tiers."""

from supportops import tiers
from supportops.design.deliverables import TierPlan
from supportops.design.evidence import Ledger
from supportops.design.on_call import FallbackQueue, HandoffField, HandoffPlan

__all__ = ["plan_handoff"]

_PRACTICE = "information travels with the ticket"


def plan_handoff(plan: TierPlan, ledger: Ledger) -> HandoffPlan:
    """Record that each way up needs, and the tickets that stand behind each fallback queue."""
    bare = tiers.Handoff(ticket_id="", origin="", target="")
    asked = {row.field: row.rule for row in tiers.missing_context(bare)}
    # A summary that is too short says how long it should be.
    brief = tiers.missing_context(bare.model_copy(update={"issue_summary": "Short."}))
    asked |= {row.field: row.rule for row in brief if row.kind == "length"}
    practice = next(row for row in tiers.design_practices() if row.name == _PRACTICE)
    for name, rule in asked.items():
        if any(letter.isdigit() for letter in rule):
            ledger.published(f"handoff.{name}", rule, source=practice.source)
    behind: dict[str, list[str]] = {}
    for route in plan.routes:
        if route.fallback:
            behind.setdefault(route.fallback, []).append(route.category)
    queues = []
    for queue, categories in behind.items():
        inputs = {f"part_{n}": f"categories.{c}.tickets" for n, c in enumerate(categories)}
        total = sum(ledger.number(figure) for figure in inputs.values())
        ledger.derived(
            f"handoff.{queue}.tickets",
            total,
            "tickets/month",
            formula=" + ".join(inputs),
            inputs=inputs,
        )
        queues.append(FallbackQueue(queue=queue, categories=tuple(categories), tickets=total))
    return HandoffPlan(
        record=tuple(HandoffField(name=name, rule=rule) for name, rule in asked.items()),
        queues=tuple(queues),
        rules=practice.rules,
    )
