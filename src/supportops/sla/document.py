"""The document: a policy as customers read it."""

from collections.abc import Iterator, Sequence

from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops._kit.text import joined, markdown_escape, markdown_table, shown
from supportops.calendars import BusinessCalendar, Calendar, open_seconds_per_week
from supportops.errors import InputError
from supportops.sla.policy import SlaPolicy
from supportops.sla.targets import METRICS, SlaRow, names_of
from supportops.vocabulary import Promise

__all__ = ["render_sla_document"]

_DAYS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday",
    "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
_HEADINGS = {
    "first_response": "First response",
    "next_response": "Next response",
    "periodic_update": "Update every",
    "pausable_update": "Update every (while with us)",
    "resolution": "Resolution",
    "requester_wait": "Waiting time",
    "agent_work": "Working time",
    "ownership": "With one group",
}
_WEEK = 7 * 86_400


def render_sla_document(
    policy: SlaPolicy, *, company: str = "", priorities: Sequence[str] | None = None
) -> str:
    """SLA document for customers, in Markdown: hours, promises, definitions, escalation, limits.

    Parameters
    ----------
    policy : SlaPolicy
    company : str, optional
        Who promises; stands in the title.
    priorities : sequence of str, optional
        Priorities that the table shows; all unless told.

    Returns
    -------
    str
        Markdown; names of the policy are escaped.

    Raises
    ------
    InputError
        For a priority that no row names.
    """
    rows = _rows(policy, priorities)
    title = markdown_escape(f"{company} service levels".strip() if company else policy.name)
    return (
        "\n\n".join(
            [
                f"# {title}",
                f"## Hours of coverage\n\n{_coverage(policy, rows)}",
                f"## What we promise\n\n{_table(policy, rows)}",
                "## What the words mean\n\n"
                + "\n".join(f"- {line}" for line in _definitions(policy)),
                "## When time runs out\n\n"
                + "\n".join(f"- {line}" for line in _escalation(policy)),
                "## What is not covered\n\n" + "\n".join(f"- {line}" for line in _limits(policy)),
            ]
        )
        + "\n"
    )


def _rows(policy: SlaPolicy, priorities: Sequence[str] | None) -> list[SlaRow]:
    promising = [row for row in policy.rows if dict(row.promises())]
    if priorities is None:
        return promising
    known = dict.fromkeys(name for row in promising for name in names_of(row.priority))
    for name in priorities:
        if name not in known:
            raise InputError(
                f"priorities must be among {joined(known) or 'none'}; got {shown(name)}"
            )
    return [row for row in promising if set(names_of(row.priority)) & set(priorities)]


def _hours(calendar: Calendar) -> str:
    if open_seconds_per_week(calendar) == _WEEK:
        return "around the clock, every day"
    if not isinstance(calendar, BusinessCalendar):
        return (
            "whenever one of our sites is open" if calendar.rule == "any" else "by a joint calendar"
        )
    parts = []
    for days, spans in calendar.hours.items():
        names = " to ".join(_DAYS.get(day, day) for day in days.split("-"))
        times = joined(f"{opens}–{closes}" for opens, closes in spans)
        parts.append(f"{names} {times}")
    words = "; ".join(parts) or "no hours"
    holidays = ", except on the holidays of our calendar" if calendar.holidays else ""
    return f"{words} ({calendar.timezone}){holidays}"


def _clock(policy: SlaPolicy, row: SlaRow, promise: Promise) -> str | None:
    if promise.length is None:
        return None
    return promise.clock or row.clock or policy.clock


def _coverage(policy: SlaPolicy, rows: list[SlaRow]) -> str:
    lines = [f"We are there {markdown_escape(_hours(policy.calendars[policy.calendar]))}."]
    always = [
        row.label
        for row in rows
        if {_clock(policy, row, p) for _, p in row.promises()} - {None} == {"calendar"}
    ]
    if always and len(always) < len(rows):
        lines.append(f"Day and night for: {markdown_escape(joined(always))}.")
    lines.extend(
        f"For {markdown_escape(row.label)}: {markdown_escape(_hours(policy.calendars[row.calendar]))}."
        for row in rows
        if row.calendar is not None and row.calendar != policy.calendar
    )
    return "\n\n".join(lines)


def _table(policy: SlaPolicy, rows: list[SlaRow]) -> str:
    shown_metrics = [m for m in policy.promised if any(m in dict(row.promises()) for row in rows)]
    asked = [
        field
        for field in ("priority", "customer_tier", "channel", "category", "group")
        if any(names_of(getattr(row, field)) for row in rows)
    ]
    headings = [field.replace("_", " ").capitalize() for field in asked]
    named = any(row.name for row in rows)
    headings += (["For"] if named else []) + [_HEADINGS.get(m, m) for m in shown_metrics]
    cells = []
    for row in rows:
        promised = dict(row.promises())
        cells.append(
            [joined(names_of(getattr(row, field)), "or") or "any" for field in asked]
            + ([row.name or None] if named else [])
            + [_cell(policy, row, promised.get(m), m) for m in shown_metrics]
        )
    return markdown_table(headings, cells)


def _cell(policy: SlaPolicy, row: SlaRow, promise: Promise | None, metric: str) -> str | None:
    if promise is None:
        return None
    text = str(promise) if promise.length is None else duration_text(promise.length)
    if promise.length is not None and _clock(policy, row, promise) == "business":
        text += " of business time"
    attained = row.attained.get(metric)
    if isinstance(attained, str):
        text += f" ({attained})"
    elif attained is not None:
        text += f" ({percent_text(attained)} of the time)"
    if metric in row.goals:
        text += f", aiming at {row.goals[metric]}"
    return text


def _definitions(policy: SlaPolicy) -> Iterator[str]:
    definitions = policy.metrics
    for metric in policy.promised:
        name = _HEADINGS.get(metric, markdown_escape(metric)) if metric in METRICS else metric
        about = definitions[metric].about or "as agreed"
        yield f"**{markdown_escape(name)}**: {markdown_escape(about)}."
    yield (
        "**Business time**: time within our hours of coverage. Outside them the clock stands "
        "still, except where we promise day and night."
    )
    pauses = sorted(
        {
            status
            for metric in policy.promised
            for status in policy.pauses.get(metric, definitions[metric].pause)
        }
    )
    if pauses:
        words = joined(markdown_escape(name.replace("_", " ")) for name in pauses)
        yield f"**Pauses**: some clocks stand still while a ticket is {words}."


def _escalation(policy: SlaPolicy) -> Iterator[str]:
    if policy.escalate_at is not None:
        yield f"A ticket is escalated by itself after {percent_text(policy.escalate_at)} of its time."
    for level in policy.warnings:
        told = f"{joined(level.notify)} told" if level.notify else "shown to the team"
        yield f"At {level.percent} % of the time: {markdown_escape(told)}."
    if not policy.warnings and policy.escalate_at is None:
        yield "No escalation is agreed."


def _limits(policy: SlaPolicy) -> Iterator[str]:
    for exclusion in policy.exclusions:
        yield f"{markdown_escape(exclusion.about[:1].upper() + exclusion.about[1:])}."
    if not policy.exclusions:
        yield "Nothing is excluded."
