"""What deflection is worth: from tickets that never come to hours, people, money and service."""

from collections.abc import Iterator

from supportops import economics, knowledge
from supportops._kit.money import Money
from supportops._kit.shares import percent_text
from supportops.design.baseline import Baseline
from supportops.design.deliverables import KnowledgePlan, Scorecard, StaffingPlan, TierPlan
from supportops.design.evidence import Finding, Ledger
from supportops.design.profile import TeamProfile
from supportops.design.return_chain import ENDS, VOLUME, Chain, same, service_links, spread
from supportops.design.staffing_plan import agents_for
from supportops.design.work_models import ChainLink, ReturnPlan

__all__ = ["plan_return", "return_findings"]

_TARGET, _TODAY = "knowledge.deflection_target", "scorecard.deflection_rate.today"


def plan_return(
    profile: TeamProfile,
    plans: tuple[TierPlan, KnowledgePlan, Scorecard, StaffingPlan],
    base: Baseline,
    ledger: Ledger,
) -> ReturnPlan:
    """Links from the deflection goal to cost and service, as far as the inputs carry."""
    tiers, articles, card, staffing = plans
    row = next(r for r in card.rows if r.metric == "deflection_rate")
    if row.today is None:
        return ReturnPlan(links=(), lacks=("today's deflection rate",))
    links = [same("deflection", "Tickets deflected", (row.today, row.target), "", _TODAY, _TARGET)]
    if row.today >= row.target:
        return ReturnPlan(links=tuple(links), lacks=("a goal that is not reached yet",))
    taken = _taken(tiers, articles, base, ledger)
    if not taken:
        return ReturnPlan(links=tuple(links), lacks=("tickets of the categories to write for",))
    tickets = {r.tier: r.tickets for r in tiers.rows}
    chain = Chain(profile, staffing, base.volume, tickets, taken, ledger)
    links.append(_volume_link(chain))
    if not set(tickets) <= set(profile.assumed.handle_time):
        return ReturnPlan(links=tuple(links), lacks=("handle time of every tier",))
    links += [_hours_link(chain), _agents_link(chain), *_cost_links(chain)]
    links += service_links(chain)
    return ReturnPlan(links=tuple(links), lacks=tuple(_lacks(profile)))


def _lacks(profile: TeamProfile) -> Iterator[str]:
    if profile.given.cost_per_month is None:
        yield "what support costs a month (until then it ends in people and service)"
    elif profile.given.self_service_cost is None:
        yield "what self-service costs a month (until then the saving is gross)"


def _taken(
    tiers: TierPlan, articles: KnowledgePlan, base: Baseline, ledger: Ledger
) -> dict[str, float]:
    """Tickets a month that go away, by the tier that the focus enters at."""
    rows = {row.tier: row.tickets for row in tiers.rows}
    entry = next(iter(rows))
    focus: dict[str, list[tuple[str, float]]] = {}
    for route in tiers.routes:
        if route.category in articles.focus:
            tier = route.tier if route.tier in rows else entry
            focus.setdefault(tier, []).append((route.category, route.tickets))
    whole = sum(volume for parts in focus.values() for _, volume in parts)
    if not whole:
        return {}
    today, target = ledger.number(_TODAY), ledger.number(_TARGET)
    wanted = base.volume / (1 - today) * (target - today)
    ledger.derived(
        "return.wanted",
        wanted,
        "tickets/month",
        formula="volume / (1 - today) * (target - today)",
        inputs={"volume": VOLUME, "today": _TODAY, "target": _TARGET},
    )
    taken = {}
    for tier, parts in focus.items():
        part = sum(volume for _, volume in parts)
        taken[tier] = min(wanted * part / whole, part, rows[tier])
        inputs = {
            f"c{place}": f"categories.{name}.tickets" for place, (name, _) in enumerate(parts)
        }
        ledger.derived(
            f"return.{tier}.focus_tickets",
            part,
            "tickets/month",
            formula=" + ".join(inputs),
            inputs=inputs,
        )
        ledger.derived(
            f"return.{tier}.deflected",
            taken[tier],
            "tickets/month",
            formula="min(wanted * part / focus, part, tickets)",
            inputs={
                "wanted": "return.wanted",
                "part": f"return.{tier}.focus_tickets",
                "focus": "knowledge.focus_tickets",
                "tickets": f"tiers.{tier}.tickets",
            },
        )
    return taken


def _volume_link(chain: Chain) -> ChainLink:
    after = chain.volume - sum(chain.taken.values())
    inputs = {f"d{place}": f"return.{tier}.deflected" for place, tier in enumerate(chain.taken)}
    chain.ledger.derived(
        "return.volume.after",
        after,
        "tickets/month",
        formula=f"volume - ({' + '.join(inputs)})",
        inputs={"volume": VOLUME, **inputs},
    )
    return same(
        "volume", "Tickets that people handle", (chain.volume, after), "tickets/month",
        VOLUME, "return.volume.after",
    )  # fmt: skip


