"""Deflection as it is measured: a share of requests, of users, or tickets per user."""

from dataclasses import dataclass
from math import copysign

from supportops._kit.reals import above_zero, from_zero, is_real
from supportops._kit.results import Result
from supportops.statistics import Estimate, proportion

__all__ = [
    "SelfServiceScore",
    "deflection_from_requests",
    "deflection_from_users",
    "tickets_per_user",
    "tickets_prevented",
]


@dataclass(frozen=True, slots=True)
class SelfServiceScore(Result):
    """Users of self-service beside users who filed a ticket.

    Attributes
    ----------
    score : float or None
        Self-service users for each user with a ticket; None where nobody filed one.
    share : Estimate
        The same as a share of both groups.
    """

    score: float | None
    share: Estimate


def deflection_from_requests(resolutions: int, *, tickets: int) -> Estimate:
    """Share of all requests that self-service resolved.

    Parameters
    ----------
    resolutions : int
        Requests resolved without a ticket [requests].
    tickets : int
        Tickets filed in the same period [tickets].

    Returns
    -------
    Estimate
        ``resolutions / (resolutions + tickets)`` [share]; undefined without requests.

    Raises
    ------
    InputError
        If a count is negative or not whole.

    Examples
    --------
    >>> print(deflection_from_requests(1800, tickets=4200))
    30 % (95 %: 28.9 % to 31.2 %, n = 6,000)
    """
    return proportion(
        resolutions, resolutions + tickets, definition="self-service resolutions of all requests"
    )


def deflection_from_users(self_service_users: int, *, ticket_users: int) -> SelfServiceScore:
    """Self-service score: users who helped themselves beside users who filed a ticket.

    Parameters
    ----------
    self_service_users : int
        Users with a session in the help center [users].
    ticket_users : int
        Users with a ticket in the same period [users].

    Returns
    -------
    SelfServiceScore

    Raises
    ------
    InputError
        If a count is negative or not whole.

    Notes
    -----
    Users who did both count in both, and a session resolves nothing by itself: the score follows
    a trend, it counts no tickets.

    Examples
    --------
    >>> answer = deflection_from_users(20_000, ticket_users=5000)
    >>> answer.score, answer.share.value
    (4.0, 0.8)

    References
    ----------
    Zendesk, About the self-service score (4:1).
    """
    part = proportion(
        self_service_users,
        self_service_users + ticket_users,
        definition="self-service users of self-service and ticket users",
    )
    return SelfServiceScore(self_service_users / ticket_users if ticket_users else None, part)


def tickets_per_user(tickets: float, *, users: float) -> float:
    """Tickets that a user files in a period.

    Parameters
    ----------
    tickets : float
        Tickets of the period [tickets], zero or more.
    users : float
        Users of the period [users], above zero.

    Returns
    -------
    float
        [tickets/user]

    Examples
    --------
    >>> tickets_per_user(10_000, users=8000)
    1.25
    """
    return from_zero(tickets, "tickets") / above_zero(users, "users")


def tickets_prevented(reduction_per_user: float, *, users: float) -> float:
    """Tickets that a fall in tickets per user keeps away.

    Parameters
    ----------
    reduction_per_user : float
        How many fewer tickets a user files than before [tickets/user]; below zero if more.
    users : float
        Users now [users], zero or more.

    Returns
    -------
    float
        [tickets]

    Notes
    -----
    What made users file fewer is not in it: a product fix prevents tickets as an article does.
    Rounding the two rates first costs tickets: 1.25 less 1.06 on 8,500 users are 1,615, the
    exact rates give 1,625.

    Examples
    --------
    >>> round(tickets_prevented(0.19, users=8500), 6)
    1615.0
    >>> round(tickets_prevented(10_000 / 8000 - 9000 / 8500, users=8500), 6)
    1625.0

    References
    ----------
    MetricNet, Metrics that matter: tickets prevented.
    """
    fewer = reduction_per_user
    size = from_zero(abs(fewer) if is_real(fewer) else fewer, "reduction_per_user")
    return copysign(size, fewer) * from_zero(users, "users")
