"""Rules about incidents: who is told, who is called, who leads, and what is learnt."""

from collections.abc import Iterator

import numpy as np

from supportops import escalation
from supportops.audit._measures import most
from supportops.audit.findings import Finding
from supportops.audit.rules import looks_at
from supportops.audit.scene import NotAuditedError, Scene

__all__: list[str] = []

_UPDATES = ("incident_updates.incident_id", "incident_updates.at", "incident_updates.to_customers")


_UNIT_HOURS = {"minute": 1 / 60, "hour": 1, "day": 24, "week": 168}


def incident_update_hours() -> list[float]:
    """Published update interval of each severity, the gravest first [hours]."""
    cadences = [row.update for row in escalation.preset("support-operations").severities]
    return [
        np.nan if row.every is None else row.every * _UNIT_HOURS[str(row.unit)] for row in cadences
    ]


@looks_at(
    "no-update-cadence",
    "incidents.incident_id", "incidents.severity", "incidents.started_at", "incidents.resolved_at",
    *_UPDATES,
)  # fmt: skip
def update_gaps(scene: Scene) -> Iterator[Finding]:
    """Incidents with a gap between customer updates beyond the interval of their severity.

    The start is an update, and so is the end. Triggers: 3 of 20 SEV1 had 16 minutes without
    one. Near miss: 15 minutes, or 2 of 20.
    """
    import pandas as pd

    frame = scene.table("incidents", "incident_id", "severity", "started_at", "resolved_at")
    scene.once(frame, "incident_id")
    ranks = scene.ranks(frame["severity"], scene.operation.severities).astype(int)
    every = np.array([*incident_update_hours(), *[np.nan] * len(scene.operation.severities)])
    limits = pd.Series(every[ranks], index=frame["incident_id"]).dropna()
    frame = frame[frame["incident_id"].isin(limits.index)]
    n = scene.enough(len(frame), "resolved incidents that promise updates")
    sent = scene.table("incident_updates", "incident_id", "at", "to_customers")
    sent = sent[sent["to_customers"].astype(bool) & sent["incident_id"].isin(limits.index)]
    marks = pd.concat(
        [
            frame[["incident_id", "started_at"]].set_axis(["incident_id", "at"], axis=1),
            frame[["incident_id", "resolved_at"]].set_axis(["incident_id", "at"], axis=1),
            sent[["incident_id", "at"]],
        ]
    )
    ends = marks["incident_id"].map(frame.set_index("incident_id")["resolved_at"])
    marks = marks[marks["at"] <= ends].sort_values(["incident_id", "at"])
    gaps = marks.groupby("incident_id")["at"].diff()
    worst = gaps.groupby(marks["incident_id"]).max()
    late = scene.hours(worst) > limits.reindex(worst.index).to_numpy()
    ids = tuple(map(str, worst.index[late][:10]))
    yield from scene.trips("share", late.sum() / n, n=n, of="incidents", evidence=ids)


@looks_at("customer-last", *_UPDATES)
def customers_last(scene: Scene) -> Iterator[Finding]:
    """Incidents whose first internal update came before the first one to customers.

    Triggers: 11 of 20. Near miss: 10 of 20, or both at the same minute.
    """
    frame = scene.table("incident_updates", "incident_id", "at", "to_customers")
    public = frame["to_customers"].astype(bool)
    inside = frame[~public].groupby("incident_id")["at"].min()
    outside = frame[public].groupby("incident_id")["at"].min()
    n = scene.enough(len(inside), "incidents with internal updates")
    told = outside.reindex(inside.index)
    last = told.isna() | (told > inside)
    ids = tuple(map(str, inside.index[last][:10]))
    yield from scene.trips("share", last.mean(), n=n, of="incidents", evidence=ids)


