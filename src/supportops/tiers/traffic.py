"""Flow of tickets through the tiers: visits, loads, touches, and the time until solved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, TypeAlias

from pydantic import model_validator

from supportops._kit.durations import Duration, DurationLike, duration
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.shares import Share, ShareLike, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.queueing import Network, network
from supportops.tiers._doors import count, named, size

__all__ = ["MoveRate", "TierFlow", "TierLoad", "TierTraffic", "tier_traffic"]

MoveKind: TypeAlias = Literal["escalation", "skip", "bounce", "return"]

_HOUR = timedelta(hours=1)


class TierFlow(Model, frozen=True, extra="forbid"):
    """Where tickets go when a tier is done with them, and how long it works on each.

    Attributes
    ----------
    tiers : tuple of str
        In the order of escalation.
    moves : dict of str to dict of str to float
        For each tier the share of its visits that goes on to another, 0 to 1; the rest is
        solved there.
    handle_time : dict of str to timedelta
        Mean working time of a visit, for every tier, above zero.
    handoff_delay : timedelta
        Mean time that a ticket lies between two tiers.
    """

    tiers: tuple[str, ...]
    moves: dict[str, dict[str, Share]] = {}
    handle_time: dict[str, Duration]
    handoff_delay: Duration = timedelta()

    @model_validator(mode="after")
    def _whole(self) -> "TierFlow":
        if not self.tiers or len(set(self.tiers)) < len(self.tiers):
            raise InputError(f"tiers must be one or more, none twice; got {shown(self.tiers)}")
        if set(self.handle_time) != set(self.tiers):
            raise InputError(
                f"handle_time must be there for {joined(self.tiers)}; got {shown(self.handle_time)}"
            )
        for tier, length in self.handle_time.items():
            if not length:
                raise InputError(f"handle_time must be above zero; got 0s for {tier}")
        for origin, row in self.moves.items():
            for tier in (origin, *row):
                self.place(tier)
            if sum(row.values()) > 1 + 1e-9:
                raise InputError(f"moves must sum to at most 1; got {shown(row)} from {origin}")
        return self

    def place(self, tier: str) -> int:
        """Place of a tier, 0 for the first; an undeclared one is an error."""
        if tier not in self.tiers:
            known = joined(self.tiers, "or")
            raise InputError(f"support tier must be one of {known}; got {shown(tier)}")
        return self.tiers.index(tier)

    def kind(self, origin: str, target: str) -> MoveKind:
        """What a move is: one tier up, more than one, down, or back to itself."""
        steps = self.place(target) - self.place(origin)
        if steps == 1:
            return "escalation"
        return "skip" if steps > 1 else "bounce" if steps < 0 else "return"


@dataclass(frozen=True, slots=True)
class TierLoad(Result):
    """What one tier gets, and what that takes.

    Attributes
    ----------
    tier : str
    visits : float
        Tickets that come by, new and moved, in the period of the arrivals.
    load : float
        Agents at work on average [erlangs].
    resolved : float
        Share of all tickets that are solved here, 0 to 1.
    occupancy : float or None
        Share of time at work; None where nobody said how many agents there are.
    mean_wait : timedelta or None
        Of a visit; None where agents are not said or the queue grows without end.
    """

    tier: str
    visits: float
    load: float
    resolved: float
    occupancy: float | None
    mean_wait: timedelta | None


@dataclass(frozen=True, slots=True)
class MoveRate(Result):
    """One way between tiers.

    Attributes
    ----------
    origin, target : str
    kind : {"escalation", "skip", "bounce", "return"}
    per_ticket : float
        How often a ticket takes it, on average.
    """

    origin: str
    target: str
    kind: MoveKind
    per_ticket: float


@dataclass(frozen=True, slots=True)
class TierTraffic(Result):
    """Flow of tickets through the tiers.

    Attributes
    ----------
    tiers : tuple of TierLoad
    moves : tuple of MoveRate
    touches : float
        Visits of a ticket, all tiers together.
    work : timedelta
        Working time of a ticket, all visits together.
    load : float
        Agents at work on average, all tiers together [erlangs].
    stable : bool
        Whether every tier keeps up with its tickets.
    """

    tiers: tuple[TierLoad, ...]
    moves: tuple[MoveRate, ...]
    touches: float
    work: timedelta
    load: float
    stable: bool
    _network: Network = field(repr=False, compare=False)

    def mean_time(self) -> timedelta | None:
        """Mean time from arrival to solution; None where a queue grows without end."""
        return _time(self._network.mean_time()) if self.stable else None

    def time_quantile(self, probability: ShareLike) -> timedelta | None:
        """Time from arrival to solution that is not exceeded with that probability."""
        level = share(probability, "probability")
        if not 0 < level < 1:
            raise InputError(f"probability must lie between 0 and 1; got {shown(probability)}")
        return _time(self._network.quantile(level)) if self.stable else None

    def late_share(self, within: DurationLike) -> float:
        """Share of tickets that take longer than `within` until solved."""
        return (
            self._network.late_probability(duration(within, "within") / _HOUR)
            if self.stable
            else 1.0
        )


def _time(hours: float) -> timedelta:
    return timedelta(hours=hours)


def tier_traffic(
    flow: TierFlow,
    *,
    arrivals: Mapping[str, float],
    per: DurationLike,
    agents: Mapping[str, int] | None = None,
) -> TierTraffic:
    """Visits, loads and touches of tickets that move between tiers.

    Parameters
    ----------
    flow : TierFlow
    arrivals : mapping of str to float
        New tickets by the tier where they enter, in the period `per`; a tier that is not named
        gets none.
    per : duration
        Period of the arrivals, in working time of the tiers: ``"1h"``.
    agents : mapping of str to int, optional
        Agents at work in every tier; without them nothing is said of waits, and times are those
        of work and hand-offs alone.

    Returns
    -------
    TierTraffic

    Raises
    ------
    InputError
        For an undeclared tier, negative arrivals or none at all, a period of zero, or tickets
        that would move for ever.

    Notes
    -----
    Visits solve ``visits = arrivals + moves' visits``; loads are visits times handle time. Waits
    are Erlang C in each tier, exact for exponential work (a Jackson network), and the time until
    solved is in working time: a calendar is not in it. Loads need none of these assumptions.

    Examples
    --------
    >>> flow = TierFlow(tiers=("L1", "L2"), moves={"L1": {"L2": "25%"}, "L2": {"L1": "10%"}},
    ...                 handle_time={"L1": "12m", "L2": "45m"})
    >>> traffic = tier_traffic(flow, arrivals={"L1": 39}, per="1h")
    >>> [(row.tier, round(row.load, 2)) for row in traffic.tiers], round(traffic.touches, 3)
    ([('L1', 8.0), ('L2', 7.5)], 1.282)
    """
    period = duration(per, "per")
    if not period:
        raise InputError(f"per must be above zero; got {shown(per)}")
    given = named(arrivals, "arrivals", size)
    people = None if agents is None else named(agents, "agents", count)
    for names in (given, people or {}):
        for tier in names:
            flow.place(tier)
    if not any(given.values()):
        raise InputError(f"arrivals must be above zero somewhere; got {shown(given)}")
    hours = period / _HOUR
    rows = [flow.moves.get(tier, {}) for tier in flow.tiers]
    # Shares that sum to a hair above one are whole; the network wants them exact.
    rows = [{t: p / max(1.0, sum(row.values())) for t, p in row.items()} for row in rows]
    routing = [[row.get(tier, 0.0) for tier in flow.tiers] for row in rows]
    net = network(
        [given.get(tier, 0.0) / hours for tier in flow.tiers],
        routing,
        service_times=[flow.handle_time[tier] / _HOUR for tier in flow.tiers],
        servers=None if people is None else [people.get(tier, 0) for tier in flow.tiers],
        delays=flow.handoff_delay / _HOUR,
    )
    total = sum(given.values()) / hours
    loads = []
    for n, tier in enumerate(flow.tiers):
        here = None if people is None else people.get(tier, 0)
        waits = here is not None and net.stable[n]
        ends = max(0.0, 1 - sum(routing[n]))
        loads.append(
            TierLoad(
                tier=tier,
                visits=net.visit_rates[n] * hours,
                load=net.loads[n],
                resolved=net.visit_rates[n] * ends / total,
                occupancy=net.loads[n] / here if here else None,
                mean_wait=_time(net.mean_waits[n]) if waits else None,
            )
        )
    moves = [
        MoveRate(origin, target, flow.kind(origin, target), net.visit_rates[n] * part / total)
        for n, (origin, row) in enumerate(zip(flow.tiers, rows, strict=True))
        for target, part in row.items()
    ]
    return TierTraffic(
        tiers=tuple(loads),
        moves=tuple(moves),
        touches=net.visits,
        work=_time(net.work),
        load=net.load,
        stable=all(net.stable),
        _network=net,
    )
