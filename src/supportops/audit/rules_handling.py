"""Rules about how tickets are handled: hand-overs, escalation, replies, and what is learnt."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from supportops import escalation, knowledge
from supportops.audit._measures import kept_share, reopen_cost, reopen_rate, weeks
from supportops.audit.findings import Finding
from supportops.audit.rules import looks_at
from supportops.audit.scene import NotAuditedError, Scene

__all__: list[str] = []

_OWNERS = ("assignee", "group", "support_tier")


@looks_at(
    "ticket-tennis",
    "events.ticket_id", "events.kind", "tickets.ticket_id", "tickets.resolved_at",
)  # fmt: skip
def ticket_tennis(scene: Scene) -> Iterator[Finding]:
    """Share of unresolved tickets that changed owner, group or tier too often.

    The first value of each of the three is no change. Triggers: 2 of 20 open tickets had four
    assignees. Near miss: 1 of 20, or three assignees each.
    """
    events = scene.table("events", "ticket_id", "kind")
    moves = events[events["kind"].isin(_OWNERS)]
    changes = moves.groupby(["ticket_id", "kind"]).size().sub(1).groupby("ticket_id").sum()
    frame = scene.table("tickets", "ticket_id")
    frame = frame[frame["resolved_at"].isna()]
    n = scene.enough(len(frame), "unresolved tickets")
    often = frame["ticket_id"].map(changes).fillna(0) >= scene.limit("changes")
    ids = scene.ids(frame[often])
    yield from scene.trips("share", often.mean(), n=n, of="tickets", evidence=ids)


@looks_at("ticket-tennis", "handoffs.from_tier", "handoffs.to_tier")
def tier_returns(scene: Scene) -> Iterator[Finding]:
    """Hand-offs that go back down.

    Triggers: 1 of 20 hand-offs goes from L2 to L1. Near miss: all 20 go up.
    """
    frame = scene.table("handoffs", "from_tier", "to_tier")
    n = scene.enough(len(frame), "hand-offs")
    scale = scene.operation.support_tiers
    back = scene.ranks(frame["to_tier"], scale) < scene.ranks(frame["from_tier"], scale)
    ids = scene.ids(frame[back])
    yield from scene.trips("back", back.mean(), n=n, of="hand-offs", evidence=ids)


@looks_at("escalation-avoidance", "tickets.failed_attempts", "tickets.escalated_at")
def kept_after_failures(scene: Scene) -> Iterator[Finding]:
    """Tickets with two failed attempts or more that were not escalated.

    Triggers: 3 of 20. Near miss: 2 of 20, or one failed attempt each.
    """
    frame = scene.table("tickets", "failed_attempts")
    frame = frame[frame["failed_attempts"] >= scene.limit("attempts")]
    n = scene.enough(len(frame), "tickets with that many failed attempts")
    kept = frame["escalated_at"].isna()
    ids = scene.ids(frame[kept])
    yield from scene.trips("kept", kept.mean(), n=n, of="tickets", evidence=ids)


def next_role_hours() -> list[float]:
    """Published time until the second role of each path, the gravest severity first [hours]."""
    policy = escalation.preset("support-operations")
    second = policy.checkpoints[1].total_seconds() / 3600
    return [second if len(row.path) > 1 else np.nan for row in policy.severities]


@looks_at(
    "escalation-avoidance",
    "incidents.severity", "incidents.started_at", "incidents.resolved_at", "incidents.escalated_at",
)  # fmt: skip
def incidents_kept(scene: Scene) -> Iterator[Finding]:
    """Incidents that passed the first checkpoint of their path without the next role.

    Triggers: 3 of 20 took 31 minutes and nobody was called. Near miss: 2 of 20, or 30 minutes,
    or a severity whose path has one role.
    """
    frame = scene.table("incidents", "severity", "started_at")
    end = frame["escalated_at"].fillna(frame["resolved_at"])
    if scene.has("now"):
        end = end.fillna(scene.now)
    ranks = scene.ranks(frame["severity"], scene.operation.severities).astype(int)
    due = np.array([*next_role_hours(), *[np.nan] * len(scene.operation.severities)])[ranks]
    known = end.notna().to_numpy() & ~np.isnan(due)
    frame, end, due = frame[known], end[known], due[known]
    n = scene.enough(len(frame), "incidents with a next role")
    late = scene.hours(end - frame["started_at"]) > due
    ids = scene.ids(frame[late], "incident_id")
    yield from scene.trips("late", late.mean(), n=n, of="incidents", evidence=ids)


@looks_at("escalation-as-avoidance", "tickets.failed_attempts", "tickets.escalated_at")
def untried_escalations(scene: Scene) -> Iterator[Finding]:
    """Escalated tickets on which nobody tried anything.

    Triggers: 3 of 20 escalations after no attempt. Near miss: 2 of 20.
    """
    frame = scene.table("tickets", "escalated_at", "failed_attempts")
    n = scene.enough(len(frame), "escalated tickets")
    untried = frame["failed_attempts"] == 0
    ids = scene.ids(frame[untried])
    yield from scene.trips("untried", untried.mean(), n=n, of="escalations", evidence=ids)


@looks_at("escalation-as-avoidance", "tickets.escalated_at")
def escalation_share(scene: Scene) -> Iterator[Finding]:
    """Share of tickets that were escalated.

    Triggers: 31 of 100. Near miss: 25 of 100.
    """
    frame = scene.table("tickets")
    n = scene.enough(len(frame), "tickets")
    share = frame["escalated_at"].notna().mean()
    yield from scene.trips(("overall", "tier"), share, n=n, of="tickets")


@looks_at("channel-forcing", "events.ticket_id", "events.kind", "events.actor")
def channel_forcing(scene: Scene) -> Iterator[Finding]:
    """Tickets whose channel changed twice or more, and not by the customer.

    The first value of a ticket is no change. Triggers: 2 of 20 tickets were moved twice. Near
    miss: 1 of 20, or the customers moved.
    """
    events = scene.table("events", "ticket_id", "kind")
    n = scene.enough(events["ticket_id"].nunique(), "tickets with events")
    moves = events[events["kind"] == "channel"]
    moves = moves[moves.duplicated("ticket_id") & (moves["actor"] != "customer")]
    counts = moves.groupby("ticket_id").size()
    often = counts[counts >= scene.limit("changes")]
    ids = tuple(map(str, often.index[:10]))
    yield from scene.trips("share", len(often) / n, n=n, of="tickets", evidence=ids)


@looks_at("copy-paste-responses", "tickets.first_reply")
def copied_replies(scene: Scene) -> Iterator[Finding]:
    """One text among the first replies, beside reopened tickets or fast and unhappy ones.

    Spaces and capitals do not count. Triggers: 7 of 20 replies are one text and 3 of 20
    tickets were reopened. Near miss: 6 of 20, or 2 reopened and customers content.
    """
    frame = scene.table("tickets", "first_reply")
    frame = frame[frame["first_reply"].astype(str).str.strip() != ""]
    n = scene.enough(len(frame), "first replies")
    signs = []
    if scene.has("tickets.reopens"):
        signs.append(reopen_rate(scene)[0] > scene.limit("reopened"))
    if scene.has("tickets.satisfied", "tickets.first_response_at", "tickets.created_at"):
        told = frame["satisfied"].dropna()
        wait = (frame["first_response_at"] - frame["created_at"]).dropna()
        if len(told) and len(wait):
            quick = 60 * np.median(scene.hours(wait)) < scene.limit("fast")
            signs.append(quick and told.mean() < scene.limit("satisfied"))
    if not signs:
        raise NotAuditedError("tickets has neither reopens nor satisfied with response times")
    if any(signs):
        text = [" ".join(str(reply).casefold().split()) for reply in frame["first_reply"]]
        ((commonest, count),) = Counter(text).most_common(1)
        ids = scene.ids(frame[[one == commonest for one in text]])
        yield from scene.trips("share", count / n, n=n, of="replies", evidence=ids)


_PROMISED = (
    "tickets.created_at", "tickets.first_response_at", "tickets.resolved_at",
    "tickets.response_target", "tickets.resolution_target",
)  # fmt: skip


def _on_time(scene: Scene) -> bool:
    response, _ = kept_share(scene, "first_response_at", "response_target")
    resolution, _ = kept_share(scene, "resolved_at", "resolution_target")
    return response >= scene.limit("response") and resolution >= scene.limit("resolution")


@looks_at("speed-over-quality", "tickets.reopens", *_PROMISED)
def on_time_and_reopened(scene: Scene) -> Iterator[Finding]:
    """Reopen rate where the response and resolution targets are kept.

    Triggers: all on time, 11 of 100 reopened. Near miss: 10 of 100, or the targets are missed.
    """
    rate, n, back = reopen_rate(scene)
    if _on_time(scene):
        cost = reopen_cost(scene, back)
        ids = scene.ids(back)
        yield from scene.trips("reopened", rate, n=n, of="tickets", evidence=ids, cost=cost)


@looks_at("speed-over-quality", "tickets.first_contact", *_PROMISED)
def on_time_and_not_solved(scene: Scene) -> Iterator[Finding]:
    """First contact resolution where the response and resolution targets are kept.

    Triggers: all on time, 49 of 100 solved at once. Near miss: 50 of 100.
    """
    frame = scene.table("tickets", "first_contact")
    n = scene.enough(len(frame), "tickets known to be solved at once, or not")
    if _on_time(scene):
        yield from scene.trips("first_contact", frame["first_contact"].mean(), n=n, of="tickets")


@looks_at(
    "knowledge-hoarding",
    "tickets.category", "tickets.resolved_at", "articles.category",
)  # fmt: skip
def unwritten_topics(scene: Scene) -> Iterator[Finding]:
    """Categories of which many tickets were resolved in a week, and that have no article.

    Triggers: ten resolved tickets of "sso" in a week. Near miss: nine, or there is an article.
    """
    frame = scene.table("tickets", "category", "resolved_at")
    scene.enough(len(frame), "resolved tickets")
    written = scene.table("articles", "category")["category"].unique()
    frame = frame[~frame["category"].isin(written)]
    if len(frame):
        counts = frame.groupby(["category", weeks(frame["resolved_at"])]).size()
        some = frame.groupby("category", sort=False).head(10)
        for topic, count in counts.groupby("category").max().items():
            ids = scene.ids(some[some["category"] == topic])
            yield from scene.trips("week", count, subject=topic, evidence=ids)


@looks_at("knowledge-hoarding", "tickets.category", "articles.category")
def article_coverage(scene: Scene) -> Iterator[Finding]:
    """Share of ticket categories that have an article.

    Triggers: 4 of 10 categories. Near miss: 5 of 10.
    """
    frame = scene.table("tickets", "category")
    scene.enough(len(frame), "tickets with a category")
    written = scene.table("articles", "category")["category"].unique()
    counts = {str(name): int(n) for name, n in frame["category"].value_counts().items()}
    answer = knowledge.coverage(counts, articles=[str(name) for name in written])
    share = float(answer.types)
    missing = answer.missing[:10]
    yield from scene.trips("coverage", share, n=len(counts), of="categories", evidence=missing)


@looks_at(
    "over-automation",
    "bot_months.month", "bot_months.conversations", "bot_months.contained",
    "bot_months.asked_for_person", "bot_months.reopened",
)  # fmt: skip
def containment_against_customers(scene: Scene) -> Iterator[Finding]:
    """How much more of the bot's conversations ask for a person or come back.

    From the first to the last month, where the bot keeps more of them. Triggers: it keeps 60
    instead of 50 of 100, and 16 instead of 10 ask or come back. Near miss: 15.
    """
    frame = scene.table("bot_months", "month", "conversations").sort_values("month")
    frame = frame[frame["conversations"] > 0]
    if len(frame) < 2:
        raise NotAuditedError("one month of the bot shows no movement")
    n = scene.enough(int(frame["conversations"].sum()), "conversations of the bot")
    whole = frame["conversations"]
    kept = frame["contained"] / whole
    unhappy = (frame["asked_for_person"] + frame["reopened"]) / whole
    if kept.iloc[-1] > kept.iloc[0]:
        rise = round(float(unhappy.iloc[-1] - unhappy.iloc[0]), 12)
        yield from scene.trips("rise", rise, n=n, of="conversations")


@looks_at("over-automation", "tickets.bot_confidence", "tickets.transferred")
def unsure_and_kept(scene: Scene) -> Iterator[Finding]:
    """Answers of the bot below the confidence limit that were not handed over.

    Triggers: 1 of 20 answers at 0.49 was kept. Near miss: it was at 0.50, or handed over.
    """
    frame = scene.table("tickets", "bot_confidence", "transferred")
    frame = frame[frame["bot_confidence"] < scene.limit("confidence")]
    n = scene.enough(len(frame), "unsure answers of the bot")
    kept = ~frame["transferred"].astype(bool)
    ids = scene.ids(frame[kept])
    yield from scene.trips("kept", kept.mean(), n=n, of="answers", evidence=ids)


@looks_at("no-feedback-loop", "tickets.feedback")
def feedback_tagged(scene: Scene) -> Iterator[Finding]:
    """Share of tickets that are tagged as feedback.

    Triggers: 4 of 100. Near miss: 5 of 100.
    """
    frame = scene.table("tickets")
    n = scene.enough(len(frame), "tickets")
    share = frame["feedback"].fillna(value=False).mean()
    yield from scene.trips("tagged", float(share), n=n, of="tickets")


@looks_at("no-feedback-loop", "feedback.responded_at")
def feedback_answered(scene: Scene) -> Iterator[Finding]:
    """Share of feedback that got an answer from product.

    Triggers: 15 of 20. Near miss: 16 of 20.
    """
    frame = scene.table("feedback")
    n = scene.enough(len(frame), "pieces of feedback")
    silent = frame["responded_at"].isna()
    ids = scene.ids(frame[silent], "feedback_id")
    yield from scene.trips("answered", 1 - silent.mean(), n=n, of="pieces", evidence=ids)
