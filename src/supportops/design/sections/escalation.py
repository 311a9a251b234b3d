"""Hand-off, escalation by severity, and being on call."""

from collections.abc import Iterator

from supportops._kit.text import joined
from supportops.design.deliverables import EscalationRow, PackageParts
from supportops.design.document import Block, Flowchart, Heading, Paragraph, Table
from supportops.design.evidence import figure_text
from supportops.design.on_call import OnCallPlan

__all__ = ["escalation_section"]


def escalation_section(package: PackageParts) -> Iterator[Block]:
    """What travels with a ticket, who is engaged when, and who answers at night."""
    yield Heading("Hand-off and escalation")
    yield from _handoff(package)
    for row in package.tiers.escalation:
        yield Heading(f"{row.severity}: {row.definition}", 3)
        yield _chart(row, package.tiers.checkpoints)
    yield Heading("On call")
    yield from _on_call(package.on_call, package)


def _handoff(package: PackageParts) -> Iterator[Block]:
    plan = package.handoff
    yield Heading("Hand-off record", 3)
    yield Paragraph(f"Whoever passes a ticket on fills this in: {', '.join(plan.rules)}.")
    yield Table(
        ["Field", "Rule"], [(field.name.replace("_", " "), field.rule) for field in plan.record]
    )
    if plan.queues:
        yield Heading("Fallback queues", 3)
        yield Table(
            ["Queue", "Behind", "Tickets a month at most"],
            [(q.queue, ", ".join(q.categories), f"{q.tickets:,.0f}") for q in plan.queues],
        )


def _chart(row: EscalationRow, checkpoints: tuple[str, ...]) -> Flowchart:
    times = ["at first response", *(f"after {time}" for time in checkpoints[1:])]
    moves = [
        (above, below, when)
        for above, below, when in zip(row.path, row.path[1:], times[1:], strict=False)
    ]
    return Flowchart({role: times[0] if role == row.path[0] else "" for role in row.path}, moves)


def _on_call(plan: OnCallPlan, package: PackageParts) -> Iterator[Block]:
    if not plan.priorities:
        why = (
            "Somebody is at work in every hour" if plan.always_open
            else "No promise runs day and night"
        )  # fmt: skip
        yield Paragraph(f"{why}, and so nobody needs to be on call.")
        return
    pages = (
        "How often that happens, a history with priorities would say."
        if plan.pages is None
        else f"That is {figure_text(plan.pages)} tickets a month."
    )
    are = "is" if len(plan.priorities) == 1 else "are"
    limits = [
        figure_text(float(package.figure(f"on_call.{name}").value or 0))
        for name in ("page_response", "acknowledge_or_escalate")
    ]
    yield Paragraph(
        f"{joined(plan.priorities)} {are} promised day and night. A seat that is never empty takes "
        f"{plan.seat_agents:.1f} agents; a page takes a turn. A page is answered in {limits[0]} "
        f"minutes, and passed on after {limits[1]}. {pages}"
    )
    yield Table(
        ["Layer", "Coverage", "Duty"], [(row.layer, row.coverage, row.duty) for row in plan.layers]
    )
    yield Paragraph(f"Besides: {'; '.join(plan.expects)}.")
    yield Table(
        ["People", "Why", "First responder every", "Off hours each a year, first and second"],
        [
            (row.people, row.why, _every(row.people, package), f"{row.off_hours:,.0f}")
            for row in plan.shares
        ],
    )
    if plan.turns:
        yield Heading("First round", 3)
        yield Table(
            ["Layer", "Who", "From", "To"],
            [
                (row.layer, row.person, f"{row.start:%Y-%m-%d %H:%M}", f"{row.end:%Y-%m-%d %H:%M}")
                for row in plan.turns
            ],
        )
    else:
        yield Paragraph("Who takes the turns is not known.")


def _every(people: int, package: PackageParts) -> str:
    weeks = people * float(package.figure("on_call.turn").value or 0)
    return f"{weeks:g} weeks" if weeks != 1 else "week"
