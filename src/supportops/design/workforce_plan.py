"""People over time: shifts, who is to be hired by when, and how a newcomer is trained."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import ceil

from supportops import training, workforce
from supportops._kit.data import Source
from supportops._kit.text import joined
from supportops.calendars import BusinessCalendar
from supportops.design.baseline import Baseline
from supportops.design.dates import days_after, months_after, note_day
from supportops.design.deliverables import Scorecard, StaffingPlan
from supportops.design.evidence import Finding, Ledger, span_text
from supportops.design.open_hours import describe_hours, without_dates
from supportops.design.profile import TeamProfile
from supportops.design.shift_plan import plan_shifts
from supportops.design.work_models import EITHER, HireCohort, TrainingStep, WorkforcePlan
from supportops.errors import InputError

__all__ = ["plan_workforce", "workforce_findings"]

_SCENARIO: workforce.HiringScenario = "growth_hire"
_HORIZON = 26
_WEEK = timedelta(weeks=1)
# Two published plans, which disagree on what happens in which week: both are shown.
_PLANS: dict[str, training.OnboardingName] = {
    "onboarding": "support-operations",
    "ramp": "support-operations-ramp",
}
_FEWEST = "fewest_hires(required, agents, ramp)"


@dataclass(frozen=True, slots=True)
class _Lead:
    """Way from the decision to the full load.

    Attributes
    ----------
    decide, start, full_load : date
    ramp : int
        Weeks below the full load [weeks].
    """

    decide: date
    start: date
    full_load: date
    ramp: int


def plan_workforce(
    profile: TeamProfile, staffing: StaffingPlan, base: Baseline, as_of: date, ledger: Ledger
) -> WorkforcePlan:
    """Shifts for the opening hours, hires against the work, and a newcomer's training."""
    pattern = plan_shifts(profile, staffing, base, ledger)
    lead = _lead(as_of, ledger)
    rosters = {"low": pattern.roster_low, "high": pattern.roster_high}
    shift_hires = {
        end: _shift_hires(end, roster, profile, ledger) for end, roster in rosters.items()
    }
    cohorts: list[HireCohort] = []
    for end, roster in rosters.items():
        required = _required(profile, end, roster, ledger)
        if required is not None:
            cohorts += _cohorts(profile, end, required, lead, ledger)
    return WorkforcePlan(
        coverage=describe_hours(profile.assumed.business_hours.value),
        shifts=pattern.rows,
        shifts_lack=pattern.lack,
        arrivals=pattern.arrivals,
        arrivals_known=bool(profile.given.arrivals_by_hour),
        roster_low=pattern.roster_low,
        roster_high=pattern.roster_high,
        shift_hires_low=shift_hires["low"],
        shift_hires_high=shift_hires["high"],
        cohorts=_alike_once(cohorts),
        start=lead.start,
        full_load=lead.full_load,
        training=tuple(_training(profile, lead.start, ledger)),
        practices=tuple(
            f"{each.every or 'as needed'}: {each.name} ({each.content})"
            for each in training.ongoing_training()
        ),
    )


def _shift_hires(
    end: str, roster: float | None, profile: TeamProfile, ledger: Ledger
) -> int | None:
    """People behind the shifts who are not there."""
    if roster is None:
        return None
    missing = ceil(max(roster - profile.given.agents, 0) - 1e-9)
    ledger.derived(
        f"hiring.heads_for_shifts.{end}",
        missing,
        "heads",
        formula="ceil(max(roster - agents, 0) - 1e-9)",
        inputs={"roster": f"shifts.roster.{end}", "agents": "team.agents"},
    )
    return missing


def _required(profile: TeamProfile, end: str, roster: float | None, ledger: Ledger) -> float | None:
    """People to hire for: the average, or the shifts where arrivals say that these are needed.

    Without arrivals by hour the shifts hold the busy hour in every open hour: a bound, no need.
    """
    average = f"staffing.required_agents.{end}"
    if average not in ledger:
        return None
    name, inputs = f"hiring.required.{end}", {"average": average}
    if roster is not None and profile.given.arrivals_by_hour:
        inputs["shifts"] = f"shifts.roster.{end}"
    required = max(map(ledger.number, inputs.values()))
    formula = "max(average, shifts)" if "shifts" in inputs else "average"
    ledger.derived(name, required, "agents", formula=formula, inputs=inputs)
    return required


def _alike_once(cohorts: Sequence[HireCohort]) -> tuple[HireCohort, ...]:
    """Hires once, where they do not depend on the handle times."""
    ends = {
        end: [
            each.model_copy(update={"handle_time": EITHER})
            for each in cohorts
            if each.handle_time == end
        ]
        for end in ("low", "high")
    }
    return tuple(ends["low"] if ends["low"] == ends["high"] else cohorts)


