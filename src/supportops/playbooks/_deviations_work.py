"""Rules about people, volume and cost."""

from collections.abc import Iterator
from math import ceil, isclose

from supportops._kit.shares import percent_text
from supportops.playbooks._ground import Deviation, Ground, digits, places
from supportops.playbooks.models import Figure

__all__ = ["RULES"]


def _staffing(ground: Ground) -> Iterator[Deviation]:
    work = ground.work
    if work.feasible or work.required is None or work.agents is None:
        return
    named = [f for f in ground.figures if f.bounds == work.agents or f.label in _labels(ground)]
    yield Deviation(
        code="infeasible-staffing" if work.feasible is False else "staffing-depends",
        about="people",
        stated=f"{work.agents}",
        found=f"{_ends(work.required.low, work.required.high)} full-time agents are needed",
        arithmetic=work.reason.partition(": ")[2],
        figure=work.required.low if work.required.low == work.required.high else None,
        where=places(*(f for f in named if f.label in _labels(ground))),
    )


def _labels(ground: Ground) -> set[str | None]:
    said = ground.book.operation
    return set() if said is None else {said.contacts, said.handle_time, said.agents}


def _ends(low: float | None, high: float | None) -> str:
    ends = [digits(end, 1) for end in (low, high) if end is not None]
    return " to ".join(dict.fromkeys(ends))


def _load_of_a_tier(ground: Ground) -> Iterator[Deviation]:
    """Contacts a head in a tier that has people of its own."""
    work = ground.work
    if work.contacts is None or work.contacts.low is None or work.handle_time is None:
        return
    for share in ground.all("share_of_contacts"):
        staff = ground.first("staff", scope=f"{share.scope} engineers")
        if staff is None or not staff.bounds.high or share.bounds.low is None:
            continue
        each = work.contacts.low * share.bounds.low / staff.bounds.high
        hours = each * (work.handle_time.low or 0.0) / 60
        if hours > ground.day * 260:
            yield Deviation(
                code="infeasible-tier",
                about=share.scope,
                stated=f"{digits(staff.bounds.high)} people for {percent_text(share.bounds.low)} of contacts",
                found=f"{digits(each)} contacts a head and year",
                arithmetic=(
                    f"{digits(work.contacts.low)} × {percent_text(share.bounds.low)} ÷ "
                    f"{digits(staff.bounds.high)} = {digits(each)}, which is {digits(hours)} h at the "
                    f"stated handle time and {digits(ground.day * 260)} h are paid"
                ),
                figure=each,
                where=places(share, staff),
            )


def _shares_that_do_not_sum(ground: Ground) -> Iterator[Deviation]:
    shares = [f for f in ground.all("share_of_contacts") if f.bounds.low == f.bounds.high]
    total = sum(f.bounds.low or 0.0 for f in shares)
    if shares and not isclose(total, 1.0, abs_tol=5e-4):
        yield Deviation(
            code="shares-do-not-sum",
            about="share_of_contacts",
            stated=", ".join(f"{f.scope} {f.text}" for f in shares),
            found=f"together {percent_text(total, 2)}",
            arithmetic=" + ".join(percent_text(f.bounds.low or 0.0, 2) for f in shares),
            figure=total,
            where=places(*shares),
        )


def _parts_of_onboarding(ground: Ground) -> Iterator[Deviation]:
    whole = ground.first("onboarding", scope="")
    parts = [f for f in ground.all("onboarding") if f.scope]
    if whole is None or not parts or whole.bounds.low != whole.bounds.high:
        return
    total = sum(f.bounds.low or 0.0 for f in parts)
    if not isclose(total, whole.bounds.low or 0.0):
        yield Deviation(
            code="parts-do-not-sum",
            about="onboarding",
            stated=whole.text,
            found=f"its parts are {digits(total / 60)}h",
            arithmetic=" + ".join(f.text for f in parts),
            figure=total / 60,
            where=places(whole, *parts),
        )


def _cost(ground: Ground) -> Iterator[Deviation]:
    """What the reported cost leaves for each of the people that the work takes."""
    paid, work = ground.first("cost_per_contact", role="reported"), ground.work
    if paid is None or work.feasible is not False or work.contacts is None or work.required is None:
        return
    if paid.bounds.low is None or work.contacts.low is None or not work.required.low:
        return
    total = paid.bounds.low * work.contacts.low
    each = total / work.required.low
    unit = paid.bounds.unit
    yield Deviation(
        code="cost-a-head",
        about="cost_per_contact",
        stated=f"{paid.text} a contact, {digits(total)} {unit} a year",
        found=f"{digits(each, 0)} {unit} for each agent that the work takes, all other cost included",
        arithmetic=(
            f"{digits(paid.bounds.low)} × {digits(work.contacts.low)} ÷ "
            f"{digits(work.required.low, 1)} = {digits(each, 0)}"
        ),
        figure=each,
        where=places(paid),
    )


