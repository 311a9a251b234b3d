"""The quality programme."""

from collections.abc import Iterator

from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Paragraph, Table
from supportops.design.evidence import figure_text
from supportops.design.programs import ProofLine

__all__ = ["quality_section"]


def quality_section(package: PackageParts) -> Iterator[Block]:
    """Rubric, sample, proof, calibration, cycle and targets."""
    plan = package.quality
    yield Heading("Quality programme")
    yield Heading(f"Rubric {plan.rubric}", 3)
    yield Table(
        ["Dimension", "Asks", "Points", "Weight", "Can fail the review"],
        [
            (_words(r.dimension), r.asks or None, f"{r.points:g}", f"{r.weight:g}", "yes" if r.critical else "no")
            for r in plan.rubric_lines
        ],
    )  # fmt: skip
    if any(line.critical for line in plan.rubric_lines):
        yield Paragraph(f"A dimension fails a review with {plan.fails} of its points.")
    if plan.pass_mark is not None:
        yield Paragraph(f"A review passes from {plan.pass_mark:g} points of 100 on.")
    yield Heading("Sample", 3)
    rows: list[tuple[object, object]] = [
        ("Of each agent a week", plan.per_agent_week),
        ("Of the team a week", plan.weekly),
        ("Of the team a month", plan.monthly),
        ("Printed for a team of this size, a month", plan.published_monthly or None),
    ]
    if plan.hours_low is not None and plan.hours_high is not None:
        rows.append(
            (
                "Working hours a month",
                f"{figure_text(plan.hours_low)}–{figure_text(plan.hours_high)} h",
            )
        )
    yield Table(["Reviews", "Figure"], rows)
    yield Heading("What the sample proves", 3)
    yield Table(
        ["Mean score of", "Reviews", "Smallest change against the period before"],
        [_proof(line) for line in plan.proof],
    )
    yield Paragraph(
        "Shown in 4 of 5 cases, with a false alarm in 20"
        + (
            ""
            if package.profile.assumed.review_likeness is not None
            else "; for the team as if the reviews of one agent were no more alike than others"
        )
        + "."
    )
    if plan.needed_reviews is not None and plan.needed_change is not None:
        yield Paragraph(
            f"A change of {plan.needed_change:g} points, as far as reviewers may lie apart, takes "
            f"{plan.needed_reviews:,} reviews on each side."
        )
    yield Heading("Calibration", 3)
    yield Paragraph(
        f"{plan.calibration_every.capitalize()}, {plan.calibration_length}, next on {plan.calibration_next}: "
        f"{plan.shared_tickets} shared tickets, scores {plan.calibration_spread} apart."
    )
    yield Table(["Step", "What"], list(enumerate(plan.calibration_steps, start=1)))
    yield Heading("The week", 3)
    yield Table(
        ["Phase", "Working day", "Steps"],
        [
            (
                _words(part.phase),
                f"{part.from_day}–{part.to_day}" if part.to_day > part.from_day else part.from_day,
                ", ".join(part.steps),
            )
            for part in plan.cycle
        ],
    )
    yield Paragraph(
        f"A review within {plan.review_within} of the resolution, coaching within "
        f"{plan.coaching_within} of the review."
    )
    yield Heading("Targets of the programme", 3)
    yield Table(
        ["Metric", "What it measures", "Target"],
        [(_words(aim.metric), aim.definition, aim.target) for aim in plan.aims],
    )


def _proof(line: ProofLine) -> tuple[object, ...]:
    reviews = _span(line.reviews_low, line.reviews_high)
    return (line.scope, reviews, f"{_short(line.change_low, line.change_high)} {line.unit}")


def _span(low: float, high: float) -> str:
    ends = dict.fromkeys((figure_text(low), figure_text(high)))
    return "–".join(ends)


def _short(low: float, high: float) -> str:
    return "–".join(dict.fromkeys((f"{low:.2g}", f"{high:.2g}")))


def _words(name: str) -> str:
    return name.replace("_", " ")
