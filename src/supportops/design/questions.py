"""What is not known, in the order of what it would change."""

from collections.abc import Iterator
from datetime import timedelta

from supportops import queueing, workforce
from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops.design.baseline import Baseline
from supportops.design.evidence import OpenQuestion
from supportops.design.package import StaffingPlan, TierPlan
from supportops.design.profile import Assumption, TeamProfile
from supportops.design.staffing_plan import agents_for

__all__ = ["open_questions"]


def open_questions(
    profile: TeamProfile, tiers: TierPlan, staffing: StaffingPlan, base: Baseline
) -> tuple[OpenQuestion, ...]:
    """Questions with a swing first, the largest first; then those that decide something else."""
    counted = [*_handle_time(profile, staffing), *_levers(profile, tiers), *_arrivals(profile)]
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
    """Assumptions that come with a plausible range: how far each moves the agents that are needed."""
    assumed = profile.assumed
    tickets = {row.tier: row.tickets for row in tiers.rows}
    if not set(tickets) <= set(assumed.handle_time):
        return
    middle = {tier: (band.low + band.high) / 2 for tier, band in assumed.handle_time.items()}
    questions: dict[str, tuple[Assumption[float] | Assumption[timedelta], str]] = {
        "utilization": (assumed.utilization, "Which share of paid time goes to tickets?"),
        "working_days_a_month": (
            assumed.working_days_a_month,
            "How many days a month does an agent work?",
        ),
        "hours_a_day": (assumed.hours_a_day, "How many hours a day is an agent paid?"),
    }
    for name, (assumption, question) in questions.items():
        if assumption.low is None or assumption.high is None:
            continue
        ends = []
        for end in (assumption.low, assumption.high):
            values = {
                "hours_a_day": assumed.hours_a_day.value,
                "days": assumed.working_days_a_month.value,
                "utilization": assumed.utilization.value,
                {"working_days_a_month": "days"}.get(name, name): end,
            }
            ends.append(agents_for(tickets, middle, **values))  # type: ignore[arg-type]  # each value is of its own kind
        yield OpenQuestion(
            name=f"assumed.{name}",
            question=question,
            swing=abs(ends[0] - ends[1]),
            changes=f"required agents from {min(ends):.1f} to {max(ends):.1f} at the middle of the handle times",
        )
    share = assumed.busy_hour_share
    if share.low is not None and share.high is not None:
        total = sum(tickets.values())
        mean = sum((middle[t] * n for t, n in tickets.items()), timedelta()) / total
        agents = [_busy_agents(profile, total, end, mean) for end in (share.low, share.high)]
        yield OpenQuestion(
            name="assumed.busy_hour_share",
            question="Which share of a day's tickets comes in the busiest hour?",
            swing=float(abs(agents[1] - agents[0])),
            changes=f"agents at the busy hour from {min(agents):.0f} to {max(agents):.0f} "
            f"for {percent_text(share.low)} to {percent_text(share.high)}",
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


def _arrivals(profile: TeamProfile) -> Iterator[OpenQuestion]:
    assumed = profile.assumed
    floor = workforce.calendar_floor(assumed.business_hours.value)
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
    yield OpenQuestion(
        name="priority_mix",
        question="How many tickets come with each priority?",
        changes="how often each promise is made, and what the urgent ones take",
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
