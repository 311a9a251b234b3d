"""Rules about promises: what is promised, whether it can be kept, and how it is kept."""

from collections.abc import Iterator

import numpy as np

from supportops.audit._measures import interval, kept, reopen_cost, reopen_rate
from supportops.audit.findings import Finding
from supportops.audit.rules import looks_at
from supportops.audit.scene import NotAuditedError, Scene

__all__: list[str] = []


@looks_at("over-promised-sla", "design.sla.attained")
def attainable(scene: Scene) -> Iterator[Finding]:
    """Share of the history that was within the target.

    Triggers: 94 %. Near miss: 95 %.
    """
    share = scene.design.sla.attained or 0.0
    yield from scene.trips("attained", share, cost=scene.points_cost(share, "attained"))


@looks_at("over-promised-sla", "design.sla.agents", "design.sla.required_agents")
def promised_without_staff(scene: Scene) -> Iterator[Finding]:
    """Agents that the promise takes against those who are at work.

    Triggers: 6 are needed and 5 are there. Near miss: 5 are needed.
    """
    sla = scene.design.sla
    there, needed = sla.agents or 0.0, sla.required_agents or 0.0
    yield from scene.trips("staffed", needed / there if there else np.inf if needed else 0.0)


@looks_at("over-promised-sla", "design.sla.agents", "design.sla.first_response")
def fast_with_two(scene: Scene) -> Iterator[Finding]:
    """A first response within a quarter of an hour, with a team of two.

    Triggers: 15 minutes and 2 agents. Near miss: 16 minutes, or 3 agents.
    """
    promises = (scene.design.sla.first_response or {}).values()
    quick = [p for p in promises if p.total_seconds() <= 60 * scene.limit("minutes")]
    if quick:
        yield from scene.trips("agents", scene.design.sla.agents or 0.0)


def _targets(scene: Scene, metric: str) -> Iterator[Finding]:
    promises = getattr(scene.design.sla, metric)
    spans = list(promises.values())
    words = metric.replace("_", " ")
    if len(spans) < 2:
        raise NotAuditedError(f"{words} is promised for fewer than two priorities")
    if len(set(spans)) == 1:
        alike = f"promised alike for all {len(spans)} priorities"
        yield from scene.declares(alike, subject=words)
    elif spans != sorted(spans):
        yield from scene.declares("promised faster for a less urgent priority", subject=words)


@looks_at("same-sla-all-priorities", "design.sla.first_response")
def same_response(scene: Scene) -> Iterator[Finding]:
    """Response promises that do not grow from priority to priority.

    Triggers: 4 hours for P1 to P4, or P2 before P1. Near miss: P3 and P4 alike, P1 faster.
    """
    yield from _targets(scene, "first_response")


@looks_at("same-sla-all-priorities", "design.sla.resolution")
def same_resolution(scene: Scene) -> Iterator[Finding]:
    """Resolution promises that do not grow from priority to priority.

    Triggers: 24 hours for all. Near miss: 4 hours for P1, 24 for the others.
    """
    yield from _targets(scene, "resolution")


@looks_at("vague-sla-definitions", "design.sla.defines")
def vague_definitions(scene: Scene) -> Iterator[Finding]:
    """Which definitions a policy lacks: response, resolution, clock, calendar.

    Triggers: it does not say when the clock runs. Near miss: all four are there.
    """
    stated = set(scene.design.sla.defines or ())
    missing = tuple(
        name for name in ("response", "resolution", "clock", "calendar") if name not in stated
    )
    yield from scene.trips("undefined", len(missing), evidence=missing)