def _labor_saving(ground: Ground) -> Iterator[Deviation]:
    """A saving in money beside the share of work that it is said to come from."""
    saving = ground.first("labor_saving_a_year")
    cut, team = ground.first("aht_reduction"), ground.first("team", scope="labor saving")
    figures = [f for f in (saving, cut, team) if f is not None and f.bounds.low]
    if len(figures) < 3:
        return
    money, part, people = (f.bounds.low or 0.0 for f in figures)
    each = money / people
    implied = each / part
    unit = figures[0].bounds.unit
    yield Deviation(
        code="saving-a-head",
        about="labor_saving_a_year",
        stated=f"{digits(money)} {unit} for {digits(people)} people and {percent_text(part)} of handle time",
        found=f"{digits(each)} {unit} a head, a loaded cost of {digits(implied)} {unit} if all time saved is cashed",
        arithmetic=f"{digits(money)} ÷ {digits(people)} = {digits(each)}; ÷ {percent_text(part)} = {digits(implied)}",
        figure=implied,
        where=places(*figures),
    )
    agents = ground.first("staff", scope="agents")
    if agents is not None and agents.bounds.low not in {None, people}:
        yield Deviation(
            code="stated-twice",
            about="agents",
            stated=f"{agents.text} in the team",
            found=f"{digits(people)} people behind the saving",
            arithmetic="",
            figure=people,
            where=places(agents, figures[2]),
        )


def _ratio(ground: Ground) -> Iterator[Deviation]:
    """A stated team against the playbook's own ratio of tickets to people."""
    rule = ground.first("tickets_per_agent", scope="")
    said = _stated(ground)
    if rule is None or said is None or not rule.bounds.low or not rule.bounds.high:
        return
    volume, people = said
    exact = [volume / rule.bounds.high, volume / rule.bounds.low]
    printed = [people.bounds.low, people.bounds.high]
    if printed == [ceil(e) for e in exact]:
        return
    yield Deviation(
        code="ratio-rounding",
        about=people.label,
        stated=people.text,
        found=f"{digits(exact[0])} to {digits(exact[1])}, in whole people {ceil(exact[0])} to {ceil(exact[1])}",
        arithmetic=(
            f"{digits(volume)} ÷ {digits(rule.bounds.high)} = {digits(exact[0])}; "
            f"{digits(volume)} ÷ {digits(rule.bounds.low)} = {digits(exact[1])}"
        ),
        figure=exact[1],
        where=places(rule, people),
    )


def _stated(ground: Ground) -> tuple[float, Figure] | None:
    """Monthly volume and people of the operation, where both are stated."""
    by_label = {f.label: f for f in reversed(ground.figures)}
    said = ground.book.operation
    if said is None or said.agents is None:
        return None
    contacts, agents = by_label[said.contacts], by_label[said.agents]
    if contacts.bounds.low is None or not contacts.bounds.unit.endswith("a month"):
        return None
    return contacts.bounds.low, agents


def _parts_of_a_day(ground: Ground) -> Iterator[Deviation]:
    """A time budget whose parts are neither the total printed for them nor the whole."""
    from supportops import workforce

    parts = dict(ground.table("workforce.utilization_parts") or {})
    if not parts:
        return
    total, where = parts.pop("shrinkage_total"), workforce.utilization_source().where
    busy = parts["ticket_handling"]
    rest = {name: part for name, part in parts.items() if name != "ticket_handling"}
    low, high = (sum(getattr(part, end) for part in rest.values()) for end in ("low", "high"))
    if not (isclose(low, total.low) and isclose(high, total.high)):
        yield Deviation(
            code="parts-do-not-sum",
            about="time beside tickets",
            stated=f"{percent_text(total.low)} to {percent_text(total.high)} in all",
            found=(
                f"its parts are {percent_text(low)} to {percent_text(high)}, and with the tickets "
                f"{percent_text(low + busy.low)} to {percent_text(high + busy.high)}"
            ),
            arithmetic="; ".join(
                " + ".join(percent_text(getattr(part, end)) for part in rest.values())
                for end in ("low", "high")
            ),
            figure=high,
            where=where,
        )
    if isclose(busy.low + total.high, 1.0) and isclose(busy.high + total.low, 1.0):
        yield Deviation(
            code="no-idle-time",
            about="utilization and shrinkage",
            stated=f"{percent_text(busy.low)} to {percent_text(busy.high)} on tickets, "
            f"{percent_text(total.low)} to {percent_text(total.high)} lost",
            found="an occupancy of 100 %: no queue is stable there",
            arithmetic=f"{percent_text(busy.high)} ÷ (1 − {percent_text(total.low)}) = "
            f"{percent_text(busy.high / (1 - total.low))}",
            figure=busy.high / (1 - total.low),
            where=where,
        )


def _levers(ground: Ground) -> Iterator[Deviation]:
    """Savings on one cost that add up to more than the cost."""
    from supportops import tooling

    levers = ground.table("tooling.cost_levers")
    if levers is None:
        return
    both = tooling.combined_saving(levers)
    if both.added_high > 1:
        yield Deviation(
            code="savings-beyond-whole",
            about="cost levers",
            stated=f"{percent_text(both.added_low)} to {percent_text(both.added_high)} if they are added",
            found=f"{percent_text(both.low)} to {percent_text(both.high)} if each acts on what is left",
            arithmetic="1 − "
            + " × ".join(
                f"(1 − {percent_text(one.high)})" for one in levers if one.high is not None
            )
            + f" = {percent_text(both.high)}",
            figure=both.high,
            where="Cost Optimization",
        )


RULES = (
    _staffing,
    _load_of_a_tier,
    _shares_that_do_not_sum,
    _parts_of_onboarding,
    _cost,
    _labor_saving,
    _ratio,
    _parts_of_a_day,
    _levers,
)
