"""Road map: what is done by which day, and by whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from supportops import knowledge, sla
from supportops._kit.data import Source
from supportops._kit.text import joined
from supportops.design.dates import days_after, months_after, note_day
from supportops.design.deliverables import KnowledgePlan, Scorecard, TierPlan
from supportops.design.evidence import Basis, Ledger, OpenQuestion, figure_text
from supportops.design.on_call import OnCallPlan
from supportops.design.profile import Area, TeamProfile
from supportops.design.work_models import EITHER, RoadMap, RoadStep, ToolPlan, WorkforcePlan
from supportops.playbooks import PlaybookName, open_playbook

__all__ = ["RoadInputs", "plan_road_map"]

_OURS = "our order of work"
# The playbook that plans in thirty, sixty and ninety days, and its chapter.
_STAGES: tuple[PlaybookName, str] = ("vivtone", "next steps")
_ASKED = 3


@dataclass(frozen=True, slots=True)
class RoadInputs:
    """Deliverables that the road map puts in order."""

    tiers: TierPlan
    articles: KnowledgePlan
    card: Scorecard
    people: WorkforcePlan
    on_call: OnCallPlan
    tools: ToolPlan
    questions: Sequence[OpenQuestion]


def plan_road_map(profile: TeamProfile, inputs: RoadInputs, as_of: date, ledger: Ledger) -> RoadMap:
    """Steps by day: what the deliverables ask for, the goals, hires, and published plans."""
    owners = dict(_owners(profile, ledger))
    stages = _stages(inputs.card, as_of, ledger)
    planned = [
        RoadStep(
            stage=name, due=due, what=what, owner=owners[area], basis=basis, source=str(source)
        )
        for place, (name, due) in enumerate(stages)
        for area, what, basis, source in _work(place, len(stages), inputs)
    ]
    dated = [
        RoadStep(
            stage=next((name for name, end in stages if due <= end), "later"),
            due=due,
            what=what,
            owner=owners[area],
            basis=basis,
        )
        for due, area, what, basis in _dated(inputs)
    ]
    return RoadMap(
        steps=tuple(sorted([*planned, *dated], key=lambda step: step.due)),
        published=tuple(_published(as_of, ledger)),
    )


def _owners(profile: TeamProfile, ledger: Ledger) -> Iterator[tuple[Area, str]]:
    """Who owns each area: a stated name, else a role."""
    lead = "team lead" if profile.given.leads else "whoever leads support"
    roles: dict[Area, str] = dict.fromkeys(("promises", "people", "tools", "measures"), lead)
    roles["knowledge"] = next(iter(knowledge.maintenance_tasks())).owner
    for area, role in roles.items():
        name = f"road_map.owner.{area}"
        stated = profile.given.owners.get(area)
        if stated is None:
            ledger.assumed(name, role, source=_OURS, replaced_by="the name of a person")
        else:
            ledger.given(name, stated)
        yield area, stated or role


def _stages(card: Scorecard, as_of: date, ledger: Ledger) -> list[tuple[str, date]]:
    """Ends of the stages: the published days, then the last goal that lies behind them."""
    book, chapter = _STAGES
    found = []
    for step in open_playbook(book).chapter(chapter).steps:
        days = 0 if step.when is None else round(step.when.high or 0)
        name = f"road_map.day {days}"
        source = Source(source=open_playbook(book).source, where=step.where)
        ledger.published(f"{name}.days", days, "days", source=source)
        due = days_after(as_of, days)
        note_day(f"{name}.due", due, "days", ledger, count=f"{name}.days")
        found.append((f"day {days}", due))
    last = max((row.due for row in card.rows if row.due), default=as_of)
    if last > found[-1][1]:
        row = next(row for row in card.rows if row.due == last)
        ledger.derived(
            "road_map.end",
            last.isoformat(),
            formula="last",
            inputs={"last": f"scorecard.{row.metric}.due"},
        )
        found.append((f"until {last}", last))
    return found


def _work(place: int, stages: int, inputs: RoadInputs) -> Iterator[tuple[Area, str, Basis, object]]:
    """What the deliverables ask for in one stage; the last one takes what is left over."""
    rollout = sla.rollout_plan()
    source = Source(source=rollout.source, where=rollout.where)
    focus = [each.category for each in inputs.articles.articles if each.in_focus]
    others = [each.category for each in inputs.articles.articles if not each.in_focus]
    if place == 0:
        for question in inputs.questions[:_ASKED]:
            yield "measures", f"Find out: {question.question}", "assumed", _OURS
        yield "promises", f"Design the SLA: {joined(rollout.design)}", "published", source
        heads = joined(f"{row.agents} in {row.tier}" for row in inputs.tiers.rows)
        yield "people", f"Form the tiers: {heads}", "assumed", _OURS
    elif place == 1:
        yield "promises", f"Set the SLA up: {joined(rollout.configuration)}", "published", source
        if focus:
            yield "knowledge", f"Write for {joined(focus)}", "assumed", _OURS
        if inputs.on_call.priorities:
            yield "people", "Set up the on-call rota and try a page", "assumed", _OURS
    else:
        if place == 2:
            yield "promises", f"Launch the SLA: {joined(rollout.launch)}", "published", source
            yield from _integrations(inputs.tools)
        if others and place == stages - 1:
            yield "knowledge", f"Write for {joined(others)}", "assumed", _OURS


def _integrations(tools: ToolPlan) -> Iterator[tuple[Area, str, Basis, object]]:
    urgent = [
        row.part
        for row in tools.rows
        if row.status == "not stated" and row.priority in {"critical", "high"}
    ]
    if urgent:
        yield "tools", f"Connect the help desk with {joined(urgent)}", "assumed", _OURS


def _dated(inputs: RoadInputs) -> Iterator[tuple[date, Area, str, Basis]]:
    """Steps that have a day of their own: goals, hires, and the first certificate."""
    for row in inputs.card.rows:
        if row.due is not None:
            unit = f" {row.unit}" if row.unit else ""
            value = row.target if unit else 100 * row.target
            text = f"{figure_text(value)}{unit or ' %'}"
            if row.reached:
                what = f"Hold {row.label}: {text} or better"
            elif row.today is None:
                what = f"Reach {row.label}: {text}, once today's figure is known"
            else:
                what = f"Reach {row.label}: {text}"
            yield row.due, "measures", what, "published"
    for cohort in inputs.people.cohorts:
        if_ = str(cohort.heads)
        if cohort.handle_time != EITHER:
            if_ += f" if handle times are {cohort.handle_time}"
        known = "" if cohort.handle_time == EITHER else "; later days move with the decision"
        yield cohort.decide, "people", f"Decide on hiring {if_}{known}", "derived"
        yield cohort.start, "people", f"First day of {if_}", "derived"
        yield cohort.full_load, "people", f"Full load of {if_}", "derived"


def _published(as_of: date, ledger: Ledger) -> Iterator[RoadStep]:
    """Published road maps, dated from the day of the plan."""
    counters = {"days": lambda n: days_after(as_of, n), "weeks": lambda n: days_after(as_of, 7 * n)}
    counters["months"] = lambda n: months_after(as_of, n)
    for book in map(open_playbook, get_args(PlaybookName)):
        steps = [step for chapter in book.chapters for step in chapter.steps]
        for place, step in enumerate(steps, start=1):
            end = None if step.when is None else step.when.high
            unit = "" if step.when is None else step.when.unit
            if end is None or unit not in counters:
                continue
            name = f"road_map.{book.name}.{place}"
            source = Source(source=book.source, where=step.where)
            due = counters[unit](round(end))
            ledger.published(f"{name}.{unit}", round(end), unit, source=source)
            note_day(f"{name}.due", due, unit, ledger, count=f"{name}.{unit}")
            yield RoadStep(
                stage=book.title,
                due=due,
                what=step.do,
                owner="",
                basis="published",
                source=str(source),
            )
