"""What deflection does to the work that is left: volume against workload."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from pydantic import model_validator

from supportops._kit.durations import Duration
from supportops._kit.models import Model
from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.shares import Share

__all__ = ["MixShift", "TopicLoad", "TopicShift", "mix_shift"]

_HOUR = timedelta(hours=1)


class TopicLoad(Model, frozen=True, extra="forbid"):
    """Tickets of one topic in a period, and what deflection does to them.

    Attributes
    ----------
    tickets : float
        [tickets], zero or more; or the share of the whole, if all topics say theirs.
    handle_time : Duration
        Working time on one.
    deflected : float
        Share of them that self-service takes: those it reaches times those it helps.
    leak : float
        Share of the deflected who come back after all.
    extra_effort : float
        How much more work a ticket is that comes back: 0.2 is a fifth more.
    """

    tickets: float
    handle_time: Duration
    deflected: Share
    leak: Share = 0.0
    extra_effort: float = 0.0

    @model_validator(mode="after")
    def _counted(self) -> "TopicLoad":
        from_zero(self.tickets, "tickets")
        from_zero(self.extra_effort, "extra_effort")
        return self


@dataclass(frozen=True, slots=True)
class TopicShift(Result):
    """One topic before and after.

    Attributes
    ----------
    topic : str
    tickets_before, tickets_after : float
        [tickets]
    hours_before, hours_after : float
        Workload [hours]
    """

    topic: str
    tickets_before: float
    tickets_after: float
    hours_before: float
    hours_after: float


@dataclass(frozen=True, slots=True)
class MixShift(Result):
    """All topics before and after deflection.

    Attributes
    ----------
    topics : tuple of TopicShift
    tickets_before, tickets_after : float
        [tickets]
    hours_before, hours_after : float
        Workload [hours]
    volume_drop, workload_drop : float or None
        Shares of what was there; None where nothing was. Below zero where returns cost more
        than deflection saved.
    minutes_before, minutes_after : float or None
        Mean handle time [minutes/ticket]; None without tickets.
    elasticity : float or None
        Workload saved for a share of volume saved: below 1 the easy tickets went. None where no
        volume went.
    """

    topics: tuple[TopicShift, ...]
    tickets_before: float
    tickets_after: float
    hours_before: float
    hours_after: float
    volume_drop: float | None
    workload_drop: float | None
    minutes_before: float | None
    minutes_after: float | None
    elasticity: float | None


def mix_shift(topics: Mapping[str, TopicLoad]) -> MixShift:
    """Volume, workload and mean handle time that deflection leaves behind.

    Parameters
    ----------
    topics : mapping of str to TopicLoad
        Every topic, also those that nothing is written for.

    Returns
    -------
    MixShift

    Notes
    -----
    With share d deflected, of which ℓ leak back and take (1 + δ) of the work:
    ``tickets (1 - d (1 - ℓ))`` and ``hours (1 - d) + hours d ℓ (1 + δ)``. Hours that fall are a
    saving only where they remove a shift or are used for something else; and the staff that a
    promise takes falls more slowly than hours do.

    Examples
    --------
    >>> def topic(share, minutes, deflected):
    ...     return TopicLoad(tickets=share, handle_time=f"{minutes}m", deflected=deflected)
    >>> shift = mix_shift({"login": topic(0.22, 6, 0.5), "api": topic(0.18, 45, 0.05),
    ...                    "billing": topic(0.15, 15, 0.2), "other": topic(0.45, 20, 0.1)})
    >>> round(shift.volume_drop, 3), round(shift.workload_drop, 3)
    (0.194, 0.117)
    >>> round(shift.minutes_before, 2), round(shift.minutes_after, 2)
    (20.67, 22.65)
    """
    rows = tuple(_shifted(name, load) for name, load in topics.items())
    before, after = sum(r.tickets_before for r in rows), sum(r.tickets_after for r in rows)
    work, left = sum(r.hours_before for r in rows), sum(r.hours_after for r in rows)
    volume_drop = 1 - after / before if before else None
    workload_drop = 1 - left / work if work else None
    return MixShift(
        rows,
        before,
        after,
        work,
        left,
        volume_drop,
        workload_drop,
        60 * work / before if before else None,
        60 * left / after if after else None,
        workload_drop / volume_drop if workload_drop is not None and volume_drop else None,
    )


def _shifted(name: str, load: TopicLoad) -> TopicShift:
    hours = load.tickets * (load.handle_time / _HOUR)
    gone, back = load.deflected, load.deflected * load.leak
    return TopicShift(
        name,
        load.tickets,
        load.tickets * (1 - gone + back),
        hours,
        hours * (1 - gone + back * (1 + load.extra_effort)),
    )
