"""Deflection as an experiment shows it: users with self-service beside users without."""

from dataclasses import dataclass

from supportops._kit.reals import above_zero, whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics import (
    Estimate,
    Interval,
    pooled_z_test,
    proportion,
    proportion_difference,
)

__all__ = ["HoldOut", "holdout_deflection"]


@dataclass(frozen=True, slots=True)
class HoldOut(Result):
    """What a randomized hold-out says about deflection.

    Attributes
    ----------
    rate_treated, rate_control : Estimate
        Users with a ticket [share of users].
    difference : Estimate
        Treated less control [share difference]; below zero where self-service works.
    deflected : float or None
        Tickets kept away for so many users [tickets]; below zero where it made more.
    per_users : float
        That many [users].
    relative : float or None
        Difference over the rate of the control; None where nobody there filed one.
    z, p_value : float or None
        Two-sided test that the two rates are the same, pooled; None where the data cannot tell.
    """

    rate_treated: Estimate
    rate_control: Estimate
    difference: Estimate
    deflected: float | None
    per_users: float
    relative: float | None
    z: float | None
    p_value: float | None

    def interval(self, confidence: ShareLike = 0.95) -> Interval[float | None]:
        """Interval of the tickets kept away, for the same number of users.

        Parameters
        ----------
        confidence : float or str
            Two-sided confidence [share].

        Returns
        -------
        Interval
            Ends [tickets].
        """
        ends = self.difference.interval(confidence)
        low = None if ends.high is None else -ends.high * self.per_users
        high = None if ends.low is None else -ends.low * self.per_users
        return Interval(low, high, ends.confidence)


def holdout_deflection(
    *, treated: tuple[int, int], control: tuple[int, int], per_users: float = 10_000
) -> HoldOut:
    """Tickets that self-service keeps away, from users who were kept from it by lot.

    Parameters
    ----------
    treated, control : pair of int
        Users, and those of them who filed a ticket [users]: with self-service and without.
    per_users : float
        Users that the answer is stated for [users], above zero.

    Returns
    -------
    HoldOut

    Raises
    ------
    InputError
        If a count is negative or not whole, or more users filed than there are.

    Notes
    -----
    The only measurement of deflection that needs no assumption about what people meant to do,
    as long as chance alone decided who was held out, and a user counts once. Tickets instead
    of users with a ticket would make the interval too narrow: tickets of one user go together.

    Examples
    --------
    >>> answer = holdout_deflection(treated=(10_000, 620), control=(5000, 400))
    >>> answer.deflected, round(answer.relative, 3), round(answer.z, 2)
    (180.0, -0.225, -4.13)
    >>> print(answer.difference)
    -1.8 pp (95 %: -2.7 pp to -0.9 pp, n = 15,000)
    """
    (users_t, tickets_t), (users_c, tickets_c) = (
        _pair(treated, "treated"),
        _pair(control, "control"),
    )
    per = above_zero(per_users, "per_users")
    with_it = proportion(tickets_t, users_t, definition="users with a ticket, treated")
    without = proportion(tickets_c, users_c, definition="users with a ticket, control")
    both = ((tickets_t, users_t), (tickets_c, users_c))
    apart = proportion_difference(*both, definition="users with a ticket, treated less control")
    test = pooled_z_test(*both)
    known = apart.value is not None
    return HoldOut(
        with_it,
        without,
        apart,
        # From the counts, since a difference of rounded rates would show its rounding.
        (tickets_c * users_t - tickets_t * users_c) / (users_t * users_c) * per if known else None,
        per,
        float(apart) / float(without) if known and tickets_c else None,
        test.statistic,
        test.p_value,
    )


def _pair(value: tuple[int, int], name: str) -> tuple[int, int]:
    try:
        users, tickets = value
    except (TypeError, ValueError) as error:
        message = f"{name} must be a pair of users and users with a ticket; got {shown(value)}"
        raise InputError(message) from error
    n, hits = whole(users, f"users of {name}"), whole(tickets, f"tickets of {name}")
    if hits > n:
        raise InputError(
            f"tickets of {name} must be at most its users, {n}; got {hits}; "
            "count users with a ticket, not tickets"
        )
    return n, hits
