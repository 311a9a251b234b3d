"""Rules about the queue: priorities, triage, and what waits in it."""

from collections.abc import Iterator

import numpy as np

from supportops import escalation, sla
from supportops.audit._measures import aged, most, open_tickets, weeks
from supportops.audit.findings import Finding
from supportops.audit.rules import looks_at
from supportops.audit.scene import NotAuditedError, Scene

__all__: list[str] = []


@looks_at("priority-inflation", "tickets.priority")
def priority_inflation(scene: Scene) -> Iterator[Finding]:
    """Shares of the first and second priority of the scale.

    Triggers: 11 of 100 tickets at the top priority. Near miss: 4 of 100, and 14 at the second.
    """
    frame = scene.table("tickets", "priority")
    n = scene.enough(len(frame), "tickets with a priority")
    ranks = scene.ranks(frame["priority"], scene.operation.priorities)
    top = ranks == 0
    ids = scene.ids(frame[top])
    yield from scene.trips(("warning", "watch"), top.mean(), n=n, of="tickets", evidence=ids)
    yield from scene.trips("second", (ranks == 1).mean(), n=n, of="tickets")


@looks_at("severity-inflation", "incidents.severity")
def severity_share(scene: Scene) -> Iterator[Finding]:
    """Share of incidents at the gravest severity.

    Triggers: 3 of 20 incidents are SEV1. Near miss: 2 of 20.
    """
    frame = scene.table("incidents", "severity")
    n = scene.enough(len(frame), "incidents")
    top = scene.ranks(frame["severity"], scene.operation.severities) == 0
    ids = scene.ids(frame[top], "incident_id")
    yield from scene.trips("share", top.mean(), n=n, of="incidents", evidence=ids)


@looks_at("severity-inflation", "incidents.severity", "incidents.impairment", "incidents.users")
def severity_above_matrix(scene: Scene) -> Iterator[Finding]:
    """Share of incidents that are declared graver than the severity matrix says.

    Triggers: 5 of 20 minor impairments of one user declared SEV3. Near miss: 4 of 20.
    """
    frame = scene.table("incidents", "severity", "impairment", "users")
    n = scene.enough(len(frame), "incidents with impairment and users")
    by_matrix = escalation.severity_table(frame[["impairment", "users"]])["severity"]
    declared = scene.ranks(frame["severity"], scene.operation.severities)
    due = scene.ranks(by_matrix, escalation.preset("support-operations").scale)
    above = declared < due
    ids = scene.ids(frame[above], "incident_id")
    yield from scene.trips("above_matrix", above.mean(), n=n, of="incidents", evidence=ids)


@looks_at("no-severity-definitions", "design.sla.severities")
def undefined_severities(scene: Scene) -> Iterator[Finding]:
    """Severities that lack a definition or an example.

    Triggers: SEV4 has a definition and no example. Near miss: every severity has one of each.
    """
    words = scene.design.sla.severities or {}
    bare = tuple(name for name, row in words.items() if not (row.definition and row.examples))
    yield from scene.trips("undefined", len(bare), n=len(words), of="severities", evidence=bare)


@looks_at("no-severity-definitions", "incidents.severity")
def one_sided_severities(scene: Scene) -> Iterator[Finding]:
    """All incidents, or none, at the gravest severity: nobody tells them apart.

    Triggers: 20 of 20 incidents are SEV1. Near miss: 19 of 20.
    """
    frame = scene.table("incidents", "severity")
    n = scene.enough(len(frame), "incidents")
    share = (scene.ranks(frame["severity"], scene.operation.severities) == 0).mean()
    yield from scene.trips(("all", "none"), share, n=n, of="incidents")


