"""Fourth deliverable: today's figures against limits and goals."""

from collections.abc import Iterator
from datetime import date, timedelta

from supportops import metrics
from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops.design.baseline import Baseline
from supportops.design.dates import note_day
from supportops.design.deliverables import PathPoint, Scorecard, ScoreRow
from supportops.design.evidence import Finding, Ledger
from supportops.design.knowledge_plan import deflected_today
from supportops.design.profile import TeamProfile
from supportops.playbooks import Playbook
from supportops.vocabulary import Range

__all__ = ["plan_scorecard", "scorecard_findings"]


def plan_scorecard(
    profile: TeamProfile, book: Playbook, base: Baseline, as_of: date, ledger: Ledger
) -> Scorecard:
    """One row for each goal of the playbook."""
    bands = {b.metric: b for b in metrics.preset(book.uses.bands)}  # type: ignore[arg-type]  # its own reference
    today = _today(profile, base)
    _note_today(today, ledger, stated=profile.given.deflection is not None)
    rows = []
    for goal in metrics.goals(book.uses.goals):  # type: ignore[arg-type]  # likewise
        band, value, due = bands[goal.metric], today.get(goal.metric), goal.due(as_of)
        _note_goal(goal, band, ledger)
        lower_is_better = band.target.low is None
        reached = value is not None and (
            value <= goal.target if lower_is_better else value >= goal.target
        )
        path: tuple[metrics.Milestone, ...] = ()
        _note_due(goal, due, ledger)
        if value is not None and due is not None and not reached:
            path = metrics.target_path(value, goal.target, as_of=as_of, due=due)
            _note_path(goal, path, as_of, due, ledger)
        rows.append(
            ScoreRow(
                metric=goal.metric,
                label=band.label,
                today=value,
                unit=goal.unit,
                status=metrics.grade(value, band),
                limits=_limits(band),
                target=goal.target,
                reached=reached,
                due=due,
                path=tuple(PathPoint(day=m.day, value=m.value) for m in path),
            )
        )
    return Scorecard(rows=tuple(rows))


def _today(profile: TeamProfile, base: Baseline) -> dict[str, float | None]:
    response = base.first_response
    return {
        "first_response_time": None if response is None else response / timedelta(minutes=1),
        "csat": profile.given.csat,
        "fcr": profile.given.fcr,
        "deflection_rate": deflected_today(profile),
    }


def _note_today(today: dict[str, float | None], ledger: Ledger, *, stated: bool) -> None:
    """Where each metric stands, in the unit of its goal; what is not known has no figure."""
    for metric, formula, of in (
        ("first_response_time", "today * 60", "team.first_response_time"),
        ("csat", "today", "team.csat"),
        ("fcr", "today", "team.fcr"),
        ("deflection_rate", "today", "team.deflection")
        if stated
        else ("deflection_rate", "0 if today == 'no' else None", "team.knowledge_base"),
    ):
        if today.get(metric) is not None:
            ledger.derived(
                f"scorecard.{metric}.today",
                today[metric],
                "minutes" if metric == "first_response_time" else "",
                formula=formula,
                inputs={"today": of},
            )


def _note_due(goal: metrics.Goal, due: date | None, ledger: Ledger) -> None:
    if due is None:
        return
    count, unit = (goal.days, "days") if goal.days is not None else (goal.months, "months")
    name = f"scorecard.{goal.metric}"
    ledger.published(f"{name}.{unit}", count, unit, source=goal.source)
    note_day(f"{name}.due", due, unit, ledger, count=f"{name}.{unit}")


def _note_path(
    goal: metrics.Goal, path: tuple[metrics.Milestone, ...], as_of: date, due: date, ledger: Ledger
) -> None:
    name = f"scorecard.{goal.metric}"
    target = "knowledge.deflection_target" if goal.metric == "deflection_rate" else f"{name}.target"
    for place, point in enumerate(path, start=1):
        used = (point.day - as_of) / (due - as_of)
        ledger.derived(
            f"{name}.path.{place}.used",
            used,
            formula=f"round(between(as_of, due) * {place} / {len(path)}) / between(as_of, due)",
            inputs={"as_of": "assumed.as_of", "due": f"{name}.due"},
        )
        ledger.derived(
            f"{name}.path.{place}",
            point.value,
            goal.unit,
            formula="today + (target - today) * used",
            inputs={
                "today": f"{name}.today",
                "target": target,
                "used": f"{name}.path.{place}.used",
            },
        )


def _note_goal(goal: metrics.Goal, band: metrics.Band, ledger: Ledger) -> None:
    unit = goal.unit
    if goal.metric != "deflection_rate":  # noted with the knowledge plan
        ledger.published(f"scorecard.{goal.metric}.target", goal.target, unit, source=goal.source)
    for kind, ranges in (("on_target", (band.target,)), ("warning", band.warnings)):
        for place, limits in enumerate(ranges):
            name = f"scorecard.{goal.metric}.{kind}" + (f".{place}" if place else "")
            ledger.published(name, str(limits), source=band.source)


def _limits(band: metrics.Band) -> str:
    warnings = " or ".join(_text(r) for r in band.warnings)
    return f"target {_text(band.target)}; warning {warnings}"


def _text(limits: Range) -> str:
    return str(limits if limits.unit else limits.scaled(100, "%"))


def scorecard_findings(card: Scorecard, profile: TeamProfile) -> tuple[Finding, ...]:
    """Metrics that stand at a warning today, and a goal that staffing has overtaken."""
    return (*_warnings(card), *_overtaken(card, profile))


def _overtaken(card: Scorecard, profile: TeamProfile) -> Iterator[Finding]:
    target = profile.assumed.answer_target.value
    for row in card.rows:
        goal = timedelta(minutes=row.target)
        if row.metric != "first_response_time" or target.within >= goal:
            continue
        share = percent_text(target.service_level)
        yield Finding(
            code="goal-slower-than-answer-target",
            title=(
                "The goal for the first response is slower than what the busy hour is staffed for"
            ),
            arithmetic=(
                f"goal: a mean of {duration_text(goal)}; answer target: {share} taken up within "
                f"{duration_text(target.within)}"
            ),
            figures=(
                f"scorecard.{row.metric}.target",
                "assumed.answer_target.service_level",
                "assumed.answer_target.within",
            ),
            way_out="Say which of the two counts, and staff for that one.",
        )


def _warnings(card: Scorecard) -> tuple[Finding, ...]:
    bad = [row for row in card.rows if row.status == "warning"]
    return tuple(
        Finding(
            code="metric-in-warning",
            title=f"{row.label} stands at a warning",
            arithmetic=f"today {_figure(row.today or 0.0, row.unit)}; {row.limits}",
            figures=(f"scorecard.{row.metric}.warning",),
            way_out=f"Follow the path to {_figure(row.target, row.unit)}.",
        )
        for row in bad
    )


def _figure(value: float, unit: str) -> str:
    if unit == "minutes":
        return duration_text(timedelta(minutes=round(value)))
    return f"{value:g} {unit}" if unit else percent_text(value)
