"""Wording: a clause that says what was meant, where a percentage would not."""

from dataclasses import dataclass
from typing import Literal

from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, percent_text, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.sla.contract_risk import MONTHS, Span, WindowOdds
from supportops.sla.exact import exact_percent, written_share
from supportops.sla.odds import TargetLike, attainment_needed, needed, open_target

__all__ = ["ClauseWording", "clause_wording"]

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


@dataclass(frozen=True)
class ClauseWording(Result):
    """A clause that carries the intent of a percentage.

    Attributes
    ----------
    text : str
        The clause, to be put into the contract.
    window : {"month", "quarter", "year"}
        What it counts over.
    misses : int or None
        Misses that it allows; None where the percentage stays.
    percentage_asks : float
        True attainment [share] that the percentage by month would need to pass with 95 %.
    wording_asks : float
        True attainment [share] that this clause needs to pass with 95 %.
    odds : WindowOdds or None
        Of this clause at the attainment that was given.
    why : str
        Reason in words.
    """

    text: str
    window: Literal["month", "quarter", "year"]
    misses: int | None
    percentage_asks: float
    wording_asks: float
    odds: WindowOdds | None
    why: str

    def __str__(self) -> str:
        return self.text


def clause_wording(
    target: TargetLike,
    *,
    tickets_per_month: int,
    promise: str = "the promise",
    attainment: ShareLike | None = None,
) -> ClauseWording:
    """Clause that carries the intent of a percentage at a number of tickets.

    Parameters
    ----------
    target : share
        The percentage that was meant, below 1.
    tickets_per_month : int
        Decided tickets of a month [tickets], one or more.
    promise : str
        What is promised, as the clause calls it: "the 30 minute answer".
    attainment : share, optional
        True attainment, for the odds of the clause.

    Returns
    -------
    ClauseWording

    Raises
    ------
    InputError
        For a target of 100 %, and less than one ticket.

    Notes
    -----
    A percentage stays where a month has room for a miss. Otherwise the clause counts misses
    over the shortest of quarter and year that has room for one: floor((1 - target) x tickets).
    Where even a year has none, one miss a year is the least that a clause can allow, and the
    reason says that it asks for less than the percentage.

    Examples
    --------
    >>> found = clause_wording("95%", tickets_per_month=9)
    >>> print(found)
    At most one ticket a quarter may miss the promise.
    >>> round(found.percentage_asks, 4), round(found.wording_asks, 4)
    (0.9943, 0.9867)
    """
    exact, written = open_target(target), exact_percent(written_share(target, "target"))
    n = whole(tickets_per_month, "tickets_per_month")
    if n < 1:
        raise InputError(f"tickets_per_month must be one or more; got {shown(tickets_per_month)}")
    if exact == 1:
        raise InputError("target must be below 1, since 100 % says exactly what it means; got 100%")
    room: dict[Span, int] = {
        name: n * months - needed(exact, n * months) for name, months in MONTHS.items()
    }
    window = _shortest(room)
    tickets, misses = n * MONTHS[window], max(room[window], 1)
    asks = attainment_needed(n, target=target)
    if window == "month":
        text = f"At least {written} of the tickets of a month must keep {promise}."
        why = f"{n} tickets a month leave room for {room['month']}"
        count, wording = None, asks
    else:
        number = _NUMBERS[misses] if misses < len(_NUMBERS) else str(misses)
        noun = "ticket" if misses == 1 else "tickets"
        text = f"At most {number} {noun} a {window} may miss {promise}."
        whom = "ticket" if n == 1 else "tickets"
        why = (
            f"{written} of {n} {whom} a month allows no miss, and so asks for "
            f"{percent_text(asks, 2)} to pass 19 months of 20"
        )
        if not room[window]:
            why += f"; even the {tickets} of a year leave no room, so one miss is the least"
        count, wording = misses, _asked(tickets, misses)
    odds = None
    if attainment is not None:
        odds = _odds(attainment, tickets, misses if count else room["month"], window)
    return ClauseWording(text, window, count, asks, wording, odds, why)


def _shortest(room: dict[Span, int]) -> Span:
    """Shortest window with room for a miss; a year where none has any."""
    for window in MONTHS:
        if room[window]:
            return window
    return "year"


def _asked(tickets: int, misses: int) -> float:
    """Attainment that passes with 95 % where so many may miss."""
    from scipy.special import betaincinv

    return float(betaincinv(tickets - misses, misses + 1, 0.95))


def _odds(attainment: ShareLike, tickets: int, misses: int, window: Span) -> WindowOdds:
    from scipy.stats import binom

    passes = float(binom.cdf(misses, tickets, 1 - share(attainment, "attainment")))
    return WindowOdds(window, tickets, misses, passes, passes ** (12 // MONTHS[window]))