@looks_at(
    "manual-triage-bottleneck", "tickets.assigned_by", "tickets.assigned_at", "tickets.created_at"
)
def manual_triage_bottleneck(scene: Scene) -> Iterator[Finding]:
    """One person makes nearly all assignments, and the median ticket waits long for one.

    Triggers: one person assigns 17 of 20 tickets after 2 hours each. Near miss: 16 of 20, or
    all 20 within the hour.
    """
    frame = scene.table("tickets", "assigned_by", "assigned_at", "created_at")
    n = scene.enough(len(frame), "assignments")
    wait = 60 * np.median(scene.hours(frame["assigned_at"] - frame["created_at"]))
    person, count = most(frame["assigned_by"])
    if wait > scene.limit("slow"):
        mine = scene.ids(frame[frame["assigned_by"] == person])
        yield from scene.trips(
            "share", count / n, n=n, of="assignments", subject=person, evidence=mine
        )


@looks_at("triage-delay", "tickets.created_at", "tickets.assigned_at", "tickets.response_target")
def triage_delay(scene: Scene) -> Iterator[Finding]:
    """Share of tickets that had no owner when their response was due, and at half of that.

    Who was resolved without an owner is left out. Triggers: 2 of 20 tickets got an owner after
    the target, or wait since. Near miss: 1 of 20.
    """
    frame = scene.table("tickets", "created_at", "response_target")
    frame = frame[scene.hours(frame["response_target"]) > 0]
    owned = frame["assigned_at"]
    if scene.has("now"):
        waits = frame["resolved_at"].isna() if scene.has("tickets.resolved_at") else True
        owned = owned.fillna(scene.now).where(owned.notna() | waits)
    frame = frame[owned.notna()]
    n = scene.enough(len(frame), "tickets with a response target and an owner")
    wait = scene.hours(owned[owned.notna()] - frame["created_at"])
    part = wait / scene.hours(frame["response_target"])
    late = part > 1
    ids = scene.ids(frame[late])
    found = scene.trips("late", late.mean(), n=n, of="tickets", evidence=ids)
    half = scene.ids(frame[part > 0.5])
    yield from found or scene.trips("half", (part > 0.5).mean(), n=n, of="tickets", evidence=half)


@looks_at("cherry-picking", "tickets.created_at", "tickets.assigned_at")
def picked_out_of_order(scene: Scene) -> Iterator[Finding]:
    """Rank correlation of arrival and pick-up, pooled over each day, and priority if there is one.

    Triggers: on most days the later ticket is taken before the earlier. Near miss: as often
    the one as the other, a correlation of 0.
    """
    apart = ("priority",) if scene.has("tickets.priority") else ()
    frame = scene.table("tickets", "created_at", "assigned_at", *apart)
    n = scene.enough(len(frame), "tickets with an owner")
    day = np.asarray(frame["created_at"].dt.tz_convert(None), dtype="datetime64[D]")
    groups = [*(frame[column] for column in apart), day]
    centered = [
        ranks - ranks.groupby(groups).transform("mean")
        for ranks in (
            frame.groupby(groups)[column].rank() for column in ("created_at", "assigned_at")
        )
    ]
    came, taken = (np.asarray(values, dtype=float) for values in centered)
    spread = float(np.sqrt((came @ came) * (taken @ taken)))
    if spread == 0:
        raise NotAuditedError("no two tickets that are alike came on the same day")
    yield from scene.trips("order", float(came @ taken / spread), n=n, of="tickets")


@looks_at("cherry-picking", "tickets.created_at", "tickets.assigned_at", "tickets.complex")
def complex_tickets_wait(scene: Scene) -> Iterator[Finding]:
    """How much longer complex tickets wait for an owner than the others.

    Triggers: medians of 3 hours and 1 hour. Near miss: 2 hours and 1 hour.
    """
    frame = scene.table("tickets", "created_at", "assigned_at", "complex")
    wait = scene.hours(frame["assigned_at"] - frame["created_at"])
    hard = frame["complex"].to_numpy(dtype=bool)
    n = scene.enough(int(min(hard.sum(), (~hard).sum())), "complex, or other, tickets")
    easy = np.median(wait[~hard])
    if easy <= 0:
        raise NotAuditedError("the median wait of the other tickets is zero")
    ids = scene.ids(frame[hard])
    ratio = np.median(wait[hard]) / easy
    yield from scene.trips("complex", ratio, n=n, of="tickets of each kind", evidence=ids)


