"""Rules about quality assurance: how reviews are drawn, scored and used."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from supportops.audit._measures import weeks
from supportops.audit.findings import Finding
from supportops.audit.rules import looks_at
from supportops.audit.scene import NotAuditedError, Scene

__all__: list[str] = []


def _whole(scene: Scene, *needed: str) -> Any:
    """One row a review, from rows of dimensions."""
    return scene.table("reviews", "review_id", *needed).drop_duplicates("review_id")


@looks_at("inconsistent-standards", "reviews.review_id", "reviews.ticket_id",
          "reviews.reviewer_id", "reviews.points")  # fmt: skip
def calibration_spread(scene: Scene) -> Iterator[Finding]:
    """Mean spread of the scores that several reviewers gave the same ticket.

    Triggers: 80 and 85 points. Near miss: 80 and 84.
    """
    frame = scene.table("reviews", "review_id", "ticket_id", "reviewer_id", "points")
    keys = ["ticket_id", "reviewer_id", "review_id"]
    scores = frame.groupby(keys)["points"].sum().groupby(level=[0, 1]).mean()
    by_ticket = scores.groupby(level=0)
    shared = by_ticket.size() >= 2
    if not shared.any():
        raise NotAuditedError("no ticket was reviewed by two people")
    spread = (by_ticket.max() - by_ticket.min())[shared]
    ids = tuple(map(str, spread.sort_values(ascending=False).index[:10]))
    yield from scene.trips("spread", spread.mean(), n=len(spread), of="tickets", evidence=ids)


@looks_at("delayed-feedback", "reviews.review_id", "reviews.reviewed_at", "reviews.closed_at")
def late_reviews(scene: Scene) -> Iterator[Finding]:
    """Median time from closing to review.

    Triggers: 49 hours. Near miss: 48 hours.
    """
    frame = _whole(scene, "reviewed_at", "closed_at")
    n = scene.enough(len(frame), "reviews")
    wait = scene.hours(frame["reviewed_at"] - frame["closed_at"])
    ids = scene.ids(frame[wait > scene.limit("review")], "review_id")
    yield from scene.trips("review", np.median(wait), n=n, of="reviews", evidence=ids)


@looks_at("delayed-feedback", "reviews.review_id", "reviews.reviewed_at", "reviews.coached_at")
def late_coaching(scene: Scene) -> Iterator[Finding]:
    """Median time from review to coaching, where there was one.

    Triggers: 169 hours. Near miss: a week.
    """
    frame = _whole(scene, "reviewed_at", "coached_at")
    n = scene.enough(len(frame), "reviews that were talked over")
    wait = scene.hours(frame["coached_at"] - frame["reviewed_at"])
    ids = scene.ids(frame[wait > scene.limit("coaching")], "review_id")
    yield from scene.trips("coaching", np.median(wait), n=n, of="reviews", evidence=ids)


@looks_at("recency-bias", "reviews.review_id", "reviews.closed_at", "tickets.resolved_at")
def recent_sample(scene: Scene) -> Iterator[Finding]:
    """Share of reviewed tickets that were closed in the last quarter of the period.

    The period is that of the resolved tickets. Triggers: all 20. Near miss: 19 of 20.
    """
    ends = scene.table("tickets", "resolved_at")["resolved_at"]
    frame = _whole(scene, "closed_at")
    n = scene.enough(len(frame), "reviews")
    if ends.empty or ends.max() == ends.min():
        raise NotAuditedError("the resolved tickets span no period")
    start = ends.max() - (ends.max() - ends.min()) * scene.limit("last")
    late = frame["closed_at"] >= start
    yield from scene.trips("share", late.mean(), n=n, of="reviews")


@looks_at("qa-cherry-picking", "reviews.review_id", "reviews.complex", "tickets.complex")
def easy_sample(scene: Scene) -> Iterator[Finding]:
    """Share of complex tickets in the sample against their share among all.

    Triggers: 9 of 100 against 20 of 100. Near miss: 10 against 20.
    """
    frame = _whole(scene, "complex")
    n = scene.enough(len(frame), "reviews")
    every = scene.table("tickets", "complex")["complex"]
    scene.enough(len(every), "tickets known to be complex, or not")
    share = float(every.mean())
    if share == 0:
        raise NotAuditedError("no ticket is complex")
    yield from scene.trips("ratio", float(frame["complex"].mean()) / share, n=n, of="reviews")


def _agent_scores(scene: Scene) -> Any:
    frame = scene.table("reviews", "review_id", "agent_id", "points")
    scores = frame.groupby(["agent_id", "review_id"])["points"].sum().groupby(level=0).mean()
    if len(scores) < 3:
        raise NotAuditedError("fewer than three agents were reviewed")
    return scores


@looks_at("score-inflation", "reviews.review_id", "reviews.agent_id", "reviews.points")
def score_inflation(scene: Scene) -> Iterator[Finding]:
    """Share of agents at the excellent score, where the scores hardly differ.

    Triggers: 9 of 10 agents at 90 points or more, all within a few points. Near miss: 8 of 10,
    or scores from 90 to 100 with a deviation of 5.
    """
    scores = _agent_scores(scene)
    if scores.std() < scene.limit("spread"):
        share = (scores >= scene.limit("points")).mean()
        yield from scene.trips("agents", share, n=len(scores), of="agents")


@looks_at("perfectionism", "design.rubric.pass_mark")
def perfectionism(scene: Scene) -> Iterator[Finding]:
    """Share of the points that a review needs to pass.

    Triggers: 100 of 100. Near miss: 99 of 100.
    """
    rubric = scene.design.rubric
    yield from scene.trips("mark", (rubric.pass_mark or 0.0) / rubric.maximum)


@looks_at("volume-over-quality", "reviews.review_id", "reviews.agent_id", "reviews.reviewed_at")
def reviews_per_week(scene: Scene) -> Iterator[Finding]:
    """Mean number of reviews an agent and week, over the weeks that have any.

    Triggers: 6. Near miss: 5.
    """
    frame = _whole(scene, "agent_id", "reviewed_at")
    scene.enough(len(frame), "reviews")
    counts = frame.groupby([frame["agent_id"], weeks(frame["reviewed_at"])]).size()
    yield from scene.trips("reviews", counts.mean(), n=len(counts), of="weeks of agents")


@looks_at("volume-over-quality", "design.rubric.reviews_per_agent_week")
def planned_reviews(scene: Scene) -> Iterator[Finding]:
    """Reviews that a design plans an agent and week.

    Triggers: 6. Near miss: 5.
    """
    yield from scene.trips("reviews", scene.design.rubric.reviews_per_agent_week or 0.0)


@looks_at("feedback-void", "reviews.review_id", "reviews.coached_at", "reviews.comment")
def feedback_void(scene: Scene) -> Iterator[Finding]:
    """Reviews with neither a comment nor a talk.

    Triggers: 3 of 20. Near miss: 2 of 20.
    """
    frame = _whole(scene)
    n = scene.enough(len(frame), "reviews")
    said = frame["comment"].fillna("").astype(str).str.strip() != ""
    bare = ~said & frame["coached_at"].isna()
    ids = scene.ids(frame[bare], "review_id")
    yield from scene.trips("share", bare.mean(), n=n, of="reviews", evidence=ids)


@looks_at("no-positive-feedback", "reviews.review_id", "reviews.strength")
def no_positive_feedback(scene: Scene) -> Iterator[Finding]:
    """Share of reviews that name a strength.

    Triggers: 9 of 20. Near miss: 10 of 20.
    """
    frame = _whole(scene)
    n = scene.enough(len(frame), "reviews")
    praised = frame["strength"].fillna("").astype(str).str.strip() != ""
    yield from scene.trips("share", praised.mean(), n=n, of="reviews")


@looks_at("ignoring-top-performers", "reviews.review_id", "reviews.agent_id", "reviews.points",
          "coachings.agent_id")  # fmt: skip
def ignored_best(scene: Scene) -> Iterator[Finding]:
    """Coaching sessions with the best quarter of agents, while others are coached.

    Triggers: none for the best of four. Near miss: one.
    """
    scores = _agent_scores(scene)
    if len(scores) < 4:
        raise NotAuditedError("four agents are the fewest that have a best quarter")
    coached = scene.table("coachings", "agent_id")["agent_id"]
    scene.enough(len(coached), "coaching sessions")
    best = scores.sort_values(ascending=False).index[: len(scores) // 4]
    ids = tuple(map(str, best[:10]))
    held = int(coached.isin(best).sum())
    yield from scene.trips("sessions", held, n=len(best), of="agents", evidence=ids)
