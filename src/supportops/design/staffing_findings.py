"""What the staffing figures say that a table does not."""

from datetime import timedelta

from supportops import escalation, workforce
from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.calendars import BusinessCalendar
from supportops.design.baseline import Baseline
from supportops.design.deliverables import SlaMatrixPlan, StaffingPlan
from supportops.design.evidence import Finding, Ledger, agents_text, hours, span_text
from supportops.design.open_hours import always_there, describe_hours, ordinary_week, week_spans
from supportops.design.profile import TeamProfile

__all__ = ["coverage_findings", "staffing_findings"]

_A_HALF_PERCENT = 0.005


def staffing_findings(
    profile: TeamProfile, plan: StaffingPlan, sla: SlaMatrixPlan, ledger: Ledger
) -> tuple[Finding, ...]:
    """Tiers with more work than hours, the whole against the team, and the seat that never sleeps."""
    return (
        *_overload(profile, plan),
        *_room(plan),
        *_whole(plan),
        *_busy(profile, plan, ledger),
        *_seat(profile, plan, sla),
    )


def _overload(profile: TeamProfile, plan: StaffingPlan) -> list[Finding]:
    findings = []
    for use in plan.tiers:
        if (
            use.hours_low is None
            or use.hours_high is None
            or use.hours_high <= use.productive_hours
        ):
            continue
        band = profile.assumed.handle_time[use.tier]
        always = use.hours_low > use.productive_hours
        tickets = use.hours_low / hours(band.low)
        findings.append(
            Finding(
                code="tier-overloaded",
                title=f"{use.tier} {'has' if always else 'may have'} more work than hours",
                arithmetic=(
                    f"{tickets:,.0f} tickets at "
                    f"{span_text(duration_text(band.low), duration_text(band.high))} are "
                    f"{span_text(f'{use.hours_low:,.0f}', f'{use.hours_high:,.0f}')} h against "
                    f"{use.productive_hours:,.0f} productive hours of "
                    f"{use.agents} {'people' if use.agents != 1 else 'person'}"
                ),
                figures=(
                    f"staffing.{use.tier}.work_hours.low",
                    f"staffing.{use.tier}.work_hours.high",
                    f"staffing.{use.tier}.productive_hours",
                ),
                way_out=f"Measure handle time in {use.tier}; move people or resolve more below it.",
            )
        )
    return findings


def _room(plan: StaffingPlan) -> list[Finding]:
    """Tiers that have hours to spare for others that lack some."""
    known = [use for use in plan.tiers if use.hours_low is not None and use.hours_high is not None]
    short = [use.tier for use in known if (use.hours_high or 0.0) > use.productive_hours]
    lack = "lack"
    if any((use.hours_low or 0.0) <= use.productive_hours for use in known if use.tier in short):
        lack = "may lack"
    findings = []
    for use in known if short else ():
        low, high = use.hours_low or 0.0, use.hours_high or 0.0
        if use.status != "below the band" or high > use.productive_hours:
            continue
        ends = (use.utilization_low or 0.0, use.utilization_high or 0.0)
        free = span_text(*(f"{use.productive_hours - end:,.0f}" for end in (high, low)))
        findings.append(
            Finding(
                code="tier-has-room",
                title=(f"{use.tier} has hours to spare, and {joined(short)} {lack} some"),
                arithmetic=(
                    f"{span_text(f'{low:,.0f}', f'{high:,.0f}')} h of work in {use.paid_hours:,.0f} paid "
                    f"hours are {span_text(*(percent_text(end, 0) for end in ends), between=' to ')}; {free} of "
                    f"{use.productive_hours:,.0f} productive hours are free"
                ),
                figures=(
                    f"staffing.{use.tier}.utilization.low",
                    f"staffing.{use.tier}.utilization.high",
                    f"staffing.{use.tier}.productive_hours",
                ),
                way_out=f"Let {use.tier} resolve more, or move people from it to {joined(short)}.",
            )
        )
    return findings