@looks_at(
    "no-aging-escalation",
    "now", "tickets.created_at", "tickets.resolved_at", "tickets.escalated_at", "tickets.raised_at",
)  # fmt: skip
def aged_and_untouched(scene: Scene) -> Iterator[Finding]:
    """Open tickets past the age limit that were neither raised nor escalated.

    Triggers: 11 of 20 tickets of two days. Near miss: 10 of 20, or a promise of three days.
    """
    frame = open_tickets(scene, "created_at")
    frame = frame[aged(scene, frame)]
    n = scene.enough(len(frame), "open tickets past the age limit")
    still = frame["escalated_at"].isna() & frame["raised_at"].isna()
    ids = scene.ids(frame[still])
    yield from scene.trips("untouched", still.mean(), n=n, of="tickets", evidence=ids)


@looks_at("no-aging-escalation", "design.tiers.ageing_rule")
def no_ageing_rule(scene: Scene) -> Iterator[Finding]:
    """A policy without a rule for tickets that wait too long.

    Triggers: the design says that there is none. Near miss: there is one.
    """
    if not scene.design.tiers.ageing_rule:
        yield from scene.declares("the design has no rule for tickets that wait too long")


@looks_at("invisible-backlog", "tickets.resolved_at", "tickets.in_shared_view")
def hidden_tickets(scene: Scene) -> Iterator[Finding]:
    """Open tickets that are in no view which the team shares.

    Triggers: 1 of 20 is in a private view. Near miss: all 20 are shared; a resolved one is not.
    """
    frame = open_tickets(scene, "in_shared_view")
    n = scene.enough(len(frame), "open tickets")
    hidden = ~frame["in_shared_view"].astype(bool)
    ids = scene.ids(frame[hidden])
    yield from scene.trips("hidden", hidden.mean(), n=n, of="tickets", evidence=ids)


@looks_at(
    "invisible-backlog", "now", "tickets.created_at", "tickets.resolved_at", "tickets.in_report"
)
def unreported_tickets(scene: Scene) -> Iterator[Finding]:
    """Open tickets past the age limit that no report counts.

    Triggers: 1 of 20 tickets of 25 hours. Near miss: the one that is missing is 24 hours old.
    """
    frame = open_tickets(scene, "created_at", "in_report")
    frame = frame[scene.hours(scene.now - frame["created_at"]) > scene.limit("aged")]
    n = scene.enough(len(frame), "open tickets past the age limit")
    missing = ~frame["in_report"].astype(bool)
    ids = scene.ids(frame[missing])
    yield from scene.trips("unreported", missing.mean(), n=n, of="tickets", evidence=ids)


def update_hours() -> list[float]:
    """Published update interval of each priority, the most urgent first [hours]."""
    rows = sla.preset("priority").rows
    spans = (row.periodic_update for row in rows)
    lengths = (None if span is None else span.length for span in spans)
    return [np.nan if span is None else span.total_seconds() / 3600 for span in lengths]


@looks_at("status-limbo", "now", "tickets.priority", "tickets.resolved_at", "tickets.last_event_at")
def status_limbo(scene: Scene) -> Iterator[Finding]:
    """Tickets in work that have been silent longer than their priority's update interval.

    Triggers: 3 of 20 at the top priority, silent for 31 minutes. Near miss: 2 of 20, or 30
    minutes, or the status says that the customer is waited for.
    """
    frame = open_tickets(scene, "priority", "last_event_at")
    classes = scene.operation.statuses
    if classes is not None and "status" in frame.columns:
        working = [name for name, kind in classes.classes.items() if kind in {"new", "open"}]
        frame = frame[frame["status"].isin(working)]
    n = scene.enough(len(frame), "tickets in work")
    every = update_hours()
    ranks = scene.ranks(frame["priority"], scene.operation.priorities).astype(int)
    limits = np.array([*every, *[np.nan] * len(scene.operation.priorities)])[ranks]
    silent = scene.hours(scene.now - frame["last_event_at"]) > limits
    ids = scene.ids(frame[silent])
    yield from scene.trips("share", silent.mean(), n=n, of="tickets", evidence=ids)


