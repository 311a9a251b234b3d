"""Feedback loops: where feedback goes, who meets when, what is due."""

from datetime import UTC, date, datetime, time, timedelta

from supportops import feedback
from supportops._kit.data import read_data
from supportops._kit.text import joined
from supportops.design.baseline import Baseline
from supportops.design.evidence import Finding, Ledger, OpenQuestion
from supportops.design.notes import note_assumption, note_days, note_range, table_source
from supportops.design.profile import TeamProfile
from supportops.design.programs import (
    FeedbackPlan,
    FeedbackTarget,
    FeedbackWay,
    HandoffSign,
    LoopMeeting,
    LoopStep,
    NamedRules,
    PreventableQuarter,
)

__all__ = ["feedback_findings", "feedback_questions", "plan_feedback"]

# The source says multiple escalations, without a number; this is what the room takes for it.
_MULTIPLE = 2
_MONTHS = 3


def plan_feedback(
    profile: TeamProfile, base: Baseline, *, as_of: date, ledger: Ledger
) -> FeedbackPlan:
    """Routes, hand-offs, meetings, due steps and targets, all as published."""
    window = read_data("feedback", "feedback")["handoffs"]["window_days"]
    ledger.published(
        "feedback.handoff_window",
        window,
        "days",
        source=table_source("feedback", "feedback", "handoffs"),
    )
    ledger.assumed(
        "feedback.multiple_escalations",
        _MULTIPLE,
        "escalations",
        source="assumption: the source says multiple, without a number",
        replaced_by="the number from which customer success wants to know",
    )
    return FeedbackPlan(
        ways=tuple(
            FeedbackWay(
                kind=r.name, meaning=r.meaning, destinations=r.destinations, action=r.action
            )
            for r in feedback.feedback_routes()
        ),
        handoffs=tuple(
            HandoffSign(signal=r.signal, handoff=r.handoff, urgency=r.urgency)
            for r in feedback.handoff_rules()
        ),
        handoff_window_days=window,
        multiple_escalations=_MULTIPLE,
        meetings=_meetings(as_of, ledger),
        steps=_steps(as_of, ledger),
        preventable=_preventable(profile, base, ledger),
        targets=tuple(_target(target, base, ledger) for target in feedback.effectiveness_targets()),
        practices=tuple(
            NamedRules(name=p.name, rules=p.rules) for p in feedback.feedback_practices()
        ),
    )


def _meetings(as_of: date, ledger: Ledger) -> tuple[LoopMeeting, ...]:
    meetings = feedback.meetings()
    days = note_days(
        "feedback",
        {meeting.name: meeting.every for meeting in meetings},
        as_of=as_of,
        source=table_source("feedback", "feedback", "meetings"),
        ledger=ledger,
    )
    return tuple(
        LoopMeeting(
            meeting=m.name,
            every=str(m.every),
            next_day=days[m.name],
            attendees=m.attendees,
            agenda=m.agenda,
        )
        for m in meetings
    )


def _steps(as_of: date, ledger: Ledger) -> tuple[LoopStep, ...]:
    """What is due for feedback that comes, and whose cause is found, on the day of the plan."""
    start = datetime.combine(as_of, time(), tzinfo=UTC)
    item = feedback.FeedbackItem(
        id="today", kind="bug_report", submitted_at=start, cause_found_at=start
    )
    tables = {"acknowledge": "effectiveness", "add to the backlog": "preventable"}
    rows = []
    for step in feedback.due_steps([item], now=start):
        name = f"feedback.step.{step.step}"
        days = (step.due_at - start) / timedelta(days=1)
        ledger.published(
            f"{name}.days",
            days,
            "days",
            source=table_source("feedback", "feedback", tables[step.step]),
        )
        ledger.derived(
            f"{name}.due",
            step.due_at.date().isoformat(),
            formula="day_after(as_of, days)",
            inputs={"as_of": "assumed.as_of", "days": f"{name}.days"},
        )
        rows.append(LoopStep(step=step.step, days=days, due=step.due_at.date()))
    return tuple(rows)


