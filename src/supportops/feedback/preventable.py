"""Tickets that a better product would not have caused, and accounts that are about to go."""

from dataclasses import dataclass

from supportops._kit.data import read_data
from supportops._kit.reals import from_zero, whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share

__all__ = ["PreventablePath", "churn_signal", "preventable_path", "root_causes"]


@dataclass(frozen=True, slots=True)
class PreventablePath(Result):
    """Preventable tickets quarter by quarter, if each reaches its target.

    Attributes
    ----------
    tickets : tuple of float
        Of each quarter, the present one first [tickets/quarter].
    remaining : float
        What the last is of the first [share].
    avoided : float
        Fewer tickets over all following quarters than without a change [tickets].
    """

    tickets: tuple[float, ...]
    remaining: float
    avoided: float


def root_causes() -> tuple[str, ...]:
    """Published root causes of preventable tickets."""
    return tuple(read_data("feedback", "feedback")["preventable"]["root_causes"])


def preventable_path(
    tickets: float, *, reduction: ShareLike | None = None, quarters: int = 4
) -> PreventablePath:
    """What a quarterly target does to preventable tickets over a year.

    Parameters
    ----------
    tickets : float
        Preventable tickets of the present quarter [tickets/quarter], zero or more.
    reduction : share, optional
        Share of what is left that each quarter removes; 15 % as published.
    quarters : int
        How many follow [quarters].

    Returns
    -------
    PreventablePath

    Notes
    -----
    ``tickets * (1 - reduction) ** k``: four times 15 % leave 52.2 %, not 40 %.

    Examples
    --------
    >>> path = preventable_path(1000)
    >>> round(path.remaining, 3), round(path.avoided)
    (0.522, 1291)
    """
    if reduction is None:
        reduction = read_data("feedback", "feedback")["preventable"]["reduction_per_quarter"]
    start, stay = from_zero(tickets, "tickets"), 1 - share(reduction, "reduction")
    count = whole(quarters, "quarters")
    path = tuple(start * stay**k for k in range(count + 1))
    return PreventablePath(path, stay**count, start * count - sum(path[1:]))


def churn_signal(*, tickets: int, csat: float | None, repeats: int, low: float) -> bool | None:
    """Whether an account looks like leaving: it asks again and again, and is not happy.

    Parameters
    ----------
    tickets : int
        Tickets of the account on the same matter in a period [tickets].
    csat : float or None
        Its mean rating in that period [points]; None where it gave none.
    repeats : int
        From how many tickets on they repeat [tickets]; the source gives no number.
    low : float
        Below which rating it is low [points], on the same scale; the source gives none.

    Returns
    -------
    bool or None
        True where both hold; None where tickets repeat and no rating is known.

    Examples
    --------
    >>> churn_signal(tickets=4, csat=2.1, repeats=3, low=3)
    True
    """
    again = whole(tickets, "tickets") >= whole(repeats, "repeats")
    if csat is None or csat != csat:  # noqa: PLR0124  NaN
        return None if again else False
    return again and csat < low
