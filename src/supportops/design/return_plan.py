"""What deflection is worth: from tickets that never come to hours, people, money and service."""

from collections.abc import Iterator, Mapping

from supportops import economics, knowledge
from supportops._kit.money import Money
from supportops._kit.shares import percent_text
from supportops.design.baseline import Baseline
from supportops.design.deliverables import KnowledgePlan, Scorecard, StaffingPlan, TierPlan
from supportops.design.evidence import Finding, Ledger, span_text
from supportops.design.profile import TeamProfile
from supportops.design.return_chain import ENDS, VOLUME, Chain, same, service_links, spread
from supportops.design.staffing_plan import agents_for
from supportops.design.work_models import ChainLink, ReturnPlan

__all__ = ["plan_return", "return_findings"]

_TARGET, _TODAY = "knowledge.deflection_target", "scorecard.deflection_rate.today"
_WANTED = "knowledge.deflected_tickets"


def plan_return(
    profile: TeamProfile,
    plans: tuple[TierPlan, KnowledgePlan, Scorecard, StaffingPlan],
    base: Baseline,
    ledger: Ledger,
) -> ReturnPlan:
    """Links from the deflection goal to cost and service, as far as the inputs carry."""
    tiers, articles, card, staffing = plans
    row = next(r for r in card.rows if r.metric == "deflection_rate")
    links: list[ChainLink] = []
    taken: dict[str, float] = {}
    if row.today is not None:
        links.append(
            same("deflection", "Tickets deflected", (row.today, row.target), "", _TODAY, _TARGET)
        )
        if row.reached:
            return ReturnPlan(
                links=tuple(links), lacks=("a goal that is not reached yet",), counts=""
            )
        taken = _taken(tiers, articles, ledger)
    lacks: list[str] = []
    counts = ""
    if not taken:
        unknown = row.today is None
        lacks.append(
            "today's deflection rate" if unknown else "tickets of the categories to write for"
        )
        counts = "What each hundredth of the tickets is worth, taken evenly from all tiers."
        taken, links = _hundredth(tiers, ledger), []
    tickets = {r.tier: r.tickets for r in tiers.rows}
    chain = Chain(profile, staffing, base.volume, tickets, taken, ledger)
    links.append(_volume_link(chain))
    if set(tickets) <= set(profile.assumed.handle_time):
        links += [_hours_link(chain), _agents_link(chain)]
        links += _cost_links(chain, returns=not counts)
        links += service_links(chain)
        lacks += () if counts and profile.given.cost_per_month else _lacks(profile)
    else:
        lacks.append("handle time of every tier")
    return ReturnPlan(links=tuple(links), lacks=tuple(lacks), counts=counts)


def _hundredth(tiers: TierPlan, ledger: Ledger) -> dict[str, float]:
    """One ticket of a hundred of every tier, where the goal cannot be counted."""
    part = "return.counted_part"
    ledger.assumed(
        part,
        0.01,
        source="assumption: a measure, no goal",
        replaced_by="today's deflection rate, and categories to write for",
    )
    taken = {row.tier: row.tickets * ledger.number(part) for row in tiers.rows}
    for tier, tickets in taken.items():
        ledger.derived(
            f"return.{tier}.deflected",
            tickets,
            "tickets/month",
            formula="tickets * part",
            inputs={"tickets": f"tiers.{tier}.tickets", "part": part},
        )
    return taken


def _lacks(profile: TeamProfile) -> Iterator[str]:
    if profile.given.cost_per_month is None:
        yield "what support costs a month (until then it ends in people and service)"
    elif profile.given.self_service_cost is None:
        yield "what self-service costs a month (until then the saving is gross)"


