"""Loads that are not known exactly, and servers who may be absent."""

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops.queueing._doors import definition_of, number, whole_number
from supportops.queueing._waits import Definition, solve
from supportops.queueing.capacity import max_load

__all__ = ["confidence_of_target", "expected_service_level", "servers_for_confidence"]

_NODES = 200


def confidence_of_target(
    load: float,
    servers: int,
    *,
    service_time: float,
    within: float,
    service_level: float,
    cv: float,
    absence: float = 0.0,
    patience: float | None = None,
    definition: Definition = "offered",
) -> float:
    """Probability that the load turns out to be one at which the target is met.

    Parameters
    ----------
    load : float
        Mean offered load [erlangs].
    servers : int
        Servers planned [count].
    service_time, within, service_level, patience, definition
        The target, as in `servers_needed` [time, time, share, time].
    cv : float
        Coefficient of variation of the load from day to day [ratio], without the noise of
        single arrivals, which the queue has anyway.
    absence : float
        Probability that a planned server is absent, each by itself [share].

    Returns
    -------
    float
        Probability [share].

    Raises
    ------
    InputError
        If a number breaks its rule.

    Notes
    -----
    The load has a gamma law; the confidence is its distribution at the most load that the
    servers carry, averaged over a binomial number of present ones. The load is taken as steady
    within the interval.

    Examples
    --------
    >>> target = {"service_time": 180, "within": 20, "service_level": 0.8}
    >>> round(confidence_of_target(20, 26, **target, cv=0.1), 3)
    0.838
    """
    mean, spread = number("load", load), number("cv", cv)
    count, away = whole_number("servers", servers), number("absence", absence)
    present = np.arange(float(count + 1)) if away else np.array([float(count)])
    most = np.asarray(
        max_load(
            present,
            service_time=service_time,
            within=within,
            service_level=service_level,
            patience=patience,
            definition=definition,
        )
    )
    met = _below(most, mean, spread)
    if not away:
        return float(met[0])
    from scipy.stats import binom

    return float(np.sum(binom.pmf(present, count, 1.0 - away) * met))


def _below(most: Float64Array, mean: float, cv: float) -> Float64Array:
    """Probability of a load up to these."""
    from scipy.special import gammainc

    if cv == 0 or mean == 0:
        return (most >= mean * (1.0 - 1e-12)).astype(float)
    shape = 1.0 / cv**2
    return np.asarray(gammainc(shape, most * shape / mean), dtype=np.float64)


def expected_service_level(
    load: float,
    servers: float,
    *,
    service_time: float,
    within: float,
    cv: float,
    patience: float | None = None,
    definition: Definition = "offered",
) -> float:
    """Share of all customers answered in time, over days whose load varies.

    Parameters
    ----------
    load : float
        Mean offered load [erlangs].
    servers : float
        Servers [count].
    service_time, within, patience, definition
        As in `service_level` [time, time, time].
    cv : float
        Coefficient of variation of the load from day to day [ratio].

    Returns
    -------
    float
        Service level [share]: days weigh by their customers, overloaded ones count 0 without
        patience.

    Raises
    ------
    InputError
        If a number breaks its rule.

    Notes
    -----
    ``E[L SL(L)] / E[L]`` for a gamma load L. Less than the service level at the mean load.

    Examples
    --------
    >>> given = {"service_time": 180, "within": 20}
    >>> [round(expected_service_level(20, 24, **given, cv=cv), 3) for cv in (0, 0.1, 0.2)]
    [0.809, 0.717, 0.597]
    """
    from scipy.special import gammainc, gammaincinv

    mean, spread, count = number("load", load), number("cv", cv), number("servers", servers)
    time, target = number("service_time", service_time), number("within", within)
    bound = np.inf if patience is None else number("patience", patience)
    chosen = definition_of(definition)
    loads: Float64Array = np.array([mean])
    weights: Float64Array = np.ones(1)
    if spread > 0 and mean > 0:
        # Weighting by customers raises the shape of the gamma law by one.
        shape, scale = 1.0 / spread**2 + 1.0, mean * spread**2
        top = 1.0 if np.isfinite(bound) else float(gammainc(shape, count / scale))
        nodes, gauss = np.polynomial.legendre.leggauss(_NODES)
        part = gammaincinv(shape, top * 0.5 * (nodes + 1.0))
        loads = np.asarray(scale * part, dtype=np.float64)
        weights = np.asarray(0.5 * top * gauss, dtype=np.float64)
    one = np.ones_like(loads)
    queue = solve(loads, count * one, time * one, bound * one)
    return float(weights @ queue.service_level(target * one, chosen))


def servers_for_confidence(
    load: float,
    *,
    confidence: float,
    service_time: float,
    within: float,
    service_level: float,
    cv: float,
    absence: float = 0.0,
    patience: float | None = None,
    definition: Definition = "offered",
) -> float:
    """Fewest planned servers that meet a target with a confidence.

    Parameters
    ----------
    load : float
        Mean offered load [erlangs].
    confidence : float
        Probability wanted that the load is one at which the target is met [share], below 1.
    service_time, within, service_level, cv, absence, patience, definition
        As in `confidence_of_target` [time, time, share, ratio, share, time].

    Returns
    -------
    float
        Servers [count], whole; infinite if all are absent or no number meets the target.

    Raises
    ------
    InputError
        If a number breaks its rule.

    Notes
    -----
    Near ``a + z sqrt(a + (cv a)^2)`` with z the normal quantile of the confidence.

    Examples
    --------
    >>> target = {"service_time": 180, "within": 20, "service_level": 0.8}
    >>> servers_for_confidence(20, confidence=0.9, **target, cv=0.1)
    27.0
    """
    goal, mean = number("confidence", confidence), number("load", load)
    away, level = number("absence", absence), number("service_level", service_level)
    if mean == 0 or goal == 0:
        return 0.0
    if away == 1 or level == 1:
        return np.inf

    def sure(servers: int) -> bool:
        found = confidence_of_target(
            mean,
            servers,
            service_time=service_time,
            within=within,
            service_level=level,
            cv=cv,
            absence=away,
            patience=patience,
            definition=definition,
        )
        return found >= goal * (1.0 - 1e-12)

    low, high = 0, max(int(mean / (1.0 - away)), 1)
    while not sure(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if sure(middle) else (middle, high)
    return float(high)
