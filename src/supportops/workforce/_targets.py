"""Targets, loads and figures of one interval, in the words of queueing."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from supportops import queueing
from supportops._kit.durations import DurationLike, duration
from supportops._kit.reals import whole
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce._doors import length, volume_of
from supportops.workforce.capacity import at_once

__all__ = ["figures_of", "load_of", "seconds", "slots_of_agents", "targets"]


def seconds(value: DurationLike | None, name: str) -> float | None:
    """Length in seconds, zero or more; None stays None."""
    return None if value is None else duration(value, name).total_seconds()


def targets(
    *,
    answer_within: DurationLike | None,
    service_level: ShareLike | None,
    max_wait: DurationLike | None = None,
    max_abandonment: ShareLike | None = None,
    max_occupancy: ShareLike | None = None,
    patience: DurationLike | None = None,
    definition: queueing.Definition = "offered",
) -> dict[str, Any]:
    """Targets of an interval in the words of queueing, in seconds."""
    if (answer_within is None) != (service_level is None):
        raise InputError("answer_within and service_level must be given together; got one of them")
    if all(v is None for v in (service_level, max_wait, max_abandonment, max_occupancy)):
        raise InputError(
            "a target must be given; got none; name answer_within and service_level, max_wait, "
            "max_abandonment or max_occupancy"
        )
    level = None if service_level is None else share(service_level, "service_level")
    if level == 1:
        raise InputError(
            f"service_level must be below 1; got {shown(service_level)}; "
            "no finite team answers everybody in time"
        )
    gone = None if max_abandonment is None else share(max_abandonment, "max_abandonment")
    if gone is not None and patience is None:
        raise InputError("patience must be given with max_abandonment; got None")
    if gone == 0:
        raise InputError("max_abandonment must be above zero; got 0")
    return {
        "within": seconds(answer_within, "answer_within"),
        "service_level": level,
        "max_wait": None if max_wait is None else length(max_wait, "max_wait").total_seconds(),
        "max_abandonment": gone,
        "max_occupancy": _busy(max_occupancy),
        "patience": seconds(patience, "patience"),
        "definition": definition,
    }


def _busy(limit: ShareLike | None) -> float | None:
    if limit is None:
        return None
    part = share(limit, "max_occupancy")
    if not part:
        raise InputError(f"max_occupancy must be above zero; got {shown(limit)}")
    return part


def load_of(
    volume: float, *, interval: DurationLike, handle_time: DurationLike
) -> tuple[float, float, timedelta]:
    """Load in erlangs, handle time in seconds, and length of an interval."""
    count = volume_of(volume)
    span = length(interval, "interval")
    time = length(handle_time, "handle_time").total_seconds()
    return count * time / span.total_seconds(), time, span


def slots_of_agents(concurrency: int) -> int:
    """Contacts that an agent handles at once, a whole number."""
    at_once(concurrency)
    return whole(concurrency, "concurrency")


def figures_of(
    load: float, servers: int, time: float, asked: Mapping[str, Any]
) -> queueing.QueueFigures:
    """What servers deliver, by the targets asked for."""
    within = asked["within"]
    return queueing.queue_figures(
        load,
        servers,
        service_time=time,
        within=0.0 if within is None else within,
        patience=asked["patience"],
        definition=asked["definition"],
    )
