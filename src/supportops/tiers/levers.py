"""What a bounce costs, and what it is worth to solve tickets further down."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from supportops._kit.durations import DurationLike, duration
from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.tiers._doors import named
from supportops.tiers.traffic import TierFlow, tier_traffic
from supportops.vocabulary import Money, money

__all__ = ["BounceLoad", "ShiftLeft", "bounce_load", "shift_left"]


@dataclass(frozen=True, slots=True)
class BounceLoad(Result):
    """Work that tickets sent back down make.

    Attributes
    ----------
    with_bounce, without_bounce : float
        Load of all tiers [erlangs].
    extra : float
        What the bounces add [erlangs].
    share : float
        Extra of the load with them, 0 to 1.
    touches : float
        Visits a ticket that the bounces add.
    """

    with_bounce: float
    without_bounce: float
    extra: float
    share: float
    touches: float


def bounce_load(
    flow: TierFlow,
    *,
    arrivals: Mapping[str, float],
    per: DurationLike,
    bounces: Collection[Any] | None = None,
) -> BounceLoad:
    """Work that tickets sent back down make.

    Parameters
    ----------
    flow : TierFlow
    arrivals : mapping of str to float
        New tickets by tier, in the period `per`.
    per : duration
        Period of the arrivals, in working time.
    bounces : collection of pairs of str, optional
        Moves that count as bounces, ``("L2", "L1")``; all that go down by default.

    Returns
    -------
    BounceLoad

    Raises
    ------
    InputError
        As `tier_traffic`, and for a pair that does not go down.

    Notes
    -----
    The share that would bounce is solved where it is instead; every other move stays.

    Examples
    --------
    >>> flow = TierFlow(tiers=("L1", "L2"), moves={"L1": {"L2": "25%"}, "L2": {"L1": "10%"}},
    ...                 handle_time={"L1": "12m", "L2": "45m"})
    >>> round(bounce_load(flow, arrivals={"L1": 39}, per="1h").extra, 4)
    0.3875
    """
    pairs = {
        (origin, target)
        for origin, row in flow.moves.items()
        for target in row
        if flow.kind(origin, target) == "bounce"
    }
    if bounces is not None:
        chosen = collected(bounces, "bounces")
        for pair in chosen:
            two = isinstance(pair, (tuple, list)) and len(pair) == 2
            if not two or flow.kind(pair[0], pair[1]) != "bounce":
                raise InputError(f"bounces must be pairs of tiers that go down; got {shown(pair)}")
        pairs = {(origin, target) for origin, target in chosen}
    kept = {
        origin: {target: part for target, part in row.items() if (origin, target) not in pairs}
        for origin, row in flow.moves.items()
    }
    now = tier_traffic(flow, arrivals=arrivals, per=per)
    then = tier_traffic(flow.model_copy(update={"moves": kept}), arrivals=arrivals, per=per)
    extra = now.load - then.load
    return BounceLoad(
        with_bounce=now.load,
        without_bounce=then.load,
        extra=extra,
        share=extra / now.load,
        touches=now.touches - then.touches,
    )


@dataclass(frozen=True, slots=True)
class ShiftLeft(Result):
    """What it is worth to solve tickets further down.

    Attributes
    ----------
    before, after : dict of str to float
        Load by tier [erlangs].
    freed : dict of str to float
        Agents that each tier no longer needs for the work; negative where it needs more.
    net : float
        Freed in all.
    value : Money or None
        What the freed work costs in an hour; None where no cost is given.
    """

    before: dict[str, float]
    after: dict[str, float]
    freed: dict[str, float]
    net: float
    value: Money | None


def shift_left(
    flow: TierFlow,
    *,
    origin: str,
    target: str,
    share_solved: ShareLike,
    arrivals: Mapping[str, float],
    per: DurationLike,
    extra_time: DurationLike = "0s",
    cost_per_hour: Mapping[str, str | Money] | None = None,
) -> ShiftLeft:
    """Loads when a tier solves a part of what it sends up today.

    Parameters
    ----------
    flow : TierFlow
    origin, target : str
        The move that is to become rarer: ``"L1"`` to ``"L2"``.
    share_solved : share
        Of the tickets that take this move today, those that `origin` is to solve.
    arrivals : mapping of str to float
        New tickets by tier, in the period `per`.
    per : duration
        Period of the arrivals, in working time.
    extra_time : duration
        Working time that `origin` takes more on each ticket that it now solves.
    cost_per_hour : mapping of str to money, optional
        Cost of an agent's hour, for every tier.

    Returns
    -------
    ShiftLeft

    Raises
    ------
    InputError
        As `tier_traffic`; for a move that is not in the flow or does not go up; for costs that
        lack a tier or mix currencies.

    Examples
    --------
    >>> flow = TierFlow(tiers=("L1", "L2"), moves={"L1": {"L2": "25%"}},
    ...                 handle_time={"L1": "12m", "L2": "45m"})
    >>> shift = shift_left(flow, origin="L1", target="L2", share_solved="40%", extra_time="6m",
    ...                    arrivals={"L1": 40}, per="1h")
    >>> {tier: round(freed, 6) for tier, freed in shift.freed.items()}
    {'L1': -0.4, 'L2': 3.0}
    """
    if flow.kind(origin, target) not in {"escalation", "skip"}:
        raise InputError(f"target must stand above origin; got {origin} to {target}")
    today = flow.moves.get(origin, {}).get(target)
    if today is None:
        raise InputError(f"moves must have one from {origin} to {target}; got none")
    part = share(share_solved, "share_solved")
    moves: dict[str, Any] = {tier: dict(row) for tier, row in flow.moves.items()}
    moves[origin][target] = today * (1 - part)
    times = dict(flow.handle_time)
    times[origin] += duration(extra_time, "extra_time") * (today * part)
    changed = flow.model_copy(update={"moves": moves, "handle_time": times})
    loads = [
        {row.tier: row.load for row in tier_traffic(one, arrivals=arrivals, per=per).tiers}
        for one in (flow, changed)
    ]
    freed = {tier: loads[0][tier] - loads[1][tier] for tier in flow.tiers}
    value = None
    if cost_per_hour is not None:
        costs = named(cost_per_hour, "cost_per_hour", money)
        if set(costs) != set(flow.tiers):
            raise InputError(f"cost_per_hour must be there for every tier; got {shown(costs)}")
        first, *others = flow.tiers
        value = costs[first] * freed[first]
        for tier in others:
            value += costs[tier] * freed[tier]
    return ShiftLeft(loads[0], loads[1], freed, sum(freed.values()), value)