def _hours_link(chain: Chain) -> ChainLink:
    before, after = {}, {}
    for end in ENDS:
        time = chain.handle_time(end)
        shift = knowledge.mix_shift(
            {
                tier: knowledge.TopicLoad(
                    tickets=volume,
                    handle_time=time[tier],
                    deflected=chain.taken.get(tier, 0.0) / volume if volume else 0.0,
                )
                for tier, volume in chain.tickets.items()
            }
        )
        before[end], after[end] = shift.hours_before, shift.hours_after
        work = {
            f"w{p}": f"staffing.{tier}.work_hours.{end}" for p, tier in enumerate(chain.tickets)
        }
        gone, inputs = [], {}
        for place, tier in enumerate(chain.taken):
            gone.append(f"d{place} * t{place}")
            inputs[f"d{place}"] = f"return.{tier}.deflected"
            inputs[f"t{place}"] = f"assumed.handle_time.{tier}.{end}"
        chain.ledger.derived(
            f"return.hours.today.{end}",
            before[end],
            "hours/month",
            formula=" + ".join(work),
            inputs=work,
        )
        chain.ledger.derived(
            f"return.hours.after.{end}",
            after[end],
            "hours/month",
            formula=f"{' + '.join(work)} - ({' + '.join(gone)})",
            inputs={**work, **inputs},
        )
    return spread(
        "workload", "Hours of work", before, after, unit="hours/month", stem="return.hours.after"
    )


def _agents_link(chain: Chain) -> ChainLink:
    assumed, after = chain.profile.assumed, {}
    for end in ENDS:
        after[end] = agents_for(
            chain.left,
            chain.handle_time(end),
            hours_a_day=assumed.hours_a_day.value,
            days=assumed.working_days_a_month.value,
            utilization=assumed.utilization.value,
        )
        chain.ledger.derived(
            f"return.agents.after.{end}",
            after[end],
            "agents",
            formula="work / (hours * days * utilization)",
            inputs={
                "work": f"return.hours.after.{end}",
                "hours": "assumed.hours_a_day",
                "days": "assumed.working_days_a_month",
                "utilization": "assumed.utilization",
            },
        )
    plan = chain.staffing
    before = {"low": plan.required_low, "high": plan.required_high}
    return spread(
        "people",
        "Agents that the work takes",
        before,
        after,
        unit="agents",
        stem="return.agents.after",
    )


def _cost_links(chain: Chain) -> Iterator[ChainLink]:
    cost = chain.profile.given.cost_per_month
    if cost is None:
        return
    unit = f"{cost.currency}/month"
    follows = {}
    for end in ENDS:
        ends = {of: f"return.hours.{of}.{end}" for of in ("today", "after")}
        today, after = (chain.ledger.number(name) for name in ends.values())
        follows[end] = float(cost) * after / today
        chain.ledger.derived(
            f"return.cost.after.{end}",
            follows[end],
            unit,
            formula="cost * after / today",
            inputs={"cost": "team.cost_per_month", **ends},
        )
    yield ChainLink(
        link="cost", what="Cost of support, if people follow the workload",
        today_low=float(cost), today_high=float(cost),
        after_low=min(follows.values()), after_high=max(follows.values()), unit=unit,
        figures=("team.cost_per_month", "return.cost.after.low", "return.cost.after.high"),
    )  # fmt: skip
    yield from _saving_links(chain, cost, unit)


def _saving_links(chain: Chain, cost: Money, unit: str) -> Iterator[ChainLink]:
    gone = sum(chain.taken.values())
    each = economics.cost_per_ticket(cost, chain.volume)
    saving = economics.gross_saving(gone, cost_per_ticket=each)
    inputs = {"cost": "team.cost_per_month", "volume": VOLUME, "after": "return.volume.after"}
    name = "return.saving.gross"
    chain.ledger.derived(
        name, float(saving), unit, formula="(volume - after) * cost / volume", inputs=inputs
    )
    yield same("return", "Saving at the average cost of a ticket", (0.0, float(saving)), unit, name)
    spent = chain.profile.given.self_service_cost
    if spent is None:
        return
    net = economics.net_saving(gone, cost_per_ticket=each, investment=spent)
    spends = {"saving": name, "spent": "team.self_service_cost"}
    chain.ledger.derived(
        "return.saving.net", float(net), unit, formula="saving - spent", inputs=spends
    )
    yield same(
        "return", "Less the cost of self-service", (0.0, float(net)), unit, "return.saving.net"
    )
    ratio = economics.roi_ratio(saving, spent)
    if ratio is not None:
        chain.ledger.derived("return.roi", ratio, formula="(saving - spent) / spent", inputs=spends)
        yield same("return", "Return on what is spent", (0.0, ratio), "", "return.roi")


def return_findings(plan: ReturnPlan) -> tuple[Finding, ...]:
    """Deflection that takes a smaller part of the work than of the tickets."""
    links = {link.link: link for link in plan.links}
    if "workload" not in links:
        return ()
    volume, work = links["volume"], links["workload"]
    parts = [
        1 - after / today
        for today, after in (
            (work.today_low or 0.0, work.after_low or 0.0),
            (work.today_high or 0.0, work.after_high or 0.0),
        )
    ]
    gone = 1 - (volume.after_low or 0.0) / (volume.today_low or 0.0)
    low, high = min(parts), max(parts)
    if high >= gone - 1e-9:
        return ()
    people = links["people"]
    return (
        Finding(
            code="deflection-takes-light-work",
            title=(
                f"The deflection goal takes {percent_text(gone)} of the tickets, but only "
                f"{percent_text(low)} to {percent_text(high)} of the work"
            ),
            arithmetic=(
                f"{_span(work.today_low, work.today_high)} h become "
                f"{_span(work.after_low, work.after_high)} h a month; agents needed go from "
                f"{_span(people.today_low, people.today_high, 1)} to "
                f"{_span(people.after_low, people.after_high, 1)}"
            ),
            figures=(*volume.figures, *work.figures, *people.figures),
            way_out="Count hours, not tickets, when deflection is to pay for itself.",
        ),
    )


def _span(low: float | None, high: float | None, digits: int = 0) -> str:
    return "–".join(f"{end or 0.0:,.{digits}f}" for end in (low, high))