def _whole(plan: StaffingPlan) -> list[Finding]:
    low, high = plan.required_low, plan.required_high
    if low is None or high is None:
        return []
    verdict = (
        "more than the team has" if low > plan.have
        else "less than the team has" if high <= plan.have
        else "which the team may or may not have"
    )  # fmt: skip
    needed = span_text(f"{low:.1f}", f"{high:.1f}", between=" to ")
    return [
        Finding(
            code="capacity-hangs-on-handle-time",
            title=f"The work takes {needed} agents, {verdict}",
            arithmetic=f"hours by tier ÷ productive hours of one agent: {needed} of {plan.have}",
            figures=(
                "staffing.required_agents.low",
                "staffing.required_agents.high",
                "team.agents",
            ),
            way_out=(
                "There are people enough on average: look for what tickets wait for, not for more people."
                if high <= plan.have and (plan.busy_high or 0) <= plan.at_work
                else "Find out handle time by tier before hiring or promising anything."
            ),
        )
    ]


def _busy(profile: TeamProfile, plan: StaffingPlan, ledger: Ledger) -> list[Finding]:
    if plan.busy_low is None or plan.busy_high is None or plan.busy_high <= plan.at_work:
        return []
    target, assumed = profile.assumed.answer_target.value, profile.assumed
    loads = [ledger.number(f"staffing.busy_hour.load.{end}") for end in ("low", "high")]
    times = [
        duration_text(timedelta(seconds=round(3_600 * load / plan.busy_volume))) for load in loads
    ]
    work = span_text(*(f"{load:.1f}" for load in loads))
    endless = "" if loads[1] < plan.at_work else (
        "; with more work than people the line only grows"
        if loads[0] >= plan.at_work else "; at the long end the line only grows"
    )  # fmt: skip
    contract, worked = hours(assumed.contract_week.value), 1 - assumed.shrinkage.value
    week = ledger.number("assumed.business_hours.hours_a_week")
    spread = f" × {contract:g} ÷ {week:g} open hours" if week > contract else ""
    return [
        Finding(
            code="busy-hour-short",
            title=(
                f"The busy hour takes {span_text(str(plan.busy_low), str(plan.busy_high), between=' to ')} "
                f"agents at work, and {agents_text(plan.at_work)} are there"
            ),
            arithmetic=(
                f"{plan.busy_volume:.1f} tickets in the hour at {span_text(*times)} keep {work} agents "
                f"busy, and {percent_text(target.service_level)} are to be taken up within "
                f"{duration_text(target.within)} (Erlang C, one queue); {plan.have:,} paid × "
                f"{worked:g}{spread} = {agents_text(plan.at_work)} at work{endless}"
            ),
            figures=(
                "staffing.busy_hour.agents.low",
                "staffing.busy_hour.agents.high",
                "staffing.busy_hour.load.low",
                "staffing.busy_hour.load.high",
                "staffing.at_work",
            ),
            way_out="Measure arrivals by hour; put more of the paid hours into the busy ones.",
        )
    ]


def _seat(profile: TeamProfile, plan: StaffingPlan, sla: SlaMatrixPlan) -> list[Finding]:
    """A promise that runs while nobody is at work."""
    day_and_night = [
        cell
        for cell in sla.cells
        if cell.around_the_clock and cell.first_response.length is not None
    ]
    if not day_and_night or always_there(profile, plan.at_work):
        return []
    tightest = min(day_and_night, key=lambda cell: cell.first_response.length or timedelta.max)
    rule = escalation.on_call_rule()
    week, contract = 168, hours(profile.assumed.contract_week.value)
    worked = 1 - profile.assumed.shrinkage.value
    return [
        Finding(
            code="promise-needs-on-call",
            title=f"{tightest.priority} in {tightest.first_response} around the clock needs on-call",
            arithmetic=(
                f"one seat around the clock takes {week} ÷ ({contract:g} × {worked:g}) = "
                f"{plan.seat_agents:.1f} of {plan.have} agents"
            ),
            figures=(
                "staffing.seat_around_the_clock",
                "team.agents",
                "on_call.people_min",
                "on_call.turn",
                "on_call.page_response",
            ),
            way_out=(
                f"Page instead of seating: at least {rule.people_min} people, turns of at most "
                f"{rule.rotation_max_weeks} week, a page answered in {duration_text(rule.page_response)} "
                f"({rule.source})."
            ),
        )
    ]