def _preventable(
    profile: TeamProfile, base: Baseline, ledger: Ledger
) -> tuple[PreventableQuarter, ...]:
    """Preventable tickets quarter by quarter at the published reduction; none without a share."""
    reduction = read_data("feedback", "feedback")["preventable"]["reduction_per_quarter"]
    source = table_source("feedback", "feedback", "preventable")
    ledger.published("feedback.reduction_a_quarter", reduction, source=source)
    part = profile.assumed.preventable_share
    if part is None:
        return ()
    note_assumption("assumed.preventable_share", part, ledger=ledger)
    start = base.volume * _MONTHS * part.value
    rows = []
    for quarter, volume in enumerate(feedback.preventable_path(start).tickets):
        ledger.derived(
            f"feedback.preventable.{quarter}",
            volume,
            "tickets/quarter",
            formula=f"volume * {_MONTHS} * share * (1 - reduction) ** {quarter}",
            inputs={
                "volume": "team.tickets_per_month",
                "share": "assumed.preventable_share",
                "reduction": "feedback.reduction_a_quarter",
            },
        )
        rows.append(PreventableQuarter(quarter=quarter, tickets=volume))
    return tuple(rows)


def _target(target: feedback.EffectivenessTarget, base: Baseline, ledger: Ledger) -> FeedbackTarget:
    limits, text = target.target, target.goal
    items: dict[str, float] = {}
    if limits is not None:
        name = f"feedback.{target.name}"
        source = table_source("feedback", "feedback", "effectiveness")
        note_range(name, limits, source=source, ledger=ledger)
        text = str(limits if limits.unit else limits.scaled(100, "%"))
        if target.name == "feedback_submitted":
            for end in ("low", "high"):
                items[f"items_{end}"] = base.volume * ledger.number(f"{name}.{end}")
                ledger.derived(
                    f"{name}.items.{end}",
                    items[f"items_{end}"],
                    "items/month",
                    formula="volume * share",
                    inputs={"volume": "team.tickets_per_month", "share": f"{name}.{end}"},
                )
    return FeedbackTarget(metric=target.name, definition=target.definition, target=text, **items)


def feedback_findings(plan: FeedbackPlan, as_of: date) -> tuple[Finding, ...]:
    """Meetings that come too seldom for what is promised between them."""
    limit = next(step.days for step in plan.steps if step.step == "acknowledge")
    slow = [
        (row, (row.next_day - as_of).days)
        for row in plan.meetings
        if row.next_day is not None
        and (row.next_day - as_of).days >= limit
        and "sync" in row.meeting
    ]
    if not slow:
        return ()
    return (
        Finding(
            code="meeting-slower-than-acknowledgement",
            title=f"Feedback cannot wait for its meeting to be acknowledged within {limit:g} days",
            arithmetic="; ".join(
                f"{row.meeting} {row.every}: up to {days} days against fewer than {limit:g}"
                for row, days in slow
            ),
            figures=(
                "feedback.step.acknowledge.days",
                *(f"feedback.{row.meeting}.every" for row, _ in slow),
            ),
            way_out="Acknowledge in the tracker as feedback comes; keep the meetings for decisions.",
        ),
    )


def feedback_questions(profile: TeamProfile, plan: FeedbackPlan) -> tuple[OpenQuestion, ...]:
    """Who is there to hear of it, and how much of it is preventable."""
    questions = []
    if profile.assumed.preventable_share is None:
        causes = joined(feedback.root_causes(), "or")
        questions.append(
            OpenQuestion(
                name="assumed.preventable_share",
                question=f"Which share of the tickets has its cause in a {causes} problem?",
                changes="where the path of fewer preventable tickets, quarter by quarter, starts",
            )
        )
    teams = dict.fromkeys(team for way in plan.ways for team in way.destinations)
    questions.append(
        OpenQuestion(
            name="feedback_receivers",
            question=f"Who takes feedback in {joined(teams)}?",
            changes="to whom each route and hand-off goes, and who sits in the meetings",
        )
    )
    return tuple(questions)
