"""Feedback loops."""

from collections.abc import Iterator

from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Paragraph, Table
from supportops.design.evidence import figure_text
from supportops.design.programs import FeedbackTarget

__all__ = ["feedback_section"]


def feedback_section(package: PackageParts) -> Iterator[Block]:
    """Routes, hand-offs, meetings, due steps, targets and practices."""
    plan = package.feedback
    yield Heading("Feedback loops")
    yield Heading("Routes", 3)
    yield Table(
        ["Kind", "Means", "Goes to", "There"],
        [(_words(w.kind), w.meaning, ", ".join(w.destinations), w.action) for w in plan.ways],
    )
    yield Heading("Hand-offs to customer success", 3)
    yield Table(
        ["Signal", "Hand over", "Urgency"],
        [(_words(h.signal), h.handoff, h.urgency) for h in plan.handoffs],
    )
    yield Paragraph(
        f"Escalations are multiple from {plan.multiple_escalations} of an account within "
        f"{plan.handoff_window_days:g} days on."
    )
    yield Heading("Meetings", 3)
    yield Table(
        ["Meeting", "How often", "Next", "Who", "About"],
        [
            (m.meeting, m.every, m.next_day, ", ".join(m.attendees), ", ".join(m.agenda))
            for m in plan.meetings
        ],
    )
    yield Heading("What is due", 3)
    yield Table(
        ["Step", "Within (days)", f"For feedback of {package.as_of}"],
        [(s.step, f"{s.days:g}", s.due) for s in plan.steps],
    )
    yield Heading("Targets of the loop", 3)
    yield Table(
        ["Metric", "What it measures", "Target", "Items a month"],
        [(_words(t.metric), t.definition, t.target, _items(t)) for t in plan.targets],
    )
    if plan.preventable:
        yield Table(
            ["Quarters from now", "Preventable tickets"],
            [(q.quarter, f"{q.tickets:,.0f}") for q in plan.preventable],
        )
    yield Heading("Practices", 3)
    yield Table(
        ["Practice", "What it asks"], [(p.name, ", ".join(p.rules)) for p in plan.practices]
    )


def _items(target: FeedbackTarget) -> str | None:
    if target.items_low is None or target.items_high is None:
        return None
    return f"{figure_text(target.items_low)}–{figure_text(target.items_high)}"


def _words(name: str) -> str:
    return name.replace("_", " ")