@looks_at(
    "skip-level-escalations",
    "incidents.incident_id", "incidents.severity", "incidents.started_at",
    "engagements.incident_id", "engagements.role", "engagements.at",
)  # fmt: skip
def skipped_levels(scene: Scene) -> Iterator[Finding]:
    """Calls of a role beyond the next one on the path, before its checkpoint.

    Who was called before, or is due by the checkpoints, is where the path stands. Triggers: 3
    of 20 calls reach the CTO of a SEV1 after ten minutes. Near miss: 2 of 20, or after an hour.
    """
    policy = escalation.preset("support-operations")
    marks = [span.total_seconds() / 3600 for span in policy.checkpoints]
    paths = {row.name: list(row.path) for row in policy.severities}
    incidents = scene.table("incidents", "incident_id", "severity", "started_at")
    incidents = scene.once(incidents[incidents["severity"].isin(paths)], "incident_id")
    incidents = incidents.set_index("incident_id")
    calls = scene.table("engagements", "incident_id", "role", "at")
    calls = calls[calls["incident_id"].isin(incidents.index)].sort_values(["incident_id", "at"])
    severity = calls["incident_id"].map(incidents["severity"])
    place = [
        paths[name].index(role) if role in paths[name] else -1
        for name, role in zip(severity, calls["role"], strict=True)
    ]
    calls = calls.assign(place=place)
    calls = calls[calls["place"] >= 0]
    n = scene.enough(len(calls), "calls of roles on the path")
    after = scene.hours(calls["at"] - calls["incident_id"].map(incidents["started_at"]))
    by_clock = np.searchsorted(marks, after, side="right") - 1
    before = calls.groupby("incident_id")["place"].cummax()
    before = before.groupby(calls["incident_id"]).shift(fill_value=-1)
    skipped = calls["place"].to_numpy() > np.maximum(by_clock, before) + 1
    ids = scene.ids(calls[skipped], "incident_id")
    yield from scene.trips("share", skipped.mean(), n=n, of="calls", evidence=ids)


@looks_at("hero-culture", "incidents.commander")
def one_commander(scene: Scene) -> Iterator[Finding]:
    """Share of incidents that one person leads.

    Triggers: 11 of 20. Near miss: 10 of 20.
    """
    frame = scene.table("incidents", "commander")
    n = scene.enough(len(frame), "incidents with a commander")
    person, count = most(frame["commander"])
    ids = scene.ids(frame[frame["commander"] == person], "incident_id")
    yield from scene.trips("share", count / n, n=n, of="incidents", subject=person, evidence=ids)


@looks_at("hero-culture", "design.workforce.on_call_people")
def few_on_call(scene: Scene) -> Iterator[Finding]:
    """People who share the rotation.

    Triggers: one. Near miss: two.
    """
    yield from scene.trips("people", scene.design.workforce.on_call_people or 0)


@looks_at("hero-culture", "design.workforce.on_call_weeks")
def long_turns(scene: Scene) -> Iterator[Finding]:
    """Length of a turn on call.

    Triggers: two weeks. Near miss: one week.
    """
    yield from scene.trips("turn", scene.design.workforce.on_call_weeks or 0.0)


@looks_at("no-post-mortems", "now", "incidents.severity", "incidents.resolved_at",
          "incidents.reviewed_at")  # fmt: skip
def missing_reviews(scene: Scene) -> Iterator[Finding]:
    """Incidents of the two gravest severities without a review when it was due.

    Triggers: 1 of 20 SEV2 after 49 hours. Near miss: after 48 hours, or a SEV3.
    """
    frame = scene.table("incidents", "severity", "resolved_at")
    ranks = scene.ranks(frame["severity"], scene.operation.severities)
    frame = frame[ranks < scene.limit("graves")]
    n = scene.enough(len(frame), "grave incidents that are over")
    end = frame["reviewed_at"].fillna(scene.now)
    late = scene.hours(end - frame["resolved_at"]) > scene.limit("hours")
    ids = scene.ids(frame[late], "incident_id")
    yield from scene.trips("missing", late.mean(), n=n, of="incidents", evidence=ids)


@looks_at("no-post-mortems", "incidents.root_cause")
def repeated_causes(scene: Scene) -> Iterator[Finding]:
    """Most incidents with the same root cause.

    Triggers: two. Near miss: each cause once.
    """
    frame = scene.table("incidents", "root_cause")
    if frame.empty:
        raise NotAuditedError("no incident has a root cause")
    cause, count = most(frame["root_cause"])
    ids = scene.ids(frame[frame["root_cause"] == cause], "incident_id")
    yield from scene.trips("repeated", count, subject=cause, evidence=ids)


@looks_at("war-room-theater", "attendance.active")
def war_room_theater(scene: Scene) -> Iterator[Finding]:
    """Share of the people in war rooms who had a role or did something.

    Triggers: 3 of 50. Near miss: 5 of 50.
    """
    frame = scene.table("attendance", "active")
    n = scene.enough(len(frame), "people in war rooms")
    yield from scene.trips("active", float(frame["active"].mean()), n=n, of="people")
