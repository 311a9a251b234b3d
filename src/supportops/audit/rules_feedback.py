"""Rules about feedback: whether it is answered, joined, weighed and told."""

from collections.abc import Iterator

from supportops.audit._measures import most
from supportops.audit.findings import Finding
from supportops.audit.rules import looks_at
from supportops.audit.scene import NotAuditedError, Scene

__all__: list[str] = []


@looks_at("feedback-graveyard", "feedback.responded_at")
def unanswered(scene: Scene) -> Iterator[Finding]:
    """Share of feedback that got an answer.

    Triggers: 15 of 20. Near miss: 16 of 20.
    """
    frame = scene.table("feedback")
    n = scene.enough(len(frame), "pieces of feedback")
    silent = frame["responded_at"].isna()
    ids = scene.ids(frame[silent], "feedback_id")
    yield from scene.trips("answered", 1 - silent.mean(), n=n, of="pieces", evidence=ids)


@looks_at("feedback-graveyard", "feedback.received_at", "feedback.acknowledged_at")
def slow_acknowledgement(scene: Scene) -> Iterator[Finding]:
    """Mean time until feedback is acknowledged, of what was.

    Triggers: 5 days. Near miss: 4 days.
    """
    frame = scene.table("feedback", "received_at", "acknowledged_at")
    n = scene.enough(len(frame), "acknowledged pieces of feedback")
    days = scene.hours(frame["acknowledged_at"] - frame["received_at"]) / 24
    ids = scene.ids(frame[days >= scene.limit("days")], "feedback_id")
    yield from scene.trips("days", days.mean(), n=n, of="pieces", evidence=ids)


@looks_at("no-closed-loop", "feedback.shipped_at", "feedback.told_at")
def untold(scene: Scene) -> Iterator[Finding]:
    """Shipped wishes of which who asked was not told.

    Triggers: 3 of 20. Near miss: 2 of 20.
    """
    frame = scene.table("feedback", "shipped_at")
    n = scene.enough(len(frame), "shipped wishes")
    bare = frame["told_at"].isna()
    ids = scene.ids(frame[bare], "feedback_id")
    yield from scene.trips("share", bare.mean(), n=n, of="wishes", evidence=ids)


@looks_at("no-aggregation", "feedback.issue_key", "feedback.linked")
def scattered_reports(scene: Scene) -> Iterator[Finding]:
    """Most reports of one wish that are not linked.

    Triggers: ten. Near miss: nine, or they are linked.
    """
    frame = scene.table("feedback", "issue_key")
    scene.enough(len(frame), "pieces of feedback with a key")
    frame = frame[~frame["linked"].fillna(value=False).astype(bool)]
    if len(frame):
        key, count = most(frame["issue_key"])
        ids = scene.ids(frame[frame["issue_key"] == key], "feedback_id")
        yield from scene.trips("reports", count, subject=key, evidence=ids)


@looks_at("anecdote-over-data", "roadmap.customers")
def single_customers(scene: Scene) -> Iterator[Finding]:
    """Items of the roadmap with one customer, or none, behind them.

    Triggers: one such item. Near miss: two customers behind each.
    """
    frame = scene.table("roadmap", "customers")
    if frame.empty:
        raise NotAuditedError("the roadmap says of no item how many customers are behind it")
    lone = frame[frame["customers"] <= 1]
    ids = scene.ids(lone, "item")
    yield from scene.trips("single", len(lone), n=len(frame), of="items", evidence=ids)


@looks_at("anecdote-over-data", "roadmap.reports", "roadmap.value")
def volume_against_value(scene: Scene) -> Iterator[Finding]:
    """Rank correlation of how often items are asked for and what they are worth.

    Triggers: what is asked for most is worth least. Near miss: no relation, 0.
    """
    frame = scene.table("roadmap", "reports", "value")
    n = scene.enough(len(frame), "items with reports and a value")
    asked, worth = (frame[c].rank() - (n + 1) / 2 for c in ("reports", "value"))
    spread = float((asked @ asked) * (worth @ worth)) ** 0.5
    if spread == 0:
        raise NotAuditedError("all items are alike in reports or value")
    yield from scene.trips("order", float(asked @ worth) / spread, n=n, of="items")


@looks_at("handoff-and-forget", "now", "account_handoffs.at", "account_handoffs.followed_up_at")
def forgotten_accounts(scene: Scene) -> Iterator[Finding]:
    """Accounts that support did not look after within 30 days of handing them over.

    Triggers: 3 of 20 after 31 days. Near miss: 2 of 20, or after 30 days.
    """
    frame = scene.table("account_handoffs", "at")
    window = 24 * scene.limit("days")
    seen = scene.hours(frame["followed_up_at"] - frame["at"]) <= window
    due = seen | (scene.hours(scene.now - frame["at"]) > window)
    n = scene.enough(int(due.sum()), "accounts whose window is over")
    lost = due & ~seen
    ids = scene.ids(frame[lost], "account_id")
    yield from scene.trips("share", lost.sum() / n, n=n, of="accounts", evidence=ids)
