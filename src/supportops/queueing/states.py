"""Queues that are solved state by state: several customers at one server, and limited lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.results import Result
from supportops.errors import InputError
from supportops.queueing._doors import definition_of, number, whole_number
from supportops.queueing._lines import Line, ended, endless
from supportops.queueing._waits import Definition

__all__ = ["StateQueue", "chat_queue", "limited_queue"]


@dataclass(frozen=True, slots=True)
class StateQueue(Result):
    """A queue solved from the probabilities of its states.

    Attributes
    ----------
    stable : bool
        Whether there is a steady state.
    wait_probability : float
        Share of all customers who wait [share].
    abandonment : float
        Share of all customers who leave while waiting [share].
    blocked : float
        Share of all customers who find every line taken [share].
    mean_wait : float
        Mean wait of all, 0 for the blocked [time].
    mean_offered_wait : float
        Mean wait of one who would never leave, over those not blocked [time].
    mean_queue : float
        Mean number waiting [count].
    busy_servers : float
        Share of the servers with at least one customer [share].
    slot_occupancy : float
        Share of all places at servers that are taken [share].
    """

    stable: bool
    wait_probability: float
    abandonment: float
    blocked: float
    mean_wait: float
    mean_offered_wait: float
    mean_queue: float
    busy_servers: float
    slot_occupancy: float
    _line: Line = field(repr=False, compare=False)

    def late_probability(self, within: float) -> float:
        """Share of all customers [share] who still wait after `within` [time]."""
        return self._line.still_waiting(number("within", within))

    def service_level(self, within: float, *, definition: Definition = "offered") -> float:
        """Share of all customers [share] served within a time; see `queueing.service_level`.

        Parameters
        ----------
        within : float
            Target [time].
        definition : {"offered", "virtual", "answered", "excluding_short_abandons"}
            What counts; the blocked are never in time.

        Returns
        -------
        float
            Service level [share].

        Raises
        ------
        InputError
            If `within` is negative or the definition has another name.
        """
        chosen, time = definition_of(definition), number("within", within)
        at_once = 1.0 - self.blocked - self.wait_probability
        if chosen == "virtual":
            return at_once + self.wait_probability - self._line.offered_longer(time)
        answered = at_once + self._line.answered_within(time)
        if chosen == "answered":
            served = 1.0 - self.blocked - self.abandonment
            return answered / served if served > 0 else np.nan
        if chosen == "excluding_short_abandons":
            early = self.wait_probability - self._line.still_waiting(time)
            short = max(early - self._line.answered_within(time), 0.0)
            return answered / (1.0 - short)
        return answered


def chat_queue(
    arrival_rate: float,
    servers: int,
    *,
    service_times: Sequence[float],
    patience: float | None = None,
    lines: int | None = None,
) -> StateQueue:
    """Queue whose servers handle several customers at a time, as in chat.

    Parameters
    ----------
    arrival_rate : float
        Customers per unit of time [1/time].
    servers : int
        Servers [count].
    service_times : sequence of float
        Mean time that a customer is in service [time] while the server has 1, 2, ... customers;
        as many as a server may have.
    patience : float, optional
        Mean patience of those who wait [time]; without it nobody leaves.
    lines : int, optional
        Most customers in service and waiting together [count]; those beyond are turned away.

    Returns
    -------
    StateQueue
        Waits, abandonment, occupancy; service levels by method.

    Raises
    ------
    InputError
        If a number is negative, not finite or not whole where it counts.

    Notes
    -----
    A birth-death chain in the number of customers, who are spread evenly over the servers: with
    j customers a server completes at the rate ``j / service_times[j - 1]``. Real routing is not
    that even; simulation with the shortest queue gives 2 to 9 % more delay.

    Examples
    --------
    >>> chat = chat_queue(240 / 3600, 5, service_times=[180, 210, 240], patience=60)
    >>> chat.abandonment
    0.15439...
    >>> chat.service_level(20, definition="virtual")
    0.74456...
    """
    rate = number("arrival_rate", arrival_rate)
    count = whole_number("servers", servers)
    times = np.array([number("service_times", time) for time in service_times])
    if not times.size or (times <= 0).any():
        message = f"service_times must be positive, one for each number of customers; got {times}"
        raise InputError(message)
    limit = None if lines is None else whole_number("lines", lines)
    bound = np.inf if patience is None else number("patience", patience)
    states = np.arange(1, count * times.size + 1)
    each, extra = np.divmod(states, max(count, 1))
    pace = np.concatenate([[0.0], np.arange(1, times.size + 1) / times, [0.0]])
    deaths = extra * pace[each + 1] + (count - extra) * pace[each]
    return _solved(rate, deaths, count, bound, limit)


def limited_queue(
    load: float,
    servers: int,
    *,
    lines: int,
    service_time: float,
    patience: float | None = None,
) -> StateQueue:
    """Queue with a limited number of lines (M/M/n/k, with patience M/M/n/k+M).

    Parameters
    ----------
    load : float
        Offered load [erlangs].
    servers : int
        Servers [count].
    lines : int
        Most customers in service and waiting together [count]; those beyond are turned away.
    service_time : float
        Mean service time [time].
    patience : float, optional
        Mean patience [time]; without it nobody leaves.

    Returns
    -------
    StateQueue
        Waits, blocking, abandonment, occupancy; service levels by method.

    Raises
    ------
    InputError
        If a number is negative, not finite or not whole where it counts.

    Notes
    -----
    With as many lines as servers it is Erlang B, with very many Erlang C or A.

    Examples
    --------
    >>> limited_queue(3, 5, lines=5, service_time=60).blocked
    0.11005...
    """
    time = number("service_time", service_time)
    rate = number("load", load) / time
    return chat_queue(rate, servers, service_times=[time], patience=patience, lines=lines)


def _solved(
    rate: float, deaths: Float64Array, servers: int, patience: float, lines: int | None
) -> StateQueue:
    full = deaths.size
    pace = float(deaths[-1]) if full else 0.0
    room = 0 if lines is None else max(lines - full, 0)
    gone = np.arange(1.0, room + 1.0) / max(patience, 1e-200)
    every = np.concatenate([deaths, pace + gone])
    kept = every.size if lines is None else lines
    with np.errstate(divide="ignore"):
        logs = np.concatenate([[0.0], np.cumsum(np.log(rate / every[:kept]))])
    weights = np.exp(logs - logs.max())
    if lines is None:
        queue = endless(rate, pace, patience, float(weights[-1]))
    else:
        queue = ended(rate, pace, patience, weights[full:], float(weights[-1]))
    inner = weights[: min(full, kept)]
    if np.isinf(queue.mass) and np.isfinite(patience):
        # So far above its places that the others are never seen empty.
        queue, inner = queue.alone(), np.zeros_like(inner)
    if kept < full:
        inner = weights
    total = float(inner.sum()) + queue.mass
    if np.isinf(total):
        return _unstable(queue.alone())
    queue = queue.scaled(total)
    held = np.arange(inner.size)
    shares = inner / total
    rest = queue.mass if kept >= full else 0.0
    seen = 1.0 - queue.blocked
    return StateQueue(
        stable=True,
        wait_probability=queue.waiting,
        abandonment=queue.abandoned(),
        blocked=queue.blocked,
        mean_wait=queue.mean_wait(),
        mean_offered_wait=queue.mean_offered() / seen if seen > 0 else np.nan,
        mean_queue=rate * queue.mean_wait(),
        busy_servers=(float(shares @ np.minimum(held, servers)) + rest * servers) / servers
        if servers
        else np.nan,
        slot_occupancy=(float(shares @ held) + rest * full) / full if full else np.nan,
        _line=queue,
    )


def _unstable(queue: Line) -> StateQueue:
    return StateQueue(
        stable=False,
        wait_probability=1.0,
        abandonment=0.0,
        blocked=0.0,
        mean_wait=np.inf,
        mean_offered_wait=np.inf,
        mean_queue=np.inf,
        busy_servers=1.0,
        slot_occupancy=1.0,
        _line=queue,
    )
