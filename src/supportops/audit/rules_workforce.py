"""Rules about people: targets, schedules, hiring and effort."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from supportops.audit._measures import interval, weeks
from supportops.audit.findings import Finding
from supportops.audit.rules import looks_at
from supportops.audit.scene import NotAuditedError, Scene

__all__: list[str] = []

_MONTH_DAYS = 365.25 / 12


def _longest_run(week: Any, bad: Any) -> int:
    """Most consecutive weeks that are bad; `week` ascends."""
    longest = run = 0
    last = None
    for at, is_bad in zip(week, bad, strict=True):
        run = (run + 1 if last is not None and at == last + 1 else 1) if is_bad else 0
        longest, last = max(longest, run), at
    return longest


@looks_at("utilization-obsession", "design.workforce.utilization")
def utilization_target(scene: Scene) -> Iterator[Finding]:
    """Share of paid time that a plan gives to tickets.

    Triggers: 95 %, which a source names as obsession, and 91 %. Near miss: 90 %.
    """
    yield from scene.trips("target", scene.design.workforce.utilization or 0.0)


@looks_at("understaffed-normal", "schedule.starts_at", "schedule.staffed", "schedule.required")
def short_weeks(scene: Scene) -> Iterator[Finding]:
    """Weeks in a row in which the work took more agents than were there, in sum.

    Triggers: three weeks. Near miss: two weeks, or three with a good one between.
    """
    frame = scene.table("schedule", "starts_at", "staffed", "required")
    if frame.empty:
        raise NotAuditedError("the schedule has no interval")
    frame = frame.assign(week=weeks(frame["starts_at"]))
    sums = frame.groupby("week")[["staffed", "required"]].sum()
    missing = sums["required"] - sums["staffed"]
    run = _longest_run(sums.index, missing > 0)
    short = float(missing[missing > 0].sum()) * interval(scene, frame)
    cost = scene.hours_cost(short, "agent-hours that the weeks were short of") if short else None
    yield from scene.trips("weeks", run, n=len(sums), of="weeks", cost=cost)


@looks_at("understaffed-normal", "hires.requested_at", "hires.needed_at")
def late_requests(scene: Scene) -> Iterator[Finding]:
    """Hires that were asked for less than one lead time before they were needed.

    Triggers: 2 of 3, a month ahead or after the fact. Near miss: 1 of 2.
    """
    frame = scene.table("hires", "requested_at", "needed_at")
    if frame.empty:
        raise NotAuditedError("no hire has both dates")
    ahead = scene.hours(frame["needed_at"] - frame["requested_at"]) / 24 / _MONTH_DAYS
    late = ahead < scene.limit("lead")
    ids = scene.ids(frame[late], "hire_id")
    yield from scene.trips("late", late.mean(), n=len(frame), of="hires", evidence=ids)


@looks_at("over-hiring-for-peak", "schedule.staffed", "schedule.required")
def idle_headcount(scene: Scene) -> Iterator[Finding]:
    """Share of the staffed hours that need nearly the full headcount, under a flat schedule.

    Triggers: 10 people all day, needed in 1 of 10 hours. Near miss: in 2 of 10, or shifts that
    follow the need.
    """
    frame = scene.table("schedule", "staffed", "required")
    frame = frame[frame["staffed"] > 0]
    n = scene.enough(len(frame), "staffed intervals")
    full = frame["staffed"].max()
    if frame["staffed"].mean() > scene.limit("near") * full:
        used = (frame["required"] >= scene.limit("near") * full).mean()
        yield from scene.trips("share", used, n=n, of="intervals")


@looks_at("heroic-unsustainable-effort", "agent_weeks.agent_id", "agent_weeks.week",
          "agent_weeks.overtime")  # fmt: skip
def repeated_overtime(scene: Scene) -> Iterator[Finding]:
    """Weeks of overtime in a row, agent by agent.

    Triggers: four. Near miss: three, or four with a week between.
    """
    frame = scene.table("agent_weeks", "agent_id", "week", "overtime")
    frame = frame.assign(number=weeks(frame["week"]), spent=scene.hours(frame["overtime"]))
    frame = frame.groupby(["agent_id", "number"], as_index=False)["spent"].sum()
    for agent, rows in frame.groupby("agent_id"):
        run = _longest_run(rows["number"], rows["spent"] > 0)
        hours = float(rows["spent"].sum())
        cost = scene.hours_cost(hours, "hours of overtime")
        n = len(rows)
        yield from scene.trips("weeks", run, n=n, of="weeks", subject=agent, cost=cost)


@looks_at("heroic-unsustainable-effort", "agent_weeks.utilization")
def worn_out(scene: Scene) -> Iterator[Finding]:
    """Mean share of paid time that went to tickets.

    Triggers: 91 %. Near miss: 90 %.
    """
    frame = scene.table("agent_weeks", "utilization")
    n = scene.enough(len(frame), "weeks of agents")
    share = round(float(frame["utilization"].mean()), 12)
    yield from scene.trips("utilization", share, n=n, of="weeks of agents")


@looks_at("static-schedules", "schedule.staffed", "schedule.volume")
def flat_schedule(scene: Scene) -> Iterator[Finding]:
    """Variation of the volume under a schedule that never varies.

    Triggers: 5 people at all hours, 5 and 15 contacts by turns. Near miss: 8 and 12, or 4 and 6
    people.
    """
    frame = scene.table("schedule", "staffed", "volume")
    n = scene.enough(len(frame), "intervals with a volume")
    mean = float(frame["volume"].mean())
    if frame["staffed"].nunique() == 1 and mean > 0:
        spread = float(frame["volume"].std(ddof=0)) / mean
        yield from scene.trips("variation", spread, n=n, of="intervals")


@looks_at(
    "ignoring-seasonality", "design.workforce.last_year", "design.workforce.seasonal_forecast"
)
def no_season(scene: Scene) -> Iterator[Finding]:
    """Spread of last year's months, where the forecast has no seasonal factor.

    Triggers: 89 to 110 around 100. Near miss: 90 to 110, or a seasonal forecast.
    """
    months = np.array(scene.design.workforce.last_year or ())
    if len(months) < 12 or months.mean() <= 0:
        raise NotAuditedError("design.workforce.last_year is no year of volumes")
    if not scene.design.workforce.seasonal_forecast:
        spread = (months.max() - months.min()) / months.mean()
        yield from scene.trips("variation", spread, n=len(months), of="months")


@looks_at("ignoring-ramp-time", "design.workforce.ramp")
def early_full_load(scene: Scene) -> Iterator[Finding]:
    """The first week in which a plan counts a hire in full.

    Triggers: week 6. Near miss: week 7.
    """
    ramp = scene.design.workforce.ramp or ()
    full = [week for week, load in enumerate(ramp, start=1) if load >= 1]
    if full:
        yield from scene.trips("week", full[0])


@looks_at("training-as-afterthought", "design.workforce.training_share")
def training_share(scene: Scene) -> Iterator[Finding]:
    """Share of paid time for training.

    Triggers: 4 %. Near miss: 5 %.
    """
    yield from scene.trips("share", scene.design.workforce.training_share or 0.0)


@looks_at("training-as-afterthought", "design.workforce.ramp")
def no_ramp(scene: Scene) -> Iterator[Finding]:
    """Whether a plan has a ramp for new hires.

    Triggers: an empty ramp. Near miss: a ramp of eight weeks.
    """
    if not scene.design.workforce.ramp:
        yield from scene.declares("the plan has no ramp for new hires")


@looks_at("no-forecast-review", "design.workforce.forecast_reviewed", "design.workforce.as_of")
def unreviewed_forecast(scene: Scene) -> Iterator[Finding]:
    """Days since actual figures were held against the forecast.

    Triggers: 32. Near miss: 31.
    """
    plan: Any = scene.design.workforce  # both days are stated
    yield from scene.trips("days", (plan.as_of - plan.forecast_reviewed).days)


@looks_at("last-minute-scramble", "schedule_changes.changed_at", "schedule_changes.shift_starts_at")
def late_changes(scene: Scene) -> Iterator[Finding]:
    """Changes of shifts within a day of their beginning.

    Triggers: 3 of 20. Near miss: 2 of 20, or 24 hours ahead.
    """
    frame = scene.table("schedule_changes", "changed_at", "shift_starts_at")
    n = scene.enough(len(frame), "changes of shifts")
    late = scene.hours(frame["shift_starts_at"] - frame["changed_at"]) < scene.limit("hours")
    ids = scene.ids(frame[late], "agent_id")
    yield from scene.trips("share", late.mean(), n=n, of="changes", evidence=ids)
