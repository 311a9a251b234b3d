"""Stations between which customers move: visits, loads, and the whole time of a customer."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Float64Array, hold
from supportops._kit.results import Result
from supportops.errors import InputError
from supportops.queueing._doors import listed, number
from supportops.queueing._erlang import delay
from supportops.queueing.transforms import quantile_from_transform, tail_from_transform

__all__ = ["Network", "network"]


@dataclass(frozen=True, slots=True)
class Network(Result):
    """Flows through a network of stations, and the time that customers spend in it.

    Attributes
    ----------
    visit_rates : tuple of float
        Visits at each station per unit of time [1/time].
    loads : tuple of float
        Offered load of each station [erlangs].
    visits : float
        Mean visits of a customer, all stations together [ratio].
    work : float
        Mean service time of a customer, all visits together [time].
    stable : tuple of bool
        For each station whether it has a steady state.
    mean_waits : tuple of float
        Mean wait of a visit at each station [time].
    """

    visit_rates: tuple[float, ...]
    loads: tuple[float, ...]
    visits: float
    work: float
    stable: tuple[bool, ...]
    mean_waits: tuple[float, ...]
    _entry: Float64Array = field(repr=False, compare=False)
    _routing: Float64Array = field(repr=False, compare=False)
    _times: Float64Array = field(repr=False, compare=False)
    _scv: Float64Array = field(repr=False, compare=False)
    _delays: Float64Array = field(repr=False, compare=False)
    _delay_probability: Float64Array = field(repr=False, compare=False)
    _wait_rates: Float64Array = field(repr=False, compare=False)
    _counted: Float64Array = field(repr=False, compare=False)

    @property
    def load(self) -> float:
        """Offered load of all stations together [erlangs]."""
        return float(sum(self.loads))

    def mean_times(self) -> tuple[float, ...]:
        """Mean counted time from arrival at each station to the end of all visits [time]."""
        stay = np.where(self._counted > 0, np.array(self.mean_waits) + self._times, 0.0)
        moved = np.sum(self._routing * self._delays, axis=1)
        endless = np.isinf(stay)
        ways = np.linalg.inv(np.eye(stay.size) - self._routing)
        means = ways @ (np.where(endless, 0.0, stay) + moved)
        reach = ways @ endless
        return tuple(np.where(reach > 0, np.inf, means).tolist())

    def mean_time(self) -> float:
        """Mean counted time of a customer from arrival to the end [time]."""
        used = self._entry > 0
        return float(self._entry[used] @ np.array(self.mean_times())[used])

    def late_probability(self, within: float) -> float:
        """Share of customers [share] whose counted time exceeds `within` [time].

        Notes
        -----
        By inversion of the transform, in which visits are independent: exact where customers
        do not overtake themselves, within 2 % at 80 % occupancy with feedback.
        """
        return tail_from_transform(self._transform, number("within", within))

    def quantile(self, probability: float) -> float:
        """Counted time [time] that is not exceeded with a probability [share]."""
        share = number("probability", probability)
        mean = self.mean_time()
        scale = mean if 0 < mean < np.inf else max(self.work, 1e-300)
        if mean == 0:
            return 0.0
        return quantile_from_transform(self._transform, share, scale=scale)

    def counting(
        self,
        *,
        stations: Sequence[bool] | None = None,
        delays: "Sequence[Sequence[bool]] | None" = None,
    ) -> "Network":
        """The same network in which only some states count, as under a clock that pauses.

        Parameters
        ----------
        stations : sequence of bool, optional
            For each station whether its waits and services count; all do if not given.
        delays : sequence of sequences of bool, optional
            For each pair of stations whether the delay of the move counts.

        Returns
        -------
        Network
            The network with other counted times.

        Raises
        ------
        InputError
            If the shapes do not fit the stations.
        """
        size = len(self.loads)
        kept = np.ones(size) if stations is None else np.array(stations, dtype=float)
        moves = np.ones((size, size)) if delays is None else np.array(delays, dtype=float)
        if kept.shape != (size,) or moves.shape != (size, size):
            message = (
                f"stations and delays must fit {size} stations; got {kept.shape} and {moves.shape}"
            )
            raise InputError(message)
        return replace(self, _counted=self._counted * kept, _delays=self._delays * moves)

    def _transform(self, s: npt.NDArray[np.complex128]) -> npt.NDArray[np.complex128]:
        points = s.reshape(-1, 1)
        wait = self._delay_probability
        with np.errstate(all="ignore"):
            queue = np.where(
                self._wait_rates > 0, self._wait_rates / (self._wait_rates + points), 0.0
            )
            # A gamma law has the wanted mean and variation; without variation it is a constant.
            work = np.where(
                self._scv > 0,
                (1.0 + self._scv * self._times * points) ** (-1.0 / self._scv),
                np.exp(-self._times * points),
            )
        stay = (1.0 - wait + wait * queue) * work
        stay = np.where(self._counted > 0, stay, np.where(self._wait_rates > 0, 1.0, 1.0 - wait))
        moves = self._routing / (1.0 + s.reshape(-1, 1, 1) * self._delays)
        ends = 1.0 - self._routing.sum(axis=1)
        system = np.eye(stay.shape[1]) - stay[:, :, None] * moves
        times = np.linalg.solve(system, (stay * ends)[:, :, None])[:, :, 0]
        return np.asarray(times @ self._entry, dtype=np.complex128)


def network(
    arrival_rates: Sequence[float],
    routing: Sequence[Sequence[float]],
    *,
    service_times: Sequence[float],
    servers: Sequence[float] | None = None,
    delays: "Sequence[Sequence[float]] | float" = 0.0,
    service_scv: "Sequence[float] | float" = 1.0,
) -> Network:
    """Flows, loads and times of customers who move between stations.

    Parameters
    ----------
    arrival_rates : sequence of float
        New customers at each station per unit of time [1/time].
    routing : sequence of sequences of float
        Share of the visits at one station (row) after which the customer moves to another
        (column) [share]; the rest of a row leaves.
    service_times : sequence of float
        Mean service time of a visit at each station [time].
    servers : sequence of float, optional
        Servers of each station [count]; without them nobody waits.
    delays : sequence of sequences of float, or float
        Mean of the exponential delay of each move [time], one number for all alike.
    service_scv : sequence of float, or float
        Squared coefficient of variation of the service times [ratio]; 1 is exponential.

    Returns
    -------
    Network
        Visit rates, loads, visits, work and waits; times and their quantiles by method.

    Raises
    ------
    InputError
        If a number breaks its rule, shapes do not fit, a row of routing exceeds 1, or some
        customers could never leave.

    Notes
    -----
    Visit rates solve ``rates = arrivals + routing' rates``. Waits are Erlang C at each station,
    exact for exponential services (Jackson), times ``(1 + scv) / 2`` otherwise. The transform of
    the time from station i is ``W S (end + sum_j P_ij H_ij T_j)``, with 1 for a state that does
    not count.

    Examples
    --------
    >>> desk = network([4], [[0.4]], service_times=[0.6], servers=[5], delays=8)
    >>> round(desk.quantile(0.9), 3)
    21.271
    >>> round(desk.counting(delays=[[False]]).quantile(0.9), 3)
    3.419
    """
    arrivals, times = listed("arrival_rates", arrival_rates), listed("service_times", service_times)
    moves = np.array(routing, dtype=np.float64)
    size = arrivals.size
    counts = np.full(size, np.inf) if servers is None else listed("servers", servers)
    pauses = np.array(delays, dtype=np.float64)
    spread = np.array(service_scv, dtype=np.float64)
    hold(~(pauses < 0) & np.isfinite(pauses), "delays must be zero or more and finite", pauses)
    hold(~(spread < 0) & np.isfinite(spread), "service_scv must be zero or more", spread)
    if moves.shape != (size, size) or times.size != size or counts.size != size:
        message = (
            f"routing, service_times and servers must fit the {size} stations of arrival_rates; "
            f"got shapes {moves.shape}, {times.shape} and {counts.shape}"
        )
        raise InputError(message)
    try:
        pauses = np.broadcast_to(pauses, (size, size))
        spread = np.broadcast_to(spread, (size,))
    except ValueError as error:
        message = (
            f"delays and service_scv must fit {size} stations; got {pauses.shape}, {spread.shape}"
        )
        raise InputError(message) from error
    hold((moves >= 0) & (moves <= 1), "routing must be shares from 0 to 1", moves)
    hold(moves.sum(axis=1) <= 1 + 1e-12, "rows of routing must sum to 1 at most", moves.sum(axis=1))
    if not arrivals.sum() > 0:
        raise InputError("arrival_rates must be above zero somewhere; got none")
    if np.abs(np.linalg.eigvals(moves)).max() >= 1 - 1e-12:
        raise InputError("routing must let every customer leave; got a loop without an end")
    rates: Float64Array = np.linalg.solve(np.eye(size) - moves.T, arrivals).astype(np.float64)
    loads = rates * times
    endless = np.isinf(counts)
    finite = np.where(endless, loads + 1.0, counts)
    wait = np.where(endless, 0.0, delay(loads, finite)[0])
    factor = 0.5 * (1.0 + spread)
    room = finite - loads
    with np.errstate(all="ignore"):
        exit_rate = np.where(room > 0, room / (times * factor), 0.0)
        means = np.where(wait > 0, wait / exit_rate, 0.0)
    total = float(arrivals.sum())
    return Network(
        visit_rates=tuple(rates.tolist()),
        loads=tuple(loads.tolist()),
        visits=float(rates.sum()) / total,
        work=float(loads.sum()) / total,
        stable=tuple((endless | (room > 0) | (loads == 0)).tolist()),
        mean_waits=tuple(means.tolist()),
        _entry=arrivals / total,
        _routing=moves,
        _times=times,
        _scv=spread,
        _delays=pauses,
        _delay_probability=wait,
        _wait_rates=exit_rate,
        _counted=np.ones(times.size),
    )
