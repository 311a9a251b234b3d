"""All figures of a queue from one solution of it."""

from dataclasses import dataclass
from typing import Any

from supportops._kit.arrays import RealLike
from supportops._kit.results import Result
from supportops.queueing._doors import definition_of, leave, queue_door
from supportops.queueing._waits import Definition

__all__ = ["QueueFigures", "queue_figures"]


@dataclass(frozen=True, slots=True)
class QueueFigures(Result):
    """What a queue delivers.

    Attributes
    ----------
    wait_probability : float, ndarray or Series
        Share that waits at all [share].
    service_level : float, ndarray or Series
        Share answered within the target [share].
    mean_wait : float, ndarray or Series
        Mean wait of all [time].
    occupancy : float, ndarray or Series
        Busy share of the servers [share].
    abandonment : float, ndarray or Series
        Share that leaves unanswered [share]; 0 without patience.
    """

    wait_probability: Any
    service_level: Any
    mean_wait: Any
    occupancy: Any
    abandonment: Any


def queue_figures(
    load: RealLike,
    servers: RealLike,
    *,
    service_time: RealLike,
    within: RealLike,
    patience: "RealLike | None" = None,
    definition: Definition = "offered",
) -> QueueFigures:
    """Wait probability, service level, mean wait, occupancy and abandonment in one pass.

    Parameters
    ----------
    load, servers, service_time
        As in `mean_wait` [erlangs, count, time].
    within, patience, definition
        As in `service_level` [time, time].

    Returns
    -------
    QueueFigures
        Each in the kind of the question, as the functions of these names give it.

    Raises
    ------
    InputError
        If a number is negative or not finite, or the definition has another name.

    Notes
    -----
    The queue is solved once, which is what tables of many intervals need.

    Examples
    --------
    >>> found = queue_figures(10, 14, service_time=180, within=20)
    >>> round(found.service_level, 5), round(found.mean_wait, 4)
    (0.88835, 7.8359)
    """
    chosen = definition_of(definition)
    form, queue, (time,) = queue_door(load, servers, service_time, patience, within=within)
    return QueueFigures(
        wait_probability=leave(queue.wait, form),
        service_level=leave(queue.service_level(time, chosen), form),
        mean_wait=leave(queue.mean_wait(), form),
        occupancy=leave(queue.occupancy(), form),
        abandonment=leave(queue.abandon, form),
    )
