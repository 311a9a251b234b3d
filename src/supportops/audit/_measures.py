"""Figures that several rules ask for."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from supportops.audit.findings import Cost
from supportops.audit.scene import Scene

__all__ = [
    "aged",
    "interval",
    "kept",
    "kept_share",
    "most",
    "open_tickets",
    "people_tiers",
    "reopen_cost",
    "reopen_rate",
    "weeks",
]

_SELF_SERVICE = {"l0", "tier 0", "self-service", "self service"}


def open_tickets(scene: Scene, *whole: str) -> Any:
    """Tickets that are not resolved."""
    frame = scene.table("tickets", *whole)
    return frame[frame["resolved_at"].isna()]


def aged(scene: Scene, frame: Any) -> Any:
    """Whether each open ticket is older than the limit ``aged``, and than its own promise."""
    age = scene.hours(scene.now - frame["created_at"])
    limit = np.full(len(frame), scene.limit("aged"))
    if "resolution_target" in frame.columns:
        limit = np.fmax(limit, scene.hours(frame["resolution_target"].fillna(_nothing())))
    return age > limit


def _nothing() -> Any:
    """A length of time of nothing."""
    import pandas as pd

    return pd.Timedelta(0)


def reopen_rate(scene: Scene) -> tuple[float, int, Any]:
    """Share of resolved tickets that were reopened, their number, and the reopened ones."""
    frame = scene.table("tickets", "reopens")
    if "resolved_at" in frame.columns:
        # A reopened ticket that is open again was resolved before.
        frame = frame[frame["resolved_at"].notna() | (frame["reopens"] > 0)]
    n = scene.enough(len(frame), "resolved tickets")
    back = frame[frame["reopens"] > 0]
    return len(back) / n, n, back


def reopen_cost(scene: Scene, back: Any) -> Cost | None:
    """Working time of the tickets that came back, once more; their price where time is unknown."""
    count = len(back)
    if "handle_time" in back.columns and back["handle_time"].notna().any():
        mean = float(np.nanmean(np.where(back["handle_time"].isna(), np.nan, _hours(scene, back))))
        return scene.hours_cost(count * mean, f"{count:,} reopened tickets × {mean:.2f} h")
    return scene.tickets_cost(count, f"{count:,} reopened tickets")


def _hours(scene: Scene, frame: Any) -> Any:
    return scene.hours(frame["handle_time"])


def kept_share(scene: Scene, mark: str, target: str) -> tuple[float, int]:
    """Share of the tickets with a promise that reached `mark` within it.

    A ticket that is still open counts as missed once its promise is over, if the present is
    known; otherwise it is left out. Pauses move the promise of a resolution, not of a response.
    """
    frame, met = kept(scene, mark, target)
    n = scene.enough(len(frame), f"tickets with a {target.replace('_', ' ')}")
    return float(met.mean()), n


def kept(scene: Scene, mark: str, target: str) -> tuple[Any, Any]:
    """Tickets of which it is known whether `mark` kept the promise, and whether it did."""
    frame = scene.table("tickets", "created_at", target)
    end = frame[mark]
    end = end.fillna(scene.now) if scene.has("now") else end
    promised = scene.hours(frame[target])
    if mark == "resolved_at" and "paused" in frame.columns:
        promised = promised + scene.hours(frame["paused"].fillna(_nothing()))
    took = scene.hours(end - frame["created_at"])
    known = end.notna().to_numpy()
    met = known & frame[mark].notna().to_numpy() & (took <= promised)
    settled = met | (known & (took > promised))
    return frame[settled], met[settled]


def interval(scene: Scene, schedule: Any) -> float:
    """Length of an interval of a schedule: the shortest time between two that begin, or an hour."""
    step = schedule["starts_at"].drop_duplicates().sort_values().diff().dropna()
    return float(scene.hours(step).min()) if len(step) else 1.0


def people_tiers(names: Iterable[str]) -> list[str]:
    """Tiers of people, the first line first; self-service, under whatever name, is none."""
    return [name for name in names if name.casefold() not in _SELF_SERVICE]


def weeks(at: Any) -> Any:
    """Number of the week, from Monday in UTC, of each instant."""
    days = np.asarray(at.dt.tz_convert(None), dtype="datetime64[D]").astype(np.int64)
    return (days + 3) // 7


def most(values: Any) -> tuple[Any, int]:
    """The commonest value and how often it is there."""
    counts = values.value_counts()
    return counts.index[0], int(counts.iloc[0])