def coverage_findings(profile: TeamProfile, base: Baseline, ledger: Ledger) -> tuple[Finding, ...]:
    """What closed hours do to today's first response, and how many tickets come in them."""
    return (*_explained(profile, base, ledger), *_closed_arrivals(profile, ledger))


def _closed_arrivals(profile: TeamProfile, ledger: Ledger) -> list[Finding]:
    """Opening hours, or their time zone, that most tickets miss."""
    name = "history.outside_hours"
    if name not in ledger or ledger.number(name) <= 0.5:
        return []
    share = ledger.number(name)
    return [
        Finding(
            code="most-arrivals-while-closed",
            title=f"{percent_text(share)} of the tickets come outside business hours",
            arithmetic=f"open {describe_hours(profile.assumed.business_hours.value)}",
            figures=(name, "assumed.business_hours"),
            way_out="Check the time zone of hours and history first; then move the hours to the tickets.",
        )
    ]


def _explained(profile: TeamProfile, base: Baseline, ledger: Ledger) -> tuple[Finding, ...]:
    """How many tickets outside hours would explain today's first response by themselves."""
    response = base.first_response
    calendar, shift = ordinary_week(profile), profile.assumed.hours_a_day.value
    if not response or not workforce.calendar_floor(calendar).closed_share:
        return ()
    parts, figures = [], []
    shifts = (("one_shift", shift), ("business_hours", None))
    for name, staffed in shifts if _one_span_a_day(calendar, shift) else shifts[1:]:
        floor = workforce.calendar_floor(calendar, staffed=staffed)
        share = floor.share_that_explains(response)
        wait = floor.mean_wait_when_closed
        # A share that prints as nothing explains nothing.
        if share is None or not _A_HALF_PERCENT <= share <= 1 or wait is None:
            continue
        inputs = {"calendar": "assumed.business_hours"}
        if staffed is not None:
            inputs["staffed"] = "assumed.hours_a_day"
        ledger.derived(
            f"coverage.{name}.mean_wait_when_closed",
            hours(wait),
            "hours",
            formula=f"calendar_floor({', '.join(inputs)})",
            inputs=inputs,
        )
        figure = f"coverage.{name}.share_that_explains"
        ledger.derived(
            figure,
            share,
            formula="response / wait",
            inputs={
                "response": "team.first_response_time",
                "wait": f"coverage.{name}.mean_wait_when_closed",
            },
        )
        figures.append(figure)
        parts.append(
            f"{percent_text(share, 0)} of arrivals outside a {_hours_of(calendar, staffed)} week, "
            f"which wait {hours(wait):.1f} h on average"
        )
    if not parts:
        return ()
    mean = f"{hours(response):.1f} h"
    return (
        Finding(
            code="opening-hours-explain-response",
            title=f"{parts[0].split(',')[0]} alone give a mean first response of {mean}",
            arithmetic=f"{mean} ÷ mean wait for the next opening: {'; '.join(parts)}",
            figures=tuple(figures),
            way_out=_closed(ledger),
        ),
    )


def _closed(ledger: Ledger) -> str:
    if "history.outside_hours" not in ledger:
        return "Ask for arrival hours before hiring: no head count shortens a closed night."
    share = percent_text(ledger.number("history.outside_hours"))
    return f"The history has {share} outside business hours: hold that against it before hiring."


def _one_span_a_day(calendar: BusinessCalendar, shift: timedelta) -> bool:
    """Whether one shift a day ends before closing, and there is one opening a day to begin it."""
    spans = week_spans(calendar)
    days = {opens.date() for opens, _ in spans}
    return len(days) == len(spans) and any(closes - opens > shift for opens, closes in spans)


def _hours_of(calendar: BusinessCalendar, staffed: timedelta | None) -> str:
    """Staffed hours of the first open day of a week in a phrase: ``9–17``."""
    spans = week_spans(calendar)
    first = spans[0][0]
    last = max(closes for opens, closes in spans if opens.date() == first.date())
    last = last if staffed is None else min(last, first + staffed)
    opens, closes = (f"{end:%H:%M}".removesuffix(":00").lstrip("0") or "0" for end in (first, last))
    return f"{opens}–{'24' if closes == '0' else closes}"
