"""Rates of tickets: reopened, escalated, transferred, and tickets for each customer."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops._kit.reals import above_zero, whole
from supportops._kit.results import Result
from supportops.errors import InputError
from supportops.metrics._scores import values_of
from supportops.metrics.calls import definition_of
from supportops.metrics.measures import measure
from supportops.statistics import Estimate

__all__ = [
    "ReopenRates",
    "escalation_rate",
    "reopen_rates",
    "reopens_from_solves",
    "tickets_per_100_customers",
    "transfer_rate",
]


@dataclass(frozen=True, slots=True)
class ReopenRates(Result):
    """Reopening by each of its definitions.

    Attributes
    ----------
    by_ticket : Estimate
        Tickets reopened over tickets solved [share].
    events_per_ticket : Estimate
        Reopenings over tickets solved [reopenings per ticket].
    by_solve_event : Estimate
        Reopenings over solve events [share].
    """

    by_ticket: Estimate
    events_per_ticket: Estimate
    by_solve_event: Estimate


def reopen_rates(
    *, tickets_solved: int, tickets_reopened: int, reopen_events: int, solve_events: int
) -> ReopenRates:
    """Three figures that are all called reopen rate.

    Parameters
    ----------
    tickets_solved, tickets_reopened : int
        Tickets ever solved, and those of them ever reopened [count].
    reopen_events, solve_events : int
        Reopenings and solves, several of a ticket each counted [count].

    Returns
    -------
    ReopenRates

    Raises
    ------
    InputError
        If more were reopened than solved.

    Examples
    --------
    >>> every = reopen_rates(
    ...     tickets_solved=500, tickets_reopened=40, reopen_events=55, solve_events=555)
    >>> every.by_ticket.value, every.events_per_ticket.value, round(every.by_solve_event.value, 3)
    (0.08, 0.11, 0.099)
    """
    tallies = {
        "tickets_solved": tickets_solved,
        "tickets_reopened": tickets_reopened,
        "reopen_events": reopen_events,
        "solve_events": solve_events,
    }
    names = ("reopen.by_ticket", "reopen.events_per_ticket", "reopen.by_solve_event")
    return ReopenRates(*(measure(name, tallies) for name in names))


def reopens_from_solves(solves: Any) -> Int64Array:
    """Reopenings of tickets of which only the number of solves is known.

    Parameters
    ----------
    solves : array-like or Series
        How often each ticket was solved [solves].

    Returns
    -------
    ndarray of int
        max(0, solves − 1) [reopenings].

    Raises
    ------
    InputError
        If a number is missing, negative or not whole.

    Examples
    --------
    >>> reopens_from_solves([1, 1, 2, 0, 3]).tolist()
    [0, 0, 1, 0, 2]
    """
    counts = values_of(solves, "solves")
    wrong = ~((counts >= 0) & (counts == np.round(counts)) & (counts < 2**53))
    if wrong.any():
        place = int(wrong.argmax())
        raise InputError(
            f"solves must be whole, zero or more; got {counts[place]} at position {place} "
            f"({int(wrong.sum())} of {counts.size} break this)"
        )
    return np.maximum(counts - 1, 0).astype(np.int64)


def escalation_rate(
    escalated: int, tickets: int, *, formula: str = "escalation.of_all"
) -> Estimate:
    """Share of tickets that were escalated.

    Parameters
    ----------
    escalated : int
        Tickets escalated [count].
    tickets : int
        All tickets, or those handled, as the definition has it [count].
    formula : str
        ``"escalation.of_all"`` or ``"escalation.of_handled"``.

    Returns
    -------
    Estimate
        A share.

    Examples
    --------
    >>> escalation_rate(180, 1200).percent
    15.0
    """
    return _rate(formula, "escalation_rate", escalated, tickets)


def transfer_rate(
    transfers: int, tickets: int, *, formula: str = "transfer.per_ticket"
) -> Estimate:
    """Tickets transferred, or transfers, over tickets handled.

    Parameters
    ----------
    transfers : int
        Tickets transferred, or transfers, as the definition has it [count].
    tickets : int
        Tickets handled [count].
    formula : str
        ``"transfer.per_ticket"`` or ``"transfer.per_event"``.

    Returns
    -------
    Estimate
        A share, or [transfers per ticket].

    Examples
    --------
    >>> transfer_rate(130, 1000, formula="transfer.per_event").value
    0.13
    """
    return _rate(formula, "transfer_rate", transfers, tickets)


def _rate(formula: str, metric: str, top: int, bottom: int) -> Estimate:
    one = definition_of(metric, formula)
    tallies = {one.numerator[0]: top, one.denominator[0]: bottom}
    return measure(one, tallies)


def tickets_per_100_customers(tickets: int, *, customers: float) -> Estimate:
    """Tickets of a period for each hundred customers.

    Parameters
    ----------
    tickets : int
        Tickets created [count].
    customers : float
        Customers at the middle of the period [count], above zero.

    Returns
    -------
    Estimate
        [tickets per 100 customers], with the interval of a Poisson count: the figure is what
        such a base of customers happens to ask.

    Raises
    ------
    InputError
        If a count is negative, or there are no customers.

    Examples
    --------
    >>> print(tickets_per_100_customers(120, customers=1500))
    8 tickets per 100 customers (95 %: 6.633 tickets per 100 customers to 9.566 tickets per 100 customers, n = 120)

    References
    ----------
    Garwood 1936, Biometrika 28:437.
    """
    count, base = whole(tickets, "tickets"), above_zero(customers, "customers")
    return Estimate(
        100 * count / base,
        count,
        definition="volume.per_100_customers",
        unit="tickets per 100 customers",
        evidence=_PoissonEvidence(count, 100 / base),
    )


@dataclass(frozen=True, slots=True)
class _PoissonEvidence:
    """A count of independent events, times a factor: Garwood's exact interval."""

    count: int
    factor: float

    def ends(self, confidence: float) -> tuple[float | None, float | None]:
        """Ends of the interval at that confidence."""
        from scipy.special import gammaincinv

        out = (1 - confidence) / 2
        low = float(gammaincinv(self.count, out)) if self.count else 0.0
        high = float(gammaincinv(self.count + 1, 1 - out))
        return low * self.factor, high * self.factor
