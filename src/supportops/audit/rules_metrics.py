"""Rules about metrics: what is measured, and what is done to the figures."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from supportops.audit._measures import reopen_cost, reopen_rate
from supportops.audit.findings import Finding
from supportops.audit.rules import looks_at
from supportops.audit.scene import NotAuditedError, Scene

__all__: list[str] = []


@looks_at("vanity-metrics", "design.scorecard.metrics")
def activity_alone(scene: Scene) -> Iterator[Finding]:
    """A scorecard that counts activity and no outcome.

    Triggers: tickets closed and calls taken. Near miss: satisfaction beside them.
    """
    kinds = set((scene.design.scorecard.metrics or {}).values())
    if kinds & {"activity", "volume"} and not kinds & {"outcome", "quality"}:
        yield from scene.declares("the scorecard counts activity and no outcome")


@looks_at("vanity-metrics", "tickets.reopens")
def gross_closures(scene: Scene) -> Iterator[Finding]:
    """Share of closures that came back, where closures are counted gross.

    Triggers: 400 of 1000. Near miss: 399 of 1000.
    """
    rate, n, back = reopen_rate(scene)
    cost, ids = reopen_cost(scene, back), scene.ids(back)
    yield from scene.trips("gross", rate, n=n, of="closures", evidence=ids, cost=cost)


@looks_at("single-metric-obsession", "design.scorecard.metrics")
def missing_sides(scene: Scene) -> Iterator[Finding]:
    """Which of speed, quality and volume the scorecard leaves out.

    Outcomes count as quality, activity as volume. Triggers: no volume. Near miss: all three.
    """
    kinds = set((scene.design.scorecard.metrics or {}).values())
    sides = {
        "speed": {"speed"},
        "quality": {"quality", "outcome"},
        "volume": {"volume", "activity"},
    }
    missing = tuple(side for side, words in sides.items() if not kinds & words)
    yield from scene.trips("missing", len(missing), evidence=missing)


@looks_at("single-metric-obsession", "design.scorecard.weights")
def heaviest_metric(scene: Scene) -> Iterator[Finding]:
    """Weight of the heaviest metric.

    Triggers: 51 %. Near miss: 50 %.
    """
    weights = scene.design.scorecard.weights or {}
    if not weights:
        raise NotAuditedError("design.scorecard.weights is empty")
    name = max(weights, key=lambda metric: weights[metric])
    yield from scene.trips("weight", weights[name], subject=name)


@looks_at("metrics-without-context", "design.scorecard.segments")
def no_segments(scene: Scene) -> Iterator[Finding]:
    """Comparisons without a field to split them by.

    Triggers: no segment. Near miss: complexity.
    """
    if not scene.design.scorecard.segments:
        yield from scene.declares("figures are compared without type or complexity of the work")


@looks_at("csat-gaming", "surveys.ticket_id", "tickets.ticket_id", "tickets.complex",
          "tickets.resolved_at")  # fmt: skip
def survey_bias(scene: Scene) -> Iterator[Finding]:
    """How much more often other tickets are surveyed than complex ones.

    Triggers: 16 of 20 others and 10 of 20 complex ones. Near miss: 15 and 10.
    """
    frame = scene.table("tickets", "ticket_id", "complex", "resolved_at")
    asked = frame["ticket_id"].isin(scene.table("surveys", "ticket_id")["ticket_id"])
    hard = frame["complex"].astype(bool)
    n = scene.enough(int(min(hard.sum(), (~hard).sum())), "complex, or other, resolved tickets")
    easy_rate, hard_rate = asked[~hard].mean(), asked[hard].mean()
    if easy_rate == 0:
        raise NotAuditedError("no other ticket was surveyed")
    ids = scene.ids(frame[hard & ~asked])
    ratio = round(easy_rate / hard_rate, 12) if hard_rate else float("inf")
    yield from scene.trips("ratio", ratio, n=n, of="tickets of each kind", evidence=ids)


def _first_contact_on_target(scene: Scene) -> bool:
    frame = scene.table("tickets", "first_contact")
    scene.enough(len(frame), "tickets known to be solved at once, or not")
    return float(frame["first_contact"].mean()) >= scene.limit("first_contact")


@looks_at("fcr-inflation", "tickets.first_contact", "tickets.reopens")
def reopened_first_contacts(scene: Scene) -> Iterator[Finding]:
    """Reopen rate behind a first contact resolution on target.

    Triggers: 70 of 100 solved at once and 11 reopened. Near miss: 69 at once, or 10 reopened.
    """
    rate, n, back = reopen_rate(scene)
    if _first_contact_on_target(scene):
        cost, ids = reopen_cost(scene, back), scene.ids(back)
        yield from scene.trips("reopened", rate, n=n, of="tickets", evidence=ids, cost=cost)


@looks_at("fcr-inflation", "tickets.first_contact", "tickets.came_back")
def returning_customers(scene: Scene) -> Iterator[Finding]:
    """Share of customers who came back behind a first contact resolution on target.

    Triggers: 70 of 100 solved at once and 11 came back. Near miss: 10 came back.
    """
    frame = scene.table("tickets", "came_back")
    n = scene.enough(len(frame), "tickets known to have come back, or not")
    if _first_contact_on_target(scene):
        back = frame[frame["came_back"].astype(bool)]
        cost = scene.tickets_cost(len(back), f"{len(back):,} contacts again")
        ids = scene.ids(back)
        yield from scene.trips(
            "came_back", len(back) / n, n=n, of="tickets", evidence=ids, cost=cost
        )


@looks_at("metric-of-the-month", "design.scorecard.focus")
def changing_focus(scene: Scene) -> Iterator[Finding]:
    """Most changes of the focus metric within half a year.

    Triggers: a new one in February, April and June. Near miss: in February and June.
    """
    focus = sorted((scene.design.scorecard.focus or {}).items())
    changed = [at for (_, old), (at, new) in pairwise(focus) if new != old]
    window = scene.limit("months")
    counts = [sum(at <= other < _later(at, window) for other in changed) for at in changed]
    yield from scene.trips("changes", max(counts, default=0))


def _later(at: date, months: float) -> date:
    whole = at.year * 12 + at.month - 1 + int(months)
    return date(whole // 12, whole % 12 + 1, min(at.day, 28))


@looks_at("individual-over-team", "design.scorecard.team_metrics")
def no_team_metric(scene: Scene) -> Iterator[Finding]:
    """Metrics that judge the team.

    Triggers: none. Near miss: one.
    """
    yield from scene.trips("team", len(scene.design.scorecard.team_metrics or ()))
