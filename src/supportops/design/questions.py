"""What is not known, in the order of what it would change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar, get_args

from supportops import queueing, workforce
from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops.design.baseline import Baseline
from supportops.design.deliverables import StaffingPlan, TierPlan
from supportops.design.evidence import Ledger, OpenQuestion, hours, span_text
from supportops.design.open_hours import always_there, ordinary_week
from supportops.design.profile import Area, Assumption, TeamProfile
from supportops.design.staffing_plan import agents_for, days_figure, days_open

__all__ = ["open_questions"]

T = TypeVar("T")


def open_questions(
    profile: TeamProfile, tiers: TierPlan, staffing: StaffingPlan, base: Baseline, ledger: Ledger
) -> tuple[OpenQuestion, ...]:
    """Questions with a swing first, the largest first; then those that decide something else."""
    counted = [
        *_handle_time(profile, staffing, ledger),
        *_levers(profile, tiers, ledger),
        *_arrivals(profile, base, ledger),
    ]
    counted.sort(key=lambda question: -(question.swing or 0.0))
    needs_call = not always_there(profile, staffing.at_work)
    return (*counted, *_uncounted(profile, tiers, base, needs_call=needs_call))


def _swing(name: str, ends: Sequence[float], ledger: Ledger) -> dict[str, Any]:
    """Note the swing between two ends that are noted, and give the fields that say it."""
    figure, value = f"question.{name}.swing", ends[1] - ends[0]
    inputs = {end: f"question.{name}.{end}" for end in ("low", "high")}
    ledger.derived(figure, value, "agents", formula="high - low", inputs=inputs)
    return {"swing": value, "figure": figure}


def _handle_time(
    profile: TeamProfile, staffing: StaffingPlan, ledger: Ledger
) -> Iterator[OpenQuestion]:
    low, high = staffing.required_low, staffing.required_high
    if low is None or high is None:
        return
    bands = profile.assumed.handle_time
    asked = OpenQuestion(
        name="assumed.handle_time",
        question="How long do agents really work on a ticket, tier by tier?",
        changes="the agents that the work takes; nobody has said how far the handle times may be off",
    )
    if low == high:
        yield asked
        return
    for end in ("low", "high"):
        ledger.derived(
            f"question.handle_time.{end}",
            ledger.number(f"staffing.required_agents.{end}"),
            "agents",
            formula="required",
            inputs={"required": f"staffing.required_agents.{end}"},
        )
    times = "; ".join(
        f"{tier} {span_text(duration_text(band.low), duration_text(band.high))}"
        for tier, band in bands.items()
    )
    swing = _swing("handle_time", (low, high), ledger)
    for tier in bands:
        for end in ("low", "high"):
            ledger.moves(f"assumed.handle_time.{tier}.{end}", swing["figure"])
    changes = f"required agents from {low:.1f} to {high:.1f}; {times}"
    yield asked.model_copy(update={"changes": changes, **swing})


_LEVERS = {
    "utilization": "Which share of paid time goes to tickets?",
    "working_days_a_month": "How many days a month does an agent work?",
    "hours_a_day": "How many hours a day is an agent paid?",
}


def _levers(profile: TeamProfile, tiers: TierPlan, ledger: Ledger) -> Iterator[OpenQuestion]:
    """Assumptions that come with a plausible range: how far each moves what is needed."""
    assumed = profile.assumed
    tickets = {row.tier: row.tickets for row in tiers.rows}
    if not set(tickets) <= set(assumed.handle_time):
        return
    middle = {tier: (band.low + band.high) / 2 for tier, band in assumed.handle_time.items()}
    work = {
        f"work_{tier}_{end}": f"staffing.{tier}.work_hours.{end}"
        for tier in tickets
        for end in ("low", "high")
    }
    ledger.derived(
        "staffing.work_hours.middle",
        sum(hours(middle[tier] * volume) for tier, volume in tickets.items()),
        "hours/month",
        formula=f"({' + '.join(work)}) / 2",
        inputs=work,
    )
    for name, question in _LEVERS.items():

        def needed(end: Any, name: str = name) -> float:
            return agents_for(
                tickets,
                middle,
                hours_a_day=end if name == "hours_a_day" else assumed.hours_a_day.value,
                days=end if name == "working_days_a_month" else assumed.working_days_a_month.value,
                utilization=end if name == "utilization" else assumed.utilization.value,
            )

        others = {other: f"assumed.{other}" for other in _LEVERS if other != name}
        yield from _lever(
            name,
            question,
            getattr(assumed, name),
            needed,
            ledger,
            formula=f"work / ({' * '.join(others)} * END)",
            inputs={"work": "staffing.work_hours.middle", **others},
        )
    total = sum(tickets.values())
    mean = sum((middle[t] * n for t, n in tickets.items()), timedelta()) / total
    time = "((time_low + time_high) / 2)"
    yield from _lever(
        "busy_hour_share",
        "Which share of a day's tickets comes in the busiest hour?",
        assumed.busy_hour_share,
        lambda end: _busy_agents(profile, total, end, mean),
        ledger,
        formula=f"erlang_c_servers(volume / days * END * {time}, {time}, within, service_level)",
        inputs={
            "volume": "team.tickets_per_month",
            "days": days_figure(assumed),
            "time_low": "staffing.busy_hour.handle_time.low",
            "time_high": "staffing.busy_hour.handle_time.high",
            "within": "assumed.answer_target.within",
            "service_level": "assumed.answer_target.service_level",
        },
    )


def _lever(
    name: str,
    question: str,
    assumption: Assumption[T],
    needed: Callable[[T], float],
    ledger: Ledger,
    *,
    formula: str,
    inputs: Mapping[str, str],
) -> Iterator[OpenQuestion]:
    if assumption.low is None or assumption.high is None:
        return
    # More of it may take fewer people: the ends of the plan are not those of the assumption.
    at = sorted((needed(getattr(assumption, end)), end) for end in ("low", "high"))
    for place, (value, end) in zip(("low", "high"), at, strict=True):
        ledger.derived(
            f"question.{name}.{place}",
            value,
            "agents",
            formula=formula.replace("END", "end"),
            inputs={**inputs, "end": f"assumed.{name}.{end}"},
        )
    ends = [value for value, _ in at]
    what = "agents at the busy hour" if name == "busy_hour_share" else "required agents"
    swing = _swing(name, ends, ledger)
    ledger.moves(f"assumed.{name}", swing["figure"])
    yield OpenQuestion(
        name=f"assumed.{name}",
        question=question,
        changes=f"{what} from {ends[0]:.1f} to {ends[1]:.1f} at the middle of the handle times",
        **swing,
    )


def _busy_agents(profile: TeamProfile, total: float, share: float, mean: timedelta) -> float:
    target = profile.assumed.answer_target.value
    hour = timedelta(hours=1)
    return float(
        queueing.servers_needed(
            total / days_open(profile.assumed) * share * (mean / hour),
            service_time=mean / hour,
            within=target.within / hour,
            service_level=target.service_level,
        )
    )


def _arrivals(profile: TeamProfile, base: Baseline, ledger: Ledger) -> Iterator[OpenQuestion]:
    if "history.outside_hours" in base.measured:
        return
    assumed = profile.assumed
    floor = workforce.calendar_floor(ordinary_week(profile))
    closed = timedelta(weeks=1) * floor.closed_share
    if closed and not profile.given.arrivals_by_hour:
        seat = workforce.seat_agents(
            closed, contract=assumed.contract_week.value, shrinkage=assumed.shrinkage.value
        )
        figure = "question.arrival_hours.swing"
        ledger.derived(
            figure,
            seat,
            "agents",
            formula="(24 * 7 - open) / (contract * (1 - shrinkage))",
            inputs={
                "open": "assumed.business_hours.hours_a_week",
                "contract": "assumed.contract_week",
                "shrinkage": "assumed.shrinkage",
            },
        )
        yield OpenQuestion(
            name="arrival_hours",
            question="At which hours do tickets arrive?",
            changes=f"whether one seat for the {duration_text(closed)} a week outside business hours is wanted: "
            f"{seat:.1f} agents",
            swing=seat,
            figure=figure,
        )


def _uncounted(
    profile: TeamProfile, tiers: TierPlan, base: Baseline, *, needs_call: bool
) -> Iterator[OpenQuestion]:
    given, assumed = profile.given, profile.assumed
    missing = [row.tier for row in tiers.rows if row.tier not in assumed.handle_time]
    if missing:
        yield OpenQuestion(
            name="assumed.handle_time",
            question=f"How long do agents work on a ticket of {', '.join(missing)}?",
            changes="without it no capacity, no busy hour and no utilization can be stated",
        )
    if not given.priority_mix:
        yield OpenQuestion(
            name="given.priority_mix",
            question="How many tickets come with each priority?",
            changes="how often each promise is made, and what the urgent ones take",
        )
    if assumed.around_the_clock.value and not given.on_call and needs_call:
        yield OpenQuestion(
            name="given.on_call",
            question="Who takes turns on call, and what is it paid?",
            changes="whether a promise that runs day and night can be kept, and the load of each turn",
        )
    if base.first_response is None:
        yield OpenQuestion(
            name="given.first_response_time",
            question="How long does a customer wait for the first response, on average?",
            changes="the start of the path to the first-response goal",
        )
    if given.fcr is None:
        yield OpenQuestion(
            name="given.fcr",
            question="Which share of tickets is resolved at first contact today?",
            changes="the start of the path to the first-contact goal",
        )
    if given.cost_per_month is None:
        yield OpenQuestion(
            name="given.cost_per_month",
            question="What does support cost a month?",
            changes="cost per ticket, and what deflection is worth",
        )
    elif given.self_service_cost is None:
        yield OpenQuestion(
            name="given.self_service_cost",
            question="What does self-service cost a month, or what may it cost?",
            changes="whether deflection pays for itself",
        )
    if assumed.attrition_a_year is None:
        yield OpenQuestion(
            name="assumed.attrition_a_year",
            question="Which share of the agents leaves in a year?",
            changes="how many are to be hired to replace them",
        )
    if len(given.owners) < len(get_args(Area)):
        yield OpenQuestion(
            name="given.owners",
            question="Who answers for promises, people, knowledge, tools and measures?",
            changes="names instead of roles in the road map",
        )
    if given.integrations is None:
        yield OpenQuestion(
            name="given.integrations",
            question="What is the help desk connected with?",
            changes="which integrations are still to be made",
        )
    if given.deflection is None and given.knowledge_base:
        yield OpenQuestion(
            name="given.deflection",
            question="Which share of the requests does self-service take today?",
            changes="how far the deflection goal is, and what it is worth",
        )
    unnamed = 1 - sum(given.categories.values())
    if unnamed > 1e-9:
        yield OpenQuestion(
            name="given.categories",
            question=(
                f"What are the other {percent_text(unnamed)} of the tickets about?"
                if given.categories
                else "What are the tickets about?"
            ),
            changes=f"what {base.volume * unnamed:,.0f} tickets a month could be routed and written for",
        )
