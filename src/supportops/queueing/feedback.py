"""Work that comes back: repeat contacts, returns after a delay, and chasers."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.results import Result
from supportops.errors import InputError
from supportops.queueing._doors import number
from supportops.queueing._erlang import blocking, delay

__all__ = [
    "Chasers",
    "ReturnFlow",
    "capped_completion_rate",
    "chasers",
    "contact_multiplier",
    "critical_chase_rate",
    "returns",
]

_HALVINGS = 80


def contact_multiplier(
    resolution: float,
    return_probability: float,
    *,
    first_resolution: float | None = None,
    first_return_probability: float | None = None,
) -> float:
    """Contacts for each issue, if the unresolved come back with a probability.

    Parameters
    ----------
    resolution : float
        Share of the contacts that resolve their issue [share].
    return_probability : float
        Share of the unresolved who contact again [share].
    first_resolution, first_return_probability : float, optional
        The same for first contacts where they differ from later ones [share].

    Returns
    -------
    float
        Mean contacts for each issue [ratio]; infinite if all come back for ever.

    Raises
    ------
    InputError
        If a number is no share.

    Notes
    -----
    ``m = 1 / (1 - (1 - f) q)``, with other first contacts ``1 + (1 - f1) q1 m``. Volume that was
    measured holds the multiplier already: first contacts are volume over m.

    Examples
    --------
    >>> contact_multiplier(0.75, 1.0)
    1.3333333333333333
    >>> contact_multiplier(0.5, 0.8, first_resolution=0.7)
    1.4
    """
    f, q = number("resolution", resolution), number("return_probability", return_probability)
    f1 = f if first_resolution is None else number("resolution", first_resolution)
    q1 = q
    if first_return_probability is not None:
        q1 = number("return_probability", first_return_probability)
    again, first = (1.0 - f) * q, (1.0 - f1) * q1
    if again == 1:
        return 1.0 if first == 0 else np.inf
    return 1.0 + first / (1.0 - again)


@dataclass(frozen=True, slots=True)
class ReturnFlow(Result):
    """Work with returns after a delay (Erlang-R), in steady state.

    Attributes
    ----------
    load : float
        Mean customers in service or, with servers enough, busy servers [erlangs].
    away : float
        Mean customers who will return [count].
    visits : float
        Mean visits of a customer [ratio].
    """

    load: float
    away: float
    visits: float


def returns(
    arrival_rate: float,
    *,
    service_time: float,
    return_probability: float,
    return_delay: float,
) -> ReturnFlow:
    """Load of customers who need service again after a delay, with a probability (Erlang-R).

    Parameters
    ----------
    arrival_rate : float
        New customers per unit of time [1/time].
    service_time : float
        Mean time of a visit [time].
    return_probability : float
        Share of the visits after which the customer returns [share], below 1.
    return_delay : float
        Mean time until the return [time].

    Returns
    -------
    ReturnFlow
        Load, customers away, and visits.

    Raises
    ------
    InputError
        If a number breaks its rule, or everybody returns for ever.

    Notes
    -----
    ``R1 = rate s / (1 - p)`` and ``R2 = p rate d / (1 - p)``. In steady state the queue at the
    servers is Erlang C or A at the load R1; over time see `return_profile`.

    Examples
    --------
    >>> returns(6, service_time=0.5, return_probability=0.4, return_delay=8)
    ReturnFlow(load=5.0, away=32.0, visits=1.6666666666666667)

    References
    ----------
    Yom-Tov and Mandelbaum 2014.
    """
    rate, time = number("arrival_rate", arrival_rate), number("service_time", service_time)
    p, away = number("return_probability", return_probability), number("return_delay", return_delay)
    if p == 1:
        raise InputError("return_probability must be below 1; got 1.0; nobody would ever be done")
    visits = 1.0 / (1.0 - p)
    return ReturnFlow(rate * time * visits, p * rate * away * visits, visits)


def capped_completion_rate(
    windows: float, *, service_time: float, return_probability: float, return_delay: float
) -> float:
    """Customers whom a server with a capped case load completes per time.

    Parameters
    ----------
    windows : float
        Most customers that a server has at a time, away ones included [count].
    service_time, return_probability, return_delay : float
        As in `returns` [time, share, time].

    Returns
    -------
    float
        Completions per time [1/time] while the case load is full.

    Raises
    ------
    InputError
        If a number breaks its rule.

    Notes
    -----
    ``(1 - p) / s (1 - B(M, r))`` with Erlang's B and r the mean time away for each visit over its
    time of service; the system is stable while servers times this exceed the arrivals.

    Examples
    --------
    >>> capped_completion_rate(10, service_time=0.5, return_probability=0.4, return_delay=8)
    1.1325...
    """
    cases, time = number("windows", windows), number("service_time", service_time)
    p, away = number("return_probability", return_probability), number("return_delay", return_delay)
    ratio = np.array([p * away / time])
    served = blocking(ratio, np.array([cases]))[1] if ratio[0] > 0 else float(cases > 0)
    return float((1.0 - p) / time * np.asarray(served).ravel()[0])


@dataclass(frozen=True, slots=True)
class Chasers(Result):
    """A queue in which waiting customers write again.

    Attributes
    ----------
    stable : bool
        Whether the chasers leave an equilibrium.
    load : float
        Offered load with chasers [erlangs]; infinite without equilibrium.
    critical_rate : float
        Chase rate above which there is none [1/time].
    """

    stable: bool
    load: float
    critical_rate: float


def chasers(load: float, servers: float, *, service_time: float, chase_rate: float) -> Chasers:
    """Load when each waiting customer sends further contacts at a rate.

    Parameters
    ----------
    load : float
        Offered load without chasers [erlangs].
    servers : float
        Servers [count].
    service_time : float
        Mean time of a contact, chaser or not [time].
    chase_rate : float
        Further contacts of each waiting customer per unit of time [1/time].

    Returns
    -------
    Chasers
        Equilibrium and critical rate.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    The smallest root of ``rate = rate0 + k Lq(rate)`` with Erlang C's queue, a mean-field
    equilibrium. The exact process with chasers that are handled one by one has none for any k
    above 0, so take the critical rate as the edge of a long-lived balance; merging chasers into
    the first contact removes the loop.

    Examples
    --------
    >>> chasers(4.5, 5, service_time=0.55, chase_rate=0.02).load
    4.6032...
    >>> chasers(4.5, 5, service_time=0.55, chase_rate=0.03).stable
    False
    """
    a, n = number("load", load), number("servers", servers)
    time, rate = number("service_time", service_time), number("chase_rate", chase_rate)
    limit, turn = _critical(a, n, time)
    if a == 0 or (rate == 0 and a < n):
        return Chasers(stable=True, load=a, critical_rate=limit)
    if a >= n or rate > limit:
        return Chasers(stable=False, load=np.inf, critical_rate=limit)
    low, high = a, turn
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if middle - a < rate * time * _queue(middle, n):
            low = middle
        else:
            high = middle
    return Chasers(stable=True, load=high, critical_rate=limit)


def critical_chase_rate(load: float, servers: float, *, service_time: float) -> float:
    """Chase rate above which a queue loses its balance; see `chasers`.

    Parameters
    ----------
    load, servers, service_time : float
        As in `chasers` [erlangs, count, time].

    Returns
    -------
    float
        Further contacts of each waiting customer per unit of time [1/time]: 0 at or above the
        servers, infinite for no load.

    Raises
    ------
    InputError
        If a number is negative or not finite.

    Notes
    -----
    The largest ``(rate - rate0) / Lq(rate)`` over the rates that the servers can carry.

    Examples
    --------
    >>> round(critical_chase_rate(4.5, 5, service_time=0.55), 4)
    0.0275
    """
    a, n = number("load", load), number("servers", servers)
    return _critical(a, n, number("service_time", service_time))[0]


def _queue(load: float, servers: float) -> float:
    wait, _ = delay(np.array([load]), np.array([servers]))
    return float(wait[0]) * load / (servers - load)


def _critical(load: float, servers: float, time: float) -> tuple[float, float]:
    """Largest chase rate with an equilibrium, and the load where it touches."""
    from scipy.optimize import minimize_scalar

    if load == 0:
        return np.inf, servers
    if load >= servers:
        return 0.0, load

    def missed(part: float) -> float:
        at = load + part * (servers - load)
        return -(at - load) / _queue(at, servers)

    grid = np.linspace(0.0, 1.0, 65)[1:-1]
    best = int(np.argmin([missed(float(part)) for part in grid]))
    ends = (0.0 if best == 0 else grid[best - 1], 1.0 if best == grid.size - 1 else grid[best + 1])
    found = minimize_scalar(missed, bounds=ends, method="bounded", options={"xatol": 1e-12})
    part = float(found.x)
    return -missed(part) / time, load + part * (servers - load)
