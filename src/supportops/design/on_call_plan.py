"""Who answers when nobody is at work: turns, load, and a page against a seat."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from supportops import escalation
from supportops._kit.durations import duration_text
from supportops._kit.instants import zone
from supportops._kit.text import joined
from supportops.calendars import is_open, open_seconds_per_week
from supportops.design.baseline import Baseline
from supportops.design.deliverables import SlaMatrixPlan, StaffingPlan
from supportops.design.evidence import Finding, Ledger, hours
from supportops.design.on_call import OnCallLayerRow, OnCallPlan, OnCallShare, OnCallTurnRow
from supportops.design.open_hours import always_there, ordinary_week
from supportops.design.profile import TeamProfile
from supportops.statistics import proportion

__all__ = ["on_call_findings", "plan_on_call"]

_MINUTE = timedelta(minutes=1)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def plan_on_call(
    profile: TeamProfile,
    matrix: SlaMatrixPlan,
    staffing: StaffingPlan,
    as_of: date,
    *,
    base: Baseline,
    ledger: Ledger,
) -> OnCallPlan:
    """Layers, turns of those who are named, and the load of the fewest, the named and all."""
    always = tuple(dict.fromkeys(c.priority for c in matrix.cells if c.around_the_clock))
    if always_there(profile, staffing.at_work) and not profile.given.on_call:
        always = ()
    rule = escalation.on_call_rule()
    turns: tuple[OnCallTurnRow, ...] = ()
    troubles: tuple[str, ...] = ()
    shares: tuple[OnCallShare, ...] = ()
    if always:
        _note_rule(rule, profile, ledger)
        shares = tuple(_shares(profile, rule, ledger))
        people = profile.given.on_call
        if people:
            schedule = _schedule(people, rule, as_of, profile.assumed.business_hours.value.timezone)
            turns, troubles = _round(schedule, rule)
    return OnCallPlan(
        priorities=always,
        always_open=always_there(profile, staffing.at_work),
        layers=tuple(
            OnCallLayerRow(layer=row.name, coverage=row.coverage, duty=row.duty)
            for row in (escalation.on_call_layers() if always else ())
        ),
        expects=rule.expects if always else (),
        shares=shares,
        turns=turns,
        troubles=troubles,
        seat_agents=staffing.seat_agents,
        pages=_pages(always, profile, base, ledger) if always else None,
    )


def _note_rule(rule: escalation.OnCallRule, profile: TeamProfile, ledger: Ledger) -> None:
    for name, value, unit in (
        ("people_min", rule.people_min, "people"),
        ("turn", rule.rotation_max_weeks, "weeks"),
        ("page_response", rule.page_response / _MINUTE, "minutes"),
        ("acknowledge_or_escalate", rule.acknowledge_or_escalate / _MINUTE, "minutes"),
    ):
        ledger.published(f"on_call.{name}", value, unit, source=rule.source)
    calendar = profile.assumed.business_hours
    ledger.assumed(
        "on_call.open_hours",
        open_seconds_per_week(ordinary_week(profile)) / 3_600,
        "hours/week",
        source=calendar.source,
        replaced_by=calendar.replaced_by,
    )
    if profile.given.on_call:
        ledger.given("on_call.people", len(profile.given.on_call), "people")


def _shares(
    profile: TeamProfile, rule: escalation.OnCallRule, ledger: Ledger
) -> Iterator[OnCallShare]:
    """Off hours a year of each person, by how many share the turns."""
    # A week without a change of the clocks, so that every turn is as long as the next.
    office = ordinary_week(profile).model_copy(update={"timezone": "UTC"})
    start = datetime(2024, 1, 1, 9, tzinfo=UTC)
    fewest = tuple(str(place) for place in range(rule.people_min))
    schedule = _schedule(fewest, rule, start.date(), "UTC")
    one_layer = schedule.model_copy(update={"rotations": schedule.rotations[:1]})
    ledger.assumed(
        "on_call.layers",
        len(schedule.rotations),
        "people on call at once",
        source="assumption: a first responder and one behind, as the published layers begin",
        replaced_by="how many are on call at once",
    )
    load = escalation.on_call_load(
        one_layer,
        start=start,
        end=start + timedelta(weeks=rule.rotation_max_weeks),
        office_hours=office,
    )
    turn = max(row.off_hours or timedelta() for row in load.people)
    ledger.derived(
        "on_call.turn.off_hours",
        hours(turn),
        "hours",
        formula="(168 - open) * weeks",
        inputs={"open": "on_call.open_hours", "weeks": "on_call.turn"},
    )
    counts = [(rule.people_min, "on_call.people_min", "the fewest that the rule allows")]
    if profile.given.on_call:
        counts.append((len(profile.given.on_call), "on_call.people", "those who are named"))
    counts.append((profile.given.agents, "team.agents", "all agents"))
    for count, figure, why in counts:
        name = f"on_call.off_hours.{figure.rpartition('.')[2]}"
        ledger.derived(
            name,
            hours(turn)
            * (365.25 / 7 * len(schedule.rotations) / (rule.rotation_max_weeks * count)),
            "hours/year",
            formula="off_hours * layers * 365.25 / 7 / (weeks * people)",
            inputs={
                "layers": "on_call.layers",
                "off_hours": "on_call.turn.off_hours",
                "weeks": "on_call.turn",
                "people": figure,
            },
        )
        yield OnCallShare(people=count, off_hours=ledger.number(name), why=why)


def _schedule(
    people: tuple[str, ...], rule: escalation.OnCallRule, as_of: date, timezone: str
) -> escalation.OnCallSchedule:
    """First and second responder in turns: who is first now was second the turn before."""
    weekday = _WEEKDAYS.index(rule.handoff_day)
    first = as_of + timedelta(days=(weekday - as_of.weekday()) % 7)
    layers = [row.name for row in escalation.on_call_layers()][:2]
    orders = [people, (*people[1:], people[0])]
    return escalation.OnCallSchedule(
        rotations=tuple(
            escalation.OnCallRotation(
                name=layer,
                people=order,
                timezone=timezone,
                first_day=first,
                handoff=time.fromisoformat(rule.handoff_time),
                turn_days=7 * rule.rotation_max_weeks,
            )
            for layer, order in zip(layers, orders, strict=True)
        )
    )


def _round(
    schedule: escalation.OnCallSchedule, rule: escalation.OnCallRule
) -> tuple[tuple[OnCallTurnRow, ...], tuple[str, ...]]:
    one = schedule.rotations[0]
    place = zone(one.timezone)
    start = datetime.combine(one.first_day, one.handoff, tzinfo=place)
    last = one.first_day + timedelta(days=one.turn_days * len(one.people))
    end = datetime.combine(last, one.handoff, tzinfo=place)
    turns = tuple(
        OnCallTurnRow(layer=turn.layer, person=turn.person, start=turn.start, end=turn.end)
        for turn in escalation.on_call_turns(schedule, start=start, end=end)
    )
    broken = [
        f"{row.rotation}: {row.message}"
        for row in escalation.rotation_findings(schedule, rule=rule)
    ]
    holes = [
        f"{row.kind}: {joined(row.who) or 'nobody'} in {joined(row.layers)}"
        for row in escalation.coverage_findings(schedule, start=start, end=end)
    ]
    return turns, tuple(dict.fromkeys((*broken, *holes)))


def _pages(
    always: tuple[str, ...], profile: TeamProfile, base: Baseline, ledger: Ledger
) -> float | None:
    """Tickets a month that come while nobody is at work and cannot wait."""
    tickets = base.tables.get("tickets")
    if tickets is None or "priority" not in tickets:
        return None
    urgent = tickets[tickets["priority"].isin(always)]
    closed = ~is_open(urgent["created_at"], calendar=profile.assumed.business_hours.value)
    ledger.measured("history.pages.share", proportion(int(closed.sum()), len(tickets)))
    ledger.derived(
        "on_call.pages",
        ledger.number("team.tickets_per_month") * ledger.number("history.pages.share"),
        "tickets/month",
        formula="volume * share",
        inputs={"volume": "team.tickets_per_month", "share": "history.pages.share"},
    )
    return ledger.number("on_call.pages")


def on_call_findings(plan: OnCallPlan, matrix: SlaMatrixPlan) -> tuple[Finding, ...]:
    """A promise that one missed page breaks, and rotations that break the rule."""
    return (*(_missed_page(matrix) if plan.priorities else ()), *_rotation(plan))


def _missed_page(matrix: SlaMatrixPlan) -> Iterator[Finding]:
    rule = escalation.on_call_rule()
    after = rule.acknowledge_or_escalate
    short = [
        cell
        for cell in matrix.cells
        if cell.around_the_clock
        and cell.first_response.length is not None
        and cell.first_response.length <= after
    ]
    if short:
        whose = joined(dict.fromkeys(f"{c.priority} of {c.customer_tier}" for c in short))
        lengths = dict.fromkeys(str(cell.first_response) for cell in short)
        yield Finding(
            code="missed-page-breaks-promise",
            title=f"One page that is not answered breaks the promise for {whose}",
            arithmetic=(
                f"a page is passed on after {duration_text(after)} ({rule.source}), and the first "
                f"response is promised in {joined(lengths)}"
            ),
            figures=(
                "on_call.acknowledge_or_escalate",
                *(f"sla.{c.customer_tier}.{c.priority}.first_response" for c in short),
            ),
            way_out="Pass a page on sooner, page two people at once, or slow the promise.",
        )


def _rotation(plan: OnCallPlan) -> Iterator[Finding]:
    if plan.troubles:
        yield Finding(
            code="rotation-breaks-rule",
            title="The on-call rotation breaks the rule that it is to follow",
            arithmetic="; ".join(plan.troubles),
            figures=("on_call.people_min", "on_call.people"),
            way_out="Name more people, or share the turns with another team.",
        )