@looks_at("duplicate-sprawl", "tickets.resolved_at", "tickets.issue_key")
def open_duplicates(scene: Scene) -> Iterator[Finding]:
    """Most open tickets that share one issue and are not linked.

    Triggers: two open tickets with the key "login". Near miss: both are linked to a parent.
    """
    frame = open_tickets(scene, "issue_key")
    scene.enough(len(frame), "open tickets with an issue key")
    if "linked" in frame.columns:
        frame = frame[~frame["linked"].fillna(value=False).astype(bool)]
    if len(frame):
        key, count = most(frame["issue_key"])
        ids = scene.ids(frame[frame["issue_key"] == key])
        cost = scene.tickets_cost(count - 1, f"{count - 1:,} tickets beside the first")
        yield from scene.trips("open", count, subject=key, evidence=ids, cost=cost)


@looks_at("duplicate-sprawl", "tickets.created_at", "tickets.issue_key")
def weekly_duplicates(scene: Scene) -> Iterator[Finding]:
    """Most tickets of one issue within a calendar week that are not linked.

    Triggers: ten in a week. Near miss: nine in a week, or five and five in two weeks.
    """
    frame = scene.table("tickets", "created_at", "issue_key")
    scene.enough(len(frame), "tickets with an issue key")
    if "linked" in frame.columns:
        frame = frame[~frame["linked"].fillna(value=False).astype(bool)]
    every = frame["issue_key"].value_counts()
    often = every[every >= scene.limit("week")].index
    frame = frame[frame["issue_key"].isin(often)]  # no week holds more than the whole
    if len(frame):
        counts = frame.groupby(["issue_key", weeks(frame["created_at"])]).size()
        key = counts.idxmax()[0]
        ids = scene.ids(frame[frame["issue_key"] == key])
        yield from scene.trips("week", counts.max(), subject=key, evidence=ids)


@looks_at("tag-chaos", "tags.tag")
def tag_chaos(scene: Scene) -> Iterator[Finding]:
    """How many tags there are, how many were used once, and which differ only in spelling.

    Capitals, spaces, dots, slashes, hyphens and underscores are spelling; "C++" and "C#" are two.
    Triggers: "log-in" and "Login" side by side, or 101 tags. Near miss: 100 tags that are all
    used twice and spelled apart.
    """
    counts = scene.table("tags", "tag")["tag"].astype(str).value_counts()
    scene.enough(int(counts.sum()), "tags on tickets")
    n = len(counts)
    yield from scene.trips("many", n)
    rare = counts[counts == 1]
    once = tuple(map(str, rare.index[:10]))
    yield from scene.trips("single", len(rare) / n, n=n, of="tags", evidence=once)
    plain = counts.index.to_series().str.casefold().str.replace(r"[\s_./-]+", "", regex=True)
    alike = plain[plain.duplicated(keep=False)].sort_values()
    pairs = len(alike) - alike.nunique()
    yield from scene.trips("alike", pairs, evidence=tuple(map(str, alike.index[:10])))


@looks_at("assignment-hoarding", "tickets.resolved_at", "tickets.agent_id")
def assignment_hoarding(scene: Scene) -> Iterator[Finding]:
    """Open tickets in one hand against a day's work and the median colleague.

    Triggers: 51 open tickets, or 13 where the median is 6. Near miss: 50 among equals, 12, or 9
    where the median is 1.
    """
    frame = open_tickets(scene, "agent_id")
    held = frame["agent_id"].value_counts()
    n = scene.enough(int(held.sum()), "open tickets with an owner")
    median = float(held.median())
    first = frame.groupby("agent_id", sort=False).head(10)
    some = {agent: scene.ids(rows) for agent, rows in first.groupby("agent_id", sort=False)}
    for agent, count in held.items():  # the most first, so that the first who is fine ends it
        ids = some[agent]
        found = scene.trips("day", count, n=n, of="open tickets", subject=agent, evidence=ids)
        if not found and len(held) >= 3 and count >= scene.limit("few"):
            times = count / median
            found = scene.trips(
                "median", times, n=len(held), of="agents", subject=agent, evidence=ids
            )
        if not found:
            break
        yield from found
