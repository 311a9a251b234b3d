"""Shifts, hires and training by date."""

from collections.abc import Iterator

from supportops._kit.shares import percent_text
from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Paragraph, Table
from supportops.design.evidence import span_text
from supportops.design.work_models import WorkforcePlan

__all__ = ["workforce_section"]


def workforce_section(package: PackageParts) -> Iterator[Block]:
    """Who works when, who is to come, and what they learn."""
    yield from _shifts(package)
    yield from _hiring(package)
    plan = package.workforce
    yield Heading("Training")
    yield Paragraph(
        f"For people whose first day is {plan.start}. What they learn and how much they carry are "
        "published apart, and do not agree week by week."
    )
    yield Table(
        ["From", "To", "What", "Opens the next"],
        [
            (step.first_day, step.last_day, step.focus, step.needs or None)
            for step in plan.training
            if step.program != "ramp"
        ],
    )
    yield Table(
        ["From", "To", "Load", "What", "Support"],
        [
            (step.first_day, step.last_day, percent_text(step.load or 0.0), step.focus, step.needs)
            for step in plan.training
            if step.program == "ramp"
        ],
    )
    yield Paragraph(f"For everybody: {'; '.join(plan.practices)}.")


def _shifts(package: PackageParts) -> Iterator[Block]:
    plan = package.workforce
    yield Heading("Shifts")
    yield Paragraph(f"Open {plan.coverage}. {plan.arrivals}")
    if plan.shifts_lack:
        yield Paragraph(f"There is no pattern without {plan.shifts_lack}.")
        return
    yield Table(
        ["Shift", "Days", "Agents at work"],
        [(row.hours, row.days, span_text(str(row.low), str(row.high))) for row in plan.shifts],
    )
    paid = span_text(*(f"{end or 0.0:,.1f}" for end in (plan.roster_low, plan.roster_high)))
    yield Paragraph(f"Paid agents behind these shifts: {paid}.")


def _hiring(package: PackageParts) -> Iterator[Block]:
    plan = package.workforce
    yield Heading("Hiring")
    yield Paragraph(
        f"Whoever is decided on at {package.as_of} starts by {plan.start} and carries all of the "
        f"work from {plan.full_load}."
    )
    if plan.cohorts:
        yield Table(
            ["If handle times are", "People", "Decide by", "First day", "Full load"],
            [(c.handle_time, c.heads, c.decide, c.start, c.full_load) for c in plan.cohorts],
        )
    elif package.staffing.required_low is not None:
        yield Paragraph("The work on average asks for nobody more.")
    if plan.shift_hires_low is not None and plan.shift_hires_high is not None:
        yield Paragraph(_for_the_shifts(plan.shift_hires_low, plan.shift_hires_high, plan))


def _for_the_shifts(low: int, high: int, plan: WorkforcePlan) -> str:
    """How many more the shifts take, and what that says of the hires."""
    if not high:
        return "The shifts above take nobody more."
    more = f"The shifts above would take {span_text(str(low), str(high))} more than there are"
    if plan.arrivals_known:
        return f"{more}; hires are for the average or for the shifts, whichever takes more."
    return (
        f"{more}: they hold the busy hour in every open hour, and so are the most that can be needed; "
        "the average is the least. Arrivals by hour decide between the two."
    )