@looks_at("unstaffed-24x7", "design.sla.around_the_clock", "schedule.starts_at", "schedule.staffed")
def unstaffed_hours(scene: Scene) -> Iterator[Finding]:
    """Hours of the schedule without anybody, under a promise for day and night.

    Rows that begin together, such as those of several teams, count together; an hour between
    two rows that no row covers has nobody. Triggers: nobody from 03:00 to 04:00. Near miss:
    somebody is on call then, or the promise holds in business hours only.
    """
    import pandas as pd

    frame = scene.table("schedule", "starts_at", "staffed")
    if scene.design.sla.around_the_clock:
        there = frame["staffed"]
        if "on_call" in frame.columns:
            there = there + frame["on_call"].fillna(0)
        there = there.groupby(frame["starts_at"]).sum()
        length = interval(scene, frame)
        starts = there.index.to_series()
        lasts = np.append(scene.hours(starts.diff())[1:], length)
        hours = np.where(there > 0, np.maximum(lasts - length, 0), lasts)
        first = starts.where(there <= 0, starts + pd.Timedelta(hours=length))[hours > 0]
        when = tuple(str(at) for at in first[:10])
        yield from scene.trips("empty", float(hours.sum()), evidence=when)


@looks_at("clock-manipulation", "tickets.agent_id", "tickets.created_at", "tickets.resolved_at",
          "tickets.paused")  # fmt: skip
def paused_by_agent(scene: Scene) -> Iterator[Finding]:
    """Share of ticket time that one agent keeps paused, against the team.

    Triggers: one of five pauses 5 of 10 hours, the others 1. Near miss: everybody pauses alike.
    """
    frame = scene.table("tickets", "agent_id", "created_at", "resolved_at")
    scene.enough(len(frame), "resolved tickets with an owner")
    life = scene.hours(frame["resolved_at"] - frame["created_at"])
    stopped = np.nan_to_num(np.where(frame["paused"].isna(), 0, scene.hours(frame["paused"])))
    sums = (
        frame.assign(life=life, stopped=stopped, n=1)
        .groupby("agent_id")[["life", "stopped", "n"]]
        .sum()
    )
    whole = sums["stopped"].sum()
    if len(sums) < 3 or whole <= 0:
        raise NotAuditedError("fewer than three agents, or nothing was paused")
    team = whole / sums["life"].sum()
    for agent, row in sums[sums["n"] >= scene.minimum].iterrows():
        times = round(row["stopped"] / row["life"] / team, 12) if row["life"] > 0 else 0.0
        count = int(row["n"])
        yield from scene.trips("agent", times, n=count, of="tickets", subject=agent)


@looks_at("clock-manipulation", "tickets.created_at", "tickets.paused_at",
          "tickets.resolution_target")  # fmt: skip
def late_stops(scene: Scene) -> Iterator[Finding]:
    """Clocks that were last stopped within the last tenth before the breach.

    Triggers: 5 of 20 stops at 95 % of the target. Near miss: 4 of 20, or at 89 %.
    """
    frame = scene.table("tickets", "created_at", "paused_at", "resolution_target")
    frame = frame[scene.hours(frame["resolution_target"]) > 0]
    n = scene.enough(len(frame), "stopped clocks")
    spent = scene.hours(frame["paused_at"] - frame["created_at"])
    part = spent / scene.hours(frame["resolution_target"])
    late = (part >= scene.limit("last")) & (part <= 1)
    ids = scene.ids(frame[late])
    yield from scene.trips("late", late.mean(), n=n, of="stops", evidence=ids)


@looks_at("premature-closure", "tickets.reopens")
def reopened(scene: Scene) -> Iterator[Finding]:
    """Share of resolved tickets that were reopened.

    Triggers: 11 of 100. Near miss: 10 of 100.
    """
    rate, n, back = reopen_rate(scene)
    cost, ids = reopen_cost(scene, back), scene.ids(back)
    yield from scene.trips("reopened", rate, n=n, of="tickets", evidence=ids, cost=cost)


@looks_at("premature-closure", "tickets.reopens", "tickets.created_at", "tickets.resolved_at",
          "tickets.resolution_target")  # fmt: skip
