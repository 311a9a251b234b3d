"""What is not known, in the order of what it would change."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeVar

from supportops import queueing, workforce
from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops.design.baseline import Baseline
from supportops.design.deliverables import StaffingPlan, TierPlan
from supportops.design.evidence import OpenQuestion
from supportops.design.profile import Assumption, TeamProfile
from supportops.design.staffing_findings import ordinary_week
from supportops.design.staffing_plan import agents_for

__all__ = ["open_questions"]

T = TypeVar("T")


def open_questions(
    profile: TeamProfile, tiers: TierPlan, staffing: StaffingPlan, base: Baseline
) -> tuple[OpenQuestion, ...]:
    """Questions with a swing first, the largest first; then those that decide something else."""
    counted = [
        *_handle_time(profile, staffing),
        *_levers(profile, tiers),
        *_arrivals(profile, base),
    ]
    counted.sort(key=lambda question: -(question.swing or 0.0))
    return (*counted, *_uncounted(profile, tiers, base))


def _handle_time(profile: TeamProfile, staffing: StaffingPlan) -> Iterator[OpenQuestion]:
    low, high = staffing.required_low, staffing.required_high
    if low is not None and high is not None:
        bands = profile.assumed.handle_time
        yield OpenQuestion(
            name="assumed.handle_time",
            question="How long do agents really work on a ticket, tier by tier?",
            swing=high - low,
            changes=f"required agents from {low:.1f} to {high:.1f}; "
            + "; ".join(
                f"{t} {duration_text(b.low)}–{duration_text(b.high)}" for t, b in bands.items()
            ),
        )


def _levers(profile: TeamProfile, tiers: TierPlan) -> Iterator[OpenQuestion]:
    """Assumptions that come with a plausible range: how far each moves what is needed."""
    assumed = profile.assumed
    tickets = {row.tier: row.tickets for row in tiers.rows}
    if not set(tickets) <= set(assumed.handle_time):
        return
    middle = {tier: (band.low + band.high) / 2 for tier, band in assumed.handle_time.items()}

    def needed(hours_a_day: timedelta, days: float, utilization: float) -> float:
        return agents_for(
            tickets, middle, hours_a_day=hours_a_day, days=days, utilization=utilization
        )

    length, days, part = assumed.hours_a_day, assumed.working_days_a_month, assumed.utilization
    yield from _lever(
        "utilization",
        "Which share of paid time goes to tickets?",
        part,
        lambda end: needed(length.value, days.value, end),
    )
    yield from _lever(
        "working_days_a_month",
        "How many days a month does an agent work?",
        days,
        lambda end: needed(length.value, end, part.value),
    )
    yield from _lever(
        "hours_a_day",
        "How many hours a day is an agent paid?",
        length,
        lambda end: needed(end, days.value, part.value),
    )
    total = sum(tickets.values())
    mean = sum((middle[t] * n for t, n in tickets.items()), timedelta()) / total
    yield from _lever(
        "busy_hour_share",
        "Which share of a day's tickets comes in the busiest hour?",
        assumed.busy_hour_share,
        lambda end: _busy_agents(profile, total, end, mean),
    )


def _lever(
    name: str, question: str, assumption: Assumption[T], needed: Callable[[T], float]
) -> Iterator[OpenQuestion]:
    if assumption.low is not None and assumption.high is not None:
        ends = sorted((needed(assumption.low), needed(assumption.high)))
        what = "agents at the busy hour" if name == "busy_hour_share" else "required agents"
        yield OpenQuestion(
            name=f"assumed.{name}",
            question=question,
            swing=ends[1] - ends[0],
            changes=f"{what} from {ends[0]:.1f} to {ends[1]:.1f} at the middle of the handle times",
        )


def _busy_agents(profile: TeamProfile, total: float, share: float, mean: timedelta) -> float:
    target = profile.assumed.answer_target.value
    hour = timedelta(hours=1)
    return float(
        queueing.servers_needed(
            total / profile.assumed.working_days_a_month.value * share * (mean / hour),
            service_time=mean / hour,
            within=target.within / hour,
            service_level=target.service_level,
        )
    )


def _arrivals(profile: TeamProfile, base: Baseline) -> Iterator[OpenQuestion]:
    if "history.outside_hours" in base.measured:
        return
    assumed = profile.assumed
    floor = workforce.calendar_floor(ordinary_week(profile))
    closed = timedelta(weeks=1) * floor.closed_share
    if closed:
        seat = workforce.seat_agents(
            closed, contract=assumed.contract_week.value, shrinkage=assumed.shrinkage.value
        )
        yield OpenQuestion(
            name="arrival_hours",
            question="At which hours do tickets arrive?",
            swing=seat,
            changes=f"whether one seat for the {duration_text(closed)} a week outside business hours is wanted: "
            f"{seat:.1f} agents",
        )


def _uncounted(profile: TeamProfile, tiers: TierPlan, base: Baseline) -> Iterator[OpenQuestion]:
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
    if assumed.around_the_clock.value and not given.on_call:
        yield OpenQuestion(
            name="given.on_call",
            question="Who takes turns on call, and what is it paid?",
            changes="whether a promise that runs day and night can be kept, and the load of each turn",
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
    unnamed = 1 - sum(given.categories.values())
    if unnamed > 1e-9:
        yield OpenQuestion(
            name="given.categories",
            question=f"What are the other {percent_text(unnamed)} of the tickets about?",
            changes=f"what {base.volume * unnamed:,.0f} tickets a month could be routed and written for",
        )