def _taken(tiers: TierPlan, articles: KnowledgePlan, ledger: Ledger) -> dict[str, float]:
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
    wanted = ledger.number(_WANTED)
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
                "wanted": _WANTED,
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
    chain.ledger.derived(
        "return.tickets_saved",
        1 - after / chain.volume,
        formula="1 - after / volume",
        inputs={"after": "return.volume.after", "volume": VOLUME},
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
        chain.ledger.derived(
            f"return.work_saved.{end}",
            1 - after[end] / before[end],
            formula="1 - after / today",
            inputs={"after": f"return.hours.after.{end}", "today": f"return.hours.today.{end}"},
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


def _cost_links(chain: Chain, *, returns: bool) -> Iterator[ChainLink]:
    """Cost and saving; the whole cost of self-service is set against the whole goal only."""
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
    yield from _saving_links(chain, cost, unit, returns=returns)


def _saving_links(chain: Chain, cost: Money, unit: str, *, returns: bool) -> Iterator[ChainLink]:
    """Saving and return by the work that goes away; by the count of tickets only to compare."""
    ledger, spent = chain.ledger, chain.profile.given.self_service_cost
    saved = {end: cost * ledger.number(f"return.work_saved.{end}") for end in ENDS}
    for end, saving in saved.items():
        ledger.derived(
            f"return.saving.{end}",
            float(saving),
            unit,
            formula="cost * part",
            inputs={"cost": "team.cost_per_month", "part": f"return.work_saved.{end}"},
        )
    yield _from_zero("Saving, if people follow the workload", saved, unit, "return.saving")
    each = economics.cost_per_ticket(cost, chain.volume)
    average = economics.gross_saving(sum(chain.taken.values()), cost_per_ticket=each)
    name = "return.saving.at_average"
    ledger.derived(
        name,
        float(average),
        unit,
        formula="(volume - after) * cost / volume",
        inputs={"cost": "team.cost_per_month", "volume": VOLUME, "after": "return.volume.after"},
    )
    what = "To compare: as if every ticket cost the same"
    yield same("return", what, (0.0, float(average)), unit, name)
    if spent is None or not returns:
        return
    for end, saving in saved.items():
        inputs = {"saving": f"return.saving.{end}", "spent": "team.self_service_cost"}
        net = float(saving - spent)
        ledger.derived(f"return.net.{end}", net, unit, formula="saving - spent", inputs=inputs)
    nets = {end: saving - spent for end, saving in saved.items()}
    yield _from_zero("Saving less the cost of self-service", nets, unit, "return.net")
    ratios = {end: economics.roi_ratio(saving, spent) for end, saving in saved.items()}
    for end, ratio in ratios.items():
        if ratio is None:
            return
        inputs = {"net": f"return.net.{end}", "spent": "team.self_service_cost"}
        ledger.derived(f"return.roi.{end}", ratio, formula="net / spent", inputs=inputs)
    yield _from_zero("Return on what is spent", ratios, "", "return.roi")


def _from_zero(
    what: str, after: Mapping[str, Money | float | None], unit: str, stem: str
) -> ChainLink:
    """Link of money that is nothing today."""
    ends = {end: float(value or 0) for end, value in after.items()}
    return spread("return", what, dict.fromkeys(ENDS, 0.0), ends, unit=unit, stem=stem)


def return_findings(plan: ReturnPlan, ledger: Ledger) -> tuple[Finding, ...]:
    """Deflection that takes less work than tickets, and self-service that does not pay."""
    return (*_light_work(plan, ledger), *_no_gain(plan))


def _light_work(plan: ReturnPlan, ledger: Ledger) -> Iterator[Finding]:
    links = {link.link: link for link in plan.links}
    if "workload" not in links:
        return
    work, people = links["workload"], links["people"]
    gone = ledger.number("return.tickets_saved")
    low, high = sorted(ledger.number(f"return.work_saved.{end}") for end in ENDS)
    if high >= gone - 1e-9:
        return
    yield Finding(
        code="deflection-takes-light-work",
        title=(
            f"The deflection goal takes {percent_text(gone)} of the tickets, but only "
            f"{span_text(percent_text(low), percent_text(high), between=' to ')} of the work"
        ),
        arithmetic=(
            f"{_span(work.today_low, work.today_high)} h become "
            f"{_span(work.after_low, work.after_high)} h a month; agents needed go from "
            f"{_span(people.today_low, people.today_high, 1)} to "
            f"{_span(people.after_low, people.after_high, 1)}"
        ),
        figures=(
            "return.tickets_saved",
            "return.work_saved.low",
            "return.work_saved.high",
            *work.figures,
            *people.figures,
        ),
        way_out="Count hours, not tickets, when deflection is to pay for itself.",
    )


def _no_gain(plan: ReturnPlan) -> Iterator[Finding]:
    """Self-service that costs more than the work that it takes away."""
    links = {link.figures[0]: link for link in plan.links}
    net = links.get("return.net.low")
    if net is None:
        return
    low, high = sorted((net.after_low or 0.0, net.after_high or 0.0))
    if low >= 0:
        return
    average = links["return.saving.at_average"].after_low or 0.0
    saved = links["return.saving.low"]
    least, most = sorted((saved.after_low or 0.0, saved.after_high or 0.0))
    yield Finding(
        code="self-service-does-not-pay",
        title=f"Self-service {'costs' if high < 0 else 'may cost'} more than the work that it takes away",
        arithmetic=(
            f"work of {_span(least, most)} {saved.unit} "
            f"goes away, and {low:,.0f} to {high:,.0f} are left after its cost; as if every ticket cost the "
            f"same, {average:,.0f} would go away"
        ),
        figures=(*net.figures, *saved.figures, "return.saving.at_average"),
        way_out="Deflect what takes long, or spend less on it.",
    )


def _span(low: float | None, high: float | None, digits: int = 0) -> str:
    return span_text(*(f"{end or 0.0:,.{digits}f}" for end in (low, high)))