def _lead(as_of: date, ledger: Ledger) -> _Lead:
    """The published lead time at its long end, which is the safe one."""
    months = workforce.lead_time(_SCENARIO)
    source = workforce.hire_by(as_of, scenario=_SCENARIO).source
    loads = workforce.ramp_loads()
    ramp = next((week for week, load in enumerate(loads) if load >= 1), len(loads))
    ramp_source = training.preset("support-operations-ramp").source
    longest = round(months.high or 0)
    ledger.published("hiring.lead", longest, "months", source=_known(source))
    ledger.published("hiring.ramp", ramp, "weeks", source=_known(ramp_source))
    full = months_after(as_of, longest)
    note_day("hiring.full_load", full, "months", ledger, count="hiring.lead")
    start = days_after(full, -7 * ramp)
    ledger.derived(
        "hiring.start",
        start.isoformat(),
        formula="weeks_after(full_load, -ramp)",
        inputs={"full_load": "hiring.full_load", "ramp": "hiring.ramp"},
    )
    return _Lead(as_of, start, full, ramp)


def _known(source: Source | None) -> Source:
    return source or Source(source="unknown", where="unknown")


def _cohorts(
    profile: TeamProfile, end: str, required: float, lead: _Lead, ledger: Ledger
) -> Iterator[HireCohort]:
    """Fewest people, as late as possible; nobody is counted on before the full load."""
    have, leaving = profile.given.agents, profile.assumed.attrition_a_year
    stay = 1.0 if leaving is None else (1 - leaving.value) ** (_WEEK / timedelta(days=365.25))
    wait = -(-(lead.start - lead.decide).days // 7)
    span = max(_HORIZON, wait + lead.ramp + 1)
    needed = [
        min(required, have * stay**week) if week < wait + lead.ramp else required
        for week in range(span)
    ]
    plan = workforce.hiring_plan(
        needed,
        tenured=have,
        attrition=1 - stay,
        ramp=[0.0] * lead.ramp + [1.0],
        lead=wait,
    )
    inputs = {
        "required": f"hiring.required.{end}",
        "agents": "team.agents",
        "ramp": "hiring.ramp",
    }
    fewest = _FEWEST
    if leaving is not None:
        fewest = _FEWEST.replace("ramp", "ramp, attrition")
        inputs["attrition"] = "assumed.attrition_a_year"
    formula = "ceil(max(required - agents, 0) - 1e-9)" if leaving is None else fewest
    ledger.derived(f"hiring.heads.{end}", plan.total, "heads", formula=formula, inputs=inputs)
    weeks = [week for week, heads in enumerate(plan.hires) if heads]
    for place, week in enumerate(weeks, start=1):
        heads, later = plan.hires[week], (week - wait) * _WEEK
        name = f"hiring.{end}.{place}"
        ledger.derived(f"{name}.heads", heads, "heads", formula=fewest, inputs=inputs)
        ledger.derived(f"{name}.later", week - wait, "weeks", formula=fewest, inputs=inputs)
        for day in ("decide", "start", "full_load"):
            of = "assumed.as_of" if day == "decide" else f"hiring.{day}"
            ledger.derived(
                f"{name}.{day}",
                (getattr(lead, day) + later).isoformat(),
                formula="weeks_after(day, later)",
                inputs={"day": of, "later": f"{name}.later"},
            )
        yield HireCohort(
            handle_time=end,
            heads=heads,
            decide=lead.decide + later,
            start=lead.start + later,
            full_load=lead.full_load + later,
        )


def _training(profile: TeamProfile, start: date, ledger: Ledger) -> Iterator[TrainingStep]:
    """Stages of the published onboarding and ramp by the calendar, then the certificates."""
    calendar = profile.assumed.business_hours.value
    for title, name in _PLANS.items():
        plan = training.preset(name)
        for stage, days in zip(plan.stages, _dates(name, start, calendar), strict=True):
            figure = f"training.{title}.week {stage.first_week}"
            source = _known(plan.source)
            ledger.published(f"{figure}.week", stage.first_week, "week", source=source)
            if stage.load is not None:
                ledger.published(f"{figure}.load", stage.load, source=source)
            for which in ("first_day", "last_day"):
                ledger.derived(
                    f"{figure}.{which}",
                    getattr(days, which).isoformat(),
                    formula="onboarding_dates(start, week, calendar)",
                    inputs={
                        "start": "hiring.start",
                        "week": f"{figure}.week",
                        "calendar": "assumed.business_hours",
                    },
                )
            yield TrainingStep(
                program=title,
                focus=stage.focus,
                first_day=days.first_day,
                last_day=days.last_day,
                load=stage.load,
                needs=days.needs or stage.support,
            )
    yield from _certificates(start, ledger)


def _certificates(start: date, ledger: Ledger) -> Iterator[TrainingStep]:
    """Certificates that fall due within months."""
    for level in training.certification_levels():
        after, unit = level.at.low, level.at.unit
        if after is None or unit not in {"weeks", "months"}:
            continue
        count = round(after)
        due = days_after(start, 7 * count) if unit == "weeks" else months_after(start, count)
        name = f"training.certificate {level.level}"
        ledger.published(f"{name}.{unit}", count, unit, source=level.source)
        ledger.derived(
            f"{name}.day",
            due.isoformat(),
            formula=f"{unit}_after(start, {unit})",
            inputs={"start": "hiring.start", unit: f"{name}.{unit}"},
        )
        yield TrainingStep(
            program="certificate",
            focus=f"certificate {level.level}: {level.name}",
            first_day=due,
            last_day=due,
            load=None,
            needs=joined([*map(str, level.gates), *level.evidence]),
        )


@lru_cache(maxsize=32)
def _dates(
    name: training.OnboardingName, start: date, calendar: BusinessCalendar
) -> Sequence[training.StageDates]:
    """Days of the stages; in weeks that holidays fill, those of an ordinary calendar."""
    plan = training.preset(name)
    try:
        return training.onboarding_dates(plan, start=start, calendar=calendar).stages
    except InputError:
        ordinary = without_dates(calendar)
        return training.onboarding_dates(plan, start=start, calendar=ordinary).stages


def workforce_findings(
    profile: TeamProfile, plan: WorkforcePlan, card: Scorecard, ledger: Ledger
) -> tuple[Finding, ...]:
    """Shifts that take more people than there are, and goals that come before new people can."""
    return (*_roster(profile, plan, ledger), *_late(plan, card, ledger))


def _against_the_average(profile: TeamProfile, ledger: Ledger) -> str:
    """What the capacity equation says of the same work."""
    ends = [ledger.number(f"staffing.required_agents.{end}") for end in ("low", "high")]
    text = span_text(*(f"{end:.1f}" for end in ends), between=" to ")
    if profile.given.arrivals_by_hour:
        return f"; the work on average takes {text}"
    return f"; the work on average takes {text}: what is needed lies between"


def _roster(profile: TeamProfile, plan: WorkforcePlan, ledger: Ledger) -> Iterator[Finding]:
    low, high, have = plan.roster_low, plan.roster_high, profile.given.agents
    if low is None or high is None or max(low, high) <= have:
        return
    totals = (
        f"{sum(getattr(row, end) * row.hours_a_week for row in plan.shifts):,.0f}"
        for end in ("low", "high")
    )
    hours = " and ".join(dict.fromkeys(totals))
    people = span_text(*(f"{end:,.1f}" for end in (low, high)), between=" to ")
    contract, shrinkage = profile.assumed.contract_week.value, profile.assumed.shrinkage.value
    yield Finding(
        code="shifts-need-more-people",
        title=f"Shifts for all open hours take {people} paid agents, and there are {have}",
        arithmetic=(
            f"{hours} h of shifts a week ÷ ({contract / timedelta(hours=1):g} × {1 - shrinkage:g})"
            + _against_the_average(profile, ledger)
        ),
        figures=(
            "shifts.roster.low",
            "shifts.roster.high",
            "hiring.heads_for_shifts.low",
            "hiring.heads_for_shifts.high",
            "team.agents",
        ),
        way_out="Measure arrivals by hour, and staff quiet hours for what comes in them.",
    )


def _late(plan: WorkforcePlan, card: Scorecard, ledger: Ledger) -> Iterator[Finding]:
    early = [row for row in card.rows if row.due and row.due < plan.full_load and row.path]
    if not plan.cohorts or not early:
        return
    row = min(early, key=lambda each: each.due or date.max)
    due = row.due or date.max
    safe = workforce.hire_by(due, scenario=_SCENARIO).latest_safe
    ledger.derived(
        "hiring.latest_safe_start",
        safe.isoformat(),
        formula="months_after(due, -lead)",
        inputs={"due": f"scorecard.{row.metric}.due", "lead": "hiring.lead"},
    )
    ends = {c.handle_time for c in plan.cohorts}
    who = "New people" if ends & {"low", EITHER} else "New people, if they are needed,"
    heads = {end: round(ledger.number(f"hiring.heads.{end}")) for end in ("low", "high")}
    yield Finding(
        code="hiring-comes-too-late",
        title=f"{who} come after the goal for {row.label}",
        arithmetic=(
            f"the goal is due {due}, hiring for it was to begin by {safe}; begun now, full load "
            f"is on {plan.full_load}; {heads['low']} to {heads['high']} to be hired"
        ),
        figures=(
            "hiring.latest_safe_start",
            "hiring.full_load",
            "hiring.heads.low",
            "hiring.heads.high",
            f"scorecard.{row.metric}.due",
        ),
        way_out="Reach the goal with the people who are there, or move its day.",
    )
