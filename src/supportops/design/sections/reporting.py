"""Scorecards by audience, and alerts."""

from collections.abc import Iterator

from supportops._kit.shares import percent_text
from supportops.design.deliverables import PackageParts
from supportops.design.document import Block, Heading, Paragraph, Table
from supportops.design.evidence import figure_text

__all__ = ["reporting_section"]


def reporting_section(package: PackageParts) -> Iterator[Block]:
    """Reports, one scorecard an audience, and three sorts of alerts."""
    plan = package.reporting
    yield Heading("Reports", 3)
    yield Table(
        ["For", "Report", "Contents", "Looks at", "How often", "Next"],
        [
            (r.audience, r.report, ", ".join(r.contents), r.focus or None, r.every, r.next_day)
            for r in plan.reports
        ],
    )
    for report in plan.reports:
        rows = [row for row in plan.metrics if row.audience == report.audience]
        yield Heading(f"Scorecard for {report.audience}", 3)
        yield Table(
            ["Metric", "Shows", "Review", "Today", "Status", "Alert"],
            [
                (r.metric, r.shows, r.review, r.today, r.status.replace("_", " "), r.alert or None)
                for r in rows
            ],
        )
    yield Heading("Alerts by limit", 3)
    yield Table(
        ["Metric", "Today", "Status", "Target", "Alert"],
        [
            (b.label, b.today, b.status.replace("_", " "), b.target, b.warning or None)
            for b in plan.bands
        ],
    )
    yield Heading("Alerts by change", 3)
    yield Paragraph(
        f"CSAT that falls by more than {plan.dip:g} points from one month to the next is looked into."
    )
    if plan.chance:
        yield Paragraph(
            "A week outside these limits is news (control chart, three standard errors); inside them "
            "it moves by chance."
        )
        yield Table(
            ["Metric", "Cases a week", "Today", "Lower limit", "Upper limit", "Note"],
            [
                (
                    c.metric,
                    figure_text(c.cases),
                    percent_text(c.today),
                    percent_text(c.lower),
                    percent_text(c.upper),
                    c.note or None,
                )
                for c in plan.chance
            ],
        )
