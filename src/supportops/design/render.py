"""The package as a Markdown document."""

from collections.abc import Iterator
from datetime import timedelta

from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops._kit.text import joined, markdown_escape, markdown_table
from supportops.design.deliverables import PackageParts, ScoreRow, TierUse
from supportops.design.evidence import Evidence, figure_text

__all__ = ["markdown"]


def markdown(package: PackageParts) -> str:
    """Markdown of the whole package: deliverables, findings, questions, evidence."""
    blocks = [
        *_summary(package),
        *_measured(package),
        *_sla(package),
        *_tiers(package),
        *_knowledge(package),
        *_scorecard(package),
        *_staffing(package),
        *_findings(package),
        *_questions(package),
        *_evidence(package),
    ]
    return "\n\n".join(blocks) + "\n"


def _summary(package: PackageParts) -> Iterator[str]:
    given = package.profile.given
    yield "# Operations package"
    yield (
        f"As of {package.as_of}, after the playbook {markdown_escape(package.playbook)}. "
        f"{given.agents} agents, {given.leads} {'lead' if given.leads == 1 else 'leads'}; "
        f"{package.figure('team.tickets_per_month').value:,.0f} tickets a month; "
        f"{len(package.findings)} findings, {len(package.open_questions)} open questions."
    )


def _measured(package: PackageParts) -> Iterator[str]:
    measured = [figure for figure in package.figures if figure.basis == "measured"]
    if measured:
        yield "## What the history shows"
        yield markdown_table(
            ["Figure", "Value", "Unit", "Cases", "Doubts"],
            [
                (f.name, _value(f), f.unit or None, f.n, ", ".join(f.flags) or None)
                for f in measured
            ],
        )


def _sla(package: PackageParts) -> Iterator[str]:
    sla = package.sla
    yield "## 1. SLA matrix"
    yield f"Promises run in business hours: {markdown_escape(sla.coverage)}."
    yield markdown_table(
        ["Customer tier", "Priority", "First response", "Resolution", "Clock", "Basis"],
        [
            (
                cell.customer_tier,
                cell.priority,
                cell.first_response,
                cell.resolution,
                "around the clock" if cell.around_the_clock else "business hours",
                cell.basis,
            )
            for cell in sla.cells
        ],
    )
    yield "### When a target runs out"
    yield markdown_table(
        ["Level", "Share of the target", "What happens"],
        [(step.level, percent_text(step.used), step.action) for step in sla.breach],
    )


def _tiers(package: PackageParts) -> Iterator[str]:
    plan = package.tiers
    yield "## 2. Tier structure"
    yield markdown_table(
        ["Tier", "Agents", "Share", "Tickets a month", "Takes", "Knows", "Passes on when"],
        [
            (
                row.tier,
                f"{row.agents} + {row.helped_by}" if row.helped_by else row.agents,
                percent_text(row.share),
                f"{row.tickets:,.0f}",
                ", ".join(row.handles),
                ", ".join(row.skills),
                row.escalates_when,
            )
            for row in plan.rows
        ],
    )
    yield "### Routing"
    yield markdown_table(
        ["Category", "Tickets a month", "Enters at", "Skill", "Fallback", "Route"],
        [
            (
                row.category,
                f"{row.tickets:,.0f}",
                row.tier,
                row.skill or None,
                row.fallback or None,
                "published" if row.published else "none published",
            )
            for row in plan.routes
        ],
    )
    yield "### Escalation flow"
    yield f"```mermaid\n{plan.flow}\n```"
    yield "### Escalation by severity"
    yield markdown_table(
        ["Severity", "Meaning", *_checkpoints(plan.checkpoints), "Updates"],
        [
            (row.severity, row.definition, *_padded(row.path, len(plan.checkpoints)), row.update)
            for row in plan.escalation
        ],
    )


def _checkpoints(times: tuple[str, ...]) -> list[str]:
    return ["at first response" if time == "0s" else f"after {time}" for time in times]


def _padded(path: tuple[str, ...], length: int) -> list[str | None]:
    return [*path, *[None] * (length - len(path))]


