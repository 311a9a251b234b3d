"""Fifth deliverable: what the work takes."""

from collections.abc import Mapping
from datetime import timedelta

from supportops import economics, workforce
from supportops.calendars import open_seconds_per_week
from supportops.design.baseline import Baseline
from supportops.design.deliverables import StaffingPlan, TierPlan, TierUse
from supportops.design.evidence import Ledger, hours
from supportops.design.profile import Assumed, TeamProfile
from supportops.vocabulary import Range

__all__ = ["agents_for", "days_figure", "days_open", "plan_staffing"]

_WEEK = timedelta(weeks=1)


def agents_for(
    tickets: Mapping[str, float],
    handle_time: Mapping[str, timedelta],
    *,
    hours_a_day: timedelta,
    days: float,
    utilization: float,
) -> float:
    """Agents for a month's tickets by tier, by the capacity equation, tier by tier."""
    return sum(
        workforce.required_agents(
            volume, handle_time=handle_time[tier], hours=hours_a_day * days, utilization=utilization
        ).agents
        for tier, volume in tickets.items()
    )


def days_open(assumed: Assumed) -> float:
    """Days a month on which tickets come: those that an agent works, unless told otherwise."""
    days = assumed.open_days_a_month or assumed.working_days_a_month
    return days.value


def days_figure(assumed: Assumed) -> str:
    """Figure of `days_open`."""
    name = "working" if assumed.open_days_a_month is None else "open"
    return f"assumed.{name}_days_a_month"


def plan_staffing(
    profile: TeamProfile, plan: TierPlan, base: Baseline, ledger: Ledger
) -> StaffingPlan:
    """Capacity on average, agents at the busy hour, hours by tier, a seat that never sleeps."""
    assumed = profile.assumed
    uses = tuple(_use(row.tier, row.agents, row.tickets, assumed, ledger) for row in plan.rows)
    tickets = {row.tier: row.tickets for row in plan.rows}
    required = _required(tickets, assumed, ledger)
    busy_volume = base.volume / days_open(assumed) * assumed.busy_hour_share.value
    ledger.derived(
        "staffing.busy_hour.volume",
        busy_volume,
        "tickets/hour",
        formula="volume / days * share",
        inputs={
            "volume": "team.tickets_per_month",
            "days": days_figure(assumed),
            "share": "assumed.busy_hour_share",
        },
    )
    seat = workforce.seat_agents(
        _WEEK, contract=assumed.contract_week.value, shrinkage=assumed.shrinkage.value
    )
    ledger.derived(
        "staffing.seat_around_the_clock",
        seat,
        "agents",
        formula="24 * 7 / (contract * (1 - shrinkage))",
        inputs={"contract": "assumed.contract_week", "shrinkage": "assumed.shrinkage"},
    )
    band = workforce.utilization_band()
    ledger.published(
        "staffing.usual_utilization.low", band.low, source=workforce.utilization_source()
    )
    ledger.published(
        "staffing.usual_utilization.high", band.high, source=workforce.utilization_source()
    )
    there = _at_work(profile, ledger)
    busy = {end: _busy(end, busy_volume, tickets, assumed, ledger) for end in ("low", "high")}
    if busy["low"] is not None:
        ledger.derived(
            "staffing.busy_hour.needed_to_there",
            busy["low"] / there,
            "times",
            formula="needed / there",
            inputs={"needed": "staffing.busy_hour.agents.low", "there": "staffing.at_work"},
        )
    return StaffingPlan(
        required_low=required.get("low"),
        required_high=required.get("high"),
        have=profile.given.agents,
        at_work=there,
        busy_volume=busy_volume,
        busy_low=busy["low"],
        busy_high=busy["high"],
        seat_agents=seat,
        tiers=uses,
        usual_utilization=str(workforce.utilization_band().scaled(100, "%")),
        cost_per_ticket=_cost(profile, base, ledger),
    )


def _at_work(profile: TeamProfile, ledger: Ledger) -> float:
    """Agents at work in an open hour, if the paid hours are spread evenly over the open ones."""
    assumed, agents = profile.assumed, profile.given.agents
    week = timedelta(seconds=open_seconds_per_week(assumed.business_hours.value))
    seat = workforce.seat_agents(
        week, contract=assumed.contract_week.value, shrinkage=assumed.shrinkage.value
    )
    there = min(workforce.agents_present(agents, shrinkage=assumed.shrinkage.value), agents / seat)
    ledger.derived(
        "staffing.at_work",
        there,
        "agents",
        formula="agents * (1 - shrinkage) * min(contract / open, 1)",
        inputs={
            "agents": "team.agents",
            "shrinkage": "assumed.shrinkage",
            "contract": "assumed.contract_week",
            "open": "assumed.business_hours.hours_a_week",
        },
    )
    return there