def closed_at_the_bell(scene: Scene) -> Iterator[Finding]:
    """Tickets that were closed in the last tenth of their target and came back.

    Triggers: 5 of 20. Near miss: 4 of 20, or closed at 89 % of the target.
    """
    frame = scene.table("tickets", "reopens", "created_at", "resolved_at", "resolution_target")
    frame = frame[scene.hours(frame["resolution_target"]) > 0]
    n = scene.enough(len(frame), "resolved tickets with a target")
    part = scene.hours(frame["resolved_at"] - frame["created_at"])
    part = part / scene.hours(frame["resolution_target"])
    bell = (part >= scene.limit("last")) & (part <= 1) & (frame["reopens"] > 0).to_numpy()
    ids = scene.ids(frame[bell])
    yield from scene.trips("clustered", bell.mean(), n=n, of="tickets", evidence=ids)


@looks_at("breach-normalization", "tickets.created_at", "tickets.first_response_at",
          "tickets.response_target")  # fmt: skip
def response_breaches(scene: Scene) -> Iterator[Finding]:
    """Consecutive months of arrival in which too few responses were in time.

    What is overdue and still waits was not in time, if the present is known. Triggers: 18 of 20
    in time, three months in a row. Near miss: two months, or 19 of 20.
    """
    yield from _months_missed(scene, "response", "first_response_at")


@looks_at("breach-normalization", "tickets.created_at", "tickets.resolved_at",
          "tickets.resolution_target")  # fmt: skip
def resolution_breaches(scene: Scene) -> Iterator[Finding]:
    """Consecutive months in which too few resolutions were in time, net of pauses.

    Triggers: 17 of 20 in time, three months in a row. Near miss: 18 of 20.
    """
    yield from _months_missed(scene, "resolution", "resolved_at")


def _months_missed(scene: Scene, metric: str, mark: str) -> Iterator[Finding]:
    frame, met = kept(scene, mark, f"{metric}_target")
    scene.enough(len(frame), f"tickets with a {metric} and its target")
    month = np.asarray(frame["created_at"].dt.tz_convert(None), dtype="datetime64[M]")
    table = frame.assign(met=met, month=month).groupby("month")["met"]
    shares, counts = table.mean(), table.size()
    run, worst, best = 0, 1.0, (0, 1.0)
    last = None
    for at, share in shares.items():
        follows = last is None or (at.year * 12 + at.month) - (last.year * 12 + last.month) == 1
        missed = counts[at] >= scene.minimum and share < scene.limit(metric)
        run = (run + 1 if follows else 1) if missed else 0
        worst = min(worst if run > 1 else 1.0, share) if missed else 1.0
        best = max(best, (run, worst), key=lambda pair: pair[0])
        last = at
    months, low = best
    cost = scene.points_cost(low, metric) if months else None
    subject = metric
    yield from scene.trips("months", months, n=len(frame), of="tickets", subject=subject, cost=cost)


@looks_at("customer-tier-opacity", "customers.customer_tier")
def customers_without_tier(scene: Scene) -> Iterator[Finding]:
    """Customers of whom nobody says which promise they have.

    Triggers: 1 of 20 has no tier. Near miss: all have one.
    """
    frame = scene.table("customers")
    n = scene.enough(len(frame), "customers")
    bare = frame["customer_tier"].isna()
    ids = scene.ids(frame[bare], "customer_id")
    yield from scene.trips("tier", bare.mean(), n=n, of="customers", evidence=ids)


@looks_at("customer-tier-opacity", "customers.knows_sla")
def customers_not_told(scene: Scene) -> Iterator[Finding]:
    """Customers whose document does not state the promise.

    Triggers: 1 of 20. Near miss: none.
    """
    frame = scene.table("customers", "knows_sla")
    n = scene.enough(len(frame), "customers")
    bare = ~frame["knows_sla"].astype(bool)
    ids = scene.ids(frame[bare], "customer_id")
    yield from scene.trips("told", bare.mean(), n=n, of="customers", evidence=ids)