def _knowledge(package: PackageParts) -> Iterator[str]:
    plan = package.knowledge
    yield "## 3. Knowledge base"
    due = f" by {plan.due}" if plan.due else ""
    yield f"Target: {percent_text(plan.target)} of all tickets deflected{due}."
    if plan.needed_share_of_focus is not None:
        yield (
            f"The focus, {markdown_escape(joined(plan.focus))}, makes up {percent_text(plan.focus_share)} of the "
            f"tickets; the target alone would take {percent_text(plan.needed_share_of_focus)} of them."
        )
    yield markdown_table(
        ["Place", "Category", "Why"], [(p.place, p.category, p.why) for p in plan.articles]
    )
    yield "### Content"
    yield markdown_table(["Kind", "Purpose"], plan.content)
    yield f"Every article: {markdown_escape(', '.join(plan.sections))}."


def _scorecard(package: PackageParts) -> Iterator[str]:
    yield "## 4. Scorecard"
    yield markdown_table(
        ["Metric", "Today", "Status", "Limits", "Goal", "By", "Path"],
        [
            (
                row.label,
                None if row.today is None else _figure(row.today, row),
                row.status.replace("_", " "),
                row.limits,
                _figure(row.target, row),
                row.due,
                "; ".join(f"{p.day}: {_figure(p.value, row)}" for p in row.path) or None,
            )
            for row in package.scorecard.rows
        ],
    )


def _figure(value: float, row: ScoreRow) -> str:
    if row.unit == "minutes":
        return duration_text(timedelta(minutes=round(value)))
    return f"{figure_text(value)} {row.unit}" if row.unit else percent_text(value)


def _staffing(package: PackageParts) -> Iterator[str]:
    plan = package.staffing
    yield "## 5. Staffing"
    rows: list[tuple[object, object]] = [("Agents today", plan.have)]
    if plan.required_low is not None:
        rows.append(
            (
                "Agents for the average (capacity equation)",
                f"{plan.required_low:.1f}–{plan.required_high:.1f}",
            )
        )
    if plan.busy_low is not None:
        target = package.profile.assumed.answer_target.value
        rows.append(
            (
                (
                    f"Agents at the busy hour ({percent_text(target.service_level)} within "
                    f"{duration_text(target.within)}, Erlang C)"
                ),
                f"{plan.busy_low}–{plan.busy_high}",
            )
        )
    rows.append(("Agents behind one seat around the clock", f"{plan.seat_agents:.1f}"))
    rows.append(("Cost per ticket", plan.cost_per_ticket or "no cost given"))
    yield markdown_table(["What", "Figure"], rows)
    yield f"### Utilization by tier (usual: {plan.usual_utilization})"
    yield markdown_table(
        ["Tier", "Agents", "Hours of work", "Productive hours", "Utilization", "Against the band"],
        [_use(use) for use in plan.tiers],
    )


def _use(use: TierUse) -> tuple[object, ...]:
    work = used = None
    if use.hours_low is not None:
        work = f"{use.hours_low:,.0f}–{use.hours_high:,.0f} h"
    if use.utilization_low is not None and use.utilization_high is not None:
        used = f"{percent_text(use.utilization_low, 0)} to {percent_text(use.utilization_high, 0)}"
    return (use.tier, use.agents, work, f"{use.productive_hours:,.0f} h", used, use.status)


def _findings(package: PackageParts) -> Iterator[str]:
    yield "## Findings"
    yield "\n".join(
        f"{place}. **{markdown_escape(f.title)}.** {markdown_escape(f.arithmetic)}. {markdown_escape(f.way_out)}"
        for place, f in enumerate(package.findings, start=1)
    )


def _questions(package: PackageParts) -> Iterator[str]:
    yield "## Open questions"
    yield "In the order of what their answers would change."
    yield markdown_table(
        ["Question", "Swing (agents)", "What it changes"],
        [
            (q.question, None if q.swing is None else f"{q.swing:.1f}", q.changes)
            for q in package.open_questions
        ],
    )


def _evidence(package: PackageParts) -> Iterator[str]:
    yield "## Evidence"
    yield markdown_table(
        ["Figure", "Value", "Unit", "Basis"],
        [(f.name, _value(f), f.unit or None, f.origin()) for f in package.figures],
    )


def _value(figure: Evidence) -> str | None:
    value = figure.value
    if value is None or isinstance(value, str):
        return value
    text = figure_text(value)
    if figure.interval is not None:
        ends = ("no bound" if end is None else figure_text(end) for end in figure.interval)
        text += f" (95 %: {' to '.join(ends)})"
    return text