def _use(tier: str, agents: int, tickets: float, assumed: Assumed, ledger: Ledger) -> TierUse:
    paid = assumed.hours_a_day.value * assumed.working_days_a_month.value * agents
    productive = hours(paid) * assumed.utilization.value
    name = f"staffing.{tier}"
    month = {
        "agents": f"tiers.{tier}.agents",
        "hours": "assumed.hours_a_day",
        "days": "assumed.working_days_a_month",
    }
    ledger.derived(
        f"{name}.paid_hours",
        hours(paid),
        "hours/month",
        formula="agents * hours * days",
        inputs=month,
    )
    ledger.derived(
        f"{name}.productive_hours",
        productive,
        "hours/month",
        formula="paid * utilization",
        inputs={"paid": f"{name}.paid_hours", "utilization": "assumed.utilization"},
    )
    band = assumed.handle_time.get(tier)
    work: dict[str, float | None] = {"low": None, "high": None}
    used: dict[str, float | None] = {"low": None, "high": None}
    for end in ("low", "high") if band else ():
        work[end] = tickets * hours(getattr(band, end))
        ledger.derived(
            f"{name}.work_hours.{end}",
            work[end],
            "hours/month",
            formula="tickets * handle_time",
            inputs={
                "tickets": f"tiers.{tier}.tickets",
                "handle_time": f"assumed.handle_time.{tier}.{end}",
            },
        )
        if agents:
            used[end] = tickets * hours(getattr(band, end)) / hours(paid)
            ledger.derived(
                f"{name}.utilization.{end}",
                used[end],
                formula="work / paid",
                inputs={"work": f"{name}.work_hours.{end}", "paid": f"{name}.paid_hours"},
            )
    return TierUse(
        tier=tier,
        agents=agents,
        hours_low=work["low"],
        hours_high=work["high"],
        paid_hours=hours(paid),
        productive_hours=productive,
        utilization_low=used["low"],
        utilization_high=used["high"],
        status=(
            _status(used["low"], used["high"], workforce.utilization_band())
            if agents
            else "nobody there"
        ),
    )


def _status(low: float | None, high: float | None, band: Range) -> str:
    """Where a span of utilization lies against its band, in words."""
    if low is None or high is None:
        return "unknown"
    if band.below(high):
        return "below the band"
    if band.above(low):
        return "above the band"
    return "inside the band" if low in band and high in band else "could be inside the band"


def _required(tickets: Mapping[str, float], assumed: Assumed, ledger: Ledger) -> dict[str, float]:
    if not set(tickets) <= set(assumed.handle_time):
        return {}
    required = {}
    for end in ("low", "high"):
        required[end] = agents_for(
            tickets,
            {tier: getattr(band, end) for tier, band in assumed.handle_time.items()},
            hours_a_day=assumed.hours_a_day.value,
            days=assumed.working_days_a_month.value,
            utilization=assumed.utilization.value,
        )
        work = {f"work_{tier}": f"staffing.{tier}.work_hours.{end}" for tier in tickets}
        ledger.derived(
            f"staffing.required_agents.{end}",
            required[end],
            "agents",
            formula=f"({' + '.join(work)}) / (hours * days * utilization)",
            inputs={
                **work,
                "hours": "assumed.hours_a_day",
                "days": "assumed.working_days_a_month",
                "utilization": "assumed.utilization",
            },
        )
    return required


def _busy(
    end: str, volume: float, tickets: Mapping[str, float], assumed: Assumed, ledger: Ledger
) -> int | None:
    """Agents at the busy hour when all tiers work as one queue, at one end of the handle times."""
    if not set(tickets) <= set(assumed.handle_time):
        return None
    total = sum(tickets.values())
    mean = (
        sum(
            (getattr(assumed.handle_time[tier], end) * part for tier, part in tickets.items()),
            timedelta(),
        )
        / total
    )
    target = assumed.answer_target.value
    staffing = workforce.agents_needed(
        volume,
        interval="1h",
        handle_time=mean,
        answer_within=target.within,
        service_level=target.service_level,
    )
    work = {f"work_{tier}": f"staffing.{tier}.work_hours.{end}" for tier in tickets}
    volumes = {f"tickets_{tier}": f"tiers.{tier}.tickets" for tier in tickets}
    ledger.derived(
        f"staffing.busy_hour.handle_time.{end}",
        hours(mean),
        "hours",
        formula=f"({' + '.join(work)}) / ({' + '.join(volumes)})",
        inputs={**work, **volumes},
    )
    ledger.derived(
        f"staffing.busy_hour.load.{end}",
        volume * hours(mean),
        "agents",
        formula="volume * handle_time",
        inputs={
            "volume": "staffing.busy_hour.volume",
            "handle_time": f"staffing.busy_hour.handle_time.{end}",
        },
    )
    ledger.derived(
        f"staffing.busy_hour.agents.{end}",
        staffing.agents,
        "agents",
        formula="erlang_c_servers(volume * handle_time, handle_time, within, service_level)",
        inputs={
            "volume": "staffing.busy_hour.volume",
            "handle_time": f"staffing.busy_hour.handle_time.{end}",
            "within": "assumed.answer_target.within",
            "service_level": "assumed.answer_target.service_level",
        },
    )
    return staffing.agents


def _cost(profile: TeamProfile, base: Baseline, ledger: Ledger) -> str | None:
    if profile.given.cost_per_month is None:
        return None
    each = economics.cost_per_ticket(profile.given.cost_per_month, base.volume)
    ledger.derived(
        "staffing.cost_per_ticket",
        float(each),
        f"{each.currency}/ticket",
        formula="cost / volume",
        inputs={"cost": "team.cost_per_month", "volume": "team.tickets_per_month"},
    )
    return str(each)
